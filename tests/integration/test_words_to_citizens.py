"""What officers type at the bot: it goes to a citizen only after they have seen it, and never when they had gone on to something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.database.engine import read_session
from bot.frontdesk import FrontDesk
from bot.petitions.rules.petition import PetitionState
from bot.petitions.windows.wanted_words import TO_CITIZENS
from bot.petitions.windows.working import IDLE
from tests.integration.test_petition_windows import Talk, filed, of_staff, windows_over
from tests.petitions import MONDAY, WORDS, Office
from tests.presence import found

QUESTION = "Đèn số mấy, thưa bác?"
ENDED = WORDS.desk.staff_ended


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[Office, FrontDesk]]:
    yield from windows_over(tmp_path)


@pytest.fixture
def hoa(here: tuple[Office, FrontDesk]) -> Talk:
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


def test_a_question_to_the_sender_is_shown_first_and_goes_at_a_press(here: tuple[Office, FrontDesk], hoa: Talk) -> None:
    hoa.press("Hỏi lại")
    shown = hoa.say("Đèn số mấy?\nỞ ngõ nào?")
    assert "“Đèn số mấy?\nỞ ngõ nào?”" in shown, "as it will be read, line for line"
    assert hoa.labels() == ["Gửi", "Bỏ"]
    assert state(here) is PetitionState.IN_PROGRESS
    assert "Đèn số mấy" not in told(here)
    assert "Chờ người gửi" in hoa.press("Gửi")
    assert "Đèn số mấy?" in told(here)


def test_what_is_left_goes_to_nobody(here: tuple[Office, FrontDesk], hoa: Talk) -> None:
    hoa.press("Hỏi lại")
    hoa.say(QUESTION)
    hoa.press("Bỏ")
    assert hoa.say("chào trợ lý") == "hỏi: chào trợ lý"
    assert state(here) is PetitionState.IN_PROGRESS


def test_words_written_again_take_the_place_and_the_button_under_the_old_ones_sends_nothing(
    here: tuple[Office, FrontDesk], hoa: Talk
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
def test_a_command_ends_what_waits_for_words(here: tuple[Office, FrontDesk], hoa: Talk, other: str) -> None:
    hoa.press("Hỏi lại")
    assert ENDED in hoa.say(other)
    assert hoa.say("nhớ họp lúc 2 giờ") == "hỏi: nhớ họp lúc 2 giờ"
    assert state(here) is PetitionState.IN_PROGRESS
    assert "họp" not in told(here)


def test_a_button_of_something_else_ends_it_and_so_does_it_once_the_words_are_shown(here: tuple[Office, FrontDesk], hoa: Talk) -> None:
    hoa.press("Trả lời")
    assert ENDED in hoa.act("w:see:1")
    assert hoa.say("nhớ họp lúc 2 giờ") == "hỏi: nhớ họp lúc 2 giờ"
    hoa.act("w:answer:1")
    hoa.say("Đã thay đèn.")
    shown = hoa.shown[-1].rows[0][0].action
    assert ENDED in hoa.say("/viec")
    assert hoa.forge(shown) == WORDS.petitions.working.not_waiting
    assert state(here) is PetitionState.IN_PROGRESS


def test_after_a_long_pause_a_message_is_one_like_any_other(here: tuple[Office, FrontDesk], hoa: Talk) -> None:
    hoa.press("Trả lời")
    hoa.at += IDLE + timedelta(seconds=1)
    assert hoa.say("Đã thay đèn.") == "hỏi: Đã thay đèn."


def test_a_note_that_no_citizen_reads_is_written_at_once(here: tuple[Office, FrontDesk], hoa: Talk) -> None:
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
