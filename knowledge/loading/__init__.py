"""Content folders → one library: files read one by one, several folders laid over one another."""
