"""A survey is answered, from a link, below an answer, or about a petition: once, and nobody learns by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.messages import ChatId
from bot.runtime.address_deeds import AddressDeeds
from bot.surveys.rules.filling import FilledForm, form_of, is_whole
from bot.surveys.rules.marks import SurveyMarks
from bot.surveys.rules.survey import Survey, SurveyPlace, SurveyPlaceKind, is_code
from bot.surveys.store.ballots import BallotBox, Cast
from bot.surveys.store.drafts import SurveyDrafts
from bot.surveys.store.surveys import SurveyBook

TYPED_WITHIN = timedelta(minutes=10)  # a text that we asked for; what is typed later is a message like any other


class SurveyOutcome(StrEnum):
    """What came of a form that was sent; each has a sentence in the wording."""

    THANKS = "thanks"
    SPENT = "spent"
    CLOSED = "closed"
    CROWDED = "crowded"
    UNREADABLE = "unreadable"


OUTCOMES = {Cast.COUNTED: SurveyOutcome.THANKS, Cast.SPENT: SurveyOutcome.SPENT, Cast.CLOSED: SurveyOutcome.CLOSED}


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that can be filled in now."""

    survey: Survey
    place: SurveyPlace


@dataclass(frozen=True, slots=True)
class SurveyAnswering:
    """`addresses`: how often one network address may answer in a day; `home`: the unit that coordinates, whose the assistant is."""

    book: SurveyBook
    ballots: BallotBox
    drafts: SurveyDrafts
    marks: SurveyMarks
    addresses: AddressDeeds
    home: Callable[[], int | None]
    zone: ZoneInfo

    def found(self, code: str, at: datetime) -> OpenForm | None:
        """What is answered under a link's code; None where there is none, or it is not open."""
        place = self.book.place(code) if is_code(code) else None
        survey = self.book.get(place.survey) if place else None
        return OpenForm(survey, place) if survey and place and survey.is_open(self._day(at)) else None

    def has_answered(self, form: OpenForm, chat: ChatId, petition: int | None, at: datetime) -> bool:
        """Whether `chat` has spent its right to this form already."""
        return self.ballots.is_spent(self.marks.answered(form.survey.id, chat, petition, self._day(at)))

    def send(
        self, code: str, letters: str, texts: tuple[str, ...], chat: ChatId, petition: int | None, at: datetime, address: str = ""
    ) -> SurveyOutcome:
        """Count a form of `chat`. What is kept of it names neither the chat, nor the petition, nor the moment."""
        found = self.found(code, at)
        if found is None:
            return SurveyOutcome.CLOSED
        if not is_whole(found.survey.questions, letters):
            return SurveyOutcome.UNREADABLE
        if not self.addresses.may(address, at):
            return SurveyOutcome.CROWDED
        form: FilledForm = form_of(found.survey.questions, letters, texts)
        mark = self.marks.answered(found.survey.id, chat, petition, self._day(at))
        return OUTCOMES[self.ballots.cast(found.place, form, mark, self._day(at))]

    def after_petition(self, chat: ChatId, unit: int | None, at: datetime) -> str:
        """The code under which who sent a petition may say how `unit` served them; "" where nothing is to be offered."""
        for survey in self.book.open_on(self._day(at)):
            if survey.draft.after_petitions and (code := self._of_unit(survey.id, unit)):
                return "" if self.drafts.has_refused(chat) else code
        return ""

    def after_answer(self, chat: ChatId, at: datetime) -> str:
        """The code under which who asked the assistant may say how it served them, once for a chat and a survey; "" from then on."""
        for survey in self.book.open_on(self._day(at)):
            if survey.draft.after_answers and (code := self._of_unit(survey.id, self.home())) and not self.drafts.has_refused(chat):
                return code if self.ballots.mark(survey.id, self.marks.offered(survey.id, chat)) else ""
        return ""

    def offered(self, chat: ChatId, at: datetime) -> tuple[OpenForm, ...]:
        """What this chat may answer of its own accord: what is open and not answered yet, each at the first of its units."""
        forms = (self.of_units(survey.id, at)[:1] for survey in self.book.open_on(self._day(at)))
        return tuple(form for found in forms for form in found if not self.has_answered(form, chat, None, at))

    def of_units(self, survey: int, at: datetime) -> tuple[OpenForm, ...]:
        """The forms of an open survey about each unit; that whose the assistant is first."""
        home = self.home()
        places = sorted(
            (place for place in self.book.places(survey) if place.kind is SurveyPlaceKind.UNIT), key=lambda place: place.unit != home
        )
        return tuple(form for place in places if (form := self.found(place.code, at)))

    def offers_below_answers(self, at: datetime) -> bool:
        """Whether any survey is offered below answers now."""
        return any(survey.draft.after_answers for survey in self.book.open_on(self._day(at)))

    def refuse(self, chat: ChatId, at: datetime) -> None:
        """Offer this chat no survey any more."""
        self.drafts.refuse(chat, self._day(at), at)

    def await_text(self, chat: ChatId, form: str, texts: tuple[str, ...], at: datetime) -> None:
        """The next message of `chat` is a text for `form`."""
        self.drafts.keep(self.marks.writing(chat), form, texts, at)

    def awaited(self, chat: ChatId, at: datetime) -> tuple[str, tuple[str, ...]] | None:
        """The form for which a text was just asked, and its texts so far."""
        kept = self.drafts.of(self.marks.writing(chat))
        return (kept[0], kept[1]) if kept and abs(at - kept[2]) <= TYPED_WITHIN else None

    def typed(self, chat: ChatId, code: str) -> tuple[str, ...]:
        """The texts so far for the form at the place with that code, as long as they are kept."""
        kept = self.drafts.of(self.marks.writing(chat))
        return kept[1] if kept and kept[0].startswith(f"{code}:") else ()

    def forget_text(self, chat: ChatId) -> bool:
        return self.drafts.drop(self.marks.writing(chat))

    def _of_unit(self, survey: int, unit: int | None) -> str:
        places = (place for place in self.book.places(survey) if place.unit == unit and place.kind is SurveyPlaceKind.UNIT)
        return next((place.code for place in places), "")

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()
