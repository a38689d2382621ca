"""Markdown with YAML front matter: the form of everything that people write by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml
from yaml.constructor import ConstructorError

from knowledge.errors import Fault

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
        front = read_yaml(head)
        node = yaml.compose(head, Loader=yaml.SafeLoader)
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
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader


class _Loader(yaml.SafeLoader):
    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise ConstructorError(None, None, str(error), node.start_mark) from error


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
