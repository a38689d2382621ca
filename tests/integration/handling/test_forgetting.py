"""After the years that the office has set, a petition says what was wrong and what was done, and no more whose it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import Engine, text

from bot.database import audit
from bot.database.engine import read_session
from bot.petitions.cases.forgetting import Forgetting, years_before
from bot.petitions.rules.listing import BoardQuery
from bot.petitions.rules.petition import Naming, PetitionFile, PetitionPlace, PetitionState
from bot.petitions.rules.photo import Photo
from bot.petitions.services import build_services
from tests.petitions import AN, BINH, MONDAY, SENDER, WORDS, Office, done, filing, place

DAY = timedelta(days=1)
YEARS = 3
LONG_AFTER = MONDAY.replace(year=MONDAY.year + YEARS) + 30 * DAY
STORY = "Tôi là Nguyễn Văn An, nhà số 12 Lê Lợi, gọi 0912345678. Cống trước chợ Hòa Bình bị tắc."


@pytest.fixture
def night(engine: Engine, tmp_path: Path, here: Office) -> Forgetting:
    return build_services(engine, WORDS.petitions, replace(place(tmp_path), keeps_years=YEARS)).forgetting


def closed(here: Office, tmp_path: Path, at: datetime = MONDAY) -> PetitionFile:
    """One with everything that could tell whose it was."""
    picture = tmp_path / "picture.png"
    Image.new("RGB", (20, 20)).save(picture)
    photo = here.room.intake.keep_photo(picture, AN)
    assert isinstance(photo, Photo)
    told = replace(
        filing(STORY, naming=Naming.NAMED),
        photos=(photo,),
        place=PetitionPlace("trước số 12 Lê Lợi, chợ Hòa Bình", 18.67, 105.69),
        question=7,
    )
    filed = here.room.intake.file(told, AN, at)
    assert isinstance(filed, PetitionFile)
    number, desk = filed.petition.id, here.room.desk
    seen = here.room.intake.sight_by_code(filed.petition.code, BINH)
    assert seen is not None
    done(here.room.intake.follow(seen, BINH, at))
    done(desk.claim(here.admin, number, at))
    done(desk.ask(here.admin, number, "Ông Nguyễn Văn An cho biết thêm?", at))
    done(here.room.intake.add(number, AN, "Gọi tôi số 0912345678 nhé", at))
    done(desk.answer(here.admin, number, "Thưa ông Nguyễn Văn An, cống đã thông ngày 5/3.", at))
    done(desk.publish(here.admin, number, "Ông Nguyễn Văn An: cống tắc", "Cống đã thông.", at))
    done(here.room.intake.rate(number, AN, 4, "Chị Lan gọi 0912345678", at))
    done(here.room.intake.settle(number, AN, at))
    return whole(here, number)


def whole(here: Office, number: int) -> PetitionFile:
    found = here.room.stores.petitions.get(number)
    assert found is not None
    return found


def everything(engine: Engine) -> str:
    """All that the petitions' tables hold."""
    tables = ("petitions", "petition_people", "petition_events", "petition_pauses", "petition_photos", "petition_words", "audit")
    with read_session(engine) as session:
        rows = [session.execute(text(f"SELECT * FROM {name}")).all() for name in (*tables, "petition_public_words")]
    return str(rows)


def test_nothing_is_left_that_tells_whose_it_was(here: Office, night: Forgetting, engine: Engine, tmp_path: Path) -> None:
    before = closed(here, tmp_path)
    path = here.room.stores.photos.path(before.photos[0])
    assert path.exists()
    assert night.work(LONG_AFTER) == 1
    left = everything(engine)
    for told in (SENDER.name, "0912345678", "số 12", "18.67", "'van_an'", "'nguyen'"):
        assert told not in left, told
    after = whole(here, before.petition.id)
    assert (after.contact, after.photos, after.followers) == (None, (), ())
    assert not path.exists()


def test_what_statistics_need_stays(here: Office, night: Forgetting, tmp_path: Path) -> None:
    was = closed(here, tmp_path).petition
    counts = here.room.desk.counts(here.admin, MONDAY - DAY, LONG_AFTER)
    night.work(LONG_AFTER)
    now = whole(here, was.id).petition
    for name in ("code", "kind", "state", "received", "due", "answered", "closed", "unit", "officer", "score", "via", "naming"):
        assert getattr(now, name) == getattr(was, name), name
    assert "Cống trước chợ Hòa Bình bị tắc." in now.content
    assert "cống đã thông ngày 5/3" in now.answer
    assert (now.published_answer, now.published_at) == (was.published_answer, was.published_at)
    fresh = here.room.desk.counts(here.admin, MONDAY - DAY, LONG_AFTER)
    assert replace(fresh, by_place={}) == replace(counts, by_place={})


