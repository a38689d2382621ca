"""What a dialogue is made of, what asks for one, how it is told and read aloud."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import wording
from bot.announcements.formats.loudspeaker import SYLLABLES_A_MINUTE
from bot.announcements.formats.spoken import SpeechNormaliser
from bot.dialogues.rules import numbers
from bot.dialogues.rules.dialogue import DialogueFault, DialogueKind, DialogueMatter, DialogueState, OfficeDialogue, faults_of
from bot.dialogues.rules.hearing import DialogueQuestions
from bot.dialogues.rules.telling import DialogueTeller, ReadAloud
from bot.dialogues.rules.wish import DialogueWish
from tests.dialogues import BEGINS, DAY, HOUR, NOON, ZONE, draft
from tests.paths import ROOT

WORDS = wording.load()
ASKED = WORDS.dialogues.asked
QUESTIONS = DialogueQuestions(ASKED.cues, ASKED.slots, ASKED.around, ASKED.accented)
SPEAKER = SpeechNormaliser(WORDS.announcements.article.loudspeaker)
TELLER = DialogueTeller(
    WORDS.dialogues, ReadAloud(SPEAKER.say, SYLLABLES_A_MINUTE), ZONE, lambda: {1: "Bộ phận Địa chính"}, "UBND xã Ví Dụ"
)
HELD = OfficeDialogue(1, DialogueState.ANNOUNCED, draft(1), 1, (1,), NOON)
MATTER = DialogueMatter(1, 1, "Bao giờ sửa đường?", 2, False, False, None, None, "", 0, None, None, None)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"title": " "}, DialogueFault.NO_TITLE),
        ({"place": ""}, DialogueFault.NO_PLACE),
        ({"host": ""}, DialogueFault.NO_HOST),
        ({"title": "x" * (numbers.LONGEST_TITLE + 1)}, DialogueFault.TOO_LONG),
        ({"about": "x" * (numbers.LONGEST_ABOUT + 1)}, DialogueFault.TOO_LONG),
        ({"script": "x" * (numbers.LONGEST_SCRIPT + 1)}, DialogueFault.TOO_LONG),
        ({"place": "x" * (numbers.LONGEST_NOTE + 1)}, DialogueFault.TOO_LONG),
        ({"ends": BEGINS}, DialogueFault.REVERSED),
        ({"begins": NOON, "ends": NOON + HOUR}, DialogueFault.OVER),
        ({"ends": BEGINS + timedelta(hours=numbers.LONGEST_HOURS, minutes=1)}, DialogueFault.SPAN),
        ({"begins": NOON + 366 * DAY + HOUR, "ends": NOON + 366 * DAY + 2 * HOUR}, DialogueFault.SPAN),
        ({"seats": numbers.MOST_SEATS + 1}, DialogueFault.SEATS),
        ({"seats": -1}, DialogueFault.SEATS),
    ],
)
def test_a_draft_is_refused_for_each_thing_that_is_wrong(more: dict[str, object], fault: DialogueFault) -> None:
    assert list(faults_of(draft(1, **more), NOON)) == [fault]


def test_the_bounds_of_a_draft_are_as_the_wording_says() -> None:
    bounds = (numbers.LONGEST_TITLE, numbers.LONGEST_ABOUT, numbers.LONGEST_NOTE, numbers.LONGEST_SCRIPT)
    assert bounds == (120, 1_500, 200, 6_000)
    assert (numbers.LONGEST_HOURS, numbers.FURTHEST_AHEAD, numbers.MOST_SEATS) == (12, 366, 5_000)
    whole = draft(1, title="x" * 120, about="x" * 1_500, place="x" * 200, seats=5_000, ends=BEGINS + 12 * HOUR)
    assert list(faults_of(whole, NOON)) == []


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("bao giờ xã đối thoại với dân", DialogueWish.WHEN),
        ("Bao giờ xã đối thoại với dân?", DialogueWish.WHEN),
        ("bao gio xa doi thoai voi dan", DialogueWish.WHEN),
        ("cho em hỏi khi nào họp thôn ạ", DialogueWish.WHEN),
        ("lịch tiếp xúc cử tri", DialogueWish.WHEN),
        ("đăng ký hỏi chủ tịch", DialogueWish.ASK),
        ("dang ky hoi chu tich xa", DialogueWish.ASK),
        ("em muốn đăng ký dự đối thoại", DialogueWish.ASK),
        ("kết quả đối thoại", DialogueWish.LAST),
    ],
)
def test_who_asks_for_a_dialogue_is_heard(text: str, wish: DialogueWish) -> None:
    assert QUESTIONS.asked(text) is wish


@pytest.mark.parametrize(
    "text",
    [
        "",
        "làm khai sinh cho con",
        "đăng ký kết hôn",
        "chủ tịch xã tên gì",
        "họp thôn đòi tôi đóng tiền làm đường",
        "xã có được thu tiền khi họp thôn không",
        "đăng ký hộ kinh doanh hỏi chủ tịch hay hỏi một cửa",
        "hỏi giấy tờ ở đâu",
        "khi nào có sổ đỏ",
        "biên bản họp gia đình chia đất",
        "\x00",
    ],
)
def test_what_is_another_matter_is_left_to_it(text: str) -> None:
    assert QUESTIONS.asked(text) is None


def test_a_long_message_asks_for_no_dialogue() -> None:
    assert numbers.LONGEST_ASKED == 16
    assert QUESTIONS.asked("cho em hỏi bao giờ xã đối thoại với dân ạ") is DialogueWish.WHEN
    assert QUESTIONS.asked("cho em hỏi " * 3 + "bao giờ xã đối thoại với dân ạ" + " nhé" * 3) is None


def test_it_is_told_with_its_time_its_place_and_who_invites() -> None:
    told = TELLER.full(HELD)
    assert "12:00 ngày 9/3/2026, dự kiến đến 15:00, tại Nhà văn hóa thôn 3." in told
    assert "Chủ trì: Chủ tịch xã Trần Văn Bảy." in told


def test_a_matter_stands_with_its_answer_or_with_who_owes_it() -> None:
    due = NOON.date()
    assert TELLER.standing(MATTER) == WORDS.dialogues.no_answer
    assert TELLER.standing(replace(MATTER, unit=1, due=due)) == "Bộ phận Địa chính trả lời trước hết ngày 02/03/2026."
    waits = replace(MATTER, unit=1, due=due, answer="Quý hai sửa.", answered_by=1)
    assert "Quý hai" not in TELLER.standing(waits), "an answer that nobody approved is shown to nobody"
    assert TELLER.standing(replace(waits, approver=2, approved=NOON)) == "Bộ phận Địa chính trả lời: Quý hai sửa."


def test_it_is_late_from_the_day_after_its_day() -> None:
    matter = replace(MATTER, unit=1, due=NOON.date())
    assert [matter.is_late(NOON.date() + delta) for delta in (timedelta(0), DAY)] == [False, True]
    assert not replace(matter, approved=NOON).is_late(NOON.date() + DAY)


def test_what_is_read_aloud_has_no_figure_and_no_sign() -> None:
    village = replace(
        HELD, draft=draft(1, kind=DialogueKind.VILLAGE, script="Thu quỹ 50.000 đồng/hộ từ ngày 5/3/2026.\n\n- Gọi 0912345678.")
    )
    script = TELLER.script(village, [MATTER, replace(MATTER, id=2, text="Nước sạch?"), replace(MATTER, id=3, text="Bỏ", is_dropped=True)])
    read = "\n".join(script.paragraphs)
    assert not any(sign.isdigit() or sign in "/-@" for sign in read), read
    assert read.index("năm mươi nghìn") < read.index("Bao giờ sửa đường") < read.index("Nước sạch")
    assert "hai câu hỏi" in read
    assert "Bỏ" not in read
    assert script.minutes == 1
    long = replace(village, draft=replace(village.draft, script="một hai ba bốn năm " * 90))
    assert TELLER.script(long, []).minutes == 4, "450 syllables at 150 a minute, and what frames them"


def test_every_number_is_listed_once_and_held_by_a_test_that_is_there() -> None:
    constants = {name for name in vars(numbers) if name.isupper() and name not in ("NUMBERS", "RULES", "ROOM", "WEB", "LIMITS", "LENGTHS")}
    assert Counter(each.name for each in numbers.NUMBERS) == Counter(constants)
    for each in numbers.NUMBERS:
        file, _, function = each.held_by.partition("::")
        assert f"def {function}(" in (ROOT / file).read_text("utf-8"), each.name
