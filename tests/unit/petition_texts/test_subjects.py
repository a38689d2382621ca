"""bot.petitions.rules.texts.subjects: officers and units that a petition names are recognised, and whoever is only written to is not."""

from __future__ import annotations

import pytest

from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.texts.subjects import subjects
from tests.petitions import filing

UNITS = [Unit(1, "UBND xã Hòa Bình", is_coordinator=True), Unit(2, "Phòng Hạ tầng")]
STAFF = [
    Staff(1, "Trần Văn Hoa", Role.OFFICER, 1, None),
    Staff(2, "Lê Thị Lan", Role.OFFICER, 2, None),
    Staff(3, "Nguyễn Dũng", Role.LEADER, 1, None),
    Staff(4, "Phạm Thị Lan", Role.OFFICER, 2, None, is_active=False),
]


@pytest.mark.parametrize(
    ("content", "kind", "about"),
    [
        ("Chị Lan ở quầy số 2 quát mắng người già", PetitionKind.BEHAVIOUR, ",s2,"),
        ("chi lan o quay so 2 quat mang nguoi gia", PetitionKind.BEHAVIOUR, ",s2,"),
        ("Cán bộ địa chính Hoa hẹn năm lần bảy lượt", PetitionKind.BEHAVIOUR, ",s1,"),
        ("Trần Văn Hoa hẹn năm lần bảy lượt", PetitionKind.OTHER, ",s1,"),
        ("TRẦN VĂN HOA hẹn mãi không trả", PetitionKind.REGULATION, ",s1,"),
        ("Ông chủ tịch Dũng nói năng khó nghe với dân", PetitionKind.BEHAVIOUR, ",s3,u1,"),
        ("Phòng Hạ tầng thu tiền không có hóa đơn", PetitionKind.BEHAVIOUR, ",u2,"),
        ("Cán bộ UBND xã Hòa Bình làm khó dân", PetitionKind.BEHAVIOUR, ",u1,"),
        ("Cán bộ tiếp dân quát mắng người già ở quầy", PetitionKind.BEHAVIOUR, ""),
        ("Kính gửi UBND xã Hòa Bình, đèn đường hỏng đã ba tuần", PetitionKind.OTHER, ""),
        ("Chị Lan hàng xóm đổ rác ra đường", PetitionKind.OTHER, ""),
        ("Vườn hoa bị phá, anh em trong xóm bức xúc", PetitionKind.BEHAVIOUR, ""),
        ("Chị Làn ở quầy quát mắng người già", PetitionKind.BEHAVIOUR, ""),
    ],
)
def test_who_is_named(content: str, kind: PetitionKind, about: str) -> None:
    assert subjects(filing(content, kind, where=""), STAFF, UNITS) == about
