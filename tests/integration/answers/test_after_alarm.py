"""After an alarm the talk stays with the danger, for a while; danger beside papers is told the number first, then the papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import wiring, wording
from bot.frontdesk import FrontDesk
from bot.frontdesk.after_alarm import MINUTES, TURNS, AfterAlarmReader, Aftermath
from bot.frontdesk.beside_alarm import LASTING, BesideAlarm
from bot.messages import ChatId, Incoming
from bot.settings import Settings
from bot.wiring import AnswerParts
from tests.integration.answers.test_frontdesk import AN, NOON, NOTICE, actions
from tests.support import databases

WORDS = wording.load().after_alarm
BEATEN = "chồng em đang đánh em"


@pytest.fixture
def desk(parts: AnswerParts, tmp_path: Path) -> Iterator[FrontDesk]:
    engine = databases.sqlite_at(tmp_path / "desk.db")
    yield wiring.front_desk(parts, wiring.rooms_of(Settings(secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index))
    engine.dispose()


def told(desk: FrontDesk, text: str, after: timedelta = timedelta(), chat: ChatId = AN) -> list[str]:
    return [reply.text for reply in desk.handle(Incoming(chat, NOON + after, text)) if reply.text != NOTICE]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *((text, Aftermath.WHOM) for text in ("ib cho ai", "gọi số nào", "goi so may", "gọi ai giờ", "nhắn cho ai vậy ad", "bao ai bay gio")),
        *((text, Aftermath.UNANSWERED) for text in ("gọi rồi mà không ai bắt máy", "goi hoai khong duoc", "máy bận", "goi ko dc", "hết tiền điện thoại rồi")),
        *((text, Aftermath.WHAT_NOW) for text in ("giờ làm sao", "gio lam sao", "phải làm gì bây giờ", "rồi sao nữa", "chừ làm răng")),
        *((text, Aftermath.GOES_ON) for text in ("ông đó đang ở ngoài cửa", "nó vẫn đang đập cửa", "em sợ quá", "chua thay ai toi", "bà vẫn chưa tỉnh")),
        *((text, Aftermath.SAFE) for text in ("công an tới rồi", "dập được rồi", "bé tỉnh lại rồi", "on roi")),
        *((text, None) for text in ("cảm ơn, cho hỏi làm khai sinh", "làm thẻ bhyt ở đâu", "giờ làm sao để đăng ký kết hôn", "ông nội bất tỉnh rồi", "nó về rồi", "gọi ai làm hộ khẩu", "chào em")),
        *((text, None) for text in ("đổi bằng lái xe hết bao nhiêu", "số nào trên thẻ là mã định danh", "nộp hồ sơ rồi giờ làm gì")),
    ],
)  # fmt: skip
def test_what_is_said_in_a_fright_is_told_from_other_matters(text: str, meant: Aftermath | None) -> None:
    assert AfterAlarmReader(WORDS).read(text) is meant


def test_every_aftermath_has_its_words() -> None:
    assert set(WORDS.cues) == set(WORDS.says) == {str(each) for each in Aftermath}


@pytest.mark.parametrize(
    "text", ["ib cho ai", "gọi số nào", "gọi rồi mà không ai bắt máy", "ông đó đang ở ngoài cửa", "giờ làm sao", "em sợ quá"]
)
def test_right_after_an_alarm_the_danger_is_answered(desk: FrontDesk, text: str) -> None:
    told(desk, BEATEN)
    (reply,) = told(desk, text, timedelta(minutes=1))
    assert "113" in reply.split(".")[0].split(";")[0]


def test_a_petition_being_written_does_not_take_what_is_said_in_a_fright(desk: FrontDesk) -> None:
    told(desk, "/kiennghi")
    told(desk, "Đèn đường thôn 3 hỏng cả tháng nay không ai sửa")
    told(desk, BEATEN)
    assert told(desk, "gọi số nào")[0].startswith("Gọi ngay 113")
    assert "không ai bắt máy" not in " ".join(told(desk, "gọi rồi mà không ai bắt máy"))
    told(desk, "xóm Đình")
    assert "Nơi xảy ra: xóm Đình" in " ".join(told(desk, "/kiennghi") + told(desk, "viết tiếp"))


def test_who_cries_again_is_told_of_the_same_danger(desk: FrontDesk) -> None:
    told(desk, "cháy nhà hàng xóm rồi")
    assert told(desk, "goi ko dc")[0].startswith("Gọi lại 114")
    assert told(desk, "giờ làm sao")[0].startswith("Gọi ngay 114")


def test_after_some_minutes_it_is_over(desk: FrontDesk) -> None:
    told(desk, BEATEN)
    assert "113" in told(desk, "giờ làm sao", timedelta(minutes=MINUTES))[0]
    assert not told(desk, "giờ làm sao", timedelta(minutes=MINUTES, seconds=1))[0].startswith("Gọi ngay")


def test_after_some_turns_it_is_over(desk: FrontDesk) -> None:
    told(desk, BEATEN)
    for turn in range(1, TURNS):
        assert told(desk, "giờ làm sao")[0].startswith("Gọi ngay 113"), turn
    told(desk, "giờ làm sao")
    assert not told(desk, "giờ làm sao")[0].startswith("Gọi ngay"), "more is another talk"


def test_another_matter_leaves_the_danger(desk: FrontDesk) -> None:
    told(desk, BEATEN)
    assert "khai sinh" in told(desk, "cảm ơn, cho hỏi làm khai sinh", timedelta(minutes=1))[0].lower()
    assert not told(desk, "giờ làm sao", timedelta(minutes=2))[0].startswith("Gọi ngay"), "it is asked of what was answered since"


def test_without_an_alarm_and_for_others_it_is_a_question(desk: FrontDesk) -> None:
    told(desk, BEATEN)
    assert not told(desk, "giờ làm sao", chat=ChatId("web", "binh"))[0].startswith("Gọi ngay")


def test_danger_beside_papers_is_told_the_number_then_the_papers(desk: FrontDesk) -> None:
    first, then, *_ = told(desk, "chồng em đánh em, giờ em muốn làm lại bhyt")
    assert first.startswith("Gọi ngay 113")
    assert "BHYT" in then
    assert told(desk, "ib cho ai", timedelta(seconds=20))[0].startswith("Gọi ngay 113")


def test_danger_beside_papers_is_heard_while_a_petition_is_written(desk: FrontDesk) -> None:
    told(desk, "/kiennghi")
    told(desk, "Đèn đường thôn 3 hỏng cả tháng nay không ai sửa")
    replies = [reply for reply in desk.handle(Incoming(AN, NOON, "chồng em đánh em, giờ em muốn làm lại bhyt")) if reply.text != NOTICE]
    assert replies[0].text.startswith("Gọi ngay 113")
    assert [action.split("@")[0].rstrip(":") for action in actions(replies[-1])][:1] == ["k:go"]


@pytest.mark.parametrize(
    "text",
    [
        "nhà em bị cháy, giờ em muốn làm lại sổ đỏ",
        "tôi bị cướp mất ví, giờ muốn làm lại căn cước",
        "hồi trước chồng em đánh em, giờ em muốn ly hôn",
        "đứa lớn 15 tuổi, đứa nhỏ 9 tuổi, muốn làm thẻ căn cước",
        "con tôi bị té xe hôm bữa, giờ cần giấy gì để bảo hiểm trả",
        "làm giấy khai tử, cần giấy tờ gì",
        "chồng em đánh em thì bị phạt bao nhiêu, cho hỏi",
    ],
)
def test_what_is_over_raises_no_alarm_beside_papers(parts: AnswerParts, text: str) -> None:
    assert BesideAlarm(parts.answerer.danger, WORDS).heard(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("chong danh em hoai gio em muon ly hon", "113"),
        ("bố dượng sờ soạng em, em muốn hỏi làm giấy khai sinh mới", "111"),
        ("nó dọa tung ảnh nóng bắt em chuyển tiền, cho em hỏi làm lại căn cước", "113"),
    ],
)
def test_what_lasts_is_heard_beside_papers(parts: AnswerParts, text: str, number: str) -> None:
    alarm = BesideAlarm(parts.answerer.danger, WORDS).alarm(text)
    assert alarm is not None
    assert number in alarm.danger.numbers


def test_the_dangers_that_last_are_those_of_the_content(parts: AnswerParts) -> None:
    assert {danger.name for danger in parts.index.lexicon.dangers.dangers} >= LASTING


def test_an_open_form_takes_no_word_of_a_fright_that_nobody_foresaw(desk: FrontDesk) -> None:
    told(desk, "/kiennghi")
    told(desk, "Đèn đường thôn 3 hỏng cả tháng nay không ai sửa")
    told(desk, BEATEN)
    for said in ("tui nhốt mình trong nhà tắm", "em run quá", "đèn ngoài hiên tắt rồi"):
        reply, *_ = told(desk, said)
        assert reply.startswith("Gọi ngay 113"), said
    assert reply.endswith("gõ lại đúng câu ấy."), "what nobody foresaw"
    assert "Gọi ngay" not in told(desk, said)[0], "said once more it is meant for the form"


@pytest.mark.parametrize("said", ["xóm Đình", "gần chợ Hôm", "Trần Thị Bé", "thôn 3", "gửi đi", "bỏ qua", "dạ cảm ơn nhiều"])
def test_what_a_form_asks_for_is_no_fright(desk: FrontDesk, said: str) -> None:
    told(desk, "/kiennghi")
    told(desk, "Đèn đường thôn 3 hỏng cả tháng nay không ai sửa")
    told(desk, BEATEN)
    assert "Gọi ngay" not in told(desk, said)[0]
