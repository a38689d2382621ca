"""What a message wants to know of official channels. Pure."""

from __future__ import annotations

from enum import StrEnum


class OfficialWish(StrEnum):
    """CHECK: is this yours; LIST: which are yours; PHONE: on which number you are called;
    POINTED: what a message without anything pasted must name as well ("số này")."""

    CHECK = "check"
    LIST = "list"
    PHONE = "phone"
    POINTED = "pointed"
