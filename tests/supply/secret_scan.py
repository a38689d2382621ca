"""Keys and passwords that were about to be committed: python -m tests.supply.secret_scan [FILE…]; without files, all that git knows.

Exit status 1 names file, line and kind, never the secret. What is meant to look like one stands in ALLOWED with its reason.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ALLOWED: Mapping[str, str] = {
    "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1": "the token of Telegram's own documentation",
    "AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0": "made up, to be blotted out of logs",
    "hidden": "the password of an address that is refused, looked for in what is said",
}
BINARY = frozenset({".gz", ".ttf", ".png", ".jpg", ".ico", ".woff2"})
LOCKS = "requirements"  # hashes of packages, nothing else
ROOMS = (".ci", "bot", "deploy", "docs", "indexer", "knowledge", "tests")
LEAST_RANDOM = 3.7  # bits a sign; 24 random letters and digits have 4.2 on average; names reach 4.0, but have no digits
NAMED = "khóa hay mật khẩu"
KINDS: Mapping[str, tuple[tuple[str, ...], re.Pattern[str]]] = {
    "mã của bot Telegram": ((":aa",), re.compile(r":(?<=\d{8}:)(AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])")),
    "khóa riêng": (("private key",), re.compile(r"(-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----)")),
    "khóa của dịch vụ đám mây": (
        ("akia", "aiza", "gho_", "ghp_", "ghs_", "ghu_", "github_pat_", "xoxa", "xoxb", "xoxp"),
        re.compile(r"\b(AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|gh[opsu]_[0-9A-Za-z]{36}|github_pat_\w{50,}|xox[abp]-[\w-]{20,})"),
    ),
    "mật khẩu trong địa chỉ": (
        ("://",),
        re.compile(r"://[^\s:/@'\"{}$<]+:([^\s:/@'\"{}$<*…]{6,})@(?!(?:localhost|127\.|may|máy|[\w.-]*example))"),
    ),
    NAMED: (
        ("secret", "passw", "token", "api_key", "apikey"),
        re.compile(r"(?i)(?:secret|passw(?:or)?d|token|api_?key)[\w-]*[\"']?\s*[:=]\s*[\"']?([A-Za-z0-9+/=_-]{20,})(?:[\"'\s]|$)"),
    ),
}
"""What it is called → what stands in every file that has one, in small letters, and how it is told; the group is the secret."""


def found_in(text: str) -> Iterator[tuple[int, str]]:
    """Line and kind of each secret."""
    small = text.lower()
    for kind, (marks, pattern) in KINDS.items():
        for match in pattern.finditer(text) if any(mark in small for mark in marks) else ():
            if match[1] not in ALLOWED and (kind != NAMED or _is_random(match[1])):
                yield text.count("\n", 0, match.start()) + 1, kind


def _is_random(word: str) -> bool:
    """Whether letters and digits follow one another as no word has them; a name of the program does not."""
    counts = Counter(word)
    bits = -sum(count / len(word) * math.log2(count / len(word)) for count in counts.values())
    return bits >= LEAST_RANDOM and any(map(str.isdigit, word)) and any(map(str.isalpha, word))


def tracked(root: Path) -> list[Path]:
    """What git would commit; of a copy that is no work tree, its files."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False).stdout.decode()
    if listed:
        return [root / name for name in listed.split("\0") if name]
    return sorted([*(path for path in root.iterdir() if path.is_file()), *(path for room in ROOMS for path in (root / room).rglob("*"))])


def scan(paths: Sequence[Path]) -> Iterator[str]:
    """A line for each secret."""
    for path in paths:
        if path.suffix in BINARY or path.name.startswith(LOCKS) or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield from (f"{path}:{line}: {kind}" for line, kind in found_in(text))


def main(arguments: Sequence[str]) -> int:
    told = list(scan([Path(each) for each in arguments] or tracked(Path.cwd())))
    for line in told:
        sys.stdout.write(f"{line}; bỏ ra khỏi tệp, và nếu đã dùng thật thì đổi khóa\n")
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
