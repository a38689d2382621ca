"""indexer.query.hearing: what a cry for help sounds like is learnt of cries and questions, the same each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.__main__ import main
from indexer.language import tokens, without_marks
from indexer.query.hasty import LONGEST_LOOKED_AT, HastySyllables
from indexer.query.hearing import Ear, Sound, learnt, pieces
from knowledge.cues.danger import Dangers, DangerWords, Weight
from knowledge.errors import LibraryError
from knowledge.loading import library

CRIES = [
    *[("114", f"nhà {who} cháy rồi") for who in ("tôi", "em", "bác", "cô", "dì")],
    *[("115", f"{who} ngất rồi") for who in ("mẹ", "bố", "bà", "ông", "chị")],
]
QUESTIONS = [f"{who} làm giấy {what} ở đâu" for who in ("tôi", "em", "mẹ", "bác") for what in ("khai sinh", "nhà", "xe", "cưới", "tờ")]


def sound(text: str) -> Sound:
    heard = Ear(learnt(CRIES, QUESTIONS)).sound(tokens(text))
    assert heard
    return heard


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize(("cry", "number"), [("nhà chú cháy rồi", "114"), ("cháu ngất rồi", "115")])
def test_a_cry_that_was_not_learnt_sounds_like_one_and_like_its_number(spelt: type[str], cry: str, number: str) -> None:
    heard = sound(spelt(cry))
    assert heard.weight > 0
    assert heard.number == number
    assert spelt(cry).split()[-2] in heard.because


def test_a_question_does_not() -> None:
    assert sound("chú làm giấy nhà ở đâu").weight < 0


def test_the_same_is_learnt_each_time() -> None:
    assert list(learnt(CRIES, QUESTIONS)) == list(learnt(CRIES, QUESTIONS))


def test_pieces_are_syllables_pairs_pairs_around_one_and_both_ends_and_figures_are_alike() -> None:
    assert pieces(["cháy", "TẦNG", "12"]) == {"cháy", "tầng", "#", "cháy tầng", "tầng #", "cháy _ #", "^ cháy", "# $"}
    assert pieces([]) == set()


def test_what_the_young_write_short_is_learnt_as_it_is_heard() -> None:
    read = HastySyllables(Dangers(words=DangerWords(typing={"ngc": "nước"}))).of
    known = {weight.piece for weight in learnt([("114", "ngc lên rồi"), ("114", "ngc tràn vào")], ["nhà ở đâu"], read=read)}
    assert "nước" in known
    assert "ngc" not in known


@pytest.mark.parametrize("word", ["dài" * 100_000, "a." * 150_000, "a@" * 150_000, "1a" * 150_000, "www." * 75_000, "h.ố" * 100_000])
def test_one_word_of_a_mad_length_costs_no_more_than_its_length(word: str) -> None:
    """Its square would be minutes, and the limit of a test ends it."""
    read = HastySyllables(Dangers()).of
    assert len("".join(read(f"cháy nhà {word} cháy nhà"))) <= LONGEST_LOOKED_AT


def test_nothing_learnt_is_nothing_heard() -> None:
    assert Ear(()).sound(["cháy"]) is None


def test_what_was_learnt_is_written_as_content_and_read_again(tmp_path: Path) -> None:
    (tmp_path / "cries.tsv").write_text("\n".join(f"{number}|111\t{cry}" for number, cry in CRIES), encoding="utf-8")
    out = tmp_path / "content" / "hearing.tsv"
    out.parent.mkdir()
    assert main(["hear", "--cries", str(tmp_path / "cries.tsv"), "--out", str(out), "--only-these"]) == 0
    weights = library.load([out.parent]).dangers.weights
    assert Ear(weights).sound(["nhà", "cháy", "rồi"])
    assert all(isinstance(weight, Weight) for weight in weights)


def test_the_turns_of_conversations_are_learnt_of_as_no_cries_but_for_the_cries_in_them(tmp_path: Path) -> None:
    (tmp_path / "cries.tsv").write_text("\n".join(f"{number}\t{cry}" for number, cry in CRIES), encoding="utf-8")
    turns = [
        *({"kind": "smalltalk", "text": f"{who} cãi nhau với hàng xóm rồi"} for who in ("tôi", "em", "bác", "cô")),
        *({"kind": "emergency", "text": f"{who} ngất lịm rồi"} for who in ("tôi", "em", "bác", "cô")),
    ]
    (tmp_path / "talks.jsonl").write_text(json.dumps({"turns": turns}, ensure_ascii=False), encoding="utf-8")
    out = tmp_path / "content" / "hearing.tsv"
    out.parent.mkdir()
    told = ["--talks", str(tmp_path / "talks.jsonl"), "--out", str(out), "--only-these"]
    assert main(["hear", "--cries", str(tmp_path / "cries.tsv"), *told]) == 0
    known = {weight.piece: weight for weight in library.load([out.parent]).dangers.weights}
    assert max(known["cãi"].numbers) < 0
    assert "lịm" not in known


@pytest.mark.parametrize("line", ["cháy\t1\t2", "cháy\tmột\t0\t0\t0\t0", "cháy"])
def test_a_line_that_is_no_weight_is_a_fault_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "hearing.tsv").write_text(f"# đầu\nnhà\t1\t0\t0\t0\t0\n{line}\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"hearing\.tsv:3"):
        library.load([tmp_path])
