"""A procedure that another one took the place of: the living one is found by its phrases and leads, the old one says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.composing.compose import Composer
from bot.answers.turn.outcome import shown
from bot.wiring import AnswerParts
from bot.wording import load as words
from knowledge.checks.checking import check
from knowledge.checks.freshness import Freshness
from knowledge.errors import LibraryError
from knowledge.loading import library
from knowledge.records.procedure import Part, Procedure
from knowledge.records.succession import Succession, succeed

OLD, NEW = "1.001613", "1.014173"  # the one-time social insurance payment, Law 58/2014 and Law 41/2024


def record(code: str) -> Procedure:
    return Procedure(code=code, name=f"Thủ tục {code}")


def test_the_old_one_names_its_successor_which_takes_over_its_phrases() -> None:
    today = succeed(
        {OLD: record(OLD), NEW: record(NEW)},
        {OLD: ("rút một lần",), NEW: ("lãnh một lần",)},
        [Succession(old=OLD, new=NEW, why="luật mới")],
    )
    assert today.procedures[OLD].successor == NEW
    assert today.procedures[OLD].related[0] == NEW
    assert today.aliases[NEW] == ("lãnh một lần", "rút một lần")


def test_what_is_not_there_changes_nothing() -> None:
    today = succeed({OLD: record(OLD)}, {OLD: ("rút một lần",)}, [Succession(old=OLD, new=NEW, why="luật mới")])
    assert today.procedures[OLD].successor is None
    assert NEW not in today.aliases


@pytest.mark.parametrize("asked", ["rút bảo hiểm xã hội một lần", "rut bhxh 1 lan can giay to gi"])
def test_the_living_one_is_answered_and_the_old_one_in_reach(parts: AnswerParts, asked: str) -> None:
    hits = [hit.record_id for hit in parts.index.search(asked, (), 4)]
    assert hits.index(NEW) < hits.index(OLD)
    first = shown(parts.answerer.answer(asked))
    assert first
    assert isinstance(first.record, Procedure)
    assert first.record.code == NEW


def test_the_old_one_says_what_took_its_place(parts: AnswerParts) -> None:
    answer = parts.answerer.procedure(OLD, Part.FEES)
    assert answer
    text = Composer(words(), Freshness(parts.index.lexicon.units)).compose(answer).text
    assert f"mã {NEW}" in text


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("old\tnew\n", "dòng đầu"),
        (f"old\tnew\twhy\n{OLD}\t{NEW}\n", "ba cột"),
        (f"old\tnew\twhy\n{OLD}\tabc\tluật mới\n", "new"),
    ],
)
def test_a_broken_table_is_a_fault_of_its_line(tmp_path: Path, lines: str, said: str) -> None:
    (tmp_path / "successions.tsv").write_text(lines, encoding="utf-8")
    with pytest.raises(LibraryError) as told:
        library.load([tmp_path])
    assert said in str(told.value)


def test_a_chain_and_an_unknown_code_are_faults(tmp_path: Path) -> None:
    (tmp_path / "successions.tsv").write_text(f"old\tnew\twhy\n{OLD}\t{NEW}\ta\n{NEW}\t1.014163\tb\n", encoding="utf-8")
    told = "\n".join(map(str, check(library.load([tmp_path]))))
    assert "cũng đã bị thay" in told
    assert "không có trong thư viện" in told
