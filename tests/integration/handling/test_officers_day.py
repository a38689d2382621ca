"""What goes wrong in an officer's day: two at once, a page left open, one word in the wrong box."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from httpx2 import Response
from sqlalchemy import Engine, text

from bot.console.access import PREFIX
from bot.database.engine import read_session, write_session
from bot.messages import ChatId
from bot.people.form_store import SentForms
from bot.people.login_store import Logins
from bot.people.staff import Role, Staff, Unit
from bot.petitions.cases.assisted_filing import AssistedFiling
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import (
    Contact,
    Naming,
    NewPetition,
    Petition,
    PetitionFile,
    PetitionKind,
    PetitionPlace,
    PetitionState,
    Via,
)
from bot.petitions.rules.published import RegisterQuery
from bot.petitions.rules.transitions import PUBLIC, Transition
from bot.petitions.store.register import RegisterBook
from indexer.ranking.search import Index
from tests.office import SEEN, WORDS, Browser, TestOffice
from tests.petitions import AN, MONDAY, filing
from tests.petitions import office as petition_office
from tests.support import databases

C = WORDS.console
ONCE = re.compile(r'name="once" value="([0-9a-f]+)"')
TYPED = "Chỉ nói trong nội bộ: chờ lãnh đạo"


class Forms(HTMLParser):
    """What stands in every field of a page's forms, by where the form is sent; of choices the one that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.ways: dict[str, str] = {}
        self.open: set[str] = set()
        self._form, self._name, self._select, self._tab, self._is_open = "", "", "", "", False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "details":
            self._is_open = "open" in given
        elif given.get("type") == "radio" and not self._form:
            self._tab = given["id"].rpartition("-")[2] if "checked" in given else self._tab
        elif "data-tab" in given:
            self._is_open = given["data-tab"] == self._tab
        elif tag == "form":
            self._form = given.get("action", "").rpartition("/")[2]
            self.found[self._form] = {}
            self.open |= {self._form} if self._is_open else set()
        elif self._form:
            self._field(tag, given, self.found[self._form])

    def _field(self, tag: str, given: dict[str, str], fields: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag in ("input", "textarea"):
            fields[name] = given.get("value", "")
        self._name = name if tag == "textarea" else ""
        self._select = name if tag == "select" else self._select
        if tag == "option" and (self._select not in fields or "selected" in given):
            fields[self._select] = given.get("value", "")
        if tag == "button" and given.get("formaction"):
            self.ways[given["formaction"].rpartition("/")[2]] = self._form

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


def test_a_refused_entry_and_a_refused_template_stay_in_their_own_forms(office: TestOffice, people: dict[Role, Staff]) -> None:
    admin = office.log_in(people[Role.ADMIN])
    refused = admin.post("/hoi-dap", text=TYPED, answer="Có.", source="", expires="2027-01-01")
    assert refused.status_code == 409
    assert [form for form, fields in forms(refused.text).found.items() if TYPED in fields.values()] == ["hoi-dap"]
    phrase = admin.post("/cach-goi", text=TYPED, code="khong-co", expires="2027-01-01")
    assert [form for form, fields in forms(phrase.text).found.items() if TYPED in fields.values()] == ["cach-goi"]
    admin.post("/mau-tra-loi", title="Cảm ơn", body="Cảm ơn bà con.")
    wrong = admin.post("/mau-tra-loi", id=1, title="", body=TYPED)
    assert wrong.status_code == 409
    shown = re.findall(r'name="id" value="(\d*)".*?<textarea[^>]*>([^<]*)<', wrong.text, re.DOTALL)
    assert shown == [("1", TYPED), ("", "")]


# ---- what is signed


def drafted(office: TestOffice, people: dict[Role, Staff], text: str) -> Petition:
    filed = office.petition().petition
    office.done(office.desk.claim, people[Role.OFFICER], filed.id)
    return office.done(office.desk.draft, people[Role.OFFICER], filed.id, text)


def test_what_the_leader_changed_in_the_box_is_what_is_signed(office: TestOffice, people: dict[Role, Staff], leader: Browser) -> None:
    petition = drafted(office, people, "Xã sẽ sửa trong tháng.")
    page = f"/kien-nghi/{petition.id}"
    shown = forms(leader.text(page))
    box = shown.found[shown.ways["approve"]]
    assert box["text"] == "Xã sẽ sửa trong tháng.", "the button stands under the text that it signs"
    assert leader.post(f"{page}/approve", **{**box, "text": "Xã sửa xong ngày 20/11."}).status_code == 303
    signed = office.petitions.get(petition.id)
    assert signed is not None
    assert (signed.petition.state, signed.petition.draft) == (PetitionState.APPROVED, "Xã sửa xong ngày 20/11.")
    assert signed.petition.draft_by == people[Role.LEADER].id
    assert signed.events[-1].why == "Xã sửa xong ngày 20/11.", "the time line has what the leader wrote"


def test_a_draft_that_changed_meanwhile_is_not_signed_and_the_words_stay(office: TestOffice, people: dict[Role, Staff], leader: Browser) -> None:  # fmt: skip
    petition = drafted(office, people, "Bản một.")
    page = f"/kien-nghi/{petition.id}"
    box = forms(leader.text(page)).found["answer"]
    office.done(office.desk.send_back, people[Role.LEADER], petition.id, "chưa rõ")
    office.done(office.desk.draft, people[Role.OFFICER], petition.id, "Bản hai.")
    refused = leader.post(f"{page}/approve", **{**box, "text": "Bản một, có sửa."})
    assert refused.status_code == 409
    assert forms(refused.text).found["answer"]["text"] == "Bản một, có sửa."
    assert "Bản hai." in refused.text, "what would have been signed unseen"
    assert leader.post(f"{page}/approve", **{**box, "text": ""}).status_code == 409, "an empty box signs nothing"
    kept = office.petitions.get(petition.id)
    assert kept is not None
    assert (kept.petition.state, kept.petition.draft) == (PetitionState.DRAFTED, "Bản hai.")


# ---- who reads a reason


def test_every_box_says_who_will_read_it(office: TestOffice, officer: Browser, leader: Browser, held: Petition) -> None:
    """Its move is public, and the label says so; or it stays inside, and the label says that."""
    pages = [leader.text(f"/kien-nghi/{held.id}")]
    officer.post(f"/kien-nghi/{held.id}/draft", text="Xã sẽ sửa.")
    pages.append(leader.text(f"/kien-nghi/{held.id}"))
    seen = set()
    for page in pages:
        for action, label in re.findall(
            r'<form method="post" action="[^"]*/(\w+)"(?:(?!</form>).)*?<span>([^<]*)</span><textarea', page, re.DOTALL
        ):
            told = Transition(action) in PUBLIC
            assert ("người dân sẽ đọc" in label, "nội bộ" in label) == (told, not told), (action, label)
            seen.add(action)
    assert seen == {"answer", "return", "reassign", "note", "ask", "add", "apologise", "forward", "reject"}


def test_why_colleagues_pass_it_on_is_nothing_for_the_citizen(tmp_path: Path, engine: Engine) -> None:
    """Neither in the time line, nor in what they take along, nor in a letter; also of before, when such lines were kept as public."""
    here = petition_office(engine, tmp_path)
    filed = here.room.intake.file(filing(), AN, MONDAY)
    assert isinstance(filed, PetitionFile)
    number, desk = filed.petition.id, here.room.desk
    desk.forward(here.clerk, number, here.roads.id, "", "đúng thẩm quyền", MONDAY)
    desk.claim(here.hoa, number, MONDAY)
    for giver, taker in ((here.hoa, here.lan), (here.lan, here.hoa)):  # the second time it goes to who coordinates
        assert isinstance(desk.reassign(giver, number, taker.id, "Hoa đang bị kỷ luật", MONDAY), Done)
    with write_session(engine) as session:
        session.execute(text("UPDATE petition_events SET is_public = true WHERE move = 'reassign'"))
    sight = here.room.intake.sight(number, AN)
    assert sight is not None
    assert [event.why for event in sight.file.events if event.move != "file"] == ["đúng thẩm quyền", ""]
    assert "kỷ luật" not in json.dumps(here.room.intake.kept_of(AN), ensure_ascii=False)
    with read_session(engine) as session:
        letters = session.execute(text("SELECT text FROM outbox WHERE channel = 'web'")).scalars().all()
    assert not any("kỷ luật" in letter for letter in letters)
    seen = desk.see(here.clerk, number, MONDAY)
    assert not isinstance(seen, NotDone)
    assert sum("kỷ luật" in event.why for event in seen.file.events) == 2, "colleagues read it"


# ---- whom it is about


@pytest.fixture
def complaint(office: TestOffice, people: dict[Role, Staff], hall: Unit) -> tuple[Petition, Staff]:
    """About an officer of the unit that has it, who is the only one there to be given work."""
    roads = office.unit("Phòng Hạ tầng")
    hoa = office.person("Lê Thị Hoa", Role.OFFICER, roads)
    filed = office.petition("Cán bộ Lê Thị Hoa quát mắng người già ở quầy", kind=PetitionKind.BEHAVIOUR).petition
    assert isinstance(office.desk.forward(people[Role.ADMIN], filed.id, roads.id, "", "việc của phòng", office.clock.at), Done)
    return filed, hoa


def test_whom_it_is_about_is_marked_and_never_chosen_beforehand(office: TestOffice, people: dict[Role, Staff], complaint: tuple[Petition, Staff]) -> None:  # fmt: skip
    petition, hoa = complaint
    page, admin = f"/kien-nghi/{petition.id}", office.log_in(people[Role.ADMIN])
    shown = admin.text(page)
    assert C.petition.about.format(who=hoa.name) in shown
    assert C.petition.named.format(name=hoa.name) in shown
    assert forms(shown).found["assign"]["officer"] == "", "somebody must be chosen"
    refused = admin.post(f"{page}/assign", officer=hoa.id)
    assert refused.status_code == 409
    assert C.refusals[RefusalReason.NAMED] in refused.text
    assert office.log_in(hoa).get(page).status_code == 404, "she does not read who complained"
    assert admin.post(f"{page}/assign", officer=hoa.id, sure="1").status_code == 303
    assert f",s{hoa.id}," not in admin.text("/nhat-ky"), "the trail says that it was asked twice, and not whom it names"
    assert '"confirmed"' in admin.get("/nhat-ky.csv").text.replace('""', '"')


def test_the_trail_tells_nobody_of_a_report_that_they_may_not_read(office: TestOffice, people: dict[Role, Staff], complaint: tuple[Petition, Staff]) -> None:  # fmt: skip
    petition, hoa = complaint
    other = office.petition("Cống thoát nước bị tắc ở cuối xóm").petition
    accused = office.person("Đỗ Văn Tâm", Role.LEADER, office.unit("Phòng Kinh tế"))
    office.log_in(people[Role.ADMIN]).text(f"/kien-nghi/{petition.id}")
    for path in ("/nhat-ky", f"/nhat-ky?ve=petition:{petition.id}", "/nhat-ky?viec=petition.read", "/nhat-ky.csv"):
        shown = office.log_in(accused).get(path).content.decode()
        assert f"petition:{petition.id}," not in shown
        assert f">{C.trail.subjects['petition'].format(of=petition.id)}<" not in shown
        assert f"s{hoa.id}," not in shown
    csv = office.log_in(accused).get("/nhat-ky.csv").content.decode()
    assert f",petition:{other.id}," in csv
    assert f",petition:{petition.id}," in office.log_in(people[Role.ADMIN]).get("/nhat-ky.csv").content.decode()


# ---- what is published


def test_what_is_published_is_corrected_and_taken_down(office: TestOffice, officer: Browser, leader: Browser, held: Petition) -> None:
    page, register = f"/kien-nghi/{held.id}", RegisterBook(office.engine)
    officer.post(f"{page}/answer", text="Xã sửa xong.")
    assert "unpublish" not in forms(officer.text(page)).found, "there is nothing to take down"
    assert officer.post(f"{page}/unpublish").status_code == 409
    officer.post(f"{page}/publish", content="Đường nhà ông Tám hỏng.", answer="Đã sửa cho ông Tám.")
    shown = forms(officer.text(page)).found["publish"]
    assert (shown["content"], shown["answer"]) == ("Đường nhà ông Tám hỏng.", "Đã sửa cho ông Tám."), (
        "who corrects begins with what stands there"
    )
    assert officer.post(f"{page}/publish", content=" ", answer="x").status_code == 409
    assert register.get(held.id) is not None
    gone = officer.post(f"{page}/unpublish")
    assert gone.headers["location"].endswith("said=hidden")
    assert register.get(held.id) is None
    assert register.page(RegisterQuery(text="ông Tám"))[0] == (), "nor is it found by its words"
    kept = office.petitions.get(held.id)
    assert kept is not None
    assert (kept.petition.published, kept.petition.published_answer, kept.petition.published_at) == ("", "", None)
    assert C.moves[Transition.UNPUBLISH] in officer.text(page), "the time line has it"


def test_what_is_looked_at_again_can_still_be_taken_down(office: TestOffice, officer: Browser, leader: Browser, held: Petition) -> None:
    page = f"/kien-nghi/{held.id}"
    officer.post(f"{page}/answer", text="Xã sửa xong.")
    officer.post(f"{page}/publish", content="Đường hỏng.", answer="Đã sửa.")
    chat = ChatId("web", f"citizen{held.content}"[:60])
    assert isinstance(office.intake.reopen(held.id, chat, "chưa sửa", office.clock.at), Done)
    assert leader.post(f"{page}/unpublish").status_code == 303


# ---- who must be called


def phoned(office: TestOffice, staff: Staff, content: str) -> Petition:
    contact = Contact("Lê Thị Ba", "Thôn An", "0987654321")
    told = NewPetition(PetitionKind.OTHER, content, Naming.HIDDEN, contact, PetitionPlace("Thôn An"), via=Via.PHONE)
    filed = AssistedFiling(office.intake, lambda _: True).file(staff, told, None, office.clock.at)
    assert isinstance(filed, PetitionFile)
    return filed.petition


def test_who_phoned_must_be_called_also_where_others_were_merged(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    """The chats of the merged ones are not hers: nothing was sent to her."""
    called, written = phoned(office, people[Role.OFFICER], "Cống trước chợ bị tắc, mưa là ngập"), office.petition().petition
    assert isinstance(office.desk.merge(people[Role.OFFICER], written.id, called.code, office.clock.at), Done)
    office.done(office.desk.claim, people[Role.OFFICER], called.id)
    assert C.dictation.out_of_reach in officer.text(f"/kien-nghi/{called.id}")
    assert officer.post(f"/kien-nghi/{called.id}/answer", text="Xã nạo vét ngày mai.").headers["location"].endswith("said=unsent")


def test_who_phoned_and_was_merged_is_named_beside_the_answer(office: TestOffice, people: dict[Role, Staff], officer: Browser, held: Petition) -> None:  # fmt: skip
    called = phoned(office, people[Role.OFFICER], "Đường trước nhà ông Tám hỏng đã lâu")
    assert isinstance(office.desk.merge(people[Role.OFFICER], called.id, held.code, office.clock.at), Done)
    page = officer.text(f"/kien-nghi/{held.id}")
    assert f'/kien-nghi/{called.id}">{called.code}</a>' in page[page.index(C.petition.uncalled) :]
    sent = officer.post(f"/kien-nghi/{held.id}/answer", text="Xã sửa xong.")
    assert sent.headers["location"].endswith("said=unsent_merged")
    shown = officer.text(f"/kien-nghi/{called.id}")
    assert "Xã sửa xong." in shown, "what to say when calling"
    assert C.dictation.out_of_reach in shown


# ---- pressed twice


def pressed_twice(browser: Browser, page: str, path: str, **form: object) -> list[Response]:
    """As a double click sends it: both carry what the page showed, and are there at once."""
    once = ONCE.search(browser.text(page))
    assert once
    seen = SEEN.search(browser.post(path, **form).text) if path in TRIED_FIRST else None
    told = {"form": browser.token(), "once": once[1], "seen": seen[1] if seen else "", **form}
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda _: browser.client.post(f"{PREFIX}{path}", data=told), range(2)))


