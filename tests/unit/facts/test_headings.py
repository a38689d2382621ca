"""knowledge.facts.headings: the official headings in every spelling."""

from __future__ import annotations

import pytest
from hypothesis import given

from knowledge.facts.headings import TITLES, part_of
from knowledge.records.procedure import Part
from tests.support.strategies import anything


@pytest.mark.parametrize("part", [part for part in Part if part is not Part.SUMMARY])
@pytest.mark.parametrize("form", ["{}", "{}:", "3. {}", "III. {}", "a) {}", "2.1 {}:", "- {}", " {} ."])
def test_knows_every_official_heading_however_it_is_numbered(part: Part, form: str) -> None:
    assert part_of(form.format(TITLES[part])) is part
    assert part_of(form.format(TITLES[part].upper())) is part


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Thành phần, số lượng hồ sơ", Part.DOCUMENTS),
        ("Lệ phí (nếu có)", Part.FEES),
        ("Tên mẫu đơn, mẫu tờ khai", Part.FORMS),
        ("Cơ sở pháp lý", Part.LEGAL_BASIS),
        ("1.7. Kết quả", Part.RESULT),
    ],
)
def test_knows_other_spellings(heading: str, part: Part) -> None:
    assert part_of(heading) is part


@pytest.mark.parametrize("heading", ["", "Tóm tắt", "Hồ sơ của năm ngoái", "Phí gửi xe", "..."])
def test_other_headings_open_no_part(heading: str) -> None:
    assert part_of(heading) is None


@given(anything)
def test_any_heading_is_a_part_or_none(heading: str) -> None:
    assert part_of(heading) in {None, *Part}
