"""A card's short questions: read from the page, found by a citizen's own words, shown first; the citizen's deadlines beside them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.answers.lines.deadlines import deadlines_of
from bot.answers.short.quick import MOST_LEAD, TOLD, QuickAnswers, QuickMatch
from bot.answers.turn.outcome import Answered, shown
from bot.wiring import AnswerParts
from indexer.passages import Kind
from indexer.ranking.search import Index
from knowledge.errors import Fault
from knowledge.loading import authored
from knowledge.loading.layers import overlay
from knowledge.loading.quick import LONGEST_ANSWER
from knowledge.records.procedure import Origin, Part, Procedure, QuickAnswer, Source, stamped
from knowledge.texts import markdown
from knowledge.texts.markdown import Page
from tests.presence import as_a, found

HEAD = '---\ncode: "9.000001"\nname: Đăng ký nuôi chó\n---\nBáo cho xã biết nhà có nuôi chó.\n\n'
SECTIONS = """## Hạn của người dân
- 10 ngày kể từ ngày đem chó về.
- Trước khi chuyển chó đi tỉnh khác.
Căn cứ: Trình tự thực hiện

## Hỏi nhanh
### Người khác báo thay được không?
Cách hỏi khác: nhờ hàng xóm đi giùm; vợ đi thay chồng
Được. Ai trong nhà
đi báo cũng được.
Căn cứ: Trình tự thực hiện

