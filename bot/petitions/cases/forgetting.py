"""What an office keeps of a petition no longer than it has said: whose it was. Runs every night; late or twice does no harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.messages import ChatId
from bot.petitions.cases.photos import Photos
from bot.petitions.store.board import PetitionBoard
from bot.petitions.store.dialogs import DialogStates
from bot.petitions.store.forgetting import OldPetitions
from bot.wording.petitions import RedactionWords

MOST_A_NIGHT = 5_000  # petitions; the rest the night after, so that the office finds its database free in the morning


class Forgetting:
    """`years` after a petition was closed (0: never) its personal data goes; what statistics need stays."""

    def __init__(self, old: OldPetitions, photos: Photos, words: RedactionWords, years: int) -> None:
        self._old = old
        self._photos = photos
        self._words = words
        self._years = years

    def work(self, at: datetime) -> int:
        """Returns from how many petitions it was deleted. Files go last: one that a crash leaves is swept as an orphan."""
        if not self._years:
            return 0
        before, forgotten = years_before(at, self._years), 0
        for number in self._old.over(before, MOST_A_NIGHT):
            photos = self._old.forget(number, before, self._words.over, at)
            for photo in photos or ():
                self._photos.remove(photo)
            forgotten += photos is not None
        return forgotten


class Unsent:
    """The photos of what a chat was writing when it had everything about it deleted."""

    def __init__(self, dialogs: DialogStates, board: PetitionBoard, photos: Photos) -> None:
        self._dialogs = dialogs
        self._board = board
        self._photos = photos

    def of(self, chat: ChatId) -> Callable[[], None]:
        """To be asked before the chat's rows go, and called after: a crash between the two leaves orphans, which are swept."""
        drafted = self._dialogs.photos_of(chat)
        return lambda: self._photos.drop(drafted - self._board.photos()) if drafted else None


def years_before(at: datetime, years: int) -> datetime:
    """The same day `years` ago; of 29 February the 28th."""
    try:
        return at.replace(year=at.year - years)
    except ValueError:
        return at.replace(year=at.year - years, day=28)
