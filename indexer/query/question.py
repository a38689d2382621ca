"""A question as people type it → what to look for: mended, without its frame, with the law's words added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from indexer.language import LONGEST_QUESTION, features, fold, has_marks, tokens, without_marks
from indexer.query.accents import Accents
from indexer.query.corrections import without_corrected
from indexer.query.lexicon import Lexicon
from indexer.query.mending import Mender
from indexer.query.phrases import Phrases
from knowledge.cues.vocabulary import Fact, Intent, TermKind
from knowledge.records.procedure import Part

TERM_WEIGHT = 0.25  # the law's word for the citizen's word counts less: a term may be wrong for this question
PARTICLE_WEIGHT = 0.5  # a particle alone tells little of what is asked
ASKING_WEIGHT = 0.3  # the words that ask for a part, where something is named besides or was before
CONTEXT_WEIGHT = 0.45  # what was asked before counts less than half of what is asked now …
CORRECTED_WEIGHT = 0.8  # … and more where what is asked now puts it right: all else of it stands
CONTEXT_DECAY = 0.5  # … and half again with each step back
RESTORED_WEIGHT = 0.5  # what was most likely meant by a bare syllable counts half of what was typed: one in sixteen is restored wrong
MARKED_SHARE = 0.7  # a question with more accented syllables was typed with all of them: of written Vietnamese three in four are
BARE_SHARE = 0.1  # a question with fewer accented syllables was typed without diacritics: none of its accents is to be trusted
ASKING = 0.9  # weight from which a cue asks for something, if only for "may I" or "what now"
PLAINLY = 1.0  # weight from which a cue asks for a part whatever else is asked
PUT_RIGHT = 7  # syllables of its own that a correction has at most of which all else stands; a longer one tells its own story
WISH_WEIGHT = 1.3  # what somebody wants counts this many times the story that is told before it
FEW = 3  # syllables of its own in a follow-up that takes over what was asked for before
WHETHER = "không"  # ends a question that is answered with yes or no
IS = "là"  # ends a word of correction behind which stands what is meant
KEPT = 256  # questions just read: one is read by each rule, and again as the context of the next


_AGE = re.compile(r"(?<!\w)(?<!tải )([1-9]\d?)t(?!\w)", re.IGNORECASE)  # "em gái 10t"; a lorry of 5t has tonnes

_CALLED = r"(?:em|e|ạ|a|anh|a|chị|chi|ad|cô|co|chú|chu|bác|bac|con|cháu|chau|ơi|oi|vậy|vay|z|nhỉ|ta|mình|minh|cán bộ|can bo)"
_ASKS_AT_THE_END = re.compile(  # "có mất tiền hong vậy em", "làm được hem": không, as it is said in the south; elsewhere hỏng, hẻm
    rf"(?<=\s)(?<!bị )(?<!bi )(?<!hư )(?<!hu )(?:hong|hông|hem|hăm|(?<=được )hôn|(?<=duoc )hon|(?<=đc )hôn|(?<=dc )hon)"
    rf"(?=(?:\s+{_CALLED})*\W*$)",
    re.IGNORECASE,
)
_SPEAKER_FIRST = {"toi": "tôi"}  # of all that is written tới is commoner


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question asks for. `weights`: feature → weight; `syllables`: mended, without frames, the question's own;
    `cues`: names of the variants it speaks of itself, `heard`: of those that its context speaks of as well;
    `places`: the provinces it names, by today's name; `aspect`: the part of a procedure that it asks for, None where it does
    not say; `intent`: what it is instead of a question about a procedure, None where it is one;
    `also`: other parts that it asks for in the same breath; `names_anything`: whether its own words say more than the part asked for;
    `content`: those words; `asks`: whether it asks for anything, `asks_plainly`: for that part in so many words;
    `goes_on`: whether it begins as a follow-up does; `returns`: whether it goes back to an earlier matter, `points`: at the one at hand;
    `inherited`: the part that was asked for before, where its few words ask for none plainly ("còn xe máy?");
    `asks_deadline`: whether it asks by when the citizen must act; `fact`: what it asks with yes or no;
    `denies`: whether it takes back something that was said; `corrects`: whether it puts right what was said before;
    `courtesy`: the greeting or thanks that is said beside other words."""

    weights: Mapping[str, float]
    syllables: tuple[str, ...]
    cues: frozenset[str]
    heard: frozenset[str]
    places: frozenset[str]
    aspect: Part | None = None
    intent: Intent | None = None
    is_follow_up: bool = False
    also: tuple[Part, ...] = ()
    names_anything: bool = True
    asks: bool = False
    asks_plainly: bool = False
    content: tuple[str, ...] = ()
    goes_on: bool = False
    returns: bool = False
    points: bool = False
    inherited: Part | None = None
    asks_deadline: bool = False
    fact: Fact | None = None
    denies: bool = False
    corrects: bool = False
    courtesy: Intent | None = None

    @property
    def is_empty(self) -> bool:
        return not self.weights


