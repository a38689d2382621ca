"""The console from outside: who gets what, and what a stranger or a colleague with bad intentions does not get."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from sqlalchemy import Engine
from sqlalchemy import text as sql
from starlette.routing import Route

from bot.announcements.rules.campaign import CampaignState
from bot.answers.lessons.learned import Stage
from bot.console import access
from bot.console.access import ACCESS, PREFIX
from bot.console.app import LARGEST_BODY
from bot.console.auth import COOKIE, SessionCookie, cookie_of
from bot.console.request import Fields
from bot.console.sheets import guarded
from bot.messages import ChatId
from bot.participation.round import QuestionStage
from bot.people.logins import IDLE, Purpose
from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.listing import BoardQuery
from bot.petitions.rules.outcome import RefusalReason
from bot.petitions.rules.petition import Contact, Naming, PetitionKind, PetitionState, Via
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.texts.triage import Referral
from bot.petitions.rules.transitions import Transition
from bot.runtime.rate_limiter import MESSAGES
from indexer.ranking.search import Index
from tests.library import DOG
from tests.office import CITIZEN, WORDS, Browser, TestOffice
from tests.paths import ROOT
from tests.presence import as_a, found
from tests.support import databases

C = WORDS.console
XSS = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}${7*7}"

EXAMPLE, TAKEN_DOWN = "/kien-nghi/1/hoi-dap", "/nhap-ho/1"
OUTREACH = ("/tin-bai/", "/xem-truoc", "/lich-bai/", "/dot-gui/", "/ke-hoach/viec/", "/khao-sat/")
"""Pages that need an article, a campaign, a task, a survey: test_console_outreach and test_survey_pages fill and try these."""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """The stores are tested on both databases, the pages over one."""
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    return TestOffice(engine, small_index, tmp_path / "files")


@pytest.fixture
def hall(office: TestOffice) -> Unit:
    """The unit that coordinates: it gets what comes in."""
    return office.unit("UBND xã An", is_coordinator=True)


@pytest.fixture
def people(office: TestOffice, hall: Unit) -> dict[Role, Staff]:
    return {role: office.person(f"{role.value} of the hall", role, hall) for role in Role}


@pytest.fixture
def admin(office: TestOffice, people: dict[Role, Staff]) -> Browser:
    return office.log_in(people[Role.ADMIN])


def filled(path: str) -> str:
    """A route with something in its places."""
    return path.replace("{number:int}", "1").replace("{name:path}", "x").replace("{token}", "0" * 48).replace("{action}", "claim")


# ---- roles: the one table, walked


@pytest.mark.parametrize("role", [*Role, None])
def test_every_route_is_open_to_exactly_those_in_the_table(office: TestOffice, people: dict[Role, Staff], role: Role | None) -> None:
    office.petition()
    browser = office.log_in(people[role]) if role else Browser(office.client())
    for (method, path), allowed in ACCESS.items():
        answer = browser.get(filled(path)) if method == "GET" else browser.client.post(PREFIX + filled(path), data={"form": browser.token() if role else ""})  # fmt: skip
        denied = answer.status_code == 403 and C.faults.denied in answer.text
        shut_out = answer.headers.get("location", "").partition("?")[0].endswith("/dang-nhap") or (
            answer.status_code == 403 and C.door.how in answer.text
        )
        is_leaving = path in ("/dang-xuat", "/dang-xuat-het")
        assert denied == (allowed is not None and role is not None and role not in allowed), (method, path)
        assert shut_out == ((allowed is not None and role is None) or (is_leaving and role is not None)), (method, path)
        assert answer.status_code < 500, (method, path)
        if role and is_leaving:
            browser = office.log_in(people[role])


def test_every_route_of_the_application_is_in_the_table(office: TestOffice) -> None:
    routes = [route for route in office.console.routes if isinstance(route, Route)]
    assert {(method, route.path) for route in routes for method in found(route.methods) - {"HEAD"}} == set(ACCESS)


def test_a_route_without_an_entry_stops_the_start(office: TestOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    less = {asked: roles for asked, roles in ACCESS.items() if asked != ("GET", "/nhat-ky")}
    monkeypatch.setattr(access, "ACCESS", less)
    monkeypatch.setattr("bot.console.auth.ACCESS", less)
    with pytest.raises(KeyError):
        office._made()


def test_only_the_own_pages_are_in_the_menu(officer: Browser, admin: Browser) -> None:
    for browser, shown in ((officer, False), (admin, True)):
        page = browser.text("/tai-khoan")
        for path in ("/nhan-su", "/nhat-ky", "/tong-quan"):
            assert (f'href="{PREFIX}{path}"' in page) == shown


# ---- the door


def test_opening_a_link_logs_nobody_in_and_uses_nothing_up(office: TestOffice, people: dict[Role, Staff]) -> None:
    link = office.link(people[Role.OFFICER])
    client = office.client()
    for _ in range(3):  # a preview in a chat, a virus scanner, the person
        assert "set-cookie" not in client.get(link).headers
    assert client.post(link).status_code == 303
    assert office.client().post(link).status_code == 403


def test_an_unknown_link_looks_like_a_good_one(office: TestOffice, people: dict[Role, Staff]) -> None:
    good, bad = office.client().get(office.link(people[Role.OFFICER])), office.client().get(f"{PREFIX}/vao/{'f' * 48}")
    assert re.sub("[0-9a-f]{48}", "", good.text) == re.sub("[0-9a-f]{48}", "", bad.text)


def test_the_session_is_kept_from_scripts_other_sites_and_neighbours(office: TestOffice, people: dict[Role, Staff]) -> None:
    browser = office.log_in(people[Role.OFFICER])
    for cookie in (
        office.client().post(office.link(people[Role.OFFICER])).headers["set-cookie"].lower(),
        browser.post("/dang-xuat").headers["set-cookie"].lower(),
    ):
        assert cookie.startswith(f"__host-{COOKIE}="), "no neighbour under the same name of a province can set it"
        assert "domain" not in cookie
        for needed in ("samesite=lax", "secure", "path=/"):
            assert needed in [each.strip() for each in cookie.split(";")]


@pytest.mark.parametrize(
    ("url", "name", "path"),
    [
        ("http://127.0.0.1:8000", COOKIE, "/quan-tri"),
        ("http://127.0.0.1:8000/hoi", COOKIE, "/hoi/quan-tri"),
        ("https://a.gov.vn", f"__Host-{COOKIE}", "/"),
        ("https://a.gov.vn/", f"__Host-{COOKIE}", "/"),
        ("https://a.gov.vn/hoi", f"__Secure-{COOKIE}", "/hoi/quan-tri"),
    ],
)
def test_the_name_of_the_session_goes_by_where_the_site_stands(url: str, name: str, path: str) -> None:
    assert cookie_of(url) == SessionCookie(name, path, is_secure=url.startswith("https"))


def test_a_session_that_was_there_before_is_not_taken_over(office: TestOffice, people: dict[Role, Staff]) -> None:
    """Session fixation: who plants a cookie in somebody's browser must not be logged in with it afterwards."""
    name = f"__Host-{COOKIE}"
    planted = office.log_in(people[Role.OFFICER]).client.cookies[name]
    for cookie in (planted, "made-up"):
        victim = office.client()
        victim.cookies.set(name, cookie, domain="mot-cua.example.gov.vn", path="/")
        assert victim.post(office.link(people[Role.ADMIN])).status_code == 303
        fresh = [kept.value for kept in victim.cookies.jar if kept.name == name]
        assert fresh
        assert cookie not in fresh
        for tried in (name, COOKIE):
            thief = office.client()
            thief.cookies.set(tried, cookie, domain="mot-cua.example.gov.vn", path=PREFIX)
            assert thief.get(f"{PREFIX}/tai-khoan").status_code == 303


