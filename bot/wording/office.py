"""What the office says of itself."""

from __future__ import annotations

from bot.wording.section import WordingSection


class OfficeWords(WordingSection):
    """Door, hours, telephone, days."""

    our_office: str
    address: str
    no_address: str
    phone: str
    no_phone: str
    person: str
    hours: str
    by_calendar: str
    call_first: str
    is_open: str
    is_closed: str
    holidays: str
    open_now: str
    closed_now: str
    weekend: str
    day_off: str
    date: str
    moment: str
    clock: str
    full_hour: str
    stretch: str
