"""What is told of a case in days and numbers, and what a record says to it."""
