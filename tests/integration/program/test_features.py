"""What a feature declares reaches people: its buttons at the door, its windows; and what it is given is the office's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot import wording
from bot.frontdesk.feature import Feature, FeatureParts
from bot.frontdesk.window import Window
from bot.messages import Button, ChatId, Incoming, Reply
from bot.petitions.rules.workdays import DayChange
from bot.petitions.store.office import OfficeBook
from bot.settings import Settings
from bot.wiring import front_desk, rooms, rooms_of, wire
from bot.wiring.rooms import Rooms

AN = ChatId("web", "1")
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
MENU = wording.load().menu
SIX = [MENU.ask, MENU.fields, MENU.events, MENU.petition, MENU.track, MENU.news]
MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 1)


class Bell(Window):
    actions = frozenset({"bell"})
    public = frozenset({"bell"})

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        return [Reply(f"rang {pieces[1]}")]


@pytest.fixture
def given(
    engine: Engine, small_index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Rooms, Callable[[str], list[Reply]], FeatureParts]:
    """The rooms, what a citizen presses or types at the desk, and what the made-up feature was given."""
    kept: list[FeatureParts] = []

    def bell(_: Engine, parts: FeatureParts) -> Feature:
        kept.append(parts)
        return Feature(windows=(Bell(),), menu=tuple(Button(f"Chuông {number}", f"bell:{number}") for number in (1, 2, 3)))

    monkeypatch.setattr(rooms, "FEATURES", (*rooms.FEATURES, bell))
    parts = wire(small_index_folder)
    made = rooms_of(Settings(_env_file=None, secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index)
    desk = front_desk(parts, made)

    def said(text: str, action: str = "") -> list[Reply]:
        return desk.handle(Incoming(AN, NOON, text, action=action))

    return made, said, kept[0]


@pytest.mark.parametrize("typed", ["/start", "/trogiup", "menu"])
def test_a_button_of_a_feature_stands_below_the_six_and_leads_to_its_window(
    given: tuple[Rooms, Callable[..., list[Reply]], FeatureParts], typed: str
) -> None:
    _, said, _ = given
    rows = said(typed)[0].rows
    labels = [button.label for row in rows for button in row]
    assert labels[:6] == SIX, "the six are there as before"
    assert labels[-3:] == ["Chuông 1", "Chuông 2", "Chuông 3"], "below them those of features, in the order of the features"
    assert {len(row) for row in rows[:-1]} == {2}
    assert said("", rows[-1][-1].action)[0].text == "rang 3"


def test_a_feature_knows_the_days_on_which_the_office_works(
    engine: Engine, given: tuple[Rooms, Callable[..., list[Reply]], FeatureParts]
) -> None:
    is_working = given[2].is_working
    assert [is_working(day) for day in (MONDAY, SUNDAY)] == [True, False]
    OfficeBook(engine).set_day(MONDAY, DayChange(True, "nghỉ bù"), "an", NOON)
    assert not is_working(MONDAY), "as it is now, not as it was when the feature was made"