class Asking(NamedTuple):
    """What a question, asked alone, asks for: `aspect`, `is_plain` and `fact` as `aspect`, `asks_plainly` and `fact` of `Understood`."""

    aspect: Part | None
    is_plain: bool
    fact: Fact | None


class Syllable(NamedTuple):
    """As it was typed, put right, and as it was most likely meant: with the accents that were left out."""

    typed: str
    meant: str


Run = Sequence[Syllable]


@dataclass(frozen=True, slots=True)
class _Said:
    """What one question says by itself: its runs of syllables between the frames, and those left without the words that ask for a part
    (`naming`); the features of these, and of what is left
    without the words that ask for a part, each with its worth; whether anything is left but particles; the variants spoken of."""

    runs: list[Run]
    naming: list[Run]
    worths: Mapping[str, float]
    named: Mapping[str, float]
    content: tuple[str, ...]
    names_anything: bool
    spoken: frozenset[str]


def typed(run: Run) -> list[str]:
    """A run as it was typed."""
    return [syllable.typed for syllable in run]


def _without(syllables: Run, denied: Run) -> Run:
    """`syllables` without the first place where all of `denied` stand in a row, whatever their accents."""
    wanted, said = list(map(fold, typed(denied))), list(map(fold, typed(syllables)))
    for begin in range(len(syllables) - len(wanted) + 1):
        if wanted and said[begin : begin + len(wanted)] == wanted:
            return [*syllables[:begin], *syllables[begin + len(wanted) :]]
    return list(syllables)


def _shortened(question: str) -> str:
    """A long story's beginning and end: people say what they want in one of them."""
    if len(question) <= LONGEST_QUESTION:
        return question
    half = LONGEST_QUESTION // 2
    beginning, _, _ = question[:half].rpartition(" ")
    _, _, end = question[-half:].partition(" ")
    return f"{beginning} {end}"


def _spoken_out(question: str) -> str:
    """`question` with an age and the word that asks at its end written out."""
    return _ASKS_AT_THE_END.sub(WHETHER, _AGE.sub(r"\1 tuổi", question))


