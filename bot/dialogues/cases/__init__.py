"""Who may do what with a dialogue, what everybody sees of it, and the letters by the clock."""
