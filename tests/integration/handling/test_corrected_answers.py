"""A wrong answer that was sent: corrected as another one, signed where answers are signed, told to whoever had the first, the first kept."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from bot.messages import ChatId
from bot.people.staff import Staff
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.rules.outcome import RefusalReason
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionState
from bot.petitions.rules.published import RegisterQuery
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.workflow import REOPEN_DAYS
from tests.petitions import AN, BINH, MONDAY, WORDS, Office, done, filing, letters, why

WRONG, RIGHT = "Đã thay bóng đèn ngày 2/3.", "Đã thay bóng đèn ngày 12/3; hôm 2/3 mới kiểm tra."
DAY = timedelta(days=1)
LATER = MONDAY + 2 * DAY


def answered(here: Office, chat: ChatId = AN) -> Petition:
    """Hoa of the roads answered WRONG, signed by the leader where that is asked."""
    filed = here.room.intake.file(filing(), chat, MONDAY)
    assert isinstance(filed, PetitionFile)
    desk, number = here.room.desk, filed.petition.id
    done(desk.forward(here.clerk, number, here.roads.id, "", "đúng thẩm quyền", MONDAY))
    done(desk.claim(here.hoa, number, MONDAY))
    done(desk.draft(here.hoa, number, WRONG, MONDAY + DAY))
    done(desk.approve(here.leader, number, MONDAY + DAY))
    return done(desk.answer(here.leader, number, "", MONDAY + DAY))


def whole(here: Office, petition: Petition) -> PetitionFile:
    found = here.room.stores.petitions.get(petition.id)
    assert found
    return found


def may(here: Office, staff: Staff, petition: Petition) -> frozenset[Transition]:
    seen = here.room.desk.see(staff, petition.id, LATER)
    assert isinstance(seen, SeenPetition)
    return seen.may


def test_the_sender_gets_the_right_answer_with_an_apology_and_the_first_stays_in_the_time_line(here: Office, engine: Engine) -> None:
    petition = answered(here)
    corrected = done(here.room.desk.correct(here.hoa, petition.id, RIGHT, LATER))
    assert (corrected.state, corrected.answer) == (PetitionState.ANSWERED, RIGHT)
    assert corrected.answered == petition.answered, "the day of the first answer counts: nobody becomes punctual by a correction"
    told = letters(engine, AN)[-1]
    assert RIGHT in told
    assert "xin lỗi" in told
    given = [(event.move, event.why, event.who) for event in whole(here, petition).events if event.move in ("answer", "correct")]
    assert given == [("answer", WRONG, here.leader.actor), ("correct", RIGHT, here.hoa.actor)]


def test_who_only_follows_hears_that_it_was_corrected_and_not_what(here: Office, engine: Engine) -> None:
    petition = answered(here)
    here.room.stores.petitions.follow(petition.id, BINH, LATER)
    done(here.room.desk.correct(here.hoa, petition.id, RIGHT, LATER))
    told = letters(engine, BINH)[-1]
    assert "đã đính chính" in told
    assert RIGHT not in told


def test_where_answers_are_signed_the_officer_proposes_and_nothing_leaves_before_the_leader_signs(signing: Office, engine: Engine) -> None:
    petition, desk = answered(signing), signing.room.desk
    assert Transition.CORRECT not in may(signing, signing.hoa, petition)
    assert why(desk.correct(signing.hoa, petition.id, RIGHT, LATER)) is RefusalReason.NEEDS_APPROVAL
    before = letters(engine, AN)
    proposed = done(desk.revise(signing.hoa, petition.id, RIGHT, LATER))
    assert (proposed.answer, proposed.draft) == (WRONG, RIGHT)
    assert letters(engine, AN) == before, "the citizen hears nothing yet"
    assert signing.leader.chat
    asked = letters(engine, signing.leader.chat)[-1]
    assert WRONG in asked
    assert RIGHT in asked
    assert why(desk.correct(signing.leader, petition.id, "", LATER, shown="0123456789")) is RefusalReason.STALE, "signs what was read"
    signed = done(desk.correct(signing.leader, petition.id, "", LATER, shown=proposed.draft_mark))
    assert (signed.answer, signed.draft) == (RIGHT, "")
    assert RIGHT in letters(engine, AN)[-1]
    assert signing.hoa.chat
    assert RIGHT in letters(engine, signing.hoa.chat)[-1]


def test_a_correction_that_is_not_signed_leaves_the_answer_as_it_was(signing: Office, engine: Engine) -> None:
    petition, desk = answered(signing), signing.room.desk
    assert why(desk.keep(signing.leader, petition.id, "Không sai", LATER)) is RefusalReason.NOT_NOW, "nothing was proposed"
    done(desk.revise(signing.hoa, petition.id, RIGHT, LATER))
    assert Transition.KEEP in may(signing, signing.leader, petition)
    assert Transition.KEEP not in may(signing, signing.hoa, petition)
    before = letters(engine, AN)
    kept = done(desk.keep(signing.leader, petition.id, "Ngày trong câu cũ là đúng", LATER))
    assert (kept.answer, kept.draft) == (WRONG, "")
    assert letters(engine, AN) == before
    assert signing.hoa.chat
    assert "Ngày trong câu cũ là đúng" in letters(engine, signing.hoa.chat)[-1]


def test_the_same_words_are_no_correction(here: Office) -> None:
    petition = answered(here)
    assert why(here.room.desk.correct(here.hoa, petition.id, f" {WRONG} ", LATER)) is RefusalReason.SAME_TEXT
    assert why(here.room.desk.revise(here.hoa, petition.id, WRONG, LATER)) is RefusalReason.SAME_TEXT
    assert why(here.room.desk.correct(here.hoa, petition.id, "", LATER)) is RefusalReason.NO_REASON


def test_the_register_shows_the_wrong_answer_no_more_and_offers_the_right_one(here: Office) -> None:
    petition, desk, register = answered(here), here.room.desk, here.room.register
    done(desk.publish(here.hoa, petition.id, "Đèn hỏng", WRONG, MONDAY + DAY))
    assert register.leaf(RegisterQuery()).entries
    done(desk.correct(here.hoa, petition.id, RIGHT, LATER))
    assert not register.leaf(RegisterQuery()).entries, "nobody reads there what was wrong"
    assert desk.suggested(here.hoa, petition.id) == ("Đèn hỏng", RIGHT)
    done(desk.publish(here.hoa, petition.id, "Đèn hỏng", RIGHT, LATER))
    assert [entry.answer for entry in register.leaf(RegisterQuery()).entries] == [RIGHT]


def test_whose_petition_was_merged_gets_the_correction_too(here: Office, engine: Engine) -> None:
    desk = here.room.desk
    other = here.room.intake.file(filing("Đèn đường thôn 3 tắt cả tháng nay, các cháu đi học tối om"), BINH, MONDAY)
    filed = here.room.intake.file(filing(), AN, MONDAY)
    assert isinstance(other, PetitionFile)
    assert isinstance(filed, PetitionFile)
    done(desk.merge(here.admin, other.petition.id, filed.petition.code, MONDAY))
    done(desk.claim(here.clerk, filed.petition.id, MONDAY))
    done(desk.answer(here.clerk, filed.petition.id, WRONG, MONDAY))
    done(desk.correct(here.clerk, filed.petition.id, RIGHT, LATER))
    assert [RIGHT in told for told in letters(engine, BINH)[-2:]] == [False, True], "once, under its own code"
    assert whole(here, other.petition).petition.answer == RIGHT


def test_from_the_corrected_answer_on_the_sender_has_the_whole_time_to_ask_for_a_second_look(here: Office) -> None:
    petition, intake = answered(here), here.room.intake
    assert petition.answered
    last = petition.answered + timedelta(days=REOPEN_DAYS) - DAY
    done(here.room.desk.correct(here.hoa, petition.id, RIGHT, last))
    assert intake.close_old(last + 2 * DAY) == 0, "not closed over the head of who has just got another answer"
    done(here.room.desk.revise(here.hoa, petition.id, "Câu thứ ba", last + DAY))
    reopened = done(intake.reopen(petition.id, AN, "Vẫn tắt", last + timedelta(days=REOPEN_DAYS)))
    assert reopened.draft == "", "what was proposed for the old answer is not the draft of the new one"


def test_nobody_corrects_what_was_not_answered_or_is_not_theirs(here: Office) -> None:
    filed = here.room.intake.file(filing("Rác ở chợ không ai gom"), AN, MONDAY)
    assert isinstance(filed, PetitionFile)
    assert why(here.room.desk.correct(here.clerk, filed.petition.id, RIGHT, LATER)) is RefusalReason.NOT_NOW
    petition = answered(here, BINH)
    assert why(here.room.desk.correct(here.lan, petition.id, RIGHT, LATER)) is RefusalReason.NOT_YOURS


def test_every_sentence_of_a_correction_fits_one_message() -> None:
    told, longest = WORDS.petitions.told, "x" * 3_000
    for sentence in (told.correct, told.correct_merged, told.corrected_staff):
        assert len(sentence.format(code="KN2-ABC-DEF", why=longest)) <= 4_096
    assert len(told.revised_staff.format(code="KN2-ABC-DEF", answer="x" * 500, draft=longest)) <= 4_096
