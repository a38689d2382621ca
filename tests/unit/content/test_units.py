"""knowledge.records.units, faq, post and reference: what these records refuse."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from knowledge.cues.vocabulary import Alias, Variant
from knowledge.errors import Fault, LibraryError, MissingToolError, UnreadableError
from knowledge.records.faq import FaqEntry
from knowledge.records.reference import Reference
from knowledge.records.units import AbolishedLevel, Hotline


def test_a_hotline_written_as_a_number_is_a_text() -> None:
    line = Hotline.model_validate({"name": "Công an", "number": 113, "source": "a", "verified": None})
    assert (line.number, line.verified, line.scope) == ("113", "", "toàn quốc")


def test_a_hotline_verified_on_a_day_of_yaml_keeps_the_day() -> None:
    line = Hotline.model_validate({"name": "A", "number": "1", "source": "a", "verified": date(2026, 1, 2)})
    assert line.verified == "2026-01-02"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Hotline, {"name": "A", "number": None, "source": "a"}),
        (Hotline, {"name": "A", "number": "1", "source": ""}),
        (AbolishedLevel, {"name": "a", "words": (), "since": date(2025, 7, 1), "now": "b"}),
        (FaqEntry, {"record_id": "F 1", "question": "a", "answer": "b", "source": "c"}),
        (Reference, {"record_id": "r-1", "title": "a", "sections": ()}),
        (Alias, {"code": "9.000001", "phrases": ()}),
        (Variant, {"name": "a", "markers": ("b",), "cues": ()}),
    ],
)
def test_a_record_that_says_too_little_cannot_be_made(kind: type, fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        kind(**fields)


def test_errors_carry_what_failed() -> None:
    faults = [Fault("a.md", 3, "sai"), Fault("b.md", 0, "hỏng")]
    assert LibraryError(faults).faults == tuple(faults)
    assert str(LibraryError(faults)) == "a.md:3: sai\nb.md: hỏng"
    missing = MissingToolError("a.pdf", "tesseract", "cần cài tesseract")
    assert isinstance(missing, UnreadableError)
    assert (missing.document, missing.tool, str(missing)) == ("a.pdf", "tesseract", "a.pdf: cần cài tesseract")
