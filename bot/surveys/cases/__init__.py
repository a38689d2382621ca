"""What people do with surveys: make them, answer them, type paper forms in, read the results."""
