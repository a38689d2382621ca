"""Ways of handing in, time limits and fees as an official text says them in sentences; a way that is not named is not made up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.facts.quantities import NO_INFORMATION, fees_of, time_limit_of
from knowledge.records.procedure import FREE, Fee, Submission, TimeLimit, Way
from knowledge.texts.text import one_line

LONGEST_CASE = 400  # characters before an amount that may say whose it is; a longer sentence stays in its words
LONGEST_LABEL = 60  # characters of a line that only says for which way the next ones are

_SAID: tuple[tuple[Way, re.Pattern[str]], ...] = (
    (Way.DIRECT, re.compile(r"\btrực tiếp\b", re.IGNORECASE)),
    (Way.ONLINE, re.compile(r"trực tuyến|cổng dịch vụ công|qua mạng|trên mạng|vneid|môi trường (?:điện tử|mạng)|internet", re.IGNORECASE)),
    (Way.POST, re.compile(r"bưu (?:chính|điện)", re.IGNORECASE)),
)
_NOT = re.compile(r"(?:không|chưa) (?:áp dụng|nhận|tiếp nhận|thực hiện|được|nộp|có)[^.;]{0,60}$", re.IGNORECASE)
_COUNTER = re.compile(r"trung tâm (?:phục vụ )?(?:hành chính công|hcc|phục vụ)|bộ phận (?:một cửa|tiếp nhận)|\btại trụ sở", re.IGNORECASE)
_SIGN = re.compile(r"^(?:[-–+*•]\s*|\d{1,2}[.)]\s+|[a-zđ][.)]\s+)+")
_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+|\d{4,9}|0)\s*(?:đồng|VNĐ|VND|đ)(?!\w)", re.IGNORECASE)
_COLLECTS = re.compile(r"[\s,:–-]*(?:\b(?:mức thu|thu|nộp|là|phải nộp)\b[\s:]*(?:phí|lệ phí)?)?\s*$", re.IGNORECASE)


def submissions_in(methods: Sequence[str], limits: Sequence[str], fees: Sequence[str]) -> tuple[Submission, ...]:
    """One submission a way. What is said of no way holds for every way that is named, and for none in particular where none is."""
    notes: dict[Way, list[str]] = {}
    for ways, line in _by_way(methods, (), is_place=True):
        for way in ways or [Way.UNKNOWN]:
            notes.setdefault(way, []).append(line)
    known = tuple(way for way in notes if way is not Way.UNKNOWN)
    times: dict[Way, list[TimeLimit]] = {}
    for ways, line in _by_way(limits, known):
        for way in ways or [Way.UNKNOWN]:
            times.setdefault(way, []).extend(_limits_in(line))
    amounts: dict[Way, list[Fee]] = {}
    label = ""
    for ways, line in _by_way(fees, known):
        label = line.rstrip(" :") if line.endswith(":") else label
        for way in (ways or [Way.UNKNOWN]) if not line.endswith(":") else []:
            amounts.setdefault(way, []).append(_fee_in(line, label))
    return tuple(
        Submission(
            way=way,
            time_limits=tuple(dict.fromkeys(times.get(way, ()))),
            fees=tuple(dict.fromkeys(amounts.get(way, ()))),
            note="\n".join(dict.fromkeys(notes.get(way, ()))),
        )
        for way in dict.fromkeys([*notes, *times, *amounts])
    )


def ways_in(line: str) -> tuple[Way, ...]:
    """The ways that a sentence names, but for those it says are not open."""
    found = ((way, match) for way, pattern in _SAID if (match := pattern.search(line)))
    return tuple(way for way, match in found if not _NOT.search(line[: match.start()]))


def _by_way(lines: Sequence[str], known: tuple[Way, ...], is_place: bool = False) -> Iterator[tuple[tuple[Way, ...], str]]:
    """Each sentence with the ways it is for: its own, those of the label above it, else `known`."""
    current = known
    for raw in lines:
        line = _SIGN.sub("", one_line(raw))
        if not line or line.lower().strip(" .") in NO_INFORMATION:
            continue
        own = ways_in(line)
        if (
            own
            and len(line) <= LONGEST_LABEL
            and not any(map(str.isdigit, line))
            and (line.endswith(":") or (not is_place and not _says(line)))
        ):
            current = own
            if is_place:
                yield own, line.rstrip(" :")
            continue
        head, colon, rest = line.partition(":")
        if own and colon and rest.strip() and ways_in(head) and len(head) <= LONGEST_LABEL and _is_only_way(head):
            yield own if own == ways_in(head) else ways_in(head), rest.strip()
            continue
        if is_place and not own and _COUNTER.search(line):
            own = (Way.DIRECT,)
        yield own or current, line


def _says(line: str) -> bool:
    """Whether a line without a figure still says something about money or time ("miễn lệ phí khi nộp trực tuyến")."""
    return bool(re.search(r"miễn|không (?:thu|mất)|giảm|trong ngày|theo quy định|ngay", line, re.IGNORECASE))


def _is_only_way(head: str) -> bool:
    bare = head
    for _, pattern in _SAID:
        bare = pattern.sub(" ", bare)
    return (
        len(
            re.sub(r"\b(?:nộp|hồ sơ|gửi|qua|dịch vụ|hình thức|công ích|hoặc|và|tại|đối với|khi|thường)\b|\W", "", bare, flags=re.IGNORECASE)
        )
        < 3
    )


def _limits_in(line: str) -> Iterator[TimeLimit]:
    """The time limits of a sentence; pieces after semicolons only where each is one by itself."""
    pieces = [time_limit_of(piece) for piece in line.split("; ")]
    if len(pieces) > 1 and not all(piece and piece.amount is not None for piece in pieces):
        pieces = [time_limit_of(line)]
    yield from filter(None, pieces)


def _fee_in(line: str, label: str) -> Fee:
    """The amount if the line holds just one, with what it is for; else the line's own words."""
    line = line.rstrip(" ;")
    found = list(_AMOUNT.finditer(line))
    is_near = len(found) == 1 and found[0].start() <= LONGEST_CASE
    before = _COLLECTS.sub("", line[: found[0].start()]).strip(" ,;:–-(") if is_near else ""
    if is_near and not re.search(r"\b(?:từ|đến|tối đa|tối thiểu|không quá|trở lên|giảm|thêm)\b", line, re.IGNORECASE):
        amount = int(re.sub(r"\D", "", found[0][1]))
        after = line[found[0].end() :].strip(" ,;.)")
        after = after.removeprefix("(").strip()
        told = "" if _is_of_way(before) else before
        return Fee(amount=amount, note=": ".join(piece for piece in (label, ", ".join(filter(None, (told, after)))) if piece))
    note = f"{label}: {line}" if label else line
    if not found and FREE.match(line):
        return Fee(amount=0, note=line) if not label else Fee(note=note)
    return next(iter(fees_of(note)), Fee(note=note))


def _is_of_way(text: str) -> bool:
    """Whether it only repeats the way ("Trường hợp công dân nộp hồ sơ trực tiếp"), which stands beside the amount anyway."""
    bare = text
    for _, pattern in _SAID:
        bare = pattern.sub(" ", bare)
    spent = r"\b(?:trường hợp|công dân|người dân|cá nhân|tổ chức|khi|nếu|đối với|nộp|gửi|hồ sơ|qua|dịch vụ|công ích|hình thức|bằng)\b|\W"
    return bool(ways_in(text)) and len(re.sub(spent, "", bare, flags=re.IGNORECASE)) < 3
