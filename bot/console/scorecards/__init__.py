"""The console page of index cards."""
