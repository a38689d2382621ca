"""The windows of the chat where staff announce and citizens follow."""
