"""What an index card is, how a file of them is read, what asks for one, how it is told and drawn; pure."""
