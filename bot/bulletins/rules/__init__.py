"""What a notice is, when it is shown, what a question asks of it, and its words; all pure."""
