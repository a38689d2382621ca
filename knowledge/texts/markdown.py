"""Markdown with YAML front matter: the form of everything that people write by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import yaml
from yaml.constructor import ConstructorError, SafeConstructor
from yaml.parser import ParserError
from yaml.reader import ReaderError
from yaml.scanner import ScannerError

from knowledge.errors import Fault

try:
    from yaml import CSafeLoader as InC
except ImportError:  # built where there was no libyaml
    from yaml import SafeLoader as InC  # type: ignore[assignment]

DEEPEST = 100  # levels of lists and mappings in one another; what we keep has six
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with the text under it; `level` 0 is the text before the first heading."""

    level: int
    title: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One file: front matter, the line of each of its keys, the blocks of its body, and the body as written from `body_line` on."""

    file: str
    front: Mapping[str, object]
    key_lines: Mapping[str, int]
    blocks: tuple[Block, ...]
    body: str = ""
    body_line: int = 1

    def line_of(self, key: str) -> int:
        return self.key_lines.get(key, 1)


def parse(file: str, text: str, deepest: int = 2) -> Page | Fault:
    """Read one page; headings deeper than `deepest` stay in the text. A Fault where the front matter is broken."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---":
        return Fault(file, 1, "thiếu phần đầu YAML (--- … ---)")
    end = next((index for index, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        return Fault(file, 1, "phần đầu YAML không được đóng bằng ---")
    head = "\n".join(lines[1:end])
    try:
        node, front = _read(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return Fault(file, (mark.line + 2) if mark else 1, f"YAML hỏng: {getattr(error, 'problem', error)}")
    if not isinstance(front, dict | None):
        return Fault(file, 2, "phần đầu YAML phải là các cặp khóa: giá trị")
    key_lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value} if isinstance(node, yaml.MappingNode) else {}
    body = lines[end + 1 :]
    return Page(file, front or {}, key_lines, tuple(_blocks(body, end + 2, deepest)), "\n".join(body), end + 2)


def read_yaml(text: str) -> object:
    """What `text` holds. Raises YAMLError, with its line, also for a value that cannot be (31 February)."""
    return _read(text)[1]


def _read(text: str) -> tuple[yaml.Node | None, object]:
    """What `text` holds, as written and as meant. Raises YAMLError."""
    _refuse_too_deep(text)
    try:
        return _meant(_Quick(text))
    except (yaml.YAMLError, UnicodeEncodeError):
        return _meant(_Exact(text))  # names the line that has to be looked at


def _refuse_too_deep(text: str) -> None:
    """Either loader calls itself for each level: at some thousand the one raises RecursionError, the other ends the program."""
    depth = 0
    with suppress(ParserError, ReaderError, ScannerError, UnicodeEncodeError):  # told of by who reads it
        for event in yaml.parse(text, Loader=_Quick):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise ConstructorError(None, None, "lồng vào nhau quá nhiều tầng", event.start_mark)  # type: ignore[arg-type]


class _Dated(SafeConstructor):
    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise ConstructorError(None, None, str(error), node.start_mark) from error


class _Exact(_Dated, yaml.SafeLoader):
    """Written in Python."""


class _Quick(_Dated, InC):
    """Six times as fast."""


def _meant(loader: _Exact | _Quick) -> tuple[yaml.Node | None, object]:
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def _blocks(lines: list[str], first_line: int, deepest: int) -> list[Block]:
    blocks: list[Block] = []
    level, title, start, body = 0, "", first_line, list[str]()
    for number, line in enumerate(lines, first_line):
        match = _HEADING.match(line)
        if match and len(match[1]) <= deepest:
            blocks.append(Block(level, title, start, "\n".join(body).strip()))
            level, title, start, body = len(match[1]), match[2], number, []
        else:
            body.append(line)
    blocks.append(Block(level, title, start, "\n".join(body).strip()))
    return [block for block in blocks if block.title or block.text]
