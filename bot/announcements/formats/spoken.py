"""Spoken: written Vietnamese spelled so that it can be read aloud: no digit, no sign, no abbreviation is left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from bot.wording.announcements import SpokenWords

LARGEST = 10**12  # above it, digit by digit

_PAUSES = ".,;:!?"
_SITE = r"(?:https?://|www\.)[^\s()<>\"“”]*[^\s()<>\"“”.,;:!?…]|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:vn|com|org|net)\b(?:/[^\s()<>\"“”]*[^\s()<>\"“”.,;:!?…])?"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+"

_TELEPHONE = (
    r"(?<![\d.])\+?0\d(?:[ .-]?\d){6,12}(?!\d)|(?<!\d)1[89]00[ .-]?\d{4}(?!\d)"
    r"|(?:(?<=gọi )|(?<=số ))1\d\d\d?(?![\d/])"  # 113, 1022: only where they are called, elsewhere they are figures
)

Say = Callable[[re.Match[str]], str]


class SpeechNormaliser:
    """Spells texts; holds only its words."""

    def __init__(self, words: SpokenWords) -> None:
        self._words = words
        abbreviations = sorted(words.abbreviations, key=len, reverse=True)
        self._abbreviation = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, abbreviations))})(?!\w)")
        rules: Mapping[str, Say] = {
            _MAIL: lambda match: self._address(match[0]),
            _SITE: lambda match: self._address(re.sub(r"^(?:https?://)?(?:www\.)?", "", match[0])),
            r"(?<!\d)\d{1,2}\.\d{6}(?:[.-]\w+)*": lambda match: self._letter_by_letter(match[0]),
            _TELEPHONE: lambda match: self._telephone(match[0]),
            r"(?i:ngày\s+)?(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)": lambda match: words.date.format_map(self._numbers(match)),
            r"(?i:tháng\s+)?(?<![\d/])(0?[1-9]|1[0-2])/(\d{4})(?![\d/])": lambda match: words.month.format_map(self._numbers(match)),
            r"(?<!\d)([01]?\d|2[0-3])[:hg]00(?!\d)|(?<!\d)([01]?\d|2[0-3])h(?!\w)": lambda match: words.hour.format(
                first=self._whole(match[1] or match[2])
            ),
            r"(?<!\d)([01]?\d|2[0-3])[:hg]([0-5]\d)(?!\d)": lambda match: words.time.format_map(self._numbers(match)),
            rf"({_NUMBER}),(\d+)": lambda match: f" {self._whole(match[1])} {words.comma} {self._digits(match[2])} ",
            r"(?<=\d)\s*[-–]\s*(?=\d)": lambda _: f" {words.until} ",
            r"(?<![\d/])(\d{1,5})/(\d{4})/": lambda match: words.document.format_map(self._numbers(match)),
            r"(?<=\d)/(?=[A-ZĐa-zđ])|(?<!\w)/|/(?!\w)": lambda _: " ",
            r"(?<=\d)/(?=\d)": lambda _: f" {words.over} ",
            _NUMBER: lambda match: f" {self._whole(match[0])} ",
        }
        self._rules = [(re.compile(pattern), say) for pattern, say in rules.items()]

    def say(self, text: str) -> str:
        """One paragraph, ready to be read aloud."""
        text = self._abbreviation.sub(lambda match: self._words.abbreviations[match[0]], unicodedata.normalize("NFKC", text))
        for pattern, spell in self._rules:
            text = pattern.sub(spell, text)
        return _tidied("".join(self._sign(sign) for sign in text))

    def number(self, value: int) -> str:
        """A whole number below 10^12 in words: 1005 → "một nghìn không trăm linh năm"."""
        groups: list[str] = []
        for scale in reversed(range(4)):
            group = value // 1000**scale % 1000
            if group or (scale == 0 and not groups):
                groups += [self._below_thousand(group, is_first=not groups), self._words.scales[scale]]
        return " ".join(word for word in groups if word)

    def _below_thousand(self, value: int, *, is_first: bool) -> str:
        digits, words = self._words.digits, self._words
        hundreds, rest = divmod(value, 100)
        said = [] if is_first and not hundreds else [digits[hundreds], words.hundred]
        if rest:
            said += [words.odd] if said and rest < 10 else []
            said.append(self._below_hundred(rest))
        return " ".join(said) or digits[0]

    def _below_hundred(self, value: int) -> str:
        tens, unit = divmod(value, 10)
        words = self._words
        if not tens:
            return words.digits[unit]
        said = [words.ten] if tens == 1 else [words.digits[tens], words.tens]
        changed = {1: words.one_after_tens, 4: words.four_after_tens} if tens > 1 else {}
        said += [{5: words.five_after_tens, **changed}.get(unit, words.digits[unit])] if unit else []
        return " ".join(said)

    def _whole(self, written: str) -> str:
        value = int(written.replace(".", ""))
        return self.number(value) if value < LARGEST else self._digits(written.replace(".", ""))

    def _numbers(self, match: re.Match[str]) -> dict[str, str]:
        names = ("first", "second", "third")
        return {name: self.number(int(part)) for name, part in zip(names, match.groups(), strict=False)}

    def _digits(self, written: str) -> str:
        return " ".join(self._words.digits[int(digit)] for digit in written)

    def _telephone(self, written: str) -> str:
        """Digit by digit, with a pause where the number is parted, else after each three from the end."""
        parts = [part for part in re.split(r"[^\d]+", written) if part]
        whole = "".join(parts)
        if len(parts) == 1 and len(whole) > 4:
            head = len(whole) % 3 or 3
            parts = [whole[:head], *(whole[at : at + 3] for at in range(head, len(whole), 3))]
        return f" {', '.join(self._digits(part) for part in parts)} "

    def _address(self, written: str) -> str:
        """An address piece by piece, as an announcer says it."""
        signs = self._words.address_signs
        pieces = re.findall(r"[^\W_]+|[\W_]", written)
        return f" {' '.join(signs.get(piece.lower()) or self._letter_by_letter(piece, words_stay=True) for piece in pieces)} "

    def _letter_by_letter(self, written: str, *, words_stay: bool = False) -> str:
        signs = self._words.address_signs
        pieces = re.findall(r"\d|[^\W\d_]+|[\W_]", written)
        return " ".join(
            self._words.digits[int(piece)] if piece.isdecimal() else signs.get(piece, piece if words_stay or piece.isalpha() else "")
            for piece in pieces
        )

    def _sign(self, sign: str) -> str:
        """Letters and pauses stay; a sign with a name is named; every other becomes room."""
        if sign.isalpha() or unicodedata.category(sign).startswith("M") or sign in _PAUSES:
            return sign
        return f" {self._words.signs[sign]} " if sign in self._words.signs else " "


def _tidied(text: str) -> str:
    """One space between words, none before a pause, one pause at a time, the strongest of several."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(rf"\s*([{_PAUSES}][\s{_PAUSES}]*)", lambda match: f"{_strongest(match[1])} ", text)
    return text.strip().lstrip(_PAUSES).strip()


def _strongest(pauses: Iterable[str]) -> str:
    return max((sign for sign in pauses if sign in _PAUSES), key=",;:.?!".index)
