"""The page of one petition: what it says, what was done, and what this person may do now. Every decision is the desk's."""

from __future__ import annotations

import mimetypes
from collections.abc import Collection, Iterable, Mapping, Sequence
from http import HTTPStatus

from starlette.responses import FileResponse, Response

from bot.console.pages.petition_commands import ACTS, ANSWERING, FAULTS, SAID, SIGNATURES, TO_SENDERS, UNTOLD, has_form, is_offered
from bot.console.request import RequestContext
from bot.console.views import NOT_KEPT, Views
from bot.people.staff import Staff
from bot.people.staff_store import StaffBook
from bot.people.workplace.absence_store import AbsenceBook
from bot.people.workplace.kept_forms import KeptForm
from bot.people.workplace.notice_store import NoticeBook
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.notices.merge_outlook import outlook_lines
from bot.petitions.rules import code
from bot.petitions.rules.command import is_named
from bot.petitions.rules.listing import SimilarPetition
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import TAKEN_DOWN, Event, Petition, PetitionFile, PetitionState, mark_of
from bot.petitions.rules.texts.example import is_exemplary
from bot.petitions.rules.texts.phone import is_phone
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.visibility import is_published
from bot.text.numerals import is_row

SHOWN = frozenset({"image/jpeg", "image/png", "image/webp"})  # shown in the page; whatever else is only downloaded
TABS = (Transition.ANSWER, Transition.ASK, Transition.PROPOSE_ASK, Transition.NOTE)
"""What one writes at the desk, each in a tab of the one composer."""
RARE = (
    *(Transition.REASSIGN, Transition.ADD, Transition.APOLOGISE, Transition.LINK, Transition.SORT, Transition.FORWARD, Transition.CLOSE),
    *(Transition.RECLASSIFY, Transition.MERGE, Transition.UNMERGE, Transition.REJECT, Transition.PROPOSE_REJECT, Transition.UNPUBLISH),
)
"""What is seldom done stands in one menu."""
UNKNOWN = "application/octet-stream"
SANDBOX = "default-src 'none'; style-src 'none'; sandbox"  # a file that turns out to be a page runs nothing


