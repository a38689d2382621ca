"""A second look at what the rules answer to a message after another: whether more speaks for another matter, and what stands beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from bot.answers.decisions.matters import ChatTurn, Matters, MeantMatter
from bot.answers.decisions.offers import MOST_CHOICES, NEAREST, choices_by_code, code_of
from bot.answers.decisions.strangers import Strangers
from bot.answers.decisions.thread import Thread
from bot.answers.turn.deciding import Rule
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Planned, Unanswered, UnansweredReason, shown
from indexer.query.corrections import affirmed
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Part, Procedure

GOES_OVER = re.compile(r"\W*(?:(?:thế|the|vậy|vay|rứa|rua|à|ừ|rồi|roi)\s+)?(?:còn|con)\s", re.IGNORECASE)
SETTLED = frozenset({Rule.CODE, Rule.LACKING})  # a code was typed; what is lacked is not what is wanted, however much is said of it
MORE_THAN_ALL = 0.5  # share from which the matter at hand is likelier than all else together: no document and no list takes its place
OVERRULED = 1.3  # times the share of what the rules answer, from which another matter is told in its place


class SecondLook:
    """Reads one index. `own`: what the words of a question score by themselves, `after`: with the questions before it; `alone`: what it is
    answered by itself."""

    def __init__(
        self,
        index: Index,
        matters: Matters,
        thread: Thread,
        own: Callable[[str], Scored],
        after: Callable[[str, tuple[str, ...]], Scored],
        alone: Callable[[str], Answer],
    ) -> None:
        self._index = index
        self._matters = matters
        self._strangers = Strangers(index, matters)
        self._thread = thread
        self._own = own
        self._after = after
        self._alone = alone

    def turn(self, question: str, context: tuple[str, ...], topic: str, before: Sequence[str], ruled: Answer, twin: str) -> ChatTurn:
        """`question`, asked after those of `context` while the procedure `topic` was talked about, or its `twin`, and `before` it others,
        newest first; with what the rules answer."""
        parsed, first = self._index.parse(question, context), shown(ruled)
        own, after = self._own(affirmed(question)), self._after(question, context)
        return ChatTurn(question, parsed, own, after, topic, before, code_of(first) if first else "", ruled.rule, twin)

    def meant(self, turn: ChatTurn) -> list[MeantMatter]:
        """What `turn` may mean, the likeliest first, whatever the rules answer."""
        return self._matters.weighed(turn)

    def at(self, turn: ChatTurn, ruled: Answer, *, begins: bool) -> tuple[Answer, bool]:
        """The answer to `turn`, which is `ruled` so: about that for which most speaks, with what else is likely beside it; and whether
        that begins anew (`begins`: the rules do)."""
        if is_document(ruled, self._index.taught) and self._is_of_the_matter(turn):
            return self._told(self._matters.weighed(turn), turn, ruled, begins=False)
        if is_settled(turn.parsed) or not may_be_another(ruled) or (begins and self._goes_over(turn)):
            return ruled, begins
        return self._told(self._strangers.kept(in_order(self._matters.weighed(turn), turn.ruled), turn), turn, ruled, begins=begins)

    def is_of_the_matter(self, question: str, context: tuple[str, ...], topic: str, before: Sequence[str], told: Answer) -> bool:
        """Whether `question`, after those of `context`, is of the procedure `topic` and not of the life event that it is `told` of."""
        if not (isinstance(told, Planned) and topic and context):
            return False
        return self._is_of_the_matter(self.turn(question, context, topic, before, Unanswered(UnansweredReason.NOT_FOUND), ""))

    def _is_of_the_matter(self, turn: ChatTurn) -> bool:
        """Whether the matter at hand is likelier meant than all else together, though the rules answer with no procedure."""
        return outweighs(self._matters.weighed(turn), (turn.topic, turn.twin)) and not is_settled(turn.parsed)

    def _told(self, meant: Sequence[MeantMatter], turn: ChatTurn, ruled: Answer, *, begins: bool) -> tuple[Answer, bool]:
        """The answer about the first of what is `meant`, with what else is likely beside it; and whether that begins anew."""
        choices = choices_by_code(self._index, self._strangers.offered(meant, turn), turn.scored)
        if not (code := meant[0].code):
            return Unanswered(UnansweredReason.NOT_FOUND, nearest=choices[:NEAREST], is_aside=True), False
        first = shown(ruled)
        if first is None or code != turn.ruled:
            first, begins = self._about(code, turn)
        if len(choices) < 2:
            return first, begins
        return Ambiguous(choices[:MOST_CHOICES], first, self._as_likely(meant, turn)), begins

    def _as_likely(self, meant: Sequence[MeantMatter], turn: ChatTurn) -> Answered | None:
        """The answer about what is nearly as likely `meant` as the first, or about the other of two of which nobody has chosen, where no
        word of `turn` does; None where nothing is."""
        pair = {turn.topic, turn.twin} if turn.twin and not turn.parsed.content else set()
        other = next(iter(pair - {meant[0].code}), "") if meant[0].code in pair else ""
        code = other or self._strangers.as_well(meant, turn)
        return self._about(code, turn)[0] if code else None

    def _goes_over(self, turn: ChatTurn) -> bool:
        """Whether a message says that it is about something else now ("thế còn kết hôn thì …"), and names what the rules answer."""
        return bool(GOES_OVER.match(turn.question)) and turn.ruled != turn.topic and self._matters.named(turn) == turn.ruled

    def _about(self, code: str, turn: ChatTurn) -> tuple[Answered, bool]:
        """The answer to `turn` about the procedure `code`, and whether that begins anew."""
        if code != turn.topic and code not in turn.before and (alone := shown(self._alone(turn.question))) and code_of(alone) == code:
            return alone, True
        return self._part_of(code, turn), code != turn.topic

    def _part_of(self, code: str, turn: ChatTurn) -> Answered:
        """The part of the procedure `code` that is asked for; where none is, of one that was talked about the one that says most of it."""
        is_talked_about = code == turn.topic or code in turn.before
        asks_for_a_part = turn.parsed.aspect not in (None, Part.SUMMARY)
        nearest = None
        if is_talked_about and turn.parsed.content and not asks_for_a_part:
            nearest = self._thread.nearest_part(turn.own, code)
        if found := nearest or self._thread.part_of(code, turn.parsed, Rule.WEIGHED):
            return found
        raise KeyError(code)


def in_order(meant: Sequence[MeantMatter], ruled: str) -> list[MeantMatter]:
    """What may be `meant`, the likeliest first; before it what the rules answer, where hardly more speaks for another."""
    stands = [matter for matter in meant if matter.code == ruled and meant[0].share < OVERRULED * matter.share]
    return [*stands, *(matter for matter in meant if matter not in stands)]


def outweighs(meant: Sequence[MeantMatter], at_hand: Container[str]) -> bool:
    """Whether one `at_hand` is likelier than all else that may be `meant` together."""
    return bool(meant[0].code) and meant[0].code in at_hand and meant[0].share >= MORE_THAN_ALL


def is_settled(parsed: ParsedQuery) -> bool:
    """Whether a message says in so many words which matter it means: "quay lại cái lúc nãy" and no more, "thủ tục này" without a denial."""
    if parsed.returns and not parsed.content:
        return True
    return parsed.points and not (parsed.denies or parsed.corrects)


def is_document(ruled: Answer, taught: Container[str]) -> bool:
    """Whether the rules answer with a document or an FAQ entry for what it scores, and not one that staff `taught`."""
    first = shown(ruled)
    if first is None or isinstance(first.record, Procedure):
        return False
    return first.rule is Rule.DOCUMENT and first.record.record_id not in taught


def may_be_another(ruled: Answer) -> bool:
    """Whether what the rules answer may be looked at again: a procedure that no SETTLED rule names, or that nothing was found."""
    if isinstance(ruled, Unanswered):
        return ruled.why is UnansweredReason.NOT_FOUND
    first = shown(ruled)
    return first is not None and isinstance(first.record, Procedure) and first.rule not in SETTLED
