"""When the personal data of a petition was deleted because its time was over, and what is looked through for it every night."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

IS_KEPT = sa.text("closed IS NOT NULL AND forgotten IS NULL")


def upgrade() -> None:
    op.add_column("petitions", sa.Column("forgotten", sa.DateTime(timezone=True)))
    op.create_index("petitions_to_forget", "petitions", ["closed", "id"], postgresql_where=IS_KEPT, sqlite_where=IS_KEPT)


def downgrade() -> None:
    op.drop_index("petitions_to_forget", "petitions")
    op.drop_column("petitions", "forgotten")
