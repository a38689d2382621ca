"""What a decision rested on, for who wants to know why: read anew from the index, so that no answer is slower for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.answers.decisions.matters import MeantMatter
from bot.answers.decisions.weights import WEIGHTS
from bot.answers.short.quick import QuickAnswers, QuickMatch
from bot.answers.turn.deciding import AnswerKind, Rule
from bot.answers.turn.followup import FollowUps
from bot.wording.why import WhyWords
from indexer.passages import Kind
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure

CANDIDATES = 3  # of each ranking; the fourth has decided nothing yet


Meaning = Callable[[str, Sequence[str], str], Sequence[MeantMatter]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A procedure that was considered: its score (comparable within one question), the phrase nearest to the question ("": its name) and
    the share of it that is said, the share of the question's own words that it carries, and the words found."""

    code: str
    name: str
    score: float
    phrase: str
    share: float
    carried: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`spelled`: the question as it was read; `content`: its words that name something; `aspect`: the part asked for ("": none);
    `topic` and `inherited`: the procedure and the part kept of what was said before; `own`: the best by its own words, `after` with those
    said before; `meant`: what it may mean after these; `quick`: the short question of the first nearest to it."""

    spelled: str
    content: tuple[str, ...]
    aspect: str
    topic: str
    inherited: str
    own: tuple[Candidate, ...]
    after: tuple[Candidate, ...]
    meant: tuple[MeantMatter, ...]
    quick: QuickMatch | None


class EvidenceReader:
    """Reads one index, as the answerer over it does."""

    def __init__(self, index: Index, province: str = "", meant: Meaning = lambda *_: []) -> None:
        """`meant`: what the answerer takes a question to mean that comes after others."""
        self._meant = meant
        self._index = index
        self._province = province
        self._follow_ups = FollowUps(index, province)
        self._quick = QuickAnswers(index)

    def of(self, question: str, context: Sequence[str] = (), topic: str = "") -> Evidence:
        """What there was to decide about `question`, asked after `context` while `topic` was talked about."""
        parsed = self._index.parse(question, context)
        own = self._candidates(self._index.score(self._index.parse(question), self._province), parsed)
        after = self._candidates(self._index.score(parsed, self._province), parsed) if context else ()
        topic = topic or (self._follow_ups.talked_about(context) if context else "")
        first = self._index.record(next((each.code for each in (after or own)), ""))
        return Evidence(
            spelled=" ".join(self._index.spelled(question)),
            content=parsed.content,
            aspect=parsed.aspect or "",
            topic=topic,
            inherited=parsed.inherited or "",
            own=own,
            after=after,
            meant=tuple(self._meant(question, context, topic)[:CANDIDATES]) if topic else (),
            quick=self._quick.nearest(first, question) if isinstance(first, Procedure) else None,
        )

    def _candidates(self, scored: Scored, parsed: ParsedQuery) -> tuple[Candidate, ...]:
        hits = self._index.rank(scored, CANDIDATES, (Kind.PROCEDURE,))
        return tuple(
            Candidate(
                hit.record_id,
                hit.name,
                hit.score,
                hit.why.phrase,
                hit.why.share,
                self._index.carried(hit.record_id, parsed.content),
                hit.why.words,
            )
            for hit in hits
        )


def told(evidence: Evidence, rule: Rule, kind: AnswerKind, words: WhyWords) -> Iterator[str]:
    """The evidence in lines for who runs the service."""
    rules = [each for each in Rule if each is not Rule.CHOSEN]
    yield words.rule.format(rule=rule, place=rules.index(rule) + 1 if rule in rules else 0, rules=len(rules))
    yield words.kind.format(kind=kind)
    yield words.spelled.format(text=evidence.spelled)
    yield words.content.format(words=" ".join(evidence.content) or words.nothing, part=evidence.aspect or words.nothing)
    yield words.thread.format(topic=evidence.topic or words.nothing, part=evidence.inherited or words.nothing)
    for title, candidates in ((words.own, evidence.own), (words.after, evidence.after)):
        if candidates:
            yield title
            yield from (_line(place, each, words) for place, each in enumerate(candidates, 1))
    for matter in evidence.meant:
        speaks = sorted(matter.speaks.items(), key=lambda told: -abs(WEIGHTS[told[0]] * told[1]))
        listed = "; ".join(f"{name} {WEIGHTS[name] * value:+.1f}" for name, value in speaks if value)
        yield words.meant.format(code=matter.code or words.nothing, share=f"{matter.share:.2f}", speaks=listed or words.nothing)
    if evidence.quick:
        lead = words.alone if math.isinf(evidence.quick.lead) else f"{evidence.quick.lead:.2f}"
        yield words.quick.format(question=evidence.quick.answer.question, share=f"{evidence.quick.share:.2f}", lead=lead)


def _line(place: int, candidate: Candidate, words: WhyWords) -> str:
    return words.candidate.format(
        place=place,
        score=f"{candidate.score:.1f}",
        code=candidate.code,
        name=candidate.name,
        phrase=candidate.phrase or words.name,
        share=f"{candidate.share:.2f}",
        carried=f"{candidate.carried:.2f}",
        words=", ".join(candidate.words) or words.nothing,
    )
