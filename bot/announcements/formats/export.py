"""Export: the forms that an article has for other channels. Pure."""

from __future__ import annotations

from enum import StrEnum


class Export(StrEnum):
    """The values stand in the names of the files."""

    ZALO = "zalo"
    LOUDSPEAKER = "loa"
    MAIL = "thu"
    SLIDES = "man-hinh"
    TEXT = "van-ban"
    COVER = "bia"
