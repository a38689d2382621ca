"""What each kind of reader may know of a petition: the one rule that chat, web, letters, lists, register and console ask. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from bot.petitions.rules.deadlines import OwedClock
from bot.petitions.rules.listing import ListedPetition
from bot.petitions.rules.petition import Event, Naming, Petition, PetitionFile, PetitionPlace, PetitionState
from bot.petitions.rules.transitions import PUBLIC


class Viewer(StrEnum):
    """Who wants to know."""

    AUTHOR = "author"  # the chat that sent it
    FOLLOWER = "follower"  # a chat that is told of it and did not send it
    BEARER = "bearer"  # who has its secret code, and is neither
    OFFICER = "officer"  # of the staff, with any capacity over it (bot.petitions.rules.workflow.Actor)
    COLLEAGUE = "colleague"  # of the staff, without one: another unit's, or one about a colleague
    EVERYBODY = "everybody"


class Known(StrEnum):
    """What there is to know."""

    STATE = "state"  # kind, state, who has it, its days
    CODE = "code"  # the secret code
    WORDS = "words"  # what passed between the sender and the office: text, place, reasons, the answer
    SENDER = "sender"  # name, address, telephone, photos
    INSIDE = "inside"  # drafts, notes, which officer, who follows, the codes of others
    PUBLISHED = "published"  # what an officer redacted and published of it


KNOWN: Mapping[Viewer, frozenset[Known]] = MappingProxyType(
    {
        Viewer.AUTHOR: frozenset(Known) - {Known.INSIDE},
        Viewer.FOLLOWER: frozenset({Known.STATE, Known.PUBLISHED}),
        Viewer.BEARER: frozenset({Known.STATE, Known.CODE}),
        Viewer.OFFICER: frozenset(Known),
        Viewer.COLLEAGUE: frozenset({Known.PUBLISHED}),
        Viewer.EVERYBODY: frozenset({Known.PUBLISHED}),
    }
)
HIDDEN: Mapping[Known, Mapping[str, object]] = MappingProxyType(
    {
        Known.STATE: {},
        Known.CODE: {"code": ""},
        Known.WORDS: {
            "content": "",
            "place": PetitionPlace(),
            "procedure": "",
            "topic": "",
            "question": 0,
            "answer": "",
            "score": None,
            "score_reason": "",
        },
        Known.SENDER: {"naming": Naming.HIDDEN},
        Known.INSIDE: {
            "draft": "",
            "draft_by": None,
            "draft_for": "",
            "draft_shared": "",
            "officer": None,
            "former": None,
            "bounces": 0,
            "about": "",
            "is_urgent": False,
            "warned": 0,
            "warn_at": None,
        },
        Known.PUBLISHED: {"published": "", "published_answer": "", "published_at": None},
    }
)
"""What stands in the fields of a petition that a reader may not know."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A petition as one reader sees it: what they may not know is not in it."""

    file: PetitionFile
    reader: Viewer


def known(reader: Viewer, petition: Petition) -> frozenset[Known]:
    """What `reader` may know of `petition`; what was published only while it stands in the register."""
    return KNOWN[reader] if is_published(petition) else KNOWN[reader] - {Known.PUBLISHED} | _own(reader)


def is_published(petition: Petition) -> bool:
    """Whether it stands in the register: one that is looked at again does not, until its new answer is published.

    bot.petitions.store.register.PUBLIC says the same to the database.
    """
    published, answered = petition.published_at, petition.answered
    is_over = petition.state in (PetitionState.ANSWERED, PetitionState.CLOSED)
    return bool(petition.published) and is_over and published is not None and answered is not None and published >= answered


def shown(file: PetitionFile, reader: Viewer) -> Sight | None:
    """The petition with everything emptied that `reader` may not know; None where they may not even know of it."""
    knows = known(reader, file.petition)
    if Known.STATE not in knows:
        return None
    blanks: dict[str, object] = {}
    for each in frozenset(Known) - knows:
        blanks |= HIDDEN[each]
    bare = PetitionFile(
        petition=replace(file.petition, **blanks),  # type: ignore[arg-type]
        contact=file.contact if Known.SENDER in knows else None,
        photos=file.photos if Known.SENDER in knows else (),
        events=tuple(_events(file, knows)),
        pauses=file.pauses if Known.WORDS in knows else tuple(replace(pause, reason="") for pause in file.pauses),
        merged=file.merged if Known.INSIDE in knows else (),
        target=file.target if Known.INSIDE in knows else "",
        target_state=file.target_state,
        target_due=file.target_due,
        joined_clocks=tuple(_bare_clock(clock) for clock in file.joined_clocks),
        followers=file.followers if Known.INSIDE in knows else (),
    )
    return Sight(bare, reader)


def _bare_clock(clock: OwedClock) -> OwedClock:
    """When it ran, and neither whose it is nor why it stood still: that is said in words."""
    return replace(clock, petition=0, pauses=tuple(replace(pause, reason="") for pause in clock.pauses))


def shown_event(event: Event, knows: frozenset[Known]) -> Event | None:
    """A line of the time line; None where all of it stays inside."""
    if Known.INSIDE in knows:
        return event
    if not event.is_public or event.move not in PUBLIC:
        return None
    bare = replace(event, officer=None, who="" if event.who.startswith("staff") else event.who)
    return bare if Known.WORDS in knows else replace(bare, why="")


def shown_line(line: ListedPetition, reader: Viewer) -> ListedPetition:
    """A line of a citizen's own list, with everything emptied that `reader` may not know."""
    knows = KNOWN[reader]
    hidden = {} if Known.WORDS in knows else {"beginning": "", "place": "", "score": None}
    inside = {} if Known.INSIDE in knows else {"officer": None}
    return replace(line, **hidden, **inside, code=line.code if Known.CODE in knows else "")  # type: ignore[arg-type]


def _events(file: PetitionFile, knows: frozenset[Known]) -> Iterator[Event]:
    yield from (bare for event in file.events if (bare := shown_event(event, knows)))


def _own(reader: Viewer) -> frozenset[Known]:
    """Who works on it sees what will be published before everybody does."""
    return frozenset({Known.PUBLISHED}) if reader is Viewer.OFFICER else frozenset()
