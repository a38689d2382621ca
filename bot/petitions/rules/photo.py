"""A photo of a petition, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Photo:
    """A file that was cleaned and kept: `name` is random, the place below FILES_DIR; `size` in bytes; `sha256` of what is kept.

    `media_type` says with a parameter where nobody looked whether it shows a card.
    """

    name: str
    media_type: str
    size: int
    sha256: str

    @property
    def is_checked(self) -> bool:
        return "checked=no" not in self.media_type

    @property
    def shown_type(self) -> str:
        """The media type for a browser."""
        return self.media_type.partition(";")[0]
