"""Which letters there are to a mailbox of the staff. What waits in the outbox names the person and the letter, never an address. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.messages import ChatId, OutboxMessage, Priority

MAIL = "mail"  # the channel; the key of a mailbox is the number of whose it is
NOTICE, LOGIN = "notice", "login"
CONFIRM = "confirm"  # asks the owner of an address whether it is theirs
MOVED = "moved"  # tells the address before that it is theirs no more


def box_of(staff: int) -> ChatId:
    return ChatId(MAIL, str(staff))


def told_moved(staff: int, at: datetime) -> OutboxMessage:
    """To the address that they had confirmed and that was changed or taken away."""
    return OutboxMessage(box_of(staff), MOVED, f"mail:moved:{staff}:{at:%Y%m%d%H%M%S%f}", priority=Priority.REPLY)


def asked_whose(staff: int, mark: str) -> OutboxMessage:
    """To the address that somebody wrote down for them; `mark`: of two with the same one leaves."""
    return OutboxMessage(box_of(staff), CONFIRM, f"mail:confirm:{staff}:{mark}", priority=Priority.REPLY)
