"""The words of the place stand among the words of a petition once more, marked with "@": what the board's filter by place reads."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from indexer.language import fold, tokens

revision = "0013"
down_revision = "0012"

LONGEST = 96
BATCH = 1_000  # petitions


def upgrade() -> None:
    connection = op.get_bind()
    petitions = sa.table("petitions", sa.column("id", sa.BigInteger), sa.column("place", sa.Text))
    words = sa.table("petition_words", sa.column("word", sa.String), sa.column("petition", sa.BigInteger))
    last = 0
    while rows := connection.execute(
        sa.select(petitions.c.id, petitions.c.place).where(petitions.c.id > last).order_by(petitions.c.id).limit(BATCH)
    ).all():
        last = rows[-1].id
        if found := [{"word": word, "petition": number} for number, place in rows for word in _marked(place)]:
            connection.execute(sa.insert(words), found)


def downgrade() -> None:
    op.execute("DELETE FROM petition_words WHERE word LIKE '@%'")


def _marked(place: str) -> Iterator[str]:
    """As bot.petitions.rules.texts.words makes them today."""
    folded = [fold(token) for token in tokens(place)]
    pairs = (f"{first}_{second}" for first, second in itertools.pairwise(folded))
    for word in dict.fromkeys(itertools.chain(folded, pairs)):
        if len(word) < LONGEST:
            yield f"@{word}"
