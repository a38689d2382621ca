"""What a channel is, how a number or a link that somebody was given is read, and what is said of it; all pure."""
