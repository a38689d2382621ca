"""Letters that a chat did not get while it was out of reach, sent after all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session

from bot.database.outgoing import OUTBOX, QUEUED
from bot.messages import ChatId


def revive(session: Session, chat: ChatId, since: datetime, now: datetime) -> int:
    """Of each slot of `chat` the last message that was refused after `since` waits again: what it says is how things stand now.

    What stood in no slot told of something that happened then, and others were told instead. Returns how many.
    """
    refused = (OUTBOX.c.state.in_(("blocked", "failed")), OUTBOX.c.finished >= since, OUTBOX.c.slot != "")
    theirs = (OUTBOX.c.channel == chat.channel, OUTBOX.c.key == chat.key, OUTBOX.c.finished.is_not(None))
    last = select(func.max(OUTBOX.c.id)).where(*theirs, *refused).group_by(OUTBOX.c.slot)
    again = {"state": "waiting", "finished": None, "due": now, "attempts": 0, "worker": "", "lease": None, "reason": ""}
    revived = session.connection().execute(update(OUTBOX).where(OUTBOX.c.id.in_(last)).values(again)).rowcount
    session.info[QUEUED] = session.info.get(QUEUED) or revived > 0
    return revived
