"""Conversations about petitions as data: what a person types or presses, and what they must read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.answers.store.questions import Questions
from bot.database.engine import read_session
from bot.frontdesk import FrontDesk, Window
from bot.messages import Attachment, ChatId, Incoming, Location, Reply
from bot.people.chat_states import ChatStates
from bot.people.chats import Conversation
from bot.people.staff import Staff, Unit
from bot.people.store import Chats
from bot.petitions.cases.guesses import OF_ADDRESS, OF_CHAT
from bot.petitions.rules.caps import Caps
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import Naming, PetitionFile, PetitionKind, PetitionState
from bot.petitions.rules.texts.renamed import RenamedCommunes
from bot.petitions.rules.transitions import Transition
from bot.petitions.services import build_services
from bot.petitions.windows.awaited import OpenAssistant
from bot.petitions.windows.filing import FilingWindow
from bot.petitions.windows.following import FollowingWindow
from bot.petitions.windows.withdrawing import WithdrawingWindow
from bot.petitions.windows.working import WorkingWindow
from bot.petitions.windows.working_pages import WorkingPages
from knowledge.records.communes import MergedCommune
from tests.petitions import AN, BINH, GROUP, LIGHT, MONDAY, WORDS, Office, filing, office, place
from tests.presence import found
from tests.support import databases

CONTACT = "Nguyễn Văn An\nThôn 3, xã Hòa Bình\n0912 345 678"


class EchoWindow(Window):
    """The window for questions, which takes whatever no other does."""

    def asked(self, incoming: Incoming, conversation: Conversation) -> list[Reply]:
        return [Reply(f"hỏi: {incoming.text}", kind="sentence")]


@dataclass
class PetitionChat:
    """A chat with the bot: what was last shown, and pressing its buttons by their label."""

    desk: FrontDesk
    chat: ChatId
    person: ChatId | None = None
    at: datetime = MONDAY
    shown: list[Reply] = field(default_factory=list)

    def say(self, words: str, **more: Any) -> str:
        return self._hear(Incoming(self.chat, self.at, words, person=self.person, **more))

    def press(self, label: str) -> str:
        actions = [button.action for reply in self.shown for row in reply.rows for button in row if label in button.label]
        assert actions, (label, self.labels())
        return self.act(actions[0])

    def act(self, action: str) -> str:
        """A button that was made for this chat, when it was shown or long ago."""
        return self.forge(self.desk.seals.sealed(self.chat, action))

    def forge(self, action: str) -> str:
        """An action as the channel brings it, whoever wrote it."""
        return self._hear(Incoming(self.chat, self.at, action=action, person=self.person))

    def labels(self) -> list[str]:
        return [button.label for reply in self.shown for row in reply.rows for button in row]

    def _hear(self, incoming: Incoming) -> str:
        self.shown = self.desk.handle(incoming)
        assert all(len(reply.text.encode("utf-16-le")) // 2 <= 4096 for reply in self.shown)
        assert not any("{" in reply.text for reply in self.shown)
        return "\n".join(reply.text for reply in self.shown)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[Office, FrontDesk]]:
    yield from windows_over(tmp_path)


def windows_over(tmp_path: Path, *, needs_approval: bool = False) -> Iterator[tuple[Office, FrontDesk]]:
    """An office, and a front desk with its windows."""
    engine = databases.sqlite_at(tmp_path / "w.db")
    made = office(engine, tmp_path, needs_approval=needs_approval)
    room, chats = made.room, Chats(engine)
    slots = {"77": "petition:1", "78": "article:1", "79": "petition:x"}
    working = WorkingWindow(
        room.desk,
        WorkingPages(room.office, room.staff, WORDS.petitions),
        room.staff,
        room.dialogs,
        WORDS,
        lambda chat, message: slots.get(message, ""),
    )
    echo = EchoWindow()

    def ask(incoming: Incoming, question: str) -> list[Reply]:
        return echo.asked(replace(incoming, text=question), Conversation())

    following = FollowingWindow(
        room.intake,
        room.authorship,
        room.dialogs,
        WORDS,
        lambda chat, message: slots.get(message, ""),
        room.guesses,
        OpenAssistant(lambda text: "khai sinh" in text, ask),
    )
    filing_window = FilingWindow(room.intake, room.dialogs, Questions(engine), WORDS, ask)
    desk = FrontDesk(
        [working, WithdrawingWindow(room.intake, WORDS), following, filing_window, echo], WORDS, chats, ChatStates(engine), "a key", GROUP
    )
    for chat in (AN, BINH, GROUP):
        chats.greet(chat, MONDAY)
    yield made, desk
    engine.dispose()


@pytest.fixture
def an(here: tuple[Office, FrontDesk]) -> PetitionChat:
    return PetitionChat(here[1], AN)


def of_staff(here: tuple[Office, FrontDesk], staff: Staff, chat: ChatId | None = None) -> PetitionChat:
    assert staff.chat is not None
    talk = PetitionChat(here[1], chat or staff.chat, staff.chat if chat else None)
    Chats(here[0].room.stores.board._engine).greet(talk.chat, MONDAY)
    return talk


def filed(here: tuple[Office, FrontDesk], chat: ChatId = AN, **wanted: Any) -> PetitionFile:
    made = here[0].room.intake.file(filing(**wanted), chat, MONDAY)
    assert isinstance(made, PetitionFile)
    return made


def to_review(an: PetitionChat) -> str:
    an.say("/kiennghi")
    an.say(LIGHT)
    an.say("thôn 3, xã Hòa Bình")
    return an.say(CONTACT)


def test_citizens_are_told_once_what_is_kept_of_them_and_the_office_is_not(here: tuple[Office, FrontDesk]) -> None:
    engine = here[0].room.stores.board._engine
    group, elsewhere, stranger = (ChatId("telegram", key) for key in ("-100", "-200", "4711"))
    desk = FrontDesk([EchoWindow()], WORDS, Chats(engine), ChatStates(engine), "a key", group)
    worker = here[0].hoa.chat
    assert worker is not None

    def told(chat: ChatId, person: ChatId | None = None) -> list[bool]:
        return [reply.text == WORDS.desk.notice for reply in desk.handle(Incoming(chat, MONDAY, "chào", person=person))]

    assert [told(stranger), told(stranger)] == [[False, True], [False]]
    assert told(group, stranger) == [False], "the staff group, whoever writes there"
    assert told(worker) == [False], "a private chat of one of the staff"
    assert told(elsewhere, worker) == [False, True], "a group of citizens in which one of the staff writes"


def test_filed_in_five_actions_with_a_name(an: PetitionChat) -> None:
    assert "Xin đừng gửi ảnh căn cước" in an.say("/kiennghi")
    assert "ở đâu" in an.say(LIGHT)
    asked = an.press("Bỏ qua")
    for words in (LIGHT, "Loại việc: Việc khác", "20/2008", "không bắt buộc trả lời"):
        assert words in asked
    review = an.say(CONTACT)
    for words in (LIGHT, "Nguyễn Văn An, Thôn 3, xã Hòa Bình, 0912345678", "Giấu tên khi công khai", "đồng ý cho cơ quan dùng thông tin"):
        assert words in review
    sent = an.press("Đồng ý và gửi")
    assert "KN" in sent
    assert "17 giờ 00 ngày 16/03/2026" in sent
    assert "thứ Bảy, Chủ nhật" in sent
    assert an.shown[0].replaces


def with_a_list(here: tuple[Office, FrontDesk]) -> None:
    """The office has loaded its list of old communes."""
    listed = MergedCommune(
        old="xã Ví Dụ", district="huyện Thử", old_province="Đắk Lắk", new="xã Hòa Bình", new_province="Đắk Lắk", why="Nghị quyết"
    )
    here[0].room.intake.renamed = RenamedCommunes([listed]).of


def test_a_place_named_by_its_old_commune_is_offered_by_its_name_of_today(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    with_a_list(here)
    an.say("/kiennghi")
    an.say(LIGHT)
    offered = an.say("ngã ba chợ, xa vi du cu")
    assert "xã Ví Dụ, huyện Thử nay thuộc nơi ghi ở nút dưới đây" in offered
    assert an.labels()[:2] == ["Nay là xã Hòa Bình, Đắk Lắk", "Giữ như tôi viết"]
    an.press("Nay là xã Hòa Bình")
    assert "Nơi xảy ra: xã Hòa Bình, Đắk Lắk (bà con ghi: ngã ba chợ, xa vi du cu)" in an.say(CONTACT)


def test_a_name_of_today_may_be_chosen_by_its_number_declined_or_typed_anew(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    with_a_list(here)
    for typed, kept in (("1", "xã Hòa Bình, Đắk Lắk (bà con ghi: xã Ví Dụ)"), ("giữ như tôi viết", "xã Ví Dụ"), ("bến đò", "bến đò")):
        an.say("/kiennghi")
        an.say(LIGHT)
        an.say("xã Ví Dụ")
        asked = an.say(typed)
        assert f"Nơi xảy ra: {kept}\n" in (asked if "Nơi xảy ra" in asked else an.say(CONTACT))
        an.press("Bỏ")


def test_pressing_send_twice_files_once_and_shows_it_again(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    to_review(an)
    first = an.act("k:send")
    again = an.act("k:send")
    assert "đã được gửi rồi" in again
    assert first.split("\n\n")[1] in again
    with read_session(here[0].room.stores.board._engine) as session:
        assert session.execute(text("SELECT count(*) FROM petitions")).scalar() == 1


def test_buttons_may_be_answered_by_their_number(an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(LIGHT)
    assert "Nơi xảy ra: không ghi" in an.press("Bỏ qua")
    assert "Bấm “Đồng ý và gửi”" in an.say(CONTACT)
    assert "phần nào" in an.say("2")
    assert "loại nào" in an.say("2")
    assert "Loại việc: Thái độ" in an.say("2")
    assert "KN" in an.say("1")


def test_buttons_may_be_answered_by_their_label_with_or_without_accents(an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(LIGHT)
    assert "20/2008" in an.say("bỏ qua")
    assert "không ghi" in an.say(CONTACT), "no place was named"
    assert "KN" in an.say("gửi")


def test_a_number_counts_among_the_buttons_that_are_shown(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    to_review(an)
    an.say("sửa")
    assert "gõ lại lời kể" in an.say("1"), "the first part to change, not the sending"
    an.say("Cống thoát nước bị tắc ở ngõ chợ")
    assert "đang viết dở" in an.say("/kiennghi")
    assert "xem lại trước khi gửi" in an.say("viết tiếp")
    assert here[0].room.intake.last_filed(AN, MONDAY - timedelta(days=1)) is None


def test_an_old_back_button_takes_nothing_from_a_draft_that_waits(an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(LIGHT)
    an.press("Bỏ qua")
    an.say("/kiennghi")
    assert "là của tin trước" in an.act("k:back")
    assert LIGHT in an.press("Viết tiếp")


def test_a_draft_survives_a_restart_and_is_offered_again(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(LIGHT)
    anew = PetitionChat(here[1], AN, at=MONDAY + timedelta(days=2))
    assert anew.say("làm căn cước ở đâu") == "hỏi: làm căn cước ở đâu", "after a day a message is a question again"
    assert "viết dở" in anew.say("/kiennghi")
    assert "ở đâu" in anew.press("Viết tiếp")


def test_back_edit_and_cancel(an: PetitionChat) -> None:
    to_review(an)
    an.press("Sửa")
    an.press("Loại việc")
    assert "Nộp hồ sơ qua mạng" in an.press("Nộp hồ sơ qua mạng"), "back in the review with the new kind"
    an.press("Sửa")
    an.press("Cách để tên")
    an.press("Quay lại")
    assert "xem lại trước khi gửi" in an.shown[0].text, "nothing was lost by looking at it"
    assert "Chưa có gì được gửi đi" in an.say("/huy")
    assert an.say("xin chào") == "hỏi: xin chào"


@pytest.mark.parametrize(
    ("words", "door", "button"),
    [
        ("Tôi muốn khiếu nại quyết định thu hồi đất của xã", "Luật Khiếu nại", "viết tiếp"),
        ("Nhà bên cạnh đang cháy to lắm", "114", "viết tiếp"),
        ("Làm khai sinh cho con cần giấy tờ gì", "trả lời ngay", "Hỏi trợ lý"),
    ],
)
def test_what_is_no_petition_is_shown_its_door_which_can_be_passed_by(an: PetitionChat, words: str, door: str, button: str) -> None:
    an.say("/kiennghi")
    assert door in an.say(words)
    assert any(button in label for label in an.labels())
    assert "ở đâu" in an.press("viết tiếp")
    assert "xảy ra ở đâu" not in an.press("Quay lại")


ACCUSED = "Tôi tố cáo ông chủ tịch xã nhận 50 triệu của dân"
RETOLD = "Hồ sơ đất của nhà tôi nộp đã ba tháng chưa thấy trả"


def test_an_accusation_is_never_sent_it_is_told_again_in_other_words(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    an.say("/kiennghi")
    assert "tiếp công dân" in an.say(ACCUSED)
    assert an.labels() == ["Viết lại thành phản ánh", "Thôi, không gửi"]
    for made_up in ("k:anyway", "k:go", "k:send", "k:kind:khac", "k:naming:named", "k:skip"):
        an.act(made_up)
        assert here[0].room.intake.of(AN) == (), made_up
    an.say("/huy")
    an.say(f"/kiennghi {ACCUSED}")
    assert ACCUSED in an.press("Viết lại"), "what was written is kept for who wrote it"
    assert "Luật Tố cáo" in an.say("Tôi xin tố cáo lại lần nữa, ông ấy nhận tiền"), "the same in other words is the same"
    assert "ở đâu" in an.say(RETOLD)
    an.say("xã Hòa Bình")
    an.say(CONTACT)
    assert "Đã gửi" in an.press("Đồng ý")
    kept = here[0].room.stores.petitions.get(1)
    assert kept is not None
    assert kept.petition.content == RETOLD
    with read_session(here[0].room.stores.board._engine) as session:
        told = [session.execute(text(query)).all() for query in ("SELECT * FROM petitions", "SELECT text FROM outbox")]
    assert "50 triệu" not in str(told)


@pytest.mark.parametrize("words", ["không", "không phải ạ"])
def test_no_to_an_accusation_asks_for_other_words(an: PetitionChat, words: str) -> None:
    an.say(f"/kiennghi {ACCUSED}")
    assert "kể lại bằng lời khác" in an.say(words)
    assert "Viết tiếp" in (an.say("/kiennghi"), an.labels())[1], "what was put aside is a draft"
    assert ACCUSED in an.press("Viết tiếp")


def test_an_accusation_behind_an_emergency_or_a_question_is_none_the_less_one(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    an.say("/kiennghi Nhà tôi đang cháy to lắm, tôi tố cáo ông Ba đốt")
    assert "Luật Tố cáo" in an.press("viết tiếp")
    an.say("/huy")
    number = Questions(here[0].room.stores.board._engine).record(AN, ACCUSED, "not_found", "", "", MONDAY)
    an.act(f"k:q:{number}")
    assert "Luật Tố cáo" in an.press("Tiếp tục")
    an.press("Viết lại")
    an.say(RETOLD)
    an.press("Bỏ qua")
    an.press("Gửi như góp ý")
    kept = here[0].room.stores.petitions.get(1)
    assert kept is not None
    assert (kept.petition.content, kept.petition.question) == (RETOLD, 0), "the question holds the old words: it does not come along"


def test_a_draft_of_before_that_was_passed_by_is_not_sent_either(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    to_review(an)
    kept = here[0].room.dialogs.get(AN, "k")
    assert kept is not None
    here[0].room.dialogs.put(AN, "k", {**kept[0], "content": ACCUSED, "passed": True}, MONDAY)
    assert "Luật Tố cáo" in an.act("k:send")
    assert here[0].room.intake.of(AN) == ()
    assert here[0].room.intake.file(filing(ACCUSED), AN, MONDAY) == NotDone(RefusalReason.DENUNCIATION), "nor by any other way"


def test_who_has_filed_enough_today_keeps_the_draft_and_sends_it_tomorrow(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    for number in range(10):
        filed(here, content=f"{LIGHT} {number}")
    to_review(an)
    told = an.press("Đồng ý và gửi")
    assert "Từ 0 giờ ngày 03/03/2026" in told
    assert "gọi điện hoặc đến thẳng cơ quan" in told
    an.at = MONDAY + timedelta(days=1)
    assert LIGHT in an.press("Tiếp tục")
    assert "KN" in an.press("Đồng ý và gửi")


def test_in_the_chat_of_the_web_the_network_address_counts_and_the_draft_stays(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    intake, hall = here[0].room.intake, "14.160.0.7"
    intake._caps = Caps(10, 1, b"a key")
    assert isinstance(intake.file(filing(), BINH, MONDAY, address=hall), PetitionFile)
    to_review(an)
    send = next(button.action for row in an.shown[0].rows for button in row if "Đồng ý" in button.label)
    (told,) = an.desk.handle(Incoming(AN, MONDAY, action=send, address=hall))
    assert WORDS.petitions.filing.crowded.format(count=1, date="03/03/2026") == told.text
    (sent,) = an.desk.handle(Incoming(AN, MONDAY, action=send, address="14.160.0.8"))
    assert "Đã gửi" in sent.text


@pytest.mark.parametrize("words", ["không", "khong", "không phải ạ", "dạ không"])
def test_no_to_what_it_seems_to_be_goes_on_with_the_petition(an: PetitionChat, words: str) -> None:
    for content in ("Làm khai sinh cho con cần giấy tờ gì", "Tôi muốn khiếu nại quyết định thu hồi đất của xã"):
        an.say(f"/kiennghi {content}")
        assert WORDS.petitions.filing.place in an.say(words)
        an.say("/huy")


def test_yes_asks_the_assistant_where_it_can_answer_and_else_shows_the_door_again(an: PetitionChat) -> None:
    an.say("/kiennghi Làm khai sinh cho con cần giấy tờ gì")
    assert an.say("đúng rồi") == "hỏi: Làm khai sinh cho con cần giấy tờ gì"
    an.say("/kiennghi Tôi muốn khiếu nại quyết định thu hồi đất của xã")
    assert "Luật Khiếu nại" in an.say("có")
    assert "Thôi, không gửi" in an.labels()
    assert "Chưa có gì được gửi đi" in an.say("thôi")


@pytest.mark.parametrize(
    "words",
    [
        "hủy",
        "Huỷ",
        "huy",
        "hủy đi ạ",
        "thôi không gửi nữa",
        "thoi khong gui nua",
        "Thôi, tôi không gửi nữa nhé",
        "không phản ánh nữa",
        "tôi không kiện nữa",
    ],
)
def test_plain_words_end_the_draft_at_every_step(here: tuple[Office, FrontDesk], an: PetitionChat, words: str) -> None:
    steps = [LIGHT, "xã Hòa Bình", "0912 345 678, Nguyễn Văn An, thôn 3"]
    for known in range(len(steps) + 1):
        an.say("/kiennghi")
        for said in steps[:known]:
            an.say(said)
        if words == "huy" and "Gửi như góp ý" in an.labels():
            an.say("/huy")
            continue
        assert "Chưa có gì được gửi đi" in an.say(words), known
        assert here[0].room.dialogs.get(AN, "k") is None
    assert here[0].room.intake.of(AN) == ()


def test_a_name_is_no_word_that_ends_the_draft(an: PetitionChat) -> None:
    an.say("/kiennghi")
    for said in (LIGHT, "xã Hòa Bình", "0912 345 678\nthôn 3, xã Hòa Bình"):
        an.say(said)
    assert "Huy" in an.say("Huy")
    assert "Đồng ý và gửi" in an.labels()


def test_what_only_begins_like_it_is_a_petition(an: PetitionChat) -> None:
    an.say("/kiennghi")
    assert "ở đâu" in an.say("Hủy lịch hẹn ở bộ phận một cửa mà không báo cho dân biết")


def test_plain_words_end_a_supplement_too(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    number = filed(here).petition.id
    an.act(f"t:add:{number}")
    assert "Chưa có gì được gửi đi" in an.say("thôi không gửi nữa")
    assert an.say("xin chào") == "hỏi: xin chào"


def test_a_question_about_a_procedure_is_answered_at_once(an: PetitionChat) -> None:
    an.say("/kiennghi Làm khai sinh cho con cần giấy tờ gì")
    assert an.press("Hỏi trợ lý") == "hỏi: Làm khai sinh cho con cần giấy tờ gì"
    assert an.say("thế phí bao nhiêu") == "hỏi: thế phí bao nhiêu"


def test_a_question_is_handed_to_an_officer_with_its_procedure(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    questions = Questions(here[0].room.stores.board._engine)
    number = questions.record(AN, "nhập hộ khẩu cho cháu ngoại được không", "not_found", "1.001193", "", MONDAY)
    assert "cháu ngoại" in an.act(f"k:q:{number}")
    assert "ở đâu" in an.say("cháu bảy tuổi, bố mẹ đi làm xa")
    assert "1.001193" in an.press("Bỏ qua")
    an.press("Gửi như góp ý")
    kept = here[0].room.stores.petitions.get(1)
    assert kept is not None
    assert (kept.petition.procedure, kept.petition.question) == ("1.001193", number)
    assert "bảy tuổi" in kept.petition.content
    stranger = PetitionChat(here[1], BINH)
    assert stranger.act(f"k:q:{number}") == WORDS.desk.old_button, "a question of somebody else"


@pytest.mark.parametrize("way", ["question", "command"])
def test_what_is_being_written_is_replaced_by_nothing_that_comes_in_between(
    here: tuple[Office, FrontDesk], an: PetitionChat, way: str
) -> None:
    an.say(f"/kiennghi {LIGHT}")
    an.say("Thôn 3, xã Hòa Bình")
    an.say(CONTACT)
    if way == "question":
        number = Questions(here[0].room.stores.board._engine).record(AN, "phí làm căn cước bao nhiêu", "answered", "", "", MONDAY)
        shown = an.act(f"k:q:{number}")
    else:
        shown = an.say("/kiennghi Ống nước ở ngõ chợ bị vỡ, chảy tràn ra đường")
    assert WORDS.petitions.filing.held in shown
    assert LIGHT[:30] in shown
    review = an.press("Viết tiếp")
    assert "0912" in review, "name and number that were typed are there still"
    assert LIGHT[:30] in review


def test_what_the_decree_asks_for_is_asked_for_or_it_becomes_a_suggestion(an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(LIGHT)
    an.press("Bỏ qua")
    assert "địa chỉ, số điện thoại" in an.say("Nguyễn Văn An")
    assert "số điện thoại" in an.say("Thôn 3")
    assert "không bắt buộc trả lời" in an.press("Gửi như góp ý")


@pytest.mark.parametrize(
    ("first", "then", "read"),
    [
        ("Tèo", "Nguyễn Văn Tèo\nThôn 3, xã Hòa Bình\n0912 345 678", "Nguyễn Văn Tèo, Thôn 3, xã Hòa Bình, 0912345678"),
        ("Tèo", "nguyen van teo, thôn 3 xã Hòa Bình, 0912345678", "nguyen van teo, thôn 3 xã Hòa Bình, 0912345678"),
        ("An\nThôn 2", "Lê Thị Ba\nThôn 3\n0912345678", "Lê Thị Ba, Thôn 3, 0912345678"),
        ("Tèo\n0912345678", "Nguyễn Văn Tèo\nThôn 3", "Nguyễn Văn Tèo, Thôn 3, 0912345678"),
        ("Tèo", "Hòa Bình, Lương Sơn\n0912345678", "Tèo, Hòa Bình, Lương Sơn, 0912345678"),
    ],
)
def test_who_writes_name_address_and_number_again_is_taken_at_the_last_word(an: PetitionChat, first: str, then: str, read: str) -> None:
    an.say("/kiennghi")
    an.say(LIGHT)
    an.press("Bỏ qua")
    assert "Còn thiếu" in an.say(first)
    assert f"Người gửi: {read}\n" in an.say(then)


def test_contact_details_are_remembered_only_when_wished(an: PetitionChat) -> None:
    to_review(an)
    assert "Thôi lưu" not in " ".join(an.labels())
    an.press("Lưu tên")
    an.press("Đồng ý")
    an.say(f"/kiennghi Rác chất đống ở chợ {'xã'}")
    assert "Nguyễn Văn An" in an.press("Bỏ qua")
    assert "xem lại trước khi gửi" in an.press("Dùng lại")


def test_of_similar_open_ones_no_word_is_shown_and_they_are_followed_instead(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    other = filed(here, BINH, content=f"{LIGHT}, gọi chị Trần Thị Lan 0987654321", naming=Naming.NAMED)
    review = to_review(an)
    assert "Đã có người phản ánh" in review
    assert "1. Việc khác, xã Hòa Bình, tháng 3/2026 (1 người theo dõi)" in review
    for secret in (other.petition.code, "0987654321", "Trần Thị Lan"):
        assert secret not in review
    assert review.count(LIGHT) == 1, "the citizen's own words alone"
    assert f"số {other.petition.id}" in an.press("Theo dõi cùng")
    assert an.say("ok") == "hỏi: ok", "the draft is gone"
    assert len(found(here[0].room.stores.petitions.get(other.petition.id)).followers) == 2


def attach(tmp_path: Path, name: str = "a.jpg", content: bytes | None = None) -> Attachment:
    path = tmp_path / name
    if content is None:
        Image.new("RGB", (300, 200 + ord(name[0])), "green").save(path, "JPEG")
    else:
        path.write_bytes(content)
    return Attachment(path, name, "image/jpeg", path.stat().st_size)


def test_photos_and_a_place_on_the_map(here: tuple[Office, FrontDesk], an: PetitionChat, tmp_path: Path) -> None:
    an.say("/kiennghi")
    assert "1/5" in an.say(LIGHT, attachments=(attach(tmp_path),))
    assert "1/5" in an.say("", attachments=(attach(tmp_path, "again.jpg"),)), "the same picture, delivered again after a crash"
    assert "không phải ảnh" in an.say("", attachments=(attach(tmp_path, "b.jpg", b"#!/bin/sh\nrm -rf /"),))
    more = an.say("", attachments=tuple(attach(tmp_path, f"{number}.jpg") for number in range(5)))
    assert "5/5" in more
    assert "tối đa 5" in more
    told = an.say("", location=Location(19.5, 105.25))
    assert "Đã nhận vị trí" in told
    assert "Nơi xảy ra: vị trí đã gửi" in told
    an.press("Gửi như góp ý")
    kept = here[0].room.stores.petitions.get(1)
    assert kept is not None
    assert len(kept.photos) == 5
    assert kept.petition.place.latitude == 19.5
    assert all(here[0].room.stores.photos.path(photo).is_file() for photo in kept.photos)


def test_too_long_and_too_short(an: PetitionChat) -> None:
    an.say("/kiennghi")
    assert "rõ hơn" in an.say("hỏng")
    assert "3.000" in an.say("dài " * 1000)
    assert "ở đâu" in an.say(LIGHT)


def test_old_and_made_up_buttons_harm_nobody(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    number = filed(here, BINH).petition.id
    made_up = ["k:kind:khac", "k:send", "k:follow:1", "k:edit:review", "k:x", "k", "t:see:999", "t:see:x", "t", "t:rate:1:9"]
    others = [
        f"t:add:{number}",
        f"t:history:{number}",
        f"t:reopen:{number}",
        f"t:rate:{number}:1",
        f"t:settled:{number}",
        f"t:unfollow:{number}",
    ]
    for action in (*made_up, *others, f"t:see:{number}", f"t:days:{number}", f"t:follow:{number}"):
        assert an.act(action) == WORDS.desk.old_button, action
        assert an.forge(action) == WORDS.desk.old_button, action
    for action in (f"w:claim:{number}", f"w:see:{number}", f"w:answer:{number}", "w:as:answer", "w"):
        assert an.act(action) == WORDS.petitions.working.stranger, action
    assert len(found(here[0].room.stores.petitions.get(number)).events) == 1


def test_who_asks_what_became_of_theirs_is_shown_it(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    file = filed(here, AN)
    assert file.petition.code in an.say("cho tôi hỏi kiến nghị đèn đường tới đâu rồi")


def test_a_stranger_with_the_code_sees_where_it_stands_and_nothing_of_whom(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    file = filed(here, BINH)
    said = an.say(f"/theodoi {file.petition.code.lower()}")
    assert "Đã tiếp nhận" in said
    assert "Còn 10 ngày làm việc" in said
    for secret in (LIGHT, "Nguyễn", "0912345678", "Hòa Bình"):
        assert secret not in said
    assert an.labels() == ["Theo dõi", "Cách tính hạn", "Tôi là người gửi"]
    assert "báo cho bà con" in an.press("Theo dõi")
    said = an.act(f"t:see:{file.petition.id}")
    for secret in (LIGHT, file.petition.code, "Hòa Bình"):
        assert secret not in said
    assert "không báo" in an.press("Thôi theo dõi")
    assert an.act(f"t:see:{file.petition.id}") == WORDS.desk.old_button, "who follows no more has nothing but the code"
    assert "chưa đúng" in an.say("/theodoi KN7-4XQ-M3X")


def test_the_sender_sees_everything_and_every_day_counted(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    file = filed(here)
    assert file.petition.code in an.say("/theodoi")
    assert LIGHT in an.press(file.petition.code)
    days = an.press("Cách tính hạn")
    assert "thứ Hai 02/03/2026: ngày tiếp nhận" in days
    assert "thứ Hai 16/03/2026: ngày làm việc thứ 10" in days
    assert "Chủ nhật 08/03/2026: nghỉ cuối tuần" in days
    assert file.petition.code in an.say(f"/start kn_{file.petition.code.replace('-', '')}")


def test_from_telegram_alone_to_the_answer_the_rating_and_the_second_look(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    made, _ = here
    to_review(an)
    an.press("Đồng ý")
    clerk, hoa, lan = of_staff(here, made.clerk), of_staff(here, made.hoa, GROUP), of_staff(here, made.lan)
    assert "Đơn vị chưa có người nhận: 1" in clerk.say("/viec")
    clerk.press("KN")
    clerk.press("Chuyển")
    clerk.press("Phòng Hạ tầng")
    assert "Phòng Hạ tầng" in clerk.say("việc của ngành giao thông"), "shown once more, with where it goes"
    assert "Đã chuyển" in clerk.press("Gửi")
    assert "Đang giải quyết" in hoa.act("w:claim:1")
    assert "đã có người nhận" in lan.act("w:claim:1")
    assert "trả lời (reply)" in hoa.act("w:ask:1")
    assert "Chờ người gửi" in hoa.say("Đèn số mấy?", reply_to="77")
    assert an.say("/theodoi")
    offered = an.labels()
    assert an.press("KN")
    assert "Bổ sung" in " ".join(offered + an.labels())
    an.press("Bổ sung")
    assert "chuyển phần bổ sung" in an.say("Đèn số 7")
    assert "muốn làm gì" in hoa.say("Đã thay bóng đèn số 7.", reply_to="77")
    assert "Đã trả lời" in hoa.press("Gửi trả lời")
    with read_session(made.room.stores.board._engine) as session:
        told = [row[0] for row in session.execute(text("SELECT text FROM outbox WHERE channel = 'web' AND key = 'an' ORDER BY id"))]
        buttons = session.execute(text("SELECT rows FROM outbox WHERE channel = 'web' AND key = 'an' ORDER BY id DESC LIMIT 1")).scalar()
    assert "Đã thay bóng đèn số 7." in told[-1]
    assert "t:rate:1:5" in str(buttons)
    assert "2/5" in an.act("t:rate:1:2")
    assert "Cảm ơn" in an.say("thay xong vẫn tối")
    an.act("t:reopen:1")
    assert "cán bộ khác" in an.say("hai đèn bên cạnh cũng hỏng")
    assert "cán bộ khác" in hoa.act("w:claim:1")
    assert "Đang giải quyết" in lan.act("w:claim:1")
    kept = made.room.stores.petitions.get(1)
    assert kept is not None
    assert (kept.petition.score, kept.petition.score_reason, kept.petition.is_reopened) == (2, "thay xong vẫn tối", True)


def kept_words(here: tuple[Office, FrontDesk]) -> str:
    """All that stands in the database of petitions, of their time lines and of the letters about them."""
    with read_session(here[0].room.stores.board._engine) as session:
        tables = ("petitions", "petition_events", "petition_photos", "petition_talks", "outbox")
        return str([session.execute(text(f"SELECT * FROM {table}")).all() for table in tables])


def answered(here: tuple[Office, FrontDesk], number: int) -> None:
    made = here[0]
    for outcome in (
        made.room.desk.claim(made.clerk, number, MONDAY),
        made.room.desk.answer(made.clerk, number, "Đã thay bóng đèn.", MONDAY),
    ):
        assert isinstance(outcome, Done)


def test_an_accusation_as_a_supplement_is_told_again_in_other_words(
    here: tuple[Office, FrontDesk], an: PetitionChat, tmp_path: Path
) -> None:
    number = filed(here).petition.id
    Image.new("RGB", (40, 40)).save(tmp_path / "proof.jpg")
    proof = Attachment(tmp_path / "proof.jpg", "proof.jpg", "image/jpeg", 1000)
    an.act(f"t:add:{number}")
    assert an.say(ACCUSED, attachments=(proof,)) == WORDS.petitions.doors.denunciation
    assert an.labels() == ["Viết lại thành phản ánh", "Thôi, không gửi"]
    assert "Luật Tố cáo" in an.say("Tôi xin tố cáo lại lần nữa, ông ấy nhận tiền"), "the same in other words is the same"
    an.press("Viết lại")
    assert "phần bổ sung" in an.say("Cột đèn số 7")
    assert "Luật Tố cáo" in (an.act(f"t:add:{number}"), an.say(ACCUSED))[1]
    an.press("Thôi")
    assert an.say("kết hôn cần gì") == "hỏi: kết hôn cần gì", "who let it be is taken for nothing any more"
    file = here[0].room.stores.petitions.get(number)
    assert file is not None
    assert ([event.why for event in file.events if event.move == Transition.ADD], file.photos) == (["Cột đèn số 7"], ())
    assert "50 triệu" not in kept_words(here)


def test_an_accusation_as_the_reason_for_a_second_look_or_of_a_score_is_not_kept(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    number = filed(here).petition.id
    answered(here, number)
    an.act(f"t:rate:{number}:2")
    assert an.say(ACCUSED) == WORDS.petitions.doors.denunciation
    an.press("Viết lại")
    assert "Cảm ơn" in an.say("thay xong vẫn tối")
    an.act(f"t:reopen:{number}")
    assert an.say(ACCUSED) == WORDS.petitions.doors.denunciation
    assert "cán bộ khác" in an.say("hai đèn bên cạnh cũng hỏng")
    file = here[0].room.stores.petitions.get(number)
    assert file is not None
    assert (file.petition.score, file.petition.score_reason, file.petition.is_reopened) == (2, "thay xong vẫn tối", True)
    assert "50 triệu" not in kept_words(here)


def test_no_way_keeps_an_accusation_with_a_petition(here: tuple[Office, FrontDesk]) -> None:
    number, intake = filed(here).petition.id, here[0].room.intake
    assert intake.add(number, BINH, ACCUSED, MONDAY) == NotDone(RefusalReason.UNKNOWN), "a stranger is told nothing of it"
    assert isinstance(added := intake.add(number, AN, ACCUSED, MONDAY), NotDone)
    answered(here, number)
    assert isinstance(rated := intake.rate(number, AN, 1, ACCUSED, MONDAY), NotDone)
    assert isinstance(reopened := intake.reopen(number, AN, ACCUSED, MONDAY), NotDone)
    assert {added.why, rated.why, reopened.why} == {RefusalReason.DENUNCIATION}


def test_a_mere_thank_you_is_no_supplement_and_the_step_stays_open(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    number = filed(here).petition.id
    an.act(f"t:add:{number}")
    assert an.say("dạ cảm ơn ạ") == WORDS.petitions.following.thanked
    assert len(found(here[0].room.stores.petitions.get(number)).events) == 1
    assert "Đã chuyển" in an.say("Đèn ở trước số 14 cũng hỏng, cảm ơn cán bộ")
    assert len(found(here[0].room.stores.petitions.get(number)).events) == 2


def test_signed_and_sent_in_one_tap(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    number = filed(here).petition.id
    made.room.desk.forward(made.clerk, number, made.roads.id, "", "x", MONDAY)
    hoa, leader = of_staff(here, made.hoa), of_staff(here, made.leader)
    hoa.act(f"w:claim:{number}")
    hoa.press("Trình duyệt")
    assert "Chờ duyệt" in hoa.say("Đã thay đèn.")
    assert "Chờ duyệt: 1" in leader.say("/viec")
    leader.press("KN")
    assert "Đã thay đèn." in leader.shown[0].text
    assert "Đã trả lời" in leader.press("Duyệt và gửi")


def test_two_of_one_matter_are_made_one_from_the_chat_and_asked_first(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    one, two = filed(here).petition, filed(here, BINH).petition
    clerk, group = of_staff(here, made.clerk), of_staff(here, made.clerk, GROUP)
    assert one.code in clerk.act(f"w:see:{two.id}")
    assert one.code not in group.act(f"w:see:{two.id}"), "not before the whole group"
    label = WORDS.petitions.working.merge_into.format(code=one.code)
    asked = clerk.press(label) if label in clerk.labels() else clerk.act(f"w:merge:{two.id}:{one.id}")
    assert "Gộp hai kiến nghị này làm một?" in asked
    say = WORDS.petitions.merging
    assert say.senders.format(stays=one.code) in asked
    assert f"như cũ của {one.code}" in asked
    made.room.desk.claim(made.clerk, one.id, MONDAY)
    assert f"Người giữ: {made.clerk.name}" in clerk.press(label), "it has changed: told once more"
    assert found(made.room.stores.petitions.get(two.id)).petition.is_open, "asked, not done"
    clerk.press(label)
    assert found(made.room.stores.petitions.get(two.id)).petition.merged_into == one.id


@pytest.mark.parametrize("words", ["rút kiến nghị", "tôi không kiện nữa", "rut lai don", "hủy đơn {code}", "tôi muốn rút đơn {code} ạ"])
def test_who_says_that_they_take_it_back_is_led_there_and_asked_once(here: tuple[Office, FrontDesk], an: PetitionChat, words: str) -> None:
    file = filed(here)
    assert f"Bà con muốn rút kiến nghị {file.petition.code}?" in an.say(words.format(code=file.petition.code))
    assert found(here[0].room.stores.petitions.get(file.petition.id)).petition.is_open, "asked, not done"
    assert "Đã rút kiến nghị" in an.press("Rút hẳn")


def test_of_several_it_is_asked_which_is_taken_back(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    filed(here)
    other = filed(here, content="Chợ họp lấn hết lòng đường, xe không qua được.")
    assert an.say("rút kiến nghị") == WORDS.petitions.withdrawing.which
    assert other.petition.code in an.press(other.petition.code)
    assert "Rút hẳn" in an.labels()


def test_nobody_is_led_to_take_back_what_another_sent(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    code = filed(here, BINH).petition.code
    assert an.say(f"hủy đơn {code}") == WORDS.petitions.withdrawing.not_here
    assert an.say("rút kiến nghị") == WORDS.petitions.withdrawing.none
    assert "Đã tiếp nhận" in an.say(f"thôi theo dõi {code}"), "no longer to follow is another thing"


def test_a_wrong_answer_is_corrected_from_the_chat_and_signed_under_the_words_that_leave(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    made.room.staff.change_unit(replace(made.roads, needs_approval=True), "cli", MONDAY)
    number = filed(here).petition.id
    made.room.desk.forward(made.clerk, number, made.roads.id, "", "x", MONDAY)
    hoa, leader = of_staff(here, made.hoa), of_staff(here, made.leader)
    hoa.act(f"w:claim:{number}")
    hoa.press("Trình duyệt")
    hoa.say("Đã thay đèn ngày 2/3.")
    leader.act(f"w:see:{number}")
    leader.press("Duyệt và gửi")
    hoa.act(f"w:see:{number}")
    assert "Đính chính" not in hoa.labels(), "she needs her leader's signature"
    assert "câu trả lời đúng" in hoa.press("Trình đính chính")
    hoa.say("Đã thay đèn ngày 12/3.")
    leader.act(f"w:see:{number}")
    assert "Đã thay đèn ngày 12/3." in leader.shown[0].text
    assert "Đã thay đèn ngày 2/3." in leader.shown[0].text, "both are before who signs"
    leader.press("Gửi đính chính")
    found = made.room.stores.petitions.get(number)
    assert found
    assert (found.petition.answer, found.petition.draft) == ("Đã thay đèn ngày 12/3.", "")
    hoa.say("Thay đèn hai lần: 2/3 và 12/3.", reply_to="77")
    assert "Trình đính chính" in hoa.labels(), "a reply to its message may be one, too"
    assert "Gửi trả lời" not in hoa.labels()
    hoa.press("Ghi chú nội bộ")
    leader.act(f"w:fix:{number}:0123456789")
    assert len([event for event in found.events if event.move == Transition.CORRECT]) == 1, "an old button sends nothing again"


def test_who_needs_a_signature_is_offered_to_ask_for_it_and_no_answer_that_would_be_refused(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    made.room.staff.change_unit(replace(made.roads, needs_approval=True), "cli", MONDAY)
    number = filed(here).petition.id
    made.room.desk.forward(made.clerk, number, made.roads.id, "", "x", MONDAY)
    hoa, leader = of_staff(here, made.hoa), of_staff(here, made.leader)
    hoa.act(f"w:claim:{number}")
    offered = [button.label for reply in hoa.shown for row in reply.rows for button in row]
    assert "Trình duyệt" in offered
    assert "Trả lời" not in offered
    assert "để trình lãnh đạo duyệt" in hoa.act(f"w:answer:{number}"), "a button of before the unit wanted signatures"
    assert "Chờ duyệt" in hoa.say("Đã thay đèn.")
    leader.act(f"w:see:{number}")
    assert "Duyệt và gửi" in [button.label for reply in leader.shown for row in reply.rows for button in row]


def test_whom_it_is_about_gets_it_only_after_a_second_press(here: tuple[Office, FrontDesk]) -> None:
    made = here[0]
    nam = made.room.staff.add("Đỗ Văn Nam", made.hoa.role, made.roads.id, "cli", MONDAY, chat=ChatId("telegram", "nam"))
    number = filed(here, content="Đỗ Văn Nam hẹn năm lần mà hồ sơ của tôi chưa trả").petition.id
    made.room.desk.forward(made.admin, number, made.roads.id, "", "đúng việc", MONDAY)
    leader = of_staff(here, made.leader)
    assert "Kiến nghị này nói về: Đỗ Văn Nam" in leader.act(f"w:see:{number}")
    leader.press("Giao việc")
    assert WORDS.petitions.working.named.format(name=nam.name) in leader.labels()
    assert WORDS.petitions.refusals[RefusalReason.NAMED] in leader.press("Đỗ Văn Nam")
    assert isinstance(made.room.desk.see(nam, number, MONDAY), NotDone)
    leader.press("Vẫn giao")
    assert not isinstance(made.room.desk.see(nam, number, MONDAY), NotDone)
    assert nam.name in leader.act(f"w:see:{number}")


@pytest.mark.parametrize("pressed", ["Duyệt và gửi", "Trả lại"])
def test_a_button_under_an_old_draft_decides_nothing_about_the_new_one(here: tuple[Office, FrontDesk], pressed: str) -> None:
    """The first draft went back and a second came: its words are shown, and nobody signs what they have not read."""
    made = here[0]
    number = filed(here).petition.id
    desk, leader = made.room.desk, of_staff(here, made.leader)
    desk.forward(made.admin, number, made.roads.id, "", "đúng việc", MONDAY)
    desk.claim(made.hoa, number, MONDAY)
    desk.draft(made.hoa, number, "Bản một.", MONDAY)
    leader.act(f"w:see:{number}")
    old = next(button.action for reply in leader.shown for row in reply.rows for button in row if button.label == pressed)
    desk.send_back(made.leader, number, "chưa rõ", MONDAY)
    desk.draft(made.hoa, number, "Bản hai.", MONDAY)
    for action in (old, here[1].seals.sealed(leader.chat, f"w:{'approve' if pressed != 'Trả lại' else 'return'}:{number}")):
        told = leader.forge(action)
        assert WORDS.petitions.refusals[RefusalReason.STALE] in told
        assert "Bản hai." in told
        seen = desk.see(made.leader, number, MONDAY)
        assert not isinstance(seen, NotDone)
        assert seen.file.petition.state is PetitionState.DRAFTED
    leader.press(pressed)
    if pressed == "Trả lại":
        desk.draft(made.hoa, number, "Bản ba.", MONDAY)
        assert "Bản ba." in leader.say("Ghi rõ ngày"), "it changed while the reason was written"
    seen = desk.see(made.leader, number, MONDAY)
    assert not isinstance(seen, NotDone)
    assert seen.file.petition.state is (PetitionState.DRAFTED if pressed == "Trả lại" else PetitionState.ANSWERED)


def test_what_is_sent_is_what_was_signed_above_the_button(here: tuple[Office, FrontDesk]) -> None:
    made = here[0]
    number = filed(here).petition.id
    desk, cuc = made.room.desk, of_staff(here, made.clerk)
    desk.claim(made.clerk, number, MONDAY)
    desk.draft(made.clerk, number, "Bản một.", MONDAY)
    desk.approve(made.admin, number, MONDAY)
    cuc.act(f"w:see:{number}")
    old = next(button.action for reply in cuc.shown for row in reply.rows for button in row if button.label == "Gửi câu trả lời")
    desk.send_back(made.admin, number, "sửa", MONDAY)
    desk.draft(made.clerk, number, "Bản hai.", MONDAY)
    desk.approve(made.admin, number, MONDAY)
    assert "Bản hai." in cuc.forge(old)
    seen = desk.see(made.clerk, number, MONDAY)
    assert not isinstance(seen, NotDone)
    assert seen.file.petition.state is PetitionState.APPROVED


@pytest.mark.parametrize("needs_approval", [True, False])
def test_the_groups_card_offers_to_answer_only_where_no_leader_signs(here: tuple[Office, FrontDesk], needs_approval: bool) -> None:
    made, _ = here
    made.room.staff.change_unit(replace(made.roads, needs_approval=needs_approval), "cli", MONDAY)
    number = filed(here).petition.id
    made.room.desk.forward(made.clerk, number, made.roads.id, "", "x", MONDAY)
    of_staff(here, made.hoa).act(f"w:claim:{number}")
    with read_session(made.room.stores.board._engine) as session:
        card = session.execute(text(f"SELECT rows FROM outbox WHERE slot = 'petition:{number}' ORDER BY id DESC LIMIT 1")).scalar()
    assert f"w:draft:{number}" in str(card)
    assert (f"w:answer:{number}" in str(card)) is not needs_approval


def test_reassigned_from_the_chat_with_a_reason_and_an_apology(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    number = filed(here).petition.id
    made.room.desk.forward(made.clerk, number, made.roads.id, "", "x", MONDAY)
    hoa = of_staff(here, made.hoa)
    hoa.act(f"w:claim:{number}")
    hoa.press("Xin lỗi")
    assert "23/03/2026" in hoa.shown[0].text
    assert "23/03/2026" in hoa.say("chờ vật tư")
    hoa.press("Gửi")
    hoa.press("Giao người khác")
    hoa.press("Lan")
    assert "Lan" in hoa.say("nghỉ phép")
    kept = made.room.stores.petitions.get(number)
    assert kept is not None
    assert kept.petition.officer == made.lan.id
    assert kept.petition.promised is not None


def test_the_group_never_sees_the_sender_nor_what_is_about_a_colleague(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    number = filed(here, kind=PetitionKind.BEHAVIOUR, content="Cán bộ Lan quát mắng người già ở quầy").petition.id
    admin = of_staff(here, made.admin, GROUP)
    assert "quát mắng" not in admin.act(f"w:see:{number}")
    assert "riêng" in admin.act(f"w:history:{number}")
    other = filed(here).petition.id
    assert "0912345678" not in admin.act(f"w:see:{other}")
    assert "0912345678" in of_staff(here, made.admin).act(f"w:see:{other}")


def test_in_a_group_nobody_files(here: tuple[Office, FrontDesk]) -> None:
    group = PetitionChat(here[1], GROUP, BINH)
    assert "riêng" in group.say("/kiennghi")
    assert "riêng" in group.act("k:new")
    assert group.say("xin chào", reply_to="77") == "hỏi: xin chào"


def test_a_reply_to_another_message_is_no_answer(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    filed(here)
    clerk = of_staff(here, made.clerk, GROUP)
    assert clerk.say("hay quá", reply_to="78") == "hỏi: hay quá"
    assert clerk.say("hay quá", reply_to="79") == "hỏi: hay quá"
    assert clerk.say("hay quá") == "hỏi: hay quá"


def test_words_asked_for_in_the_group_are_not_taken_from_a_private_chat(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    number = filed(here).petition.id
    group, private = of_staff(here, made.clerk, GROUP), of_staff(here, made.clerk)
    group.act(f"w:claim:{number}")
    group.act(f"w:answer:{number}")
    assert private.say("làm căn cước ở đâu") == "hỏi: làm căn cước ở đâu"
    assert found(made.room.stores.petitions.get(number)).petition.state is PetitionState.IN_PROGRESS


def test_nothing_is_sent_that_the_board_and_the_window_disagree_about(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    number = filed(here, naming=Naming.ANONYMOUS).petition.id
    outcome = here[0].room.intake.add(number, AN, "thêm", MONDAY)
    assert isinstance(outcome, Done)
    assert "Góp ý không để tên" in of_staff(here, here[0].clerk).act(f"w:see:{number}")


def test_withdrawn_from_the_chat_after_being_asked(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    petition = filed(here).petition
    an.say(f"/theodoi {petition.code}")
    assert "không lấy lại được" in an.press("Rút kiến nghị")
    assert "Đã tiếp nhận" in an.press("Thôi, không rút")
    an.press("Rút kiến nghị")
    assert "Đã rút" in an.press("Rút hẳn")
    assert "Người gửi đã rút" in an.press(petition.code)
    assert not {"Rút kiến nghị", "Bổ sung"} & set(an.labels())
    assert "không còn làm được" in an.act(f"t:withdraw:{petition.id}")
    stranger = PetitionChat(here[1], BINH)
    other = filed(here, AN).petition
    for action in (f"t:withdraw:{other.id}", f"t:withdrawn:{other.id}"):
        assert stranger.act(action) == WORDS.desk.old_button
    stranger.say(f"/theodoi {petition.code}")
    assert "Theo dõi" not in stranger.labels(), "nobody follows what is over"
    kept = here[0].room.stores.petitions.get(other.id)
    assert kept is not None
    assert kept.petition.state is PetitionState.RECEIVED


def test_who_changed_the_phone_proves_to_be_the_sender(here: tuple[Office, FrontDesk]) -> None:
    petition = filed(here).petition
    binh = PetitionChat(here[1], BINH)
    assert LIGHT not in binh.say(f"/theodoi {petition.code}")
    assert "số điện thoại đã ghi" in binh.press("Tôi là người gửi")
    assert "chưa khớp" in binh.say("0912 345 679")
    binh.say(f"/theodoi {petition.code}")
    binh.press("Tôi là người gửi")
    assert "Đã xác nhận" in binh.say("số của tôi là 0912 345 678")
    assert LIGHT in binh.press(petition.code)
    assert "Tôi là người gửi" not in (binh.say(f"/theodoi {petition.code}"), binh.labels())[1]


def test_who_has_no_code_is_asked_for_no_number(here: tuple[Office, FrontDesk]) -> None:
    petition = filed(here).petition
    other = filed(here, content="Rác ở chợ chưa ai gom cả").petition
    binh = PetitionChat(here[1], BINH)
    code = petition.code.replace("-", "")
    made_up = ("t:mine:1", "t:mine:1:", "t:mine:1:KN74XQM3P", f"t:mine:{other.id}:{code}", f"t:mine:x:{code}", f"t:mine:{'9' * 30}:{code}")
    assert {binh.act(action) for action in made_up} == {WORDS.desk.old_button}
    binh.act(f"t:follow:{petition.id}")
    binh.act(f"t:see:{petition.id}")
    assert "Tôi là người gửi" not in binh.labels(), "what was not opened by its code does not hand it out"
    an_in_group = PetitionChat(here[1], GROUP, BINH)
    an_in_group.say(f"/theodoi {petition.code}")
    assert "Tôi là người gửi" not in an_in_group.labels()
    assert an_in_group.act(f"t:mine:{petition.id}:{code}") == WORDS.desk.old_button


def test_where_no_unit_is_set_up_nothing_is_promised_and_it_is_handed_over_once_there_is_one(tmp_path: Path) -> None:
    engine = databases.sqlite_at(tmp_path / "empty.db")
    room = build_services(engine, WORDS.petitions, place(tmp_path, GROUP))
    filing_window = FilingWindow(room.intake, room.dialogs, Questions(engine), WORDS, lambda incoming, question: [])
    an = PetitionChat(FrontDesk([filing_window], WORDS, Chats(engine), ChatStates(engine), "a key"), AN)
    to_review(an)
    told = an.press("Đồng ý")
    assert WORDS.petitions.filing.sent_nobody in told
    assert "Hạn trả lời" not in told
    with read_session(engine) as session:
        letters = session.execute(text("SELECT count(*) FROM outbox WHERE key = '-100'")).scalar()
    assert letters == 1, "the staff group hears of it all the same"
    room.reminders.warn(MONDAY)
    reception = room.staff.add_unit(Unit(0, "Văn phòng", is_coordinator=True), "cli", MONDAY)
    room.reminders.warn(MONDAY)
    kept = room.stores.petitions.get(1)
    assert kept is not None
    assert (kept.petition.unit, kept.petition.state) == (reception.id, PetitionState.FORWARDED)
    with read_session(engine) as session:
        heard = list(session.scalars(text("SELECT text FROM outbox WHERE channel = 'web'")))
    assert any("đã chuyển tới Văn phòng" in each for each in heard)
    engine.dispose()


def test_codes_are_not_tried_one_after_another_in_a_chat(here: tuple[Office, FrontDesk]) -> None:
    code, say = filed(here).petition.code, WORDS.petitions.following

    def looks(chat: ChatId, typed: str, at: datetime = MONDAY, address: str = "") -> str:
        return here[1].handle(Incoming(chat, at, f"/theodoi {typed}", address=address))[-1].text

    with capture_logs() as logs:
        assert {looks(BINH, f"KN7-4XQ-M{number:02}") for number in range(OF_CHAT + 1)} == {say.wrong_code}
    assert [(each["channel"], each["log_level"]) for each in logs] == [(BINH.channel, "warning")]
    assert looks(BINH, code) == say.too_many_codes.format(minutes=3), "the right one too: trying tells nothing"
    assert code in looks(AN, code), "nobody else is shut out with them"
    assert code in looks(BINH, code, MONDAY + timedelta(minutes=4)), "nor they for long"


def test_a_new_chat_of_the_web_is_no_new_allowance_for_codes(here: tuple[Office, FrontDesk]) -> None:
    say, address = WORDS.petitions.following, "14.160.0.7"
    for number in range(OF_ADDRESS + 1):
        chat = ChatId("web", f"browser {number}")
        here[1].handle(Incoming(chat, MONDAY, "/theodoi KN7-4XQ-M22", address=address))
    told = here[1].handle(Incoming(ChatId("web", "another"), MONDAY, "/theodoi KN7-4XQ-M23", address=address))[-1].text
    assert told == say.too_many_codes.format(minutes=1)


@pytest.mark.parametrize("said", ["tui đâu có tố cáo ai", "bỏ đi, tui đâu có tố cáo ai, tui hỏi giấy khai sinh"])
def test_a_denial_loses_no_draft_that_somebody_worked_on(an: PetitionChat, said: str) -> None:
    """Whatever it says, what was written goes only where its writer presses that it is to go."""
    to_review(an)
    an.say(said)
    assert an.labels()[-3:] == [WORDS.petitions.filing.resume, WORDS.petitions.filing.anew, WORDS.petitions.filing.cancel]
    an.press(WORDS.petitions.filing.resume)
    assert LIGHT in an.shown[-1].text
    an.say(said)
    an.press(WORDS.petitions.filing.cancel)
    assert an.say("/huy") == WORDS.menu.nothing_open
