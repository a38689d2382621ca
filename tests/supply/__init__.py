"""What the program is made of: known weaknesses of its libraries, and their list."""
