"""Documents that are read: formats, hostile ones, imports."""
