"""The window where people look for a procedure without typing a question: everyday headings → fields → procedures → the procedure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.answers.composing.labels import LONGEST_LABEL, labels, shortened, titled
from bot.answers.decisions.catalogue import A_PAGE, Catalogue, Field
from bot.frontdesk.answer_buttons import FIELD, SHOW
from bot.frontdesk.happenings import HAPPENED
from bot.frontdesk.headings import Heading, heading_of, headings_of
from bot.frontdesk.menu import HEADINGS
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.people.store import Chats
from bot.text.numerals import small
from bot.wording import Wording
from indexer.ranking.listing import Listed
from knowledge.records.procedure import Part
from knowledge.texts.figures import with_points

BROWSE = FIELD
ANEW = "n"
"""The last piece of a button under an answer: the list comes as a new message, the answer stays."""
LONGEST_LINE = 160  # characters of a procedure's name in a list
Item = TypeVar("Item")
FIELDS, PROCEDURES = "/linhvuc", "/thutuc"


class BrowsingWindow(Window):
    """What it shows depends on the button alone, so every old button still works."""

    commands = frozenset({FIELDS, PROCEDURES})
    actions = frozenset({BROWSE})
    public = frozenset({BROWSE})

    def __init__(self, catalogue: Catalogue, wording: Wording, chats: Chats) -> None:
        self._catalogue = catalogue
        self._wording = wording
        self._chats = chats

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:
        if command == FIELDS and (field := self._catalogue.field_named(rest)):
            return [self._field(incoming, field, 1, replaces=False)]
        if command == FIELDS:
            return [self._headings(incoming, replaces=False)]
        return [self._found(incoming, rest)]

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case [str(kind), *rest] if kind == HEADINGS and rest in ([], [ANEW]):
                return [self._headings(incoming, replaces=not rest)]
            case [str(kind), key, number] if kind == HEADINGS and (nth := small(number)) is not None:
                return self._under(incoming, key, nth)
            case [number, *rest] if (nth := small(number)) is not None and rest in ([], [ANEW]):
                return [self._fields(incoming, nth, replaces=not rest)]
            case [key, number, *rest] if (nth := small(number)) is not None and (field := self._catalogue.field(key)):
                return [self._field(incoming, field, nth, replaces=rest != [ANEW])]
            case _:
                return None

    def _headings(self, incoming: Incoming, *, replaces: bool) -> Reply:
        """The everyday headings with how many procedures stand under each, and the way to the life events above them."""
        words = self._wording.browsing
        buttons = [
            Button(words.counted.format(name=each.name, count=with_points(each.count)), f"{BROWSE}:{HEADINGS}:{each.key}:1")
            for each in headings_of(self._catalogue.fields)
        ]
        offered = [Button(words.to_events, f"{HAPPENED}:1"), *buttons]
        self._chats.offer(incoming.chat, [button.action for button in offered], incoming.at)
        return Reply(words.headings, tuple(_column(offered)), replaces=replaces)

    def _under(self, incoming: Incoming, key: str, page: int) -> Sequence[Reply] | None:
        """The fields under a heading; None where nothing stands under it."""
        words, heading = self._wording.browsing, self._heading(key)
        if heading is None:
            return None
        shown, page, pages = _page(heading.fields, page)
        buttons = [
            Button(words.counted.format(name=shortened(field.name, LONGEST_LABEL), count=len(field.procedures)), f"{BROWSE}:{field.key}:1")
            for field in shown
        ]
        self._chats.offer(incoming.chat, [button.action for button in buttons], incoming.at)
        rows = [*_column(buttons), *self._turning(f"{BROWSE}:{HEADINGS}:{key}", page, pages), (self._to_headings(),)]
        return [Reply(words.under.format(name=heading.name, page=page, pages=pages), tuple(rows), replaces=True)]

    def _heading(self, key: str) -> Heading | None:
        return next((each for each in headings_of(self._catalogue.fields) if each.key == key), None)

    def _to_headings(self) -> Button:
        return Button(self._wording.browsing.to_headings, f"{BROWSE}:{HEADINGS}")

    def _fields(self, incoming: Incoming, page: int, *, replaces: bool) -> Reply:
        words = self._wording.browsing
        fields = self._catalogue.fields
        shown, page, pages = _page(fields, page)
        buttons = [Button(shortened(field.name, LONGEST_LABEL), f"{BROWSE}:{field.key}:1") for field in shown]
        self._chats.offer(incoming.chat, [button.action for button in buttons], incoming.at)
        rows = [*_column(buttons), *self._turning(BROWSE, page, pages)]
        return Reply(words.fields.format(page=page, pages=pages), tuple(rows), replaces=replaces)

    def _field(self, incoming: Incoming, field: Field, page: int, *, replaces: bool) -> Reply:
        words = self._wording.browsing
        shown, page, pages = _page(field.procedures, page)
        turning = self._turning(f"{BROWSE}:{field.key}", page, pages)
        heading = heading_of(field.name)
        back = (Button(words.to_fields, f"{BROWSE}:{HEADINGS}:{heading}:{self._page_of(field, heading)}"),)
        head = words.field.format(name=field.name, page=page, pages=pages)
        return self._listed(incoming, head, shown, [*turning, back], replaces=replaces)

    def _found(self, incoming: Incoming, rest: str) -> Reply:
        words = self._wording.browsing
        found = self._catalogue.matching(rest, A_PAGE) if rest else ()
        asked = shortened(rest, LONGEST_LABEL)
        head = words.matching if found else words.none if rest else words.most_asked
        back = (self._to_headings(),)
        return self._listed(incoming, head.format(words=asked), found or self._catalogue.most_asked[:A_PAGE], [back], replaces=False)

    def _listed(
        self, incoming: Incoming, head: str, lines: Sequence[Listed], below: Sequence[tuple[Button, ...]], *, replaces: bool
    ) -> Reply:
        names = [line.name for line in lines]
        told = labels(names, LONGEST_LABEL - 3, self._catalogue.words)  # 3: the number before it
        buttons = [
            Button(f"{number}. {label}", f"{SHOW}:{line.code}:{Part.SUMMARY}")
            for number, (label, line) in enumerate(zip(told, lines, strict=True), 1)
        ]
        self._chats.offer(incoming.chat, [button.action for button in buttons], incoming.at)
        text = "\n".join([head, *(f"{number}. {titled(shortened(name, LONGEST_LINE))}" for number, name in enumerate(names, 1))])
        return Reply(text, (*_column(buttons), *below), replaces=replaces)

    def _turning(self, action: str, page: int, pages: int) -> list[tuple[Button, ...]]:
        """The row of buttons that turn the page; none where there is one page."""
        words = self._wording.browsing
        back = [Button(words.previous, f"{action}:{page - 1}")] if page > 1 else []
        on = [Button(words.next.format(page=page + 1, pages=pages), f"{action}:{page + 1}")] if page < pages else []
        return [(*back, *on)] if back or on else []

    def _page_of(self, field: Field, key: str) -> int:
        """The page on which a field stands under its heading."""
        heading = self._heading(key)
        return heading.fields.index(field) // A_PAGE + 1 if heading else 1


def _page(items: Sequence[Item], page: int) -> tuple[Sequence[Item], int, int]:
    """The items of a page, its number (the nearest that there is), and how many there are."""
    pages = max(1, -(-len(items) // A_PAGE))
    shown = min(max(page, 1), pages)
    return items[(shown - 1) * A_PAGE : shown * A_PAGE], shown, pages


def _column(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [(button,) for button in buttons]
