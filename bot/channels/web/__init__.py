"""The web channel: the chat page, its API, the pages of procedures, the widget for other sites."""
