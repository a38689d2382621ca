"""The menu of commands, another one for each reader: citizens, groups in which strangers read along, the office's own people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, Forbidden

Commands = Sequence[tuple[str, str]]
"""Names without "/", each with what it is for, in the order in which they are told."""
IN_GROUPS = ("hoi", "thutuc", "linhvuc", "trogiup")
"""What somebody may ask where all read along; petitions, one's own data and news are a matter of the private chat."""


@dataclass(frozen=True, slots=True)
class CommandMenus:
    """`citizen`: for every private chat. `staff`: what the office's own chats are told before that; `staff_chats`: which they are."""

    citizen: Commands
    staff: Commands = ()
    staff_chats: Callable[[], Sequence[str]] = tuple

    async def tell(self, bot: Bot) -> None:
        """Tell Telegram all of them; a chat of the office that Telegram does not know (any more) is passed over."""
        everybody = [BotCommand(name, told) for name, told in self.citizen]
        await bot.set_my_commands(everybody, scope=BotCommandScopeDefault())
        await bot.set_my_commands(everybody, scope=BotCommandScopeAllPrivateChats())
        await bot.set_my_commands([each for each in everybody if each.command in IN_GROUPS], scope=BotCommandScopeAllGroupChats())
        office = [*(BotCommand(name, told) for name, told in self.staff), *everybody]
        for chat in await asyncio.to_thread(self.staff_chats) if self.staff else ():
            await _told_to(bot, office, BotCommandScopeChat(chat))


async def _told_to(bot: Bot, commands: Sequence[BotCommand], scope: BotCommandScope) -> None:
    try:
        await bot.set_my_commands(commands, scope=scope)
    except (BadRequest, Forbidden):  # somebody who has left, or never wrote to us
        return
