"""A day to remember, as a file that calendars read (RFC 5545). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

ONE = timedelta(days=1)
WEEK_AHEAD = 14  # days; a day so far away is told a week before as well as the morning before
LINE_OCTETS = 75  # RFC 5545, 3.1: of a line without its end


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A day: what stands on it, what is told of it, where more stands; `uid` is the same for the same day of the same matter."""

    uid: str
    day: date
    title: str
    about: str
    address: str


def uid_of(*told: object) -> str:
    """A name for an event that says nothing of whose it is."""
    return blake2b("\n".join(map(str, told)).encode(), digest_size=12).hexdigest()


def calendar_file(event: CalendarEvent, now: datetime) -> bytes:
    """The event as a file that calendars read: a whole day, told the morning before, and a week before where it is far away."""
    ahead = ["-PT16H", *(["-P6DT16H"] if (event.day - now.date()).days >= WEEK_AHEAD else [])]  # at eight in the morning
    alarms = [
        line
        for trigger in ahead
        for line in ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(event.title)}", f"TRIGGER:{trigger}", "END:VALARM")
    ]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mot Cua//Han cua ba con//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{event.uid}@mot-cua",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + ONE:%Y%m%d}",
        f"SUMMARY:{_escaped(event.title)}",
        f"DESCRIPTION:{_escaped(event.about)}",
        *([f"URL:{event.address}"] if event.address else []),
        "TRANSP:TRANSPARENT",
        *alarms,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line)).encode()


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    return re.sub(r"\r?\n", r"\\n", re.sub(r"([\\;,])", r"\\\1", text))


def _folded(line: str) -> Iterator[str]:
    """RFC 5545, 3.1: no line longer than 75 octets; what goes on begins with a space; no letter is cut in two."""
    begun = ""
    for letter in line:
        if len((begun + letter).encode()) > LINE_OCTETS:
            yield begun
            begun = " "
        begun += letter
    yield begun
