"""JSON Lines, gzip or not, in the keys of the national export: one procedure a line."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from gzip import GzipFile
from itertools import islice, pairwise
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from knowledge.errors import UnreadableError, explained
from knowledge.facts.glued_cells import papers_apart
from knowledge.facts.quantities import NO_INFORMATION, levels_of, submissions_of
from knowledge.readers import Progress, Reading, Refusal
from knowledge.records.procedure import LegalReference, Procedure, RequiredDocument
from knowledge.texts.text import normalise, one_line

MAX_LINE = 8_000_000  # bytes; the longest known record has 200,000
MAX_TOTAL = 1_000_000_000  # bytes unpacked; a gzip that grows beyond is a bomb
LONGEST_NAME = 4_000  # characters of a paper's name, as a record takes them
CUT = " … (còn nữa, xem bản gốc)"
LINES_TO_JUDGE = 100  # a file whose first lines hold not one procedure is something else

_OFFICIALS = "Cán bộ, công chức, viên chức"
_COUNT = re.compile(r"^Số lượng:\s*Bản chính:\s*(\d{1,9})[,;]?\s*(?:-\s*)?Bản sao:\s*(\d{1,9})", re.IGNORECASE)
_CASE = re.compile(r"^\[(.*)\]$")
_BULLET = re.compile(r"^(?:[-*+•]\s*)+")
_LAST_BRACKETS = re.compile(r"\(([^()]*)\)$")
_SEPARATOR = re.compile(r"[,;\n()]")
_FORM = re.compile(r"(?:mẫu|tờ khai|đơn)[^.;,()]{0,60}?(?:số\s+)?([A-ZĐ]{0,4}\d{1,3}[A-Za-zĐđ0-9/.-]*)", re.IGNORECASE)


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield a Procedure a line, and for a bad line a Refusal with its number; a file that begins with bad lines only is refused whole.

    Raises UnreadableError for that, and where the file cannot be opened or its gzip is broken or cut off.
    """
    try:
        with path.open("rb") as file:
            is_packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if is_packed else path.open("rb") as lines:
            yield from _or_refused(path.name, _records(path.name, lines, progress))
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(path.name, "tệp nén bị hỏng hoặc bị cắt cụt" if path.exists() else "không mở được tệp") from error


def _or_refused(name: str, found: Iterator[Procedure | Refusal]) -> Iterator[Reading]:
    first = list(islice(found, LINES_TO_JUDGE))
    refused = [reading for reading in first if isinstance(reading, Refusal)]
    if len(refused) > 1 and len(refused) == len(first):
        line = refused[0].name.rpartition(", ")[2]
        raise UnreadableError(name, f"không phải JSON Lines, mỗi dòng một thủ tục ({line}: {refused[0].reason})")
    yield from first
    yield from found


def _records(name: str, lines: GzipFile | IO[bytes], progress: Progress) -> Iterator[Procedure | Refusal]:
    total = number = 0
    while line := lines.readline(MAX_LINE + 1):
        number += 1
        total += len(line)
        if total > MAX_TOTAL or len(line) > MAX_LINE:
            raise UnreadableError(name, f"dòng {number}: quá lớn")
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _record(name, number, line)
        if number % 1000 == 0:
            progress(f"{name}: {number} dòng")


def _record(name: str, number: int, line: bytes) -> Procedure | Refusal:
    where = f"{name}, dòng {number}"
    try:
        raw = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Refusal(where, "không phải văn bản UTF-8")
    except (ValueError, RecursionError):
        return Refusal(where, "không phải JSON hợp lệ")
    if not isinstance(raw, dict) or not isinstance(raw.get("code"), str) or not isinstance(raw.get("name"), str):
        return Refusal(where, "thiếu mã (code) hoặc tên (name)")
    try:
        return from_export(raw)
    except ValidationError as error:
        first = error.errors()[0]
        return Refusal(where, explained(first))


