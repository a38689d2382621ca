"""Official channels in a chat: listed, and what is pasted is checked."""
