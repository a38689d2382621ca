"""A petition as the citizen files and follows it."""
