"""Pictures that strangers send: decoded, made anew and looked through for cards by a child process, never by the one that serves."""
