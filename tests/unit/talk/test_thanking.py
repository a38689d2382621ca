"""A thank-you alone."""

from __future__ import annotations

import pytest

from bot import wording
from bot.frontdesk.thanking import ThanksReader

READER = ThanksReader(wording.load().thanking)


@pytest.mark.parametrize("text", ["cảm ơn", "Cam on", "dạ cám ơn cán bộ nhiều ạ", "ok thanks", "Xin cảm ơn!", "cảm ơn cảm ơn"])
def test_thanks_alone_are_heard(text: str) -> None:
    assert READER.is_alone(text)


@pytest.mark.parametrize("text", ["", "vâng", "đã sửa rồi, cảm ơn", "cảm ơn, nhưng đèn vẫn tối", "nhà ở thôn 3", "dạ em ạ"])
def test_what_says_anything_else_is_none(text: str) -> None:
    assert not READER.is_alone(text)
