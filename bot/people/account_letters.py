"""What somebody of the staff is told when another opens or changes their account: nobody becomes somebody else in silence. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Final

from bot.messages import OutboxMessage
from bot.people.staff import Staff

Tell = Callable[[Staff], OutboxMessage]
"""The letter to whose account it is, as they were reached before."""
ACCOUNT: Final = "/tai-khoan"


def letter_about(text: str, at: datetime) -> Tell:
    """`text` to the person, in their chat and in the console."""

    def letter(person: Staff) -> OutboxMessage:
        return person.letter(text, f"account:{person.id}:{at:%Y%m%d%H%M%S%f}:{sha256(text.encode()).hexdigest()[:8]}", path=ACCOUNT)

    return letter
