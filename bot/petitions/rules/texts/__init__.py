"""What a petition's text says: the right door, its topics, whom it is about, what to hide. Pure."""
