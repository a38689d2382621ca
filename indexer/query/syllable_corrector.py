"""Mend what was typed in a hurry: doubled letters, Telex left undone, words run together, one letter wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from indexer.language import fold, has_marks
from indexer.query.accents import keeps_marks

LONGEST_SYLLABLE = 7  # letters of "nghiêng"
LONGEST_RUN = 28  # letters of a run-together word worth cutting

_REPEATED = re.compile(r"(\w)\1+")
_TELEX_VOWELS = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VOWELS = "aăâeêioôơuưy"
_SYLLABLE = re.compile(  # as Vietnamese is written: how it begins, its vowels, how it ends
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"(?:iêu|yêu|oai|oay|oeo|uây|uôi|ươi|ươu|uya|uyê|uyu|oao|uêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ươ|ưi|ưu|yê|oo|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)


class SyllableCorrector:
    """Knows the library's syllables; made once when an index is opened."""

    def __init__(self, syllables: Mapping[str, int]) -> None:
        folded: defaultdict[str, int] = defaultdict(int)
        for syllable, found in syllables.items():
            folded[fold(syllable)] += found
        usual: dict[str, str] = {}
        for syllable, found in syllables.items():
            best = usual.get(fold(syllable))
            if best is None or found > syllables[best]:
                usual[fold(syllable)] = syllable
        self._usual = usual
        self._spelt: defaultdict[str, list[str]] = defaultdict(list)
        for syllable in syllables:
            self._spelt[fold(syllable)].append(syllable)
        self._known = syllables
        self._folded = dict(folded)
        self._accented_near = _Neighbours(syllables)
        self._folded_near = _Neighbours(self._folded)

    def is_known(self, token: str) -> bool:
        """Whether `token` is a syllable of the library, with its accents or without any."""
        return self._times(token) > 0 or not token.isalpha()

    def is_usual(self, syllable: str) -> bool:
        """Whether `syllable` is the commonest of those that look the same without accents."""
        return self._usual.get(fold(syllable)) == syllable

    def mend(self, token: str) -> list[str]:
        """`token` as the syllables it most likely stands for; itself where nothing better is known."""
        if self.is_known(token):
            return [token]
        for guess in (_REPEATED.sub(r"\1", token), undo_telex(token), with_tone_in_place(token)):
            if guess != token and self.is_known(guess):
                return [guess]
        if has_marks(token) and _SYLLABLE.fullmatch(_toneless(token)[0]):  # "ẵm" is no "amt"
            return [self._with_its_marks(token)]
        if swapped := max(filter(self._known.__contains__, _swapped(token)), key=self._known.__getitem__, default=""):
            return [swapped]
        if len(token) <= LONGEST_RUN and (pieces := self._cut(token)):
            return pieces
        near = self._accented_near.of(token) or self._folded_near.of(fold(token))
        return [near] if near else [token]

    def _with_its_marks(self, token: str) -> str:
        """A syllable as Vietnamese is written: with a mark that it lacks ("giáy"), or another tone; itself where nothing is like it."""
        alike = self._spelt.get(fold(token), [])
        kept = [syllable for syllable in alike if keeps_marks(token, syllable)]
        toned = [syllable for syllable in alike if _toneless(syllable)[0] == _toneless(token)[0]]
        return max(kept or toned, key=lambda syllable: (self._known[syllable], syllable), default=token)

    def _times(self, token: str) -> int:
        """How often the library says `token`; without its accents, any syllable that looks like it ("ky": ký, kỳ)."""
        return self._known.get(token) or (0 if has_marks(token) else self._folded.get(fold(token), 0))

    def _cut(self, token: str) -> list[str] | None:
        """`token` as two or more known syllables: the fewest pieces, then the most frequent."""
        best: list[tuple[int, float, list[str]] | None] = [(0, 0.0, [])] + [None] * len(token)
        for end in range(1, len(token) + 1):
            for begin in range(max(0, end - LONGEST_SYLLABLE), end):
                piece, before = token[begin:end], best[begin]
                if before is None or not (found := self._times(piece)) or len(piece) < 2:
                    continue
                rated = (before[0] + 1, before[1] - float(found) ** 0.25, [*before[2], piece])
                if best[end] is None or rated[:2] < best[end][:2]:  # type: ignore[index]
                    best[end] = rated
        whole = best[-1]
        return whole[2] if whole and whole[0] > 1 else None


