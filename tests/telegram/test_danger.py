"""Who writes too much waits, and nobody else; danger told in a message that does not reach the desk is heard all the same, once a minute."""

from __future__ import annotations

import time

import pytest

from bot.channels.telegram.per_chat_processor import MOST_WAITING
from bot.channels.telegram.polling import AT_ONCE
from bot.runtime.rate_limiter import RateLimiter
from tests.telegram.bot_api import ApiFault, BotApi
from tests.telegram.channel import GROUP, LAN, NAM, WORDS, ScriptedDesk, open_channel, until
from tests.telegram.people import Person

pytestmark = pytest.mark.anyio
CALL = "GỌI 114"


def alarm(text: str) -> str:
    return CALL if "cháy nhà" in text else ""


async def test_who_writes_too_much_or_too_long_hears_the_number_once_a_minute(api: BotApi) -> None:
    desk = ScriptedDesk()
    async with open_channel(api, desk, limiter=RateLimiter(1), alarm=alarm):
        nam, lan = Person(api, NAM), Person(api, LAN)
        nam.says("xin chào")
        for number in range(3):
            nam.says(f"cháy nhà {number}")
        lan.says("cháy nhà " * 600)
        await until(lambda: not api.waiting and CALL in api.said(NAM) and CALL in api.said(LAN))
        assert (api.said(NAM).count(CALL), api.said(LAN).count(CALL), len(desk.heard)) == (1, 1, 1)


async def test_what_an_outsider_presses_in_a_group_takes_nothing_from_others_there(api: BotApi) -> None:
    desk = ScriptedDesk()
    async with open_channel(api, desk, limiter=RateLimiter(5)):
        outsider, officer = Person(api, NAM, GROUP), Person(api, LAN, GROUP)
        for number in range(12):
            outsider.presses(f"w:{number}")
        officer.presses("w:mine")
        await until(lambda: not api.waiting and any(incoming.action == "w:mine" for incoming in desk.heard))
        assert len(desk.heard) == 5 + 1


async def test_who_forwards_a_hundred_files_keeps_nobody_waiting_but_themselves(api: BotApi) -> None:
    """Polling holds a hundred updates open, and each of these files takes long: those of one chat must not be all hundred."""
    api.chaos = lambda method: ApiFault(delay=3.0) if method == "getFile" else None
    forwards, lan = Person(api, NAM), Person(api, LAN)
    async with open_channel(api, ScriptedDesk(), alarm=alarm):
        for _ in range(AT_ONCE + 10):
            forwards.sends(**forwards.document("a.pdf", b"%PDF"))
        forwards.says("cháy nhà")
        await until(lambda: api.called("getFile"))
        lan.says("khai sinh")
        await until(lambda: api.said(LAN), 10)
        await until(lambda: CALL in api.said(NAM), 10)
        assert api.said(NAM).count(WORDS.telegram.too_fast.format(seconds=60)) == 1, "told once, not ninety times"


async def test_what_piled_up_while_we_were_away_is_served(api: BotApi) -> None:
    desk, nam = ScriptedDesk(takes=0.02), Person(api, NAM)
    for number in range(MOST_WAITING + 20):
        nam.says(str(number), date=int(time.time()) - 600 + 10 * number)
    async with open_channel(api, desk):
        await until(lambda: not api.waiting)
    assert [incoming.text for incoming in desk.heard] == [str(number) for number in range(MOST_WAITING + 20)]
