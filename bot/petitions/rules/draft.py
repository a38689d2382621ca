"""A petition being written: what is there, what is asked next, and the same as JSON. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from bot.petitions.rules.making.behalf import apart, filed_for, unled
from bot.petitions.rules.petition import Contact, Naming, NewPetition, PetitionKind, PetitionPlace
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.texts.kinds import kind_of
from bot.petitions.rules.texts.phone import find_phone
from indexer.language import fold, tokens

NOBODY = Contact()
MOST_GIVEN = 20  # messages that are remembered with what they gave; who writes a petition in more edits the last ones
LONGEST_ASIDE = 6_000  # characters of words put aside that are kept for who wrote them; two texts of the longest
MOST_PENDING = 5  # corrections that wait to be told what they are meant for; who writes more has had the first asked about often
ALL_LINES = 3  # of who writes name, address and telephone number each on its own


class DraftStep(StrEnum):
    """What is asked, in this order; KIND and NAMING only where somebody wishes to change what was taken for granted."""

    CONTENT = "content"
    DOOR = "door"  # another door seems the right one
    KIND = "kind"
    PLACE = "place"
    NAMING = "naming"  # whether the name may be made public
    CONTACT = "contact"
    REVIEW = "review"
    EDIT = "edit"  # which part is to be asked anew
    RESUME = "resume"  # whether to go on with what was begun


ORDER = (DraftStep.CONTENT, DraftStep.PLACE, DraftStep.CONTACT, DraftStep.REVIEW)
EDITABLE = (DraftStep.CONTENT, DraftStep.KIND, DraftStep.PLACE, DraftStep.NAMING, DraftStep.CONTACT)


@dataclass(frozen=True, slots=True)
class GivenPart:
    """What one message gave to a draft: when it is edited, that is changed. `message`: the channel's id of it."""

    message: str
    step: DraftStep
    text: str


