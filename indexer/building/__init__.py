"""A library → an index: every record counted, on every core, and written in one step."""
