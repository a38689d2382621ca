"""bot.petitions.subjects: officers and units that a petition names are recognised, and whoever is only written to is not."""

from __future__ import annotations

import pytest

from bot.people.staff import Role, Staff, Unit
from bot.petitions.petition import Kind
from bot.petitions.subjects import subjects
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
        ("Chị Lan ở quầy số 2 quát mắng người già", Kind.BEHAVIOUR, ",s2,"),
        ("chi lan o quay so 2 quat mang nguoi gia", Kind.BEHAVIOUR, ",s2,"),
        ("Cán bộ địa chính Hoa hẹn năm lần bảy lượt", Kind.BEHAVIOUR, ",s1,"),
        ("Trần Văn Hoa hẹn năm lần bảy lượt", Kind.OTHER, ",s1,"),
        ("TRẦN VĂN HOA hẹn mãi không trả", Kind.REGULATION, ",s1,"),
        ("Ông chủ tịch Dũng nói năng khó nghe với dân", Kind.BEHAVIOUR, ",s3,u1,"),
        ("Phòng Hạ tầng thu tiền không có hóa đơn", Kind.BEHAVIOUR, ",u2,"),
        ("Cán bộ UBND xã Hòa Bình làm khó dân", Kind.BEHAVIOUR, ",u1,"),
        ("Cán bộ tiếp dân quát mắng người già ở quầy", Kind.BEHAVIOUR, ""),
        ("Kính gửi UBND xã Hòa Bình, đèn đường hỏng đã ba tuần", Kind.OTHER, ""),
        ("Chị Lan hàng xóm đổ rác ra đường", Kind.OTHER, ""),
        ("Vườn hoa bị phá, anh em trong xóm bức xúc", Kind.BEHAVIOUR, ""),
        ("Chị Làn ở quầy quát mắng người già", Kind.BEHAVIOUR, ""),
    ],
)
def test_who_is_named(content: str, kind: Kind, about: str) -> None:
    assert subjects(filing(content, kind, where=""), STAFF, UNITS) == about