@dataclass(frozen=True, slots=True)
class PetitionDraft:
    """`step`: what was asked last. `place` None: not asked yet. `passed`: a door was shown for this content and passed by.

    `remembers`: the sender's details are to be kept for the next time. `aside`: what was written before and must be written again in
    other words; it is shown to who wrote it and never sent. `unasked`: it was begun by what was said in a talk,
    and nothing was added since: nobody has asked for it yet. `before`: the words as they were, until others are typed. `doubted`: what was
    typed last and taken for talk: typed once more it is what was asked for. `given`: which message gave what, oldest first, at most
    MOST_GIVEN. `pending`: words to be asked about, what they correct, a line each. `behalf`: for whom it is sent, where not for the sender.
    `offered`: `before` was said in a talk, before anything was to be sent.
    """

    step: DraftStep = DraftStep.CONTENT
    content: str = ""
    kind: PetitionKind | None = None
    place: PetitionPlace | None = None
    naming: Naming | None = None
    contact: Contact = NOBODY
    photos: tuple[Photo, ...] = ()
    procedure: str = ""
    question: int = 0
    passed: bool = False
    remembers: bool = False
    aside: str = ""
    given: tuple[GivenPart, ...] = ()
    unasked: bool = False
    before: str = ""
    doubted: str = ""
    pending: str = ""
    behalf: str = ""
    offered: bool = False

    @property
    def mark(self) -> str:
        """Tells what was written so far from anything else: a button that would take something away, or sends it, stands below just that.

        All that the preview shows is in it. `pending` is not: while there is any, nothing is sent."""
        photos = [photo.sha256 for photo in self.photos]
        told = (
            self.content,
            self.before,
            self.aside,
            self.place,
            self.contact,
            photos,
            self.kind,
            self.naming,
            self.behalf,
            self.procedure,
        )
        return hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:8]

    @property
    def next(self) -> DraftStep:
        """What is to be asked now: the first that is missing."""
        missing = (
            (DraftStep.CONTENT, not self.content),
            (DraftStep.PLACE, self.place is None),
            (DraftStep.CONTACT, self.naming is not Naming.ANONYMOUS and not self.contact.is_complete),
        )
        return next((step for step, is_missing in missing if is_missing), DraftStep.REVIEW)

    @property
    def is_question(self) -> bool:
        """A question handed over to the office, to which something may be added before anything else is asked."""
        return bool(self.question and self.content) and self.place is None and self.step is DraftStep.CONTENT

    @property
    def is_empty(self) -> bool:
        return not (self.content or self.before or self.photos or self.aside)

    def showing(self, *photos: Photo) -> PetitionDraft:
        """With these photos besides. One that is there already counts once: it was chosen twice, or delivered again after a crash."""
        kept = {photo.sha256 for photo in self.photos}
        return replace(self, photos=(*self.photos, *{photo.sha256: photo for photo in photos if photo.sha256 not in kept}.values()))

    @property
    def asked_about(self) -> str:
        """Of the words kept aside those that are asked about: the last; "" where there are none."""
        return self.pending.rpartition("\n")[2]

    def asking(self, text: str) -> Self:
        """With `text` kept aside above those that wait already: a correction takes no other's place."""
        line = " ".join(text.split())
        others = [each for each in self.pending.split("\n") if each and each != line]
        return replace(self, pending="\n".join([*others, line][-MOST_PENDING:]))

    def settled_last(self) -> Self:
        """With what is asked about settled, one way or another; what waits below it still does."""
        return replace(self, pending=self.pending.rpartition("\n")[0])

    def back(self) -> PetitionDraft:
        """One step back; what was said there is asked again. From what was only to be changed, back to where that began."""
        if self.step in (DraftStep.KIND, DraftStep.NAMING):
            return replace(self, step=self.next)
        steps = [step for step in ORDER if step is not DraftStep.CONTACT or self.naming is not Naming.ANONYMOUS]
        at = steps.index(self.step if self.step in steps else self.next)
        return self.again(steps[max(0, at - 1)])

    def rewritten(self) -> PetitionDraft:
        """To be written again: the words are put aside, and with them the question they came from, for it holds them too."""
        aside = "\n\n".join(text for text in (self.aside, self.content) if text)[-LONGEST_ASIDE:]
        return replace(self, step=DraftStep.CONTENT, content="", kind=None, passed=False, question=0, aside=aside, given=())

    def again(self, step: DraftStep) -> PetitionDraft:
        """Ask `step` anew."""
        cleared: dict[DraftStep, dict[str, Any]] = {
            DraftStep.CONTENT: {"content": "", "passed": False, "before": self.content or self.before, "offered": False},
            DraftStep.PLACE: {"place": None},
            DraftStep.CONTACT: {"contact": Contact()},
        }
        kept = tuple(part for part in self.given if part.step is not step)
        return replace(self, step=step, given=kept, **cleared.get(step, {}))

    def settled(self) -> PetitionDraft:
        """With what nobody is asked for taken for granted: the kind by the words, and a name that is not made public."""
        kind = self.kind or (kind_of(self.content) if self.content else None)
        naming = self.naming or (Naming.HIDDEN if self.contact.is_complete else None)
        return replace(self, kind=kind, naming=naming, behalf=self.behalf or filed_for(self.content))

    def noted(self, message: str, step: DraftStep, text: str) -> PetitionDraft:
        """Remembering that `message` ("": the channel tells none) gave `text` at `step`."""
        if not message:
            return self
        return replace(self, given=(*self.given, GivenPart(message, step, text))[-MOST_GIVEN:])

    def corrected(self, message: str, text: str) -> PetitionDraft | None:
        """With what `message` gave changed to `text`; None where it gave nothing that still stands."""
        before = next((part for part in reversed(self.given) if part.message == message), None)
        if before is None:
            return None
        given = tuple(replace(part, text=text) if part is before else part for part in self.given)
        draft = replace(self, given=given)
        match before.step:
            case DraftStep.CONTENT if before.text in self.content:
                content = self.content.replace(before.text, text, 1)
                return replace(draft, content=content, passed=False)
            case DraftStep.PLACE if self.place is not None:
                return replace(draft, place=replace(self.place, name=text))
            case DraftStep.CONTACT:
                contact = NOBODY
                for part in given:
                    contact = read_contact(part.text, contact) if part.step is DraftStep.CONTACT else contact
                return replace(draft, contact=contact)
            case _:
                return None

    def filing(self, behalf: str = "{content}") -> NewPetition:
        """What is filed. Raises ValueError while something is missing. `behalf`: how for whom it is sent stands below what it says."""
        draft = self.settled()
        if draft.kind is None or draft.naming is None or draft.next is not DraftStep.REVIEW:
            raise ValueError(f"draft without {self.next}")
        place = self.place or PetitionPlace()
        contact = Contact() if draft.naming is Naming.ANONYMOUS else self.contact
        content = behalf.format(content=self.content, who=self.behalf) if self.behalf else self.content
        return NewPetition(draft.kind, content, draft.naming, contact, place, self.photos, self.procedure, self.question)


