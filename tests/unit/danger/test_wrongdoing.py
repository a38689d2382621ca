"""bot.answers.rules.wrongdoing: who is about to do wrong, or is being cheated, gets a warning and a door; who asks the right way does not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from pydantic import ValidationError

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.decisions.answer import Answerer
from bot.answers.rules.wrongdoing import WrongdoingRule
from bot.answers.turn.outcome import Unanswered, UnansweredReason
from indexer.language import without_marks
from indexer.ranking.search import Index
from knowledge.checks.checking import check
from knowledge.checks.freshness import Freshness
from knowledge.cues.danger import NUMBER
from knowledge.cues.wrongdoing import Wrong, Wrongs, WrongWords
from knowledge.loading.library import Library
from tests.paths import TESTS
from tests.support.strategies import anything

SET = TESTS / "rules" / "wrongdoing.tsv"
ORDINARY = "-"
MISSED_BARE = 0.06  # most of the sentences typed without accents that are not heard: their bare spelling means something else
FALSE_OF_CONTENT = 0.0005  # most of the citizens' own phrases for procedures that are taken for wrongdoing


def said(*kinds: str) -> list[tuple[str, str]]:
    """The kind and the sentence; of the kinds named, or of all but the ordinary ones."""
    pairs = [line.split("\t") for line in SET.read_text(encoding="utf-8").splitlines()]
    return [(kind, text) for kind, text in pairs if (kind in kinds if kinds else kind != ORDINARY)]


@pytest.fixture(scope="module")
def rule(starter: Library) -> WrongdoingRule:
    return WrongdoingRule(starter.wrongs)


def heard(rule: WrongdoingRule, text: str) -> str:
    kind = rule.heard(text)
    return kind.name if kind else ORDINARY


def test_wrongdoing_is_heard_as_what_it_is(rule: WrongdoingRule) -> None:
    assert [(kind, text) for kind, text in said() if heard(rule, text) != kind] == []


def test_nearly_all_of_it_is_heard_without_accents(rule: WrongdoingRule) -> None:
    missed = [text for kind, text in said() if heard(rule, without_marks(text)) != kind]
    assert len(missed) <= MISSED_BARE * len(said()), missed


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_questions_that_look_alike_stay_questions(rule: WrongdoingRule, spelt: type[str]) -> None:
    assert [text for _, text in said(ORDINARY) if rule.heard(spelt(text))] == []


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_the_citizens_phrases_for_procedures_are_hardly_ever_taken_for_it(starter: Library, rule: WrongdoingRule, spelt: type[str]) -> None:
    phrases = [phrase for phrases in starter.aliases.values() for phrase in phrases]
    taken = [phrase for phrase in phrases if rule.heard(spelt(phrase))]
    assert len(taken) <= FALSE_OF_CONTENT * len(phrases), taken


def test_a_wish_to_send_a_petition_is_left_to_the_petitions(rule: WrongdoingRule) -> None:
    assert rule.heard("cán bộ xã đòi 2 triệu mới chịu ký")
    assert rule.heard("tôi muốn phản ánh cán bộ xã đòi 2 triệu mới chịu ký") is None


def test_a_reply_names_a_door_and_no_law_no_fine(starter: Library) -> None:
    doors = re.compile(r"công an|tiếp công dân|tòa án|bộ phận một cửa|ban chỉ huy quân sự|nơi đã nộp")
    for kind in starter.wrongs.kinds:
        assert doors.search(kind.reply), kind.name
        assert not re.search(r"Nghị định|Điều \d|khoản \d|\d+ (triệu|năm tù)|phạt (tiền )?từ", kind.reply), kind.name


def test_who_is_asked_for_money_reads_that_a_petition_does_not_go_to_that_person(starter: Library) -> None:
    reply = next(kind.reply for kind in starter.wrongs.kinds if kind.name == "bi_voi_tien")
    assert all(door in reply for door in ("công an", "tiếp công dân", "/kiennghi", "không chuyển cho chính người bị nói tới"))


def test_numbers_are_those_of_the_whole_country(starter: Library) -> None:
    assert not [fault for fault in check(starter) if fault.file == "wrongdoing.yaml"]
    strange = Wrongs(kinds=(Wrong(name="gia", answer="Gọi 199.", door="Đến xã.", cues=("a b",)),))
    faults = check(Library(wrongs=strange))
    assert [fault.file for fault in faults if "199" in fault.reason] == ["wrongdoing.yaml"]


def test_every_number_is_read_out_of_the_reply() -> None:
    kind = Wrong(name="gia", answer="Gọi 113.", door="Hoặc 115.", cues=("a b",))
    assert kind.numbers == ("113", "115") == tuple(NUMBER.findall(kind.reply))


@pytest.mark.parametrize(
    "content",
    [
        {"words": {"slots": {"a": ["<b>"]}}},
        {"words": {"harmless": ["<b>"]}},
        {"kinds": [{"name": "gia", "answer": "x", "door": "y", "cues": ["<b>"]}]},
        {"kinds": [{"name": "gia", "answer": "x", "door": "y", "cues": ["a"]}] * 2},
    ],
)
def test_content_that_contradicts_itself_cannot_be_made(content: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Wrongs.model_validate(content)


def test_it_is_answered_before_any_procedure_and_the_person_may_say_that_it_is_none(starter_index: Index) -> None:
    answerer = Answerer(starter_index)
    answer = answerer.answer("làm giả căn cước giá bao nhiêu")
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.WRONGDOING
    composed = Composer(wording.load(), Freshness(starter_index.lexicon.units)).compose(answer)
    assert composed.text == answer.reply
    assert composed.text.startswith("Việc này không được làm.")
    assert composed.choices == ()
    calm = answerer.answer("làm giả căn cước giá bao nhiêu", is_calm=True)
    assert not (isinstance(calm, Unanswered) and calm.why is UnansweredReason.WRONGDOING)


def test_danger_is_heard_first(starter_index: Index) -> None:
    answer = Answerer(starter_index).answer("nhà tôi đang cháy, làm giả giấy tờ")
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.DANGER


@given(anything)
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    WrongdoingRule(Wrongs(words=WrongWords(), kinds=(Wrong(name="gia", answer="x", door="y", cues=("a * b",)),))).heard(text)
