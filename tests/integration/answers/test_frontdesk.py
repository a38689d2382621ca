"""Conversations as data: what a person says or presses, and what the front desk must answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import wiring, wording
from bot.frontdesk import FrontDesk
from bot.messages import LONGEST_ACTION, ChatId, Incoming, Reply
from bot.seals import MARK
from bot.settings import Settings
from bot.wiring import AnswerParts
from tests.presence import found
from tests.support import databases

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
AN, BINH = ChatId("web", "an"), ChatId("web", "binh")


@pytest.fixture
def desk(parts: AnswerParts, tmp_path: Path) -> Iterator[FrontDesk]:
    engine = databases.sqlite_at(tmp_path / "desk.db")
    yield wiring.front_desk(parts, wiring.rooms_of(Settings(secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index))
    engine.dispose()


NOTICE = wording.load().desk.notice


def say(desk: FrontDesk, text: str, chat: ChatId = AN, after: timedelta = timedelta()) -> Reply:
    """The reply, on whichever side of it the notice on personal data stands."""
    replies = desk.handle(Incoming(chat, NOON + after, text))
    return [reply for reply in replies if reply.text != NOTICE][-1]


def press(desk: FrontDesk, action: str, chat: ChatId = AN) -> Reply:
    replies = desk.handle(Incoming(chat, NOON, action=desk.seals.sealed(chat, action)))
    return [reply for reply in replies if reply.text != NOTICE][-1]


def actions(reply: Reply) -> list[str]:
    return [button.action.partition(MARK)[0] for row in reply.rows for button in row]


def test_the_notice_on_personal_data_comes_once_and_after_the_first_answer(desk: FrontDesk, parts: AnswerParts) -> None:
    first = desk.handle(Incoming(AN, NOON, "đăng ký kết hôn cần giấy tờ gì"))
    assert [reply.text == parts.wording.desk.notice for reply in first] == [False, True]
    assert len(desk.handle(Incoming(AN, NOON, "đăng ký kết hôn cần giấy tờ gì"))) == 1


def test_a_follow_up_keeps_the_topic(desk: FrontDesk) -> None:
    assert "kết hôn" in say(desk, "đăng ký kết hôn cần giấy tờ gì").topic
    assert "mã 1.000894" in say(desk, "thế mấy ngày xong").text


@pytest.mark.parametrize(
    ("first", "then", "code", "begins"),
    [
        ("Đăng ký kết hôn giữa hai người Việt cần giấy gì?", "thế phí bao nhiêu", "1.000894", "Phí, lệ phí"),
        ("Đăng ký kết hôn giữa hai người Việt cần giấy gì?", "còn nộp ở đâu", "1.000894", "Cách nộp, nơi nộp"),
        ("Lập công ty TNHH một thành viên cần giấy tờ gì?", "còn hai người góp vốn thì sao", "2.001199", ""),
        ("dang ky ket hon can giay gi", "the phi bao nhieu", "1.000894", "Phí, lệ phí"),
    ],
)
def test_follow_ups_keep_the_procedure_or_move_to_its_sibling(desk: FrontDesk, first: str, then: str, code: str, begins: str) -> None:
    say(desk, first)
    reply = say(desk, then)
    assert f"mã {code}" in reply.text
    assert begins in reply.text
    assert reply.topic


def test_what_was_lost_meanwhile_is_offered_first(desk: FrontDesk) -> None:
    say(desk, "Đổi thẻ căn cước ở đâu")
    reply = say(desk, "mất rồi thì sao")
    assert "1.014064" in reply.text or actions(reply)[0].startswith("p:1.014064:")


@pytest.mark.parametrize("typed", ["2", "số 2", "so 2", "cái thứ hai", "chọn số hai nhé"])
def test_a_choice_is_made_by_its_number(desk: FrontDesk, typed: str) -> None:
    offered = [action for action in actions(say(desk, "tạm trú")) if action.startswith("p:")]
    assert offered[1].split(":")[1] in say(desk, typed).text


def test_a_new_matter_is_not_mixed_with_the_old_one(desk: FrontDesk) -> None:
    say(desk, "Lập công ty TNHH hai thành viên cần giấy tờ gì?")
    assert any(action.startswith("p:1.004194:") for action in actions(say(desk, "tạm trú")))
    assert say(desk, "SIPAS là gì").text.startswith("SIPAS là chỉ số hài lòng")


@pytest.mark.parametrize("asked", ["dang ky ket hon can gi", "đăng ký kết hôn hết bao nhiêu tiền", "thế còn kết hôn thì nộp ở đâu"])
@pytest.mark.parametrize("before", ["p:2.000815:tong_quan", "p:1.001193:ho_so"])
def test_after_a_button_a_new_question_is_not_drawn_into_the_old_matter(desk: FrontDesk, before: str, asked: str) -> None:
    press(desk, before)
    assert "mã 1.000894" in say(desk, asked).text


def test_the_matter_before_the_last_is_over(desk: FrontDesk) -> None:
    press(desk, "p:2.000815:tong_quan")
    assert "mã 1.000894" in say(desk, "dang ky ket hon can gi").text
    assert "mã 1.000894" in say(desk, "the may ngay xong").text


@pytest.mark.parametrize("asked", ["phi bao nhieu", "cần giấy tờ gì", "thế nộp ở đâu", "cảm ơn em, bao lâu thì xong"])
@pytest.mark.parametrize("code", ["2.000815", "1.001193", "1.004884"])
def test_after_a_button_who_names_nothing_means_that(desk: FrontDesk, code: str, asked: str) -> None:
    press(desk, f"p:{code}:tong_quan")
    assert f"mã {code}" in say(desk, asked).text


@pytest.mark.parametrize(
    ("first", "then", "about"),
    [
        ("đăng ký tạm trú", "có phải chủ nhà đi cùng không", "tạm trú"),
        ("khai tử cho ông nội", "để quá 15 ngày có bị phạt không", "khai tử"),
        ("đăng ký xe", "sang tên thì sao", "biển số xe"),
        ("mở hộ kinh doanh", "sang tên thì sao", "hộ kinh doanh"),
    ],
)
def test_a_follow_up_with_words_of_its_own_stays_with_what_was_talked_about(desk: FrontDesk, first: str, then: str, about: str) -> None:
    say(desk, first)
    assert about in say(desk, then).text.lower()


def test_several_parts_asked_at_once_are_told_together(desk: FrontDesk) -> None:
    text = say(desk, "đăng ký kết hôn cần giấy gì, phí bao nhiêu, bao lâu xong, nộp ở đâu?").text
    assert all(part in text for part in ("tờ khai chung", "miễn lệ phí", "Thời hạn giải quyết", "Cách nộp, nơi nộp"))


@pytest.mark.parametrize("said", ["đúng rồi", "cảm ơn", "ok em", "cam on nhieu nha"])
def test_a_word_of_thanks_leaves_the_topic(desk: FrontDesk, said: str) -> None:
    say(desk, "đăng ký kết hôn cần giấy tờ gì")
    assert not say(desk, said).rows
    assert "1.000894" in say(desk, "thế mấy ngày xong").text


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("cháy nhà rồi cứu với", "114"),
        ("không muốn sống nữa", "115"),
        ("ho so cua toi toi dau roi", "Tra cứu hồ sơ"),
        ("i lost my passport", "Vietnamese"),
    ],
)
def test_what_is_no_question_of_ours_gets_its_own_reply(desk: FrontDesk, said: str, reply: str) -> None:
    assert reply in say(desk, said).text
    press(desk, "p:2.000815:tong_quan")  # whose name is sixty words long: every one of them would be found
    assert reply in say(desk, said).text


def test_a_refusal_leads_on_to_the_fields(desk: FrontDesk) -> None:
    assert "l:g:n" in actions(say(desk, "xyzzy qwrtp"))
    assert press(desk, "l:g:n").text == say(desk, "/linhvuc").text


def test_two_strangers_never_share_a_topic(desk: FrontDesk) -> None:
    say(desk, "đăng ký kết hôn cần giấy tờ gì", AN)
    assert "1.000894" not in say(desk, "thế mấy ngày xong", BINH).text


def test_a_topic_is_forgotten_after_half_an_hour(desk: FrontDesk) -> None:
    say(desk, "đăng ký kết hôn cần giấy tờ gì")
    assert "1.000894" not in say(desk, "thế mấy ngày xong", after=timedelta(minutes=31)).text


def test_the_topic_is_dropped_by_button_and_by_command(desk: FrontDesk, parts: AnswerParts) -> None:
    ways: list[Callable[[], Reply]] = [lambda: press(desk, "x"), lambda: say(desk, "/huy")]
    for drop in ways:
        say(desk, "đăng ký kết hôn cần giấy tờ gì")
        assert drop().text == parts.wording.desk.dropped
        assert "1.000894" not in say(desk, "thế mấy ngày xong").text


def test_other_parts_are_a_button_away_and_old_buttons_still_work(desk: FrontDesk) -> None:
    reply = say(desk, "đăng ký kết hôn cần giấy tờ gì")
    assert len(actions(reply)) == 4
    assert "p:1.000894:thoi_han" in actions(reply)
    everything = press(desk, actions(reply)[-1])
    assert {"p:1.000894:phi", "p:1.000894:can_cu", "x"} <= set(actions(everything))
    assert {action.partition(":")[0] for action in actions(everything)} >= {"p", "r", "k", "l"}, (
        "rated, sent to an officer, back to its field"
    )
    assert press(desk, "p:1.000894:phi", BINH).text.startswith("Phí, lệ phí – Thủ tục đăng ký kết hôn")


def test_a_choice_becomes_the_topic(desk: FrontDesk) -> None:
    offered = [action for action in actions(say(desk, "tạm trú")) if action.startswith("p:1.004194:")]
    assert offered
    assert "1.004194" in press(desk, offered[0]).text
    assert "1.004194" in say(desk, "thế lệ phí bao nhiêu").text


def test_every_action_fits_into_a_telegram_button(desk: FrontDesk) -> None:
    for question in ("tạm trú", "đăng ký kết hôn cần giấy tờ gì", "xyzzy"):
        assert all(len(action.encode()) <= LONGEST_ACTION for action in actions(say(desk, question)))


def test_an_answer_can_be_rated_only_by_who_asked(desk: FrontDesk, parts: AnswerParts) -> None:
    answer = say(desk, "đăng ký kết hôn cần giấy tờ gì")
    wrong = next(action for action in actions(answer) if action.startswith("r:"))
    assert press(desk, wrong, BINH).text == parts.wording.desk.old_button
    assert press(desk, wrong).text == parts.wording.desk.rated_wrong
    right = next(action for action in actions(press(desk, actions(answer)[-1])) if action.startswith("r:"))
    assert press(desk, right).text == parts.wording.desk.rated


def test_a_deep_link_opens_the_procedure(desk: FrontDesk) -> None:
    assert "1.001193" in say(desk, "/start tthc_1_001193").text


def test_a_person_sees_and_deletes_what_is_kept(desk: FrontDesk, parts: AnswerParts) -> None:
    say(desk, "số căn cước 001199012345 của tôi bị mất thẻ căn cước làm lại ở đâu")
    assert actions(say(desk, "/dulieucuatoi")) == ["d:show", "d:file", "d:delete"]
    shown = press(desk, "d:show").text
    assert "20/11/2026 12:00: " in shown
    assert "làm lại ở đâu" in shown
    assert "001199012345" not in shown
    assert actions(press(desk, "d:delete")) == ["d:sure", "d:keep"]
    assert "làm lại ở đâu" in press(desk, "d:show").text
    assert press(desk, "d:keep").text == parts.wording.own_data.kept_on
    assert press(desk, "d:sure").text == parts.wording.own_data.deleted
    assert press(desk, "d:show").text == parts.wording.own_data.nothing


def test_who_has_filed_a_petition_is_told_what_of_it_stays_and_what_is_lost(desk: FrontDesk, parts: AnswerParts) -> None:
    words = parts.wording.own_data
    say(desk, "/kiennghi Đèn đường trước số 12 Lê Lợi hỏng đã ba tuần")
    for typed in ("việc khác", "bỏ qua", "ghi tên tôi", "Nguyễn Văn An\nThôn 3, xã Hòa Bình\n0912 345 678"):
        say(desk, typed)
    sent = say(desk, "gửi").text
    code = sent.split("\n\n")[1]
    assert words.petitions.format(count=1) in press(desk, "d:show").text
    assert words.petitions_stay.format(count=1) in press(desk, "d:delete").text
    assert "kiến nghị" not in press(desk, "d:delete", BINH).text
    assert press(desk, "d:sure").text == words.petitions_stayed.format(count=1)
    assert press(desk, "d:show").text == words.nothing
    assert "Nguyễn Văn An" not in json.dumps(json.loads(found(press(desk, "d:file").file).content))
    told = say(desk, f"/theodoi {code}").text
    assert parts.wording.petitions.following.stranger in told
    assert "Đèn đường" not in told
    assert press(desk, "t:add:1").text == parts.wording.desk.old_button


def test_a_person_takes_along_everything_that_is_kept_and_nothing_of_another(desk: FrontDesk) -> None:
    say(desk, "đăng ký kết hôn cần giấy tờ gì")
    say(desk, "bị mất bằng lái xe máy làm lại ở đâu", BINH)
    file = press(desk, "d:file").file
    assert file is not None
    kept = json.loads(file.content)["kept"]
    assert [row["question"] for row in kept["questions"]] == ["đăng ký kết hôn cần giấy tờ gì"]
    assert "bằng lái" not in file.content.decode()
    assert "bằng lái" not in press(desk, "d:show").text
    press(desk, "d:sure")
    assert "bằng lái" in press(desk, "d:show", BINH).text


def test_many_questions_are_shown_by_their_last_twenty_in_one_message(desk: FrontDesk) -> None:
    for number in range(22):
        say(desk, f"câu {number} " + "dài " * 60)
    shown = press(desk, "d:show").text
    assert "câu 1 " not in shown
    assert all(f"câu {number} " in shown for number in range(2, 22))
    assert len(shown) < 3_500


def test_in_a_group_nothing_that_is_kept_is_shown(desk: FrontDesk, parts: AnswerParts) -> None:
    group = ChatId("telegram", "-1")
    say(desk, "đăng ký kết hôn cần giấy tờ gì", group)
    for incoming in (Incoming(group, NOON, "/dulieucuatoi", person=AN), Incoming(group, NOON, action="d:show", person=AN)):
        assert desk.handle(incoming)[-1] == Reply(parts.wording.own_data.in_group)


@pytest.mark.parametrize("action", ["p:9.999999:phi", "p:1.000894:khong", "r:x:1", "r:999999:1", "zz", "p::::", "d:gi"])
def test_a_button_that_means_nothing_is_told_kindly(desk: FrontDesk, action: str) -> None:
    assert press(desk, action).text


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "\u202eabc", "👍👍", "<b>x</b>", "%s{0}", "a" * 100_000, "/khong-co-lenh"])
def test_hostile_messages_are_answered_or_refused(desk: FrontDesk, text: str) -> None:
    reply = say(desk, text)
    assert 0 < len(reply.text) <= 4_096


def test_help_tells_the_commands_that_are_served_and_no_other(desk: FrontDesk, parts: AnswerParts) -> None:
    told = dict(desk.commands)
    assert told["huy"] == parts.wording.commands.huy
    text = say(desk, "/trogiup").text
    assert all(f"/{name} – {purpose}" in text for name, purpose in told.items())
    served = {line.split()[0] for line in text.split("\n") if line.startswith("/")}
    assert served == {f"/{name}" for name in told}


def test_an_edited_message_is_a_question_anew(desk: FrontDesk) -> None:
    reply = desk.handle(Incoming(AN, NOON, "đăng ký kết hôn cần giấy tờ gì", edited=True))[0]
    assert "1.000894" in reply.text


def test_in_danger_the_number_comes_first_with_one_way_on_for_who_is_in_none(desk: FrontDesk) -> None:
    reply = say(desk, "nhà hàng xóm bị cháy")
    assert reply.text.startswith("Gọi ngay 114")
    assert [action.partition(":")[0] for action in actions(reply)] == ["u"]
    calm = press(desk, actions(reply)[0])
    assert not calm.text.startswith("Gọi ngay")


def test_a_strangers_cry_cannot_be_asked_again_by_its_number(desk: FrontDesk) -> None:
    action = actions(say(desk, "chồng tôi đang đánh tôi"))[0]
    for made_up in (action, "u:0", "u:9999999", "u:" + "9" * 30, "u:-1", "u:x"):
        assert "đánh" not in press(desk, made_up, BINH).text


def test_in_danger_what_was_talked_about_stays(desk: FrontDesk) -> None:
    say(desk, "đăng ký kết hôn cần giấy tờ gì")
    assert say(desk, "cứu với nhà cháy").text.startswith("Gọi ngay 114")
    assert "mã 1.000894" in say(desk, "thế mấy ngày xong").text


def test_a_petition_half_written_waits_while_somebody_is_in_danger(desk: FrontDesk) -> None:
    say(desk, "/kiennghi")
    place = actions(say(desk, "Đèn đường thôn 3 hỏng cả tháng nay không ai sửa"))
    first, then, *_ = desk.handle(Incoming(AN, NOON, "chong toi dang danh toi"))
    assert first.text.startswith("Gọi ngay 113")
    assert not first.rows
    assert [action.split("@")[0].rstrip(":") for action in actions(then)] == ["k:go", "k:drop"]
    assert actions(press(desk, "k:go")) == place


def test_a_danger_told_as_a_petition_is_kept_as_its_words_below_the_number(desk: FrontDesk) -> None:
    say(desk, "/kiennghi")
    first, *_ = desk.handle(Incoming(AN, NOON, "Nhà kho bên cạnh đang cháy lớn lắm"))
    assert first.text.startswith("Gọi ngay 114")
    assert desk.handle(Incoming(AN, NOON, "/kiennghi"))[-1].text.count("Nhà kho bên cạnh") == 1


def test_a_danger_behind_a_command_is_heard_too(desk: FrontDesk) -> None:
    for command in ("/kiennghi", "/hoi", "/thutuc"):
        replies = desk.handle(Incoming(BINH, NOON, f"{command} cháy nhà rồi cứu với"))
        assert any(reply.text.startswith("Gọi ngay 114") for reply in replies), command


DANGER = "cháy nhà tôi rồi cứu với"


def test_every_command_known_or_not_hears_danger(desk: FrontDesk) -> None:
    """Whatever a citizen puts a slash before; the commands are found from the desk itself."""
    known = [f"/{name}" for name, _ in desk.commands] + sorted(desk.staff_commands)
    assert {"/huy", "/start", "/trogiup", "/kiennghi", "/theodoi", "/hoi"} <= set(known)
    said = [f"{command} {DANGER}" for command in (*known, "/khong_co", "/114", "/")] + [f"/{DANGER}", f"//{DANGER}", f"/HUY {DANGER}"]
    for number, text in enumerate(said):
        replies = desk.handle(Incoming(ChatId("web", str(number)), NOON, text))
        assert any("114" in reply.text for reply in replies), text


def test_every_window_hears_danger_whatever_it_has_open(desk: FrontDesk) -> None:
    for number, (name, _) in enumerate(desk.commands):
        chat = ChatId("web", f"open {number}")
        desk.handle(Incoming(chat, NOON, f"/{name}"))
        assert any("114" in reply.text for reply in desk.handle(Incoming(chat, NOON, DANGER))), name


def test_a_command_without_danger_has_no_number(desk: FrontDesk) -> None:
    assert not any("114" in reply.text for reply in desk.handle(Incoming(AN, NOON, "/khong_co đèn đường hỏng")))
