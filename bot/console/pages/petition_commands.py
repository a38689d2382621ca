"""What each form of a petition's page asks the desk to do, and by which sentence its outcome is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from bot.console.request import FormError, RequestContext
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.outcome import NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import PetitionKind, PetitionState
from bot.petitions.rules.transitions import Transition

SEND = "send"  # sign and send at once

ANSWERING: frozenset[str] = frozenset(
    {Transition.ANSWER, Transition.DRAFT, Transition.APPROVE, SEND}
)  # what the form of the answer may be sent as
CORRECTING: frozenset[str] = frozenset({Transition.CORRECT, Transition.REVISE})  # and that of the answer's correction
SAID: Mapping[str, str] = {
    Transition.UNPUBLISH: "hidden",
    Transition.DRAFT: "drafted",
    Transition.APPROVE: "signed",
    Transition.PROPOSE_ASK: "proposed_ask",
    Transition.PROPOSE_REJECT: "proposed_reject",
    Transition.REVISE: "revised",
    Transition.CORRECT: "corrected",
    Transition.FORWARD: "forwarded",
    Transition.MERGE: "merged",
    Transition.PUBLISH: "published",
    Transition.ASK: "asked",
    Transition.NOTE: "noted",
    Transition.APOLOGISE: "apologised",
}
"""The sentence after an action; "done" after the others."""
SIGNATURES = frozenset({Transition.DRAFT, Transition.REVISE, Transition.PROPOSE_ASK, Transition.PROPOSE_REJECT})
TO_SENDERS = frozenset({Transition.ANSWER, Transition.CORRECT, Transition.ASK, SEND})
UNTOLD = "untold"  # ends the sentence of what nobody of the staff heard of
FAULTS: Mapping[tuple[str, RefusalReason], str] = {
    (Transition.MERGE, RefusalReason.UNKNOWN): "into",
    (Transition.FORWARD, RefusalReason.NO_SUCH_UNIT): "unit",
    (Transition.FORWARD, RefusalReason.UNIT_OR_AGENCY): "agency",
    (Transition.APOLOGISE, RefusalReason.TOO_LATE): "promised",
    (Transition.LINK, RefusalReason.NO_SUCH_PROCEDURE): "procedure",
}
"""Which field is to be mended, where an action is refused for a reason; what it wants is in the wording by its name."""

Act = Callable[[OfficerDesk, RequestContext, int, int | None], Outcome]
"""The desk, the visit, the petition's number, and the version that the page showed."""


