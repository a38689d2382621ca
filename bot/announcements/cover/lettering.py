"""Lettering: text set with a font into a box, in balanced lines, at the largest size that fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import font_source_sans_pro
from PIL import ImageFont

LINE_PITCH = 1.3  # of the size: a letter with two marks above (Ế) clears one with a mark below (ỵ); measured on every pair by a test
PAUSE_GAIN = 0.12  # in shares of a line, squared: worth a line that is a third shorter
PAUSES = ",;:.?!"
SMALLER_FOR_SENSE = 0.82  # of the largest size; less would look timid
_NO_GLYPH = "\U0010fffd"

Weight = str
BOLD: Weight = "SourceSansProBold"
SEMIBOLD: Weight = "SourceSansProSemibold"


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines at a size; `pitch` from one baseline to the next, in pixels."""

    lines: tuple[str, ...]
    size: int
    pitch: int

    @property
    def height(self) -> int:
        return self.pitch * len(self.lines)


@lru_cache(maxsize=64)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """A font of the package; the basic layout needs no other library and composes nothing that NFC has not composed."""
    return ImageFont.truetype(getattr(font_source_sans_pro, weight), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4_096)
def is_drawable(letter: str) -> bool:
    """Whether the font has the letter, and not a box in its place."""
    if letter == " " or unicodedata.category(letter)[0] in "CMZ":
        return letter == " "
    drawn, missing = (bytes(font(BOLD, 48).getmask(sign)) for sign in (letter, _NO_GLYPH))
    return drawn != missing and any(drawn)


def drawable(text: str) -> str:
    """`text` without what the font cannot draw (emoji, other alphabets, loose marks)."""
    composed = "".join(letter if is_drawable(letter) else " " for letter in unicodedata.normalize("NFC", text))
    return " ".join(composed.split())


def fitted(text: str, weight: Weight, box: tuple[int, int], sizes: Sequence[int]) -> Setting:
    """`text` in a box of (width, height): the first of `sizes` that fits, or one a little smaller where fewer lines break
    within a phrase; where none fits, the last, cut at a word with “…”."""
    fitting = [size for size in sizes if _fits(text.split(), weight, box, size)]
    if not fitting:
        return _cut(text, weight, box, sizes[-1])
    near = [size for size in fitting if size >= fitting[0] * SMALLER_FOR_SENSE]
    return min((_balanced(text.split(), weight, box[0], size) for size in near), key=_broken_phrases)


def _fits(words: Sequence[str], weight: Weight, box: tuple[int, int], size: int) -> bool:
    share = partial(_share, weight=weight, width=box[0], size=size)
    lines = _wrapped(words, share)
    return len(lines) * _pitch(size) <= box[1] and all(share(line) <= 1 for line in lines)


def _balanced(words: Sequence[str], weight: Weight, width: int, size: int) -> Setting:
    share = partial(_share, weight=weight, width=width, size=size)
    return Setting(tuple(_even(words, len(_wrapped(words, share)), share)), size, _pitch(size))


def _broken_phrases(setting: Setting) -> int:
    return sum(line[-1] not in PAUSES for line in setting.lines[:-1])


def _share(line: str, *, weight: Weight, width: int, size: int) -> float:
    return breadth(line, weight, size) / width


@lru_cache(maxsize=4_096)
def breadth(line: str, weight: Weight, size: int) -> float:
    """The width of the drawn text, in pixels."""
    left, _, right, _ = font(weight, size).getbbox(line)
    return max(right, font(weight, size).getlength(line)) - min(left, 0)


def _pitch(size: int) -> int:
    return round(size * LINE_PITCH)


def _even(words: Sequence[str], number: int, share: Callable[[str], float]) -> list[str]:
    """`words` in `number` lines (each of at least a word) with the least cost; `share`: of the width that a line takes."""
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for _ in range(number):
        best = {
            end: min(
                (cost + _cost(line, share(line)), [*lines, line])
                for start, (cost, lines) in best.items()
                if start < end
                for line in [" ".join(words[start:end])]
            )
            for end in range(min(best) + 1, len(words) + 1)
        }
    return best[len(words)][1] if words else []


def _cost(line: str, share: float) -> float:
    if share > 1:
        return 100 * share
    return (1 - share) ** 2 - (PAUSE_GAIN if line[-1] in PAUSES else 0)


def _wrapped(words: Sequence[str], share: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and share(longer) <= 1:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, weight: Weight, box: tuple[int, int], size: int) -> Setting:
    """What fits of a text that does not: a word longer than a line is broken, the rest left out with “…”."""
    width, height = box
    words = [piece for word in text.split() for piece in _broken(word, weight, width, size)]
    most = max(1, height // _pitch(size))
    lines = _wrapped(words, lambda line: breadth(f"{line}…", weight, size) / width)
    kept = lines[:most]
    return Setting((*kept[:-1], f"{kept[-1]}…") if len(lines) > most else tuple(kept), size, _pitch(size))


def _broken(word: str, weight: Weight, width: int, size: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if breadth(f"{pieces[-1]}{letter}…", weight, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
