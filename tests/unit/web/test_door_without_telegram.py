"""The page at which staff come in names the ways that there are: no assistant in Telegram where none is set up."""

from __future__ import annotations

from typing import Any, cast

import pytest

from bot import wording
from bot.console.auth import Authenticator

DOOR = wording.load().console.door


class RenderedDoor:
    """In the place of the console's pages: what they were given."""

    words = wording.load().console

    def bare(self, template: str, status: int, **given: object) -> object:
        return given["text"]


def told(*, has_telegram: bool, has_mail: bool) -> str:
    none = cast("Any", None)
    mail = cast("Any", object()) if has_mail else None
    door = Authenticator(none, none, cast("Any", RenderedDoor()), "", none, none, none, none, mail, has_telegram=has_telegram)
    return cast("str", door.stranger(200))


@pytest.mark.parametrize("has_mail", [True, False])
def test_no_telegram_is_named_where_there_is_none(has_mail: bool) -> None:
    assert "Telegram" not in told(has_telegram=False, has_mail=has_mail)
    assert "Telegram" in told(has_telegram=True, has_mail=has_mail)
    assert not any("Telegram" in words or "/dangnhap" in words for words in (DOOR.spent_here, DOOR.mailed_here))


def test_without_telegram_and_mail_the_admin_lets_in() -> None:
    assert told(has_telegram=False, has_mail=False) == DOOR.how_by_admin
    assert told(has_telegram=False, has_mail=True) == DOOR.how_by_mail
