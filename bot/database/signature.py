"""The signature of a backup: who made it held the office's key, and nothing of its manifest, which names every part, is another since.

HMAC-SHA256 (RFC 2104) over the manifest's bytes. The mark tells which key it was without telling the key: "altered" and "another key" are
two things to do.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.database.backup_errors import AlteredBackupError, KeyFileError, OtherKeyError, UnsignedBackupError
from bot.setting_kinds import SHORTEST_KEY, is_line

PURPOSE = b"mot-cua backup"  # one key signs several kinds of things; none may pass for another
MARK_PURPOSE = b"mot-cua backup key"
MARK = 12  # hex digits
LONGEST = 1_024  # bytes


class BackupSignature(BaseModel):
    """As it stands in the archive."""

    model_config = ConfigDict(frozen=True)

    key: str
    hmac: str


def mark_of_key(key: str) -> str:
    """What tells one key from another."""
    return hmac.digest(_of(key, MARK_PURPOSE), b"", hashlib.sha256).hex()[:MARK]


def signed(manifest: bytes, key: str) -> bytes:
    """What stands beside `manifest`."""
    made = hmac.digest(_of(key, PURPOSE), manifest, hashlib.sha256).hex()
    return BackupSignature(key=mark_of_key(key), hmac=made).model_dump_json().encode()


def check(path: str, manifest: bytes, signature: bytes | None, key: str, *, takes_unsigned: bool) -> None:
    """Raises UnsignedBackupError, OtherKeyError (neither where `takes_unsigned`) or, whatever was said, AlteredBackupError."""
    if signature is None:
        if not takes_unsigned:
            raise UnsignedBackupError(path)
        return
    try:
        found = BackupSignature.model_validate_json(signature)
    except ValidationError as error:
        raise AlteredBackupError(path) from error
    expected = hmac.digest(_of(key, PURPOSE), manifest, hashlib.sha256).hex()
    is_marked = hmac.compare_digest(found.key.encode(), mark_of_key(key).encode())
    is_ours = hmac.compare_digest(found.hmac.encode(), expected.encode())
    if is_marked is not is_ours:  # the content or, with what we signed untouched, the mark is another since
        raise AlteredBackupError(path)
    if not is_marked and not takes_unsigned:
        raise OtherKeyError(path)


def key_in(file: Path) -> str:
    """The key that a file holds, as the settings want one. Raises KeyFileError for what is none, OSError where it cannot be read."""
    try:
        key = file.read_bytes().decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise KeyFileError(str(file)) from error
    if len(key) < SHORTEST_KEY or not is_line(key):
        raise KeyFileError(str(file))
    return key


def _of(key: str, purpose: bytes) -> bytes:
    return hmac.digest(key.encode(), purpose, hashlib.sha256)
