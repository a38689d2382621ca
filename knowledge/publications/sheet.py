"""One record as the citizen would read it, as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from knowledge.checks.freshness import OutdatedWarning, Reason
from knowledge.facts.headings import TITLES
from knowledge.records.procedure import Fee, Level, Part, Procedure, Source, TimeLimit, TimeUnit, Way
from knowledge.texts.figures import with_points

LEVELS = {Level.MINISTRY: "bộ, trung ương", Level.PROVINCE: "tỉnh", Level.COMMUNE: "xã, phường", Level.OTHER: "cơ quan khác"}
WAYS = {
    Way.DIRECT: "Nộp trực tiếp",
    Way.ONLINE: "Nộp trực tuyến",
    Way.POST: "Nộp qua bưu chính",
    Way.UNKNOWN: "Không ghi rõ cách nộp",
}
UNITS = {
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.HOUR: "giờ",
    TimeUnit.MONTH: "tháng",
    TimeUnit.YEAR: "năm",
    TimeUnit.UNKNOWN: "(nguồn không ghi rõ đơn vị thời gian)",
}
_NO_AMOUNT = "chưa có số tiền trong bản công bố; hãy hỏi nơi nộp hồ sơ"
REASONS = {
    Reason.ABOLISHED_LEVEL: "nhắc đến cấp chính quyền đã bỏ",
    Reason.OLD_WORDING: "dùng từ ngữ cũ",
    Reason.MERGED_UNIT: "nhắc đến cơ quan đã sáp nhập",
    Reason.REPEALED_LAW: "viện dẫn văn bản đã hết hiệu lực",
}


def sheet(record: Procedure, warnings: tuple[OutdatedWarning, ...] = ()) -> str:
    """The whole record, part by part, with its source and its warnings."""
    lines = [record.name, f"Mã thủ tục: {record.code}"]
    lines += [f"Lĩnh vực: {record.field}"] if record.field else []
    lines += [f"Cấp thực hiện: {', '.join(LEVELS[level] for level in record.levels)}"] if record.levels else []
    for warning in warnings:
        since = f" từ {warning.since:%d/%m/%Y}" if warning.since else ""
        lines.append(f"⚠ Có thể đã cũ: {REASONS[warning.reason]} “{warning.found}”{since}; nay: {warning.now}")
    for part in (Part.SUMMARY, *(part for part in TITLES if part is not Part.SUMMARY)):
        said = [*_official(record, part), *_guide(record, part)]
        lines += ["", TITLES[part].upper(), *said] if said else []
    lines += ["", f"Xem tại: {record.url}"] if record.url else []
    return "\n".join(lines)


def _official(record: Procedure, part: Part) -> Iterator[str]:
    """The official text with its source, unless the guide speaks for it."""
    body = "\n".join(_OFFICIAL[part](record)).strip() if part in _OFFICIAL and not record.is_guided(part) else ""
    if body:
        yield body
        yield from _told(record.sources.get(part))


def _guide(record: Procedure, part: Part) -> Iterator[str]:
    if part in record.guide:
        yield record.guide[part]
        yield from _told(record.guide_sources.get(part))


def _told(source: Source | None) -> Iterator[str]:
    if source:
        dated = f", đối chiếu ngày {source.as_of:%d/%m/%Y}" if source.as_of else ""
        yield f"(Nguồn: {source.title or 'nội dung của cơ quan'}{dated})"


def _ways(record: Procedure) -> Iterator[str]:
    return (f"- {WAYS[item.way]}" + (f": {item.note}" if item.note else "") for item in record.submissions)


def _laws(record: Procedure) -> Iterator[str]:
    return (f"- {': '.join(piece for piece in (item.number, item.title) if piece)}" for item in record.legal_basis)


def _papers(record: Procedure) -> Iterator[str]:
    case = ""
    for paper in record.documents:
        if paper.case and paper.case != case:
            case = paper.case
            yield f"{case}:"
        counts = [f"bản chính: {paper.originals}"] if paper.originals else []
        counts += [f"bản sao: {paper.copies}"] if paper.copies else []
        yield f"- {paper.name}" + (f" ({', '.join(counts)})" if counts else "")


def _limits(record: Procedure) -> Iterator[str]:
    for item in record.submissions:
        if item.time_limits:
            yield f"- {WAYS[item.way]}: {'; '.join(map(time_limit, item.time_limits))}"


def _fees(record: Procedure) -> Iterator[str]:
    for item in record.submissions:
        if item.fees:
            yield f"- {WAYS[item.way]}: {'; '.join(map(fee, item.fees))}"


_OFFICIAL: Mapping[Part, Callable[[Procedure], Iterable[str]]] = {
    Part.STEPS: lambda record: [record.steps],
    Part.METHODS: _ways,
    Part.DOCUMENTS: _papers,
    Part.TIME_LIMIT: _limits,
    Part.FEES: _fees,
    Part.APPLICANTS: lambda record: [", ".join(record.applicants)],
    Part.AGENCY: lambda record: [record.agency],
    Part.RESULT: lambda record: [f"- {line}" for line in record.result],
    Part.CONDITIONS: lambda record: [record.conditions],
    Part.LEGAL_BASIS: _laws,
    Part.FORMS: lambda record: [f"- {form}" for form in record.forms],
}


def time_limit(limit: TimeLimit) -> str:
    """ "5 ngày làm việc", or the source's own words."""
    if limit.amount is None:
        return limit.note
    amount = f"{limit.amount:g}".replace(".", ",")
    return f"{amount} {UNITS[limit.unit]}" + (f" ({limit.note})" if limit.note else "")


def fee(item: Fee) -> str:
    """ "50.000 đồng (mỗi bản)"; an amount whose meaning the source leaves open says so."""
    if item.amount is None:
        return item.note
    if item.is_free:
        return item.note
    if item.is_ambiguous:
        return f"{item.note}: {_NO_AMOUNT}" if item.note else _NO_AMOUNT
    amount = with_points(item.amount)
    if item.is_unit_doubtful:
        return f"nguồn ghi {amount} đồng, có vẻ thiếu số hoặc là đô la Mỹ; hãy hỏi nơi nộp hồ sơ" + (f" ({item.note})" if item.note else "")
    return f"{amount} đồng" + (f" ({item.note})" if item.note else "")
