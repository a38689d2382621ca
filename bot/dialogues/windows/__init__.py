"""Dialogues in a chat: listed, registered for, asked and voted."""
