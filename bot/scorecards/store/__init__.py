"""Index cards: the SQL of this room."""