TRIED_FIRST = ("/hoi-dap",)  # what it would change is shown before it is saved
ADDED: dict[str, tuple[str, str, dict[str, object], str]] = {
    "staff": ("/nhan-su", "/nhan-su", {"name": "Đỗ Văn Mới", "role": "officer", "unit": 1, "namesake": "1"}, "SELECT count(*) FROM staff WHERE name = 'Đỗ Văn Mới'"),
    "note": ("/kien-nghi/1", "/kien-nghi/1/note", {"text": "Đã gọi thôn"}, "SELECT count(*) FROM petition_events WHERE move = 'note'"),
    "lesson": (
        "/hoi-dap", "/hoi-dap", {"text": "Mèo lạc?", "answer": "Ở nhà văn hóa.", "source": "TB 5", "expires": "2027-01-01"},
        "SELECT count(*) FROM learned",
    ),
    "template": ("/mau-tra-loi", "/mau-tra-loi", {"title": "Cảm ơn", "body": "Cảm ơn bà con."}, "SELECT count(*) FROM petition_templates"),
    "article": (
        "/tin-bai/moi", "/tin-bai", {"title": "Bài mới", "summary": "Tóm tắt bài", "body": "Nội dung bài viết.", "motif": "mot_cua", "audience": "moi_nguoi"},
        "SELECT count(*) FROM articles",
    ),
    "post": ("/ke-hoach", "/ke-hoach/tin-bai", {"title": "Tin của thôn"}, "SELECT count(*) FROM unit_posts"),
}  # fmt: skip


