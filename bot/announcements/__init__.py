"""Announcements: articles in the form of a Zalo Official Account, who follows them, and how they are sent."""
