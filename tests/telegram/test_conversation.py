"""Every handler, over HTTP: what people send, what the desk hears, what they get."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram import files
from bot.channels.telegram.app import TelegramChannel
from bot.channels.telegram.menus import CommandMenus
from bot.messages import Button, ChatId, Incoming, Location, Reply, ReplyFile
from tests.telegram.bot_api import ME, ApiFault, BotApi
from tests.telegram.channel import COMMANDS, GROUP, LAN, NAM, WORDS, ScriptedDesk, open_channel, until
from tests.telegram.people import Person, mention

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("channel")]
MENU = ((Button("Lệ phí", "p:1.001193:phi"), Button("Thời hạn", "p:1.001193:thoi_han")), (Button("Đúng", "r:1:1"),))


async def answered(api: BotApi, chat: int, number: int = 1) -> list[str]:
    await until(lambda: len(api.said(chat)) >= number)
    return api.said(chat)


async def served(api: BotApi) -> None:
    """Until the bot has acknowledged all that it was sent."""
    await until(lambda: not api.waiting)


async def test_a_message_is_answered_in_its_chat(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.says("làm giấy khai sinh cho con")
    assert await answered(api, NAM) == ["Nghe: làm giấy khai sinh cho con"]
    assert desk.heard[0].chat == ChatId("telegram", str(NAM))
    assert desk.heard[0].person is None
    assert desk.heard[0].name == "Lê An"


async def test_the_commands_are_told_to_telegram_with_what_they_are_for(api: BotApi) -> None:
    await until(lambda: api.commands)
    assert [(command["command"], command["description"]) for command in api.commands] == list(COMMANDS)


async def test_each_reader_is_told_the_commands_that_are_theirs(api: BotApi, desk: ScriptedDesk) -> None:
    citizen, staff = (("hoi", "Hỏi"), ("kiennghi", "Gửi")), (("viec", "Việc chờ mình"),)
    async with open_channel(api, desk, menus=CommandMenus(citizen, staff, lambda: ["-100", "2001"])):
        await until(lambda: len(api.menus) == 5)
    told = {scope: [command["command"] for command in commands] for scope, commands in api.menus.items()}
    assert told["all_private_chats", ""] == ["hoi", "kiennghi"]
    assert told["all_group_chats", ""] == ["hoi"], "nobody files a petition where all read along"
    assert told["chat", "-100"] == told["chat", "2001"] == ["viec", "hoi", "kiennghi"]


async def test_a_deep_link_reaches_the_desk_with_its_payload(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.says("/start tthc_1_001193")
    await answered(api, NAM)
    assert desk.heard[0].text == "/start tthc_1_001193"


async def test_the_bots_name_behind_a_command_is_taken_away(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.says("/hoi@MotCuaBot tạm trú")
    await answered(api, NAM)
    assert desk.heard[0].text == "/hoi tạm trú"


async def test_buttons_stand_under_the_reply_and_the_topic_can_be_dropped(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    desk.replies = lambda _: [Reply("Trả lời", MENU, topic="Đăng ký khai sinh")]
    nam.says("khai sinh")
    await answered(api, NAM)
    assert [button["callback_data"] for button in api.sent[0].buttons] == ["p:1.001193:phi", "p:1.001193:thoi_han", "r:1:1", "x"]
    assert api.sent[0].buttons[-1]["text"] == "✕ Đang hỏi: Đăng ký khai sinh"


async def test_a_pressed_button_reaches_the_desk_and_is_acknowledged(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    query = nam.presses("p:1.001193:phi")
    await answered(api, NAM)
    assert desk.heard[0].action == "p:1.001193:phi"
    assert [call["callback_query_id"] for call in api.called("answerCallbackQuery")] == [query]


async def test_a_press_is_acknowledged_though_the_desk_falls_over(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    def fall_over(_: Incoming) -> list[Reply]:
        raise RuntimeError("the desk fell over")

    desk.replies = fall_over
    with capture_logs() as logs:
        nam.presses("p:1.001193:phi")
        nam.says("và nữa")
        assert await answered(api, NAM, 2) == [WORDS.telegram.broken] * 2
        await served(api)
    assert len(api.called("answerCallbackQuery")) == 1
    assert [log["event"] for log in logs if log["log_level"] == "error"] == ["front desk RuntimeError"]


async def test_a_press_that_is_too_old_is_served_all_the_same(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    api.faults["answerCallbackQuery"].append(ApiFault(400))
    nam.presses("p:1.001193:phi")
    assert await answered(api, NAM) == ["Nghe: p:1.001193:phi"]


async def test_a_button_of_a_message_that_is_gone_still_works(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    gone = {"chat": nam.where, "message_id": 5, "date": 0}
    api.push(callback_query={"id": "7", "from": nam.me, "message": gone, "chat_instance": "1", "data": "p:1:phi"})
    assert await answered(api, NAM) == ["Nghe: p:1:phi"]


async def test_a_reply_that_replaces_edits_the_message_of_the_button(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    desk.replies = lambda _: [Reply("Trang 2", MENU, replaces=True)]
    api.knows(NAM, 77, "Trang 1")
    nam.presses("b:2", under=77)
    await answered(api, NAM)
    assert [(sent.method, sent.message) for sent in api.sent] == [("editMessageText", 77)]


async def test_an_edit_that_changes_nothing_is_no_news(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    desk.replies = lambda _: [Reply("Trang 2", replaces=True)]
    api.knows(NAM, 77, "Trang 2")
    nam.presses("b:2", under=77)
    await served(api)
    assert api.sent == []


@pytest.mark.parametrize("text", ["Trang 2", "chữ " * 2_000])
async def test_what_cannot_be_edited_is_sent_anew(api: BotApi, desk: ScriptedDesk, nam: Person, text: str) -> None:
    desk.replies = lambda _: [Reply(text, replaces=True)]
    nam.presses("b:2", under=78)
    await answered(api, NAM)
    assert {sent.method for sent in api.sent} == {"sendMessage"}


async def test_a_file_goes_out_as_a_document_with_its_text_and_buttons(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    desk.replies = lambda _: [Reply("Dữ liệu của bà con", MENU, file=ReplyFile("du-lieu.json", "application/json", b"{}"))]
    nam.says("/dulieucuatoi")
    assert await answered(api, NAM) == ["Dữ liệu của bà con"]
    sent = api.sent[0]
    assert sent.method == "sendDocument"
    assert sent.fields["document"] == b"{}"
    assert len(sent.buttons) == 3


async def test_a_file_with_a_long_text_comes_after_it(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    desk.replies = lambda _: [Reply("chữ " * 500, file=ReplyFile("a.csv", "text/csv", b"1,2"))]
    nam.says("/dulieucuatoi")
    await answered(api, NAM, 2)
    assert [sent.method for sent in api.sent] == ["sendMessage", "sendDocument"]


async def test_typing_is_shown_only_when_the_answer_takes_its_time(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.says("nhanh")
    await answered(api, NAM)
    assert api.called("sendChatAction") == []
    desk.takes = 0.8
    nam.says("chậm")
    await answered(api, NAM, 2)
    assert [call["action"] for call in api.called("sendChatAction")] == ["typing"]


async def test_an_answer_does_not_wait_until_typing_is_shown(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    api.faults["sendChatAction"].append(ApiFault(delay=30))
    desk.takes = 0.8
    nam.says("chậm")
    await until(lambda: api.said(NAM), 8)


# ---- what is not text


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, "voice"),
        ({"video_note": {"file_id": "v", "file_unique_id": "v", "duration": 3, "length": 9}}, "voice"),
        ({"video": {"file_id": "v", "file_unique_id": "v", "duration": 3, "width": 9, "height": 9}}, "video"),
        (
            {
                "sticker": {
                    "file_id": "s",
                    "file_unique_id": "s",
                    "width": 9,
                    "height": 9,
                    "is_animated": False,
                    "is_video": False,
                    "type": "regular",
                }
            },
            "sticker",
        ),
        ({"dice": {"emoji": "🎲", "value": 3}}, "sticker"),
        ({"game": {"title": "t", "description": "d", "photo": []}}, "other"),
    ],
)
async def test_what_cannot_be_read_gets_a_kind_reply(
    api: BotApi, desk: ScriptedDesk, nam: Person, content: dict[str, object], kind: str
) -> None:
    nam.sends(**content)
    assert await answered(api, NAM) == [getattr(WORDS.telegram, kind)]
    assert desk.heard == []


async def test_a_shared_contact_reaches_the_desk_as_its_number(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.sends(contact={"phone_number": "84912345678", "first_name": "Lan"})
    await answered(api, NAM)
    assert (desk.heard[0].phone, desk.heard[0].text) == ("84912345678", "")


async def test_an_edit_reaches_the_desk_with_the_message_that_it_changes(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    first = nam.says("thôn 3")
    await answered(api, NAM)
    nam.corrects(first, "thôn 5")
    await answered(api, NAM, 2)
    assert [(heard.message, heard.edited) for heard in desk.heard] == [(str(first["message_id"]), False), (str(first["message_id"]), True)]


async def test_the_words_under_a_video_are_read(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.sends(video={"file_id": "v", "file_unique_id": "v", "duration": 3, "width": 9, "height": 9}, caption="đường hỏng")
    assert await answered(api, NAM) == ["Nghe: đường hỏng"]


async def test_a_place_reaches_the_desk(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.sends(location={"latitude": 18.67, "longitude": 105.69})
    await answered(api, NAM)
    assert desk.heard[0].location == Location(18.67, 105.69)


async def test_a_photo_is_fetched_for_the_desk_and_deleted_afterwards(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    seen: list[tuple[Path, bytes]] = []

    def look(incoming: Incoming) -> list[Reply]:
        seen.extend((attachment.path, attachment.path.read_bytes()) for attachment in incoming.attachments)
        return [Reply("Đã nhận")]

    desk.replies = look
    nam.sends(**nam.photo(b"jpeg"), caption="ổ gà")
    await answered(api, NAM)
    [attachment] = desk.heard[0].attachments
    assert (desk.heard[0].text, attachment.media_type, attachment.size) == ("ổ gà", "image/jpeg", 4)
    assert [content for _, content in seen] == [b"jpeg"]
    await served(api)
    assert not seen[0][0].exists()


async def test_a_document_keeps_its_name(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.sends(**nam.document("đơn.pdf", b"%PDF"))
    await answered(api, NAM)
    assert [(found.name, found.media_type) for found in desk.heard[0].attachments] == [("đơn.pdf", "application/pdf")]


@pytest.mark.parametrize("declared", [files.LARGEST + 1, 10])
async def test_a_file_that_is_too_large_is_refused_whatever_it_says_of_itself(
    api: BotApi, desk: ScriptedDesk, nam: Person, declared: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytes(files.LARGEST + 1) if declared == 10 else b"small"
    nam.sends(**nam.document("to.pdf", content, declared))
    assert await answered(api, NAM) == [WORDS.telegram.file_too_large.format(name="to.pdf", limit=20)]
    assert desk.heard == []


async def test_a_file_that_telegram_has_lost_is_asked_for_again(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    document = nam.document("mất.pdf", b"x")
    api.files.clear()
    nam.sends(**document, caption="đơn của tôi")
    assert await answered(api, NAM, 2) == [WORDS.telegram.file_lost.format(name="mất.pdf"), "Nghe: đơn của tôi"]


async def test_an_album_is_one_message_with_at_most_five_files(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    for number in range(7):
        nam.sends(**nam.photo(b"%d" % number), media_group_id="album", **({"caption": "cầu hỏng"} if number == 0 else {}))
    assert await answered(api, NAM, 2) == [WORDS.telegram.too_many_files.format(limit=5), "Nghe: cầu hỏng"]
    assert [len(incoming.attachments) for incoming in desk.heard] == [5]
    await served(api)


# ---- groups


async def test_in_a_group_talk_among_people_is_left_alone(api: BotApi, desk: ScriptedDesk, nam_in_group: Person) -> None:
    nam_in_group.says("chiều nay đá bóng không")
    nam_in_group.says("/hoi@BotKhac tạm trú")
    nam_in_group.says("@BotKhac tạm trú", entities=[mention("@BotKhac")])
    nam_in_group.sends(**nam_in_group.photo(b"x"))
    nam_in_group.sends(new_chat_members=[nam_in_group.me])
    await served(api)
    assert desk.heard == []
    assert api.sent == []


async def test_in_a_group_a_mention_is_answered_under_the_question(api: BotApi, desk: ScriptedDesk, nam_in_group: Person) -> None:
    asked = nam_in_group.says("@MotCuaBot làm tạm trú ở đâu 😀", entities=[mention()])
    await answered(api, GROUP)
    heard = desk.heard[0]
    assert (heard.text, heard.chat, heard.person) == ("làm tạm trú ở đâu 😀", ChatId("telegram", str(GROUP)), ChatId("telegram", str(NAM)))
    assert api.sent[0].fields["reply_parameters"]["message_id"] == asked["message_id"]


async def test_a_mention_after_emoji_is_cut_out_where_it_stands(api: BotApi, desk: ScriptedDesk, nam_in_group: Person) -> None:
    nam_in_group.says("😀😀 @motcuabot tạm trú", entities=[{"type": "mention", "offset": 5, "length": 10}])
    await answered(api, GROUP)
    assert desk.heard[0].text == "😀😀  tạm trú"


@pytest.mark.parametrize("text", ["/huy", "/huy@MotCuaBot"])
async def test_in_a_group_our_commands_are_obeyed(api: BotApi, desk: ScriptedDesk, nam_in_group: Person, text: str) -> None:
    nam_in_group.says(text)
    await answered(api, GROUP)
    assert desk.heard[0].text == "/huy"


async def test_in_a_group_a_reply_to_us_is_answered_and_names_our_message(api: BotApi, desk: ScriptedDesk, nam_in_group: Person) -> None:
    ours = nam_in_group.message(text="câu trả lời") | {"from": ME, "message_id": 4321}
    nam_in_group.says("thế phí bao nhiêu", reply_to_message=ours)
    await answered(api, GROUP)
    assert desk.heard[0].reply_to == "4321"


async def test_a_reply_stays_in_its_thread_of_a_forum(api: BotApi, nam_in_group: Person) -> None:
    nam_in_group.says("/huy", message_thread_id=99, is_topic_message=True)
    await answered(api, GROUP)
    assert int(api.sent[0].fields["message_thread_id"]) == 99


async def test_a_group_that_became_a_supergroup_gets_the_reply_there(api: BotApi, nam_in_group: Person) -> None:
    api.moved[GROUP] = GROUP - 1
    nam_in_group.says("/huy")
    assert await answered(api, GROUP - 1) == ["Nghe: /huy"]


async def test_bots_channels_and_the_service_itself_are_not_answered(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.sends(text="xin chào", **{"from": ME | {"id": 5}})
    nam.sends(text="đăng thay kênh", sender_chat={"id": -1005, "type": "channel", "title": "Kênh"})
    nam.sends(pinned_message=nam.message(text="ghim"))
    api.push(channel_post={"message_id": 1, "date": 1, "chat": {"id": -1005, "type": "channel", "title": "Kênh"}, "text": "tin"})
    api.push(
        my_chat_member={
            "chat": nam.where,
            "from": nam.me,
            "date": 1,
            "old_chat_member": {"user": ME, "status": "member"},
            "new_chat_member": {"user": ME, "status": "member"},
        }
    )
    await served(api)
    assert (desk.heard, api.sent) == ([], [])


# ---- edits


async def test_an_edit_with_other_words_is_answered_anew(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    nam.corrects(nam.says("tam chú"), "tạm trú")
    assert await answered(api, NAM, 2) == ["Nghe: tam chú", "Nghe: tạm trú"]
    assert [incoming.edited for incoming in desk.heard] == [False, True]


async def test_an_edit_that_changes_no_word_or_comes_late_is_not_answered(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    message = nam.says("tạm trú")
    nam.corrects(message, "tạm trú")
    nam.corrects(message, "thường trú", after=3_600)
    await served(api)
    assert [incoming.text for incoming in desk.heard] == ["tạm trú"]


# ---- inline mode


async def test_a_procedure_is_looked_up_from_any_chat(api: BotApi, nam: Person) -> None:
    nam.looks_up("nuôi chó")
    await until(lambda: api.called("answerInlineQuery"))
    [answer] = api.called("answerInlineQuery")
    assert [result["title"] for result in answer["results"]] == ["nuôi chó 1", "nuôi chó 2", "nuôi chó 3"]
    assert answer["results"][0]["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://t.me/MotCuaBot?start=tthc_9_000001"
    assert int(answer["cache_time"]) > 0


# ---- too much


async def test_who_writes_too_much_is_told_once_and_politely(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    for number in range(25):
        nam.says(f"câu {number}")
    Person(api, LAN).says("còn tôi")
    assert await answered(api, LAN) == ["Nghe: còn tôi"]
    await served(api)
    assert len(desk.heard) == 21
    assert len(api.said(NAM)) == 21
    assert sum(told.startswith("Bà con gửi hơi nhanh") for told in api.said(NAM)) == 1, "at once, not behind what they wrote before"


HOSTILE = {
    "long": "a" * 100_000,
    "right to left": "\u202e\u200fgnàud\u202c",
    "zero width": "\u200b\u200d\u2060\ufeff",
    "emoji": "👨‍👩‍👧‍👦" * 400,
    "html": "<b>x</b><script>alert(1)</script>&amp;",
    "sql": "'; DROP TABLE chats; --",
    "format": "%s%n{0}{x.__class__}",
    "nul": "a\0b",
    "surrogate": "a\ud800b\udfff",
    "entities": "*_[x](y)`~",
    "spaces": " \n\t\u00a0 ",
    "command": "/",
    "zalgo": "a" + "\u0301" * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_texts_are_answered_or_refused(api: BotApi, desk: ScriptedDesk, nam: Person, name: str) -> None:
    with capture_logs() as logs:
        nam.says(HOSTILE[name])
        nam.says("vẫn còn đó")
        await until(lambda: "Nghe: vẫn còn đó" in api.said(NAM))
        await served(api)
    assert logs == []
    assert len(api.said(NAM)) >= (1 if name in {"zero width", "spaces"} else 2)


# ---- order


async def test_one_slow_chat_holds_up_no_other_and_keeps_its_own_order(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    gate = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(incoming: Incoming) -> list[Reply]:
        if incoming.text == "1":
            asyncio.run_coroutine_threadsafe(gate.wait(), loop).result(5)
        return [Reply(incoming.text)]

    desk.replies = slow
    for number in range(1, 6):
        nam.says(str(number))
    Person(api, LAN).says("tôi")
    assert await answered(api, LAN) == ["tôi"]
    assert api.said(NAM) == []
    gate.set()
    assert await answered(api, NAM, 5) == ["1", "2", "3", "4", "5"]


async def test_an_update_that_comes_twice_is_answered_once(api: BotApi, desk: ScriptedDesk, channel: TelegramChannel, nam: Person) -> None:
    nam.says("một")
    api.push(message=nam.message(text="hai"))
    again = dict(api.waiting[-1])
    await answered(api, NAM, 2)
    await served(api)
    api._updates.append(again)
    nam.says("ba")
    assert await answered(api, NAM, 3) == ["Nghe: một", "Nghe: hai", "Nghe: ba"]
    await served(api)
    assert len(desk.heard) == 3


async def test_a_caption_below_any_picture_of_an_album_is_heard(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    for number in range(3):
        nam.sends(**nam.photo(b"%d" % number), media_group_id="album", **({"caption": "cháy nhà"} if number == 1 else {}))
    assert await answered(api, NAM, 1) == ["Nghe: cháy nhà"]
    await served(api)
