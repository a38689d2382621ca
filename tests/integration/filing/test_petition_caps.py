"""How many petitions are taken within a day: of a chat, and of a network address, of which nothing is kept that names it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.database.engine import open_database, read_session
from bot.messages import ChatId
from bot.petitions.rules.caps import Caps
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import PetitionFile, Via
from bot.petitions.services import PetitionConfig, build_services
from bot.settings import Settings
from bot.wiring.petitions import caps_of
from indexer.ranking.search import Index
from tests.petition_site import URL, Citizen, PetitionSite
from tests.petitions import AN, BINH, LIGHT, MONDAY, WORDS, ZONE, Office, filing, office, place
from tests.support.web_client import WebClient

PER_CHAT, PER_ADDRESS = 2, 3
CAPS = Caps(PER_CHAT, PER_ADDRESS, b"a key")
HALL, OTHER = "14.160.0.7", "14.160.0.8"
DAY = timedelta(days=1)
MIDNIGHT = datetime.combine(MONDAY.date() + DAY, time(), ZONE)


@pytest.fixture
def capped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every office of the test takes no more than CAPS."""

    def small(*told: object) -> PetitionConfig:
        return replace(place(*told), caps=CAPS)  # type: ignore[arg-type]

    monkeypatch.setattr("tests.petitions.place", small)


@pytest.fixture
def here(capped: None, engine: Engine, tmp_path: Path) -> Office:
    return office(engine, tmp_path)


@pytest.fixture
def site(capped: None, engine: Engine, small_index: Index, tmp_path: Path) -> PetitionSite:
    return PetitionSite(engine, small_index, tmp_path)


def sends(here: Office, chat: ChatId | None = AN, at: datetime = MONDAY, address: str = "") -> RefusalReason | None:
    """Why a petition is not taken; None: it is."""
    outcome = here.room.intake.file(filing(), chat, at, address=address)
    assert isinstance(outcome, PetitionFile | NotDone)
    return outcome.why if isinstance(outcome, NotDone) else None


def crowd(number: int = 0) -> Iterator[ChatId]:
    """Chats that were never seen."""
    while True:
        number += 1
        yield ChatId("web", f"nguoi{number}")


def test_a_chat_files_as_often_as_the_office_says_and_again_from_midnight(here: Office) -> None:
    assert [sends(here) for _ in range(PER_CHAT + 1)] == [None] * PER_CHAT + [RefusalReason.TOO_MANY]
    assert sends(here, BINH) is None, "another one is not meant"
    assert sends(here, at=MIDNIGHT - timedelta(seconds=1)) is RefusalReason.TOO_MANY
    assert sends(here, at=MIDNIGHT) is None


def test_new_visitors_of_one_address_together_file_no_more_than_the_office_says(here: Office) -> None:
    people = crowd()
    assert [sends(here, next(people), address=HALL) for _ in range(PER_ADDRESS + 1)] == [None] * PER_ADDRESS + [RefusalReason.CROWDED]
    assert sends(here, next(people), address=OTHER) is None
    assert sends(here, next(people), at=MIDNIGHT - timedelta(seconds=1), address=HALL) is RefusalReason.CROWDED
    assert sends(here, next(people), at=MIDNIGHT, address=HALL) is None


def test_who_has_their_data_deleted_is_no_new_address(here: Office, engine: Engine) -> None:
    people = crowd()
    for _ in range(PER_ADDRESS):
        sends(here, next(people), address=HALL)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM petition_people"))
    assert sends(here, AN, address=HALL) is RefusalReason.CROWDED


@pytest.mark.parametrize(("one", "other"), [("2001:ee0:1:2::1", "2001:ee0:1:2:ffff::9"), ("::ffff:14.160.0.7", "14.160.0.7")])
def test_addresses_of_one_household_are_one(here: Office, one: str, other: str) -> None:
    people = crowd()
    for _ in range(PER_ADDRESS):
        assert sends(here, next(people), address=one) is None
    assert sends(here, next(people), address=other) is RefusalReason.CROWDED


@pytest.mark.parametrize("address", ["", "10.0.0.7", "127.0.0.1", "testclient"])
def test_where_no_public_address_is_told_the_chat_alone_counts(here: Office, engine: Engine, address: str) -> None:
    people = crowd()
    assert {sends(here, next(people), address=address) for _ in range(PER_ADDRESS + 2)} == {None}
    assert origins(engine) == []


def test_what_the_staff_take_down_is_never_too_much(here: Office) -> None:
    people = crowd()
    for _ in range(PER_ADDRESS):
        sends(here, next(people), address=HALL)
    for number in range(PER_ADDRESS + 2):
        said = replace(filing(f"{LIGHT} {number}"), via=Via.COUNTER)
        assert isinstance(here.room.dictation.file(here.hoa, said, None, MONDAY), PetitionFile)
        assert isinstance(here.room.intake.file(filing(f"{LIGHT} nữa {number}"), None, MONDAY, by=here.hoa, address=HALL), PetitionFile)


@pytest.mark.parametrize("ahead", [timedelta(days=400), DAY])
def test_a_clock_that_was_ahead_locks_nobody_out(here: Office, ahead: timedelta) -> None:
    people = crowd()
    for _ in range(PER_CHAT):
        assert sends(here, AN, MONDAY + ahead, HALL) is None
    for _ in range(PER_ADDRESS - PER_CHAT):
        assert sends(here, next(people), MONDAY + ahead, HALL) is None
    assert sends(here, AN, MONDAY, HALL) is None
    assert sends(here, next(people), MONDAY, HALL) is None


