"""How staff come in: one-time links and sessions. Pure: knows no database and no clock.

No passwords: a link comes from the bot, to a chat that is known, or from the command line. Tokens are random, kept as hashes only.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.people.staff import Staff

TOKEN_BYTES = 24  # 192 bits; nobody guesses one, so a plain hash keeps it
LOGIN_FOR = timedelta(minutes=15)
INVITED_FOR = timedelta(days=7)
CONFIRM_FOR = timedelta(hours=24)  # to say that a mailbox is one's own: whoever reads their mail once a day still can
IDLE = timedelta(hours=8)  # a working day; a machine left alone overnight is logged out
LONGEST = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=1)  # how exactly a session's last use is kept: a page is not a write
MOST_LINKS = 5  # open login links of one person


class Purpose(StrEnum):
    """What a link is for."""

    LOGIN = "login"
    INVITE = "invite"
    MAILBOX = "mailbox"  # an e-mail address is theirs
    FORM = "form"  # no link: a form of the console, so that it is done once


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Who is logged in; whether they have a second factor, and have given its code in this session."""

    staff: Staff
    has_second: bool
    is_passed: bool


LASTS = {Purpose.LOGIN: LOGIN_FOR, Purpose.INVITE: INVITED_FOR, Purpose.MAILBOX: CONFIRM_FOR, Purpose.FORM: LONGEST}


def new_token() -> str:
    """Letters and digits alone: it stands in a deep link, whose pieces "_" parts."""
    return secrets.token_hex(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