class CasePages:
    """Reads and changes petitions through the desk alone."""

    def __init__(self, desk: OfficerDesk, book: StaffBook, absences: AbsenceBook, notices: NoticeBook, views: Views) -> None:
        self._notices = notices
        self._desk = desk
        self._book = book
        self._absences = absences
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        """The petition; who opens it has read what they were told of it."""
        self._notices.seen(visit.staff.id, f"/kien-nghi/{visit.number}", visit.at)
        return self._shown(visit, visit.number)

    def act(self, visit: RequestContext) -> Response:
        """Do what the form says; what cannot be done is told on the page, with all that was typed."""
        action = str(visit.args["action"])
        act = ACTS.get(action)
        if act is None:
            return self._missing()
        match act(self._desk, visit, visit.number, visit.form.number("version")):
            case NotDone(why=why) if why is not RefusalReason.UNKNOWN or action == Transition.MERGE:
                fault = FAULTS.get((action, why), "text" if why is RefusalReason.NO_REASON and action != Transition.PUBLISH else "")
                notice = self._views.words.petition.faults.get(fault) or self._views.words.refusals[why]
                return self._shown(
                    visit,
                    visit.number,
                    failed=action,
                    fault=fault,
                    notice=notice,
                    unread=why is RefusalReason.SHARED_UNREAD,
                    status=HTTPStatus.CONFLICT,
                )
            case NotDone():
                return self._missing()
            case Done() as done:
                return self._views.go(f"/kien-nghi/{visit.number}", said=self._said(visit, action, done))

    def file(self, visit: RequestContext) -> Response:
        """A file of the petition, only to those who may see it; never as a page."""
        found = self._desk.photo(visit.staff, visit.number, str(visit.args["name"]), visit.at)
        if isinstance(found, NotDone):
            return self._missing()
        path, media_type = found
        is_shown = media_type in SHOWN
        extension = mimetypes.guess_extension(media_type) or ".bin" if is_shown else ".bin"
        disposition = f'{"inline" if is_shown else "attachment"}; filename="kien-nghi-{visit.number}{extension}"'
        headers = {**NOT_KEPT, "Content-Disposition": disposition, "Content-Security-Policy": SANDBOX, "X-Content-Type-Options": "nosniff"}
        return FileResponse(path, media_type=media_type if is_shown else UNKNOWN, headers=headers)

    def _shown(
        self,
        visit: RequestContext,
        number: int,
        *,
        failed: str = "",
        fault: str = "",
        notice: str = "",
        unread: bool = False,
        status: int = HTTPStatus.OK,
    ) -> Response:
        """`failed`: the action that was refused, `fault`: the field that it was for ("": none); what was typed for it stands again in its
        own form alone. `unread`: because who sent the merged ones would read it in words that this person has not seen: they stand here."""
        seen = self._desk.see(visit.staff, number, visit.at)
        if isinstance(seen, NotDone):
            return self._sent_on(visit, number)
        petition = seen.file.petition
        suggested = self._desk.suggested(visit.staff, number) if Transition.PUBLISH in seen.may else ("", "")
        unsent = self._views.unsent(visit.staff.id)
        kept = _of(number, unsent)
        tabs = [tab for tab in TABS if tab in seen.may or (tab is Transition.ANSWER and Transition.DRAFT in seen.may)]
        rare = [move for move in RARE if move in seen.may]
        inserted = self._template(visit, number)
        shared = self._desk.shared(visit.staff, number, visit.form.text("text")) if unread else ""
        draft = petition.draft if not petition.draft_for else ""
        return self._views.page(
            visit,
            "petition.html",
            status,
            kept_forms=unsent,
            seen=seen,
            shared=shared,
            shared_mark=mark_of(shared),
            draft_shared=petition.draft_shared if petition.draft_shared != petition.draft else "",
            may=seen.may,
            p=petition,
            days=self._desk.explain(visit.staff, number, visit.at),
            typed=visit.form,
            failed=failed,
            fault=fault,
            notice_at=f"{failed}-{fault}" if fault and has_form(failed, seen.may) else "",
            left=[form for move, form in kept.items() if not is_offered(move, seen.may)],
            homeless=visit.form.text("text") if failed and not has_form(failed, seen.may) else "",
            notice=notice,
            answer=self._answer(
                visit, failed, kept["answer"].fields.get("text", "") if "answer" in kept else draft, inserted, seen.answers
            ),
            inserted=inserted,
            tabs=tabs,
            tab_open=_tab_open(tabs, failed, kept, petition.draft_for),
            merges=self._merges(visit, number, seen, failed),
            topics=self._views.wording.petitions.topics,
            merging=self._views.wording.petitions.merging,
            merge_typed=code.read(visit.form.text("into")) if failed == Transition.MERGE else "",
            rare=rare,
            rare_kept=any(move in kept for move in rare),
            since={move: self._since(visit, seen.file, form) for move, form in kept.items()},
            following=self._desk.following(visit.staff, number, visit.at),
            is_chosen=bool(visit.query.text("mau") or visit.query.text("tuong-tu")),
            suggested=("", "") if isinstance(suggested, NotDone) else suggested,
            templates=self._desk.templates(visit.staff),
            about=self._about(petition),
            officers=self._officers(visit, petition),
            manned=self._manned(),
            is_outside=petition.state is PetitionState.FORWARDED and bool(petition.agency),
            last_out=_last(seen.file.events, Transition.FORWARD) if petition.agency else 0,
            last_promise=_last(seen.file.events, Transition.APOLOGISE) if petition.promised else 0,
            is_public=is_published(petition),
            is_exemplary=is_exemplary(petition),
            is_taken_down=petition.via in TAKEN_DOWN,
            is_out_of_reach=seen.file.is_out_of_reach,
            may_call=seen.file.contact is not None and is_phone(seen.file.contact.phone),
        )

    def _merges(self, visit: RequestContext, number: int, seen: SeenPetition, failed: str) -> dict[str, tuple[str, tuple[str, ...]]]:
        """What a merge into each of the alike ones, and into the one that was typed, would leave: by its code, the mark and the lines."""
        typed = code.read(visit.form.text("into")) if failed == Transition.MERGE else None
        codes = [*(other.code for other in seen.alike), *([typed] if typed else [])] if Transition.MERGE in seen.may else []
        names, say = self._views.names(), self._views.wording.petitions.merging
        outlooks = {each: self._desk.merge_outlook(visit.staff, number, each) for each in codes}
        return {
            each: (found.mark, outlook_lines(say, found, names.person, names.unit, self._views.moment))
            for each, found in outlooks.items()
            if found
        }

    def _template(self, visit: RequestContext, number: int) -> str:
        """The template that was chosen, filled in; "" none."""
        template = visit.query.number("mau")
        filled = self._desk.filled(visit.staff, template, number, visit.at) if template else ""
        return "" if isinstance(filled, NotDone) else filled

    @staticmethod
    def _answer(visit: RequestContext, failed: str, draft: str, inserted: str, answers: Iterable[SimilarPetition]) -> str:
        """What stands in the field of the answer: what was refused there, else the draft, and below it the template or the similar answer
        that was chosen: nothing that was typed makes room for it."""
        if failed in ANSWERING and visit.form.text("text"):
            return visit.form.text("text")
        chosen = visit.query.number("tuong-tu")
        more = next((alike.answer for alike in answers if alike.id == chosen), "") if chosen else inserted
        return "\n\n".join(text for text in (draft, more) if text)

    def _since(self, visit: RequestContext, file: PetitionFile, form: KeptForm) -> list[str]:
        """What others did to the petition after the page was opened on which this was typed."""
        then = int(form.version) if is_row(form.version) else file.petition.version
        words, names = self._views.words, self._views.names()
        newer = file.events[len(file.events) - max(0, file.petition.version - then) :]
        return [
            words.petition.since.format(
                move=words.moves[Transition(event.move)], who=names.actor(event.who), at=self._views.moment(event.at)
            )
            for event in newer
            if event.who != visit.staff.actor
        ]

    def _officers(self, visit: RequestContext, petition: Petition) -> list[tuple[int, str]]:
        """Whom it may be given to; who is named, and who is away, is marked."""
        unit, words, today = petition.unit, self._views.words, visit.at.astimezone(self._views.zone).date()
        people = self._book.of_unit(unit) if unit else [person for person in self._book.everyone() if person.is_active]
        away = {absence.staff: absence.ends for absence in self._absences.upcoming(today) if absence.holds(today)}

        def called(person: Staff) -> str:
            name = words.petition.named.format(name=person.name) if is_named(petition, person) else person.name
            return words.people.away_name.format(name=name, ends=f"{away[person.id]:%d/%m/%Y}") if person.id in away else name

        return [(person.id, called(person)) for person in people]

    def _about(self, petition: Petition) -> str:
        """The officers and units that it names."""
        names = self._views.names()
        return ", ".join([*map(names.person, petition.about_staff), *map(names.unit, petition.about_units)])

    def _manned(self) -> frozenset[int]:
        """The units where somebody works."""
        return frozenset(person.unit for person in self._book.everyone() if person.is_active)

    def _said(self, visit: RequestContext, action: str, done: Done) -> str:
        """The sentence about what was done; who is in no chat was sent nothing, and that somebody was told is said only where it is so."""
        petition = done.petition
        if action == Transition.APPROVE and petition.state is not PetitionState.APPROVED:  # a question or a refusal left with it
            action = Transition.ASK if petition.state is PetitionState.WAITING else Transition.REJECT
        if action == Transition.FORWARD:
            return self._forwarded(done)
        if action not in TO_SENDERS:
            said = SAID.get(action, "done")
            return said if done.told or action not in SIGNATURES else f"{said}_{UNTOLD}"
        seen = self._desk.see(visit.staff, visit.number, visit.at)
        if isinstance(seen, NotDone):
            return "done"
        if seen.file.is_out_of_reach:
            return "asked_unsent" if action == Transition.ASK else "unsent"
        if action == Transition.ASK:
            return SAID[action]
        if seen.file.uncalled:
            return "unsent_merged"
        hides = action == Transition.CORRECT and petition.published
        return "corrected_hidden" if hides else SAID.get(action, "sent")

    def _forwarded(self, done: Done) -> str:
        """A unit without people does nothing."""
        if done.petition.agency:
            return "forwarded_outside"
        if done.petition.unit in self._manned():
            return SAID[Transition.FORWARD]
        return "unmanned" if done.told else f"unmanned_{UNTOLD}"

    def _sent_on(self, visit: RequestContext, number: int) -> Response:
        """What the one who handed it on may still know, though it is no longer theirs to read: its line, and where it went."""
        unsent = self._views.unsent(visit.staff.id)
        found, left = self._desk.sent_on(visit.staff, number), list(_of(number, unsent).values())
        if found is None and left:
            why = self._views.words.refusals[RefusalReason.UNKNOWN]
            return self._views.page(visit, "left_over.html", HTTPStatus.NOT_FOUND, kept_forms=unsent, forms=left, why=why)
        if found is None:
            return self._missing()
        petition, event = found
        names = self._views.names()
        where = names.unit(event.unit) if event.unit else petition.agency or self._views.words.petition.elsewhere
        return self._views.page(visit, "sent_on.html", kept_forms=unsent, p=petition, event=event, where=where, left=left)

    def _missing(self) -> Response:
        faults = self._views.words.faults
        return self._views.notice(faults.missing_title, self._views.words.refusals[RefusalReason.UNKNOWN], HTTPStatus.NOT_FOUND)


def _place(number: int) -> str:
    """With what the places of a petition's unsent forms begin."""
    return f"/kien-nghi/{number}/"


def _of(number: int, unsent: Mapping[str, KeptForm]) -> dict[str, KeptForm]:
    """What somebody has typed for the petition and not sent, by the move of its form."""
    return {place.rpartition("/")[2]: form for place, form in unsent.items() if place.startswith(_place(number))}


def _tab_open(tabs: Sequence[Transition], failed: str, kept: Collection[str], draft_for: str) -> str:
    """The tab that is seen first: of what was refused, else of what was typed and not sent, else of what was given back, else the first."""
    refused = [Transition.ANSWER] if failed in ANSWERING else [tab for tab in tabs if tab == failed]
    returned = [tab for tab in tabs if tab in (draft_for, f"propose_{draft_for}")]
    return next(iter([*refused, *(tab for tab in tabs if tab in kept), *returned, *tabs]), "")


def _last(events: Iterable[Event], move: Transition) -> int:
    """The last line that tells of `move`; 0: there is none."""
    return max((event.id for event in events if event.move == move), default=0)
