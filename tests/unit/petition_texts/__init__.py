"""What is read in the text of a petition: alike ones, senders, subjects, what is hidden."""
