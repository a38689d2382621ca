"""Merging makes nobody wait longer: the earliest deadline is owed, on every page and in every figure."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, text

from bot.petitions.rules.listing import BoardQuery, Colour
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionState
from tests.petitions import AN, BINH, LIGHT, MONDAY, Office, done, filing
from tests.presence import found

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
TWO_WEEKS = 2 * WEEK  # ten working days: the time of `filing`


def held(here: Office, content: str, at: datetime, chat: object = AN) -> Petition:
    filed = here.room.intake.file(filing(content), chat, at)  # type: ignore[arg-type]
    assert isinstance(filed, PetitionFile)
    done(here.room.desk.forward(here.admin, filed.petition.id, here.roads.id, "", "đúng việc", at))
    return done(here.room.desk.claim(here.hoa, filed.petition.id, at))


def two(here: Office) -> tuple[Petition, Petition]:
    """The earlier one, and one of a week later, not merged yet."""
    return held(here, LIGHT, MONDAY, BINH), held(here, f"{LIGHT} lắm", MONDAY + WEEK)


def now(here: Office, petition: Petition) -> PetitionFile:
    return found(here.room.stores.petitions.get(petition.id))


def test_the_one_that_stays_is_owed_by_the_earliest_day(here: Office) -> None:
    earlier, later = two(here)
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, MONDAY + WEEK))
    assert now(here, later).petition.due == earlier.due < later.due
    days = here.room.desk.explain(here.hoa, later.id, MONDAY + WEEK)
    assert here.room.office.workdays().closing(days[-1].date) == earlier.due, "the days that are explained are those of that deadline"


def test_a_later_one_moves_nothing(here: Office) -> None:
    earlier, later = two(here)
    done(here.room.desk.merge(here.hoa, later.id, earlier.code, MONDAY + WEEK))
    assert now(here, earlier).petition.due == earlier.due


def test_who_is_late_is_late_still_and_is_warned_of(here: Office) -> None:
    earlier, later = two(here)
    at = earlier.due + DAY
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, at))
    assert here.room.desk.counts(here.hoa, MONDAY, at).late == 1
    assert now(here, later).petition.warn_at is not None
    here.room.reminders.warn(at.replace(hour=9))
    assert now(here, later).petition.warned == 3
    line = here.room.desk.page(here.hoa, BoardQuery(is_open=True), at).lines[0]
    assert (line.id, line.colour) == (later.id, Colour.LATE)


def test_its_answer_counts_for_both_each_by_its_own_clock(here: Office) -> None:
    earlier, later = two(here)
    at = earlier.due + DAY
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, at))
    done(here.room.desk.answer(here.hoa, later.id, "Đã thay đèn.", at))
    counts = here.room.desk.counts(here.admin, MONDAY, at)
    assert (counts.received, counts.answered, counts.on_time, counts.late) == (2, 2, 0, 0)
    assert here.room.stores.figures.received(MONDAY - DAY, at + DAY) == (2, 2, 0), "so do the figures of the half year"
    assert now(here, earlier).petition.answered == at


def test_a_pause_after_the_merge_is_no_lateness_of_either(here: Office) -> None:
    earlier, later = two(here)
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, MONDAY + WEEK))
    done(here.room.desk.ask(here.hoa, later.id, "Chỗ nào ạ?", MONDAY + WEEK))
    assert here.room.desk.counts(here.admin, MONDAY, MONDAY + 4 * WEEK).late == 0
    here.room.intake.add(later.id, AN, "Trước số 12", MONDAY + 4 * WEEK)
    moved = now(here, later).petition
    assert moved.state is PetitionState.IN_PROGRESS
    assert moved.due == earlier.due + 3 * WEEK, "as many days later as it stood still, by the earlier clock"
    done(here.room.desk.answer(here.hoa, later.id, "Đã thay đèn.", moved.due))
    assert here.room.stores.figures.received(MONDAY - DAY, moved.due + DAY) == (2, 2, 2)


def test_merging_into_one_that_waits_for_its_sender_hides_no_lateness(here: Office) -> None:
    earlier, later = two(here)
    done(here.room.desk.ask(here.hoa, later.id, "Chỗ nào ạ?", MONDAY + WEEK))
    at = earlier.due + DAY
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, at))
    assert here.room.desk.counts(here.admin, MONDAY, at).late == 1
    file = now(here, later)
    assert file.was_late
    assert not file.is_paused


def test_taken_apart_again_each_has_its_own_day(here: Office) -> None:
    earlier, later = two(here)
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, MONDAY + WEEK))
    done(here.room.desk.unmerge(here.hoa, earlier.id, MONDAY + WEEK + DAY / 2))
    assert (now(here, earlier).petition.due, now(here, later).petition.due) == (earlier.due, later.due)


def test_a_chain_of_merges_keeps_the_earliest(here: Office) -> None:
    earlier, later = two(here)
    last = held(here, f"{LIGHT} quá", MONDAY + WEEK + DAY)
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, MONDAY + WEEK + DAY))
    done(here.room.desk.merge(here.hoa, later.id, last.code, MONDAY + WEEK + DAY))
    assert now(here, last).petition.due == earlier.due


def test_a_day_off_moves_the_clock_of_the_merged_one_too(here: Office) -> None:
    earlier, later = two(here)
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, MONDAY + WEEK))
    off = (MONDAY + WEEK + DAY).date()
    assert here.room.desk.set_day(here.admin, off, True, "Nghỉ bù", MONDAY + WEEK)
    assert now(here, later).petition.due == earlier.due + DAY


def test_looked_at_again_it_has_its_own_new_time(here: Office) -> None:
    earlier, later = two(here)
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, MONDAY + WEEK))
    at = MONDAY + WEEK + DAY
    done(here.room.desk.answer(here.hoa, later.id, "Đã thay đèn.", at))
    here.room.intake.reopen(later.id, AN, "vẫn tối", at + DAY)
    again = now(here, later)
    assert again.petition.state is PetitionState.RECEIVED
    assert again.joined_clocks == ()
    assert again.petition.due > later.due


def test_what_was_merged_before_is_brought_up_by_the_migration(engine: Engine, here: Office) -> None:
    from importlib import import_module

    step = import_module("bot.database.migrations.versions.m0030_merged_answers")
    earlier, later = two(here)
    done(here.room.desk.merge(here.hoa, earlier.id, later.code, MONDAY + WEEK))
    with engine.begin() as connection:
        connection.execute(text("UPDATE petitions SET due = :due, warn_at = :due WHERE id = :id"), {"due": later.due, "id": later.id})
        connection.execute(text(step.EARLIEST))
    assert now(here, later).petition.due == earlier.due
    done(here.room.desk.answer(here.hoa, later.id, "Đã thay đèn.", MONDAY + WEEK + DAY))
    with engine.begin() as connection:
        connection.execute(text("UPDATE petitions SET answered = NULL WHERE id = :id"), {"id": earlier.id})
        connection.execute(text(step.ANSWERED))
    assert now(here, earlier).petition.answered == MONDAY + WEEK + DAY
