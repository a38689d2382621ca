"""Names of what is offered → labels that fit a button and say what differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

LONGEST_LABEL = 60  # characters; more is cut by every phone
SHARED = 3  # words at the beginning by which names are siblings
KEPT = 2  # shared words before what differs, where it stands so far behind that a label shows nothing else
HEAD = 3  # words of a name's beginning that stand before what differs, where nothing else says what it is about
SHOUTED = 0.8  # share of capitals from which a name is shouted, and told in small letters
CUT = "…"

_CONSONANTS = re.compile(r"[^aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]+", re.IGNORECASE)


def shortened(text: str, room: int = LONGEST_LABEL) -> str:
    """`text` on one line and within `room` characters, cut after a word."""
    line = " ".join(text.split())
    if len(line) <= room:
        return line
    return (line[: room - 1].rpartition(" ")[0] or line[: room - 1]).rstrip(" ,;:(–-") + CUT


def titled(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def readable(name: str) -> str:
    """A procedure's name as it is read: not shouted ("HƯỞNG TRỢ CẤP TUẤT"), no stop at the end; what has no vowel stays."""
    said = " ".join(name.split()).rstrip(".")
    letters = [letter for letter in said if letter.isalpha()]
    if sum(map(str.isupper, letters)) < SHOUTED * len(letters):
        return said
    words = [word if _CONSONANTS.fullmatch(word) else word.lower() for word in said.split()]
    return titled(" ".join(words).replace("việt nam", "Việt Nam"))


def headed(name: str, label: str, room: int, split: Callable[[str], list[str]] = str.split) -> str:
    """`label`, which says what differs; where it leaves out how `name` begins, with its first words: no button says "Toàn trình"."""
    differs = label.removeprefix(CUT).strip()
    if name.lower().startswith(differs.lower().rstrip(CUT)):
        return label
    return shortened(f"{' '.join(split(name)[:HEAD])} {CUT} {differs[:1].lower()}{differs[1:]}", room)


def labels(names: Sequence[str], room: int = LONGEST_LABEL, split: Callable[[str], list[str]] = str.split) -> list[str]:
    """One label for each of `names`: siblings lose the words that all of them begin with; alike only where the names are.

    `split`: cuts a name into words; one that knows "giấy phép" for one word keeps it whole.
    """
    words = [split(name) for name in names]
    made = [shortened(" ".join(rest), room) for rest in _told_apart(words)]
    for label in {label for label in made if made.count(label) > 1}:
        alike = [number for number, other in enumerate(made) if other == label]
        rests = _without_shared([words[number] for number in alike], KEPT)
        for number, rest in zip(alike, rests, strict=True):
            made[number] = shortened(" ".join(rest), room)
    return [titled(label) for label in made]


def _told_apart(names: Sequence[list[str]]) -> list[list[str]]:
    """Each name without what its siblings among `names` begin with as well."""
    told = list(names)
    for head in {_head(words) for words in names}:
        siblings = [number for number, words in enumerate(names) if _head(words) == head]
        if len(siblings) > 1:
            rests = _without_shared([names[number] for number in siblings])
            told = [rests[siblings.index(number)] if number in siblings else words for number, words in enumerate(told)]
    return told


def _head(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words[:SHARED])


def _without_shared(names: Sequence[list[str]], kept: int = 0) -> list[list[str]]:
    """`names` without the words that all begin with, but for the last `kept`; one that would be nothing then stays whole."""
    shared = 0
    for column in zip(*names, strict=False):
        if len({word.lower() for word in column}) > 1:
            break
        shared += 1
    begins = [_before_bracket(words, max(0, shared - kept)) for words in names]
    return [
        [*([CUT] if kept and begin else []), *_unbracketed(words[begin:])] if words[shared:] else list(words)
        for words, begin in zip(names, begins, strict=True)
    ]


def _before_bracket(words: Sequence[str], begin: int) -> int:
    """`begin`, or the place of the bracket that is open there: "(cấp xã)" is not cut into "xã)"."""
    opened = next((number for number in range(begin - 1, -1, -1) if words[number].startswith("(")), begin)
    return begin if any(word.endswith(")") for word in words[opened:begin]) else opened


def _unbracketed(words: list[str]) -> list[str]:
    """What begins with a bracket, without it: "(cấp xã) (mã 1.1)" → "cấp xã (mã 1.1)"."""
    said = " ".join(words)
    return said[1:].replace(")", "", 1).split(" ") if said.startswith("(") and ")" in said else words
