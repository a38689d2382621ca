"""What was read on a picture → whether it is a card: identity papers of both sides, bank cards, insurance cards. Pure."""

from __future__ import annotations

import re
import unicodedata

ALONE = re.compile(
    r"can cuoc|citizen identity|identity card|chung minh nhan dan|giay phep lai xe|driver'?s? licen[cs]e|ho chieu|passport"
    r"|socialist republic of viet ?nam.{0,80}(?:identity|independence)|the bao hiem y te|health insurance card"
    r"|dac diem nhan dang|personal identification|canh sat quan ly hanh chinh|idvnm|[a-z0-9]<{2,}[a-z0-9]+<{2,}|<{6,}"
)
"""Words that stand on cards and hardly on anything else; the last ones are lines for machines."""

TOGETHER = tuple(
    map(
        re.compile,
        (
            r"ngay sinh|date of birth",
            r"ho va ten|ho ten|full name",
            r"gioi tinh|\bsex\b",
            r"quoc tich|nationality",
            r"que quan|place of origin",
            r"noi thuong tru|place of residence|noi cu tru",
            r"co gia tri den|date of expiry",
            r"valid (?:from|thru)|good thru|month/year|\b(?:0[1-9]|1[0-2])/[2-4]\d\b",
            r"\bnapas\b|\bvisa\b|mastercard|\bjcb\b|\bdebit\b|\bcredit\b",
            r"bao hiem (?:y te|xa hoi)",
            r"ma so|so ?/ ?no",
            r"noi ?(?:dk|dang ky) ?(?:kcb|kham)|kcb bd",
            r"gia tri su dung|05 nam lien tuc|muc huong|ma huong",
            r"ngon tro (?:trai|phai)|left index|right index",
            r"cuc truong|bo cong an",
        ),
    )
)
"""Words that also stand elsewhere: ENOUGH of these lines make a card."""
ENOUGH = 3

LONG_NUMBER = re.compile(r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)")
CARD_NUMBER = re.compile(r"(?<!\d)\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}(?:[ .-]?\d{3})?(?!\d)")
INSURED = re.compile(r"\b[a-z]{2} ?[1-5] ?\d{2} ?\d{10}\b")  # the long number of a health insurance card: group, rate, province, number


def is_card(read: str) -> bool:
    """Whether these are the words of a card, or its number: 12 digits, a bank's 16 or 19 that check out, an insured person's 15 signs."""
    text = _folded(read)
    if ALONE.search(text) or LONG_NUMBER.search(text) or INSURED.search(text):
        return True
    if any(is_checked(re.sub(r"\D", "", found)) for found in CARD_NUMBER.findall(text)):
        return True
    return sum(bool(words.search(text)) for words in TOGETHER) >= ENOUGH


def is_checked(digits: str) -> bool:
    """Whether it may be a bank's card: 9704 comes first, as at home, or 3 to 6 and its last digit is right (ISO/IEC 7812, Luhn)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return (digits[0] in "3456" and sum(sum(divmod(each, 10)) for each in doubled) % 10 == 0) or digits.startswith("9704")


def _folded(read: str) -> str:
    plain = unicodedata.normalize("NFD", read.lower().replace("đ", "d"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
