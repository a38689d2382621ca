"""Units and staff, the links and sessions by which staff come in, and the audit trail.

A staff row names a chat (`chat_channel`, `chat_key`) without referring to it: it is the office's record of who works there,
not something kept about a citizen, so it does not go when that person deletes their own data.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.database.types import NUMBER, FreeText, Instant, ShortString

HAS_EMAIL = text("email <> ''")
DIGEST = 64  # characters of a SHA-256 in hexadecimal


class UnitRow(SQLModel, table=True):
    """An office."""

    __tablename__ = "units"
    __table_args__ = (UniqueConstraint("name", name="units_name"),)

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    name: str = Field(sa_type=ShortString(200), nullable=False)
    place: str = Field(default="", sa_type=ShortString(128), nullable=False)
    needs_approval: bool = False
    is_coordinator: bool = False


class StaffRow(SQLModel, table=True):
    """One who works in a unit. Never deleted, because time lines name them: `is_active` False instead.

    `email_asked`, `email_confirmed`: when the owner of `email` was asked whether it is theirs, and said so; `email_before`: the last one
    that was confirmed and is theirs no more, which is told so.
    """

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("chat_channel", "chat_key", name="staff_chat"),
        Index("staff_by_unit", "unit"),
        Index("staff_email", "email", unique=True, postgresql_where=HAS_EMAIL, sqlite_where=HAS_EMAIL),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    name: str = Field(sa_type=ShortString(200), nullable=False)
    role: str = Field(sa_type=ShortString(16), nullable=False)
    unit: int = Field(sa_column=Column(NUMBER, ForeignKey("units.id", name="staff_unit"), nullable=False))
    chat_channel: str | None = Field(default=None, sa_type=ShortString(32))
    chat_key: str | None = Field(default=None, sa_type=ShortString(128))
    is_active: bool = True
    since: datetime = Field(sa_type=Instant, nullable=False)
    email: str = Field(default="", sa_type=ShortString(254), nullable=False)
    email_asked: datetime | None = Field(default=None, sa_type=Instant)
    email_confirmed: datetime | None = Field(default=None, sa_type=Instant)
    email_before: str = Field(default="", sa_type=ShortString(254), nullable=False)


class BoardViewRow(SQLModel, table=True):
    """A way of looking at the board that somebody of the staff has kept: `query` stands in its address."""

    __tablename__ = "board_views"
    __table_args__ = (UniqueConstraint("staff", "name", name="board_views_name"),)

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    staff: int = Field(sa_column=Column(NUMBER, ForeignKey("staff.id", name="board_views_staff", ondelete="CASCADE"), nullable=False))
    name: str = Field(sa_type=ShortString(64), nullable=False)
    query: str = Field(sa_type=FreeText, nullable=False)
    since: datetime = Field(sa_type=Instant, nullable=False)


class StaffNoticeRow(SQLModel, table=True):
    """What somebody of the staff was told, as it stands in their console: `key` once for each of them, `path` where it leads;
    `read`: when they opened it, `mailed`: when an e-mail said that something waits; None not yet."""

    __tablename__ = "staff_notices"
    __table_args__ = (
        UniqueConstraint("staff", "key", name="staff_notices_once"),
        Index("staff_notices_by_staff", "staff", "read", "id"),
        Index("staff_notices_by_time", "at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    staff: int = Field(sa_column=Column(NUMBER, ForeignKey("staff.id", name="staff_notices_staff", ondelete="CASCADE"), nullable=False))
    key: str = Field(sa_type=ShortString(200), nullable=False)
    text: str = Field(sa_type=FreeText, nullable=False)
    path: str = Field(sa_type=ShortString(200), nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)
    read: datetime | None = Field(default=None, sa_type=Instant)
    mailed: datetime | None = Field(default=None, sa_type=Instant)


class LoginLinkRow(SQLModel, table=True):
    """A one-time link; only the hash of its token is kept. `purpose`: "login", "invite" or, no link, "form"
    (bot.people.form_store)."""

    __tablename__ = "login_links"
    __table_args__ = (Index("login_links_by_staff", "staff"), Index("login_links_by_expiry", "expires"))

    token_hash: str = Field(sa_type=ShortString(DIGEST), primary_key=True)
    staff: int = Field(sa_column=Column(NUMBER, ForeignKey("staff.id", name="login_links_staff", ondelete="CASCADE"), nullable=False))
    purpose: str = Field(sa_type=ShortString(16), nullable=False)
    made: datetime = Field(sa_type=Instant, nullable=False)
    expires: datetime = Field(sa_type=Instant, nullable=False)
    used: datetime | None = Field(default=None, sa_type=Instant)


class SessionRow(SQLModel, table=True):
    """Somebody logged in to the console; only the hash of the cookie is kept. `is_passed`: they have given the code of their second
    factor here."""

    __tablename__ = "sessions"
    __table_args__ = (Index("sessions_by_staff", "staff"), Index("sessions_by_seen", "seen"))

    token_hash: str = Field(sa_type=ShortString(DIGEST), primary_key=True)
    staff: int = Field(sa_column=Column(NUMBER, ForeignKey("staff.id", name="sessions_staff", ondelete="CASCADE"), nullable=False))
    begun: datetime = Field(sa_type=Instant, nullable=False)
    seen: datetime = Field(sa_type=Instant, nullable=False)
    is_passed: bool = Field(default=False, nullable=False)


class SecondFactorRow(SQLModel, table=True):
    """The second factor of one of the staff. `nonce`: with the office's secret it gives the key; `confirmed`: since when it is asked for,
    None until its owner has typed a first code; `last_step`: the time step of the code used last; `codes`: hashes of the unused recovery
    codes; `failed`: wrong codes since `failed_since`."""

    __tablename__ = "second_factors"

    staff: int = Field(
        sa_column=Column(
            NUMBER, ForeignKey("staff.id", name="second_factors_staff", ondelete="CASCADE"), primary_key=True, autoincrement=False
        )
    )
    nonce: str = Field(sa_type=ShortString(64), nullable=False)
    since: datetime = Field(sa_type=Instant, nullable=False)
    confirmed: datetime | None = Field(default=None, sa_type=Instant)
    last_step: int = Field(default=0, sa_column=Column(NUMBER, nullable=False))
    codes: list[str] = Field(default_factory=list, sa_type=JSON, nullable=False)
    failed: int = Field(default=0, nullable=False)
    failed_since: datetime | None = Field(default=None, sa_type=Instant)


class AbsenceRow(SQLModel, table=True):
    """When one of the staff is away, who stands in (NULL: the unit's queue), and whether what was open is handed over."""

    __tablename__ = "staff_absences"
    __table_args__ = (Index("staff_absences_by_end", "ends"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    staff: int = Field(sa_column=Column(NUMBER, ForeignKey("staff.id", name="staff_absences_staff", ondelete="CASCADE"), nullable=False))
    begins: date = Field(nullable=False)
    ends: date = Field(nullable=False)
    stand_in: int | None = Field(default=None, sa_column=Column(NUMBER, nullable=True))
    is_handed: bool = Field(default=False, nullable=False)


class KeptFormRow(SQLModel, table=True):
    """What one of the staff typed into a form and did not send; read by them alone, gone when it is sent, thrown away or old."""

    __tablename__ = "kept_forms"
    __table_args__ = (Index("kept_forms_by_time", "at"),)

    staff: int = Field(sa_column=Column(NUMBER, ForeignKey("staff.id", name="kept_forms_staff", ondelete="CASCADE"), primary_key=True))
    place: str = Field(sa_type=ShortString(200), primary_key=True)
    page: str = Field(sa_type=ShortString(200), nullable=False)
    title: str = Field(sa_type=FreeText, nullable=False)
    version: str = Field(default="", sa_type=ShortString(200), nullable=False)
    revision: int = Field(nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)
    fields: dict[str, str] = Field(sa_type=JSON, nullable=False)
    others: list[dict[str, str]] = Field(sa_type=JSON, nullable=False)


class UnreachedRow(SQLModel, table=True):
    """A chat of the staff (one person's, or the group) that our messages do not reach, since when, and what the channel said.

    Two rows are no chat's: see bot.people.reach.MARKS. One row for all processes, so that the log says it once.
    """

    __tablename__ = "staff_unreached"

    chat_channel: str = Field(sa_type=ShortString(32), primary_key=True)
    chat_key: str = Field(sa_type=ShortString(128), primary_key=True)
    since: datetime = Field(sa_type=Instant, nullable=False)
    reason: str = Field(sa_type=FreeText, nullable=False)


class AuditRow(SQLModel, table=True):
    """One thing that was done. Triggers refuse UPDATE and DELETE; `digest` covers the row and `previous`, the digest before it."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("audit_by_subject", "subject", "id"),
        Index("audit_by_actor", "actor", "id"),
        Index("audit_by_action", "action", "id"),
    )

    id: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_type=Instant, nullable=False)
    actor: str = Field(sa_type=ShortString(64), nullable=False)
    action: str = Field(sa_type=ShortString(64), nullable=False)
    subject: str = Field(sa_type=ShortString(128), nullable=False)
    detail: str = Field(sa_type=FreeText, nullable=False)
    previous: str = Field(sa_type=ShortString(DIGEST), nullable=False)
    digest: str = Field(sa_type=ShortString(DIGEST), nullable=False)


class AuditHeadRow(SQLModel, table=True):
    """One row: the last number and digest of the trail. Who locks it may append; without it a cut-off end would not show."""

    __tablename__ = "audit_head"

    id: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    last: int = Field(sa_column=Column(NUMBER, nullable=False))
    digest: str = Field(sa_type=ShortString(DIGEST), nullable=False)
