"""The content that people write: its records, its loading, its checks, its days."""
