"""Who may enter and let in a card, and what everybody sees."""
