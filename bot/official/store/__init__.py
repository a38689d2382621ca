"""What is kept of official channels."""
