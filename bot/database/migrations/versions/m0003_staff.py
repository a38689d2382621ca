"""Staff, units, sessions, and the audit trail, which triggers keep from being changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
REFUSED_BY_SQLITE = (
    "CREATE TRIGGER audit_keep_{what} BEFORE {what} ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
)
REFUSED_BY_POSTGRESQL = (
    "CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END$$",
    "CREATE TRIGGER audit_keep_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_keep()",
    "CREATE TRIGGER audit_keep_table BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_keep()",
)


def upgrade() -> None:
    _people()
    _doors()
    _trail()


def _people() -> None:
    op.create_table(
        "units",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("place", sa.String(128), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("is_coordinator", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("name", name="units_name"),
    )
    op.create_table(
        "staff",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("unit", NUMBER, sa.ForeignKey("units.id", name="staff_unit"), nullable=False),
        sa.Column("chat_channel", sa.String(32), nullable=True),
        sa.Column("chat_key", sa.String(128), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.UniqueConstraint("chat_channel", "chat_key", name="staff_chat"),
        sqlite_autoincrement=True,
    )
    op.create_index("staff_by_unit", "staff", ["unit"])


def _doors() -> None:
    op.create_table(
        "login_links",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("staff", NUMBER, sa.ForeignKey("staff.id", name="login_links_staff", ondelete="CASCADE"), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("used", MOMENT, nullable=True),
    )
    op.create_index("login_links_by_staff", "login_links", ["staff"])
    op.create_index("login_links_by_expiry", "login_links", ["expires"])
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("staff", NUMBER, sa.ForeignKey("staff.id", name="sessions_staff", ondelete="CASCADE"), nullable=False),
        sa.Column("begun", MOMENT, nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
    )
    op.create_index("sessions_by_staff", "sessions", ["staff"])
    op.create_index("sessions_by_seen", "sessions", ["seen"])


def _trail() -> None:
    op.create_table(
        "audit",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    for column in ("subject", "actor", "action"):
        op.create_index(f"audit_by_{column}", "audit", [column, "id"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("last", NUMBER, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "last": 0, "digest": ""}])
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for statement in [REFUSED_BY_SQLITE.format(what=what) for what in ("UPDATE", "DELETE")] if is_sqlite else REFUSED_BY_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    for table in ("audit_head", "audit", "sessions", "login_links", "staff", "units"):
        op.drop_table(table)
    if op.get_context().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_keep()")
