"""What goes wrong in an officer's day: two at once, a page left open, one word in the wrong box."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.people.staff import Role, Staff, Unit
from bot.petitions.petition import Petition
from indexer.search import Index
from tests import databases
from tests.office import WORDS, Browser, TestOffice

C = WORDS.console
TYPED = "Chỉ nói trong nội bộ: chờ lãnh đạo"


class Forms(HTMLParser):
    """What stands in every field of a page's forms, by where the form is sent; of choices the one that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.ways: dict[str, str] = {}
        self.open: set[str] = set()
        self._form, self._name, self._select, self._is_open = "", "", "", False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        match tag:
            case "details":
                self._is_open = "open" in given
            case "form":
                self._form = given.get("action", "").rpartition("/")[2]
                self.found[self._form] = {}
                if self._is_open:
                    self.open.add(self._form)
            case "input" if self._form:
                self.found[self._form][given.get("name", "")] = given.get("value", "")
            case "textarea" if self._form:
                self._name = given["name"]
                self.found[self._form][self._name] = ""
            case "select" if self._form:
                self._select = given["name"]
            case "option" if self._select and (self._select not in self.found[self._form] or "selected" in given):
                self.found[self._form][self._select] = given.get("value", "")
            case "button" if given.get("formaction"):
                self.ways[given["formaction"].rpartition("/")[2]] = self._form
            case _:
                pass

    def handle_data(self, data: str) -> None:
        if self._name:
            self.found[self._form][self._name] += data

    def handle_endtag(self, tag: str) -> None:
        self._name = "" if tag == "textarea" else self._name
        self._select = "" if tag == "select" else self._select
        self._form = "" if tag == "form" else self._form


def forms(page: str) -> Forms:
    found = Forms()
    found.feed(page)
    return found


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    return TestOffice(engine, small_index, tmp_path / "files")


@pytest.fixture
def hall(office: TestOffice) -> Unit:
    return office.unit("UBND xã An", is_coordinator=True)


@pytest.fixture
def people(office: TestOffice, hall: Unit) -> dict[Role, Staff]:
    return {role: office.person(f"{role.value} of the hall", role, hall) for role in Role}


@pytest.fixture
def officer(office: TestOffice, people: dict[Role, Staff]) -> Browser:
    return office.log_in(people[Role.OFFICER])


@pytest.fixture
def leader(office: TestOffice, people: dict[Role, Staff]) -> Browser:
    return office.log_in(people[Role.LEADER])


@pytest.fixture
def held(office: TestOffice, people: dict[Role, Staff]) -> Petition:
    """A petition that the officer works on."""
    return office.done(office.desk.claim, people[Role.OFFICER], office.petition().petition.id)


# ---- what was typed and refused


@pytest.mark.parametrize("action", ["note", "ask", "add", "reassign", "forward", "reject", "apologise"])
def test_what_was_refused_stands_again_in_its_own_form_alone(officer: Browser, leader: Browser, held: Petition, action: str) -> None:
    """The box of the answer is one press from the citizen: no other form's words may come there."""
    page = f"/kien-nghi/{held.id}"
    assert leader.post(f"{page}/note", text="của lãnh đạo", version=held.version).status_code == 303
    refused = officer.post(f"{page}/{action}", text=TYPED, promised="2026-12-01", officer=1, version=held.version)
    assert refused.status_code == 409
    shown = forms(refused.text)
    assert [form for form, fields in shown.found.items() if TYPED in fields.values()] == [action]
    assert action in shown.open, "it is not to be looked for"


def test_what_has_no_form_any_more_is_shown_all_the_same(officer: Browser, leader: Browser, held: Petition) -> None:
    """Somebody answered meanwhile: there is no box for an answer, and an hour of writing is not thrown away."""
    page = f"/kien-nghi/{held.id}"
    assert leader.post(f"{page}/answer", text="Đã xong.", version=held.version).status_code == 303
    refused = officer.post(f"{page}/answer", text=TYPED, version=held.version)
    assert f'<p class="text">{TYPED}</p>' in refused.text
