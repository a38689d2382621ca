"""The tables of a content folder, a line a record: terms, successions, communes, what guides say beyond their record, weights of cries."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from pydantic import ValidationError

from knowledge.cues.danger import Weight
from knowledge.cues.vocabulary import Term, TermKind
from knowledge.errors import explained
from knowledge.loading.content_files import WRITTEN, File
from knowledge.loading.library_builder import LibraryBuilder
from knowledge.records.communes import MergedCommune
from knowledge.records.succession import Succession

TERM_COLUMNS = ["everyday", "official", "kind"]
SUCCESSION_COLUMNS = ["old", "new", "why"]
COMMUNE_COLUMNS = ["old", "district", "old_province", "new", "new_province", "why"]
DECLARED_COLUMNS = ["code", "said", "why"]


class TableReader:
    """Reads tables into `builder`; a line that is no record is a fault."""

    def __init__(self, builder: LibraryBuilder) -> None:
        self._builder = builder

    def read_terms(self, file: File) -> None:
        for number, row in self._rows(file, TERM_COLUMNS):
            self._add_term(row, file, number)

    def read_successions(self, file: File) -> None:
        for number, row in self._rows(file, SUCCESSION_COLUMNS):
            self._add_succession(row, file, number)

    def read_communes(self, file: File) -> None:
        for number, row in self._rows(file, COMMUNE_COLUMNS):
            try:
                each = MergedCommune(**dict(zip(COMMUNE_COLUMNS, row, strict=True)))
            except ValidationError as error:
                self._builder.fault(file, number, explained(error.errors()[0]))
            except ValueError:
                self._builder.fault(file, number, "cần sáu cột: tên cũ, huyện cũ, tỉnh cũ, tên nay, tỉnh nay, nghị quyết")
            else:
                key = (each.old, each.district, each.old_province, each.new)
                self._builder.once("commune", " – ".join(filter(None, key)), file, number)
                self._builder.communes[key] = each

    def read_declared(self, file: File) -> None:
        for number, row in self._rows(file, DECLARED_COLUMNS):
            if len(row) == len(DECLARED_COLUMNS) and all(row):
                self._builder.once("declared", f"{row[0]} {row[1]}", file, number)
                self._builder.declared[row[0], row[1]] = row[2]
            else:
                self._builder.fault(file, number, "cần ba cột: mã, điều bài nói, lý do")

    def _rows(self, file: File, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
        """The lines of a table cut at tabs, each with its number; a fault where its first does not name `columns`."""
        with file.path.open(encoding=WRITTEN, newline="") as lines:
            for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
                if number == 1 and row != columns:
                    self._builder.fault(file, 1, f"dòng đầu phải là: {', '.join(columns)} (cách nhau bằng dấu tab)")
                elif number > 1 and row:
                    yield number, row

    def _add_succession(self, row: list[str], file: File, number: int) -> None:
        try:
            each = Succession(**dict(zip(SUCCESSION_COLUMNS, row, strict=True)))
        except ValidationError as error:
            self._builder.fault(file, number, explained(error.errors()[0]))
        except ValueError:
            self._builder.fault(file, number, "cần ba cột: mã cũ, mã mới, lý do")
        else:
            self._builder.once("succession", each.old, file, number)
            self._builder.successions[each.old] = each

    def _add_term(self, row: list[str], file: File, number: int) -> None:
        if len(row) != len(TERM_COLUMNS) or row[2] not in set(TermKind):
            self._builder.fault(file, number, "cần ba cột: cách nói, từ chính thức, loại")
            return
        try:
            term = Term(everyday=row[0], official=row[1], kind=TermKind(row[2]))
        except ValidationError as error:
            self._builder.fault(file, number, explained(error.errors()[0]))
            return
        self._builder.once("term", term.everyday.lower(), file, number)
        self._builder.terms[term.everyday.lower()] = term

    def read_weights(self, file: File) -> None:
        """What was learnt of cries for help; a later folder's file takes the place of the earlier one."""
        weights = []
        for number, line in enumerate(file.path.read_text(encoding=WRITTEN).splitlines(), 1):
            if line.startswith("# ") and "\t" not in line:  # what the file is
                continue
            piece, *told = line.split("\t")
            try:
                weights.append(Weight.model_validate({"piece": piece, "numbers": tuple(map(float, told))}))
            except ValueError:
                self._builder.fault(file, number, "mỗi dòng gồm một mẩu lời và bốn con số, ngăn bằng dấu tab")
        self._builder.dangers = self._builder.dangers.model_copy(update={"weights": tuple(weights)})
