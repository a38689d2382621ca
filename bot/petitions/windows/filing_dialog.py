"""The draft of a petition that a chat has open: where it is kept, whether a message belongs to it, and what is asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages import Button, ChatId, Incoming, Reply
from bot.petitions.cases.intake import SHORTEST, Intake
from bot.petitions.notices.letters import FOLLOWING
from bot.petitions.rules.draft import DraftStep, PetitionDraft, from_json, to_json
from bot.petitions.rules.listing import SimilarOpenPetition
from bot.petitions.rules.petition import Naming
from bot.petitions.rules.texts import triage
from bot.petitions.store.dialogs import DialogStates
from bot.petitions.windows.awaited import wants_photos
from bot.petitions.windows.filing_pages import FilingPages

FILING = "k"
LOSING = frozenset({"new", "drop", "ask", "rewrite", "back", "photos", "edit", "anon", "use", "follow"})
"""What a button does that takes away something typed or sent: it does so only below what it takes away."""
STAMP = "@"  # before the mark of a draft, at the end of an action
IDLE = timedelta(hours=12)  # after that a message is a question again; the draft waits for /kiennghi


class FilingDialog:
    """Everything is in the store: any process goes on where another was."""

    def __init__(self, intake: Intake, dialogs: DialogStates, pages: FilingPages) -> None:
        self._intake = intake
        self._dialogs = dialogs
        self._pages = pages

    def draft(self, chat: ChatId) -> PetitionDraft | None:
        """The draft of a chat, however old."""
        kept = self._dialogs.get(chat, FILING)
        return from_json(dict(kept[0])) if kept else None

    def touched(self, chat: ChatId) -> datetime | None:
        """When the draft of a chat was last written to; None where there is none."""
        kept = self._dialogs.get(chat, FILING)
        return kept[1] if kept else None

    def open(self, incoming: Incoming) -> PetitionDraft | None:
        """The draft that a message belongs to; None where it is none's."""
        kept = self._dialogs.get(incoming.chat, FILING)
        if kept is None or incoming.person is not None or incoming.at - kept[1] > IDLE:
            return None
        other = self._dialogs.get(incoming.chat, FOLLOWING)
        if other is not None and other[1] > kept[1] and not wants_photos(other[0]):
            return None  # since then something was asked about another petition: that is meant
        return from_json(dict(kept[0]))

    def keep(self, chat: ChatId, draft: PetitionDraft, at: datetime) -> None:
        self._dialogs.put(chat, FILING, to_json(draft), at)

    def on(self, incoming: Incoming, draft: PetitionDraft) -> Sequence[Reply]:
        """Keep the draft and ask what is missing next, or show another door first."""
        draft = draft.settled()
        step = draft.next
        if step is not DraftStep.CONTENT and triage.door(draft.content, passed=draft.passed):
            step = DraftStep.DOOR
        draft = replace(draft, step=step)
        page = self.page(incoming, draft)
        return self.asked(incoming, draft, replace(page, replaces=bool(incoming.action)))

    def resumed(self, incoming: Incoming, question: int = 0) -> Sequence[Reply]:
        """What is being written already, but for the draft of `question`: they go on with it or give it up themselves; nothing takes its
        place unasked. () where there is none."""
        draft = self.draft(incoming.chat)
        if draft is None or draft.is_empty or (question and draft.question == question):
            return ()
        return self.asked(incoming, replace(draft, step=DraftStep.RESUME), self._pages.resume(draft))

    def denied(self, incoming: Incoming, draft: PetitionDraft) -> Sequence[Reply]:
        """They write no petition, they say: what the bot began goes; what they worked on, only where they press that it is to go."""
        held = () if draft.unasked else self.resumed(incoming)
        return held or self.given_up(incoming, self._pages.dropped())

    def given_up(self, incoming: Incoming, *below: Reply) -> Sequence[Reply]:
        """The draft is dropped, and that is said."""
        self._dialogs.drop(incoming.chat, FILING)
        return below

    def asked(self, incoming: Incoming, draft: PetitionDraft, reply: Reply) -> Sequence[Reply]:
        """Keep the draft and say that."""
        self.keep(incoming.chat, draft, incoming.at)
        return [stamped(reply, draft)]

    def earlier(self, incoming: Incoming, draft: PetitionDraft, pieces: Sequence[str], mark: str) -> Sequence[Reply]:
        """Where a button of an earlier message would take away what was written since: that nothing was, and what is being written; ()
        where it takes nothing away, or stands below just that. "Send" that tells not below what it stood sends only what is shown as the
        last thing; of anything else the preview is shown first."""
        if pieces == ["send"] and not mark and draft.step is not DraftStep.REVIEW and draft.next is DraftStep.REVIEW:
            return [Reply(self._pages.words.filing.earlier), *self.on(incoming, draft)]
        is_losing = pieces[:1] and (pieces[0] in LOSING or (pieces[0] == "send" and mark)) and pieces != ["edit"]
        if not is_losing or mark == draft.mark or draft.is_empty:
            return ()
        return [Reply(self._pages.words.filing.earlier), *self.resumed(incoming)]

    def page(self, incoming: Incoming, draft: PetitionDraft) -> Reply:
        """What is shown at its step."""
        page = self._pages.page(draft, lambda: self._dialogs.sender(incoming.chat), lambda: self.alike(incoming, draft))
        return stamped(page, draft)

    def waiting(self, incoming: Incoming, draft: PetitionDraft) -> Reply:
        """What it waits for, said in a sentence below what was asked or said in between."""
        return self._pages.waiting(draft, self.page(incoming, draft))

    def alike(self, incoming: Incoming, draft: PetitionDraft) -> tuple[SimilarOpenPetition, ...]:
        """Similar open ones, to be followed instead of sending a draft that is whole but for who sends it."""
        whole = draft if draft.next is DraftStep.REVIEW else replace(draft, naming=Naming.ANONYMOUS)
        if whole.next is not DraftStep.REVIEW or draft.step is DraftStep.CONTENT:
            return ()
        return self._intake.alike(whole.filing(), incoming.chat, incoming.at, incoming.address)


def stamped(reply: Reply, draft: PetitionDraft) -> Reply:
    """`reply` with the mark of `draft` in every button that takes away something of it, or sends it."""
    rows = tuple(tuple(_marked(button, draft.mark) for button in row) for row in reply.rows)
    return replace(reply, rows=rows)


def unstamped(pieces: Sequence[str]) -> tuple[Sequence[str], str]:
    """The pieces of an action without the mark of a draft, and the mark, "" where it has none."""
    return (pieces[:-1], pieces[-1][1:]) if pieces and pieces[-1].startswith(STAMP) else (pieces, "")


def _marked(button: Button, mark: str) -> Button:
    pieces = button.action.split(":")
    bears = pieces[0] == FILING and pieces[1] in {*LOSING, "send"} and not pieces[-1].startswith(STAMP)
    return replace(button, action=f"{button.action}:{STAMP}{mark}") if bears else button


def is_too_short(text: str) -> bool:
    """Whether an officer could not know from it what to look into."""
    return len(text) < SHORTEST or len(text.split()) < 3
