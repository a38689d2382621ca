"""A life event is told in order; two questions of one message are both answered; who names nothing is asked which."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.answers.composing.compose import LONGEST as LONGEST_PAGE
from bot.answers.rules.life_event import LONGEST, LifeEventRule
from bot.answers.rules.two_questions import MOST_CUTS, halves
from bot.answers.turn.outcome import Answered, Both, Choice, Planned, Unanswered, UnansweredReason
from bot.wiring import AnswerParts
from indexer.language import tokens
from knowledge.cues.life_event import EventStep, LifeEvent, LifeEvents
from knowledge.loading.library import Library
from knowledge.records.procedure import Part, Procedure
from knowledge.texts.lengths import units

STEPS = (EventStep(what="Đăng ký khai sinh", by="trong 60 ngày", code="1.001193"), EventStep(what="Nhập hộ khẩu cho con"))
BIRTH = LifeEvent(
    name="sinh_con", title="Sinh con", intro="Mừng nhà mình.", cues=("<ai> mới sinh",), whole=("thủ tục sau khi sinh",), steps=STEPS
)
DEATH = LifeEvent(
    name="nguoi_mat",
    title="Nhà có tang",
    intro="Xin chia buồn.",
    cues=("bố mới mất", "mới mất"),
    unless=("mất cái",),
    steps=STEPS,
    feeling="Xin chia buồn.",
    just=("bố mới mất",),
    unless_just=("mất ví", "mất cái"),
)
RULE = LifeEventRule(LifeEvents(slots={"ai": ("vợ", "con gái")}, asking=("làm gì", "cần * giấy tờ gì"), events=(BIRTH, DEATH)))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Vợ mới sinh, giờ phải làm gì?", "sinh_con"),
        ("vo moi sinh gio phai lam gi", "sinh_con"),
        ("con gái mới sinh cần lo những giấy tờ gì", "sinh_con"),
        ("thủ tục sau khi sinh", "sinh_con"),
        ("bố mới mất phải làm gì", "nguoi_mat"),
        ("bố mới mất cái ví phải làm gì", ""),
        ("vợ mới sinh", "sinh_con"),
        ("vợ mới sinh rồi anh", "sinh_con"),
        ("vợ mới sinh hôm qua vui quá", ""),
        ("phải làm gì", ""),
        ("hàng xóm mới sinh thì phải làm gì", ""),
        ("", ""),
        (f"vợ mới sinh {'và ' * LONGEST} làm gì", ""),
    ],
)
def test_what_happened_and_what_to_do_must_both_be_said(text: str, event: str) -> None:
    heard = RULE.heard(text)
    assert (heard.event.name if heard else "") == event
    assert not heard or heard.is_whole is ("sau khi sinh" in text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bố mới mất, khai tử hết bao nhiêu tiền", "Xin chia buồn."),
        ("bo moi mat khai tu o dau", "Xin chia buồn."),
        ("bố mới mất ví, làm lại ở đâu", ""),
        ("bố mất lâu rồi, khai tử ở đâu", ""),
        ("vợ mới sinh, khai sinh ở đâu", ""),
        ("", ""),
    ],
)
def test_who_tells_of_a_death_and_asks_for_one_thing_hears_a_word_of_comfort_first(text: str, said: str) -> None:
    assert RULE.feeling(tokens(text)) == said


def test_the_new_widow_is_comforted_and_who_lost_a_card_is_not(parts: AnswerParts) -> None:
    told = parts.composer.compose(parts.answerer.answer("ông nhà bà mới mất bữa thứ hai giờ bà phải đi khai báo ở đâu hả con")).text
    assert told.split("\n")[1].startswith("Xin chia buồn")
    assert "chia buồn" not in parts.composer.compose(parts.answerer.answer("vợ tôi mới mất căn cước, làm lại ở đâu")).text


@pytest.mark.parametrize(
    "broken",
    [
        {"events": [BIRTH, BIRTH]},
        {"events": [BIRTH]},  # its slot is not named
        {"slots": {"nha": ["nhà <ai>"], "ai": ["vợ"]}, "events": [BIRTH]},  # uses one that stands behind it
        {"slots": {"ai": ["vợ"]}, "asking": ["<ai_khac> làm gì"], "events": [BIRTH]},
    ],
)
def test_a_broken_list_of_events_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        LifeEvents.model_validate(broken)


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("làm lại căn cước ở đâu và làm hộ chiếu mất bao lâu", [("làm lại căn cước ở đâu", "làm hộ chiếu mất bao lâu")]),
        ("căn cước mất bao lâu? hộ chiếu bao nhiêu tiền?", [("căn cước mất bao lâu", "hộ chiếu bao nhiêu tiền?")]),
        ("vải vóc", []),
        ("căn cước và", []),
        (f"căn cước ở đâu và hộ chiếu {'ở đâu ' * 60}", []),
    ],
)
def test_a_message_is_cut_only_where_two_questions_may_meet(text: str, cuts: list[tuple[str, str]]) -> None:
    assert [(cut.first, cut.second) for cut in halves(text)] == cuts


def test_few_cuts_are_tried() -> None:
    assert len(list(halves("một hai. " * (MOST_CUTS + 3)))) == MOST_CUTS


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("mất căn cước làm lại ở đâu và làm hộ chiếu cần giấy tờ gì", ("1.014064", "1.001456")),
        ("mat can cuoc lam lai o dau va lam giay khai sinh cho con mat may ngay", ("1.014064", "1.001193")),
    ],
)
def test_two_questions_are_both_answered(parts: AnswerParts, question: str, codes: tuple[str, str]) -> None:
    answer = parts.answerer.answer(question)
    assert isinstance(answer, Both)
    records = [each.record for each in (answer.first, answer.second)]
    assert [record.code for record in records if isinstance(record, Procedure)] == list(codes)
    composed = parts.composer.compose(answer)
    assert [choice.record_id for choice in composed.choices] == list(codes)
    assert [cited.code for cited in composed.sources] == list(codes)
    assert all(cited.url in composed.text for cited in composed.sources)


def test_two_long_answers_fit_one_message_with_every_warning_and_source(parts: AnswerParts) -> None:
    lines = "\n".join(f"Việc thứ {number} phải làm ở huyện." for number in range(400))
    records = [Procedure(code=f"9.00000{n}", name=f"Thủ tục {'rất dài ' * 40}{n}", steps=lines, decision="1/QĐ " * 150) for n in (1, 2)]
    one, other = (Answered(record, Part.STEPS) for record in records)
    choices = (Choice("9.000001", "một"), Choice("9.000002", "hai"))
    composed = parts.composer.compose(Both(one, other, choices))
    alone = [parts.composer.sheet(each).tail for each in (one, other)]
    assert units(composed.text) <= LONGEST_PAGE
    assert all(line in composed.text for tail in alone for line in tail)


@pytest.mark.parametrize(
    "question",
    ["đăng ký khai sinh và nhận cha cho con", "giấy tờ và lệ phí đăng ký kết hôn", "làm hộ chiếu ở đâu? hết bao nhiêu tiền?"],
)
def test_one_matter_with_two_words_is_one_answer(parts: AnswerParts, question: str) -> None:
    assert not isinstance(parts.answerer.answer(question), Both)


@pytest.mark.parametrize("question", ["tôi cần làm giấy", "lên xã thì mang cái gì", "len xa thi mang cai gi", "phi bao nhieu", "làm hồ sơ"])
def test_who_names_nothing_is_asked_which(parts: AnswerParts, question: str) -> None:
    answer = parts.answerer.answer(question)
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.WHICH
    assert parts.composer.compose(answer).text == parts.wording.unanswered.which


def test_papers_of_one_matter_that_are_lost_open_no_list_of_a_lost_purse(parts: AnswerParts) -> None:
    assert isinstance(parts.answerer.answer("tôi mất ví, mất hết giấy tờ rồi thì làm sao"), Planned)
    assert not isinstance(parts.answerer.answer("tôi mất quyết định xuất ngũ, mất hết giấy tờ bộ đội, còn làm được trợ cấp không"), Planned)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("vợ em mới sinh em bé thì làm giấy tờ gì", True),
        ("em bé mới sinh", True),
        ("bé mới sinh mất", False),
        ("be moi sinh da mat", False),
        ("vợ em mới đẻ con mất rồi giờ phải làm gì", False),
        ("con em mới sinh không qua khỏi thì làm giấy tờ gì", False),
        ("vợ em mới sanh mà thai chết lưu thì phải làm sao", False),
    ],
)
def test_nobody_is_congratulated_on_a_child_that_died(starter: Library, text: str, is_told: bool) -> None:
    heard = LifeEventRule(starter.events).heard(text)
    assert (heard is not None and heard.event.name == "birth") is is_told
