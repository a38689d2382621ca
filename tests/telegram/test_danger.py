"""Danger told in a message that does not reach the desk: the number is said all the same, once a minute."""

from __future__ import annotations

import pytest

from bot.runtime.rate_limiter import RateLimiter
from tests.telegram.bot_api import BotApi
from tests.telegram.channel import GROUP, LAN, NAM, Desk, open_channel, until
from tests.telegram.people import Person

pytestmark = pytest.mark.anyio
CALL = "GỌI 114"


def alarm(text: str) -> str:
    return CALL if "cháy nhà" in text else ""


async def test_who_writes_too_much_or_too_long_hears_the_number_once_a_minute(api: BotApi) -> None:
    desk = Desk()
    async with open_channel(api, desk, limiter=RateLimiter(1), alarm=alarm):
        nam, lan = Person(api, NAM), Person(api, LAN)
        nam.says("xin chào")
        for number in range(3):
            nam.says(f"cháy nhà {number}")
        lan.says("cháy nhà " * 600)
        await until(lambda: not api.waiting and CALL in api.said(NAM) and CALL in api.said(LAN))
        assert (api.said(NAM).count(CALL), api.said(LAN).count(CALL), len(desk.heard)) == (1, 1, 1)


async def test_what_an_outsider_presses_in_a_group_takes_nothing_from_others_there(api: BotApi) -> None:
    desk = Desk()
    async with open_channel(api, desk, limiter=RateLimiter(5)):
        outsider, officer = Person(api, NAM, GROUP), Person(api, LAN, GROUP)
        for number in range(12):
            outsider.presses(f"w:{number}")
        officer.presses("w:mine")
        await until(lambda: not api.waiting and any(incoming.action == "w:mine" for incoming in desk.heard))
        assert len(desk.heard) == 5 + 1
