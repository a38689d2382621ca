"""What citizens and staff are told about a petition, as messages to be sent."""
