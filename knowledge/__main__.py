"""Command line of the knowledge: check | import | show | facts."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from knowledge.checks.checking import check
from knowledge.checks.dates import WARNED_BEFORE, Shelf, endings_of
from knowledge.checks.fact_check import SheetReport, compared
from knowledge.checks.freshness import Freshness, today_in_vietnam
from knowledge.errors import KnowledgeError, LibraryError
from knowledge.facts import fact_sheet, guide_facts
from knowledge.facts.periods import of_day
from knowledge.files import WAITING
from knowledge.loading.library import STARTER, Library, load
from knowledge.publications.imported import told
from knowledge.publications.importing import Report, Terms, accept, import_documents
from knowledge.publications.sheet import sheet
from knowledge.readers import Refusal, silent
from knowledge.readers.kinds import READERS
from knowledge.readers.national.jsonl import read
from knowledge.records.procedure import Procedure
from knowledge.terminal import FAULTY, OK, finished

GUIDED = STARTER / "national" / "guided.jsonl"
"""The facts that guides are held against."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = make_parser().parse_args(arguments)
    return finished(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    try:
        status: int = options.run(options)
    except LibraryError as error:
        sys.stderr.write(f"{error}\n{len(error.faults)} lỗi\n")
        return FAULTY
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return FAULTY
    return status


def _check(options: argparse.Namespace) -> int:
    folders = [STARTER, options.folder] if options.folder and options.folder.resolve() != STARTER.resolve() else [STARTER]
    library = load(folders)
    faults = check(library)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    for remark in _remarks(library, options.today or today_in_vietnam()):
        sys.stdout.write(f"lưu ý: {remark}\n")
    for name in library.unread:
        sys.stdout.write(f"lưu ý: {name} không thuộc phần nào của thư viện, không được đọc\n")
    phrases = sum(map(len, library.aliases.values()))
    sys.stdout.write(
        f"{len(library.procedures)} thủ tục, {len(library.plans)} kế hoạch, {len(library.faq)} hỏi – đáp, "
        f"{len(library.terms)} từ ngữ, {phrases} cách gọi cho {len(library.aliases)} mã: {len(faults)} lỗi\n"
    )
    return FAULTY if faults else OK


def _remarks(library: Library, today: date) -> Iterator[str]:
    """What is no fault and must be looked at: the statements that end, by file; of the fact sheet, which is made anew, their number."""
    until = today + WARNED_BEFORE
    ends = [said for said in endings_of(library) if (said.as_of is None or said.until >= said.as_of) and said.until <= until]
    for said in ends:
        if said.shelf is not Shelf.FACTS:
            yield f"{said.place}: {'đã' if said.until < today else 'sẽ'} hết hạn ngày {said.until:%d/%m/%Y}: “{said.text}”"
    of_facts = Counter(said.until for said in ends if said.shelf is Shelf.FACTS)
    for day, count in sorted(of_facts.items()):
        yield f"bảng số liệu quốc gia: {count} mức thu {'đã' if day < today else 'sẽ'} hết hạn ngày {day:%d/%m/%Y}"


def _import(options: argparse.Namespace) -> int:
    console = Console(stderr=True)
    official = fact_sheet.Sheet()
    with console.status("Đang đọc…") as status:
        if options.sources:
            terms = Terms(official, options.yes, options.dry_run)
            report = import_documents(
                options.sources, options.into, options.format, lambda step: status.update(escape(step)), today_in_vietnam(), terms
            )
        elif options.yes and not options.dry_run:
            report = accept(options.into, None, lambda step: status.update(escape(step)), official)
        else:
            sys.stderr.write("Cần tên tệp hoặc thư mục để nhập; chỉ --yes thì nhận các bản ghi đang chờ.\n")
            return FAULTY
    sys.stdout.write("chạy thử, chưa ghi gì: " if options.dry_run else "")
    sys.stdout.write(_told(report, options.into))
    return FAULTY if report.rejected else OK


def _told(report: Report, into: Path) -> str:
    waits = f", chờ duyệt {len(report.waiting)}" if report.waiting else ""
    counts = (
        f"thêm {len(report.added)}, đổi {len(report.changed)}, giữ nguyên {len(report.unchanged)}, từ chối {len(report.rejected)}{waits}\n"
    )
    lines = [f"  từ chối {refusal.name}: {refusal.reason}\n" for refusal in report.rejected]
    lines += [f"  lưu ý: {note}\n" for note in report.notes]
    lines += [f"  khác bản công bố: {line}\n" for line in told(report.differing)]
    if report.waiting:
        lines.append(f"  {len(report.waiting)} bản ghi khác bản công bố đang chờ ở {into / WAITING}; đọc rồi chạy lại với --yes để nhận\n")
    return counts + "".join(lines)


def _show(options: argparse.Namespace) -> int:
    library = load([STARTER, *(options.knowledge or [])])
    record = library.procedures.get(options.code)
    if record is None:
        sys.stderr.write(f"Không có thủ tục nào mang mã {options.code}.\n")
        return FAULTY
    sys.stdout.write(sheet(of_day(record, today_in_vietnam()), Freshness(library.units).of_procedure(record)) + "\n")
    return OK


def _facts(options: argparse.Namespace) -> int:
    readings = list(read(options.source, silent))
    for reading in readings:
        if isinstance(reading, Refusal):
            sys.stderr.write(f"từ chối {reading}\n")
    records = [record for record in readings if isinstance(record, Procedure)]
    if options.guides:
        own = options.knowledge or []
        out = own[-1] / "national" / GUIDED.name if own else GUIDED
        library = load([STARTER, *own])
        codes = frozenset(code for record in library.procedures.values() if record.guide for code in (record.code, *record.related))
        codes |= {code for why in library.declared.values() for code in guide_facts.CODE_IN_TEXT.findall(why)}
        sys.stdout.write(f"{out}: {guide_facts.write(records, codes, out)} mã\n")
        return OK
    if options.check:
        return _compared(compared(records, fact_sheet.read(options.out)))
    written = fact_sheet.write(records, options.out, options.as_of)
    sys.stdout.write(f"{options.out}: {written} mã\n")
    return OK


def _compared(report: SheetReport) -> int:
    for fault in report.faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(
        f"{report.n_codes} mã: {report.n_papers} có giấy tờ, {report.n_fees} có phí, {report.n_deadlines} có hạn của người dân, "
        f"{report.n_provinces} của riêng một tỉnh; {len(report.faults)} chỗ khác bản công bố\n"
    )
    return FAULTY if report.faults else OK


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="Kho kiến thức của Một Cửa.")
    commands = parser.add_subparsers(required=True, metavar="lệnh")
    command = commands.add_parser("check", help="kể mọi lỗi của một thư mục kiến thức")
    command.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    command.add_argument("--today", type=date.fromisoformat, metavar="DAY", help="coi ngày này là hôm nay khi xét điều sắp hết hạn")
    command.set_defaults(run=_check)
    command = commands.add_parser("import", help="đọc tài liệu vào một thư mục kiến thức")
    command.add_argument("sources", type=Path, nargs="*", metavar="SOURCE")
    command.add_argument("--into", type=Path, required=True, metavar="DIR")
    command.add_argument("--format", choices=sorted(READERS), help="mặc định: nhìn vào nội dung tệp")
    command.add_argument(
        "--yes", action="store_true", help="nhận cả bản ghi khác bản công bố; không có SOURCE: nhận những bản ghi đang chờ"
    )
    command.add_argument("--dry-run", action="store_true", help="chỉ đọc và báo cáo, không ghi gì")
    command.set_defaults(run=_import)
    command = commands.add_parser("show", help="xem một thủ tục như người dân đọc")
    command.add_argument("code")
    command.add_argument("--knowledge", type=Path, nargs="+", metavar="DIR")
    command.set_defaults(run=_show)
    command = commands.add_parser("facts", help="làm lại bảng số liệu quốc gia từ bản xuất JSON Lines")
    command.add_argument("source", type=Path)
    command.add_argument("--out", type=Path, default=fact_sheet.SHEET)
    command.add_argument("--knowledge", type=Path, nargs="+", metavar="DIR", help="với --guides: cả bài của cơ quan, ghi ở thư mục cuối")
    wanted = command.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="ngày của bản xuất")
    wanted.add_argument("--guides", action="store_true", help="chỉ làm lại số liệu dùng để soát bài hướng dẫn")
    wanted.add_argument("--check", action="store_true", help="không làm lại, chỉ so bảng đang có với bản xuất")
    command.set_defaults(run=_facts)
    return parser


if __name__ == "__main__":
    sys.exit(main())
