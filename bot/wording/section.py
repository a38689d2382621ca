"""A section of the sentences: typed fields, all of them needed, none besides."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class WordingSection(BaseModel):
    """What every section of `vi.toml` is read into; each room's sections stand in the module named after it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
