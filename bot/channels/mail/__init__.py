"""E-mail to the staff: a letter says that something waits and gives a link; nothing else of the office's leaves by it."""

from bot.people.mailing import MAIL as CHANNEL

__all__ = ["CHANNEL"]
