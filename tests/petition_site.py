"""The web pages of petitions over a real database and a small index, as a stranger's browser meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

from httpx2 import Response
from PIL import Image
from sqlalchemy import Engine

from bot.answers.composing.compose import Composer
from bot.answers.rules.danger import DangerRule
from bot.channels.web.app import make_app
from bot.channels.web.pages import PageRenderer, Site
from bot.messages import Incoming, Reply
from bot.petitions.rules.outcome import Done
from bot.petitions.rules.petition import Petition, PetitionFile
from bot.seals import Seals
from bot.wiring.petition_pages import petition_pages
from bot.wiring.web_inbox import inbox
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from tests import library
from tests.petitions import MONDAY, WORDS, ZONE, Office, office
from tests.support.web_client import WebClient

URL = "https://hoi.example.gov.vn"
SEAL = re.compile(r'name="phieu" value="([0-9a-f]{64})"')
GOOD = {
    "noi-dung": "Đèn đường trước chợ xã hỏng đã ba tuần, tối đi rất nguy hiểm",
    "loai": "khac",
    "noi": "Chợ xã Hòa Bình",
    "de-ten": "hidden",
    "ten": "Nguyễn Văn An",
    "dia-chi": "Thôn 3, xã Hòa Bình",
    "sdt": "0912 345 678",
}


def picture(colour: str = "navy", size: tuple[int, int] = (64, 48), kind: str = "JPEG") -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, colour).save(drawn, kind)
    return drawn.getvalue()


@cache
def _danger() -> DangerRule:
    """Made once: it holds no state, and its patterns take as long as all else of a site."""
    return DangerRule(library.starter().dangers)


@dataclass
class PetitionSite:
    """The site, its office, its clock."""

    engine: Engine
    index: Index
    folder: Path
    url: str = URL
    at: datetime = MONDAY
    heard: list[Incoming] = field(default_factory=list)
    hears_danger: bool = False

    def __post_init__(self) -> None:
        self.office: Office = office(self.engine, self.folder, group=None)
        shelf = SimpleNamespace(index=self.index, composer=Composer(WORDS, Freshness(self.index.lexicon.units)))
        pages = PageRenderer(lambda: shelf, WORDS, Site(self.url, "UBND xã Ví Dụ"))
        rule = _danger() if self.hears_danger else None

        def alarm(text: str) -> str:
            heard = rule.heard(text) if rule else None
            return shelf.composer.alarm(heard) if heard else ""

        routers = petition_pages("a key", ZONE, pages, self.office.room, lambda: self.at, alarm=alarm)
        letters = inbox(self.engine, Seals("a key").rows)
        self.app = make_app(self, pages, "a key", routers=routers, inbox=letters, alarm=alarm, now=lambda: self.at)

    def handle(self, incoming: Incoming) -> list[Reply]:
        self.heard.append(incoming)
        return [Reply("Đã nghe.")]

    def later(self, **delta: float) -> None:
        self.at += timedelta(**delta)

    def citizen(self) -> Citizen:
        return Citizen(self, WebClient(self.app, base_url=self.url, raise_server_exceptions=False, follow_redirects=False))

    def filed(self, citizen: Citizen, **more: str) -> PetitionFile:
        """A petition sent by the form."""
        assert citizen.fill(**more).headers["location"] == "/kien-nghi/gui/xem-lai"
        assert citizen.send().headers["location"] == "/kien-nghi/gui/xong"
        code = re.search(r'<p class="code">(KN.-...-...)</p>', citizen.get("/kien-nghi/gui/xong").text)
        assert code
        file = self.office.room.stores.petitions.by_code(code[1])
        assert file
        return file

    def done(self, deed: Callable[..., object], *told: object) -> Petition:
        outcome = deed(*told, self.at)
        assert isinstance(outcome, Done), outcome
        return outcome.petition

    def answered(self, file: PetitionFile, answer: str = "Đã thay bóng đèn.") -> Petition:
        desk, number = self.office.room.desk, file.petition.id
        self.done(desk.claim, self.office.admin, number)
        return self.done(desk.answer, self.office.admin, number, answer)

    def published(self, file: PetitionFile, question: str = "Đèn đường hỏng", answer: str = "Đã thay bóng đèn.") -> Petition:
        self.answered(file, answer)
        return self.done(self.office.room.desk.publish, self.office.admin, file.petition.id, question, answer)


@dataclass
class Citizen:
    """Somebody's browser without scripts: keeps the cookie, sends the seal as the pages give it."""

    site: PetitionSite
    client: WebClient

    def get(self, path: str) -> Response:
        return self.client.get(path)

    def seal(self, path: str = "/kien-nghi/gui") -> str:
        found = SEAL.search(self.get(path).text)
        assert found, path
        return found[1]

    def fill(self, files: list[tuple[str, bytes, str]] | None = None, /, **more: str) -> Response:
        fields = {**GOOD, "phieu": self.seal(), **more}
        sent = [("anh", file) for file in files or [("", b"", "application/octet-stream")]]
        return self.client.post("/kien-nghi/gui", data=fields, files=sent)

    def review(self, **fields: str) -> Response:
        page = self.get("/kien-nghi/gui/xem-lai").text
        seal, draft = SEAL.search(page), re.search(r'name="ban" value="([0-9a-f]{16})"', page)
        assert seal, page
        return self.client.post("/kien-nghi/gui/xem-lai", data={"phieu": seal[1], "ban": draft[1] if draft else "", **fields})

    def send(self) -> Response:
        return self.review(viec="gui", **{"dong-y": "1"})

    def act(self, code: str, verb: str, files: list[tuple[str, bytes, str]] | None = None, /, **fields: str) -> Response:
        """A deed on the page by code, with what that page gave."""
        page = self.get(f"/theo-doi/{code}").text
        seal, version = SEAL.search(page), re.search(r'name="ban" value="(\d+)"', page)
        told = {"phieu": seal[1] if seal else self.seal(), "ma": code, "ban": version[1] if version else "", "viec": verb, **fields}
        return self.client.post("/theo-doi/viec", data=told, files=[("anh", file) for file in files] if files else None)
