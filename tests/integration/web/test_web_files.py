"""A file that goes with a reply, on the web: with scripts and without, and in the browser itself."""

from __future__ import annotations

import re
from base64 import b64decode

from bot import wording
from bot.channels.web.api_models import chat_response
from bot.channels.web.pages import Exchange, PageRenderer, Site
from bot.messages import Reply, ReplyFile

CONTENT = '{"câu": "<b>\\"đăng ký\\"</b>"}'.encode()
REPLY = Reply("Đây ạ.", file=ReplyFile("du-lieu-cua-toi.json", "application/json", CONTENT))


def _content(address: str) -> bytes:
    kind, _, coded = address.partition(",")
    assert kind == "data:application/json;base64"
    return b64decode(coded)


def test_the_api_gives_the_whole_file() -> None:
    file = chat_response([REPLY]).replies[0].file
    assert file is not None
    assert (file.name, _content(file.address)) == ("du-lieu-cua-toi.json", CONTENT)
    assert chat_response([Reply("không có tệp")]).replies[0].file is None


def test_who_has_no_scripts_has_a_link_that_keeps_the_file() -> None:
    pages = PageRenderer(lambda: None, wording.load(), Site("https://hoi.example.gov.vn"))  # type: ignore[arg-type, return-value]
    found = re.search(r'<a class="file" download="([^"]+)" href="([^"]+)">([^<]+)</a>', pages.chat(Exchange("tải", (REPLY,))))
    assert found is not None
    assert (found[1], _content(found[2])) == ("du-lieu-cua-toi.json", CONTENT)
    assert "du-lieu-cua-toi.json" in found[3]
