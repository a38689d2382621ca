"""The outbox's way to a mail server: sends a claimed message and returns what became of it, by type. The only user of smtplib."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Literal, Protocol

import structlog

from bot.outbox.claimed_message import ClaimedMessage, Outcome, Rejected, Sent, Unreachable

PATIENCE = 8.0  # seconds for each answer of the server: three of them fit what the outbox gives to one message
FOR_EVER = 500  # replies from here on are a refusal for good, those below for now (RFC 5321, 4.2.1)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters go out. `security`: "tls" from the first byte, "starttls" before anything is said, "none" for a server of one's own."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str = ""
    password: str = ""


class LetterWriter(Protocol):
    """What makes the letter of a message."""

    def letter(self, message: ClaimedMessage, at: datetime) -> EmailMessage | None:
        """None where there is nobody to write to."""


class MailSender:
    """A connection for each letter: the staff of an office get few. Holds no state, safe between threads."""

    def __init__(self, server: MailServer, composer: LetterWriter, now: Callable[[], datetime]) -> None:
        self._server = server
        self._composer = composer
        self._now = now

    async def send(self, message: ClaimedMessage) -> Outcome:
        """Send `message`, once; raises nothing of the server's."""
        return await asyncio.to_thread(self._sent, message)

    async def start(self) -> None:
        """Nothing yet: the first letter may be far off."""

    async def stop(self) -> None:
        """Nothing is held open."""

    def _sent(self, message: ClaimedMessage) -> Outcome:
        try:
            return self._delivered(message)
        except smtplib.SMTPRecipientsRefused as error:
            return _refused(max((code for code, _ in error.recipients.values()), default=0))
        except smtplib.SMTPAuthenticationError:
            log.warning("mail server refuses our login", host=self._server.host)
            return Unreachable("login refused")
        except smtplib.SMTPDataError as error:
            return _refused(error.smtp_code)
        except (smtplib.SMTPException, OSError) as error:  # what it says may hold the address
            return Unreachable(type(error).__name__)

    def _delivered(self, message: ClaimedMessage) -> Outcome:
        """The letter is written when the server listens: one that is down uses up no login links."""
        with self._connected() as server:
            if self._server.user:
                server.login(self._server.user, self._server.password)
            try:
                letter = self._composer.letter(message, self._now())
            except ValueError:
                return Rejected("the letter cannot be written")
            if letter is None:
                return Rejected("nobody to write to")
            server.send_message(letter)
        return Sent("")

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A call to the server. How it ends is no matter: what was taken by then is taken."""
        host, port = self._server.host, self._server.port
        context = ssl.create_default_context()
        is_tls = self._server.security == "tls"
        server = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=context) if is_tls else smtplib.SMTP(host, port, timeout=PATIENCE)
        try:
            if self._server.security == "starttls":
                server.starttls(context=context)
            yield server
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()


def _refused(code: int) -> Outcome:
    return Rejected(f"refused: {code}") if code >= FOR_EVER else Unreachable(f"not now: {code}")