def test_the_door_leads_nowhere_else(office: TestOffice, people: dict[Role, Staff]) -> None:
    """No open redirect: whatever stands in the address, one arrives at the board."""
    for more in ("?next=https://evil.example", "?url=//evil.example", "?said=//evil.example"):
        assert office.client().post(office.link(people[Role.OFFICER]) + more).headers["location"] == f"{PREFIX}/"
    for path in ("//evil.example", "/https://evil.example", "/%2F%2Fevil.example", "/\\evil.example"):
        assert not office.client().get(PREFIX + path).headers.get("location", PREFIX).startswith(("http", "//", "/\\"))


def test_guessing_at_the_door_is_slowed_down(office: TestOffice) -> None:
    client = office.client()
    tries = [client.post(f"{PREFIX}/vao/{number:048x}").status_code for number in range(MESSAGES + 2)]
    assert tries == [403] * MESSAGES + [429] * 2
    office.later(minutes=1)
    assert client.post(f"{PREFIX}/vao/{0:048x}").status_code == 403


def test_who_shares_an_address_with_a_guesser_still_comes_in(office: TestOffice, people: dict[Role, Staff]) -> None:
    client = office.client()
    assert [client.post(f"{PREFIX}/vao/{number:048x}").status_code for number in range(MESSAGES + 1)][-1] == 429
    assert client.post(office.link(people[Role.OFFICER])).status_code == 303


def test_leaving_ends_the_session_here_and_everywhere(office: TestOffice, people: dict[Role, Staff]) -> None:
    one, two, three = (office.log_in(people[Role.OFFICER]) for _ in range(3))
    one.post("/dang-xuat")
    assert [browser.get("/").status_code for browser in (one, two, three)] == [303, 200, 200]
    two.post("/dang-xuat-het")
    assert three.get("/").status_code == 303


def test_a_session_ends_by_itself(office: TestOffice, officer: Browser) -> None:
    office.later(seconds=IDLE.total_seconds())
    assert officer.get("/").headers["location"] == f"{PREFIX}/dang-nhap"


def test_who_is_revoked_is_out_at_once_and_nobody_revokes_themselves(office: TestOffice, people: dict[Role, Staff], admin: Browser, officer: Browser) -> None:  # fmt: skip
    admin.post(f"/nhan-su/{people[Role.OFFICER].id}/thu-hoi", sure="1")
    assert officer.get("/").status_code == 303
    admin.post(f"/nhan-su/{people[Role.ADMIN].id}/thu-hoi")
    admin.post(f"/nhan-su/{people[Role.ADMIN].id}", name="A", role="officer", unit=people[Role.ADMIN].unit)
    assert admin.get("/nhan-su").status_code == 200


# ---- forged forms


FORMS = [path for (method, path), roles in ACCESS.items() if method == "POST" and roles is not None]
"""Of who is logged in: who is not has no session to whose forms a token could belong."""


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_another_site_or_session_does_nothing(office: TestOffice, people: dict[Role, Staff], path: str) -> None:
    filed = office.petition().petition
    admin, other = office.log_in(people[Role.ADMIN]), office.log_in(people[Role.ADMIN])
    own = admin.token()
    form = {"name": "X", "role": "admin", "unit": "1", "text": "x", "body": "x", "title": "x"}
    attempts: list[tuple[dict[str, str], dict[str, str]]] = [
        ({}, {}),
        ({"form": ""}, {}),
        ({"form": other.token()}, {}),
        ({"form": own[:-1]}, {}),
        ({"form": own}, {"Origin": "https://evil.example"}),
        ({"form": own}, {"Origin": "null"}),
        ({"form": own}, {"Sec-Fetch-Site": "cross-site"}),
    ]
    for token, headers in attempts:
        answer = admin.client.post(PREFIX + filled(path), data={**form, **token}, headers=headers)
        assert answer.status_code == 403, (token, headers)
        assert C.faults.forged in answer.text
    found = office.petitions.by_code(filed.code)
    assert found is not None
    assert found.petition.state is PetitionState.RECEIVED
    assert admin.get("/").status_code == 200, "not even logged out"


def test_a_login_form_of_another_site_does_nothing(office: TestOffice, people: dict[Role, Staff]) -> None:
    link = office.link(people[Role.OFFICER])
    assert office.client().post(link, headers={"Origin": "https://evil.example"}).status_code == 403
    assert office.client().post(link, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert office.client().post(link, headers={"Origin": office.url, "Sec-Fetch-Site": "same-origin"}).status_code == 303


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""])
def test_other_encodings_are_no_form_of_ours(officer: Browser, kind: str) -> None:
    answer = officer.client.post(f"{PREFIX}/dang-xuat", content=f"form={officer.token()}".encode(), headers={"content-type": kind})
    assert answer.status_code == 400


def test_a_form_that_is_too_large_is_refused_before_it_is_read(officer: Browser) -> None:
    answer = officer.post("/hoi-dap", text="a", answer="a" * LARGEST_BODY)
    assert answer.status_code == 413
    assert C.faults.too_long in answer.text
    many = "&".join(f"a{number}=1" for number in range(1_000))
    urlencoded = {"content-type": "application/x-www-form-urlencoded"}
    assert officer.client.post(f"{PREFIX}/hoi-dap", content=many.encode(), headers=urlencoded).status_code == 400


# ---- another unit's petitions


@pytest.fixture
def stranger(office: TestOffice) -> Browser:
    """An officer of a unit that has nothing to do with it."""
    return office.log_in(office.person("Người đơn vị khác", Role.OFFICER, office.unit("Xã Xa")))


def test_a_petition_of_another_unit_is_as_if_it_were_not_there(office: TestOffice, people: dict[Role, Staff], stranger: Browser) -> None:
    secret = "Chuyện riêng của nhà tôi ở thôn An"
    picture = office.folder.parent / "photo.jpg"
    Image.new("RGB", (40, 30), "red").save(picture)
    photo = office.photos.keep(picture)
    assert isinstance(photo, Photo)
    filed = office.petition(secret, photos=(photo,)).petition
    office.done(office.desk.claim, people[Role.OFFICER], filed.id)
    there, nowhere = stranger.get(f"/kien-nghi/{filed.id}"), stranger.get(f"/kien-nghi/{filed.id + 99}")
    assert (there.status_code, there.text) == (nowhere.status_code, nowhere.text)
    assert there.status_code == 404
    assert stranger.get(f"/kien-nghi/{filed.id}/tep/{photo.name}").status_code == 404
    for action in ("claim", "note", "answer", "assign", "reassign", "reject", "publish", "forward", "merge", "apologise", "link", "close"):
        form = {"text": "x", "officer": 1, "into": filed.code, "promised": "2026-12-01", "content": "x", "answer": "x", "agency": "x"}
        assert stranger.post(f"/kien-nghi/{filed.id}/{action}", **form).status_code == 404, action
    for page in ("/?tt=tat-ca", f"/?q={filed.code}", "/?tt=tat-ca&q=thôn", "/kien-nghi.csv?tt=tat-ca", f"/kien-nghi/{filed.id}?mau=1"):
        assert secret not in stranger.get(page).text
    assert secret in office.log_in(people[Role.OFFICER]).text(f"/kien-nghi/{filed.id}")


def test_a_similar_answer_is_only_taken_from_what_one_may_see(office: TestOffice, people: dict[Role, Staff]) -> None:
    office.petition("Đường thôn An hỏng nặng lắm rồi")
    filed = office.petition("Chuyện của người khác hẳn ở đây").petition
    office.done(office.desk.claim, people[Role.OFFICER], filed.id)
    office.desk.answer(people[Role.OFFICER], filed.id, "Câu trả lời kín", office.clock.at)
    far = office.unit("Xã Xa")
    person = office.person("Người đơn vị khác", Role.OFFICER, far)
    office.desk.forward(people[Role.OFFICER], 1, far.id, "", "đúng việc", office.clock.at)
    browser = office.log_in(person)
    assert "Câu trả lời kín" not in browser.text(f"/kien-nghi/1?tuong-tu={filed.id}")