class Understanding:
    """Reads questions with one lexicon; made once when an index is opened, then only read."""

    def __init__(self, lexicon: Lexicon, accents: Accents | None = None) -> None:
        """`accents`: of the library whose lexicon it is; where there are none, a bare syllable is the commonest that looks like it."""
        self._accents = accents or Accents.alone(lexicon.syllables)
        self._mender = Mender(lexicon.syllables)
        self._mended = lru_cache(KEPT)(self._put_right)
        self._understood = lru_cache(KEPT)(self._read)
        self._said = lru_cache(KEPT)(self._taken_apart)
        self.asking = lru_cache(KEPT)(self._asked)
        usual = self._mender.is_usual
        by_kind = {kind: {term.everyday: term.official for term in lexicon.terms if term.kind is kind} for kind in TermKind}
        added = {kind: pairs for kind, pairs in by_kind.items() if kind not in {TermKind.TYPING, TermKind.ABBREVIATION}}
        self._typing = Phrases(by_kind[TermKind.TYPING], lambda _: False)
        self._short = Phrases(by_kind[TermKind.ABBREVIATION], usual)
        self._terms = Phrases({everyday: official for pairs in added.values() for everyday, official in pairs.items()}, usual)
        self._particles = frozenset(feature for particle in lexicon.particles if usual(particle) for feature in features(tokens(particle)))
        self._asking = {str(number): cues for number, cues in enumerate(lexicon.aspects)}
        self._aspects = Phrases(self._as_read({cue: number for number, cues in self._asking.items() for cue in cues.cues}), usual)
        self._duties = [
            (number, Phrases(dict.fromkeys(cues.duties, ""), usual), Phrases(dict.fromkeys(cues.after_duty, ""), usual))
            for number, cues in self._asking.items()
            if cues.duties
        ]
        intents = self._as_read({cue: intent.name for intent in lexicon.intents for cue in intent.cues})
        self._intents = Phrases(intents, usual, frozenset(lexicon.marked))
        self._exact_intents = Phrases(intents, lambda _: False, frozenset(intents))
        self._whole = Phrases(intents, lambda _: True)  # nothing else is said that could tell what a bare word means
        self._intent_of = {intent.name: intent for intent in lexicon.intents}
        self._compounds = Phrases(dict.fromkeys(lexicon.compounds, ""), usual)
        self._frames = Phrases(dict.fromkeys(lexicon.frames, ""), usual)
        doings = [variant for variant in lexicon.variants if all(marker.startswith("^") for marker in variant.markers)]
        self._doings = frozenset(variant.name for variant in doings)
        self._doing_cues = Phrases({cue: "" for variant in doings for cue in variant.cues}, usual)
        thread = lexicon.thread
        self._denials = Phrases(dict.fromkeys(thread.denials, ""), usual)
        self._clause_ends = frozenset(map(fold, thread.clause_ends))
        self._beside = Phrases(dict.fromkeys(thread.beside, ""), usual)
        self._wishes = frozenset(thread.wishes)
        self._corrects = Phrases(dict.fromkeys(thread.corrects, ""), usual)
        self._means = Phrases(dict.fromkeys(thread.means, ""), usual)
        self._returns = Phrases(dict.fromkeys(thread.returns, ""), usual)
        self._points = Phrases(dict.fromkeys(thread.points, ""), usual)
        self._vague = frozenset(syllable for word in thread.vague for syllable in tokens(word))
        self._around = frozenset(fold(syllable) for word in thread.around for syllable in tokens(word))
        self._going_on = frozenset(thread.goes_on)
        self._cues = {variant.name: Phrases({cue: cue for cue in variant.cues}, usual) for variant in lexicon.variants}
        self._cued_by: dict[str, set[str]] = {}
        for name, cues in self._cues.items():
            for syllable in cues.first_syllables():
                self._cued_by.setdefault(syllable, set()).add(name)
        names = {name: province.name for province in lexicon.units.provinces for name in (province.name, *province.former, *province.also)}
        self._places = Phrases({name: place for name, place in names.items() if len(name) > 2}, usual)

    def words(self, syllables: Sequence[str]) -> list[str]:
        """`syllables` as words: known compounds joined by a space."""
        made: list[str] = []
        last = 0
        for begin, end, _ in self._compounds.spans(syllables):
            made += [*syllables[last:begin], " ".join(syllables[begin:end])]
            last = end
        return made + list(syllables[last:])

    def spelled(self, question: str) -> list[str]:
        """Its syllables, put right, with the accents that were most likely meant."""
        return [syllable.meant for syllable in self._mended(question)]

    def affirmed(self, question: str) -> list[str]:
        """As `spelled`, without what the question takes back."""
        question, _ = without_corrected(question, is_follow_up=True)
        return [syllable.meant for syllable in self._affirmed(self._mended(question))[0]]

    def asks_plainly(self, syllables: Sequence[str]) -> tuple[Part | None, Fact | None]:
        """What `syllables`, whose spelling is right, ask for: a part in so many words, a fact with yes or no; None where they do not."""
        asking = [number for _, _, number in self._aspects.spans(syllables)]
        part, _, weight = self._weightiest(asking)
        return part if weight >= PLAINLY and part is not Part.SUMMARY else None, self._fact_of(asking)

    def _asked(self, question: str) -> Asking:
        """What `question`, asked alone, asks for: in a quarter of the time that it takes to read all of it."""
        question, _ = without_corrected(question, is_follow_up=False)
        mended, _ = self._affirmed(self._mended(question))
        said = [syllable for piece in _between(mended, self._returns) for syllable in piece]
        asking = self._asking_of(said)
        aspect, _, weight = self._weightiest(asking)
        return Asking(aspect, weight >= PLAINLY, self._whether(said, asking))

    def read(self, question: str, context: Sequence[str] = ()) -> Understood:
        """Understand `question`, asked after the questions of `context` (oldest first). Same input, same output."""
        return self._understood(question, tuple(context))

    def _read(self, question: str, context: tuple[str, ...]) -> Understood:
        puts_right = self._puts_right(self._mended(question))
        question, corrected = without_corrected(question, is_follow_up=bool(context))
        weights: dict[str, float] = {}
        mended, denied = self._affirmed(self._mended(question))
        mended = self._meant(mended) if context else mended
        denied = denied or self._mended(corrected)
        pieces = list(_between(mended, self._returns))
        returns = sum(map(len, pieces)) < len(mended)
        mended = [syllable for piece in pieces for syllable in piece]
        own = self._said(tuple(mended))
        if context and self._names_nothing(own):
            own = replace(own, worths={}, named={}, content=(), names_anything=False, spoken=frozenset())
        corrects = bool(context) and puts_right and len(own.content) <= PUT_RIGHT
        intent, courtesy = (None, None) if puts_right else self._intent(mended)
        asks_beside = bool(context) or own.names_anything
        if asks_beside:  # "lệ phí hộ chiếu", "thế phí bao nhiêu": the words that ask for a part say little of the procedure
            _add(own.named, 1.0, weights)
        _add(own.worths, ASKING_WEIGHT if asks_beside else 1.0, weights)
        for feature, worth in ({} if intent else self._wished(mended)).items():
            weights[feature] = WISH_WEIGHT * max(weights.get(feature, 0.0), worth)
        share = CORRECTED_WEIGHT if corrects else CONTEXT_WEIGHT
        heard = set(own.spoken)
        inherits = bool(own.content) and len(own.content) <= FEW
        inherited: Part | None = None
        spoken = typed(mended)
        for earlier in reversed(context):
            before = _without(self._mended(earlier), denied)
            if own.spoken & self._doings:  # what is to be done now stands for what was to be done before
                before = [syllable for run in _between(before, self._doing_cues) for syllable in run]
            said = self._said(tuple(before))
            if inherits and inherited is None:
                asked, _, plainness = self._aspects_of(before)
                inherited = asked if plainness >= PLAINLY else None
            if not said.names_anything:  # what was talked about was said before that
                continue
            _add(said.worths, share, weights)
            heard |= said.spoken
            spoken += typed(before)
            share *= CONTEXT_DECAY
        syllables = tuple(syllable.typed for run in own.runs for syllable in run)
        places = frozenset(place for _, _, place in self._places.spans(spoken))
        asking = self._asking_of(mended)
        aspect, also, weight = self._weightiest(asking)
        asks_plainly = weight >= PLAINLY
        return Understood(
            weights=weights,
            syllables=syllables,
            cues=own.spoken,
            heard=frozenset(heard),
            places=places,
            aspect=aspect,
            intent=intent,
            is_follow_up=bool(context),
            also=also,
            names_anything=own.names_anything,
            asks=weight >= ASKING,
            asks_plainly=asks_plainly,
            content=own.content,
            goes_on=bool(mended) and (mended[0].meant in self._going_on or mended[0].typed in self._going_on),
            returns=returns,
            points=bool(spans(mended, self._points)),
            asks_deadline=self._asks_deadline(asking),
            fact=self._whether(mended, asking),
            denies=bool(denied),
            corrects=corrects,
            inherited=None if asks_plainly else inherited,
            courtesy=courtesy,
        )

    def _names_nothing(self, said: _Said) -> bool:
        """Whether what is said says only who goes, to which office, from which province, or in what state somebody is ("mẹ đi nộp hộ ở xã
        được không", "nhà em hộ nghèo thì sao"): in a talk that names no procedure."""
        runs = [[Syllable(syllable.meant, syllable.meant) for syllable in run] for run in said.naming]
        rest = self._content(self._content(runs, self._beside), self._places)
        if sum(map(len, rest)) == sum(map(len, runs)):
            return False
        return all(syllable.meant in self._vague or fold(syllable.meant) in self._particles for run in rest for syllable in run)

    def _puts_right(self, syllables: Run) -> bool:
        return any(begin == 0 for begin, _, _ in spans(syllables, self._corrects)) or bool(spans(syllables, self._means))

    def _wished(self, syllables: Run) -> Mapping[str, float]:
        """The features of what is wanted behind a story ("đổi căn cước rồi, giờ muốn sửa thuế thì …"); none where none is told."""
        begin = max((place + 1 for place, syllable in enumerate(syllables) if syllable.meant in self._wishes), default=0)
        ends = (place for place in range(begin, len(syllables)) if fold(syllables[place].typed) in self._clause_ends)
        end = next(ends, len(syllables))
        tells_a_story = bool(self._said(tuple(syllables[: max(0, begin - 1)])).content)
        return self._said(tuple(syllables[begin:end])).named if tells_a_story else {}

    def _meant(self, syllables: Run) -> Run:
        """What stands behind "ý em là": what was said before it is not meant; all of it where nothing does."""
        begins = [end for _, end, _ in spans(syllables, self._means) if syllables[end - 1].meant == IS]
        return syllables[begins[-1] :] if begins and begins[-1] < len(syllables) else syllables

    def _taken_apart(self, syllables: tuple[Syllable, ...]) -> _Said:
        runs = self._content([syllables], self._frames)
        named = self._content(runs, self._aspects)
        content = tuple(folded for run in named for syllable in run if (folded := fold(syllable.typed)) not in self._particles)
        meant = {syllable.meant for run in named for syllable in run if fold(syllable.typed) not in self._particles}
        content = () if self._vague.issuperset(meant) else content
        return _Said(runs, named, self._worths(runs), self._worths(named), content, bool(content), self._spoken(runs))

    def _affirmed(self, syllables: Run) -> tuple[Run, Run]:
        """The syllables without what the question takes back ("bị mất chứ không phải hết hạn"), and what that is."""
        for begin, end, _ in self._denials.spans(typed(syllables)):
            stop = next(
                (place for place in range(end, len(syllables)) if fold(syllables[place].typed) in self._clause_ends), len(syllables)
            )
            return [*syllables[:begin], *syllables[stop:]], syllables[end:stop]
        return syllables, ()

    def _aspects_of(self, syllables: Run) -> tuple[Part | None, tuple[Part, ...], float]:
        return self._weightiest(self._asking_of(syllables))

    def _asking_of(self, syllables: Run) -> list[str]:
        asked = [number for _, _, number in spans(syllables, self._aspects)]
        return [*asked, *(number for number, duty, within in self._duties if _stands_behind(syllables, duty, within))]

    def _weightiest(self, asking: Sequence[str]) -> tuple[Part | None, tuple[Part, ...], float]:
        """The part asked for (the weightiest cue decides; of equals the last, because people end with what they want to know),
        the others that are asked for plainly, in the order in which they are, and the weight of the first."""
        best, weight = None, 0.0
        plain: dict[Part, None] = {}
        for number in asking:
            cues = self._asking[number]
            if cues.weight >= weight:
                best, weight = cues.part, cues.weight
            if cues.weight >= PLAINLY:
                plain[cues.part] = None
        return best, tuple(part for part in plain if part is not best), weight

    def _whether(self, said: Run, asking: Sequence[str]) -> Fact | None:
        return self._fact_of(asking) or (Fact.YES_NO if len(said) > FEW and said[-1].meant == WHETHER else None)

    def _asks_deadline(self, asking: Sequence[str]) -> bool:
        return any(self._asking[number].is_deadline for number in asking)

    def _fact_of(self, asking: Sequence[str]) -> Fact | None:
        """What is asked with yes or no: a fact rather than anything else, the last of several."""
        facts = [fact for number in asking if (fact := self._asking[number].fact)]
        return next((fact for fact in reversed(facts) if fact is not Fact.YES_NO), facts[-1] if facts else None)

    def _intent(self, syllables: Run) -> tuple[Intent | None, Intent | None]:
        """The first in the lexicon of those that the question speaks of, a greeting only where it says nothing else; and the greeting
        that it speaks of beside other words."""
        whole = [span for span in self._whole.spans(typed(syllables)) if span[:2] == (0, len(syllables))]
        meant = self._intents.spans([syllable.meant for syllable in syllables])
        found = whole or list(self._exact_intents.spans(typed(syllables))) or list(meant)
        spoken = {name for _, _, name in found if not self._intent_of[name].alone}
        if spoken or not found:
            return next((intent for name, intent in self._intent_of.items() if name in spoken), None), None
        rest = [syllable for index, syllable in enumerate(syllables) if not any(begin <= index < end for begin, end, _ in found)]
        asks = bool(self._aspects_of(syllables)[0])
        around = self._particles if asks else self._particles | self._around
        is_alone = all(syllable in around for run in self._content([rest], self._frames) for syllable in map(fold, typed(run)))
        intent = self._intent_of[found[0][2]]
        is_said = any(self._is_courteous(syllables, begin, end) for begin, end, _ in found)
        return (intent, None) if is_alone else (None, intent if is_said else None)

    def _is_courteous(self, syllables: Run, begin: int, end: int) -> bool:
        """Whether a greeting or thanks beside other words is one: "không biết chữ …" is no no, and "… có sao không ạ" asks."""
        if end - begin > 1 and syllables[begin].meant != WHETHER:
            return True
        follows = syllables[end : end + 1]
        return begin == 0 and (end - begin > 1 or all(fold(each.typed) in self._around | self._particles for each in follows))

    def mended(self, question: str) -> list[str]:
        """The question's syllables, typing habits and errors put right."""
        return typed(self._mended(question))

    def _put_right(self, question: str) -> tuple[Syllable, ...]:
        said = tokens(_spoken_out(_shortened(question)))
        marked = sum(map(has_marks, tokens(_shortened(question))))
        syllables = self._written_out(said)
        if marked > MARKED_SHARE * len(said):
            return tuple(map(Syllable, syllables, syllables))
        if marked > BARE_SHARE * len(said):
            return tuple(map(Syllable, syllables, self._restored(syllables)))
        bare = list(map(without_marks, syllables))
        return tuple(map(Syllable, bare, self._restored(bare)))

    def _restored(self, syllables: Sequence[str]) -> list[str]:
        first = _SPEAKER_FIRST.get(syllables[0]) if len(syllables) > 1 else None
        restored = self._accents.restored(syllables)
        return [first, *restored[1:]] if first else list(restored)

    def _as_read(self, cues: Mapping[str, str]) -> dict[str, str]:
        """`cues` as they are written and as questions are put right ("làm online" → "làm trực tuyến")."""
        read = {" ".join(self._written_out(tokens(cue))): value for cue, value in cues.items()}
        return read | dict(cues)

    def _written_out(self, syllables: Sequence[str]) -> list[str]:
        mended = [piece for syllable in self._replaced(syllables, self._typing) for piece in self._mender.mend(syllable)]
        return self._replaced(self._replaced(mended, self._typing), self._short)

    def _replaced(self, syllables: Sequence[str], phrases: Phrases) -> list[str]:
        made: list[str] = []
        last = 0
        for begin, end, official in phrases.spans(syllables):
            made += syllables[last:begin]
            made += tokens(official)
            last = end
        return made + list(syllables[last:])

    def _content(self, runs: Iterable[Run], phrases: Phrases) -> list[Run]:
        """What is left of `runs` where `phrases` are taken out of them."""
        return [piece for run in runs for piece in _between(run, phrases)]

    def _worths(self, runs: Sequence[Run]) -> dict[str, float]:
        """The features of `runs`, of what was meant by them and of the law's words for them, each with what it counts."""
        worths: dict[str, float] = {}
        for run in runs:
            for feature in features(typed(run)):
                worths[feature] = PARTICLE_WEIGHT if feature in self._particles else 1.0
        for run in runs:
            for feature in features([syllable.meant for syllable in run]):
                worths.setdefault(feature, RESTORED_WEIGHT * (PARTICLE_WEIGHT if feature in self._particles else 1.0))
        for run in runs:
            for _, _, official in self._terms.spans(typed(run)):
                for feature in features(tokens(official)):
                    worths.setdefault(feature, TERM_WEIGHT)
        return worths

    def _spoken(self, runs: Iterable[Run]) -> frozenset[str]:
        """The variants that one of `runs` speaks of; looked for only where a cue of theirs can begin."""
        spoken: set[str] = set()
        for run in runs:
            possible = {name for syllable in run for name in self._cued_by.get(fold(syllable.typed), ())} - spoken
            meant = [syllable.meant for syllable in run]
            spoken |= {name for name in possible if next(self._cues[name].spans(meant), None)}
        return frozenset(spoken)


