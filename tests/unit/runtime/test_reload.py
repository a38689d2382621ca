"""What is in use, while what is published changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.messages import ChatId, Incoming, Reply
from bot.runtime.metrics import Metrics
from bot.runtime.reload import Reloadable, ReloadingDesk
from indexer.storage.artifact import CorruptArtifactError, MissingArtifactError


class PublishedThing:
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
def shelf() -> PublishedThing:
    return PublishedThing()


def test_nothing_is_opened_again_while_nothing_changes(shelf: PublishedThing) -> None:
    live = Reloadable(lambda: shelf.seal, shelf.open)
    assert [live.refresh(), live.refresh(), live.current, shelf.opened] == [False, False, 1, 1]


def test_what_is_published_comes_into_use(shelf: PublishedThing) -> None:
    live = Reloadable(lambda: shelf.seal, shelf.open)
    shelf.seal = 2
    assert [live.refresh(), live.current, live.refresh()] == [True, 2, False]


@pytest.mark.parametrize("error", [CorruptArtifactError(Path("x"), "hỏng"), OSError("gone"), ValueError("no JSON")])
def test_what_cannot_be_opened_is_tried_once_and_the_old_stays_until_the_next(shelf: PublishedThing, error: Exception) -> None:
    live = Reloadable(lambda: shelf.seal, shelf.open)
    shelf.seal, shelf.error = 2, error
    assert [live.refresh(), live.refresh(), live.current, shelf.opened] == [False, False, 1, 2]
    shelf.seal, shelf.error = 3, None
    assert [live.refresh(), live.current] == [True, 3]


def test_without_anything_to_begin_with_it_does_not_begin(shelf: PublishedThing) -> None:
    shelf.error = MissingArtifactError(Path("x"), "chưa có")
    with pytest.raises(MissingArtifactError):
        Reloadable(lambda: shelf.seal, shelf.open)


class ReloadedAnswering:
    """A desk whose second reply is an answer."""

    def handle(self, incoming: Incoming) -> list[Reply]:
        return [Reply("Xin chào"), Reply(f"Về {incoming.text}", rule="procedure", kind="quick")]


def test_what_decided_an_answer_is_counted_and_logged_without_a_word_of_what_was_said() -> None:
    metrics, said = Metrics(), Incoming(ChatId("web", "an"), datetime(2026, 11, 30, tzinfo=UTC), "chuyện riêng của tôi")
    with structlog.testing.capture_logs() as lines:
        ReloadingDesk(ReloadedAnswering, metrics.answered, metrics.decided).handle(said)
    (line,) = lines
    assert {name: line[name] for name in ("event", "channel", "rule", "kind")} == {
        "event": "answered",
        "channel": "web",
        "rule": "procedure",
        "kind": "quick",
    }
    assert "riêng" not in str(line)
    assert 'motcua_decided_total{kind="quick",rule="procedure"} 1.0' in metrics.text().decode()
