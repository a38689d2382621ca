"""What has nothing to do with a talk: a procedure of another field that was never talked about, and that a message hardly names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answers.decisions.matters import ChatTurn, Matters, MeantMatter
from bot.answers.rules.case_facts import clauses_in, only_tells, wishes
from bot.answers.turn.followup import NAMED, UNMISTAKABLE
from indexer.passages import Kind
from indexer.ranking.search import Index

AS_LIKELY = 0.5
"""Times the share of what is most likely meant, from which another matter is answered under it: of two so near the first is right in
half of all cases, one of the two in four of five."""
BESIDE = 0.06  # times the share of what is most likely meant, from which another matter stands beside it …
STRANGER_BESIDE = 0.15
"""… and a stranger to the talk: of 237 buttons that were less likely one was needed."""


class Strangers:
    """Reads one index; holds no state."""

    def __init__(self, index: Index, matters: Matters) -> None:
        self._index = index
        self._matters = matters

    def kept(self, meant: Sequence[MeantMatter], turn: ChatTurn) -> list[MeantMatter]:
        """What may be `meant`, first the matter at hand where the likeliest is a stranger that `turn` hardly names and does not wish for:
        where the matter at hand is nearly as likely, or the message only tells of a case, which asks for nothing else."""
        first = meant[0]
        at_hand = next((matter for matter in meant if matter.code and matter.code in (turn.topic, turn.twin)), None)
        if at_hand is None or turn.understood.denies or turn.understood.corrects or self._wishes(turn):
            return list(meant)
        if first.code == turn.twin and not turn.understood.content:  # nobody has chosen: in the order in which the two were told
            return sorted(meant, key=lambda matter: matter.code != turn.topic)
        is_asked = not self._only_tells(turn)
        stays = self._is_apart(first.code, turn, UNMISTAKABLE) and not (is_asked and at_hand.share < AS_LIKELY * first.share)
        return [at_hand, *(matter for matter in meant if matter is not at_hand)] if stays else list(meant)

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
        if turn.understood.denies or turn.understood.corrects or self._wishes(turn) or not self._is_apart(code, turn, NAMED):
            return False
        return all(hit.record_id != code for hit in self._index.rank(turn.own, 1, (Kind.PROCEDURE,), explained=0))

    def _is_apart(self, code: str, turn: ChatTurn, least: float) -> bool:
        """Whether the procedure `code` is a stranger to the talk, and `turn` names it by less than `least`."""
        return self._matters.is_stranger(code, turn) and self._matters.told_of(code, turn) < least

    def _wishes(self, turn: ChatTurn) -> bool:
        return wishes(self._index.spelled(turn.question))

    def _only_tells(self, turn: ChatTurn) -> bool:
        understood = turn.understood
        if understood.aspect or understood.fact or understood.intent or understood.returns or understood.goes_on:
            return False
        return only_tells(turn.question, [self._index.spelled(clause) for clause in clauses_in(turn.question)])


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
