"""What somebody of the staff does with their own account: the mailbox that is theirs, the second factor."""
