"""knowledge.checks.dates and knowledge.checks.date_checks: when the content must be looked at again, and what a guide must say for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot import wording
from bot.people.content_watch import ContentWatch
from bot.people.staff import Role, Staff
from knowledge.__main__ import main
from knowledge.checks.checking import check
from knowledge.checks.dates import WARNED_BEFORE, Matter, Notice, Shelf, dates_of, notices
from knowledge.loading.library import Library
from knowledge.records.faq import FaqEntry
from knowledge.records.post import Post
from knowledge.records.procedure import Fee, Origin, Part, Procedure, QuickAnswer, Source, Submission, Way, stamped
from tests.library import starter

CHECKED, LAST = date(2026, 7, 31), date(2026, 12, 31)
HALF = timedelta(days=180)
SAID = "70.000 đồng. Đến hết ngày 31/12/2026 chỉ thu một nửa."


def guided(said: str = SAID, *fees: Fee, quick: str = "") -> Procedure:
    answers = (QuickAnswer(question="Bao nhiêu?", answer=quick, basis="Phí, lệ phí"),) if quick else ()
    ways = (Submission(way=Way.DIRECT, fees=fees),) if fees else ()
    record = Procedure(code="9.000001", name="Thử", guide={Part.FEES: said}, quick=answers, submissions=ways, as_of=CHECKED)
    return stamped(record, Source(origin=Origin.CARD, as_of=CHECKED))


def of(*records: Procedure, **fields: object) -> Library:
    return replace(Library(), procedures={record.code: record for record in records}, **fields)  # type: ignore[arg-type]


def matters(found: Sequence[Notice]) -> list[tuple[Matter, Shelf, int]]:
    return [(notice.matter, notice.shelf, notice.count) for notice in found]


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (LAST - WARNED_BEFORE - timedelta(days=1), []),
        (LAST - WARNED_BEFORE, [(Matter.ENDS_SOON, Shelf.GUIDES, 1)]),
        (LAST, [(Matter.ENDS_SOON, Shelf.GUIDES, 1)]),
        (LAST + timedelta(days=1), [(Matter.OVER, Shelf.GUIDES, 1)]),
    ],
)
def test_an_end_is_told_of_thirty_days_before_and_as_past_the_day_after(today: date, told: list[tuple[Matter, Shelf, int]]) -> None:
    assert timedelta(days=30) == WARNED_BEFORE
    assert matters(notices(dates_of(of(guided())), today, HALF)) == told


def test_a_source_is_old_the_day_after_its_last_allowed_day() -> None:
    dates = dates_of(of(guided("Không thu phí.")))
    assert notices(dates, CHECKED + HALF, HALF) == ()
    assert matters(notices(dates, CHECKED + HALF + timedelta(days=1), HALF)) == [(Matter.OLD, Shelf.GUIDES, 1)]


def test_every_shelf_is_looked_over() -> None:
    facts = Procedure(code="9.000002", name="Hai", submissions=(Submission(way=Way.DIRECT, fees=(Fee(amount=9_000, until=LAST),)),))
    bought = Procedure(code="9.000003", name="Ba", steps="Đến hết ngày 31/12/2026 nộp ở xã.")
    entry = FaqEntry(record_id="f-1", question="Hỏi?", answer=SAID, source="a", as_of=CHECKED)
    post = Post.model_validate(
        {"record_id": "p-1", "month": 1, "title": "Bài", "summary": "Tóm", "body": SAID, "author": "Tác giả", "calls": (), "topics": ()}
    )
    library = of(
        guided(),
        stamped(facts, Source(origin=Origin.FACTS, as_of=CHECKED)),
        stamped(bought, Source(origin=Origin.OFFICIAL, as_of=CHECKED)),
        faq={entry.record_id: entry},
        posts={post.record_id: post},
        hotlines=starter().hotlines[:0],
    )
    assert {ending.shelf for ending in dates_of(library).endings} == {
        Shelf.GUIDES,
        Shelf.FACTS,
        Shelf.IMPORTED,
        Shelf.FAQ,
        Shelf.POSTS,
    }


def test_what_was_over_when_the_source_was_compared_is_nobodys_matter() -> None:
    old = Procedure(
        code="9.000002", name="Hai", submissions=(Submission(way=Way.DIRECT, fees=(Fee(amount=9_000, until=date(2025, 1, 1)),)),)
    )
    assert dates_of(of(stamped(old, Source(origin=Origin.FACTS, as_of=CHECKED)))).endings == ()


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (guided("Đến hết ngày 31/12/2026 thu 9.000 đồng."), "không còn lại gì sau ngày hết hạn"),
        (guided("Thu phí.", quick="Đến hết ngày 31/12/2026 thu 9.000 đồng."), "không còn lại gì sau ngày hết hạn"),
        (guided("9.000 đồng. Giảm một nửa đến hết ngày 31/12/2025."), "đã hết hạn trước ngày đối chiếu"),
        (guided("Nộp 9.000 đồng.", Fee(amount=9_000, until=LAST)), "9.000 đồng chỉ áp dụng đến hết 31/12/2026"),
    ],
)
def test_a_guide_that_would_be_wrong_on_some_day_is_a_fault(record: Procedure, fault: str) -> None:
    assert [each for each in map(str, check(of(record))) if fault in each]


@pytest.mark.parametrize(
    "record",
    [
        guided(),
        guided("Đến hết ngày 31/12/2026: 9.000 đồng. Từ ngày 01/01/2027: 18.000 đồng.", Fee(amount=9_000, until=LAST)),
        guided("Nộp 9.000 đồng.", Fee(amount=9_000, until=LAST), Fee(amount=9_000, note="trẻ em")),
    ],
)
def test_a_guide_that_stays_true_is_none(record: Procedure) -> None:
    assert check(of(record)) == []


@pytest.mark.parametrize(
    ("said", "is_fault"),
    [
        ("Mang sổ hộ khẩu.", True),
        ("Không cần sổ hộ khẩu.", False),
        ("- 50/2014/QH13: Luật Xây dựng", True),
        ("- 50/2014/QH13: Luật Xây dựng, nay là Luật Xây dựng 135/2025/QH15", False),
    ],
)
def test_a_guide_names_what_is_no_more_only_as_that(said: str, is_fault: bool) -> None:
    library = of(guided(said), units=starter().units)
    assert bool(check(library)) is is_fault


@pytest.fixture
def watch() -> ContentWatch:
    words = wording.load().content_watch
    return ContentWatch(words, lambda: dates_of(of(guided())), HALF, ZoneInfo("Asia/Ho_Chi_Minh"))


NEW_YEAR_THERE = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)


def test_the_day_is_the_one_of_the_office(watch: ContentWatch) -> None:
    assert matters(watch.notices(NEW_YEAR_THERE - timedelta(seconds=1))) == [(Matter.ENDS_SOON, Shelf.GUIDES, 1)]
    assert matters(watch.notices(NEW_YEAR_THERE)) == [(Matter.OVER, Shelf.GUIDES, 1)]


def test_admins_read_it_above_every_page_and_nobody_else(watch: ContentWatch) -> None:
    people = {role: Staff(1, "Lan", role, 1, None) for role in Role}
    assert {role for role, person in people.items() if watch.banners(person, NEW_YEAR_THERE)} == {Role.ADMIN}
    (said,) = watch.banners(people[Role.ADMIN], NEW_YEAR_THERE)
    assert "31/12/2026" in said
    assert "9.000001" in said


def test_the_log_and_readyz_say_it_in_one_line(watch: ContentWatch) -> None:
    with capture_logs() as logged:
        watch.look(NEW_YEAR_THERE)
    assert [line["told"] for line in logged] == list(watch.told(NEW_YEAR_THERE))
    assert watch.told(NEW_YEAR_THERE) == ("content guides: 1 statements have ended and are not shown (2026-12-31)",)


def test_check_remarks_on_what_ends_within_thirty_days(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.__main__.load", lambda _: starter())  # what that reads; it is the same on either day
    for day, is_told in (("2026-11-30", False), ("2026-12-01", True)):
        assert main(["check", "--today", day]) == 0
        told = capsys.readouterr().out
        assert ("sẽ hết hạn ngày 31/12/2026" in told) is is_told
        assert ("bảng số liệu quốc gia" in told) is is_told
