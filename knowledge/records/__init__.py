"""The records: frozen, each checks itself; they know records and text alone."""
