"""How people are called in a text: by name, by a part of it after "ông", "chị", "nhà", or by what everybody calls them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.petitions.rules.texts.hidden import plain

SHORTEST_NAME = 4  # letters of a name that is looked for by itself; a shorter one is a word of many others
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"  # Unicode has the small ones among them
WORD = rf"[{UPPER}][^\W\d_]*"
RUN = re.compile(rf"{WORD}(?:[^\S\n]+{WORD}){{0,4}}")
PERSONS = (
    "ông", "bà", "anh", "chị", "cô", "chú", "bác", "cậu", "dì", "thím", "mợ", "dượng", "cụ", "thầy", "em", "cháu", "mệ", "mế",
    "vợ", "chồng", "vợ chồng", "gia đình", "tên", "tôi là", "tôi tên", "tên tôi là",
)  # fmt: skip
"""What a name follows and hardly anything else with a capital letter."""
KIN = (
    *PERSONS, "má", "mẹ", "bố", "ba", "cha", "con", "mụ", "o", "hộ", "nhà", "mr", "mrs", "ms", "đ/c", "đồng chí", "gọi là",
)  # fmt: skip
_IS = r"(?:[^\S\n]+(?:tên[^\S\n]+là|là|tên))?"


def _titles(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


PERSON = re.compile(rf"(?<![^\W_])(?:{_titles(PERSONS)}){_IS}[^\S\n]+(?=\w)", re.IGNORECASE)
_ANY = _titles({*KIN, *map(plain, KIN)})
TITLE = re.compile(
    rf"(?<![^\W_])(?:(?:{_ANY}){_IS}[^\S\n]*(?:\.[^\S\n]*|[^\S\n])(?=\w)|[oôabc]\.[^\S\n]*(?=\w))",
    re.IGNORECASE,
)
"""What stands before a name that is known, with its accents or without any."""
OFFICE = re.compile(
    r"(?:can bo|cong chuc|chu tich|pho|truong|giam doc|bi thu|doi|to|ky thuat(?: vien)?|ky su|nhan vien|cong an|thanh tra|kiem lam|bac si"
    r"|phu trach|dong chi|d/c|uy vien|chuyen vien|ban|phong|chi huy|thay mat|van thu)"
)
BESIDE = re.compile(rf"\b{OFFICE.pattern}\b[^.!?\n]{{0,40}}$"), re.compile(rf"^\s*[,(–-]\s*(?:la\s+)?{OFFICE.pattern}\b")
"""Who is called by what they do for an office, before or after the name."""
OFFICES = re.compile(rf"^{OFFICE.pattern}\b")
GOES_ON = re.compile(
    r"\s*(?:$|[^\w\s]|\n)|\s+(?:va|o|cho|da|co|la|noi|bao|gui|cung|phan anh|kien nghi|duoc|bi|nhan|hoi|keu|trinh bay|yeu cau|de nghi|viet"
    r"|goi|thi|se|dang|lai|vua|cam|khong|dong y|den|ve|kinh|nhe|nha|a|oi)\b"
)
"""What stands behind a name, and not behind the first syllable of a word: "Bình đã nhận", not "Bình thường"."""

BEFORE = re.compile(rf"(?P<begins>(?:^|[.!?…:\n]\s*))?(?<![^\W_])(?P<word>{WORD})[^\S\n]+$")
OPENINGS = frozenset((
    *KIN, "theo", "cùng", "ngoài", "do", "nhờ", "về", "của", "và", "với", "gặp", "gọi", "chào", "thưa", "gửi", "nhưng", "khi", "đã", "có",
    "là",
    "còn", "cả", "kính", "mời", "nếu", "vì", "hôm", "được", "nay",
))  # fmt: skip
"""With a capital letter because a sentence begins with them."""
PLACED = re.compile(
    r"\b(?:tháng|thứ|xã|phường|ấp|thôn|bản|chợ|cầu|đường|phố|kênh|sông|trường|tỉnh|huyện|quận|thành phố|khu|xóm|làng|đèo|hồ|núi)\s+$",
    re.IGNORECASE,
)
"""Before a word that is the name of a place or a month then."""


@dataclass(frozen=True, slots=True)
class NamePlace:
    """Where somebody is called, from `begin` to before `end`; `is_official`: by what they do for an office."""

    begin: int
    end: int
    is_official: bool


def titled(text: str) -> Iterator[NamePlace]:
    """Everybody who is called with capital letters after a title. "phố Bà Triệu" is nobody."""
    folded = plain(text)
    for title in PERSON.finditer(text):
        run = RUN.match(text, title.end())
        if run is None or OFFICES.match(plain(run[0])) or _is_part_of_a_name(text, title.start()):
            continue
        before, after = folded[max(0, title.start() - 60) : title.end()], folded[run.end() : run.end() + 30]
        is_official = bool(BESIDE[0].search(before) or BESIDE[1].search(after))
        yield NamePlace(run.start(), run.end(), is_official)


def called(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Wherever `text` calls somebody of that `name`: whole, with letters for its first words, its last words alone, and its last word
    after a title or as a word of its own; with its accents or without any."""
    words = plain(name).split()
    if not words:
        return
    folded, last = plain(text), words[-1]
    for shape in _shapes(words):
        for found in re.finditer(shape, folded):
            if is_same(text[slice(*found.span())], name) and not (len(words) == 1 and is_longer(text[: found.start()])):
                yield found.span()
    for title in TITLE.finditer(text):
        yield from _after_title(text, folded, title.end(), name, words)
    for found in re.finditer(rf"(?<![^\W_]){re.escape(last)}(?![^\W_])", folded):
        begin, end = found.span()
        if text[begin].isupper() and is_same(text[begin:end], name) and _stands_alone(text, folded, begin, end):
            yield begin, end


