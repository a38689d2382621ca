"""Who asks what became of their petition is shown their petitions; who asks how one is sent is not."""

from __future__ import annotations

import pytest

from bot.petitions.windows.status_question import StatusQuestion
from bot.wording import load

HEARD = StatusQuestion(load().petitions.asked_about).heard


@pytest.mark.parametrize(
    "text",
    [
        "cho hỏi kiến nghị của tôi giải quyết tới đâu",
        "phan anh cua em sao roi",
        "gửi phản ánh cả tháng nay mà chưa thấy ai trả lời",
        "cái kiến nghị ống nước bữa trước xong chưa cô",
    ],
)
def test_what_became_of_it_is_asked(text: str) -> None:
    assert HEARD(text)


@pytest.mark.parametrize(
    "text",
    [
        "muốn gửi kiến nghị thì gửi đến đâu",
        "hồ sơ đất của tôi tới đâu rồi",
        "kiến nghị của tôi gửi ở đâu",
        "gửi phản ánh mà chưa thấy ai trả lời thì " + "tôi hỏi thêm " * 8,
    ],
)
def test_something_else_is_asked(text: str) -> None:
    assert not HEARD(text)
