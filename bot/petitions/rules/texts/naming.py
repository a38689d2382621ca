"""How people are called in a text: by name, by a part of it after "ông", "chị", "nhà", or by what everybody calls them. Pure.

One name is spelt in several ways. The tone of "oa", "oe", "uy" stands on either letter (Thúy, Thuý; Hòa, Hoà), and a syllable ends in i
or y alike (Lý, Lí; Quý, Quí). Names of the highlands begin with one letter and a sign that everybody writes as they like: H'Hen, H’Hen,
H Hen, HHen; K'Bảo; Y Ban, Y-Ban.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.petitions.rules.texts.hidden import plain

SHORTEST_NAME = 4  # letters of a name that is looked for by itself; a shorter one is a word of many others
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"  # Unicode has the small ones among them
AROUND = 300  # characters on either side in which a line's letters are looked at: a longer line is no line that somebody shouts
LOOKED_BACK = 120  # characters before a name: the word before it, and where a sentence begins
SHOUTED = 0.8  # of the letters of a line: an abbreviation in small letters, "Tp.", may stand in it
WORD = rf"(?:[{UPPER}][^\W\d_]?['’‘ʼ`´-])?[{UPPER}][^\W\d_]*"  # with what stands before names of the highlands: H'Hen, K'Bảo, Y-Ban
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
SURE = frozenset((*(each for each in PERSONS if " là" not in each and "tên" not in each), "má", "mẹ", "bố", "nhà", "hộ", "con"))
"""Behind which a known name is one in small letters too, whatever follows: "bà thúy bán bún"."""
BESIDE_BARE = 40  # characters on either side that have no accents: the writer types none
LONGEST_SYLLABLE = 20  # characters behind a name, in which the other half of a word ends
BARE_SURE = frozenset(("ong", "ba", "anh", "chi", "co", "chu", "bac", "di", "thim", "vo", "chong", "me", "em", "chau"))
"""The same in a text without any accents; the others are words of many meanings then."""
RANK = re.compile(r"(?:(?:hai|ba|tu|nam|sau|bay|tam|chin|muoi|ut|ca|giao|chu)[^\S\n]+)?")
"""What may stand between the title and the name: "chị hai thúy", "cô giáo thúy"."""
_TABLE = tomllib.loads(Path(__file__).with_name("compounds.toml").read_text(encoding="utf-8"))
FOLLOWED = {word: re.compile(rf"\s+(?:{others})(?!\w)") for word, others in _TABLE["followed"].items()}
COUNTED = re.compile(rf"\s+(?:\d|(?:{_TABLE['kept']['counted']})(?!\w))")
PARTICLES, COUNTS = frozenset(_TABLE["kept"]["particles"]), frozenset(_TABLE["kept"]["numbers"])
"""Words that are names and something else: which of them it is, is told by what follows."""
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

BETWEEN_PARTS = r"[\s'’‘ʼ`´-]"
"""What may stand between the parts of a name."""
MARKED = re.compile(r"(?:[hky]|ka|ha)[\s'’‘ʼ`´-]+(?=\w)")
"""What a name of the highlands begins with (folded)."""
TONES = dict(zip("\u0300\u0301\u0303\u0309\u0323", "fsxrj", strict=True))
_FINAL_Y = re.compile(r"(?:(?<=[bcdghklmnprstvx])|(?<=qu))y(?![^\W\d_])")
SURNAMES = frozenset((
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý", "lí", "đinh",
    "trịnh", "đào", "đoàn", "trương", "mai", "lâm", "lương", "lưu", "tô", "tạ", "cao", "chu", "hà", "vương", "tống", "thái", "lò", "vàng",
    "giàng", "thào", "lầu", "sùng", "mã", "nông", "bế", "triệu", "quách", "ksor", "rcom", "niê", "siu", "kpă",
))  # fmt: skip
"""What a name in small letters begins with: surnames that many have, and those of the highlands."""
BARE_SURNAMES = frozenset(map(plain, SURNAMES))
FEWEST_BARE = 3  # words of a name without accents: "ho ngheo" is none
INNER = frozenset(("thi", "van"))  # no name ends with them
_ME = "(?:toi|em|chau|minh|con)"
SELF = re.compile(rf"(?<!\w)(?:{_ME} (?:ten )?la|{_ME} ten|ten {_ME}(?: la)?|ho (?:va )?ten(?: toi)?(?: la)?)[\s:]+")
LONGEST_NAME = 5  # words


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


def as_spelt(text: str) -> str:
    """Small letters without accents, each in its place, a last y as i: "Lý" and "Lí" alike."""
    return _FINAL_Y.sub("i", plain(text))


def parts_of(name: str) -> list[str]:
    """Its words, and of "H'Hen" the letter and the word."""
    return [part for part in re.split(rf"(?:{BETWEEN_PARTS}|[.])+", name) if part]


def is_spelt_alike(word: str, other: str) -> bool:
    """Whether `word` is `other` as somebody else spells it, or without any accents."""
    return plain(word) == word.lower() or _toned(word) == _toned(other)


def _toned(word: str) -> tuple[str, str]:
    """A syllable's letters without the tone, and the tone, wherever it stands."""
    letters = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES))
    return _FINAL_Y.sub("i", bare), "".join(TONES[letter] for letter in letters if letter in TONES)


