"""Petitions that say something similar. For the staff: candidates by their rarest words from the database, ranked by BM25. For citizens:
by topic, kind and public marks of the place alone, because whatever an answer to them depends on can be asked out of it word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Engine, and_, bindparam, func, or_, select, true
from sqlmodel import Session, SQLModel, col

from bot.database.engine import read_session
from bot.database.tables.petitions import PetitionRow, WordRow
from bot.petitions.notices.presenter import summary
from bot.petitions.rules.listing import AlikePetition, SimilarOpenPetition, SimilarPetition
from bot.petitions.rules.petition import Naming, Petition, PetitionKind, PetitionState
from bot.petitions.rules.texts.alike import LIKE_ENOUGH, ToldMatter, likeness
from bot.petitions.rules.texts.desk_alike import (
    are_at_one_place,
    is_way_of_writing,
    may_be_one,
    shared,
    telling_words,
    why_alike,
    without_courtesies,
)
from bot.petitions.rules.texts.topics import things_of, topics_of, words_for
from bot.petitions.rules.texts.ward import ward
from bot.petitions.rules.texts.words import words_of
from bot.petitions.store.board import Scope, followers, is_about_nobody, seen_in
from bot.petitions.store.register import PUBLIC
from indexer.storage.bm25 import compile_corpus

NEWEST = 200  # petitions looked at for one word: a matter that goes on is reported in the last ones
MOST_WORDS = 24  # of the new text; pairs first, they say more
CANDIDATES = 40  # petitions that share most, to be ranked
ENOUGH = 0.35  # share of the best possible score below which two petitions have only words in common
FEWEST_SHARED = 2  # pairs of words


WORDS = SQLModel.metadata.tables[str(WordRow.__tablename__)]
NEWEST_WITH = select(WORDS.c.petition).where(WORDS.c.word == bindparam("word")).order_by(WORDS.c.petition.desc()).limit(NEWEST)
"""Made once: it is run for each word, and making it takes longer."""


COLUMNS = ("id", "code", "kind", "content", "place", "answer", "published", "published_answer", "received")


class Similar:
    """Each method is one transaction that only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open_ones(
        self, text: str, kind: PetitionKind, place: str, wards: Collection[str], limit: int, home: str = ""
    ) -> tuple[SimilarOpenPetition, ...]:
        """Open petitions about the same matter, the newest first; of `wards` the office knows, `home` is the one that is meant where none
        is named. Never one about the staff, nor a góp ý without a name: it is owed no answer that others could wait for."""
        told, here = ToldMatter(kind, text, place), ward(place, wards) or home
        with read_session(self._engine) as session:
            is_shown = (col(PetitionRow.is_open).is_(True), col(PetitionRow.naming) != Naming.ANONYMOUS, is_about_nobody())
            words = words_for(topics_of(text), things_of(text))
            rows = _holding(session, words, *is_shown, col(PetitionRow.kind) == kind)
            there = [row for row in rows if (ward(row.place, wards) or home) == here]
            found = [row for row in there if likeness(told, ToldMatter(kind, row.content, row.place)) >= LIKE_ENOUGH]
            counts = followers(session, [row.id for row in found[:limit]])
            return tuple(SimilarOpenPetition(row.id, kind, here, row.received, counts.get(row.id, 0)) for row in found[:limit])

    def answers(self, text: str, scope: Scope, limit: int, but: int = 0) -> tuple[SimilarPetition, ...]:
        """Answered petitions like `text`, with their answers; `but` is left out. Of what lies outside `scope` only what was published."""
        with read_session(self._engine) as session:
            over = (col(PetitionRow.state).in_([PetitionState.ANSWERED, PetitionState.CLOSED]), col(PetitionRow.answer) != "")
            inside = and_(true(), *seen_in(scope), *over)
            is_shown = (or_(inside, and_(*PUBLIC)), is_about_nobody(), col(PetitionRow.id) != but)
            found = self._ranked(session, text, limit, inside.label("is_inside"), *is_shown)
            return tuple(SimilarPetition(row.id, row.code if row.is_inside else "", summary(_words(row)), _answer(row)) for row in found)

    def open_inside(self, like: Petition, scope: Scope, limit: int) -> tuple[AlikePetition, ...]:
        """Open petitions of `scope` that may be one matter with `like`, which one of the staff reads: those of its topic and place first,
        then those that share most of its words. Never one that is merged already, nor one about the staff."""
        is_open = (col(PetitionRow.is_open).is_(True), col(PetitionRow.merged_into).is_(None), col(PetitionRow.id) != like.id)
        inside = (*seen_in(scope), *is_open, is_about_nobody())
        with read_session(self._engine) as session:
            set_phrases = _set_phrases(session, like.content)
            told = without_courtesies(ToldMatter(like.kind, like.content, like.place.name), set_phrases)
            holding = _holding(session, words_for(topics_of(like.content), things_of(like.content)), *inside)
            sharing = _candidates(session, telling_words(told), true().label("is_inside"), inside, fewest=0)
            told_by = {
                row.id: without_courtesies(ToldMatter(like.kind, row.content, row.place), set_phrases) for row in (*holding, *sharing)
            }
            rows = {row.id: (row, told_by[row.id]) for row in (*holding, *sharing)}
            found = [(row, matter) for row, matter in rows.values() if may_be_one(told, matter)]
            found.sort(key=lambda each: (likeness(told, each[1]) < LIKE_ENOUGH, -shared(told, each[1]), -each[0].id))
            return tuple(_alike(row, told, matter) for row, matter in found[:limit])

    def _ranked(self, session: Session, text: str, limit: int, inside: Any, *conditions: Any) -> Sequence[Any]:
        """The best rows; by what may be shown of them, never by words that may not."""
        words = words_of(text)
        rows = _candidates(session, words, inside, conditions)
        if not rows:
            return []
        documents = [words_of(f"{_words(row)}\n{row.place}" if row.is_inside else _words(row)) for row in rows]
        scores = compile_corpus([*documents, words]).scores(dict.fromkeys(words, 1.0))
        best_possible = scores[-1] or 1.0
        ranked = sorted(
            ((score / best_possible, -row.id, row) for score, row in zip(scores, rows, strict=False)),
            key=lambda found: found[:2], reverse=True,
        )  # fmt: skip
        return [row for share, _, row in ranked if share >= ENOUGH][:limit]


