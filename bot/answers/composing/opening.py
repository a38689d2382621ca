"""How an answer about a part of a procedure begins: the sentence that answers, by what is surest of what is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.answers.case.earliest import EarliestAge
from bot.answers.case.limits import Met
from bot.answers.composing.counted_days import CountedDays
from bot.answers.composing.labels import shortened, titled
from bot.answers.composing.sheets import LONGEST_NAME, vietnamese
from bot.answers.lines.current import Current
from bot.answers.lines.papers_said import PapersSaid
from bot.answers.lines.parts import plain
from bot.answers.lines.received import received
from bot.answers.lines.sentences import nearest_sentence
from bot.answers.lines.verdicts import Verdicts
from bot.answers.short.shortly import denies
from bot.answers.turn.deciding import AnswerKind
from bot.answers.turn.outcome import Answered, AskedHalf, SameBecause
from bot.wording import Wording
from knowledge.facts.deadline_days import IsWorking, is_weekday
from knowledge.records.procedure import Part, Procedure, QuickAnswer
from knowledge.texts.text import one_line


@dataclass(frozen=True, slots=True)
class Opening:
    """The kind of the first sentence, the sentence itself ("": the part speaks for itself), and the short question that stands over it;
    `is_beside`: it is the one that would stand under all."""

    kind: AnswerKind
    sentence: str = ""
    question: str = ""
    is_beside: bool = False


class Openings:
    """Puts the first sentence into words; made once, holds no state."""

    def __init__(self, wording: Wording, today: Callable[[], date], is_working: IsWorking = is_weekday) -> None:
        self._words = words = wording.verdicts
        self._counted = CountedDays(words, today, is_working)
        self._case = wording.case_fact
        self._met = {
            Met.ENOUGH: words.enough,
            Met.TOO_LITTLE: words.too_little,
            Met.TOO_MUCH: words.too_much,
            Met.IN_TIME: words.in_time,
            Met.LATE: words.late,
            Met.EARLY: words.early,
        }
        self._today = today
        self._current = Current(wording, today)
        self._verdicts = Verdicts(wording, today)
        self._papers = PapersSaid(wording)

    def of(self, record: Procedure, answer: Answered, *, is_known: bool) -> Opening:
        """What the facts of the record say to a yes-or-no question, what is received, the nearest short question or sentence, said to be
        that; no sentence before a part alone, where that `is_known`."""
        if answer.fact and not answer.by_when and not answer.is_given and (verdict := self._verdicts.of(record, answer.fact)):
            return Opening(AnswerKind.VERDICT, verdict)
        if answer.is_given:
            return Opening(AnswerKind.RECEIVED, self._received(record))
        if answer.near and (answer.fact or answer.by_when or answer.part is Part.SUMMARY or not is_known):
            return Opening(AnswerKind.NEAREST_QUESTION, self._told(record, answer.near), answer.near.question)
        if answer.by_when or not answer.fact:
            return Opening(AnswerKind.DEADLINE if answer.by_when else AnswerKind.PART)
        return self._of_texts(record, answer)

    def _of_texts(self, record: Procedure, answer: Answered) -> Opening:
        """What the texts of the record say to a yes-or-no question that neither its facts nor a short question answers."""
        if sentence := self._current.bare(nearest_sentence(record, answer.asked)):
            return Opening(AnswerKind.NEAREST_SENTENCE, self._words.nearest.format(sentence=sentence))
        lists = answer.part is Part.DOCUMENTS or Part.DOCUMENTS in answer.also
        if answer.of_papers and (said := self._papers.of(record, answer.of_papers, lists=lists)):
            return Opening(AnswerKind.VERDICT, said)
        if answer.applied or (record.guide and answer.part is not Part.SUMMARY and not answer.is_part_guessed):
            return Opening(AnswerKind.PART)
        undecided = self._undecided(record, self._words.undecided_at, self._words.undecided)
        if answer.beside:  # said first, and not under that nothing says it where a part follows: it often does
            first = [undecided] if answer.stands_alone else []
            sentence = "\n\n".join([*first, *self.beside(record, answer.beside)])
            return Opening(AnswerKind.NEAREST_QUESTION, sentence, is_beside=True)
        return Opening(AnswerKind.UNDECIDED, undecided)

    def of_half(self, record: Procedure, half: AskedHalf) -> str:
        """The sentence that answers one of several things; "" where the part itself does, and that nothing does where it is none."""
        if half.is_given:
            return self._received(record)
        verdict = self._verdicts.of(record, half.fact) if half.fact else ""
        return verdict if verdict or half.part else self._undecided(record, self._words.other_undecided_at, self._words.other_undecided)

    def else_ask(self, record: Procedure) -> str:
        """Whom to ask where a short question that is near is not what was meant."""
        return self._undecided(record, self._words.else_ask_at, self._words.else_ask)

    def _undecided(self, record: Procedure, at: str, nowhere: str) -> str:
        """That nothing says it, and who can tell where that is known."""
        agency = _agency(record)
        return at.format(agency=agency) if agency else nowhere

    def noted(self, record: Procedure, answer: Answered) -> str:
        """That a fact of the case was heard; and what of the record is nearest to it, else that it changes nothing and why."""
        words, said, agency = self._case, shortened(one_line(answer.noted).rstrip(" .!,;"), LONGEST_NAME), _agency(record)
        if near := answer.beside:
            return words.near_question.format(said=said, question=near.question, answer=self._told(record, near))
        if answer.nearest_of_case and (sentence := self._current.bare(answer.nearest_of_case)):
            return words.near_sentence.format(said=said, sentence=sentence)
        if answer.other_limit:
            limit = self._current.text(answer.other_limit, record.as_of).rstrip(" .;")
            return words.other_day.format(said=said, limit=limit[:1].lower() + limit[1:])
        if answer.may_change:
            return words.may_change.format(said=said)
        match answer.same_because:
            case SameBecause.NO_AGE:
                return words.no_age.format(said=said)
            case SameBecause.NO_DEADLINE:
                return words.no_deadline.format(said=said)
        return words.same_at.format(said=said, agency=agency) if agency else words.same.format(said=said)

    def before(self, answer: Answered) -> Iterator[str]:
        """What is said before all: to who mourns, and how a number that was said stands to the record's own."""
        if answer.feeling:
            yield answer.feeling
        if answer.last_day and (said := self._counted.told(answer.last_day)):
            yield said
        elif answer.earliest and (old_enough := self._old_enough(answer.earliest)):
            if not self._is_denied(answer, self._met_by(answer.earliest)):
                yield old_enough
        elif (found := answer.applied) and not self._is_denied(answer, found.met):
            yield self._met[found.met].format(said=titled(found.said), limit=found.limit[:1].lower() + found.limit[1:])

    def _is_denied(self, answer: Answered, met: Met) -> bool:
        """Whether a short question that is told beside a number says the contrary of it: one reply says one thing."""
        told = (answer.quick, answer.second, answer.near, answer.beside)
        return any(denies(each.answer, met) for each in told if each)

    def _met_by(self, told: EarliestAge) -> Met:
        since = told.since()
        return Met.ENOUGH if since and since <= self._today() else Met.TOO_LITTLE

    def _old_enough(self, told: EarliestAge) -> str:
        """From when who was born so is old enough; of a year alone by the year. "" where no calendar has the day."""
        words, since, today = self._words, told.since(), self._today()
        if since is None:
            return ""
        limit = told.limit[:1].lower() + told.limit[1:]
        if told.day:
            born = vietnamese(date(told.born, told.month, told.day)) if since.day == told.day else ""
            said = words.old_enough if since <= today else words.old_enough_from_day
            return said.format(born=f"ngày {born}", years=told.years, since=vietnamese(since), limit=limit) if born else ""
        is_this_year = since.year == today.year
        said = words.old_enough_this_year if is_this_year else words.old_enough if since.year < today.year else words.old_enough_from_year
        return said.format(born=f"năm {told.born}", years=told.years, since=since.year, limit=limit)

    def beside(self, record: Procedure, quick: QuickAnswer | None) -> Iterator[str]:
        """The short question that has something to do with what was asked, said to be another."""
        if quick:
            yield self._words.nearest_question.format(question=quick.question, answer=self._told(record, quick))

    def _received(self, record: Procedure) -> str:
        """The sentences that say how much, else that none does, whom to ask, and what one is given at all. Where no text is at hand, as
        with the fact sheet alone, it is not said that none is written."""
        said = [self._current.text(sentence, record.as_of) for sentence in received(record)]
        if said:
            return " ".join(said)
        agency, result = _agency(record), plain(record.guide.get(Part.RESULT, "")).strip()
        words = self._words
        is_read = bool(record.guide or record.steps or record.conditions)
        at, anywhere = (words.not_received_at, words.not_received) if is_read else (words.amount_unread_at, words.amount_unread)
        unknown = at.format(agency=agency) if agency else anywhere
        return f"{unknown}\n{words.result.format(result=result)}" if result and "\n" not in result else unknown

    def _told(self, record: Procedure, quick: QuickAnswer) -> str:
        return self._current.text(quick.answer, record.as_of)


def _agency(record: Procedure) -> str:
    """Whom to ask: the guide's words for it, else the official name, each office once; "" where it is a list too long to be heard."""
    guided = plain(record.guide.get(Part.AGENCY, "")).strip().rstrip(".")
    named = guided if guided and "\n" not in guided else "; ".join(dict.fromkeys(piece.strip() for piece in record.agency.split(";")))
    return named if len(named) <= LONGEST_NAME and shortened(named, LONGEST_NAME) == named else ""
