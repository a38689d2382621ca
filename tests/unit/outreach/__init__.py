"""Rules of what an office sends and announces: articles, calendars, notices, dialogues, surveys, index cards, official channels."""