def self_named(text: str) -> Iterator[str]:
    """The names that the writer says are theirs, in small letters or where all are capital: a surname, and what follows until the sentence
    goes on."""
    folded = plain(text)
    for said in SELF.finditer(folded):
        words = list(re.finditer(r"[^\W\d_]+", folded[said.end() : said.end() + 60]))
        begun = text[said.end() :][: words[0].end()].lower() if words else ""
        if not begun or words[0].start() or begun not in SURNAMES | BARE_SURNAMES:
            continue
        end = 1
        while end < min(len(words), LONGEST_NAME) and folded[said.end() + words[end - 1].end()] == " ":
            if end > 1 and words[end - 1][0] not in INNER and GOES_ON.match(folded, said.end() + words[end - 1].end()):
                break
            end += 1
        name = text[said.end() : said.end() + words[end - 1].end()]
        if end > 1 and words[end - 1][0] not in INNER and (end >= FEWEST_BARE or plain(name) != name.lower()):
            yield name


def called(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Wherever `text` calls somebody of that `name`: whole, with letters for its first words, its last words alone, and its last word
    after a title or as a word of its own; with its accents or without any, in each of the ways in which it is spelt."""
    words = parts_of(as_spelt(name))
    if not words:
        return
    folded, last = as_spelt(text), words[-1]
    for shape in _shapes(words):
        for found in re.finditer(shape, folded):
            if is_same(text[slice(*found.span())], name) and not (len(words) == 1 and is_longer(_ahead(text, found.start()))):
                yield found.span()
    for title in TITLE.finditer(text):
        yield from _after_title(text, folded, title, name, words)
    for found in re.finditer(rf"(?<![^\W_]){re.escape(last)}(?![^\W_])", folded):
        begin, end = found.span()
        if text[begin].isupper() and is_same(text[begin:end], name) and _stands_alone(text, folded, begin, end):
            yield begin, end


def is_same(found: str, name: str) -> bool:
    """Whether every word of `found` is one of `name`, with its accents or without any: "đồ ăn" is not Đỗ An, and Thuý is Thúy."""
    known = parts_of(name)
    whole = as_spelt("".join(known[:2])) if MARKED.match(as_spelt(name)) else None
    return all(as_spelt(word) == whole or any(is_spelt_alike(word, each) for each in known) for word in parts_of(found))


def is_longer(before: str) -> bool:
    """Whether what stands before a name of one word makes it the end of another: "xã Hòa Bình", "Theo Bình" is."""
    found = BEFORE.search(before[-LOOKED_BACK:])
    return found is not None and found["word"].lower() not in (OPENINGS if found["begins"] is not None else KIN)


def _shapes(words: list[str]) -> Iterator[str]:
    """The name as people write it ("Trần T. Hạnh", "T.T. Hạnh", "tran thi hanh"), its last words, its first with its last, and where a
    name of the highlands begins it, that alone: "H'Hen", "Y Ban"."""
    if len("".join(words)) >= SHORTEST_NAME - 1:
        begun = [rf"(?:{_joined([word], '+')}|{re.escape(word[0])}(?:\.\s*|\s+))" for word in words[:-1]]
        yield r"\b" + "".join([*begun, re.escape(words[-1])]) + r"\b"
    tails = [words[place:] for place in range(1, len(words) - 1)] + ([[words[0], words[-1]]] if len(words) > 2 else [])
    tails += [words[:2]] if len(words) > 1 and MARKED.match(" ".join(words)) else []
    for tail in tails:
        if len("".join(tail)) > SHORTEST_NAME or (tail == words[:2] and len("".join(tail)) >= SHORTEST_NAME - 1):
            yield r"\b" + _joined(tail) + r"\b"


def _joined(words: list[str], last: str = "") -> str:
    """Its words with what stands between them; behind one letter that may be nothing: "HHen"."""
    gaps = [BETWEEN_PARTS + ("*" if MARKED.match(f"{word} x") else "+") for word in words]
    return "".join(
        re.escape(word) + (gap if place < len(words) - 1 or last else "") for place, (word, gap) in enumerate(zip(words, gaps, strict=True))
    )


def _after_title(text: str, folded: str, title: re.Match[str], name: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """ "ông Tám", "chị Hai Lúa" of Trần Thị Lúa; in small letters "bà thúy bán bún", but not "chị bình tĩnh"."""
    begin = title.end()
    run = RUN.match(text, begin)
    if run is not None and not is_shouted(text, begin):
        said = parts_of(folded[slice(*run.span())])
        is_theirs = words[-1] in said or set(said) <= set(words)
        if is_theirs and is_same(" ".join(word for word in parts_of(run[0]) if as_spelt(word) in words), name):
            yield run.span()
        return
    heads = [words[:2]] if MARKED.match(" ".join(words)) else []
    for those in [*(words[-count:] for count in range(len(words), 0, -1)), *heads]:
        shape = re.compile(_joined(those) + r"(?![^\W_])")
        for at in dict.fromkeys((begin, _behind_rank(folded, begin))):
            found = shape.match(folded, at)
            if found and is_same(text[slice(*found.span())], name) and _is_called(text, folded, title[0], *found.span()):
                yield found.span()
                return


def _behind_rank(folded: str, begin: int) -> int:
    rank = RANK.match(folded, begin)
    return rank.end() if rank else begin


def _is_called(text: str, folded: str, title: str, begin: int, end: int) -> bool:
    """Whether what stands behind `title` in small letters is a name there: what follows says so, or nothing makes it another word. Too
    much that is hidden is a lesser fault than too little."""
    if GOES_ON.match(folded, end):
        return True
    said, around = title.strip().lower(), text[max(0, begin - BESIDE_BARE) : end + BESIDE_BARE]
    is_bare = plain(around) == around.lower()
    if said not in SURE and not (is_bare and said in BARE_SURE):
        return False
    word = text[begin:end].lower()
    if word in PARTICLES or (word in COUNTS and COUNTED.match(text, end)):
        return False
    followed = FOLLOWED.get(word)
    return followed is None or followed.match(text[end : end + LONGEST_SYLLABLE].lower()) is None


def _stands_alone(text: str, folded: str, begin: int, end: int) -> bool:
    """Whether a word with a capital letter is a name by itself, no part of a longer one and no beginning of a sentence."""
    ahead = _ahead(text, begin)
    if is_shouted(text, begin):  # its neighbours have capital letters too, and say nothing
        before = BEFORE.search(ahead)
        is_begun = before is None or before["word"].lower() in OPENINGS
        return is_begun and GOES_ON.match(folded, end) is not None and not PLACED.search(ahead)
    if is_longer(ahead) or PLACED.search(ahead) or RUN.match(text, end + 1):
        return False
    begins = re.search(r"(?:^|[.!?…:\n]\s*|[-+•]\s*)$", ahead) is not None
    return not begins or GOES_ON.match(folded, end) is not None


def _is_part_of_a_name(text: str, begin: int) -> bool:
    """ "Bà" of "phố Bà Triệu": a title with a capital letter where no sentence begins."""
    begins = re.search(r"(?:^|[.!?…:;,(\n-]\s*|(?:Thưa|Gửi|Chào|gửi|chào|thưa|của|và)\s+)$", _ahead(text, begin)) is not None
    return text[begin].isupper() and not text[begin : begin + 3].isupper() and not begins


def _ahead(text: str, begin: int) -> str:
    """What stands right before `begin`."""
    return text[max(0, begin - LOOKED_BACK) : begin]


def is_shouted(text: str, at: int) -> bool:
    """Whether what stands at `at` is in a line that is all in capital letters."""
    first, last = max(text.rfind("\n", 0, at) + 1, at - AROUND), text.find("\n", at, at + AROUND)
    letters = [letter for letter in text[first : last if last >= 0 else at + AROUND] if letter.isalpha()]
    return len(letters) > SHORTEST_NAME and sum(letter.isupper() for letter in letters) >= SHOUTED * len(letters)
