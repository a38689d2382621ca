"""Petitions on the web in a real browser: on a phone and at a desk, by day and by night, by keyboard, without scripts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from indexer.ranking.search import Index
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.e2e.citizens.test_article_page import FAINT, SIDEWAYS
from tests.petition_site import GOOD, PetitionSite
from tests.petitions import WORDS
from tests.support import databases

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

PHONE, DESK = 390, 1280
SMALL = """[...document.querySelectorAll('main button, main .button, main input:not([type=hidden],[type=radio],[type=checkbox]), main select, .choice, .menu a')]
  .filter((node) => node.getBoundingClientRect().height && node.getBoundingClientRect().height < 44).length"""
OUTSIDE = "[...document.querySelectorAll('.menu a')].filter((node) => node.getBoundingClientRect().right > innerWidth).length"
NAMELESS = """[...document.querySelectorAll('input:not([type=hidden]), textarea, select')]
  .filter((node) => !node.labels.length && !node.getAttribute('aria-label')).length"""


@pytest.fixture(scope="module")
def site(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PetitionSite]:
    folder = tmp_path_factory.mktemp("site")
    engine = databases.sqlite_at(folder / "site.db")
    made = PetitionSite(engine, small_index, folder, url="http://127.0.0.1")
    yield made
    engine.dispose()


@pytest.fixture(scope="module")
def published(site: PetitionSite) -> str:
    return site.published(site.filed(site.citizen())).code


@pytest.fixture(scope="module")
def address(site: PetitionSite) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(site.app, port=0, log_level="critical", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(tab: BrowserPage, address: str, site: PetitionSite) -> BrowserPage:
    """A browser that nobody knows, a minute later than the one before."""
    site.later(minutes=2)
    tab.screen(PHONE)
    tab.open(f"{address}/theo-doi")
    tab.tell("Network.clearBrowserCookies")
    tab.complaints.clear()
    return tab


def assert_is_fit(page: BrowserPage) -> None:
    assert page.run(SIDEWAYS) is False
    assert page.run(FAINT) == 0
    assert page.run(SMALL) == 0
    assert page.run(OUTSIDE) == 0
    assert page.run(NAMELESS) == 0
    assert page.complaints == []


def test_every_page_is_fit_for_phone_and_desk_by_day_and_by_night(page: BrowserPage, address: str, published: str) -> None:
    for path in ("/kien-nghi", f"/kien-nghi/{published}", "/kien-nghi/gui", "/theo-doi", f"/theo-doi/{published}"):
        page.open(f"{address}{path}")
        for _ in page.screens((PHONE, 844), (DESK, 844)):
            assert_is_fit(page)


def tab_to(page: BrowserPage, what: str) -> None:
    """Press the tabulator until the focus is on what a selector names."""
    for _ in range(40):
        page.press("Tab", 9)
        if page.run(f"document.activeElement.matches({what!r})"):
            return
    raise AssertionError(f"the keyboard never reaches {what}")


def test_by_keyboard_alone_a_petition_is_filed_and_followed(page: BrowserPage, address: str, site: PetitionSite) -> None:
    page.screen(DESK)
    page.open(f"{address}/kien-nghi/gui")
    for what, text in (("#content", GOOD["noi-dung"]), ("input[name=loai]", " "), ("#place", GOOD["noi"]), ("input[name=de-ten]", " ")):
        tab_to(page, what)
        if text == " ":
            page.press(" ", 32)
        else:
            page.type(text)
    for name, field in (("#name", "ten"), ("#address", "dia-chi"), ("#phone", "sdt")):
        tab_to(page, name)
        page.type(GOOD[field])
    tab_to(page, ".actions button")
    page.press("Enter", 13)
    page.wait_for("location.pathname.endsWith('/xem-lai') && document.readyState === 'complete'")
    assert_is_fit(page)
    tab_to(page, "[name=dong-y]")
    page.press(" ", 32)
    tab_to(page, "button[value=gui]")
    page.press("Enter", 13)
    page.wait_for("location.pathname.endsWith('/xong') && document.readyState === 'complete'")
    assert_is_fit(page)
    code = page.run("document.querySelector('.code').textContent")
    assert site.office.room.stores.petitions.by_code(code)
    tab_to(page, f"a[href$='{code}']")
    page.press("Enter", 13)
    page.wait_for("document.querySelector('.state') && document.readyState === 'complete'")
    assert GOOD["noi-dung"] in page.run("document.querySelector('main').textContent")
    assert_is_fit(page)


def test_what_is_missing_has_the_focus_and_leads_to_its_field(page: BrowserPage, address: str) -> None:
    page.open(f"{address}/kien-nghi/gui")
    page.run("document.querySelector('form.fill').requestSubmit()")
    page.wait_for("document.activeElement?.id === 'loi'")  # the browser gives the focus when it first draws, after the page is complete
    links = page.run("[...document.querySelectorAll('#loi a')].map((a) => a.hash)")
    assert "#content" in links
    assert page.run(f"{links}.every((hash) => document.querySelector(hash))")


def test_without_scripts_everything_works(page: BrowserPage, address: str) -> None:
    """Scripts of the page are off; what the test runs is not."""
    page.tell("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.tell("Page.navigate", url=f"{address}/kien-nghi/gui")
        page.wait_for("document.querySelector('form.fill') && document.readyState === 'complete'")
        fields = ", ".join(f"[name={name}]" for name in GOOD)
        assert page.run(f"document.querySelectorAll({fields!r}).length") >= len(GOOD)
        for name, value in GOOD.items():
            page.run(f"document.querySelector('form.fill').elements[{name!r}].value = {value!r}")
        page.run("document.querySelector('form.fill .actions button').click()")
        page.wait_for("location.pathname.endsWith('/xem-lai') && document.readyState === 'complete'")
        page.run("document.querySelector('[name=dong-y]').click()")
        page.run("document.querySelector('button[value=gui]').click()")
        page.wait_for("document.querySelector('.code')")
    finally:
        page.tell("Emulation.setScriptExecutionDisabled", value=False)


def test_paper_gets_question_and_answer_without_the_menu(page: BrowserPage, address: str, published: str) -> None:
    page.open(f"{address}/kien-nghi/{published}")
    page.tell("Emulation.setEmulatedMedia", media="print")
    assert page.run("getComputedStyle(document.querySelector('.menu')).display") == "none"
    assert page.run("getComputedStyle(document.querySelector('.actions')).display") == "none"
    assert page.run("getComputedStyle(document.querySelector('.address')).display") == "block"
    page.tell("Emulation.setEmulatedMedia", media="")


def test_the_chat_page_leads_to_all_of_them(page: BrowserPage, address: str) -> None:
    page.open(f"{address}/")
    page.run("document.querySelector('.windows summary').click()")
    links = page.run("[...document.querySelectorAll('.panel a')].map((a) => [a.pathname, a.textContent])")
    menu = WORDS.petition_pages.menu
    assert links == [
        ["/", menu.ask],
        ["/viec", menu.browse],
        ["/kien-nghi/gui", menu.file],
        ["/theo-doi", menu.follow],
        ["/kien-nghi", menu.answered],
        ["/bai-viet", menu.news],
        ["/bien-dong", menu.changes],
        ["/thong-bao", menu.bulletins],
        ["/doi-thoai", menu.dialogues],
        ["/chi-so", menu.scorecards],
        ["/kenh", menu.official],
    ]
    assert page.run(SIDEWAYS) is False
    said = page.run("[...document.querySelectorAll('.panel .said button')].map((button) => [button.value, button.textContent])")
    assert said == [["/dangky", menu.subscribe], ["/danhoi", menu.rounds], ["/dulieucuatoi", menu.own_data]]
    assert (
        page.run("Math.min(...[...document.querySelectorAll('.panel a, .panel button')].map((a) => a.getBoundingClientRect().height))")
        >= 44
    )
