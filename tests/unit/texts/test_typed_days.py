"""A day is typed and shown as people here write it, whatever language a browser speaks; anything else is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import bot
from bot.console.request import DayError, Fields
from bot.text.typed_days import PATTERN, field, shown
from bot.wording import load

TEMPLATES = sorted(Path(bot.__file__).parent.rglob("*.html"))
DAY = date(2026, 11, 20)


def typed(text: str) -> date | None:
    return Fields.of([("day", text)]).day("day")


@pytest.mark.parametrize("text", ["20/11/2026", "20-11-2026", "20.11.2026", "2026-11-20", " 20/11/2026 "])
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    assert typed(text) == DAY
    assert re.fullmatch(PATTERN, text.strip())


def test_day_comes_before_month_and_an_empty_field_is_none() -> None:
    assert typed("5/3/2026") == date(2026, 3, 5)
    assert typed("") is None


@pytest.mark.parametrize(
    "text",
    [
        "11/20/2026", "31/2/2026", "29/02/2027", "0/1/2026", "1/1/26", "20/11", "2026/11/20", "20261120", "2026-W47-5", "mai", "1/1/0001",
        "٢٠/١١/٢٠٢٦", "20/11/2026' OR 1=1 --", "<script>1/1/2026</script>", "9" * 5_000, "1/1/99999", "-1/1/2026", "20\n/11/2026",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayError):
        typed(text)


def test_a_field_shows_a_day_so_and_keeps_what_was_typed() -> None:
    assert shown(DAY) == shown("2026-11-20") == shown("20/11/2026") == "20/11/2026"
    assert (shown(""), shown(None), shown("mai")) == ("", "", "mai")


def test_no_page_asks_for_a_day_in_the_browsers_language() -> None:
    asked = [template.name for template in TEMPLATES if re.search(r"""type=["']?(date|month|week|datetime)""", template.read_text("utf-8"))]
    assert asked == []
    assert sum("{{ a_day }}" in template.read_text("utf-8") for template in TEMPLATES) > 15


def test_what_stands_in_the_attributes_is_escaped() -> None:
    assert 'placeholder="&#34;&gt;"' in field('">')
    assert "data-pick" not in field("ngày/tháng/năm")
    assert load().console.day_written in field(load().console.day_written, "x")
