"""Post: a ready monthly article on administrative reform, within the limits of a Zalo OA article."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from knowledge.procedure import Record


class Post(Record):
    """Title ≤ 150, author ≤ 50, summary ≤ 300 characters (Zalo article API); `month` 1–12, `body` Markdown."""

    record_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{3,120}$")]
    month: int = Field(ge=1, le=12)
    title: str = Field(min_length=1, max_length=150)
    author: str = Field(default="", max_length=50)
    summary: str = Field(min_length=1, max_length=300)
    body: str = Field(min_length=1)
    duty: str = ""
    topics: tuple[str, ...] = ()
