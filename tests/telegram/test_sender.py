"""Letters on their way to Telegram: what leaves, and what the outbox is told became of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.app import make_bot
from bot.channels.telegram.sender import TelegramSender
from bot.messages import Button, ChatId
from bot.outbox.claimed_message import Blocked, ClaimedMessage, Gone, Moved, Outcome, Rejected, RetryAfter, Sent, Unreachable
from tests.telegram.bot_api import TOKEN, ApiFault, BotApi
from tests.telegram.channel import GROUP, NAM

pytestmark = pytest.mark.anyio
ROWS = ((Button("Đọc tiếp", "a:7"),),)


@pytest.fixture
async def sender(api: BotApi) -> AsyncIterator[TelegramSender]:
    sender = TelegramSender(make_bot(TOKEN, api.base_url))
    yield sender
    await sender.stop()


@pytest.fixture
def photo(tmp_path: Path) -> str:
    path = tmp_path / "cover.png"
    path.write_bytes(b"png")
    return str(path)


def message(text: str = "Tin cải cách", chat: int = NAM, **more: Any) -> ClaimedMessage:
    return ClaimedMessage(1, ChatId("telegram", str(chat)), text, ROWS, **more)


async def test_a_letter_becomes_a_message_with_its_buttons(api: BotApi, sender: TelegramSender) -> None:
    outcome = await sender.send(message())
    [sent] = api.sent
    assert outcome == Sent(str(sent.message))
    assert (sent.chat, sent.text, sent.buttons[0]["callback_data"]) == (NAM, "Tin cải cách", "a:7")


async def test_a_long_letter_is_sent_in_pieces_with_the_buttons_at_the_end(api: BotApi, sender: TelegramSender) -> None:
    outcome = await sender.send(message("chữ " * 2_000))
    assert outcome == Sent(str(api.sent[0].message))
    assert [len(sent.buttons) for sent in api.sent] == [0, 1]


async def test_a_photo_is_uploaded_once_and_then_goes_by_its_name(api: BotApi, sender: TelegramSender, photo: str) -> None:
    outcome = await sender.send(message(photo=photo))
    assert isinstance(outcome, Sent)
    assert api.sent[0].fields["photo"] == b"png"
    assert await sender.send(message(photo=photo, file_id=outcome.file_id)) == Sent(
        str(api.sent[1].message), api.sent[1].fields["photo"] and outcome.file_id
    )
    assert api.sent[1].fields["photo"] == outcome.file_id


async def test_what_does_not_fit_under_a_photo_follows_it(api: BotApi, sender: TelegramSender, photo: str) -> None:
    await sender.send(message("Tiêu đề\n\n" + "chữ " * 400, photo=photo))
    assert [sent.method for sent in api.sent] == ["sendPhoto", "sendMessage"]
    assert [len(sent.buttons) for sent in api.sent] == [0, 1]
    assert " ".join(sent.text for sent in api.sent).split() == ("Tiêu đề " + "chữ " * 400).split()


async def test_a_photo_without_words_is_sent_without(api: BotApi, sender: TelegramSender, photo: str) -> None:
    await sender.send(message("", photo=photo))
    assert api.sent[0].text == ""


async def test_a_letter_in_a_slot_edits_the_message_that_stands_there(api: BotApi, sender: TelegramSender) -> None:
    first = await sender.send(message("Mới nhận"))
    assert isinstance(first, Sent)
    assert await sender.send(message("Đang giải quyết", edits=first.message_id)) == first
    assert await sender.send(message("Đang giải quyết", edits=first.message_id)) == first  # sent before, not recorded: no news
    assert api.said(NAM) == ["Mới nhận", "Đang giải quyết"]


async def test_the_words_under_a_photo_in_a_slot_are_edited(api: BotApi, sender: TelegramSender, photo: str) -> None:
    first = await sender.send(message("Mới", photo=photo))
    assert isinstance(first, Sent)
    await sender.send(message("Xong", photo=photo, edits=first.message_id))
    assert [sent.method for sent in api.sent] == ["sendPhoto", "editMessageCaption"]


async def test_an_edit_of_a_message_that_is_gone_says_so(sender: TelegramSender) -> None:
    assert await sender.send(message(edits="999")) == Gone()


async def test_a_photo_that_telegram_has_forgotten_is_to_be_uploaded_again(sender: TelegramSender, photo: str) -> None:
    assert await sender.send(message(photo=photo, file_id="forgotten")) == Gone()


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (ApiFault(429, retry_after=7), RetryAfter(7)),
        (ApiFault(403), Blocked),
        (ApiFault(400), Rejected),
        (ApiFault(502), Unreachable),
        (ApiFault(401), Unreachable),
        (ApiFault(drops=True), Unreachable),
    ],
)
async def test_every_refusal_is_told_by_its_type(
    api: BotApi, sender: TelegramSender, fault: ApiFault, outcome: Outcome | type[Outcome]
) -> None:
    api.faults["sendMessage"].append(fault)
    found = await sender.send(message())
    assert isinstance(found, outcome) if isinstance(outcome, type) else found == outcome
    assert TOKEN not in str(found)


async def test_blocked_moved_and_unknown_chats_are_told_apart(api: BotApi, sender: TelegramSender) -> None:
    api.blocked.add(NAM)
    api.moved[GROUP] = GROUP - 1
    assert isinstance(await sender.send(message()), Blocked)
    assert await sender.send(message(chat=GROUP)) == Moved(str(GROUP - 1))
    assert isinstance(await sender.send(message(chat=0)), Rejected)


async def test_a_photo_that_is_not_on_this_machine_is_refused_with_its_name(sender: TelegramSender) -> None:
    assert await sender.send(message(photo="/nowhere/cover.png")) == Rejected("FileNotFoundError: /nowhere/cover.png")


async def test_telegram_down_is_unreachable_and_the_next_try_opens_it(api: BotApi, sender: TelegramSender) -> None:
    api.faults["getMe"].append(ApiFault(502))
    assert isinstance(await sender.send(message()), Unreachable)
    assert isinstance(await sender.send(message()), Sent)
