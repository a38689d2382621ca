"""What is asked of a petition right after it was sent: its code, who has it, how far it is, whether it can still be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.messages import Button, Incoming, Reply
from bot.petitions.notices.letters import FOLLOWING
from bot.petitions.rules.making.speech import AfterSending, after_sending
from bot.petitions.windows.awaited import AwaitedReplies, OpenAssistant
from bot.petitions.windows.following_pages import FollowingPages
from bot.petitions.windows.status_question import StatusQuestion
from bot.wording.petitions import FollowingWords


class AfterSendingAnswers:
    """For as long as it counts as just sent (JUST_SENT), and until something else is asked: a short question then goes on with that."""

    def __init__(
        self, awaited: AwaitedReplies, pages: FollowingPages, status: StatusQuestion, words: FollowingWords, assistant: OpenAssistant
    ) -> None:
        self._awaited = awaited
        self._pages = pages
        self._status = status
        self._words = words
        self._assistant = assistant

    def asked(self, incoming: Incoming) -> Sequence[Reply] | None:
        """None where nothing was sent a moment ago, or it is of something else."""
        is_when, asked = self._status.asks_when(incoming.text), after_sending(incoming.text)
        sent = self._awaited.just_sent(incoming) if is_when or asked else None
        if sent is None:
            return None
        petition = sent.file.petition
        if not is_when and self._assistant.asked_since(incoming.chat, petition.received):
            return None
        page, code = self._pages.petition(sent, incoming.at), petition.code
        add = Button(self._words.add, f"{FOLLOWING}:add:{petition.id}")
        match asked:
            case AfterSending.CODE:
                return [replace(page, text=self._words.code_sent.format(code=code))]
            case AfterSending.PHOTO:
                self._awaited.added(incoming.chat, petition.id, incoming.at)
                return [Reply(self._words.photo_sent.format(code=code))]
            case AfterSending.EDIT:
                return [Reply(self._words.edit_sent.format(code=code), ((add,),))]
            case _:
                return [page]