def from_export(raw: Mapping[str, object]) -> Procedure:
    """One object of the export → Procedure. Raises pydantic's ValidationError where a rule is broken."""

    def text(key: str) -> str:
        value = raw.get(key)
        value = normalise(value) if isinstance(value, str) else ""
        return "" if value.lower() in NO_INFORMATION else value

    documents = documents_of(text("documents"))
    return Procedure(
        code=str(raw["code"]).strip(),
        name=one_line(str(raw["name"])),
        field=one_line(text("field")),
        levels=levels_of(text("level")),
        publisher=one_line(text("publisher")),
        decision=one_line(text("decision")),
        kind=one_line(text("kind")),
        agency=text("agency"),
        applicants=applicants_of(text("applicants")),
        steps=text("steps"),
        submissions=submissions_of(text("methods"), text("time_limit"), text("fees")),
        documents=documents,
        forms=tuple(dict.fromkeys(form for document in documents for form in document.forms)),
        result=tuple(_BULLET.sub("", line) for line in text("result").split("\n") if line.strip(" -*+•")),
        conditions=text("conditions"),
        legal_basis=legal_basis_of(text("legal_basis")),
        keywords=split_list(text("keywords")),
        url=text("url"),
    )


def applicants_of(text: str) -> tuple[str, ...]:
    """Cut the portal's list of kinds of applicants; the one kind that has commas of its own stays whole."""
    kinds = split_list(text.replace(_OFFICIALS, _OFFICIALS.replace(",", "\0")))
    return tuple(kind.replace("\0", ",") for kind in kinds)


def split_list(text: str) -> tuple[str, ...]:
    """Cut at commas and semicolons outside brackets; each item once, in order."""
    cuts = [len(text)]
    is_inside = False
    for match in reversed(list(_SEPARATOR.finditer(text))):
        if match[0] in "()":
            is_inside = match[0] == ")"
        elif not is_inside:
            cuts.append(match.start())
    cuts.append(-1)
    items = (text[begin + 1 : end].strip() for begin, end in pairwise(reversed(cuts)))
    return tuple(dict.fromkeys(item for item in items if item))


def documents_of(text: str) -> tuple[RequiredDocument, ...]:
    """The portal's dossier text: "[ case ]" headings, "- paper" lines, "Số lượng: Bản chính: 1, Bản sao: 0" lines."""
    papers: list[RequiredDocument] = []
    case, lines, is_open = "", list[str](), False

    def close(originals: int = 0, copies: int = 0) -> None:
        counts = {"originals": min(originals, 99), "copies": min(copies, 99)}
        papers.extend(RequiredDocument(name=name, case=case, forms=forms_in(name), **counts) for name in _names(lines))
        lines.clear()

    for line in map(str.strip, papers_apart(text).split("\n")):
        if count := _COUNT.match(line):
            close(int(count[1]), int(count[2]))
            is_open = False
        elif heading := _CASE.match(line):
            close()
            case = heading[1].strip().strip("* :")
        else:
            if line.startswith("- ") and is_open:
                close()
            lines.append(line)
            is_open = True
    close()
    return tuple(papers)


def _names(lines: Sequence[str]) -> Iterator[str]:
    """The lines of one entry as a name; as several where it is a whole text, too long for one: parted between items, no word is lost."""
    name = _BULLET.sub("", " ".join(lines).strip()).strip()
    while len(name) > LONGEST_NAME:
        ends = (name.rfind(sign, 1, LONGEST_NAME) for sign in ("; ", ". ", " - ", " "))
        end = next((end for end in ends if end > 0), LONGEST_NAME - 1)
        yield name[: end + 1].strip()
        name = _BULLET.sub("", name[end + 1 :].strip()).strip()
    if name:
        yield name


def fitting(name: str) -> str:
    """A paper's name as a record takes it; one that is too long ends with a sign that says so."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(CUT)] + CUT


def forms_in(name: str) -> tuple[str, ...]:
    """The numbers of the blank forms that a paper's name mentions ("Tờ khai … mẫu CT01" → CT01)."""
    return tuple(dict.fromkeys(match[1].rstrip(".-/") for match in _FORM.finditer(name)))


def legal_basis_of(text: str) -> tuple[LegalReference, ...]:
    """A legal document a line: "* title (number)"."""
    found: dict[LegalReference, None] = {}
    for line in text.split("\n"):
        title = _BULLET.sub("", line.strip()).strip()
        if not title or title.lower() in NO_INFORMATION:
            continue
        brackets = _LAST_BRACKETS.search(title)
        number = brackets[1].strip() if brackets and any(map(str.isdecimal, brackets[1])) else ""
        title = title[: brackets.start()].strip() if brackets and number else title
        found[LegalReference(number=number, title="" if title == number else title)] = None
    return tuple(found)
