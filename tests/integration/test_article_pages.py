"""The pages of articles over HTTP: what a reader, a printer and another network are given."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi.testclient import TestClient
from PIL import Image

from bot import wording
from bot.announcements.article import Article, body_of
from bot.channels.web.articles import ArticlePages
from bot.channels.web.pages import STATIC_FOLDER, Pages, Shelf, Site
from bot.http.headers import SecurityHeaders, WithHeaders
from knowledge.post import AskBot, CallHotline, FilePetition
from tests.articles import SITE, ready

WORDS = wording.load()
COLOUR = "#12497f"
ARTICLES = {article.slug: article for article in ready()[1::2]}
HOSTILE = Article(
    title='<script>alert("1")</script>',
    summary='" onload="x',
    body=body_of("\\<img src=x onerror=alert(1)>"),
    calls=(AskBot(label="Hỏi <b>", question='"><i>'), FilePetition(label="Gửi"), CallHotline(label="Gọi", number="0262.8552255")),
)


def no_shelf() -> Shelf:
    raise AssertionError("an article needs no index")


@pytest.fixture(scope="module")
def client() -> TestClient:
    pages = Pages(no_shelf, WORDS, Site(SITE, "Ủy ban nhân dân xã Thử"))
    app = FastAPI()
    app.add_middleware(WithHeaders, headers=SecurityHeaders(SITE))
    app.include_router(ArticlePages(pages, (ARTICLES | {"xau": HOSTILE}).get, COLOUR).routes())
    app.mount("/static", StaticFiles(directory=STATIC_FOLDER))
    return TestClient(app, base_url=SITE)


@pytest.mark.parametrize("slug", ARTICLES)
def test_every_month_has_a_page_that_other_networks_can_show(client: TestClient, slug: str) -> None:
    page = client.get(f"/bai-viet/{slug}")
    assert page.status_code == 200
    told = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', page.text))
    assert told["og:url"] == f"{SITE}/bai-viet/{slug}"
    assert told["og:image"] == f"{SITE}/bai-viet/{slug}/bia.jpg"
    assert (told["og:type"], told["og:image:width"], told["og:image:height"]) == ("article", "1280", "720")
    assert ARTICLES[slug].author in page.text
    assert page.text.count("<h2") >= 4
    assert 'style="' not in page.text


def test_a_cover_is_drawn_and_may_be_shown_elsewhere(client: TestClient) -> None:
    cover = client.get(f"/bai-viet/{next(iter(ARTICLES))}/bia.jpg")
    assert cover.headers["content-type"] == "image/jpeg"
    assert cover.headers["cross-origin-resource-policy"] == "cross-origin"
    assert Image.open(io.BytesIO(cover.content)).size == (1280, 720)


def test_a_cover_that_was_given_is_served_as_it_is(tmp_path: Path) -> None:
    given = tmp_path / "bia.jpg"
    given.write_bytes(b"\xff\xd8 given")
    article = HOSTILE.model_copy(update={"cover": str(given)})
    pages = ArticlePages(Pages(no_shelf, WORDS, Site(SITE)), {"x": article}.get, COLOUR)
    assert pages.cover("x").body == given.read_bytes()


@pytest.mark.parametrize("path", ["/bai-viet/khong-co", "/bai-viet/khong-co/bia.jpg"])
def test_what_is_not_there_is_told_kindly(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert WORDS.announcements.article.page.missing_title in page.text


def test_nothing_that_somebody_wrote_becomes_markup(client: TestClient) -> None:
    page = client.get("/bai-viet/xau").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<i>" not in page
    assert "&lt;script&gt;alert" in page


def test_questions_and_petitions_begin_with_one_press_without_a_script(client: TestClient) -> None:
    page = client.get("/bai-viet/xau").text
    assert '<form method="post" action="/"><button name="text" value="&#34;&gt;&lt;i&gt;">Hỏi &lt;b&gt;</button></form>' in page
    assert '<button name="text" value="/kiennghi">Gửi</button>' in page
    assert '<a href="tel:02628552255"' in page


def test_pictures_from_elsewhere_are_let_in_only_beside_articles(client: TestClient) -> None:
    assert "img-src 'self' data: https:" in client.get("/bai-viet/xau").headers["content-security-policy"]
    assert "img-src 'self' data:;" in client.get("/static/style.css").headers["content-security-policy"]
