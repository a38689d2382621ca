"""What became of procedures: their states, the last look, the changes. The digests of each month's end go: they told of our guides too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "procedure_states",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("state", sa.JSON(), nullable=False),
    )
    op.create_table(
        "procedure_looks",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "procedure_changes",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("was_named", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date()),
        sa.Column("successor", sa.String(64), nullable=False),
        sa.Column("is_served", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("procedure_changes_once", "procedure_changes", ["seal", "code"], unique=True)
    op.create_index("procedure_changes_by_month", "procedure_changes", ["month", "field"])
    op.drop_table("procedure_digests")


def downgrade() -> None:
    op.drop_table("procedure_changes")
    op.drop_table("procedure_looks")
    op.drop_table("procedure_states")
    op.create_table(
        "procedure_digests",
        sa.Column("month", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("is_repealed", sa.Boolean(), nullable=False),
    )
