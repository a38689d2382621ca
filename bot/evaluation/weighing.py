"""How much each thing that speaks for a matter weighs, fitted to labelled conversations: a conditional logit (McFadden, 1974)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answers.decisions.matters import MeantMatter
from bot.evaluation.holding import BEGINNING, BETWEEN, CHANNEL, Venue, said
from bot.evaluation.labels import LabelledConversation, LabelledTurn, TurnKind
from bot.messages import ChatId
from bot.people.chats import Conversation

BEGUN = 4  # beginnings of other conversations that each is followed by: people change the subject without a word
PRIOR = 2.0  # how strongly each weight is held near 0: what seldom speaks weighs little (ridge)
STEPS = 15  # of Newton's method; ten reach the bottom
LONGEST_STEP = 3.0  # of any weight in one step: the first ones overshoot

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelledChoice:
    """What one turn may have meant, and the codes that are right; "" where no procedure is."""

    text: str
    matters: Sequence[MeantMatter]
    right: frozenset[str]

    @property
    def is_right(self) -> bool:
        """Whether that for which most speaks is right."""
        return self.matters[0].code in self.right

    @property
    def is_open(self) -> bool:
        """Whether what is right is among what may be meant."""
        return any(matter.code in self.right for matter in self.matters)


def choices(
    venue: Venue, meant: Callable[[str, Conversation], Sequence[MeantMatter]], conversations: Iterable[LabelledConversation]
) -> Iterator[LabelledChoice]:
    """What each turn may mean that comes while something is talked about, in the state in which the product then is; and what it
    begins with where others were begun just before."""
    held = list(conversations)
    for place, conversation in enumerate(held):
        yield from _begun(meant, conversation.turns[0], [other.turns[0] for other in (*held[place + 1 :], *held[:place])][:BEGUN])
        chat, at = ChatId(CHANNEL, conversation.id), BEGINNING
        for turn in conversation.turns:
            at += BETWEEN
            if _is_judged(turn) and (matters := meant(turn.text, venue.talked(chat, at))):
                yield LabelledChoice(turn.text, matters, frozenset(turn.codes or [""]))
            said(venue, chat, at, turn)


def _begun(
    meant: Callable[[str, Conversation], Sequence[MeantMatter]], turn: LabelledTurn, others: Sequence[LabelledTurn]
) -> Iterator[LabelledChoice]:
    for other in others:
        is_apart = bool(other.codes) and not set(other.codes) & set(turn.codes)
        if is_apart and _is_judged(turn) and (matters := meant(turn.text, Conversation((other.text,), other.codes[0]))):
            yield LabelledChoice(turn.text, matters, frozenset(turn.codes or [""]))


def _is_judged(turn: LabelledTurn) -> bool:
    """Whether one matter is right, or none: complaints, small talk and alarms are heard before."""
    return not turn.needs and (bool(turn.codes) or turn.kind is TurnKind.FOREIGN)


def fitted(files: Sequence[Sequence[LabelledChoice]], names: Sequence[str]) -> dict[str, float]:
    """The weight of each of `names` under which what is right in `files` is likeliest, each file counting as much as another however long
    it is; a turn of which what is right is not among what it may mean says nothing."""
    kept = [[choice for choice in found if choice.is_open] for found in files]
    speaks, is_there, right = _tables([choice for found in kept for choice in found], names)
    total = sum(map(len, kept))
    counts = np.array([total / (len(kept) * len(found)) for found in kept for _ in found])[:, None]
    weights = np.zeros(len(names))
    flat = speaks.reshape(-1, len(names))
    for _ in range(STEPS):
        likely = _likely(speaks @ weights, is_there)
        gradient = (counts * (right - likely)).reshape(-1) @ flat - PRIOR * weights
        mean = np.einsum("ck,ckn->cn", likely, speaks)
        curvature = (flat * (counts * likely).reshape(-1, 1)).T @ flat - (counts * mean).T @ mean + PRIOR * np.eye(len(names))
        step = np.linalg.solve(curvature, gradient)
        weights += step * min(1.0, LONGEST_STEP / float(np.abs(step).max()))
    return dict(zip(names, weights.tolist(), strict=True))


def _tables(found: Sequence[LabelledChoice], names: Sequence[str]) -> tuple[Floats, npt.NDArray[np.bool_], Floats]:
    """Of each turn and each that it may mean: what speaks for it (turns × most matters × names), whether it is there, and whether it is
    right, as shares."""
    widest = max((len(choice.matters) for choice in found), default=0)
    speaks = np.zeros((len(found), widest, len(names)))
    is_there, right = np.zeros((len(found), widest), bool), np.zeros((len(found), widest))
    for row, choice in enumerate(found):
        for column, matter in enumerate(choice.matters):
            speaks[row, column] = [matter.speaks.get(name, 0.0) for name in names]
            is_there[row, column], right[row, column] = True, matter.code in choice.right
    return speaks, is_there, right / right.sum(axis=1, keepdims=True)


def _likely(weights: Floats, is_there: npt.NDArray[np.bool_]) -> Floats:
    weights = np.where(is_there, weights, -np.inf)
    powers = np.exp(weights - weights.max(axis=1, keepdims=True))
    likely: Floats = powers / powers.sum(axis=1, keepdims=True)
    return likely
