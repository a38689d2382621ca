"""The index and its search: storage, building, the query, the ranking."""
