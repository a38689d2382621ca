"""The console in a real browser: by mouse, by keyboard, without scripts, on a phone and at a desk."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import uvicorn

from bot.answers.lessons.learned import LearnedKind, Lesson
from bot.console.access import PREFIX
from bot.console.views import STATIC_FOLDER
from bot.people.staff import Role
from bot.petitions.cases.assisted_filing import AssistedFiling
from bot.petitions.rules.listing import ReplyTemplate
from bot.petitions.rules.petition import Contact, Naming, NewPetition, PetitionFile, PetitionKind, PetitionPlace, PetitionState, Via
from indexer.ranking.search import Index
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.library import DOG
from tests.office import CITIZEN, MONDAY, WORDS, TestOffice
from tests.support import databases

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

PHONE, DESK = 390, 1280
PAGES = [
    "/",
    "/kien-nghi/1",
    "/kien-nghi/2",
    "/kien-nghi/3/hoi-dap",
    "/nhap-ho",
    "/nhap-ho/15",
    "/kien-nghi/15",
    "/tong-quan",
    "/cau-hoi",
    "/nghi",
    "/hoi-dap",
    "/hoi-dap/2/sua",
    "/mau-tra-loi",
    "/lich",
    "/nhan-su",
    "/nhat-ky",
    "/thong-bao",
    "/tai-khoan",
]
CONTENTS = [
    "Cột đèn đầu thôn An cháy bóng đã ba tuần, buổi tối các cháu đi học về rất nguy hiểm. Đề nghị xã cho người sửa.",
    "Nộp hồ sơ đăng ký khai sinh trực tuyến đến bước ký số thì báo lỗi, thử ba ngày không được.",
    "Cán bộ một cửa hẹn trả kết quả ngày 10 nhưng đến nơi lại bảo chưa xong, không giải thích.",
    "Quy định nộp bản sao chứng thực sổ hộ khẩu không còn phù hợp vì sổ giấy đã bỏ.",
    "Rác ở chợ xã không có người gom, mùi hôi cả khu dân cư.",
]


@pytest.fixture(scope="module")
def office(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    folder = tmp_path_factory.mktemp("office")
    engine = databases.sqlite_at(folder / "office.db")
    office = TestOffice(engine, small_index, folder / "files", "http://127.0.0.1", has_mail=True)
    server = uvicorn.Server(uvicorn.Config(office.app, port=0, log_level="critical", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    office.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    fill(office)
    yield office
    server.should_exit = True
    thread.join(10)
    engine.dispose()


def fill(office: TestOffice) -> None:
    """What an office has after a few weeks."""
    own = office.unit("UBND xã Ví Dụ", is_coordinator=True)
    office.unit("Trung tâm Phục vụ hành chính công", needs_approval=True)
    admin, leader = office.person("Nguyễn Thị Quản", Role.ADMIN, own), office.person("Phạm Văn Lãnh", Role.LEADER, own)
    officer = office.person("Lê Thị Cán", Role.OFFICER, own)
    kinds = list(PetitionKind)
    for number in range(14):
        office.clock.at = MONDAY - timedelta(days=70 - 5 * number)
        file = office.petition(f"{CONTENTS[number % 5]} Việc thứ {number + 1}.", f"Thôn {number % 3 + 1}", kind=kinds[number % 4])
        holder = leader if file.petition.kind is PetitionKind.BEHAVIOUR else officer
        if number % 3:
            office.done(office.desk.claim, holder, file.petition.id)
        if number % 3 == 2:
            office.later(days=number)
            office.desk.answer(
                officer, file.petition.id, "Ủy ban nhân dân xã đã cho người khắc phục ngày hôm qua. Cảm ơn bà con.", office.clock.at
            )
    office.clock.at = MONDAY
    called = NewPetition(
        PetitionKind.OTHER,
        CONTENTS[0],
        Naming.HIDDEN,
        Contact("Trần Thị Gọi", "Thôn 2", "0987654321"),
        PetitionPlace("Thôn 2"),
        via=Via.PHONE,
    )
    assert isinstance(AssistedFiling(office.intake, lambda _: True).file(admin, called, None, MONDAY), PetitionFile)
    for text in ("mèo lạc nộp ở đâu", "meo lac nop o dau", "mèo đi lạc nộp chỗ nào", "cho thuê sân bóng của xã", "thuê sân bóng xã"):
        office.questions.record(CITIZEN, text, "not_found", "", "", MONDAY)
    office.lessons.propose(
        officer, Lesson(LearnedKind.ALIAS, "cún cưng phải khai báo", (MONDAY + timedelta(days=90)).date(), code=DOG), MONDAY
    )
    office.lessons.propose(leader, Lesson(LearnedKind.FAQ, "Xã có nhận mèo lạc không?", (MONDAY + timedelta(days=90)).date(), "Có, tại nhà văn hóa.", "Thông báo 5/TB-UBND"), MONDAY)  # fmt: skip
    for number in (1, 2, 4):
        office.tell(admin, f"Kiến nghị số {number} sắp hết hạn, chưa ai nhận.", f"/kien-nghi/{number}", MONDAY - timedelta(hours=number))
    assert admin.id == 1


@pytest.fixture
def page(tab: BrowserPage, office: TestOffice) -> BrowserPage:
    """The admin's browser, just logged in by the link and its button."""
    tab.screen(DESK, 800)
    tab.tell("Network.clearBrowserCookies")
    tab.tell("Emulation.setScriptExecutionDisabled", value=False)
    admin = office.book.get(1)
    assert admin
    office.logins.leave_everywhere(admin.id, "cli", office.clock.at)
    office.unsent.purge(office.clock.at + timedelta(days=1))
    tab.open(office.url + office.link(admin))
    submit(tab, "main form button")
    tab.run("sessionStorage.clear()")
    tab.complaints.clear()
    return tab