# ---- files


def test_files_go_to_staff_alone_and_never_as_pages(office: TestOffice, officer: Browser) -> None:
    picture = office.folder.parent / "photo.jpg"
    Image.new("RGB", (40, 30), "red").save(picture)
    photo = office.photos.keep(picture)
    assert isinstance(photo, Photo)
    filed = office.petition(photos=(photo,)).petition
    address = f"/kien-nghi/{filed.id}/tep/{photo.name}"
    answer = officer.get(address)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"] == f'inline; filename="kien-nghi-{filed.id}.jpg"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    page = officer.get("/kien-nghi/1").text
    assert page.count(photo.name) == 2
    assert WORDS.console.petition.unchecked in page, "nobody looked for cards on it, and the office is told"
    assert office.client().get(PREFIX + address).status_code == 303


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/pdf", "application/x-shockwave-flash"])
def test_a_file_that_lies_is_downloaded_and_runs_nothing(
    office: TestOffice, officer: Browser, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = office.folder.parent / "page.html"
    page.write_text("<script>alert(1)</script>")
    filed = office.petition().petition
    monkeypatch.setattr(office.desk, "photo", lambda *_: (page, kind))
    answer = officer.get(f"/kien-nghi/{filed.id}/tep/x")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"] or "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "%00", "....//", "a/../../b", "C:\\x"])
def test_no_name_leads_out_of_the_folder(office: TestOffice, officer: Browser, name: str) -> None:
    office.petition()
    answer = officer.get(f"/kien-nghi/1/tep/{name}")
    assert answer.status_code in (303, 404, 405)
    assert "root:" not in answer.text


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"])
def test_static_files_are_those_of_the_folder(office: TestOffice, path: str) -> None:
    assert office.client().get(PREFIX + path).status_code == 404


# ---- what people write is text


class Elements(HTMLParser):
    """The scripts, images and handlers of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.found += [name for name in given if name.startswith("on") or name == "style"]
        if tag == "script" and not (given.get("src") or "").startswith(PREFIX):
            self.found.append("script")
        if tag in ("iframe", "object", "embed") or (tag == "img" and not (given.get("src") or "").startswith(PREFIX)):
            self.found.append(tag)
        self.found += [value for name in ("href", "src", "action", "formaction") if (value := given.get(name)) and not value.startswith((PREFIX, "#"))]  # fmt: skip


def dangers(page: str) -> list[str]:
    parser = Elements()
    parser.feed(page)
    return parser.found


def test_every_field_that_somebody_fills_in_is_shown_as_text(office: TestOffice, admin: Browser, people: dict[Role, Staff]) -> None:
    boss = people[Role.ADMIN]
    contact = Contact(XSS, XSS, XSS)
    filed = office.petition(XSS + " một hai ba bốn", XSS[:100], contact=contact, naming=Naming.NAMED).petition
    admin.post("/don-vi", name=XSS, place=XSS[:100])
    admin.post("/nhan-su", name=XSS, role="officer", unit=boss.unit)
    admin.post("/lich/ngay", day="2026-12-24", what="off", note=XSS)
    admin.post("/mau-tra-loi", title=XSS, body=XSS)
    admin.taught("/hoi-dap", text=XSS, answer=XSS, source=XSS, expires="2027-01-01")
    admin.taught("/cach-goi", text=XSS, code=DOG, expires="2027-01-01")
    office.questions.record(CITIZEN, XSS, "not_found", "", "", office.clock.at)
    notice = {"kind": "other", "title": XSS[:80], "text": XSS, "place": XSS[:80]}
    assert admin.post("/bao-tin", begins="2026-12-24", ends="2026-12-25", on_web="1", **notice).status_code == 303
    event = {"kind": "village", "title": XSS[:80], "about": XSS, "place": XSS, "host": XSS, "script": XSS}
    assert admin.post("/doi-thoai", day="2026-12-24", unit=boss.unit, **event).status_code == 303
    province = office.index.lexicon.units.provinces[0].name
    assert admin.post("/chi-so", kind="par", year="2025", province=province, value="80", source=XSS).status_code == 303
    for action, form in (("claim", {}), ("note", {"text": XSS}), ("ask", {"text": XSS}), ("add", {"text": XSS}), ("draft", {"text": XSS})):
        assert admin.post(f"/kien-nghi/{filed.id}/{action}", **form).status_code == 303, action
    pages = [
        filled(path)
        for method, path in ACCESS
        if method == "GET" and not path.endswith((".csv", ".xlsx", ".docx", "{name:path}", "{token}"))
    ]
    pages = [path for path in pages if not path.startswith(OUTREACH) and path not in (EXAMPLE, TAKEN_DOWN)]
    hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    pages += [f"/?q={hostile}&tu=2026-01-01", f"/nhat-ky?ai={hostile}&viec={hostile}&ve={hostile}", f"/hoi-dap?text={hostile}&answer={hostile}", f"/?said={hostile}", "/kien-nghi/1?mau=1"]  # fmt: skip
    shown = 0
    for path in pages:
        page = admin.text(path)
        assert dangers(page) == [], path
        assert "49$" not in page, "no template was rendered"
        shown += page.count("&lt;script&gt;alert(1)")
    assert shown > 15, "it was shown indeed"
    assert admin.post(f"/kien-nghi/{filed.id}/approve", text=XSS).status_code == 303
    assert admin.post(f"/kien-nghi/{filed.id}/answer", text="<script>alert(1)</script> là câu trả lời").status_code == 303
    assert dangers(admin.text(EXAMPLE)) == []
    assert "&lt;script&gt;alert(1)" in admin.text(EXAMPLE)
    refused = admin.post(f"/kien-nghi/{filed.id}/assign", officer=99, text=XSS)
    assert dangers(refused.text) == []


def test_every_answer_has_its_headers_and_is_not_kept(office: TestOffice, admin: Browser) -> None:
    for path in ("/", "/dang-nhap", "/khong-co", "/kien-nghi/99", "/nhat-ky.csv"):
        headers = admin.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store", path


def test_a_failure_is_a_page_that_says_nothing_of_its_insides(office: TestOffice, admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret insides")

    monkeypatch.setattr(office.desk, "page", fail)
    answer = admin.get("/")
    assert answer.status_code == 500
    assert C.faults.broken in answer.text
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


# ---- tables


@pytest.mark.parametrize(
    "begins", ["=1+1", "+84912", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\uff1d1+1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_a_formula(office: TestOffice, admin: Browser, begins: str) -> None:
    office.petition(f"{begins} là nội dung của một kiến nghị dài")
    rows = list(csv.reader(io.StringIO(admin.get("/kien-nghi.csv").content.decode("utf-8-sig"))))
    assert all(not cell.strip().startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    book = load_workbook(io.BytesIO(admin.get("/kien-nghi.xlsx").content))
    assert all(cell.data_type != "f" for row in as_a(Worksheet, book.active).iter_rows() for cell in row)
    assert guarded(begins).startswith("'")


def test_a_table_opens_in_excel_with_its_letters_dates_and_every_line(office: TestOffice, admin: Browser) -> None:
    for number in range(3):
        office.petition(f'Nội dung thứ {number}\nhai dòng, có phẩy; "nháy" \x07')
    answer = admin.get("/kien-nghi.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-disposition"] == f'attachment; filename="kien-nghi-den-{office.clock.at:%d-%m-%Y}.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:2] == [C.board.row, C.board.code]
    assert len(rows) == 4
    assert rows[1][2] == "16/11/2026 09:00", "the office's clock"
    sheet = as_a(Worksheet, load_workbook(io.BytesIO(admin.get("/kien-nghi.xlsx").content)).active)
    assert [cell.value for cell in sheet[1]] == rows[0]
    assert sheet.max_row == 4
    assert sheet["C2"].is_date


def test_a_table_tells_the_whole_petition_how_it_came_and_what_was_answered(
    office: TestOffice, admin: Browser, people: dict[Role, Staff]
) -> None:
    long = "Đèn đường thôn Một bị cháy. " * 12
    filed = office.petition(long).petition
    office.done(office.desk.claim, people[Role.OFFICER], filed.id)
    office.done(office.desk.answer, people[Role.OFFICER], filed.id, "Đã thay bóng.")
    rows = list(csv.reader(io.StringIO(admin.get("/kien-nghi.csv?tt=tat-ca").content.decode("utf-8-sig"))))
    assert len(set(rows[0])) == len(rows[0]), "no two columns are called the same"
    told = dict(zip(rows[0], rows[1], strict=True))
    assert told[C.board.summary] == long.strip()
    assert (told[C.board.answer], told[C.board.timely]) == ("Đã thay bóng.", C.yes)
    assert told[C.petition.answered_at] == "16/11/2026 09:00"
    assert told[C.dictation.via] == C.vias[Via.ONLINE]


def test_a_table_follows_the_filters(office: TestOffice, admin: Browser, people: dict[Role, Staff]) -> None:
    kept, other = office.petition("Đèn đường thôn Một bị cháy").petition, office.petition("Rác ở chợ chưa ai gom").petition
    office.done(office.desk.claim, people[Role.OFFICER], kept.id)
    assert kept.code in admin.get("/kien-nghi.csv?tt=in_progress").text
    assert other.code not in admin.get("/kien-nghi.csv?tt=in_progress").text


def test_the_board_and_its_table_are_narrowed_to_a_place(office: TestOffice, admin: Browser) -> None:
    near, far = office.petition("Đèn đường bị cháy", "Thôn Hạ").petition, office.petition("Rác chưa ai gom", "Thôn Thượng").petition
    for page in ("/?noi=thôn+hạ", "/kien-nghi.csv?noi=thon+ha"):
        assert near.code in admin.text(page)
        assert far.code not in admin.text(page)
    assert 'name="noi" value="thôn hạ"' in admin.text("/?noi=thôn+hạ")


def test_what_tells_of_danger_stands_first_and_bears_a_mark(office: TestOffice, admin: Browser, people: dict[Role, Staff]) -> None:
    calm = [office.petition(f"Đường trước nhà tôi hỏng đã lâu, đoạn {number}.").petition for number in range(3)]
    office.later(minutes=30)
    urgent = [office.petition(f"Cháy nhà ở xóm {number}, khói nhiều lắm.", place=f"Xóm {number}").petition for number in range(3)]
    assert all(each.is_urgent for each in urgent)
    assert not any(each.is_urgent for each in calm)
    page = admin.text("/")
    codes = [each.code for each in (*urgent, *calm)]
    assert sorted(codes, key=page.index) == codes, "what tells of danger first, though it came last"
    assert page.count(f">{C.board.urgent}<") == 3
    assert f">{C.board.urgent}<" in admin.text(f"/kien-nghi/{urgent[0].id}")
    read, after = [], ""
    while True:
        found = office.desk.page(people[Role.ADMIN], BoardQuery(is_open=True, limit=2, after=after), office.clock.at)
        read += [line.code for line in found.lines]
        if not (after := found.next):
            break
    assert read == codes, "page by page none is missing and none comes twice"
    answered = office.done(office.desk.reject, people[Role.ADMIN], urgent[0].id, "Đội chữa cháy đã dập tắt.")
    everything = office.desk.page(people[Role.ADMIN], BoardQuery(), office.clock.at).lines
    assert [line.code for line in everything if line.code != answered.code][:2] == codes[1:3]
    assert everything[-1].code == answered.code, "what is over presses nobody"


def test_a_search_that_finds_nothing_open_leads_to_what_is_done(office: TestOffice, admin: Browser, people: dict[Role, Staff]) -> None:
    done = office.petition("Cột điện nghiêng cạnh nhà văn hóa").petition
    office.done(office.desk.claim, people[Role.OFFICER], done.id)
    office.done(office.desk.answer, people[Role.OFFICER], done.id, "Đã dựng lại cột.")
    empty = admin.text("/?q=cột+điện+nghiêng")
    everywhere = f"{PREFIX}/?{html.escape(urlencode([('q', 'cột điện nghiêng'), ('tt', 'tat-ca')]))}"
    assert C.board.empty in empty
    assert everywhere in empty
    assert done.code in admin.text(html.unescape(everywhere).removeprefix(PREFIX))
    assert C.board.look_everywhere not in admin.text("/?q=không+ai+viết+thế&tt=tat-ca"), "nowhere else to look"


# ---- the work


class Form(HTMLParser):
    """Names and values of a page's last form."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self.values = {}
        if tag == "input" and given.get("name"):
            self.values[str(given["name"])] = given.get("value") or ""
        if tag == "textarea":
            self._area = str(given["name"])
            self.values[self._area] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] = (self.values[self._area] + data).removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


