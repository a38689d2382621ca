"""What became of procedures: kept as rows when a new import or fact sheet is laid over, and told on the web, in the chat, to officers."""
