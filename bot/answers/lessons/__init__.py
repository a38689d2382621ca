"""What is looked through and taught while the program runs: questions as they were logged, alike ones together, lessons. Pure."""
