"""Marks: that a right to answer was spent, told by nothing but a keyed digest. Pure.

Who has the database alone cannot tell whose a mark is: the key is made of the office's secret, which is not in it. A mark stands in no row
of an answer, nor does anything else that both would share.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

from bot.messages import ChatId

PURPOSE = b"mot-cua survey marks"


class SurveyMarks:
    """`secret`: the office's."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), PURPOSE, hashlib.sha256)

    def answered(self, survey: int, chat: ChatId, petition: int | None, day: date) -> str:
        """Of the right to answer once about a petition, or once a day where there is none."""
        return self._digest("answered", survey, chat, f"petition {petition}" if petition else day.isoformat())

    def offered(self, survey: int, chat: ChatId) -> str:
        """That the survey was offered below an answer."""
        return self._digest("offered", survey, chat, "")

    def writing(self, chat: ChatId) -> str:
        """That a text is awaited from a chat."""
        return self._digest("writing", 0, chat, "")

    def _digest(self, what: str, survey: int, chat: ChatId, case: str) -> str:
        told = "\0".join((what, str(survey), chat.channel, chat.key, case))
        return hmac.digest(self._key, told.encode("utf-8", "replace"), hashlib.sha256).hex()
