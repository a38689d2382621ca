"""Over every record: asked by when one must act, no office's processing time is told as the citizen's own."""

from __future__ import annotations

import re

import pytest

from bot.answers.lines.deadlines import certain_deadlines_of
from bot.answers.short.quick import QuickAnswers
from bot.answers.short.shortly import ShortAnswers
from bot.answers.turn.by_when import heard_when
from bot.answers.turn.outcome import Answered
from bot.wiring.answering import AnswerParts
from bot.wording import load
from indexer.passages import Kind
from knowledge.records.procedure import Part, Procedure

WORDS = load().answer
ASKED = "mấy ngày phải nộp"
NUMBER = re.compile(r"\d+\s*(?:ngày|giờ|tuần|tháng)", re.IGNORECASE)


def records(parts: AnswerParts) -> list[Procedure]:
    found = (parts.index.record(code) for code in parts.index.ids(Kind.PROCEDURE))
    return [record for record in found if isinstance(record, Procedure)]


def test_no_time_is_told_before_the_offices_that_is_not_a_deadline_of_the_record(parts: AnswerParts) -> None:
    found = []
    for record in records(parts):
        text = parts.composer.compose(Answered(record, Part.TIME_LIMIT, by_when=True)).text
        before = text.split(WORDS.office_takes)[0].split("\n", 1)[-1].split("\nNguồn:")[0]
        if not certain_deadlines_of(record) and not record.guide and NUMBER.search(before):
            found.append(f"{record.code}: {before[:120]}")
    assert found == []


def test_no_short_question_about_the_offices_time_is_told_instead(parts: AnswerParts) -> None:
    quick = QuickAnswers(parts.index)
    short = ShortAnswers(parts.index, quick)
    found = []
    for record in records(parts):
        for each in record.quick if record.guide_stands else ():
            asked = parts.index.parse(each.question)
            if asked.aspect is Part.TIME_LIMIT and not asked.asks_deadline:
                told = short.added(f"{each.question} {ASKED}", Answered(record, Part.TIME_LIMIT, by_when=True))
                shown = (told.quick, told.second, told.near, told.beside)
                found += [f"{record.code}: {each.question}" for other in shown if other == each]
    assert found == []


def test_whatever_rule_chose_it_what_is_asked_by_when_is_told_so(parts: AnswerParts) -> None:
    record = next(record for record in records(parts) if record.code == "1.001193")
    answered = Answered(record, Part.TIME_LIMIT)
    asked = parts.index.parse("khai sinh thì mấy ngày phải đi làm")
    heard = heard_when(answered, asked)
    assert isinstance(heard, Answered)
    assert heard.by_when
    assert heard_when(answered, parts.index.parse("khai sinh cần giấy gì")) == answered


@pytest.mark.parametrize(
    "question",
    [
        "xin lý lịch tư pháp phải nộp trước khi đi làm bao lâu",
        "mất hộ chiếu trong mấy giờ phải trình báo",
        "đăng ký lại kết hôn có thời hạn phải làm không",
        "xe cải tạo bị trả hồ sơ, có bao nhiêu ngày để bổ sung",
        "quyết định công nhận giống gần hết hiệu lực, khi nào nộp gia hạn",
    ],
)
def test_by_when_is_heard(parts: AnswerParts, question: str) -> None:
    assert parts.index.parse(question).asks_deadline
