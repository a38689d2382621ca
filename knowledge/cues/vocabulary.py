"""Term, Alias, Variant, AspectCues, Intent and ThreadCues: how citizens say it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from knowledge.records.procedure import Code, Line, Part, Record


class TermKind(StrEnum):
    """TYPING terms replace a token before anything else is looked at; the others add the official words."""

    EVERYDAY = "everyday"
    REGIONAL = "regional"
    ABBREVIATION = "abbreviation"
    TYPING = "typing"
    OLD_NAME = "old_name"


class Term(Record):
    """A pair everyday word → official word (sổ đỏ → giấy chứng nhận quyền sử dụng đất)."""

    everyday: Line
    official: Line
    kind: TermKind = TermKind.EVERYDAY


class Alias(Record):
    """Citizens' own phrases for one procedure."""

    code: Code
    phrases: tuple[Line, ...] = Field(min_length=1)


class Variant(Record):
    """A special case: `markers` in a procedure's name, `cues` in the question of somebody who means it."""

    name: Line
    markers: tuple[Line, ...] = Field(min_length=1)
    cues: tuple[Line, ...] = Field(min_length=1)


class Fact(StrEnum):
    """What is asked with yes or no, and is answered from a record's own facts; YES_NO: whatever else."""

    ONLINE = "truc_tuyen"
    POST = "buu_chinh"
    COST = "mat_tien"
    COMMUNE = "o_xa"
    FOREIGNER = "nguoi_nuoc_ngoai"
    YES_NO = "co_khong"


class AspectCues(Record):
    """The words by which people ask for one part of a procedure; the weightier of two cues decides. A part may have several.

    `is_deadline`: they ask by when the citizen must act, and not how long the office takes; `may_be_deadline`: they may ask either
    ("trong bao nhiêu ngày"). `fact`: they ask it with yes or no.
    `after_duty`: cues that ask for it only behind one of `duties` ("phải … trong bao lâu").
    """

    part: Part
    weight: float = Field(default=1.0, gt=0)
    cues: tuple[Line, ...] = Field(min_length=1)
    is_deadline: bool = False
    may_be_deadline: bool = False
    duties: tuple[Line, ...] = ()
    after_duty: tuple[Line, ...] = ()
    fact: Fact | None = None


class Intent(Record):
    """What people write that is no question about a procedure, and what to say to it.

    `alone`: only where the message holds nothing else (a greeting before a question is no greeting).
    `begins`: cues too, where a message of some length begins with them and asks nothing ("phản ánh tiệm sửa xe xả nhớt ra đường").
    `yields`: not where its words name a procedure as well ("con sinh ở Nhật thì khai sinh ở đâu").
    `gives_way`: not where it is asked what one must do or have ("nước thải xả ra kinh, có phải xin giấy môi trường không").
    `is_courtesy`: a greeting or thanks, which says nothing of what is asked beside it.
    `is_petition`: it is for an officer to look into, and is offered as the draft of a petition.
    `is_local`: the office itself could tell more (its own timetable, its own place): staff find the question among those they may answer.
    """

    name: str = Field(pattern=r"^[a-z_]{2,40}$")
    cues: tuple[Line, ...] = Field(min_length=1)
    reply: Line
    begins: tuple[Line, ...] = ()
    alone: bool = False
    is_petition: bool = False
    yields: bool = False
    is_local: bool = False
    gives_way: bool = False
    is_courtesy: bool = False


class ThreadCues(Record):
    """How people go on about what was said before.

    `returns`: to an earlier matter ("quay lại vụ"); `points`: at the matter at hand ("thủ tục này"); `goes_on`: words that begin a
    follow-up; `denials`: what stands behind is taken back ("chứ không phải"), up to one of `clause_ends` or the end; `vague`: words
    that name no procedure, however many of them are said ("làm giấy", "lên xã"); `around`: how people address somebody and end a
    greeting or thanks: it stays one with them around it; `lacks`: what stands behind is a paper that somebody does not have, up to one
    of `lack_ends` or the end; `heads`: words that stand before what is meant and name nothing ("cái xe"); `corrects`:
    words that begin a message which puts right what was said before; `means`: words that do so wherever they stand ("ý em là");
    `wishes`: words behind which stands what somebody wants; `beside`: who goes, to which office, in what state somebody is: in a talk, a
    message that says only such things names no procedure. `thanks`: thanks and agreement that stand around what is asked, `cries`:
    exclamations that do, `openers`: others, where a mark divides them from it (`<who>`: one of `persons`), `opener_ends`: what may
    follow them; `opener_accented`: those whose bare spelling usually means something
    else; `leaves`: the beginning of who takes their leave ("thôi để tôi ra"; `<agrees>`, `<goes>`: one of those), to whom `farewell` is
    said; `asking`: words of a question that asks for no part, `asking_last`: those that do at its end; `duties`: how it is asked what one
    must do or have, but for `duties_unless`; `not_there`: what stands before a province that is not meant ("đâu phải").
    """

    returns: tuple[Line, ...] = ()
    points: tuple[Line, ...] = ()
    goes_on: tuple[Line, ...] = ()
    denials: tuple[Line, ...] = ()
    clause_ends: tuple[Line, ...] = ()
    vague: tuple[Line, ...] = ()
    around: tuple[Line, ...] = ()
    lacks: tuple[Line, ...] = ()
    lack_ends: tuple[Line, ...] = ()
    heads: tuple[Line, ...] = ()
    corrects: tuple[Line, ...] = ()
    means: tuple[Line, ...] = ()
    wishes: tuple[Line, ...] = ()
    beside: tuple[Line, ...] = ()
    thanks: tuple[Line, ...] = ()
    cries: tuple[Line, ...] = ()
    openers: tuple[Line, ...] = ()
    opener_ends: tuple[Line, ...] = ()
    opener_accented: tuple[Line, ...] = ()
    persons: tuple[Line, ...] = ()
    agrees: tuple[Line, ...] = ()
    goes: tuple[Line, ...] = ()
    leaves: tuple[Line, ...] = ()
    farewell: str = ""
    asking: tuple[Line, ...] = ()
    asking_last: tuple[Line, ...] = ()
    duties: tuple[Line, ...] = ()
    duties_unless: tuple[Line, ...] = ()
    not_there: tuple[Line, ...] = ()
