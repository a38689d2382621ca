"""What is kept of notices with beginning and end: themselves, to whom they were told, who wants to be reminded."""
