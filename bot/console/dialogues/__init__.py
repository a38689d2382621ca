"""The console pages of dialogues and meetings."""
