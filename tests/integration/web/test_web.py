"""The web channel from outside: what a browser, a phone and a stranger with bad intentions get."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
import segno
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.decisions.answer import Answerer
from bot.answers.turn.outcome import Answered
from bot.channels.web.address_limits import MESSAGES as MESSAGES_OF_AN_ADDRESS
from bot.channels.web.address_limits import NEWCOMERS, PAGES, SPARED
from bot.channels.web.app import Neighbours, make_app
from bot.channels.web.chat_api import COOKIE, HEADER, cookie_of
from bot.channels.web.limits import LARGEST_BODY, LONGEST_TEXT
from bot.channels.web.pages import PageRenderer, Site
from bot.channels.web.visitors import Visitors
from bot.messages import Button, Incoming, Reply
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limiter import MESSAGES
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from knowledge.records.procedure import Part, Procedure
from tests.library import DOG, TREE
from tests.support.web_client import WebClient

WORDS = wording.load()
KEY = "a key that only this test knows"
SITE = Site("https://hoi.example.gov.vn", "Xã Ví Dụ")
FRIEND = "https://xa.example.gov.vn"
PROXIES = ("127.0.0.1",)
HOSTILE = '<script>alert(1)</script> & "quoted"'


@dataclass
class SmallDesk:
    """Answers with the real composer, and remembers what it was asked."""

    index: Index
    composer: Composer
    heard: list[Incoming] = field(default_factory=list)

    def handle(self, incoming: Incoming) -> list[Reply]:
        self.heard.append(incoming)
        if incoming.text == "fail":
            raise RuntimeError("the desk fell over")
        if incoming.action == "x":
            return [Reply(HOSTILE)]
        answerer = Answerer(self.index)
        answer = answerer.procedure(incoming.action[2:], Part.DOCUMENTS) if incoming.action else answerer.answer(incoming.text)
        assert answer is not None
        composed = self.composer.compose(answer)
        topic = answer.record.name if isinstance(answer, Answered) and isinstance(answer.record, Procedure) else ""
        rows = (*((Button(choice.name, f"p:{choice.record_id}"),) for choice in composed.choices), (Button(HOSTILE, "x"),))
        return [Reply(composed.text, rows, topic, rule=answer.rule, kind=composed.kind)]


class WebClock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def desk(small_index: Index) -> SmallDesk:
    return SmallDesk(small_index, Composer(WORDS, Freshness(small_index.lexicon.units)))


@pytest.fixture
def clock() -> WebClock:
    return WebClock()


@pytest.fixture
def make(desk: SmallDesk, clock: WebClock) -> Callable[..., FastAPI]:
    def made(site: Site = SITE, is_ready: Callable[[], bool] = lambda: True, embedders: tuple[str, ...] = (FRIEND,)) -> FastAPI:
        pages = PageRenderer(lambda: desk, WORDS, site)
        neighbours = Neighbours(embedders, PROXIES, [ip_network("127.0.0.0/8")])
        return make_app(desk, pages, KEY, neighbours=neighbours, is_ready=is_ready, now=clock)

    return made


@pytest.fixture
def app(make: Callable[..., FastAPI]) -> FastAPI:
    return make()


def client(app: FastAPI) -> TestClient:
    return WebClient(app, base_url=SITE.public_url, raise_server_exceptions=False)


@pytest.fixture
def browser(app: FastAPI) -> Iterator[TestClient]:
    with client(app) as opened:
        yield opened


# ---- the conversation


def test_a_question_is_answered_with_its_buttons_and_topic(browser: TestClient) -> None:
    told = browser.post("/api/chat", json={"text": "thủ tục đăng ký nuôi chó"}).json()
    assert "Chó dữ phải đeo rọ mõm" in told["replies"][0]["text"]
    assert told["replies"][0]["topic"] == "Thủ tục đăng ký nuôi chó"
    assert (told["replies"][0]["rule"], told["replies"][0]["kind"]) == ("procedure", "part")
    assert told["replies"][0]["rows"][-1] == [{"label": HOSTILE, "action": "x"}]


def test_a_pressed_button_reaches_the_desk_as_its_action(browser: TestClient, desk: SmallDesk, clock: WebClock) -> None:
    browser.post("/api/chat", json={"action": f"p:{DOG}"})
    assert [(heard.text, heard.action, heard.at) for heard in desk.heard] == [("", f"p:{DOG}", clock.at)]


def test_one_visitor_keeps_one_chat_and_nobody_else_gets_it(app: FastAPI, desk: SmallDesk) -> None:
    with client(app) as one, client(app) as other:
        for visitor in (one, other, one):
            visitor.post("/api/chat", json={"text": "nuôi chó"})
    first, second, third = (heard.chat for heard in desk.heard)
    assert first == third != second
    assert {first.channel, second.channel} == {"web"}


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(browser: TestClient) -> None:
    cookie = browser.post("/api/chat", json={"text": "nuôi chó"}).headers["set-cookie"].lower()
    assert cookie.startswith(f"__host-{COOKIE}="), "no neighbour under the same name of a province can set it"
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" in cookie


@pytest.mark.parametrize(
    ("address", "name"),
    [("http://127.0.0.1:8000", COOKIE), ("https://a.gov.vn", f"__Host-{COOKIE}"), ("https://a.gov.vn/hoi", f"__Secure-{COOKIE}")],
)
def test_the_cookie_has_the_name_that_browsers_keep_for_this_host(address: str, name: str) -> None:
    assert cookie_of(Site(address)) == name


def test_a_cookie_of_the_bare_name_that_a_neighbour_may_have_set_is_nobodys(browser: TestClient, desk: SmallDesk) -> None:
    known = browser.post("/api/chat", json={"text": "nuôi chó"}).headers["set-cookie"].partition("=")[2].partition(";")[0]
    browser.cookies.clear()
    browser.post("/api/chat", json={"text": "nuôi chó"}, headers={"Cookie": f"{COOKIE}={known}"})
    assert len({incoming.chat for incoming in desk.heard}) == 2


def test_looking_at_the_page_sets_no_cookie(browser: TestClient) -> None:
    assert "set-cookie" not in browser.get("/").headers


@pytest.mark.parametrize("stolen", ["", ".", "abc", "abc.def", "é.é", f"abc.{'0' * 64}"])
def test_a_cookie_that_we_did_not_sign_makes_a_new_visitor(browser: TestClient, desk: SmallDesk, stolen: str) -> None:
    answered = browser.post("/api/chat", json={"text": "nuôi chó"}, headers={b"Cookie": f"{cookie_of(SITE)}={stolen}".encode()})
    assert answered.status_code == 200
    assert desk.heard[0].chat.key not in ("abc", "é", "")


def test_a_key_signs_for_itself_alone() -> None:
    ours, theirs = Visitors(KEY), Visitors("another key")
    token = ours.token()
    assert ours.chat(token) is not None
    assert theirs.chat(token) is None
    with pytest.raises(ValueError, match="SECRET_KEY"):
        Visitors("")


def test_in_a_frame_the_visitor_is_known_without_a_cookie(app: FastAPI, desk: SmallDesk) -> None:
    with client(app) as framed:
        token = re.findall(r'data-visitor="([^"]+)"', framed.get("/khung").text)[0]
        for _ in range(2):
            framed.cookies.clear()
            framed.post("/api/chat", json={"text": "nuôi chó"}, headers={HEADER: token})
        framed.cookies.clear()
        framed.post("/khung", data={"text": "nuôi chó", "visitor": token})
    assert len({heard.chat for heard in desk.heard}) == 1


def test_beginning_anew_makes_another_visitor(browser: TestClient, desk: SmallDesk) -> None:
    browser.post("/api/chat", json={"text": "nuôi chó"})
    assert browser.post("/bat-dau-lai").url.path == "/"
    browser.post("/api/chat", json={"text": "nuôi chó"})
    assert desk.heard[0].chat != desk.heard[1].chat


# ---- without scripts


def test_the_page_works_as_a_plain_form(browser: TestClient) -> None:
    page = browser.post("/", data={"text": "thủ tục đăng ký nuôi chó"}).text
    assert "Chó dữ phải đeo rọ mõm" in page
    assert WORDS.web.topic.format(name="Thủ tục đăng ký nuôi chó") in page
    assert f'href="/thu-tuc/{DOG}"' in page
    assert 'href="https://example.org/nuoi-cho" target="_blank" rel="noopener noreferrer"' in page


def test_nothing_that_was_said_becomes_html(browser: TestClient) -> None:
    page = browser.post("/", data={"text": HOSTILE}).text + browser.post("/", data={"action": "x"}).text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3  # the question, the button, the reply


def test_a_form_that_is_refused_keeps_what_was_typed(browser: TestClient) -> None:
    answered = browser.post("/", data={"text": "dài " * LONGEST_TEXT})
    assert answered.status_code == 413
    assert "dài dài" in answered.text
    assert "4.000" in answered.text


# ---- limits


def test_a_text_that_is_too_long_is_refused_politely(browser: TestClient, desk: SmallDesk) -> None:
    assert browser.post("/api/chat", json={"text": "ữ" * LONGEST_TEXT}).status_code == 200
    refused = browser.post("/api/chat", json={"text": "ữ" * (LONGEST_TEXT + 1)})
    assert refused.status_code == 413
    assert refused.json() == {"message": WORDS.web.too_long.format(limit="4.000")}
    assert len(desk.heard) == 1


@pytest.mark.parametrize("path", ["/api/chat", "/"])
def test_a_hundred_thousand_characters_are_not_even_read(browser: TestClient, desk: SmallDesk, path: str) -> None:
    def in_pieces() -> Iterator[bytes]:  # no Content-Length to believe
        for _ in range(100):
            yield b"x" * 1_000

    for body in (b"x" * 100_000, in_pieces()):
        refused = browser.post(path, content=body, headers={"Content-Type": "application/json"})
        assert refused.status_code == 413
        assert "4.000" in refused.text
    assert not desk.heard


def test_a_question_of_the_greatest_length_fits_into_a_form(browser: TestClient) -> None:
    assert len("text=") + LONGEST_TEXT * len("%E1%BB%AF") < LARGEST_BODY
    assert browser.post("/", data={"text": "ữ" * LONGEST_TEXT}).status_code == 200


def test_who_sends_too_fast_is_asked_to_wait_and_others_are_not(app: FastAPI, clock: WebClock) -> None:
    with client(app) as hasty, client(app) as calm:
        answers = [hasty.post("/api/chat", json={"text": "nuôi chó"}) for _ in range(MESSAGES + 1)]
        assert [answer.status_code for answer in answers] == [200] * MESSAGES + [429]
        assert answers[-1].json() == {"message": WORDS.web.too_fast.format(seconds=3)}
        assert answers[-1].headers["retry-after"] == "3"
        assert calm.post("/api/chat", json={"text": "nuôi chó"}).status_code == 200
        refused = hasty.post("/", data={"text": "câu còn nguyên"})
        assert (refused.status_code, "câu còn nguyên" in refused.text) == (429, True)
        clock.at += timedelta(minutes=1)
        assert hasty.post("/api/chat", json={"text": "nuôi chó"}).status_code == 200


# ---- hostile input


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        ("nuôi\x00 chó", "nuôi chó"),
        ("nuôi \ud800chó", "nuôi \ufffdchó"),
        ("\u202enuôi chó\u202c", "nuôi chó"),
        ("nuôi\r\nchó", "nuôi\nchó"),
        (HOSTILE, HOSTILE),
        ("שלום عليكم", "שלום عليكم"),
        ("'; DROP TABLE chats; --", "'; DROP TABLE chats; --"),
    ],
)
def test_strange_characters_reach_the_desk_as_text(browser: TestClient, desk: SmallDesk, sent: str, heard: str) -> None:
    body = '{"text": "' + "".join(f"\\u{unit:04x}" for unit in map(ord, sent)) + '"}'
    assert browser.post("/api/chat", content=body, headers={"Content-Type": "application/json"}).status_code == 200
    assert desk.heard[0].text == heard


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"x"', b'{"text": 1}', b'{"text": null}', b'{"chat": "web:x"}', b"\xff\xfe", b'{"action": "' + b"x" * 65 + b'"}'],
)
def test_what_is_no_message_is_refused_in_vietnamese(browser: TestClient, desk: SmallDesk, body: bytes) -> None:
    refused = browser.post("/api/chat", content=body, headers={"Content-Type": "application/json"})
    assert refused.status_code in (400, 422)
    assert refused.json() == {"message": WORDS.web.unreadable}
    assert not desk.heard


@pytest.mark.parametrize("body", [b"", b"text=%00%FF%ED%A0%80", b"&&&=&=", b"text=a&text=b", b"\xff" * 100])
def test_no_form_breaks_the_page(browser: TestClient, body: bytes) -> None:
    answered = browser.post("/", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answered.status_code == 200


def test_a_form_of_a_thousand_fields_is_refused(browser: TestClient) -> None:
    assert browser.post("/", content=b"a=1&" * 1_000).status_code == 400


def test_a_fault_of_ours_says_sorry_and_nothing_more(browser: TestClient) -> None:
    told = browser.post("/api/chat", json={"text": "fail"})
    assert (told.status_code, told.json()) == (500, {"message": WORDS.web.broken})
    page = browser.post("/", data={"text": "fail"})
    assert page.status_code == 500
    assert WORDS.web.broken in page.text
    assert "RuntimeError" not in page.text


# ---- pages


def test_a_procedure_has_a_page_with_all_its_parts_and_its_source(browser: TestClient) -> None:
    page = browser.get(f"/thu-tuc/{DOG}").text
    assert "<h1>Thủ tục đăng ký nuôi chó</h1>" in page
    for part in (Part.DOCUMENTS, Part.TIME_LIMIT, Part.LEGAL_BASIS, Part.FORMS, Part.AGENCY):
        assert f"<h2>{WORDS.parts[part]}</h2>" in page
    assert "đối chiếu ngày 06/05/2026" in page
    assert 'href="https://example.org/nuoi-cho"' in page
    assert f'src="/thu-tuc/{DOG}/qr.svg"' in page


def test_a_procedure_of_which_little_is_known_has_a_page_too(browser: TestClient) -> None:
    assert browser.get(f"/thu-tuc/{TREE}").status_code == 200


def test_the_qr_code_leads_to_the_page_itself(browser: TestClient, desk: SmallDesk) -> None:
    drawn = browser.get(f"/thu-tuc/{DOG}/qr.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    expected = io.BytesIO()
    segno.make(f"https://hoi.example.gov.vn/thu-tuc/{DOG}", error="m", micro=False).save(
        expected, kind="svg", scale=4, border=2, light="#fff", xmldecl=False
    )
    assert drawn.content == expected.getvalue()


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co",
        "/thu-tuc/9.999999",
        "/thu-tuc/%00",
        "/thu-tuc/%3Cscript%3E",
        "/thu-tuc/9.999999/qr.svg",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/docs",
    ],
)
def test_what_is_not_there_is_said_in_vietnamese_with_a_way_home(browser: TestClient, path: str) -> None:
    missing = browser.get(path)
    assert missing.status_code == 404
    assert WORDS.web.home in missing.text
    assert "<script>" not in missing.text


def test_the_api_says_in_json_what_is_not_there(browser: TestClient) -> None:
    assert (browser.get("/api/khong-co").status_code, browser.get("/api/chat").status_code) == (404, 405)
    assert browser.get("/api/khong-co").json() == {"message": WORDS.web.missing}


def test_behind_a_proxy_every_address_has_its_path(make: Callable[..., FastAPI]) -> None:
    with client(make(Site("https://tinh.example.gov.vn/mot-cua/"))) as browser:
        page = browser.get("/").text + browser.get(f"/thu-tuc/{DOG}").text
    addresses = re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
    assert addresses
    assert all(address.startswith("/mot-cua/") for address in addresses)


def test_the_contract_of_the_api_is_published(browser: TestClient) -> None:
    contract = browser.get("/api/openapi.json").json()
    assert list(contract["paths"]) == ["/api/chat", "/api/inbox"]


def test_health_and_readiness(make: Callable[..., FastAPI], browser: TestClient) -> None:
    assert browser.get("/healthz").text == browser.get("/readyz").text == "ok"
    with client(make(is_ready=lambda: False)) as starting:
        assert (starting.get("/healthz").status_code, starting.get("/readyz").status_code) == (200, 503)


def test_what_else_is_wrong_stands_below_while_the_web_serves_on(desk: SmallDesk) -> None:
    app = make_app(desk, PageRenderer(lambda: desk, WORDS, SITE), KEY, troubles=lambda: ["telegram: token refused"])
    with client(app) as browser:
        told = browser.get("/readyz")
    assert (told.status_code, told.text) == (200, "ok\ntelegram: token refused")


# ---- headers

EVERYWHERE = [
    "/",
    "/khung",
    f"/thu-tuc/{DOG}",
    f"/thu-tuc/{DOG}/qr.svg",
    "/widget.js",
    "/static/chat.js",
    "/healthz",
    "/khong-co",
    "/api/openapi.json",
]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_response_carries_the_security_headers(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" in headers


def test_so_does_the_answer_when_the_desk_falls_over(browser: TestClient) -> None:
    headers = browser.post("/", data={"text": "fail"}).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_only_the_page_for_frames_may_be_framed_and_only_by_friends(browser: TestClient, make: Callable[..., FastAPI]) -> None:
    assert f"frame-ancestors {FRIEND}" in browser.get("/khung").headers["content-security-policy"]
    assert "x-frame-options" not in browser.get("/khung").headers
    assert "frame-ancestors 'none'" in browser.get("/").headers["content-security-policy"]
    with client(make(embedders=())) as closed:
        assert "frame-ancestors 'none'" in closed.get("/khung").headers["content-security-policy"]


@pytest.mark.parametrize(
    "origin", ["*", "https://a.vn; script-src *", "javascript:x", "https://a.vn/path", "https://a.vn\r\nX: y", "https://a.vn\n", ""]
)
def test_an_embedder_that_is_no_origin_stops_the_start(make: Callable[..., FastAPI], origin: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(origin)}$"):
        make(embedders=(origin,))


def test_pages_hold_no_inline_script_or_style_and_nothing_from_elsewhere(browser: TestClient) -> None:
    for path in ("/", "/khung", f"/thu-tuc/{DOG}", "/khong-co"):
        page = browser.get(path).text
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", page)
        assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//(?!hoi\.example)', page)


def test_files_that_may_be_kept_forever_change_their_address_with_their_content(browser: TestClient) -> None:
    address = re.findall(r'href="(/static/style\.css\?v=[0-9a-f]{12})"', browser.get("/").text)[0]
    assert "immutable" in browser.get(address).headers["cache-control"]
    missing = browser.get("/static/not-here-yet.css")
    assert (missing.status_code, missing.headers["cache-control"]) == (404, "no-store"), "another process may have it already"


def test_the_widget_speaks_the_words_of_the_wording_file(browser: TestClient) -> None:
    script = browser.get("/widget.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert '"WORDS"' not in script.text
    assert "H\\u1ecfi th\\u1ee7 t\\u1ee5c" in script.text


def test_no_sentence_stands_in_a_script_or_a_template() -> None:
    folder = Path(wording.__file__).parents[1] / "channels" / "web"
    said = tomllib.loads(wording.VIETNAMESE.read_text(encoding="utf-8"))["web"]
    assert said
    for file in [*folder.glob("templates/*.html"), *folder.glob("static/*.js"), *folder.glob("*.py")]:
        found = re.findall(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]\w*", file.read_text(encoding="utf-8"))
        assert not found or file.name == "chat.js", (file.name, found)


# ---- how much may come from one address


def from_address(app: FastAPI, address: str, **headers: str) -> TestClient:
    """A script at `address` that keeps no cookie."""
    opened = WebClient(app, base_url=SITE.public_url, client=(address, 5000), headers=headers, raise_server_exceptions=False)
    opened.cookies.clear()
    return opened


def asks(script: TestClient, times: int) -> list[int]:
    """The statuses of questions that are each a new visitor's."""
    statuses = []
    for _ in range(times):
        statuses.append(script.post("/api/chat", json={"action": "x"}).status_code)
        script.cookies.clear()
    return statuses


