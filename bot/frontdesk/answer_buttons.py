"""The buttons under an answer: choices, pages, the other parts, what else the document holds, "đúng / chưa đúng", an officer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.composing.compose import Composer
from bot.answers.composing.labels import LONGEST_LABEL, headed, labels, shortened, titled
from bot.answers.composing.sheets import Composed
from bot.answers.decisions.catalogue import Catalogue, key_of
from bot.answers.turn.outcome import TASKS, Answered, Unanswered, UnansweredReason
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
FEW = 4  # buttons under an answer: so many are read; the last leads to the rest where there is more
MOST_ASKED = (Part.DOCUMENTS, Part.TIME_LIMIT, Part.METHODS, Part.FEES)
"""The parts that questions ask for most, in that order: 58, 40, 30 and 26 of the 349 labelled ones of tests/questions.jsonl."""
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
        """One numbered button for each choice except the one already `shown`; its label says what sets it apart from the others."""
        room = LONGEST_LABEL - 3  # for the number before it
        told = labels([choice.name for choice in composed.choices], room, self._catalogue.words)
        if shown:  # nothing else says the whole name
            told = [
                titled(choice.name) if len(choice.name) <= room else headed(titled(choice.name), label, room, self._catalogue.words)
                for label, choice in zip(told, composed.choices, strict=True)
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

    def under(self, answer: Answered, composed: Composed, logged: int = 0, *, is_all: bool = False) -> Rows:
        """What an answer leads to: FEW buttons, the last of them to the rest. `is_all`: every one of them. `logged`: the number of the
        question, by which it is rated and handed to an officer; 0 where nothing was asked."""
        turning, others = self._turning(answer, composed), self._others(answer)
        rating, officer = list(self._rating(logged)), [button for row in self.handing_over(logged) for button in row if logged]
        everything = [*turning, *others, *rating, *officer]
        if is_all or len(everything) <= FEW:
            yield from _in_rows([*turning, *others])
            yield from _in_rows(rating)
            yield from ((button,) for button in officer)
            return
        wrong = rating[-1:]
        yield from _in_rows([*[*turning[-1:], *others][: FEW - 1 - len(wrong)], *wrong, self._more(answer, composed, logged)])

    def more_alone(self, answer: Answered, composed: Composed, logged: int) -> Rows:
        """The way to all that an answer leads to, where other buttons stand above it."""
        yield (self._more(answer, composed, logged),)

    def _more(self, answer: Answered, composed: Composed, logged: int) -> Button:
        return Button(self._wording.desk.more_parts, f"{self._again(answer)}:{composed.page}:{MORE}:{logged}")

    def _again(self, answer: Answered) -> str:
        """The action that shows this answer, without its page."""
        match answer.record:
            case Procedure() as record:
                return f"{SHOW}:{record.code}:{answer.part}"
            case FaqEntry() as record:
                return f"{READ}:{key_of(record.record_id)}:a"
            case Plan() | Reference() as record:
                return f"{READ}:{key_of(record.record_id)}:{answer.piece}"

    def _others(self, answer: Answered) -> list[Button]:
        """What else the record holds, what people ask for most first."""
        match answer.record:
            case Procedure() as record:
                return self._other_parts(record, answer.part)
            case FaqEntry() as record:
                return list(self._procedures(record))
            case Plan() | Reference() as record:
                return list(self._pieces(record, answer))

    def _rating(self, logged: int) -> Iterator[Button]:
        if logged:
            desk = self._wording.desk
            yield from (Button(desk.right, f"{RATE}:{logged}:1"), Button(desk.wrong, f"{RATE}:{logged}:0"))

    def refused(self, answer: Unanswered, logged: int) -> Rows:
        """The way to an officer under a refusal."""
        if logged and answer.why in (UnansweredReason.NOT_FOUND, UnansweredReason.ELSEWHERE):
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

    def drop(self) -> Rows:
        """The button that ends what is talked about."""
        yield (Button(self._wording.desk.drop_topic, DROP),)

    def _turning(self, answer: Answered, composed: Composed) -> list[Button]:
        words, page, pages, action = self._wording.desk, composed.page, composed.n_pages, self._again(answer)
        back = [Button(words.previous_page, f"{action}:{page - 1}")] if page > 1 else []
        on = [Button(words.next_page.format(page=page + 1, pages=pages), f"{action}:{page + 1}")] if page < pages else []
        return [*back, *on]

    def _other_parts(self, record: Procedure, shown: Part) -> list[Button]:
        known = self._composer.parts(record)
        asked = [part for part in MOST_ASKED if part in known]
        others: list[Part] = [part for part in dict.fromkeys((*asked, *known)) if part not in (shown, Part.SUMMARY)]
        if Part.SUMMARY in known and shown is not Part.SUMMARY:
            others.append(Part.SUMMARY)
        return [Button(self._wording.parts[part], f"{SHOW}:{record.code}:{part}") for part in others]

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
