"""The public register: what officers confirmed, found by its own words, and nothing of what they hid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.petitions.rules.petition import Petition, PetitionFile, PetitionKind
from bot.petitions.rules.published import RegisterQuery
from bot.petitions.store.register import RegisterBook
from tests.petitions import AN, MONDAY, Office, done, filing

DAY = timedelta(days=1)
RAW = "Ông Nguyễn Văn Tèo ở số 12 Lê Lợi đổ rác ra đường, số máy 0912345678"
SHOWN, REPLY = "Ông [tên] đổ rác ra đường", "Đã nhắc nhở và thu gom."


def answered(here: Office, content: str = RAW, kind: PetitionKind = PetitionKind.OTHER, at: datetime = MONDAY) -> Petition:
    filed = here.room.intake.file(filing(content, kind), AN, at)
    assert isinstance(filed, PetitionFile), filed
    done(here.room.desk.claim(here.admin, filed.petition.id, at))
    return done(here.room.desk.answer(here.admin, filed.petition.id, REPLY, at + 2 * DAY))


def published(
    here: Office, content: str = RAW, shown: str = SHOWN, kind: PetitionKind = PetitionKind.OTHER, at: datetime = MONDAY
) -> Petition:
    petition = answered(here, content, kind, at)
    return done(here.room.desk.publish(here.admin, petition.id, shown, REPLY, at + 3 * DAY))


def found(here: Office, **wanted: Any) -> list[int]:
    return [entry.number for entry in here.room.register.leaf(replace(RegisterQuery(), **wanted)).entries]


def test_what_is_published_is_shown_with_its_unit_and_the_days_it_took(here: Office) -> None:
    petition = published(here)
    entry = here.room.register.entry(petition.id)
    assert entry is not None
    assert (entry.question, entry.answer, entry.unit, entry.days) == (SHOWN, REPLY, "Văn phòng", 2)
    assert here.room.register.number_of(petition.code.replace("-", "").lower()) == petition.id
    assert petition.code not in repr(entry)
    assert here.room.register.leaf(RegisterQuery()).entries == (entry,)
    assert here.room.register.units() == {here.reception.id: "Văn phòng"}


def test_what_is_not_published_is_not_there_whatever_the_code(here: Office) -> None:
    petition = answered(here)
    for code in (petition.code, "KN7-4XQ-M3P", "", "nonsense", "KN" * 500, "\0"):
        assert here.room.register.number_of(code) is None
    assert here.room.register.entry(petition.id) is None
    assert found(here) == []


def test_taken_back_it_is_gone(here: Office) -> None:
    petition = published(here)
    done(here.room.desk.unpublish(here.admin, petition.id, MONDAY + 4 * DAY))
    assert here.room.register.entry(petition.id) is None
    assert found(here, text="rác") == []


def test_one_that_is_looked_at_again_is_shown_again_only_when_its_new_answer_is(here: Office) -> None:
    petition = published(here)
    done(here.room.intake.reopen(petition.id, AN, "Rác vẫn còn", MONDAY + 4 * DAY))
    assert found(here) == []
    done(here.room.desk.claim(here.clerk, petition.id, MONDAY + 7 * DAY))
    done(here.room.desk.answer(here.clerk, petition.id, "Đã dọn hẳn.", MONDAY + 8 * DAY))
    assert found(here) == [], "the old answer is not the answer any more"
    done(here.room.desk.publish(here.admin, petition.id, SHOWN, "Đã dọn hẳn.", MONDAY + 9 * DAY))
    entry = here.room.register.entry(petition.id)
    assert entry is not None
    assert (entry.answer, entry.is_reopened) == ("Đã dọn hẳn.", True)


@pytest.mark.parametrize("words", ["đổ rác", "DO RAC", "rác đường", "nhắc nhở", "thu gom"])
def test_it_is_found_by_what_is_shown_with_marks_or_without(here: Office, words: str) -> None:
    petition = published(here)
    assert found(here, text=words) == [petition.id]


@pytest.mark.parametrize("words", ["Tèo", "Nguyễn", "0912345678", "Lê Lợi", "xã Hòa Bình", "%", "'; DROP TABLE petitions", "\ud800 \0"])
def test_what_was_hidden_cannot_be_guessed_by_searching(here: Office, words: str) -> None:
    published(here)
    assert found(here, text=words) == []


def test_filters_narrow_by_kind_unit_and_procedure(here: Office) -> None:
    one = published(here, "Cổng dịch vụ công báo lỗi khi nộp hồ sơ", "Cổng báo lỗi", PetitionKind.ONLINE_SERVICE)
    other = published(here)
    done(here.room.desk.link(here.admin, one.id, "1.001193", MONDAY + 5 * DAY))
    assert found(here, kind=PetitionKind.ONLINE_SERVICE) == [one.id]
    assert found(here, procedures=frozenset({"1.001193"})) == [one.id]
    assert found(here, procedures=frozenset()) == []
    assert found(here, unit=here.reception.id, kind=PetitionKind.OTHER) == [other.id]
    assert found(here, unit=here.roads.id) == []
    assert here.room.register.procedures() == {"1.001193"}


def test_pages_follow_one_another_newest_first_without_gap_or_repeat(here: Office) -> None:
    numbers = [published(here, f"{RAW} lần {number}", at=MONDAY + number * 7 * DAY).id for number in range(7)]
    seen: list[int] = []
    cursor = ""
    while True:
        leaf = here.room.register.leaf(RegisterQuery(after=cursor, limit=3))
        seen += [entry.number for entry in leaf.entries]
        if not (cursor := leaf.next):
            break
    assert seen == numbers[::-1]


@pytest.mark.parametrize(
    "cursor", ["x", "|", "2026-03-02|1", "2026-03-02T00:00:00+00:00|" + "9" * 30, "2026-03-02T00:00:00+00:00|-1", "\0|1"]
)
def test_a_cursor_that_is_none_is_the_first_page(here: Office, cursor: str) -> None:
    petition = published(here)
    assert found(here, after=cursor) == [petition.id]


def test_the_list_is_read_along_an_index(here: Office, engine: Engine, explain: Callable[[str], str]) -> None:
    published(here)
    assert "petitions_published" in explain(
        "SELECT id FROM petitions WHERE published_at IS NOT NULL ORDER BY published_at DESC, id DESC LIMIT 21"
    )
    assert RegisterBook(engine).units() == {here.reception.id}


@pytest.fixture
def explain(engine: Engine) -> Callable[[str], str]:
    def explained(statement: str) -> str:
        plain = engine.dialect.name == "postgresql"
        with engine.connect() as connection:
            if plain:
                connection.exec_driver_sql("SET enable_seqscan = off")
            rows = connection.exec_driver_sql(f"EXPLAIN {'' if plain else 'QUERY PLAN '}{statement}").all()
        return "\n".join(str(row) for row in rows)

    return explained
