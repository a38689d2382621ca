"""A fact of a case is answered with what the record at hand says of it, and never with what holds for the contrary."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wiring
from bot.answers.case.limits import applied, tells_of_age
from bot.answers.lines.deadlines import is_of_some
from bot.answers.short.polarity import agree, denied
from bot.answers.short.quick import QuickAnswers
from bot.answers.short.told_facts import ToldFacts
from bot.answers.turn.deciding import AnswerKind, Rule
from bot.answers.turn.outcome import Answered, shown
from bot.wiring import AnswerParts
from indexer.language import tokens
from knowledge.records.procedure import Part, Procedure, QuickAnswer
from tests.numbers.tiny import tiny
from tests.presence import found

ADOPTION, BUSINESS, DISABLED, DIVORCED, FATHER, RESIDENCE, JOBLESS, LEAVE = (
    "2.001263",
    "1.001612",
    "1.001776",
    "1.000894",
    "1.001022",
    "1.004222",
    "1.014748",
    "1.014166",
)


@pytest.fixture(scope="module")
def parts(starter_index_folder: Path) -> AnswerParts:
    return wiring.wire(starter_index_folder)


def told(parts: AnswerParts, code: str, asked: str, fact: str) -> tuple[Answered, str]:
    answer = parts.answerer.answer(fact, [asked], code)
    return found(shown(answer)), parts.composer.compose(answer).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("em chưa nhận được giấy gọi", {"nhan", "duoc", "giay", "goi"}),
        ("em nhận được giấy gọi rồi", set()),
        ("nộp qua mạng được không", set()),
        ("không còn giấy tờ gì", {"con", "giay", "to", "gi"}),
    ],
)
def test_what_stands_soon_behind_a_denial_is_denied(text: str, words: set[str]) -> None:
    assert denied(tokens(text)) == words


@pytest.mark.parametrize(
    ("said", "wordings", "agrees"),
    [
        ("em nhận được giấy gọi", ["chưa nhận được giấy gọi thì có phải tự đi không"], False),
        ("em chưa nhận giấy gọi", ["chưa nhận được giấy gọi thì có phải tự đi không"], True),
        ("em chưa có giấy gọi", ["có giấy gọi thì phải đi không"], False),
        ("em có giấy gọi", ["có giấy gọi thì phải đi không"], True),
        ("em có giấy gọi", ["chưa có giấy gọi thì sao", "giấy gọi tới rồi thì sao"], True),  # one of its wordings is of the same
        ("em có giấy gọi", ["bị cận thì sao"], True),  # nothing is shared: nothing is contrary
    ],
)
def test_what_holds_for_the_contrary_is_told_from_what_holds(said: str, wordings: list[str], agrees: bool) -> None:
    assert agree(tokens(said), [tokens(wording) for wording in wordings], ("giay", "goi")) is agrees


@pytest.mark.parametrize(
    ("code", "asked", "fact", "said"),
    [
        (RESIDENCE, "đăng ký thường trú cho con", "nhà đang thuê", "nhà thuê"),
        (JOBLESS, "trợ cấp thất nghiệp làm sao", "em đóng bảo hiểm được 10 tháng", "10 tháng là chưa đủ mức"),
        (LEAVE, "nghỉ thai sản hưởng thế nào", "em sinh ngày 12/11", "45 ngày kể từ ngày hết thời gian nghỉ thai sản"),
        (FATHER, "nhận cha cho con", "mẹ nó không đồng ý", "mẹ nó không đồng ý"),
        (BUSINESS, "mở quán thì đăng ký ở đâu", "tui là người nước ngoài", "Người nước ngoài có mở hộ kinh doanh được không?"),
    ],
)
def test_a_fact_is_answered_from_the_record_at_hand(parts: AnswerParts, code: str, asked: str, fact: str, said: str) -> None:
    answer, text = told(parts, code, asked, fact)
    assert (answer.record.record_id, answer.rule) == (code, Rule.CASE_FACT)
    assert said in text


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        ("nhà tôi có tường rào bê tông", "Có tường rào bê tông thì vẽ cả tường rào vào bản vẽ."),
        ("tôi đi bộ đội năm 1970", ""),  # "đời", "bố" are other words than "đội", "bộ"
        ("nhà tôi lợp tôn", ""),
    ],
)
def test_a_sentence_of_the_record_is_quoted_that_says_the_facts_own_words(fact: str, sentence: str) -> None:
    told_by_it = "Có tường rào bê tông thì vẽ cả tường rào vào bản vẽ. Cháu đời thứ ba của bố đi cùng thì không kể."
    phrases = ["tường rào bê tông", "đi bộ đội", "lợp tôn"]
    index = tiny({"code": "9.000001", "name": "Khai", "conditions": told_by_it}, aliases={"9.000001": phrases})
    record = index.record("9.000001")
    assert isinstance(record, Procedure)
    assert ToldFacts(index, QuickAnswers(index)).of(record, fact).sentence == sentence


def test_another_fact_is_not_answered_with_the_day_counted_before(parts: AnswerParts) -> None:
    answer = parts.answerer.answer("em đóng bảo hiểm được 10 tháng", ["trợ cấp thất nghiệp làm sao", "em nghỉ việc từ 15/9/2026"], JOBLESS)
    assert "15/12/2026" not in parts.composer.compose(answer).text


def test_the_age_of_who_adopts_is_not_measured_by_a_childs_limit(parts: AnswerParts) -> None:
    _, text = told(parts, ADOPTION, "đăng ký nhận con nuôi", "tôi 52 tuổi")
    assert "quá mức" not in text
    _, text = told(parts, ADOPTION, "đăng ký nhận con nuôi", "con tôi 20 tuổi rồi")
    assert "20 tuổi là quá mức" in text


def test_a_limit_of_another_procedure_that_is_pointed_to_measures_nothing() -> None:
    guide = {Part.CONDITIONS: "Từ đủ 75 tuổi, không có lương hưu thì xem trợ cấp hưu trí xã hội."}
    syllables = tokens("mẹ tôi 70 tuổi")
    assert applied(Procedure(code="9.000001", name="Hưởng", guide=guide), None, syllables, is_late=False) is None
    guide = {Part.CONDITIONS: "Từ đủ 75 tuổi, không có lương hưu thì được hưởng."}
    assert applied(Procedure(code="9.000001", name="Hưởng", guide=guide), None, syllables, is_late=False)


def test_a_fact_in_whatever_words_is_taken_in_and_never_not_understood(parts: AnswerParts) -> None:
    for fact in ("nhà trong hẻm", "em có hình xăm", "quán mình bán cơm bình dân"):
        answer, text = told(parts, RESIDENCE, "đăng ký thường trú cho con", fact)
        assert answer.record.record_id == RESIDENCE
        assert parts.wording.unanswered.not_found.split("\n")[0] not in text


def test_a_state_that_the_matter_at_hand_tells_something_of_leads_to_no_life_event(parts: AnswerParts) -> None:
    answer, _ = told(parts, DIVORCED, "muốn đăng ký kết hôn", "em từng ly hôn rồi")
    assert answer.record.record_id == DIVORCED


def test_of_a_childs_age_no_answer_about_its_parents_age_is_told(parts: AnswerParts) -> None:
    answer, text = told(parts, FATHER, "nhận cha cho con", "con tôi 8 tuổi")
    assert answer.rule is Rule.CASE_FACT
    assert "Cha hoặc mẹ chưa đủ 18 tuổi" not in text


def test_that_an_age_changes_nothing_is_said_with_why_only_where_the_record_tells_of_none(parts: AnswerParts) -> None:
    quick = QuickAnswer(question="Nộp ở đâu?", answer="Trẻ chưa đủ 14 tuổi thì nộp ở xã.", basis="Luật")
    assert tells_of_age(Procedure(code="9.000001", name="Khai", quick=(quick,)))
    assert tells_of_age(Procedure(code="9.000001", name="Khai", conditions="Người thành niên."))
    assert not tells_of_age(Procedure(code="9.000001", name="Khai", conditions="Có nhà."))
    tax = "1.007695"
    answer, text = told(parts, tax, "khai thuế đất phi nông nghiệp", "tôi trên 80 tuổi")
    assert (answer.record.record_id, parts.composer.compose(answer).kind) == (tax, AnswerKind.NOTED)
    assert parts.wording.case_fact.no_age.format(said="tôi trên 80 tuổi") in text


@pytest.mark.parametrize(
    ("line", "is_so"),
    [
        ("Trẻ mới sinh: tối đa 60 ngày kể từ ngày đăng ký khai sinh.", True),
        ("- Nộp qua mạng: tối đa một ngày kể từ khi nhận mẫu.", True),
        ("Chậm nhất 45 ngày kể từ ngày hết nghỉ: nộp cho công ty.", False),
        ("60 ngày kể từ ngày sinh con.", False),
        ("Trước khi quán hoạt động: xin giấy.", False),
    ],
)
def test_a_deadline_of_some_people_alone_is_told_from_everybodys(line: str, is_so: bool) -> None:
    assert is_of_some(line) is is_so
