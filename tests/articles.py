"""Articles to test with: the twelve ready months, and whatever hypothesis thinks of."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import strategies as st

from bot import wording
from bot.announcements.rules.article import Article, body_of
from bot.announcements.rules.facts import IssuingOffice, MonthFacts, Named, fill
from knowledge.loading import authored
from knowledge.loading.library import STARTER
from knowledge.records.post import (
    LONGEST_AUTHOR,
    LONGEST_LABEL,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    AskBot,
    CallHotline,
    FilePetition,
    OpenLink,
    Post,
)
from knowledge.texts import markdown
from knowledge.texts.lengths import units
from knowledge.texts.writing import escaped

WORDS = wording.load().announcements.article
SITE = "https://motcua.example.gov.vn"
OFFICE = IssuingOffice(
    name="Trung tâm Phục vụ hành chính công phường Việt Trì",
    province="tỉnh Phú Thọ",
    address="số 1 đường Hùng Vương, phường Việt Trì",
    hours="7 giờ 30 đến 17 giờ, từ thứ hai đến thứ sáu",
    hotline="0210 2222 555",
    site=SITE,
)
MANY = tuple(Named(f"1.0{number:05}", f"Thủ tục thứ {number} *quan trọng* [thử]") for number in range(12))


def bare(month: int) -> MonthFacts:
    """A month of an office about which nothing is known."""
    return MonthFacts(date(2026, month, 1))


def rich(month: int) -> MonthFacts:
    """A month with everything."""
    return MonthFacts(date(2026, month, 1), OFFICE, MANY[:5], 1_128, 1_019, 1_003, MANY[:1], MANY, MANY[2:4])


@cache
def posts() -> tuple[Post, ...]:
    found = []
    for file in sorted((STARTER / "posts").glob("*.md")):
        page = markdown.parse(f"posts/{file.name}", file.read_text(encoding="utf-8"))
        assert isinstance(page, markdown.Page)
        found += [item for item in authored.post(page) if isinstance(item, Post)]
    return tuple(found)


@cache
def ready() -> tuple[Article, ...]:
    """The twelve months, each with everything and with nothing known."""
    return tuple(fill(post, facts(post.month), WORDS.facts) for post in posts() for facts in (bare, rich))


_ODD = [
    "👨‍👩‍👧‍👦",
    "🏳️‍🌈",
    "🇻🇳",
    "é\u0301\u0323",
    "ế",
    "\u0323",
    "مرحبا",
    "שלום",
    "汉字",
    "ไทย",
    "𝐀",
    "\u200f",
    "\u200d",
    "ﬁ",
    "½",
    "٣",
    "{",
    "}}",
    "%s",
    "&",
    "<b>",
    "](",
    "* ",
    "_",
    "#",
    "1. ",
]
_letters = st.one_of(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), st.sampled_from(_ODD), st.sampled_from("aăâđêôơưếỗỵ .,")
)


def text(longest: int) -> st.SearchStrategy[str]:
    """A line of anything that has at least one visible sign and at most `longest` UTF-16 units once it is composed."""
    return st.lists(_letters, min_size=1, max_size=longest).map("".join).map(lambda line: _within(line, longest))


def _within(line: str, longest: int) -> str:
    cut = " ".join(line.replace("{{", "{").split())
    while units(cut) > longest * 2 // 3:  # NFC may lengthen a few letters
        cut = cut[: len(cut) * 2 // 3]
    return cut.strip() or "x"


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any article within the limits."""
    lines = draw(st.lists(st.tuples(st.sampled_from(["", "", "- ", "1. ", "## ", "### ", "> "]), text(900)), min_size=1, max_size=8))
    body = "\n\n".join(f"{sign}{escaped(line).replace('://', ':/ /')}" for sign, line in lines)
    extra = draw(
        st.sampled_from(
            [
                "",
                "\n\n![Ảnh 👍](https://a.example/b.png)",
                "\n\n[Mở *trang*](https://a.example/)".replace("*", ""),
                "\n\n![video: x](https://a.example/v)",
            ]
        )
    )
    calls = draw(st.lists(_calls, max_size=3, unique_by=lambda call: call.label))
    return Article(
        title=draw(text(LONGEST_TITLE)),
        author=draw(text(LONGEST_AUTHOR)),
        summary=draw(text(LONGEST_SUMMARY)),
        body=body_of(f"Mở đầu.\n\n{body}{extra}"),
        calls=tuple(calls),
    )


_label = text(LONGEST_LABEL)
_calls = st.one_of(
    st.builds(OpenLink, label=_label, address=st.just("https://a.example/x?y=1&z=2")),
    st.builds(AskBot, label=_label, question=text(150)),
    st.builds(FilePetition, label=_label),
    st.builds(CallHotline, label=_label, number=st.sampled_from(["113", "0262.8552255", "+84 24 3456 7890"])),
)
