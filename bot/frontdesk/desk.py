"""One Incoming → Replies: to which window it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.answers.turn.deciding import AnswerKind
from bot.frontdesk.choosing import ChoiceReader
from bot.frontdesk.menu import six
from bot.frontdesk.plain_words import COMMAND, PlainMeaning, PlainWordReader
from bot.frontdesk.window import Window
from bot.messages import Button, ChatId, Incoming, Reply
from bot.people.chat_states import OPEN, ChatState, ChatStates
from bot.people.chats import Conversation
from bot.people.rights import StandingLostError
from bot.people.store import Chats
from bot.seals import Seals
from bot.wording import Wording

CANCEL, HELP, START = "/huy", "/trogiup", "/start"
DESKS_OWN = frozenset({CANCEL, HELP, START, COMMAND})  # what no window may claim: help and cancel are everybody's
TOLD = frozenset({AnswerKind.QUICK, AnswerKind.DEADLINE, AnswerKind.VERDICT, AnswerKind.PART, AnswerKind.FAQ, AnswerKind.LIST})
"""Kinds of answers that told what was asked: whoever has one may be asked how the office served them."""


class FrontDesk:
    """Serves every channel. The order of the windows matters: a message goes to the first that has something open; else it is asked."""

    def __init__(
        self,
        windows: Sequence[Window],
        wording: Wording,
        chats: Chats,
        chat_states: ChatStates,
        key: str,
        group: ChatId | None = None,
        interrupts: Callable[[str], bool] = lambda _: False,
        offer: Callable[[ChatId, datetime], Sequence[Button]] = lambda *_: (),
        more: Sequence[Button] = (),
        beside: Callable[[Incoming, Sequence[Reply]], Sequence[Reply]] = lambda *_: (),
    ) -> None:
        """`key`: what buttons are sealed with, the same in every process. `group`: where the office hears of petitions; there and in the
        chats of staff no citizen is to be told what is kept of them. `interrupts`: whether a text tells of danger or
        fraud; then it is asked at once, whatever a window has open. `offer`: a row for below an answer that told something, mostly none.
        `more`: what stands below the six at the door. `beside`: what citizens are told below the replies to a message, mostly nothing."""
        self._six = six(wording.menu, more)
        self._offer = offer
        self._beside = beside
        self._interrupts = interrupts
        self.seals = Seals(key, frozenset({COMMAND, *(action for window in windows for action in window.public)}))
        self.windows = tuple(map(_known, windows))
        self._group = group
        self._chat_states = chat_states
        self._wording = wording
        self._chats = chats
        self._choices = ChoiceReader(wording.choosing)
        self._plain = PlainWordReader(wording.plain)
        self._by_command = _claimed((command, window) for window in windows for command in window.commands)
        self._by_action = _claimed((action, window) for window in windows for action in window.actions)
        self._served_commands = frozenset({CANCEL, HELP, START, *self._by_command})
        self._by_link = _claimed((link, window) for window in windows for link in window.links)

    def handle(self, incoming: Incoming) -> list[Reply]:
        """Answer one message or pressed button. Never empty."""
        incoming = replace(incoming, is_overheard=incoming.person is not None and incoming.chat != self._group)
        state = self._chat_states.of(incoming.chat, incoming.sender, incoming.at)
        if incoming.is_overheard:
            state = replace(state, is_staff=False, is_writing=False)
        is_office = incoming.chat == self._group or (state.is_staff and incoming.sender == incoming.chat)
        replies = list(self._in_their_name(incoming, state) if state.is_staff else self._served(incoming, state))
        is_answer = any(reply.kind not in ("", AnswerKind.PETITION) for reply in replies)
        if is_answer and not (state.is_greeted or is_office) and self._chats.greet(incoming.chat, incoming.at):
            replies.append(Reply(self._wording.desk.notice))  # after the first answer: who asks is answered first
        elif self._may_offer(incoming, state, replies) and not is_office and (row := self._offer(incoming.chat, incoming.at)):
            replies[-1] = replace(replies[-1], rows=(*replies[-1].rows, tuple(row)))
        if not is_office:
            replies.extend(self._beside(incoming, replies))
        return [replace(reply, rows=self.seals.rows(incoming.chat, reply.rows)) for reply in replies]

    @property
    def commands(self) -> tuple[tuple[str, str], ...]:
        """The commands that somebody here serves, without "/", each with what it is for; in the order in which they are told."""
        return tuple((name, told) for name, told in self._wording.commands if f"/{name}" in self._served_commands)

    @property
    def staff_commands(self) -> frozenset[str]:
        """The commands, with their "/", that somebody here serves and citizens are not told of."""
        return frozenset(self._by_command) - {f"/{name}" for name, _ in self.commands}

    @staticmethod
    def _may_offer(incoming: Incoming, state: ChatState, replies: Sequence[Reply]) -> bool:
        """Whether a row may stand below what one person was told, who knows the bot: in a group nobody knows whose it would be."""
        return bool(replies) and state.is_greeted and incoming.sender == incoming.chat and replies[-1].kind in TOLD

    def _in_their_name(self, incoming: Incoming, state: ChatState) -> Sequence[Reply]:
        """As `_served`, by somebody of the staff; where they are not any more who they were when it came in, nothing is done."""
        try:
            with self._chat_states.in_name_of(incoming.sender):
                return self._served(incoming, state)
        except StandingLostError:
            return [Reply(self._wording.desk.standing_lost)]

    def _served(self, incoming: Incoming, state: ChatState) -> Sequence[Reply]:
        if incoming.action:
            action = self.seals.opened(incoming.chat, incoming.action)
            ended = self._ended(incoming, state, action) if action else ()
            done = self._done(replace(incoming, action=action), action, state) if action else None
            return [*(done or self._old_button()), *ended]
        text = incoming.text.strip()
        if not text and (incoming.phone or incoming.location):
            return self._taken(incoming, state) or self._unasked(incoming)
        if text.startswith("/"):
            command, _, rest = text.partition(" ")
            ended = self._ended(incoming, state) if command.lower() != CANCEL else ()
            replies = [*self._commanded(incoming, command.lower(), rest.strip(), state), *ended]
            spoken = rest.strip() if command.lower() in self._served_commands else text.lstrip("/ ")
            return self._urgently(incoming, state, spoken, replies)
        plain = self._plainly(incoming, state)
        if not (plain and plain.is_calm) and self._interrupts(text) and (alarmed := self._alarmed(incoming, state)):
            return alarmed
        return self._heard(incoming, state, plain) or self._answered(incoming, state) or self._help(state)

    def _ended(self, incoming: Incoming, state: ChatState, action: str = "") -> Sequence[Reply]:
        """Who of the staff presses or commands something else writes no more of what they had begun: else their next sentence, meant for
        the bot, would go to a citizen. They are told."""
        if not state.is_writing:
            return ()
        pieces = action.split(":")
        windows = (window for window in self.windows if window.is_for_staff and not window.continues(pieces))
        ended = [bool(window.ended(incoming)) for window in windows]
        return [Reply(self._wording.desk.staff_ended)] if any(ended) else ()

    def _plainly(self, incoming: Incoming, state: ChatState) -> PlainMeaning | None:
        """What plain words do that are said here. Staff who have something to write are not taken at a word of it; an edit does nothing."""
        if incoming.edited or incoming.attachments:
            return None
        command = next((meant for window in self.windows if (meant := window.meant(incoming.text))), "")
        found = PlainMeaning(f"{COMMAND}:{command[1:]}") if command else self._plain.meant(incoming.text)
        return replace(found, is_late=True) if found and state.is_staff else found

    def _heard(self, incoming: Incoming, state: ChatState, plain: PlainMeaning | None) -> Sequence[Reply] | None:
        """What is done at plain words, and what the window says that has something open: each in its turn."""

        def done() -> Sequence[Reply] | None:
            return self._done(replace(incoming, text=plain.rest), plain.action, state) if plain else None

        early = done() if plain and not plain.is_late else None
        return early or self._taken(incoming, state) or done()

    def _done(self, incoming: Incoming, action: str, state: ChatState) -> Sequence[Reply] | None:
        """A button, or the command that it stands for; None where nobody here can read what it says."""
        kind, _, line = action.partition(":")
        if kind != COMMAND:
            return self._pressed(incoming, action)
        command, _, rest = line.partition(" ")
        is_served = f"/{command}" in self._served_commands
        return self._commanded(incoming, f"/{command}", rest.strip(), state) if is_served else None

    def _unasked(self, incoming: Incoming) -> Sequence[Reply]:
        """What is said to a contact or a place that nobody asked for: it was seen, and is not kept."""
        return [Reply(self._wording.desk.contact if incoming.phone else self._wording.desk.location)]

    def _answered(self, incoming: Incoming, state: ChatState) -> Sequence[Reply] | None:
        """The answer to a question, and below it that what was open before waits."""
        asked = self._asked(incoming, state.conversation)
        windows = () if state.is_staff else (window for window in self.windows if not window.is_for_staff and _had_open(window, state))
        below = asked and self._first(window.unread(incoming) for window in windows)
        return [*asked, *below] if asked and below else asked

    def _alarmed(self, incoming: Incoming, state: ChatState) -> Sequence[Reply] | None:
        """The alarm, then what the window says that has something open; None for staff, who write about the dangers of others."""
        if state.is_staff or incoming.chat == self._group:
            return None
        warned = self._first(window.warned(incoming) for window in self.windows)
        asked = warned or self._first(window.asked(incoming, state.conversation) for window in self.windows)
        windows = (window for window in self.windows if not window.is_for_staff)
        below = asked and self._first(window.alarmed(incoming) for window in windows)
        return [*(replace(reply, rows=()) for reply in asked), *below] if asked and below else asked

    def _urgently(self, incoming: Incoming, state: ChatState, rest: str, replies: Sequence[Reply]) -> Sequence[Reply]:
        """`replies` to a command, below the alarm where what is said with it tells of danger ("/kiennghi cháy nhà", "/cháy nhà")."""
        if not rest or state.is_staff or incoming.chat == self._group or not self._interrupts(rest):
            return replies
        asked = self._first(window.asked(replace(incoming, text=rest), state.conversation) for window in self.windows) or ()
        alarms = [replace(reply, rows=()) for reply in asked]
        return [*alarms, *replies] if all(reply.text not in {alarm.text for alarm in alarms} for reply in replies) else replies

    def _taken(self, incoming: Incoming, state: ChatState) -> Sequence[Reply] | None:
        """The replies of the window that has something open; to an edited message, of the one to which it gave something."""
        windows = (window for window in self.windows if _may_take(window, incoming, state))
        return self._first(window.corrected(incoming) if incoming.edited else window.said(incoming) for window in windows)

    def _asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply] | None:
        """The replies to the number of a button that was offered, or to a question."""
        chosen = self._choices.chosen(incoming.text, len(conversation.offered))
        if chosen is not None and (replies := self._pressed(incoming, conversation.offered[chosen])):
            return replies
        return self._first(window.asked(incoming, conversation) for window in self.windows)

    def _commanded(self, incoming: Incoming, command: str, rest: str, state: ChatState) -> Sequence[Reply]:
        if window := self._by_command.get(command):
            return self._elsewhere() if _is_out_of_place(window, incoming) else window.commanded(incoming, command, rest)
        if command == CANCEL:
            windows = (window for window in self.windows if state.is_staff or not window.is_for_staff)
            return self._first(window.dropped(incoming) for window in windows) or self._door(self._wording.menu.nothing_open)
        if command == START and rest:
            pieces = rest.split("_")
            window = self._by_link.get(pieces[0])
            return (window.linked(incoming, pieces) if window else None) or self._old_button()
        if command == START:
            self._chats.forget_topic(incoming.chat, incoming.at)
            return self._door(self._greeting(state))
        return self._help(state)

    def _greeting(self, state: ChatState) -> str:
        """To staff with their own commands: they hear of these nowhere else."""
        menu = self._wording.menu
        return f"{menu.greeting}\n\n{menu.staff_commands_for}\n{self._own_commands()}" if state.is_staff else menu.greeting

    def _own_commands(self) -> str:
        served = self.staff_commands
        return "\n".join(f"/{name} – {told}" for name, told in self._wording.staff_commands if f"/{name}" in served)

    def _door(self, text: str) -> Sequence[Reply]:
        return [Reply(text, self._six)]

    def _pressed(self, incoming: Incoming, action: str) -> Sequence[Reply] | None:
        """The replies to a button; None where nobody here can read what it says."""
        pieces = action.split(":")
        window = self._by_action.get(pieces[0])
        if window and _is_out_of_place(window, incoming):
            return self._elsewhere()
        return window.pressed(incoming, pieces) if window else None

    def _first(self, replies: Iterable[Sequence[Reply] | None]) -> Sequence[Reply] | None:
        return next((found for found in replies if found), None)

    def _help(self, state: ChatState) -> Sequence[Reply]:
        """The commands; before those of everybody their own to staff."""
        menu = self._wording.menu
        commands = "\n".join(f"/{name} – {told}" for name, told in self.commands)
        own = f"{menu.staff_commands_for}\n{self._own_commands()}\n\n" if state.is_staff else ""
        return [Reply(f"{own}{self._wording.desk.help}\n\n{menu.commands_for}\n{commands}", self._six)]

    def _elsewhere(self) -> Sequence[Reply]:
        return [Reply(self._wording.desk.staff_elsewhere)]

    def _old_button(self) -> Sequence[Reply]:
        return [Reply(self._wording.desk.old_button)]


def _is_out_of_place(window: Window, incoming: Incoming) -> bool:
    """Whether it is the office's own business, in a group where others than the office read along."""
    return window.is_for_staff and incoming.is_overheard


