"""How answers are measured and what a number is worth."""
