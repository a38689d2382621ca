"""Motifs: the simple pictures on drawn covers, in a square of 100 × 100."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from knowledge.records.post import Motif

FINER = 3  # times larger drawn than shown, for smooth edges

Colour = tuple[int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """Three colours that stand out from the ground: lines and surfaces, what steps back, and the one accent."""

    ink: Colour
    soft: Colour
    accent: Colour
    ground: Colour


@dataclass(frozen=True, slots=True)
class Brush:
    """Draws in units of a hundredth of the side."""

    draw: ImageDraw.ImageDraw
    unit: float
    palette: Palette

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 3) -> None:
        self.draw.rounded_rectangle(self._all(left, top, right, bottom), radius * self.unit, fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.draw.ellipse(self._all(x - radius, y - radius, x + radius, y + radius), fill)

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self.draw.polygon([(x * self.unit, y * self.unit) for x, y in points], fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float = 4) -> None:
        """A line with round ends and corners."""
        self.draw.line([(x * self.unit, y * self.unit) for x, y in points], fill, round(width * self.unit), joint="curve")
        for x, y in points:
            self.disc(x, y, width / 2, fill)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, fill: Colour, width: float = 4) -> None:
        """Part of a circle, degrees clockwise from three o'clock."""
        steps = [math.radians(start + (end - start) * step / 40) for step in range(41)]
        self.line([(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in steps], fill, width)

    def star(self, x: float, y: float, radius: float, fill: Colour) -> None:
        points = [
            (x + reach * math.sin(math.pi * step / 5), y - reach * math.cos(math.pi * step / 5))
            for step in range(10)
            for reach in [radius if step % 2 == 0 else radius * 0.42]
        ]
        self.shape(points, fill)

    def tick(self, x: float, y: float, size: float, fill: Colour, width: float = 4) -> None:
        self.line([(x - size, y), (x - size * 0.25, y + size * 0.7), (x + size, y - size * 0.75)], fill, width)

    def _all(self, *values: float) -> tuple[float, float, float, float]:
        left, top, right, bottom = (value * self.unit for value in values)
        return left, top, right, bottom


def drawn(motif: Motif, side: int, palette: Palette) -> Image.Image:
    """The picture of `side` pixels, see-through around it."""
    large = Image.new("RGBA", (side * FINER, side * FINER), (*palette.ground, 0))
    _DRAWN[motif](Brush(ImageDraw.Draw(large), side * FINER / 100, palette))
    return large.resize((side, side), Image.Resampling.LANCZOS)


def _door(brush: Brush) -> None:
    colours = brush.palette
    brush.box(18, 30, 82, 88, colours.soft, 2)
    brush.shape([(10, 32), (50, 8), (90, 32)], colours.ink)
    brush.star(50, 24, 5, colours.accent)
    for x in (24, 70):
        brush.box(x, 36, x + 6, 84, colours.ink, 1)
    brush.box(38, 44, 62, 88, colours.accent, 2)
    brush.shape([(38, 44), (54, 50), (54, 92), (38, 88)], colours.ink)
    brush.disc(50.5, 70, 1.6, colours.ground)
    brush.box(10, 88, 90, 93, colours.ink, 1)


def _phone(brush: Brush) -> None:
    colours = brush.palette
    brush.box(27, 6, 73, 94, colours.ink, 8)
    brush.box(31, 14, 69, 82, colours.ground, 2)
    brush.disc(50, 88, 2.6, colours.ground)
    for y, end in ((24, 62), (32, 56)):
        brush.line([(38, y), (end, y)], colours.soft, 4)
    brush.disc(50, 58, 14, colours.accent)
    brush.tick(50, 58, 7, colours.ground, 4)


def _parcel(brush: Brush) -> None:
    colours = brush.palette
    brush.box(16, 30, 84, 76, colours.ink, 4)
    brush.line([(19, 34), (50, 58), (81, 34)], colours.ground, 3.4)
    brush.disc(78, 28, 16, colours.ground)
    brush.disc(78, 28, 13, colours.accent)
    brush.tick(78, 28, 6, colours.ground, 3.4)
    for y, start in ((42, 2), (54, 6), (66, 3)):
        brush.line([(start, y), (11, y)], colours.soft, 3)


def _voice(brush: Brush) -> None:
    colours = brush.palette
    brush.box(8, 14, 72, 58, colours.ink, 9)
    brush.shape([(20, 54), (20, 74), (40, 56)], colours.ink)
    for y, end in ((28, 60), (36, 60), (44, 44)):
        brush.line([(20, y), (end, y)], colours.ground, 3.4)
    brush.box(40, 52, 94, 84, colours.ground, 9)
    brush.box(43, 55, 92, 82, colours.accent, 8)
    brush.shape([(82, 78), (84, 93), (68, 80)], colours.accent)
    brush.tick(67, 69, 8, colours.ground, 4)


def _stars(brush: Brush) -> None:
    colours = brush.palette
    brush.disc(50, 58, 30, colours.ink)
    for x in (40, 60):
        brush.disc(x, 52, 3.4, colours.ground)
    brush.arc(50, 56, 15, 25, 155, colours.ground, 3.6)
    for step in range(5):
        turn = math.radians(-150 + 30 * step)
        brush.star(50 + 43 * math.cos(turn), 58 + 43 * math.sin(turn), 7.5, colours.accent)


def _chart(brush: Brush) -> None:
    colours = brush.palette
    brush.line([(12, 10), (12, 88), (92, 88)], colours.ink, 3.6)
    for x, top in ((20, 66), (38, 56), (56, 42), (74, 26)):
        brush.box(x, top, x + 11, 85, colours.ink if top < 66 else colours.soft, 1.5)
    brush.line([(25, 52), (43, 42), (61, 28), (79, 12)], colours.accent, 3.6)
    for x, y in ((25, 52), (43, 42), (61, 28), (79, 12)):
        brush.disc(x, y, 4, colours.accent)


def _scales(brush: Brush) -> None:
    colours = brush.palette
    brush.line([(50, 16), (50, 84)], colours.ink, 5)
    brush.box(30, 84, 70, 90, colours.ink, 2)
    brush.line([(18, 24), (82, 24)], colours.ink, 5)
    brush.disc(50, 16, 6, colours.accent)
    for x in (18, 82):
        brush.line([(x, 24), (x - 12, 54)], colours.soft, 2)
        brush.line([(x, 24), (x + 12, 54)], colours.soft, 2)
        brush.draw.pieslice(brush._all(x - 15, 39, x + 15, 69), 0, 180, colours.accent)


def _papers(brush: Brush) -> None:
    colours = brush.palette
    brush.box(32, 8, 84, 78, colours.soft, 3)
    brush.box(18, 18, 70, 92, colours.ground, 3)
    brush.box(20, 20, 68, 90, colours.ink, 3)
    for y, end in ((34, 58), (44, 58), (54, 58), (64, 44)):
        brush.line([(30, y), (end, y)], colours.ground, 3.4)
    brush.disc(70, 74, 17, colours.ground)
    brush.disc(70, 74, 14, colours.accent)
    brush.tick(70, 74, 6.5, colours.ground, 3.6)


def _hotline(brush: Brush) -> None:
    colours = brush.palette
    brush.arc(62, 34, 44, 100, 170, colours.ink, 13)
    brush.line([(17, 32), (25, 50)], colours.ink, 15)
    brush.line([(47, 72), (66, 80)], colours.ink, 15)
    for radius in (14, 26, 38):
        brush.arc(46, 48, radius, -75, -15, colours.accent if radius < 38 else colours.soft, 4.4)


def _house(brush: Brush) -> None:
    colours = brush.palette
    brush.shape([(2, 78), (30, 66), (98, 78), (64, 95)], colours.soft)
    brush.box(24, 42, 76, 82, colours.ink, 1.5)
    brush.shape([(14, 46), (50, 14), (86, 46)], colours.accent)
    brush.box(43, 56, 57, 82, colours.ground, 1)
    for x in (29, 62):
        brush.box(x, 52, x + 9, 61, colours.ground, 1)
    brush.box(66, 18, 73, 34, colours.accent, 0.5)


def _blossom(brush: Brush) -> None:
    colours = brush.palette
    brush.line([(4, 96), (24, 78), (38, 58), (60, 42), (92, 30)], colours.ink, 4)
    brush.line([(38, 58), (34, 34), (42, 16)], colours.ink, 3)
    brush.line([(60, 42), (74, 58), (90, 64)], colours.ink, 2.6)
    for x, y, size in ((60, 40, 1.0), (38, 27, 0.82), (78, 60, 0.72), (24, 74, 0.6)):
        _flower(brush, x, y, size)
    for x, y in ((90, 30), (44, 12), (92, 66), (12, 88)):
        brush.disc(x, y, 3.4, colours.accent)


def _flower(brush: Brush, x: float, y: float, size: float) -> None:
    for petal in range(5):
        turn = math.radians(72 * petal - 90)
        brush.disc(x + 12 * size * math.cos(turn), y + 12 * size * math.sin(turn), 9.4 * size, brush.palette.accent)
    brush.disc(x, y, 5 * size, brush.palette.ground)
    brush.disc(x, y, 3 * size, brush.palette.ink)


def _book(brush: Brush) -> None:
    colours = brush.palette
    for side in (-1, 1):
        brush.shape([(50, 34), (50 + side * 42, 26), (50 + side * 42, 78), (50, 88)], colours.ink)
        for y in (42, 52, 62):
            brush.line([(50 + side * 9, y), (50 + side * 34, y - 5)], colours.ground, 3)
    brush.line([(50, 36), (50, 86)], colours.ground, 2.4)
    brush.star(50, 16, 11, colours.accent)


def _shield(brush: Brush) -> None:
    colours = brush.palette
    outline = [(50, 6), (84, 18), (82, 52), (70, 76), (50, 94), (30, 76), (18, 52), (16, 18)]
    brush.shape(outline, colours.ink)
    brush.line([*outline, outline[0]], colours.ink, 4)
    brush.disc(50, 44, 19, colours.accent)
    brush.tick(50, 44, 9, colours.ground, 5)
    brush.line([(38, 74), (62, 74)], colours.soft, 3.4)


_DRAWN: Mapping[Motif, Callable[[Brush], None]] = {
    Motif.DOOR: _door,
    Motif.PHONE: _phone,
    Motif.PARCEL: _parcel,
    Motif.VOICE: _voice,
    Motif.STARS: _stars,
    Motif.CHART: _chart,
    Motif.SCALES: _scales,
    Motif.PAPERS: _papers,
    Motif.HOTLINE: _hotline,
    Motif.HOUSE: _house,
    Motif.BLOSSOM: _blossom,
    Motif.BOOK: _book,
    Motif.SHIELD: _shield,
}
