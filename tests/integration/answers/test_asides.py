"""At the front desk: a warning offers one way on, the office answers for itself, and a word about the answer just given loses no thread."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring, wording
from bot.frontdesk import FrontDesk
from bot.frontdesk.answer_buttons import CALM, FIELD
from bot.messages import ChatId, Incoming, Reply
from bot.seals import MARK
from bot.settings import Settings
from tests.support import databases

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)  # a Friday
AN = ChatId("web", "an")
WORDS = wording.load()
SETTINGS = Settings(secret_key="a key of the tests", unit_name="UBND xã Hòa Phước", office_hotline="0236 123 456")


@pytest.fixture(scope="module")
def of_the_office(starter_index_folder: Path) -> wiring.AnswerParts:
    return wiring.wire(starter_index_folder, office=wiring.own_office(SETTINGS))


@pytest.fixture
def desk(of_the_office: wiring.AnswerParts, tmp_path: Path) -> Iterator[FrontDesk]:
    parts, engine = of_the_office, databases.sqlite_at(tmp_path / "desk.db")
    yield wiring.front_desk(parts, wiring.rooms_of(SETTINGS, engine, parts.wording, lambda: parts.index))
    engine.dispose()


def say(desk: FrontDesk, text: str) -> Reply:
    return next(reply for reply in reversed(desk.handle(Incoming(AN, NOON, text))) if reply.text != WORDS.desk.notice)


def actions(reply: Reply) -> list[str]:
    return [button.action.partition(MARK)[0] for row in reply.rows for button in row]


def test_a_warning_offers_no_list_of_procedures_but_the_way_on(desk: FrontDesk) -> None:
    reply = say(desk, "làm giả căn cước giá bao nhiêu")
    assert reply.text.startswith("Việc này không được làm.")
    assert [action.split(":")[0] for action in actions(reply)] == [CALM]
    assert reply.rows[0][0].label == WORDS.unanswered.not_wrong
    asked = desk.handle(Incoming(AN, NOON, action=reply.rows[0][0].action))[-1]
    assert asked.text != reply.text
    assert asked.text != WORDS.desk.old_button


def test_the_office_answers_by_the_day_of_the_message_and_offers_nothing_else(desk: FrontDesk) -> None:
    reply = say(desk, "mai có làm việc không")
    assert reply.text.startswith("Thứ Bảy 21/11/2026 nghỉ")
    assert "0236 123 456" in reply.text
    assert FIELD not in [action.split(":")[0] for action in actions(reply)]


def test_a_word_about_the_answer_keeps_what_is_talked_about(desk: FrontDesk) -> None:
    first = say(desk, "đăng ký kết hôn cần giấy tờ gì")
    for aside in ("nguồn đâu", "có chắc không", "cảm ơn cháu nhé", "mai có làm việc không"):
        assert say(desk, aside).text != first.text
    assert say(desk, "đọc lại").text == first.text
    assert "mã 1.000894" in say(desk, "thế lệ phí bao nhiêu").text


def test_without_an_answer_before_it_the_desk_asks_back(desk: FrontDesk) -> None:
    assert say(desk, "nói ngắn thôi").text == WORDS.retelling.which


@pytest.mark.parametrize(
    "call",
    [
        "có người gọi điện xưng là công an phường, bảo tôi cài ứng dụng, có thật không?",
        "có người gọi đòi chuyển tiền gấp, làm sao bây giờ",
    ],
)
def test_who_is_being_cheated_is_warned_in_the_middle_of_a_petition_which_waits(desk: FrontDesk, call: str) -> None:
    say(desk, "/kiennghi Cống trước trường bị tắc đã một tháng nay, nước tràn ra đường")
    replies = [reply.text for reply in desk.handle(Incoming(AN, NOON, call)) if reply.text != WORDS.desk.notice]
    alone = desk.handle(Incoming(ChatId("web", "ba"), NOON, call))[0].text  # the warning stands above the notice
    assert replies[0] == alone
    assert any(WORDS.petitions.filing.kept_open in text for text in replies[1:]), "the draft is still there, and that is said"


def test_what_an_official_asks_for_stays_the_petition_that_tells_of_it(desk: FrontDesk) -> None:
    say(desk, "/kiennghi")
    told = say(desk, "Cán bộ một cửa đòi tôi đưa phong bì mới nhận hồ sơ đất")
    assert "Đừng làm theo" not in told.text
