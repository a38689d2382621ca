"""The console: pages of officers, leaders and admins, made by the server; reading and answering need no JavaScript."""
