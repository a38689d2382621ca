"""What officers type at the bot: it goes to a citizen only after they have seen it, and never when they had gone on to something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.database.engine import read_session
from bot.frontdesk import FrontDesk
from bot.petitions.rules.moves import UNFILLED
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import PetitionFile, PetitionState
from bot.petitions.windows.wanted_words import TO_CITIZENS
from bot.petitions.windows.working import IDLE
from tests.integration.filing.test_petition_windows import PetitionChat, filed, of_staff, windows_over
from tests.petitions import BINH, GROUP, LIGHT, MONDAY, SENDER, WORDS, Office, filing
from tests.presence import found

QUESTION = "Đèn số mấy, thưa bác?"
ENDED = WORDS.desk.staff_ended


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[Office, FrontDesk]]:
    yield from windows_over(tmp_path)


@pytest.fixture
def hoa(here: tuple[Office, FrontDesk]) -> PetitionChat:
    """An officer who holds petition 1."""
    made = here[0]
    number = filed(here).petition.id
    made.room.desk.forward(made.clerk, number, made.roads.id, "", "x", MONDAY)
    talk = of_staff(here, made.hoa)
    talk.act(f"w:claim:{number}")
    return talk


def state(here: tuple[Office, FrontDesk]) -> PetitionState:
    return found(here[0].room.stores.petitions.get(1)).petition.state


def told(here: tuple[Office, FrontDesk]) -> str:
    with read_session(here[0].room.stores.board._engine) as session:
        return str(session.execute(text("SELECT text FROM outbox WHERE channel = 'web' AND key = 'an'")).all())


def test_a_question_to_the_sender_is_shown_first_and_goes_at_a_press(here: tuple[Office, FrontDesk], hoa: PetitionChat) -> None:
    hoa.press("Hỏi lại")
    shown = hoa.say("Đèn số mấy?\nỞ ngõ nào?")
    assert "“Đèn số mấy?\nỞ ngõ nào?”" in shown, "as it will be read, line for line"
    assert hoa.labels() == ["Gửi", "Bỏ"]
    assert state(here) is PetitionState.IN_PROGRESS
    assert "Đèn số mấy" not in told(here)
    assert "Chờ người gửi" in hoa.press("Gửi")
    assert "Đèn số mấy?" in told(here)


@pytest.mark.parametrize("words", ["Sẽ sửa ở {nơi}.", "Kính gửi {tên người gửi}, đã sửa xong."])
def test_words_with_a_place_that_nobody_filled_in_go_to_nobody(here: tuple[Office, FrontDesk], hoa: PetitionChat, words: str) -> None:
    desk, officer = here[0].room.desk, here[0].hoa
    for act in (desk.ask, desk.answer, desk.draft, desk.reject):
        outcome = act(officer, 1, words, hoa.at)
        assert isinstance(outcome, NotDone)
        assert outcome.why is RefusalReason.UNFILLED
    assert isinstance(desk.note(officer, 1, words, hoa.at), Done), "a note is read by the staff alone"
    assert state(here) is PetitionState.IN_PROGRESS


def test_what_is_left_goes_to_nobody(here: tuple[Office, FrontDesk], hoa: PetitionChat) -> None:
    hoa.press("Hỏi lại")
    hoa.say(QUESTION)
    hoa.press("Bỏ")
    assert hoa.say("chào trợ lý") == "hỏi: chào trợ lý"
    assert state(here) is PetitionState.IN_PROGRESS


def test_words_written_again_take_the_place_and_the_button_under_the_old_ones_sends_nothing(
    here: tuple[Office, FrontDesk], hoa: PetitionChat
) -> None:
    hoa.press("Trả lời")
    hoa.say("Đã thay đèn số 8.")
    old = hoa.shown[-1].rows[0][0].action
    hoa.say("Đã thay đèn số 7.")
    assert hoa.forge(old) == WORDS.petitions.working.not_waiting
    hoa.act("w:go:0000000000")
    assert state(here) is PetitionState.IN_PROGRESS
    hoa.act("w:see:1")
    hoa.press("Trả lời")
    hoa.say("Đã thay đèn số 7.")
    hoa.press("Gửi")
    assert "số 7" in told(here)
    assert "số 8" not in told(here)


@pytest.mark.parametrize("other", ["/viec", "/trogiup", "/dangnhap"])
def test_a_command_ends_what_waits_for_words(here: tuple[Office, FrontDesk], hoa: PetitionChat, other: str) -> None:
    hoa.press("Hỏi lại")
    assert ENDED in hoa.say(other)
    assert hoa.say("nhớ họp lúc 2 giờ") == "hỏi: nhớ họp lúc 2 giờ"
    assert state(here) is PetitionState.IN_PROGRESS
    assert "họp" not in told(here)


def test_a_button_of_something_else_ends_it_and_words_that_were_shown_wait_for_their_own_button(
    here: tuple[Office, FrontDesk], hoa: PetitionChat
) -> None:
    hoa.press("Trả lời")
    assert ENDED in hoa.act("w:see:1")
    assert hoa.say("nhớ họp lúc 2 giờ") == "hỏi: nhớ họp lúc 2 giờ"
    hoa.act("w:answer:1")
    hoa.say("Đã thay đèn.")
    shown = hoa.shown[-1].rows[0][0].action
    hoa.say("/viec")
    assert hoa.say("nhớ họp lúc 2 giờ") == "hỏi: nhớ họp lúc 2 giờ", "what is typed then is no part of it"
    assert state(here) is PetitionState.IN_PROGRESS
    hoa.forge(shown)
    assert state(here) is PetitionState.ANSWERED
    assert found(here[0].room.stores.petitions.get(1)).petition.answer == "Đã thay đèn."


def test_after_a_long_pause_a_message_is_one_like_any_other(here: tuple[Office, FrontDesk], hoa: PetitionChat) -> None:
    hoa.press("Trả lời")
    hoa.at += IDLE + timedelta(seconds=1)
    assert hoa.say("Đã thay đèn.") == "hỏi: Đã thay đèn."


def test_a_note_that_no_citizen_reads_is_written_at_once(here: tuple[Office, FrontDesk], hoa: PetitionChat) -> None:
    hoa.press("Ghi chú")
    hoa.say("chờ vật tư")
    assert "chờ vật tư" in str(found(here[0].room.stores.petitions.get(1)).events)


def test_every_act_whose_words_citizens_read_is_shown_first() -> None:
    """What the window says of the words that it asks for tells who reads them: the two agree."""
    say = WORDS.petitions.working
    for verb in (*TO_CITIZENS, "draft", "note", "return"):
        sentence: str = getattr(say, f"say_{verb}")
        is_read = any(words in sentence for words in ("gửi người dân", "Người gửi sẽ", "Người gửi nhận"))
        assert is_read == (verb in TO_CITIZENS), verb


@pytest.fixture
def signing(tmp_path: Path) -> Iterator[tuple[Office, FrontDesk]]:
    """Where a leader signs."""
    yield from windows_over(tmp_path, needs_approval=True)


@pytest.mark.parametrize(
    ("pressed", "approves"), [("Trình câu hỏi", "Duyệt và gửi câu hỏi"), ("Trình không tiếp nhận", "Duyệt, gửi lý do, kết thúc")]
)
def test_where_a_leader_signs_an_officer_proposes_and_the_leader_lets_it_out(
    signing: tuple[Office, FrontDesk], pressed: str, approves: str
) -> None:
    made, number = signing[0], filed(signing).petition.id
    made.room.desk.forward(made.clerk, number, made.roads.id, "", "x", MONDAY)
    officer, leader = of_staff(signing, made.hoa), of_staff(signing, made.leader)
    officer.act(f"w:claim:{number}")
    assert "Hỏi lại" not in officer.labels()
    assert "trình lãnh đạo duyệt" in officer.press(pressed)
    officer.say(QUESTION)
    assert state(signing) is PetitionState.DRAFTED
    assert QUESTION not in told(signing)
    assert QUESTION in leader.act(f"w:see:{number}")
    leader.press(approves)
    assert QUESTION in told(signing)


@pytest.mark.parametrize(("verb", "words"), [("ask", "trình lãnh đạo duyệt"), ("reject", "trình lãnh đạo duyệt")])
def test_the_button_of_a_card_that_is_for_everybody_the_same_proposes_where_a_leader_signs(
    signing: tuple[Office, FrontDesk], verb: str, words: str
) -> None:
    made, number = signing[0], filed(signing).petition.id
    made.room.desk.forward(made.clerk, number, made.roads.id, "", "x", MONDAY)
    officer = of_staff(signing, made.hoa)
    officer.act(f"w:claim:{number}")
    assert words in officer.act(f"w:{verb}:{number}")


def test_what_others_will_read_in_other_words_is_shown_with_the_answer_and_goes_with_the_same_press(
    here: tuple[Office, FrontDesk], hoa: PetitionChat
) -> None:
    made = here[0]
    other = made.room.intake.file(filing(f"{LIGHT} lắm"), BINH, MONDAY)
    assert isinstance(other, PetitionFile)
    made.room.desk.forward(made.clerk, other.petition.id, made.roads.id, "", "x", MONDAY)
    made.room.desk.merge(made.hoa, other.petition.id, found(made.room.stores.petitions.get(1)).petition.code, MONDAY)
    hoa.act("w:answer:1")
    shown = hoa.say(f"Thưa ông {SENDER.name}, đèn đã thay.")
    first, _, others = shown.partition(WORDS.petitions.working.first_shown_merged)
    assert SENDER.name in first
    assert "đèn đã thay" in others
    assert SENDER.name not in others
    hoa.press("Gửi")
    assert state(here) is PetitionState.ANSWERED


def test_one_that_was_merged_in_after_the_words_were_shown_has_them_shown_again(here: tuple[Office, FrontDesk], hoa: PetitionChat) -> None:
    made = here[0]
    hoa.act("w:answer:1")
    hoa.say(f"Thưa ông {SENDER.name}, đèn đã thay.")
    other = made.room.intake.file(filing(f"{LIGHT} lắm"), BINH, MONDAY)
    assert isinstance(other, PetitionFile)
    made.room.desk.merge(made.admin, other.petition.id, found(made.room.stores.petitions.get(1)).petition.code, MONDAY)
    assert WORDS.petitions.working.first_shown_merged in hoa.press("Gửi")
    assert state(here) is PetitionState.IN_PROGRESS
    hoa.press("Gửi")
    assert state(here) is PetitionState.ANSWERED


def test_in_the_group_nothing_goes_that_others_would_read_in_words_nobody_saw(here: tuple[Office, FrontDesk], hoa: PetitionChat) -> None:
    made = here[0]
    other = made.room.intake.file(filing(f"{LIGHT} lắm"), BINH, MONDAY)
    assert isinstance(other, PetitionFile)
    made.room.desk.merge(made.admin, other.petition.id, found(made.room.stores.petitions.get(1)).petition.code, MONDAY)
    group = PetitionChat(here[1], GROUP, person=hoa.chat)
    group.say(f"Thưa ông {SENDER.name}, đèn đã thay.", reply_to="77")
    assert WORDS.petitions.refusals[RefusalReason.SHARED_UNREAD] in group.press("Gửi trả lời")
    assert state(here) is PetitionState.IN_PROGRESS
    group.say("Đèn đã thay.", reply_to="77")
    group.press("Gửi trả lời")
    assert state(here) is PetitionState.ANSWERED, "words that everybody reads alike go as before"


@pytest.mark.parametrize(
    "left", ["{nơi nộp (ghi rõ)}", "{ngày…}", "{họ & tên}", "{nơi nộp?}", "Nộp tại {nơi nộp", "[điền nơi]", "[ghi rõ ngày hẹn]"]
)
def test_a_place_of_a_template_is_unfilled_whatever_stands_in_it(left: str) -> None:
    assert UNFILLED.search(f"Kính gửi ông bà. {left}")


@pytest.mark.parametrize(
    "said", ["Nộp tại bộ phận một cửa.", "Mã ${7*7} {{7*7}}", "[số điện thoại đã che]", "Hồ sơ gồm: (1) đơn; (2) căn cước."]
)
def test_other_brackets_are_no_place(said: str) -> None:
    assert UNFILLED.search(said) is None
