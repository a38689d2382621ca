"""`bot.typography` under the name by which the Telegram channel still calls it."""

from bot.typography import Kind, Line, Piece, lines, pieces

__all__ = ["Kind", "Line", "Piece", "lines", "pieces"]
