"""The console page of official channels."""
