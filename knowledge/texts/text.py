"""Vietnamese text as we keep it: NFC, one tone-mark placement, no private-use signs, no control characters."""

from __future__ import annotations

import re
import unicodedata

# Look-alikes typed instead of the Vietnamese letter (Icelandic eth from old Latin-1 fonts).
_LOOKALIKES = str.maketrans({"ð": "đ", "Ð": "Đ", "\u0110": "Đ", "\u00a0": " ", "\u2028": "\n", "\u2029": "\n"})

# Bullets of Word's Symbol and Wingdings fonts arrive as private-use characters.
_BULLET = re.compile(r"[\ue000-\uf8ff]")
_LEADING_BULLET = re.compile(r"^([^\S\n]*)(?:[\ue000-\uf8ff•▪●○■□◦‣⁃∙➢➤✓✔❖]+[^\S\n]*)+", re.MULTILINE)
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FOREIGN = re.compile(f"{_SURROGATE.pattern}|{_INVISIBLE.pattern}|[\ue000-\uf8ff•▪●○■□◦‣⁃∙➢➤✓✔❖\rðÐ\u00a0\u2028\u2029]")
"""One look for what the five above take away: hardly a text has any of it."""
_SPACES = re.compile(r"[ \t]{2,}|\t")
_MANY_LINES = re.compile(r"\n{3,}")

SMALL = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
CAPITAL = SMALL.replace("a-z", "A-Z").upper()
"""Vietnamese letters for a character class: a range such as à-ỹ holds both."""

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # grave, acute, hook, tilde, dot below


def normalise(text: str) -> str:
    """Return `text` as NFC with tone marks on the first vowel of open oa, oe, uy (hoà → hòa, quý stays).

    Private-use bullets at the start of a line become "- ", other private-use and control characters go,
    runs of spaces become one, and more than one empty line becomes one. Idempotent.
    """
    if _FOREIGN.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LOOKALIKES)
        text = _SURROGATE.sub("", text)
        text = _INVISIBLE.sub("", text)
        text = _LEADING_BULLET.sub(r"\1- ", text)
        text = _BULLET.sub(" ", text)
    text = unicodedata.normalize("NFC", place_tones(unicodedata.normalize("NFC", text)))
    if "  " in text or "\t" in text:
        text = _SPACES.sub(" ", text)
    if "\n" in text:
        text = _MANY_LINES.sub("\n\n", "\n".join(map(str.rstrip, text.split("\n"))))
    return text.strip()


def one_line(text: str) -> str:
    """`normalise`, and every run of white space becomes one space."""
    return " ".join(normalise(text).split())


_TONE_OF = {composed: tone for base in "aeoyu" for tone in _TONES for composed in [unicodedata.normalize("NFC", base + tone)]}
_BASE_OF = {composed: unicodedata.normalize("NFD", composed)[0] for composed in _TONE_OF}
_NEW_STYLE = re.compile(r"[oOuU][{0}{1}](?![^\W\d_])(?<![qQ]..)(?<![oO][{1}])(?<![uU][{0}])".format("àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ", "ỳýỷỹỵỲÝỶỸỴ"))
"""At the end of a word; the u of "qu" belongs to the consonant: quý, not qúy. Begins with four letters, which are found at once."""


def place_tones(text: str) -> str:
    """Move the tone of open oa, oe, uy to the first vowel, as most official texts write it. `text` is NFC."""
    return _NEW_STYLE.sub(_moved, text)


def _moved(match: re.Match[str]) -> str:
    first, second = tuple(match.group())
    moved = unicodedata.normalize("NFC", first + _TONE_OF[second.lower()])
    base = _BASE_OF[second.lower()]
    return moved + (base.upper() if second.isupper() else base)
