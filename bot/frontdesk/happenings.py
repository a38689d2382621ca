"""The window of life events: what has happened in a family → what is to be done, in order, without typing a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answers.composing.compose import Composer
from bot.answers.composing.labels import LONGEST_LABEL, shortened
from bot.answers.decisions.catalogue import A_PAGE
from bot.answers.turn.outcome import Choice, Planned
from bot.frontdesk.answer_buttons import SHOW
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.people.chats import Conversation
from bot.people.store import Chats
from bot.text.numerals import small
from bot.wording import Wording
from knowledge.cues.life_event import LifeEvent
from knowledge.records.procedure import Part

HAPPENED = "ev"
ANEW = "n"
"""The last piece of a button under another page: the list comes as a new message."""


class HappeningsWindow(Window):
    """What it shows depends on the button alone; the list is the one that a question about the event is answered with."""

    actions = frozenset({HAPPENED})
    public = frozenset({HAPPENED})

    def __init__(
        self, events: Sequence[LifeEvent], is_served: Callable[[str], bool], composer: Composer, wording: Wording, chats: Chats
    ) -> None:
        self._events = tuple(events)
        self._is_served = is_served
        self._composer = composer
        self._words = wording.browsing
        self._chats = chats

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case [number, *rest] if (page := small(number)) is not None and rest in ([], [ANEW]):
                return [self._listed(incoming, page, replaces=not rest)]
            case [name]:
                return self._told(incoming, name)
            case _:
                return None

    def _listed(self, incoming: Incoming, page: int, *, replaces: bool) -> Reply:
        pages = max(1, -(-len(self._events) // A_PAGE))
        page = min(max(page, 1), pages)
        shown = self._events[(page - 1) * A_PAGE : page * A_PAGE]
        buttons = [Button(shortened(event.title, LONGEST_LABEL), f"{HAPPENED}:{event.name}") for event in shown]
        self._chats.offer(incoming.chat, [button.action for button in buttons], incoming.at)
        back = [Button(self._words.previous, f"{HAPPENED}:{page - 1}")] if page > 1 else []
        on = [Button(self._words.next.format(page=page + 1, pages=pages), f"{HAPPENED}:{page + 1}")] if page < pages else []
        rows = (*((button,) for button in buttons), *(((*back, *on),) if back or on else ()))
        return Reply(self._words.events.format(page=page, pages=pages), rows, replaces=replaces)

    def _told(self, incoming: Incoming, name: str) -> Sequence[Reply] | None:
        """What an event asks of a family; its procedures can be asked about by a word from then on."""
        answer = planned(self._events, name, self._is_served)
        if answer is None:
            return None
        composed = self._composer.compose(answer)
        room = LONGEST_LABEL - 3  # for the number before it
        buttons = [
            Button(f"{number}. {shortened(choice.name, room)}", f"{SHOW}:{choice.record_id}:{Part.SUMMARY}")
            for number, choice in enumerate(composed.choices, 1)
        ]
        offered = tuple(button.action for button in buttons)
        listed = tuple(choice.record_id for choice in answer.choices)
        before = self._chats.conversation(incoming.chat, incoming.at)
        now = Conversation((answer.event.title,), offered=offered, matters=(before.code, *before.matters[:2], *listed))
        self._chats.remember(incoming.chat, now, incoming.at)
        back = (Button(self._words.to_events, f"{HAPPENED}:1:{ANEW}"),)
        return [Reply(composed.text, (*((button,) for button in buttons), back), rule=answer.rule, kind=composed.kind)]


def planned(events: Sequence[LifeEvent], name: str, is_served: Callable[[str], bool]) -> Planned | None:
    """The list of what the event called `name` asks of a family, with its procedures that the office handles; None for an unknown name.
    Pure, for every page that lists the events."""
    event = next((each for each in events if each.name == name), None)
    if event is None:
        return None
    steps = [step for step in event.steps if step.code and is_served(step.code)]
    return Planned(event, tuple(Choice(step.code or "", step.what) for step in steps))
