"""A person is not sent to what only authorities use, nor to an organisation's twin of what is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.turn.outcome import Ambiguous, Answer, Unanswered, shown
from bot.answers.turn.who_may import WhoMay
from bot.wiring import AnswerParts
from indexer.passages import Kind
from indexer.ranking.overlay import Added, IndexOverlay
from indexer.ranking.search import Index
from knowledge.cues.speakers import Speaking
from knowledge.records.applicant_class import ApplicantClass
from knowledge.records.procedure import Part, Procedure
from tests.numbers.tiny import tiny
from tests.presence import as_a, found

ORGANISATIONS = "Tổ chức (không bao gồm doanh nghiệp, HTX)"
LOCK, SEAL, CARD = "6.000001", "1.000002", "1.000003"
SPEAKERS = "people: [tôi]\nbodies: [công ty, cơ quan tôi]"


@pytest.fixture(scope="module")
def index() -> Index:
    return tiny(
        {"code": LOCK, "name": "Khóa tủ sách thôn", "field": "Sách", "applicants": [ORGANISATIONS]},
        {"code": SEAL, "name": "Mượn tủ sách thôn lâu ngày", "field": "Sách", "applicants": [ORGANISATIONS]},
        {"code": CARD, "name": "Mượn tủ sách thôn ít ngày", "field": "Sách", "applicants": ["Công dân Việt Nam"]},
        speakers=SPEAKERS,
    )


def order(index: Index, question: str) -> list[str]:
    who = WhoMay(index)
    scored = who.open_to(question, index.score(index.parse(question)))
    return [hit.record_id for hit in who.ordered(question, index.rank(scored, 4, (Kind.PROCEDURE,), explained=1), scored)]


def test_the_index_knows_whom_each_procedure_is_for(index: Index) -> None:
    assert [index.applicants(code) for code in (LOCK, SEAL, CARD, "9.999999")] == [
        ApplicantClass.AUTHORITY,
        ApplicantClass.ORGANISATION,
        ApplicantClass.CITIZEN,
        None,
    ]


def test_what_only_authorities_use_is_not_found_by_a_person(index: Index) -> None:
    assert order(index, "khóa tủ sách thôn")[0] == LOCK
    assert order(index, "cơ quan tôi khóa tủ sách thôn")[0] == LOCK
    assert LOCK not in order(index, "tôi khóa tủ sách thôn")


def test_an_organisations_twin_gives_way_to_a_persons_where_a_person_asks(index: Index) -> None:
    assert order(index, "mượn tủ sách thôn lâu")[0] == SEAL
    assert order(index, "công ty mượn tủ sách thôn lâu")[0] == SEAL
    assert order(index, "tôi mượn tủ sách thôn")[0] == CARD


def test_where_the_organisations_clearly_leads_it_stays_first(index: Index) -> None:
    far = tiny(
        {"code": SEAL, "name": "Mượn tủ sách thôn", "field": "Sách", "applicants": [ORGANISATIONS]},
        {"code": CARD, "name": "Trả sách thư viện trường", "field": "Sách", "applicants": ["Công dân Việt Nam"]},
        speakers=SPEAKERS,
    )
    assert order(far, "tôi mượn tủ sách thôn") == [SEAL, CARD]


def test_to_what_is_of_another_field_nothing_gives_way() -> None:
    near = tiny(
        {"code": SEAL, "name": "Mượn tủ sách thôn lâu ngày", "field": "Sách", "applicants": [ORGANISATIONS]},
        {"code": CARD, "name": "Mượn tủ sách thôn ít ngày", "field": "Thể thao", "applicants": ["Công dân Việt Nam"]},
        speakers=SPEAKERS,
    )
    assert order(near, "tôi mượn tủ sách thôn lâu")[0] == SEAL


def test_a_phrase_that_staff_teach_opens_to_a_person_nothing_that_only_authorities_use(starter_index_folder: Path) -> None:
    taught = IndexOverlay(starter_index_folder, Added(phrases={"3.000284": ("gỡ chặn cái nick ngủ đông",)}))
    scored = taught.score(taught.parse("gỡ chặn cái nick ngủ đông"))
    assert taught.rank(scored, 1, (Kind.PROCEDURE,))[0].record_id == "3.000284"
    assert "3.000284" not in {hit.record_id for hit in taught.rank(taught.open_to_people(scored), 10, (Kind.PROCEDURE,))}


def test_what_comes_first_in_its_stead_says_why_it_was_found(index: Index) -> None:
    who, question = WhoMay(index), "tôi mượn tủ sách thôn"
    scored = index.score(index.parse(question))
    best = who.ordered(question, index.rank(scored, 4, (Kind.PROCEDURE,), explained=1), scored)[0]
    assert best.why.words


def told(answer: Answer) -> list[str]:
    """The codes of all that is shown, offered or named as nearest."""
    first = shown(answer)
    codes = [first.record.code] if first and isinstance(first.record, Procedure) else []
    match answer:
        case Ambiguous(choices=choices) | Unanswered(nearest=choices):
            return [*codes, *(choice.record_id for choice in choices)]
        case _:
            return codes


ACCOUNT_FOR_INVESTIGATORS = {"3.000274", "3.000275", "3.000283", "3.000284"}


@pytest.mark.parametrize(
    "question",
    [
        "tôi bị mất tài khoản VNeID",
        "toi bi mat tai khoan vneid",
        "tài khoản VNeID của tôi bị khóa thì ai mở",
        "em bị chiếm tài khoản VNeID phải làm sao",
        "kẻ gian chiếm tài khoản vneid của mẹ em",
        "tôi muốn mở khóa tài khoản định danh điện tử",
        "Mất điện thoại có VNeID thì làm gì?",
        "bị khóa vneid lên công an xã mở lại",
    ],
)
def test_whoever_lost_an_account_is_not_sent_to_what_only_investigators_may_use(parts: AnswerParts, question: str) -> None:
    assert not ACCOUNT_FOR_INVESTIGATORS & set(told(parts.answerer.answer(question)))


@pytest.mark.parametrize("question", ["khóa vneid", "mở tài khoản vneid cần gì", "khóa tài khoản định danh điện tử"])
def test_where_nobody_says_who_asks_a_citizens_own_comes_first(parts: AnswerParts, question: str) -> None:
    record = as_a(Procedure, found(shown(parts.answerer.answer(question))).record)
    assert record.applicant_class is ApplicantClass.CITIZEN


def test_an_investigator_finds_it(parts: AnswerParts) -> None:
    answer = parts.answerer.answer("cơ quan điều tra đề nghị công an xã khóa tài khoản định danh của bị can")
    assert ACCOUNT_FOR_INVESTIGATORS & set(told(answer))


def test_who_opens_it_by_its_code_reads_first_that_only_authorities_may(parts: AnswerParts) -> None:
    text = parts.composer.compose(found(parts.answerer.procedure("3.000283", Part.STEPS))).text
    assert "người dân không tự nộp" in text.split("\n")[1]
    of_a_citizen = parts.composer.compose(found(parts.answerer.procedure("3.000285", Part.STEPS))).text
    assert "người dân không tự nộp" not in of_a_citizen


def test_whoever_speaks_as_a_person_is_told_nothing_that_only_authorities_use(parts: AnswerParts) -> None:
    index = parts.index
    codes = [code for code in index.ids(Kind.PROCEDURE) if index.applicants(code) is ApplicantClass.AUTHORITY]
    assert len(codes) > 100
    asked = {code: f"tôi muốn hỏi về {as_a(Procedure, index.record(code)).name}" for code in codes[::3]}
    of_people = {code: question for code, question in asked.items() if index.lexicon.speakers.heard(question) is Speaking.PERSON}
    assert len(of_people) > 50
    assert not [code for code, question in of_people.items() if code in told(parts.answerer.answer(question))]
