"""What is said to a question: an answer, several, a list of what to do, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.answers.case.earliest import EarliestAge
from bot.answers.case.last_day import LastDay
from bot.answers.case.limits import Applied
from bot.answers.lines.paper_questions import PaperQuestion
from bot.answers.rules.danger import Alarm
from bot.answers.turn.deciding import AnswerKind, Rule
from indexer.passages import Passage
from knowledge.cues.life_event import LifeEvent
from knowledge.cues.retelling import Retelling
from knowledge.cues.vocabulary import Fact
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Part, Procedure, QuickAnswer
from knowledge.records.reference import Reference

TASKS = "t"
"""The piece of a plan that holds all its tasks."""


class UnansweredReason(StrEnum):
    """UnansweredReason a question was not answered."""

    DANGER = "danger"
    WRONGDOING = "wrongdoing"
    OFFICE = "office"
    NO_TOPIC = "no_topic"
    MISUNDERSTOOD = "misunderstood"
    EMPTY = "empty"
    SMALL_TALK = "small_talk"
    PETITION = "petition"
    NUMBERS = "numbers"
    WHICH = "which"
    UNSURE = "unsure"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not_found"


class SameBecause(StrEnum):
    """Why a fact of a case changes nothing of what was told."""

    NO_AGE = "no_age"  # the record tells of no age at all
    NO_DEADLINE = "no_deadline"  # a day was told, and the record has no deadline of the citizen's


REFUSED = {
    UnansweredReason.DANGER: (Rule.DANGER, AnswerKind.ALARM),
    UnansweredReason.WRONGDOING: (Rule.WRONGDOING, AnswerKind.WARNING),
    UnansweredReason.OFFICE: (Rule.OFFICE, AnswerKind.OFFICE),
    UnansweredReason.NO_TOPIC: (Rule.RETELLING, AnswerKind.QUESTION_BACK),
    UnansweredReason.MISUNDERSTOOD: (Rule.RETELLING, AnswerKind.QUESTION_BACK),
    UnansweredReason.EMPTY: (Rule.EMPTY, AnswerKind.QUESTION_BACK),
    UnansweredReason.SMALL_TALK: (Rule.SMALL_TALK, AnswerKind.COURTESY),
    UnansweredReason.PETITION: (Rule.COMPLAINT, AnswerKind.PETITION),
    UnansweredReason.NUMBERS: (Rule.NUMBERS, AnswerKind.QUESTION_BACK),
    UnansweredReason.WHICH: (Rule.WHICH, AnswerKind.QUESTION_BACK),
    UnansweredReason.UNSURE: (Rule.GUESS, AnswerKind.QUESTION_BACK),
    UnansweredReason.ELSEWHERE: (Rule.ELSEWHERE, AnswerKind.ELSEWHERE),
    UnansweredReason.NOT_FOUND: (Rule.TOO_WEAK, AnswerKind.REFUSAL),
}
"""For each reason the rule that gives it, and what is said then."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A record offered or talked about; `level` and `place` tell apart those with one name."""

    record_id: str
    name: str
    level: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class AskedHalf:
    """One of several things that a message asks of a procedure: a part (`by_when`: the citizen's own deadline, `is_given`: how much one is
    given, `fact`: what is asked of it with yes or no), the short question that it is, one that is `near`, or none: nothing tells it."""

    part: Part | None = None
    by_when: bool = False
    is_given: bool = False
    fact: Fact | None = None
    quick: QuickAnswer | None = None
    near: QuickAnswer | None = None

    @property
    def is_undecided(self) -> bool:
        return not (self.part or self.quick or self.near)


