"""Surveys on pages: answered on the web without a script, made and read in the console by who may."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from httpx2 import Response
from sqlalchemy import Engine

from bot.channels.web.features.surveys import SurveyFormPages
from bot.channels.web.form_guard import FormGuard
from bot.channels.web.pages import PageRenderer, Site
from bot.console.access import PREFIX
from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.plans.store import PlanBook
from bot.surveys.cases.building import SurveyRefusal
from bot.surveys.rules.numbers import ANSWERS_OF_AN_ADDRESS
from bot.surveys.rules.paper import PaperFault
from bot.surveys.rules.survey import SurveyState
from indexer.ranking.search import Index
from knowledge.records.plan import Plan, Task
from tests.integration.console.test_console import XSS, dangers
from tests.office import WORDS, Browser, TestOffice
from tests.petition_site import URL, PetitionSite
from tests.presence import found
from tests.support import databases
from tests.support.web_client import WebClient
from tests.surveys import DAY, NOON, SurveyRoom

SAY = WORDS.surveys
SEAL = re.compile(r'name="phieu" value="([0-9a-f]{64})"')


# ---- on the web


class SurveySite(PetitionSite):
    """The public site with a room of surveys."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.at = NOON
        self.room = SurveyRoom(self.engine)
        pages = PageRenderer(lambda: None, WORDS, Site(self.url, "UBND xã Ví Dụ"))  # type: ignore[arg-type, return-value]  # no index is read
        guard = FormGuard("a key", Site(self.url), WORDS.web, lambda: self.at)
        self.app.include_router(SurveyFormPages(self.room.answering, guard, pages).routes())
        self.app.router.routes.insert(0, self.app.router.routes.pop())  # before the static files

    def browser(self) -> WebClient:
        return WebClient(self.app, base_url=self.url, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def site(engine: Engine, small_index: Index, tmp_path: Path) -> SurveySite:
    return SurveySite(engine, small_index, tmp_path)


@pytest.fixture
def survey(site: SurveySite) -> int:
    return site.room.opened()


@pytest.fixture
def path(site: SurveySite, survey: int) -> str:
    return f"/khao-sat/{site.room.place(survey, site.room.hall).code}"


def filled(page: Response, level: str = "d", **more: str) -> dict[str, str]:
    """What a browser without scripts would send of the form that `page` shows."""
    names = set(re.findall(r'type="radio" name="(cau-\d+)" value="e"', page.text)) - {"cau-11"}
    return {"phieu": found(SEAL.search(page.text))[1], "_charset_": "utf-8"} | dict.fromkeys(names, level) | more


def test_a_form_is_answered_once_by_a_browser_and_its_text_keeps_no_number(site: SurveySite, survey: int, path: str) -> None:
    browser = site.browser()
    page = browser.get(path)
    assert page.status_code == 200
    assert page.text.count("<fieldset") == 11
    sent = browser.post(path, data=filled(page, **{"cau-12": "Gọi 0912345678"}))
    assert (sent.status_code, SAY.outcomes["thanks"] in html.unescape(sent.text)) == (200, True)
    again = browser.post(path, data=filled(page, "a"))
    assert (again.status_code, SAY.outcomes["spent"] in html.unescape(again.text)) == (409, True)
    (form,) = site.room.submitted.forms(survey)
    assert form.letters == "d" * 10 + "-t"
    assert "0912345678" not in repr(site.room.submitted.form(_key(site)))


def _key(site: SurveySite) -> str:
    with site.engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT id FROM survey_answers").scalar())


def test_who_answered_already_is_told_so_and_not_shown_the_form_again(site: SurveySite, survey: int, path: str) -> None:
    browser = site.browser()
    assert browser.post(path, data=filled(browser.get(path))).status_code == 200
    again = browser.get(path)
    assert again.status_code == 409
    assert SAY.outcomes["spent"] in html.unescape(again.text)
    assert "<fieldset" not in again.text
    assert "<fieldset" in site.browser().get(path).text, "somebody else may"


def test_what_is_missing_is_named_and_what_was_filled_in_stays(site: SurveySite, survey: int, path: str) -> None:
    browser = site.browser()
    page = browser.get(path)
    told = filled(page, **{"cau-12": "Chờ lâu"})
    del told["cau-3"]
    sent = browser.post(path, data=told)
    assert sent.status_code == 422
    assert '<a href="#cau-3">' in sent.text
    assert sent.text.count(" checked") == 10, "nine of the scale, and that no choice was made"
    assert "Chờ lâu" in sent.text
    assert site.room.submitted.forms(survey) == ()


def test_a_form_that_was_not_ours_to_give_counts_nothing(site: SurveySite, survey: int, path: str) -> None:
    page = site.browser().get(path)
    assert site.browser().post(path, data=filled(page)).status_code == 403, "another visitor's token"
    assert site.browser().post(path, data=filled(page) | {"phieu": ""}).status_code == 403
    assert site.room.submitted.forms(survey) == ()


def test_an_answer_that_there_is_not_counts_nothing(site: SurveySite, survey: int, path: str) -> None:
    browser = site.browser()
    page = browser.get(path)
    for foul in ("f", "aa", "9", XSS):
        sent = browser.post(path, data=filled(page) | {"cau-1": foul})
        assert sent.status_code == 422
        assert XSS not in sent.text
    assert site.room.submitted.forms(survey) == ()


def test_who_follows_a_link_that_is_over_is_told(site: SurveySite, survey: int, path: str) -> None:
    for address in ("/khao-sat/k7m3p9qx", "/khao-sat/x", "/khao-sat/%2e%2e"):
        assert site.browser().get(address).status_code in (404, 410)
    page = site.browser().get(path)
    site.room.building.close(survey, site.room.lead, NOON)
    assert site.browser().get(path).status_code == 410
    assert SAY.outcomes["closed"] in html.unescape(site.browser().get(path).text)
    assert page.status_code == 200


def test_an_address_answers_so_often_a_day(site: SurveySite, survey: int, path: str) -> None:
    """Whoever throws their cookie away is somebody new every time; the address stays."""
    place = site.room.place(survey, site.room.hall)
    letters = site.room.letters(survey, "d")

    def send(each: int, address: str, late: int = 0) -> str:
        return site.room.answering.send(place.code, letters, (), ChatId("web", f"{address}-{each}"), None, NOON + late * DAY, address)

    told = [send(each, "203.0.113.7") for each in range(ANSWERS_OF_AN_ADDRESS + 3)]
    assert told.count("thanks") == ANSWERS_OF_AN_ADDRESS
    assert told[-3:] == ["crowded"] * 3
    assert send(0, "198.51.100.9") == "thanks"
    assert send(1_000, "203.0.113.7", late=1) == "thanks"
    assert 45 < ANSWERS_OF_AN_ADDRESS < 75
    assert len(site.room.submitted.forms(survey)) == ANSWERS_OF_AN_ADDRESS + 2


def test_the_page_says_nothing_of_what_others_answered_and_is_not_kept(site: SurveySite, path: str) -> None:
    page = site.browser().get(path)
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.text


# ---- in the console

PLAN = Plan(
    record_id="ke-hoach-thu",
    title="Kế hoạch thử",
    tasks=(Task(content="Khảo sát mức độ hài lòng của người dân", lead=("Xã An",), when="quý I/2026", section="I", no="1"),),
)


@pytest.fixture
def desk(tmp_path: Path, small_index: Index) -> Iterator[TestOffice]:
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield TestOffice(engine, small_index, tmp_path / "files", plans=[PLAN])
    engine.dispose()


@pytest.fixture
def hall(desk: TestOffice) -> Unit:
    return desk.unit("Xã An", is_coordinator=True)


@pytest.fixture
def people(desk: TestOffice, hall: Unit) -> dict[Role, Staff]:
    desk.unit("Xã Bình")
    return {role: desk.person(role.value, role, hall) for role in Role}


@pytest.fixture
def leader(desk: TestOffice, people: dict[Role, Staff]) -> Browser:
    return desk.log_in(people[Role.LEADER])


@pytest.fixture
def officer(desk: TestOffice, people: dict[Role, Staff]) -> Browser:
    return desk.log_in(people[Role.OFFICER])


def made(desk: TestOffice, leader: Browser, title: str = "Phiếu quý IV") -> int:
    answer = leader.post("/khao-sat", title=title)
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].rpartition("/")[2])


