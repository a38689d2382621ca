"""Followers: who asked for our posts, which, and how many. Pure: knows no database and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.messages import ChatId
from indexer.language import folded
from knowledge.records.post import AudienceKind

MOST_A_MONTH = 4  # posts a follower gets in a calendar month, as a Zalo Official Account may send
FEWER_A_MONTH = 1  # for who pressed "fewer": the monthly post itself
LONGEST_PLACE = 120  # characters
TYPED_WITHIN = timedelta(minutes=30)  # a place that we asked for; what is typed later is a question

KINDS = (AudienceKind.CITIZEN, AudienceKind.BUSINESS, AudienceKind.OFFICIAL)
"""What a follower may be."""

_KINDS_OF_PLACE = frozenset({"xa", "phuong", "dac", "khu", "thi", "tran", "tinh", "thanh", "pho", "tp", "p", "x"})


class Topic(StrEnum):
    """What a follower may choose: the themes of the plans of communication, and the fields that people ask about most."""

    ONLINE = "truc_tuyen"
    PROCEDURES = "thu_tuc"
    POST = "buu_chinh"
    PETITIONS = "kien_nghi"
    SATISFACTION = "hai_long"
    INDICES = "chi_so"
    DISCIPLINE = "ky_cuong"
    DIALOGUE = "doi_thoai"
    CIVIL_STATUS = "ho_tich"
    RESIDENCE = "cu_tru"
    LAND = "dat_dai"
    BUILDING = "xay_dung"
    BUSINESS = "kinh_doanh"
    TAX = "thue"
    HEALTH = "y_te"
    SCHOOL = "giao_duc"
    INSURANCE = "bao_hiem"
    TRAFFIC = "giao_thong"
    FARMING = "nong_nghiep"
    WELFARE = "xa_hoi"


class Frequency(StrEnum):
    """How much a follower wants."""

    ALL = "all"
    FEWER = "fewer"
    IMPORTANT = "important"

    @property
    def slower(self) -> Frequency:
        """What "fewer, please" leads to."""
        return Frequency.FEWER if self is Frequency.ALL else Frequency.IMPORTANT


class Ended(StrEnum):
    """Why a follower gets nothing any more."""

    LEFT = "left"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Follower:
    """One follower; `topics` empty: every topic. `consent_text`: what was agreed to. `ended`: from when on nothing is sent."""

    chat: ChatId
    kind: AudienceKind
    pace: Frequency
    place: str
    topics: frozenset[Topic]
    consented: datetime
    consent_text: str
    ended: datetime | None = None
    why_ended: Ended | None = None
    awaits_place: datetime | None = None

    @property
    def is_active(self) -> bool:
        return self.ended is None

    def may_be_typing_a_place(self, at: datetime) -> bool:
        return self.awaits_place is not None and abs(at - self.awaits_place) <= TYPED_WITHIN


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a campaign is for: any of `topics`, in any of `places`, of any of `kinds`; what is empty leaves nobody out.

    `is_chosen`: only who chose one of the topics by name, not who takes every topic.
    """

    topics: tuple[Topic, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[AudienceKind, ...] = ()
    is_chosen: bool = False

    @property
    def is_everybody(self) -> bool:
        return not (self.topics or self.places or self.kinds)

    def as_json(self) -> dict[str, list[str]]:
        chosen = {"chosen": ["topics"]} if self.is_chosen else {}
        return {"topics": list(self.topics), "places": list(self.places), "kinds": list(self.kinds), **chosen}

    @classmethod
    def from_json(cls, told: dict[str, list[str]]) -> Audience:
        """Raises ValueError or KeyError where it is none of ours."""
        kinds = tuple(map(AudienceKind, told["kinds"]))
        return cls(tuple(map(Topic, told["topics"])), tuple(told["places"]), kinds, bool(told.get("chosen")))


@dataclass(frozen=True, slots=True)
class Sending:
    """Whom an article goes to, and how hard: important reaches who wants fewer; urgent passes the month's limit and the quiet hours too."""

    audience: Audience
    is_important: bool = False
    is_urgent: bool = False

    @classmethod
    def to_everybody(cls) -> Sending:
        return cls(Audience())


@dataclass(frozen=True, slots=True)
class CampaignReach:
    """How many an announcement reaches, and who is left out: has had this month's posts, wants fewer, cannot be reached or has left."""

    reached: int = 0
    capped: int = 0
    slow: int = 0
    inactive: int = 0

    @property
    def addressed(self) -> int:
        return self.reached + self.capped + self.slow + self.inactive


def key_of_place(name: str) -> str:
    """What two spellings of one place share: "Xã Ea Kar" and "ea kar" → "ea kar"; "" where nothing is left."""
    words = folded(name)
    while words and words[0] in _KINDS_OF_PLACE and len(words) > 1:
        words = words[1:]
    return " ".join(words)[:LONGEST_PLACE]