class _Neighbours:
    """Words one letter away (one too many, too few, wrong, or two swapped), found by what they share when a letter goes."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words = words
        self._by_deletion: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            for shorter in _deletions(word):
                self._by_deletion[shorter].append(word)

    def of(self, word: str) -> str | None:
        """The best neighbour: the same first letter, then a letter left out rather than one too many, then the commonest."""
        shorter = _deletions(word)
        found = {near for near in shorter if near in self._words} | set(self._by_deletion.get(word, ()))
        for deleted in shorter:
            found.update(near for near in self._by_deletion.get(deleted, ()) if _is_one_step(word, near))
        return max(found, key=lambda near: (near[0] == word[0], len(near) >= len(word), self._words[near], near), default=None)


def _is_one_step(word: str, near: str) -> bool:
    if len(word) != len(near):
        return False
    differing = [index for index, (first, second) in enumerate(zip(word, near, strict=True)) if first != second]
    if len(differing) != 2:
        return len(differing) == 1
    first, second = differing
    return second == first + 1 and word[first] == near[second] and word[second] == near[first]


def undo_telex(token: str) -> str:
    """Telex keys that no keyboard turned into letters: "giaays" → "giấy", "dduwowngf" → "đường"."""
    typed, tone = token, ""
    if len(token) > 2 and token[-1] in _TELEX_TONES:
        tone, token = _TELEX_TONES[token[-1]], token[:-1]
    for keys, letter in _TELEX_VOWELS.items():
        token = token.replace(keys, letter)
    token = token.replace("ươ", "ươ").replace("uơ", "ươ") if tone else token
    place = _tone_place(token)
    if not tone:
        return token
    if place is None:
        return typed
    return unicodedata.normalize("NFC", token[: place + 1] + tone + token[place + 1 :])


def with_tone_in_place(token: str) -> str:
    """`token` with its tone on the vowel that bears it, where a hurried hand set it on another: "mâý" → "mấy"."""
    toneless, tones = _toneless(token)
    place = _tone_place(toneless)
    if len(tones) != 1 or place is None:
        return token
    return unicodedata.normalize("NFC", toneless[: place + 1] + tones + toneless[place + 1 :])


def _toneless(token: str) -> tuple[str, str]:
    """`token` without its tone marks, and these."""
    apart = unicodedata.normalize("NFD", token)
    tones = "".join(char for char in apart if char in _TELEX_TONES.values())
    return unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TELEX_TONES.values())), tones


def _swapped(token: str) -> Iterator[str]:
    """`token` with two letters beside each other in turn, its tone where it belongs: "nagỳ" → "ngày"."""
    toneless, tone = _toneless(token)
    for index in range(len(toneless) - 1 if len(tone) == 1 else 0):
        letters = f"{toneless[:index]}{toneless[index + 1]}{toneless[index]}{toneless[index + 2 :]}"
        place = _tone_place(letters)
        if place is not None:
            yield unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])


def _tone_place(syllable: str) -> int | None:
    """Where the tone stands: on the marked vowel, else on the last but one of open vowels, else on the last."""
    begin = 2 if syllable[:2] in {"qu", "gi"} and any(char in _VOWELS for char in syllable[2:]) else 0
    places = [index for index, char in enumerate(syllable) if char in _VOWELS and index >= begin]
    if not places:
        return None
    marked = [index for index in places if syllable[index] in "ăâêôơư"]
    if marked:
        return marked[-1]
    closed = places[-1] < len(syllable) - 1
    return places[-1] if closed or len(places) == 1 else places[-2]


def _deletions(word: str) -> set[str]:
    return {word[:index] + word[index + 1 :] for index in range(len(word))} if len(word) > 2 else set()
