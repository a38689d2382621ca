"""Command lines, settings, features, releases."""
