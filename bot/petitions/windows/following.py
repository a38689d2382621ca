"""The window where a petition is followed: who has it, how long it may take, and what the citizen may still say."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.frontdesk.choosing import ChoiceReader
from bot.frontdesk.thanking import ThanksReader
from bot.frontdesk.window import Window
from bot.messages import ChatId, Incoming, Reply
from bot.people.chats import Conversation
from bot.petitions.cases.authorship import Authorship
from bot.petitions.cases.guesses import GuessLimiter
from bot.petitions.cases.intake import Intake
from bot.petitions.cases.photos import PhotoFault
from bot.petitions.notices.letters import ASKED, FOLLOWING, SCORES
from bot.petitions.rules import code
from bot.petitions.rules.moves import LONGEST
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import PetitionFile
from bot.petitions.rules.texts.triage import is_denunciation
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.visibility import Sight, Viewer
from bot.petitions.store.dialogs import DialogStates
from bot.petitions.windows.after_sending import AfterSendingAnswers
from bot.petitions.windows.awaited import NOBODY_TO_ASK, AwaitedReplies, OpenAssistant, wants_photos
from bot.petitions.windows.following_pages import MINE, FollowingPages
from bot.petitions.windows.status_question import StatusQuestion
from bot.text.numerals import is_row
from bot.wording import Wording
from knowledge.texts.figures import with_points

IDLE = timedelta(hours=2)  # after that a message is a question again

SlotAt = Callable[[ChatId, str], str]
"""The slot of the message with that id in a chat; "" where it stands in none."""


class FollowingWindow(Window):
    """What is shown depends on who asks: to who neither sent nor follows a petition, its code tells where it stands and nothing else."""

    keeps_in = "petition_talks"
    commands = frozenset({"/theodoi"})
    actions = frozenset({FOLLOWING})
    links = frozenset({"kn"})

    def __init__(
        self,
        intake: Intake,
        authorship: Authorship,
        dialogs: DialogStates,
        wording: Wording,
        slot_at: SlotAt,
        guesses: GuessLimiter,
        assistant: OpenAssistant = NOBODY_TO_ASK,
    ) -> None:
        """`assistant`: whom a question is for that is asked while an officer waits."""
        self._intake, self._authorship, self._slot_at = intake, authorship, slot_at
        self._guesses = guesses
        self._dialogs = dialogs
        self._all = wording.petitions
        self._words = wording.petitions.following
        self._pages = FollowingPages(intake, wording.petitions)
        self._status = StatusQuestion(wording.petitions.asked_about)
        self._thanks = ThanksReader(wording.thanking)
        self._choices = ChoiceReader(wording.choosing)
        self._awaited = AwaitedReplies(intake, dialogs, wording.petitions, self._thanks, assistant)
        self._after = AfterSendingAnswers(self._awaited, self._pages, self._status, self._words, assistant)

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        return self._by_code(incoming, rest) if rest else self._list(incoming)

    def meant(self, text: str) -> str:
        """A pasted code with a few words about it ("mã KN7-4XQ-M3P"), or what is asked about all that were sent."""
        return f"/theodoi {found}" if (found := code.typed(text)) else "/theodoi" if self._status.heard(text) else ""

    def asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply] | None:  # noqa: ARG002
        """What is asked of what was sent a moment ago."""
        return self._after.asked(incoming)

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        """ "kn_KN74XQM3P": a printed code."""
        return self._by_code(incoming, "".join(pieces[1:])) if pieces[1:] else self._list(incoming)

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        talk, is_dropped = self._dialogs.get(incoming.chat, FOLLOWING), self._dialogs.drop(incoming.chat, FOLLOWING)
        return [Reply(self._words.dropped)] if talk and is_dropped and not wants_photos(talk[0]) else None

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        """What was asked for: something to add, why it is not settled, why that score; or a reply to what the office asked."""
        talk = self._dialogs.get(incoming.chat, FOLLOWING)
        if asked := self._asked_by_office(incoming):
            if self._is_mere_thanks(incoming):
                return [Reply(self._words.thanks)]
            self._dialogs.drop(incoming.chat, FOLLOWING)
            return self._added(incoming, asked, incoming.text.strip())
        if talk is None or incoming.person is not None or incoming.at - talk[1] > IDLE or wants_photos(talk[0]):
            awaited, told = self._awaited.petition(incoming), self._awaited.told(incoming)
            return self._awaited.offered(incoming, awaited, self._added(incoming, awaited, told)) if awaited else None
        text = self._awaited.told(incoming) or incoming.phone
        if not text and not incoming.attachments:
            return [Reply(self._words.empty)]
        if self._choices.stops(text, self._all.filing.stops) and not incoming.attachments:
            return self.dropped(incoming)
        if len(text) > LONGEST:
            return [Reply(self._words.too_long.format(limit=with_points(LONGEST)))]
        if talk[0].get("wants") != "why" and self._is_mere_thanks(incoming):
            return [Reply(self._words.thanked)]
        self._dialogs.drop(incoming.chat, FOLLOWING)
        return self._heard(incoming, str(talk[0].get("wants")), int(str(talk[0].get("petition"))), text, talk[0])

    def _is_mere_thanks(self, incoming: Incoming) -> bool:
        """Nothing for an officer to read: what was asked for stays open."""
        return not incoming.attachments and self._thanks.is_alone(incoming.text)

    def _asked_by_office(self, incoming: Incoming) -> int:
        """The petition about which the message that this one replies to asks; 0: none, or nothing is said."""
        if not incoming.reply_to or incoming.person or not (incoming.text.strip() or incoming.attachments) or len(incoming.text) > LONGEST:
            return 0
        match self._slot_at(incoming.chat, incoming.reply_to).split(":"):
            case [what, number, _] if what == ASKED:
                return int(number)
            case _:
                return 0

    def alarmed(self, incoming: Incoming) -> Sequence[Reply] | None:
        """What was asked for about a petition reaches its officer, the more so where it tells of danger."""
        return self.said(incoming)

    def unread(self, incoming: Incoming) -> Sequence[Reply] | None:
        """Who asks while an officer waits is reminded below the answer."""
        reminder = self._awaited.reminder(incoming)
        return [reminder] if reminder else None

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case ["list"]:
                return [replace(reply, replaces=True) for reply in self._list(incoming)]
            case ["rate", number, score] if is_row(number) and score in {str(each) for each in SCORES}:
                return self._rated(incoming, int(number), int(score))
            case ["mine", code]:
                return self._claims(incoming, code)
            case [verb, name]:
                sight = self._sight(incoming, name)
                return self._verb(incoming, verb, sight) if sight else None
            case _:
                return None

    def _sight(self, incoming: Incoming, name: str) -> Sight | None:
        """What this person may see: by number what their own chat sent or follows, by the secret code as whoever has it."""
        own = incoming.chat if incoming.person is None else None
        if is_row(name):
            return self._intake.sight(int(name), own) if own else None
        return self._intake.sight_by_code(name, own)

    def _verb(self, incoming: Incoming, verb: str, sight: Sight) -> Sequence[Reply] | None:
        """A button below a petition; what is the sender's alone is refused to others as an old button."""
        file = sight.file
        pages: dict[str, Callable[[], Sequence[Reply] | None]] = {
            "see": lambda: [replace(self._pages.petition(sight, incoming.at), replaces=True)],
            "days": lambda: [self._pages.days(sight, incoming.at)],
            "follow": lambda: self._followed(incoming, sight),
            "unfollow": lambda: self._unfollowed(incoming, file),
        }
        own: dict[str, Callable[[], Sequence[Reply] | None]] = {
            "history": lambda: [self._pages.history(sight)],
            "add": lambda: self._wants(incoming, "add", file, self._words.add_what),
            "heard": lambda: self._heard_before(incoming, file),
            "ask": lambda: self._awaited.asked(incoming, file.petition.id),
            "reopen": lambda: self._reopens(incoming, file),
            "rate": lambda: [self._pages.scale(file)],
            "settled": lambda: self._settled(incoming, file),
            "withdraw": lambda: [self._pages.sure(file)],
            "withdrawn": lambda: self._withdrawn(incoming, file),
            "skip": lambda: self._skipped(incoming),
            "stop": lambda: self._stopped(incoming, sight),
        }
        if verb in own and sight.reader is not Viewer.AUTHOR:
            return None
        chosen = {**pages, **own}.get(verb)
        return chosen() if chosen else None

    def _list(self, incoming: Incoming) -> Sequence[Reply]:
        lines = self._intake.of(incoming.chat)
        return [self._pages.lines(lines) if lines and incoming.person is None else Reply(self._words.none)]

    def _by_code(self, incoming: Incoming, typed: str) -> Sequence[Reply]:
        sight = self._intake.sight_by_code(typed, incoming.chat if incoming.person is None else None)
        is_theirs = sight is not None and sight.reader in (Viewer.AUTHOR, Viewer.FOLLOWER)
        if not is_theirs and (wait := self._guesses.wait(incoming.at, incoming.address, incoming.sender)):
            return [Reply(self._words.too_many_codes.format(minutes=math.ceil(wait / timedelta(minutes=1))))]
        if sight is None:
            self._guesses.wrong(incoming.at, incoming.address, incoming.sender)
            return [Reply(self._words.wrong_code)]
        may_claim = incoming.person is None and sight.reader is not Viewer.AUTHOR
        return [self._pages.opened(sight, incoming.at, typed) if may_claim else self._pages.petition(sight, incoming.at)]

    def _claims(self, incoming: Incoming, code: str) -> Sequence[Reply] | None:
        """Ask for the telephone number; the next message is taken for it."""
        sight = self._intake.sight_by_code(code, incoming.chat) if incoming.person is None else None
        if sight is None:
            return None
        self._dialogs.put(incoming.chat, FOLLOWING, {"wants": MINE, "petition": sight.file.petition.id, "code": code}, incoming.at)
        return [Reply(self._words.mine_number.format(code=code))]

    def _proven(self, incoming: Incoming, code: str, text: str) -> Sequence[Reply]:
        outcome = self._authorship.prove(code, text, incoming.chat, incoming.at, incoming.address)
        if isinstance(outcome, NotDone):
            return [Reply(self._words.too_often if outcome.why is RefusalReason.TOO_MANY else self._words.unproven)]
        return [self._pages.outcome(outcome, self._words.proven)]

    def _followed(self, incoming: Incoming, sight: Sight) -> Sequence[Reply]:
        if incoming.person is not None:
            return [Reply(self._all.filing.unavailable)]
        outcome = self._intake.follow(sight, incoming.chat, incoming.at, incoming.address)
        if isinstance(outcome, NotDone):
            return [Reply(self._words.too_many if outcome.why is RefusalReason.TOO_MANY else self._words.not_now)]
        return [Reply(self._words.followed.format(code=self._intake.presenter().name(sight.file.petition)))]

    def _unfollowed(self, incoming: Incoming, file: PetitionFile) -> Sequence[Reply] | None:
        gone = self._intake.unfollow(file.petition.id, incoming.chat)
        return [Reply(self._words.unfollowed.format(code=self._intake.presenter().name(file.petition)))] if gone else None

    def _wants(self, incoming: Incoming, wants: str, file: PetitionFile, text: str) -> Sequence[Reply]:
        """The next message will be taken for that."""
        self._dialogs.put(incoming.chat, FOLLOWING, {"wants": wants, "petition": file.petition.id}, incoming.at)
        return [Reply(text.format(code=file.petition.code))]

    def _reopens(self, incoming: Incoming, file: PetitionFile) -> Sequence[Reply]:
        is_again = file.petition.is_reopened
        return [Reply(self._words.already_reopened)] if is_again else self._wants(incoming, "reopen", file, self._words.reopen_what)

    def _rated(self, incoming: Incoming, number: int, score: int) -> Sequence[Reply] | None:
        outcome = self._intake.rate(number, incoming.chat, score, "", incoming.at)
        if isinstance(outcome, NotDone):
            return None if outcome.why is RefusalReason.UNKNOWN else [Reply(self._pages.why(outcome.why))]
        self._dialogs.put(incoming.chat, FOLLOWING, {"wants": "why", "petition": number, "score": score}, incoming.at)
        return [self._pages.rated(number, score)]

    def _skipped(self, incoming: Incoming) -> Sequence[Reply]:
        self._dialogs.drop(incoming.chat, FOLLOWING)
        return [Reply(self._words.thanks, replaces=True)]

    def _settled(self, incoming: Incoming, file: PetitionFile) -> Sequence[Reply]:
        return [self._pages.outcome(self._intake.settle(file.petition.id, incoming.chat, incoming.at), self._words.thanks)]

    def _withdrawn(self, incoming: Incoming, file: PetitionFile) -> Sequence[Reply]:
        gone = self._pages.outcome(self._intake.withdraw(file.petition.id, incoming.chat, incoming.at), self._words.withdrawn)
        return [replace(gone, replaces=True)]

    def _heard(self, incoming: Incoming, wants: str, number: int, text: str, talk: object) -> Sequence[Reply] | None:
        if wants in ("reopen", "why") and is_denunciation(text) and isinstance(talk, dict):
            again = f"rate:{number}:{talk['score']}" if wants == "why" else f"reopen:{number}"
            return self._denounced(incoming, talk, again)
        match wants:
            case "add":
                return self._added(incoming, number, text)
            case "reopen":
                return self._reopened(incoming, number, text)
            case "mine" if isinstance(talk, dict):
                return self._proven(incoming, str(talk["code"]), text)
            case "why" if isinstance(talk, dict):
                outcome = self._intake.rate(number, incoming.chat, int(talk["score"]), text, incoming.at)
                return [self._pages.outcome(outcome, self._words.thanks)]
            case _:
                return None

    def _added(self, incoming: Incoming, number: int, text: str) -> Sequence[Reply]:
        """Words, and photos that join those of the petition."""
        if is_denunciation(text):
            return self._denounced(incoming, {"wants": "add", "petition": number}, f"add:{number}")
        faults = []
        for attachment in incoming.attachments:
            kept = self._intake.add_photo(number, incoming.chat, attachment.path, incoming.at)
            if isinstance(kept, PhotoFault | NotDone):
                faults.append(self._pages.photo_fault(kept))
        outcome = self._intake.add(number, incoming.chat, text or self._all.moves[Transition.ADD], incoming.at)
        if not isinstance(outcome, NotDone):
            self._awaited.added(incoming.chat, number, incoming.at)
        return [*faults, self._pages.outcome(outcome, self._words.added)]

    def _heard_before(self, incoming: Incoming, file: PetitionFile) -> Sequence[Reply] | None:
        text = self._awaited.heard(file, incoming.chat)  # what was answered as a question goes to the officer after all
        return self._added(incoming, file.petition.id, text) if text else None

    def _denounced(self, incoming: Incoming, talk: dict[str, object], again: str) -> Sequence[Reply]:
        """What is told to who denounces in a first text, too: nothing of it is kept. `again`: the button that asks for other words."""
        self._dialogs.put(incoming.chat, FOLLOWING, talk, incoming.at)
        return [self._pages.denounced(again, talk["petition"])]

    def _stopped(self, incoming: Incoming, sight: Sight) -> Sequence[Reply]:
        self._dialogs.drop(incoming.chat, FOLLOWING)
        return [replace(self._pages.petition(sight, incoming.at), replaces=True)]

    def _reopened(self, incoming: Incoming, number: int, text: str) -> Sequence[Reply]:
        return [self._pages.reopened(self._intake.reopen(number, incoming.chat, text, incoming.at))]
