"""`quality` from the command line: every labelled set asked as written and without marks, and docs/quality.md written of it.

Measured are the content and the program, not the machine: the settings are the defaults, and today is the day of the content.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bot import wording
from bot.database.engine import migrate, open_database
from bot.evaluation.holding import BEGINNING, Venue
from bot.evaluation.quality import Examiner, Mark, by_group, conversed
from bot.evaluation.quality_page import Content, Measured, Measurement, page
from bot.evaluation.sets import LabelledSet, SetKind, Spelling, Widened, conversations_of, labelled_over, look_at, questions_of
from bot.settings import Settings, read_settings
from bot.wiring import AnswerParts, front_desk, own_office, rooms_of, venue_of, wire
from indexer.measuring.evaluate import successors
from indexer.passages import Kind
from indexer.ranking.search import Index
from indexer.storage.artifact import Reader
from knowledge.files import write_atomically
from knowledge.records.procedure import Origin, Procedure

OK = 0
SEALED = 16  # digits of the index's fingerprint, as its folder is named
OWN = Path("tests/questions.jsonl")
PAGE = Path("docs/quality.md")
KNOWN = ("conversations.jsonl", "deadlines.jsonl", "dev.jsonl")
"""The sets that are kept outside the repository: named where they are not there."""


def _quality(options: argparse.Namespace) -> int:
    words = wording.load().quality
    folder = options.index or read_settings().index_dir
    content = content_of(folder)
    parts = wire(folder, office=own_office(_settings()), today=lambda: content.day or date.min)
    found = sorted(path for place in options.sets for path in place.glob("*.jsonl"))
    sets = [look_at(path) for path in (options.questions, *found)]
    absent = [name for name in KNOWN if name not in {each.name for each in sets}]
    measured = [each for file in sets if file.kind is not SetKind.UNJUDGED for each in _measured(parts, file)]
    before = options.out.read_text(encoding="utf-8") if options.out.exists() else ""
    text = page(Measurement(content, sets, absent, measured), before, words)
    write_atomically(options.out, text.encode())
    _say(text)
    _say(words.written.format(path=options.out))
    return OK


def content_of(folder: Path) -> Content:
    """What the index in `folder` was made of. Raises ArtifactError."""
    index, manifest = Index(folder), Reader(folder).manifest
    days: dict[Origin, date] = {}
    for record in map(index.record, index.ids(Kind.PROCEDURE)):
        if isinstance(record, Procedure):
            for source in (*record.sources.values(), *record.guide_sources.values()):
                if source.as_of:
                    days[source.origin] = max(source.as_of, days.get(source.origin, date.min))
    return Content(str(manifest["fingerprint"])[:SEALED], int(manifest["n_records"]), days)


def _measured(parts: AnswerParts, file: LabelledSet) -> Iterator[Measured]:
    widened = _widened(parts.index)
    for spelling in Spelling:
        yield Measured(file.name, spelling, by_group(_marks(parts, file, spelling, widened)))


def _marks(parts: AnswerParts, file: LabelledSet, spelling: Spelling, widened: Widened) -> Iterator[tuple[str, Mark]]:
    is_known = labelled_over(file)
    examiner = Examiner(parts.answerer, parts.composer, BEGINNING, is_known)
    match file.kind:
        case SetKind.CONVERSATIONS:
            with _passing_venue(parts) as venue:
                yield from conversed(venue, conversations_of(file, spelling, widened), is_known)
        case SetKind.DEADLINES:
            yield from examiner.deadlines(questions_of(file, spelling, widened))
        case _:
            yield from examiner.questions(questions_of(file, spelling, widened))


def _widened(index: Index) -> Widened:
    def widened(codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*codes, *successors(index, codes))))

    return widened


@contextmanager
def _passing_venue(parts: AnswerParts) -> Iterator[Venue]:
    """A front desk over a database that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/quality.db")
        migrate(engine)
        rooms = rooms_of(_settings(), engine, parts.wording, lambda: parts.index)
        yield venue_of(front_desk(parts, rooms), rooms)
        engine.dispose()


def _settings() -> Settings:
    """The defaults, whatever this machine sets; the key seals buttons that nobody keeps."""
    return Settings.model_construct(secret_key=secrets.token_urlsafe(32))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def add_measuring(commands: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command; `commands` makes a parser of its name and its help."""
    command = commands("quality", "chấm mọi bộ câu hỏi có đáp án rồi viết docs/quality.md")
    command.add_argument(
        "--sets", type=Path, action="append", default=[], metavar="DIR", help="thư mục có các bộ câu hỏi khác; lặp lại được"
    )
    command.add_argument("--questions", type=Path, default=OWN, metavar="TỆP", help="bộ câu hỏi của kho mã này")
    command.add_argument("--index", type=Path, metavar="DIR")
    command.add_argument("--out", type=Path, default=PAGE, metavar="TỆP")
    command.set_defaults(run=_quality)
