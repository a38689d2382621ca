"""Dialogues and meetings: who comes, what is asked beforehand and there, and each question followed to its answer."""
