"""Petitions that say something similar: candidates by their rarest words from the database, ranked by BM25."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, and_, bindparam, or_, select, true
from sqlmodel import Session, SQLModel, col

from bot.database.engine import reading
from bot.database.tables.petitions import PetitionRow, WordRow
from bot.petitions.board_store import Scope, followers, is_about_nobody, seen_in
from bot.petitions.listing import Alike, Likeness
from bot.petitions.petition import Kind, State
from bot.petitions.register_store import PUBLIC
from bot.petitions.telling import summary
from bot.petitions.ward import ward
from bot.petitions.words import words_of
from indexer.bm25 import compile_corpus

NEWEST = 200  # petitions looked at for one word: a matter that goes on is reported in the last ones
MOST_WORDS = 24  # of the new text; pairs first, they say more
CANDIDATES = 40  # petitions that share most, to be ranked
SAME_PLACE = 1.3  # how much more one weighs that happens in the same place
ENOUGH = 0.35  # share of the best possible score below which two petitions have only words in common
FEWEST_SHARED = 2  # pairs of words


WORDS = SQLModel.metadata.tables[str(WordRow.__tablename__)]
NEWEST_WITH = select(WORDS.c.petition).where(WORDS.c.word == bindparam("word")).order_by(WORDS.c.petition.desc()).limit(NEWEST)
"""Made once: it is run for each word, and making it takes longer."""


COLUMNS = ("id", "code", "kind", "content", "place", "answer", "published", "published_answer", "received")
_ITS_OWN = true().label("is_inside")


class Similar:
    """Each method is one transaction that only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open_ones(self, text: str, place: str, limit: int) -> tuple[Likeness, ...]:
        """Open petitions like `text`, those of the same place before others; never one about the staff: it is not for other eyes."""
        with reading(self._engine) as session:
            is_shown = (col(PetitionRow.is_open).is_(True), is_about_nobody())
            found = self._ranked(session, text, place, limit, _ITS_OWN, *is_shown)
            counts = followers(session, [row.id for row in found])
            return tuple(Likeness(row.id, Kind(row.kind), ward(row.place), row.received, counts.get(row.id, 0)) for row in found)

    def answers(self, text: str, scope: Scope, limit: int, but: int = 0) -> tuple[Alike, ...]:
        """Answered petitions like `text`, with their answers; `but` is left out. Of what lies outside `scope` only what was published."""
        with reading(self._engine) as session:
            over = (col(PetitionRow.state).in_([State.ANSWERED, State.CLOSED]), col(PetitionRow.answer) != "")
            inside = and_(true(), *seen_in(scope), *over)
            is_shown = (or_(inside, and_(*PUBLIC)), is_about_nobody(), col(PetitionRow.id) != but)
            found = self._ranked(session, text, "", limit, inside.label("is_inside"), *is_shown)
            return tuple(Alike(row.id, row.code if row.is_inside else "", summary(_words(row)), _answer(row)) for row in found)

    def _ranked(self, session: Session, text: str, place: str, limit: int, inside: Any, *conditions: Any) -> Sequence[Any]:
        """The best rows; by what may be shown of them, never by words that may not."""
        words = words_of(text)
        rows = _candidates(session, words, inside, conditions)
        if not rows:
            return []
        documents = [words_of(f"{_words(row)}\n{row.place}" if row.is_inside else _words(row)) for row in rows]
        scores = compile_corpus([*documents, words]).scores(dict.fromkeys(words, 1.0))
        best_possible = scores[-1] or 1.0
        here = set(words_of(place))
        ranked = sorted(
            ((score / best_possible * (SAME_PLACE if here and here & set(words_of(row.place)) else 1.0), -row.id, row)
             for score, row in zip(scores, rows, strict=False)),
            key=lambda found: found[:2], reverse=True,
        )  # fmt: skip
        return [row for share, _, row in ranked if share >= ENOUGH][:limit]


def _words(row: Any) -> str:
    return str(row.content if row.is_inside else row.published)


def _answer(row: Any) -> str:
    return str(row.answer if row.is_inside else row.published_answer)


def _candidates(session: Session, words: Sequence[str], inside: Any, conditions: Sequence[Any]) -> Sequence[Any]:
    """Petitions that share the most, rare words counting more."""
    pairs_first = sorted(words, key=lambda word: "_" not in word)[:MOST_WORDS]
    if not pairs_first:
        return ()
    connection = session.connection()
    shared: Counter[int] = Counter()
    weights: Counter[int] = Counter()
    for word in pairs_first:
        holding = connection.execute(NEWEST_WITH, {"word": word}).scalars().all()
        weight = 1_000 // (len(holding) or 1) + 1
        for petition in holding:
            weights[petition] += weight
        if "_" in word:
            shared.update(holding)
    likely = [number for number, _ in weights.most_common(CANDIDATES * 5) if shared[number] >= FEWEST_SHARED]
    columns = (*(col(getattr(PetitionRow, name)) for name in COLUMNS), inside)
    found = session.execute(select(*columns).where(col(PetitionRow.id).in_(likely), *conditions)).all()
    return sorted(found, key=lambda row: (-weights[row.id], row.id))[:CANDIDATES]
