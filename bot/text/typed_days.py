"""A day as people here write it, 20/11/2026, whatever language a browser speaks; read from a form and shown in one."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from knowledge.facts.deadline_days import day_in

PATTERN = r"\d{1,2}[\/.\-]\d{1,2}[\/.\-]\d{4}|\d{4}-\d{2}-\d{2}"
"""What a browser lets through without asking the server; forms that were kept before hold "2026-11-20"."""


def day_of(text: str) -> date:
    """The day that `text` writes, as knowledge.facts.deadline_days.day_in reads it. Raises ValueError for anything else: a year of two
    digits, a month before a day, a day that there is not."""
    found = day_in(text)
    if found is None:
        raise ValueError(f"no day: {text[:40]!r}")
    return found


def shown(value: date | str | None) -> str:
    """What stands in the field of a day: 20/11/2026; what was typed and is no day, as it was typed."""
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    text = str(value or "")
    try:
        return shown(day_of(text))
    except ValueError:
        return text


def field(how: str, pick: str = "") -> Markup:
    """The attributes of an input that takes a day. `how`: how it is written, told as a hint; `pick`: what the button beside it says that
    opens a calendar where the browser has one ("": there is none)."""
    told = Markup('type="text" inputmode="numeric" autocomplete="off" maxlength="10" pattern="{}" placeholder="{}" title="{}"')
    return told.format(PATTERN, how, how) + (Markup(' data-pick="{}"').format(pick) if pick else "")
