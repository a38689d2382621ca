"""Every turn names the rule that decided it and the kind of its first sentence, and tells on what that rests."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wiring
from bot.answers.decisions.evidence import EvidenceReader, told
from bot.answers.turn.deciding import AnswerKind, Rule
from bot.answers.turn.outcome import REFUSED, UnansweredReason
from bot.wiring import AnswerParts
from bot.wiring.answering import OwnOffice
from indexer.building.build import build
from knowledge.records.procedure import Part
from tests import library
from tests.presence import found
from tests.unit.answers.test_office_questions import FULL, PLAIN, WEDNESDAY

MARRIAGE = "đăng ký kết hôn cần giấy tờ gì"
BIRTH_CODE, MARRIAGE_CODE = "1.001193", "1.000894"

TABLE = [
    (Rule.DANGER, AnswerKind.ALARM, "nhà tôi đang cháy, cứu với", ""),
    (Rule.WRONGDOING, AnswerKind.WARNING, "mua bằng lái xe giả ở đâu", ""),
    (Rule.OFFICE, AnswerKind.OFFICE, "mai có làm việc không", ""),
    (Rule.OWN_WORDS, AnswerKind.FAQ, "SIPAS là gì?", ""),
    (Rule.RETELLING, AnswerKind.RETOLD, "nói ngắn gọn thôi", MARRIAGE),
    (Rule.RETELLING, AnswerKind.QUESTION_BACK, "nói ngắn gọn thôi", ""),
    (Rule.LIFE_EVENT, AnswerKind.LIST, "vợ tôi mới sinh, giờ phải làm gì", ""),
    (Rule.TWO_QUESTIONS, AnswerKind.TWO_ANSWERS, "đăng ký kết hôn cần giấy gì, và đăng ký khai tử cần giấy gì", ""),
    (Rule.CODE, AnswerKind.PART, f"{BIRTH_CODE} theo nghị định nào", ""),
    (Rule.THREAD_PART, AnswerKind.QUICK, "hồ sơ gồm những gì", MARRIAGE),
    (Rule.CASE_FACT, AnswerKind.NOTED, "à 2 đứa lận", MARRIAGE),
    (Rule.WHICH, AnswerKind.QUESTION_BACK, "hồ sơ gồm những gì", ""),
    (Rule.EMPTY, AnswerKind.QUESTION_BACK, "?", ""),
    (Rule.NUMBERS, AnswerKind.QUESTION_BACK, "0912 345 678", ""),
    (Rule.COMPLAINT, AnswerKind.PETITION, "tôi muốn phản ánh hàng xóm hát karaoke ồn ào", ""),
    (Rule.SMALL_TALK, AnswerKind.COURTESY, "cảm ơn em nhiều nha", ""),
    (Rule.DOCUMENT, AnswerKind.DOCUMENT, "ai chủ trì cuộc thi tìm hiểu kiểm soát thủ tục hành chính ở Nghệ An?", ""),
    (Rule.BY_THE_WAY, AnswerKind.COURTESY, "ok chị cảm ơn để tối chị nấu cơm", MARRIAGE),
    (Rule.LACKING, AnswerKind.QUICK, "đăng ký khai sinh nhưng thiếu giấy chứng sinh", ""),
    (Rule.GUESS, AnswerKind.QUESTION_BACK, "thi hát ở trường có giải thưởng thể thao quốc gia không", ""),
    (Rule.TOO_WEAK, AnswerKind.REFUSAL, "xyzzy qwrtp", ""),
    (Rule.PROCEDURE, AnswerKind.DEADLINE, "khai sinh phải đăng ký trong mấy ngày", ""),
    (Rule.PROCEDURE, AnswerKind.VERDICT, "đăng ký tàu cá có nộp qua mạng không", ""),
    (Rule.PROCEDURE, AnswerKind.UNDECIDED, "bệnh viện vận hành máy xạ trị ung thư có được không", ""),
]
ELSEWHERE_IN_THE_TESTS = {Rule.SHORT_QUESTION, Rule.RETURN, Rule.EARLIER, Rule.THREAD_NEAREST, Rule.ELSEWHERE, Rule.WEIGHED, Rule.CHOSEN}


@pytest.fixture(scope="module")
def parts(starter_index_folder: Path) -> AnswerParts:
    return wiring.wire(starter_index_folder, office=OwnOffice(FULL, lambda: PLAIN))


@pytest.mark.parametrize(("rule", "kind", "question", "before"), TABLE)
def test_a_turn_names_the_rule_that_decided_and_the_kind_of_answer(
    parts: AnswerParts, rule: Rule, kind: AnswerKind, question: str, before: str
) -> None:
    answer = parts.answerer.answer(question, [before] if before else [], at=WEDNESDAY)
    assert (answer.rule, parts.composer.compose(answer).kind) == (rule, kind)


def test_no_rule_is_without_a_case() -> None:
    assert {rule for rule, *_ in TABLE} | ELSEWHERE_IN_THE_TESTS == set(Rule)


@pytest.mark.parametrize(
    ("rule", "question", "matters"),
    [
        (Rule.SHORT_QUESTION, "Đăng ký kết hôn có phải cả hai người cùng đi không?", ()),
        (Rule.THREAD_NEAREST, "trong trường hợp này con gái là người nước ngoài", ()),
        (Rule.RETURN, "quay lại vụ khai sinh", (BIRTH_CODE,)),
        (Rule.EARLIER, "còn cái khai sinh thì mấy ngày", (BIRTH_CODE,)),
    ],
)
def test_a_turn_about_what_is_talked_about_names_the_rule_of_the_thread(
    parts: AnswerParts, rule: Rule, question: str, matters: tuple[str, ...]
) -> None:
    assert parts.answerer.answer(question, [MARRIAGE], MARRIAGE_CODE, matters).rule is rule


def test_what_a_button_shows_was_decided_by_no_rule(parts: AnswerParts) -> None:
    assert found(parts.answerer.procedure(BIRTH_CODE, Part.FEES)).rule is Rule.CHOSEN


def test_another_offices_procedure_is_a_rule_of_its_own(small_folder: Path, tmp_path: Path) -> None:
    build([small_folder], tmp_path, [library.DOG], lambda *_: None)
    parts = wiring.wire(tmp_path)
    answer = parts.answerer.answer("thử nước giếng")
    assert (answer.rule, parts.composer.compose(answer).kind) == (Rule.ELSEWHERE, AnswerKind.ELSEWHERE)


def test_every_reason_to_refuse_is_the_deed_of_one_rule() -> None:
    assert set(REFUSED) == set(UnansweredReason)


def test_evidence_tells_the_spelling_the_candidates_and_what_was_kept(parts: AnswerParts) -> None:
    evidence = EvidenceReader(parts.index).of("le phi bao nhieu", [MARRIAGE])
    assert evidence.spelled == "lệ phí bao nhiêu"
    assert (evidence.topic, evidence.aspect) == (MARRIAGE_CODE, Part.FEES)
    assert evidence.after[0].code == MARRIAGE_CODE
    alone = EvidenceReader(parts.index).of(MARRIAGE)
    assert (alone.own[0].code, alone.own[0].carried, alone.after, alone.topic) == (MARRIAGE_CODE, 1.0, (), "")
    assert alone.own[0].score >= alone.own[1].score > 0
    assert 0 < alone.own[0].share <= 1
    assert found(alone.quick).share > 0


def test_the_evidence_is_told_in_lines_with_rule_kind_and_scores(parts: AnswerParts) -> None:
    evidence = EvidenceReader(parts.index).of(MARRIAGE)
    lines = list(told(evidence, Rule.PROCEDURE, AnswerKind.QUICK, parts.wording.why))
    assert "procedure" in lines[0]
    assert "quick" in lines[1]
    assert MARRIAGE in lines[2]
    assert any(f"{evidence.own[0].score:.1f}" in line and MARRIAGE_CODE in line for line in lines)