### Có mất tiền không?
Không. Báo nuôi chó không thu tiền.
Căn cứ: Phí, lệ phí
"""


def read(body: str) -> list[Procedure | Fault]:
    return list(authored.card(as_a(Page, markdown.parse("nuoi-cho.md", HEAD + body))))


def faults(items: Iterable[object]) -> list[Fault]:
    return [item for item in items if isinstance(item, Fault)]


def test_short_questions_and_deadlines_are_read() -> None:
    (record,) = read(SECTIONS)
    assert isinstance(record, Procedure)
    first, second = record.quick
    assert first.wordings == ("Người khác báo thay được không?", "nhờ hàng xóm đi giùm", "vợ đi thay chồng")
    assert (first.answer, first.basis) == ("Được. Ai trong nhà đi báo cũng được.", "Trình tự thực hiện")
    assert second.asked_as == ()
    assert found(record.deadlines).lines == ("10 ngày kể từ ngày đem chó về.", "Trước khi chuyển chó đi tỉnh khác.")
    assert deadlines_of(record) == list(found(record.deadlines).lines)
    assert set(record.guide) == {Part.SUMMARY}  # they are no official parts


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("## Hỏi nhanh\n### Có mất tiền không?\nKhông.\n", 8),  # rests on nothing
        ("## Hỏi nhanh\n### Có mất tiền không?\nCăn cứ: Phí, lệ phí\n", 8),  # answers nothing
        (f"## Hỏi nhanh\n### Dài không?\n{'Có. ' * (LONGEST_ANSWER // 4 + 1)}\nCăn cứ: Phí, lệ phí\n", 8),
        ("## Hỏi nhanh\nlời ngoài câu hỏi\n### Có mất tiền không?\nKhông.\nCăn cứ: Phí, lệ phí\n", 8),
        ("## Hạn của người dân\n- 10 ngày.\n", 7),
        ("## Hạn của người dân\n10 ngày\nCăn cứ: Luật\n", 7),
        ("## Hạn của người dân\nCăn cứ: Luật\n", 7),
    ],
)
def test_a_broken_section_is_a_fault_with_its_line(body: str, line: int) -> None:
    assert [fault.line for fault in faults(read(body))] == [line]


def test_an_import_over_a_card_keeps_its_short_questions() -> None:
    (card,) = (item for item in read(SECTIONS) if isinstance(item, Procedure))
    official = stamped(Procedure(code="9.000001", name="Đăng ký nuôi chó", steps="Bước 1"), Source(origin=Origin.OFFICIAL))
    both = overlay([card, official])
    assert (both.steps, both.quick, both.deadlines) == ("Bước 1", card.quick, card.deadlines)


def test_where_another_publication_was_imported_the_short_answers_of_the_older_guide_are_not_told(starter_index: Index) -> None:
    guided = as_a(Procedure, starter_index.record("1.001193"))
    question = guided.quick[0].question
    newer = stamped(Procedure(code=guided.code, name=guided.name, steps="Bước 1"), Source(origin=Origin.OFFICIAL, title="99/QĐ-MỚI"))
    both = overlay([guided, newer])
    assert QuickAnswers(starter_index).nearest(guided, question)
    assert QuickAnswers(starter_index).nearest(both, question) is None
    assert deadlines_of(both) != list(found(guided.deadlines).lines)


QUICK = QuickAnswer(question="Có mất tiền không?", answer="Không.", basis="Phí, lệ phí")


@pytest.mark.parametrize(
    ("share", "lead", "is_it"),
    [
        (TOLD, 1.0, True),
        (TOLD - 0.01, 1.0, False),
        (TOLD / 4, 2.0, True),
        (TOLD / 4 - 0.01, 2.0, False),
        (TOLD / MOST_LEAD**2, 9.0, True),
        (TOLD / MOST_LEAD**2 - 0.01, 9.0, False),
    ],
)
def test_a_question_is_a_short_one_where_much_is_alike_or_where_it_leads(share: float, lead: float, is_it: bool) -> None:
    assert QuickMatch(QUICK, share, lead).is_it is is_it


def asked(parts: AnswerParts, question: str, *context: str, topic: str = "") -> Answered:
    return found(shown(parts.answerer.answer(question, context, topic)))


def test_every_short_question_of_the_starter_library_finds_itself(starter_index: Index) -> None:
    short = QuickAnswers(starter_index)
    records = (starter_index.record(code) for code in starter_index.ids(Kind.PROCEDURE))
    guided = [record for record in records if isinstance(record, Procedure) and record.quick]
    assert len(guided) >= 100
    missed = [
        (record.code, answer.question, near.answer.question if near else "")
        for record in guided
        for answer in record.quick
        if not (near := short.nearest(record, answer.question)) or near.answer != answer
    ]
    assert len(missed) <= 0.01 * sum(len(record.quick) for record in guided), missed


@pytest.mark.parametrize(
    ("question", "code", "says"),
    [
        ("con toi 4 tuoi moi lam khai sinh co bi phat khong", "1.001193", "60 ngày"),
        ("em 17 tuổi có được đăng ký kết hôn không ạ, bạn gái em 18", "1.000894", "20 tuổi"),
        ("Tôi ở Nghệ An, chồng sắp cưới ở Đắk Lắk, đăng ký kết hôn ở xã nào?", "1.000894", "cư trú"),
    ],
)
def test_the_first_sentence_answers(parts: AnswerParts, question: str, code: str, says: str) -> None:
    answer = asked(parts, question)
    assert isinstance(answer.record, Procedure)
    assert answer.record.code == code
    short = found(answer.quick or answer.near)
    text = parts.composer.compose(parts.answerer.answer(question)).text
    assert says in text.split("\n")[1]
    assert short.answer.split(".")[0] in text
    assert says in short.answer
    assert short.question in text.split("\n")[0], "whose answer it is stands over it"


def test_a_part_that_is_asked_for_plainly_is_never_answered_with_a_short_question_about_another(parts: AnswerParts) -> None:
    answer = asked(parts, "lam ho chieu het bao nhieu tien")
    assert answer.part is Part.FEES
    assert answer.quick is None or "tiền" in answer.quick.question.lower()


@pytest.mark.parametrize(
    "question", ["làm khai sinh cho con", "lam khai sinh cho con", "đăng ký khai sinh", "cấp đổi căn cước", "đăng ký kết hôn"]
)
def test_who_only_names_a_matter_is_answered_with_no_short_question_of_somebody_elses_case(parts: AnswerParts, question: str) -> None:
    assert asked(parts, question).quick is None


def test_who_names_their_case_too_is_answered_with_its_short_question(parts: AnswerParts) -> None:
    answer = asked(parts, "ở trọ làm khai sinh cho con")
    assert answer.quick
    assert "Không phải về quê" in answer.quick.answer


def test_a_short_question_is_found_in_a_follow_up_too(parts: AnswerParts) -> None:
    answer = asked(parts, "nhờ ông bà đi làm thay được không", "làm giấy khai sinh cho con", topic="1.001193")
    assert isinstance(answer.record, Procedure)
    assert answer.record.code == "1.001193"
    assert "ông" in found(answer.quick or answer.near).answer.lower()


def test_what_is_said_of_deadlines_comes_before_how_long_the_office_takes(parts: AnswerParts) -> None:
    text = parts.composer.compose(parts.answerer.answer("khai sinh cho con trong vòng bao nhiêu ngày")).text
    assert "60 ngày" in text.split("\n")[1]
    assert "Trình tự" in text or "Điều" in text


@pytest.mark.parametrize(
    ("question", "before", "topic", "said"),
    [
        (
            "cần giấy tờ gì, ông nội đi làm thay được không",
            "làm khai sinh cho con",
            "1.001193",
            ("Tờ khai đăng ký khai sinh", "người thân đi thay được"),
        ),
        (
            "can giay to gi, ong noi di lam thay duoc khong",
            "lam khai sinh cho con",
            "1.001193",
            ("Tờ khai đăng ký khai sinh", "người thân đi thay được"),
        ),
        ("có mất tiền không, có phải cả hai cùng đi không", "đăng ký kết hôn", "1.000894", ("miễn lệ phí", "cùng có mặt lúc nhận giấy")),
        ("bao lâu có, cần giấy tờ gì", "làm giấy khai sinh", "1.001193", ("1 ngày", "Tờ khai đăng ký khai sinh")),
    ],
)
def test_two_things_asked_at_once_are_both_answered(
    parts: AnswerParts, question: str, before: str, topic: str, said: tuple[str, str]
) -> None:
    answer = parts.answerer.answer(question, (before,), topic)
    text = parts.composer.compose(answer).text
    assert len(found(shown(answer)).halves) == 2
    first, second = (text.index(each) for each in said)
    assert first < second, "in the order in which they were asked"


def test_of_two_things_the_one_that_nothing_tells_is_said_to_be_untold(parts: AnswerParts) -> None:
    answer = parts.answerer.answer("cần giấy tờ gì, có được cưỡi voi trắng không", ("làm giấy khai sinh",), "1.001193")
    text = parts.composer.compose(answer).text
    assert "Tờ khai đăng ký khai sinh" in text
    assert "bản hướng dẫn chưa nói rõ" in text.split("Tờ khai đăng ký khai sinh")[1]
