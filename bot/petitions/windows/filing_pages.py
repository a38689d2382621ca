"""What the window of filing shows at each step: a text and its buttons. Holds no state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.frontdesk.choosing import ChoiceReader
from bot.messages import Button, Reply
from bot.petitions.cases.intake import Intake
from bot.petitions.notices.presenter import summary
from bot.petitions.rules.draft import DraftStep, PetitionDraft
from bot.petitions.rules.listing import SimilarOpenPetition
from bot.petitions.rules.outcome import RefusalReason
from bot.petitions.rules.petition import Contact, Naming, PetitionFile, PetitionKind, PetitionPlace
from bot.petitions.rules.texts import triage
from bot.petitions.rules.texts.triage import MUST_BE_REWRITTEN, Referral
from bot.wording.petitions import PetitionWords

SHOWN_CONTENT = 700  # characters of one's own words in the review

Row = tuple[Button, ...]


class FilingPages:
    """One method for each page; every button's action begins with "k"."""

    def __init__(self, intake: Intake, words: PetitionWords) -> None:
        self._intake = intake
        self.words = words
        self._say = words.filing

    def page(
        self, draft: PetitionDraft, remembered: Callable[[], Contact | None], alike: Callable[[], Sequence[SimilarOpenPetition]]
    ) -> Reply:
        """What is shown at the draft's step."""
        pages: dict[DraftStep, Callable[[], Reply]] = {
            DraftStep.CONTENT: lambda: self.question(draft) if draft.is_question else self.content(draft),
            DraftStep.DOOR: lambda: self._door_of(draft),
            DraftStep.KIND: self.kind,
            DraftStep.PLACE: lambda: self.renamed(draft) or self.place(),
            DraftStep.NAMING: self.naming,
            DraftStep.CONTACT: lambda: self.contact(draft, remembered(), alike() if draft.contact == Contact() else ()),
            DraftStep.REVIEW: lambda: self.review(draft, alike()),
            DraftStep.EDIT: lambda: self.edit(draft),
            DraftStep.RESUME: lambda: self.resume(draft),
        }
        return pages[draft.step]()

    def content(self, draft: PetitionDraft) -> Reply:
        """What it is about; of what must be written again, with what was written before."""
        if draft.before and draft.offered:
            offered = self._say.offered.format(content=summary(draft.before, SHOWN_CONTENT))
            return Reply(offered, (_row((self._say.use_offered, "keep")), _row((self._say.cancel, "drop"))))
        if draft.before:
            again = self._say.content_again.format(content=summary(draft.before, SHOWN_CONTENT))
            return Reply(again, (_row((self._say.as_before, "keep")), _row((self._say.cancel, "drop"))))
        if not draft.aside:
            return Reply(self._say.content)
        text = self._say.rewrite.format(aside=summary(draft.aside, SHOWN_CONTENT))
        return Reply(text, (_row((self._say.cancel, "drop")),))

    def resume(self, draft: PetitionDraft) -> Reply:
        say = self._say
        text = say.open.format(content=summary(draft.content or draft.before)) if draft.content or draft.before else say.open_empty
        return Reply(text, (_row((say.resume, "go")), _row((say.anew, "new"), (say.cancel, "drop"))))

    def dropped(self) -> Reply:
        return Reply(self._say.dropped)

    def kept_open(self) -> Reply:
        """What who wrote of danger reads below the number to call: the draft waits."""
        return Reply(self._say.kept_open, (_row((self._say.go_on, "go"), (self._say.cancel, "drop")),))

    def full(self, why: RefusalReason, at: datetime) -> Reply:
        """No more today: the draft waits."""
        return Reply(self._intake.full(why, at), (_row((self._say.go_on, "go"), (self._say.cancel, "drop")),))

    def question(self, draft: PetitionDraft) -> Reply:
        say = self._say
        text = say.from_question.format(question=summary(draft.content, SHOWN_CONTENT))
        return Reply(text, (_row((say.go_on, "go")), _row((say.cancel, "drop"))))

    def _door_of(self, draft: PetitionDraft) -> Reply:
        door = triage.door(draft.content, passed=draft.passed)
        return self.door(door) if door else self.kind()

    def door(self, door: Referral) -> Reply:
        say = self.words.doors
        rows = (_row((say.ask, "ask")),) if door is Referral.PROCEDURE else ()
        on = (say.rewrite, "rewrite") if door in MUST_BE_REWRITTEN else (say.anyway, "anyway")
        return Reply(str(getattr(say, door)), (*rows, _row(on), _row((say.stop, "drop"))))

    def answered(self, text: str, page: Reply, choices: ChoiceReader) -> str:
        """A door (`page`) says "it seems to be …", or words are offered: the action of the button that a plain yes or no to it presses; ""
        for anything else."""
        say, actions = self.words.doors, [button.action for row in page.rows for button in row]
        if "k:keep" in actions:
            return "k:keep" if choices.named(text, say.agreed, is_whole=True) is not None else ""
        if choices.named(text, say.denied, is_whole=True) is not None:
            return next((action for action in actions if action.startswith(("k:anyway", "k:rewrite"))), "")
        asks = next((action for action in actions if action.startswith("k:ask")), "")
        return asks if choices.named(text, say.agreed, is_whole=True) is not None else ""

    def kind(self) -> Reply:
        kinds = tuple(_row((self.words.kinds[kind], f"kind:{kind}")) for kind in PetitionKind)
        return Reply(self._say.kind, (*kinds, self._last()))

    def place(self) -> Reply:
        return Reply(self._say.place, (_row((self._say.skip, "skip")), self._last()))

    def renamed(self, draft: PetitionDraft) -> Reply | None:
        """What the old commune that the draft's place names is called today, to be chosen; None where nothing is known of it."""
        say, found = self._say, self._intake.renamed(draft.place.name) if draft.place else ()
        if not found:
            return None
        of = f", {found[0].district}" if found[0].district and len({each.district for each in found}) == 1 else ""
        rows = [_row((say.renamed_to.format(new=each.new, province=each.new_province), f"now:{at}")) for at, each in enumerate(found, 1)]
        return Reply(say.renamed.format(old=found[0].old, of=of), (*rows, _row((say.as_typed, "go")), self._last()))

    def named_today(self, typed: str, number: int) -> str:
        """The place `typed` with the name of today that was chosen before it; `typed` itself where that is no longer offered."""
        found = self._intake.renamed(typed)
        if number > len(found):
            return typed
        chosen = found[number - 1]
        return self._say.renamed_note.format(new=chosen.new, province=chosen.new_province, typed=typed)

    def naming(self) -> Reply:
        namings = tuple(_row((self.words.namings[naming], f"naming:{naming}")) for naming in Naming)
        return Reply(self._say.naming, (*namings, self._last()))

    def contact(self, draft: PetitionDraft, remembered: Contact | None, alike: Sequence[SimilarOpenPetition] = ()) -> Reply:
        """What will be sent, and who sends it: offered where they are remembered, what is missing where something was said."""
        asked = self._contact(draft, remembered)
        if draft.contact != Contact():
            return asked
        told = ["\n".join([self._say.so_far, "", *self._written(draft)]), *self._similar(alike), asked.text]
        return replace(asked, text="\n\n".join(told), rows=(*self._follow(alike), *asked.rows))

    def _contact(self, draft: PetitionDraft, remembered: Contact | None) -> Reply:
        say, given = self._say, draft.contact
        decline = _row((say.decline, "anon"))
        last = _row((say.edit, "edit"), (say.back, "back"), (say.cancel, "drop"))
        if remembered is not None and given == Contact():
            text = say.contact_use.format(name=remembered.name, address=remembered.address, phone=remembered.phone)
            return Reply(text, (_row((say.use, "use"), (say.other, "other")), decline, last))
        if given == Contact():
            of_sender = [say.contact_behalf.format(who=draft.behalf)] if draft.behalf else []
            return Reply("\n\n".join([*of_sender, say.contact]), (decline, last))
        return Reply(say.contact_missing.format(missing=self._missing(given)), (decline, last))

    def _missing(self, given: Contact) -> str:
        say = self._say
        parts = ((say.name, given.name), (say.address, given.address), (say.phone, given.phone))
        return ", ".join(name for name, value in parts if not value)

    def waiting(self, draft: PetitionDraft, page: Reply) -> Reply:
        """In one sentence what the draft waits for, above the buttons of `page`, which showed all of it before."""
        match draft.step:
            case DraftStep.CONTACT if draft.contact != Contact():
                return replace(page, text=self._say.wait_missing.format(missing=self._missing(draft.contact)))
            case DraftStep.CONTACT:
                return replace(page, text=self._say.wait_contact)
            case DraftStep.REVIEW if not draft.pending:
                return replace(page, text=self._say.wait_review)
            case _:
                return page

    def review(self, draft: PetitionDraft, alike: Sequence[SimilarOpenPetition]) -> Reply:
        """All that is sent, similar ones to follow instead, and the consent."""
        say = self._say
        text = "\n\n".join(["\n".join([say.review, "", *self._facts(draft)]), *self._similar(alike), self._consent(draft)])
        follow = self._follow(alike)
        remember = _row((say.forget if draft.remembers else say.remember, "remember"))
        rows = (_row((say.send, "send")), _row((say.edit, "edit"), (say.cancel, "drop")), *follow)
        return Reply(text, (*rows, remember) if draft.naming is not Naming.ANONYMOUS else rows)

    def _follow(self, alike: Sequence[SimilarOpenPetition]) -> tuple[Row, ...]:
        return tuple(_row((self._say.follow.format(number=number), f"follow:{each.id}")) for number, each in enumerate(alike, 1))

    def edit(self, draft: PetitionDraft) -> Reply:
        say = self._say
        parts = [
            (say.edit_content, DraftStep.CONTENT),
            (say.edit_kind, DraftStep.KIND),
            (say.edit_place, DraftStep.PLACE),
            *([(say.edit_naming, DraftStep.NAMING), (say.edit_contact, DraftStep.CONTACT)] if draft.naming is not Naming.ANONYMOUS else []),
        ]
        rows = [_row((label, f"edit:{step}")) for label, step in parts]
        photos = [_row((say.edit_photos, "photos"))] if draft.photos else []
        return Reply(say.edit_what, (*rows, *photos, _row((say.back, "go"))), replaces=True)

    def sent(self, file: PetitionFile) -> Reply:
        """The code, until when with the days counted, and what happens next."""
        say, petition = self._say, file.petition
        presenter, clock = self._intake.presenter(), self._intake.clock()
        promise = [say.sent_suggestion if petition.is_suggestion else presenter.due(clock, file), say.next]
        pieces = [say.sent.format(code=petition.code), *(promise if self._intake.has_units() else [say.sent_nobody])]
        buttons = (Button(say.track, f"t:see:{petition.id}"), Button(say.see_days, f"t:days:{petition.id}"))
        return Reply("\n\n".join(pieces), (buttons,))

    def _facts(self, draft: PetitionDraft) -> list[str]:
        say, contact = self._say, draft.contact
        signed = draft.naming is not Naming.ANONYMOUS
        return [
            *self._written(draft),
            *([say.review_naming.format(naming=self.words.namings[draft.naming])] if draft.naming else []),
            *([say.review_contact.format(name=contact.name, address=contact.address, phone=contact.phone)] if signed else []),
        ]

    def _written(self, draft: PetitionDraft) -> list[str]:
        """What it says, whoever sends it."""
        say, place = self._say, draft.place or PetitionPlace()
        where = ", ".join([*([place.name] if place.name else []), *([say.review_location] if place.latitude is not None else [])])
        return [
            say.review_content.format(content=summary(draft.content, SHOWN_CONTENT)),
            *([say.review_kind.format(kind=self.words.kinds[draft.kind])] if draft.kind else []),
            say.review_place.format(place=where) if where else say.review_no_place,
            *([say.review_photos.format(count=len(draft.photos))] if draft.photos else []),
            *([say.review_procedure.format(code=draft.procedure)] if draft.procedure else []),
            *([say.review_behalf.format(who=draft.behalf)] if draft.behalf else []),
        ]

    def _similar(self, alike: Sequence[SimilarOpenPetition]) -> list[str]:
        if not alike:
            return []
        say, presenter, clock = self._say, self._intake.presenter(), self._intake.clock()
        told = [say.similar_line.format(number=number, about=presenter.likeness(clock, each)) for number, each in enumerate(alike, 1)]
        return ["\n".join([say.similar, *told])]

    def _consent(self, draft: PetitionDraft) -> str:
        return self._say.consent_suggestion if draft.naming is Naming.ANONYMOUS else self._say.consent

    def _last(self) -> Row:
        return _row((self._say.back, "back"), (self._say.cancel, "drop"))


def _row(*pairs: tuple[str, str]) -> Row:
    return tuple(Button(label, f"k:{action}") for label, action in pairs)
