"""What a sender calls a file fits a line and leads nowhere."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.filenames import bare_name, printable


@given(st.text())
@example("a\r\n\tSet-Cookie: x=1.pdf")
@example("..\\..\\\u202efdp.exe\ud800")
def test_a_name_is_one_line_without_folders_whatever_was_sent(name: str) -> None:
    assert bare_name(name).isprintable()
    assert not set(bare_name(name)) & set("/\\")
    assert printable(bare_name(name)) == bare_name(name)


def test_vietnamese_names_stay_as_they_are_whichever_way_they_are_written() -> None:
    for name in ("Báo cáo quý 3 (bản cuối).pdf", "Bie\u0302\u0309u ma\u0302\u0303u.docx"):
        assert bare_name(f"C:\\Tài liệu\\{name}") == name
