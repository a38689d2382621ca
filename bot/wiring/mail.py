"""E-mail to the staff, put together where the settings name a server; a part of the composition root."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from bot.channels.mail import CHANNEL
from bot.channels.mail.composing import MailComposer
from bot.channels.mail.sender import MailSender, MailServer
from bot.console.access import DOOR, MAILBOX_DOOR, PREFIX
from bot.outbox.delivery import Delivery
from bot.outbox.rate_limit import RateLimit
from bot.outbox.store import Outbox
from bot.people.login_store import Logins
from bot.people.logins import Purpose
from bot.people.staff_store import StaffBook
from bot.runtime.clock import utc_now
from bot.runtime.serving import InTurn, Service
from bot.settings import Settings
from bot.wording import Wording

BY = "system"
LETTERS_PER_SECOND = 2.0  # of all processes together: an office's mail server takes more for somebody who sends in bulk


def sends_mail(settings: Settings) -> bool:
    """Whether the office has a mail server."""
    return bool(settings.smtp_host and settings.smtp_from)


def mail_delivery(settings: Settings, engine: Engine, words: Wording) -> Service:
    """What sends the letters that wait for a mailbox."""
    logins, site = Logins(engine), settings.public_url.rstrip("/")

    def link(staff: int, at: datetime) -> str | None:
        token = logins.link(staff, Purpose.LOGIN, BY, at)
        return f"{site}{DOOR}/{token}" if token else None

    def confirm(staff: int, at: datetime) -> tuple[str, str] | None:
        made = logins.mailbox_link(staff, BY, at)
        return (f"{site}{MAILBOX_DOOR}/{made[0]}", made[1]) if made else None

    home, get = f"{site}{PREFIX}/thong-bao", StaffBook(engine).get
    composer = MailComposer(words.mail, settings.unit_name, settings.smtp_from, home, get, link, confirm)
    server = MailServer(settings.smtp_host, settings.smtp_port, settings.smtp_security, settings.smtp_user, settings.smtp_password)
    sender = MailSender(server, composer, utc_now)
    return InTurn([sender, Delivery(Outbox(engine, CHANNEL, RateLimit(LETTERS_PER_SECOND)), sender)])
