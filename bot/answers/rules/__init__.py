"""Rules that decide what a turn is, one file each, pure: no SQL, no clock, no files."""
