"""A fact that is put right counts as it stands now: its day, its age, and whom a procedure's name says that it is for."""

from __future__ import annotations

import pytest

from tests.integration.answers.test_thread import ThreadedChat, talk

__all__ = ["talk"]

CHILDS_CARD, CARD = "1.014062", "1.014061"
RESIDENCE = "1.004222"


@pytest.mark.parametrize("told", ["em nói lộn, 25/10 chứ không phải 20/10", "à nhầm, 25/10 chứ không phải 20/10"])
def test_a_day_that_is_put_right_is_the_day_from_which_is_counted(talk: ThreadedChat, told: str) -> None:
    talk.says("em nghỉ hôm 20/10, đăng ký thất nghiệp hạn tới ngày nào")
    assert "20/01/2027" in talk.text
    assert "25/01/2027" in talk.says(told).text


@pytest.mark.parametrize("told", ["15 tuổi", "ý em là 15 tuổi", "à nhầm, cháu 15 tuổi", "ý em là 15 tuổi chứ không phải 12"])
def test_an_age_that_the_name_is_not_for_goes_over_to_the_one_that_is(talk: ThreadedChat, told: str) -> None:
    assert talk.says("con em 12 tuổi làm căn cước cần gì").about[0] == CHILDS_CARD
    assert talk.says(told).about[0] == CARD
    assert "quá mức" not in talk.text


@pytest.mark.parametrize("told", ["Tôi đính chính: cháu 17 tuổi chứ không phải 19.", "à nhầm, cháu 17 tuổi chứ không phải 19"])
def test_who_puts_right_a_fact_is_not_refused_and_stays_with_the_matter(talk: ThreadedChat, told: str) -> None:
    talk.says("Cháu nội tôi 19 tuổi, muốn nhập hộ khẩu về ở với tôi thì làm sao?")
    assert talk.says(told).about[0] == RESIDENCE
    assert talk.says("Thời hạn cơ quan giải quyết là mấy ngày?").about == (RESIDENCE, "thoi_han")


def test_what_is_asked_of_the_answer_or_of_a_way_stays_with_the_matter(talk: ThreadedChat) -> None:
    talk.says("em ở trọ muốn đăng ký tạm trú")
    assert talk.says("lm trên vneid dc k").about[0] == "1.004194"
    talk.says("tôi hỏi về chứng thực bản sao bằng đại học").says("lệ phí bao nhiêu")
    assert talk.says("Xin nêu văn bản quy định mức thu đó.").about == ("2.000815", "can_cu")
    assert "2.000815" in talk.says("noi lai coi, toi nghe khong ro").text
