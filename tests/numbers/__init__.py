"""For each number that decides a case at its edge: it fails where the number is moved by a third either way."""
