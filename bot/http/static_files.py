"""The files that pages are drawn with: how a browser learns that one has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

VERSION = 12  # hexadecimal digits of a digest: files of one folder never meet by chance


def versions_of(folder: Path) -> Mapping[str, str]:
    """The name of each file in `folder` → what changes with its content; stands in its address, so that browsers may keep it."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:VERSION] for file in folder.iterdir() if file.is_file()}
