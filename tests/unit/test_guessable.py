"""knowledge.texts.guessable: a key that is plainly no secret is told from one that was drawn."""

from __future__ import annotations

import base64
import secrets

import pytest

from knowledge.texts.guessable import FEWEST_LETTERS, FEWEST_SIGNS, is_guessable


@pytest.mark.parametrize(
    "key",
    [
        *("a" * 32, "0" * 16, "ab" * 10, "abcabcabcabcabcabc", "0123456789abcdef", "abcdefghijklmnop", "zyxwvutsrqponmlk", "12345678901234567890"),
        *("passwordpassword", "password12345678", "Password-Password-1", "P@ssw0rd12345678", "changemechangeme", "change-me-please-now"[:16]),
        *("secret-secret-key", "qwertyuiopasdfgh", "1qaz1qaz1qaz1qaz", "admin-1234567890", "matkhau-bi-mat-123", "Mật khẩu bí mật 1", "mot-cua-secret-key"),
        *("openssl rand -base64 32", "$(openssl rand -base64 32)", "openssl-rand-hex-32", "head -c 32 /dev/urandom", "<openssl rand -hex 16>"),
        *("1qaz2wsx3edc4rfv", "!QAZ2wsx#EDC4rfv", "qazwsxedcrfvtgbyhn", "zaq12wsxcde34rfv", "asdfghjkl;lkjhgfdsa"),
        *("1990-01-01-2026-12-01", "0209194530041975", "20261201T012345Z", "02/09/1945 19:45:00", "ngay 01/12/2026 mot cua"),
        *(base64.b64encode(each).decode() for each in (b"\0" * 32, b"\xff\x00" * 16, bytes(range(32)), bytes(range(200, 168, -1)), b"password12345678")),
        *(base64.urlsafe_b64encode(b"\xfb\xef\xbe" * 8).decode(), bytes(range(16)).hex(), (b"\xde\xad\xbe\xef" * 4).hex(), b"changemechangeme".hex()),
        *("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "1111111111111112", "................", "nhandannhandannhandan"),
    ],
)  # fmt: skip
def test_what_is_no_secret_is_found(key: str) -> None:
    assert is_guessable(key)


@pytest.mark.parametrize(
    "key",
    ["mot-khoa-rieng-cho-sao-luu", "khoa-cua-cuoc-tro-chuyen", "con trâu trắng ăn cỏ bên đường 7", "q7Zt2Kx9Lm4Vb8Nc", "4821093756610482"],
)
def test_a_phrase_of_ones_own_and_what_was_drawn_pass(key: str) -> None:
    assert not is_guessable(key)


def test_no_key_that_a_machine_draws_is_refused() -> None:
    for size in (16, 24, 32):
        for drawn in (secrets.token_urlsafe, secrets.token_hex, lambda size: base64.b64encode(secrets.token_bytes(size)).decode()):
            assert not [key for key in (drawn(size) for _ in range(300)) if is_guessable(key)]


def test_so_many_signs_and_letters_decide() -> None:
    assert (FEWEST_SIGNS, FEWEST_LETTERS) == (6, 6)
    assert is_guessable("8f3k8k3f38fk8333f8kk")
    assert not is_guessable("8f3k8k3f38fm8w33f8kk")
