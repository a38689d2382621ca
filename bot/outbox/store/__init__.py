"""The outbox in the database: who may send which message now, and what became of it."""

from bot.outbox.store.channel_names import ChannelNames
from bot.outbox.store.counters import Counters, DeliveryResult, Depth, Progress
from bot.outbox.store.errors import OutboxUnavailableError
from bot.outbox.store.moved_chats import MovedChats
from bot.outbox.store.outbox import Claimed, Outbox
from bot.outbox.store.slots import Slots

__all__ = [
    "ChannelNames",
    "Claimed",
    "Counters",
    "DeliveryResult",
    "Depth",
    "MovedChats",
    "Outbox",
    "OutboxUnavailableError",
    "Progress",
    "Slots",
]
