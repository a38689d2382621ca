"""What people say to the form besides an answer: corrections, orders, sighs, whose place it is, for whom it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.frontdesk import FrontDesk
from bot.messages import Incoming
from bot.petitions.rules.draft import PetitionDraft
from bot.petitions.rules.making.corrections import DraftPart
from bot.petitions.rules.petition import Naming
from bot.petitions.windows.filing import FilingWindow
from tests.integration.filing.test_petition_in_the_making import kept
from tests.integration.filing.test_petition_windows import PetitionChat, windows_over
from tests.petitions import AN, MONDAY, WORDS, Office
from tests.presence import found

SAY = WORDS.petitions.filing
STORY = "Cầu Ông Điệp ở tổ 6 hư lan can cả tháng nay. Ban ngày đông xe."
Here = tuple[Office, FrontDesk]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    yield from windows_over(tmp_path)


@pytest.fixture
def an(here: Here) -> PetitionChat:
    return PetitionChat(here[1], AN)


def to_preview(an: PetitionChat, address: str = "ấp 5 xã Hòa Bình") -> str:
    an.say("/kiennghi")
    an.say(STORY)
    an.say("cầu Ông Điệp, ấp 3")
    return an.say(f"Nguyễn Thị Lan\n{address}\n0912345678")


def sent(here: Here) -> str:
    (line,) = here[0].room.intake.of(AN)
    return found(here[0].room.intake.sight(line.id, AN)).file.petition.content


@pytest.mark.parametrize(
    ("text", "told", "shown"),
    [
        ("cầu Bà Điệp chứ hông phải Ông Điệp", "Đã sửa nơi xảy ra: cầu Bà Điệp, ấp 3", "Nội dung: Cầu Bà Điệp ở tổ 6"),
        ("sai rồi, tổ 5 chứ không phải tổ 6", "Đã sửa nội dung", "Nội dung: Cầu Ông Điệp ở tổ 5"),
        ("so dt nham, 0987654321", "Đã sửa số điện thoại: 0987654321", "xã Hòa Bình, 0987654321"),
        ("0987654321", "Đã sửa số điện thoại: 0987654321", "xã Hòa Bình, 0987654321"),
        ("tên tui là Nguyễn Thị Làn", "Đã sửa họ tên: Nguyễn Thị Làn", "Người gửi: Nguyễn Thị Làn, ấp 5"),
        ("nơi xảy ra là ngã ba Cây Điệp", "Đã sửa nơi xảy ra: ngã ba Cây Điệp", "Nơi xảy ra: ngã ba Cây Điệp"),
        ("thêm là ban đêm không có đèn", "Đã ghi nội dung: ban đêm không có đèn", "Ban ngày đông xe."),
    ],
)
def test_at_the_preview_a_correction_changes_what_it_speaks_of(an: PetitionChat, text: str, told: str, shown: str) -> None:
    to_preview(an)
    assert told in an.say(text)
    assert an.shown[-1].text.startswith(SAY.review)
    assert shown in an.shown[-1].text


def test_the_last_sentence_is_taken_out(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    assert an.say("bỏ câu cuối").startswith("Đã bỏ khỏi nội dung: Ban ngày đông xe.")
    assert kept(here).content == "Cầu Ông Điệp ở tổ 6 hư lan can cả tháng nay."


def test_where_it_may_be_either_it_is_asked_and_nothing_is_changed_before(here: Here, an: PetitionChat) -> None:
    to_preview(an, "tổ 6 ấp 5")
    before = kept(here)
    assert "tổ 5 chứ không phải tổ 6" in an.say("tổ 5 chứ không phải tổ 6")
    assert an.labels()[:2] == [SAY.parts[DraftPart.CONTENT], SAY.parts[DraftPart.ADDRESS]]
    assert (kept(here).content, kept(here).contact) == (before.content, before.contact)
    an.press(SAY.parts[DraftPart.ADDRESS])
    assert (kept(here).content, kept(here).contact.address) == (before.content, "tổ 5 ấp 5")


def test_a_correction_of_nothing_that_stands_there_is_kept_where_they_say(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    an.say("trụ 15 chứ không phải trụ 14")
    an.press(SAY.parts[DraftPart.CONTENT])
    assert "trụ 15 chứ không phải trụ 14" in kept(here).content, "nothing typed is lost"
    an.say("sai rồi")
    assert SAY.edit_what in an.shown[-1].text


def test_a_correction_is_taken_while_a_later_step_is_asked(here: Here, an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(STORY)
    assert "Đã sửa nội dung" in an.say("tổ 5 chứ không phải tổ 6")
    assert kept(here).place is None
    an.say("cầu Ông Điệp, ấp 3")
    assert "Đã sửa nơi xảy ra: cầu Ông Điệp, ấp 4" in an.say("nhầm, ấp 4")
    an.say("Nguyễn Thị Lan")
    assert "Đã sửa họ tên: Nguyễn Thị Lành" in an.say("tên tui là Nguyễn Thị Lành")
    assert "Còn thiếu: địa chỉ, số điện thoại" in an.shown[-1].text


def test_an_accusation_put_into_a_correction_is_not_sent(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    assert "Luật Tố cáo" in an.say("thêm là tôi tố cáo ông chủ tịch xã nhận tiền")
    an.act("k:send")
    assert here[0].room.intake.of(AN) == ()


@pytest.mark.parametrize("text", ["gửi lên xã luôn đi", "gui dum di", "rồi gửi đi", "ok gửi"])
def test_an_order_to_send_is_never_a_place_or_a_name(here: Here, an: PetitionChat, text: str) -> None:
    an.say("/kiennghi")
    assert an.say(text).startswith(SAY.nothing_yet)
    an.say(STORY)
    assert an.say(text).startswith(SAY.nearly)
    assert an.say(text).startswith(SAY.to_send)
    draft = kept(here)
    assert (draft.content, draft.contact) == (STORY, PetitionDraft().contact)
    an.say("Nguyễn Thị Lan\nấp 5\n0912345678")
    assert here[0].room.intake.of(AN) == ()
    an.say(text)
    assert sent(here) == STORY


def test_who_wants_no_name_says_so_and_sees_it_before_it_is_sent(here: Here, an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(STORY)
    an.say("ấp 3")
    assert an.say("hem nói").startswith(SAY.review)
    assert kept(here).naming is Naming.ANONYMOUS
    an.say("gửi đi")
    assert sent(here) == STORY


def test_wait_and_stop_are_obeyed(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    assert an.say("khoan gửi nha").startswith(SAY.not_sent)
    assert kept(here).content == STORY
    assert an.say("thôi đừng gửi nữa") == SAY.dropped
    assert here[0].room.intake.of(AN) == ()


@pytest.mark.parametrize("text", ["sao hỏi nhiều vậy", "xl ad e hỏi nhìu qá", "ủa sao lâu z", "hoi hoai met qua"])
def test_a_sigh_gets_one_warm_sentence_and_the_step_again(here: Here, an: PetitionChat, text: str) -> None:
    an.say("/kiennghi")
    an.say(STORY)
    assert an.say(text).startswith(SAY.patience.format(count=2))
    assert an.shown[-1].text == SAY.place
    an.say("ấp 3")
    assert an.say(text).startswith(SAY.patience.format(count=1))
    assert kept(here).contact == PetitionDraft().contact


def test_where_others_live_is_where_it_happens(here: Here, an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say("Quán karaoke hát cả đêm không ai ngủ được")
    an.press("Bỏ qua")
    assert "Đã ghi nơi xảy ra: quán karaoke số 12 Lê Lợi hát cả đêm" in an.say("quán karaoke số 12 Lê Lợi hát cả đêm")
    assert "Nơi xảy ra: quán karaoke số 12 Lê Lợi" in an.shown[-1].text
    an.say("nhà hàng xóm số 14 cũng vậy")
    assert (kept(here).contact.address, "số 14" in kept(here).content) == ("", True), "nothing typed is lost"
    an.say("Nguyễn Văn Tám, 0912345678")
    an.say("tiệm tạp hóa cô Ba ấp 3")
    assert an.labels()[:2] == [SAY.parts[DraftPart.PLACE], SAY.parts[DraftPart.ADDRESS]]
    an.press(SAY.parts[DraftPart.ADDRESS])
    assert "Người gửi: Nguyễn Văn Tám, tiệm tạp hóa cô Ba ấp 3, 0912345678" in an.shown[-1].text


def test_who_sends_it_for_another_is_told_from_them(here: Here, an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say("Mẹ em già không biết chữ nên em gửi giùm: đường trước nhà ngập cả tuần nay")
    assert SAY.contact_behalf.format(who="mẹ") in an.say("thôn 3")
    assert "Còn thiếu: địa chỉ" in an.say("mẹ em tên Trần Thị Bốn, thôn 3, em là Hoa 0912345678")
    review = an.say("ấp 5 xã Hòa Bình")
    assert "Gửi thay cho: mẹ: Trần Thị Bốn, thôn 3" in review
    assert "Người gửi: Hoa, ấp 5 xã Hòa Bình, 0912345678" in review
    an.say("gửi đi")
    assert sent(here).endswith("Gửi thay cho mẹ: Trần Thị Bốn, thôn 3.")


def test_what_was_told_first_beside_a_danger_is_not_written_over(here: Here, an: PetitionChat) -> None:
    """The story that was kept below the number to call goes on with what is asked next."""
    window = next(each for each in here[1].windows if isinstance(each, FilingWindow))
    an.say("/kiennghi")
    window.alarmed(Incoming(AN, MONDAY, STORY))
    an.say("cầu Ông Điệp, ấp 3")
    draft = kept(here)
    assert (draft.content, found(draft.place).name) == (STORY, "cầu Ông Điệp, ấp 3")


def test_nothing_is_sent_while_it_is_open_what_a_correction_is_meant_for(here: Here, an: PetitionChat) -> None:
    to_preview(an, "tổ 6 ấp 5")
    an.say("tổ 5 chứ không phải tổ 6")
    assert an.say("gửi đi").startswith(SAY.not_sent)
    assert SAY.parts[DraftPart.ADDRESS] in an.labels()
    an.act("k:send")
    assert here[0].room.intake.of(AN) == ()
    an.press(SAY.as_it_is)
    an.say("gửi đi")
    assert sent(here) == STORY


def test_a_correction_that_waits_is_not_dropped_by_another(here: Here, an: PetitionChat) -> None:
    to_preview(an, "tổ 6 ấp 5")
    an.say("tổ 5 chứ không phải tổ 6")
    assert SAY.which_part.split("{")[0] in an.say("tên tui là Nguyễn Thị Làn"), "one that is certain is done, and the open one asked again"
    assert "Đã sửa họ tên: Nguyễn Thị Làn" in "\n".join(each.text for each in an.shown)
    an.say("trụ 15 chứ không phải trụ 14")
    an.press(SAY.as_it_is)
    an.act("k:send")
    assert here[0].room.intake.of(AN) == (), "the first is still open"
    an.press(SAY.parts[DraftPart.ADDRESS])
    an.say("gửi đi")
    (line,) = here[0].room.intake.of(AN)
    contact = found(found(here[0].room.intake.sight(line.id, AN)).file.contact)
    assert (contact.name, contact.address) == ("Nguyễn Thị Làn", "tổ 5 ấp 5")


def test_what_is_to_be_written_besides_is_kept_below_an_alarm(here: Here, an: PetitionChat) -> None:
    to_preview(an)
    window = next(each for each in here[1].windows if isinstance(each, FilingWindow))
    told, then = found(window.alarmed(Incoming(AN, MONDAY, "thêm là hôm qua có người té gãy tay")))
    assert "có người té gãy tay" in told.text
    assert then.text == SAY.kept_open
    assert kept(here).content == f"{STORY}\nhôm qua có người té gãy tay"


def test_who_tells_where_they_live_before_their_name(here: Here, an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(STORY)
    an.say("ấp 3")
    assert "Người gửi: Lành, tổ 5 ấp 3, 0912345678" in an.say("nhà tui ở tổ 5 ấp 3, tui tên Lành 0912345678")
