"""knowledge.texts.guessable: a key that is plainly no secret is told from one that was drawn."""

from __future__ import annotations

import base64
import secrets

import pytest

from knowledge.texts.guessable import BITS_SYLLABLE, BITS_WORD, FEWEST_LETTERS, FEWEST_SIGNS, LEAST_TOLD, is_guessable


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
    [
        *("emyeuanhnhieulam", "chucmungnammoi2026", "nguyen-van-a-2026", "lequangdung1990", "hanoihuesaigon2026", "thanh-hoa-nghe-an", "hochiminh19051890"),
        *("thequickbrownfox", "the quick brown fox", "correct horse battery staple", "CorrectBatteryHorse", "keepitsecretkeepitsafe", "hello-world-hello"),
        *("this-is-a-secret-key", "some-random-string-here", "replace-this-key-now", "django-insecure-key", "jwt-signing-key-1", "production-secret"),
        *("a1b2c3d4e5f6g7h8", "1a2b3c4d5e6f7g8h", "abcd-1234-efgh-5678", "deadbeefcafebabe", "31415926535897932384", "2357111317192329"),
        *("summer2026winter2026", "ngay-quoc-khanh-2-9", "sunshine-princess", "Chuyển đổi số 2026", "ủy ban nhân dân xã 2026"),
        *(base64.b64encode(each.encode()).decode() for each in ("correct horse battery", "xinchaovietnam2026")),
    ],
)  # fmt: skip
def test_what_words_rows_and_days_tell_in_few_bits_is_no_secret(key: str) -> None:
    assert is_guessable(key)


def test_so_many_words_and_syllables_decide() -> None:
    """Of a phrase of one's own: three syllables, or four words that everybody uses, are tried by whoever tries phrases."""
    assert (LEAST_TOLD, BITS_WORD, BITS_SYLLABLE) == (43, 9, 11)
    assert is_guessable("trau-nghieng-ruong")
    assert not is_guessable("trau-nghieng-ruong-lech")
    assert is_guessable("river-lazy-orange-ten")
    assert not is_guessable("river-lazy-orange-ten-tiger")


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
