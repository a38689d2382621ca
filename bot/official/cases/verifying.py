"""What somebody was given is checked against the register: by citizens, on the web and in chats. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.official.rules.asking import OfficialQuestions
from bot.official.rules.channel import OfficialChannel, OfficialDraft, OfficialKind, OfficialState
from bot.official.rules.checking import OfficialFinding, OfficialStanding, checked
from bot.official.rules.claims import OfficialClaim, claims_in, is_of_transfer
from bot.official.rules.numbers import LONGEST_READ, MOST_COMPARED
from bot.official.rules.unread import unread_in
from bot.official.rules.wish import OfficialWish
from bot.official.store.channels import OfficialBook
from bot.wording.official import OfficialWords


@dataclass(frozen=True, slots=True)
class OfficialOffice:
    """What the settings say: the office's name, its telephone and the address of its site, "" where they do not."""

    name: str
    phone: str
    site: str


class OfficialVerifier:
    """Holds no state; the register is read at each check."""

    def __init__(
        self, book: OfficialBook, words: OfficialWords, office: OfficialOffice, zone: ZoneInfo, hotline: Callable[[str], str]
    ) -> None:
        """`hotline`: whose number it is, where the content gives it as one of the whole country; else ""."""
        self._book = book
        self._words = words
        self._office = office
        self._zone = zone
        self._hotline = hotline
        self._questions = OfficialQuestions(words.asked.cues, words.asked.slots, words.asked.around)

    def current(self, at: datetime) -> Sequence[OfficialChannel]:
        """What is the office's now."""
        day = self._day(at)
        return [*self._own(), *(each for each in self._book.all() if each.is_current(day))]

    def ended(self, at: datetime) -> Sequence[OfficialChannel]:
        """What was the office's once: whoever still uses it is not the office."""
        day = self._day(at)
        return [each for each in self._book.all() if each.is_ended(day)]

    def told(self, text: str, at: datetime) -> str | None:
        """The answer to a message in a chat; None where it is about anything else."""
        wide = claims_in(text, is_asked=True)
        wish = self._questions.asked(text, wide)
        if wish is OfficialWish.CHECK and not wide:
            return self._words.chat.which
        if wish is OfficialWish.CHECK and not all(self._hotline(claim.text) for claim in wide):
            return self.verdict(text, at)
        if wish is OfficialWish.LIST and not wide:
            return self.listed(at)
        if wish is OfficialWish.PHONE and self._has_phone(at):
            return self.listed(at, OfficialKind.PHONE)
        plain = claims_in(text)
        is_pasted = (
            bool(plain)
            and self._questions.is_pasted(text, claims_in(text, is_given=True))
            and not all(self._hotline(claim.text) for claim in plain)
        )
        return self.verdict(text, at) if is_pasted and self._book.all() else None

    def verdict(self, text: str, at: datetime) -> str:
        """What is said of everything that stands in `text`, which was given to be checked: a true number clears nothing beside it."""
        every = claims_in(text, is_given=True)
        claims = every[:MOST_COMPARED]
        found, named = self._findings(claims, at, text), {claim.text: self._hotline(claim.text) for claim in claims}
        public = [self._words.standings.public.format(given=given, name=name) for given, name in named.items() if name]
        unread = unread_in(text, every)
        if not (found or public or unread):
            return self._words.chat.which
        lines = [*("\n".join(self._lines(finding)) for finding in found), *public]
        untold = len(every) - len(found) - len(public)
        lines += [self._words.standings.untold.format(count=untold)] if untold else []
        lines += [self._words.standings.unread.format(given=", ".join(f"“{piece}”" for piece in unread))] if unread else []
        is_long = len(text) > LONGEST_READ
        lines += [self._words.standings.too_long] if is_long else []
        needs_care = untold or unread or is_long or any(finding.standing is not OfficialStanding.OFFICIAL for finding in found)
        is_vouched = any(
            finding.standing is OfficialStanding.OFFICIAL and finding.channel and finding.channel.draft.kind is OfficialKind.BANK
            for finding in found
        )
        needs_care = needs_care or (is_of_transfer(text) and not is_vouched)
        return "\n\n".join([*lines, *([self._care(at)] if needs_care else [])])

    def _findings(self, claims: Sequence[OfficialClaim], at: datetime, text: str) -> Sequence[OfficialFinding]:
        asked = [claim for claim in claims[:MOST_COMPARED] if not self._hotline(claim.text)]
        return checked(asked, [*self._own(), *self._book.all()], self._day(at), text)

    def beside_warning(self, text: str, at: datetime) -> str:
        """What stands below a warning of fraud: that something in the message is not the office's. What is the office's is not said there:
        a true number in a swindler's message makes nothing of it true."""
        if not self._book.all():
            return ""
        found = self._findings(claims_in(text, is_asked=True), at, text)
        told = [finding for finding in found if finding.standing is not OfficialStanding.OFFICIAL]
        return "\n".join(line for finding in told for line in self._lines(finding))

    def _has_phone(self, at: datetime) -> bool:
        """Whether somebody registered a number: the one of the settings alone is told with the office's address and hours."""
        day = self._day(at)
        return any(each.draft.kind is OfficialKind.PHONE and each.is_current(day) for each in self._book.all())

    def listed(self, at: datetime, only: OfficialKind | None = None) -> str:
        """The channels of today, by kind."""
        current = [each for each in self.current(at) if only in (None, each.draft.kind)]
        if not current:
            return self._words.chat.none.format(office=self._name())
        lines = [self._words.chat.head.format(office=self._name())]
        for kind in OfficialKind:
            of_kind = [each for each in current if each.draft.kind is kind]
            lines += ["", self._words.kinds[kind]] if of_kind else []
            lines += [f"- {self.line(each)}" for each in of_kind]
        return "\n".join([*lines, "", self._words.chat.below])

    def line(self, channel: OfficialChannel) -> str:
        """One of them in a line."""
        draft = channel.draft
        form = self._words.bank_line if draft.kind is OfficialKind.BANK else self._words.line
        told = form.format(value=draft.value, holder=draft.holder, bank=draft.bank)
        return self._words.with_purpose.format(line=told, purpose=draft.purpose) if draft.purpose else told

    def _lines(self, finding: OfficialFinding) -> Iterator[str]:
        say, office = self._words.standings, self._name()
        given, channel = finding.claim.text, finding.channel
        if channel is None:
            plain = say.unknown_government if finding.is_government else say.unknown
            form = say.odd if finding.standing is OfficialStanding.ODD else plain
            yield form.format(given=given, office=office)
            return
        draft = channel.draft
        told = {
            "given": given,
            "value": draft.value,
            "line": self.line(channel),
            "bank": draft.bank,
            "source": draft.source,
            "holder": draft.holder,
            "office": office,
        }
        told |= {"since": _day(draft.since), "until": _day(draft.until) if draft.until else ""}
        match finding.standing:
            case OfficialStanding.OFFICIAL if not channel.id:
                yield say.own.format_map(told)
            case OfficialStanding.OFFICIAL:
                yield say.official.format_map(told)
                if draft.kind is OfficialKind.BANK:
                    yield say.pay.format_map(told)
            case OfficialStanding.OTHER_BANK:
                yield say.other_bank.format_map(told)
            case OfficialStanding.ENDED:
                yield say.ended.format_map(told)
            case _:
                yield say.alike.format_map(told)

    def _care(self, at: datetime) -> str:
        """What to do instead, with a number that is known."""
        own = next((each.draft.value for each in self.current(at) if each.draft.kind is OfficialKind.PHONE), self._office.phone)
        return self._words.care.format(phone=own) if own else self._words.care_no_phone

    def _own(self) -> Sequence[OfficialChannel]:
        """What the settings say is the office's: whoever runs the program answers for it. Numbered 0."""
        told = ((OfficialKind.PHONE, self._office.phone), (OfficialKind.LINK, self._office.site))
        drafts = (OfficialDraft(kind, value, self._name(), "", self._words.own_source, date.min) for kind, value in told if value)
        return [OfficialChannel(0, OfficialState.LISTED, draft, 0) for draft in drafts if draft.key]

    def _name(self) -> str:
        return self._office.name or self._words.our_office

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
