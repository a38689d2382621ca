"""Command line of the bot: serve | ask | chat."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import uvicorn

from bot import wording
from bot.answers.answer import Ambiguous, Answer, Answered, Choice, Unanswered
from bot.settings import Settings
from bot.wiring import Parts, web, wire
from indexer.artifact import ArtifactError
from indexer.build import build
from indexer.evaluate import Question, QuestionFileError, read_questions
from knowledge.errors import LibraryError
from knowledge.procedure import Part, Procedure

OK, FAULTY = 0, 1
GRACE = 8  # seconds that requests under way may take when the server is stopped
REMEMBERED = 3  # questions of a conversation that the next is read with


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (ArtifactError, QuestionFileError, LibraryError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return FAULTY
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
        _say(json.dumps(_told(parts, Question(id="", question=options.question)), ensure_ascii=False, indent=1))
    else:
        _say(parts.composer.compose(parts.answerer.answer(options.question)).text)
    return OK


def _parts(options: argparse.Namespace) -> Parts:
    settings = Settings()
    return wire(options.index or settings.index_dir, options.province or settings.province)


def _serve(_: argparse.Namespace) -> int:
    """Build the index where it is missing or old, migrate the database, and serve the web chat until stopped."""
    settings = Settings()
    words = wording.load().terminal
    _say(words.indexing)
    build(settings.folders(), settings.index_dir, None, lambda *_: None)
    _say(words.serving.format(url=settings.public_url))
    uvicorn.run(web(settings), host=settings.web_host, port=settings.web_port, timeout_graceful_shutdown=GRACE, log_level="warning")
    return OK


def _told(parts: Parts, question: Question) -> dict[str, object]:
    """One answer in the shape of the command contract."""
    answer = parts.answerer.answer(question.question, question.context)
    composed = parts.composer.compose(answer)
    return {
        "id": question.id,
        **_outcome(answer),
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
        case Ambiguous(part=part):
            return {"outcome": "ambiguous", "code": "", "aspect": part}
        case Unanswered():
            return {"outcome": "unanswered", "code": "", "aspect": ""}


def _chat(options: argparse.Namespace) -> int:
    """Talk in the terminal until an empty line; a number chooses from what was offered."""
    parts = _parts(options)
    asked: list[str] = []
    offered: tuple[Choice, ...] = ()
    _say(parts.wording.terminal.welcome)
    for line in _lines(parts.wording.terminal.prompt):
        if line.isdigit() and 0 < int(line) <= len(offered):
            chosen = offered[int(line) - 1]
            part = parts.answerer.aspect(asked) if asked else Part.SUMMARY
            answer: Answer = parts.answerer.procedure(chosen.record_id, part) or parts.answerer.answer(chosen.name)
            asked = [chosen.name]
        else:
            answer = parts.answerer.answer(line, asked[-REMEMBERED:])
            asked.append(line)
        composed = parts.composer.compose(answer)
        offered = composed.choices
        _say(composed.text)
    return OK


def _lines(prompt: str) -> Iterator[str]:
    while True:
        try:
            line = input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if not line:
            return
        yield line


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Trợ lý Một Cửa.")
    parser.set_defaults(province="")
    commands = parser.add_subparsers(required=True, metavar="lệnh")
    command = commands.add_parser("ask", help="hỏi một câu, hoặc cả tệp câu hỏi")
    command.add_argument("question", nargs="?")
    command.add_argument("--batch", type=Path, metavar="FILE", help="mỗi dòng một câu hỏi JSON, mỗi dòng trả ra một câu trả lời JSON")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=_ask)
    serve = commands.add_parser("serve", help="mở trang hỏi đáp trên web")
    serve.set_defaults(run=_serve)
    chat = commands.add_parser("chat", help="trò chuyện trong cửa sổ lệnh")
    chat.set_defaults(run=_chat)
    for each in (command, chat):
        each.add_argument("--index", type=Path, metavar="DIR")
        each.add_argument("--province", default="", help="tỉnh của cơ quan")
    return parser


if __name__ == "__main__":
    sys.exit(main())
