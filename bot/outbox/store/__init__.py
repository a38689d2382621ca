"""The outbox in the database: who may send which message now, and what became of it."""

from bot.outbox.store.addresses import Addresses
from bot.outbox.store.counters import Counters, DeliveryResult, Depth, Progress
from bot.outbox.store.outbox import Claimed, Outbox
from bot.outbox.store.slots import Slots
from bot.outbox.store.translating import OutboxUnavailableError

__all__ = ["Addresses", "Claimed", "Counters", "DeliveryResult", "Depth", "Outbox", "OutboxUnavailableError", "Progress", "Slots"]
