"""What is typed where a draft asks for the place, or for name, address and number: kept, answered, or asked for once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.frontdesk.thanking import ThanksReader
from bot.messages import Incoming, Reply
from bot.petitions.rules.draft import DraftStep, PetitionDraft, read_contact
from bot.petitions.rules.making.behalf import concerned
from bot.petitions.rules.making.corrections import DraftPart
from bot.petitions.rules.making.others import told_of_others
from bot.petitions.rules.making.own_details import LEADS
from bot.petitions.rules.making.speech import asks_of_petitions
from bot.petitions.rules.making.venues import ToldPlace, told_place
from bot.petitions.rules.petition import PetitionPlace
from bot.petitions.rules.texts.asides import is_question, tells_more
from bot.petitions.rules.texts.phone import find_phone, is_phone
from bot.petitions.windows.filing_additions import DraftAdditions
from bot.petitions.windows.filing_dialog import FilingDialog
from bot.petitions.windows.filing_pages import FilingPages
from bot.petitions.windows.filing_spoken import SpokenToForm
from bot.petitions.windows.fitting import Misfit, goes_on, misfit, sifted, spot_of
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
        spoken: SpokenToForm,
    ) -> None:
        self._dialog = dialog
        self._pages = pages
        self._additions = additions
        self._words = words
        self._thanks = thanks
        self._content = content
        self._spoken = spoken

    def taken(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply] | None:
        """The place, or name, address and number, in one message or in several; a number that is none is named, not kept. A question and
        thanks are neither: None where the desk answers them. Who goes on telling adds to what was told; talk is kept as neither."""
        is_told = draft.step is DraftStep.CONTACT and (told_place(text, draft.content) or concerned(text)[0])
        doubt = None if is_told or text == draft.doubted else misfit(text, draft.step)
        if doubt is Misfit.OPENER:
            return [Reply(self._words.ask_on), self._dialog.page(incoming, draft)]
        if is_question(text) or asks_of_petitions(text) or self._thanks.is_alone(text):
            return self._additions.asked(incoming, draft, text)
        if tells_more(text) or (draft.step is DraftStep.PLACE and goes_on(text)):
            return self._content(incoming, draft, f"{draft.content}\n{text}")
        if doubt is Misfit.MATTER:
            return None
        if doubt:
            return self._doubted(incoming, draft, text)
        insisted, draft = draft.doubted, replace(draft, doubted="")
        return self._placed(incoming, draft, text) if draft.step is DraftStep.PLACE else self._named(incoming, draft, text, insisted)

    def _placed(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply]:
        """Where it happens; who says who they are instead is kept as the sender, and the place asked for once more."""
        contact, phone = read_contact(text, draft.contact), find_phone(text)
        if phone and phone.digits and (is_phone(text) or contact.is_complete) and not told_of_others(text):
            known = replace(draft, contact=contact).noted(incoming.message, DraftStep.CONTACT, text)
            return [Reply(self._words.sender_kept), *self._dialog.on(incoming, known)]
        place = replace(draft.place or PetitionPlace(), name=spot_of(text)[:LONGEST_PLACE])
        placed = replace(draft, place=place).noted(incoming.message, draft.step, text)
        renamed = self._pages.renamed(placed)  # a commune of before a merger, by its name of today
        return self._dialog.asked(incoming, placed, renamed) if renamed else self._dialog.on(incoming, placed)

    def _named(self, incoming: Incoming, draft: PetitionDraft, text: str, insisted: str = "") -> Sequence[Reply] | None:
        """Who sends it; a place of others, whom it is sent for, and talk are told apart. `insisted`: what was taken for talk; typed again
        it is kept."""
        if told := told_place(text, draft.content):
            return self._of_others(incoming, draft, text, told)
        who, rest = concerned(text)
        draft = replace(draft, behalf=who or draft.behalf)
        if who and not rest:
            return self._dialog.on(incoming, draft)
        given, phone, dropped = rest, find_phone(rest), () if text == insisted else sifted(rest)[1]
        if dropped:
            given = "\n".join([*sifted(rest)[0], *([phone.typed] if phone else [])])
        if dropped and phone is None and not sifted(given)[0]:
            return self._doubted(incoming, draft, text)
        contact = read_contact(given, draft.contact)
        if (unlike := [part for part in dropped if not LEADS.match(part)]) and (not phone or phone.digits):
            kept = replace(draft, contact=contact).noted(incoming.message, draft.step, given)
            return [Reply(self._words.not_kept.format(text=", ".join(unlike))), *self._dialog.on(incoming, kept)]
        asked = self._dialog.on(incoming, replace(draft, contact=contact).noted(incoming.message, draft.step, rest))
        return [Reply(self._words.wrong_phone.format(phone=phone.typed)), *asked] if phone and not phone.digits else asked

    def _of_others(self, incoming: Incoming, draft: PetitionDraft, text: str, told: ToldPlace) -> Sequence[Reply] | None:
        """Where others live or work is where it happens, or goes on telling; whose home it is is asked where it may be the sender's."""
        if not told.is_certain:
            return self._spoken.asked(incoming, draft, text, (DraftPart.PLACE, DraftPart.ADDRESS), self._words.whose_place)
        is_placed = bool(draft.place and draft.place.name)
        place = draft.place if is_placed else replace(draft.place or PetitionPlace(), name=told.text[:LONGEST_PLACE])
        content = f"{draft.content}\n{told.text}" if is_placed else draft.content
        kept = replace(draft, place=place, content=content)
        said = (self._words.told_more if is_placed else self._words.told_place).format(text=told.text)
        asked = self.taken(incoming, kept, told.rest) if told.rest else self._dialog.on(incoming, kept)
        return [Reply(said), *(asked or ())]

    def _doubted(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply]:
        """That it was not kept, and how it will be; what was asked stands below."""
        self._dialog.keep(incoming.chat, replace(draft, doubted=text[:LONGEST_PLACE]), incoming.at)
        said = self._words.no_place if draft.step is DraftStep.PLACE else self._words.no_contact
        return [Reply(said), self._dialog.page(incoming, draft)]
