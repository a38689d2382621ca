"""How a petition begins: by a command or the word that something is to be reported, from a question, by a complaint told in a talk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.answers.store.questions import Questions
from bot.messages import Incoming, Reply
from bot.petitions.rules.draft import DraftStep, PetitionDraft, like_address
from bot.petitions.rules.making.speech import announces, tells_trouble
from bot.petitions.rules.petition import PetitionPlace
from bot.petitions.rules.texts.asides import begins_a_wish, is_question
from bot.petitions.windows.filing_dialog import FilingDialog, is_too_short
from bot.petitions.windows.filing_pages import FilingPages
from bot.petitions.windows.fitting import spot_of
from bot.wording.petitions import FilingWords

JUST_SAID = timedelta(minutes=30)
"""Within which what was told in a talk is offered as what is to be sent; the time within which what was sent counts as just sent."""
Content = Callable[[Incoming, PetitionDraft, str], Sequence[Reply]]


class BegunDrafts:
    """`content`: what is done with a text that tells what the petition is about. Nothing takes the place of what is being written."""

    def __init__(self, questions: Questions, dialog: FilingDialog, pages: FilingPages, words: FilingWords, content: Content) -> None:
        self._questions = questions
        self._dialog = dialog
        self._pages = pages
        self._words = words
        self._content = content

    def commanded(self, incoming: Incoming, rest: str) -> Sequence[Reply]:
        """`rest`: what stands behind the command; that something is to be reported is not what it is about."""
        told = "" if announces(rest) else rest
        if incoming.person is not None:
            return [Reply(self._words.unavailable)]
        if held := self._dialog.resumed(incoming):
            return [*([Reply(self._words.held)] if told else []), *held]
        return self._content(incoming, PetitionDraft(), told) if told else self._dialog.on(incoming, self._anew(incoming))

    def complained(self, incoming: Incoming, content: str) -> Sequence[Reply]:
        """A complaint is the draft of a petition; where one is being written, it goes on there."""
        draft = self._dialog.open(incoming)
        if announces(content):
            return self.commanded(incoming, content)
        if draft and not draft.is_empty:
            return self._content(incoming, draft, f"{draft.content}\n{content}".strip())
        if incoming.person is not None or self._dialog.resumed(incoming):
            return self.commanded(incoming, content)
        return self._content(incoming, PetitionDraft(unasked=True), content)

    def from_question(self, incoming: Incoming, number: int) -> Sequence[Reply] | None:
        """ "Gửi cán bộ" below an answer: the question and its procedure come along."""
        asked = next((each for each in self._questions.of(incoming.chat) if each.id == number), None)
        if asked is None:
            return None
        if held := self._dialog.resumed(incoming, asked.id):
            return [Reply(self._words.held), *held]
        draft = PetitionDraft(content=asked.question, procedure=asked.code, question=asked.id, passed=True)
        return self._dialog.asked(incoming, draft, self._pages.question(draft))

    def asked_since(self, incoming: Incoming) -> bool:
        """Whether something was asked at the desk since the draft was touched: a short question goes on with that."""
        touched, logged = self._dialog.touched(incoming.chat), self._questions.of(incoming.chat)
        return bool(touched and logged and logged[-1].at >= touched)

    def with_place(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply]:
        """Who answers words that are offered with a place takes them, and tells where it is; () where it is no place, or is asked for
        next."""
        if not like_address(text) or not draft.before:
            return ()
        taken = replace(draft, content=draft.before, before="", offered=False, place=PetitionPlace(spot_of(text)))
        return self._dialog.on(incoming, taken.noted(incoming.message, DraftStep.PLACE, text))

    def _anew(self, incoming: Incoming) -> PetitionDraft:
        """An empty draft, to which the trouble is offered that was told last."""
        logged = self._questions.of(incoming.chat)
        last = logged[-1] if logged and incoming.at - logged[-1].at <= JUST_SAID else None
        told = last.question if last else ""
        is_complaint = tells_trouble(told) and not (is_question(told) or begins_a_wish(told) or announces(told) or is_too_short(told))
        return PetitionDraft(before=told, offered=True) if is_complaint else PetitionDraft()
