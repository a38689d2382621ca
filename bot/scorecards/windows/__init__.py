"""Index cards in a chat."""
