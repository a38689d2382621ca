"""PDF: its text layer; a page that is only a picture goes to OCR. Page numbers and running heads are dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pypdfium2 as pdfium

from knowledge.errors import MissingToolError, UnreadableError
from knowledge.readers import Progress, Reading, Refusal, Remark
from knowledge.readers.contents import content
from knowledge.readers.contents.lines import Placed, joined, like
from knowledge.readers.formats.text import whole_or_refused
from knowledge.readers.national import portal
from knowledge.readers.opening import legacy
from knowledge.readers.opening.ocr import Tesseract

MAX_PAGES = 2_000
MAX_SCANNED = 300  # pages read by OCR in one document: half an hour
FEWEST_LETTERS = 20  # letters of a page with a text layer; fewer with a picture on it is a scan
RUNNING_SHARE = 0.6  # a first or last line on this share of the pages, or of the odd or the even ones, is a running head
FEWEST_PAGES = 3  # pages of one side among which a running head can be told from a heading
_PICTURE = 3  # FPDF_PAGEOBJ_IMAGE
_PASSWORD = 4  # FPDF_ERR_PASSWORD

_SENTENCE_END = re.compile(r"[.;:!?…]\s*$")
_NEW_PARAGRAPH = re.compile(
    r"^(?:[-–+*•]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]{1,5}\.\s|Điều \d|Chương |Mục \d|Phụ lục|Căn cứ )",
    re.IGNORECASE,
)


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield the record of a PDF; a scanned page that OCR cannot read is refused by its number."""
    yield from whole_or_refused(path.name, _readings(path, progress))


def _readings(path: Path, progress: Progress) -> Iterator[Reading]:
    pages: dict[int, list[str]] = {}
    refused: list[Refusal] = []
    scanned: list[int] = []
    document = _opened(path)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise UnreadableError(path.name, f"tài liệu quá dài: {count} trang, nhiều nhất {MAX_PAGES}")
        ocr = Tesseract(path.name, progress)
        for number in range(1, count + 1):
            progress(f"{path.name}: trang {number}/{count}")
            try:
                pages[number] = _page(document, number, ocr, scanned)
            except MissingToolError as error:
                if not any(pages.values()):
                    raise
                refused.append(Refusal(f"{path.name}, trang {number}", error.reason))
            except UnreadableError as error:
                refused.append(Refusal(f"{path.name}, trang {number}", error.reason))
    finally:
        document.close()
    if not any(pages.values()) and refused:
        raise UnreadableError(path.name, refused[0].reason)
    yield from refused
    if scanned:
        yield Remark(path.name, f"{len(scanned)} trang là ảnh quét, chữ do máy nhận dạng, cần đọc soát lại")
    yield from _made(path.name, pages, bool(scanned))


def _made(name: str, pages: Mapping[int, list[str]], is_ocr: bool) -> Iterator[Reading]:
    lines = _without_running_heads(pages)
    text = legacy.repaired("\n".join(lines))
    if portal.is_portal_text(text):
        yield from portal.procedures_in(name, text)
    else:
        repaired = [like(line, at) for line, at in zip(text.split("\n"), lines, strict=True)]
        yield from content.readings(name, joined(_paragraphs(repaired)), is_ocr)


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD
        reason = "tệp PDF có mật khẩu; hãy gỡ mật khẩu rồi nhập lại" if is_locked else "tệp PDF bị hỏng hoặc tải về chưa đủ"
        raise UnreadableError(path.name, reason) from error
    except OSError as error:
        raise UnreadableError(path.name, "không mở được tệp") from error


def _page(document: pdfium.PdfDocument, number: int, ocr: Tesseract, scanned: list[int]) -> list[str]:
    """The lines of one page, by its text layer or, where it has none, by OCR."""
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
        text = str(text_page.get_text_bounded())
        is_scan = sum(map(str.isalpha, text)) < FEWEST_LETTERS and any(page.get_objects(filter=(_PICTURE,), max_depth=3))
    except pdfium.PdfiumError as error:
        raise UnreadableError("", "trang bị hỏng") from error
    if is_scan:
        if len(scanned) >= MAX_SCANNED:
            raise UnreadableError("", f"quá nhiều trang ảnh quét (nhiều nhất {MAX_SCANNED}); hãy chia nhỏ tài liệu")
        text = ocr.text_of_page(page, number)
        scanned.append(number)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "").replace("\ufffe", "").split("\n")


def _without_running_heads(pages: Mapping[int, list[str]]) -> list[str]:
    """All lines of all pages but those that stand first or last on most pages, or on most of the odd or the even ones: a gazette
    heads its left pages otherwise than its right ones."""
    running = {number: set[str]() for number in pages}
    for numbers in (list(pages), [number for number in pages if number % 2], [number for number in pages if not number % 2]):
        edges = Counter(key for number in numbers for key in {_key(line) for line in _edges(pages[number])})
        heads = {key for key, count in edges.items() if key and len(numbers) >= FEWEST_PAGES and count >= RUNNING_SHARE * len(numbers)}
        for number in numbers:
            running[number] |= heads
    lines: list[str] = []
    for number, page in pages.items():
        edge = set(map(id, _edges(page)))
        kept = [line for line in page if not (id(line) in edge and _key(line) in running[number])]
        lines += [Placed(line, f"trang {number}") for line in kept]
    return lines


def _edges(page: list[str]) -> list[str]:
    said = [line for line in page if line.strip()]
    return said[:1] + said[-1:]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()).lower())


def _paragraphs(lines: list[str]) -> list[str]:
    """A PDF breaks every line: join those that go on, by length, punctuation and what the next begins with."""
    width = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    last = ""
    for raw in lines:
        line = raw.strip()
        goes_on = bool(last) and len(last) > width * 0.6 and not _SENTENCE_END.search(last) and not _NEW_PARAGRAPH.match(line)
        if goes_on and line and not line.isupper():
            paragraphs[-1] = like(f"{paragraphs[-1]} {line}", paragraphs[-1])
        else:
            paragraphs.append(like(line, raw))
        last = line
    return paragraphs