def submit(page: BrowserPage, selector: str) -> None:
    page.run(f"window.left = true, document.querySelector({selector!r}).click()")
    page.wait_for("!window.left && document.readyState === 'complete'")


def path(page: BrowserPage) -> str:
    return str(page.run("location.pathname")).removeprefix(PREFIX)


def test_the_link_asks_for_a_button_and_then_lets_in(page: BrowserPage) -> None:
    assert path(page) == "/"
    assert page.run("document.cookie") == "", "no script reads the session"


def test_every_page_is_whole(page: BrowserPage, office: TestOffice) -> None:
    """On a phone and at a desk, by day and by night. Pictures to look at after a change: `make pictures`."""
    for each in PAGES:
        page.open(f"{office.url}{PREFIX}{each}")
        assert path(page) == each
        for screen in page.screens((PHONE, 844), (DESK, 844)):
            assert page.run("document.documentElement.scrollWidth <= innerWidth"), (each, screen)
            assert page.run("document.querySelectorAll('h1').length") == 1, (each, screen)
            small = "[...document.querySelectorAll('main button, main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), main .composer > label, main select, main summary')].filter((e) => e.checkVisibility() && e.offsetHeight < 44).map((e) => e.outerHTML)"  # fmt: skip
            assert page.run(small) == [], (each, screen)
    assert page.complaints == []


def test_a_petition_is_claimed_and_answered_without_scripts(page: BrowserPage, office: TestOffice) -> None:
    file = office.petition("Cống trước cổng trường bị tắc khi mưa.", "Thôn Bốn")
    page.tell("Emulation.setScriptExecutionDisabled", value=True)
    page.tell("Page.navigate", url=f"{office.url}{PREFIX}/kien-nghi/{file.petition.id}")
    wait(page, "form[action$='/claim'] button")
    click(page, "form[action$='/claim'] button")
    wait(page, "form[action$='/answer'] textarea")
    page.run("document.querySelector(\"form[action$='/answer'] textarea\").focus()")
    page.type("Đã thông cống sáng nay. <b>Cảm ơn</b> bà con.")
    click(page, "form[action$='/answer'] button")
    wait(page, ".said")
    seen = office.petitions.by_code(file.petition.code)
    assert seen is not None
    assert seen.petition.state is PetitionState.ANSWERED
    assert seen.petition.answer == "Đã thông cống sáng nay. <b>Cảm ơn</b> bà con."
    assert page.run("document.querySelectorAll('.text b').length") == 0


