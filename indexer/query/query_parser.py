"""A question as people type it → what to look for: mended, without its frame, with the law's words added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.language import features, fold, tokens
from indexer.query.accents import Accents
from indexer.query.asking import ASKING, PLAINLY, AspectParser
from indexer.query.corrections import without_corrected
from indexer.query.intents import IntentParser
from indexer.query.lexicon import Lexicon
from indexer.query.parsed_query import Asking, ParsedQuery
from indexer.query.phrases import Phrases
from indexer.query.places import SaidPlaces
from indexer.query.runs import WHETHER, Run, Syllable, between, outside, spans, typed, without_denied
from indexer.query.spelling import SpellingCorrector
from knowledge.cues.vocabulary import Fact, TermKind
from knowledge.records.procedure import Part

TERM_WEIGHT = 0.25  # the law's word for the citizen's word counts less: a term may be wrong for this question
PARTICLE_WEIGHT = 0.5  # a particle alone tells little of what is asked
ASKING_WEIGHT = 0.3  # the words that ask for a part, where something is named besides or was before
CONTEXT_WEIGHT = 0.45  # what was asked before counts less than half of what is asked now …
CORRECTED_WEIGHT = 0.8  # … and more where what is asked now puts it right: all else of it stands
CONTEXT_DECAY = 0.5  # … and half again with each step back
RESTORED_WEIGHT = 0.5  # what was most likely meant by a bare syllable counts half of what was typed: one in sixteen is restored wrong
PUT_RIGHT = 7  # syllables of its own that a correction has at most of which all else stands; a longer one tells its own story
WISH_WEIGHT = 1.3  # what somebody wants counts this many times the story that is told before it
FEW = 3  # syllables of its own in a follow-up that takes over what was asked for before
IS = "là"  # ends a word of correction behind which stands what is meant
KEPT = 256  # questions just read: one is read by each rule, and again as the context of the next


@dataclass(frozen=True, slots=True)
class _Said:
    """What one question says by itself: its runs of syllables between the stop phrases, and those left without the words that ask for
    a part (`naming`); the features of these, and of what is left
    without the words that ask for a part, each with its worth; whether anything is left but particles; the variants spoken of."""

    runs: list[Run]
    naming: list[Run]
    worths: Mapping[str, float]
    named: Mapping[str, float]
    content: tuple[str, ...]
    names_anything: bool
    spoken: frozenset[str]


class QueryParser:
    """Reads questions with one lexicon; made once when an index is opened, then only read."""

    def __init__(self, lexicon: Lexicon, accents: Accents | None = None) -> None:
        """`accents`: of the library whose lexicon it is; where there are none, a bare syllable is the commonest that looks like it."""
        self._spelling = SpellingCorrector(lexicon, accents or Accents.alone(lexicon.syllables))
        self._mended = lru_cache(KEPT)(self._spelling.put_right)
        self._parsed = lru_cache(KEPT)(self._read)
        self._said = lru_cache(KEPT)(self._taken_apart)
        self.asking = lru_cache(KEPT)(self._asked)
        usual = self._spelling.is_usual
        self._asking = AspectParser(lexicon, self._spelling)
        by_kind = {kind: {term.everyday: term.official for term in lexicon.terms if term.kind is kind} for kind in TermKind}
        added = {kind: pairs for kind, pairs in by_kind.items() if kind not in {TermKind.TYPING, TermKind.ABBREVIATION}}
        self._terms = Phrases({everyday: official for pairs in added.values() for everyday, official in pairs.items()}, usual)
        self._particles = frozenset(feature for particle in lexicon.particles if usual(particle) for feature in features(tokens(particle)))
        self._compounds = Phrases(dict.fromkeys(lexicon.compounds, ""), usual)
        self._stop_phrases = Phrases(dict.fromkeys(lexicon.stop_phrases, ""), usual)
        self._intents = IntentParser(lexicon, self._spelling, self._asking, self._stop_phrases, self._particles)
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
        self._going_on = frozenset(thread.goes_on)
        self._cues = {variant.name: Phrases({cue: cue for cue in variant.cues}, usual) for variant in lexicon.variants}
        self._cued_by: dict[str, set[str]] = {}
        for name, cues in self._cues.items():
            for syllable in cues.first_syllables():
                self._cued_by.setdefault(syllable, set()).add(name)
        names = {name: province.name for province in lexicon.units.provinces for name in (province.name, *province.former, *province.also)}
        self._places = Phrases({name: place for name, place in names.items() if len(name) > 2}, usual)
        self._said_places = SaidPlaces(self._places, thread.not_there)

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
        return self._asking.plainly(syllables)

    def _asked(self, question: str) -> Asking:
        """What `question`, asked alone, asks for: in a quarter of the time that it takes to read all of it."""
        question, _ = without_corrected(question, is_follow_up=False)
        mended, _ = self._affirmed(self._mended(question))
        said = [syllable for piece in between(mended, self._returns) for syllable in piece]
        asking = self._asking.numbers_in(said)
        aspect, _, weight = self._asking.weightiest(asking, self._asking.when_in(said))
        return Asking(aspect, weight >= PLAINLY, self._whether(said, asking))

    def read(self, question: str, context: Sequence[str] = ()) -> ParsedQuery:
        """Understand `question`, asked after the questions of `context` (oldest first). Same input, same output."""
        return self._parsed(question, tuple(context))

    def _read(self, question: str, context: tuple[str, ...]) -> ParsedQuery:
        puts_right = self._puts_right(self._mended(question))
        question, corrected = without_corrected(question, is_follow_up=bool(context))
        weights: dict[str, float] = {}
        mended, denied = self._affirmed(self._mended(question))
        mended = self._meant(mended) if context else mended
        taken_back = [denied, *(self._mended(what) for what in corrected)] if denied else [self._mended(what) for what in corrected]
        pieces = list(between(mended, self._returns))
        returns = sum(map(len, pieces)) < len(mended)
        mended = [syllable for piece in pieces for syllable in piece]
        own = self._said(tuple(mended))
        if context and self._names_nothing(own):
            own = replace(own, worths={}, named={}, content=(), names_anything=False, spoken=frozenset())
        corrects = bool(context) and puts_right and len(own.content) <= PUT_RIGHT
        intent, courtesy = (None, None) if puts_right else self._intents.of(mended)
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
            before = without_denied(self._mended(earlier), taken_back)
            if own.spoken & self._doings:  # what is to be done now stands for what was to be done before
                before = [syllable for run in between(before, self._doing_cues) for syllable in run]
            said = self._said(tuple(before))
            if inherits and inherited is None:
                asked, _, plainness = self._asking.parts_in(before)
                inherited = asked if plainness >= PLAINLY else None
            if not said.names_anything:  # what was talked about was said before that
                continue
            _add(said.worths, share, weights)
            heard |= said.spoken
            spoken += typed(before)
            share *= CONTEXT_DECAY
        syllables = tuple(syllable.typed for run in own.runs for syllable in run)
        places = self._said_places.affirmed(spoken)
        asking = self._asking.numbers_in(mended)
        when = self._asking.when_in(mended)
        aspect, also, weight = self._asking.weightiest(asking, when)
        asks_plainly = weight >= PLAINLY
        return ParsedQuery(
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
            asks_deadline=self._asking.asks_deadline(asking, when),
            may_ask_deadline=when is None and self._asking.may_ask_deadline(asking),
            fact=self._whether(mended, asking),
            denied=tuple(fold(syllable.typed) for run in taken_back for syllable in run),
            corrects=corrects,
            inherited=None if asks_plainly else inherited,
            courtesy=courtesy,
        )

    def _names_nothing(self, said: _Said) -> bool:
        """Whether what is said says only who goes, to which office, from which province, or in what state somebody is ("mẹ đi nộp hộ ở xã
        được không", "nhà em hộ nghèo thì sao"): in a talk that names no procedure."""
        runs = [[Syllable(syllable.meant, syllable.meant) for syllable in run] for run in said.naming]
        rest = outside(outside(runs, self._beside), self._places)
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
        runs = outside([syllables], self._stop_phrases)
        naming = outside(runs, self._asking.phrases)
        named = outside(naming, self._places) or naming  # "em ở Đồng Nai": where somebody lives names no procedure of that province
        content = tuple(folded for run in named for syllable in run if (folded := fold(syllable.typed)) not in self._particles)
        meant = {syllable.meant for run in named for syllable in run if fold(syllable.typed) not in self._particles}
        content = () if self._vague.issuperset(meant) else content
        return _Said(runs, naming, self._worths(runs), self._worths(named), content, bool(content), self._spoken(runs))

    def _affirmed(self, syllables: Run) -> tuple[Run, Run]:
        """The syllables without what the question takes back ("bị mất chứ không phải hết hạn"), and what that is."""
        for begin, end, _ in self._denials.spans(typed(syllables)):
            stop = next(
                (place for place in range(end, len(syllables)) if fold(syllables[place].typed) in self._clause_ends), len(syllables)
            )
            return [*syllables[:begin], *syllables[stop:]], syllables[end:stop]
        return syllables, ()

    def mended(self, question: str) -> list[str]:
        """The question's syllables, typing habits and errors put right."""
        return typed(self._mended(question))

    def _whether(self, said: Run, asking: Sequence[str]) -> Fact | None:
        return self._asking.fact_of(asking) or (Fact.YES_NO if len(said) > FEW and said[-1].meant == WHETHER else None)

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


def _add(worths: Mapping[str, float], weight: float, weights: dict[str, float]) -> None:
    """Add features that count `weight` times their worth; one that is there already keeps the larger weight."""
    for feature, worth in worths.items():
        weights[feature] = max(weight * worth, weights.get(feature, 0.0))