def test_a_script_without_cookies_is_slowed_down_and_its_neighbours_are_not(app: FastAPI, clock: WebClock) -> None:
    script = from_address(app, "14.160.0.7")
    assert asks(script, NEWCOMERS + SPARED + 2) == [200] * (NEWCOMERS + SPARED) + [429, 429]
    assert asks(from_address(app, "14.160.0.8"), 1) == [200]
    refused = script.post("/api/chat", json={"action": "x"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    clock.at += timedelta(minutes=1)
    assert asks(script, 1) == [200]


def test_visitors_of_one_address_together_send_no_more_than_the_limit(app: FastAPI) -> None:
    script = from_address(app, "14.160.0.9")
    statuses: list[int] = []
    for _ in range(-(-MESSAGES_OF_AN_ADDRESS // MESSAGES) + 1):
        statuses += [script.post("/api/chat", json={"action": "x"}).status_code for _ in range(MESSAGES)]
        script.cookies.clear()
    assert statuses == [200] * (MESSAGES_OF_AN_ADDRESS + SPARED) + [429] * (MESSAGES - SPARED)


def test_what_strangers_spend_does_not_lock_out_who_comes_for_the_first_time(app: FastAPI) -> None:
    asks(from_address(app, "14.160.0.7"), NEWCOMERS + SPARED + 1)
    newcomer = from_address(app, "14.160.0.7", **{"User-Agent": "a telephone"})
    assert newcomer.post("/api/chat", json={"action": "x"}).status_code == 200
    assert newcomer.post("/api/chat", json={"action": "x"}).status_code == 200, "known from now on"


def test_who_has_written_nothing_yet_is_heard_though_the_messages_of_the_address_are_spent(app: FastAPI) -> None:
    crowd = from_address(app, "14.160.0.7")
    for _ in range(MESSAGES_OF_AN_ADDRESS // MESSAGES + 1):
        for _ in range(MESSAGES):
            crowd.post("/api/chat", json={"action": "x"})
        crowd.cookies.clear()
    assert from_address(app, "14.160.0.7").post("/api/chat", json={"action": "x"}).status_code == 200


def test_pages_that_are_looked_at_take_nothing_from_the_messages(app: FastAPI) -> None:
    looking = from_address(app, "14.160.0.7")
    statuses = [looking.get("/khung").status_code for _ in range(PAGES + 1)]
    assert statuses == [200] * PAGES + [429]
    assert asks(looking, NEWCOMERS) == [200] * NEWCOMERS


@pytest.mark.parametrize(("one", "other"), [("2001:ee0::1", "2001:ee0::2"), ("::ffff:14.160.0.7", "14.160.0.7")])
def test_addresses_of_one_household_count_as_one(app: FastAPI, one: str, other: str) -> None:
    asks(from_address(app, one), NEWCOMERS + SPARED)
    assert asks(from_address(app, other), 1) == [429]


def test_behind_our_proxy_the_citizens_own_address_counts(app: FastAPI) -> None:
    asks(from_address(app, "127.0.0.1", **{"X-Forwarded-For": "14.160.0.7"}), NEWCOMERS + SPARED)
    assert asks(from_address(app, "127.0.0.1", **{"X-Forwarded-For": "1.2.3.4, 14.160.0.7"}), 1) == [429], "the left one is anybody's word"
    assert asks(from_address(app, "127.0.0.1", **{"X-Forwarded-For": "14.160.0.8"}), 1) == [200]


def test_a_strangers_word_about_its_address_is_not_believed(app: FastAPI) -> None:
    for number in range(NEWCOMERS + SPARED):
        asks(from_address(app, "14.160.0.7", **{"X-Forwarded-For": f"15.0.0.{number}"}), 1)
    assert asks(from_address(app, "14.160.0.7", **{"X-Forwarded-For": "16.0.0.1"}), 1) == [429]


def test_an_address_that_is_not_public_says_nothing(app: FastAPI) -> None:
    assert set(asks(from_address(app, "192.168.1.5"), NEWCOMERS + 1)) == {200}


# ---- figures and health


def test_figures_count_requests_by_route_and_tell_nothing_of_what_was_asked(app: FastAPI) -> None:
    browser = from_address(app, "127.0.0.1")
    browser.post("/api/chat", json={"text": "số điện thoại 0912345678"})
    browser.get(f"/thu-tuc/{DOG}")
    browser.get("/wp-login.php")
    figures = browser.get("/metrics").text
    assert 'motcua_requests_total{route="/api/chat",status="200"} 1.0' in figures
    assert 'motcua_requests_total{route="/thu-tuc/{code}",status="200"} 1.0' in figures
    assert 'motcua_requests_total{route="other",status="404"} 1.0' in figures
    assert 'motcua_request_seconds_count{route="/api/chat"} 1.0' in figures
    assert not {"0912345678", DOG, "wp-login"} & set(re.split(r'[\s"{}/]', figures))


@pytest.mark.parametrize(
    ("address", "headers"),
    [("14.160.0.7", {}), ("10.0.0.5", {}), ("127.0.0.1", {"X-Forwarded-For": "14.160.0.7"}), ("127.0.0.1", {"Via": "1.1 nginx"})],
)
def test_figures_are_not_there_for_the_street(app: FastAPI, address: str, headers: dict[str, str]) -> None:
    assert from_address(app, address, **headers).get("/metrics").status_code == 404


def test_what_could_not_be_read_is_counted_by_channel() -> None:
    metrics = Metrics()
    metrics.skipped("telegram")
    assert 'motcua_updates_skipped_total{channel="telegram"} 1.0' in metrics.text().decode()


def test_a_figure_that_fails_leaves_the_others(caplog: pytest.LogCaptureFixture) -> None:
    metrics = Metrics()
    metrics.ask("motcua_broken", "fails", lambda: 1 / 0)
    metrics.ask_each("motcua_each", "two figures", "kind", lambda: {"a": 1.0, "b": 2.0})
    figures = metrics.text().decode()
    assert 'motcua_each{kind="b"} 2.0' in figures
    assert "motcua_broken" not in figures
