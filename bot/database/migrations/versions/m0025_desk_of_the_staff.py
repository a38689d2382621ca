"""Views of the board that the staff keep, what they are told, their e-mail addresses, our names; proposed corrections, found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.types import Instant

revision = "0025"
down_revision = "0024"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_PROPOSED = sa.text("draft <> '' AND state IN ('answered', 'closed')")
HAS_EMAIL = sa.text("email <> ''")


def upgrade() -> None:
    op.add_column("staff", sa.Column("email", sa.String(254), nullable=False, server_default=""))
    op.create_table(
        "board_views",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("staff", NUMBER, sa.ForeignKey("staff.id", name="board_views_staff", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.UniqueConstraint("staff", "name", name="board_views_name"),
    )
    op.create_table(
        "staff_notices",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("staff", NUMBER, sa.ForeignKey("staff.id", name="staff_notices_staff", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("read", Instant(), nullable=True),
        sa.Column("mailed", Instant(), nullable=True),
        sa.UniqueConstraint("staff", "key", name="staff_notices_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("staff_notices_by_staff", "staff_notices", ["staff", "read", "id"])
    op.create_index("staff_notices_by_time", "staff_notices", ["at"])
    op.create_index("staff_email", "staff", ["email"], unique=True, postgresql_where=HAS_EMAIL, sqlite_where=HAS_EMAIL)
    op.create_table(
        "channel_names", sa.Column("channel", sa.String(32), primary_key=True), sa.Column("name", sa.String(64), nullable=False)
    )
    op.create_index("petitions_proposed", "petitions", ["due", "id"], postgresql_where=IS_PROPOSED, sqlite_where=IS_PROPOSED)


def downgrade() -> None:
    op.drop_index("petitions_proposed", "petitions")
    op.drop_table("staff_notices")
    op.drop_table("board_views")
    op.drop_table("channel_names")
    op.drop_index("staff_email", "staff")
    op.drop_column("staff", "email")
