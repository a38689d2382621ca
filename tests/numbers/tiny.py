"""Libraries of a few records, indexed anew at each call: a number that is counted into the index shows too."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indexer.building.build import build
from indexer.ranking.search import Index
from tests.library import put


def tiny(
    *records: Mapping[str, object],
    aliases: dict[str, list[str]] | None = None,
    codes: list[str] | None = None,
    pages: dict[str, str] | None = None,
    **files: str,
) -> Index:
    """An index of `records` (procedures as JSON: code and name at least), with `aliases`, further `files` ("variants": YAML …) and `pages`;
    `codes`: those that the office serves (None: all)."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        put(library, "procedures/x.jsonl", "\n".join(json.dumps({"levels": ["xa"], **record}, ensure_ascii=False) for record in records))
        if aliases:
            lines = (json.dumps({"code": code, "phrases": phrases}, ensure_ascii=False) for code, phrases in aliases.items())
            put(library, "aliases/x.jsonl", "\n".join(lines))
        for name, text in files.items():
            put(library, f"{name}.yaml", text)
        for name, text in (pages or {}).items():
            put(library, name, text)
        build([library], Path(folder) / "index", codes, lambda *_: None)
        return Index(Path(folder) / "index")


def scores(index: Index, question: str, *context: str, **options: Any) -> dict[str, float]:
    """What each record scores."""
    return {hit.record_id: hit.score for hit in index.search(question, context, **options)}