def is_same(found: str, name: str) -> bool:
    """Whether every word of `found` is one of `name`, with its accents or without any: "đồ ăn" is not Đỗ An."""
    known = set(name.lower().split())
    return all(word in known or word == plain(word) for word in re.split(r"[\s.]+", found.lower()) if word)


def is_longer(before: str) -> bool:
    """Whether what stands before a name of one word makes it the end of another: "xã Hòa Bình", "Theo Bình" is."""
    found = BEFORE.search(before)
    return found is not None and found["word"].lower() not in (OPENINGS if found["begins"] is not None else KIN)


def _shapes(words: list[str]) -> Iterator[str]:
    """The name as people write it ("Trần T. Hạnh", "T.T. Hạnh", "tran thi hanh"), its last words, and its first with its last."""
    if len("".join(words)) >= SHORTEST_NAME - 1:
        begun = [rf"(?:{re.escape(word)}\s+|{re.escape(word[0])}(?:\.\s*|\s+))" for word in words[:-1]]
        yield r"\b" + "".join([*begun, re.escape(words[-1])]) + r"\b"
    tails = [words[place:] for place in range(1, len(words) - 1)] + ([[words[0], words[-1]]] if len(words) > 2 else [])
    for tail in tails:
        if len("".join(tail)) > SHORTEST_NAME:
            yield r"\b" + r"\s+".join(map(re.escape, tail)) + r"\b"


def _after_title(text: str, folded: str, begin: int, name: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """ "ông Tám", "chị Hai Lúa" of Trần Thị Lúa; in small letters only where a name would stand."""
    run = RUN.match(text, begin)
    if run is not None:
        said = plain(run[0]).split()
        is_theirs = words[-1] in said or set(said) <= set(words)
        if is_theirs and is_same(" ".join(word for word in run[0].split() if plain(word) in words), name):
            yield run.span()
        return
    for count in range(len(words), 0, -1):
        found = re.compile(r"\s+".join(map(re.escape, words[-count:])) + r"(?![^\W_])").match(folded, begin)
        if found and is_same(text[slice(*found.span())], name) and GOES_ON.match(folded, found.end()):
            yield found.span()
            return


def _stands_alone(text: str, folded: str, begin: int, end: int) -> bool:
    """Whether a word with a capital letter is a name by itself, no part of a longer one and no beginning of a sentence."""
    if is_longer(text[:begin]) or PLACED.search(text[:begin]) or RUN.match(text, end + 1):
        return False
    begins = re.search(r"(?:^|[.!?…:\n]\s*|[-+•]\s*)$", text[:begin]) is not None
    return not begins or GOES_ON.match(folded, end) is not None


def _is_part_of_a_name(text: str, begin: int) -> bool:
    """ "Bà" of "phố Bà Triệu": a title with a capital letter where no sentence begins."""
    begins = re.search(r"(?:^|[.!?…:;,(\n-]\s*|(?:Thưa|Gửi|Chào|gửi|chào|thưa|của|và)\s+)$", text[:begin]) is not None
    return text[begin].isupper() and not text[begin : begin + 3].isupper() and not begins
