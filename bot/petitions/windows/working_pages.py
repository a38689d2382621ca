"""What the window of officers shows: a petition, lists, whom to hand it to, what words are wanted. Holds no state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.messages import Button, Reply
from bot.people.staff import Role, Staff
from bot.people.staff_store import StaffBook
from bot.petitions.cases.office import OfficeRules
from bot.petitions.cases.roster import Roster
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.notices.letters import WORKING
from bot.petitions.notices.merge_outlook import outlook_lines
from bot.petitions.notices.presenter import PetitionPresenter, approving, summary
from bot.petitions.rules import deadlines
from bot.petitions.rules.clocks import MergeOutlook
from bot.petitions.rules.command import is_named
from bot.petitions.rules.listing import AlikePetition, BoardLine, BoardTab
from bot.petitions.rules.outcome import RefusalReason
from bot.petitions.rules.petition import PetitionFile, PetitionState, mark_of
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.workdays import Workdays
from bot.text.numerals import is_row
from bot.wording.petitions import PetitionWords
from knowledge.texts.lengths import beginning

MOST_BUTTONS = 20  # officers or units to choose from; more are found in the console
A_ROW = 3
LONGEST_HEARD = 600
LONGEST_LISTED = 60  # characters of what a line of the list is about: 45 lines fit one message
LONGEST_SHOWN = 3400  # with what stands around it within the 4096 of one message

Row = tuple[Button, ...]


class WorkingPages:
    """One method for each page; every button's action begins with "w"."""

    def __init__(self, office: OfficeRules, staff: StaffBook, words: PetitionWords) -> None:
        self._office = office
        self._staff = staff
        self._all = words
        self._say = words.working

    def clock(self) -> Workdays:
        return self._office.workdays()

    def petition(self, seen: SeenPetition, at: datetime, *, is_private: bool) -> Reply:
        """A petition with what this person may do now."""
        presenter = self._presenter()
        text = presenter.card(self.clock(), seen.file, at, is_private=is_private)
        answers = [f"{alike.code or self._say.public_answer}: {summary(alike.answer)}" for alike in seen.answers]
        if not is_private:
            return Reply(text, self._buttons(seen))
        say, alike = self._say, seen.alike
        lines = [self._alike(each) for each in alike]
        same = ["\n".join([say.alike, *lines])] if alike else []
        number = seen.file.petition.id
        merging = alike if Transition.MERGE in seen.may else ()
        rows = [(Button(say.merge_into.format(code=each.code), f"{WORKING}:merge:{number}:{each.id}"),) for each in merging]
        return Reply("\n\n".join([text, *answers, *same]), (*self._buttons(seen), *rows))

    def _alike(self, each: AlikePetition) -> str:
        """One that may be the same matter, and why it is shown."""
        merging = self._all.merging
        why = (merging.why_there if each.is_same_place else merging.why).format(words=", ".join(each.why))
        return self._say.alike_line.format(code=each.code, about=summary(each.summary, LONGEST_LISTED), place=each.place, why=why)

    def sure_of_merging(self, seen: SeenPetition, other: SeenPetition, outlook: MergeOutlook) -> Reply:
        """The two, once more, and what stays of them, before they become one."""
        say, one, two, presenter = self._say, seen.file.petition, other.file.petition, self._presenter()
        lines = outlook_lines(self._all.merging, outlook, presenter.officer, presenter.unit, lambda at: presenter.moment(self.clock(), at))
        about = {"about": summary(one.content), "into_about": summary(two.content)}
        told = say.sure_merge.format(code=one.code, into=two.code, lines="\n".join(f"• {line}" for line in lines), **about)
        go_on = Button(say.merge_into.format(code=two.code), f"{WORKING}:merge:{one.id}:{two.id}:{outlook.mark}")
        return Reply(told, ((go_on,), self._cancel()))

    def list(
        self, staff: Staff, listed: Mapping[BoardTab, Sequence[BoardLine]], counts: Mapping[BoardTab, int], *, is_private: bool
    ) -> Reply:
        """The personal list, as long as a message may be, each part with how many there are; drafts only to who may sign them. What was
        written is told to them alone."""
        say = self._say
        parts = {BoardTab.MINE: say.mine, BoardTab.FREE: say.free, BoardTab.TO_SIGN: say.drafted}
        shown = [(tab, lines) for tab, lines in listed.items() if lines and (tab is not BoardTab.TO_SIGN or staff.role is not Role.OFFICER)]
        if not shown:
            return Reply(say.none)
        pieces, rows = [], []
        for tab, lines in shown:
            rest = [say.more.format(count=counts[tab] - len(lines))] if counts[tab] > len(lines) else []
            pieces.append(
                "\n".join([parts[tab].format(count=counts[tab]), *(self._line(line, is_private=is_private) for line in lines), *rest])
            )
            rows += [(Button(f"{line.code} · {self._all.states[line.state]}", f"{WORKING}:see:{line.id}"),) for line in lines]
        return Reply("\n\n".join(pieces), tuple(dict.fromkeys(rows)))

    def late_line(self, line: BoardLine, at: datetime, *, is_private: bool) -> str:
        """One that is late: by how many working days, and who has it."""
        days, presenter = -deadlines.left(self.clock(), line.due, at, line.received), self._presenter()
        about = (summary(line.summary, LONGEST_LISTED) if is_private else "") or self._all.called(line.kind, line.topic)
        holder = presenter.officer(line.officer) or self._say.nobodys
        return self._say.late_line.format(code=line.code, about=about, days=days, holder=holder, state=self._all.states[line.state])

    def addressed(self, staff: Staff, reply: Reply) -> Reply:
        """In a group, what came of a button names who pressed it."""
        is_shown = bool(reply.rows) or reply.replaces
        return reply if is_shown else replace(reply, text=self._say.addressed.format(name=staff.name, text=reply.text))

    def officers(self, staff: Staff, number: int, seen: SeenPetition) -> Reply:
        """Whom to hand it to: those of one's unit, for who coordinates those of the petition's."""
        unit = seen.file.petition.unit if staff.role is Role.ADMIN else staff.unit
        people = [person for person in Roster.of(self._staff).of_unit(unit) if person.id != seen.file.petition.officer]
        named = frozenset(person.id for person in people if is_named(seen.file.petition, person))
        rows = [
            (Button(self._marked(person.name, person.id in named), f"{WORKING}:to:{number}:{person.id}"),)
            for person in people[:MOST_BUTTONS]
        ]
        return Reply(self._say.to_whom.format(code=seen.file.petition.code), (*rows, self._cancel()))

    def units(self, seen: SeenPetition) -> Reply:
        petition = seen.file.petition
        units = [unit for unit in self._staff.units() if unit.id != petition.unit][:MOST_BUTTONS]
        rows = [
            (Button(self._marked(unit.name, petition.is_about(0, unit.id)), f"{WORKING}:unit:{petition.id}:{unit.id}"),) for unit in units
        ]
        other = (Button(self._say.other_agency, f"{WORKING}:unit:{petition.id}:0"),)
        return Reply(self._say.to_unit.format(code=petition.code), (*rows, other, self._cancel()))

    def sure(self, action: str) -> Reply:
        """It is about whom it would be given to: asked once more."""
        return Reply(self._all.refusals[RefusalReason.NAMED], ((Button(self._say.sure, f"{WORKING}:{action}:sure"),), self._cancel()))

    def say(self, verb: str, seen: SeenPetition, promised: datetime, *, is_private: bool) -> Reply:
        """Which words are wanted; in a group they are given as a reply, because a bot hears nothing else there."""
        presenter = self._presenter()
        sentence: str = getattr(self._say, f"say_{verb}")
        text = sentence.format(code=seen.file.petition.code, date=presenter.date(promised.date()))
        return Reply(text if is_private else f"{text}\n{self._say.in_group}", (self._cancel(),))

    def first_shown(self, verb: str, seen: SeenPetition, text: str, promised: datetime, unit: int, shared: str) -> Reply:
        """What a citizen will read, before it goes, with where the petition goes or what day it promises, and `shared`, what who sent
        the merged ones will: send it or leave it."""
        code, say, presenter = seen.file.petition.code, self._say, self._presenter()
        more = {"forward": presenter.unit(unit), "apologise": say.first_shown_day.format(date=presenter.date(promised.date()))}.get(verb)
        act = f"{self._act(verb)}: {more}" if more else self._act(verb)
        others = f"\n\n{say.first_shown_merged}\n\n“{shared}”" if shared else ""
        told = f"{say.first_shown.format(code=code, act=act)}\n\n“{beginning(text, LONGEST_SHOWN)}”{others}\n\n{say.first_shown_hint}"
        mark = mark_of(text + shared)
        return Reply(told, ((Button(say.send_it, f"{WORKING}:go:{mark}"), Button(say.leave_it, f"{WORKING}:drop:{mark}")),))

    def _act(self, verb: str) -> str:
        return str(self._say.other_agency if verb == "agency" else getattr(self._say, verb))

    def heard(self, seen: SeenPetition, text: str) -> Reply:
        """What is it to be?"""
        say = self._say
        pairs = (
            (say.as_answer, "answer", Transition.ANSWER),
            (say.as_draft_other if seen.signs else say.as_draft, "draft", Transition.DRAFT),
            (say.as_ask, "ask", Transition.ASK),
            (say.as_propose_ask, "propose_ask", Transition.PROPOSE_ASK),
            self._own_correction(seen),
        )
        rows = [(Button(label, f"{WORKING}:as:{verb}:{mark_of(text)}"),) for label, verb, move in pairs if move in seen.may]
        note = (Button(say.as_note, f"{WORKING}:as:note:{mark_of(text)}"),)
        told = say.heard.format(code=seen.file.petition.code, text=summary(text, LONGEST_HEARD))
        return Reply(told, (*rows, note, (Button(say.cancel, f"{WORKING}:drop:{mark_of(text)}"),)))

    def history(self, seen: SeenPetition) -> Reply:
        """The whole time line, what citizens do not see among it."""
        presenter, clock, file = self._presenter(), self.clock(), seen.file
        lines = [f"{presenter.event(clock, event)} ({self._who(presenter, event.who)})" for event in file.events[-30:]]
        heading = self._all.following.history.format(code=file.petition.code)
        return Reply("\n".join([heading, *lines]), (self._see(file),))

    def _buttons(self, seen: SeenPetition) -> tuple[Row, ...]:
        """What this person may do, in the order in which it is mostly done."""
        say, number = self._say, seen.file.petition.id
        wanted = (
            (say.claim, "claim", Transition.CLAIM),
            (say.assign, "assign", Transition.ASSIGN),
            (approving(say, seen.file.petition.draft_for), "approve", Transition.APPROVE),
            (say.return_, "return", Transition.RETURN),
            (say.send, "send", Transition.ANSWER)
            if seen.file.petition.state is PetitionState.APPROVED
            else (say.answer, "answer", Transition.ANSWER),
            (say.as_draft_other if seen.signs else say.draft, "draft", Transition.DRAFT),
            (say.ask, "ask", Transition.ASK),
            (say.propose_ask, "propose_ask", Transition.PROPOSE_ASK),
            *self._corrections(seen),
            (say.note, "note", Transition.NOTE),
            (say.reassign, "reassign", Transition.REASSIGN),
            (say.forward, "forward", Transition.FORWARD),
            (say.apologise, "apologise", Transition.APOLOGISE),
            (say.reject, "reject", Transition.REJECT),
            (say.propose_reject, "propose_reject", Transition.PROPOSE_REJECT),
        )
        marked = dict.fromkeys(("approve", "return", "send", "fix", "keep"), f":{seen.file.petition.draft_mark}")  # of the text above
        actions = [(label, f"{verb}:{number}{marked.get(verb, '')}") for label, verb, move in wanted if move in seen.may]
        buttons = [Button(label, f"{WORKING}:{action}") for label, action in actions]
        buttons.append(Button(say.history, f"{WORKING}:history:{number}"))
        return tuple(tuple(buttons[begin : begin + A_ROW]) for begin in range(0, len(buttons), A_ROW))

    def _corrections(self, seen: SeenPetition) -> tuple[tuple[str, str, Transition], ...]:
        """Of what was sent: sign the correction that waits, or write one."""
        say = self._say
        waits = ((say.fix, "fix", Transition.CORRECT), (say.keep, "keep", Transition.KEEP)) if seen.file.petition.draft else ()
        return (*waits, self._own_correction(seen))

    def _own_correction(self, seen: SeenPetition) -> tuple[str, str, Transition]:
        """Sent at once, or proposed where a leader signs."""
        if Transition.CORRECT in seen.may:
            return self._say.correct, "correct", Transition.CORRECT
        return self._say.revise, "revise", Transition.REVISE

    def _marked(self, name: str, is_about: bool) -> str:
        return self._say.named.format(name=name) if is_about else name

    def _line(self, line: BoardLine, *, is_private: bool) -> str:
        due = self._presenter().moment(self.clock(), line.due)
        about = (summary(line.summary, LONGEST_LISTED) if is_private else "") or self._all.called(line.kind, line.topic)
        return self._say.line.format(code=line.code, about=about, state=self._all.states[line.state], due=due)

    def _who(self, presenter: PetitionPresenter, who: str) -> str:
        number = who.removeprefix("staff:")
        return presenter.officer(int(number)) if who.startswith("staff:") and is_row(number) else who

    def _presenter(self) -> PetitionPresenter:
        return PetitionPresenter(self._all, Roster.of(self._staff).names)

    def _see(self, file: PetitionFile) -> Row:
        return (Button(self._say.see, f"{WORKING}:see:{file.petition.id}"),)

    def _cancel(self) -> Row:
        return (Button(self._say.cancel, f"{WORKING}:drop"),)