def assign(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    return desk.assign(visit.staff, number, _officer(visit), visit.at, version, is_sure=_is_sure(visit))


def reassign(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    return desk.reassign(visit.staff, number, _officer(visit), visit.form.text("text"), visit.at, version, is_sure=_is_sure(visit))


def forward(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    form = visit.form
    unit, agency, reason = form.number("unit"), form.text("agency"), form.text("text")
    return desk.forward(visit.staff, number, unit, agency, reason, visit.at, version, is_sure=_is_sure(visit))


def merge(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    return desk.merge(visit.staff, number, visit.form.text("into"), visit.at, version, read=visit.form.text("outlook"))


def link(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    return desk.link(visit.staff, number, visit.form.text("procedure"), visit.at, version)


def reclassify(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    """Raises FormError for a kind that there is not."""
    if visit.form.text("kind") not in set(PetitionKind):
        raise FormError("kind")
    return desk.reclassify(visit.staff, number, PetitionKind(visit.form.text("kind")), visit.at, version)


def publish(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    return desk.publish(visit.staff, number, visit.form.text("content"), visit.form.text("answer"), visit.at, version)


def apologise(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    promised = visit.form.day("promised")
    if promised is None:
        return NotDone(RefusalReason.TOO_LATE)
    return desk.apologise(visit.staff, number, promised, visit.form.text("text"), visit.at, version)


def approve(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None, *, sends: bool = False) -> Outcome:
    """What stands in the box is what is signed, also where the leader has changed it there."""
    if not visit.form.text("text"):
        return NotDone(RefusalReason.NO_REASON)
    return desk.approve(visit.staff, number, visit.at, version, text=visit.form.text("text"), read=_read(visit), sends=sends)


def correct(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    """What stands in the box is what is sent: an empty one sends nothing."""
    if not visit.form.text("text"):
        return NotDone(RefusalReason.NO_REASON)
    return desk.correct(visit.staff, number, visit.form.text("text"), visit.at, version, read=_read(visit))


def sign_and_send(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    """Signed as `approve` does, and sent with the same press."""
    signed = approve(desk, visit, number, version, sends=True)
    if isinstance(signed, NotDone) or signed.petition.state is not PetitionState.APPROVED:
        return signed
    return desk.answer(visit.staff, number, "", visit.at, shown=signed.petition.draft_mark)


def answer(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    return desk.answer(visit.staff, number, visit.form.text("text"), visit.at, version, read=_read(visit))


def reject(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    return desk.reject(visit.staff, number, visit.form.text("text"), visit.at, version, read=_read(visit))


def propose(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None, move: Transition) -> Outcome:
    return desk.propose(visit.staff, number, move, visit.form.text("text"), visit.at, version)


ACTS: Mapping[str, Act] = {
    SEND: sign_and_send,
    Transition.REVISE: lambda desk, visit, number, version: desk.revise(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.CORRECT: correct,
    Transition.KEEP: lambda desk, visit, number, version: desk.keep(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.ASSIGN: assign,
    Transition.REASSIGN: reassign,
    Transition.FORWARD: forward,
    Transition.MERGE: merge,
    Transition.LINK: link,
    Transition.SORT: lambda desk, visit, number, version: desk.sort(visit.staff, number, visit.form.text("topic"), visit.at, version),
    Transition.RECLASSIFY: reclassify,
    Transition.PUBLISH: publish,
    Transition.UNPUBLISH: lambda desk, visit, number, version: desk.unpublish(visit.staff, number, visit.at, version),
    Transition.APOLOGISE: apologise,
    Transition.NOTE: lambda desk, visit, number, version: desk.note(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.ASK: lambda desk, visit, number, version: desk.ask(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.ADD: lambda desk, visit, number, version: desk.add(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.DRAFT: lambda desk, visit, number, version: desk.draft(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.RETURN: lambda desk, visit, number, version: desk.send_back(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.ANSWER: answer,
    Transition.REJECT: reject,
    Transition.PROPOSE_ASK: lambda desk, visit, number, version: propose(desk, visit, number, version, Transition.PROPOSE_ASK),
    Transition.PROPOSE_REJECT: lambda desk, visit, number, version: propose(desk, visit, number, version, Transition.PROPOSE_REJECT),
    Transition.CLAIM: lambda desk, visit, number, version: desk.claim(visit.staff, number, visit.at, version, is_sure=_is_sure(visit)),
    Transition.BEGIN: lambda desk, visit, number, version: desk.begin(visit.staff, number, visit.at, version),
    Transition.APPROVE: approve,
    Transition.CLOSE: lambda desk, visit, number, version: desk.close(visit.staff, number, visit.at, version),
    Transition.UNMERGE: lambda desk, visit, number, version: desk.unmerge(visit.staff, number, visit.at, version),
}
"""The last piece of the form's address → what it does; the moves of citizens are in no form of staff."""


def _officer(visit: RequestContext) -> int:
    """Raises FormError where nobody was chosen."""
    number = visit.form.number("officer")
    if number is None:
        raise FormError("officer")
    return number


def _read(visit: RequestContext) -> str:
    """The mark of what stood on the page for who sent the petitions merged into this one."""
    return visit.form.text("shared")


def _is_sure(visit: RequestContext) -> bool:
    """Whether they said that it may go to whom it is about."""
    return visit.form.text("sure") == "1"


def is_offered(move: str, may: Collection[Transition]) -> bool:
    """Whether what was typed for `move` stands in a box of the page."""
    return bool({Transition.ANSWER, Transition.DRAFT} & set(may)) if move == Transition.ANSWER else has_form(move, may)


def has_form(action: str, may: Collection[Transition]) -> bool:
    """Whether the page has a form that is sent as `action`."""
    group: frozenset[str] = next((each for each in (ANSWERING, CORRECTING) if action in each), frozenset({action}))
    return bool(group & set(may))
