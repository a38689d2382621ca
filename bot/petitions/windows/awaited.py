"""What a citizen says while an officer waits for it: it goes to the officer, unless it is a question or something to be looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.frontdesk.thanking import ThanksReader
from bot.messages import Button, ChatId, Incoming, Reply
from bot.petitions.cases.intake import Intake
from bot.petitions.notices.letters import FOLLOWING
from bot.petitions.rules.moves import LONGEST
from bot.petitions.rules.petition import PetitionFile, PetitionState
from bot.petitions.rules.texts.asides import is_question
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.visibility import Viewer
from bot.petitions.store.dialogs import DialogStates
from bot.wording.petitions import PetitionWords

HEARD = "heard"
"""Where the last words stand that were answered as a question, so that one tap still takes them to the officer."""
PHOTOS = "photo"
"""What the talk of following wants when words were just added: nothing but photos that belong to them."""
PHOTOS_FOLLOW = timedelta(minutes=30)
"""Within which a photo belongs to the words before it: people write, look for the picture, and send it."""


class AwaitedReplies:
    """`wants_answer`: whether a text names something that the assistant answers by itself."""

    def __init__(
        self, intake: Intake, dialogs: DialogStates, words: PetitionWords, thanks: ThanksReader, wants_answer: Callable[[str], bool]
    ) -> None:
        self._intake = intake
        self._dialogs = dialogs
        self._words = words.following
        self._thanks = thanks
        self._wants_answer = wants_answer

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
        if is_question(text) or self._wants_answer(text):
            self._dialogs.put(incoming.chat, HEARD, {"petition": number, "text": text}, incoming.at)
            return 0
        return number

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
