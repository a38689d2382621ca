"""Every page of the console that has more than one form: pressing the button of one loses nothing that is typed in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.console.access import ACCESS, PREFIX
from bot.people.staff import Staff
from indexer.ranking.search import Index
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.e2e.console.test_console import submit
from tests.e2e.full_office import full_office
from tests.office import TestOffice

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

FEWEST = 12  # pages with more than one form that a walk from the board on finds; less, and it walked nowhere
TOOLS = r"""
  window.forms = () => [...document.querySelectorAll("main form")];
  window.named = (form) => form.getAttribute("action") + " " + [...form.querySelectorAll("input[type=hidden]")]
    .filter((each) => !/^(form|once|version|warned|shared|nhap.*)$/.test(each.name)).map((each) => each.name + "=" + each.value).join(" ");
  window.fields = (form) => form.method === "post" ? [...form.elements].filter((each) => each.name && !each.disabled &&
    each.matches("textarea, select, input:not([type=hidden], [type=file], [type=submit], [type=radio], [required][type=checkbox], [autocomplete=one-time-code])")) : [];
  window.value = (field) => field.type === "checkbox" ? field.checked : field.value;
  window.type = (field) => {
    if (field.type === "checkbox") field.checked = !field.checked;
    else if (field.tagName === "SELECT") field.selectedIndex = field.options.length - 1;
    else field.value = { date: "2026-12-24", time: "09:30", month: "2026-12", number: field.max || "7", email: "an@example.vn", url: "https://example.vn/a", tel: "0912345678",
      "datetime-local": "2026-12-24T09:30" }[field.type] || "chữ đang gõ dở";
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  };
  window.stands = () => Object.fromEntries(forms().filter((form) => fields(form).length).map((form) => [named(form), fields(form).map((each) => [each.name, value(each)])]));
"""


@pytest.fixture(scope="module")
def office(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    with full_office(small_index, tmp_path_factory.mktemp("office")) as made:
        yield made


def entered(tab: BrowserPage, office: TestOffice) -> None:
    admin = office.book.get(1)
    assert isinstance(admin, Staff)
    tab.screen(1280, 800)
    tab.tell("Network.clearBrowserCookies")
    tab.open(office.url + office.link(admin))
    submit(tab, "main form button")


def kind_of(address: str) -> str:
    """Which of the console's pages it is: of pages that differ in a number alone, and of one with other filters, one is walked."""
    path = address.split("?", maxsplit=1)[0]
    known = [asked for method, asked in ACCESS if method == "GET" and re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", asked), path)]
    return known[0] if known else path


def pages_of(tab: BrowserPage, office: TestOffice) -> list[str]:
    """One address of every page that can be reached by links from the board, and of every state of a petition and of a survey."""
    home = f"{office.url}{PREFIX}"
    waiting, found = ["/", *(f"/kien-nghi/{number}" for number in (1, 2, 3, 15)), "/khao-sat/1", "/khao-sat/2"], {}
    while waiting:
        address = waiting.pop(0)
        kind = address if address.startswith(("/kien-nghi/", "/khao-sat/")) else kind_of(address)
        if kind in found or re.search(r"\.(csv|xlsx|docx|zip|txt|png|jpg)|/tep|/xuat", address):
            continue
        tab.open(f"{home}{address}")
        found[kind] = address
        links = tab.run(
            f"[...document.querySelectorAll('a[href]')].filter((a) => a.href.startsWith({home!r})).map((a) => a.getAttribute('href'))"
        )
        known = {kind_of(each) for each in found.values()}
        for link in links:
            path = str(link).removeprefix(PREFIX).split("#")[0] or "/"
            if path.startswith("/") and kind_of(path) not in known and not path.startswith(("/kien-nghi/", "/khao-sat/")):
                waiting.append(path)
        waiting.extend(
            {
                kind_of(str(each).removeprefix(PREFIX)): str(each).removeprefix(PREFIX) for each in links if "/khao-sat/" in str(each)
            }.values()
        )
    return list(found.values())


def pressed(tab: BrowserPage, office: TestOffice, address: str, number: int) -> dict[str, object]:
    """What was typed into the other forms of a page and did not stand there any more after the button of the form `number`."""
    home = f"{office.url}{PREFIX}"
    tab.run("sessionStorage.clear()")
    for person in office.book.everyone():
        for place in office.unsent.of(person.id):
            office.unsent.drop(person.id, place)
    tab.open(f"{home}{address}")
    tab.run(f"(() => {{ {TOOLS} }})()")
    if tab.run(f"forms().length <= {number}"):
        return {}
    typed = tab.run(
        f"""(() => {{
      window.confirm = () => true;
      const pressed = forms()[{number}];
      for (const form of forms()) if (form !== pressed) for (const field of fields(form)) type(field);
      const typed = stands();
      delete typed[named(pressed)];
      pressed.noValidate = true;
      pressed.removeAttribute("target");
      window.left = true;
      const button = [...pressed.elements].find((each) => each.type === "submit");
      setTimeout(() => {{ if (button) {{ button.formNoValidate = true; button.click(); }} else pressed.requestSubmit(); }});
      return typed;
    }})()"""
    )
    tab.wait_for("!window.left && document.readyState === 'complete'")
    if "dang-nhap" in str(tab.run("location.href")):
        entered(tab, office)
        return {}
    if tab.run("location.pathname") != f"{PREFIX}{address.split('?', maxsplit=1)[0]}":  # it led elsewhere: gone back to
        tab.open(f"{home}{address}")
    tab.run(f"(() => {{ {TOOLS} }})()")
    now = tab.run("stands()")
    return {
        name: [*zip(was, now[name], strict=True)]
        for name, was in typed.items()
        if name in now and now[name] != was and len(now[name]) == len(was)
    }


def test_pressing_one_button_loses_nothing_that_is_typed_elsewhere_on_the_page(tab: BrowserPage, office: TestOffice) -> None:
    entered(tab, office)
    lost, walked = {}, []
    for address in pages_of(tab, office):
        tab.open(f"{office.url}{PREFIX}{address}")
        tab.run(f"(() => {{ {TOOLS} }})()")
        count = tab.run("forms().some((form) => fields(form).length) ? forms().length : 0")
        if count < 2:
            continue
        walked.append(address)
        for number in range(min(count, 8)):
            if gone := pressed(tab, office, address, number):
                lost[f"{address} ({number})"] = gone
    assert lost == {}, "\n".join(f"{place}: {gone}" for place, gone in lost.items())
    assert len(walked) >= FEWEST, walked
