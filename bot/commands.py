"""The commands: serve | ask | chat | converse | migrate | and those about backups and staff."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from bot import wording
from bot.ablation_command import add_ablating, add_weighing
from bot.answers.decisions.evidence import EvidenceReader
from bot.answers.decisions.evidence import told as told_why
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Both, Planned, Unanswered
from bot.backup_commands import add_keeping
from bot.channels.terminal import TerminalTalk
from bot.database.engine import migrate, open_database
from bot.evaluation.holding import held
from bot.evaluation.judging import grouped, judged, told
from bot.evaluation.labels import read_conversations
from bot.failures import EXPECTED, explained
from bot.quality_command import add_measuring
from bot.runtime.logs import start_logging
from bot.runtime.serving import serve
from bot.server.web_processes import end_with_parent
from bot.server.web_server import look_at
from bot.settings import Settings, read_settings
from bot.staff_commands import add_commands
from bot.wiring import AnswerParts, ProcessRole, Rooms, front_desk, own_office, rooms_of, services, venue_of, wire
from bot.wiring.house import opened
from indexer.building.build import build
from indexer.building.progress_lines import ProgressLines
from indexer.measuring.evaluate import Question, read_questions
from knowledge.records.procedure import Procedure
from knowledge.terminal import STOPPED

OK, FAULTY = 0, 1


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = make_parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except KeyboardInterrupt:
        return STOPPED
    except EXPECTED as error:
        return _complain(explained(error, wording.load().operations))
    return status


def _ask(options: argparse.Namespace) -> int:
    parts = _parts(options)
    if options.batch:
        for question in read_questions(options.batch):
            _say(json.dumps(_told(parts, question), ensure_ascii=False))
    elif options.question is None:
        sys.stderr.write(f"{parts.wording.unanswered.empty}\n")
        return FAULTY
    elif options.json:
        question = Question(id="", question=options.question, context=tuple(options.after))
        _say(json.dumps(_told(parts, question), ensure_ascii=False, indent=1))
    else:
        answer = parts.answerer.answer(options.question, options.after, at=datetime.now(UTC))
        composed = parts.composer.compose(answer)
        _say(composed.text)
        if options.why:
            province = options.province or read_settings().province
            found = EvidenceReader(parts.index, province, parts.answerer.meant).of(options.question, options.after)
            _say("\n".join(["", *told_why(found, answer.rule, composed.kind, parts.wording.why)]))
    return OK


def _parts(options: argparse.Namespace) -> AnswerParts:
    settings = read_settings()
    return wire(options.index or settings.index_dir, options.province or settings.province, office=own_office(settings))


def _serve(options: argparse.Namespace) -> int:
    """Build the index where it is missing or old, migrate the database, and serve until stopped."""
    if options.sibling is not None:
        end_with_parent()
    settings = read_settings()
    start_logging(settings.log_level, settings.log_format == "json", settings.secrets())
    words = wording.load()
    if options.sibling is None and ProcessRole(options.role) is not ProcessRole.WORKER:
        look_at(settings.web_host, settings.web_port)
    engine = opened(settings)
    if options.sibling is None:
        _say(words.terminal.indexing)
    _build(settings, is_told=options.sibling is None)
    parts = services(settings, engine, ProcessRole(options.role), options.sibling)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(parts, lambda: _say(_ready(options, settings, words)) if options.sibling is None else None))
    if options.sibling is None:
        _say(words.operations.stopped)
    return OK


def _build(settings: Settings, *, is_told: bool) -> None:
    """The index, where it is missing or old; who waits for it hears at least every five seconds how far it is."""
    with ProgressLines(_say if is_told else lambda _: None) as lines:
        build(settings.folders(), settings.index_dir, settings.codes(), lines.progress)


def _ready(options: argparse.Namespace, settings: Settings, words: wording.Wording) -> str:
    """What to do now that it runs; a worker answers at no address."""
    if ProcessRole(options.role) is ProcessRole.WORKER:
        return words.operations.working
    return words.terminal.serving.format(url=settings.public_url)


def _migrate(_: argparse.Namespace) -> int:
    opened(read_settings()).dispose()
    _say(wording.load().operations.migrated)
    return OK


def _told(parts: AnswerParts, question: Question) -> dict[str, object]:
    """One answer in the shape of the command contract."""
    answer = parts.answerer.answer(question.question, question.context, at=datetime.now(UTC))
    composed = parts.composer.compose(answer)
    return {
        "id": question.id,
        **_outcome(answer),
        "shown": _shown(answer),
        "kind": composed.kind,
        "rule": answer.rule,
        "choices": [choice.record_id for choice in composed.choices],
        "text": composed.text,
        "sources": [asdict(cited) for cited in composed.sources],
    }


def _outcome(answer: Answer) -> dict[str, object]:
    match answer:
        case Answered(record=Procedure() as record, part=part):
            return {"outcome": "answered", "code": record.code, "aspect": part}
        case Answered(part=part):
            return {"outcome": "answered", "code": "", "aspect": part}
        case Both(first=Answered(record=Procedure() as record, part=part)):
            return {"outcome": "answered", "code": record.code, "aspect": part}
        case Planned() | Both():
            return {"outcome": "answered", "code": "", "aspect": ""}
        case Ambiguous(part=part):
            return {"outcome": "ambiguous", "code": "", "aspect": part}
        case Unanswered():
            return {"outcome": "unanswered", "code": "", "aspect": ""}


def _shown(answer: Answer) -> str:
    """The code of the procedure whose text stands in the reply."""
    match answer:
        case Ambiguous(shown=Answered(record=Procedure() as record)) | Answered(record=Procedure() as record):
            return record.code
        case Both(first=Answered(record=Procedure() as record)):
            return record.code
        case _:
            return ""


def _chat(options: argparse.Namespace) -> int:
    """Talk in the terminal until an empty line, with every window of the front desk; what is said is forgotten at the end."""
    parts = _parts(options)
    with _passing_rooms(parts) as rooms:
        talk = TerminalTalk(front_desk(parts, rooms), parts.wording.terminal, lambda: datetime.now(UTC))
        _say(parts.wording.terminal.welcome)
        for line in _lines(parts.wording.terminal.prompt):
            _say(talk.told(line))
    return OK


def _converse(options: argparse.Namespace) -> int:
    """Hold labelled conversations with the front desk and tell how they went; nothing is kept."""
    parts = _parts(options)
    conversations = list(read_conversations(options.file))
    with _passing_rooms(parts) as rooms:
        venue = venue_of(front_desk(parts, rooms), rooms)
        pairs = [(each, [judged(heard) for heard in held(venue, each)]) for each in conversations]
    if options.turns:
        for conversation, verdicts in pairs:
            for number, verdict in enumerate(verdicts, 1):
                _say(json.dumps(told(conversation.id, number, verdict), ensure_ascii=False))
        return OK
    groups = {name: asdict(found) for name, found in grouped(pairs).items()}
    faultless = sum(all(verdict.is_faultless for verdict in verdicts) for _, verdicts in pairs) / max(1, len(pairs))
    if options.json:
        _say(json.dumps({"faultless": faultless, "groups": groups}, ensure_ascii=False, indent=1))
        return OK
    for name, found in groups.items():
        _say("  ".join([f"{name:20}", *(f"{rate} {_rate(value)}" for rate, value in found.items())]))
    _say(f"{wording.load().terminal.faultless}: {faultless:.2f} ({len(pairs)})")
    return OK


def _rate(value: float | None) -> str:
    return "   –" if value is None else f"{value:4}" if isinstance(value, int) else f"{value:.2f}"


@contextmanager
def _passing_rooms(parts: AnswerParts) -> Iterator[Rooms]:
    """Every room over a database that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/chat.db")
        migrate(engine)
        yield rooms_of(read_settings(), engine, parts.wording, lambda: parts.index)
        engine.dispose()


