"""Announcements, dialogues, surveys in a real browser."""
