"""What each form of a petition's page asks the desk to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.console.request import FormError, RequestContext
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.outcome import Done, NotDone, Outcome, RefusalReason
from bot.petitions.rules.transitions import Transition

SEND = "send"  # sign and send at once

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
    return desk.merge(visit.staff, number, visit.form.text("into"), visit.at, version)


def link(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    return desk.link(visit.staff, number, visit.form.text("procedure"), visit.at, version)


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
    return desk.approve(visit.staff, number, visit.at, version, text=visit.form.text("text"), sends=sends)


def correct(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    """What stands in the box is what is sent: an empty one sends nothing."""
    if not visit.form.text("text"):
        return NotDone(RefusalReason.NO_REASON)
    return desk.correct(visit.staff, number, visit.form.text("text"), visit.at, version)


def sign_and_send(desk: OfficerDesk, visit: RequestContext, number: int, version: int | None) -> Outcome:
    """Signed as `approve` does, and sent with the same press."""
    signed = approve(desk, visit, number, version, sends=True)
    return desk.answer(visit.staff, number, "", visit.at, shown=signed.petition.draft_mark) if isinstance(signed, Done) else signed


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
    Transition.PUBLISH: publish,
    Transition.UNPUBLISH: lambda desk, visit, number, version: desk.unpublish(visit.staff, number, visit.at, version),
    Transition.APOLOGISE: apologise,
    Transition.NOTE: lambda desk, visit, number, version: desk.note(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.ASK: lambda desk, visit, number, version: desk.ask(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.ADD: lambda desk, visit, number, version: desk.add(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.DRAFT: lambda desk, visit, number, version: desk.draft(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.RETURN: lambda desk, visit, number, version: desk.send_back(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.ANSWER: lambda desk, visit, number, version: desk.answer(visit.staff, number, visit.form.text("text"), visit.at, version),
    Transition.REJECT: lambda desk, visit, number, version: desk.reject(visit.staff, number, visit.form.text("text"), visit.at, version),
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


def _is_sure(visit: RequestContext) -> bool:
    """Whether they said that it may go to whom it is about."""
    return visit.form.text("sure") == "1"