def to_json(draft: PetitionDraft) -> dict[str, Any]:
    return {**asdict(draft), "photos": [asdict(photo) for photo in draft.photos]}


def from_json(read: Mapping[str, Any]) -> PetitionDraft:
    """A draft as it was kept; one of an older version that cannot be read begins anew."""
    try:
        return PetitionDraft(
            step=DraftStep(read["step"]),
            content=read["content"],
            kind=PetitionKind(read["kind"]) if read["kind"] else None,
            place=PetitionPlace(**read["place"]) if read["place"] else None,
            naming=Naming(read["naming"]) if read["naming"] else None,
            contact=Contact(**read["contact"]),
            photos=tuple(Photo(**photo) for photo in read["photos"]),
            procedure=read["procedure"],
            question=read["question"],
            passed=read["passed"],
            remembers=read["remembers"],
            aside=read.get("aside", ""),
            given=tuple(GivenPart(part["message"], DraftStep(part["step"]), part["text"]) for part in read.get("given", ())),
            unasked=read.get("unasked", False),
            before=read.get("before", ""),
            doubted=read.get("doubted", ""),
            pending=read.get("pending", ""),
            behalf=read.get("behalf", ""),
            offered=read.get("offered", False),
        )
    except (KeyError, TypeError, ValueError):
        return PetitionDraft()


_LABEL = re.compile(
    r"^\s*(?:họ\s*(?:và)?\s*tên|ten|tên|địa\s*chỉ|dia\s*chi|đ/?c|sđt|sdt|số\s*điện\s*thoại|điện\s*thoại|đt)\s*[:\-]\s*", re.IGNORECASE
)
_LIKE_ADDRESS = re.compile(
    r"\d|\b(?:thôn|thon|xóm|xom|xã|xa|phường|phuong|đường|duong|tổ|ấp|ap|khu phố|ngõ|ngo|tỉnh|tinh|huyện|huyen|thị xã|thị trấn"
    r"|phố|pho|khối|làng|buôn)\b",
    re.IGNORECASE,
)


def read_contact(text: str, known: Contact = NOBODY) -> Contact:
    """Name, address and telephone number out of one message, on lines or after commas, in any order.

    What was known stays, unless all three are typed again, or the name in full.
    """
    anew = _read(text, NOBODY)
    is_named_again = bool(known.name) and _syllables(known.name) <= _syllables(anew.name)
    if anew.is_complete and (is_named_again or len(text.strip().splitlines()) >= ALL_LINES):
        return anew
    return _read(text, replace(known, name="") if is_named_again else known)


def like_address(text: str) -> bool:
    """Whether a number or a word of an address stands in `text`."""
    return bool(_LIKE_ADDRESS.search(text))


def _syllables(text: str) -> set[str]:
    return set(map(fold, tokens(text)))


def _read(text: str, known: Contact) -> Contact:
    text = apart(text)
    phone = find_phone(text)
    digits = phone.digits if phone and phone.digits else known.phone
    rest = text.replace(phone.typed, "\n") if phone else text
    lines = [line for line in (_bare(line) for line in rest.splitlines()) if line]
    if len(lines) == 1:
        head, comma, tail = lines[0].partition(",")
        lines = [head.strip(), tail.strip()] if comma and not known.name and not _LIKE_ADDRESS.search(head) else lines
    if lines and known.address and known.phone and not known.name:
        return Contact(lines[0][:200], known.address, digits)
    name, address = known.name, known.address
    for line in lines:
        if not name and not _LIKE_ADDRESS.search(line):
            name = line
        elif known.name or name or _LIKE_ADDRESS.search(line):
            address = f"{address}, {line}" if address and not known.address else line
    return Contact(name[:200], address[:400], digits)


def _bare(line: str) -> str:
    return unled(_LABEL.sub("", line).strip(" \t,.;:-")).strip(" \t,.;:-")