def spans(run: Run, phrases: Phrases) -> list[tuple[int, int, str]]:
    """The phrases found in what was typed, and beside them those found in what was meant by it; left to right, without overlap."""
    found = list(phrases.spans(typed(run)))
    meant = [] if all(syllable.typed == syllable.meant for syllable in run) else phrases.spans([syllable.meant for syllable in run])
    return sorted([*found, *(span for span in meant if all(span[1] <= begin or end <= span[0] for begin, end, _ in found))])


def _stands_behind(run: Run, first: Phrases, second: Phrases) -> bool:
    """Whether a phrase of `second` stands behind one of `first`."""
    begins = [end for _, end, _ in spans(run, first)]
    return bool(begins) and any(begin >= begins[0] for begin, _, _ in spans(run, second))


def _between(run: Run, phrases: Phrases) -> Iterable[Run]:
    """The runs before, between and after the phrases found."""
    last = 0
    for begin, end, _ in spans(run, phrases):
        if last < begin:
            yield run[last:begin]
        last = end
    if last < len(run):
        yield run[last:]


def _add(worths: Mapping[str, float], weight: float, weights: dict[str, float]) -> None:
    """Add features that count `weight` times their worth; one that is there already keeps the larger weight."""
    for feature, worth in worths.items():
        weights[feature] = max(weight * worth, weights.get(feature, 0.0))
