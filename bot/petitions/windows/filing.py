"""The window where a petition is filed: step by step, in one message that changes in place, with the right door for other things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.answers.store.questions import Questions
from bot.frontdesk.choosing import ChoiceReader
from bot.frontdesk.thanking import ThanksReader
from bot.frontdesk.window import Ask, Window
from bot.messages import Incoming, Reply
from bot.petitions.cases.intake import Intake
from bot.petitions.rules.draft import EDITABLE, DraftStep, PetitionDraft
from bot.petitions.rules.making.speech import asks_of_petitions
from bot.petitions.rules.moves import LONGEST
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import Contact, Naming, PetitionKind, PetitionPlace
from bot.petitions.rules.texts import triage
from bot.petitions.rules.texts.asides import is_question, without_denial
from bot.petitions.store.dialogs import DialogStates
from bot.petitions.windows.filing_additions import DraftAdditions
from bot.petitions.windows.filing_begun import BegunDrafts
from bot.petitions.windows.filing_dialog import FILING, FilingDialog, is_too_short, stamped, unstamped
from bot.petitions.windows.filing_given import LONGEST_PLACE, GivenAnswers
from bot.petitions.windows.filing_pages import FilingPages
from bot.petitions.windows.filing_spoken import SpokenToForm
from bot.petitions.windows.status_question import StatusQuestion
from bot.text.numerals import is_row
from bot.wording import Wording
from knowledge.texts.figures import with_points

JUST_NOW = timedelta(minutes=30)  # within which pressing "send" again shows what was sent
WRITTEN = frozenset({DraftStep.CONTENT, DraftStep.PLACE, DraftStep.CONTACT})  # steps that ask for words, not for a button


class FilingWindow(Window):
    """Its state is the draft of the chat; a draft that is sent is gone in the same transaction."""

    keeps_in = "petition_talks"
    commands = frozenset({"/kiennghi"})
    actions = frozenset({FILING})
    links = frozenset({"kiennghi"})

    def __init__(self, intake: Intake, dialogs: DialogStates, questions: Questions, wording: Wording, ask: Ask) -> None:
        self._intake = intake
        self._dialogs = dialogs
        self._words = wording.petitions.filing
        self._pages = FilingPages(intake, wording.petitions)
        self._dialog = FilingDialog(intake, dialogs, self._pages)
        self._begun = BegunDrafts(questions, self._dialog, self._pages, self._words, self._content)
        status = StatusQuestion(wording.petitions.asked_about)
        self._additions = DraftAdditions(intake, self._dialog, self._words, status, self._begun.asked_since)
        self._ask = ask
        thanks = ThanksReader(wording.thanking)
        self._spoken = SpokenToForm(self._dialog, self._pages, self._words, self.pressed)
        self._given = GivenAnswers(self._dialog, self._pages, self._additions, self._words, thanks, self._content, self._spoken)
        self._choices = ChoiceReader(wording.choosing)

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        return self._begun.commanded(incoming, rest)

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:  # noqa: ARG002
        return self.commanded(incoming, "/kiennghi", "")

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        return [Reply(self._words.dropped)] if self._dialog.draft(incoming.chat) and self._dialogs.drop(incoming.chat, FILING) else None

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        draft = self._dialog.open(incoming)
        if draft is None:
            return None
        if incoming.location is not None:
            return self._additions.located(incoming, draft)
        if incoming.phone:
            return self._additions.phoned(incoming, draft)
        if incoming.attachments:
            return self._additions.photographed(incoming, draft, self._typed)
        if self._choices.stops(incoming.text, self._words.stops, is_exact=draft.step is DraftStep.CONTACT):
            return self.dropped(incoming)
        text = incoming.text.strip()
        asked = without_denial(text)
        if asked is None:
            return self._typed(incoming, draft, text)
        return self._asked_instead(incoming, asked, self._dialog.denied(incoming, draft))

    def corrected(self, incoming: Incoming) -> Sequence[Reply] | None:
        return self._additions.corrected(incoming, draft) if (draft := self._dialog.open(incoming)) else None

    def alarmed(self, incoming: Incoming) -> Sequence[Reply] | None:
        """A danger told while a draft is open: an empty draft keeps it as its content, of any other nothing is changed."""
        if (draft := self._dialog.open(incoming)) is None:
            return None
        if incoming.location is not None or incoming.attachments:
            return self.said(incoming)
        text = incoming.text.strip()
        if not draft.content and not is_too_short(text) and len(text) <= LONGEST:
            self._dialog.keep(incoming.chat, replace(draft, content=text, step=DraftStep.RESUME), incoming.at)
        added = self._spoken.added(incoming, draft, text)
        return [*added, stamped(self._pages.kept_open(), self._dialog.draft(incoming.chat) or draft)]

    def unread(self, incoming: Incoming) -> Sequence[Reply] | None:
        """What the draft waits for stands once more below what a question is answered."""
        draft = self._dialog.open(incoming)
        return None if draft is None else [self._dialog.waiting(incoming, draft)]

    def complained(self, incoming: Incoming, content: str) -> Sequence[Reply]:
        """A complaint is the draft of a petition; where one is being written, it goes on there."""
        return self._begun.complained(incoming, content)

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        if incoming.person is not None:
            return [Reply(self._words.unavailable)]
        (pressed, mark), draft = unstamped(pieces[1:]), self._dialog.draft(incoming.chat)
        if draft is not None and (kept := self._dialog.earlier(incoming, draft, pressed, mark)):
            return kept
        match pressed:
            case ["new"]:
                return self._dialog.on(incoming, PetitionDraft())
            case ["q", number] if is_row(number):
                return self._begun.from_question(incoming, int(number))
            case ["send"]:
                return self._sent(incoming)
            case ["drop"]:
                return self.dropped(incoming)
        return None if draft is None else self._chosen(incoming, replace(draft, unasked=False), pressed)

    def _chosen(self, incoming: Incoming, draft: PetitionDraft, pieces: Sequence[str]) -> Sequence[Reply] | None:
        """A button of the open draft."""
        match pieces:
            case ["kind", kind] if kind in set(PetitionKind):
                return self._dialog.on(incoming, replace(draft, kind=PetitionKind(kind)))
            case ["naming", naming] if naming in set(Naming):
                return self._dialog.on(incoming, replace(draft, naming=Naming(naming)))
            case ["edit", step] if step in {str(each) for each in EDITABLE}:
                return self._edited(incoming, draft, DraftStep(step))
            case ["now", number] if is_row(number) and draft.place:
                name = self._pages.named_today(draft.place.name, int(number))[:LONGEST_PLACE]
                return self._dialog.on(incoming, replace(draft, place=replace(draft.place, name=name)))
            case ["fix", part]:
                return self._spoken.fixed(incoming, draft, part)
            case ["follow", number] if is_row(number):
                return self._followed(incoming, int(number))
            case [verb]:
                return self._verb(incoming, draft, verb)
            case _:
                return None

    def _verb(self, incoming: Incoming, draft: PetitionDraft, verb: str) -> Sequence[Reply] | None:
        changed = {
            "go": draft.settled_last(),
            "skip": replace(draft, place=draft.place or PetitionPlace()),
            "anyway": replace(draft, passed=True),
            "rewrite": draft.rewritten() if triage.door(draft.content, passed=True) else draft,
            "back": draft.back(),
            "photos": replace(draft, photos=()),
            "keep": replace(draft, content=draft.content or draft.before, before=""),
            "remember": replace(draft, remembers=not draft.remembers),
        }
        if verb in changed:
            return self._dialog.on(incoming, changed[verb])
        match verb:
            case "anon":
                return self._anonymous(incoming, draft)
            case "use":
                return self._dialog.on(incoming, replace(draft, contact=self._dialogs.sender(incoming.chat) or Contact()))
            case "other":
                return self._dialog.asked(incoming, replace(draft, step=DraftStep.CONTACT), self._pages.contact(draft, None))
            case "edit":
                return self._dialog.asked(incoming, replace(draft, step=DraftStep.EDIT), self._pages.edit(draft))
            case "ask":
                return self._asked_instead(incoming, draft.content, self._dialog.given_up(incoming))
            case _:
                return None

    def _edited(self, incoming: Incoming, draft: PetitionDraft, step: DraftStep) -> Sequence[Reply]:
        """Ask one part anew; what is only chosen stands until something else is chosen."""
        if step not in (DraftStep.KIND, DraftStep.NAMING):
            return self._dialog.on(incoming, draft.again(step))
        chosen = self._pages.kind() if step is DraftStep.KIND else self._pages.naming()
        return self._dialog.asked(incoming, replace(draft, step=step), replace(chosen, replaces=True))

    def _anonymous(self, incoming: Incoming, draft: PetitionDraft) -> Sequence[Reply] | None:
        """Sent without a name at once: the page above the button shows all that is sent. A draft of which less was seen is shown first."""
        nameless = replace(draft, naming=Naming.ANONYMOUS, contact=Contact())
        if draft.step is not DraftStep.CONTACT or nameless.next is not DraftStep.REVIEW or triage.door(draft.content, passed=draft.passed):
            return self._dialog.on(incoming, nameless)
        self._dialog.keep(incoming.chat, replace(nameless, step=DraftStep.REVIEW), incoming.at)
        return self._sent(incoming)

    def _typed(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply] | None:
        """A message while a draft is open: a button of what is shown, or the answer to what was asked last; None where buttons were shown
        and it says something else."""
        if action := self._meant(page := self._dialog.page(incoming, draft), draft, text):
            return self.pressed(replace(incoming, text="", action=action), action.split(":")) or [page]
        if heeded := self._additions.asked_of_form(incoming, draft, text) or self._spoken.heeded(incoming, draft, text):
            return heeded
        if draft.is_question and text:
            return self._content(incoming, draft, f"{draft.content}\n{text}")
        draft = replace(draft, unasked=False)
        match draft.step:
            case DraftStep.DOOR if is_too_short(text) and not is_question(text):
                return [Reply(self._words.choose), page]
            case DraftStep.CONTENT | DraftStep.DOOR:
                is_asked = is_question(text) and (draft.step is DraftStep.DOOR or asks_of_petitions(text))
                return None if is_asked else self._content(incoming, draft, text)
            case DraftStep.PLACE | DraftStep.CONTACT if text:
                return self._given.taken(incoming, draft, text)
            case DraftStep.RESUME if text:
                return self._typed(incoming, replace(draft, step=draft.next), text)
            case _:
                return [Reply(self._words.choose), page] if is_too_short(text) else None

    def _meant(self, page: Reply, draft: PetitionDraft, text: str) -> str:
        """The action of the button that `text` names, by its number or by its label; "" where it is something else.

        Where words are asked for, a number or a part of a label may be their beginning: there it is the whole label. To
        send is an order while words wait to be told what they are meant for.
        """
        step, buttons = draft.step, [button for row in page.rows for button in row]
        answer = self._pages.answered(text, page, self._choices) if step in (DraftStep.DOOR, DraftStep.CONTENT) else ""
        if any(button.action == answer for button in buttons):
            return answer
        is_written = step in WRITTEN and not any(button.action.startswith((f"{FILING}:now:", f"{FILING}:keep")) for button in buttons)
        place = self._choices.named(text, [button.label for button in buttons], is_whole=is_written)
        if place is None and not is_written:
            place = self._choices.chosen(text, len(buttons))
        is_held = place is not None and draft.pending and buttons[place].action.startswith(f"{FILING}:send")
        return "" if place is None or is_held else buttons[place].action

    def _content(self, incoming: Incoming, draft: PetitionDraft, text: str) -> Sequence[Reply]:
        too_long = self._words.too_long.format(limit=with_points(LONGEST)) if len(text) > LONGEST else ""
        if draft.offered and is_too_short(text) and (taken := self._begun.with_place(incoming, draft, text)):
            return taken
        if fault := too_long or (self._words.too_short if is_too_short(text) else ""):
            return self._dialog.asked(incoming, replace(draft, step=DraftStep.CONTENT), Reply(fault))
        if triage.door(draft.content, passed=True):
            draft = draft.rewritten()
        written = replace(draft, content=text, before="", passed=draft.passed and draft.content == text)
        return self._dialog.on(incoming, written.noted(incoming.message, DraftStep.CONTENT, incoming.text.strip() or text))

    def _sent(self, incoming: Incoming) -> Sequence[Reply] | None:
        """File it; pressed twice, the second shows what the first has sent."""
        draft = self._dialog.draft(incoming.chat)
        if draft is None:
            filed = self._intake.last_filed(incoming.chat, incoming.at - JUST_NOW)
            return [Reply(self._words.already_sent), self._pages.sent(filed)] if filed else None
        if draft.pending:
            return self._spoken.asked_again(incoming, draft)
        if draft.next is not DraftStep.REVIEW:
            return self._dialog.on(incoming, draft)
        outcome = self._intake.file(draft.filing(self._words.on_behalf), incoming.chat, incoming.at, FILING, address=incoming.address)
        if isinstance(outcome, NotDone):
            return self._refused(incoming, draft, outcome.why)
        if outcome is None:
            return self._sent(incoming)
        if draft.remembers:
            self._dialogs.remember(incoming.chat, draft.contact, incoming.at)
        return [replace(self._pages.sent(outcome), replaces=True)]

    def _refused(self, incoming: Incoming, draft: PetitionDraft, why: RefusalReason) -> Sequence[Reply]:
        if why in (RefusalReason.TOO_MANY, RefusalReason.CROWDED):
            return [stamped(self._pages.full(why, incoming.at), draft)]
        if why is RefusalReason.DENUNCIATION:
            return self._dialog.on(incoming, draft)
        is_words = why in (RefusalReason.NO_REASON, RefusalReason.TOO_LONG)
        return self._dialog.on(incoming, draft.again(DraftStep.CONTENT if is_words else DraftStep.CONTACT))

    def _followed(self, incoming: Incoming, number: int) -> Sequence[Reply] | None:
        """Follow one that says the same in the place of sending this."""
        alike = self._dialog.alike(incoming, self._dialog.draft(incoming.chat) or PetitionDraft())
        chosen = next((each for each in alike if each.id == number), None)
        if chosen is None:
            return None
        if isinstance(outcome := self._intake.follow(chosen, incoming.chat, incoming.at, incoming.address), NotDone):
            return [Reply(self._pages.words.following.too_many)] if outcome.why is RefusalReason.TOO_MANY else None
        say = self._pages.words.following
        return self._dialog.given_up(incoming, Reply(say.followed.format(code=say.numbered.format(number=number)), replaces=True))

    def _asked_instead(self, incoming: Incoming, question: str, below: Sequence[Reply]) -> Sequence[Reply]:
        return [*(self._ask(incoming, question) if question else ()), *below]
