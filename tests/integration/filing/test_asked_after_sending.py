"""Who has just sent a petition and asks when somebody comes is told of that petition, not of a procedure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.frontdesk import FrontDesk
from bot.messages import ChatId
from tests.integration.filing.test_petition_windows import PetitionChat, filed, windows_over
from tests.petitions import AN, Office


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[Office, FrontDesk]]:
    yield from windows_over(tmp_path)


@pytest.mark.parametrize(
    "asked", ["bao lâu có người xuống", "chừng nào xã trả lời vậy", "khi nao giai quyet", "mấy bữa thì có người tới coi"]
)
def test_it_is_told_of_what_was_sent(here: tuple[Office, FrontDesk], asked: str) -> None:
    code = filed(here).petition.code
    an = PetitionChat(here[1], AN)
    an.at += timedelta(minutes=5)
    assert code in an.say(asked)


@pytest.mark.parametrize(
    "asked",
    ["cấp lại thẻ căn cước bao lâu", "khi nào thì trả lời tôi về hồ sơ xin cấp giấy phép xây dựng nhà ở riêng lẻ", "có người xuống rồi"],
)
def test_another_question_is_not_of_it(here: tuple[Office, FrontDesk], asked: str) -> None:
    code = filed(here).petition.code
    an = PetitionChat(here[1], AN)
    an.at += timedelta(minutes=5)
    assert code not in an.say(asked)


def test_later_and_by_others_it_is_asked_of_anything(here: tuple[Office, FrontDesk]) -> None:
    code = filed(here).petition.code
    late, other = PetitionChat(here[1], AN), PetitionChat(here[1], ChatId("web", "binh"))
    late.at += timedelta(minutes=31)
    assert code not in late.say("bao lâu có người xuống")
    assert code not in other.say("bao lâu có người xuống")
