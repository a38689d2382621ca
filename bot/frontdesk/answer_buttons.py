"""The buttons under an answer: choices, pages, the other parts, what else the document holds, "đúng / chưa đúng", an officer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.composing.compose import Composer
from bot.answers.composing.labels import LONGEST_LABEL, labels, shortened, titled
from bot.answers.composing.sheets import Composed
from bot.answers.decisions.catalogue import Catalogue, key_of
from bot.answers.turn.outcome import TASKS, Answer, Answered, Unanswered, UnansweredReason
from bot.messages import Button
from bot.wording import Wording
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Part, Procedure
from knowledge.records.reference import Reference

SHOW, READ, DROP, RATE, CALM, NONE = "p", "y", "x", "r", "u", "o"
"""Show a part of a procedure, read a plan or document, drop the topic, rate an answer, answer what got a warning, none of these."""
FIELD, QUESTION, MORE = "l", "q", "m"
A_ROW = 2  # two fit a phone's width with words that can be read
FIRST_PARTS = 5  # other parts that are offered at once; the rest is a button away
MOST_PROCEDURES = 3  # that an FAQ entry leads to


Rows = Iterator[tuple[Button, ...]]


class AnswerButtons:
    """Made once, holds no state; every action works after a restart and after a new index."""

    def __init__(self, wording: Wording, composer: Composer, catalogue: Catalogue, hand_over: str = "") -> None:
        self._wording = wording
        self._composer = composer
        self._catalogue = catalogue
        self._hand_over = hand_over

    def choices(self, composed: Composed, part: str, shown: str = "") -> list[Button]:
        """One numbered button for each choice but the one that is `shown` already, named by what differs from all."""
        room = LONGEST_LABEL - 3  # for the number before it
        told = labels([choice.name for choice in composed.choices], room, self._catalogue.words)
        if shown:  # nothing else says the whole name
            told = [
                titled(choice.name) if len(choice.name) <= room else label for label, choice in zip(told, composed.choices, strict=True)
            ]
        offered = [(label, choice) for label, choice in zip(told, composed.choices, strict=True) if choice.record_id != shown]
        return [
            Button(f"{number}. {label}", f"{SHOW}:{choice.record_id}:{part or Part.SUMMARY}")
            for number, (label, choice) in enumerate(offered, 1)
        ]

    def way_out(self, logged: int) -> Rows:
        """The button for whom none of those offered is right, and the way to an officer beside it."""
        yield (
            Button(self._wording.ambiguous.none, f"{NONE}:{logged}"),
            *(button for row in self.handing_over(logged) for button in row if logged),
        )

    def under(self, answer: Answered, composed: Composed, *, is_all: bool = False) -> Rows:
        """What an answer leads to; `is_all`: every other part at once."""
        match answer.record:
            case Procedure() as record:
                yield from self._turning(f"{SHOW}:{record.code}:{answer.part}", composed)
                yield from _in_rows(self._other_parts(record, answer.part, composed.page, is_all=is_all))
            case FaqEntry() as record:
                yield from self._turning(f"{READ}:{key_of(record.record_id)}:a", composed)
                yield from ((button,) for button in self._procedures(record))
            case Plan() | Reference() as record:
                yield from self._turning(f"{READ}:{key_of(record.record_id)}:{answer.piece}", composed)
                yield from _in_rows(list(self._pieces(record, answer)))

    def rating(self, answer: Answer, logged: int) -> Rows:
        """ "Đúng / chưa đúng" under an answer, and the way to an officer under it and under a refusal."""
        if not logged:
            return
        if isinstance(answer, Answered):
            desk = self._wording.desk
            yield (Button(desk.right, f"{RATE}:{logged}:1"), Button(desk.wrong, f"{RATE}:{logged}:0"))
        if isinstance(answer, Answered) or (
            isinstance(answer, Unanswered) and answer.why in (UnansweredReason.NOT_FOUND, UnansweredReason.ELSEWHERE)
        ):
            yield from self.handing_over(logged)

    def not_urgent(self, logged: int) -> Rows:
        """The way on for whom we took to be in danger and who is not."""
        if logged:
            yield (Button(self._wording.danger.not_urgent, f"{CALM}:{logged}"),)

    def not_wrong(self, logged: int) -> Rows:
        """The way on for whom we took to ask for what is against the law and who does not."""
        if logged:
            yield (Button(self._wording.unanswered.not_wrong, f"{CALM}:{logged}"),)

    def to_fields(self) -> Rows:
        """The button to the list of fields, for those whom no words helped."""
        yield (Button(self._wording.browsing.all_fields, f"{FIELD}:g:n"),)

    def handing_over(self, logged: int) -> Rows:
        """The button that takes the question to an officer."""
        if self._hand_over:
            yield (Button(self._wording.desk.hand_over, f"{self._hand_over}:{QUESTION}:{logged}"),)

    def to_field(self, code: str) -> Rows:
        """The button back to the field that a procedure stands in, at the page where it stands."""
        if field := self._catalogue.field_of(code):
            label = shortened(self._wording.browsing.to_field.format(name=field.name), LONGEST_LABEL)
            yield (Button(label, f"{FIELD}:{field.key}:{field.page_of(code)}:n"),)

    def _turning(self, action: str, composed: Composed) -> Rows:
        words, page, pages = self._wording.desk, composed.page, composed.n_pages
        back = [Button(words.previous_page, f"{action}:{page - 1}")] if page > 1 else []
        on = [Button(words.next_page.format(page=page + 1, pages=pages), f"{action}:{page + 1}")] if page < pages else []
        if back or on:
            yield (*back, *on)

    def _other_parts(self, record: Procedure, shown: Part, page: int, *, is_all: bool) -> list[Button]:
        known = self._composer.parts(record)
        others: list[Part] = [part for part in known if part not in (shown, Part.SUMMARY)]
        if Part.SUMMARY in known and shown is not Part.SUMMARY:
            others.append(Part.SUMMARY)
        buttons = [Button(self._wording.parts[part], f"{SHOW}:{record.code}:{part}") for part in others]
        if is_all or len(buttons) <= FIRST_PARTS + 1:
            return buttons
        return [*buttons[:FIRST_PARTS], Button(self._wording.desk.more_parts, f"{SHOW}:{record.code}:{shown}:{page}:{MORE}")]

    def _procedures(self, record: FaqEntry) -> Iterator[Button]:
        for code in record.codes[:MOST_PROCEDURES]:
            if line := self._catalogue.line(code):
                yield Button(shortened(line.name, LONGEST_LABEL), f"{SHOW}:{code}:{Part.SUMMARY}")

    def _pieces(self, record: Plan | Reference, answer: Answered) -> Iterator[Button]:
        """The whole of the section that a passage is from, and a plan's tasks."""
        titles = [section.title for section in record.sections]
        if answer.passage and answer.passage.heading in titles:
            number = titles.index(answer.passage.heading)
            if len(record.sections[number].text) > len(answer.passage.text):
                yield Button(self._wording.desk.whole_section, f"{READ}:{key_of(record.record_id)}:{number}:1")
        if isinstance(record, Plan) and record.tasks and answer.piece != TASKS:
            yield Button(self._wording.answer.tasks, f"{READ}:{key_of(record.record_id)}:{TASKS}:1")


def _in_rows(buttons: Sequence[Button]) -> Rows:
    return (tuple(buttons[begin : begin + A_ROW]) for begin in range(0, len(buttons), A_ROW))
