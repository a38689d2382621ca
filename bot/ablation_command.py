"""`ablate` and `weigh` from the command line: each number that decides, a third less and a third more, and what the labelled questions make
of it; and what each thing weighs by which a message after another is understood, fitted to labelled conversations.

Each value is tried in a process of its own kind: the index opened anew, the rooms over a database that is gone afterwards.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import repeat
from pathlib import Path

from bot import wording
from bot.answers.decisions.matters import MeantMatter
from bot.answers.decisions.weights import WEIGHTS
from bot.answers.numbers import NUMBERS
from bot.database.engine import migrate, open_database
from bot.evaluation.ablation import AblationEffect, Verdict, asked, compared, spellings, talked
from bot.evaluation.labels import read_conversations
from bot.evaluation.weighing import LabelledChoice, choices, fitted
from bot.frontdesk.two_matters import twin_of
from bot.people.chats import Conversation
from bot.settings import read_settings
from bot.wiring import AnswerParts, front_desk, rooms_of, venue_of, wire
from indexer.building.build import build
from indexer.measuring.evaluate import read_questions
from indexer.measuring.numbers import STEP, Number, moved
from knowledge.loading.library import STARTER

OK = 0
PROCESSES = 2  # each holds an index and a database of its own: half a gigabyte
SHARES = (1 - STEP, 1 + STEP)


@dataclass(frozen=True, slots=True)
class Sets:
    """What is asked: files of questions, one of conversations (None: none), over which index; and, where a number is counted into the
    index, from which folders another one is made (none: such numbers are left out)."""

    questions: tuple[Path, ...]
    conversations: Path | None
    index: Path
    folders: tuple[Path, ...] = ()


def _ablate(options: argparse.Namespace) -> int:
    words = wording.load().ablation
    folders = tuple(options.knowledge or [STARTER]) if options.rebuild else ()
    sets = Sets(tuple(options.files), options.conversations, options.index or read_settings().index_dir, folders)
    wanted = [
        number for number in NUMBERS if (folders or not number.is_built) and any(name in number.told for name in options.only or [""])
    ]
    tried = [(number, number.at(share)) for number in wanted for share in SHARES]
    with ProcessPoolExecutor(options.processes, multiprocessing.get_context("fork")) as pool:
        before = pool.submit(_verdicts, sets, None, 0.0).result()
        changes = iter(pool.map(_change, repeat(sets), repeat(before), tried))
        _say(words.title.format(date=f"{date.today():%d/%m/%Y}", n=len(before)))  # noqa: DTZ011 - the operator's own day
        _say(words.head)
        for number in wanted:
            _say(_line(number, next(changes), next(changes)))
    return OK


def _change(sets: Sets, before: Sequence[Verdict], tried: tuple[Number, float]) -> AblationEffect:
    change = compared(before, _verdicts(sets, *tried))
    gc.collect()  # an index holds on to itself by its caches: half a gigabyte at each value
    return change


def _verdicts(sets: Sets, number: Number | None, value: float) -> list[Verdict]:
    """The verdicts on all that is asked while `number` is `value`; None: as it stands."""
    with moved(number, value) if number else nullcontext(), tempfile.TemporaryDirectory() as folder:
        index = sets.index
        if number and number.is_built:
            index = Path(folder) / "index"
            build(sets.folders, index, None, lambda *_: None)
        parts = wire(index)
        verdicts = [verdict for file in sets.questions for verdict in asked(parts.answerer, spellings(read_questions(file)))]
        return [*verdicts, *(_talked(parts, sets.conversations, Path(folder)) if sets.conversations else ())]


def _talked(parts: AnswerParts, file: Path, folder: Path) -> Iterator[Verdict]:
    engine = open_database(f"sqlite:///{folder}/ablation.db")
    migrate(engine)
    rooms = rooms_of(read_settings(), engine, parts.wording, lambda: parts.index)
    yield from talked(venue_of(front_desk(parts, rooms), rooms), read_conversations(file))
    engine.dispose()


def _line(number: Number, less: AblationEffect, more: AblationEffect) -> str:
    """One line of a Markdown table."""
    value = f"{number.value:g}"
    return f"| `{number.told}` | {value} | {number.unit} | {_told(less)} | {_told(more)} |"


def _told(change: AblationEffect) -> str:
    return f"{change.right:+d} / {change.wrong:+d} / {change.silent:+d}; {change.flipped}; {change.changed}"


def _weigh(options: argparse.Namespace) -> int:
    """Print the table of weights fitted to the conversations of the files, and how often what speaks most is right as the table stands."""
    settings = read_settings()
    parts = wire(options.index or settings.index_dir, settings.province)
    files = [choices_in(parts, file) for file in options.files]
    for name, weight in fitted(files, list(WEIGHTS)).items():
        _say(f'    "{name}": {weight:.2f},')
    for file, found in zip(options.files, files, strict=True):
        right = sum(choice.is_right for choice in found)
        _say(wording.load().terminal.weighed.format(file=file.name, right=right, n=len(found)))
    return OK


def choices_in(parts: AnswerParts, file: Path) -> list[LabelledChoice]:
    """What each turn of the conversations in `file` may mean; held over a database that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/weigh.db")
        migrate(engine)
        rooms = rooms_of(read_settings(), engine, parts.wording, lambda: parts.index)
        venue = venue_of(front_desk(parts, rooms), rooms)
        found = list(choices(venue, partial(_meant, parts), read_conversations(file)))
        engine.dispose()
    return found


def _meant(parts: AnswerParts, text: str, before: Conversation) -> list[MeantMatter]:
    return parts.answerer.meant(text, before.asked, before.code, before.matters, twin_of(before))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def add_ablating(commands: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command; `commands` makes a parser of its name and its help."""
    command = commands("ablate", "thử từng con số quyết định, bớt và thêm ba phần mười, rồi chấm lại bằng câu hỏi có đáp án")
    command.add_argument("files", type=Path, nargs="+", metavar="TỆP", help="câu hỏi có đáp án, mỗi dòng một JSON")
    command.add_argument("--conversations", type=Path, metavar="TỆP", help="cuộc trò chuyện có đáp án")
    command.add_argument("--index", type=Path, metavar="DIR")
    command.add_argument("--only", action="append", metavar="CHỮ", help="chỉ các con số có chữ này trong tên")
    command.add_argument("--rebuild", action="store_true", help="thử cả những số chỉ đổi khi dựng lại chỉ mục (mỗi số một phút)")
    command.add_argument("--knowledge", type=Path, nargs="+", metavar="DIR", help="thư mục để dựng lại; mặc định nội dung đi kèm")
    command.add_argument("--processes", type=int, default=PROCESSES, metavar="N")
    command.set_defaults(run=_ablate)


def add_weighing(commands: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command; `commands` makes a parser of its name and its help."""
    command = commands("weigh", "cân lại những điều khiến trợ lý hiểu một câu nói tiếp là việc nào, bằng các cuộc trò chuyện có đáp án")
    command.add_argument("files", type=Path, nargs="+", metavar="FILE", help="mỗi dòng một cuộc trò chuyện JSON; các tệp nặng như nhau")
    command.add_argument("--index", type=Path, metavar="DIR")
    command.set_defaults(run=_weigh)
