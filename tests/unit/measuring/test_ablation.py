"""What a number is worth: verdicts before and after, compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wiring
from bot.commands import run
from bot.evaluation.ablation import AblationEffect, Verdict, asked, compared, spellings
from bot.evaluation.verdicts import OFFERED, RIGHT, SILENT, WRONG
from indexer.measuring.evaluate import Question
from tests import library
from tests.library import put

DOGS = Question(id="1", question="Đăng ký nuôi chó", codes=(library.DOG,), context=("Trồng cây",))


def test_what_came_out_otherwise_is_counted() -> None:
    before = [Verdict(RIGHT, ()), Verdict(OFFERED, ()), Verdict(WRONG, ()), Verdict(SILENT, (1,))]
    after = [Verdict(WRONG, ()), Verdict(RIGHT, ()), Verdict(WRONG, ()), Verdict(SILENT, (2,))]
    assert compared(before, after) == AblationEffect(right=0, wrong=1, silent=0, flipped=2, changed=3)
    assert compared(before, before) == AblationEffect(0, 0, 0, 0, 0)


def test_each_question_is_asked_with_its_marks_and_without() -> None:
    written, bare = spellings([DOGS])
    assert written == DOGS
    assert (bare.question, bare.context, bare.codes) == ("dang ky nuoi cho", ("trong cay",), (library.DOG,))
    assert len(list(spellings([bare]))) == 1


@pytest.mark.parametrize(
    ("question", "codes", "verdict"),
    [
        ("xin trồng cây đa trước nhà", (library.TREE,), RIGHT),
        ("xin trồng cây đa trước nhà", (library.DOG,), WRONG),
        ("giá vàng thế giới", (library.DOG,), SILENT),
        ("giá vàng thế giới", (), RIGHT),
        ("xin trồng cây đa trước nhà", (), WRONG),
    ],
)
def test_a_verdict_is_what_stands_in_the_reply(small_index_folder: Path, question: str, codes: tuple[str, ...], verdict: str) -> None:
    answerer = wiring.wire(small_index_folder).answerer
    assert [each.verdict for each in asked(answerer, [Question(id="1", question=question, codes=codes)])] == [verdict]


def test_the_command_prints_a_line_for_each_number_that_is_wanted(
    small_index_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = put(tmp_path, "q.jsonl", DOGS.model_dump_json())
    talks = put(tmp_path, "c.jsonl", '{"id": "c", "turns": [{"text": "đăng ký nuôi chó", "kind": "new", "codes": ["9.000001"]}]}')
    wanted = ("--only", "judging.SURE", "--only", "judging.MEANT", "--index", str(small_index_folder), "--processes", "1")
    assert run(["ablate", str(questions), "--conversations", str(talks), *wanted]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "3 câu và lượt nói" in lines[0]
    assert [line.split(" | ")[0] for line in lines if line.startswith("| `")] == [
        "| `bot.answers.turn.judging.SURE`",
        "| `bot.answers.turn.judging.MEANT`",
    ]
