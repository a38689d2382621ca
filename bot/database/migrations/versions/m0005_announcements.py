"""Followers, articles and campaigns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = [
    "campaign_touches",
    "calendar_months",
    "followers",
    "follower_topics",
    "campaigns",
    "staff_inputs",
    "procedure_digests",
    "articles",
]


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("author", NUMBER, nullable=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("articles_by_publication", "articles", ["published"])
    op.create_table(
        "procedure_digests",
        sa.Column("month", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("is_repealed", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "staff_inputs",
        sa.Column("staff", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("article", NUMBER, nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("urgent_because", sa.Text(), nullable=False),
        sa.Column("is_important", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("author", NUMBER, nullable=True),
        sa.Column("approvals", sa.JSON(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor_channel", sa.String(32), nullable=False),
        sa.Column("cursor_key", sa.String(128), nullable=False),
        sa.Column("queued", sa.Integer(), nullable=False),
        sa.Column("capped", sa.Integer(), nullable=False),
        sa.Column("slow", sa.Integer(), nullable=False),
        sa.Column("inactive", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="campaigns_article"),
        sqlite_autoincrement=True,
    )
    op.create_index("campaigns_by_source", "campaigns", ["source"], unique=True)
    op.create_index("campaigns_by_state", "campaigns", ["state"])
    op.create_table(
        "follower_topics",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("topic", sa.String(64), primary_key=True),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="follower_topics_chat", ondelete="CASCADE"),
    )
    op.create_index("follower_topics_by_topic", "follower_topics", ["topic", "channel", "key"])
    op.create_table(
        "followers",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("pace", sa.String(16), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("place_key", sa.String(120), nullable=False),
        sa.Column("every_topic", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("consented", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consent_text", sa.Text(), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why_ended", sa.String(16), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("awaits", sa.String(16), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="followers_chat", ondelete="CASCADE"),
    )
    op.create_table(
        "calendar_months",
        sa.Column("month", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("post", sa.String(120), nullable=False),
        sa.Column("is_skipped", sa.Boolean(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("article", NUMBER, nullable=True),
        sa.Column("drafted", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approvals", sa.JSON(), nullable=False),
        sa.Column("reminded", sa.DateTime(timezone=True), nullable=True),
        sa.Column("campaign", NUMBER, nullable=True),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="calendar_months_article"),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.id"], name="calendar_months_campaign"),
    )
    op.create_table(
        "campaign_touches",
        sa.Column("campaign", NUMBER, primary_key=True),
        sa.Column("what", sa.String(32), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.id"], name="campaign_touches_campaign", ondelete="CASCADE"),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
