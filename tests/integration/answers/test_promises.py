"""What FAQ entries, posts and guides tell people to type or press does what is promised, and the buttons of posts reach their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot import wiring, wording
from bot.answers.decisions.answer import Answerer
from bot.answers.turn.outcome import Answered, shown
from bot.frontdesk import FrontDesk
from bot.messages import ChatId, Incoming
from bot.seals import MARK
from bot.settings import Settings
from bot.wiring import AnswerParts
from knowledge.loading.library import Library
from knowledge.records.faq import FaqEntry
from knowledge.records.post import AskBot
from knowledge.records.procedure import Procedure
from tests.integration.answers.test_frontdesk import NOON, NOTICE
from tests.library import starter
from tests.presence import as_a, found
from tests.support import databases

WORDS = wording.load()
LIBRARY = starter()  # the sentences are the cases of these tests
MORE = WORDS.desk.more_parts
COMMAND = re.compile(r"(?<![\w/.])(/[a-z]{2,20})\b")
QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
TO_TYPE = re.compile(r"nhắn|gõ|hỏi từng việc", re.IGNORECASE)
TO_PRESS = re.compile(r"bấm|nút|mục|phần", re.IGNORECASE)
VERB = re.compile(rf"\b(?:{TO_TYPE.pattern}|{TO_PRESS.pattern})\b", re.IGNORECASE)
BEFORE, BEFORE_CODE = ("đăng ký khai sinh cho con",), "1.001193"

REACHED = {
    "Tôi nộp hồ sơ ở xã khác trong tỉnh được không?": "mot-cua",
    "Nộp hồ sơ trên mạng theo mấy bước?": "dich-vu-cong-truc-tuyen",
    "Dịch vụ bưu chính công ích là gì?": "tra-ket-qua-buu-chinh",
    "Khiếu nại, tố cáo khác phản ánh, kiến nghị chỗ nào?": "phan-anh-kien-nghi",
    "Thông tin ở đây có chính xác không?": "ve-may-tro-ly",
    "Làm tài khoản định danh mức độ 02 ở đâu?": "dinh-danh-vneid",
    "Mất điện thoại có VNeID thì làm gì?": "dinh-danh-vneid",
    "Cán bộ đòi thêm giấy không có trong danh sách thì làm sao?": "mot-cua",
    "SIPAS là gì?": "cai-cach-hanh-chinh",
    "PAR INDEX là chỉ số gì?": "cai-cach-hanh-chinh",
    "Làm căn cước cho trẻ dưới 14 tuổi cần gì?": "1.014062",
    "Xin cấp bản sao giấy khai sinh": "2.000635",
    "Sang tên sổ đỏ cần giấy tờ gì?": "1.013831",
    "Xin giấy phép xây dựng nhà ở riêng lẻ cần gì?": "1.013225",
}
"""What the button of a post asks, and the procedure or the page of FAQ entries that it promises."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of what people read, and where it stands."""

    where: str
    sentence: str


def sentences(known: Library) -> Iterator[Told]:
    texts = [(entry.record_id, entry.answer) for entry in known.faq.values()]
    texts += [(post.record_id, f"{post.summary}\n{post.body}") for post in known.posts.values()]
    texts += [(code, guide) for code, record in known.procedures.items() for guide in record.guide.values()]
    texts += [(code, quick.answer) for code, record in known.procedures.items() for quick in record.quick]
    for where, text in texts:
        yield from (Told(where, piece.strip()) for piece in re.split(r"(?<=[.!?])\s+|\n", text) if piece.strip())


def quoted(sentence: str) -> Iterator[tuple[str, str]]:
    """What stands between quotes, and before each the last word that says to type or to press it ("": none does)."""
    for match in QUOTED.finditer(sentence):
        verbs = VERB.findall(sentence[: match.start()])
        yield verbs[-1] if verbs else "", match[1]


TOLD = list(sentences(LIBRARY))
COMMANDS = sorted({command for each in TOLD for command in COMMAND.findall(each.sentence)})
OURS = [each for each in TOLD if each.where in LIBRARY.faq or each.where in LIBRARY.posts]  # guides tell of other sites' buttons
TYPED = sorted({(each.where, text) for each in OURS for verb, text in quoted(each.sentence) if TO_TYPE.fullmatch(verb)})
PRESSED = sorted({(each.where, text) for each in OURS for verb, text in quoted(each.sentence) if TO_PRESS.fullmatch(verb)})
CALLS = sorted({call.question for post in LIBRARY.posts.values() for call in post.calls if isinstance(call, AskBot)})


