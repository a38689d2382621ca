"""Accounts of the staff: how they come in, what they may, what reaches them."""
