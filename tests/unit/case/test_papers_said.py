"""Whether a copy will do, whether it must be certified, whether somebody else may hand it in: by what the official list of papers says."""

from __future__ import annotations

import pytest

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.lines.paper_questions import PaperQuestion, paper_question
from bot.answers.lines.papers_said import MOST, PapersSaid
from bot.answers.turn.outcome import Answered
from knowledge.checks.freshness import Freshness
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Part, Procedure, RequiredDocument
from knowledge.records.units import Units

WORDS = wording.load()
SAID = PapersSaid(WORDS)
FORM, BOOK = RequiredDocument(name="Tờ khai", originals=1), RequiredDocument(name="Sổ tiêm của chó", copies=1)
PROXY = RequiredDocument(name="Văn bản ủy quyền (nếu có)", originals=1)
CERTIFIED = RequiredDocument(name="Bản sao có chứng thực sổ tiêm", copies=1)


def record(*papers: RequiredDocument, **fields: object) -> Procedure:
    return Procedure.model_validate({"code": "9.000001", "name": "Đăng ký nuôi chó", "documents": papers, **fields})


@pytest.mark.parametrize(
    ("asked", "of"),
    [
        ("nộp bản sao được không hay phải bản chính", PaperQuestion.COPIES),
        ("photo được không em", PaperQuestion.COPIES),
        ("có cần công chứng không", PaperQuestion.CERTIFIED),
        ("nộp bản sao có chứng thực được không", PaperQuestion.CERTIFIED),
        ("nhờ người khác nộp thay được không", PaperQuestion.PROXY),
        ("con gái đi giùm được không", PaperQuestion.PROXY),
        ("có được đổi tên chó không", None),
        ("chó có phải đeo rọ mõm không", None),
    ],
)
def test_what_is_asked_of_the_papers(asked: str, of: PaperQuestion | None) -> None:
    assert paper_question(asked) is of


@pytest.mark.parametrize(
    ("papers", "asked", "said"),
    [
        ((FORM, PROXY), PaperQuestion.COPIES, WORDS.verdicts.originals),
        ((BOOK, CERTIFIED), PaperQuestion.COPIES, WORDS.verdicts.copies),
        ((FORM, BOOK), PaperQuestion.COPIES, f"{WORDS.verdicts.either}\n- Tờ khai (1 bản chính)\n- Sổ tiêm của chó (1 bản sao)"),
        ((RequiredDocument(name="Tờ khai"),), PaperQuestion.COPIES, ""),
        ((FORM, PROXY), PaperQuestion.PROXY, WORDS.verdicts.papers_say.format(papers="“Văn bản ủy quyền (nếu có)”")),
        ((FORM, BOOK), PaperQuestion.PROXY, ""),
        ((FORM, CERTIFIED), PaperQuestion.CERTIFIED, WORDS.verdicts.papers_say.format(papers="“Bản sao có chứng thực sổ tiêm”")),
        ((FORM, BOOK), PaperQuestion.CERTIFIED, ""),
        ((), PaperQuestion.COPIES, ""),
    ],
)
def test_nothing_is_concluded_that_the_list_does_not_say(papers: tuple[RequiredDocument, ...], asked: PaperQuestion, said: str) -> None:
    assert SAID.of(record(*papers), asked, lists=False) == said


def test_of_a_list_that_is_not_whole_only_what_is_known_is_told() -> None:
    assert SAID.of(record(FORM, documents_left=1), PaperQuestion.COPIES, lists=False) == WORDS.verdicts.originals_listed
    assert SAID.of(record(BOOK, documents_left=1), PaperQuestion.COPIES, lists=False) == WORDS.verdicts.copies_listed
    many = [FORM, *(RequiredDocument(name=f"Giấy số {number}", copies=1) for number in range(MOST + 3))]
    *_, last = SAID.of(record(*many), PaperQuestion.COPIES, lists=False).split("\n")
    assert last == WORDS.verdicts.more_papers.format(count=4)
    assert SAID.of(record(FORM, BOOK), PaperQuestion.COPIES, lists=True) == WORDS.verdicts.either


def test_a_guide_that_names_the_papers_speaks_for_them() -> None:
    assert SAID.of(record(FORM, guide={Part.DOCUMENTS: "- Tờ khai"}), PaperQuestion.COPIES, lists=False) == ""


def test_it_is_said_instead_of_that_nothing_is_written() -> None:
    answer = Answered(record(FORM, agency="Xã"), Part.SUMMARY, fact=Fact.YES_NO, of_papers=PaperQuestion.COPIES)
    text = Composer(WORDS, Freshness(Units())).compose(answer).text
    assert WORDS.verdicts.originals in text
    assert WORDS.verdicts.undecided_at.format(agency="Xã") not in text