@pytest.mark.parametrize("what", ADDED)
def test_pressed_twice_it_is_done_once(office: TestOffice, people: dict[Role, Staff], engine: Engine, what: str) -> None:
    admin = office.log_in(people[Role.ADMIN])
    office.petition()
    page, path, form, counted = ADDED[what]
    answers = pressed_twice(admin, page, path, **form)
    assert [answer.status_code for answer in answers] == [303, 303], answers[0].text
    assert answers[0].headers["location"] == answers[1].headers["location"], "the second press shows what came of the first"
    with read_session(engine) as session:
        assert session.execute(text(counted)).scalar_one() == 1
    again = pressed_twice(admin, page, path, **form)
    assert [answer.status_code for answer in again] == [303, 303]
    with read_session(engine) as session:
        assert session.execute(text(counted)).scalar_one() == 2, "from a page that was opened anew it is meant"


def test_every_form_of_every_page_is_done_once(office: TestOffice, people: dict[Role, Staff], held: Petition) -> None:
    admin = office.log_in(people[Role.ADMIN])
    for page in (
        "/",
        f"/kien-nghi/{held.id}",
        "/nhap-ho",
        "/hoi-dap",
        "/mau-tra-loi",
        "/lich",
        "/nhan-su",
        "/tin-bai/moi",
        "/ke-hoach",
        "/dan-hoi",
    ):
        for form in re.findall(r'<form[^>]*method="post".*?</form>', admin.text(page), re.DOTALL):
            assert 'name="once"' in form, page


