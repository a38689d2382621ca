"""The pages of single features: articles, changes, filing and following a petition, the public register."""
