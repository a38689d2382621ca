"""A survey answered in the chat: a question a message, back and forth, words typed, sent once; and what a button may not do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.messages import Incoming, Reply
from bot.surveys.rules.survey import SurveyQuestionKind
from bot.surveys.store.ballots import TextLook
from bot.surveys.windows.answering import SurveyOffers, SurveyWindow
from bot.text.numerals import is_row
from tests.integration.participation.test_survey_anonymity import AN, BINH, GOOD, World
from tests.presence import found
from tests.surveys import DAY, NOON, WORDS, SurveyRoom

SAY = WORDS.surveys


@pytest.fixture
def room(engine: Engine) -> SurveyRoom:
    return SurveyRoom(engine)


@pytest.fixture
def window(room: SurveyRoom) -> SurveyWindow:
    return SurveyWindow(SAY, room.answering)


def pressed(window: SurveyWindow, action: str, at: object = NOON) -> Reply:
    (reply,) = found(window.pressed(Incoming(AN, NOON), action.split(":")))
    assert at
    return reply


def begun(room: SurveyRoom, window: SurveyWindow, survey: int) -> Reply:
    (intro,) = found(window.linked(Incoming(AN, NOON), ["kh", room.place(survey, room.hall).code]))
    return pressed(window, intro.rows[0][0].action)


def test_the_introduction_says_what_is_asked_and_that_nobody_learns_who_answered(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    (intro,) = found(window.linked(Incoming(AN, NOON), ["kh", room.place(number, room.hall).code]))
    assert room.hall.name in intro.text
    assert "không biết phiếu nào của ai" in intro.text
    assert [row[0].label for row in intro.rows] == [SAY.chat.begin, SAY.chat.no], "who scanned a code was not invited"


def test_going_back_changes_an_answer(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    reply = begun(room, window, number)
    assert reply.text.startswith(SAY.chat.question.format(number=1, count=12, text=""))
    assert len(reply.rows) == 1, "there is nothing to go back to"
    second = pressed(window, reply.rows[0][0].action)
    assert second.replaces
    first = pressed(window, second.rows[-1][0].action)
    assert first.text == reply.text
    third = pressed(window, pressed(window, first.rows[0][4].action).rows[0][3].action)
    assert third.rows[0][0].action.endswith(":eda")


def to_the_text(window: SurveyWindow, reply: Reply) -> Reply:
    while SAY.chat.type_text not in reply.text:
        reply = pressed(window, reply.rows[0][0].action)
    return reply


def test_words_are_typed_or_skipped_and_sent_once(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    asked = to_the_text(window, begun(room, window, number))
    (ready,) = found(window.said(Incoming(AN, NOON, "Rất tốt, gọi 0912345678")))
    assert ready.rows[0][0].label == SAY.chat.send
    assert window.said(Incoming(AN, NOON, "câu khác")) is None, "nothing is awaited any more"
    assert pressed(window, ready.rows[0][0].action).text == SAY.outcomes["thanks"]
    assert pressed(window, ready.rows[0][0].action).text == SAY.outcomes["spent"]
    (form,) = room.submitted.forms(number)
    assert form.letters == "a" * 11 + "t"
    assert pressed(window, asked.rows[0][0].action).rows[0][0].action.endswith("-"), "skipped by the button"


def test_no_button_of_an_earlier_question_takes_away_the_words_that_were_typed(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    first = begun(room, window, number)
    to_the_text(window, first)
    found(window.said(Incoming(AN, NOON, "Cán bộ rất tận tình")))
    again = to_the_text(window, pressed(window, first.rows[0][1].action))  # of the first question: another answer
    assert "Cán bộ rất tận tình" in again.text
    assert again.rows[0][0].label == SAY.chat.keep_text
    ready = pressed(window, again.rows[0][0].action)
    assert pressed(window, ready.rows[0][0].action).text == SAY.outcomes["thanks"]
    (kept,) = room.submitted.texts(number, TextLook.WAITING)
    assert kept.texts == ("Cán bộ rất tận tình",)


def test_words_that_come_an_hour_late_are_a_question_again(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    to_the_text(window, begun(room, window, number))
    assert window.said(Incoming(AN, NOON + DAY / 12, "Rất tốt")) is None
    assert window.said(Incoming(BINH, NOON, "Rất tốt")) is None


def test_who_drops_it_leaves_nothing(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    to_the_text(window, begun(room, window, number))
    assert [reply.text for reply in found(window.dropped(Incoming(AN, NOON)))] == [SAY.chat.dropped]
    assert window.dropped(Incoming(AN, NOON)) is None
    assert window.said(Incoming(AN, NOON, "Rất tốt")) is None
    assert room.submitted.forms(number) == ()


@pytest.mark.parametrize("letters", ["z", "aaaaaaaaaaaaa", "A", "a" * 40])
def test_a_button_that_answers_no_question_is_old(room: SurveyRoom, window: SurveyWindow, letters: str) -> None:
    number = room.opened()
    code = room.place(number, room.hall).code
    assert window.pressed(Incoming(AN, NOON), ["sv", "a", code, "0", letters]) is None
    assert window.pressed(Incoming(AN, NOON), ["sv", "a", code, "x", "a"]) is None
    assert window.pressed(Incoming(AN, NOON), ["sv", "z"]) is None


def test_a_form_sent_before_its_end_is_not_counted(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    code = room.place(number, room.hall).code
    assert pressed(window, f"sv:s:{code}:0:ddd").text == SAY.outcomes["unreadable"]
    assert room.submitted.forms(number) == ()


def test_a_survey_that_closed_meanwhile_is_told_at_every_step(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    reply = to_the_text(window, begun(room, window, number))
    room.building.close(number, room.lead, NOON)
    assert pressed(window, reply.rows[0][0].action).text == SAY.outcomes["closed"]
    code = room.place(number, room.hall).code
    assert [each.text for each in found(window.linked(Incoming(AN, NOON), ["kh", code]))] == [SAY.outcomes["closed"]]


def test_it_is_offered_below_an_answer_once_and_looked_up_once_a_minute(room: SurveyRoom) -> None:
    offers = SurveyOffers(SAY, room.answering)
    assert offers.below(AN, NOON) == ()
    room.opened(after_answers=True)
    assert offers.below(AN, NOON) == (), "known for a minute"
    (button,) = offers.below(AN, NOON + DAY / 24)
    assert button.label == SAY.chat.offer_answer
    assert offers.below(AN, NOON + DAY / 24) == ()


# ---- with the whole desk


@pytest.fixture
def world(engine: Engine, tmp_path: Path, small_index_folder: Path) -> World:
    return World(engine, tmp_path / "files", small_index_folder)


def test_below_the_answer_to_a_petition_its_sender_may_say_how_they_were_served(world: World) -> None:
    button = world.petitioned(AN, "Nguyễn Văn An")
    assert is_row(button.action.split(":")[-1].partition("~")[0])
    sealed = world.desk.seals.sealed(AN, button.action)
    intro = world.says(AN, NOON, action=sealed)
    assert [row[0].label for row in intro.rows] == [SAY.chat.begin, SAY.chat.no, SAY.chat.never]
    assert world.fills_in(AN, GOOD, NOON, button).text == SAY.outcomes["thanks"]
    assert world.says(AN, NOON + DAY, action=sealed).text == SAY.outcomes["spent"], "told at once, not after twelve questions"
    stranger = world.says(BINH, NOON, action=sealed)
    assert SAY.chat.begin not in [each.label for row in stranger.rows for each in row], "a button counts in its own chat"


def test_who_wants_no_invitations_gets_none_for_good(world: World) -> None:
    intro = world.says(AN, NOON, action=world.desk.seals.sealed(AN, world.petitioned(AN, "Nguyễn Văn An").action))
    assert world.says(AN, NOON, action=intro.rows[2][0].action).text == SAY.chat.refused
    unit = world.unit.id
    assert world.rooms.surveying.answering.after_petition(AN, unit, NOON + 20 * DAY) == ""
    assert world.rooms.surveying.answering.after_petition(BINH, unit, NOON + 20 * DAY) != ""


def test_who_refused_is_told_so_when_they_ask_what_is_kept_of_them(world: World) -> None:
    world.rooms.surveying.answering.refuse(AN, NOON)
    kept = json.loads(json.dumps(world.rooms.chats.export(AN)))
    assert kept["survey_refusals"] == [{"day": "2026-03-02"}]
    assert world.rooms.chats.export(BINH) == {}
    world.rooms.chats.delete(AN, NOON)
    assert world.rooms.surveying.answering.after_petition(AN, world.unit.id, NOON) != "", "a person forgotten is a stranger again"


def test_the_command_offers_what_is_open_and_not_answered_yet(room: SurveyRoom, window: SurveyWindow) -> None:
    assert [reply.text for reply in window.commanded(Incoming(AN, NOON), "/khaosat", "")] == [SAY.chat.none_open]
    number = room.opened()
    (which,) = window.commanded(Incoming(AN, NOON), "/khaosat", "")
    assert which.text == SAY.chat.which_unit
    assert [row[0].label for row in which.rows] == [room.hall.name, room.field.name], "who served them, they say themselves"
    for row, unit in zip(which.rows, (room.hall, room.field), strict=True):
        assert unit.name in pressed(window, row[0].action).text
    assert room.answered(number, room.hall, AN) == "thanks"
    assert [reply.text for reply in window.commanded(Incoming(AN, NOON), "/khaosat", "")] == [SAY.chat.none_open]
    assert WORDS.commands.khaosat, "it stands in the menu of commands"


def test_who_answered_already_is_told_so_in_the_place_of_the_form(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    assert room.answered(number, room.hall, AN) == "thanks"
    (told,) = found(window.linked(Incoming(AN, NOON), ["kh", room.place(number, room.hall).code]))
    assert (told.text, told.rows) == (SAY.outcomes["spent"], ())


def test_of_two_surveys_one_is_chosen_and_then_the_unit(room: SurveyRoom, window: SurveyWindow) -> None:
    room.opened()
    room.opened(title="Phiếu thứ hai")
    (which,) = window.commanded(Incoming(AN, NOON), "/khaosat", "")
    assert which.text == SAY.chat.which
    second = next(row[0] for row in which.rows if row[0].label == "Phiếu thứ hai")
    unit = pressed(window, second.action)
    assert unit.text == SAY.chat.which_unit
    assert "Phiếu thứ hai" in pressed(window, unit.rows[1][0].action).text


def test_a_score_may_be_typed_in_the_place_of_its_button(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    begun(room, window, number)
    for typed in ("4", " 5. ", "1"):
        (reply,) = found(window.said(Incoming(AN, NOON, typed)))
        assert reply.text.startswith(SAY.chat.took_text)
    assert reply.rows[0][0].action.endswith(":deaa")
    assert window.said(Incoming(AN, NOON, "6")) is None, "no score: a message like any other"
    assert window.said(Incoming(AN, NOON, "đăng ký khai sinh cần gì?")) is None, "a question is answered"
    (after,) = found(window.said(Incoming(AN, NOON, "2")))
    assert after.rows[0][0].action.endswith(":deaba"), "and the form goes on"


def test_a_choice_may_be_typed_by_its_words_or_its_number(room: SurveyRoom, window: SurveyWindow) -> None:
    number = room.opened()
    questions = found(room.book.get(number)).questions
    place = next(at for at, question in enumerate(questions) if question.kind is SurveyQuestionKind.CHOICE)
    for typed, letter in ((questions[place].choices[1].upper(), "b"), ("3", "c")):
        reply = begun(room, window, number)
        for _ in range(place):
            reply = pressed(window, reply.rows[0][0].action)
        (after,) = found(window.said(Incoming(AN, NOON, typed)))
        assert f":{'a' * place}{letter}" in after.rows[0][0].action
