"""What of an answered petition helps the next one who asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.petitions.rules.petition import Contact, Naming, Petition, PetitionFile, PetitionKind, PetitionState
from bot.petitions.rules.texts.example import LONGEST_QUESTION, asked, example_of, is_exemplary

AT = datetime(2026, 11, 16, tzinfo=UTC)
SENDER = Contact("Nguyễn Văn An", "Thôn 3, xã Hòa Bình", "0912345678")
ASKED = Petition(
    1, "KN7-4XQ-M3P", 1, PetitionKind.OTHER, Naming.NAMED, PetitionState.ANSWERED, "Tôi là Nguyễn Văn An. Chợ mới mở cửa ngày nào?", AT, AT, AT, 10, AT,
    answer="Thưa ông Nguyễn Văn An, chợ mở ngày 1/12. Cần gì gọi lại 0912345678.", procedure="1.001193",
)  # fmt: skip


def file(petition: Petition, contact: Contact | None = SENDER) -> PetitionFile:
    return PetitionFile(petition, contact, (), (), ())


@pytest.mark.parametrize(
    ("content", "question"),
    [
        ("Tôi ở thôn 3. Làm lại giấy khai sinh cần gì? Cảm ơn.", "Làm lại giấy khai sinh cần gì?"),
        ("Nộp 1.500.000 đồng có đúng không? Xin hỏi", "Nộp 1.500.000 đồng có đúng không?"),
        ("Xã thu 2.5 triệu. Đúng không ạ?!", "Đúng không ạ?!"),
        ("Đèn đường\nhỏng đã ba tuần. Tối rất nguy hiểm.", "Đèn đường"),
        ("", ""),
    ],
)
def test_the_question_is_the_sentence_that_asks_or_else_the_first(content: str, question: str) -> None:
    assert asked(content) == question


@given(st.text(max_size=900))
def test_a_question_is_always_one_short_line(content: str) -> None:
    told = asked(content)
    assert len(told) <= LONGEST_QUESTION
    assert told == " ".join(told.split())
    assert bool(told) == bool(content.strip()) or not content.split()


def test_nobody_s_name_or_number_is_in_an_example_also_of_who_let_it_be_published() -> None:
    told = example_of(file(ASKED), lambda _: "…")
    assert told.question == "Chợ mới mở cửa ngày nào?"
    assert told.answer == "Thưa ông …, chợ mở ngày 1/12. Cần gì gọi lại …."
    assert (told.code, told.procedure) == (ASKED.code, "1.001193")


def test_what_an_officer_published_is_taken_as_it_is() -> None:
    told = example_of(file(replace(ASKED, published="Chợ mở khi nào?", published_answer="Ngày 1/12.")), lambda _: "…")
    assert (told.question, told.answer) == ("Chợ mở khi nào?", "Ngày 1/12.")


def test_only_an_answer_that_stands_and_is_about_nobody_of_the_staff_is_an_example() -> None:
    assert is_exemplary(ASKED)
    assert is_exemplary(replace(ASKED, state=PetitionState.CLOSED))
    for state in set(PetitionState) - {PetitionState.ANSWERED, PetitionState.CLOSED}:
        assert not is_exemplary(replace(ASKED, state=state)), state
    assert not is_exemplary(replace(ASKED, kind=PetitionKind.BEHAVIOUR))
    assert not is_exemplary(replace(ASKED, answer="")), "closed because it was handed to another office"
