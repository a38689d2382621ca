"""The files of a content folder: which of them are content, and whose they are not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.files import WAITING, leads_out

WRITTEN = "utf-8-sig"  # Notepad puts a sign before the first letter


@dataclass(frozen=True, slots=True)
class File:
    """One file of a content folder: where it is, its name within the folder, and what its folder has said already."""

    path: Path
    name: str
    seen: dict[tuple[str, str], str]


def files_of(folder: Path) -> list[Path]:
    """Every file of a folder, sorted; hidden files and folders are nobody's content, nor is what waits to be accepted, nor what a link
    fetches from outside."""
    root = folder.resolve()
    return [path for path in _shown(folder) if path.is_file() and not leads_out(path, root)]


def links_out(folder: Path) -> list[Path]:
    """Links of a folder that fetch something from outside."""
    root = folder.resolve()
    return [path for path in _shown(folder) if leads_out(path, root)]


def _shown(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not _is_nobodys(path.relative_to(folder).parts))


def _is_nobodys(parts: tuple[str, ...]) -> bool:
    return parts[0] == WAITING or any(part.startswith(".") for part in parts)
