"""The parts of an index as they are read from its artifact."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydantic import ValidationError

from indexer.query.lexicon import Lexicon
from indexer.query.paraphrases import Table
from indexer.storage.artifact import CorruptArtifactError, Reader
from indexer.storage.bm25 import Postings
from indexer.storage.vocabulary import Vocabulary


def all_texts(reader: Reader, name: str) -> list[str]:
    """Every text of one name, in order."""
    texts = reader.texts(name)
    return [texts[number] for number in range(len(texts))]


def lexicon_of(reader: Reader, folder: Path) -> Lexicon:
    """What its words mean. Raises CorruptArtifactError where it was made by another version."""
    try:
        return Lexicon.model_validate_json(reader.texts("lexicon")[0])
    except ValidationError as error:
        raise CorruptArtifactError(folder, "từ điển do phiên bản khác tạo; hãy dựng lại chỉ mục") from error


def table_of(reader: Reader) -> Table:
    """Which terms say the same."""
    starts, targets, likeness = (np.asarray(reader.array(f"paraphrases.{name}")) for name in ("starts", "targets", "likeness"))
    return Table(all_texts(reader, "paraphrases.terms"), starts, targets, likeness)


def postings_of(reader: Reader, field: str) -> Postings:
    """The postings of one field: of records, or of phrases."""
    arrays = {name: reader.array(f"{field}.{name}") for name in ("starts", "documents", "impacts", "rows", "dense", "base", "idf")}
    names = reader.array("phrases.starts_of_entries")
    n_documents = int(names[-1]) if field == "phrases" else len(names) - 1
    return Postings(Vocabulary(np.asarray(reader.array(f"{field}.hashes"))), n_documents, **arrays)
