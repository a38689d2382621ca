"""Prepared answers: the places in braces that are filled in, and those that nobody would fill in. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.petitions.rules.moves import UNFILLED
from indexer.language import fold


def field_of(place: str) -> str:
    """What stands in the braces of a place, as it is compared: small, without spaces around it."""
    return " ".join(place.strip("{}").lower().split())


def unknown_places(body: str, known: Collection[str]) -> tuple[str, ...]:
    """The places of `body` that are none of `known`, as they stand there: nobody would fill them in."""
    return tuple(dict.fromkeys(found[0] for found in UNFILLED.finditer(body) if field_of(found[0]) not in known))


def meant_by(place: str, known: Collection[str]) -> str:
    """The one of `known` that a misspelt place is without its accents and signs ("{ma_kien nghi}"); "" where that is not certain."""
    typed = _letters(place)
    return next((name for name in known if _letters(name) == typed), "")


def filled_in(body: str, values: Mapping[str, str]) -> str:
    """`body` with its places filled in; what is not known stays a place, which keeps the words from leaving."""
    return UNFILLED.sub(lambda found: values.get(field_of(found[0])) or found[0], body)


def _letters(name: str) -> str:
    return "".join(letter for letter in fold(name.lower()) if letter.isalnum())
