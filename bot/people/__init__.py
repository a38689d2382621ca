"""Those we talk with: their conversations, and what may be kept of what they say."""
