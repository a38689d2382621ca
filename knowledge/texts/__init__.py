"""Text as people write it, whatever it says: Vietnamese letters, Markdown with its front matter, prose."""
