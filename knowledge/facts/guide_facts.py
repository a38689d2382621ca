"""What can be checked in a text: its numbers with their units, its days, the laws it names, the agencies; facts, no sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.facts.reductions import as_written
from knowledge.files import write_atomically
from knowledge.records.procedure import Code, Procedure, Record
from knowledge.texts.text import SMALL

MARKS = re.compile(r"^\s*(?:#+|[-+*•]|\d{1,2}[.)])\s+", re.MULTILINE)
_WORD = rf"(?:TTg|[A-ZĐ]+\d{{0,2}})(?![{SMALL}])"  # what follows glued to it begins another word: "62/2015/NĐ-CPLuật"
LAW = re.compile(rf"(?<![\d/])(?<!\d\.)\d{{1,5}}(?:\.\d{{1,2}})?/(?:\d{{4}}/)?{_WORD}(?:-{_WORD})*")
DAY = re.compile(r"\b(\d{1,2})\s*(?:/|-|tháng)\s*(\d{1,2})\s*(?:/|-|năm)\s*(\d{4})\b", re.IGNORECASE)
DAY_OF_YEAR = re.compile(r"\b(?:ngày\s+(\d{1,2})\s*/|(?:ngày|trước)\s+(\d{1,2})\s+tháng)\s*(\d{1,2})\b", re.IGNORECASE)
CODE_IN_TEXT = re.compile(r"\b\d\.\d{6}\b")
SHORT_LAW = re.compile(r"(?:nghị định|thông tư|nghị quyết|quyết định|luật)\s+(?:số\s+)?(\d{1,4}/\d{4})\b", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?![\d/]|\.\d)")
UNITS = "ngày|tháng|năm|giờ|phút|tuần|tuổi|quý|đồng|nghìn|triệu|tỷ|bộ|bản|lần|người|m2|km|cm|mét|ha|tấn|kg|%"
AFTER = re.compile(rf"[ \t]*(?:\([^()\d]{{1,40}}\)[ \t]*)?({UNITS})(?!\w)", re.IGNORECASE)
AFTER_RANGE = re.compile(
    rf"[ \t]*(?:-|–|đến|hoặc|và|,)\s*(?:dưới\s+|đủ\s+)?\d+\s*(?:\([^()\d]{{1,40}}\)[ \t]*)?({UNITS})(?!\w)", re.IGNORECASE
)
BEFORE = re.compile(r"\b(điều|khoản|mẫu|phụ lục|bước|mục|chương)\s+(?:số\s+)?$", re.IGNORECASE)
LONGEST_PLACE = 16  # characters before a number in which "phụ lục số " stands
LARGE = 1_000  # a number of this size is an amount or a year: its unit is written in too many ways, and it is seldom there by chance
AGENCIES = re.compile(
    r"\b(công an|ủy ban nhân dân|uỷ ban nhân dân|ubnd|hội đồng nhân dân)\s+(?:cấp\s+)?(xã|phường|tỉnh|thành phố)"
    r"|\b(tòa án|viện kiểm sát|thi hành án|biên phòng|hải quan|kho bạc|bảo hiểm xã hội|ngân hàng chính sách|trạm y tế|lãnh sự"
    r"|văn phòng đăng ký đất đai|kiểm lâm|đăng kiểm|thuế|thanh tra|hội đồng giám định|trung tâm dịch vụ việc làm|ban chỉ huy quân sự)\b"
    r"|\b(?<!cơ )(?<!cán )((?:sở|bộ)\s+(?:công an|công thương|dân tộc và tôn giáo|giáo dục và đào tạo|khoa học và công nghệ|ngoại giao"
    r"|nội vụ|nông nghiệp và môi trường|quốc phòng|tài chính|tư pháp|văn hóa|xây dựng|y tế))\b",
    re.IGNORECASE,
)
_LEVELS = {"phường": "xã", "thành phố": "tỉnh"}
_SPELLINGS = {"uỷ ban nhân dân": "ủy ban nhân dân", "ubnd": "ủy ban nhân dân"}


class RecordFacts(Record):
    """The facts of one official record that guides are held against; `said`: in the words of `facts_in`."""

    code: Code
    decision: str = ""
    said: tuple[str, ...] = ()


def facts_in(text: str) -> Iterator[str]:
    """Every fact of a text: "5 ngày", "70000", "01/07/2025", "123/2015/NĐ-CP", "công an xã"."""
    text = CODE_IN_TEXT.sub(" ", MARKS.sub("", text.replace("m²", "m2")))
    yield from (law[0].upper() for law in LAW.finditer(text))
    text = LAW.sub(" ", text)
    yield from (f"{int(day[1]):02}/{int(day[2]):02}/{day[3]}" for day in DAY.finditer(text))
    text = DAY.sub(" ", text)
    yield from (f"{int(day[1] or day[2])} tháng {int(day[3])}" for day in DAY_OF_YEAR.finditer(text))
    text = DAY_OF_YEAR.sub(" ", text)
    yield from SHORT_LAW.findall(text)
    text = SHORT_LAW.sub(" ", text)
    yield from (_number(text, match) for match in NUMBER.finditer(text))
    yield from map(_agency, AGENCIES.finditer(text))


def missing(said: Iterable[str], held: frozenset[str]) -> list[str]:
    """The facts that are not held. A number with its unit, article or form may stand there alone, in a list; one alone with any."""
    values = {value for fact in held for value in (fact.partition(" ")[0], fact.rpartition(" ")[2])}
    return [fact for fact in dict.fromkeys(said) if fact not in held and not _stands_otherwise(fact, held, values)]


def _stands_otherwise(fact: str, held: frozenset[str], values: set[str]) -> bool:
    first, _, last = fact.partition(" ")
    return (first[0].isdigit() and first in (held if last else values)) or (last[:1].isdigit() and last in held)


def of_record(record: Procedure) -> RecordFacts:
    """All facts of an official record: its texts, papers, fees, limits, law and name."""
    said = set(facts_in("\n".join(_texts(record))))
    short = {"/".join(fact.split("/")[:2]) for fact in said if fact.count("/") == 2 and LAW.fullmatch(fact)}
    return RecordFacts(code=record.code, decision=record.decision, said=tuple(sorted(said | short)))


def of_guide(record: Procedure) -> frozenset[str]:
    """All facts that the hand-written texts of a record say: its guide, short answers and deadlines."""
    texts = [*record.guide.values(), *(text for answer in record.quick for text in (answer.answer, answer.basis))]
    texts += (*record.deadlines.lines, record.deadlines.basis) if record.guide and record.deadlines else ()
    return frozenset(facts_in(as_written("\n".join(texts))))


def _texts(record: Procedure) -> Iterator[str]:
    yield from (
        record.name,
        record.decision,
        record.agency,
        record.steps,
        record.conditions,
        *record.result,
        *record.forms,
        *record.applicants,
    )
    for item in record.submissions:
        yield item.note
        yield from (
            f"{limit.amount:g} {_TIME.get(limit.unit, '')}; {limit.note}" if limit.amount else limit.note for limit in item.time_limits
        )
        yield from (f"{'' if fee.amount is None else f'{fee.amount} đồng'}; {fee.note}" for fee in item.fees)
    for paper in record.documents:
        yield f"{paper.case}\n{paper.name}\n{paper.originals} bản\n{paper.copies} bản\n{'; '.join(paper.forms)}"
    yield from (f"{item.number} {item.title}" for item in record.legal_basis)


_TIME = {"ngay_lam_viec": "ngày", "ngay": "ngày", "gio": "giờ", "thang": "tháng", "nam": "năm"}


def _number(text: str, match: re.Match[str]) -> str:
    whole = int(match[1].replace(".", ""))
    value = f"{whole},{decimals}" if (decimals := (match[2] or "").rstrip("0")) else str(whole)
    if place := BEFORE.search(text, max(0, match.start() - LONGEST_PLACE), match.start()):
        return f"{place[1].lower()} {value}"
    unit = AFTER.match(text, match.end()) or AFTER_RANGE.match(text, match.end())
    if unit and unit[1].lower() in ("nghìn", "triệu", "tỷ"):
        return str(round(float(value.replace(",", ".")) * {"nghìn": 1e3, "triệu": 1e6, "tỷ": 1e9}[unit[1].lower()]))
    return value if unit is None or whole >= LARGE else f"{value} {unit[1].lower()}"


def _agency(match: re.Match[str]) -> str:
    if match[1]:
        name, level = match[1].lower(), match[2].lower()
        return f"{_SPELLINGS.get(name, name)} {_LEVELS.get(level, level)}"
    return re.sub(r"\s+", " ", match[3] or match[4]).lower()


def write(records: Iterable[Procedure], codes: frozenset[str], path: Path) -> int:
    """Write the facts of the records of `codes` as JSON Lines, in order. Same records, same bytes."""
    lines = [of_record(record).model_dump_json() for record in sorted(records, key=lambda record: record.code) if record.code in codes]
    write_atomically(path, "".join(f"{line}\n" for line in lines).encode())
    return len(lines)
