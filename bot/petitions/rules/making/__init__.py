"""What who files a petition says besides what was asked: orders to the form, corrections, whom it is for, whose place is meant."""
