"""What is typed where a petition asks for a place or a name is kept as one only where it may be one."""

from __future__ import annotations

import pytest

from bot.petitions.rules.draft import DraftStep, PetitionDraft, from_json, to_json
from bot.petitions.windows.fitting import Misfit, goes_on, misfit

BOTH = (DraftStep.PLACE, DraftStep.CONTACT)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("dạ em muốn hỏi chút", Misfit.OPENER),
        ("cho tôi hỏi xíu nha", Misfit.OPENER),
        ("da em muon hoi mot chut", Misfit.OPENER),
        ("em muốn hỏi lệ phí sang tên", Misfit.MATTER),
        ("làm giấy chứng tử cho ông", Misfit.MATTER),
        ("đăng ký kết hôn", Misfit.MATTER),
        ("khoan đã để tôi xem lại", Misfit.TALK),
        ("không cần tên đâu", Misfit.TALK),
        ("tôi nói rồi mà", Misfit.TALK),
        ("không biết tên đường", Misfit.TALK),
        ("vâng ạ", Misfit.TALK),
        ("gửi luôn giùm", Misfit.TALK),
        # names and places, also such as sound like talk
        ("Nguyễn Thị Hỏi", None),
        ("Trần Văn Được", None),
        ("le thi khong", None),
        ("cô Chi", None),
        ("bà Hoàng Thị Ngọc Lan", None),
        ("thôn 3 xã Hòa Sơn", None),
        ("không biết tên đường, gần chợ Mai", None),
        ("đối diện trường mầm non", None),
        ("bờ kênh phía đông", None),
        ("0912 345 678", None),
    ],
)
def test_talk_is_told_from_what_was_asked_for(text: str, instead: Misfit | None) -> None:
    assert {misfit(text, step) for step in BOTH} == {instead}


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Cống tắc từ ngày 10/11, nước thối, muỗi nhiều", True),
        ("họ đổ rác ra đó mấy bữa nay, hôi không chịu nổi", True),
        ("bắt đầu từ hôm qua tới giờ luôn á", True),
        ("chỗ cống bị tắc đó", False),
        ("cống tắc trước nhà số 12 đường Lê Lợi từ ngày 10/11", False),
        ("bãi rác sau chợ Cầu Đá, đổ từ hôm qua tới giờ", False),
        ("cống thoát nước ấp 3, tắc từ ngày 10/11", False),
        ("đoạn đường từ nhà văn hóa thôn Đoài tới trạm bơm", False),
    ],
)
def test_who_goes_on_telling_is_told_from_who_names_a_place(text: str, tells: bool) -> None:
    assert goes_on(text) is tells


def test_a_name_is_no_longer_than_a_name_and_a_place_may_be() -> None:
    told = "bãi rác tự phát bốc mùi hôi thối quanh năm"
    assert misfit(told, DraftStep.CONTACT) is Misfit.TALK
    assert misfit(told, DraftStep.PLACE) is None
    assert misfit("ông Nguyễn Hoàng Bảo Minh Anh", DraftStep.CONTACT) is None


def test_what_was_doubted_is_kept_with_the_draft_and_older_drafts_are_read() -> None:
    draft = PetitionDraft(content="Đèn hỏng", doubted="khoan đã")
    assert from_json(to_json(draft)) == draft
    older = {name: value for name, value in to_json(draft).items() if name != "doubted"}
    assert from_json(older).doubted == ""
