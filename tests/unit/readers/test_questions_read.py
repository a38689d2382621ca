"""Documents of questions and answers become entries of the FAQ, each question with its own answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.readers import Reading, Refusal, Remark, kinds, silent
from knowledge.records.faq import FaqEntry

MARKDOWN = """Lĩnh vực thư viện

### Câu hỏi 1: Mượn sách mất bao nhiêu tiền?

**Trả lời:**
* **Lệ phí:** miễn phí
* **Thời hạn:** 7 ngày

---

### Câu hỏi 2: Làm mất sách thì
phải làm gì?

**Trả lời:** Báo thư viện.
"""
NUMBERED = "1. Ai được mượn sách?\nTrả lời:\nMọi người.\n2. Mấy giờ mở cửa?\nTrả lời:\nLúc 7 giờ."
LABELLED = "Hỏi: Trẻ em có được mượn sách không?\nĐáp: Được.\nHỏi: Có mượn qua mạng được không\nĐáp: Không."


def _read(folder: Path, text: str) -> list[Reading]:
    path = folder / "hoi-dap.txt"
    path.write_text(text)
    return list(kinds.READERS["text"](path, silent))


def _entries(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(reading.question, reading.answer) for reading in readings if isinstance(reading, FaqEntry)]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            MARKDOWN,
            [
                ("Mượn sách mất bao nhiêu tiền?", "- Lệ phí: miễn phí\n- Thời hạn: 7 ngày"),
                ("Làm mất sách thì phải làm gì?", "Báo thư viện."),
            ],
        ),
        (NUMBERED, [("Ai được mượn sách?", "Mọi người."), ("Mấy giờ mở cửa?", "Lúc 7 giờ.")]),
        (LABELLED, [("Trẻ em có được mượn sách không?", "Được."), ("Có mượn qua mạng được không", "Không.")]),
    ],
)
def test_each_question_keeps_its_own_answer(tmp_path: Path, text: str, entries: list[tuple[str, str]]) -> None:
    assert _entries(_read(tmp_path, text)) == entries


def test_an_entry_names_its_document_and_the_report_asks_to_read_it(tmp_path: Path) -> None:
    readings = _read(tmp_path, MARKDOWN)
    assert {reading.source for reading in readings if isinstance(reading, FaqEntry)} == {"hoi-dap.txt"}
    told = [reading.text for reading in readings if isinstance(reading, Remark)]
    assert told[0].startswith("2 câu hỏi – đáp")
    assert "“Lĩnh vực thư viện”" in told[1]


def test_a_question_asked_twice_is_refused_the_second_time_by_its_line(tmp_path: Path) -> None:
    readings = _read(tmp_path, f"{NUMBERED}\n3. Ai được mượn sách?\nTrả lời:\nChỉ học sinh.")
    assert len(_entries(readings)) == 2
    assert [reading.name for reading in readings if isinstance(reading, Refusal)] == ["hoi-dap.txt, dòng 7"]


def test_one_question_does_not_make_a_document_of_questions(tmp_path: Path) -> None:
    assert not _entries(_read(tmp_path, "THÔNG BÁO\nVề mượn sách\nHỏi: Ai được mượn?\nĐáp: Mọi người."))
