"""The window in which a survey is answered: a question a message, a button an answer; what was answered so far stands in the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.answers.composing.labels import shortened
from bot.frontdesk.window import Window
from bot.messages import Button, ChatId, Incoming, Reply
from bot.surveys.cases.answering import OpenForm, SurveyAnswering, SurveyOutcome
from bot.surveys.rules.filling import SCALE, SKIPPED, WRITTEN, fits, kept_text, letter_typed, letters_for
from bot.surveys.rules.survey import SurveyQuestion, SurveyQuestionKind
from bot.text.numerals import is_row
from bot.wording.surveys import SurveyWords

SURVEY, LINK = "sv", "kh"
"""The first piece of the window's actions, and of the link on a card: "kh_k7m3p9qx"."""
COMMAND = "/khaosat"
INTRO, ASK, SEND, NO, NEVER, UNITS = "i", "a", "s", "n", "x", "u"
NO_CASE = "0"  # in the place of a petition's number
LOOKED_UP = timedelta(minutes=1)  # how long it is taken for known that no survey is offered below answers


class SurveyWindow(Window):
    """The seal of a button says whose it is; of which form is told by nobody after it was sent."""

    keeps_in = "survey_drafts"
    commands = frozenset({COMMAND})
    actions = frozenset({SURVEY})
    links = frozenset({LINK})

    def __init__(self, words: SurveyWords, answering: SurveyAnswering) -> None:
        self._words = words
        self._answering = answering

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        """What is open now, wherever it is offered; with a code behind the command, that form."""
        if rest.strip():
            return self._intro(incoming, rest.strip(), NO_CASE, is_offered=False)
        offered = self._answering.offered(incoming.chat, incoming.at)
        if not offered:
            return [Reply(self._words.chat.none_open)]
        rows = tuple((Button(shortened(form.survey.draft.title), f"{SURVEY}:{UNITS}:{form.place.code}"),) for form in offered)
        return [Reply(self._words.chat.which, rows)] if len(rows) > 1 else self._units(incoming, offered[0].place.code)

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        return self._intro(incoming, pieces[1], NO_CASE, is_offered=False) if len(pieces) == 2 else None

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case [str(what)] if what == NO:
                return [Reply(self._words.chat.not_now, replaces=True)]
            case [str(what)] if what == NEVER:
                self._answering.refuse(incoming.chat, incoming.at)
                return [Reply(self._words.chat.refused, replaces=True)]
            case [str(what), code] if what == UNITS:
                return self._units(incoming, code)
            case [str(what), code, case] if what == INTRO and _is_case(case):
                return self._intro(incoming, code, case)
            case [str(what), code, case, letters] if what in (ASK, SEND) and _is_case(case):
                return self._gone_on(incoming, what, code, case, letters)
            case _:
                return None

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        """The text that is awaited, or the number or the words of an answer that could be pressed; None where none is."""
        held = self._answering.awaited(incoming.chat, incoming.at)
        if held is None or not held[0] or held[0].count(":") != 2 or incoming.attachments or not incoming.text.strip():
            return None
        (code, case, letters), texts = held[0].split(":"), held[1]
        form = self._answering.found(code, incoming.at)
        if form is None:
            self._answering.forget_text(incoming.chat)
            return [Reply(self._words.outcomes["closed"])]
        question = form.survey.questions[len(letters)]
        if question.kind is not SurveyQuestionKind.TEXT:
            letter = letter_typed(question, incoming.text)
            return self._next(incoming, form, case, letters + letter, texts, self._words.chat.took_text) if letter else None
        told = _with_text(form, letters, texts, kept_text(incoming.text))
        return self._next(incoming, form, case, letters + WRITTEN, told, self._words.chat.took_text)

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        return [Reply(self._words.chat.dropped)] if self._answering.forget_text(incoming.chat) else None

    def _units(self, incoming: Incoming, code: str) -> Sequence[Reply]:
        """Which unit it is about, where the survey asks about several: the assistant does not know who served whom."""
        form = self._answering.found(code, incoming.at)
        forms = self._answering.of_units(form.survey.id, incoming.at) if form else ()
        if len(forms) < 2:
            return self._intro(incoming, code, NO_CASE)
        rows = tuple((Button(shortened(each.place.name), f"{SURVEY}:{INTRO}:{each.place.code}:{NO_CASE}"),) for each in forms)
        return [Reply(self._words.chat.which_unit, rows)]

    def _intro(self, incoming: Incoming, code: str, case: str, *, is_offered: bool = True) -> Sequence[Reply]:
        form = self._answering.found(code, incoming.at)
        if form is None:
            return [Reply(self._words.outcomes["closed"])]
        if self._answering.has_answered(form, incoming.chat, _petition(case), incoming.at):
            return [Reply(self._words.outcomes["spent"])]
        say, draft = self._words.chat, form.survey.draft
        text = say.intro.format(title=draft.title, place=form.place.name, about=draft.about, count=len(draft.questions))
        rows = ((Button(say.begin, f"{SURVEY}:{ASK}:{code}:{case}:"),), (Button(say.no, f"{SURVEY}:{NO}"),))
        never = ((Button(say.never, f"{SURVEY}:{NEVER}"),),) if is_offered else ()
        return [Reply(text, (*rows, *never))]

    def _gone_on(self, incoming: Incoming, what: str, code: str, case: str, letters: str) -> Sequence[Reply] | None:
        form = self._answering.found(code, incoming.at)
        if form is None:
            return [Reply(self._words.outcomes["closed"], replaces=True)]
        if not fits(form.survey.questions, letters):
            return None
        petition = _petition(case)
        texts = self._texts(incoming.chat, form)
        missing = _without_text(form, letters, texts)
        if missing is not None:  # kept no more: asked for again, and not sent without
            if self._answering.has_answered(form, incoming.chat, petition, incoming.at):
                return [Reply(self._words.outcomes["spent"], replaces=True)]
            return self._next(incoming, form, case, letters[:missing], texts)
        if what == ASK:
            return self._next(incoming, form, case, letters, texts)
        told = self._answering.send(
            code, letters, _in_place(form, letters, texts), incoming.chat, petition, incoming.at, address=incoming.address
        )
        if told is not SurveyOutcome.CROWDED:  # they may send it tomorrow
            self._answering.forget_text(incoming.chat)
        return [Reply(self._words.outcomes[told], replaces=True)]

    def _next(
        self, incoming: Incoming, form: OpenForm, case: str, letters: str, texts: tuple[str, ...], before: str = ""
    ) -> Sequence[Reply]:
        """The next question, or the button that sends."""
        questions, say, code = form.survey.questions, self._words.chat, form.place.code
        number = len(letters)
        lead = f"{SURVEY}:{ASK}:{code}:{case}:"
        back = ((Button(say.back, lead + letters[:-1]),),) if letters else ()
        if number == len(questions):
            self._await(incoming.chat, f"{code}:", texts, incoming.at)
            text = say.ready.format(count=number)
            return [
                Reply(_below(before, text), ((Button(say.send, f"{SURVEY}:{SEND}:{code}:{case}:{letters}"),), *back), replaces=not before)
            ]
        question = questions[number]
        self._await(incoming.chat, f"{code}:{case}:{letters}", texts, incoming.at)
        text = "\n\n".join([say.question.format(number=number + 1, count=len(questions), text=question.text), *self._hint(question)])
        rows = self._rows(question, lead + letters)
        if question.kind is SurveyQuestionKind.TEXT and (typed := _text_of(form, number, texts)):
            text = f"{text}\n\n{say.typed_before.format(text=typed)}"
            rows = ((Button(say.keep_text, lead + letters + WRITTEN),), *rows)
        return [Reply(_below(before, text), (*rows, *back), replaces=not before)]

    def _await(self, chat: ChatId, form: str, texts: tuple[str, ...], at: datetime) -> None:
        if any(texts) or form.count(":") == 2:
            self._answering.await_text(chat, form, texts, at)
        else:
            self._answering.forget_text(chat)

    def _texts(self, chat: ChatId, form: OpenForm) -> tuple[str, ...]:
        """What was typed for this form so far, a place for each question that asks for a text."""
        return self._answering.typed(chat, form.place.code)

    def _hint(self, question: SurveyQuestion) -> Sequence[str]:
        match question.kind:
            case SurveyQuestionKind.SCALE:
                return (self._words.chat.scale_hint,)
            case SurveyQuestionKind.TEXT:
                return (self._words.chat.type_text,)
            case SurveyQuestionKind.CHOICE:
                return ()

    def _rows(self, question: SurveyQuestion, lead: str) -> tuple[tuple[Button, ...], ...]:
        skip = ((Button(self._words.chat.skip, lead + SKIPPED),),)
        match question.kind:
            case SurveyQuestionKind.SCALE:
                return (
                    tuple(Button(str(score), lead + letter) for score, letter in enumerate(SCALE, 1)),
                    *(skip if question.may_skip else ()),
                )
            case SurveyQuestionKind.CHOICE:
                given = zip(question.choices, letters_for(question), strict=False)
                return (*((Button(text, lead + letter),) for text, letter in given), *skip)
            case SurveyQuestionKind.TEXT:
                return skip


