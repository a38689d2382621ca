"""Speaks first of all, and whenever somebody is in danger: a word of danger beside a person, a place or "now", or a cry for help.

The words are content (dangers.yaml); who asks about papers, or tells of last year, is in no danger. Where no cue stands, the learnt
weights of all words decide (indexer.query.hearing), of a long message its loudest part more than the rest: who cries for help while
asking about papers is heard. Pure, about 0.5 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.rules.silenced import CALM, EVERYDAY, HARMLESS, URGENT, without_half_words, without_harmless, without_outdone
from indexer.language import fold
from indexer.query.hasty import HastySyllables
from indexer.query.hearing import Ear, Sound
from indexer.query.patterns import GAP, Found, Patterns, bare, is_accented, pieces_of
from knowledge.cues.danger import Danger, Dangers

SOUNDS_LIKE_A_CRY = -1.2  # learnt weight; from here on a message is a cry where no cue stands
BRIEF = 6  # syllables; fewer ("em", "tôi gửi rồi") tell too little and must weigh more
BRIEF_CRY = 0.5  # learnt weight of a brief message
BARE_FACT = 8  # syllables; up to so many, a figure and what it counts ("9 triệu", "15 tuổi") make no cry: what is left must
TELLS_ENOUGH = 8  # syllables; what ends a message about papers and no cue makes a cry of, must be so long and weigh BRIEF_CRY
CRY_DESPITE_HARMLESS = 1.5  # learnt weight; beside a phrase that means no danger ("bố tôi vừa mất"), where no cue stands
CRY_AMONG_PAPERS = -0.8  # learnt weight; beside a word of papers ("giấy"), a danger that is none ("cháy vé"), in a long story
SOUNDS_LIKE_A_QUESTION = -1.7  # learnt weight; from here down a cue is believed no more
LOUDER = 0.9  # learnt weight; a number that weighs so much more than the cue's own is told in its place
TELLING = 0.02  # learnt weight; of one piece at least, beside the small words that anybody says, in a message of `BARE_FACT` syllables
_PLACE = re.compile(
    r"(?:ở |tại |trước |gần )?(?:ngã (?:ba|tư|năm)|nga (?:ba|tu)|xóm|xom|thôn|thon|ấp|bản|buôn|làng|khối|khu|đường|ngõ|hẻm|kiệt"
    r"|số nhà|cầu|chợ|cổng|trường|đập|kênh|bến|xã|phường|thị trấn)(?: \S+){1,6}"
)
"""A few words that name a place, as a form asks for one: their letters are anybody's, only a cue makes a cry of them."""
_GROWN = re.compile(r"\b(?:con|chau)(?: (?:gai|trai|toi|tui|em|nha|nay|nam|da|duoc)){0,4} (?:1[89]|[2-9]\d) tuoi\b")  # folded
_CLAUSE = re.compile(
    r"[,.;!?…\n]+|\b(?=phản ánh\b|phan anh\b)|\b(?:mà|ma|nhưng|nhung|(?:xin|cho|cho em|cho tôi|cho tui|muốn|em|tôi|tui) hỏi"
    r"|(?:xin|cho|cho em|cho toi|cho tui|muon) hoi)\b",
    re.IGNORECASE,
)
"""Where a message turns from what happens to what is asked about papers, with and without accents."""
LONGEST_NAME = 5  # syllables: "Trần Thị Bé", "Lê Nguyễn Hoàng Bảo Ngọc"
_BY_DATE = re.compile(r"(?<!\btu )\b(?:hom|ngay|bua) (?:0?[1-9]|[12]\d|3[01]) ?(?:[/-]|thang) ?(?:1[0-2]|0?[1-9])\b")  # folded
"""A day of the calendar on which something was; "từ hôm 5/9" is still so."""
ENGLISH_SHARE = 0.3  # of the syllables are small English words ("my", "is", "the"); among bare Vietnamese ones a tenth look so by chance
WITNESS, PLEA, WEAK = "witness", "plea", "weak"
ACUTE, OVER, GROWN, SMALL = "acute", "over", "grown", "small"
CHILDREN, MINUTES = "111", ("114", "115")
COUNTED = frozenset(
    ["trieu", "nghin", "ngan", "dong", "ty", "tr", "k", "cu", "tuoi", "dua", "con", "nguoi", "thang", "nam"]
)  # folded, beside a figure
CRY, HAZARD, SIGN, BESIDE, ALONE, ENGLISH = "cry", "hazard", "sign", "beside", "alone", "english"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A danger that was heard: which, the words that decided, and whether they were English."""

    danger: Danger
    because: str
    is_english: bool = False

    @property
    def call(self) -> str:
        """The first sentence: the number."""
        return self.danger.english_call if self.is_english else self.danger.call

    @property
    def act(self) -> str:
        """The second: what to do now."""
        return self.danger.english_act if self.is_english else self.danger.act


def names_place(text: str) -> bool:
    """Whether `text` is nothing but a few words that name a place ("xóm Đình", "gần chợ Hôm")."""
    return _PLACE.fullmatch(text.strip().lower()) is not None


class DangerRule:
    """Made once of the content; holds no state."""

    def __init__(self, content: Dangers) -> None:
        self._dangers = content.dangers
        self._words = content.words
        patterns = list(self._patterns())
        self._accented = Patterns(patterns, content.words.slots, str)
        self._bare = Patterns(self._without_accents(patterns), content.words.slots, bare)
        self._hasty = HastySyllables(content)
        self._fillers = frozenset(fold(filler) for filler in content.words.fillers)
        self._small = frozenset(map(fold, content.words.small))
        self._english = frozenset(content.words.in_english)
        self._surnames = frozenset(map(fold, content.words.surnames))
        self._ear = Ear(content.weights)
        self._weighed = {danger.numbers[0]: danger for danger in content.dangers if danger.weighed}

    def heard(self, text: str) -> Alarm | None:
        """The danger that `text` tells of; None where it tells of none. Same text, same answer."""
        alarm = self._heard(text) or self._aside(text)
        was = alarm is not None and alarm.danger.sudden and _BY_DATE.search(fold(text)) and URGENT not in self._kinds(text)
        return None if was else alarm

    def names_papers(self, text: str) -> bool:
        """Whether a word of papers, an office or of long ago stands in `text`."""
        return CALM in self._kinds(text)

    def _aside(self, text: str) -> Alarm | None:
        """What is told beside papers, and is not said to be over: signs that leave minutes, anywhere; any danger, after the papers."""
        clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
        if len(clauses) < 2:
            return None
        kinds = [self._kinds(clause) for clause in clauses]
        alarm = self._acute(clauses, kinds) or self._turned_to(clauses, kinds)
        return alarm if alarm and OVER not in self._kinds(text) else None

    def _turned_to(self, clauses: Sequence[str], kinds: Sequence[frozenset[str]]) -> Alarm | None:
        """What the message ends with, after its last word of papers ("đang làm căn cước mà con lạc đâu mất"). The other way round it is
        mostly a story, and the papers what is wanted ("con lạc hôm nọ, giờ làm thẻ"). By ear only what tells enough."""
        asked = max((place for place, held in enumerate(kinds) if CALM in held), default=len(clauses) - 1)
        ending = ", ".join(clauses[asked + 1 :])
        alarm = self._heard(ending) if ending else None
        if not alarm or not alarm.danger.weighed:
            return alarm
        sound = self._ear.sound(said := self._hasty.of(ending))
        return alarm if len(said) >= TELLS_ENOUGH and sound and sound.weight >= BRIEF_CRY else None

    def _acute(self, clauses: Sequence[str], kinds: Sequence[frozenset[str]]) -> Alarm | None:
        """What one clause tells by itself, where another asks about papers or where to report it: signs that leave only minutes, of the
        body ("co giật", "tím môi") or of gas. Other dangers before papers are mostly stories of long ago."""
        alarms = (self._heard(clause) for clause, held in zip(clauses, kinds, strict=True) if ACUTE in held)
        return next((alarm for alarm in alarms if alarm and alarm.danger.numbers[0] in MINUTES), None)

    def _kinds(self, text: str) -> frozenset[str]:
        """Of which kinds the patterns are that stand in `text`."""
        said = self._hasty.of(text)
        return frozenset(each for _, _, each, _ in (self._accented if is_accented(said) else self._bare).found(said))

    def _heard(self, text: str) -> Alarm | None:
        said = self._hasty.of(text)
        is_told = len("".join(said)) > 1 and not _PLACE.fullmatch(" ".join(said)) and not self._is_name(text)
        sound = self._ear.sound(said) if is_told else None
        if not (sound and sound.weight >= SOUNDS_LIKE_A_CRY) and not self._hasty.alarming.intersection(map(fold, said)):
            return None
        return self._decided(said, self._accented if is_accented(said) else self._bare, sound)

    def _is_name(self, text: str) -> bool:
        """Whether `text` is somebody's name and no more, each word with a capital or as names are built: its words cry for nobody."""
        words = text.split()
        if not 2 <= len(words) <= LONGEST_NAME or fold(words[0]) not in self._surnames or not all(map(str.isalpha, words)):
            return False
        return all(word[0].isupper() for word in words) or (len(words) > 2 and fold(words[1]) in ("thi", "van"))

    def _patterns(self) -> Iterator[tuple[str, str]]:
        words = self._words
        kinds = (
            (HARMLESS, words.harmless),
            (CALM, words.calm),
            (URGENT, words.urgent),
            (EVERYDAY, words.everyday),
            (PLEA, words.pleas),
            (ACUTE, words.acute),
            (OVER, words.over),
            (GROWN, words.grown),
            (SMALL, [phrase for phrase in words.small if " " in phrase]),
            (WITNESS, [f"<{slot}>" for slot in words.witnesses]),
        )
        yield from ((phrase, kind) for kind, phrases in kinds for phrase in phrases)
        for number, danger in enumerate(self._dangers):
            cues = (
                *((CRY, danger.cries), (HAZARD, danger.hazards), (SIGN, danger.signs), (BESIDE, danger.beside)),
                *((ALONE, danger.alone), (ENGLISH, danger.english)),
            )
            yield from ((cue, f"{kind}:{number}") for kind, phrases in cues for cue in phrases)

    def _without_accents(self, patterns: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The patterns that may be typed bare; a cue that needs its accents: only as all that is said, or weakly (beside a plea or
        another such cue of its danger); a sign: beside what needs none."""
        needs_accents, never = set(self._words.accented), set(self._words.never_bare)
        for pattern, value in patterns:
            kind, _, number = value.partition(":")
            if kind == ALONE or pattern not in (never if kind == SIGN else needs_accents | never):
                yield pattern, value
            elif pattern not in never and kind in (CRY, HAZARD):
                yield pattern, f"{ALONE}:{number}"
                yield from [(pattern, f"{WEAK}:{number}")] if len(pieces_of(pattern)) > 1 and GAP not in pattern else ()

    def _decided(self, said: Sequence[str], patterns: Patterns, sound: Sound | None) -> Alarm | None:
        everything = patterns.found(said)
        if patterns is self._bare:
            everything = without_half_words(everything)
        found = without_harmless(everything)
        urgent = any(kind == URGENT for _, _, kind, _ in found)
        weight = sound.weight if sound else 0.0
        grown = bool(_GROWN.search(" ".join(map(fold, said))))
        others = [each for each in found if not (self._is_of_children(each) and (grown or _of_a_marriage(each, found)))]
        counting = without_outdone([each for each in others if self._counts(each, said, found)])
        harmless = not counting and any(kind == HARMLESS for _, _, kind, _ in everything)
        calm = harmless or (not urgent and (_is_calm(found) or len(said) > self._words.longest))
        if calm and (not sound or weight < (CRY_DESPITE_HARMLESS if harmless else CRY_AMONG_PAPERS)):
            return None
        if not counting:
            alarm = self._sounding(said, sound)
            return alarm if alarm and self._tells(alarm, said, everything) and not (grown and alarm.danger.numbers[0] == CHILDREN) else None
        begin, end, kind, cue = min(counting, key=_rank)
        kind, _, number = kind.partition(":")
        breaks_off = _stands_beside((begin, end, kind, cue), URGENT, found)
        if weight < SOUNDS_LIKE_A_QUESTION and not breaks_off and kind not in (ALONE, ENGLISH) and end - begin < len(said):
            return None
        danger = self._dangers[int(number)]
        louder = self._louder(sound, danger)
        if louder and louder.numbers[0] == CHILDREN and (grown or any(each == GROWN for _, _, each, _ in found)):
            louder = None
        return Alarm(louder or danger, cue, kind == ENGLISH)

    def _is_of_children(self, found: Found) -> bool:
        _, _, number = found[2].partition(":")
        return number != "" and self._dangers[int(number)].numbers[0] == CHILDREN

    def _tells(self, alarm: Alarm, said: Sequence[str], found: Sequence[Found]) -> bool:
        """Whether something of a short message weighs beside what anybody says, figures, papers and what is harmless."""
        if len(said) > BARE_FACT or not self._small:
            return True
        hollow = {place for begin, end, kind, _ in found if kind in (HARMLESS, CALM, SMALL) for place in range(begin, end)}
        left = ["" if place in hollow else syllable for place, syllable in enumerate(said)]
        return self._ear.tells(list(_without_figures(left)), alarm.danger.numbers[0], self._small) >= TELLING

    def _louder(self, sound: Sound | None, danger: Danger) -> Danger | None:
        """What is told in place of `danger` where all words together weigh much more like those who called another number."""
        if not sound or sound.votes[sound.number] - sound.votes.get(danger.numbers[0], sound.votes[sound.number]) < LOUDER:
            return None
        return self._weighed.get(sound.number)

    def _sounding(self, said: Sequence[str], sound: Sound | None) -> Alarm | None:
        """The danger that no cue tells of, where the words weigh like those of people who cried for help."""
        least = SOUNDS_LIKE_A_CRY if len(said) >= BRIEF else BRIEF_CRY
        if sound is None or sound.weight < least or sound.number not in self._weighed:
            return None
        told = list(_without_figures(said))
        if len(told) < len(said) <= BARE_FACT:
            return self._sounding(told, self._ear.sound(told))
        return Alarm(self._weighed[sound.number], sound.because, sum(each in self._english for each in said) >= ENGLISH_SHARE * len(said))

    def _counts(self, found: Found, said: Sequence[str], others: Sequence[Found]) -> bool:
        """Whether this makes a danger of it, with what else was found."""
        begin, end, kind, _ = found
        kind, _, number = kind.partition(":")
        match kind:
            case "cry" | "english":
                return True
            case "hazard":
                return _stands_beside(found, WITNESS, others)
            case "sign":
                return _stands_beside(found, f"{BESIDE}:{number}", others)
            case "weak":
                return _stands_beside(found, PLEA, others) or _stands_beside(found, f"{WEAK}:{number}", others)
            case "alone":
                around = self._fillers.union(map(fold, said[begin:end]))  # "cháy! cháy!" says one thing
                return all(begin <= place < end or fold(syllable) in around for place, syllable in enumerate(said))
            case _:
                return False


def _without_figures(said: Sequence[str]) -> Iterator[str]:
    """`said` without the figures that count money, years or children, and without what they count."""
    for before, syllable, after in zip(("", *said), said, (*said[1:], ""), strict=False):
        is_counted = before[:1].isdigit() and fold(syllable) in COUNTED
        if not is_counted and not (syllable[:1].isdigit() and fold(after) in COUNTED):
            yield syllable


def _of_a_marriage(found: Found, others: Sequence[Found]) -> bool:
    """Whether `found` shares syllables with what is told of a wife or a husband ("bị chồng đánh")."""
    return any(kind == GROWN and begin < found[1] and found[0] < end for begin, end, kind, _ in others)


def _stands_beside(found: Found, kind: str, others: Sequence[Found]) -> bool:
    """Whether something of `kind` shares no syllable with `found`."""
    begin, end, _, _ = found
    return any(each == kind and (last <= begin or first >= end) for first, last, each, _ in others)


def _is_calm(found: Sequence[Found]) -> bool:
    """Whether a word of papers or of long ago stands anywhere but in a cry itself ("xin" in "con xin lỗi ba mẹ") or in a word of
    every day ("sổ" in "cửa sổ")."""
    cries = [(begin, end) for begin, end, kind, cue in found if kind.startswith((CRY, ENGLISH, EVERYDAY)) and GAP not in cue]
    calm = [(begin, end) for begin, end, kind, _ in found if kind == CALM]
    return any(not any(first <= begin and end <= last for first, last in cries) for begin, end in calm)


def _rank(found: Found) -> tuple[int, int]:
    """The first danger in the file, of its cues the longest."""
    begin, end, kind, _ = found
    return int(kind.partition(":")[2]), begin - end
