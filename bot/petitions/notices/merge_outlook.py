"""What one of the staff reads before two petitions become one: what stays, who has it, until when, and what the senders get."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.petitions.rules.clocks import MergeOutlook
from bot.wording.petitions import MergingWords

Named = Callable[[int | None], str]
"""The name of one of the staff, or of a unit, by its number; "" for none."""


def outlook_lines(
    say: MergingWords, outlook: MergeOutlook, officer: Named, unit: Named, moment: Callable[[datetime], str]
) -> tuple[str, ...]:
    """A sentence for each thing that stays or changes; `moment`: how a moment is written."""
    names = {"stays": outlook.stays, "gone": outlook.gone}
    holder = (say.holder if outlook.officer else say.nobody).format(**names, officer=officer(outlook.officer), unit=unit(outlook.unit))
    if outlook.due is None:
        due = say.paused.format(**names)
    else:
        told = say.due_brought if outlook.due_of == outlook.gone else say.due
        due = told.format(**names, due=moment(outlook.due))
    signed = (say.signed.format(**names),) if outlook.signs_again else ()
    return (holder, due, say.senders.format(**names), say.texts.format(**names), *signed, say.undo)