def _holding(session: Session, words: Collection[str], *conditions: Any) -> Sequence[Any]:
    """Petitions that fulfil `conditions` and hold one of `words`, the newest first."""
    connection = session.connection()
    holding = {number for word in words for number in connection.execute(NEWEST_WITH, {"word": word}).scalars()}
    likely = sorted(holding, reverse=True)[:NEWEST]
    columns = [col(getattr(PetitionRow, name)) for name in COLUMNS]
    query = select(*columns).where(col(PetitionRow.id).in_(likely), *conditions)
    return session.execute(query.order_by(col(PetitionRow.id).desc())).all()


def _set_phrases(session: Session, text: str) -> frozenset[str]:
    """The pairs of words of `text` that this office's people write of anything: by its NEWEST petitions, whoever they are for."""
    newest = int(session.execute(select(func.coalesce(func.max(col(PetitionRow.id)), 0))).scalar_one())
    is_new = (WORDS.c.word.in_([word for word in words_of(text) if "_" in word]), WORDS.c.petition > newest - NEWEST)
    topic = col(PetitionRow.topic)
    counted = (WORDS.c.word, func.count(), func.count(func.distinct(func.nullif(topic, ""))))
    query = select(*counted).join(PetitionRow, col(PetitionRow.id) == WORDS.c.petition).where(*is_new).group_by(WORDS.c.word)
    looked = min(newest, NEWEST)
    return frozenset(word for word, holding, topics in session.execute(query) if is_way_of_writing(word, holding, topics, looked))


def _alike(row: Any, like: ToldMatter, found: ToldMatter) -> AlikePetition:
    why, is_same_place = why_alike(like, found), are_at_one_place(like, found)
    return AlikePetition(row.id, row.code, summary(row.content), row.place, row.received, why, is_same_place)


def _words(row: Any) -> str:
    return str(row.content if row.is_inside else row.published)


def _answer(row: Any) -> str:
    return str(row.answer if row.is_inside else row.published_answer)


def _candidates(
    session: Session, words: Sequence[str], inside: Any, conditions: Sequence[Any], fewest: int = FEWEST_SHARED
) -> Sequence[Any]:
    """Petitions that share the most, `fewest` pairs of words at least, rare words counting more."""
    pairs_first = sorted(words, key=lambda word: "_" not in word)[:MOST_WORDS]
    if not pairs_first:
        return ()
    connection = session.connection()
    pairs: Counter[int] = Counter()
    weights: Counter[int] = Counter()
    for word in pairs_first:
        holding = connection.execute(NEWEST_WITH, {"word": word}).scalars().all()
        weight = 1_000 // (len(holding) or 1) + 1
        for petition in holding:
            weights[petition] += weight
        if "_" in word:
            pairs.update(holding)
    likely = [number for number, _ in weights.most_common(CANDIDATES * 5) if pairs[number] >= fewest]
    columns = (*(col(getattr(PetitionRow, name)) for name in COLUMNS), inside)
    found = session.execute(select(*columns).where(col(PetitionRow.id).in_(likely), *conditions)).all()
    return sorted(found, key=lambda row: (-weights[row.id], row.id))[:CANDIDATES]
