"""What decides what a turn is, a file for each kind of turn, pure: no SQL, no clock, no files."""
