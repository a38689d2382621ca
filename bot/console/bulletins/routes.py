"""The routes of notices with beginning and end: which page is behind each."""

from __future__ import annotations

from collections.abc import Mapping

from bot.console.auth import Asked, Page
from bot.console.bulletins.pages import BulletinPages


def bulletin_routes(pages: BulletinPages) -> Mapping[Asked, Page]:
    """The narrower paths first."""
    return {
        ("GET", "/bao-tin"): pages.list,
        ("POST", "/bao-tin"): pages.write,
        ("GET", "/bao-tin/{number:int}"): pages.show,
        ("POST", "/bao-tin/{number:int}"): pages.rewrite,
        ("POST", "/bao-tin/{number:int}/duyet"): pages.approve,
        ("POST", "/bao-tin/{number:int}/bo"): pages.drop,
        ("POST", "/bao-tin/{number:int}/ket-thuc"): pages.close,
        ("POST", "/bao-tin/{number:int}/gia-han"): pages.ask_later,
        ("POST", "/bao-tin/{number:int}/gia-han/duyet"): pages.extend,
        ("POST", "/bao-tin/{number:int}/rut"): pages.withdraw,
    }