def test_nothing_is_counted_of_what_is_not_taken_or_was_sent_already(here: Office, engine: Engine) -> None:
    assert here.room.intake.file(filing("ngắn"), AN, MONDAY, address=HALL) == NotDone(RefusalReason.NO_REASON)
    assert here.room.intake.file(filing(), AN, MONDAY, "k", address=HALL) is None, "no draft: it was sent already"
    for _ in range(PER_CHAT + 3):
        sends(here, AN, address=HALL)
    assert [filed for *_, filed in origins(engine)] == [PER_CHAT]


def test_no_cap_is_no_cap(engine: Engine, tmp_path: Path) -> None:
    room = build_services(engine, WORDS.petitions, replace(place(tmp_path), caps=Caps(0, 0, b"a key")))
    assert all(isinstance(room.intake.file(filing(), AN, MONDAY, address=HALL), PetitionFile) for _ in range(12))
    assert origins(engine) == []


def origins(engine: Engine) -> list[tuple[str, object, int]]:
    with read_session(engine) as session:
        return [tuple(row) for row in session.execute(text("SELECT subject, day, filed FROM petition_origins")).all()]


def test_an_address_cannot_be_told_from_what_is_kept_nor_followed_over_days(here: Office, engine: Engine) -> None:
    people = crowd()
    for at in (MONDAY, MONDAY, MONDAY + DAY):
        assert sends(here, next(people), at, HALL) is None
    (first, _, twice), (second, _, once) = sorted(origins(engine), key=lambda row: -row[2])
    assert ((twice, once), first != second) == ((2, 1), True)
    assert "14.160" not in str(origins(engine))
    another = Caps(PER_CHAT, PER_ADDRESS, b"another key").quota(MONDAY.date(), ZONE, HALL)
    assert another.origin not in (first, second), "who has no key cannot try all addresses"
    assert "a key" not in repr(CAPS)


def test_what_was_counted_is_forgotten_after_the_day(here: Office, engine: Engine) -> None:
    people = crowd()
    for at in (MONDAY, MONDAY + DAY, MONDAY + 400 * DAY):  # the last by a clock that was ahead
        sends(here, next(people), at, HALL)
    here.room.reminders.tidy(MONDAY + DAY)
    assert len(origins(engine)) == 1
    here.room.reminders.tidy(MONDAY + 2 * DAY)
    assert origins(engine) == []


def test_processes_that_file_at_once_take_no_more_than_the_last_place(capped: None, engine: Engine, url: str, tmp_path: Path) -> None:
    here, other = office(engine, tmp_path), open_database(url)
    rooms = here.room, build_services(other, WORDS.petitions, replace(place(tmp_path), caps=CAPS))
    people = crowd()
    chats = [next(people) for _ in range(12)]

    def filed(number: int, chat: ChatId, address: str) -> bool:
        return isinstance(rooms[number % 2].intake.file(filing(), chat, MONDAY, address=address), PetitionFile)

    with ThreadPoolExecutor(8) as pool:
        of_address = list(pool.map(filed, range(12), chats, [HALL] * 12))
        of_chat = list(pool.map(filed, range(12), [AN] * 12, [""] * 12))
    other.dispose()
    assert (of_address.count(True), of_chat.count(True)) == (PER_ADDRESS, PER_CHAT)


def test_the_settings_decide_and_the_key_is_for_this_alone() -> None:
    settings = Settings(_env_file=None, secret_key="khoa-rieng-cua-tinh-dat-lay", petitions_per_chat_a_day=4, petitions_per_address_a_day=7)
    caps = caps_of(settings)
    assert (caps.per_chat, caps.per_address) == (4, 7)
    assert settings.secret_key.encode() not in caps.key
    assert caps.key == caps_of(settings).key, "every process counts under the same"


def browser(site: PetitionSite, address: str) -> Citizen:
    client = WebClient(site.app, base_url=URL, client=(address, 5000), raise_server_exceptions=False, follow_redirects=False)
    return Citizen(site, client)


def test_on_the_web_who_is_one_too_many_reads_when_and_where_else_and_keeps_what_they_wrote(site: PetitionSite) -> None:
    for _ in range(PER_ADDRESS):
        site.filed(browser(site, HALL))
    late = browser(site, HALL)
    late.fill(**{"noi-dung": "Cống trước nhà văn hóa tắc, nước ngập cả đường"})
    refused = late.send()
    page = html.unescape(refused.text)
    assert refused.status_code == 422
    assert "Từ 0 giờ ngày 03/03/2026" in page
    assert "gọi điện hoặc đến thẳng cơ quan" in page
    assert "đường mạng" in page
    assert "Cống trước nhà văn hóa tắc" in late.get("/kien-nghi/gui").text
    site.at = MIDNIGHT
    assert late.send().headers["location"] == "/kien-nghi/gui/xong"


def test_on_the_web_a_chat_that_has_filed_enough_is_told_so(site: PetitionSite) -> None:
    an = browser(site, HALL)
    for _ in range(PER_CHAT):
        site.filed(an)
    an.fill()
    page = html.unescape(an.send().text)
    assert WORDS.petitions.filing.too_many.format(count=PER_CHAT, date="03/03/2026") in page
