"""Notices in a chat: listed, asked for, told once a day and beside the answers that they touch."""
