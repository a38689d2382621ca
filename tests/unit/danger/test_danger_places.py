"""What names a place, and what a button sends, is no cry by its letters alone; a cue in it still is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.channels.web.listening import Listening
from bot.wiring import AnswerParts
from indexer.language import without_marks


@pytest.mark.parametrize(
    "text", ["ngã ba Liên Hồng", "ngã tư Vinh", "đập Khe Lang", "xóm 3 Liên Hồng", "t", "Em lỡ nói nhầm bé 4 tuổi thôi"]
)
def test_a_place_or_a_slip_of_the_tongue_raises_no_alarm(parts: AnswerParts, text: str) -> None:
    assert parts.answerer.danger(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("xóm Liên Hồng cháy rồi", "114"),
        ("cầu sập có người rơi xuống sông", "114"),
        ("đường nhà tui ngập cứu với", "114"),
        ("tôi thấy mình sống không còn ý nghĩa gì nữa", "115"),
    ],
)
def test_a_cry_that_begins_with_a_place_is_heard(parts: AnswerParts, text: str, number: str) -> None:
    alarm = parts.answerer.danger(text)
    assert alarm is not None
    assert number in alarm.danger.numbers


@pytest.mark.parametrize("action", ["t:list", "t:see:163~aB3xQ", "p:1.001193:phi"])
def test_what_a_button_sends_is_listened_to_by_nobody(parts: AnswerParts, action: str) -> None:
    listening = Listening(lambda *_: None, lambda text: "!" if parts.answerer.danger(text) or text else "", str)  # type: ignore[arg-type]
    assert listening._first_alarm([action]) == ""
    assert listening._first_alarm(["cháy nhà"]) == "!"


CALM = (
    *("em còn trong hợp đồng", "con em đang ở trong trường", "em còn trong đội", "em còn trong công ty", "em còn đang trong hợp đồng"),
    *("vợ em đang trong cữ", "con em còn trong bụng", "nhà em còn trong quy hoạch", "em đang trong danh sách chờ"),
    *("e lm thêm quán cafe bị quỵt lương 2tr thì lm s", "chủ quỵt lương em 2 triệu"),
    *("tôi muốn xin tiền cho con bị khuyết tật", "chau 34 tuoi bi cam diec tu nho", "cháu 28 tuổi bị bại não", "con tôi bị mù từ bé"),
    *("nghỉ thai sản mà bị đuổi", "con em bị đuổi học"),
    *("https://xabinh.example.vn@evil.com", "vào https://xabinh.example.vn,.evil.com/nap-tien", "www.nap-tien-chuyen-khoan.com"),
    *("cống nghẹt nước dâng", "mương nghẹt nước tràn ra đường", "cầu gãy lan can, nguy hiểm", "lan can cầu bị gãy rất nguy hiểm"),
    "hố ga mất nắp nguy hiểm quá",
)


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize("text", CALM)
def test_who_tells_calmly_where_somebody_is_or_what_is_broken_raises_no_alarm(
    parts: AnswerParts, text: str, spelt: Callable[[str], str]
) -> None:
    assert parts.answerer.danger(spelt(text)) is None


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("con gái bà bị chồng đánh hoài, tối hôm qua nữa", "113"),
        ("con gái tôi 30 tuổi bị chồng nó đánh", "113"),
        ("con tôi 25 tuổi bị chủ nợ đánh", "113"),
        ("con em 5 tuổi bị bố dượng đánh", "111"),
        ("cháu 8 tuổi bị ông 60 tuổi sờ", "111"),
        ("em còn trong nhà, khói nhiều quá", "114"),
        ("con em còn ở trong trường, cháy rồi", "114"),
        ("con bị đuối", "114"),
        ("cống nghẹt nước dâng tới ngực", "114"),
        ("cháy nhà https://example.vn/ban-do", "114"),
    ],
)
def test_a_hazard_beside_the_same_words_is_heard_with_the_right_number_first(
    parts: AnswerParts, text: str, number: str, spelt: Callable[[str], str]
) -> None:
    alarm = parts.answerer.danger(spelt(text))
    assert alarm is not None
    assert alarm.danger.numbers[0] == number


@pytest.mark.parametrize(
    "text",
    [
        *("em còn trong sổ cũ", "hồ sơ em còn ở trong xã", "con em đang học trong Nam", "cháu còn trong trại cai nghiện"),
        *("sếp giữ lương", "chồng em còn trong trại giam", "giấy tờ em còn trong ngân hàng"),
    ],
)
def test_who_or_what_is_somewhere_without_any_danger_raises_no_alarm(parts: AnswerParts, text: str) -> None:
    assert parts.answerer.danger(text) is None
    if not text.endswith("Nam"):  # typed bare it is any word
        assert parts.answerer.danger(without_marks(text)) is None


@pytest.mark.parametrize("text", ["em còn trong đám cháy", "cháu bị nhốt trong nhà", "sếp giữ lương, đòi thì nó đánh em"])
def test_who_is_in_danger_there_is_heard(parts: AnswerParts, text: str) -> None:
    assert parts.answerer.danger(text) is not None
    assert parts.answerer.danger(without_marks(text)) is not None


@pytest.mark.parametrize(
    "text",
    ["tàu cá hỏng máy trôi dạt ngoài khơi", "tàu cá chết máy ngoài khơi, sóng to quá", "tàu cháy ngoài khơi", "ghe bị chìm ngoài biển"],
)
def test_a_boat_in_trouble_is_told_the_number_for_the_sea(parts: AnswerParts, text: str) -> None:
    for spelt in (text, without_marks(text)):
        alarm = parts.answerer.danger(spelt)
        assert alarm is not None, spelt
        assert "112" in alarm.call, spelt
