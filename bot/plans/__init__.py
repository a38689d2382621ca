"""The tasks of government plans: what is due, what is done, with what proof; reminders and periodic reports."""
