"""Petitions filed before there was a filter by place are found by it too."""

from __future__ import annotations

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from bot.database.engine import read_session
from bot.database.migrations.versions import m0013_places as places
from bot.petitions.rules.petition import PetitionFile
from bot.petitions.rules.texts.words import words_of_place
from tests.petitions import AN, MONDAY, filing, office


def found(engine: Engine) -> list[tuple[str, int]]:
    with read_session(engine) as session:
        return [(word, petition) for word, petition in session.execute(text("SELECT word, petition FROM petition_words ORDER BY 1, 2"))]


def test_the_words_of_every_place_come_back_with_the_migration(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    for where in ("Chợ Hòa Bình, thôn 3", "", "???"):
        assert isinstance(here.room.intake.file(filing(where=where), AN, MONDAY), PetitionFile)
    before = found(engine)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        places.downgrade()
    assert [word for word, _ in found(engine) if word.startswith("@")] == []
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        places.upgrade()
    assert found(engine) == before
    assert ("@hoa_binh", 1) in before


@given(st.text(max_size=120))
def test_the_migration_makes_the_words_that_the_filter_looks_for(place: str) -> None:
    assert tuple(places._marked(place)) == words_of_place(place)
