"""`make pictures`: every page at the width of a phone and of a desk, by day and by night, in docs/pictures, with a page that shows them."""

from __future__ import annotations

import argparse
import base64
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot import wiring
from bot.channels.web.pages import Site
from bot.console.access import PREFIX
from bot.people.staff import Staff
from bot.settings import Settings
from indexer.building.build import build
from indexer.ranking.search import Index
from tests import library
from tests.e2e.browser import CHROMIUM, BrowserPage, browser
from tests.e2e.citizens.test_reading_room import PAGES as READING
from tests.e2e.console.test_console import PAGES as CONSOLE
from tests.e2e.console.test_console import submit
from tests.e2e.console.test_console_outreach import PAGES as OUTREACH
from tests.e2e.full_office import full_office
from tests.paths import ROOT
from tests.petition_site import PetitionSite
from tests.reading_room import reading_room, served
from tests.support import databases

PHONE, DESK = 390, 1280
TALLEST = {PHONE: 1_560, DESK: 1_100}  # pixels of a page that are shown: what is below them looks like what is above
SCALE = {PHONE: 1.0, DESK: 0.65}  # of the picture; letters of a desk's page stay readable
QUALITY = 42  # of WebP: the whole folder stays below LARGEST
LARGEST = 6_000_000  # bytes of the folder: whoever clones the repository downloads it
ASKED = "Làm khai sinh cho con cần giấy tờ gì?"
OUT = ROOT / "docs" / "pictures"


@dataclass(frozen=True, slots=True)
class Shot:
    """A page of one of the rooms, and the name that its pictures begin with."""

    name: str
    address: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Takes all pictures anew. Raises SystemExit where there is no Chromium or the folder would grow too large."""
    told = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    told.add_argument("--index", type=Path, required=True, help="the index of the library that ships")
    told.add_argument("--out", type=Path, default=OUT)
    told.add_argument("--only", default="", help="only pages whose name holds this")
    told.add_argument("--whole", action="store_true", help="whole pages in full size, to look at; not for docs/pictures")
    asked = told.parse_args(arguments)
    if CHROMIUM is None:
        raise SystemExit("Cần Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, browser(Path(folder) / "profile") as page, ExitStack() as rooms:
        taken = [
            *rooms.enter_context(citizens(asked.index, Path(folder) / "room")),
            *rooms.enter_context(petitions(Path(folder) / "petitions")),
            *rooms.enter_context(console(Path(folder) / "console", page)),
        ]
        names = take(page, [shot for shot in taken if asked.only in shot.name], asked.out, is_whole=asked.whole)
    if asked.out == OUT and not asked.only:
        (OUT / "README.md").write_text(shown(names), "utf-8")
    size = sum(file.stat().st_size for file in asked.out.iterdir())
    if size > LARGEST and not asked.whole:
        raise SystemExit(f"{asked.out}: {size} byte, quá {LARGEST}")


def take(page: BrowserPage, shots: Sequence[Shot], out: Path, *, is_whole: bool) -> list[str]:
    """A picture of each, four times; the names."""
    out.mkdir(parents=True, exist_ok=True)
    for shot in shots:
        for width in (PHONE, DESK):
            for dark in (False, True):
                page.screen(width, 844 if width == PHONE else 800, dark=dark)
                page.open(shot.address)
                if shot.name == "cong-dan-tra-loi":
                    page.run("question.focus({ preventScroll: true })")
                    page.type(ASKED)
                    page.press("Enter", 13)
                    page.wait_for("document.querySelectorAll('.asked').length && document.getElementById('waiting').hidden")
                file = out / f"{shot.name}-{width}-{'toi' if dark else 'sang'}.webp"
                height = page.run("Math.ceil(document.documentElement.scrollHeight)")
                height = height if is_whole else min(height, TALLEST[width])
                page.screen(width, height, dark=dark)  # what stands at the foot of the screen stands at the foot of the picture
                page.run("scrollTo(0, 0)")
                file.write_bytes(picture(page, width, height, is_whole=is_whole))
    return [shot.name for shot in shots]


def picture(page: BrowserPage, width: int, height: int, *, is_whole: bool) -> bytes:
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1 if is_whole else SCALE[width]}
    how = {"format": "webp", "quality": 80 if is_whole else QUALITY, "clip": clip}
    return base64.b64decode(page.tell("Page.captureScreenshot", **how)["data"])


@contextmanager
def citizens(index: Path, folder: Path) -> Iterator[list[Shot]]:
    """The reading room over the library that ships."""
    folder.mkdir()
    engine = databases.sqlite_at(folder / "room.db")
    parts = wiring.wire(index)
    rooms = wiring.rooms_of(Settings(secret_key="a key of the pictures"), engine, parts.wording, lambda: parts.index)
    with served(reading_room(parts, wiring.front_desk(parts, rooms), Site("http://127.0.0.1", "UBND xã Ví Dụ"))) as here:
        yield [*(Shot(f"cong-dan-{named(path)}", f"{here}{path}") for path in READING), Shot("cong-dan-tra-loi", f"{here}/")]
    engine.dispose()


@contextmanager
def petitions(folder: Path) -> Iterator[list[Shot]]:
    """The citizens' pages of petitions, one of them published."""
    folder.mkdir()
    engine = databases.sqlite_at(folder / "site.db")
    site = PetitionSite(engine, Index(small(folder)), folder / "files", url="http://127.0.0.1")
    code = site.published(site.filed(site.citizen())).code
    with served(site.app) as here:
        pages = {
            "danh-sach": "/kien-nghi",
            "gui": "/kien-nghi/gui",
            "mot": f"/kien-nghi/{code}",
            "tim": "/theo-doi",
            "theo-doi": f"/theo-doi/{code}",
        }
        yield [Shot(f"kien-nghi-{name}", f"{here}{path}") for name, path in pages.items()]
    engine.dispose()


@contextmanager
def console(folder: Path, page: BrowserPage) -> Iterator[list[Shot]]:
    """The console of an office after a few weeks, as its admin sees it."""
    folder.mkdir()
    with full_office(Index(small(folder)), folder) as made:
        admin = made.book.get(1)
        assert isinstance(admin, Staff)
        page.open(made.url + made.link(admin))
        submit(page, "main form button")
        yield [Shot(f"ban-lam-viec-{named(path)}", f"{made.url}{PREFIX}{path}") for path in dict.fromkeys((*CONSOLE, *OUTREACH))]


def small(folder: Path) -> Path:
    """An index of a few procedures: the pages of the office need no more."""
    build([library.write(folder / "library")], folder / "index", None, lambda *_: None)
    return folder / "index"


def named(path: str) -> str:
    """A page's address as a name of a file."""
    return "".join(letter if letter.isalnum() else "-" for letter in path.strip("/")) or "trang-dau"


def shown(names: Sequence[str]) -> str:
    """The page that shows the pictures of `names`."""
    head = "Ảnh từng trang, do `make pictures` chụp: điện thoại (390) và máy bàn (1280), sáng và tối. Trang dài chỉ chụp phần đầu. Số liệu là giả."
    columns = [(PHONE, "sang"), (PHONE, "toi"), (DESK, "sang"), (DESK, "toi")]
    lines = ["# Hình các trang", "", head, "", "| Trang | 390 sáng | 390 tối | 1280 sáng | 1280 tối |", "| --- | --- | --- | --- | --- |"]
    for name in names:
        cells = [f"[ảnh]({name}-{width}-{light}.webp)" for width, light in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
