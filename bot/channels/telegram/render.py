"""Reply → what Telegram takes: pieces of text with their entities, the buttons under the last; offsets in UTF-16, no parse mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.channels.cleaning import whole
from bot.channels.telegram.pieces import LONGEST, cut
from bot.messages import Button, Reply
from knowledge.texts import typography
from knowledge.texts.lengths import units
from knowledge.texts.typography import LineKind

LONGEST_LABEL = 64  # characters; a phone shows fewer
MOST_ENTITIES = 100  # of a message; Telegram drops what is more
MOST_BUTTONS = 100  # of a message
MOST_IN_A_ROW = 8
DROP = "x"  # the action that drops the topic
FEW = 4  # buttons of an answer; where there are so many, the one that drops the topic stands behind "Phần khác"
NOTHING = "…"  # Telegram takes no empty message
_BOLD = (LineKind.LEAD, LineKind.HEADING)

Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """One message: what it says, how that is set, and the buttons under it."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        """The buttons as Telegram takes them."""
        return keyboard(self.rows)


def rendered(reply: Reply, topic: str) -> list[RenderedMessage]:
    """The messages of a reply, never none. `topic`: the label of the button that names the topic and drops it ("{name}")."""
    rows = list(reply.rows)
    if reply.topic and sum(map(len, rows)) < FEW:
        rows.append((Button(topic.format(name=reply.topic), DROP),))
    return pieces(reply.text, rows)


def pieces(text: str, rows: Rows = (), first: int = LONGEST) -> list[RenderedMessage]:
    """`text` and `rows` as messages, never none; the first at most `first` units long."""
    texts = cut(whole(text).strip(), LONGEST, first) or [NOTHING]
    found = [_set(text, lead=number == 0) for number, text in enumerate(texts)]
    return [*found[:-1], RenderedMessage(found[-1].text, found[-1].entities, tuple(map(tuple, rows)))]


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The buttons, each label short enough; None where there are none."""
    flat = [row[begin : begin + MOST_IN_A_ROW] for row in rows for begin in range(0, len(row), MOST_IN_A_ROW)]
    room = iter(range(MOST_BUTTONS))
    shown = [[InlineKeyboardButton(label(button.label), callback_data=button.action) for button, _ in zip(row, room)] for row in flat]  # noqa: B905
    found = [row for row in shown if row]
    return InlineKeyboardMarkup(found) if found else None


def label(text: str) -> str:
    """`text` on one line, at most LONGEST_LABEL characters, cut at the end of a word."""
    line = " ".join(whole(text).split()) or NOTHING
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _set(text: str, *, lead: bool) -> RenderedMessage:
    """One piece with its title and headings bold, and the codes of procedures to be copied with a tap."""
    shown: list[str] = []
    entities: list[MessageEntity] = []
    offset = 0
    for line in typography.lines(text, lead=lead):
        told = "".join(piece.text for piece in line.pieces)
        entities += _bold(told, offset) if line.kind in _BOLD else _codes(line, offset)
        shown.append(told)
        offset += units(told) + 1
    return RenderedMessage("\n".join(shown).rstrip() or NOTHING, tuple(islice(entities, MOST_ENTITIES)))


def _bold(told: str, offset: int) -> Iterator[MessageEntity]:
    inner = told.strip()
    if inner:
        yield MessageEntity(MessageEntity.BOLD, offset + units(told[: told.index(inner)]), units(inner))


def _codes(line: typography.TextLine, offset: int) -> Iterator[MessageEntity]:
    for piece in line.pieces:
        if piece.code:
            yield MessageEntity(MessageEntity.CODE, offset, units(piece.text))
        offset += units(piece.text)