def fields(page: str) -> dict[str, str]:
    form = Form()
    form.feed(page)
    return form.values


def test_a_petition_lives_its_life_in_the_console_alone(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    filed = office.petition().petition
    leader = office.log_in(people[Role.LEADER])
    page = f"/kien-nghi/{filed.id}"
    assert filed.code in officer.text("/")
    assert leader.post(f"{page}/assign", officer=people[Role.OFFICER].id).headers["location"].endswith("said=done")
    officer.post(f"{page}/begin")
    officer.post(f"{page}/note", text="Đã gọi hỏi thôn")
    officer.post(f"{page}/ask", text="Bà con cho biết rõ đoạn nào?")
    assert C.petition.paused in officer.text(page)
    officer.post(f"{page}/add", text="Đoạn trước nhà văn hóa")
    officer.post(f"{page}/link", procedure=DOG)
    officer.post(f"{page}/apologise", promised="2026-12-03", text="Phải chờ vật tư")
    officer.post(f"{page}/draft", text="Xã sẽ sửa xong trong tuần.")
    leader.post(f"{page}/return", text="Ghi rõ ngày")
    officer.post(f"{page}/draft", text="Xã sẽ sửa xong ngày 20/11.")
    leader.post(f"{page}/approve", text="Xã sẽ sửa xong ngày 20/11.")
    sent = officer.post(f"{page}/answer", text="Xã sẽ sửa xong ngày 20/11.")
    assert sent.headers["location"].endswith("said=sent")
    officer.post(f"{page}/publish", content="Đường hỏng.", answer="Sẽ sửa ngày 20/11.")
    told = officer.text(page)
    for word in ("assign", "begin", "note", "ask", "add", "link", "apologise", "draft", "return", "approve", "answer", "publish"):
        assert C.moves[Transition(word)] in told
    found = office.petitions.by_code(filed.code)
    assert found is not None
    assert (found.petition.state, found.petition.published) == (PetitionState.ANSWERED, "Đường hỏng.")
    assert filed.code not in officer.text("/")
    assert officer.get(f"/?q={filed.code}").headers["location"] == f"{PREFIX}{page}"


def test_who_needs_a_signature_is_offered_to_ask_for_it(office: TestOffice, people: dict[Role, Staff], admin: Browser) -> None:
    strict = office.unit("Phòng Kinh tế", needs_approval=True)
    asks, signs = (office.log_in(office.person(f"{role.value} of the office", role, strict)) for role in (Role.OFFICER, Role.LEADER))
    filed = office.petition().petition
    page = f"/kien-nghi/{filed.id}"
    admin.post(f"{page}/forward", unit=strict.id, text="đúng việc")
    asks.post(f"{page}/claim")
    offered = asks.text(page)
    assert f">{C.petition.submit}</button>" in offered
    assert C.petition.signed_first in offered
    assert f'{PREFIX}{page}/answer"' not in offered
    assert asks.post(f"{page}/draft", text="Sửa xong ngày mai.").status_code == 303
    assert f'{PREFIX}{page}/answer"' in signs.text(page)
    signs.post(f"{page}/approve", text="Sửa xong ngày mai.")
    assert f'{PREFIX}{page}/answer"' in asks.text(page), "what is signed may leave"


def test_who_comes_second_is_told_and_keeps_what_was_typed(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    filed = office.petition().petition
    leader = office.log_in(people[Role.LEADER])
    assert officer.post(f"/kien-nghi/{filed.id}/claim", version=filed.version).status_code == 303
    late = leader.post(f"/kien-nghi/{filed.id}/claim", version=filed.version)
    assert late.status_code == 409
    assert C.refusals[RefusalReason.TAKEN] in late.text
    stale = officer.post(f"/kien-nghi/{filed.id}/answer", text="Một câu trả lời dài đã gõ", version=filed.version)
    assert stale.status_code == 409
    assert "Một câu trả lời dài đã gõ" in stale.text


CALLED = {
    "via": "dien_thoai",
    "kind": "khac",
    "content": "Cống trước chợ bị tắc, mưa là ngập",
    "place": "Chợ An",
    "naming": "hidden",
    "name": "Lê Thị Ba",
    "address": "Thôn An",
    "phone": "0987 654 321",
    "procedure": "",
    "warned": "",
}


def test_who_calls_is_given_a_code_large_enough_to_be_read_out(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    assert PREFIX + "/nhap-ho" in officer.text("/")
    sent = officer.post("/nhap-ho", **CALLED)
    page = sent.headers["location"].removeprefix(PREFIX)
    found = office.petitions.get(int(page.rpartition("/")[2]))
    assert found is not None
    told = officer.text(page)
    assert f'<p class="large">{found.petition.code}</p>' in told
    assert f'<p class="large">{office.views.moment(found.petition.due)}</p>' in told
    assert "Cống trước chợ" not in told, "somebody may look over the counter"
    petition = officer.text(f"/kien-nghi/{found.petition.id}")
    for shown in (C.vias[Via.PHONE], C.dictation.by.format(name=people[Role.OFFICER].name), C.dictation.out_of_reach, "0987654321"):
        assert shown in petition
    officer.post(f"/kien-nghi/{found.petition.id}/claim")
    answered = officer.post(f"/kien-nghi/{found.petition.id}/answer", text="Xã nạo vét ngày mai.")
    assert answered.headers["location"].endswith("said=unsent"), "nothing was sent to anybody"


def test_only_who_took_it_down_reads_its_code_there(office: TestOffice, admin: Browser, officer: Browser) -> None:
    page = officer.post("/nhap-ho", **CALLED).headers["location"].removeprefix(PREFIX)
    assert admin.get(page).status_code == 404
    filed = office.petition().petition
    assert officer.get(f"/nhap-ho/{filed.id}").status_code == 404, "its sender wrote it"


def test_a_caller_in_danger_is_first_sent_where_help_is(office: TestOffice, officer: Browser) -> None:
    fire = {**CALLED, "content": "Cháy nhà ở chợ An, cứu với"}
    warned = officer.post("/nhap-ho", **fire)
    assert warned.status_code == 409
    assert C.dictation.doors[Referral.FIRE] in warned.text
    form = fields(warned.text)
    assert (form["content"], form["warned"]) == (fire["content"], "fire")
    assert officer.post("/nhap-ho", **{**fire, "warned": form["warned"]}).status_code == 303


def test_what_was_taken_down_by_half_stays_on_the_page_as_text(officer: Browser) -> None:
    answer = officer.post("/nhap-ho", **{**CALLED, "content": XSS, "name": XSS, "address": XSS, "phone": XSS, "place": XSS})
    assert answer.status_code == 409
    assert C.refusals[RefusalReason.WRONG_PHONE] in answer.text
    assert dangers(answer.text) == []
    assert answer.text.count("&lt;script&gt;alert(1)") == 5


@pytest.mark.parametrize("wrong", [{"kind": ""}, {"kind": "x"}, {"via": "truc_tuyen"}, {"via": "x"}, {"naming": "x"}])
def test_what_the_page_does_not_offer_is_no_form_of_ours(officer: Browser, wrong: dict[str, str]) -> None:
    assert officer.post("/nhap-ho", **{**CALLED, **wrong}).status_code == 400


@pytest.mark.parametrize(
    "query", ["tt=khong-co", "loai=x", "dv=abc", "cb=-1", "tu=hôm qua", "dv=99999999999999999999", "tu=0001-01-01", "den=9999-12-31"]
)
def test_a_filter_that_is_none_is_refused(admin: Browser, query: str) -> None:
    assert admin.get(f"/?{query}").status_code == 400


@pytest.mark.parametrize("after", ["0001-01-01T00:00:00+14:00|1", "9999-12-31T23:59:59-14:00|1", "2026-11-16T08:00:00+07:00|" + "9" * 40, "2026-11-16T08:00:00+07:00|-1", "2026-11-16T08:00:00|1", "|"])  # fmt: skip
def test_a_place_in_the_list_that_is_none_is_its_beginning(office: TestOffice, admin: Browser, after: str) -> None:
    filed = office.petition().petition
    for order in ("", "&sx=newest"):
        answer = admin.get(f"/?sau={quote(after)}{order}")
        assert answer.status_code == 200
        assert filed.code in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "sau=rubbish",
        "sau=eyJhIjoxfQ",
        "q=%00",
        "q=%F0%9F%98%80",
        "han=1&sx=newest",
        "cb=toi",
        "noi=%00%25",
        "noi=" + "a" * 5_000,
        "q=" + "a" * 5_000,
    ],
)
def test_any_other_question_to_the_board_is_answered(admin: Browser, query: str) -> None:
    assert admin.get(f"/?{query}").status_code in (200, 400)


def test_the_calendar_and_the_deadlines_are_the_admin_s(office: TestOffice, admin: Browser, officer: Browser) -> None:
    admin.post("/lich/ngay", day="2026-11-18", what="off", note="Nghỉ bù")
    admin.post("/lich/thoi-han", quy_dinh=15, hanh_vi=10, dich_vu_cong=5, khac=3)
    page = officer.text("/lich?nam=2026")
    assert "18/11/2026" in page
    assert "Nghỉ bù" in page
    filed = office.petition().petition
    assert "18/11/2026" in officer.text(f"/kien-nghi/{filed.id}"), "the explanation shows the day off"
    assert admin.post("/lich/thoi-han", quy_dinh=0, hanh_vi=10, dich_vu_cong=5, khac=3).status_code == 400
    assert admin.get("/lich?nam=1").status_code == 400


def test_people_and_units_are_added_changed_and_invited(office: TestOffice, admin: Browser, hall: Unit) -> None:
    assert admin.post("/nhan-su", name="Lê Mới", role="officer", unit=hall.id).headers["location"].endswith("said=added")
    person = next(found for found in office.book.everyone() if found.name == "Lê Mới")
    admin.post(f"/nhan-su/{person.id}", name="Lê Cũ", role="leader", unit=hall.id)
    assert office.book.get(person.id) is not None
    assert "Lê Cũ" in admin.text("/nhan-su")
    token = re.search(r"moi_([0-9a-f]{48})", admin.post(f"/nhan-su/{person.id}/moi").text)
    assert token
    assert office.logins.join(token[1], CITIZEN, office.clock.at)
    assert admin.post("/don-vi", name=hall.name).headers["location"].endswith("said=taken")
    for wrong in ({"name": ""}, {"name": "a" * 201}, {"role": "king"}, {"unit": "x"}):
        assert admin.post("/nhan-su", **{"name": "A", "role": "officer", "unit": hall.id, **wrong}).status_code == 400


def test_who_has_no_telegram_is_let_in_by_a_link_that_an_admin_makes_and_the_trail_tells(
    office: TestOffice, admin: Browser, people: dict[Role, Staff]
) -> None:
    officer = people[Role.OFFICER]
    page = f"/nhan-su/{officer.id}/lien-ket"
    assert office.log_in(people[Role.LEADER]).post(page).status_code == 403
    made = admin.post(page)
    link = re.search(rf"{office.url}{PREFIX}(/vao/[0-9a-f]{{48}})<", made.text)
    assert link
    assert made.headers["cache-control"] == "no-store"
    browser = Browser(office.client())
    assert browser.client.post(PREFIX + link[1]).status_code == 303
    assert officer.name in browser.text("/tai-khoan")
    assert Browser(office.client()).client.post(PREFIX + link[1]).status_code == 403, "once"
    last = next(each for each in office.trail.page() if each.action == "staff.link_login")
    assert (last.actor, last.subject) == (people[Role.ADMIN].actor, officer.actor)


def test_nobody_gets_the_link_of_somebody_who_has_the_bot(office: TestOffice, admin: Browser, people: dict[Role, Staff]) -> None:
    token = office.logins.link(people[Role.LEADER].id, Purpose.INVITE, "cli", office.clock.at)
    assert token
    assert office.logins.join(token, CITIZEN, office.clock.at)
    page = f"/nhan-su/{people[Role.LEADER].id}/lien-ket"
    assert f"{PREFIX}{page}" not in admin.text("/nhan-su")
    assert admin.post(page).headers["location"].endswith("said=has_bot")
    assert admin.post("/nhan-su/99/lien-ket").headers["location"].endswith("said=wrong")


def test_the_trail_tells_who_did_what_and_is_verified(office: TestOffice, admin: Browser, hall: Unit) -> None:
    admin.post("/don-vi", name="Đơn vị mới")
    page = admin.text("/nhat-ky")
    assert C.trail.actions["unit.added"] in page
    assert "unit.added</td>" not in page, "what machines call it is no word for people"
    assert C.trail.subjects["unit"].format(of="Đơn vị mới") in html.unescape(page)
    assert "Đơn vị mới" in page
    assert "Đơn vị mới" not in admin.text("/nhat-ky?viec=staff.added")
    assert C.trail.intact.partition("{")[0] in admin.post("/nhat-ky/kiem-tra").text
    rows = list(csv.reader(io.StringIO(admin.get("/nhat-ky.csv").content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, len(rows))]


def test_questions_that_say_the_same_stand_together_and_become_an_entry(
    office: TestOffice, people: dict[Role, Staff], officer: Browser
) -> None:
    for text in ("thuyền thúng của xã màu gì", "thuyen thung cua xa mau gi", "thuyền thúng xã màu gì", "chó trồng hoa"):
        office.questions.record(CITIZEN, text, "not_found", "", "", office.clock.at)
    page = officer.text("/cau-hoi")
    assert C.questions.group.format(count=3) in page
    form = {"text": "Thuê sân bóng xã thế nào?", "answer": "Gọi nhà văn hóa.", "source": "Thông báo 9", "expires": "01/01/2027"}
    assert officer.taught("/hoi-dap", **form).headers["location"].endswith("said=proposed")
    assert office.lessons.live(office.clock.at) == ()
    leader = office.log_in(people[Role.LEADER])
    leader.post("/hoi-dap/1/duyet")
    (live,) = office.lessons.live(office.clock.at)
    assert live.lesson.answer == "Gọi nhà văn hóa."
    unsure = leader.post("/hoi-dap/1/go")
    assert unsure.status_code == 409
    assert C.learned.remove_about in unsure.text
    assert office.lessons.live(office.clock.at), "nothing is removed by one press"
    leader.post("/hoi-dap/1/go", sure="1")
    assert [item.stage(office.clock.at.date()) for item in office.lessons.listed()] == [Stage.GONE]


def test_what_somebody_found_wrong_stands_among_the_questions_with_what_was_answered(office: TestOffice, officer: Browser) -> None:
    number = office.questions.record(CITIZEN, "mượn loa đài nhà văn hóa", "answered", "1.000894", "tong_quan", office.clock.at)
    assert "loa đài" not in officer.text("/cau-hoi")
    assert office.questions.rate(number, CITIZEN, False, office.clock.at)
    page = officer.text("/cau-hoi")
    assert "loa đài" in page
    assert C.questions.wrong.format(count=1) in page
    assert C.questions.was_answered.format(code="1.000894") in page


def test_what_was_taught_is_changed_on_its_page_and_keeps_what_was_typed(
    office: TestOffice, people: dict[Role, Staff], officer: Browser, admin: Browser
) -> None:
    form = {"text": "Thuê sân bóng xã thế nào?", "answer": "Gọi nhà văn hóa.", "source": "Thông báo 9", "expires": "01/01/2027"}
    officer.taught("/hoi-dap", **form)
    page = "/hoi-dap/1/sua"
    assert f"{PREFIX}{page}" in officer.text("/hoi-dap"), "her own, until it counts"
    begun = fields(officer.text(page))
    assert {name: begun[name] for name in form} == form
    leader = office.log_in(people[Role.LEADER])
    refused = leader.post(page, **{**form, "answer": "Gọi ông Tư.", "code": "9.999999"})
    assert refused.status_code == 409
    assert fields(refused.text)["answer"] == "Gọi ông Tư."
    assert leader.taught(page, **{**form, "answer": "Gọi ông Tư."}).headers["location"].endswith("said=approved")
    assert [live.lesson.answer for live in office.lessons.live(office.clock.at)] == ["Gọi ông Tư."]
    late = admin.post(page, **{**form, "answer": "Gọi bà Năm."})
    assert late.status_code == 409
    assert C.learned.gone_since in late.text
    assert "Gọi bà Năm." in late.text, "nobody's words are lost"
    assert officer.get("/hoi-dap/2/sua").status_code == 404, "what counts is not hers to change"
    assert f"{PREFIX}/hoi-dap/2/sua" not in officer.text("/hoi-dap")
    assert leader.get("/hoi-dap/99/sua").status_code == 404


def test_questions_for_which_something_was_taught_leave_the_list_until_one_asks_again_in_vain(office: TestOffice, admin: Browser) -> None:
    for text in ("thuyền thúng của xã màu gì", "thuyen thung cua xa mau gi", "chó trồng hoa"):
        office.questions.record(CITIZEN, text, "not_found", "", "", office.clock.at)
    office.later(minutes=1)
    admin.taught("/hoi-dap", text="Thuyền thúng của xã màu gì?", answer="Màu xanh.", source="Thông báo 9", expires="2027-01-01")
    page = admin.text("/cau-hoi")
    assert "thuyen thung" not in page
    assert "thuyền thúng" not in page
    assert "chó trồng hoa" in page, "what nobody answered stays"
    office.later(minutes=1)
    office.questions.record(CITIZEN, "thuyền thúng của xã màu gì", "not_found", "", "", office.clock.at)
    assert "thuyền thúng" in admin.text("/cau-hoi"), "asked again in vain: what was taught does not help"


def test_a_good_answer_becomes_an_entry_in_one_tap_and_one_confirmation(
    office: TestOffice, people: dict[Role, Staff], officer: Browser
) -> None:
    filed = office.petition("Tôi là Trần Văn Tám. Chó ở thôn tôi phải tiêm ngày nào?", procedure=DOG).petition
    page, path = f"/kien-nghi/{filed.id}", f"/kien-nghi/{filed.id}/hoi-dap"
    assert officer.get(path).status_code == 409, "no answer yet"
    assert PREFIX + path not in officer.text(page)
    officer.post(f"{page}/claim")
    officer.post(f"{page}/answer", text="Thưa ông Trần Văn Tám (0912345678), xã tiêm ngày 5 hằng tháng.")
    assert PREFIX + path in officer.text(page)
    form = fields(officer.text(path))
    assert form["text"] == "Chó ở thôn tôi phải tiêm ngày nào?"
    assert "Tám" not in form["answer"] + form["text"]
    assert "0912345678" not in form["answer"]
    assert filed.code[-3:] in form["source"]
    assert filed.code not in form["source"], "who knows the whole code may follow the petition"
    assert officer.taught("/hoi-dap", **{**form, "form": officer.token()}).headers["location"].endswith("said=proposed")
    assert office.lessons.live(office.clock.at) == (), "an officer proposes"
    assert C.learned.waiting in officer.text(path), "nobody proposes it twice unknowingly"
    office.log_in(people[Role.LEADER]).post("/hoi-dap/1/duyet")
    (live,) = office.lessons.live(office.clock.at)
    assert (live.lesson.code, live.lesson.answer) == (DOG, form["answer"])


def test_an_entry_is_about_a_procedure_that_there_is_or_about_none(office: TestOffice, admin: Browser) -> None:
    form = {"text": "Chợ mở khi nào?", "answer": "Sáng.", "source": "Thông báo 1", "expires": "2027-01-01"}
    admin.taught("/hoi-dap", **form, code="9.999999")
    admin.taught("/hoi-dap", **form, code=DOG)
    assert [item.lesson.code for item in office.lessons.live(office.clock.at)] == ["", DOG]


def test_no_example_of_what_one_may_not_see_or_of_what_is_about_a_colleague(
    office: TestOffice, people: dict[Role, Staff], admin: Browser, stranger: Browser
) -> None:
    told = office.petition("Cán bộ tiếp dân nói năng khó nghe", kind=PetitionKind.BEHAVIOUR).petition
    other = office.petition("Đèn đường thôn An hỏng đã lâu").petition
    for filed in (told, other):
        office.done(office.desk.claim, people[Role.ADMIN], filed.id)
        office.desk.answer(people[Role.ADMIN], filed.id, "Đã xử lý.", office.clock.at)
    assert admin.get(f"/kien-nghi/{told.id}/hoi-dap").status_code == 409
    assert admin.get(f"/kien-nghi/{other.id}/hoi-dap").status_code == 200
    assert stranger.get(f"/kien-nghi/{other.id}/hoi-dap").status_code == 404
    assert admin.get("/kien-nghi/999/hoi-dap").status_code == 404


def test_half_an_entry_is_not_taken_and_nothing_typed_is_lost(officer: Browser) -> None:
    answer = officer.post("/hoi-dap", text="Câu hỏi dài", answer="Câu trả lời dài", source="", expires="2027-01-01")
    assert answer.status_code == 409
    assert "Câu trả lời dài" in answer.text
    unknown = officer.post("/cach-goi", text="cún cưng", code="9.999999", expires="2027-01-01")
    assert C.refusals[RefusalReason.NO_SUCH_PROCEDURE] in unknown.text
    assert "cún cưng" in unknown.text
    assert officer.post("/hoi-dap", text="a", answer="b", source="c", expires="").status_code == 409


def test_the_dashboard_counts(office: TestOffice, admin: Browser, people: dict[Role, Staff]) -> None:
    for number in range(3):
        filed = office.petition(f"Việc cần giải quyết thứ {number}").petition
        office.done(office.desk.claim, people[Role.OFFICER], filed.id)
    office.desk.answer(people[Role.OFFICER], 1, "Đã xong việc này.", office.clock.at + timedelta(hours=1))
    office.later(hours=2)
    page = admin.text("/tong-quan")
    assert "100 %" in page
    assert C.figures.of_owed.format(on_time=1, owed=1) in page
    assert page.count("<rect") > 6


def test_the_dashboard_counts_from_the_day_on_which_the_office_began(office: TestOffice, admin: Browser) -> None:
    assert 'name="tu" value="16/11/2026"' in admin.text("/tong-quan"), "not from a year before"


def test_nothing_else_is_there(office: TestOffice, admin: Browser) -> None:
    for method in ("put", "delete", "patch"):
        assert getattr(admin.client, method)(f"{PREFIX}/nhan-su").status_code == 405
    for path in ("/openapi.json", "/docs", "/admin", "/kien-nghi/abc", "/kien-nghi/1/", "/kien-nghi/99999999999999999999"):
        assert admin.get(path).status_code in (400, 404), path


# ---- numbers that are none

NO_NUMBERS = ("²", "٣", "9" * 50, "-1", " 7\x00")
FIELDS = (
    *(
        "text",
        "title",
        "place",
        "name",
        "unit",
        "nam",
        "year",
        "truoc",
        "number",
        "article",
        "day",
        "loai",
        "code",
        "sure",
        "version",
        "due",
    ),
    *(
        "tuong-tu",
        "officer",
        "mau",
        "id",
        "dv",
        "other",
        "sau",
        "tu",
        "den",
        "ky",
        "hour",
        "q",
        "theme",
        "role",
        "kind",
        "into",
        "phone",
        "plan",
    ),
)


@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_no_number_of_ours_is_answered_and_is_no_fault(
    office: TestOffice, admin: Browser, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One field alone is sent where the page, without any, looks for it: where it does not, the page cannot tell that it came."""
    looked_for: set[str] = set()
    sent_alone: set[str] = set()
    for read in ("text", "all"):
        monkeypatch.setattr(Fields, read, _remembering(getattr(Fields, read), looked_for))
    office.petition()
    for (method, path), allowed in ACCESS.items():
        if allowed is None or path.startswith("/dang-xuat"):
            continue
        if method == "GET":
            looked_for.clear()
            answers = [admin.get(filled(path))]
            has_all_kept = path == "/"  # for the links of the board
            alone = [name for name in FIELDS if has_all_kept or name in looked_for] if value == "²" else []
            answers += [admin.get(f"{filled(path)}?{urlencode({name: value})}") for name in alone]
            sent_alone |= set(alone)
            answers.append(admin.get(f"{filled(path)}?{urlencode(dict.fromkeys(FIELDS, value))}"))
            in_path = path.replace("{number:int}", quote(value[:40])).replace("{name:path}", quote(value[:40])).replace("{action}", "claim")
            answers.append(admin.get(in_path))
        else:
            form = dict.fromkeys(FIELDS, value) | {"form": admin.token()}
            answers = [admin.client.post(PREFIX + filled(path), data=form)]
        assert [answer.status_code for answer in answers if answer.status_code >= 500] == [], (method, path)
    assert value != "²" or {"dv", "ky", "q", "sau"} <= sent_alone


def _remembering(read: Callable[..., object], names: set[str]) -> Callable[..., object]:
    def remembered(fields: Fields, name: str, *more: object) -> object:
        names.add(name)
        return read(fields, name, *more)

    return remembered


def test_who_did_it_is_read_whatever_stands_in_the_trail(office: TestOffice) -> None:
    for actor in ("staff:²", f"staff:{'9' * 5_000}", "staff:-1", "staff:"):
        assert office.views.names().actor(actor) == actor


KINDS = "|".join(sorted({action.partition(".")[0] for action in C.trail.actions}))
SAID = re.compile(rf"[\"'](?:{KINDS})\.[a-z_]+[\"']")


def test_all_that_is_written_into_the_trail_has_words_for_people(office: TestOffice) -> None:
    """Found from the code itself: what is written as it stands, and what is put together of a state."""
    names, bot = office.views.names(), ROOT / "bot"
    said = {each.strip("\"'") for file in bot.rglob("*.py") for each in SAID.findall(file.read_text(encoding="utf-8"))}
    said -= {each for each in said if each.endswith((".html", ".id", ".month", ".key", ".channel"))}
    said |= {f"campaign.{state}" for state in CampaignState} | {f"question.{stage}" for stage in QuestionStage}
    said |= {f"petition.{move}" for move in Transition} | {f"staff.link_{purpose}" for purpose in Purpose}
    assert len(said) > 60
    assert {each for each in said if names.action(each) == each} == set()
    assert {names.subject("staff:1"), names.subject("trail"), names.subject("x:1")} == {
        C.trail.subjects["staff"].format(of=names.person(1)),
        C.trail.subjects["trail"],
        "x:1",
    }


# ---- what was handed on


def test_a_unit_where_nobody_works_is_named_as_such_before_and_after(office: TestOffice, officer: Browser) -> None:
    empty, petition = office.unit("Tổ Chưa Có Người"), office.petition().petition
    assert C.petition.unmanned.format(name=empty.name) in officer.text(f"/kien-nghi/{petition.id}")
    sent = officer.post(f"/kien-nghi/{petition.id}/forward", unit=empty.id, text="Đúng thẩm quyền")
    assert sent.headers["location"].endswith("said=unmanned_untold"), "this office writes no letters"
    assert C.petition.unmanned.format(name="Xã An") not in officer.text(
        f"/kien-nghi/{office.petition('Cống ở đầu xóm bị tắc.').petition.id}"
    )


def test_a_petition_goes_to_a_unit_or_outside_and_the_page_says_where_it_went(office: TestOffice, admin: Browser) -> None:
    unit, petition = office.unit("Phòng Địa chính"), office.petition().petition
    path, form = f"/kien-nghi/{petition.id}/forward", {"agency": "Điện lực Ví Dụ", "text": "Việc của ngành điện"}
    refused = admin.post(path, unit=unit.id, **form)
    assert refused.status_code == 409
    assert C.petition.faults["agency"] in html.unescape(refused.text)
    assert "Điện lực Ví Dụ" in refused.text, "nothing typed is lost"
    assert admin.post(path, **form).status_code == 303
    page = html.unescape(admin.text(f"/kien-nghi/{petition.id}"))
    assert "→ Điện lực Ví Dụ" in page, "the line names who has it"
    assert C.petition.handed_out in page
    assert f"<dt>{C.petition.due}</dt>" not in page, "this office owes nothing any more"
    claiming = page.index(f"<summary>{C.moves[Transition.CLAIM]}</summary>")
    assert page[:claiming].rstrip().endswith('<details class="act">'), "taking it back is there, and closed"


@pytest.mark.parametrize(
    ("action", "field", "form"),
    [
        ("merge", "into", {"into": "KNZ-ZZZ-ZZZ"}),
        ("forward", "unit", {"unit": "", "agency": "", "text": "Việc của ngành điện"}),
        ("apologise", "promised", {"promised": "02/11/2026", "text": "Chờ vật tư"}),
        ("apologise", "promised", {"promised": "", "text": "Chờ vật tư"}),
        ("link", "procedure", {"procedure": "9.999999"}),
        ("note", "text", {"text": ""}),
    ],
)
def test_what_is_refused_names_the_field_and_keeps_what_was_typed(
    office: TestOffice, officer: Browser, people: dict[Role, Staff], action: str, field: str, form: dict[str, str]
) -> None:
    petition = office.petition().petition
    office.done(office.desk.claim, people[Role.OFFICER], petition.id)
    refused = officer.post(f"/kien-nghi/{petition.id}/{action}", **form)
    page = html.unescape(refused.text)
    assert refused.status_code == 409
    assert f'<a href="#{action}-{field}">{C.petition.faults[field]}</a>' in page, "the message leads to the field"
    assert f'id="{action}-{field}" aria-invalid="true"' in page
    assert f'id="{action}-{field}-fault">{C.petition.faults[field]}' in page, "and what is wanted stands beside it"
    assert all(value in page for value in form.values())


def test_what_is_looked_at_again_is_not_called_public(office: TestOffice, admin: Browser, people: dict[Role, Staff]) -> None:
    content = "Đèn đầu thôn An tắt đã ba tuần nay."
    petition = office.petition(content).petition
    office.done(office.desk.claim, people[Role.OFFICER], petition.id)
    office.done(office.desk.answer, people[Role.OFFICER], petition.id, "Đã thay đèn.")
    office.done(office.desk.publish, people[Role.ADMIN], petition.id, "Đèn hỏng", "Đã thay đèn.")
    label = f'<p class="state">{C.petition.is_public}</p>'
    assert label in admin.text(f"/kien-nghi/{petition.id}")
    office.done(office.intake.reopen, petition.id, ChatId("web", f"citizen{content}"[:60]), "Đèn lại tắt")
    page = admin.text(f"/kien-nghi/{petition.id}")
    assert label not in page
    assert C.petition.was_public in page


@pytest.mark.parametrize("is_outside", [True, False])
def test_who_handed_a_petition_on_sees_its_line_and_where_it_went_and_nobody_else_does(
    office: TestOffice, people: dict[Role, Staff], stranger: Browser, *, is_outside: bool
) -> None:
    content, unit, other = "Đường liên xã hỏng từ cầu Đen tới chợ.", office.unit("Phòng Địa chính"), office.unit("Phòng Văn hóa")
    person, petition = office.person("Lê Địa Chính", Role.OFFICER, unit), office.petition(content).petition
    office.done(office.desk.claim, people[Role.OFFICER], petition.id)
    office.done(office.desk.forward, people[Role.OFFICER], petition.id, unit.id, "", "Thuộc địa chính")
    office.done(office.desk.claim, person, petition.id)
    browser = office.log_in(person)
    wanted = {"agency": "Sở Xây dựng"} if is_outside else {"unit": other.id}
    sent = browser.post(f"/kien-nghi/{petition.id}/forward", text="Thuộc quyền nơi khác", **wanted)
    assert sent.status_code == 303
    page = browser.get(sent.headers["location"].removeprefix(PREFIX))
    told = html.unescape(page.text)
    assert page.status_code == 200
    assert C.petition.sent_on in told
    assert all(each in told for each in (petition.code, "Sở Xây dựng" if is_outside else other.name, "Thuộc quyền nơi khác"))
    assert content not in told, "what it says is no longer theirs to read"
    assert "0912345678" not in told
    assert "Thôn An" not in told
    assert stranger.get(f"/kien-nghi/{petition.id}").status_code == 404
    assert browser.post(f"/kien-nghi/{petition.id}/note", text="x").status_code == 404


def test_a_tick_that_was_refused_with_its_form_stands_again(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    petition = office.petition().petition
    office.done(office.desk.claim, people[Role.OFFICER], petition.id)
    with office.engine.begin() as connection:
        connection.execute(sql("UPDATE petitions SET about = :about"), {"about": f",s{people[Role.LEADER].id},u99,"})
    page = officer.post(f"/kien-nghi/{petition.id}/forward", sure="1", agency="Sở Xây dựng", text="")
    assert page.status_code == 409
    assert page.text.count('name="sure" value="1" checked') == 1, "in the form it came from, and in no other"
