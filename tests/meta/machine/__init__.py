"""Installing, migrating, starting and deploying on a machine."""
