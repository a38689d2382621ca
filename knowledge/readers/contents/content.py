"""The lines of any document → its records: a portal page, a list of procedures, a decision with its list and its texts, another text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.readers import Reading, Remark
from knowledge.readers.contents import listing, official
from knowledge.readers.contents.decisions import stretches_of
from knowledge.readers.contents.lines import clean, place_of

LONG_TEXT = 300  # letters outside a list's table that are worth a word in the report; its title and its signature have fewer


def readings(name: str, lines: Sequence[str], is_ocr: bool = False) -> Iterator[Reading]:
    """Paragraphs, rows with tabs between their cells. A list of procedures is read, and so is each that is told in full below it."""
    rows = [line for line in lines if "\t" in line]
    listed = list(listing.procedures_in(name, [row.split("\t") for row in rows], list(map(place_of, rows))))
    if all(isinstance(reading, Remark) for reading in listed):
        yield from official.readings(name, [clean(line) for line in lines], is_ocr)
        return
    yield from listed
    told = [clean(line) for line in lines if line.strip()]
    if stretches_of(told):
        yield from official.readings(name, told, is_ocr)
    elif (letters := sum(char.isalpha() for line in told if "\t" not in line for char in line)) > LONG_TEXT:
        yield Remark(name, f"đã đọc bảng danh mục; phần chữ ngoài bảng ({letters} chữ cái) không thành bản ghi")
