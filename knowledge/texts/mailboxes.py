"""Addresses of e-mail: which of them may be written to. Pure; nothing that could end a line of a letter's head passes."""

from __future__ import annotations

import re

LONGEST_MAILBOX = 254  # characters; what a server accepts as a path (RFC 5321, 4.5.3.1.3)
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAILBOX = re.compile(rf"(?P<local>{_LOCAL})@(?P<domain>{_LABEL}(?:\.{_LABEL})*)")
LONGEST_LOCAL = 64  # characters before the @ (RFC 5321, 4.5.3.1.1)


def is_mailbox(text: str) -> bool:
    """Whether `text` is one address and nothing else: no name beside it, no comma, no line break."""
    found = _MAILBOX.fullmatch(text) if len(text) <= LONGEST_MAILBOX else None
    return found is not None and len(found["local"]) <= LONGEST_LOCAL


def mailbox(text: str) -> str:
    """`text` as it is kept: small letters, so that one address is one. Raises ValueError where it is not an address."""
    if not is_mailbox(text):
        raise ValueError("mailbox")
    return text.lower()
