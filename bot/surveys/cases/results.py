"""The results of a survey, as much of them as may be shown, and to whom."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.people.staff import Staff
from bot.surveys.cases.building import may_build
from bot.surveys.rules.cutting import is_cut_from, leaves_words, with_gaps
from bot.surveys.rules.disclosure import AnswerBlock, CountedForm, blocks, covers
from bot.surveys.rules.scoring import MeanScore, Trend, chosen, own_scales, questions_of, scored_over, trend
from bot.surveys.rules.survey import ServiceFactor, Survey, SurveyQuestionKind, SurveyState, factors_of
from bot.surveys.store.ballots import TextLook
from bot.surveys.store.submitted_forms import SubmittedForms, TextsOfForm
from bot.surveys.store.surveys import SurveyBook

MOST_TEXTS = 200  # read on one page


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A row of scores: of the office (`unit` None and no month), a unit, or a month. `factors`: in the order of the survey's; None where
    too few answered."""

    unit: int | None
    month: date | None
    forms: int
    factors: tuple[MeanScore | None, ...]

    @property
    def overall(self) -> float | None:
        """The mean of the factors that may be shown: it tells nothing that they do not."""
        known = [each.mean for each in self.factors if each]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class ChoiceCount:
    """How many chose what of a question, in its order."""

    question: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PaperShare:
    """How much of it the office typed in itself. `forms`: of all that came in; `shown`: of those that the figures are made of; `typists`:
    who typed how many of which unit, by the number of the staff and of the unit, the most first."""

    forms: int
    shown: int
    typists: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class SurveyDashboard:
    """What one of the staff may see of a survey. `forms`: how many came in; `shown`: how many of them the figures are made of; `papers`:
    how many of them were typed in; `trends`: of each factor, the last month against the one before; `scales`: the office's own questions,
    text and score."""

    survey: Survey
    factors: tuple[ServiceFactor, ...]
    forms: int
    shown: int
    total: ScoreLine
    units: tuple[ScoreLine, ...]
    months: tuple[ScoreLine, ...]
    trends: tuple[Trend | None, ...]
    papers: PaperShare
    scales: tuple[tuple[str, MeanScore | None], ...]
    choices: tuple[ChoiceCount, ...]
    texts: tuple[TextsOfForm, ...]


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """An officer sees their unit, leaders and admins the office."""

    book: SurveyBook
    submitted: SubmittedForms
    zone: ZoneInfo

    def dashboard(self, survey: int, by: Staff, at: datetime) -> SurveyDashboard | None:
        """None where there is no such survey, or it is a draft."""
        found = self.book.get(survey)
        if found is None or found.state is SurveyState.DRAFT:
            return None
        own = self._own(by)
        forms = self.submitted.forms(survey, own)
        cut = [each for each in self._cut(survey, own, at) if own is None or each.unit == own]
        factors = factors_of(found.questions)
        months = self._by_month(found, factors, cut)
        units = sorted({each.unit for each in cut if each.unit is not None})
        texts = self.submitted.texts(survey, TextLook.SHOWN, own, MOST_TEXTS)
        return SurveyDashboard(
            survey=found,
            factors=factors,
            forms=len(forms),
            shown=sum(len(each.forms) for each in cut),
            total=_line(found, factors, cut),
            units=tuple(_line(found, factors, [each for each in cut if each.unit == unit], unit) for unit in units),
            months=months,
            trends=_trends(factors, months),
            papers=self._papers(survey, own, forms, cut),
            scales=tuple((found.questions[number].text, scored_over(cut, [number])) for number in own_scales(found.questions)),
            choices=tuple(_choices(found, cut)),
            texts=tuple(text for text in texts if _may_be_read(text, cut)),
        )

    def counts(self, survey: int, by: Staff) -> Mapping[str, int]:
        """Forms by the code of their place, of the places that `by` may see: an officer their unit's."""
        own, found = self._own(by), self.submitted.counts(survey)
        if own is None:
            return found
        return {place.code: found[place.code] for place in self.book.places(survey) if place.unit == own and place.code in found}

    def _papers(self, survey: int, own: int | None, forms: Sequence[CountedForm], cut: Sequence[AnswerBlock]) -> PaperShare:
        typed: Counter[tuple[int, int]] = Counter()
        for pile in self.submitted.entered(survey):
            if own in (None, pile.unit):
                typed[pile.staff, pile.unit] += pile.forms
        shown = sum(len(each.forms) for each in cut if each.is_paper)
        typists = tuple((staff, unit, count) for (staff, unit), count in typed.most_common())
        return PaperShare(sum(form.is_paper for form in forms), shown, typists)

    def waiting(self, survey: int, by: Staff, at: datetime) -> tuple[TextsOfForm, ...]:
        """Texts that nobody has looked at: of forms that stand in a block that is shown, so that who saw somebody leave the counter does
        not read what they wrote."""
        cut = self._cut(survey, self._own(by), at)
        after = max((block.last for block in cut), default=date.min) + timedelta(days=1)
        texts = self.submitted.texts(survey, TextLook.WAITING, self._own(by), before=after)
        return tuple(each for each in texts if _may_be_read(each, cut))

    def look(self, survey: int, key: str, is_shown: bool, texts: Sequence[str], by: Staff, at: datetime) -> bool:
        """The texts of a form are shown, a mark in place of the words that were taken out, or hidden; False where they are not this
        officer's, or gone, where words were put in, and where the unit that they are about would hide them, leave nothing of them, or
        show what was hidden: only who sees all does."""
        written = self.submitted.form(key)
        own = self._own(by)
        if written is None or (own is not None and (written.unit != own or not is_shown or written.look is TextLook.HIDDEN)):
            return False
        if not _may_be_read(written, self._cut(survey, own, at)) or (is_shown and not all(map(is_cut_from, texts, written.texts))):
            return False
        if (
            is_shown
            and own is not None
            and any(was.strip() and not leaves_words(text) for text, was in zip(texts, written.texts, strict=False))
        ):
            return False
        marked = [with_gaps(text, was) for text, was in zip(texts, written.texts, strict=False)] if is_shown else texts
        return self.submitted.look(survey, key, TextLook.SHOWN if is_shown else TextLook.HIDDEN, marked, by.actor, at)

    def exported(self, survey: int, by: Staff, at: datetime) -> None:
        """The trail tells that the results were taken along."""
        self.book.note(survey, "survey.exported", {}, by.actor, at)

    def _own(self, by: Staff) -> int | None:
        """The unit beyond which `by` sees nothing; None: sees all."""
        return None if may_build(by) else by.unit

    def _cut(self, survey: int, own: int | None, at: datetime) -> tuple[AnswerBlock, ...]:
        """The blocks that are shown; none of a draft, or where there is no such survey."""
        found = self.book.get(survey)
        if found is None or found.state is SurveyState.DRAFT:
            return ()
        forms = self.submitted.forms(survey, own)
        return blocks(forms, at.astimezone(self.zone).date(), is_closed=found.state is SurveyState.CLOSED)

    def _by_month(self, found: Survey, factors: tuple[ServiceFactor, ...], cut: Sequence[AnswerBlock]) -> tuple[ScoreLine, ...]:
        months = sorted({each.month for each in cut})
        return tuple(_line(found, factors, [each for each in cut if each.month == month], None, month) for month in months)


