"""Covers of articles: drawn, uploaded, kept as files."""
