"""Cries for help and warnings, told from ordinary questions."""
