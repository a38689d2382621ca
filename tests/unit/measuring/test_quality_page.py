"""docs/quality.md: counted by set, group and spelling; measured again it is the same file, and what people wrote below the mark stays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import wording
from bot.commands import run
from bot.evaluation.quality import WHOLE, Mark, by_group, tallied, unpadded
from bot.evaluation.quality_page import BY_HAND, Content, Measured, Measurement, page
from bot.evaluation.sets import SetKind, Spelling, look_at, questions_of
from bot.evaluation.verdicts import OFFERED, RIGHT, SILENT, WRONG
from knowledge.records.procedure import Origin
from tests import library
from tests.library import put

WORDS = wording.load().quality
DAY = date(2026, 7, 31)
QUESTION = f'{{"id": "1", "group": "plain", "question": "xin trồng cây đa trước nhà", "codes": ["{library.TREE}"], "aspect": "tong_quan"}}'
ELSEWHERE = '{"id": "2", "group": "oos", "question": "giá vàng thế giới"}'
DEADLINE = '{"id": "3", "question": "nuôi chó phải làm trong bao lâu", "truth": "03 ngày"}'
TALK = f'{{"id": "c", "style": "voice", "turns": [{{"text": "đăng ký nuôi chó", "kind": "new", "codes": ["{library.DOG}"]}}]}}'


def measurement(day: date = DAY, right: int = 1, name: str = "dev.jsonl") -> Measurement:
    shares = by_group([("plain", Mark(RIGHT))] * right + [("oos", Mark(WRONG))])
    return Measurement(Content("0123456789abcdef", 17, {Origin.FACTS: day}), (), (), [Measured(name, Spelling.WRITTEN, shares)])


def test_complete_is_right_with_the_part_and_the_facts_that_were_asked_for() -> None:
    assert Mark(RIGHT).is_complete
    assert Mark(RIGHT, fits=True, said=True).is_complete
    assert not Mark(RIGHT, fits=False).is_complete
    assert not Mark(RIGHT, said=False).is_complete
    assert not Mark(OFFERED, fits=True, said=True).is_complete


def test_every_mark_is_counted_once() -> None:
    found = tallied([Mark(RIGHT, fits=True), Mark(OFFERED), Mark(WRONG, said=False), Mark(SILENT)])
    assert (found.n, found.right, found.offered, found.wrong, found.refused) == (4, 0.25, 0.25, 0.25, 0.25)
    assert (found.complete, found.fits, found.said) == (0.25, 1.0, 0.0)
    assert tallied([]).right == 0


def test_a_set_of_one_group_has_one_line() -> None:
    assert list(by_group([("all", Mark(RIGHT))])) == [WHOLE]
    assert list(by_group([("b", Mark(RIGHT)), ("a", Mark(RIGHT))])) == [WHOLE, "a", "b"]


def test_a_day_written_with_a_nought_is_said_without_it_too() -> None:
    assert unpadded("07 ngày") == "07 ngày|7 ngày"
    assert unpadded("10 ngày") == "10 ngày"


def test_the_same_measurement_over_its_own_page_changes_nothing() -> None:
    once = page(measurement(), "", WORDS)
    assert page(measurement(), once, WORDS) == once


def test_what_people_wrote_below_the_mark_stays() -> None:
    first = page(measurement(), "", WORDS)
    written = first + "| 01/12/2026 | 1.001193 | 31 | 0 | |\n"
    again = page(measurement(right=3), written, WORDS)
    assert again.partition(BY_HAND)[2] == written.partition(BY_HAND)[2]
    assert again.partition(BY_HAND)[0] != written.partition(BY_HAND)[0]


def test_an_earlier_day_of_the_content_stays_beside_the_latest_and_the_same_day_is_written_anew() -> None:
    first = page(measurement(), "", WORDS)
    second = page(measurement(right=3), first, WORDS)
    third = page(measurement(DAY + timedelta(days=40), right=9), second, WORDS)
    past = [line for line in third.partition(WORDS.history_title)[2].splitlines() if "dev.jsonl" in line]
    assert [line.split(" | ")[0] for line in past] == ["| 09/09/2026", "| 31/07/2026"]
    assert ["90,0 %" in past[0], "75,0 %" in past[1]] == [True, True]


def test_a_set_that_is_not_there_today_keeps_its_line_of_the_same_day() -> None:
    both = page(measurement(name="other.jsonl"), page(measurement(), "", WORDS), WORDS)
    past = both.partition(WORDS.history_title)[2]
    assert "| dev.jsonl |" in past
    assert "| other.jsonl |" in past


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (QUESTION, SetKind.QUESTIONS),
        (DEADLINE, SetKind.DEADLINES),
        (TALK, SetKind.CONVERSATIONS),
        ('{"text": "kể chuyện", "expect": "khai sinh"}', SetKind.UNJUDGED),
        ("[1]", SetKind.UNJUDGED),
        ("không phải JSON", SetKind.UNJUDGED),
        ("", SetKind.UNJUDGED),
    ],
)
def test_a_set_is_known_by_its_first_line(tmp_path: Path, line: str, kind: SetKind) -> None:
    assert look_at(put(tmp_path, "set.jsonl", line)).kind is kind


def test_what_has_taken_the_place_of_a_labelled_code_is_right_as_well(tmp_path: Path) -> None:
    file = look_at(put(tmp_path, "set.jsonl", QUESTION))
    (question,) = questions_of(file, Spelling.BARE, lambda codes: (*codes, "9.999999"))
    assert question.codes == (library.TREE, "9.999999")
    assert question.question == "xin trong cay da truoc nha"


def test_the_command_asks_every_set_that_is_there_and_names_those_that_are_not(
    small_index_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = put(tmp_path, "own.jsonl", f"{QUESTION}\n{ELSEWHERE}")
    put(tmp_path, "sets/conversations.jsonl", TALK)
    put(tmp_path, "sets/deadlines.jsonl", DEADLINE)
    put(tmp_path, "sets/stories.jsonl", '{"text": "kể chuyện"}')
    out = tmp_path / "quality.md"
    wanted = ("--questions", str(own), "--sets", str(tmp_path / "sets"), "--index", str(small_index_folder), "--out", str(out))
    assert run(["quality", *wanted]) == 0
    once = out.read_bytes()
    monkeypatch.setenv("PROVINCE", "Nghệ An")
    monkeypatch.setenv("UNIT_NAME", "Phường Ví Dụ")
    assert run(["quality", *wanted]) == 0
    assert out.read_bytes() == once
    told = once.decode()
    assert told in capsys.readouterr().out
    assert "| own.jsonl | **cả bộ** | như đã viết | 2 | 100,0 % | 100,0 % | 0,0 % | 0,0 % | 0,0 % | 100,0 % | – |" in told
    assert "| own.jsonl | plain | bỏ dấu | 1 |" in told
    assert "| conversations.jsonl | **cả bộ** | bỏ dấu | 1 | 100,0 % |" in told
    assert "| deadlines.jsonl | **cả bộ** | như đã viết | 1 |" in told
    assert f"| stories.jsonl | {WORDS.kinds[SetKind.UNJUDGED]} | 1 |" in told
    assert f"| dev.jsonl | {WORDS.absent} |" in told
    assert str(tmp_path) not in told


def test_what_who_labelled_did_not_know_is_not_judged(small_index_folder: Path, tmp_path: Path) -> None:
    wrongly_silent = f'{{"id": "4", "group": "oos", "question": "xin trồng cây đa trước nhà"}}\n{QUESTION}'
    own = put(tmp_path, "own.jsonl", wrongly_silent)
    out = tmp_path / "quality.md"
    wanted = ("--questions", str(own), "--index", str(small_index_folder), "--out", str(out))
    assert run(["quality", *wanted]) == 0
    assert "| own.jsonl | **cả bộ** | như đã viết | 2 | 50,0 % |" in out.read_text(encoding="utf-8")
    put(tmp_path, "corpus-codes.txt", library.DOG)
    assert run(["quality", *wanted]) == 0
    assert "| own.jsonl | **cả bộ** | như đã viết | 1 | 100,0 % |" in out.read_text(encoding="utf-8")