def test_what_was_refused_may_be_sent_again_from_the_same_page(office: TestOffice, people: dict[Role, Staff], held: Petition) -> None:
    leader = office.log_in(people[Role.LEADER])
    page = f"/kien-nghi/{held.id}"
    once = ONCE.search(leader.text(page))
    assert once
    merge = {"once": once[1], "into": "KN2-222-222"}
    assert [leader.post(f"{page}/merge", **merge).status_code for _ in range(2)] == [409, 409]
    assert leader.post(f"{page}/note", once=once[1], text="một").headers["location"].endswith("said=noted")
    assert leader.post(f"{page}/note", once=once[1], text="hai").headers["location"].endswith("said=noted"), "other words are another note"
    found = office.petitions.get(held.id)
    assert found is not None
    assert [event.why for event in found.events if event.move == "note"] == ["một", "hai"]


def test_only_what_was_taken_is_called_taken(officer: Browser, held: Petition) -> None:
    """By it the page knows which of what was typed it need keep no longer."""
    page = f"/kien-nghi/{held.id}"
    assert "mot_cua_da_ghi" not in officer.post(f"{page}/note", once="aa", text=" ").headers.get("set-cookie", "")
    assert "mot_cua_da_ghi=bb" in officer.post(f"{page}/note", once="bb", text="Đã gọi").headers["set-cookie"]
    assert "set-cookie" not in officer.post(f"{page}/note", once="x; path=/ọ", text="Đã gọi").headers


