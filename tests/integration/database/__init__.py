"""The database: its audit trail, backups, retention, locks."""
