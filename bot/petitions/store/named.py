"""Petitions that somebody looks for by whom they are from: words of the sender's name beside words of the content and the place, the end of
a telephone number, or a piece of the code. Nobody finds by a name what is about the staff: who complained of them is for those alone who
have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, literal, or_
from sqlmodel import Session, col

from bot.database.tables.petitions import PersonRow, PetitionRow
from bot.petitions.rules import code
from bot.petitions.rules.listing import BoardQuery
from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.texts.words import singles
from bot.petitions.store import board_pages
from bot.text.numerals import digits_of
from indexer.language import without_marks

MOST_NAMED = 20  # petitions found by their sender; who is called like so many is looked for with a word more
SHORTEST_PIECE = 4  # digits of a telephone number that are looked for within it
TITLES = frozenset({"anh", "chi", "ong", "ba", "co", "chu", "bac", "em", "cu"})
"""What somebody is called by before their name."""
P = PetitionRow
LATIN = [chr(point) for block in (range(0x41, 0x250), range(0x1E00, 0x1F00)) for point in block]
SPELLINGS = {plain: "".join(each for each in LATIN if without_marks(each).lower() == plain) for plain in "abcdefghijklmnopqrstuvwxyz"}


def found_by_sender(session: Session, query: BoardQuery, seen: Sequence[ColumnElement[bool]], at: datetime) -> list[Row[Any]]:
    """The lines, each with the `sender` by whom it was found; who is called just so, marks and all, before who is called alike."""
    wanted = _wanted(session, query.text)
    if wanted is None:
        return []
    statement = board_pages.lines().add_columns(col(PersonRow.name).label("sender")).join(PersonRow, col(PersonRow.petition) == col(P.id))
    of_senders = (col(PersonRow.is_author).is_(True), wanted, col(P.kind) != PetitionKind.BEHAVIOUR, col(P.about) == "")
    statement = statement.where(*seen, *board_pages.filters(query, at), *of_senders, *board_pages.in_place(query))
    rows = session.execute(board_pages.ordered(statement, query.order).limit(2 * MOST_NAMED)).all()
    once = list({row.id: row for row in sorted(rows, key=lambda row: not row.sender)}.values())
    typed = query.text.lower().split()
    return sorted(once, key=lambda row: -len(set(typed) & set((row.sender or "").lower().split())))[:MOST_NAMED]


def _wanted(session: Session, text: str) -> ColumnElement[bool] | None:
    """What a petition or its sender must fulfil; None where `text` can name nobody."""
    if piece := code.piece(text):
        return func.replace(col(P.code), "-", "").contains(piece)
    digits = digits_of(text)
    if len(digits) >= SHORTEST_PIECE and not any(letter.isalpha() for letter in text):
        return col(PersonRow.phone).contains(digits)
    words = _names(text)
    called = {word: _is_called(word, session.get_bind().dialect.name) for word in words if word.isalpha()}
    if not any(len(word) > 1 for word in called):
        return None
    elsewhere = [or_(*(each for each in (called.get(word),) if each is not None), board_pages.has(col(P.id), word)) for word in words]
    return and_(or_(*called.values()), *elsewhere)


def _names(text: str) -> tuple[str, ...]:
    """The words of `text`, folded, without how somebody is addressed."""
    words = singles(text)
    return words[1:] if len(words) > 1 and words[0] in TITLES else words


def _is_called(word: str, dialect: str) -> ColumnElement[bool]:
    """Whether a word of the name begins with `word`, with whatever marks and capitals either is written."""
    name: ColumnElement[str] = literal(" ") + col(PersonRow.name)
    letters = " " + "".join(map(_any_spelling, word))
    return name.op("~", is_comparison=True)(letters) if dialect == "postgresql" else name.op("GLOB", is_comparison=True)(f"*{letters}*")


def _any_spelling(letter: str) -> str:
    """What matches `letter` with any mark, small or large: a set, which GLOB and regular expressions read alike."""
    return f"[{SPELLINGS.get(letter, letter + letter.upper())}]" if letter.isalpha() else letter
