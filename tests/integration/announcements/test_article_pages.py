"""The pages of articles over HTTP: what a reader, a printer and another network are given."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi.testclient import TestClient
from PIL import Image

from bot import wording
from bot.announcements.cover.files import CoverStore
from bot.announcements.rules.article import Article, body_of
from bot.announcements.rules.news import PublishedArticle
from bot.channels.web.features.articles import ArticlePages, ArticleSource
from bot.channels.web.pages import STATIC_FOLDER, PageRenderer, PageSources, Site
from bot.http.headers import SecurityHeaders, WithHeaders
from knowledge.records.post import AskBot, CallHotline, FilePetition
from tests.articles import SITE, ready
from tests.support.web_client import WebClient

WORDS = wording.load()
COLOUR = "#12497f"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 5, 31, 17, 30, tzinfo=UTC)  # half past midnight of the first of June in Vietnam
HOSTILE = Article(
    title='<script>alert("1")</script>',
    summary='" onload="x',
    body=body_of("\\<img src=x onerror=alert(1)>"),
    calls=(AskBot(label="Hỏi <b>", question='"><i>'), FilePetition(label="Gửi"), CallHotline(label="Gọi", number="0262.8552255")),
)


ARTICLES = (*ready()[1::2], HOSTILE)
KEPT = {number: PublishedArticle(number, article, None, AT, AT) for number, article in enumerate(ARTICLES, 1)}
HOSTILE_PATH = KEPT[len(ARTICLES)].path
DRAFT = PublishedArticle(99, HOSTILE, None, AT, None)


def no_shelf() -> PageSources:
    raise AssertionError("an article needs no index")


def site_of(kept: dict[int, PublishedArticle], folder: Path, address: str = SITE) -> TestClient:
    pages = PageRenderer(no_shelf, WORDS, Site(address, "Ủy ban nhân dân xã Thử"))
    covers = CoverStore(folder, "Ủy ban nhân dân xã Thử", COLOUR)
    app = FastAPI()
    app.add_middleware(WithHeaders, headers=SecurityHeaders(address))
    app.include_router(
        ArticlePages(pages, ArticleSource(kept.get, lambda limit: tuple(kept.values())[-limit:][::-1], covers.path), ZONE).routes()
    )
    app.mount("/static", StaticFiles(directory=STATIC_FOLDER))
    return WebClient(app, base_url=SITE, follow_redirects=False)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return site_of(KEPT | {99: DRAFT}, tmp_path_factory.mktemp("bia"))


@pytest.mark.parametrize("kept", list(KEPT.values())[:12], ids=lambda kept: kept.article.slug)
def test_every_month_has_a_page_that_other_networks_can_show(client: TestClient, kept: PublishedArticle) -> None:
    page = client.get(kept.path)
    assert page.status_code == 200
    told = told_to_networks(page.text)
    assert told["og:url"] == f"{SITE}{kept.path}"
    assert told["og:image"] == f"{SITE}{kept.path}/bia.jpg"
    assert (told["og:type"], told["og:image:width"], told["og:image:height"]) == ("article", "1280", "720")
    assert kept.article.author in page.text
    assert page.text.count("<h2") >= 4
    assert 'style="' not in page.text


def told_to_networks(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', page))


def test_the_list_is_shared_with_the_cover_of_the_newest(client: TestClient) -> None:
    told = told_to_networks(site_of(KEPT, Path()).get("/bai-viet").text)
    assert (told["og:type"], told["og:url"]) == ("website", f"{SITE}/bai-viet")
    assert told["og:image"] == f"{SITE}{HOSTILE_PATH}/bia.jpg"
    assert told["og:image:alt"] == "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;"


def test_a_site_without_a_public_address_tells_no_half_address(tmp_path: Path) -> None:
    nowhere = site_of(KEPT, tmp_path, "")
    for path in ("/bai-viet", KEPT[1].path):
        assert {"og:image", "og:url"}.isdisjoint(told_to_networks(nowhere.get(path).text))


def test_the_sites_menu_stands_on_the_list_and_on_every_article(tmp_path: Path) -> None:
    menu, client = WORDS.petition_pages.menu, site_of(KEPT, tmp_path)
    listed, article = client.get("/bai-viet").text, client.get(KEPT[1].path).text
    assert all(
        f'href="{path}">{label}' in article for path, label in (("/", menu.ask), ("/kien-nghi", menu.answered), ("/bai-viet", menu.news))
    )
    assert f'href="/bai-viet" aria-current="page">{menu.news}' in listed


def test_a_cover_is_drawn_and_may_be_shown_elsewhere(client: TestClient) -> None:
    cover = client.get(f"{KEPT[1].path}/bia.jpg")
    assert cover.headers["content-type"] == "image/jpeg"
    assert cover.headers["cross-origin-resource-policy"] == "cross-origin"
    assert Image.open(io.BytesIO(cover.content)).size == (1280, 720)


def test_a_cover_that_was_given_is_served_as_it_is(tmp_path: Path) -> None:
    given = tmp_path / "bia.jpg"
    given.write_bytes(b"\xff\xd8 given")
    kept = PublishedArticle(7, HOSTILE.model_copy(update={"cover": str(given)}), None, AT, AT)
    assert site_of({7: kept}, tmp_path).get(f"{kept.path}/bia.jpg").content == given.read_bytes()


@pytest.mark.parametrize(
    "path",
    ["/bai-viet/khong-co", "/bai-viet/khong-co/bia.jpg", "/bai-viet/ten-1000", f"/bai-viet/{HOSTILE.slug}-99", "/bai-viet/x-99999999999"],
)
def test_what_is_not_there_is_told_kindly(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert WORDS.announcements.article.page.missing_title in page.text


def test_nothing_that_somebody_wrote_becomes_markup(client: TestClient) -> None:
    page = client.get(HOSTILE_PATH).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<i>" not in page
    assert "&lt;script&gt;alert" in page


def test_questions_and_petitions_begin_with_one_press_without_a_script(client: TestClient) -> None:
    page = client.get(HOSTILE_PATH).text
    assert '<form method="post" action="/"><button name="text" value="&#34;&gt;&lt;i&gt;">Hỏi &lt;b&gt;</button></form>' in page
    assert '<a href="/kien-nghi/gui" rel="noopener noreferrer">Gửi</a>' in page
    assert '<a href="tel:02628552255"' in page


def test_pictures_from_elsewhere_are_let_in_only_beside_articles(client: TestClient) -> None:
    assert "img-src 'self' data: https:" in client.get(HOSTILE_PATH).headers["content-security-policy"]
    assert "img-src 'self' data:;" in client.get("/static/style.css").headers["content-security-policy"]


@pytest.mark.parametrize("slug", ["1", "ten-cu-1"])
def test_an_old_or_shortened_address_leads_to_the_article(client: TestClient, slug: str) -> None:
    answer = client.get(f"/bai-viet/{slug}")
    assert (answer.status_code, answer.headers["location"]) == (308, KEPT[1].path)


def test_behind_a_path_the_addresses_keep_it(tmp_path: Path) -> None:
    client = site_of(KEPT, tmp_path, f"{SITE}/motcua")
    assert client.get("/bai-viet/1").headers["location"] == f"/motcua{KEPT[1].path}"
    assert f'src="/motcua{KEPT[1].path}/bia.jpg"' in client.get(KEPT[1].path).text


def test_the_list_shows_the_newest_first_with_the_day_in_vietnam(client: TestClient) -> None:
    page = site_of(KEPT, Path()).get("/bai-viet").text
    assert page.index(KEPT[12].path) < page.index(KEPT[1].path)
    assert "01/06/2026" in page
    assert "<script>alert" not in page


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    assert WORDS.announcements.article.page.list_empty in site_of({}, tmp_path).get("/bai-viet").text
