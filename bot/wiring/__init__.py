"""The composition root: settings → running parts, in plain constructor calls; the only room that knows every other."""

from bot.wiring.answering import AnswerParts, own_office, wire
from bot.wiring.evaluating import venue_of
from bot.wiring.rooms import Rooms, rooms_of
from bot.wiring.services import ProcessRole, services
from bot.wiring.windows import front_desk

__all__ = ["AnswerParts", "ProcessRole", "Rooms", "front_desk", "own_office", "rooms_of", "services", "venue_of", "wire"]
