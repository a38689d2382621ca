"""Addresses that are no one's own: whole platforms, services that shorten links, endings below which names are given out. Pure."""

from __future__ import annotations

from bot.official.rules.spelling import WebAddress

PLATFORMS = frozenset(
    [
        "chat.zalo.me",
        "docs.google.com",
        "drive.google.com",
        "facebook.com",
        "fb.com",
        "fb.me",
        "forms.gle",
        "forms.office.com",
        "google.com",
        "instagram.com",
        "linkedin.com",
        "linktr.ee",
        "m.me",
        "messenger.com",
        "oa.zalo.me",
        "sites.google.com",
        "t.me",
        "telegram.me",
        "telegram.org",
        "threads.com",
        "threads.net",
        "tiktok.com",
        "twitter.com",
        "viber.com",
        "wa.me",
        "whatsapp.com",
        "x.com",
        "youtu.be",
        "youtube.com",
        "zalo.me",
        "zaloapp.com",
    ]
)
"""Of which a page is somebody's, and the whole nobody's here."""

DEEPER = {"docs.google.com": 4, "drive.google.com": 3, "sites.google.com": 2, "forms.office.com": 2}
"""Pieces of a path that name one page where anybody's pages stand side by side ("forms/d/e/…"); elsewhere one piece does."""

EMPTY_PAGES = frozenset(
    [
        "c",
        "channel",
        "group",
        "groups",
        "l.php",
        "p",
        "pages",
        "people",
        "permalink.php",
        "profile.php",
        "s",
        "share",
        "sharer.php",
        "story.php",
        "user",
        "watch",
    ]
)
"""First pieces of a platform's paths that name nobody yet."""

SHORTENERS = frozenset(
    [
        "adf.ly",
        "bit.do",
        "bit.ly",
        "bitly.com",
        "bom.so",
        "buff.ly",
        "by.com.vn",
        "byvn.net",
        "cutt.ly",
        "goo.gl",
        "is.gd",
        "lnkd.in",
        "me-qr.com",
        "ow.ly",
        "qrco.de",
        "rb.gy",
        "rebrand.ly",
        "s.id",
        "s.net.vn",
        "shorturl.at",
        "t.co",
        "t.ly",
        "tiny.cc",
        "tinyurl.com",
        "v.gd",
    ]
)
"""Whoever made a short link may lead it elsewhere tomorrow."""

ENDINGS = frozenset(
    [
        "ac.vn",
        "ai.vn",
        "biz.vn",
        "com.vn",
        "edu.vn",
        "gov.vn",
        "health.vn",
        "id.vn",
        "info.vn",
        "int.vn",
        "io.vn",
        "name.vn",
        "net.vn",
        "org.vn",
        "pro.vn",
        "blogspot.com",
        "firebaseapp.com",
        "github.io",
        "gitlab.io",
        "herokuapp.com",
        "netlify.app",
        "pages.dev",
        "vercel.app",
        "web.app",
        "weebly.com",
        "wixsite.com",
        "wordpress.com",
        "workers.dev",
    ]
)
"""Below which names are given to different owners: those of .vn, and of services that keep sites."""


def is_everybodys(address: WebAddress) -> bool:
    """Whether `address` is no one's own."""
    above = {".".join(address.labels[at:]) for at in range(len(address.labels))}
    if above & SHORTENERS or address.host in ENDINGS:
        return True
    is_empty = len(address.path) < DEEPER.get(address.host, 1) or (
        len(address.path) == 1 and address.path[0].casefold() in EMPTY_PAGES and not address.query
    )
    return bool(above & PLATFORMS) and is_empty
