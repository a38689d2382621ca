"""Where and as what an office signs its report."""

from __future__ import annotations

import pytest

from bot import wording
from bot.plans.presenter import ReportLetterhead

WORDS = wording.load().plans.report
COMMITTEE = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
HEAD = ("THỦ TRƯỞNG CƠ QUAN",)


@pytest.mark.parametrize(
    ("office", "place", "signer"),
    [
        ("UBND xã Kim Liên", "Kim Liên", COMMITTEE),
        ("Ủy ban nhân dân phường Vinh Hưng", "Vinh Hưng", COMMITTEE),
        ("UBND tỉnh Nghệ An", "Nghệ An", COMMITTEE),
        ("Sở Nội vụ", "Nghệ An", HEAD),
        ("Trung tâm Phục vụ hành chính công xã Kim Liên", "Kim Liên", HEAD),
        ("", "Nghệ An", HEAD),
    ],
)
def test_a_commune_signs_in_its_own_name_and_an_office_of_the_province_in_the_provinces(
    office: str, place: str, signer: tuple[str, ...]
) -> None:
    head = ReportLetterhead(office, "Nghệ An")
    assert (head.signed_in(WORDS), head.signed_by(WORDS)) == (place, signer)


def test_what_the_office_has_set_goes_before_what_follows_from_its_name() -> None:
    head = ReportLetterhead("UBND xã Kim Liên", "Nghệ An", "Nam Đàn", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    assert (head.signed_in(WORDS), head.signed_by(WORDS)) == ("Nam Đàn", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