@pytest.fixture(scope="module")
def answerer(parts: AnswerParts) -> Answerer:
    return parts.answerer


@pytest.fixture(scope="module")
def desk(parts: AnswerParts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDesk]:
    engine = databases.sqlite_at(tmp_path_factory.mktemp("hua") / "desk.db")
    yield wiring.front_desk(parts, wiring.rooms_of(Settings(secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index))
    engine.dispose()


def said(desk: FrontDesk, text: str) -> str:
    """All that somebody is answered who writes `text` first."""
    replies = desk.handle(Incoming(ChatId("web", text), NOON, text))
    return "\n".join(reply.text for reply in replies if reply.text != NOTICE)


@pytest.fixture(scope="module")
def buttons(desk: FrontDesk) -> frozenset[str]:
    """What stands on the buttons under an answer and what they lead to, under one's own data, and under a post."""
    chat = ChatId("web", "nut")
    replies = [*desk.handle(Incoming(chat, NOON, "đăng ký kết hôn")), *desk.handle(Incoming(chat, NOON, "/dulieucuatoi"))]
    for pressed in [button for reply in replies for row in reply.rows for button in row if button.label in (MORE, WORDS.desk.wrong)]:
        replies += desk.handle(Incoming(chat, NOON, action=desk.seals.sealed(chat, pressed.action.partition(MARK)[0])))
    under_a_post = (WORDS.following.fewer, WORDS.following.leave)  # of every post
    return frozenset({*(button.label for reply in replies for row in reply.rows for button in row), *under_a_post})


def test_there_is_something_to_keep() -> None:
    assert len(COMMANDS) >= 3
    assert len(TYPED) >= 2
    assert len(PRESSED) >= 8


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_people_are_told_to_type_opens_something(desk: FrontDesk, command: str) -> None:
    text = said(desk, command)
    assert text
    assert text not in (WORDS.desk.help, WORDS.unanswered.empty)
    assert WORDS.unanswered.not_found not in text


@pytest.mark.parametrize(("where", "text"), TYPED)
def test_what_people_are_told_to_write_is_answered_with_a_procedure_and_not_with_the_same_advice(
    answerer: Answerer, where: str, text: str
) -> None:
    first = found(shown(answerer.answer(text)))
    assert isinstance(first.record, Procedure)
    assert first.record.record_id != where


@pytest.mark.parametrize(("where", "label"), PRESSED)
def test_a_button_that_people_are_told_to_press_bears_that_label(buttons: frozenset[str], where: str, label: str) -> None:
    assert label in buttons, where


def test_every_button_of_a_post_that_asks_has_its_promise() -> None:
    assert set(CALLS) == REACHED.keys()


@pytest.mark.parametrize("question", CALLS)
@pytest.mark.parametrize("is_talk", [False, True])
def test_a_button_of_a_post_reaches_what_it_promises_whatever_was_talked_about(answerer: Answerer, question: str, is_talk: bool) -> None:
    answer = answerer.answer(question, BEFORE, BEFORE_CODE) if is_talk else answerer.answer(question)
    record = found(shown(answer)).record
    if isinstance(record, FaqEntry):
        assert record.question == question
        assert record.record_id.startswith(REACHED[question])
    else:
        assert record.record_id == REACHED[question]


def test_a_title_as_it_is_written_gets_its_entry_whatever_was_talked_about(answerer: Answerer) -> None:
    missed = []
    for entry in LIBRARY.faq.values():
        answer = answerer.answer(entry.question, BEFORE, BEFORE_CODE)
        if not (isinstance(answer, Answered) and answer.record == entry) and shown(answer):
            missed.append(entry.question)
    assert not missed


def test_the_entry_on_provinces_says_what_the_list_of_provinces_says(answerer: Answerer) -> None:
    merged = {place.name: [name for name in place.former if name != place.name] for place in LIBRARY.units.provinces}
    lines = [f"- {name}: gồm cả {' và '.join(former)} cũ." for name, former in merged.items() if former]
    entry = as_a(FaqEntry, found(shown(answerer.answer("kon tum nay thuộc tỉnh nào"))).record)
    assert [line for line in entry.answer.split("\n") if line.startswith("- ")] == lines


def test_a_few_words_are_asked_of_what_is_talked_about(answerer: Answerer) -> None:
    answer = answerer.answer("cần giấy tờ gì", BEFORE, BEFORE_CODE)
    assert as_a(Procedure, found(shown(answer)).record).code == BEFORE_CODE
