"""Codes that a telephone and the office count from one key and the time (RFC 6238, RFC 4226), and recovery codes. Pure.

No key is kept: it is derived from the office's secret and a random number, so that a stolen database counts no codes. The codes for
when the telephone is lost are kept as HMACs of that secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from urllib.parse import quote

STEP = 30  # seconds that a code lasts (RFC 6238, 4.1): what every telephone counts by
DIGITS = 6  # of a code: what every telephone shows
KEY_BYTES = 20  # of the key: as long as the digest (RFC 4226, R6)
DRIFT = 1  # steps that a telephone may be slow or fast (RFC 6238, 5.2)
NONCE_BYTES = 16
RECOVERY_CODES = 10  # given at once, each good for one login
RECOVERY_LETTERS = 10  # of a recovery code, of 32 each: 50 bits, tried as rarely as codes are
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # 32, without those that are read as another: l, o, 0, 1
KEY_PURPOSE, RECOVERY_PURPOSE = b"mot-cua second factor", b"mot-cua recovery code"


def new_nonce() -> str:
    return secrets.token_hex(NONCE_BYTES)


def key_of(secret: str, nonce: str) -> bytes:
    """The key that the telephone is given."""
    purpose = hmac.digest(secret.encode(), KEY_PURPOSE, hashlib.sha256)
    return hmac.digest(purpose, nonce.encode(), hashlib.sha256)[:KEY_BYTES]


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP


def code_of(key: bytes, step: int, digits: int = DIGITS) -> str:
    """HOTP of the step (RFC 4226, 5.3), with SHA-1: what telephones count."""
    digest = hmac.digest(key, step.to_bytes(8, "big"), hashlib.sha1)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}}"


def step_matched(key: bytes, typed: str, at: datetime, last: int) -> int | None:
    """The step whose code was typed: one that is later than `last`, the one used before. None: no such code."""
    now, found = step_of(at), None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code_of(key, step).encode(), typed.encode()) and step > last:
            found = step
    return found


def shown(key: bytes) -> str:
    """The key as it is typed into a telephone that scans nothing: groups of four."""
    text = base64.b32encode(key).decode()
    return " ".join(text[begin : begin + 4] for begin in range(0, len(text), 4))


def address(key: bytes, office: str, name: str) -> str:
    """What the telephone scans (the otpauth form that all such programs read)."""
    issuer, label = quote(office, safe=""), quote(f"{office}:{name}", safe=":")
    text = base64.b32encode(key).decode()
    return f"otpauth://totp/{label}?secret={text}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP}"


def new_recovery_codes() -> tuple[str, ...]:
    """As they are shown, once: "abcde-fghjk"."""
    half = RECOVERY_LETTERS // 2
    made = ("".join(secrets.choice(LETTERS) for _ in range(RECOVERY_LETTERS)) for _ in range(RECOVERY_CODES))
    return tuple(f"{code[:half]}-{code[half:]}" for code in made)


def recovery_hash(secret: str, staff: int, typed: str) -> str:
    """What is kept of a recovery code, however it is typed."""
    plain = "".join(letter for letter in typed.lower() if letter in LETTERS)
    purpose = hmac.digest(secret.encode(), RECOVERY_PURPOSE, hashlib.sha256)
    return hmac.digest(purpose, f"{staff}:{plain}".encode(), hashlib.sha256).hex()


def digits_in(typed: str) -> str:
    """A code as people type it: "123 456"."""
    return "".join(typed.split())


MOST_TRIES, TRIES_IN = 5, timedelta(minutes=15)  # wrong codes: 480 a day at most, of 3 in a million each, are one chance in 700 a day
