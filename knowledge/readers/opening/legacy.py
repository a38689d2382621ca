"""Text from before Unicode: TCVN3 (ABC) and VNI, recognised by font name or by statistics, turned into Unicode."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import groupby


class Encoding(StrEnum):
    """How the bytes were meant; TCVN3_CAPITALS fonts draw small letters as capitals (.VnTimeH)."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3_hoa"
    VNI = "vni"


# TCVN 5712:1993 VN3: each letter at its byte, read as Latin-1.
_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)

_VNI_MARKS: Mapping[str, str] = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_SINGLE = str.maketrans("ñÑôÔöÖæÆóÓòÒîÎ", "đĐơƠưƯỉỈĩĨịỊỵỴ")
_VNI_LETTER = re.compile(r"([aeioyuôö])([ùøûõïâáàåãäêéèúüë])|[ñôöæóòî]", re.IGNORECASE)
_NO_CIRCUMFLEX = frozenset("iyuôö")  # after these letters only the five plain tones stand
_PLAIN_MARKS = frozenset("ùøûõï")

_MODERN = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
_OLD = re.compile("[\u00a1-\u00ff]")
_APART = re.compile("[\u0300-\u0309\u031b\u0323]")
_WORD = re.compile(r"[^\W\d_]+")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|uâ|uê|ươi|ươu|ươ|ưa|ưi|ưu|uôi|uô|oai|oay|oao|oeo|oa|oă|oe|oi|ôi|ơi|iêu|iê|yêu|yê|ia|iu|"
    r"uây|uơ|uyu|uy|ua|ui|ai|ao|au|ay|âu|ây|eo|êu|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
SAMPLE = 40_000  # characters looked at; enough to be sure, few enough to be quick
CLEAR_LEAD = 3  # how many more good words a conversion must give before we believe it
SURE_SHARE = 0.75  # of the accented words it gives, this many must be Vietnamese syllables


def encoding_of_font(font: str) -> Encoding | None:
    """The encoding that a font name stands for: .VnTime, .VnArialH, VNI-Times; None for a Unicode font."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return Encoding.TCVN3_CAPITALS if re.search(r"h(?: \w+)?$", name) and "mystical" not in name else Encoding.TCVN3
    return Encoding.VNI if name.startswith(("vni-", "vni ")) else None


def converted(text: str, encoding: Encoding) -> str:
    """`text` as Unicode NFC; letters that are none of the encoding's stay."""
    if encoding is Encoding.VNI:
        return unicodedata.normalize("NFC", _VNI_LETTER.sub(_vni_letter, text))
    text = text.translate(_TCVN3)
    return text.upper() if encoding is Encoding.TCVN3_CAPITALS else text


def composed(text: str) -> str:
    """`text` with every letter in one piece; no other character is touched, for compatibility forms are not this module's business."""
    return unicodedata.normalize("NFC", text) if _APART.search(text) else text


def encoding_of(text: str) -> Encoding | None:
    """TCVN3 or VNI if `text` reads as Vietnamese only when converted, else None."""
    sample = composed(text[:SAMPLE])
    old = len(_OLD.findall(sample))
    if old == 0 or len(_MODERN.findall(sample)) > old / 10:
        return None
    before = _good_words(sample)[0]
    best: tuple[int, Encoding | None] = (max(before, 0) + CLEAR_LEAD - 1, None)
    for encoding in (Encoding.TCVN3, Encoding.VNI):
        good, bad = _good_words(converted(sample, encoding))
        if good >= SURE_SHARE * (good + bad):
            best = max(best, (good - bad, encoding), key=lambda candidate: candidate[0])
    return best[1]


def repaired(text: str) -> str:
    """Convert `text` where it is not Unicode: all of it, or only the lines that an old font was pasted into.

    Half-decomposed letters (Ô and a dot below, as Windows' keyboard writes them) are put together first: apart, they look like VNI.
    """
    text = composed(text)
    if not _OLD.search(text):
        return text
    if whole := encoding_of(text):
        return "\n".join(line if _MODERN.search(line) else converted(line, whole) for line in text.split("\n"))
    return "\n".join(_repaired_line(line) for line in text.split("\n"))


def _repaired_line(line: str) -> str:
    encoding = None if _MODERN.search(line) or not _OLD.search(line) else encoding_of(line)
    return converted(line, encoding) if encoding else line


def _vni_letter(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0].translate(_VNI_SINGLE)
    base, mark = match[1].translate(_VNI_SINGLE), match[2].lower()
    if match[1].lower() in _NO_CIRCUMFLEX and mark not in _PLAIN_MARKS:
        return base + match[2].translate(_VNI_SINGLE)
    return base + _VNI_MARKS[mark]


def _good_words(text: str) -> tuple[int, int]:
    """(accented words that are Vietnamese syllables, accented words that are not)."""
    good = bad = 0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        if _is_syllable(word):
            good += 1
        else:
            bad += 1
    return good, bad


def _is_syllable(word: str) -> bool:
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


def joined(pieces: Iterable[tuple[Encoding | None, str]]) -> str:
    """Runs of text with the encoding their font stands for → one Unicode text; neighbours of one encoding are one run."""
    text: list[str] = []
    for encoding, group in groupby(pieces, key=lambda piece: piece[0]):
        run = composed("".join(said for _, said in group))
        text.append(run if encoding is None or _MODERN.search(run) else converted(run, encoding))
    return "".join(text)
