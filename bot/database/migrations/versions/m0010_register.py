"""The public register: what was published in order of time, and the words that it is found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_PUBLISHED = sa.text("published_at IS NOT NULL")
INDICES = {"petitions_published": [], "petitions_published_by_kind": ["kind"], "petitions_published_by_unit": ["unit"]}


def upgrade() -> None:
    op.create_table(
        "petition_public_words",
        sa.Column("word", sa.String(96), primary_key=True),
        sa.Column("petition", NUMBER, sa.ForeignKey("petitions.id", name="petition_public_words_petition"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("petition_public_words_by_petition", "petition_public_words", ["petition"])
    for name, columns in INDICES.items():
        op.create_index(name, "petitions", [*columns, "published_at", "id"], postgresql_where=IS_PUBLISHED, sqlite_where=IS_PUBLISHED)


def downgrade() -> None:
    for name in INDICES:
        op.drop_index(name, "petitions")
    op.drop_table("petition_public_words")
