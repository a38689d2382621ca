"""Command line of the index: build | search | evaluate | ablate | bench | hear | growth."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from indexer.building.build import Progress, build, codes_in
from indexer.building.progress_lines import ProgressLines
from indexer.measuring.evaluate import QuestionFileError, by_group, figures, judge, read_questions
from indexer.ranking.hits import Hit
from indexer.ranking.search import Index
from indexer.storage.artifact import ArtifactError
from knowledge.errors import LibraryError
from knowledge.loading.library import STARTER, Library, load
from knowledge.terminal import FAULTY, OK, finished

DEFAULT_INDEX = Path("var/index")
LEAST_WEIGHT = 0.08  # what weighs less in every column is not kept: no other hearing
LEARNT_BY = "Học bởi `python -m indexer hear`, không sửa tay: mẩu lời, rồi nặng về 113, 114, 115, 111 hơn về câu hỏi bao nhiêu."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = make_parser().parse_args(arguments)
    return finished(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    try:
        status: int = options.run(options)
    except LibraryError as error:
        _complain(f"Thư viện có {len(error.faults)} lỗi:\n{error}")
        return FAULTY
    except (ArtifactError, QuestionFileError) as error:
        _complain(str(error))
        return FAULTY
    return status


def _not_served(folder: Path, codes: Collection[str]) -> list[str]:
    index = Index(folder)
    return [code for code in codes if not index.is_served(code)]


@contextmanager
def _shown_progress() -> Iterator[Progress]:
    """Bars on a terminal; lines where what we say goes into a file or a log."""
    console = Console(stderr=True)
    if not console.is_terminal:
        with ProgressLines(_complain) as lines:
            yield lines.progress
        return
    with Bars(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def _build(options: argparse.Namespace) -> int:
    codes = codes_in(options.codes) if options.codes else None
    with _shown_progress() as show:
        built = build(options.knowledge or [STARTER], options.out, codes, show)
    what = "đã dựng" if built.is_new else "không có gì thay đổi"
    _say(f"{options.out}: {what}, {built.n_records} bản ghi.")
    if codes is not None and (unknown := _not_served(options.out, codes)):
        _complain(f"{len(unknown)} mã trong {options.codes.name} không có trong thư viện: {', '.join(unknown[:10])}")
    if not built.n_records:
        _complain("Chỉ mục trống. Tài liệu gốc phải được đọc vào một thư mục nội dung trước:")
        _complain("  python -m knowledge import TÀI_LIỆU --into DIR")
    return OK


def _search(options: argparse.Namespace) -> int:
    index = Index(options.index)
    if options.question is None:
        return _prompt(index, options)
    hits = index.search(options.question, limit=options.limit, province=options.province)
    _say(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=1) if options.json else _shown(hits))
    return OK


def _prompt(index: Index, options: argparse.Namespace) -> int:
    """Ask and answer until the end of input."""
    _say(f"Chỉ mục có {len(index)} bản ghi. Gõ câu hỏi rồi Enter; bỏ trống hoặc Ctrl-D để thoát.")
    while True:
        try:
            question = input("Hỏi> ").strip()
        except (EOFError, KeyboardInterrupt):
            return OK
        if not question:
            return OK
        _say(_shown(index.search(question, limit=options.limit, province=options.province)))


def _evaluate(options: argparse.Namespace) -> int:
    index = Index(options.index)
    judged = judge(index, read_questions(options.file))
    groups = {name: asdict(found) for name, found in by_group(judged).items()}
    whole = asdict(figures(judged))
    if options.json:
        _say(json.dumps({"all": whole, "by_group": groups}, ensure_ascii=False, indent=1))
        return OK
    for name, found in [("tất cả", whole), *groups.items()]:
        numbers = "  ".join(f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in found.items())
        _say(f"{name:12} {numbers}")
    for item in judged:
        if options.missed and item.rank != 1:
            _say(f"{item.rank or '–':>3} {item.question.id}: {item.question.question} → {', '.join(item.found[:3])}")
    return OK


def _ablate(options: argparse.Namespace) -> int:
    """The numbers of ranking are judged by the answers that come of them: by a process that knows both, as the index knows no answers."""
    return subprocess.run([sys.executable, "-m", "bot", "ablate", *options.rest], check=False).returncode  # noqa: S603 - our own


def _bench(options: argparse.Namespace) -> int:
    from indexer.measuring.bench import run

    for line in run(options.index, options.questions, options.most):
        _say(line)
    return OK


def _growth(options: argparse.Namespace) -> int:
    from indexer.measuring.growth import SIZES, run

    for line in run(options.sizes or SIZES):
        _say(line)
    return OK


def _hear(options: argparse.Namespace) -> int:
    """Learn anew what a cry for help sounds like: of the cries and questions given, and of the library's own cues and phrases."""
    from indexer.query.cue_phrases import calm_phrases_of, cries_of
    from indexer.query.hasty import HastySyllables
    from indexer.query.hearing import learnt

    library = Library() if options.only_these else load([STARTER])
    cries = [(numbers, cry) for path in options.cries for numbers, _, cry in (row.partition("\t") for row in _rows(path))]
    questions = [row for path in options.questions for row in _rows(path)]
    questions += [turn for path in options.talks for turn in _calm_turns(path)]
    phrases = [phrase for phrases in library.aliases.values() for phrase in phrases]
    phrases += [wording for procedure in library.procedures.values() for answer in procedure.quick for wording in answer.wordings]
    phrases += [cue for intent in library.intents for cue in intent.cues]
    phrases += [entry.question for entry in library.faq.values()]
    weights = learnt(
        cries, questions, cries_of(library.dangers), [*phrases, *calm_phrases_of(library.dangers)], HastySyllables(library.dangers).of
    )
    kept = [each for each in weights if not each.piece or max(map(abs, each.numbers)) >= LEAST_WEIGHT]
    written = [f"# {LEARNT_BY}", *("\t".join((each.piece, *(f"{told:g}" for told in each.numbers))) for each in kept)]
    options.out.write_text("\n".join(written) + "\n", encoding="utf-8")
    _say(f"{options.out}: {len(written) - 1} mẩu lời, học từ {len(cries)} tiếng kêu cứu và {len(questions)} câu hỏi.")
    return OK


