"""Which acts of officers need words, whose words a citizen reads, and what is done once they are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from bot.messages import ChatId
from bot.people.staff import Staff
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.notices.letters import slot_of
from bot.petitions.rules.moves import UNSIGNED
from bot.petitions.rules.outcome import NotDone, Outcome, RefusalReason
from bot.petitions.rules.texts.promised_day import promised_day
from bot.petitions.rules.transitions import RULES, Transition
from bot.petitions.rules.workdays import Workdays
from bot.petitions.windows.unsent import PARKED

TEXTS = frozenset(
    {"ask", "answer", "draft", "reject", "note", "return", "apologise", "correct", "revise", "keep", "propose_ask", "propose_reject"}
)
"""What needs words: the next message of that person gives them."""
TO_CITIZENS = frozenset({"ask", "answer", "reject", "forward", "agency", "apologise", "correct"})
"""Whose words a citizen reads: in a private chat they are shown once more before they go."""
SIGNED = frozenset({"approve", "send", "return", "fix", "keep"})
"""What is decided about a draft: the button says which one stood above it."""
SIGNED_FIRST: Mapping[str, tuple[Transition, str]] = {
    "answer": (Transition.ANSWER, "draft"),
    "ask": (Transition.ASK, "propose_ask"),
    "reject": (Transition.REJECT, "propose_reject"),
}
"""What is proposed in the place of what a unit with a leader who signs lets nobody else do."""
HEARD_TOO = frozenset({"answer", "correct", "reject"})
"""What who sent the petitions merged into it is told too."""
SURE = "sure"  # the end of an action that was asked twice
OLD = "-"  # the mark of a button of before there were marks: no draft has it

PROMISED_DAYS = 5  # working days of a new date given in one tap


def promised_by(clock: Workdays, due: datetime, at: datetime, text: str = "") -> datetime:
    """The closing of the day that `text` names; else PROMISED_DAYS working days from now, or where the answer is not owed yet, from
    when it is."""
    if named := promised_day(text, clock.local(at).date()):
        return clock.closing(named)
    day = clock.local(max(due, at)).date()
    for _ in range(PROMISED_DAYS):
        day = clock.after(day)
    return clock.closing(day)


def written(desk: OfficerDesk, staff: Staff, talk: Mapping[str, object], new_day: Callable[[datetime], date], at: datetime) -> Outcome:
    """Do with a petition what `talk` wants, with the words that it holds. `new_day`: the new day of an answer that was owed by then."""
    number, verb, text = number_of(talk), str(talk.get("wants")), str(talk.get("text", ""))
    agency, _, reason = text.partition("\n")
    is_sure, read = bool(talk.get("sure")), str(talk.get("read", ""))
    deeds: dict[str, Callable[[], Outcome]] = {
        "ask": lambda: desk.ask(staff, number, text, at),
        "answer": lambda: desk.answer(staff, number, text, at, read=read),
        "draft": lambda: desk.draft(staff, number, text, at),
        "correct": lambda: desk.correct(staff, number, text, at, read=read),
        "propose_ask": lambda: desk.propose(staff, number, Transition.PROPOSE_ASK, text, at),
        "propose_reject": lambda: desk.propose(staff, number, Transition.PROPOSE_REJECT, text, at),
        "revise": lambda: desk.revise(staff, number, text, at),
        "keep": lambda: desk.keep(staff, number, text, at, shown=str(talk.get("shown") or OLD)),
        "reject": lambda: desk.reject(staff, number, text, at, read=read),
        "note": lambda: desk.note(staff, number, text, at),
        "return": lambda: desk.send_back(staff, number, text, at, shown=str(talk.get("shown") or OLD)),
        "reassign": lambda: desk.reassign(staff, number, int(str(talk.get("officer"))), text, at, is_sure=is_sure),
        "forward": lambda: desk.forward(staff, number, int(str(talk.get("unit"))), "", text, at, is_sure=is_sure),
        "agency": lambda: desk.forward(staff, number, None, agency, reason or agency, at),
        "apologise": lambda: _apologised(desk, staff, number, text, new_day, at),
    }
    return deeds[verb]() if verb in deeds else NotDone(RefusalReason.NOT_NOW)


def _apologised(desk: OfficerDesk, staff: Staff, number: int, text: str, promised: Callable[[datetime], date], at: datetime) -> Outcome:
    seen = desk.see(staff, number, at)
    return seen if isinstance(seen, NotDone) else desk.apologise(staff, number, promised(seen.file.petition.due), text, at)


def in_place_of(verb: str, seen: SeenPetition) -> str:
    """`verb`, or the proposal that is made in its place where the unit wants a signature: it was pressed below a card, which is for
    everybody the same, or before the unit wanted signatures."""
    at_once, proposal = SIGNED_FIRST.get(verb, (None, verb))
    is_signed_first = at_once is not None and at_once not in seen.may and Transition(proposal) in seen.may
    return proposal if is_signed_first else verb


def refused(verb: str, seen: SeenPetition) -> NotDone | None:
    """Why no words are asked for; None where they are."""
    move = {"return": Transition.RETURN, "agency": Transition.FORWARD}.get(verb) or Transition(verb)
    if move in seen.may:
        return None
    is_unsigned = move in UNSIGNED and Transition.DRAFT in seen.may  # theirs, but for the signature
    why = RefusalReason.NEEDS_LEADER if is_unsigned else RefusalReason.NOT_YOURS
    return NotDone(why if seen.file.petition.state in RULES[move].begins else RefusalReason.NOT_NOW)


def is_for(talk: Mapping[str, object], chat: ChatId, slot: str) -> bool:
    """Whether words in `chat`, a reply to the message in `slot` ("" to none), are those that `talk` waits for."""
    is_wanting = ("wants" in talk or "text" not in talk) and not talk.get(PARKED)
    return is_wanting and talk.get("chat") == str(chat) and slot in ("", slot_of(number_of(talk)))


def number_of(talk: Mapping[str, object]) -> int:
    """Of which petition."""
    return int(str(talk.get("petition")))
