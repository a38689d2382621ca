"""The codes of a telephone, as RFC 6238 and RFC 4226 print them, and what is kept of recovery codes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from bot.people.second import totp

RFC_KEY = b"12345678901234567890"  # RFC 6238, appendix B; RFC 4226, appendix D
SECRET = "the secret of the office"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp.code_of(RFC_KEY, totp.step_of(datetime.fromtimestamp(seconds, UTC)), digits=8) == code


def test_the_codes_are_those_of_rfc_4226() -> None:
    expected = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
    assert [totp.code_of(RFC_KEY, count) for count in range(10)] == expected


@pytest.mark.parametrize(("slow", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_telephone_may_be_one_step_slow_or_fast_and_no_more(slow: int, is_taken: bool) -> None:
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    step = totp.step_of(at) + slow
    assert totp.step_matched(RFC_KEY, totp.code_of(RFC_KEY, step), at, 0) == (step if is_taken else None)


def test_a_code_that_was_used_and_those_before_it_count_no_more() -> None:
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    now = totp.step_of(at)
    for step in (now - 1, now):
        assert totp.step_matched(RFC_KEY, totp.code_of(RFC_KEY, step), at, now) is None
    assert totp.step_matched(RFC_KEY, totp.code_of(RFC_KEY, now + 1), at, now) == now + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef", "0" * 1_000, "\0"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert totp.step_matched(RFC_KEY, totp.digits_in(typed), datetime(2026, 3, 2, tzinfo=UTC), 0) is None


def test_the_key_is_another_for_each_number_and_each_office() -> None:
    nonces = [totp.new_nonce() for _ in range(3)]
    keys = {totp.key_of(secret, nonce) for nonce in nonces for secret in (SECRET, "another secret of an office")}
    assert len(keys) == 6
    assert {len(key) for key in keys} == {totp.KEY_BYTES}


def test_the_telephone_scans_whose_it_is_and_the_key() -> None:
    key = totp.key_of(SECRET, totp.new_nonce())
    found = urlsplit(totp.address(key, "UBND xã Hòa Bình", "Nguyễn Thị Lan"))
    asked = parse_qs(found.query)
    assert (found.scheme, found.netloc) == ("otpauth", "totp")
    assert unquote(found.path) == "/UBND xã Hòa Bình:Nguyễn Thị Lan"
    assert base64.b32decode(asked["secret"][0]) == key
    assert base64.b32decode(totp.shown(key).replace(" ", "")) == key
    assert asked["issuer"] == ["UBND xã Hòa Bình"]


def test_recovery_codes_are_ten_apart_and_read_however_they_are_typed() -> None:
    codes = totp.new_recovery_codes()
    assert len(set(codes)) == totp.RECOVERY_CODES
    assert len(set(totp.LETTERS)) == 32
    kept = totp.recovery_hash(SECRET, 7, codes[0])
    for typed in (codes[0], codes[0].upper(), f" {codes[0].replace('-', ' ')} "):
        assert totp.recovery_hash(SECRET, 7, typed) == kept
    assert totp.recovery_hash(SECRET, 8, codes[0]) != kept, "of nobody else"
    assert totp.recovery_hash("another secret", 7, codes[0]) != kept
    assert codes[0] not in kept
