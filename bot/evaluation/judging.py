"""What a turn was worth, and the figures of many."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.evaluation.holding import HeardTurn
from bot.evaluation.labels import OR, LabelledConversation, TurnKind
from knowledge.texts.text import one_line

VERDICTS = ("outright", "offered", "wrong", "said", "fits", "silent")
CALLS = re.compile(r"[^\n]*\b1\d\d\b")  # an emergency's number stands in the first line


@dataclass(frozen=True, slots=True)
class TurnVerdict:
    """Of one turn; None where the turn does not ask for it. `outright`: the reply answers about a right procedure, be it the second of two
    that may be meant; `offered`: it does, or one is on a button; `wrong`: it answers about another, and no right one is on a button beside
    a way out; `said`: all facts are in what was shown; `fits`: the part shown is one asked for; `silent`: no procedure was answered where
    none may be, an emergency was told its number, a complaint found the petition window."""

    heard: HeardTurn
    outright: bool | None = None
    offered: bool | None = None
    wrong: bool | None = None
    said: bool | None = None
    fits: bool | None = None
    silent: bool | None = None

    @property
    def is_faultless(self) -> bool:
        return self.offered is not False and self.said is not False and self.silent is not False


@dataclass(frozen=True, slots=True)
class JudgedRates:
    """Rates, each over the turns that ask for it; None where none does. `n`: turns."""

    n: int
    outright: float | None
    offered: float | None
    wrong: float | None
    said: float | None
    fits: float | None
    silent: float | None


def judged(heard: HeardTurn) -> TurnVerdict:
    """The verdict on one turn."""
    turn = heard.turn
    if not (turn.codes or turn.needs):
        return TurnVerdict(heard, silent=_keeps_silent(heard))
    told = heard.answered.code if heard.answered else ""
    on_buttons = {shown.code for shown, _ in heard.offered}
    is_right = heard.right is not None
    needs = turn.needs or (turn.codes,)
    is_offered = all({told, *on_buttons} & set(need) for need in needs)
    shown = heard.right or heard.pressed
    text = f"{heard.text}\n{heard.pressed_text}"
    return TurnVerdict(
        heard,
        outright=is_right or (turn.ask_ok and not told and is_offered),
        offered=is_offered,
        wrong=bool(told) and not is_right and not (heard.has_exit and on_buttons & set(turn.codes)),
        said=all(says(text, fact) for fact in turn.must_say) if turn.must_say else None,
        fits=bool(shown and shown.part in turn.parts) if turn.parts and shown else None,
    )


def _keeps_silent(heard: HeardTurn) -> bool:
    match heard.turn.kind:
        case TurnKind.EMERGENCY:
            return bool(CALLS.match(heard.text))
        case TurnKind.PETITION:
            return heard.opens_petition
        case _:
            return heard.answered is None


def says(text: str, fact: str) -> bool:
    """Whether `text` says one of the wordings of `fact`; the digits of a number touch no other digits."""
    said = one_line(text).casefold()
    return any(_wording(one_line(wording).casefold()).search(said) for wording in fact.split(OR) if wording.strip())


@cache
def _wording(wording: str) -> re.Pattern[str]:
    before = r"(?<!\d)" if wording[0].isdigit() else ""
    behind = r"(?!\d)" if wording[-1].isdigit() else ""
    return re.compile(f"{before}{re.escape(wording)}{behind}")


def figures(verdicts: Sequence[TurnVerdict]) -> JudgedRates:
    """Sum up."""

    def rate(of: Callable[[TurnVerdict], bool | None]) -> float | None:
        found = [value for verdict in verdicts if (value := of(verdict)) is not None]
        return sum(found) / len(found) if found else None

    return JudgedRates(
        len(verdicts),
        rate(lambda each: each.outright),
        rate(lambda each: each.offered),
        rate(lambda each: each.wrong),
        rate(lambda each: each.said),
        rate(lambda each: each.fits),
        rate(lambda each: each.silent),
    )


def grouped(pairs: Iterable[tuple[LabelledConversation, Sequence[TurnVerdict]]]) -> Mapping[str, JudgedRates]:
    """The figures of all turns, then of each kind and each style, in order of first appearance."""
    found: dict[str, list[TurnVerdict]] = {"all": []}
    for conversation, verdicts in pairs:
        for verdict in verdicts:
            for group in ("all", verdict.heard.turn.kind, f"style: {conversation.style}"):
                found.setdefault(group, []).append(verdict)
    return {group: figures(verdicts) for group, verdicts in sorted(found.items(), key=lambda pair: ("style" in pair[0], pair[0] != "all"))}


def told(conversation: str, number: int, verdict: TurnVerdict) -> dict[str, object]:
    """One turn to be read by a person: what was said, what was heard, and the verdict."""
    heard = verdict.heard
    return {
        "id": conversation,
        "turn": number,
        "kind": heard.turn.kind,
        "text": heard.turn.text,
        "codes": heard.turn.codes,
        "answered": heard.answered and [heard.answered.code, heard.answered.part],
        "second": heard.second and [heard.second.code, heard.second.part],
        "offered": [[shown.code, shown.part] for shown, _ in heard.offered],
        "verdict": {name: value for name in VERDICTS if (value := getattr(verdict, name)) is not None},
        "reply": heard.text,
        "pressed": heard.pressed_text,
    }