def _may_take(window: Window, incoming: Incoming, state: ChatState) -> bool:
    """Whether `window` may have something open for this message: what a reply belongs to, and staff, every window finds out itself."""
    if state.is_staff or incoming.reply_to:
        return state.is_staff or not window.is_for_staff
    return not window.is_for_staff and _had_open(window, state)


def _had_open(window: Window, state: ChatState) -> bool:
    """Whether `window` may have had something open when the message came."""
    return not window.keeps_in or window.keeps_in in state.open


def _known(window: Window) -> Window:
    """`window`. Raises ValueError where it keeps things in a table that does not say so: no message would ever reach `said`."""
    if window.keeps_in and window.keeps_in not in OPEN:
        raise ValueError(f"{type(window).__name__}: {window.keeps_in} declares no open work (bot.database.tables.keeping)")
    return window


def _claimed(claims: Iterable[tuple[str, Window]]) -> dict[str, Window]:
    """What is claimed → its window. Raises ValueError where two windows claim the same, or one what is the desk's own."""
    taken: dict[str, Window] = {}
    for name, window in claims:
        if name in DESKS_OWN:
            raise ValueError(f"{name}: {FrontDesk.__name__}, {type(window).__name__}")
        if name in taken:
            raise ValueError(f"{name}: {type(taken[name]).__name__}, {type(window).__name__}")
        taken[name] = window
    return taken