def test_a_process_that_died_holds_nobody_up(engine: Engine, people: dict[Role, Staff], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.people.form_store.PATIENCE", 0.1)
    forms, other, officer = SentForms(engine), SentForms(engine), people[Role.OFFICER].id
    assert forms.begin("a" * 64, officer, MONDAY) is None
    assert other.begin("a" * 64, officer, MONDAY) == "", "it is being done"
    assert other.begin("a" * 64, officer, MONDAY + timedelta(minutes=1)) is None
    other.done("a" * 64, "/there", MONDAY)
    assert other.begin("a" * 64, officer, MONDAY) == "/there"
    assert forms.begin("a" * 64, officer, MONDAY + timedelta(days=1)) == "", "another process does not know where it led"
    assert Logins(engine).sweep(MONDAY + timedelta(days=8)) == 1


def test_who_is_not_let_in_is_told_that_the_words_are_kept(office: TestOffice, officer: Browser, held: Petition) -> None:
    office.later(days=1)
    shut = officer.client.post(f"{PREFIX}/kien-nghi/{held.id}/answer", data={"text": TYPED})
    assert shut.status_code == 403
    for page in (shut.text, officer.text("/dang-nhap")):
        assert C.keeping.outside in page
        assert C.door.how in page


# ---- who leaves


def test_what_somebody_had_who_leaves_is_asked_about_and_goes_back_to_the_queue(office: TestOffice, people: dict[Role, Staff], held: Petition) -> None:  # fmt: skip
    gone, admin = people[Role.OFFICER], office.log_in(people[Role.ADMIN])
    office.done(office.desk.draft, gone, held.id, "Xã sẽ sửa.")
    assert C.people.holds.format(count=1) in admin.text("/nhan-su")
    assert admin.post(f"/nhan-su/{gone.id}/thu-hoi").headers["location"].endswith("said=holds")
    found = office.book.get(gone.id)
    assert found is not None
    assert found.is_active, "nothing is done before it is confirmed"
    assert admin.post(f"/nhan-su/{gone.id}/thu-hoi", sure="1").headers["location"].endswith("said=returned_untold")
    back = office.petitions.get(held.id)
    assert back is not None
    assert (back.petition.state, back.petition.officer, back.petition.unit) == (PetitionState.FORWARDED, None, held.unit)
    assert back.petition.draft == "Xã sẽ sửa.", "what was written is not lost"
    assert not back.events[-1].is_public
    office.done(office.desk.claim, people[Role.LEADER], held.id)
    assert office.handing.release(office.clock.at) == 0


def test_the_leader_is_told_and_the_job_finds_what_was_left_behind(tmp_path: Path, engine: Engine) -> None:
    here = petition_office(engine, tmp_path)
    filed = here.room.intake.file(filing(), AN, MONDAY)
    assert isinstance(filed, PetitionFile)
    here.room.desk.forward(here.clerk, filed.petition.id, here.roads.id, "", "đúng việc", MONDAY)
    here.room.desk.claim(here.hoa, filed.petition.id, MONDAY)
    here.room.staff.revoke(here.hoa.id, "cli", MONDAY)  # at the command line
    here.room.reminders.warn(MONDAY)
    here.room.reminders.warn(MONDAY)
    with read_session(engine) as session:
        letters = session.execute(text("SELECT text FROM outbox WHERE key = 'Dũng'")).scalars().all()
    told = WORDS.petitions.told.left_staff.format(code=filed.petition.code, why=WORDS.petitions.told.left)
    assert [each.split("\n\n", maxsplit=1)[0] for each in letters].count(told) == 1
