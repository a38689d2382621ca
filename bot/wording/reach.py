"""What the staff are told when one of them, or their group, no longer hears the bot."""

from __future__ import annotations

from bot.wording.section import WordingSection


class ReachWords(WordingSection):
    """Letters to who stands in; the banner of the console."""

    group_lost: str
    person_lost: str
    group_again: str
    person_again: str
    group_moved: str
    unheard_by_group: str
    unheard_by_person: str
    banner_group: str
    banner_person: str
    banner_self: str
    banner_nobody: str
    banner_late: str
