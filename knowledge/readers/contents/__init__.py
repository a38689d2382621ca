"""The lines of a document, whatever its format → records: lists, decisions, plans, questions, other official texts."""