def fields(page: str) -> dict[str, str]:
    """The builder's form as a browser would send it unchanged."""
    form = page.partition(f"<h2>{SAY.page.edit}</h2>")[2].partition("</section>")[0]
    told = dict(re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', form))
    told |= {name: html.unescape(text) for name, text in re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)</textarea>', form)}
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', form):
        told[name] = (re.findall(r'value="([^"]*)" selected', options) or re.findall(r'value="([^"]*)"', options))[0]
    told |= dict(re.findall(r'type="text" [^>]*name="(opens|closes)" value="([^"]*)"', form))
    boxes = re.findall(r'type="checkbox" name="(\w+)" value="1"( checked)?', form)
    return {name: value for name, value in told.items() if name not in dict(boxes)} | {name: "1" for name, on in boxes if on}


def opened(desk: TestOffice, leader: Browser) -> int:
    number = made(desk, leader)
    assert leader.post(f"/khao-sat/{number}/mo").status_code == 303
    return number


def crowd(desk: TestOffice, number: int, unit: Unit, count: int, level: str = "d", text: str = "") -> None:
    room = desk.surveying
    code = next(place.code for place in room.book.places(number) if place.unit == unit.id)
    letters = level * 10 + "a" + ("t" if text else "-")
    for each in range(count):
        told = room.answering.send(code, letters, (text,), ChatId("web", f"{level}{each}"), None, desk.clock.at)
        assert told == "thanks"


def test_a_draft_that_is_saved_as_it_was_shown_stays_as_it_was(desk: TestOffice, leader: Browser) -> None:
    number = made(desk, leader)
    before = found(desk.surveying.book.get(number))
    page = leader.get(f"/khao-sat/{number}").text
    told = fields(page)
    told.pop("form", None), told.pop("once", None)
    assert leader.post(f"/khao-sat/{number}", **told).status_code == 303
    assert found(desk.surveying.book.get(number)) == before


def test_questions_are_changed_added_put_in_order_and_taken_out(desk: TestOffice, leader: Browser) -> None:
    number = made(desk, leader)
    told = fields(leader.get(f"/khao-sat/{number}").text)
    told.pop("form", None), told.pop("once", None)
    told |= {"q1": "", "q13": "Bãi xe có đủ chỗ không?", "k13": "scale", "o13": "1", "o2": "2"}
    told |= {"q14": "Bà con đi bằng gì?", "k14": "choice", "c14": "Xe máy\n\nXe buýt", "o14": "99", "title": "Tên mới"}
    assert leader.post(f"/khao-sat/{number}", **told).status_code == 303
    draft = found(desk.surveying.book.get(number)).draft
    assert draft.title == "Tên mới"
    assert draft.questions[0].text == "Bãi xe có đủ chỗ không?"
    assert draft.questions[-1].choices == ("Xe máy", "Xe buýt")
    assert len(draft.questions) == 13


def test_a_faulty_draft_is_kept_and_not_opened(desk: TestOffice, leader: Browser) -> None:
    number = made(desk, leader)
    assert leader.post(f"/khao-sat/{number}", title="Phiếu", q1="Chọn gì?", k1="choice", c1="Một").status_code == 303
    answer = leader.post(f"/khao-sat/{number}/mo")
    assert answer.status_code == 409
    assert SAY.faults["no_scale"] in answer.text  # type: ignore[index]
    assert SAY.faults["choices"] in answer.text  # type: ignore[index]
    assert found(desk.surveying.book.get(number)).state is SurveyState.DRAFT


def test_an_officer_reads_the_list_and_makes_nothing(desk: TestOffice, leader: Browser, officer: Browser) -> None:
    number = made(desk, leader)
    assert officer.get("/khao-sat").status_code == 200
    page = officer.get(f"/khao-sat/{number}").text
    assert SAY.page.save not in page
    assert SAY.page.open_about not in page
    for path in ("/khao-sat", f"/khao-sat/{number}", f"/khao-sat/{number}/mo"):
        assert officer.post(path, title="x").status_code == 403


def test_places_have_cards_with_their_codes_and_an_officer_has_their_units_alone(
    desk: TestOffice, leader: Browser, officer: Browser, hall: Unit
) -> None:
    number = opened(desk, leader)
    assert leader.post(f"/khao-sat/{number}/noi", kind="counter", name=XSS, unit=str(hall.id)).status_code == 303
    assert leader.post(f"/khao-sat/{number}/noi", kind="procedure", procedure="1.001193", unit=str(hall.id)).status_code == 303
    assert leader.post(f"/khao-sat/{number}/noi", kind="counter", name="", unit=str(hall.id)).status_code == 409
    assert leader.post(f"/khao-sat/{number}/noi", kind="hall", name="x", unit=str(hall.id)).status_code == 400
    places = desk.surveying.book.places(number)
    assert len(places) == 4
    for place in places:
        card = leader.get(f"/khao-sat/{number}/the/{place.code}")
        assert card.status_code == 200
        assert card.text.count("<svg") >= 2
        assert f"/khao-sat/{place.code}" in card.text
        assert dangers(card.text) == dangers(leader.get("/khao-sat").text)
        assert (officer.get(f"/khao-sat/{number}/the/{place.code}").status_code == 200) is (place.unit == hall.id)
    assert leader.get(f"/khao-sat/{number}/the/k7m3p9qx").status_code == 404


def test_results_are_read_and_taken_along_and_the_trail_says_so(
    desk: TestOffice, people: dict[Role, Staff], leader: Browser, hall: Unit
) -> None:
    number = opened(desk, leader)
    crowd(desk, number, hall, 12)
    assert SAY.page.too_few.format(least=10) in leader.get(f"/khao-sat/{number}/ket-qua").text
    desk.clock.at += DAY
    leader, officer = (desk.log_in(people[role]) for role in (Role.LEADER, Role.OFFICER))
    page = leader.get(f"/khao-sat/{number}/ket-qua").text
    assert "4,00" in page
    assert SAY.page.counted.format(forms=12, shown=12) in page
    assert "4,00" in officer.get(f"/khao-sat/{number}/ket-qua").text
    sheet = openpyxl.load_workbook(io.BytesIO(leader.get(f"/khao-sat/{number}/ket-qua.xlsx").content)).active
    rows = list(found(sheet).iter_rows(values_only=True))
    assert tuple(rows[0]) == SAY.page.columns
    assert [row[4:9] for row in rows if row[1] == SAY.page.office and row[3] == SAY.factors["access"]] == [(12, 4, 4, 4, 100)] * 2  # type: ignore[index]
    assert WORDS.console.trail.actions["survey.exported"] in leader.get("/nhat-ky").text


def test_texts_are_looked_at_with_what_names_somebody_hidden(
    desk: TestOffice, people: dict[Role, Staff], leader: Browser, hall: Unit
) -> None:
    number = opened(desk, leader)
    crowd(desk, number, hall, 10)
    crowd(desk, number, hall, 1, "e", "Ông Nguyễn Văn Bảy rất tốt")
    desk.clock.at += DAY
    leader, officer = (desk.log_in(people[role]) for role in (Role.LEADER, Role.OFFICER))
    page = officer.get(f"/khao-sat/{number}/loi").text
    assert "Nguyễn Văn Bảy" not in page
    key = found(re.search(r'name="key" value="(\w+)"', page))[1]
    assert officer.post(f"/khao-sat/{number}/loi", key=key, t1="Cán bộ rất tốt", what="hien").status_code == 404, "nobody wrote that"
    assert officer.post(f"/khao-sat/{number}/loi", key=key, t1="(tên đã che) rất tốt", what="hien").status_code == 303
    assert "(tên đã che) rất tốt" in leader.get(f"/khao-sat/{number}/ket-qua").text
    assert officer.post(f"/khao-sat/{number}/loi", key="0" * 32, t1="x", what="hien").status_code == 404
    assert SAY.page.nothing_to_look in officer.get(f"/khao-sat/{number}/loi").text


def test_paper_forms_are_typed_in_by_the_pile(desk: TestOffice, leader: Browser, officer: Browser, hall: Unit) -> None:
    number = opened(desk, leader)
    place = next(each for each in desk.surveying.book.places(number) if each.unit == hall.id)
    line = "4545345444 b | chờ hơi lâu"
    page = officer.post(f"/khao-sat/{number}/giay", place=place.code, batch="A1", lines=f"{line}\n45\n{line}")
    assert page.status_code == 409
    why = SAY.page.line_faults[PaperFault.COUNT].format(place=2, wanted=11, sign="")
    assert SAY.page.faulty.format(lines=SAY.page.faulty_line.format(line=2, why=why)) in html.unescape(page.text)
    assert "chờ hơi lâu" in page.text, "what was typed is there to be mended"
    page = officer.post(f"/khao-sat/{number}/giay", place=place.code, batch="A1", lines=f"{line}\n{line}")
    assert SAY.page.entered.format(count=2, batch="A1") in html.unescape(page.text)
    assert len(desk.surveying.results.submitted.forms(number)) == 2


def test_a_pile_is_taken_back_whole_by_who_typed_it_or_a_leader(desk: TestOffice, leader: Browser, officer: Browser, hall: Unit) -> None:
    number = opened(desk, leader)
    place = next(each for each in desk.surveying.book.places(number) if each.unit == hall.id)
    submitted, path, line = desk.surveying.results.submitted, f"/khao-sat/{number}/giay", "4545345444 b | chờ hơi lâu"
    officer.post(path, place=place.code, batch="A1", lines=f"{line}\n{line}")
    leader.post(path, place=place.code, batch="A2", lines=line)
    assert "A2" not in officer.text(path), "another's is not theirs"
    assert officer.post(f"{path}/bo", batch="A1").status_code == 400, "only where it was said twice"
    assert SAY.refusals[SurveyRefusal.NOT_THERE] in html.unescape(officer.post(f"{path}/bo", batch="A2", sure="1").text)
    assert len(submitted.forms(number)) == 3
    assert SAY.page.pile_gone.format(name="A1") in html.unescape(officer.post(f"{path}/bo", batch="A1", sure="1").text)
    assert len(submitted.forms(number)) == 1
    assert officer.post(path, place=place.code, batch="A1", lines=line).status_code == 200, "and it is typed in anew"
    assert leader.post(f"{path}/bo", batch="A1", sure="1").status_code == 200


def test_a_form_to_fill_by_hand_has_every_question_and_a_box_for_each_answer(
    desk: TestOffice, leader: Browser, officer: Browser, hall: Unit
) -> None:
    number = opened(desk, leader)
    survey = found(desk.surveying.book.get(number))
    place = next(each for each in desk.surveying.book.places(number) if each.unit == hall.id)
    page = html.unescape(officer.text(f"/khao-sat/{number}/in/{place.code}"))
    assert all(question.text in page for question in survey.questions)
    assert page.count("<i aria-hidden") == sum(5 if q.kind.value == "scale" else len(q.choices) for q in survey.questions)
    foreign = next(each for each in desk.surveying.book.places(number) if each.unit != hall.id)
    assert officer.get(f"/khao-sat/{number}/in/{foreign.code}").status_code == 404


def test_days_that_go_backwards_are_refused_and_nothing_is_lost(desk: TestOffice, leader: Browser) -> None:
    number = made(desk, leader)
    before = found(desk.surveying.book.get(number))
    told = fields(leader.get(f"/khao-sat/{number}").text) | {
        "opens": "20/12/2026",
        "closes": "1/12/2026",
        "q3": "Câu vừa gõ?",
        "title": "Tên mới",
    }
    told.pop("form", None), told.pop("once", None)
    for then in ("", "open"):
        refused = leader.post(f"/khao-sat/{number}", **(told | {"then": then}))
        assert refused.status_code == 409
        page = html.unescape(refused.text)
        assert SAY.faults["reversed"] in page  # type: ignore[index]
        assert all(each in page for each in ('value="20/12/2026"', 'value="01/12/2026"', "Câu vừa gõ?", 'value="Tên mới"'))
        assert found(desk.surveying.book.get(number)) == before


def test_a_question_may_be_left_out_where_the_builder_ticked_it(desk: TestOffice, leader: Browser) -> None:
    number = made(desk, leader)
    told = fields(leader.get(f"/khao-sat/{number}").text) | {"s2": "1"}
    told.pop("form", None), told.pop("once", None)
    assert leader.post(f"/khao-sat/{number}", **told).status_code == 303
    asked = found(desk.surveying.book.get(number)).questions
    assert [each.may_skip for each in asked[:3]] == [False, True, False]
    assert 'name="s2" value="1" checked' in leader.text(f"/khao-sat/{number}")


def test_it_is_given_as_proof_of_a_plans_task(desk: TestOffice, people: dict[Role, Staff], leader: Browser, hall: Unit) -> None:
    admin = desk.log_in(people[Role.ADMIN])
    book = PlanBook(desk.engine)
    desk.plans_room.tracker.follow(PLAN, desk.clock.at.year, people[Role.ADMIN], desk.clock.at)
    number = opened(desk, leader)
    owed = desk.plans_room.tracker.owed(people[Role.ADMIN], desk.clock.at)
    if not owed:  # the plan's quarter is over: the office has a task of its own
        desk.plans_room.tracker.add(
            PLAN.record_id, desk.clock.at.year, "Khảo sát mức độ hài lòng", "tháng 11", hall.id, people[Role.ADMIN], desk.clock.at
        )
        owed = desk.plans_room.tracker.owed(people[Role.ADMIN], desk.clock.at)
    assert "Khảo sát mức độ hài lòng" in admin.get(f"/khao-sat/{number}").text
    assert admin.post(f"/khao-sat/{number}/minh-chung", due=str(owed[0].id)).status_code == 303
    due = found(book.due(owed[0].id))
    assert due.done
    assert f"/khao-sat/{number}/ket-qua" in due.proof
    assert SAY.page.proof_given in admin.get(f"/khao-sat/{number}").text
    assert admin.post(f"/khao-sat/{number}/minh-chung", due="12345").status_code == 409


def test_what_is_not_there_is_missing(desk: TestOffice, leader: Browser) -> None:
    number = made(desk, leader)
    for path in (
        "/khao-sat/404",
        "/khao-sat/404/ket-qua",
        f"/khao-sat/{number}/ket-qua",
        f"/khao-sat/{number}/loi",
        f"/khao-sat/{number}/giay",
    ):
        assert leader.get(path).status_code == 404
    assert leader.post(f"/khao-sat/{number}/gi-do").status_code == 404


def test_every_page_of_surveys_is_closed_to_who_is_not_logged_in(desk: TestOffice) -> None:
    stranger = WebClient(desk.app, base_url=URL, follow_redirects=False)
    for path in ("/khao-sat", "/khao-sat/1", "/khao-sat/1/ket-qua", "/khao-sat/1/ket-qua.xlsx"):
        answer = stranger.get(PREFIX + path)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{PREFIX}/dang-nhap")


def test_what_was_typed_is_in_the_form_that_is_opened(desk: TestOffice, leader: Browser) -> None:
    number = made(desk, leader)
    page = leader.get(f"/khao-sat/{number}").text
    told = fields(page) | {"q3": "Giờ tiếp dân có tiện không?", "then": "open"}
    told.pop("form", None), told.pop("once", None)
    assert 'form="builder" name="then" value="open"' in page, "the button that opens sends what was typed"
    assert leader.post(f"/khao-sat/{number}", **told).status_code == 303
    survey = found(desk.surveying.book.get(number))
    assert survey.state is SurveyState.OPEN
    assert survey.questions[2].text == "Giờ tiếp dân có tiện không?"
