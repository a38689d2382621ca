"""Looking about and the pages of a procedure, without a script: life events, headings, fields, deadlines for the calendar, what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from bot.channels.web.pages import Site
from bot.channels.web.shelf import FIRST_EVENTS, slug_of
from bot.messages import Incoming, Reply
from bot.wiring import AnswerParts
from knowledge.facts.deadline_days import deadline_meant
from knowledge.records.procedure import Procedure
from tests.petitions import WORDS
from tests.reading_room import reading_room
from tests.support.web_client import WebClient

SITE = Site("https://hoi.example.gov.vn", "Xã Ví Dụ")
NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)
BIRTH, MARRIAGE = "1.001193", "1.000894"
TOLD = WORDS.reading_room


class HearingDesk:
    def handle(self, incoming: Incoming) -> list[Reply]:
        return [Reply(f"Nghe: {incoming.text}")]


@pytest.fixture(scope="module")
def browser(parts: AnswerParts) -> Iterator[TestClient]:
    with WebClient(reading_room(parts, HearingDesk(), SITE, lambda: NOW), base_url=SITE.public_url, follow_redirects=False) as opened:
        yield opened


def links(page: str, under: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf'href="({under}/[^"#/]+)"', page)))


def test_the_first_page_leads_to_life_events_and_headings(browser: TestClient, parts: AnswerParts) -> None:
    home = browser.get("/").text
    assert links(home, "/viec") == [f"/viec/{slug_of(event)}" for event in parts.index.lexicon.events.events[:FIRST_EVENTS]]
    assert 8 <= len(links(home, "/linh-vuc")) <= 12


def test_every_life_event_has_a_page_with_its_steps_in_order(browser: TestClient, parts: AnswerParts) -> None:
    events = parts.index.lexicon.events.events
    assert links(browser.get("/viec").text, "/viec") == [f"/viec/{slug_of(event)}" for event in events]
    for event in events:
        page = browser.get(f"/viec/{slug_of(event)}")
        assert page.status_code == 200
        places = [page.text.index(f"<p>{step.what}</p>") for step in event.steps]
        assert places == sorted(places)
        for step in event.steps:
            assert not step.code or f'href="/thu-tuc/{step.code}"' in page.text or parts.index.record(step.code) is None


def test_every_procedure_is_reached_by_links_alone(browser: TestClient, parts: AnswerParts) -> None:
    fields = {field for heading in links(browser.get("/").text, "/linh-vuc") for field in links(browser.get(heading).text, "/linh-vuc")}
    assert fields == set(links(browser.get("/viec").text, "/linh-vuc"))
    found = {code for field in fields for code in links(browser.get(field).text, "/thu-tuc")}
    assert found == {f"/thu-tuc/{line.code}" for line in parts.index.listed if line.field}


def test_the_dated_steps_of_a_life_event_go_into_the_calendar_from_its_own_page(browser: TestClient, parts: AnswerParts) -> None:
    born = next(event for event in parts.index.lexicon.events.events if event.name == "birth")
    page = browser.get(f"/viec/{slug_of(born)}").text
    assert page.count('class="calendar"') == len([step for step in born.steps if step.by])
    action, number = re.findall(r'action="(/thu-tuc/1\.001193/lich)">\s*<input type="hidden" name="han" value="(\d+)"', page)[0]
    file = browser.post(action, data={"han": number, "moc": "2126-11-05"})
    assert file.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:21270104" in file.text, "sixty days after the birth"


def test_most_dated_steps_of_life_events_can_be_put_into_a_calendar(parts: AnswerParts) -> None:
    steps = [step for event in parts.index.lexicon.events.events for step in event.steps if step.by]
    records = [(step, parts.index.record(step.code)) for step in steps if step.code]
    counted = [step for step, record in records if isinstance(record, Procedure) and deadline_meant(step.by, record)]
    assert len(counted) >= 24, "of 35; the others name no number of days, or their record does not"


@pytest.mark.parametrize("path", ["/viec/khong-co", "/linh-vuc/khong-co", "/thu-tuc/9.999999/to-roi", "/thu-tuc/9.999999/ap-phich"])
def test_what_is_not_there_says_so(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/viec", f"/thu-tuc/{BIRTH}", "/khung"])
def test_every_page_leads_to_every_window(browser: TestClient, path: str) -> None:
    page = browser.get(path).text
    for where in ("/", "/viec", "/kien-nghi/gui", "/theo-doi", "/kien-nghi", "/bai-viet", "/bien-dong"):
        assert f'<a href="{where}"' in page
    for said in ("/dangky", "/danhoi", "/dulieucuatoi"):
        assert f'<button name="text" value="{said}">' in page


def test_a_window_chosen_elsewhere_opens_in_the_chat(browser: TestClient) -> None:
    page = browser.post("/", data={"text": "/dangky"}).text
    assert "Nghe: /dangky" in page
    assert 'id="moi"' in page, "where a page without scripts begins to be read"


def test_papers_can_be_ticked_and_the_deadline_goes_to_the_calendar(browser: TestClient) -> None:
    page = browser.get(f"/thu-tuc/{BIRTH}").text
    assert page.count('<input type="checkbox">') >= 4
    assert f'action="/thu-tuc/{BIRTH}/lich"' in page
    answer = browser.post(f"/thu-tuc/{BIRTH}/lich", data={"han": "0", "moc": "2026-11-20"})
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["content-disposition"] == f'attachment; filename="han-{BIRTH}.ics"'
    assert answer.headers["cache-control"] == "no-store"
    assert "DTSTART;VALUE=DATE:20270119" in answer.text, "sixty days after 20 November"


def test_a_deadline_that_is_over_is_told_and_not_put_into_a_calendar(browser: TestClient) -> None:
    answer = browser.post(f"/thu-tuc/{BIRTH}/lich", data={"han": "0", "moc": "20/05/2026"})
    assert answer.headers["content-type"].startswith("text/html")
    assert "19/07/2026" in answer.text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"han": "0", "moc": "hôm nọ"}, 422),
        ({"han": "0", "moc": ""}, 422),
        ({"han": "0", "moc": "9999-12-30"}, 422),
        ({"han": "7", "moc": "2026-11-20"}, 404),
        ({"han": "x", "moc": "2026-11-20"}, 404),
        ({}, 404),
    ],
)
def test_what_cannot_be_counted_is_said_in_words(browser: TestClient, fields: dict[str, str], status: int) -> None:
    answer = browser.post(f"/thu-tuc/{BIRTH}/lich", data=fields)
    assert answer.status_code == status
    assert "<h1>" in answer.text


@pytest.mark.parametrize("sheet", ["to-roi", "ap-phich"])
def test_what_is_printed_names_the_office_the_procedure_and_shows_the_code(browser: TestClient, sheet: str) -> None:
    page = browser.get(f"/thu-tuc/{MARRIAGE}/{sheet}").text
    assert SITE.office in page
    assert f"/thu-tuc/{MARRIAGE}/qr.svg" in page
    assert MARRIAGE in page


def test_only_the_chat_may_hear_the_microphone(browser: TestClient) -> None:
    assert "microphone=(self)" in browser.get("/").headers["permissions-policy"]
    for path in ("/viec", "/khung", f"/thu-tuc/{BIRTH}", "/static/device.js"):
        assert "microphone=()" in browser.get(path).headers["permissions-policy"]


def test_nothing_on_a_page_breaks_its_own_policy(browser: TestClient) -> None:
    for path in ("/", "/viec", f"/thu-tuc/{BIRTH}", f"/thu-tuc/{BIRTH}/to-roi"):
        page = browser.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|\bstyle=|\bon\w+=|javascript:", page), path
    assert TOLD.device.listen not in browser.get("/viec").text.split("<main")[1], "what needs a script is made by the script"
