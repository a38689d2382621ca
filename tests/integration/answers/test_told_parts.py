"""Which part of a matter a short answer tells, asked on; and that it is told again as the short answer that it was."""

from __future__ import annotations

import pytest

from tests.integration.answers.test_thread import ThreadedChat, talk

__all__ = ["talk"]

LICENCE = "3.000347"


@pytest.mark.parametrize("asked", ["có phải đi khám sức khỏe không", "co phai di kham suc khoe khong"])
def test_asked_on_about_a_matter_a_short_answer_tells_the_part_that_it_is_of(talk: ThreadedChat, asked: str) -> None:
    talk.says("đổi bằng lái xe sắp hết hạn thì làm sao")
    assert talk.says(asked).about == (LICENCE, "ho_so")


def test_who_begins_a_matter_is_told_of_it_as_a_whole(talk: ThreadedChat) -> None:
    assert talk.says("đổi bằng lái xe có phải đi khám sức khỏe không").about == (LICENCE, "tong_quan")


def test_a_short_answer_is_told_again_as_one(talk: ThreadedChat) -> None:
    talk.says("đổi bằng lái xe sắp hết hạn thì làm sao").says("có phải đi khám sức khỏe không")
    answered = talk.text.split("(Theo:")[0].splitlines()[-1]
    assert answered in talk.says("nói lại đi").text
