"""Index cards: what may be listed, how a file is read, what asks for a figure, how it is told and drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from bot import wording
from bot.scorecards.rules import numbers
from bot.scorecards.rules.drawing import over_provinces, over_years
from bot.scorecards.rules.filing import COLUMNS, read
from bot.scorecards.rules.hearing import ScorecardQuestions, ScorecardWish
from bot.scorecards.rules.scorecard import Scorecard, ScorecardDraft, ScorecardFault, ScorecardKind, ScorecardState, faults_of, number_in
from bot.scorecards.rules.telling import ScorecardTeller
from tests.paths import ROOT

WORDS = wording.load().scorecards
COLUMN = WORDS.page.columns
PROVINCES = {"Nghệ An": "Nghệ An", "Kon Tum": "Kon Tum", "Quảng Ngãi": "Quảng Ngãi", "Huế": "Huế"}
QUESTIONS = ScorecardQuestions(WORDS.asked.names, WORDS.asked.figures, WORDS.asked.around, PROVINCES)
TELLER = ScorecardTeller(WORDS)
HEAD = ",".join(COLUMN[name] for name in COLUMNS)


def draft(**more: object) -> ScorecardDraft:
    """Made up, as every figure of the tests."""
    told = ScorecardDraft(ScorecardKind.PAR, 2025, "Nghệ An", Decimal("88.92"), "Quyết định ví dụ", 12, 34, Decimal(90))
    return replace(told, **more)  # type: ignore[arg-type]


def card(**more: object) -> Scorecard:
    return Scorecard(1, ScorecardState.LISTED, draft(**more), 1, 2)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"value": None}, ScorecardFault.NO_VALUE),
        ({"year": 2004}, ScorecardFault.YEAR),
        ({"year": 2027}, ScorecardFault.YEAR),
        ({"value": Decimal("100.01")}, ScorecardFault.VALUE),
        ({"value": Decimal("1.23456")}, ScorecardFault.VALUE),
        ({"rank": 35}, ScorecardFault.RANK),
        ({"rank": 0}, ScorecardFault.RANK),
        ({"rank": 64, "ranked": None}, ScorecardFault.RANK),
        ({"ranked": 64}, ScorecardFault.RANK),
        ({"target": Decimal(101)}, ScorecardFault.TARGET),
        ({"source": " "}, ScorecardFault.NO_SOURCE),
        ({"source": "x" * 301}, ScorecardFault.TOO_LONG),
    ],
)
def test_a_card_is_refused_for_each_thing_that_is_wrong(more: dict[str, object], fault: ScorecardFault) -> None:
    assert list(faults_of(draft(**more), 2026, is_province=True)) == [fault]


def test_what_lies_within_its_bounds_is_listed() -> None:
    assert list(faults_of(draft(), 2026, is_province=False)) == [ScorecardFault.PROVINCE]
    for more in ({"year": 2005}, {"value": Decimal(100)}, {"value": Decimal("0.7234")}, {"rank": 63, "ranked": 63}, {"source": "x" * 300}):
        assert list(faults_of(draft(**more), 2026, is_province=True)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("88,92", "88.92"), ("88.92", "88.92"), (" 7 ", "7"), ("0,7234", "0.7234")],
)
def test_a_number_is_read_with_a_comma_or_a_point(text: str, number: str) -> None:
    assert number_in(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "x", "NaN", "Infinity", "1e3", "-1", "1_0", "٣", "1,2,3", "=1", "9" * 400, "88,92 %"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_in(text) is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("chỉ số PAR của tỉnh năm 2025", (ScorecardKind.PAR, 2025, "")),
        ("chi so par cua tinh nam 2025", (ScorecardKind.PAR, 2025, "")),
        ("chỉ số PAR INDEX Nghệ An 2025", (ScorecardKind.PAR, 2025, "Nghệ An")),
        ("PCI kon tum xếp thứ mấy?", (ScorecardKind.PCI, 0, "Kon Tum")),
        ("tỉnh mình sipas bao nhiêu điểm ạ", (ScorecardKind.SIPAS, 0, "")),
        ("chỉ số chuyển đổi số của Huế năm 2024", (ScorecardKind.DTI, 2024, "Huế")),
    ],
)
def test_who_asks_for_a_figure_is_heard(text: str, wish: tuple[ScorecardKind, int, str]) -> None:
    assert QUESTIONS.asked(text) == ScorecardWish(*wish)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "papi là gì",
        "chỉ số papi",
        "kế hoạch cải cách hành chính năm 2025",
        "cải cách hành chính năm 2025",
        "par và papi năm 2025",
        "chỉ số par năm 2024 và 2025",
        "làm căn cước năm 2025 bao nhiêu tiền",
        "chỉ số đường huyết bao nhiêu",
        "2025",
        "Nghệ An",
    ],
)
def test_what_is_another_matter_is_left_to_it(text: str) -> None:
    assert QUESTIONS.asked(text) is None


def test_a_long_message_asks_for_no_card() -> None:
    assert numbers.LONGEST_ASKED == 20
    assert QUESTIONS.asked("cho em hỏi " * 4 + "chỉ số par của tỉnh bao nhiêu")
    assert QUESTIONS.asked("cho em hỏi " * 5 + "chỉ số par của tỉnh bao nhiêu") is None


def test_a_card_is_told_with_its_rank_its_target_the_year_before_and_its_source() -> None:
    before = card(year=2024, value=Decimal("91.5"), rank=None)
    told = TELLER.full(card(), before).splitlines()
    assert told == [
        "Chỉ số cải cách hành chính (PAR INDEX) của Nghệ An năm 2025: 88,92 %. Xếp hạng 12/34.",
        "Chưa đạt mục tiêu đề ra (90 %).",
        "Năm 2024: 91,5 %.",
        "Nguồn: Quyết định ví dụ",
    ]
    assert "Đạt mục tiêu" in TELLER.full(card(target=Decimal("88.92")), None)
    assert "mục tiêu" not in TELLER.full(card(target=None), None)


def test_bars_begin_at_nought_and_reach_the_whole_width() -> None:
    drawn = over_years([card(year=2024, value=Decimal(45), target=None), card(target=None, value=Decimal(90))])
    assert [(bar.label, bar.length, bar.target) for bar in drawn.bars] == [("2025", Decimal(100), None), ("2024", Decimal(50), None)]
    aimed = over_years([card(value=Decimal(45))])
    assert (aimed.bars[0].length, aimed.bars[0].target) == (Decimal(50), Decimal(100)), "a target above the value is drawn too"
    assert over_years([card(value=Decimal(0), target=None)]).bars[0].length == 0
    assert over_years([]).bars == ()


def test_a_chart_has_an_end() -> None:
    assert (numbers.YEARS_DRAWN, numbers.PROVINCES_DRAWN) == (10, 12)
    assert [bar.label for bar in over_years([card(year=year) for year in range(2010, 2026)]).bars] == [
        str(year) for year in range(2025, 2015, -1)
    ]
    many = [card(province=f"Tỉnh {number:02}", value=Decimal(90 - number)) for number in range(20)]
    drawn = over_provinces(many, "Tỉnh 19")
    assert [bar.label for bar in drawn.bars] == [*(f"Tỉnh {number:02}" for number in range(12)), "Tỉnh 19"]
    assert [bar.is_own for bar in drawn.bars] == [False] * 12 + [True]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_file_is_read_whatever_parts_its_cells(sign: str) -> None:
    row = ["par", "2025", "Nghệ An", '"88,92"', "12", "34", "90", "'=Quyết định"]
    (line,) = read(f"\ufeff{HEAD.replace(',', sign)}\n{sign.join(row)}\n".encode(), COLUMN, 5) or ()
    assert line.draft == draft(source="=Quyết định")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", "Năm,Tỉnh\n2025,Huế\n".encode(), b"\x00" * 50, (HEAD + '\n"' + "x" * 200_000).encode()]
)
def test_what_is_no_such_file_is_none_or_unreadable(content: bytes) -> None:
    assert not any(line.draft for line in read(content, COLUMN, 5) or ())


@pytest.mark.parametrize("row", ["xyz,2025,Huế,1,,,,N", "par,hai,Huế,1,,,,N", "par,2025,Huế,abc,,,,N", "par,2025,Huế,1,-2,,,N", "par"])
def test_a_line_that_says_no_number_is_told(row: str) -> None:
    (line,) = read(f"{HEAD}\n{row}\n".encode(), COLUMN, 5) or ()
    assert (line.number, line.draft) == (2, None)


def test_every_number_is_listed_once_and_held_by_a_test_that_is_there() -> None:
    constants = {name for name in vars(numbers) if name.isupper() and name not in ("NUMBERS", "RULES", "FAULTS")}
    assert Counter(each.name for each in numbers.NUMBERS) == Counter(constants)
    for each in numbers.NUMBERS:
        file, _, function = each.held_by.partition("::")
        assert f"def {function}(" in (ROOT / file).read_text("utf-8"), each.name
