"""The web channel and the server from outside."""
