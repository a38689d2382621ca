"""The letters that there are: something waits, the link to log in, is this address yours, it is so no more. None says what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from bot.outbox.claimed_message import ClaimedMessage
from bot.people.mailing import CONFIRM, LOGIN, MOVED
from bot.people.staff import Staff
from bot.wording.mail import StaffMailWords
from knowledge.texts.mailboxes import is_mailbox


@dataclass(frozen=True, slots=True)
class MailComposer:
    """`link`: makes a login link for one of the staff when the letter leaves, None where they have too many; so that none is kept.
    `confirm`: the same of the link with which an address is confirmed, and that address. To one that is not confirmed nothing else goes."""

    words: StaffMailWords
    office: str
    sender: str
    home: str
    get: Callable[[int], Staff | None]
    link: Callable[[int, datetime], str | None]
    confirm: Callable[[int, datetime], tuple[str, str] | None]

    def letter(self, message: ClaimedMessage, at: datetime) -> EmailMessage | None:
        """None where there is nobody to write to any more."""
        person = self.get(int(message.chat.key)) if message.chat.key.isdecimal() else None
        if person is None or not person.is_active:
            return None
        if message.text == MOVED:
            text = self.words.moved.format(name=person.name)
            return self._written(person.email_before, self.words.moved_subject, text, at) if is_mailbox(person.email_before) else None
        if message.text == CONFIRM:
            asked = self.confirm(person.id, at)
            return self._asking(person, *asked, at) if asked else None
        if not person.is_email_confirmed or not is_mailbox(person.email):
            return None
        if message.text != LOGIN:
            return self._written(person.email, self.words.notice_subject, self.words.notice.format(name=person.name, link=self.home), at)
        link = self.link(person.id, at)
        if link is None:
            return None
        return self._written(person.email, self.words.login_subject, self.words.login.format(name=person.name, link=link), at)

    def _asking(self, person: Staff, link: str, address: str, at: datetime) -> EmailMessage | None:
        text = self.words.confirm.format(name=person.name, link=link, office=self.office or self.words.from_name)
        return self._written(address, self.words.confirm_subject, text, at) if is_mailbox(address) else None

    def _written(self, address: str, subject: str, text: str, at: datetime) -> EmailMessage:
        """Raises ValueError for a head with a line break: the library lets none pass."""
        letter = EmailMessage(policy=SMTP)
        user, _, domain = self.sender.partition("@")
        letter["From"] = Address(self.office or self.words.from_name, user, domain)
        letter["To"] = address
        letter["Subject"] = subject
        letter["Date"] = format_datetime(at)
        letter["Message-ID"] = make_msgid(domain=domain)
        letter["Auto-Submitted"] = "auto-generated"  # no out-of-office answer comes back (RFC 3834)
        letter.set_content(f"{text}\n\n{self.words.about}\n")
        return letter