class SurveyOffers:
    """The button below an answer, once for a chat; that nothing is to be offered is looked up once a minute."""

    def __init__(self, words: SurveyWords, answering: SurveyAnswering) -> None:
        self._words = words
        self._answering = answering
        self._looked: tuple[datetime, bool] | None = None

    def below(self, chat: ChatId, at: datetime) -> tuple[Button, ...]:
        """The row; () where there is nothing to offer."""
        if self._looked is None or not timedelta() <= at - self._looked[0] < LOOKED_UP:
            self._looked = (at, self._answering.offers_below_answers(at))
        if not self._looked[1]:
            return ()
        code = self._answering.after_answer(chat, at)
        return (Button(self._words.chat.offer_answer, f"{SURVEY}:{INTRO}:{code}:{NO_CASE}"),) if code else ()


def petition_button(words: SurveyWords, code: str, petition: int) -> Button:
    """What stands below the answer to a petition."""
    return Button(words.chat.offer_petition, f"{SURVEY}:{INTRO}:{code}:{petition}")


def _asking(form: OpenForm) -> list[int]:
    """The places of the questions that ask for a text."""
    return [place for place, question in enumerate(form.survey.questions) if question.kind is SurveyQuestionKind.TEXT]


def _text_of(form: OpenForm, place: int, texts: Sequence[str]) -> str:
    """What was typed for the question at `place`; "" nothing."""
    nth = _asking(form).index(place)
    return texts[nth] if nth < len(texts) else ""


def _with_text(form: OpenForm, letters: str, texts: Sequence[str], text: str) -> tuple[str, ...]:
    """`texts` with that of the question that comes after `letters`; the others stay."""
    asking = _asking(form)
    held = [*texts, *[""] * len(asking)][: len(asking)]
    held[asking.index(len(letters))] = text
    return tuple(held)


def _without_text(form: OpenForm, letters: str, texts: Sequence[str]) -> int | None:
    """The place of the first question that was answered in words that are not kept; None where there is none."""
    told = (place for place in _asking(form) if letters[place : place + 1] == WRITTEN)
    return next((place for place in told if not _text_of(form, place, texts)), None)


def _in_place(form: OpenForm, letters: str, texts: Sequence[str]) -> tuple[str, ...]:
    """A text for each question that asks for one, "" where it was skipped."""
    return tuple(_text_of(form, place, texts) if letters[place : place + 1] == WRITTEN else "" for place in _asking(form))


def _below(before: str, text: str) -> str:
    return f"{before}\n\n{text}" if before else text


def _petition(case: str) -> int | None:
    return int(case) if case != NO_CASE else None


def _is_case(case: str) -> bool:
    return case == NO_CASE or is_row(case)
