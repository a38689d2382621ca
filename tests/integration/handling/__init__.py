"""A petition as officers work it off."""
