"""The console page of notices with beginning and end."""
