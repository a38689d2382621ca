"""bot.pictures.looking: Tesseract is asked no more than it must be."""

from __future__ import annotations

from pathlib import Path

from bot.pictures.looking import language_of


def test_the_languages_of_the_reader_are_asked_once_and_again_where_it_did_not_say(tmp_path: Path) -> None:
    reader, asked, says = tmp_path / "reader", tmp_path / "asked", tmp_path / "says"
    reader.write_text(f"#!/bin/sh\necho >> {asked}\ncat {says}\n")
    reader.chmod(0o700)
    says.write_text("osd\n")
    assert language_of(str(reader)) == ""
    says.write_text("eng\nvie\n")
    assert [language_of(str(reader)) for _ in range(3)] == ["vie"] * 3
    assert len(asked.read_text().splitlines()) == 2
