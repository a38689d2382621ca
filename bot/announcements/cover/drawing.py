"""Cover: the picture of an article that brings none, 16:9, drawn in the office's colour."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.announcements.cover import motifs
from bot.announcements.cover.lettering import BOLD, SEMIBOLD, Setting, drawable, fitted, font
from bot.announcements.cover.motifs import Colour, Palette
from knowledge.records.post import Motif

WIDTH, HEIGHT = 1280, 720
HEAVIEST = 1_000_000  # bytes; Zalo takes 1 MB
QUALITY = 90  # JPEG; the edges of letters stay clean
CONTRAST, CONTRAST_OF_SHAPES = 4.5, 3.0  # to one; WCAG AA

LEFT, TOP = 72, 64  # the margin that Telegram and Zalo do not cut off
TEXT_WIDTH = 730
TITLE_BOX = (TEXT_WIDTH, 420)
TITLE_TOP = 210
TITLE_SIZES = range(82, 29, -2)
NAME_BOX = (TEXT_WIDTH, 78)
NAME_SIZES = range(34, 19, -2)
MOTIF_SIDE, MOTIF_CENTRE = 330, (1036, 372)

HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_WHITE: Colour = (255, 255, 255)
_DARK: Colour = (16, 26, 38)
_BLACK: Colour = (0, 0, 0)
_GOLD: Colour = (247, 196, 84)


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where before anything is drawn: title and name in their lines, with the tops of their boxes."""

    title: Setting
    name: Setting
    title_top: int
    name_top: int


def draw(title: str, name: str, motif: Motif, colour: str) -> bytes:
    """A JPEG of 1280 × 720. `colour`: the office's, "#12497f". Raises ValueError where that is not a colour."""
    palette = palette_of(colour)
    picture = _ground(palette)
    pen = ImageDraw.Draw(picture)
    layout = laid_out(title, name)
    _motif(picture, motif, palette)
    _write(pen, layout.name, SEMIBOLD, layout.name_top, palette.ink)
    pen.rounded_rectangle((LEFT, layout.title_top - 26, LEFT + 96, layout.title_top - 20), 3, palette.accent)
    _write(pen, layout.title, BOLD, layout.title_top, palette.ink)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return file.getvalue()


def laid_out(title: str, name: str) -> Layout:
    """Where every line stands; nothing reaches beyond the margins, whatever the title."""
    said = fitted(drawable(title) or drawable(name), BOLD, TITLE_BOX, TITLE_SIZES)
    whose = fitted(drawable(name), SEMIBOLD, NAME_BOX, NAME_SIZES)
    return Layout(said, whose, TITLE_TOP + (TITLE_BOX[1] - said.height) // 3, TOP)


def palette_of(colour: str) -> Palette:
    """Colours that can be read on the office's."""
    if not HEX.fullmatch(colour):
        raise ValueError(colour)
    ground = (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))
    ink = _standing_out((_WHITE, _DARK, _BLACK), ground, CONTRAST)
    accent = _standing_out((_GOLD, mixed(ink, ground, 0.75), ink), ground, CONTRAST_OF_SHAPES)
    return Palette(ink, mixed(ink, ground, 0.42), accent, ground)


def contrast(one: Colour, other: Colour) -> float:
    """How far two colours stand apart, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of `one`, the rest of `other`."""
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _standing_out(shades: Sequence[Colour], ground: Colour, enough: float) -> Colour:
    """The first of `shades` with enough contrast, else the one with the most."""
    found = (shade for shade in shades if contrast(shade, ground) >= enough)
    return next(found, max(shades, key=lambda shade: contrast(shade, ground)))


def _luminance(colour: Colour) -> float:
    red, green, blue = ((part / 255 / 12.92) if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ground(palette: Palette) -> Image.Image:
    """The office's colour, with a quieter field on the right for the motif; the ink stays readable on both."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), palette.ground)
    pen = ImageDraw.Draw(picture)
    x, y = MOTIF_CENTRE
    pen.ellipse((x - 300, y - 300, x + 300, y + 300), mixed(palette.ink, palette.ground, 0.05))
    pen.rectangle((0, HEIGHT - 14, WIDTH, HEIGHT), palette.accent)
    return picture


def _motif(picture: Image.Image, motif: Motif, palette: Palette) -> None:
    image = motifs.drawn(motif, MOTIF_SIDE, palette)
    picture.paste(image, (MOTIF_CENTRE[0] - MOTIF_SIDE // 2, MOTIF_CENTRE[1] - MOTIF_SIDE // 2), image)


def _write(pen: ImageDraw.ImageDraw, setting: Setting, weight: str, top: int, colour: Colour) -> None:
    used = font(weight, setting.size)
    for number, line in enumerate(setting.lines):
        baseline = top + setting.pitch * number + round(setting.size)
        pen.text((LEFT, baseline), line, colour, used, anchor="ls")
