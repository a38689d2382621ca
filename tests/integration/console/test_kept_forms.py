"""What the staff type and do not send is found again by whoever typed it, on any machine, and by nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from html import unescape
from threading import Barrier

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from bot.console.access import PREFIX
from bot.database.engine import read_session
from bot.people.staff import Role, Staff, Unit
from bot.people.workplace import kept_form_store
from bot.people.workplace.kept_form_store import KeptForms
from bot.people.workplace.kept_forms import KeptForm
from bot.petitions.rules.listing import ReplyTemplate
from bot.petitions.rules.transitions import Transition
from bot.runtime.clock import utc_now
from bot.settings import Settings
from bot.wiring.timetable import timetable
from tests.office import MONDAY, WORDS, Browser, TestOffice

K = WORDS.console.keeping
TEXT = "Ủy ban nhân dân xã đã cho người sửa cột đèn đầu thôn."
FIELD = re.compile(r'name="(nhap\w*)" value="([^"]*)"')


@pytest.fixture
def people(office: TestOffice, hall: Unit) -> dict[Role, Staff]:
    return {role: office.person(f"Người {role.value}", role, hall) for role in Role}


def held(office: TestOffice, holder: Staff) -> int:
    number = office.petition().petition.id
    office.done(office.desk.claim, holder, number)
    return number


def form_of(page: str, place: str) -> dict[str, str]:
    """The fields that a form carries for the keeping of it."""
    begin = page.index(f'name="nhap" value="{place}"')
    return {name: unescape(value) for name, value in FIELD.findall(page[begin : page.index("<textarea", begin)]) if name != "nhap_bo"}


def box(page: str, name: str, place: str) -> str:
    """What stands in a text box of the form at `place`."""
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>([^<]*)</textarea>', page[page.index(f'name="nhap" value="{place}"') :])
    assert found
    return unescape(found[1]).strip()


def test_a_page_shows_one_moment_though_more_is_kept_while_it_is_made(
    office: TestOffice, people: dict[Role, Staff], officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old text beside its newer revision would be taken by the script for the newest, and what the tab still has would go."""
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/answer"
    texts = {"0": ""}

    def keeps_on() -> None:
        found = office.unsent.of(people[Role.OFFICER].id).get(place)
        typed = KeptForm(place, page, "Trả lời", {"text": f"{TEXT} {len(texts)}"})
        kept = office.unsent.keep(people[Role.OFFICER].id, typed, found.revision if found else 0, utc_now())
        assert kept
        texts[str(kept.revision)] = typed.fields["text"]

    @contextmanager
    def slowly(engine: Engine) -> Iterator[Session]:
        with read_session(engine) as session:
            yield session
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(kept_form_store, "read_session", read_session)
            keeps_on()

    keeps_on()
    monkeypatch.setattr(kept_form_store, "read_session", slowly)
    shown = officer.text(page)
    assert len(texts) > 2
    assert box(shown, "text", place) == texts[form_of(shown, place)["nhap_lan"]]


def test_where_it_goes_and_what_was_promised_are_kept_with_the_reason(
    office: TestOffice, people: dict[Role, Staff], officer: Browser
) -> None:
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/forward"
    officer.post("/nhap", text="Thuộc việc của huyện.", agency="Công ty Môi trường đô thị", **form_of(officer.text(page), place))
    again = officer.text(page)
    assert 'value="Công ty Môi trường đô thị"' in again
    assert "Thuộc việc của huyện." in again


def test_what_is_kept_by_the_button_is_found_again_on_another_machine(
    office: TestOffice, people: dict[Role, Staff], officer: Browser
) -> None:
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/answer"
    saved = officer.post("/nhap", text=TEXT, **form_of(officer.text(page), place))
    assert saved.headers["location"] == f"{PREFIX}{page}?said=kept_form"
    other = office.log_in(people[Role.OFFICER])
    assert box(other.text(page), "text", place) == TEXT
    assert f'href="{PREFIX}{page}"' in other.text("/"), "every page leads to it"
    assert TEXT in unescape(other.text("/nhap"))
    assert office.petitions.get(number).petition.draft == "", "nobody was sent anything"  # type: ignore[union-attr]


def test_nobody_else_reads_it_an_admin_neither(office: TestOffice, people: dict[Role, Staff], officer: Browser, engine: Engine) -> None:
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/note"
    officer.post("/nhap", text=TEXT, **form_of(officer.text(page), place))
    for role in (Role.ADMIN, Role.LEADER):
        browser = office.log_in(people[role])
        for path in ("/", page, "/nhap", "/nhan-su", "/nhat-ky"):
            answer = browser.get(path)
            assert TEXT not in unescape(answer.text), (role, path)
    with engine.connect() as connection:
        trail = "\n".join(str(row) for row in connection.execute(text("SELECT * FROM audit")))
    assert TEXT not in trail


