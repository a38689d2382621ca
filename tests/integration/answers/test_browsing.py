"""Looking for a procedure without typing a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import wiring
from bot.answers.decisions.catalogue import key_of
from bot.frontdesk import FrontDesk
from bot.messages import LONGEST_ACTION, Button, Incoming, Reply
from bot.settings import Settings
from bot.wiring import AnswerParts
from tests.integration.answers.test_frontdesk import AN, NOON, actions, press, say
from tests.library import DOG, TREE, TREE_MINISTRY
from tests.support import databases


@pytest.fixture(scope="module")
def small(small_index_folder: Path) -> AnswerParts:
    return wiring.wire(small_index_folder)


@pytest.fixture
def desk(parts: AnswerParts, tmp_path: Path) -> Iterator[FrontDesk]:
    engine = databases.sqlite_at(tmp_path / "desk.db")
    yield wiring.front_desk(parts, wiring.rooms_of(Settings(secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index))
    engine.dispose()


def buttons(reply: Reply) -> list[Button]:
    return [button for row in reply.rows for button in row]


def test_what_people_ask_most_stands_first(desk: FrontDesk) -> None:
    headings = buttons(say(desk, "/linhvuc"))
    assert headings[0].label == "Việc lớn trong nhà"
    assert headings[1].label.startswith("Khai sinh, kết hôn, căn cước · ")
    assert buttons(press(desk, headings[1].action))[0].label.startswith("Hộ tịch · ")


def test_from_the_fields_to_an_answer_and_back_without_typing(desk: FrontDesk) -> None:
    headings = say(desk, "/linhvuc")
    fields = press(desk, buttons(headings)[1].action)
    field = press(desk, buttons(fields)[0].action)
    assert fields.replaces
    assert field.replaces
    chosen = next(button for button in buttons(field) if button.action == "p:1.001193:tong_quan")
    answer = press(desk, chosen.action)
    assert "mã 1.001193" in answer.text
    assert answer.topic
    answer = press(desk, buttons(answer)[-1].action)
    back = next(button for button in buttons(answer) if button.label == "‹ Lĩnh vực Hộ tịch")
    again = press(desk, back.action)
    assert (again.text, again.rows) == (field.text, field.rows)
    up = next(button for button in buttons(again) if button.label == "‹ Các lĩnh vực")
    assert press(desk, up.action).text == fields.text
    assert press(desk, buttons(fields)[-1].action).text == headings.text


def test_every_field_and_every_procedure_is_reached_by_turning_pages(desk: FrontDesk, parts: AnswerParts) -> None:
    found: list[str] = []
    for page in range(1, 60):
        shown = press(desk, f"l:{page}")
        keys = [action for action in actions(shown) if action.count(":") == 2]
        found += keys
        assert len(keys) <= 8
        if f"l:{page + 1}" not in actions(shown):
            break
    assert len(found) == len(set(found)) == len(parts.catalogue.fields)
    field = max(parts.catalogue.fields, key=lambda field: len(field.procedures))
    pages = -(-len(field.procedures) // 8)
    offered = [action for page in range(1, pages + 1) for action in actions(press(desk, f"l:{field.key}:{page}")) if action[0] == "p"]
    assert [action.split(":")[1] for action in offered] == [line.code for line in field.procedures]


def test_the_nearest_level_stands_first_and_the_ordinary_case_before_the_special(small: AnswerParts) -> None:
    trees = next(field for field in small.catalogue.fields if field.name == "Cây xanh")
    assert trees.procedures[0].code == TREE
    assert trees.procedures[-1].code == TREE_MINISTRY
    assert small.catalogue.field_of(DOG) is not None


def test_a_fields_key_is_the_same_in_every_index(parts: AnswerParts) -> None:
    assert all(field.key == key_of(field.name) and len(field.key) == 8 for field in parts.catalogue.fields)
    assert len({field.key for field in parts.catalogue.fields}) == len(parts.catalogue.fields)


def test_every_button_fits_and_every_list_fits_a_message(desk: FrontDesk, parts: AnswerParts) -> None:
    for field in parts.catalogue.fields:
        shown = press(desk, f"l:{field.key}:1")
        assert len(shown.text) < 3_500
        assert all(len(button.action.encode()) <= LONGEST_ACTION and len(button.label) <= 60 for button in buttons(shown))


def test_procedures_are_found_by_words_and_the_most_asked_without(desk: FrontDesk, parts: AnswerParts) -> None:
    assert "p:1.000894:tong_quan" in actions(say(desk, "/thutuc kết hôn"))
    assert "p:1.001193:tong_quan" in actions(say(desk, "/thutuc"))
    none = say(desk, "/thutuc qqqq")
    assert none.text.startswith(parts.wording.browsing.none.format(words="qqqq"))
    assert len([action for action in actions(none) if action[0] == "p"]) == 8


@pytest.mark.parametrize("typed", ["2", "số 2", "cái thứ hai", "cai thu hai"])
def test_a_number_is_typed_instead_of_pressing(desk: FrontDesk, typed: str) -> None:
    fields = say(desk, "/linhvuc")
    assert say(desk, typed).text == press(desk, buttons(fields)[1].action).text


@pytest.mark.parametrize("action", ["l", "l:", "l:0", "l:999", "l:x:1", "l:00000000:1", "l:x:y:z", "y:x:0:1", "y:::1", "y:x:0:x"])
def test_a_made_up_button_is_told_kindly(desk: FrontDesk, action: str) -> None:
    assert desk.handle(Incoming(AN, NOON, action=action))[-1].text


@pytest.mark.parametrize("words", ["đất đai", "dat dai", "Đất đai"])
def test_a_field_opens_by_its_name(desk: FrontDesk, words: str) -> None:
    assert "Lĩnh vực Đất đai (" in say(desk, f"/linhvuc {words}").text


def test_words_that_name_no_field_get_the_list_of_them(desk: FrontDesk) -> None:
    assert say(desk, "/linhvuc xyzzy").text == say(desk, "/linhvuc").text


def test_an_office_without_a_name_is_still_somebody_to_hear_from(desk: FrontDesk) -> None:
    assert say(desk, "/dangky").text.startswith("Nhận tin của cơ quan\n")


def test_who_types_not_to_choose_a_place_has_none_chosen(desk: FrontDesk) -> None:
    say(desk, "/dangky")
    press(desk, "fo:ok")
    press(desk, "fo:p")
    assert "Nơi ở: chưa chọn" in say(desk, "khong chon noi o").text
    assert "Nơi ở" not in say(desk, "đăng ký kết hôn cần giấy tờ gì").text, "it is asked for no more"
