"""What a setting may be: kinds of values that check themselves.

What a refusal says is for programmers; the person who runs the program reads the sentence of the setting's name in the wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from bot.text import hours
from indexer.building.build import codes_in
from knowledge.texts.guessable import is_guessable
from knowledge.texts.mailboxes import is_mailbox

LONGEST_LINE = 300  # characters; names and addresses of offices are shorter, and stand on every page
LONGEST_LIST = 4_000  # characters of settings that list things
LARGEST_CODES = 1_000_000  # bytes; the national list of codes takes 30,000
SHORTEST_KEY = 16  # characters; what signs cookies must not be guessed
ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?")
"""A site's address without a path; * for all below a domain."""

HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]{2,45}\]")
BOT = r"^(\d{5,20}:[A-Za-z0-9_-]{30,100})?$"
GROUP = r"^(-\d{1,18})?$"
"""Telegram's numbers of groups are negative; a person's is positive, a name begins with @."""


def _checked(is_right: Callable[[str], object]) -> AfterValidator:
    """Refuses what `is_right` calls false or raises at."""

    def check(given: str) -> str:
        if not is_right(given):
            raise ValueError
        return given

    return AfterValidator(check)


def is_line(given: str) -> bool:
    """One line of letters that can be shown; no control characters, no halves of letters, nothing that turns the direction."""
    return len(given) <= LONGEST_LINE and not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in given)


def _is_address(given: str) -> bool:
    """http(s), a host, perhaps a port and a path; nothing behind."""
    if len(given) > LONGEST_LINE or not given.isascii() or re.search(r"[\s\x00-\x1f\x7f<>\"'\\^`{|}?#@]", given):
        return False
    parts = urlsplit(given)
    host = parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc
    return parts.scheme in ("http", "https") and parts.port != 0 and HOST.fullmatch(host) is not None


def _is_zone(given: str) -> bool:
    try:
        ZoneInfo(given)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return False
    return True


def _is_folder(path: Path) -> bool:
    """Whether it is a folder or could be made one. What may not be looked at shows when it is opened."""
    if not all(map(is_line, path.parts)) or len(str(path)) > LONGEST_LIST:
        return False
    try:
        nearest = next((above for above in (path, *path.parents) if above.exists()), Path())
        return nearest.is_dir()
    except OSError as error:
        return isinstance(error, PermissionError)


def _folder(given: object) -> object:
    """An empty name would be the folder in which the program stands."""
    if not str(given).strip() or not _is_folder(Path(str(given))):
        raise ValueError
    return given


def _are_folders(given: str) -> bool:
    paths = [Path(each) for each in given.split()]
    return bool(paths) and all(map(_is_folder, paths))


def _lists_codes(given: str) -> bool:
    """Whether it is empty or names a readable file with at least one code."""
    path = Path(given)
    try:
        return not given or (path.is_file() and path.stat().st_size <= LARGEST_CODES and bool(codes_in(path)))
    except OSError:
        return False


def _are_networks(given: str) -> bool:
    for each in given.split():
        ip_network(each)
    return len(given) <= LONGEST_LIST


def _is_address_number(given: str) -> bool:
    ip_address(given)
    return "%" not in given


def _is_key(given: str) -> bool:
    return len(given.strip()) >= SHORTEST_KEY and is_line(given) and not is_guessable(given)


Line = Annotated[str, _checked(is_line)]
Address = Annotated[str, _checked(_is_address)]
SecureAddress = Annotated[str, _checked(lambda given: not given or (given.startswith("https://") and _is_address(given)))]
Host = Annotated[str, _checked(lambda given: HOST.fullmatch(given) or _is_address_number(given))]
MailHost = Annotated[str, _checked(lambda given: not given or HOST.fullmatch(given))]
Mailbox = Annotated[str, _checked(lambda given: not given or is_mailbox(given))]
Zone = Annotated[str, _checked(_is_zone)]
Origins = Annotated[str, _checked(lambda given: len(given) <= LONGEST_LIST and all(map(ORIGIN.fullmatch, given.split())))]
Networks = Annotated[str, _checked(_are_networks)]
Folder = Annotated[Path, BeforeValidator(_folder)]
Folders = Annotated[str, _checked(_are_folders)]
CodesFile = Annotated[str, _checked(_lists_codes)]
Key = Annotated[str, _checked(lambda given: not given or _is_key(given))]
Roles = Annotated[str, _checked(lambda given: set(given.split()) <= {"officer", "leader", "admin"})]
Token = Annotated[str, StringConstraints(pattern=BOT)]
Group = Annotated[str, StringConstraints(pattern=GROUP)]
OfficeHours = Annotated[str, _checked(hours.of_a_day)]
