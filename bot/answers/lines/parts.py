"""A part of a procedure → its lines, without source and without warnings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.answers.lines.current import Current, as_of_of
from bot.answers.lines.paging import pages
from bot.answers.lines.papers_said import counted
from bot.wording import Wording
from knowledge.checks.freshness import today_in_vietnam
from knowledge.records.procedure import Fee, Origin, Part, Procedure, TimeLimit, Way
from knowledge.texts.figures import with_points

SUMMED_UP = (Part.DOCUMENTS, Part.APPLICANTS, Part.AGENCY, Part.TIME_LIMIT, Part.FEES)
LONGEST_AGENCY = 160  # characters; a longer one is a list of offices, which its own part shows
SHORT = 600  # characters of one part that a summary says; the part itself says the rest

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)

_COPIES = re.compile(r"(?<=[(\s])(bản chính|bản sao): (\d{1,3})(?=[,)])")


class PartTexts:
    """Puts the parts of a procedure into words; made once, holds no state."""

    def __init__(self, wording: Wording, today: Callable[[], date] = today_in_vietnam) -> None:
        self._wording = wording
        self._today = today
        self._current = Current(wording, today)

    def known(self, record: Procedure) -> list[Part]:
        """The parts of which something is known, in the order in which people ask for them."""
        return [part for part in self._wording.parts if any(line.strip() for line in self.lines(record, part))]

    def whole(self, record: Procedure, part: Part) -> str:
        """All that is known of `part`; "" where nothing is."""
        return "\n".join(self.lines(record, part)).strip()

    def lines(self, record: Procedure, part: Part) -> Iterable[str]:
        """The guide where it may speak alone, else the official text and then the guide; of today, without what is over."""
        if record.is_guided(part):
            return [*self._where(record, part), self._of_today(record, part, plain(record.guide[part]))]
        official = self._official_part(record, part)
        if part not in (Part.SUMMARY, Part.FEES):  # put together of other parts; from fees that know their days
            official = (self._of_today(record, part, line) for line in official)
        return [*official, "", self._of_today(record, part, plain(record.guide[part]))] if part in record.guide else official

    def _of_today(self, record: Procedure, part: Part, text: str) -> str:
        """A law stays named when its time is over: what is handed in before is decided by it."""
        return text if part is Part.LEGAL_BASIS else self._current.text(text, as_of_of(record, part))

    def _where(self, record: Procedure, part: Part) -> list[str]:
        """Before the ways to hand in, the office that decides, where they do not name it: "bộ phận một cửa" alone has no level."""
        agency = (plain(record.guide.get(Part.AGENCY, "")) or record.agency).strip().rstrip(".")
        is_short = 0 < len(agency) <= LONGEST_AGENCY and "\n" not in agency
        if part is not Part.METHODS or not is_short or agency.lower() in record.guide[part].lower():
            return []
        return [self._wording.answer.where.format(agency=agency)]

    def _official_part(self, record: Procedure, part: Part) -> Iterable[str]:
        if part is Part.SUMMARY:
            return [line for shown in SUMMED_UP for line in self.beginning(record, shown)]
        return self._official[part](record)

    def beginning(self, record: Procedure, part: Part) -> list[str]:
        """The beginning of a part under its title, with the way to the rest of it; [] where nothing is known."""
        title = self._wording.parts[part]
        text = self.whole(record, part)
        if not text:
            return []
        first, *more = pages(text, SHORT)
        return [f"{title}:", first.rstrip(), *([self._wording.answer.more_in.format(part=title)] if more else [])]

    @property
    def _official(self) -> Mapping[Part, Callable[[Procedure], Iterable[str]]]:
        return {
            Part.STEPS: lambda record: [record.steps],
            Part.METHODS: self._ways,
            Part.DOCUMENTS: self._papers,
            Part.TIME_LIMIT: self._limits,
            Part.FEES: self._fees,
            Part.APPLICANTS: lambda record: [", ".join(record.applicants)],
            Part.AGENCY: lambda record: [record.agency],
            Part.RESULT: lambda record: [f"- {line}" for line in record.result],
            Part.CONDITIONS: lambda record: [record.conditions],
            Part.LEGAL_BASIS: lambda record: [f"- {joined(': ', item.number, item.title)}" for item in record.legal_basis],
            Part.FORMS: lambda record: [f"- {form}" for form in record.forms],
        }

    def _ways(self, record: Procedure) -> Iterator[str]:
        yield from [record.agency] if record.agency else []
        for item in record.submissions:
            yield f"- {joined(': ', self._wording.ways[item.way], item.note)}"

    def _papers(self, record: Procedure) -> Iterator[str]:
        case = ""
        for paper in record.documents:
            if paper.case and paper.case != case:
                case = paper.case
                yield f"{case}:"
            yield f"- {counted(paper, self._wording.papers)}"
        words = self._wording.papers
        source = record.sources.get(Part.DOCUMENTS)
        if record.documents and source and source.origin is Origin.FACTS:
            yield words.names_and_more.format(count=record.documents_left) if record.documents_left else words.names_only

    def _limits(self, record: Procedure) -> Iterator[str]:
        yield from self._by_way([(item.way, "; ".join(map(self._limit, item.time_limits))) for item in record.submissions])

    def _by_way(self, told: Sequence[tuple[Way, str]]) -> Iterator[str]:
        """What is told of each way to hand in, each thing once, with the ways that it is told of."""
        ways_of: dict[str, list[str]] = {}
        for way, text in told:
            if text:
                ways_of.setdefault(text, []).append(self._wording.ways[way])
        for text, ways in ways_of.items():
            if 1 < len(ways) == len(told):
                yield self._wording.answer.any_way.format(told=text)
            else:
                first, *others = ways
                yield f"- {', '.join([first, *(way[:1].lower() + way[1:] for way in others)])}: {text}"

    def _limit(self, limit: TimeLimit) -> str:
        if limit.amount is None:
            return limit.note
        return joined(" ", f"{limit.amount:g}".replace(".", ","), self._wording.units[limit.unit])

    def _fees(self, record: Procedure) -> Iterator[str]:
        if record.submissions and not any(item.fees for item in record.submissions):
            yield self._wording.fees.none
        yield from self._by_way([(item.way, self._told_fees(item.fees)) for item in record.submissions])
        yield from self._current.fees_ended(record, as_of_of(record, Part.FEES))

    def _told_fees(self, fees: Sequence[Fee]) -> str:
        today = self._today()
        told = [self._with_days(fee, today) for fee in self._current.fees(fees)]
        return ("; ".join(told) or self._wording.fees.over) if fees else ""

    def _with_days(self, fee: Fee, today: date) -> str:
        """A fee, with its last day and, where that is still to come, its first."""
        words = self._wording.fees
        told = self._fee(fee)
        told = words.until.format(fee=told, day=f"{fee.until:%d/%m/%Y}") if fee.until else told
        return words.since.format(fee=told, day=f"{fee.since:%d/%m/%Y}") if fee.since and fee.since > today else told

    def _fee(self, fee: Fee) -> str:
        words = self._wording.fees
        if fee.amount is None:
            return fee.note
        if fee.is_free:
            return fee.note
        if fee.is_ambiguous:
            return words.of_case.format(case=fee.note, fee=words.ambiguous) if fee.note else words.ambiguous
        amount = with_points(fee.amount)
        if fee.is_unit_doubtful:
            return joined("; ", words.doubtful.format(amount=amount), fee.note)
        return words.with_note.format(amount=amount, note=fee.note) if fee.note else words.amount.format(amount=amount)


def plain(guide: str) -> str:
    """A guide without Markdown's heading signs ("### Trường hợp …" → "Trường hợp …:"), copies counted as they are read aloud
    ("bản chính: 1" → "1 bản chính")."""
    return _COPIES.sub(r"\2 \1", _HEADING.sub(lambda match: f"{match[1].rstrip(':')}:", guide))


def joined(between: str, *pieces: str) -> str:
    """The pieces that are not empty."""
    return between.join(piece for piece in pieces if piece)
