"""The front desk put together: every window, in the order in which a message is offered to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.answers.lessons.questions import ANSWERED
from bot.answers.rules.danger import Alarm
from bot.answers.turn.outcome import Answered
from bot.channels.telegram import CHANNEL as TELEGRAM
from bot.console.access import PREFIX
from bot.frontdesk import FrontDesk
from bot.frontdesk.after_alarm import SWINDLE, AfterAlarmWindow
from bot.frontdesk.asking import AskingWindow
from bot.frontdesk.beside_alarm import BesideAlarm
from bot.frontdesk.browsing import BrowsingWindow
from bot.frontdesk.happenings import HappeningsWindow
from bot.frontdesk.menu import MenuWindow
from bot.frontdesk.not_understood import NotUnderstoodWindow, asks_for_a_part, names_ours
from bot.frontdesk.own_data import OwnDataWindow
from bot.frontdesk.staff_door import StaffLoginWindow
from bot.messages import ChatId, Incoming, Reply
from bot.petitions.windows.awaited import OpenAssistant
from bot.petitions.windows.filing import FilingWindow
from bot.petitions.windows.filing_dialog import FILING
from bot.petitions.windows.following import FollowingWindow
from bot.petitions.windows.withdrawing import WithdrawingWindow
from bot.petitions.windows.working import WorkingWindow
from bot.petitions.windows.working_pages import WorkingPages
from bot.wiring.answering import AnswerParts
from bot.wiring.rooms import Rooms


def front_desk(parts: AnswerParts, rooms: Rooms) -> FrontDesk:
    """Every window over one index and one migrated database."""
    words, petitions = parts.wording, rooms.petitions

    def petition(incoming: Incoming, content: str) -> Sequence[Reply]:
        return filing.complained(incoming, content)

    beside_alarm = BesideAlarm(parts.answerer.danger, words.after_alarm)
    asking = AskingWindow(
        parts.answerer, parts.composer, words, rooms.chats, rooms.questions, parts.catalogue, FILING, petition, beside_alarm.heard
    )

    def ask(incoming: Incoming, question: str) -> Sequence[Reply]:
        return asking.commanded(incoming, "/hoi", question)

    filing = FilingWindow(petitions.intake, petitions.dialogs, rooms.questions, words, ask)

    def interrupts(text: str) -> bool:
        return parts.answerer.interrupts(text) or beside_alarm.heard(text) is not None

    swindle = next((danger for danger in parts.index.lexicon.dangers.dangers if danger.name == SWINDLE), None)

    def goes_on(text: str) -> Alarm | None:
        """What may go on after it was told: a danger, or a swindle, of which there was only a warning."""
        return beside_alarm.alarm(text) or (Alarm(swindle, "") if swindle and parts.answerer.interrupts(text) else None)

    def wants_answer(text: str) -> bool:
        return isinstance(parts.answerer.answer(text), Answered)

    def asked_since(chat: ChatId, at: datetime) -> bool:
        return any(each.at > at and each.outcome == ANSWERED for each in rooms.questions.of(chat))

    assistant = OpenAssistant(wants_answer, ask, asked_since)
    after_alarm = AfterAlarmWindow(
        goes_on, rooms.questions, words.after_alarm, partial(names_ours, parts.answerer), partial(asks_for_a_part, parts.answerer)
    )
    more = tuple(button for feature in rooms.features for button in feature.menu)

    def below(incoming: Incoming, replies: Sequence[Reply]) -> Sequence[Reply]:
        return [*rooms.official.beside.below(incoming, replies), *rooms.bulletins.beside.below(incoming, replies)]

    pages = WorkingPages(petitions.office, rooms.staff, words.petitions)
    windows = (
        WorkingWindow(petitions.desk, pages, rooms.staff, petitions.dialogs, words, rooms.slots.at),
        StaffLoginWindow(words, rooms.staff, rooms.logins, f"{rooms.public_url}{PREFIX}/vao", frozenset({TELEGRAM})),
        after_alarm,
        *rooms.announcing.windows(ask, petition),
        *rooms.planning.windows,
        filing,
        rooms.surveying.window,
        WithdrawingWindow(petitions.intake, words),
        FollowingWindow(petitions.intake, petitions.authorship, petitions.dialogs, words, rooms.slots.at, petitions.guesses, assistant),
        OwnDataWindow(
            words, rooms.chats, rooms.questions, petitions.intake.count_of, petitions.intake.kept_of, petitions.unsent.of, rooms.zone
        ),
        MenuWindow(words, ask, more),
        HappeningsWindow(parts.index.lexicon.events.events, parts.index.is_served, parts.composer, words, rooms.chats),
        BrowsingWindow(parts.catalogue, words, rooms.chats),
        rooms.official.window,
        rooms.bulletins.window,
        rooms.dialogues.window,
        rooms.scorecards.window,
        *(window for feature in rooms.features for window in feature.windows),
        NotUnderstoodWindow(parts.answerer, after_alarm),
        asking,
    )

    return FrontDesk(
        windows,
        words,
        rooms.chats,
        rooms.chat_states,
        rooms.secret_key,
        rooms.group,
        interrupts,
        rooms.surveying.offers.below,
        more,
        below,
    )
