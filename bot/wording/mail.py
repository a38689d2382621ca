"""What the letters to the staff say."""

from __future__ import annotations

from bot.wording.section import WordingSection


class StaffMailWords(WordingSection):
    """`about` stands at the end of each."""

    from_name: str
    notice_subject: str
    notice: str
    login_subject: str
    login: str
    confirm_subject: str
    confirm: str
    moved_subject: str
    moved: str
    about: str
