"""Plain words do what commands do: at the desk with every window, over the starter content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring, wording
from bot.frontdesk import FrontDesk
from bot.frontdesk.headings import headings, headings_of
from bot.frontdesk.plain_words import PlainWordReader
from bot.messages import Button, ChatId, Incoming, Reply
from bot.people.staff import Unit
from bot.settings import Settings
from bot.wiring import AnswerParts
from tests.support import databases

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
AN = ChatId("telegram", "1001")
WORDS = wording.load()
MENU = WORDS.menu
SIX = [MENU.ask, MENU.fields, MENU.events, MENU.petition, MENU.track, MENU.news]
CONTENT, TRACK, NEWS = "phản ánh, kiến nghị việc gì", "chưa có kiến nghị nào", "Nhận tin của cơ quan"
WITHDRAW = WORDS.petitions.withdrawing.none
SURE, OWN, BEGUN = WORDS.own_data.really, "Luật Bảo vệ dữ liệu", MENU.greeting


@pytest.fixture
def desk(parts: AnswerParts, tmp_path: Path) -> Iterator[FrontDesk]:
    engine = databases.sqlite_at(tmp_path / "desk.db")
    rooms = wiring.rooms_of(Settings(secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index)
    rooms.staff.add_unit(Unit(0, "UBND xã Hòa Bình", is_coordinator=True), "cli", NOON)
    yield wiring.front_desk(parts, rooms)
    engine.dispose()


def say(desk: FrontDesk, text: str, chat: ChatId = AN) -> list[Reply]:
    return desk.handle(Incoming(chat, NOON, text))


def press(desk: FrontDesk, button: Button) -> list[Reply]:
    return desk.handle(Incoming(AN, NOON, action=button.action))


def buttons(replies: list[Reply]) -> list[Button]:
    return [button for reply in replies for row in reply.rows for button in row]


SAID = [
    ("tôi muốn viết phản ánh", CONTENT),
    ("cho tôi gửi phản ánh", CONTENT),
    ("Phản Ánh", CONTENT),
    ("xin gửi kiến nghị ạ", CONTENT),
    ("gop y", CONTENT),
    ("em muốn góp ý ạ", CONTENT),
    ("toi muon kien nghi viec cong tac", "xảy ra ở đâu"),
    ("theo dõi kiến nghị", TRACK),
    ("don cua toi den dau roi", TRACK),
    ("tra cứu phản ánh giúp em", TRACK),
    ("rút kiến nghị", WITHDRAW),
    ("tôi không kiện nữa", WITHDRAW),
    ("em muốn rút lại đơn ạ", WITHDRAW),
    ("huy don da gui", WITHDRAW),
    ("KN7-4XQ-M3X", "Mã này chưa đúng"),
    ("mã kn7 4xq m3x của tôi đâu rồi", "Mã này chưa đúng"),
    ("H56.10-241203-0001", MENU.dossier),
    ("mã hồ sơ H01.15-250101-0123", MENU.dossier),
    ("đăng ký nhận tin", NEWS),
    ("cho em nhận tin tức", NEWS),
    ("ngừng nhận tin", "nhận tin"),
    ("đừng gửi tin nữa nhé", "nhận tin"),
    ("xóa hết dữ liệu của tôi", SURE),
    ("xoa thong tin cua toi", SURE),
    ("xem dữ liệu của tôi", OWN),
    ("hủy", WORDS.desk.dropped),
    ("thôi bỏ", WORDS.desk.dropped),
    ("hỏi việc khác", WORDS.desk.dropped),
    ("làm lại từ đầu", BEGUN),
    ("/start", BEGUN),
    ("mở menu", MENU.choose),
    ("quay lại", MENU.choose),
    ("trợ giúp", MENU.commands_for),
    ("cách dùng", MENU.commands_for),
    ("xem danh sách thủ tục", WORDS.browsing.headings),
    ("/linhvuc", WORDS.browsing.headings),
    ("việc theo sự kiện đời sống", "Nhà mình đang có việc gì"),
    ("cho gặp cán bộ", MENU.person),
    ("tôi muốn nói chuyện với người thật", MENU.person),
    ("chữ nhỏ quá", MENU.bigger),
    ("tôi già rồi không rành", MENU.slower),
    ("tu tu thoi", MENU.slower),
    ("do you speak English?", MENU.english),
    ("nhắc tôi khi nào hết hạn hộ chiếu", MENU.remind),
]


@pytest.mark.parametrize(("words", "hears"), SAID)
def test_plain_words_do_what_they_say(desk: FrontDesk, words: str, hears: str) -> None:
    assert hears in say(desk, words)[0].text


def test_there_are_forty_of_them() -> None:
    assert len(SAID) >= 40


@pytest.mark.parametrize(
    "words",
    [
        "đăng ký kết hôn cần giấy tờ gì",
        "hủy tờ khai hải quan",
        "tin học cơ bản",
        "giúp tôi làm giấy khai sinh",
        "danh mục thuốc",
        "kn",
        "đơn ly hôn",
    ],
)
def test_a_question_is_no_plain_word(words: str) -> None:
    assert PlainWordReader(WORDS.plain).meant(words) is None


def test_every_action_of_the_plain_words_is_one_that_somebody_serves(desk: FrontDesk) -> None:
    actions = {*WORDS.plain.does, *WORDS.plain.begins}
    for number, action in enumerate(sorted(actions)):
        replies = desk.handle(
            Incoming(ChatId("telegram", str(number)), NOON, action=desk.seals.sealed(ChatId("telegram", str(number)), action))
        )
        assert replies[0].text != WORDS.desk.old_button, action
    assert {*WORDS.plain.late, *WORDS.plain.calm} <= actions


def test_the_first_page_is_one_sentence_six_buttons_and_those_of_features_that_all_lead_somewhere(desk: FrontDesk) -> None:
    (door,) = say(desk, "/start")
    assert door.text == MENU.greeting
    assert [button.label for button in buttons([door])][: len(SIX)] == SIX, "behind them stand those of features"
    for button in buttons([door]):
        assert press(desk, button)[0].text not in (WORDS.desk.old_button, door.text), button.label


def test_a_cry_is_heard_before_plain_words(desk: FrontDesk) -> None:
    assert say(desk, "cứu tôi với cháy nhà")[0].text.startswith("Gọi ngay 114")
    assert say(desk, "nhắc tôi gọi công an, chồng tôi đang đánh tôi")[0].text.startswith("Gọi ngay 113")


def test_in_an_open_petition_plain_words_lead_out_and_the_draft_waits(desk: FrontDesk) -> None:
    say(desk, "/kiennghi Đèn đường thôn 3 hỏng cả tháng nay không ai sửa")
    assert say(desk, "menu")[0].text == MENU.choose
    assert "viết dở" in say(desk, "phản ánh")[0].text
    assert "Chưa có gì được gửi đi" in say(desk, "hủy")[0].text, "what ends something is said to what is open"


def test_back_in_an_open_petition_is_its_own_button(desk: FrontDesk) -> None:
    say(desk, "/kiennghi Đèn đường thôn 3 hỏng cả tháng nay không ai sửa")
    told = say(desk, "quay lại")[0].text
    assert "Bà con gõ lại lời kể" in told
    assert "Đèn đường thôn 3 hỏng cả tháng nay" in told, "what was told stays until other words are typed"


def test_the_notice_stands_below_the_first_answer_and_below_nothing_else(desk: FrontDesk) -> None:
    for words in ("/start", "menu", "/linhvuc", "/kiennghi", "hủy"):
        assert WORDS.desk.notice not in [reply.text for reply in say(desk, words)], words
    assert [reply.text == WORDS.desk.notice for reply in say(desk, "đăng ký kết hôn cần giấy tờ gì")] == [False, True]
    assert len(say(desk, "đăng ký khai sinh cần giấy tờ gì")) == 1


def test_from_a_life_event_to_a_procedure_in_three_presses(desk: FrontDesk) -> None:
    events = press(desk, next(button for button in buttons(say(desk, "/start")) if button.label == MENU.events))
    told = press(desk, next(button for button in buttons(events) if button.label == "Nhà có em bé mới sinh"))
    assert told[0].text == say(desk, "vợ tôi mới sinh con cần làm những gì")[0].text, "the list that a question gets"
    assert "mã 1.001193" in press(desk, next(button for button in buttons(told) if "giấy khai sinh" in button.label))[0].text


def test_every_life_event_is_listed_and_opens(desk: FrontDesk, parts: AnswerParts) -> None:
    listed: list[str] = []
    for page in range(1, 9):
        shown = desk.handle(Incoming(AN, NOON, action=f"ev:{page}"))
        listed += [button.action for button in buttons(shown) if not button.action.split(":")[1].isdecimal()]
    assert sorted(set(listed)) == sorted(f"ev:{event.name}" for event in parts.index.lexicon.events.events)
    for action in set(listed):
        assert "Bà con bấm từng việc" in desk.handle(Incoming(AN, NOON, action=action))[0].text, action


def test_twelve_headings_hold_every_field_once_by_a_word_of_their_own(parts: AnswerParts) -> None:
    fields = parts.catalogue.fields
    found = headings_of(fields)
    assert len(found) == len(headings()) == 12
    assert sorted(field.name for heading in found for field in heading.fields) == sorted(field.name for field in fields)
    assert sum(heading.count for heading in found) == sum(len(field.procedures) for field in fields)
    assert all(any(each.takes(field.name) for each in headings()) for field in fields), "none was left over"
    assert found[-1].name.endswith("việc khác")


@pytest.mark.parametrize("action", ["l:g:nobody:1", "l:g:giay_to:x", "ev:nobody", "ev", "ev:1:x", "h:x", "h", "c:xoahet", "c", "c:viec"])
def test_made_up_buttons_of_the_door_are_told_kindly(desk: FrontDesk, action: str) -> None:
    assert desk.handle(Incoming(AN, NOON, action=action))[0].text