def wait(page: BrowserPage, selector: str) -> None:
    """The page's own scripts may be off; the browser's protocol still looks."""
    page.wait_for(f"document.querySelector({selector!r}) && document.readyState === 'complete'")


def click(page: BrowserPage, selector: str) -> None:
    page.run(f"document.querySelector({selector!r}).scrollIntoView({{ block: 'center' }})")
    x, y = page.run(f"(() => {{ const r = document.querySelector({selector!r}).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()")  # fmt: skip
    page.click(x, y)
    time.sleep(0.3)


def test_the_board_is_walked_by_keyboard(page: BrowserPage) -> None:
    for _ in range(2):
        page.press("j", 74)
    assert page.run("document.activeElement === document.querySelectorAll('.board th a')[1]")
    page.press("k", 75)
    assert page.run("document.activeElement === document.querySelectorAll('.board th a')[0]")
    page.press("/", 191)
    assert page.run("document.activeElement.id") == "search"
    page.type("jjj")
    assert page.run("search.value") == "jjj", "keys that are typed into a field stay there"


def test_a_screen_reader_hears_names(page: BrowserPage, office: TestOffice) -> None:
    for each in PAGES:
        page.open(f"{office.url}{PREFIX}{each}")
        nodes = page.tell("Accessibility.getFullAXTree")["nodes"]
        roles = ("button", "link", "textbox", "combobox", "checkbox", "spinbutton", "searchbox", "Date", "image")
        unnamed = [
            node["role"]["value"] for node in nodes if not node["ignored"] and node["role"]["value"] in roles and not node["name"]["value"]
        ]
        assert unnamed == [], each


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_and_the_colours_are_those_of_the_chat(scheme: str) -> None:
    sheet = (STATIC_FOLDER / "console.css").read_text(encoding="utf-8")
    chat = (STATIC_FOLDER.parents[1] / "channels" / "web" / "static" / "style.css").read_text(encoding="utf-8")
    own, others = (re.findall(r":root \{(.*?)\}", text, re.DOTALL) for text in (sheet, chat))
    assert own[:2] == others[:2]
    place = 0 if scheme == "light" else 1
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", own[place] + own[place + 2]))
    pairs = "ink/ground ink/sheet quiet/ground quiet/sheet link/sheet late/late-ground late/sheet soon/soon-ground calm/calm-ground ink/calm-ground ink/accent-soft on-accent/accent"
    for ink, ground in (pair.split("/") for pair in pairs.split()):
        bright, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)  # WCAG 2.2, 1.4.3


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[begin : begin + 2], 16) / 255 for begin in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ---- what is typed is not lost


ANSWER, NOTE = "form[action$='/answer'] textarea", "form[action$='/note'] textarea"
STORED = "sessionStorage.getItem('mot-cua-chua-gui')"


def types(page: BrowserPage, field: str, words: str) -> None:
    """Into the field, its tab chosen."""
    page.run(f"document.getElementById('soan-' + document.querySelector({field!r}).closest('[data-tab]').dataset.tab).click()")
    page.run(f"document.querySelector({field!r}).focus()")
    page.type(words)


def typed(page: BrowserPage, field: str) -> str:
    return str(page.run(f"document.querySelector({field!r}).value"))


@pytest.fixture
def held(office: TestOffice) -> PetitionFile:
    """A petition that the admin works on."""
    admin, file = office.book.get(1), office.petition(f"Đường liên thôn lầy lội, việc {time.monotonic()}", "Thôn Năm")
    assert admin
    office.done(office.desk.claim, admin, file.petition.id)
    return file


