"""What is typed where a draft asks for the place, or for name, address and number: kept, answered, or asked for once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.frontdesk.thanking import ThanksReader
from bot.messages import Incoming, Reply
from bot.petitions.rules.draft import DraftStep, PetitionDraft, read_contact
from bot.petitions.rules.petition import PetitionPlace
from bot.petitions.rules.texts.asides import is_question, tells_more
from bot.petitions.rules.texts.phone import find_phone
from bot.petitions.windows.filing_additions import DraftAdditions
from bot.petitions.windows.filing_dialog import FilingDialog
from bot.petitions.windows.filing_pages import FilingPages
from bot.petitions.windows.fitting import Misfit, misfit
from bot.wording.petitions import FilingWords

LONGEST_PLACE = 400
Content = Callable[[Incoming, PetitionDraft, str], Sequence[Reply]]


class GivenAnswers:
    """`content`: what is done with a text that tells what the petition is about."""

    def __init__(
        self,
        dialog: FilingDialog,
        pages: FilingPages,
        additions: DraftAdditions,
        words: FilingWords,
        thanks: ThanksReader,
        content: Content,
    ) -> None:
        self._dialog = dialog
        self._pages = pages
        self._additions = additions
        self._words = words
        self._thanks = thanks
        self._content = content

    def taken(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply] | None:
        """The place, or name, address and number, in one message or in several; a number that is none is named, not kept. A question and
        thanks are neither: None where the desk answers them. Who goes on telling adds to what was told; talk is kept as neither."""
        doubt = None if text == draft.doubted else misfit(text, draft.step)
        if doubt is Misfit.OPENER:
            return [Reply(self._words.ask_on), self._dialog.page(incoming, draft)]
        if is_question(text) or self._thanks.is_alone(text):
            return self._additions.asked(incoming, draft, text)
        if tells_more(text):
            return self._content(incoming, draft, f"{draft.content}\n{text}")
        if doubt is Misfit.MATTER:
            return None
        if doubt:
            return self._doubted(incoming, draft, text)
        draft = replace(draft, doubted="")
        if draft.step is DraftStep.PLACE:
            place = replace(draft.place or PetitionPlace(), name=text[:LONGEST_PLACE])
            placed = replace(draft, place=place).noted(incoming.message, draft.step, text)
            renamed = self._pages.renamed(placed)  # a commune of before a merger, by its name of today
            return self._dialog.asked(incoming, placed, renamed) if renamed else self._dialog.on(incoming, placed)
        phone, contact = find_phone(text), read_contact(text, draft.contact)
        asked = self._dialog.on(incoming, replace(draft, contact=contact).noted(incoming.message, draft.step, text))
        return [Reply(self._words.wrong_phone.format(phone=phone.typed)), *asked] if phone and not phone.digits else asked

    def _doubted(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply]:
        """That it was not kept, and how it will be; what was asked stands below."""
        self._dialog.keep(incoming.chat, replace(draft, doubted=text[:LONGEST_PLACE]), incoming.at)
        said = self._words.no_place if draft.step is DraftStep.PLACE else self._words.no_contact
        return [Reply(said), self._dialog.page(incoming, draft)]
