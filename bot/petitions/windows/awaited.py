"""What a citizen says while an officer waits for it: it goes to the officer, unless it plainly begins something else; then, and where
it may be a question too, both are offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.frontdesk.thanking import ThanksReader
from bot.messages import Button, ChatId, Incoming, Reply
from bot.petitions.cases.intake import Intake
from bot.petitions.cases.petition_form import JUST_SENT
from bot.petitions.notices.letters import FOLLOWING
from bot.petitions.rules.moves import LONGEST
from bot.petitions.rules.petition import PetitionFile, PetitionState
from bot.petitions.rules.texts.asides import begins_a_wish, ends_as_question, is_question
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.visibility import Sight, Viewer
from bot.petitions.store.dialogs import DialogStates
from bot.wording.petitions import PetitionWords

HEARD = "heard"
"""Where the last words stand that were answered as a question, so that one tap still takes them to the officer."""
PHOTOS = "photo"
"""What the talk of following wants when words were just added: nothing but photos that belong to them."""
PHOTOS_FOLLOW = timedelta(minutes=30)
"""Within which a photo belongs to the words before it: people write, look for the picture, and send it."""


@dataclass(frozen=True, slots=True)
class OpenAssistant:
    """`answers`: whether a text names something that the assistant answers by itself; `ask`: what it answers; `asked_since`: whether a
    chat was answered something after a moment."""

    answers: Callable[[str], bool]
    ask: Callable[[Incoming, str], Sequence[Reply]]
    asked_since: Callable[[ChatId, datetime], bool] = lambda *_: False


NOBODY_TO_ASK = OpenAssistant(lambda _: False, lambda *_: ())


class AwaitedReplies:
    """Told by the words alone, not by what they would be answered: an answer to an officer may name any procedure."""

    def __init__(self, intake: Intake, dialogs: DialogStates, words: PetitionWords, thanks: ThanksReader, assistant: OpenAssistant) -> None:
        self._intake = intake
        self._dialogs = dialogs
        self._words = words.following
        self._thanks = thanks
        self._assistant = assistant

    def petition(self, incoming: Incoming) -> int:
        """The petition that a message belongs to; 0 where it is for nobody who waits."""
        text = incoming.text.strip()
        if incoming.person is not None or len(text) > LONGEST or not (text or incoming.attachments or incoming.location):
            return 0
        number = self._intake.awaited(incoming.chat)
        if not number or incoming.attachments or incoming.location:
            return number or self._just_added(incoming)
        if self._thanks.is_alone(text):
            return 0
        if self._begins_else(text):
            self._dialogs.put(incoming.chat, HEARD, {"petition": number, "text": text}, incoming.at)
            return 0
        return number

    def just_sent(self, incoming: Incoming) -> Sight | None:
        """The petition that the chat sent a moment ago, as its sender sees it; None where there is none."""
        filed = self._intake.last_filed(incoming.chat, incoming.at - JUST_SENT) if incoming.person is None else None
        return self._intake.sight(filed.petition.id, incoming.chat) if filed else None

    def _begins_else(self, text: str) -> bool:
        """Whether it is plainly no answer: it ends as a question does, or asks or wishes for something that the assistant knows."""
        return ends_as_question(text) or ((is_question(text) or begins_a_wish(text)) and self._assistant.answers(text))

    def offered(self, incoming: Incoming, number: int, replies: Sequence[Reply]) -> Sequence[Reply]:
        """What was sent to the officer, with a button that asks the assistant the same words where they may have been meant for it."""
        text = incoming.text.strip()
        if not replies or not text or not (is_question(text) or self._assistant.answers(text)):
            return replies
        self._dialogs.put(incoming.chat, HEARD, {"petition": number, "text": text}, incoming.at)
        row = (Button(self._words.ask_heard, f"{FOLLOWING}:ask:{number}"),)
        return [*replies[:-1], replace(replies[-1], rows=(*replies[-1].rows, row))]

    def asked(self, incoming: Incoming, number: int) -> Sequence[Reply] | None:
        """The last words that went to the officer, asked as a question; None where none are kept."""
        kept = self._dialogs.get(incoming.chat, HEARD)
        if kept is None or kept[0].get("petition") != number:
            return None
        self._dialogs.drop(incoming.chat, HEARD)
        return self._assistant.ask(incoming, str(kept[0].get("text")))

    def told(self, incoming: Incoming) -> str:
        """What a message says to the officer, with the place on the map where it holds one."""
        spot = incoming.location
        where = [self._words.spot.format(latitude=f"{spot.latitude:.6f}", longitude=f"{spot.longitude:.6f}")] if spot else []
        return "\n".join([*where, *([incoming.text.strip()] if incoming.text.strip() else [])])

    def added(self, chat: ChatId, number: int, at: datetime) -> None:
        """Words were added: photos that follow are of the same petition."""
        self._dialogs.put(chat, FOLLOWING, {"wants": PHOTOS, "petition": number}, at)

    def reminder(self, incoming: Incoming) -> Reply | None:
        """What stands below the answer to a question while an officer waits, with a way to send those very words; None: nobody waits."""
        number = self._intake.awaited(incoming.chat) if incoming.person is None else 0
        sight = self._intake.sight(number, incoming.chat) if number else None
        if sight is None or sight.reader is not Viewer.AUTHOR:
            return None
        kept = self._dialogs.get(incoming.chat, HEARD)
        is_kept = kept is not None and kept[0].get("petition") == number and kept[0].get("text") == incoming.text.strip()
        heard = [(Button(self._words.send_heard, f"{FOLLOWING}:heard:{number}"),)] if is_kept else []
        text = self._words.awaited.format(code=sight.file.petition.code, asked=_asked(sight.file))
        return Reply(text, (*heard, (Button(self._words.add, f"{FOLLOWING}:add:{number}"),)))

    def heard(self, file: PetitionFile, chat: ChatId) -> str:
        """The words that were answered as a question and are meant for the officer after all; "" where there are none. They are kept no
        longer."""
        kept = self._dialogs.get(chat, HEARD)
        self._dialogs.drop(chat, HEARD)
        is_its = kept is not None and kept[0].get("petition") == file.petition.id and file.petition.state is PetitionState.WAITING
        return str(kept[0].get("text")) if kept and is_its else ""

    def _just_added(self, incoming: Incoming) -> int:
        talk = self._dialogs.get(incoming.chat, FOLLOWING)
        is_meant = bool(incoming.attachments) and talk is not None and wants_photos(talk[0]) and incoming.at - talk[1] <= PHOTOS_FOLLOW
        return int(str(talk[0]["petition"])) if talk and is_meant else 0


def wants_photos(talk: Mapping[str, object]) -> bool:
    """Whether a talk of following takes photos alone: no words are taken for it."""
    return talk.get("wants") == PHOTOS


def _asked(file: PetitionFile) -> str:
    return next((event.why for event in reversed(file.events) if event.move == Transition.ASK), "")