def test_what_is_typed_outlives_every_other_form_of_the_page(page: BrowserPage, office: TestOffice, held: PetitionFile) -> None:
    page.open(f"{office.url}{PREFIX}/kien-nghi/{held.petition.id}")
    types(page, ANSWER, "Một câu trả lời dài")
    types(page, NOTE, "Đã gọi thôn")
    submit(page, "form[action$='/note'] button")
    assert (typed(page, ANSWER), typed(page, NOTE)) == ("Một câu trả lời dài", ""), "the note was taken, and is asked for no more"
    office.desk.note(office.book.get(1), held.petition.id, "của người khác", office.clock.at)  # type: ignore[arg-type]
    types(page, NOTE, "quá muộn")
    submit(page, "form[action$='/note'] button")
    assert page.run("Boolean(document.querySelector('.notice[role=alert]'))"), "refused: somebody was faster"
    submit(page, "main .links a")
    assert path(page) == "/"
    submit(page, "[data-unsent] a")
    assert (typed(page, ANSWER), typed(page, NOTE)) == ("Một câu trả lời dài", "quá muộn"), "found again from the board"
    submit(page, "form[action$='/answer'] button:not([type])")
    page.open(f"{office.url}{PREFIX}/")
    kept = office.unsent.of(1)
    assert [form.fields["text"] for form in kept.values()] == ["quá muộn"], "what was sent is forgotten"
    assert "Một câu trả lời dài" not in page.run(STORED)
    assert [error for error in page.complaints if "409" not in error] == []


def test_what_is_typed_outlives_the_session_and_is_its_writers_alone(page: BrowserPage, office: TestOffice, held: PetitionFile) -> None:
    page.open(f"{office.url}{PREFIX}/kien-nghi/{held.petition.id}")
    types(page, ANSWER, "Viết đã nửa giờ")
    office.logins.leave_everywhere(1, "cli", office.clock.at)
    submit(page, "form[action$='/answer'] button")
    assert WORDS.console.keeping.outside in page.run("document.querySelector('main').innerText")
    admin, other = office.book.get(1), office.book.get(3)
    assert admin
    assert other
    page.open(office.url + office.link(admin))
    submit(page, "main form button")
    submit(page, "[data-unsent] a")
    assert typed(page, ANSWER) == "Viết đã nửa giờ"
    assert WORDS.console.keeping.restored in page.run("document.querySelector('form[data-keeps]').innerText")
    page.wait_for("!document.querySelector('form[data-keeps] button[name=nhap_bo]').hidden")
    submit(page, "form[data-keeps] button[name=nhap_bo]")
    assert typed(page, ANSWER) == ""
    types(page, ANSWER, "Viết lại")
    office.logins.leave_everywhere(1, "cli", office.clock.at)
    submit(page, "form[action$='/answer'] button")
    page.open(office.url + office.link(other))
    submit(page, "main form button")
    assert "Viết lại" not in page.run(STORED), "somebody else sits here now"
    page.open(f"{office.url}{PREFIX}/kien-nghi/{held.petition.id}")
    assert "Viết lại" not in page.run("document.body.innerHTML")
    types(page, NOTE, "Của người khác")
    page.run("document.querySelector('.who form button').click()")
    assert WORDS.console.keeping.log_out in page.run("document.querySelector('main').innerText"), "who has something unsent is told"
    assert path(page) == f"/kien-nghi/{held.petition.id}", "and still there"
    assert "Của người khác" in page.run(STORED)
    submit(page, ".who form button")
    assert page.run(STORED) is None, "who presses again means it: nothing is left for who sits here next"
    page.open(office.url + office.link(other))
    submit(page, "main form button")
    page.open(f"{office.url}{PREFIX}/kien-nghi/{held.petition.id}")
    assert typed(page, NOTE) == "Của người khác", "what the server took is found again"
    page.run("document.querySelector('form[action$=\"/note\"] button[name=nhap_bo]').hidden = false")
    submit(page, "form[action$='/note'] button[name=nhap_bo]")
    submit(page, ".who form button")
    assert page.run(STORED) is None, "who has sent or dropped all logs out at once and leaves nothing behind"


def test_nothing_of_the_board_outlives_who_searched_it(page: BrowserPage, office: TestOffice) -> None:
    """Whatever scripts keep in the tab is gone after logging out, and is not shown to who comes next without that."""
    keys = "JSON.stringify(Object.keys(sessionStorage))"
    admin, other = office.book.get(1), office.book.get(3)
    assert admin
    assert other
    page.open(f"{office.url}{PREFIX}/?q=H%C3%A0ng+x%C3%B3m")
    assert "xóm" in page.run("decodeURIComponent(JSON.stringify(sessionStorage))"), "kept for the way back"
    office.logins.leave_everywhere(1, "cli", office.clock.at)
    page.open(office.url + office.link(other))
    submit(page, "main form button")
    assert "xóm" not in page.run("decodeURIComponent(JSON.stringify(sessionStorage))"), "somebody else sits here now"
    page.open(f"{office.url}{PREFIX}/?q=H%C3%A0ng+x%C3%B3m")
    submit(page, ".who form button")
    assert page.run(keys) == "[]", "whoever logs out leaves nothing in the tab, under whatever name"


