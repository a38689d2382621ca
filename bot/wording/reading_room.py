"""What the citizens' web pages say beside the chat: looking about, the page of a procedure, what the device itself can do."""

from __future__ import annotations

from bot.wording.section import WordingSection


class BrowsePageWords(WordingSection):
    """Life events and fields, each with what it holds."""

    title: str
    about: str
    events: str
    all_events: str
    fields: str
    count: str
    event_about: str
    by: str
    open: str
    bring: str
    back: str
    heading_about: str
    field_about: str


class ProcedurePageWords(WordingSection):
    """Ticks, the calendar, what is printed."""

    ticks: str
    ticked: str
    clear: str
    deadline: str
    basis: str
    calendar: str
    mark: str
    add: str
    event: str
    event_about: str
    event_opens: str
    unread_title: str
    unread: str
    past_title: str
    past: str
    file_name: str
    prints: str
    leaflet: str
    leaflet_about: str
    poster: str
    poster_call: str
    poster_about: str
    ask: str


class DeviceWords(WordingSection):
    """What scripts say on buttons of what the browser can do; without them nobody sees these words."""

    size: str
    sizes: tuple[str, str, str]
    listen: str
    silence: str
    copying: str
    copied: str
    share: str
    dictate: str
    dictate_full: str
    listening: str
    unheard: str


class ReadingRoomWords(WordingSection):
    """The whole of [reading_room]."""

    browse: BrowsePageWords
    procedure: ProcedurePageWords
    device: DeviceWords