def _may_be_read(text: TextsOfForm, shown: Sequence[AnswerBlock]) -> bool:
    return covers(shown, text.unit, text.day, is_paper=text.is_paper)


def _line(
    found: Survey, factors: tuple[ServiceFactor, ...], cut: Sequence[AnswerBlock], unit: int | None = None, month: date | None = None
) -> ScoreLine:
    scores = tuple(scored_over(cut, questions_of(found.questions, factor)) for factor in factors)
    return ScoreLine(unit, month, sum(len(each.forms) for each in cut), scores)


def _trends(factors: tuple[ServiceFactor, ...], months: Sequence[ScoreLine]) -> tuple[Trend | None, ...]:
    if len(months) < 2:
        return (None,) * len(factors)
    return tuple(trend(before, after) for before, after in zip(months[-2].factors, months[-1].factors, strict=True))


def _choices(found: Survey, cut: Sequence[AnswerBlock]) -> Sequence[ChoiceCount]:
    counted = []
    for number, question in enumerate(found.questions):
        if question.kind is SurveyQuestionKind.CHOICE:
            by_letter = chosen(cut, number)
            pairs = zip(question.choices, string.ascii_lowercase, strict=False)
            counted.append(ChoiceCount(question.text, tuple((text, by_letter[letter]) for text, letter in pairs)))
    return counted
