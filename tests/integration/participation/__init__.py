"""Dialogues, surveys, plans, index cards: where the public takes part and the office accounts for itself."""
