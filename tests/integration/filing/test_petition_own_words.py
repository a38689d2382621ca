"""Whose name and number it is, what was last shown, and what is asked about the petition itself, while one is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.frontdesk import FrontDesk
from bot.petitions.cases.office import DEFAULT_DAYS
from bot.petitions.rules.making.corrections import DraftPart
from bot.petitions.rules.making.others import Theirs, told_of_others
from bot.petitions.rules.making.own_details import own_details
from bot.petitions.rules.petition import Naming, PetitionKind
from bot.petitions.rules.texts.asides import Aside, asked_of_form
from tests.integration.filing.test_petition_in_the_making import kept
from tests.integration.filing.test_petition_spoken import STORY, to_preview
from tests.integration.filing.test_petition_windows import PetitionChat, windows_over
from tests.petitions import AN, WORDS, Office
from tests.presence import found

SAY = WORDS.petitions.filing
Here = tuple[Office, FrontDesk]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    yield from windows_over(tmp_path)


@pytest.fixture
def an(here: Here) -> PetitionChat:
    return PetitionChat(here[1], AN)


def test_a_preview_of_before_the_name_was_hidden_sends_nothing(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    an.act("k:naming:named")
    old = next(button.action for reply in an.shown for row in reply.rows for button in row if button.label == SAY.send)
    an.act("k:naming:hidden")
    assert SAY.earlier in an.forge(old)
    assert here[0].room.intake.of(AN) == ()
    assert kept(here).naming is Naming.HIDDEN


@pytest.mark.parametrize("between", ["k:edit", "k:edit:naming", "k:edit:kind", "/kiennghi"])
def test_send_that_stands_below_nothing_shows_the_preview_where_something_else_was_shown(
    here: Here, an: PetitionChat, between: str
) -> None:
    to_preview(an)
    an.say(between) if between.startswith("/") else an.press(SAY.edit)
    if between.count(":") > 1:
        an.press({"k:edit:naming": SAY.edit_naming, "k:edit:kind": SAY.edit_kind}[between])
    told = an.act("k:send")
    assert (SAY.earlier in told, SAY.review in told) == (True, True)
    assert here[0].room.intake.of(AN) == ()
    an.press(SAY.send)
    assert len(here[0].room.intake.of(AN)) == 1


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        *(
            (text, Theirs.CERTAIN)
            for text in (
                "số của ông Bảy là 0987654321",
                "so cua ong bay la 0987654321",
                "0987654321 là số ông Bảy",
                "số điện thoại ông trưởng thôn là 0987654321",
                "số điện thoại của ông Bảy 0987654321, gọi ổng hỏi giùm",
                "sđt nó 0987654321",
                "số người ta là 0987654321",
                "tên của ổng là Bảy",
                "chủ quán tên Hùng số 0987654321",
            )
        ),
        *((text, Theirs.MAYBE) for text in ("tên ông là Bảy", "số của con trai em 0987654321")),
        *(
            (text, None)
            for text in (
                "số của tui là 0987654321",
                "số của chị là 0987654321",
                "so dt nham, 0987654321",
                "số bà con là 0987654321",
                "tên tui là Bảy",
                "bà Trần Thị Ba, thôn 3, 0987654321",
                "Lê Văn Nam ở tổ 3 gần nhà ông Hai, số 0987654321",
                "tôi là Nguyễn Văn Ba, trưởng thôn 3, số 0987654321",
            )
        ),
    ],
)
def test_whose_a_number_or_a_name_is(text: str, whose: Theirs | None) -> None:
    assert told_of_others(text) is whose


def test_the_sender_speaks_of_themselves_by_name_too() -> None:
    assert told_of_others("số của chị Hoa là 0987654321", "Trần Thị Hoa") is None


def test_what_is_somebody_elses_is_told_and_the_sender_stays(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    before = kept(here).contact
    text = "0987654321 là số ông Bảy"
    assert an.say(text).startswith(SAY.told_other.format(text=text))
    assert "0987654321 là số ông Bảy" in kept(here).content
    an.say("tên ông là Bảy")
    assert an.labels()[:2] == [SAY.parts[DraftPart.NAME], SAY.parts[DraftPart.CONTENT]]
    an.press(SAY.parts[DraftPart.CONTENT])
    an.say("địa chỉ là quán karaoke số 12 Lê Lợi")
    assert an.labels()[:2] == [SAY.parts[DraftPart.PLACE], SAY.parts[DraftPart.ADDRESS]]
    an.press(SAY.parts[DraftPart.PLACE])
    assert kept(here).contact == before
    assert found(kept(here).place).name == "quán karaoke số 12 Lê Lợi"


def test_a_number_in_a_sentence_is_not_the_senders_unasked(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    an.say("mai mốt có gì gọi 0987654321 nghen")
    assert an.labels()[:2] == [SAY.parts[DraftPart.PHONE], SAY.parts[DraftPart.CONTENT]]
    assert kept(here).contact.phone == "0912345678"
    an.press(SAY.parts[DraftPart.PHONE])
    assert kept(here).contact.phone == "0987654321"


def test_the_number_of_another_is_not_taken_where_the_sender_is_asked_for(here: Here, an: PetitionChat) -> None:
    for words in ("/kiennghi", STORY, "ấp 3", "số điện thoại của ông Bảy 0987654321, gọi ổng hỏi giùm"):
        an.say(words)
    assert kept(here).contact.phone == ""
    an.say("địa chỉ là quán karaoke số 12 Lê Lợi")
    assert kept(here).contact.address == ""


@pytest.mark.parametrize(
    ("text", "told", "rest"),
    [
        ("em tên là Hoa sđt 0987654321", ("Hoa", "", "0987654321"), ""),
        ("tui là Hoa, nhà em ở tổ 3, số 0987654321", ("Hoa", "tổ 3", "0987654321"), ""),
        ("em tên Hoa ở tổ 3 số 0987654321", ("Hoa", "tổ 3", "0987654321"), ""),
        ("ten toi la tran thi hoa so 0987654321", ("tran thi hoa", "", "0987654321"), ""),
        ("em tên là Hoa sđt của em là 0987654321, đường ngập nữa", ("Hoa", "", "0987654321"), "đường ngập nữa"),
        ("em là nguyễn thị hoa, xe hay té ở đó", ("nguyễn thị hoa", "", ""), "xe hay té ở đó"),
        ("sđt 0987654321, em tên Hoa", ("Hoa", "", "0987654321"), ""),
        *(
            (text, ("", "", ""), text)
            for text in (
                "ban đêm không có đèn",
                "em là giáo viên trường đó",
                "tên quán là Hương",
                "em ở tổ 3 chịu không nổi",
                "có ông Bảy làm chứng, số 0987654321",
            )
        ),
    ],
)
def test_what_is_added_of_the_sender_is_no_part_of_the_text(text: str, told: tuple[str, str, str], rest: str) -> None:
    own, besides = own_details(text)
    assert tuple(own.get(part, "") for part in (DraftPart.NAME, DraftPart.ADDRESS, DraftPart.PHONE)) == told
    assert besides == rest


@pytest.mark.parametrize("lead", ["quên nói, em tên là Hoa sđt 0987654321", "thêm tên tui là Hoa", "còn nữa, tui là Hoa, đêm tối lắm"])
def test_an_addition_goes_where_it_belongs(here: Here, an: PetitionChat, lead: str) -> None:
    to_preview(an)
    an.say(lead)
    assert kept(here).contact.name == "Hoa"
    assert "Hoa" not in kept(here).content
    assert "0987654321" not in kept(here).content
    assert ("đêm tối lắm" in kept(here).content) == ("đêm" in lead)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("có ghi tên tui hông, tui sợ người ta ghét", Aside.NAMED),
        ("nói tên tui ra không, tui sợ công an xã trả thù", Aside.NAMED),
        ("công ty có biết em là người báo không", Aside.NAMED),
        ("cong ty co biet em la nguoi bao khong", Aside.NAMED),
        ("e mún tố cáo thì gửi ai", Aside.ACCUSE),
        ("gửi ở đây luôn đc k", Aside.HERE),
        ("gửi ở đây có được không", Aside.HERE),
        ("bao lâu có người trả lời", Aside.WHEN),
    ],
)
def test_what_is_asked_of_the_form_is_answered_at_every_step(here: Here, an: PetitionChat, text: str, aside: Aside) -> None:
    told = SAY.asides[aside].format(days=DEFAULT_DAYS[PetitionKind.OTHER])
    for words in ("/kiennghi", STORY, "ấp 3", "Nguyễn Thị Lan\nấp 5 xã Hòa Bình\n0912345678"):
        an.say(words)
        before = kept(here)
        assert an.say(text).startswith(told), words
        after = kept(here)
        assert (after.content, after.place, after.contact, after.step) == (before.content, before.place, before.contact, before.step)


def test_a_question_does_not_throw_away_what_was_begun_in_a_talk(here: Here, an: PetitionChat) -> None:
    an.say(f"/kiennghi {STORY}")
    here[0].room.dialogs.put(AN, "k", {**found_json(here), "unasked": True}, an.at)
    assert an.say("gửi ở đây có được không").startswith(SAY.asides[Aside.HERE])
    assert kept(here).content == STORY


def found_json(here: Here) -> dict[str, object]:
    return dict(found(here[0].room.dialogs.get(AN, "k"))[0])


@pytest.mark.parametrize("story", ["đường hư bao giờ sửa", "gửi đơn lên xã 3 tháng không ai trả lời", "rác ở chợ bao lâu mới gom vậy"])
def test_a_story_that_sounds_like_a_question_is_a_story(story: str) -> None:
    assert asked_of_form(story, is_strict=True) is None
