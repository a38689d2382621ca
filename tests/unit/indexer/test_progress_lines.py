"""A build that takes long is heard of again and again, and is silent once it is over."""

from __future__ import annotations

import re
from threading import Event

from indexer.building.progress_lines import SILENT, ProgressLines


def test_each_stage_is_told_when_it_begins() -> None:
    said: list[str] = []
    with ProgressLines(said.append) as lines:
        lines.progress("Đọc thư viện", 0, 1)
        lines.progress("Đọc thư viện", 1, 1)
        lines.progress("Đếm từ", 32, 6293)
        lines.progress("Đếm từ", 64, 6293)
    assert [re.sub(r"\d+ giây", "n giây", line).strip() for line in said] == ["Đọc thư viện … n giây", "Đếm từ 32/6293 … n giây"]


def test_a_stage_that_says_nothing_is_told_again_while_it_lasts() -> None:
    said, thrice = [], Event()

    def say(line: str) -> None:
        said.append(line)
        if len(said) == 3:
            thrice.set()

    with ProgressLines(say, silent=0.001) as lines:
        lines.progress("Ghi chỉ mục", 1, 3)
        assert thrice.wait(60)
    told = len(said)
    assert {line.split(" …")[0].strip() for line in said} == {"Ghi chỉ mục 1/3"}
    assert not Event().wait(0.05)
    assert len(said) == told, "silent once it is over"


def test_nobody_waits_five_seconds_without_a_word() -> None:
    assert SILENT < 5
