"""Words, figures, days and hours as people write them, read and shown: everything that needs no room."""
