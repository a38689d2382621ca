"""What is said to the form besides an answer to what it asks: an order to it, a sigh, a correction of what was written before."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from bot.messages import Button, Incoming, Reply
from bot.petitions.rules.draft import DraftStep, PetitionDraft
from bot.petitions.rules.making.behalf import concerned
from bot.petitions.rules.making.corrections import Act, Correction, DraftPart, correction_of, fitting, swapped, without, without_first
from bot.petitions.rules.making.orders import FormOrder, order_of
from bot.petitions.rules.making.others import Theirs, told_of_others
from bot.petitions.rules.making.own_details import own_details
from bot.petitions.rules.making.speech import AfterSending, FormTalk, after_sending, declined, moment_of
from bot.petitions.rules.making.venues import told_place
from bot.petitions.rules.making.written import (
    LONGEST_LINE,
    cut_of,
    fits_of,
    has_number,
    meant_for,
    must_be_rewritten,
    only_in,
    same_commune,
    speaks_of_content,
    tells_only_more,
    written_parts,
)
from bot.petitions.rules.moves import LONGEST
from bot.petitions.rules.petition import Naming, PetitionPlace
from bot.petitions.rules.texts import triage
from bot.petitions.rules.texts.asides import Aside, is_question
from bot.petitions.rules.texts.phone import TypedPhone, find_phone
from bot.petitions.windows.filing_dialog import FILING, STAMP, FilingDialog
from bot.petitions.windows.filing_pages import FilingPages
from bot.wording.petitions import FilingWords

LEFT: Mapping[DraftStep, int] = {DraftStep.CONTENT: 3, DraftStep.PLACE: 2, DraftStep.CONTACT: 1}
"""Questions that are left at a step, sending not counted."""
MATTER = frozenset({DraftPart.CONTENT, DraftPart.PLACE})
_CALLED = re.compile(r"\b(?:là|la|tên|ten)\s", re.IGNORECASE)
Press = Callable[[Incoming, Sequence[str]], Sequence[Reply] | None]


class SpokenToForm:
    """`press`: what the buttons of the form do."""

    def __init__(self, dialog: FilingDialog, pages: FilingPages, words: FilingWords, press: Press) -> None:
        self._dialog = dialog
        self._pages = pages
        self._words = words
        self._press = press

    def heeded(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply] | None:
        """What is done at an order or a correction; None where `text` is neither, or a correction of nothing that was given yet."""
        if order := order_of(text):
            return self._ordered(incoming, draft, order)
        return self._spoken(incoming, draft, text) or self._corrected(incoming, draft, text)

    def fixed(self, incoming: Incoming, draft: PetitionDraft, part: str) -> Sequence[Reply] | None:
        """The part was pressed that the words kept aside are meant for."""
        text = draft.asked_about
        if not text or part not in set(DraftPart):
            return None
        correction, chosen, draft = correction_of(text), DraftPart(part), draft.settled_last()
        meant = correction or Correction(Act.CHANGE, text)
        if chosen is DraftPart.PHONE and (phone := find_phone(text)) and phone.digits:
            return self._changed(incoming, draft, {chosen: phone.digits})
        fits = fitting({chosen: written_parts(draft)[chosen]}, meant) if meant.new else {}
        if not fits and chosen is DraftPart.CONTENT:
            fits = {chosen: f"{draft.content}\n{text}".strip()}
        return self._changed(incoming, draft, fits or {chosen: meant.new or text})

    def asked(self, incoming: Incoming, draft: PetitionDraft, text: str, parts: Sequence[DraftPart], question: str) -> Sequence[Reply]:
        """Which of `parts` the words are meant for: they are kept until one is pressed."""
        say = self._words
        rows = [(Button(say.parts[part], f"{FILING}:fix:{part}"),) for part in parts]
        page = Reply(question.format(text=text), (*rows, (Button(say.as_it_is, f"{FILING}:go"),)))
        return self._dialog.asked(incoming, draft.asking(text[: 2 * LONGEST_LINE]), page)

    def asked_again(self, incoming: Incoming, draft: PetitionDraft) -> list[Reply]:
        """Nothing is sent before it is said what words that were kept aside are meant for: the last ones first."""
        text = draft.asked_about
        if correction_of(text) is None and (either := meant_for(draft, text)):
            question = self._words.whose_place if len(either) > 1 else self._words.tells_more
            return [Reply(self._words.not_sent), *self.asked(incoming, draft, text, either, question)]
        if has_number(text):
            own = (DraftPart.PHONE, DraftPart.CONTENT)
            return [Reply(self._words.not_sent), *self.asked(incoming, draft, text, own, self._words.whose_detail)]
        parts = [*(fits_of(draft, correction_of(text) or Correction(Act.UNSAID)) or (DraftPart.CONTENT, DraftPart.PLACE))]
        return [Reply(self._words.not_sent), *self.asked(incoming, draft, text, parts, self._words.which_part)]

    def added(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply]:
        """What is said to be written besides, though it sounds like danger: it is written, and that is said."""
        correction = correction_of(text) if draft.content else None
        if correction is None or correction.act is not Act.ADD or is_question(text):
            return ()
        return self._changed(incoming, draft, self._certain(draft, correction))[:1]

    def _spoken(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply] | None:
        """What gives the form nothing: it is answered, and what the form waits for said once more. None where it gives something."""
        say, moment = self._words, moment_of(text)
        parts = declined(text) if draft.step in (DraftStep.CONTENT, DraftStep.CONTACT, DraftStep.REVIEW) else ()
        if parts and (draft.step is not DraftStep.REVIEW or DraftPart.NAME in parts):
            return self._declined(incoming, draft, parts) if draft.content else self._below(incoming, draft, say.nothing_yet)
        if draft.step is DraftStep.REVIEW and after_sending(text) is AfterSending.WHERE:
            return self._waiting(incoming, draft, say.not_sent)
        match moment:
            case FormTalk.WAIT:
                return self._waiting(incoming, draft, say.take_time)
            case FormTalk.KEEP if draft.content:
                return self._dialog.on(incoming, draft.settled_last())
            case FormTalk.ANNOUNCED if draft.step is DraftStep.DOOR:
                return (
                    self._press(incoming, [FILING, "anyway"]) if not must_be_rewritten(draft) else self._below(incoming, draft, say.choose)
                )
            case FormTalk.ANNOUNCED if draft.content or draft.before:
                return self._waiting(incoming, draft, say.being_written)
            case FormTalk.ANNOUNCED:
                return self._dialog.asked(incoming, replace(draft, step=DraftStep.CONTENT), Reply(say.tell_it))
            case _:
                return None

    def _declined(self, incoming: Incoming, draft: PetitionDraft, parts: Collection[DraftPart]) -> Sequence[Reply]:
        """Without a name it is sent as a suggestion, and shown first; without an address or a number alone nobody could answer."""
        say = self._words
        if DraftPart.NAME in parts:
            return [Reply(say.nameless), *self._dialog.on(incoming, replace(draft, naming=Naming.ANONYMOUS))]
        told = ", ".join(say.parts[part].lower() for part in DraftPart if part in parts)
        return self._waiting(incoming, draft, say.declined_part.format(parts=told))

    def _waiting(self, incoming: Incoming, draft: PetitionDraft, told: str) -> Sequence[Reply]:
        """A sentence, and in another what it waits for."""
        return [Reply(told), self._dialog.waiting(incoming, draft)]

    def _ordered(self, incoming: Incoming, draft: PetitionDraft, order: FormOrder) -> Sequence[Reply] | None:
        say, left = self._words, LEFT.get(draft.step, 0)
        told = {
            FormOrder.WAIT: say.not_sent,
            FormOrder.HIDDEN: say.asides[Aside.NAMED],
            FormOrder.PLAINT: say.patience.format(count=left) if left else say.patience_last,
        }
        if order in told:
            return self._below(incoming, draft, told[order])
        if order is FormOrder.STOP:
            return self._dialog.given_up(incoming, self._pages.dropped())
        if order is FormOrder.NAMELESS and draft.content and draft.step is not DraftStep.DOOR:
            return self._dialog.on(incoming, replace(draft, naming=Naming.ANONYMOUS, place=draft.place or PetitionPlace()))
        return self._onwards(incoming, draft, is_to_send=order is FormOrder.SEND)

    def _onwards(self, incoming: Incoming, draft: PetitionDraft, *, is_to_send: bool) -> Sequence[Reply] | None:
        """What stands between the draft and being sent; sent, where nothing does and that was said."""
        say, step = self._words, draft.step
        if step is DraftStep.PLACE:
            asked = self._dialog.on(incoming, replace(draft, place=draft.place or PetitionPlace()))
            return [Reply(say.nearly), *asked] if is_to_send else asked
        if draft.offered and draft.before and is_to_send:
            return self._press(incoming, [FILING, "keep", f"{STAMP}{draft.mark}"])
        if step is DraftStep.REVIEW and is_to_send and draft.pending:
            return self._written_so(incoming, draft)
        if step is DraftStep.REVIEW and is_to_send:
            return self._press(incoming, [FILING, "send", f"{STAMP}{draft.mark}"])
        if step is DraftStep.CONTACT and not is_to_send:
            return self._waiting(incoming, draft, say.being_written)
        told = {DraftStep.CONTACT: say.to_send, DraftStep.DOOR: say.choose, DraftStep.REVIEW: say.choose}
        if step is DraftStep.CONTENT and not draft.content:
            return self._below(incoming, draft, say.nothing_yet)
        return self._below(incoming, draft, told[step]) if step in told else self._press(incoming, [FILING, "go"])

    def _written_so(self, incoming: Incoming, draft: PetitionDraft) -> Sequence[Reply]:
        """Told to send while words wait: what they are meant for is asked, unless it is plain. Told again, they are written as they were
        said, and the preview is shown."""
        is_more = tells_only_more(draft)
        if draft.doubted != draft.pending and not is_more:
            self._dialog.keep(incoming.chat, replace(draft, doubted=draft.pending), incoming.at)
            told, asked = self.asked_again(incoming, replace(draft, doubted=draft.pending))
            return [Reply(f"{told.text}\n{self._words.write_it_so}"), asked]
        said = [line if is_more else self._words.corrected_so.format(text=line) for line in draft.pending.split("\n")]
        content = {DraftPart.CONTENT: "\n".join([draft.content, *said])}
        return self._changed(incoming, replace(draft, pending="", doubted=""), content)

    def _below(self, incoming: Incoming, draft: PetitionDraft, told: str) -> Sequence[Reply]:
        """A sentence, and what was asked last once more."""
        return [Reply(told), self._dialog.page(incoming, draft)]

    def _corrected(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply] | None:
        if not draft.content or draft.step in (DraftStep.CONTENT, DraftStep.DOOR):
            return None
        correction = correction_of(text)
        if theirs := self._theirs(incoming, draft, text, correction):
            return theirs
        if (phone := self._other_phone(draft, correction, text)) is not None:
            wrong = self._words.wrong_phone.format(phone=phone.typed)
            return self._changed(incoming, draft, {DraftPart.PHONE: phone.digits}) if phone.digits else self._below(incoming, draft, wrong)
        if correction is None and draft.next is DraftStep.REVIEW and has_number(text) and not is_question(text):
            return self.asked(incoming, draft, text, (DraftPart.PHONE, DraftPart.CONTENT), self._words.whose_detail)
        if correction is None and draft.step is DraftStep.REVIEW and (parts := meant_for(draft, text)):
            return self.asked(incoming, draft, text, parts, self._words.whose_place if len(parts) > 1 else self._words.tells_more)
        if correction is None or (correction.act is Act.ADD and is_question(text)):
            return None
        if changes := self._certain(draft, correction):
            return self._changed(incoming, draft, changes)
        is_open = draft.next is DraftStep.REVIEW or len(fits_of(draft, correction)) > 1
        return self._uncertain(incoming, draft, correction, text) if is_open else None

    def _theirs(self, incoming: Incoming, draft: PetitionDraft, text: str, correction: Correction | None) -> Sequence[Reply] | None:
        """What is somebody else's goes on telling what happened; whose it is is asked where it may be the sender's."""
        is_added = correction is not None and correction.act is Act.ADD
        theirs = None if is_added or is_question(text) or concerned(text)[0] else told_of_others(text, draft.contact.name)
        if theirs is Theirs.MAYBE:
            own = DraftPart.PHONE if find_phone(text) else DraftPart.NAME
            return self.asked(incoming, draft, text, (own, DraftPart.CONTENT), self._words.whose_detail)
        if theirs is None:
            is_address = correction is not None and correction.part is DraftPart.ADDRESS and not correction.old
            if correction is None or not is_address or not told_place(correction.new, draft.content):
                return None
            return self.asked(incoming, draft, text, (DraftPart.PLACE, DraftPart.ADDRESS), self._words.whose_place)
        name = _CALLED.split(correction.new)[-1].strip() if correction else ""
        if correction is not None and correction.old and name and (swap := swapped(draft.content, correction.old, name)):
            return self._changed(incoming, draft, {DraftPart.CONTENT: swap})
        content = f"{draft.content}\n{text}"
        if len(content) > LONGEST:
            return self._below(incoming, draft, self._words.too_long.format(limit=LONGEST))
        return [Reply(self._words.told_other.format(text=text)), *self._dialog.on(incoming, replace(draft, content=content))]

    @staticmethod
    def _other_phone(draft: PetitionDraft, correction: Correction | None, text: str) -> TypedPhone | None:
        """The number that takes the place of the one that was given: named as that, or alone where all is given."""
        phone = find_phone(text)
        if phone is None or not draft.contact.phone:
            return None
        is_change = correction is not None and correction.act is Act.CHANGE and not correction.old
        is_named = correction is not None and is_change and correction.part in (None, DraftPart.PHONE)
        is_alone = correction is None and draft.next is DraftStep.REVIEW and own_details(text)[0].keys() == {DraftPart.PHONE}
        return phone if is_named or (is_alone and not own_details(text)[1]) else None

    def _certain(self, draft: PetitionDraft, correction: Correction) -> dict[DraftPart, str]:
        """What a correction changes without doubt; {} where it is not certain, or speaks of what was not given yet."""
        match correction.act:
            case Act.ADD:
                own, rest = own_details(correction.new)
                return {**own, **({DraftPart.CONTENT: f"{draft.content}\n{rest}"} if rest else {})}
            case Act.DROP:
                cut = without_first(draft.content) if correction.is_first else without(draft.content, correction.old)
                return {DraftPart.CONTENT: cut} if cut and cut != draft.content else {}
            case Act.CHANGE:
                fits = fits_of(draft, correction)
                if fits:
                    are_one = set(fits) <= MATTER or same_commune(draft, fits, correction.old)
                    return fits if len(fits) == 1 or are_one else {}
                if speaks_of_content(draft, correction):
                    return {DraftPart.CONTENT: f"{draft.content}\n{self._words.corrected_so.format(text=correction.new)}"}
                part = correction.part
                is_named = part is not None and bool(written_parts(draft)[part]) and part not in (DraftPart.PHONE, DraftPart.CONTENT)
                return {part: correction.new} if part and is_named and correction.new and not correction.old else {}
            case Act.UNSAID:
                return {}

    def _uncertain(self, incoming: Incoming, draft: PetitionDraft, correction: Correction, text: str) -> Sequence[Reply]:
        """Which part is meant, with a button for each; where nothing new was said, which is to be written again."""
        if correction.act is not Act.CHANGE or not correction.new:
            return self._press(incoming, [FILING, "edit"]) or [self._dialog.page(incoming, draft)]
        parts = [*(fits_of(draft, correction) or (DraftPart.CONTENT, DraftPart.PLACE, DraftPart.NAME, DraftPart.ADDRESS))]
        if draft.naming is Naming.ANONYMOUS:
            parts = [part for part in parts if part in MATTER]
        return self.asked(incoming, draft, text, parts, self._words.which_part)

    def _changed(self, incoming: Incoming, draft: PetitionDraft, changes: Mapping[DraftPart, str]) -> Sequence[Reply]:
        """With these parts changed: what changed in one line, and what was shown or asked before."""
        before, contact, place = written_parts(draft), draft.contact, draft.place
        content = changes.get(DraftPart.CONTENT, draft.content)
        if len(content) > LONGEST:
            return self._below(incoming, draft, self._words.too_long.format(limit=LONGEST))
        contact = replace(
            contact,
            name=changes.get(DraftPart.NAME, contact.name)[:LONGEST_LINE],
            address=changes.get(DraftPart.ADDRESS, contact.address)[: 2 * LONGEST_LINE],
            phone=changes.get(DraftPart.PHONE, contact.phone),
        )
        where = changes.get(DraftPart.PLACE)
        place = replace(place or PetitionPlace(), name=where[: 2 * LONGEST_LINE]) if where else place
        is_passed = draft.passed and triage.door(content) == triage.door(draft.content)
        is_named = draft.naming is Naming.ANONYMOUS and contact != draft.contact
        naming = None if is_named else draft.naming  # who tells their name after all wants to be answered
        kept = replace(draft, content=content, contact=contact, place=place, naming=naming, passed=is_passed)
        told = [self._told(part, before[part], text) for part, text in changes.items()]
        shown = [*self._dialog.on(incoming, kept)]
        return [Reply("\n".join(told)), *(self.asked_again(incoming, kept)[1:] if kept.pending else shown)]

    def _told(self, part: DraftPart, before: str, now: str) -> str:
        """What changed of a part: of a long story only the sentences that are new, or those that were taken away."""
        say, name = self._words, self._words.parts[part].lower()
        if part is not DraftPart.CONTENT:
            return (say.part_changed if before else say.part_given).format(part=name, new=now)
        if new := only_in(now, before):
            return (say.part_given if now.startswith(before) else say.part_changed).format(part=name, new=new)
        return say.part_cut.format(part=name, old=cut_of(before, now))
