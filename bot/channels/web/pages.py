"""The pages as HTML; every sentence comes from the wording, every address from the site."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.answers.composing.compose import Composer
from bot.bulletins.cases.strip import NOTHING_STANDS, BulletinStrip
from bot.channels.web.api_models import address_of
from bot.channels.web.listening import heard
from bot.channels.web.shelf import NO_DOORS, Doors
from bot.http.static_files import versions_of
from bot.messages import Button, Reply
from bot.text import typed_days
from bot.wording import Wording
from bot.wording.reading_room import ReadingRoomWords
from indexer.ranking.search import Index
from knowledge.facts.deadline_days import deadlines_in
from knowledge.records.procedure import Procedure
from knowledge.texts import typography
from knowledge.texts.figures import with_points

HERE = Path(__file__).parent
STATIC_FOLDER = HERE / "static"
TEMPLATES = HERE / "templates"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site stands (`public_url`, without a slash at the end) and whose it is (`office`, may be empty)."""

    public_url: str
    office: str = ""

    @property
    def base(self) -> str:
        """The path under which a reverse proxy may have put the site; usually empty."""
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def is_https(self) -> bool:
        """Whether browsers speak to it in secret."""
        return self.public_url.startswith("https://")

    @property
    def origin(self) -> str:
        """`public_url` without a slash at the end."""
        return self.public_url.rstrip("/")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one page shows of a conversation: what was asked, what was replied, and a notice where it failed.

    `letters`: what came by itself; `has_letters`: that something came and was not fetched.
    """

    asked: str = ""
    replies: tuple[Reply, ...] = ()
    notice: str = ""
    letters: tuple[Reply, ...] = ()
    has_letters: bool = False

    @property
    def topic(self) -> str:
        """The procedure being talked about."""
        return self.replies[-1].topic if self.replies else ""


@dataclass(frozen=True, slots=True)
class ButtonGroup:
    """Buttons that flow as the screen is wide, or stand one under another (`is_list`)."""

    buttons: tuple[Button, ...]
    is_list: bool


class PageSources(Protocol):
    """The index in use and the composer over it."""

    @property
    def index(self) -> Index: ...

    @property
    def composer(self) -> Composer: ...


class PageRenderer:
    """Makes every page; holds no state between requests, safe between threads. `sources` is asked once for each page."""

    def __init__(
        self,
        sources: Callable[[], PageSources],
        wording: Wording,
        site: Site,
        doors: Callable[[], Doors] = lambda: NO_DOORS,
        bulletins: Callable[[], BulletinStrip] = lambda: NOTHING_STANDS,
    ) -> None:
        """`doors`: by what the first page leads on to what can be looked at without typing; `bulletins`: what stands on top of every page
        (`BulletinStrip`)."""
        self._sources = sources
        self._doors = doors
        self.wording = wording
        self.site = site
        quiet = tuple(_beginning(text) for text in (wording.answer.source, wording.answer.link))
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.globals.update(
            words=wording.web,
            menu=wording.petition_pages.menu,
            room=wording.reading_room,
            device=_on_device(wording.reading_room),
            a_day=typed_days.field(wording.console.day_written),
            site=site,
            base=site.base,
            quiet=json.dumps(quiet, ensure_ascii=False),
            lines=partial(typography.lines, quiet=quiet),
            groups=groups,
            file_address=address_of,
            heard=heard,
            bulletins=bulletins,
            bulletin_words=wording.bulletins.web,
            static=self._static,
            points=with_points,
        )

    def chat(self, exchange: Exchange, visitor: str = "") -> str:
        """The chat page; with `visitor`, the token of one who is shown it in a frame, where cookies may not reach."""
        return self._templates.get_template("chat.html").render(exchange=exchange, visitor=visitor, doors=self._doors())

    @property
    def index(self) -> Index:
        """The index in use."""
        return self._sources().index

    def procedure(self, code: str, template: str = "procedure.html") -> str | None:
        """The printable page of one procedure, or another of its pages; None where there is none."""
        sources = self._sources()
        record = _procedure(sources.index, code)
        if record is None:
            return None
        return self._templates.get_template(template).render(
            record=record,
            levels=", ".join(self.wording.levels[level] for level in record.levels),
            sections=tuple(sources.composer.sections(record)),
            sources=sources.composer.source_lines(record),
            deadlines=deadlines_in(record),
        )

    def record(self, code: str) -> Procedure | None:
        """A procedure of the index in use."""
        return _procedure(self._sources().index, code)

    def qr(self, code: str) -> bytes | None:
        """The QR code of a procedure's page, as SVG; None where there is no such procedure."""
        record = _procedure(self._sources().index, code)
        if record is None:
            return None
        drawn = io.BytesIO()
        segno.make(f"{self.site.origin}/thu-tuc/{record.code}", error="m", micro=False).save(
            drawn, kind="svg", scale=4, border=2, light="#fff", xmldecl=False
        )
        return drawn.getvalue()

    def render(self, template: str, **told: object) -> str:
        """A page of another room, in this site's frame."""
        return self._templates.get_template(template).render(**told)

    def notice(self, title: str, text: str) -> str:
        """A page that says one thing and leads home."""
        return self._templates.get_template("notice.html").render(title=title, text=text)

    def before(self, address: str) -> str:
        """The alarm that was heard, before the page at `address` that would not say it."""
        return self._templates.get_template("before.html").render(address=address)

    @cached_property
    def widget(self) -> str:
        """The script for other sites, with its words in it."""
        words = self.wording.web
        said = {"open": words.open_chat, "close": words.close_chat, "title": words.title}
        told = json.dumps(said, ensure_ascii=True)
        return (STATIC_FOLDER / "widget.js").read_text(encoding="utf-8").replace('"WORDS"', told)

    def _static(self, name: str) -> str:
        """The address of a file, changed when the file changes, so that browsers may keep it."""
        return f"{self.site.base}/static/{name}?v={self._versions[name]}"

    @cached_property
    def _versions(self) -> Mapping[str, str]:
        return versions_of(STATIC_FOLDER)


def _procedure(index: Index, code: str) -> Procedure | None:
    record = index.record(code)
    return record if isinstance(record, Procedure) else None


def groups(rows: Sequence[Sequence[Button]]) -> list[ButtonGroup]:
    """The buttons of neighbouring rows that do the same kind of thing, together."""
    full = [row for row in rows if row]
    kinds = itertools.groupby(full, lambda row: row[0].action.partition(":")[0])
    same = [tuple(found) for _, found in kinds]
    return [ButtonGroup(tuple(itertools.chain.from_iterable(found)), all(len(row) == 1 for row in found)) for found in same]


def _on_device(words: ReadingRoomWords) -> str:
    """What scripts say, as JSON."""
    ticks = words.procedure.model_dump(include={"ticked", "clear"})
    return json.dumps(words.device.model_dump() | ticks, ensure_ascii=False)


def _beginning(template: str) -> str:
    return template.partition("{")[0].strip()
