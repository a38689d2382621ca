"""What who sent a merged petition reads was read before by who let it out: nothing that a program hid names in leaves unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from bot.database.engine import read_session
from bot.messages import ChatId
from bot.people.staff import Staff
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.outcome import Outcome, RefusalReason
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionState, mark_of
from tests.petitions import AN, BINH, LIGHT, MONDAY, SENDER, Office, done, filing, letters, why
from tests.presence import found

DAY = timedelta(days=1)
NAMED = f"Thưa ông {SENDER.name}, đèn đã thay ngày 04/3."
UNREAD = RefusalReason.SHARED_UNREAD
WAYS: dict[str, Callable[[OfficerDesk, Staff, int, str], Outcome]] = {
    "answer": lambda desk, by, number, read: desk.answer(by, number, NAMED, MONDAY + DAY, read=read),
    "reject": lambda desk, by, number, read: desk.reject(by, number, NAMED, MONDAY + DAY, read=read),
}


def to_hoa(here: Office, chat: ChatId, content: str = LIGHT) -> Petition:
    filed = here.room.intake.file(filing(content), chat, MONDAY)
    assert isinstance(filed, PetitionFile)
    done(here.room.desk.forward(here.admin, filed.petition.id, here.roads.id, "", "đúng việc", MONDAY))
    return done(here.room.desk.claim(here.hoa, filed.petition.id, MONDAY))


def test_a_hole_in_a_sentence_reads_as_one_and_is_explained_once(here: Office, engine: Engine) -> None:
    stays, _ = two(here)
    say = here.room.desk._words
    shared = here.room.desk.shared(here.hoa, stays.id, NAMED)
    assert shared == "Thưa ông (tên đã che), đèn đã thay ngày 04/3."
    done(here.room.desk.answer(here.hoa, stays.id, NAMED, MONDAY + DAY, read=mark_of(shared)))
    with read_session(engine) as session:
        told = {row.key: row.text for row in session.execute(text("SELECT key, text FROM outbox WHERE channel = 'web' ORDER BY id"))}
    assert shared in told[BINH.key]
    assert told[BINH.key].count(say.told.masked) == 1
    assert say.told.masked not in told[AN.key], "who gets it word for word is told of nothing hidden"


def test_where_nothing_was_hidden_nothing_is_explained(here: Office, engine: Engine) -> None:
    stays, _ = two(here)
    done(here.room.desk.answer(here.hoa, stays.id, "Đèn đã thay ngày 04/3.", MONDAY + DAY))
    with read_session(engine) as session:
        told = session.execute(text("SELECT text FROM outbox WHERE channel = 'web' ORDER BY id")).scalars().all()
    assert not any(here.room.desk._words.told.masked in each for each in told)


def two(here: Office) -> tuple[Petition, Petition]:
    """The one that is answered, and one that was merged into it."""
    stays, goes = to_hoa(here, AN), to_hoa(here, BINH, f"{LIGHT} lắm")
    done(here.room.desk.merge(here.hoa, goes.id, stays.code, MONDAY))
    return stays, goes


def state(here: Office, petition: Petition) -> Petition:
    return found(here.room.stores.petitions.get(petition.id)).petition


@pytest.mark.parametrize("way", WAYS)
def test_words_in_which_a_name_is_hidden_for_others_leave_only_after_they_were_read(here: Office, engine: Engine, way: str) -> None:
    stays, _ = two(here)
    desk = here.room.desk
    before = letters(engine, BINH)
    assert why(WAYS[way](desk, here.hoa, stays.id, "")) is UNREAD
    assert why(WAYS[way](desk, here.hoa, stays.id, mark_of("Lời khác"))) is UNREAD, "read was something else"
    assert letters(engine, BINH) == before
    shared = desk.shared(here.hoa, stays.id, NAMED)
    assert SENDER.name not in shared
    done(WAYS[way](desk, here.hoa, stays.id, mark_of(shared)))
    assert shared in letters(engine, BINH)[-1], "word for word what was read"
    assert NAMED in letters(engine, AN)[-1]


def test_words_that_everybody_reads_alike_leave_at_once(here: Office, engine: Engine) -> None:
    stays, _ = two(here)
    assert here.room.desk.shared(here.hoa, stays.id, "Đèn đã thay.") == ""
    done(here.room.desk.answer(here.hoa, stays.id, "Đèn đã thay.", MONDAY + DAY))
    assert "Đèn đã thay." in letters(engine, BINH)[-1]


def test_the_leader_reads_beside_the_draft_how_the_others_will_read_it_and_that_leaves(signing: Office, engine: Engine) -> None:
    stays, goes = two(signing)
    desk = signing.room.desk
    drafted = done(desk.draft(signing.hoa, stays.id, NAMED, MONDAY + DAY))
    asked = letters(engine, signing.leader.chat)[-1]
    assert NAMED in asked
    assert drafted.draft_shared in asked
    assert SENDER.name not in drafted.draft_shared
    signed = done(desk.approve(signing.leader, stays.id, MONDAY + DAY, shown=drafted.draft_mark))
    done(desk.answer(signing.hoa, stays.id, "", MONDAY + DAY, shown=signed.draft_mark))
    assert drafted.draft_shared in letters(engine, BINH)[-1]
    assert state(signing, goes).answer == drafted.draft_shared


def test_what_the_leader_changes_is_read_again_as_the_others_will_read_it(signing: Office) -> None:
    stays, _ = two(signing)
    desk, other = signing.room.desk, f"Ông {SENDER.name} yên tâm: đèn đã thay."
    done(desk.draft(signing.hoa, stays.id, NAMED, MONDAY + DAY))
    assert why(desk.approve(signing.leader, stays.id, MONDAY + DAY, text=other)) is UNREAD
    shared = desk.shared(signing.leader, stays.id, other)
    assert done(desk.approve(signing.leader, stays.id, MONDAY + DAY, text=other, read=mark_of(shared))).draft_shared == shared


def test_a_petition_that_is_merged_in_after_the_signature_has_it_signed_again(signing: Office, engine: Engine) -> None:
    stays, goes, desk = to_hoa(signing, AN), to_hoa(signing, BINH, f"{LIGHT} lắm"), signing.room.desk
    drafted = done(desk.draft(signing.hoa, stays.id, NAMED, MONDAY + DAY))
    signed = done(desk.approve(signing.leader, stays.id, MONDAY + DAY, shown=drafted.draft_mark))
    assert signed.state is PetitionState.APPROVED
    done(desk.merge(signing.hoa, goes.id, stays.code, MONDAY + DAY))
    assert state(signing, stays).state is PetitionState.DRAFTED
    assert why(desk.answer(signing.hoa, stays.id, "", MONDAY + DAY)) is RefusalReason.NEEDS_APPROVAL
    asked = letters(engine, signing.leader.chat)[-1]
    assert goes.code in asked
    assert "đã gộp vào đây sẽ đọc" in asked
    old = desk.approve(signing.leader, stays.id, MONDAY + DAY, shown=drafted.draft_mark)
    assert why(old) is RefusalReason.STALE, "the button under the draft that had no merged ones signs nothing"
    again = done(desk.approve(signing.leader, stays.id, MONDAY + DAY, shown=state(signing, stays).draft_mark))
    done(desk.answer(signing.hoa, stays.id, "", MONDAY + DAY))
    assert again.draft_shared in letters(engine, BINH)[-1]


def test_what_was_signed_leaves_though_the_sender_had_their_name_deleted_meanwhile(signing: Office, engine: Engine) -> None:
    """Nothing would hide the name any more: what was read is what goes."""
    stays, goes = two(signing)
    desk = signing.room.desk
    drafted = done(desk.draft(signing.hoa, stays.id, f"{SENDER.name} báo đúng, đèn đã thay.", MONDAY + DAY))
    done(desk.approve(signing.leader, stays.id, MONDAY + DAY, shown=drafted.draft_mark))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM petition_people WHERE petition = :number"), {"number": stays.id})
    done(desk.answer(signing.hoa, stays.id, "", MONDAY + DAY))
    joined = state(signing, goes)
    assert joined.answer == drafted.draft_shared
    assert SENDER.name not in joined.answer


def test_the_time_line_tells_staff_and_nobody_else_what_was_merged_into_it(here: Office) -> None:
    stays, goes = two(here)
    line = next(event for event in found(here.room.stores.petitions.get(stays.id)).events if event.move == "join")
    assert (line.why, line.is_public) == (goes.code, False)
    sight = found(here.room.intake.sight(stays.id, AN))
    assert goes.code not in repr(sight)


def test_what_lies_where_a_leader_signs_is_merged_into_nothing_that_nobody_signs(signing: Office) -> None:
    """The unit that coordinates answers its own without a signature: its officer would send the other's sender words of their own."""
    desk, goes = signing.room.desk, to_hoa(signing, BINH, f"{LIGHT} lắm")
    stays = signing.room.intake.file(filing(), AN, MONDAY)
    assert isinstance(stays, PetitionFile)
    done(desk.claim(signing.clerk, stays.petition.id, MONDAY))
    assert why(desk.merge(signing.clerk, goes.id, stays.petition.code, MONDAY)) is RefusalReason.NEEDS_LEADER
    done(desk.merge(signing.admin, goes.id, stays.petition.code, MONDAY))
