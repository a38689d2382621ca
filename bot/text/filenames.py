"""What a file is called by who sent it, fit to be kept in a line and told in a header."""

from __future__ import annotations


def printable(name: str) -> str:
    """Without line breaks, control characters, signs that turn the direction of writing, and halves of letters."""
    return "".join(char for char in name if char.isprintable())


def bare_name(name: str) -> str:
    """`printable`, without folders, whichever way the slashes lean."""
    return printable(name.replace("\\", "/").rsplit("/", 1)[-1])
