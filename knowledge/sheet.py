"""One record as the citizen would read it, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.freshness import OutdatedWarning, Reason
from knowledge.headings import TITLES
from knowledge.procedure import Fee, Level, Part, Procedure, RequiredDocument, Submission, TimeLimit, TimeUnit, Way

LEVELS = {Level.MINISTRY: "bộ, trung ương", Level.PROVINCE: "tỉnh", Level.COMMUNE: "xã, phường", Level.OTHER: "cơ quan khác"}
WAYS = {Way.DIRECT: "Nộp trực tiếp", Way.ONLINE: "Nộp trực tuyến", Way.POST: "Nộp qua bưu chính"}
UNITS = {
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.HOUR: "giờ",
    TimeUnit.MONTH: "tháng",
    TimeUnit.YEAR: "năm",
    TimeUnit.UNKNOWN: "(nguồn không ghi rõ đơn vị thời gian)",
}
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
        body = "\n".join(_part(record, part)).strip()
        if body:
            lines += ["", TITLES[part].upper(), body]
            if source := record.sources.get(part):
                dated = f", đối chiếu ngày {source.as_of:%d/%m/%Y}" if source.as_of else ""
                lines.append(f"(Nguồn: {source.title or 'nội dung của cơ quan'}{dated})")
    lines += ["", f"Xem tại: {record.url}"] if record.url else []
    return "\n".join(lines)


def _part(record: Procedure, part: Part) -> Iterator[str]:
    if part in record.guide:
        yield record.guide[part]
        return
    match part:
        case Part.STEPS:
            yield record.steps
        case Part.METHODS:
            yield from (f"- {WAYS[item.way]}" + (f": {item.note}" if item.note else "") for item in record.submissions)
        case Part.DOCUMENTS:
            yield from _papers(record.documents)
        case Part.TIME_LIMIT:
            yield from _limits(record.submissions)
        case Part.FEES:
            yield from _fees(record.submissions)
        case Part.APPLICANTS:
            yield ", ".join(record.applicants)
        case Part.AGENCY:
            yield record.agency
        case Part.RESULT:
            yield from (f"- {line}" for line in record.result)
        case Part.CONDITIONS:
            yield record.conditions
        case Part.LEGAL_BASIS:
            yield from (f"- {': '.join(piece for piece in (item.number, item.title) if piece)}" for item in record.legal_basis)
        case Part.FORMS:
            yield from (f"- {form}" for form in record.forms)
        case Part.SUMMARY:
            return


def _papers(documents: tuple[RequiredDocument, ...]) -> Iterator[str]:
    case = ""
    for paper in documents:
        if paper.case and paper.case != case:
            case = paper.case
            yield f"{case}:"
        counts = [f"bản chính: {paper.originals}"] if paper.originals else []
        counts += [f"bản sao: {paper.copies}"] if paper.copies else []
        yield f"- {paper.name}" + (f" ({', '.join(counts)})" if counts else "")


def _limits(submissions: tuple[Submission, ...]) -> Iterator[str]:
    for item in submissions:
        if item.time_limits:
            yield f"- {WAYS[item.way]}: {'; '.join(map(time_limit, item.time_limits))}"


def _fees(submissions: tuple[Submission, ...]) -> Iterator[str]:
    for item in submissions:
        if item.fees:
            yield f"- {WAYS[item.way]}: {'; '.join(map(fee, item.fees))}"


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
    if item.is_ambiguous:
        return "nguồn ghi 0 đồng: có thể miễn phí, có thể do tỉnh, thành phố quy định; hãy hỏi nơi nộp hồ sơ"
    amount = f"{item.amount:,}".replace(",", ".")
    if item.is_unit_doubtful:
        return f"nguồn ghi {amount} đồng, có thể là đô la Mỹ; hãy hỏi nơi nộp hồ sơ" + (f" ({item.note})" if item.note else "")
    return f"{amount} đồng" + (f" ({item.note})" if item.note else "")