def test_it_is_gone_once_it_was_sent_and_stays_where_it_was_refused(
    office: TestOffice, people: dict[Role, Staff], officer: Browser
) -> None:
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/answer"
    shown = officer.text(page)
    version = int(re.search(r'name="version" value="(\d+)"', shown)[1])  # type: ignore[index]
    officer.post("/nhap", text=TEXT, **form_of(shown, place))
    stale = officer.post(f"{page}/answer", text=TEXT, version=version - 1, nhap=place)
    assert stale.status_code == 409
    assert place in office.unsent.of(people[Role.OFFICER].id)
    assert officer.post(f"{page}/answer", text=TEXT, version=version, nhap=place).status_code == 303
    assert office.unsent.of(people[Role.OFFICER].id) == {}


def test_it_is_thrown_away_by_its_button(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/answer"
    fields = form_of(officer.text(page), place)
    officer.post("/nhap", text=TEXT, **fields)
    assert officer.post("/nhap", text=TEXT, nhap_bo="1", **fields).headers["location"] == f"{PREFIX}{page}?said=thrown_away"
    assert box(officer.text(page), "text", place) == ""
    assert K.none in officer.text("/nhap")


def test_who_comes_back_is_told_what_others_did_meanwhile_and_not_what_they_did_themselves(
    office: TestOffice, people: dict[Role, Staff], officer: Browser
) -> None:
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/answer"
    officer.post("/nhap", text=TEXT, **form_of(officer.text(page), place))
    office.done(office.desk.note, people[Role.OFFICER], number, "tôi tự ghi")
    assert K.stale_by not in officer.text(page)
    office.done(office.desk.note, people[Role.LEADER], number, "hỏi lại điện lực")
    shown = unescape(officer.text(page))
    assert K.stale_by in shown
    assert (
        WORDS.console.petition.since.format(move=WORDS.console.moves[Transition.NOTE], who=people[Role.LEADER].name, at="16/11/2026 09:00")
        in shown
    )
    assert box(officer.text(page), "text", place) == TEXT


def test_two_windows_lose_neither_text(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/answer"
    fields, before = form_of(officer.text(page), place), utc_now()
    told = officer.post("/nhap", text="Viết ở máy bàn", nhap_js="1", **fields)
    said = told.json()
    assert (said["revision"], said["at"]) == (1, "09:00:00")
    assert said["kept"] > before.timestamp() * 1000, "when it was kept, so that a page can tell whether it was begun before that"
    officer.post("/nhap", text="Viết ở điện thoại", nhap_js="1", **fields)
    shown = unescape(officer.text(page))
    assert box(officer.text(page), "text", place) == "Viết ở điện thoại"
    assert K.other in shown
    assert "Viết ở máy bàn" in shown


def test_what_stands_on_the_page_again_is_not_said_to_wait_elsewhere(
    office: TestOffice, people: dict[Role, Staff], officer: Browser
) -> None:
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/answer"
    told = form_of(officer.text(page), place)
    officer.post("/nhap", text=TEXT, **told)
    refused = officer.post(place, text="", **told)
    assert refused.status_code >= 400
    assert f'<a href="{PREFIX}{page}">' not in unescape(refused.text).partition("data-unsent")[2].partition("</p>")[0]
    assert f'<a href="{PREFIX}{page}">' in unescape(officer.text("/")).partition("data-unsent")[2].partition("</p>")[0]


def test_a_template_comes_below_what_was_typed(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    made = office.desk.save_template(people[Role.ADMIN], ReplyTemplate(0, "Cảm ơn", "Cảm ơn bà con.", None), MONDAY)
    assert isinstance(made, ReplyTemplate)
    number = held(office, people[Role.OFFICER])
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/answer"
    officer.post("/nhap", text=TEXT, **form_of(officer.text(page), place))
    assert box(officer.text(f"{page}?mau={made.id}"), "text", place) == f"{TEXT}\n\nCảm ơn bà con."


@pytest.mark.parametrize(
    ("path", "place", "typed"),
    [
        ("/tin-bai/moi", "/tin-bai/moi", {"title": "Lịch tiêm phòng dại", "summary": "Tóm tắt", "body": "Toàn văn bài viết"}),
        ("/hoi-dap", "/hoi-dap/moi", {"text": "Xã tiêm chó ngày nào?", "answer": "Ngày 5 hằng tháng."}),
        ("/nhap-ho", "/nhap-ho", {"content": "Cống trước chợ bị tắc, mưa là ngập"}),
        ("/mau-tra-loi", "/mau-tra-loi/moi", {"title": "Cảm ơn", "body": "Cảm ơn bà con đã báo."}),
    ],
)
def test_every_long_form_is_found_again(
    office: TestOffice, people: dict[Role, Staff], path: str, place: str, typed: dict[str, str]
) -> None:
    writer = office.log_in(people[Role.LEADER if path == "/mau-tra-loi" else Role.OFFICER])
    fields = form_of(writer.text(path), place)
    assert writer.post("/nhap", **typed, **fields).status_code == 303
    shown = unescape(writer.text(fields["nhap_trang"]))
    for words in typed.values():
        assert words in shown


def test_name_and_telephone_of_a_caller_are_not_kept(officer: Browser, office: TestOffice, people: dict[Role, Staff]) -> None:
    officer.post("/nhap", content="Cống tắc", name="Lê Thị Ba", phone="0987654321", **form_of(officer.text("/nhap-ho"), "/nhap-ho"))
    (form,) = office.unsent.of(people[Role.OFFICER].id).values()
    assert set(form.fields) == {"content", "place"}


@pytest.mark.parametrize("wrong", [{"nhap": "/a b"}, {"nhap_trang": "https://x.example/"}, {"nhap": ""}, {"nhap_lan": "x"}])
def test_what_no_form_of_ours_says_is_refused(officer: Browser, wrong: dict[str, str]) -> None:
    fields = {"nhap": "/nhap-ho", "nhap_trang": "/nhap-ho", "nhap_ten": "x", "nhap_giu": "content", "content": TEXT}
    assert officer.post("/nhap", **fields | wrong).status_code == 400


def test_who_has_left_leaves_no_unsent_words_behind(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    officer.post("/nhap", content=TEXT, **form_of(officer.text("/nhap-ho"), "/nhap-ho"))
    assert office.book.revoke(people[Role.OFFICER].id, "cli", MONDAY)
    assert office.unsent.of(people[Role.OFFICER].id) == {}


FORM = KeptForm("/nhap-ho", "/nhap-ho", "x", {"content": TEXT})


def test_too_many_are_refused_and_none_is_lost(office: TestOffice, people: dict[Role, Staff], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_form_store, "MOST_FORMS", 3)
    own = people[Role.OFFICER].id
    kept = [office.unsent.keep(own, replace(FORM, place=f"/f/{number}"), 0, MONDAY) for number in range(4)]
    assert [form is not None for form in kept] == [True, True, True, False]
    assert office.unsent.keep(own, replace(FORM, place="/f/1", fields={"content": "thêm"}), 1, MONDAY), "those that are there go on"
    assert len(office.unsent.of(own)) == 3


def test_what_nobody_touches_is_deleted_by_the_clock(office: TestOffice, people: dict[Role, Staff], engine: Engine) -> None:
    own = people[Role.OFFICER].id
    office.unsent.keep(own, replace(FORM, place="/f/old"), 0, MONDAY)
    office.unsent.keep(own, replace(FORM, place="/f/new"), 0, MONDAY + timedelta(days=5))
    settings = Settings(_env_file=None, retention_drafts_days=7)
    job = next(job for job in timetable(settings, engine).jobs if job.name == "unsent forms")
    job.run(MONDAY + timedelta(days=8))
    assert list(KeptForms(engine).of(own)) == ["/f/new"]


def test_what_postgresql_does_not_take_is_kept_all_the_same(office: TestOffice, people: dict[Role, Staff]) -> None:
    own = people[Role.OFFICER].id
    office.unsent.keep(own, replace(FORM, fields={"content": "một\x00hai"}), 0, MONDAY)
    assert office.unsent.of(own)["/nhap-ho"].fields["content"] == "một\ufffdhai"


def test_windows_that_begin_to_write_in_one_moment_lose_nothing(office: TestOffice, people: dict[Role, Staff]) -> None:
    staff, place = people[Role.OFFICER].id, "/kien-nghi/1/answer"
    texts = [f"Lời của cửa sổ {letter}." for letter in "abcd"]
    together = Barrier(len(texts))

    def keeps(words: str) -> KeptForm | None:
        together.wait(10)
        return office.unsent.keep(staff, KeptForm(place, "/kien-nghi/1", "Kiến nghị", {"text": words}), 0, MONDAY)

    with ThreadPoolExecutor(len(texts)) as windows:
        assert all(windows.map(keeps, texts))
    kept = office.unsent.of(staff)[place]
    assert sorted(each["text"] for each in (kept.fields, *kept.others)) == texts


def test_what_one_person_keeps_has_an_end_however_it_is_cut_up(
    people: dict[Role, Staff], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_form_store, "MOST_KEPT", 1_000)
    forms, lan = KeptForms(engine), people[Role.OFFICER]
    kept = [forms.keep(lan.id, KeptForm(f"/x/{number}", "/x", "t", {"text": "x" * 400}), 0, MONDAY) for number in range(5)]
    assert [form is not None for form in kept] == [True, True, True, False, False]
    assert forms.keep(lan.id, KeptForm("/x/0", "/x", "t", {"text": ""}), 1, MONDAY) is not None, (
        "what is emptied is thrown away all the same"
    )
    assert forms.keep(people[Role.ADMIN].id, KeptForm("/x", "/x", "t", {"text": "x"}), 0, MONDAY) is not None