def test_the_calendar_does_not_scroll_sideways_on_a_phone_and_no_date_breaks(page: BrowserPage, office: TestOffice) -> None:
    admin = office.book.get(1)
    assert admin
    note = "Nghỉ bù theo thông báo của Ủy ban nhân dân tỉnh về việc hoán đổi ngày làm việc dịp nghỉ lễ Quốc khánh"
    assert office.desk.set_day(admin, date(2026, 11, 20), True, note, office.clock.at)
    for width in (PHONE, DESK):
        page.screen(width)
        page.open(f"{office.url}{PREFIX}/lich?nam=2026")
        assert page.run("document.documentElement.scrollWidth <= innerWidth"), width
        tallest = page.run("Math.max(...[...document.querySelectorAll('.days td:first-child')].map((cell) => { const r = document.createRange(); r.selectNodeContents(cell); return r.getClientRects().length; }))")  # fmt: skip
        assert tallest == 1, "a date stands on one line"


def test_a_template_goes_in_where_the_cursor_stands(page: BrowserPage, office: TestOffice, held: PetitionFile) -> None:
    admin = office.book.get(1)
    assert admin
    made = office.desk.save_template(admin, ReplyTemplate(0, "Cảm ơn", "Cảm ơn bà con.", None), office.clock.at)
    assert isinstance(made, ReplyTemplate)
    page.open(f"{office.url}{PREFIX}/kien-nghi/{held.petition.id}")
    types(page, ANSWER, "Kính gửi. Trân trọng.")
    page.run(f"document.querySelector('[name=mau]').value = '{made.id}'")  # other tests may have made templates
    page.run(f"document.querySelector({ANSWER!r}).setSelectionRange(10, 10)")
    page.run("document.querySelector('form[data-inserts] button').click()")
    page.wait_for(f"document.querySelector({ANSWER!r}).value.includes('Cảm ơn')")
    assert typed(page, ANSWER) == "Kính gửi. \n\nCảm ơn bà con.\n\nTrân trọng.", "a paragraph of its own"
    page.run("document.execCommand('undo')")
    assert typed(page, ANSWER) == "Kính gửi. Trân trọng.", "taken back like what was typed"
    page.run("document.execCommand('redo')")
    assert "Cảm ơn bà con." in page.run(STORED), "and is kept like what was typed"
    page.run("document.querySelector('form[data-inserts] button').disabled")
    page.run("document.querySelector('form[data-inserts] button').click()")
    page.wait_for(f"document.querySelector({ANSWER!r}).value.split('Cảm ơn').length === 3")
    submit(page, "main .links a")


def test_a_template_stands_behind_what_was_kept_where_nobody_set_the_cursor(
    page: BrowserPage, office: TestOffice, held: PetitionFile
) -> None:
    admin = office.book.get(1)
    assert admin
    made = office.desk.save_template(admin, ReplyTemplate(0, "Chào", "Trân trọng cảm ơn.", None), office.clock.at)
    assert isinstance(made, ReplyTemplate)
    page.open(f"{office.url}{PREFIX}/kien-nghi/{held.petition.id}")
    types(page, ANSWER, "Đã sửa xong.")
    page.wait_for("document.querySelector('form[data-keeps] [data-saved]').textContent !== ''")
    page.open(f"{office.url}{PREFIX}/kien-nghi/{held.petition.id}")
    page.run(f"document.querySelector('[name=mau]').value = '{made.id}'")
    page.run("document.querySelector('form[data-inserts] button').click()")
    page.wait_for(f"document.querySelector({ANSWER!r}).value.includes('Trân trọng')")
    assert typed(page, ANSWER) == "Đã sửa xong.\n\nTrân trọng cảm ơn."
    submit(page, "main .links a")


