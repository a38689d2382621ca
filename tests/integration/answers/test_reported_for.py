"""Who has something reported, in whatever everyday words, is asked where it is; who asks how one reports is told how."""

from __future__ import annotations

import pytest

from tests.integration.answers.test_thread import WORDS, ThreadedChat, talk

__all__ = ["talk"]


@pytest.mark.parametrize(
    "said",
    [
        "tui phản ánh cái bãi rác ở đầu xóm đốt khói mù mịt hoài",
        "nước máy nhà tui đục ngầu cả tuần, phản ánh với xã giùm tui",
        "nhờ phản ánh giùm cột đèn trước hẻm 12 hư cả tháng rồi",
        "phan anh giup toi con duong truoc nha ngap nuoc hoai",
    ],
)
def test_what_somebody_has_reported_becomes_a_petition(talk: ThreadedChat, said: str) -> None:
    assert WORDS.petitions.filing.place in talk.says(said).text


@pytest.mark.parametrize("asked", ["xã mình phản ánh ở đâu", "phản ánh với xã thì cần giấy gì"])
def test_how_one_reports_is_told(talk: ThreadedChat, asked: str) -> None:
    assert "gửi bằng văn bản" in talk.says(asked).text