def _calm_turns(path: Path) -> list[str]:
    """What people say in conversations (one in JSON a line, each turn with its `kind`), but for the cries in them."""
    turns = (turn for row in _rows(path) for turn in json.loads(row)["turns"])
    return [turn["text"] for turn in turns if turn["kind"] != "emergency"]


def _rows(path: Path) -> list[str]:
    return [row for row in path.read_text(encoding="utf-8").splitlines() if row]


def _shown(hits: Sequence[Hit]) -> str:
    if not hits:
        return "Không tìm thấy. Hãy hỏi bằng tên giấy tờ hoặc việc cần làm."
    lines = []
    for place, hit in enumerate(hits, 1):
        lines.append(f"{place:2}. {hit.name} [{hit.record_id}] ({hit.score:.1f})")
        because = [f"“{hit.why.phrase}”"] if hit.why.phrase else []
        because += [f"từ: {' '.join(hit.why.words)}"] if hit.why.words else []
        lines += [f"    vì {'; '.join(because)}"] if because else []
        if hit.passage:
            lines.append(f"    {hit.passage.heading}: {' '.join(hit.passage.text.split())[:200]}")
    return "\n".join(lines)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"phải từ 1 trở lên: {text}")
    return number


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m indexer", description="Chỉ mục tìm kiếm thủ tục hành chính.")
    commands = parser.add_subparsers(required=True, metavar="lệnh")
    command = commands.add_parser("build", help="dựng chỉ mục từ các thư mục kiến thức")
    command.add_argument("--knowledge", type=Path, nargs="+", action="extend", metavar="DIR", help="thư mục sau chồng lên thư mục trước")
    command.add_argument("--codes", type=Path, metavar="FILE", help="chỉ lấy các mã trong tệp, mỗi dòng một mã")
    command.add_argument("--out", type=Path, default=DEFAULT_INDEX, metavar="DIR")
    command.set_defaults(run=_build)
    command = commands.add_parser("search", help="tìm; không có câu hỏi thì hỏi lần lượt")
    command.add_argument("question", nargs="?")
    command.add_argument("--index", type=Path, default=DEFAULT_INDEX, metavar="DIR")
    command.add_argument("--limit", type=_positive, default=5, metavar="N", help="số kết quả")
    command.add_argument("--province", default="", help="tỉnh của cơ quan")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=_search)
    command = commands.add_parser("evaluate", help="chấm chỉ mục bằng câu hỏi có đáp án")
    command.add_argument("file", type=Path)
    command.add_argument("--index", type=Path, default=DEFAULT_INDEX, metavar="DIR")
    command.add_argument("--json", action="store_true")
    command.add_argument("--missed", action="store_true", help="kể cả các câu chưa xếp đúng đầu")
    command.set_defaults(run=_evaluate)
    command = commands.add_parser(
        "ablate", help="thử từng con số quyết định, bớt và thêm 30 %%; như `python -m bot ablate`", add_help=False
    )
    command.add_argument("rest", nargs=argparse.REMAINDER)
    command.set_defaults(run=_ablate)
    command = commands.add_parser("bench", help="đo tốc độ bên cạnh rank-bm25, bm25s và tantivy")
    command.add_argument("--index", type=Path, default=DEFAULT_INDEX, metavar="DIR")
    command.add_argument("--questions", type=Path, default=Path("tests/questions.jsonl"), metavar="FILE")
    command.add_argument("--most", type=_positive, metavar="N", help="chỉ hỏi N câu đầu")
    command.set_defaults(run=_bench)
    command = commands.add_parser("hear", help="học lại tiếng kêu cứu nghe thế nào, từ các tệp tiếng kêu và câu hỏi")
    command.add_argument("--cries", type=Path, nargs="+", required=True, metavar="FILE", help="mỗi dòng: các số, dấu tab, lời kêu")
    command.add_argument("--questions", type=Path, nargs="+", default=[], metavar="FILE", help="mỗi dòng một câu hỏi không nguy")
    command.add_argument("--talks", type=Path, nargs="+", default=[], metavar="FILE", help="mỗi dòng một cuộc trò chuyện (JSON)")
    command.add_argument("--out", type=Path, default=STARTER / "hearing.tsv", metavar="FILE")
    command.add_argument("--only-these", action="store_true", help="không học thêm từ lời trong kho nội dung")
    command.set_defaults(run=_hear)
    command = commands.add_parser("growth", help="đo việc dựng chỉ mục với thủ tục sinh ra")
    command.add_argument("sizes", type=_positive, nargs="*", metavar="N")
    command.set_defaults(run=_growth)
    return parser


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
