"""What the window of following shows: a petition with what one may do, lists, scales, questions back. Holds no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.messages import Button, Reply
from bot.petitions.cases.intake import Intake
from bot.petitions.cases.photos import MOST, PhotoFault, told
from bot.petitions.notices.letters import FOLLOWING, SCORES
from bot.petitions.notices.presenter import summary
from bot.petitions.rules.listing import ListedPetition
from bot.petitions.rules.outcome import Done, NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import PetitionFile
from bot.petitions.rules.transitions import Capacity, Transition, allowed
from bot.petitions.rules.visibility import Sight, Viewer
from bot.wording.petitions import PetitionWords

MINE = "mine"
LONGEST_CODE = 20  # letters of a code as typed; ours has nine
MOST_LINES = 30  # of a time line


class FollowingPages:
    """One method for each page; every button's action begins with "t"."""

    def __init__(self, intake: Intake, words: PetitionWords) -> None:
        self._intake = intake
        self._all = words
        self._words = words.following

    def lines(self, lines: Sequence[ListedPetition]) -> Reply:
        """The petitions of a chat, a button each."""
        told = [
            self._words.line.format(
                code=self._called(line), state=self._all.states[line.state], summary=summary(line.beginning, 80)
            ).strip()
            for line in lines
        ]
        rows = tuple((Button(f"{self._called(line)} · {self._all.states[line.state]}", f"{FOLLOWING}:see:{line.id}"),) for line in lines)
        return Reply("\n".join([self._words.list, *told]), rows)

    def _called(self, line: ListedPetition) -> str:
        return line.code or self._words.numbered.format(number=line.id)

    def petition(self, sight: Sight, at: datetime) -> Reply:
        """How it stands, with what this person may do."""
        presenter, clock = self._intake.presenter(), self._intake.clock()
        told = (presenter.status(clock, sight, at), presenter.merged(clock, sight.file))
        return Reply("\n".join(filter(None, told)), self._rows(sight))

    def opened(self, sight: Sight, at: datetime, typed: str) -> Reply:
        """The same with a way to prove that one has sent it: only below what was opened by its code, which the button carries."""
        page = self.petition(sight, at)
        code = "".join(letter for letter in typed if letter.isalnum())
        mine = (Button(self._words.mine, f"{FOLLOWING}:{MINE}:{code[:LONGEST_CODE]}"),)
        return replace(page, rows=(*page.rows, mine))

    def _rows(self, sight: Sight) -> tuple[tuple[Button, ...], ...]:
        say, file, key = self._words, sight.file, _key(sight)
        may = allowed(file.petition.state, frozenset({Capacity.CITIZEN}))
        may -= frozenset() if file.petition.is_by_its_sender else {Transition.RATE}
        days = (say.see_days, "days")
        if sight.reader is not Viewer.AUTHOR:
            is_follower = sight.reader is Viewer.FOLLOWER
            follow = ((say.unfollow, "unfollow"),) if is_follower else ((say.follow, "follow"),) if Transition.FOLLOW in may else ()
            return (_row(key, *follow, *([days] if file.petition.is_open else [])),)
        rows = (
            ((say.add, "add"),) if Transition.ADD in may else (),
            ((say.rate, "rate"), (say.settled, "settled")) if Transition.RATE in may and Transition.CLOSE in may else (),
            ((say.rate, "rate"),) if Transition.RATE in may and Transition.CLOSE not in may else (),
            ((say.reopen, "reopen"),) if Transition.REOPEN in may and not file.petition.is_reopened else (),
            ((say.withdraw, "withdraw"),) if file.petition.can_be_withdrawn else (),
            ((say.see_history, "history"), *([days] if file.petition.is_open else [])),
        )
        back = (Button(say.back, f"{FOLLOWING}:list"),)
        return (*(_row(key, *row) for row in rows if row), back)

    def days(self, sight: Sight, at: datetime) -> Reply:
        """Why it is answered by then."""
        return Reply(self._intake.presenter().explain(self._intake.clock(), sight.file, at), (self._see(sight),))

    def history(self, sight: Sight) -> Reply:
        presenter, clock, file = self._intake.presenter(), self._intake.clock(), sight.file
        shown = [presenter.event(clock, event) for event in file.events]
        text = "\n".join([self._words.history.format(code=file.petition.code), *shown[-MOST_LINES:]])
        return Reply(text, (self._see(sight),))

    def _see(self, sight: Sight) -> tuple[Button, ...]:
        return _row(_key(sight), (self._intake.presenter().name(sight.file.petition), "see"))

    def scale(self, file: PetitionFile) -> Reply:
        row = tuple(Button(str(score), f"{FOLLOWING}:rate:{file.petition.id}:{score}") for score in SCORES)
        return Reply(self._words.rate_scale.format(code=file.petition.code), (row,))

    def rated(self, number: int, score: int) -> Reply:
        """The score is kept; asked why it was given, which may be left out."""
        skip = (Button(self._words.skip, f"{FOLLOWING}:skip:{number}"),)
        return Reply(f"{self._words.rated.format(score=score)}\n{self._words.rate_why}", (skip,))

    def sure(self, file: PetitionFile) -> Reply:
        """Asked before it is withdrawn, for that cannot be undone."""
        say, number = self._words, file.petition.id
        if not file.petition.can_be_withdrawn:
            return Reply(say.not_now, (_row(number, (file.petition.code, "see")),))
        rows = (_row(number, (say.withdraw_yes, "withdrawn")), _row(number, (say.withdraw_no, "see")))
        return Reply(say.withdraw_sure.format(code=file.petition.code), rows)

    def denounced(self, again: str, number: object) -> Reply:
        """What is told to who denounces. `again`: the button that asks for other words, which may also just be typed."""
        say = self._all.doors
        rewrite, stop = Button(say.rewrite, f"{FOLLOWING}:{again}"), Button(say.stop, f"{FOLLOWING}:stop:{number}")
        return Reply(say.denunciation, ((rewrite,), (stop,)))

    def reopened(self, outcome: Outcome) -> Reply:
        if isinstance(outcome, NotDone):
            return self.outcome(outcome, "")
        petition = outcome.petition
        due = self._intake.presenter().moment(self._intake.clock(), petition.due)
        told = [self._words.reopened.format(code=petition.code), self._words.reopened_due.format(due=due)]
        return Reply("\n".join(told))

    def outcome(self, outcome: Outcome, done: str) -> Reply:
        """`done`: the sentence where it is done."""
        match outcome:
            case Done(petition):
                return Reply(done.format(code=petition.code), (_row(petition.id, (petition.code, "see")),))
            case NotDone(why):
                return Reply(self.why(why))

    def why(self, why: RefusalReason) -> str:
        say = self._words
        sentences = {
            RefusalReason.ALREADY_REOPENED: say.already_reopened,
            RefusalReason.TOO_LATE: say.too_late,
            RefusalReason.NO_REASON: say.empty,
        }
        return sentences.get(why, say.not_now)

    def photo_fault(self, fault: PhotoFault | NotDone) -> Reply:
        say = self._all.filing
        return Reply(say.photo_too_many.format(most=MOST) if isinstance(fault, NotDone) else told(fault, say))


def _row(key: int | str, *pairs: tuple[str, str]) -> tuple[Button, ...]:
    return tuple(Button(label, f"{FOLLOWING}:{verb}:{key}") for label, verb in pairs)


def _key(sight: Sight) -> int | str:
    """What the buttons below a petition name it by: who neither sent nor follows it has nothing but the secret code."""
    petition = sight.file.petition
    return petition.code if sight.reader is Viewer.BEARER else petition.id
