"""How people say it: the words, phrases and circumstances by which a message is heard, as records."""
