"""What a dialogue is, what may be asked for in a chat, and how it is told; pure."""
