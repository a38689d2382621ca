"""ArticleAddress: where an article stands on the office's public site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleAddress:
    """`site`: the public address, without a slash at the end; `slug`: the article's own name there."""

    site: str
    slug: str

    @property
    def address(self) -> str:
        return f"{self.site}/bai-viet/{self.slug}"

    @property
    def cover(self) -> str:
        """The address of its cover, for whoever shows the article elsewhere."""
        return f"{self.address}/bia.jpg"
