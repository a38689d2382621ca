"""Every article in every form: within the limits of the form, nothing lost, nothing broken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from markupsafe import escape

from bot.announcements.formats.exports import Export, Exporter
from bot.announcements.formats.mail import html, message
from bot.announcements.formats.preview import preview, stylesheet
from bot.announcements.formats.reading import LONGEST_CAPTION, card, pages, text
from bot.announcements.formats.slides import LONGEST, MOST, slides
from bot.announcements.formats.zalo import article_json
from bot.announcements.rules.article import Article, body_of
from bot.announcements.rules.place import ArticleAddress
from bot.channels.telegram.render import rendered
from bot.messages import Reply
from knowledge.records.post import AskBot, CallHotline, FilePetition, OpenLink
from knowledge.texts.lengths import units
from tests.articles import OFFICE, SITE, WORDS, articles, ready

PLACE = ArticleAddress(SITE, "bai-thu")
BLUE = "#12497f"
LONGEST_MESSAGE = 4_096  # UTF-16 units; Telegram

many = pytest.mark.parametrize("article", ready(), ids=lambda article: article.slug)
some = settings(max_examples=60, deadline=None)


def whole(found: str) -> str:
    """`found` survives the trip to a phone: no half letter is left anywhere."""
    return found.encode("utf-8").decode("utf-8")


def check_chat(article: Article) -> None:
    shown = card(article, "bv:12345", WORDS.reading)
    assert units(shown.caption) <= LONGEST_CAPTION
    assert shown.caption == f"{article.title}\n\n{article.summary}"
    assert [row[0].label for row in shown.rows] == [WORDS.reading.read, *(call.label for call in article.calls)]
    told = pages(article, WORDS.reading)
    assert told
    assert all(page.strip() and units(whole(page)) <= LONGEST_MESSAGE for page in told)
    for page in (shown.caption, *told):
        check_message(page)


def check_message(page: str) -> None:
    """Telegram takes it as one message, and no entity begins or ends within a letter or beyond the text."""
    [piece] = rendered(Reply(page), "{name}")
    raw = piece.text.encode("utf-16-le")
    for entity in piece.entities:
        assert entity.length > 0
        assert entity.offset + entity.length <= len(raw) // 2
        raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


def check_zalo(article: Article) -> None:
    sent = json.loads(json.dumps(article_json(article, PLACE, WORDS), ensure_ascii=False))
    assert units(sent["title"]) <= 150
    assert units(sent["author"]) <= 50
    assert units(sent["description"]) <= 300
    assert sent["cover"]["photo_url"] == f"{SITE}/bai-viet/bai-thu/bia.jpg"
    assert {block["type"] for block in sent["body"]} <= {"text", "image", "video"}
    assert all(block.get("content") or block.get("url") for block in sent["body"])


def check_slides(article: Article) -> None:
    shown = slides(article)
    assert 1 <= len(shown) <= MOST
    assert all(slide.strip() and units(slide) <= LONGEST for slide in shown)


class Tags(HTMLParser):
    """The tags that are open, and what was wrong on the way."""

    VOID = frozenset({"meta", "img", "br", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self.wrong += [name for name, _ in attrs if name.startswith("on")]
        if tag == "script":
            self.wrong.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def check_html(page: str, article: Article) -> None:
    tags = Tags()
    tags.feed(page)
    assert (tags.open, tags.wrong) == ([], [])
    assert article.title in "".join(tags.words)
    assert all(re.match(r"https?://|tel:|mailto:|data:", address) for address in tags.addresses)


def check_mail(article: Article) -> None:
    raw = message(article, PLACE, OFFICE.name, BLUE, WORDS).as_bytes()
    assert all(len(line) <= 998 for line in raw.split(b"\n"))  # RFC 5322
    mail = message_from_bytes(raw, policy=default)
    assert mail.get_content_type() == "multipart/alternative"
    plain, rich = mail.iter_parts()
    assert (plain.get_content_type(), rich.get_content_type()) == ("text/plain", "text/html")
    assert mail["Subject"].split() == article.title.split()
    assert article.summary in plain.get_content().replace("\r\n", "\n")
    check_html(rich.get_content(), article)
    assert all(str(escape(call.label)) in rich.get_content() for call in article.calls)


def check_preview(article: Article) -> None:
    shown = preview(article, "data:image/png;base64,AA==", OFFICE.name, WORDS)
    check_html(str(shown), article)
    assert "style=" not in shown  # the console's policy forbids it
    assert set(re.findall(r'class="(phone[\w-]*)', shown)) - {"phone-line"} <= set(re.findall(r"\.(phone[\w-]*)", stylesheet()))


CHECKS = (check_chat, check_zalo, check_slides, check_mail, check_preview)


@many
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_month_keeps_every_limit_of_every_form(article: Article, check: Callable[[Article], None]) -> None:
    check(article)


@some
@given(articles())
def test_any_article_keeps_every_limit_of_every_form(article: Article) -> None:
    for check in CHECKS:
        check(article)


@many
def test_no_word_of_a_month_is_lost_between_the_pages(article: Article) -> None:
    small = pages(article, WORDS.reading, room=600)
    assert all(units(page) <= 640 for page in small)
    joined = " ".join(re.sub(r"\n\n\(trang \d+/\d+\)$", "", page) for page in small).split()
    assert joined == f"{article.title} {text(article, WORDS.reading)}".split()
    assert not any(re.sub(r"\n\n\(trang.*", "", page).split("\n")[-1].startswith("## ") for page in small)


def test_a_paragraph_longer_than_a_page_is_cut_between_sentences() -> None:
    article = Article(title="Tên", summary="Tóm", body=body_of("Câu này dài. " * 900))
    told = pages(article, WORDS.reading)
    assert len(told) > 2
    assert all(units(page) <= LONGEST_MESSAGE for page in told)
    assert all(re.sub(r"\n\n\(trang.*", "", page).endswith("dài.") for page in told)


def test_calls_have_buttons_in_the_chat_and_addresses_elsewhere() -> None:
    calls = (
        OpenLink(label="Mở", address="https://a.vn/x?y=1&z=2"),
        AskBot(label="Hỏi", question="Phí?"),
        CallHotline(label="Gọi", number="0262.8552255"),
    )
    article = Article(title="Tên", summary="Tóm", body=body_of("Chữ."), calls=calls)
    assert [row[0].action for row in card(article, "bv:7", WORDS.reading).rows] == ["bv:7", "bv:7:0", "bv:7:1", "bv:7:2"]
    closing = article_json(article, PLACE, WORDS)["body"][-1]["content"]
    assert closing.split("\n")[1:] == ["- Mở: https://a.vn/x?y=1&z=2", f"- Hỏi: {PLACE.address}#lam", "- Gọi: gọi 0262.8552255"]
    assert 'href="tel:02628552255"' in html(article, PLACE, "", BLUE, WORDS)


def test_links_show_their_address_in_the_chat_but_procedures_their_code() -> None:
    body = body_of(f"[Khai sinh]({SITE}/thu-tuc/1.001193) (mã 1.001193), [trang này](https://a.vn), [số](tel:113).")
    assert (
        text(Article(title="Tên", summary="Tóm", body=body), WORDS.reading)
        == "Khai sinh (mã 1.001193), trang này (https://a.vn), số (113)."
    )


def test_pictures_and_videos_keep_their_place_in_zalo() -> None:
    article = Article(title="Tên", summary="Tóm", body=body_of("a\n\n![b](https://a.vn/b.png)\n\n![video: c](https://a.vn/c)\n\nd"))
    assert [block["type"] for block in article_json(article, PLACE, WORDS)["body"]] == ["text", "image", "video", "text"]


def test_petitions_and_questions_elsewhere_lead_to_the_page_of_the_article() -> None:
    article = Article(title="Tên", summary="Tóm", body=body_of("Chữ."), calls=(FilePetition(label="Gửi"),))
    assert f"Gửi: {PLACE.address}#lam" in article_json(article, PLACE, WORDS)["body"][-1]["content"]


@pytest.mark.parametrize("kind", Export)
@many
def test_every_form_is_a_file_that_can_be_handed_on(article: Article, kind: Export) -> None:
    file = Exporter(OFFICE.name, BLUE, WORDS).file(kind, article, PLACE)
    assert re.fullmatch(rf"bai-thu-{kind.value}\.(json|txt|eml|jpg)", file.name)
    assert 100 < len(file.content) <= 1_000_000
    if file.media_type.startswith("text/"):
        assert file.content.decode("utf-8-sig").strip()
