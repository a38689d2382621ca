"""Whose a petition is and whom it is about: tries to prove the first are counted for a day; of those before, nobody knows the second."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("petitions", sa.Column("about", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "petition_proofs",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("petition_proofs_by_subject", "petition_proofs", ["subject", "at"])
    op.create_index("petition_proofs_by_time", "petition_proofs", ["at"])


def downgrade() -> None:
    op.drop_table("petition_proofs")
    op.drop_column("petitions", "about")
