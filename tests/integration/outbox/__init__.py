"""Messages that wait, are sent, are taken in, each once."""
