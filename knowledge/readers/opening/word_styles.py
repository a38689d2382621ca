"""What a Word file says beside its text: the font of each run (for old encodings) and the automatic numbers of paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEPTH = 9  # list levels Word knows


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts by style; a run's own font wins, then its character style, its paragraph's style, the default."""

    default: str = ""
    styles: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    normal: str = ""

    def of(self, run: etree._Element, paragraph: etree._Element) -> str:
        properties = run.find(f"{W}rPr")
        own = _font(properties)
        if own:
            return own
        for style in (_style(properties, "rStyle"), _style(paragraph.find(f"{W}pPr"), "pStyle") or self.normal):
            if font := self._of_style(style):
                return font
        return self.default

    def _of_style(self, style: str) -> str:
        for _ in range(_DEPTH * 2):
            if not style or style in self.styles:
                break
            style = self.parents.get(style, "")
        return self.styles.get(style, "")


def fonts_of(styles: etree._Element | None) -> Fonts:
    """Read word/styles.xml."""
    if styles is None:
        return Fonts()
    fonts: dict[str, str] = {}
    parents: dict[str, str] = {}
    normal = ""
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        if font := _font(style.find(f"{W}rPr")):
            fonts[name] = font
        parents[name] = _style(style, "basedOn")
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
            normal = name
    return Fonts(_font(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")), fonts, parents, normal)


def _font(properties: etree._Element | None) -> str:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return (fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii") or "") if fonts is not None else ""


def _style(properties: etree._Element | None, kind: str) -> str:
    found = properties.find(f"{W}{kind}") if properties is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def whole(text: str, otherwise: int) -> int:
    """The whole number that an attribute holds; `otherwise` where it holds none, or one that no document needs."""
    return int(text) if text.isdecimal() and len(text) <= 9 else otherwise


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """Word's automatic numbers, counted while the paragraphs go by: I., 1., a), -."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels = _levels(numbering)
        self._by_style = _numbered_styles(styles)
        self._counts: dict[str, list[int | None]] = {}

    def label(self, paragraph: etree._Element) -> str:
        """ "II. " for the paragraph, or "" where Word shows no number."""
        properties = paragraph.find(f"{W}pPr")
        number, depth = _number(properties) or self._by_style.get(_style(properties, "pStyle"), ("", 0))
        levels = self._levels.get(number, {})
        level = levels.get(depth)
        if level is None or level.format == "none":
            return ""
        if level.format == "bullet":
            return "- "
        counts = self._counts.setdefault(number, [None] * _DEPTH)
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_DEPTH - depth - 1)
        text = level.text
        for index in range(_DEPTH):
            above = levels.get(index)
            if above is not None and f"%{index + 1}" in text:
                count = counts[index]
                text = text.replace(f"%{index + 1}", _written(above.start if count is None else count, above.format))
        return f"{text.strip()} " if text.strip() else ""


def _number(properties: etree._Element | None) -> tuple[str, int] | None:
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None
    depth = _style(found, "ilvl")
    return _style(found, "numId"), min(whole(depth, 0), _DEPTH - 1)


def _numbered_styles(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        if (number := _number(style.find(f"{W}pPr"))) and number[0]:
            found[style.get(f"{W}styleId", "")] = number
    return found


def _levels(numbering: etree._Element | None) -> dict[str, dict[int, _Level]]:
    if numbering is None:
        return {}
    abstract = {item.get(f"{W}abstractNumId", ""): _abstract(item) for item in numbering.iter(f"{W}abstractNum")}
    return {item.get(f"{W}numId", ""): abstract.get(_style(item, "abstractNumId"), {}) for item in numbering.iter(f"{W}num")}


def _abstract(item: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in item.iter(f"{W}lvl"):
        depth, start = level.get(f"{W}ilvl", ""), _style(level, "start")
        if whole(depth, _DEPTH) < _DEPTH:
            levels[whole(depth, _DEPTH)] = _Level(_style(level, "numFmt"), _style(level, "lvlText"), whole(start, 1))
    return levels


def _written(count: int, style: str) -> str:
    if style in {"upperRoman", "lowerRoman"}:
        return _roman(count) if style == "upperRoman" else _roman(count).lower()
    if style in {"lowerLetter", "upperLetter"} and 1 <= count <= 26:
        return chr((ord("a") if style == "lowerLetter" else ord("A")) + count - 1)
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while 0 < value <= count < 400:
            text, count = text + letters, count - value
    return text or str(count)
