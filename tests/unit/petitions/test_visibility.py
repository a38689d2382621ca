"""bot.petitions.rules.visibility: the whole matrix of readers and what they may know; and the ward that is all others see of a place."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import ChatId
from bot.petitions.rules.deadlines import Pause
from bot.petitions.rules.listing import ListedPetition
from bot.petitions.rules.petition import (
    Contact,
    Event,
    Naming,
    Petition,
    PetitionFile,
    PetitionFollower,
    PetitionKind,
    PetitionPlace,
    PetitionState,
)
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.texts.ward import ward, wards_of
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.visibility import Known, Viewer, is_published, known, shown, shown_line

AT = datetime(2026, 3, 2, tzinfo=UTC)
PETITION = Petition(
    *(163, "KN7-4XQ-M3P", 9, PetitionKind.OTHER, Naming.NAMED, PetitionState.ANSWERED, "W-content", AT, AT, AT, 10, AT),
    place=PetitionPlace("W-place", 18.5, 105.5), procedure="W-procedure", question=77001, unit=2, officer=77002, former=77003, agency="S-agency",
    bounces=77004, followers=3, draft="I-draft", draft_by=77005, answer="W-answer", answered=AT, score=2, score_reason="W-score",
    published="P-question", published_answer="P-answer", published_at=AT + timedelta(days=1), warned=77006, warn_at=AT,
)  # fmt: skip
FILE = PetitionFile(
    PETITION, Contact("C-name", "C-address", "C-phone"), (Photo("C-photo", "image/jpeg", 1, "x"),),
    (
        Event(1, AT, "citizen", Transition.FILE, None, PetitionState.RECEIVED, is_public=True),
        Event(2, AT, "staff:77007", Transition.NOTE, PetitionState.RECEIVED, PetitionState.RECEIVED, "I-note", officer=77002),
        Event(3, AT, "staff:77007", Transition.ASK, PetitionState.RECEIVED, PetitionState.WAITING, "W-asked", True, 2, 77002),
        Event(4, AT, "staff:77007", Transition.ANSWER, PetitionState.WAITING, PetitionState.ANSWERED, "W-answer", True, 2, 77002),
        Event(5, AT, "staff:77007", Transition.PUBLISH, PetitionState.ANSWERED, PetitionState.ANSWERED, "I-publish", False, 2, 77002),
    ),
    (Pause(AT, AT, "W-pause"),), ("I-KN-merged",), "I-KN-target", (PetitionFollower(ChatId("web", "I-chat"), True),),
)  # fmt: skip
MARKS = {Known.CODE: ("KN7-4XQ-M3P",), Known.WORDS: ("W-", "105.5", "77001"), Known.SENDER: ("C-",), Known.INSIDE: ("I-", "7700")}


@pytest.mark.parametrize(
    ("reader", "knows"),
    [
        (Viewer.AUTHOR, {Known.STATE, Known.CODE, Known.WORDS, Known.SENDER, Known.PUBLISHED}),
        (Viewer.FOLLOWER, {Known.STATE, Known.PUBLISHED}),
        (Viewer.BEARER, {Known.STATE, Known.CODE}),
        (Viewer.OFFICER, set(Known)),
        (Viewer.COLLEAGUE, {Known.PUBLISHED}),
        (Viewer.EVERYBODY, {Known.PUBLISHED}),
    ],
)
def test_each_reader_knows_this_and_nothing_else(reader: Viewer, knows: set[Known]) -> None:
    assert known(reader, PETITION) == knows
    sight = shown(FILE, reader)
    if Known.STATE not in knows:
        assert sight is None
        return
    assert sight is not None
    told = repr(sight.file)
    for what, marks in MARKS.items():
        if what is Known.INSIDE and Known.WORDS in knows and reader is not Viewer.OFFICER:
            marks = ("I-", "77002", "77003", "77004", "77005", "77006", "77007")
        for mark in marks:
            if what not in knows:
                assert mark not in told, (reader, what, mark)
        assert (marks[0] in told) is (what in knows), (reader, what)
    assert ("P-answer" in told) is (Known.PUBLISHED in knows)


@pytest.mark.parametrize("state", PetitionState)
@pytest.mark.parametrize("reader", Viewer)
def test_what_was_published_is_known_only_while_it_stands_in_the_register(reader: Viewer, state: PetitionState) -> None:
    reopened = replace(PETITION, state=state, answered=AT + timedelta(days=2))
    assert not is_published(reopened), "the new answer is not the published one"
    assert is_published(replace(PETITION, state=state)) is (state in (PetitionState.ANSWERED, PetitionState.CLOSED))
    sight = shown(replace(FILE, petition=reopened), reader)
    if reader is not Viewer.OFFICER and sight:
        assert "P-" not in repr(sight)


def test_a_field_that_is_added_to_a_petition_is_given_to_somebody() -> None:
    """A new field is hidden from nobody until somebody says what it is: this list says who looked."""
    looked_at = {
        *("id", "code", "version", "kind", "naming", "state", "content", "received", "due", "forward_by", "days", "counted_from"),
        *("warn_at", "warned", "place", "procedure", "question", "unit", "officer", "former", "agency", "bounces", "followers", "draft"),
        *(
            "draft_by",
            "draft_for",
            "draft_shared",
            "answer",
            "answered",
            "closed",
            "promised",
            "is_reopened",
            "merged_into",
            "merged",
            "score",
            "score_reason",
        ),
        *("published", "published_answer", "published_at", "via", "about", "is_urgent", "topic"),
    }
    assert {field.name for field in fields(Petition)} == looked_at


def test_of_what_a_chat_only_follows_its_list_has_neither_code_nor_words() -> None:
    line = ListedPetition(
        163, "KN7-4XQ-M3P", PetitionKind.OTHER, PetitionState.RECEIVED, "W-beginning", "W-place", 2, 77002, AT, AT, True, False, False, 2
    )
    told = repr(shown_line(line, Viewer.FOLLOWER))
    assert not any(mark in told for mark in ("KN7", "W-", "77002"))
    assert shown_line(line, Viewer.AUTHOR).beginning == "W-beginning"


KNOWN = wards_of(["UBND xã Hòa Bình", "Ủy ban nhân dân phường Bến Thủy", "UBND phường 3", "đặc khu Cồn Cỏ", "Phòng Hạ tầng"])


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("xã Hòa Bình", "xã Hòa Bình"),
        ("trước số 12 Lê Lợi, phường Bến Thủy", "phường Bến Thủy"),
        ("Phường 3, thành phố Vũng Tàu", "phường 3"),
        ("chợ xa hoa binh.", "xã Hòa Bình"),
        ("đặc khu Cồn Cỏ", "đặc khu Cồn Cỏ"),
        ("nhà ông Nguyễn Văn Tám xã Hòa Bình", "xã Hòa Bình"),
        ("xã Hòa Bình Nguyễn Văn Tám 0912345678", "xã Hòa Bình"),
        ("thôn 3, xã Bà Tám Bán Cá, huyện X", ""),
        ("số 12 ngõ 5 Lê Lợi", ""),
        ("xã tôi", ""),
        ("", ""),
    ],
)
def test_of_a_place_only_a_ward_that_the_office_names_is_told(place: str, expected: str) -> None:
    assert ward(place, KNOWN) == expected
