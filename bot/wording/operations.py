"""What the program says to whoever runs it."""

from __future__ import annotations

from bot.wording.section import Section


class Operations(Section):
    """Errors name what is wrong and what to do; none shows a password."""

    bad_setting: str
    address_taken: str
    address_refused: str
    database_unreachable: str
    database_newer: str
    migrated: str
    stopped: str
    backed_up: str
    restored: str
    backup_exists: str
    backup_unreadable: str
    backup_newer: str
    backup_of_another: str
    miscounted: str
    files_missing: str
    secret_kept: str
    secret_restored: str
    secret_absent: str
    moved: str
    moves_to_postgresql: str
    still_in_use: str
    database_not_empty: str
    no_postgresql_tools: str
    postgresql_refused: str
