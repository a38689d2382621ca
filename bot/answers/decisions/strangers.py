"""What has nothing to do with a talk: a procedure of another field that was never talked about, and that a message hardly names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answers.case.case_facts import clauses_in, only_tells, tells_of_own_life, wishes
from bot.answers.decisions.matters import ChatTurn, Matters, MeantMatter
from bot.answers.turn.followup import NAMED, UNMISTAKABLE
from indexer.passages import Kind
from indexer.ranking.search import Index

AS_LIKELY = 0.5
"""Times the share of what is most likely meant, from which another matter is answered under it: of two so near the first is right in
half of all cases, one of the two in four of five."""
NAMED_AS_MUCH = 1.5
"""Times as much as a stranger is named, from which share of its own the matter at hand stays; AS_LIKELY is always enough."""
TELLS = 0.1  # times the share of what is most likely meant, from which who only tells of a case tells it of the matter at hand
BESIDE = 0.06  # times the share of what is most likely meant, from which another matter stands beside it …
STRANGER_BESIDE = 0.15
"""… and a stranger to the talk: of 237 buttons that were less likely one was needed."""


class Strangers:
    """Reads one index; holds no state."""

    def __init__(self, index: Index, matters: Matters) -> None:
        self._index = index
        self._matters = matters

    def kept(self, meant: Sequence[MeantMatter], turn: ChatTurn) -> list[MeantMatter]:
        """What may be `meant`, first the matter at hand where the likeliest does not call for leaving it (`_stays`); never where `turn`
        wishes for something, or puts something right."""
        first = meant[0]
        at_hand = next((matter for matter in meant if matter.code and matter.code in (turn.topic, turn.twin)), None)
        if at_hand is None or turn.parsed.denies or turn.parsed.corrects or self._wishes(turn):
            return list(meant)
        if first.code == turn.twin and not turn.parsed.content:  # nobody has chosen: in the order in which the two were told
            return sorted(meant, key=lambda matter: matter.code != turn.topic)
        is_another = first.code not in ("", at_hand.code)
        if not (is_another and self._stays(at_hand.share / first.share, first.code, turn)):
            return list(meant)
        return [at_hand, *(matter for matter in meant if matter is not at_hand)]

    def _stays(self, likely: float, code: str, turn: ChatTurn) -> bool:
        """Whether `turn` stays with the matter at hand, which is so many times as `likely` meant as the procedure `code`."""
        told, is_stranger, only_tells = self._matters.told_of_others(turn), self._matters.is_stranger(code, turn), self._only_tells(turn)
        if only_tells and likely >= TELLS and tells_of_own_life(self._index.spelled(turn.question)):
            return True
        return stays(likely, told, is_stranger=is_stranger, only_tells=only_tells)

    def offered(self, meant: Sequence[MeantMatter], turn: ChatTurn) -> list[str]:
        """The codes of what may be `meant`: the first, and what stands beside it; what is akin to the first is no stranger there."""
        first = meant[0].code
        return likely(meant, lambda code: not self._matters.is_akin(code, first) and self._is_uncalled(code, turn))

    def as_well(self, meant: Sequence[MeantMatter], turn: ChatTurn) -> str:
        """The code of what is answered under the first; under the matter at hand nothing for which nobody called."""
        code, is_of_talk = as_likely(meant, self._index.is_guided), meant[0].code in (turn.topic, turn.twin)
        return "" if is_of_talk and self._is_uncalled(code, turn) else code

    def _is_uncalled(self, code: str, turn: ChatTurn) -> bool:
        """Whether the procedure `code` is a stranger that `turn` hardly names, wishes for or may put right, nor is most like by itself."""
        if turn.parsed.denies or turn.parsed.corrects or self._wishes(turn) or not self._is_apart(code, turn, NAMED):
            return False
        return all(hit.record_id != code for hit in self._index.rank(turn.own, 1, (Kind.PROCEDURE,), explained=0))

    def _is_apart(self, code: str, turn: ChatTurn, least: float) -> bool:
        """Whether the procedure `code` is a stranger to the talk, and `turn` names it by less than `least`."""
        return self._matters.is_stranger(code, turn) and self._matters.told_of(code, turn) < least

    def _wishes(self, turn: ChatTurn) -> bool:
        return wishes(self._index.spelled(turn.question))

    def _only_tells(self, turn: ChatTurn) -> bool:
        parsed = turn.parsed
        if parsed.aspect or parsed.fact or parsed.intent or parsed.returns or parsed.goes_on:
            return False
        return only_tells(turn.question, [self._index.spelled(clause) for clause in clauses_in(turn.question)])


def stays(likely: float, told: float, *, is_stranger: bool, only_tells: bool) -> bool:
    """Whether a message stays with the matter at hand, which is so many times as `likely` meant as another procedure, perhaps a stranger,
    and where others are `told` of so much: who `only_tells` of a case nearly always does; who asks leaves for a stranger as it is named;
    what is named unmistakably is meant."""
    if told >= UNMISTAKABLE:
        return False
    return is_stranger or likely >= TELLS if only_tells else is_stranger and likely >= min(AS_LIKELY, NAMED_AS_MUCH * told)


def likely(meant: Sequence[MeantMatter], is_stranger: Callable[[str], bool] = lambda _: False) -> list[str]:
    """The codes of what may be `meant`, in this order: the first and what stands beside it, a stranger where it is likelier."""
    most = max(matter.share for matter in meant)
    first, *others = meant
    beside = [matter for matter in others if matter.share >= (STRANGER_BESIDE if is_stranger(matter.code) else BESIDE) * most]
    return [matter.code for matter in (first, *beside) if matter.code]


def as_likely(meant: Sequence[MeantMatter], is_guided: Callable[[str], bool]) -> str:
    """The code of what is nearly as likely `meant` as the first; "" where nothing of ours is, or a procedure that nobody wrote a guide for:
    of forty such one is meant."""
    first, second = meant[:2]
    return second.code if second.code and is_guided(second.code) and second.share >= AS_LIKELY * first.share else ""
