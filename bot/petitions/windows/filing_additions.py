"""What comes to a draft besides what was asked for: a place on the map, a shared contact, photos, an edited message, a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.messages import Attachment, ChatId, Incoming, Reply
from bot.petitions.cases.intake import Intake
from bot.petitions.cases.photos import MOST, PhotoFault, told
from bot.petitions.rules.draft import DraftStep, PetitionDraft
from bot.petitions.rules.making.speech import AfterSending, FormTalk, after_sending, moment_of, tells_trouble
from bot.petitions.rules.petition import PetitionKind, PetitionPlace
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.texts.asides import Aside, aside_of, asked_of_form, is_question
from bot.petitions.rules.texts.phone import find_phone
from bot.petitions.windows.filing_dialog import FilingDialog
from bot.petitions.windows.status_question import StatusQuestion
from bot.wording.petitions import FilingWords

_OF_THE_PREVIEW: Mapping[AfterSending, Aside] = {
    AfterSending.CODE: Aside.AFTER,
    AfterSending.WHO: Aside.WHO,
    AfterSending.WHEN: Aside.WHEN,
    AfterSending.EDIT: Aside.AFTER,
}
"""What is asked of a petition as if it were sent, before it is: what will be."""
Typed = Callable[[Incoming, PetitionDraft, str], Sequence[Reply] | None]


class DraftAdditions:
    """Each says what was understood before it asks on, so that nobody wonders whether it arrived."""

    def __init__(
        self, intake: Intake, dialog: FilingDialog, words: FilingWords, status: StatusQuestion, asked_since: Callable[[Incoming], bool]
    ) -> None:
        """`asked_since`: whether something was asked at the desk since the draft was touched."""
        self._intake = intake
        self._dialog = dialog
        self._words = words
        self._status = status
        self._asked_since = asked_since

    def located(self, incoming: Incoming, draft: PetitionDraft) -> Sequence[Reply]:
        """A place on the map, at any step."""
        spot = incoming.location
        if spot is None:
            return self._dialog.on(incoming, draft)
        place = replace(draft.place or PetitionPlace(), latitude=spot.latitude, longitude=spot.longitude)
        return [Reply(self._words.location_kept), *self._dialog.on(incoming, replace(draft, place=place))]

    def phoned(self, incoming: Incoming, draft: PetitionDraft) -> Sequence[Reply]:
        """A shared contact is the telephone number, at any step."""
        found = find_phone(incoming.phone if incoming.phone.startswith(("0", "+")) else f"+{incoming.phone}")
        if found is None or not found.digits:
            return [Reply(self._words.contact_unusable), self._dialog.page(incoming, draft)]
        known = replace(draft, contact=replace(draft.contact, phone=found.digits))
        known = known.noted(incoming.message, DraftStep.CONTACT, found.digits)
        return [Reply(self._words.phone_kept.format(phone=found.digits)), *self._dialog.on(incoming, known)]

    def photographed(self, incoming: Incoming, draft: PetitionDraft, typed: Typed) -> Sequence[Reply]:
        """Photos may come at any step; what is written below them counts as typed."""
        told = []
        for attachment in incoming.attachments:
            kept = self._kept(draft, attachment, incoming.chat)
            if isinstance(kept, Photo):
                draft = draft.showing(kept)
                told.append(Reply(self._words.photo_kept.format(count=len(draft.photos), most=MOST)))
            else:
                told.append(Reply(kept))
        self._dialog.keep(incoming.chat, draft, incoming.at)
        text = incoming.text.strip()
        rest = typed(incoming, draft, text) if text and draft.step is DraftStep.CONTENT else None
        return [*told, *(rest or self._dialog.on(incoming, draft))]

    def corrected(self, incoming: Incoming, draft: PetitionDraft) -> Sequence[Reply] | None:
        """An edited message changes what it gave; None where it gave nothing that still stands."""
        text = incoming.text.strip()
        changed = draft.corrected(incoming.message, text) if text else None
        if changed is None:
            return None
        return [Reply(self._words.corrected), *self._dialog.on(incoming, changed)]

    def asked(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply] | None:
        """The answer to a question about the petition itself, with what was asked last below it; None: it is about another matter."""
        aside = aside_of(text) or asked_of_form(text)
        return self._answered(incoming, draft, aside) if aside and not self._goes_on(incoming, aside, text) else None

    def asked_of_form(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply] | None:
        """The same at any step; where the story is told, or all is there, only what is of the form without doubt. Typed once more, it is
        what was asked for. "Bao lâu" alone goes on with what was asked at the desk in between."""
        is_asked = draft.step in (DraftStep.PLACE, DraftStep.CONTACT)
        is_insisted = draft.step is DraftStep.CONTENT and text == draft.doubted
        aside = None if is_insisted else asked_of_form(text, is_strict=not is_asked)
        if aside is None and draft.step is DraftStep.REVIEW:
            aside = Aside.WHEN if self._status.asks_when(text) else _of_the_preview(text)
        if aside is None and not (is_asked or is_insisted) and is_question(text) and not tells_trouble(text):
            aside = None if (about := aside_of(text)) is Aside.WHEN else about
        if aside is None and moment_of(text) is FormTalk.PHOTO:
            aside = Aside.PHOTO
        if aside is None or self._goes_on(incoming, aside, text):
            return None
        if draft.step is DraftStep.CONTENT:
            draft = replace(draft, doubted=text)
            self._dialog.keep(incoming.chat, draft, incoming.at)
        return self._answered(incoming, draft, aside)

    def _goes_on(self, incoming: Incoming, aside: Aside, text: str) -> bool:
        """Whether "bao lâu" alone goes on with what was asked at the desk in between."""
        return aside is Aside.WHEN and asked_of_form(text, is_strict=True) is None and self._asked_since(incoming)

    def _answered(self, incoming: Incoming, draft: PetitionDraft, aside: Aside) -> Sequence[Reply]:
        """From the form's own words; when it is answered, as the office has it, where there is one that answers."""
        told = self._words.asides[aside]
        if aside is Aside.WHEN:
            told = told.format(days=self._intake.limits()[draft.settled().kind or PetitionKind.OTHER])
            told = told if self._intake.has_units() else self._words.nobody_yet
        return [Reply(told), self._dialog.waiting(incoming, draft)]

    def _kept(self, draft: PetitionDraft, attachment: Attachment, chat: ChatId) -> Photo | str:
        """The photo, or why it is not taken."""
        if len(draft.photos) >= MOST:
            return self._words.photo_too_many.format(most=MOST)
        kept = self._intake.keep_photo(attachment.path, chat)
        return told(kept, self._words) if isinstance(kept, PhotoFault) else kept


def _of_the_preview(text: str) -> Aside | None:
    asked = after_sending(text)
    is_meant = asked is not None and (asked is not AfterSending.EDIT or is_question(text))
    return _OF_THE_PREVIEW.get(asked) if asked and is_meant else None
