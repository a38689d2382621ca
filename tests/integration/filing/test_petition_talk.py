"""The petition window in the chat as people use it: at every step they wait, ask, decline, announce, correct and send in their own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.answers.store.questions import Questions
from bot.frontdesk import FrontDesk
from bot.messages import Incoming
from bot.petitions.rules.draft import PetitionDraft
from bot.petitions.rules.making.corrections import DraftPart
from bot.petitions.rules.petition import Contact, Naming
from bot.petitions.rules.texts.asides import Aside
from bot.petitions.windows.filing import FilingWindow
from tests.integration.filing.test_petition_in_the_making import kept
from tests.integration.filing.test_petition_windows import PetitionChat, filed, windows_over
from tests.petitions import AN, WORDS, Office
from tests.presence import found

SAY, AFTER = WORDS.petitions.filing, WORDS.petitions.following
STORY = "Công ty vệ sinh nợ lương tôi ba tháng nay"
Here = tuple[Office, FrontDesk]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    yield from windows_over(tmp_path)


@pytest.fixture
def an(here: Here) -> PetitionChat:
    return PetitionChat(here[1], AN)


def to_contact(an: PetitionChat) -> None:
    for words in ("/kiennghi", STORY, "cầu Ông Điệp, ấp 3 xã Hòa"):
        an.say(words)


def to_preview(an: PetitionChat) -> str:
    to_contact(an)
    return an.say("Nguyễn Thị Lan\nấp 5 xã Hòa\n0912345678")


def petitions(here: Here) -> int:
    return len(here[0].room.intake.of(AN))


@pytest.mark.parametrize("text", ["chờ tui chút nghen", "để tui kiếm cái kính đã", "dang tim so dien thoai", "doi ti nhe"])
def test_who_needs_a_moment_is_waited_for_at_every_step(here: Here, an: PetitionChat, text: str) -> None:
    for words in ("/kiennghi", STORY, "ấp 3", "Nguyễn Thị Lan\nấp 5 xã Hòa\n0912345678"):
        an.say(words)
        before = kept(here)
        assert an.say(text).startswith(SAY.take_time)
        assert kept(here) == before


@pytest.mark.parametrize("text", ["tui hổng muốn ghi tên", "tui hong muon ghi ten", "tên thì khỏi"])
def test_without_a_name_it_is_a_suggestion_that_is_shown_first(here: Here, an: PetitionChat, text: str) -> None:
    to_contact(an)
    assert an.say(text).startswith(SAY.nameless)
    assert an.shown[-1].text.startswith(SAY.review)
    assert (kept(here).naming, petitions(here)) == (Naming.ANONYMOUS, 0)
    an.say("gửi đi")
    assert petitions(here) == 1


@pytest.mark.parametrize(("text", "part"), [("mà thôi khỏi ghi địa chỉ", DraftPart.ADDRESS), ("sđt thì hổng có", DraftPart.PHONE)])
def test_an_address_or_a_number_alone_is_asked_for_and_said_why(here: Here, an: PetitionChat, text: str, part: DraftPart) -> None:
    to_contact(an)
    an.say("Nguyễn Thị Lan")
    assert an.say(text).startswith(SAY.declined_part.format(parts=SAY.parts[part].lower()))
    assert kept(here).contact == Contact("Nguyễn Thị Lan")


@pytest.mark.parametrize("text", ["thôi viết tiếp cái hồi nãy", "sao hỏi kỹ quá vậy", "nha o dau thi ke toi", "thấy ghê vậy"])
def test_talk_is_neither_a_name_nor_an_address(here: Here, an: PetitionChat, text: str) -> None:
    to_contact(an)
    an.say(text)
    assert kept(here).contact == Contact()
    an.say("Nguyễn Thị Lan")
    an.say(text)
    assert kept(here).contact == Contact("Nguyễn Thị Lan")


def test_beside_a_name_talk_is_left_out_and_that_is_said(here: Here, an: PetitionChat) -> None:
    to_contact(an)
    assert SAY.not_kept.format(text="mà hỏi chi kỹ vậy") in an.say("Lê Văn Tám, mà hỏi chi kỹ vậy, ấp 3, 0912345678")
    assert kept(here).contact == Contact("Lê Văn Tám", "ấp 3", "0912345678")
    assert "mà hỏi" not in an.shown[-1].text.partition(SAY.review)[2]


def test_who_says_who_they_are_where_the_place_is_asked_for_is_kept_as_the_sender(here: Here, an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(STORY)
    assert an.say("Nguyễn Văn Ba, ấp 5, 0912345678").startswith(SAY.sender_kept)
    assert (kept(here).place, kept(here).contact) == (None, Contact("Nguyễn Văn Ba", "ấp 5", "0912345678"))
    assert "Nơi xảy ra: xóm Đình" in an.say("xóm Đình")


@pytest.mark.parametrize("is_unasked", [False, True])
@pytest.mark.parametrize("text", ["làm căn cước cần gì", "kiến nghị khác với khiếu nại ở chỗ nào?"])
def test_a_question_of_another_matter_is_answered_and_the_draft_stays(here: Here, an: PetitionChat, text: str, is_unasked: bool) -> None:
    an.say(f"/kiennghi {STORY}")
    here[0].room.dialogs.put(AN, "k", {**dict(found(here[0].room.dialogs.get(AN, "k"))[0]), "unasked": is_unasked}, an.at)
    assert an.say(text).startswith(f"hỏi: {text}")
    assert an.shown[-1].text == SAY.place
    an.say("ấp 3")
    an.say(text)
    assert an.shown[-1].text == SAY.wait_contact, "one sentence, not all of it again"
    assert SAY.decline in an.labels()
    an.say("Nguyễn Thị Lan\nấp 5 xã Hòa\n0912345678")
    an.say(text)
    assert an.shown[-1].text == SAY.wait_review
    an.press(SAY.send)
    assert petitions(here) == 1


def test_what_petitions_are_may_be_asked_before_anything_is_told(here: Here, an: PetitionChat) -> None:
    an.say("/kiennghi")
    assert an.say("kiến nghị khác với khiếu nại ở chỗ nào?").startswith("hỏi: kiến nghị khác")
    assert an.say("có mất tiền không").startswith(SAY.asides[Aside.FREE])
    assert kept(here).content == ""
    an.say("có mất tiền không")
    assert kept(here).content == "có mất tiền không", "typed once more it is what was asked for"


@pytest.mark.parametrize("text", ["em muốn phản ánh luôn", "cho tôi gửi phản ánh", "dạ tôi muốn gửi kiến nghị về việc này"])
def test_an_announcement_is_no_text(here: Here, an: PetitionChat, text: str) -> None:
    window = next(each for each in here[1].windows if isinstance(each, FilingWindow))
    said = window.complained(Incoming(AN, an.at, text), text)
    assert said[0].text == SAY.content
    assert kept(here).content == ""
    an.say(text)
    assert kept(here).content == ""
    an.say(STORY)
    assert an.say("dạ tôi muốn gửi kiến nghị về việc này").startswith(SAY.being_written)
    assert (kept(here).content, kept(here).place) == (STORY, None)


def told_before(here: Here, an: PetitionChat, text: str) -> None:
    Questions(here[0].room.stores.board._engine).record(AN, text, "unanswered", "", "", an.at - timedelta(minutes=1))


@pytest.mark.parametrize("taken", ["Lấy lời này", "ừ", "1"])
def test_the_trouble_that_was_told_before_is_offered(here: Here, an: PetitionChat, taken: str) -> None:
    told_before(here, an, "trạm bơm hỏng làm ruộng khô hết")
    assert SAY.offered.format(content="trạm bơm hỏng làm ruộng khô hết") == an.say("/kiennghi")
    assert (an.press(taken) if taken == SAY.use_offered else an.say(taken)) == SAY.place
    assert (kept(here).content, kept(here).place) == ("trạm bơm hỏng làm ruộng khô hết", None)


def test_other_words_take_the_place_of_what_was_offered_and_a_place_takes_it(here: Here, an: PetitionChat) -> None:
    told_before(here, an, "trạm bơm hỏng làm ruộng khô hết")
    an.say("/kiennghi")
    an.say(STORY)
    assert (kept(here).content, kept(here).before) == (STORY, "")
    an.say("thôi không gửi")
    an.say("/kiennghi")
    an.say("ấp 8 nha")
    assert (kept(here).content, found(kept(here).place).name) == ("trạm bơm hỏng làm ruộng khô hết", "ấp 8")


@pytest.mark.parametrize("told", ["làm căn cước ở đâu", "tôi muốn làm lại căn cước bị mất", "con tui mới sinh ở trạm y tế", "rác quá"])
def test_a_question_a_wish_and_what_is_no_trouble_are_not_offered(here: Here, an: PetitionChat, told: str) -> None:
    told_before(here, an, told)
    assert an.say("/kiennghi") == SAY.content


def test_what_was_told_long_ago_is_not_offered(here: Here, an: PetitionChat) -> None:
    told_before(here, an, "trạm bơm hỏng làm ruộng khô hết")
    an.at += timedelta(minutes=30)
    assert an.say("/kiennghi") == SAY.content


def test_before_it_is_sent_nothing_is_said_to_be_kept_by_the_office(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    told = an.say("may ngay thi nguoi ta tra loi")
    assert "ngày làm việc" in told
    assert told.endswith(SAY.wait_review)
    assert SAY.sent_nobody.split(",")[0] not in SAY.nobody_yet
    assert SAY.nobody_yet.startswith("Kiến nghị chưa gửi.")


@pytest.mark.parametrize(
    ("text", "told", "shown"),
    [
        ("sửa lại là nợ bốn tháng", "Đã sửa nội dung", "Nội dung: Công ty vệ sinh nợ lương tôi bốn tháng nay"),
        ("sua lai la no bon thang", "Đã sửa nội dung", "Nội dung: Công ty vệ sinh nợ lương tôi bon tháng nay"),
        ("sửa lại là công ty vệ sinh Tân Phát", "Sửa lại: công ty vệ sinh Tân Phát", "nợ lương tôi ba tháng nay"),
        ("cầu Bà Điệp chứ hông phải Ông Điệp", "Đã sửa nơi xảy ra: cầu Bà Điệp", "Nơi xảy ra: cầu Bà Điệp, ấp 3 xã Hòa"),
        ("không phải Hòa mà là Hoà Bình", "Đã sửa địa chỉ người gửi: ấp 5 xã Hoà Bình", "Nơi xảy ra: cầu Ông Điệp, ấp 3 xã Hoà Bình"),
    ],
)
def test_a_correction_is_shown_and_then_sent_by_a_word(here: Here, an: PetitionChat, text: str, told: str, shown: str) -> None:
    to_preview(an)
    assert told in an.say(text)
    assert shown in an.shown[-1].text
    an.say("gửi luôn đi em")
    assert petitions(here) == 1


def test_told_twice_to_send_what_is_open_is_written_as_it_was_said_and_shown(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    an.say("trụ 15 chứ không phải trụ 14")
    assert SAY.write_it_so in an.say("gửi luôn đi em")
    assert petitions(here) == 0
    an.say("gửi đi")
    assert an.shown[-1].text.startswith(SAY.review)
    assert kept(here).content == f"{STORY}\n{SAY.corrected_so.format(text='trụ 15 chứ không phải trụ 14')}"
    assert petitions(here) == 0
    an.say("ok gửi")
    assert petitions(here) == 1


def test_what_only_goes_on_with_the_story_is_written_by_the_word_to_send_and_shown(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    assert an.say("công ty cũng nợ lương mấy người nữa").startswith(SAY.tells_more.partition("“")[0])
    an.say("bấm gửi đi con")
    assert an.shown[-1].text.startswith(SAY.review)
    assert (kept(here).content, petitions(here)) == (f"{STORY}\ncông ty cũng nợ lương mấy người nữa", 0)
    an.say("gửi đi")
    assert petitions(here) == 1


def test_the_number_of_the_family_takes_not_the_senders_place_unasked(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    an.say("gọi cho cháu tôi 0987654321")
    assert an.labels()[:2] == [SAY.parts[DraftPart.PHONE], SAY.parts[DraftPart.CONTENT]]
    assert kept(here).contact.phone == "0912345678"
    an.say("gửi đi")
    assert an.labels()[:2] == [SAY.parts[DraftPart.PHONE], SAY.parts[DraftPart.CONTENT]], "asked again as it was asked"
    an.press(SAY.parts[DraftPart.CONTENT])
    assert kept(here).contact.phone == "0912345678"
    assert kept(here).content.endswith("gọi cho cháu tôi 0987654321")


def test_the_name_of_another_is_changed_where_it_stands(here: Here, an: PetitionChat) -> None:
    for words in ("/kiennghi", "Ông Lan chặn lối đi chung đã hai tháng", "ấp 3", "Nguyễn Thị Lan\nấp 5 xã Hòa\n0912345678"):
        an.say(words)
    an.say("tên ông ấy là Bảy không phải Lan")
    assert kept(here).contact.name == "Nguyễn Thị Lan"
    assert kept(here).content == "Ông Bảy chặn lối đi chung đã hai tháng"


def test_an_address_alone_at_the_preview_is_asked_about_and_goes_to_no_procedure(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    assert "số nhà 15 đường Trần Phú" in an.say("số nhà 15 đường Trần Phú")
    assert an.labels()[:2] == [SAY.parts[DraftPart.PLACE], SAY.parts[DraftPart.ADDRESS]]
    an.press(SAY.parts[DraftPart.ADDRESS])
    assert kept(here).contact.address == "số nhà 15 đường Trần Phú"


def test_how_it_is_left_as_it_is(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    an.say("trụ 15 chứ không phải trụ 14")
    assert an.say("à lộn, thôi giữ nguyên").startswith(SAY.review)
    assert (kept(here).pending, kept(here).content) == ("", STORY)


def test_a_sentence_below_an_answer_sends_only_what_was_shown(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    an.say("làm căn cước cần gì")
    old = next(button.action for reply in an.shown for row in reply.rows for button in row if button.label == SAY.send)
    an.say("thêm là lãnh đạo hứa hoài")
    assert SAY.earlier in an.forge(old)
    assert petitions(here) == 0


@pytest.mark.parametrize("text", ["Mã của tôi là gì", "Cho tôi xem lại mã theo dõi"])
def test_after_sending_its_code_is_told(here: Here, text: str) -> None:
    code = filed(here).petition.code
    an = PetitionChat(here[1], AN)
    an.at += timedelta(minutes=5)
    assert an.say(text).startswith(AFTER.code_sent.format(code=code))


@pytest.mark.parametrize("text", ["Bao giờ có kết quả?", "gửi tới đâu rồi", "ai xử lý", "gui chua vay"])
def test_after_sending_it_is_shown_how_it_stands(here: Here, text: str) -> None:
    code = filed(here).petition.code
    an = PetitionChat(here[1], AN)
    an.at += timedelta(minutes=5)
    assert an.say(text).startswith(AFTER.status.partition("{")[0] + code)


def test_after_sending_changing_it_and_a_photo_are_understood(here: Here) -> None:
    code = filed(here).petition.code
    an = PetitionChat(here[1], AN)
    an.at += timedelta(minutes=5)
    assert an.say("sửa lại được không") == AFTER.edit_sent.format(code=code)
    assert an.labels() == [AFTER.add]
    assert an.say("tôi muốn gửi thêm ảnh") == AFTER.photo_sent.format(code=code)


@pytest.mark.parametrize("text", ["Mã của tôi là gì", "ai xử lý", "sửa lại được không", "tôi muốn gửi thêm ảnh"])
def test_later_it_is_asked_of_anything(here: Here, text: str) -> None:
    filed(here)
    late = PetitionChat(here[1], AN)
    late.at += timedelta(minutes=31)
    assert late.say(text) == f"hỏi: {text}"


def test_an_empty_draft_remembers_what_was_offered_as_no_text() -> None:
    offered = PetitionDraft(before="trạm bơm hỏng", offered=True)
    assert not PetitionDraft(content=STORY, offered=True).again(offered.step).offered