def _lines(prompt: str) -> Iterator[str]:
    while True:
        try:
            line = input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if not line:
            return
        yield line


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return FAULTY


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Trợ lý Một Cửa.")
    parser.set_defaults(province="")
    commands = parser.add_subparsers(required=True, metavar="lệnh")
    command = commands.add_parser("ask", help="hỏi một câu, hoặc cả tệp câu hỏi")
    command.add_argument("question", nargs="?")
    command.add_argument("--batch", type=Path, metavar="FILE", help="mỗi dòng một câu hỏi JSON, mỗi dòng trả ra một câu trả lời JSON")
    command.add_argument("--json", action="store_true")
    command.add_argument("--why", action="store_true", help="kể quy tắc đã quyết định và dựa vào đâu")
    command.add_argument("--after", action="append", default=[], metavar="CÂU", help="câu đã hỏi trước đó; lặp lại cho nhiều câu, cũ trước")
    command.set_defaults(run=_ask)
    running = commands.add_parser("serve", help="chạy trợ lý: web, Telegram, hàng đợi gửi và lịch")
    running.add_argument("--sibling", type=int, help=argparse.SUPPRESS)
    running.add_argument(
        "--role", choices=list(ProcessRole), default=ProcessRole.ALL, help="chạy mọi phần, hay chỉ phần web, chỉ phần gửi và lịch"
    )
    running.set_defaults(run=_serve)
    commands.add_parser("migrate", help="đưa cơ sở dữ liệu lên phiên bản mới nhất").set_defaults(run=_migrate)
    add_keeping(commands)
    add_commands(commands)
    chat = commands.add_parser("chat", help="trò chuyện trong cửa sổ lệnh")
    chat.set_defaults(run=_chat)
    converse = commands.add_parser("converse", help="chấm bằng các cuộc trò chuyện có đáp án")
    converse.add_argument("file", type=Path, help="mỗi dòng một cuộc trò chuyện JSON")
    converse.add_argument("--json", action="store_true")
    converse.add_argument("--turns", action="store_true", help="từng lượt, mỗi dòng một JSON, để đọc")
    converse.set_defaults(run=_converse)
    add_ablating(lambda name, told: commands.add_parser(name, help=told))
    add_weighing(lambda name, told: commands.add_parser(name, help=told))
    add_measuring(lambda name, told: commands.add_parser(name, help=told))
    for each in (command, chat, converse):
        each.add_argument("--index", type=Path, metavar="DIR")
        each.add_argument("--province", default="", help="tỉnh của cơ quan")
    return parser