@dataclass(frozen=True, slots=True)
class Answered:
    """The record that answers, the part that was asked for, and the passage nearest to the question.

    `also`: other parts that were asked for in the same breath. `by_when`: asked was by when the citizen must act;
    `or_by_when`: that, or how long the office takes.
    `quick`: the short question that was asked, `second`: another that was asked in the same breath; where there is none, `fact`: what was
    asked with yes or no, in the words `asked` (folded), and `near`: the short question nearest to it; `beside`: one that is less near;
    `of_papers`: what was asked about the papers.
    `halves`: where a message asks for several things, each of them; they are answered instead of all that.
    `is_given`: asked was how much one is given. `applied`: a number that was said, and how it stands to the record's own;
    `last_day`: by when one must act who told the day from which is counted.
    `earliest`: from when one is old enough who told when they were born.
    `feeling`: what is said before all, to who tells of a death.
    `noted`: the fact of the case, in the words in which it was told, that is taken in; `may_change`: another
    procedure may be meant under it; `nearest_of_case`: the sentence of the record that says most of it;
    `other_limit`: its deadline, which is not counted from the day that was told; `same_because`: why nothing changes.
    `told_before`: the same part of it was shown just before: it is not said again.
    `piece`: instead of a passage, a whole section of a plan or document by its place ("0", "1", …), or TASKS.
    `rests_on`: the part that the short answer is of, where none was asked for in so many words.
    `retelling`: it was given before, and is wanted so. `rule`: what decided.
    """

    record: Procedure | Plan | FaqEntry | Reference
    part: Part
    passage: Passage | None = None
    piece: str = ""
    also: tuple[Part, ...] = ()
    by_when: bool = False
    or_by_when: bool = False
    quick: QuickAnswer | None = None
    second: QuickAnswer | None = None
    fact: Fact | None = None
    near: QuickAnswer | None = None
    beside: QuickAnswer | None = None
    halves: tuple[AskedHalf, ...] = ()
    is_given: bool = False
    applied: Applied | None = None
    last_day: LastDay | None = None
    earliest: EarliestAge | None = None
    feeling: str = ""
    asked: tuple[str, ...] = ()
    of_papers: PaperQuestion | None = None
    noted: str = ""
    may_change: bool = False
    nearest_of_case: str = ""
    other_limit: str = ""
    same_because: SameBecause | None = None
    told_before: bool = False
    rests_on: Part | None = None
    retelling: Retelling | None = None
    rule: Rule = Rule.CHOSEN

    @property
    def told_part(self) -> Part:
        """The part that the reply tells, and that is talked about from now on."""
        return self.rests_on or self.part

    @property
    def is_part_guessed(self) -> bool:
        """Whether yes or no is asked and no part: the part is the one that has most of its words, which seldom answers."""
        return self.rule is Rule.THREAD_NEAREST and self.fact is Fact.YES_NO

    @property
    def stands_alone(self) -> bool:
        """Whether no part stands under the first sentence: it was told just before, or nobody asked for it."""
        return self.told_before or self.is_part_guessed


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Records that the question does not tell apart, best first, at most MOST_CHOICES; the answer about the first is shown at once, and
    under it that about the `second`, where it is nearly as likely meant."""

    choices: tuple[Choice, ...]
    shown: Answered
    second: Answered | None = None

    @property
    def part(self) -> Part:
        """The part that was asked for."""
        return self.shown.part

    @property
    def rule(self) -> Rule:
        """What decided about the first."""
        return self.shown.rule


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer: why, what to say to that, the nearest procedures, the one that another office handles, or the danger.
    `is_aside`: it was said by the way, whatever is talked about. `is_owed`: something was said, and the office itself could say more."""

    why: UnansweredReason
    reply: str = ""
    nearest: tuple[Choice, ...] = ()
    elsewhere: Procedure | None = None
    alarm: Alarm | None = None
    is_aside: bool = False
    is_owed: bool = False

    @property
    def rule(self) -> Rule:
        """What decided."""
        return Rule.BY_THE_WAY if self.is_aside else REFUSED[self.why][0]

    @property
    def kind(self) -> AnswerKind:
        """What is said."""
        return REFUSED[self.why][1]


@dataclass(frozen=True, slots=True)
class Both:
    """The answers to two questions of one message, in the order in which they were asked."""

    first: Answered
    second: Answered
    choices: tuple[Choice, Choice]

    @property
    def part(self) -> Part:
        """The part that was asked for first."""
        return self.first.part

    @property
    def rule(self) -> Rule:
        """What decided."""
        return Rule.TWO_QUESTIONS


@dataclass(frozen=True, slots=True)
class Planned:
    """What a life event asks of a family, in order; `choices`: its procedures that the office knows."""

    event: LifeEvent
    choices: tuple[Choice, ...]

    @property
    def rule(self) -> Rule:
        """What decided."""
        return Rule.LIFE_EVENT


Answer = Answered | Ambiguous | Both | Planned | Unanswered


def shown(answer: Answer) -> Answered | None:
    """What stands in the reply: the answer, or of several the first; None where nothing was answered."""
    match answer:
        case Answered():
            return answer
        case Ambiguous(shown=first) | Both(first=first):
            return first
        case Planned() | Unanswered():
            return None


def told_once(answer: Answer, topic: str, part: str) -> Answer:
    """`answer` after `part` of `topic` was shown; where it would repeat that summary to who asks with yes or no, it is to say so: the same
    text answers nothing."""
    first = shown(answer)
    if isinstance(answer, Both) or part != Part.SUMMARY or first is None or not first.fact:
        return answer
    if first.record.record_id != topic or first.part is not Part.SUMMARY:
        return answer
    once = replace(first, told_before=True)
    return replace(answer, shown=once) if isinstance(answer, Ambiguous) else once
