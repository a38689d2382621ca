"""What an index was made of: each procedure as it was published, for who compares it with what was published before."""

from __future__ import annotations

from pathlib import Path

from indexer.storage.artifact import Reader
from knowledge.publications.changes import State, States


def published_in(folder: Path) -> States:
    """The states of the index in use, by code. Raises ArtifactError."""
    texts = Reader(folder).texts("published")
    states = (State.model_validate_json(texts[number]) for number in range(len(texts)))
    return {state.code: state for state in states}
