"""What the repository says of itself, held against what it is: documents, settings, commands, contracts, locks."""