def test_who_leaves_the_site_is_asked_first(page: BrowserPage, office: TestOffice, held: PetitionFile) -> None:
    page.open(f"{office.url}{PREFIX}/kien-nghi/{held.petition.id}")
    asked = "(() => { const gone = new Event('beforeunload', { cancelable: true }); dispatchEvent(gone); return gone.defaultPrevented; })()"
    assert not page.run(asked)
    types(page, ANSWER, "Lời của tôi")
    assert page.run(asked)
    page.run("document.addEventListener('click', (event) => event.preventDefault()), document.querySelector('main .links a').click()")
    assert not page.run(asked), "in the console it is found again"


def test_a_pressed_button_rests(page: BrowserPage, office: TestOffice, held: PetitionFile) -> None:
    page.open(f"{office.url}{PREFIX}/kien-nghi/{held.petition.id}")
    types(page, NOTE, "Đã gọi thôn")
    button = "document.querySelector(\"form[action$='/note'] button\")"
    page.run(f"window.left = true, {button}.click(), {button}.click()")
    page.wait_for("!window.left && document.readyState === 'complete'")
    found = office.petitions.get(held.petition.id)
    assert found is not None
    assert sum(event.move == "note" for event in found.events) == 1


def test_on_a_phone_the_first_petition_is_seen_at_once(page: BrowserPage, office: TestOffice) -> None:
    page.screen(PHONE, 844)
    for path_of_board in ("/", "/?muc=qua-han", "/?muc=tat-ca&q=%C4%91%C3%A8n"):
        page.open(f"{office.url}{PREFIX}{path_of_board}")
        top = page.run("document.querySelector('.board tbody tr').getBoundingClientRect().top")
        assert top < 400, (path_of_board, top)


def test_on_a_phone_the_menu_opens_without_scripts(page: BrowserPage, office: TestOffice) -> None:
    page.screen(PHONE, 844)
    page.tell("Emulation.setScriptExecutionDisabled", value=True)
    page.open(f"{office.url}{PREFIX}/nhat-ky")
    page.tell("Emulation.setScriptExecutionDisabled", value=False)
    entry = "document.querySelector('.menu a[href$=\"/thong-bao\"]').checkVisibility()"
    assert page.run(entry) is False
    page.run("document.querySelector('.menu summary').click()")
    assert page.run(entry) is True
    assert page.run("document.querySelector('.side').checkVisibility()") is False
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    submit(page, '.menu a[href$="/thong-bao"]')
    assert path(page) == "/thong-bao"


def test_several_are_claimed_from_the_board_at_once(page: BrowserPage, office: TestOffice) -> None:
    """Ticked and pressed, without scripts."""
    page.screen(PHONE, 844)
    page.open(f"{office.url}{PREFIX}/?muc=chua-ai-nhan")
    codes = page.run("[...document.querySelectorAll('[name=chon]')].slice(0, 2).map((e) => (e.click(), e.closest('th').textContent))")
    assert len(codes) == 2
    submit(page, "[name=viec][value=nhan]")
    assert "Đã giao, nhận 2 kiến nghị." in page.run("document.querySelector('.said').textContent")
    page.open(f"{office.url}{PREFIX}/?muc=cua-toi")
    assert len(page.run("[...document.querySelectorAll('.board th a')].map((e) => e.textContent)")) >= 2


def test_an_invitation_fits_a_phone_and_has_a_code_to_scan(page: BrowserPage, office: TestOffice, tmp_path: Path) -> None:
    page.screen(PHONE, dark=True)
    page.open(f"{office.url}{PREFIX}/nhan-su")
    submit(page, 'form[action$="/nhan-su/3/moi"] button')
    assert page.run("document.querySelector('.scan svg').getBoundingClientRect().width") >= 200
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    page.save(tmp_path / "invited-390-dark.png")
    page.tell("Network.clearBrowserCookies")
    page.open(f"{office.url}{PREFIX}/dang-nhap")
    assert page.run("document.querySelector('form input[type=email]').offsetHeight") >= 44
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    page.save(tmp_path / "door-390-dark.png")
