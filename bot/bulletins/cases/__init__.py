"""Who may do what with a notice, what stands now, and the letters by the clock."""
