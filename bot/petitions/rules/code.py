"""The tracking code, made to be read out over the telephone: "KN7-4XQ-M3P". Pure.

After the prefix stand six characters and a check character, seven digits to base 31: no 0, 1, I, L, O, which look like one another.
31 is a prime and the weights differ, so one wrong character and any two that changed places are always noticed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

PREFIX = "KN"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BASE = len(ALPHABET)
LENGTH = 7  # characters behind the prefix, the check character among them
FREE = LENGTH - 1
SHORTEST_PIECE = 3  # characters: fewer stand in too many codes
POSSIBLE = BASE**FREE
"""How many codes there are: 887 million."""

_NOISE = re.compile(r"[\s.,:;#_/()\-‐‑–—]+")
_TYPED = re.compile(r"(?i)(?<![^\W_])kn(?:[ .\-‐‑–—]?[0-9a-z]){7}(?![^\W_])")
MOST_BESIDE = 6  # words beside a code in a message that is about its petition; more is something told to somebody
_SHAPE = re.compile(rf"(?:{PREFIX})?([{ALPHABET}]{{{LENGTH}}})")


def make(choose: Callable[[int], int]) -> str:
    """A code; `choose(n)` gives a number below n (secrets.randbelow)."""
    number, values = choose(POSSIBLE), []
    for _ in range(FREE):
        number, value = divmod(number, BASE)
        values.append(value)
    return _shown([*values, _check(values)])


def read(text: str) -> str | None:
    """The code that somebody typed or read out, as it is shown: spaces, hyphens, small letters and a missing prefix are forgiven."""
    found = _SHAPE.fullmatch(_NOISE.sub("", text.upper()))
    if found is None:
        return None
    values = [ALPHABET.index(letter) for letter in found[1]]
    return _shown(values) if _sum(values) == 0 else None


def piece(text: str) -> str:
    """A piece of a code, as somebody remembers it or reads it off a torn slip ("knx rz5", "Y57"), without hyphens; "" where it is none."""
    letters = _NOISE.sub("", text.upper())
    is_marked = letters.startswith(PREFIX) or any(letter.isdigit() for letter in letters)
    is_one = SHORTEST_PIECE <= len(letters) < LENGTH + len(PREFIX) and not letters.isdigit()
    return letters if is_marked and is_one and set(letters) <= set(ALPHABET) else ""


def typed(text: str) -> str:
    """What is meant for a code in a short message that says little else, right or wrong: "mã kn7 4xq m3p của tôi đâu rồi"; "" none."""
    found = _TYPED.search(text)
    if found is None:
        return ""
    rest = f"{text[: found.start()]} {text[found.end() :]}".split()
    return found[0] if len(rest) <= MOST_BESIDE else ""


def _check(values: list[int]) -> int:
    """What makes the weighted sum 0; its own weight is LENGTH."""
    return -_sum(values) * pow(LENGTH, -1, BASE) % BASE


def _sum(values: list[int]) -> int:
    return sum(place * value for place, value in enumerate(values, start=1)) % BASE


def _shown(values: list[int]) -> str:
    letters = PREFIX + "".join(ALPHABET[value] for value in values)
    return "-".join(letters[begin : begin + 3] for begin in range(0, len(letters), 3))
