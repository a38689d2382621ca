"""Banks and purses by the names that messages call them. Pure."""

from __future__ import annotations

import re

from bot.official.rules.claims import folded

BANKS = {
    **{
        name: name for name in ("abbank", "acb", "agribank", "bidv", "eximbank", "hdbank", "lpbank", "msb", "ocb", "pvcombank", "sacombank")
    },
    **{name: name for name in ("scb", "seabank", "shb", "techcombank", "tpbank", "vib", "vietbank", "vpbank", "timo", "cake", "momo")},
    **{name: name for name in ("zalopay", "vnpay", "viettelpay", "shopeepay", "kienlongbank", "namabank", "bacabank", "baovietbank")},
    "tcb": "techcombank",
    "vcb": "vietcombank",
    "vietcombank": "vietcombank",
    "ngoai thuong": "vietcombank",
    "vietinbank": "vietinbank",
    "ctg": "vietinbank",
    "cong thuong": "vietinbank",
    "vbard": "agribank",
    "nong nghiep va phat trien nong thon": "agribank",
    "dau tu va phat trien": "bidv",
    "mb": "mbbank",
    "mbbank": "mbbank",
    "mb bank": "mbbank",
    "quan doi": "mbbank",
    "a chau": "acb",
    "kho bac": "kho bac",
    "kbnn": "kho bac",
}
"""What is said, folded → the bank; enough to catch a number told with another bank's name, and no list of all."""
_NAMED = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, BANKS), key=len, reverse=True))})\b")


def banks_in(text: str) -> frozenset[str]:
    """The banks that `text` names."""
    return frozenset(BANKS[found] for found in _NAMED.findall(folded(text)))
