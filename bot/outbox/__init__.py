"""What must leave: messages wait in the database and are sent surely, in order, no faster than the channel allows."""
