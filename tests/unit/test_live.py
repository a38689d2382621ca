"""What is in use, while what is published changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.live import Live
from indexer.artifact import CorruptArtifactError, MissingArtifactError


class Shelf:
    """What is published, and how often it was opened."""

    def __init__(self) -> None:
        self.seal: object = 1
        self.error: Exception | None = None
        self.opened = 0

    def open(self) -> object:
        self.opened += 1
        if self.error:
            raise self.error
        return self.seal


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_nothing_is_opened_again_while_nothing_changes(shelf: Shelf) -> None:
    live = Live(lambda: shelf.seal, shelf.open)
    assert [live.refresh(), live.refresh(), live.current, shelf.opened] == [False, False, 1, 1]


def test_what_is_published_comes_into_use(shelf: Shelf) -> None:
    live = Live(lambda: shelf.seal, shelf.open)
    shelf.seal = 2
    assert [live.refresh(), live.current, live.refresh()] == [True, 2, False]


@pytest.mark.parametrize("error", [CorruptArtifactError(Path("x"), "hỏng"), OSError("gone"), ValueError("no JSON")])
def test_what_cannot_be_opened_is_tried_once_and_the_old_stays_until_the_next(shelf: Shelf, error: Exception) -> None:
    live = Live(lambda: shelf.seal, shelf.open)
    shelf.seal, shelf.error = 2, error
    assert [live.refresh(), live.refresh(), live.current, shelf.opened] == [False, False, 1, 2]
    shelf.seal, shelf.error = 3, None
    assert [live.refresh(), live.current] == [True, 3]


def test_without_anything_to_begin_with_it_does_not_begin(shelf: Shelf) -> None:
    shelf.error = MissingArtifactError(Path("x"), "chưa có")
    with pytest.raises(MissingArtifactError):
        Live(lambda: shelf.seal, shelf.open)
