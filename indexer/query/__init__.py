"""What a message says: its text mended and given its diacritics, its phrases, patterns and cues, the part that it asks for."""
