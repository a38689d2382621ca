"""The board of petitions and the menu beside it: what waits for whoever is logged in, and what is done with many at once."""