def test_it_is_found_by_what_was_wrong_and_by_nobody_s_name(here: Office, night: Forgetting, tmp_path: Path) -> None:
    number = closed(here, tmp_path).petition.id
    night.work(LONG_AFTER)

    def found(words: str) -> list[int]:
        return [line.id for line in here.room.desk.page(here.admin, BoardQuery(text=words), LONG_AFTER).lines]

    assert found("cống trước chợ") == [number]
    for words in ("Nguyễn Văn An", "0912345678", "số 12 Lê Lợi"):
        assert found(words) == [], words
    assert [line.id for line in here.room.desk.page(here.admin, BoardQuery(place="Hòa Bình"), LONG_AFTER).lines] == [number]
    assert here.room.desk.page(here.admin, BoardQuery(place="Lê Lợi"), LONG_AFTER).lines == ()
    assert here.room.intake.of(AN) == ()


def test_the_trail_says_so_once_and_stays_whole(here: Office, night: Forgetting, engine: Engine, tmp_path: Path) -> None:
    number = closed(here, tmp_path).petition.id
    assert [night.work(LONG_AFTER), night.work(LONG_AFTER + DAY)] == [1, 0]
    assert isinstance(audit.verify(engine), audit.Intact)
    with read_session(engine) as session:
        rows = session.execute(text("SELECT actor, subject, detail FROM audit WHERE action = 'petition.forget'")).all()
    assert [tuple(row) for row in rows] == [("system", f"petition:{number}", '{"people":2,"photos":1}')]


def test_nothing_goes_before_its_time_or_while_somebody_works_on_it(here: Office, night: Forgetting, tmp_path: Path) -> None:
    over = closed(here, tmp_path)
    waiting = here.room.intake.file(filing("Đèn đường xóm Bắc cháy từ lâu"), AN, MONDAY)
    again = closed(here, tmp_path)
    done(here.room.intake.reopen(again.petition.id, AN, "Cống vẫn tắc", MONDAY + DAY))
    assert isinstance(waiting, PetitionFile)
    assert night.work(MONDAY.replace(year=MONDAY.year + YEARS)) == 0, "not a day too early"
    assert night.work(LONG_AFTER) == 1
    assert whole(here, over.petition.id).contact is None
    for kept in (waiting, again):
        assert whole(here, kept.petition.id).contact == SENDER


def test_what_was_merged_or_refused_goes_too(here: Office, night: Forgetting) -> None:
    target = here.room.intake.file(filing("Cống chợ Hòa Bình tắc, nước tràn ra đường"), AN, MONDAY)
    assert isinstance(target, PetitionFile)
    merged = here.room.intake.file(filing("Cống chợ Hòa Bình lại tắc rồi"), BINH, MONDAY)
    refused = here.room.intake.file(filing("Xin cho tôi được lên tỉnh chơi"), BINH, MONDAY)
    assert isinstance(merged, PetitionFile)
    assert isinstance(refused, PetitionFile)
    done(here.room.desk.merge(here.admin, merged.petition.id, target.petition.code, MONDAY))
    done(here.room.desk.reject(here.admin, refused.petition.id, "Không thuộc thẩm quyền", MONDAY))
    assert night.work(LONG_AFTER) == 2
    assert [whole(here, each.petition.id).petition.state for each in (merged, refused)] == [PetitionState.MERGED, PetitionState.REJECTED]
    assert [whole(here, each.petition.id).contact for each in (merged, refused)] == [None, None]


def test_what_another_office_answers_goes_when_nothing_has_happened_here_for_so_long(here: Office, night: Forgetting) -> None:
    filed = here.room.intake.file(filing(STORY, naming=Naming.NAMED), AN, MONDAY)
    assert isinstance(filed, PetitionFile)
    done(here.room.desk.forward(here.admin, filed.petition.id, None, "Công ty Điện lực", "Không thuộc xã", MONDAY + 20 * DAY))
    assert night.work(LONG_AFTER - 11 * DAY) == 0, "counted from the day it was handed on"
    assert night.work(LONG_AFTER) == 1
    assert whole(here, filed.petition.id).contact is None
    assert night.work(LONG_AFTER + DAY) == 0


def test_an_office_that_has_set_no_years_keeps_all(here: Office, tmp_path: Path) -> None:
    kept = closed(here, tmp_path)
    assert here.room.forgetting.work(LONG_AFTER + 20_000 * DAY) == 0
    assert whole(here, kept.petition.id).contact == SENDER


def test_a_leap_day_has_its_day_in_every_year() -> None:
    assert years_before(datetime(2028, 2, 29, 3, tzinfo=UTC), 1) == datetime(2027, 2, 28, 3, tzinfo=UTC)
    assert years_before(datetime(2028, 2, 29, 3, tzinfo=UTC), 4) == datetime(2024, 2, 29, 3, tzinfo=UTC)
