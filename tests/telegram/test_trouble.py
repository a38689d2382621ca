"""Bad days: Telegram slow, down, in conflict; people who block; and stops of every kind. Nothing acknowledged is lost."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram.app import Webhook, make_bot
from bot.messages import Button, Incoming, Reply
from tests.paths import ROOT
from tests.soak import size
from tests.telegram.bot_api import ME, TOKEN, ApiFault, BotApi
from tests.telegram.channel import LAN, NAM, ScriptedDesk, made, open_channel, until
from tests.telegram.people import Person

pytestmark = pytest.mark.anyio
HOOK = Webhook("https://hoi.example.gov.vn/telegram/webhook", "a-word-that-only-telegram-knows")


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Back off in tenths, so that the tests do not wait for it."""
    monkeypatch.setattr("bot.channels.telegram.retry.PAUSES", (0.05, 0.1, 0.1, 0.2))
    monkeypatch.setattr("bot.channels.telegram.polling.BACK_OFF", (0.05, 0.1))
    monkeypatch.setattr("bot.channels.telegram.app.BACK_OFF", (0.05, 0.1))


def events(logs: Sequence[Mapping[str, object]], level: str = "warning") -> list[object]:
    return [log["event"] for log in logs if log["log_level"] == level]


async def test_waits_as_long_as_telegram_asks_before_a_reply_is_sent_again(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    api.faults["sendMessage"].append(ApiFault(429, retry_after=1))
    async with open_channel(api, desk):
        nam.says("một")
        nam.says("hai")
        began = time.monotonic()
        await until(lambda: len(api.said(NAM)) == 2)
    assert api.said(NAM) == ["Nghe: một", "Nghe: hai"]
    assert api.sent[0].at - began >= 0.9


@pytest.mark.parametrize("fault", [ApiFault(500), ApiFault(502), ApiFault(503), ApiFault(drops=True)])
async def test_a_reply_is_tried_again_when_telegram_or_the_network_fails(
    api: BotApi, desk: ScriptedDesk, nam: Person, fault: ApiFault
) -> None:
    api.faults["sendMessage"] += [fault, fault]
    async with open_channel(api, desk):
        nam.says("một")
        await until(lambda: api.said(NAM))
    assert api.said(NAM) == ["Nghe: một"]
    assert len(desk.heard) == 1


async def test_a_reply_that_does_not_get_through_is_left_to_the_outbox_and_stops_nobody(
    api: BotApi, desk: ScriptedDesk, nam: Person
) -> None:
    api.chaos = lambda method: ApiFault(500) if method == "sendMessage" and len(desk.heard) < 3 else None
    desk.replies = lambda incoming: [Reply(incoming.text, ((Button("Đúng", "r:1:1"),),)), Reply("và")]
    with capture_logs() as logs:
        async with open_channel(api, desk):
            nam.says("một")
            nam.says("hai")
            await until(lambda: len(desk.letters) == 4)
            nam.says("ba")
            await until(lambda: api.said(NAM) == ["ba", "và"])
    assert [(letter.text, letter.chat.key) for letter in desk.letters] == [(text, str(NAM)) for text in ("một", "và", "hai", "và")]
    assert len({letter.key for letter in desk.letters}) == 4
    assert desk.letters[0].rows == ((Button("Đúng", "r:1:1"),),)
    assert events(logs) == ["reply delayed"]


async def test_telegram_down_at_the_start_is_waited_for_and_logged_once(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    api.faults["getMe"] += [ApiFault(502), ApiFault(drops=True), ApiFault(500)]
    with capture_logs() as logs:
        async with open_channel(api, desk) as channel:
            nam.says("một")
            await until(lambda: api.said(NAM))
            assert channel.is_connected
    assert events(logs) == ["telegram unreachable"]


async def test_news_of_our_standing_that_the_library_cannot_read_stops_nobody(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    new = {"user": ME, "status": "restricted", "is_member": True}  # of a Bot API server that knows fewer rights, or more
    news = {"chat": nam.where, "from": nam.me, "date": 1, "old_chat_member": {"user": ME, "status": "member"}, "new_chat_member": new}
    async with open_channel(api, desk):
        api.push(my_chat_member=news)
        nam.says("một")
        await until(lambda: api.said(NAM))
        await until(lambda: not api.waiting)
    async with open_channel(api, desk, HOOK) as channel:
        await until(lambda: channel.is_connected)
        body = json.dumps({"update_id": 999_999, "my_chat_member": news}).encode()
        assert await channel.posted(HOOK.secret, body) == HTTPStatus.OK


UNREADABLE: dict[str, dict[str, object]] = {
    "a message without its day": {"message": {"message_id": 1, "chat": {"id": NAM, "type": "private"}, "text": "bí mật"}},
    "a message that is a list": {"message": ["bí mật"]},
    "a day that is none": {"message": {"message_id": 1, "date": "bí mật", "chat": {"id": NAM, "type": "private"}}},
    "a day after all days": {"message": {"message_id": 1, "date": 10**30, "chat": {"id": NAM, "type": "private"}}},
    "a press without its presser": {"callback_query": {"id": "1", "data": "bí mật"}},
    "a field of the future that is not what it was": {"inline_query": {"id": "1", "from": "bí mật", "query": "x", "offset": ""}},
}


@pytest.mark.parametrize("strange", UNREADABLE.values(), ids=UNREADABLE)
async def test_an_update_that_the_library_cannot_read_is_skipped_told_once_and_counted(
    api: BotApi, desk: ScriptedDesk, nam: Person, strange: dict[str, object]
) -> None:
    skipped: list[None] = []
    with capture_logs() as logs:
        async with open_channel(api, desk, skipped=lambda: skipped.append(None)):
            nam.says("trước")
            for _ in range(3):
                api.push(**strange)  # type: ignore[arg-type]
            nam.says("sau")
            await until(lambda: api.said(NAM) == ["Nghe: trước", "Nghe: sau"])
            await until(lambda: not api.waiting)
            api.push(**strange)  # type: ignore[arg-type]
            await until(lambda: not api.waiting)
            nam.says("nữa")
            await until(lambda: len(api.said(NAM)) == 3)
    assert events(logs) == ["update skipped"]
    assert len(skipped) == 4
    assert "bí mật" not in str(logs)


@pytest.mark.parametrize("strange", UNREADABLE.values(), ids=UNREADABLE)
async def test_an_unreadable_update_that_was_posted_does_not_come_again(
    api: BotApi, desk: ScriptedDesk, strange: dict[str, object]
) -> None:
    skipped: list[None] = []
    async with open_channel(api, desk, HOOK, skipped=lambda: skipped.append(None)) as channel:
        await until(lambda: channel.is_connected)
        assert await channel.posted(HOOK.secret, json.dumps({"update_id": 7, **strange}).encode()) == HTTPStatus.OK
    assert (len(skipped), desk.heard) == (1, [])


async def test_an_answer_with_an_update_without_a_number_is_asked_for_again_and_not_in_haste(
    api: BotApi, desk: ScriptedDesk, nam: Person
) -> None:
    with capture_logs() as logs:
        async with open_channel(api, desk):
            api._updates.append({"update_id": 0.5, "message": {}})
            api._news.set()
            await until(lambda: "polling refused" in events(logs))
            api._updates.clear()
            nam.says("một")
            await until(lambda: api.said(NAM))
    assert events(logs) == ["polling refused"]


async def test_an_outage_while_polling_is_logged_once_and_over(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    with capture_logs() as logs:
        async with open_channel(api, desk):
            await until(lambda: api.called("getUpdates"))
            api.faults["getUpdates"] += [ApiFault(500), ApiFault(drops=True), ApiFault(502), ApiFault(429, retry_after=1)]
            nam.says("một")
            nam.says("hai")
            await until(lambda: len(api.said(NAM)) == 2)
            await until(lambda: not api.faults["getUpdates"])
            nam.says("ba")
            await until(lambda: len(api.said(NAM)) == 3)
    assert events(logs) == ["telegram unreachable", "asked to wait"]
    assert [log["trouble"] for log in logs if log["log_level"] == "info"] == ["telegram unreachable", "asked to wait"]


async def test_another_process_that_polls_is_told_once_and_outlasted(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    with capture_logs() as logs:
        async with open_channel(api, desk):
            api.faults["getUpdates"] += [ApiFault(409)] * 4
            await until(lambda: not api.faults["getUpdates"])
            nam.says("một")
            await until(lambda: api.said(NAM))
    assert events(logs) == ["another process polls"]


async def test_a_token_that_telegram_refuses_is_told_and_the_rest_runs_on(api: BotApi, desk: ScriptedDesk) -> None:
    api.faults["getMe"].append(ApiFault(401))
    with capture_logs() as logs:
        async with open_channel(api, desk) as channel:
            await until(lambda: "token refused" in events(logs))
            assert channel.is_refused
            assert not channel.is_connected
    assert TOKEN not in str(logs)


async def test_who_blocked_the_bot_is_logged_once(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    api.blocked.add(NAM)
    with capture_logs() as logs:
        async with open_channel(api, desk):
            for _ in range(3):
                nam.says("một")
            Person(api, LAN).says("hai")
            await until(lambda: api.said(LAN) and not api.waiting)
    assert events(logs) == ["chat closed"]
    assert str(NAM) not in str(logs)


async def test_entities_that_telegram_refuses_do_not_cost_the_answer(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    desk.replies = lambda _: [Reply("Tên thủ tục\nGiấy tờ cần nộp:\n- Đơn")]
    api.faults["sendMessage"].append(ApiFault(400))
    async with open_channel(api, desk):
        nam.says("một")
        await until(lambda: api.said(NAM))
    assert not api.sent[0].fields.get("entities")


async def test_slow_answers_of_telegram_stop_no_other_chat(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    api.faults["sendMessage"].append(ApiFault(delay=1.5))
    async with open_channel(api, desk):
        nam.says("một")
        await until(lambda: api.called("sendMessage"))
        Person(api, LAN).says("hai")
        await until(lambda: api.said(LAN))
        assert api.said(NAM) == []
        await until(lambda: api.said(NAM))


# ---- stopping


async def test_telegram_that_wants_us_to_wait_long_gets_the_reply_from_the_outbox(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    api.faults["sendMessage"].append(ApiFault(429, retry_after=40))
    async with open_channel(api, desk):
        nam.says("một")
        await until(lambda: desk.letters and not api.waiting, 3)
    assert [letter.text for letter in desk.letters] == ["Nghe: một"]


async def test_a_proxy_of_the_environment_is_used(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", api.base_url)
    bot = make_bot(TOKEN, "http://telegram.invalid")
    await bot.initialize()
    assert bot.username == "MotCuaBot"
    await bot.shutdown()


async def test_a_graceful_stop_serves_what_was_fetched_and_acknowledges_it(api: BotApi, desk: ScriptedDesk) -> None:
    desk.takes = 0.2
    people = [Person(api, 2_000 + number) for number in range(20)]
    channel = made(api, desk)
    await channel.start()
    for person in people:
        person.says("một")
    await until(lambda: len(desk.heard) >= 2)
    began = time.monotonic()
    await channel.stop()
    assert time.monotonic() - began < 10
    assert [api.said(person.number) for person in people] == [["Nghe: một"]] * 20
    assert api.waiting == []


async def test_a_stop_does_not_wait_for_an_empty_poll(api: BotApi, desk: ScriptedDesk) -> None:
    channel = made(api, desk)
    await channel.start()
    await until(lambda: api.called("getUpdates"))
    began = time.monotonic()
    await channel.stop()
    assert time.monotonic() - began < 3


async def test_what_could_not_be_served_before_the_stop_comes_again(api: BotApi, nam: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.app.DRAINED_WITHIN", 0.3)
    api.chaos = lambda method: ApiFault(delay=30) if method == "sendMessage" else None
    stuck = made(api, ScriptedDesk())
    await stuck.start()
    nam.says("một")
    await until(lambda: api.called("sendMessage"))
    began = time.monotonic()
    await stuck.stop()
    assert time.monotonic() - began < 5
    assert len(api.waiting) == 1
    api.chaos = lambda _: None
    async with open_channel(api, ScriptedDesk()):
        await until(lambda: api.said(NAM) == ["Nghe: một"])


async def test_a_stop_before_telegram_ever_answered_is_quick(desk: ScriptedDesk) -> None:
    nowhere = BotApi()
    nowhere.base_url = "http://127.0.0.1:9"
    channel = made(nowhere, desk)
    with capture_logs():
        await channel.start()
        await asyncio.sleep(0.1)
        await asyncio.wait_for(channel.stop(), 3)


@pytest.mark.soak
async def test_killed_at_any_moment_no_message_is_lost(api: BotApi) -> None:
    """kill -9 while messages come."""
    kills = size(2, 20)
    api.delay = 0.02
    told: dict[int, list[str]] = {}
    sequence = iter(range(10**6))

    async def talk() -> None:
        while True:
            person = Person(api, 3_000 + next(sequence) % 2_000)
            text = f"câu {next(sequence)}"
            told.setdefault(person.number, []).append(f"Nghe: {text}")
            person.says(text)
            await asyncio.sleep(0.005)
            await until(lambda: len(api._updates) < 300, 120)

    talking = asyncio.create_task(talk())
    for number in range(kills):
        bot = await _process(api)
        before = len(api.sent)
        await until(partial(lambda before: len(api.sent) > before + 20, before), 60)
        await asyncio.sleep(0.05 * (number % 7))
        bot.send_signal(signal.SIGKILL)
        await bot.wait()
    talking.cancel()
    bot = await _process(api)
    await until(lambda: not api.waiting, 60)
    bot.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(bot.wait(), 10) == 0
    for person, texts in told.items():
        said = api.said(person)
        assert list(dict.fromkeys(said)) == texts  # every one, in order
        assert len(said) - len(texts) <= kills * 100  # only what was open at a kill comes twice


async def _process(api: BotApi) -> asyncio.subprocess.Process:
    root = ROOT
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.telegram.repeating_bot", api.base_url, cwd=root)


# ---- webhook


def update(number: int, message: dict[str, object]) -> bytes:
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_a_posted_update_is_served_before_telegram_is_told_that_it_arrived(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    async with open_channel(api, desk, HOOK) as channel:
        await until(lambda: channel.is_connected)
        assert (api.webhook["url"], api.webhook["secret_token"]) == (HOOK.url, HOOK.secret)
        assert await channel.posted(HOOK.secret, update(1, nam.message(text="một"))) == HTTPStatus.OK
        assert api.said(NAM) == ["Nghe: một"]


@pytest.mark.parametrize("secret", ["", "wrong", HOOK.secret + "x", "ơ"])
async def test_an_update_with_the_wrong_secret_is_refused(api: BotApi, desk: ScriptedDesk, nam: Person, secret: str) -> None:
    async with open_channel(api, desk, HOOK) as channel:
        await until(lambda: channel.is_connected)
        assert await channel.posted(secret, update(1, nam.message(text="một"))) == HTTPStatus.FORBIDDEN
    assert desk.heard == []


async def test_nobody_speaks_in_the_private_chat_of_another(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    """Telegram sends no such update; who can make one up must not read or delete what is another's with it."""
    theirs = nam.message(text="một") | {"from": {"id": LAN, "is_bot": False, "first_name": "Lan"}}
    pressed = {"id": "1", "from": theirs["from"], "message": nam.message(text="câu cũ"), "chat_instance": "1", "data": "d:sure"}
    async with open_channel(api, desk, HOOK) as channel:
        await until(lambda: channel.is_connected)
        assert await channel.posted(HOOK.secret, update(1, theirs)) == HTTPStatus.OK
        assert await channel.posted(HOOK.secret, json.dumps({"update_id": 2, "callback_query": pressed}).encode()) == HTTPStatus.OK
    assert desk.heard == []


async def test_without_a_webhook_nothing_is_taken_from_the_web(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    async with open_channel(api, desk) as channel:
        assert await channel.posted("", update(1, nam.message(text="một"))) == HTTPStatus.FORBIDDEN


async def test_before_telegram_answered_and_after_the_stop_it_is_told_to_come_again(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    channel = made(api, desk, HOOK)
    assert await channel.posted(HOOK.secret, update(1, nam.message(text="một"))) == HTTPStatus.SERVICE_UNAVAILABLE
    await channel.start()
    await until(lambda: channel.is_connected)
    await channel.stop()
    assert await channel.posted(HOOK.secret, update(1, nam.message(text="một"))) == HTTPStatus.SERVICE_UNAVAILABLE


async def test_a_posted_update_that_the_stop_cuts_off_comes_again(
    api: BotApi, desk: ScriptedDesk, nam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.app.DRAINED_WITHIN", 0.2)
    channel = made(api, desk, HOOK)
    await channel.start()
    await until(lambda: channel.is_connected)
    api.faults["sendMessage"].append(ApiFault(delay=30))
    posting = asyncio.create_task(channel.posted(HOOK.secret, update(1, nam.message(text="một"))))
    await until(lambda: api.called("sendMessage"))
    await channel.stop()
    assert await posting == HTTPStatus.SERVICE_UNAVAILABLE


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"update_id": true}', b'{"update_id": "1", "message": {"chat": []}}']
)
async def test_what_is_no_update_is_refused(api: BotApi, desk: ScriptedDesk, body: bytes) -> None:
    async with open_channel(api, desk, HOOK) as channel:
        await until(lambda: channel.is_connected)
        assert await channel.posted(HOOK.secret, body) == HTTPStatus.BAD_REQUEST


async def test_an_update_posted_twice_at_once_is_served_once(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    desk.takes = 0.1
    body = update(1, nam.message(text="một"))
    async with open_channel(api, desk, HOOK) as channel:
        await until(lambda: channel.is_connected)
        await asyncio.gather(*(channel.posted(HOOK.secret, body) for _ in range(3)))
        assert await channel.posted(HOOK.secret, body) == HTTPStatus.OK
    assert api.said(NAM) == ["Nghe: một"]


async def test_posted_updates_of_one_chat_keep_their_order(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    def slow_at_first(incoming: Incoming) -> list[Reply]:
        time.sleep(0.1 if incoming.text == "1" else 0)
        return [Reply(incoming.text)]

    desk.replies = slow_at_first
    bodies = [update(number, nam.message(text=str(number))) for number in range(1, 6)]
    async with open_channel(api, desk, HOOK) as channel:
        await until(lambda: channel.is_connected)
        await asyncio.gather(*(channel.posted(HOOK.secret, body) for body in bodies))
    assert api.said(NAM) == ["1", "2", "3", "4", "5"]


async def test_from_webhook_to_polling_nothing_is_dropped(api: BotApi, desk: ScriptedDesk, nam: Person) -> None:
    api.webhook = {"url": HOOK.url}
    nam.says("đợi từ hôm qua")
    async with open_channel(api, desk):
        await until(lambda: api.said(NAM))
    assert api.called("deleteWebhook")[0]["drop_pending_updates"] == "false"


class PollRight:
    """The right to poll, given and taken away by hand."""

    def __init__(self) -> None:
        self.holder = ""

    def of(self, name: str) -> PollRight._Of:
        return PollRight._Of(self, name)

    class _Of:
        def __init__(self, right: PollRight, name: str) -> None:
            self._right, self._name = right, name

        def take(self) -> bool:
            self._right.holder = self._right.holder or self._name
            return self._right.holder == self._name

        def release(self) -> None:
            self._right.holder = "" if self._right.holder == self._name else self._right.holder


async def test_of_two_processes_one_polls_and_the_other_takes_over_where_it_stopped(
    api: BotApi, nam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.polling.STANDS_BY", 0.05)
    right, first, second = PollRight(), ScriptedDesk(), ScriptedDesk()
    with capture_logs() as logs:
        async with open_channel(api, second, lock=right.of("second")):
            await until(lambda: right.holder == "second")
            async with open_channel(api, first, lock=right.of("first")):
                nam.says("một")
                await until(lambda: api.said(NAM))
                assert (len(first.heard), len(second.heard)) == (0, 1)
        async with open_channel(api, first, lock=right.of("first")):
            nam.says("hai")
            await until(lambda: len(api.said(NAM)) == 2)
    assert api.said(NAM) == ["Nghe: một", "Nghe: hai"], "each once"
    assert (len(first.heard), len(second.heard)) == (1, 1)
    assert "another process polls" not in events(logs)
    assert right.holder == ""
