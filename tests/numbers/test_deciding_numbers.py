"""The numbers by which an answer is decided: scores and shares at their edges. Functions without arguments: they are called again with each
number moved."""

from __future__ import annotations

from typing import cast

from bot.answers.decisions.matters import ChatTurn, MeantMatter
from bot.answers.decisions.second_look import in_order, outweighs
from bot.answers.decisions.strangers import as_likely, likely, stays
from bot.answers.turn.by_when import telling_first
from bot.answers.turn.deciding import Rule
from bot.answers.turn.followup import FollowUps, NamedProcedure, is_named_apart
from bot.answers.turn.judging import is_clear, is_named, is_sound
from indexer.ranking.hits import Scored
from knowledge.records.procedure import Deadlines, Part, Procedure
from tests.numbers.given_hits import NOTHING, GivenHits, asked, hit, words

BIRTH, DEATH = "9.000001", "9.000002"
AFTER = cast("Scored", object())  # what is scored with the questions before


def follow_ups(score: float, share: float = 0.0, carried: float = 1.0, topic: float = 0.0) -> FollowUps:
    """A question whose own words name BIRTH so, and of whose words DEATH carries `topic`."""
    return FollowUps(GivenHits([hit(BIRTH, score, share)], {BIRTH: carried, DEATH: topic}).index, "")


def test_a_lead_of_a_third_is_clear_and_one_of_a_tenth_is_not() -> None:
    assert is_clear([hit(BIRTH, 100), hit(DEATH, 75)])
    assert not is_clear([hit(BIRTH, 100), hit(DEATH, 90)])


def test_what_tells_by_when_comes_first_at_nine_tenths_of_the_score_and_not_at_seven() -> None:
    until = Deadlines(lines=("trong 15 ngày kể từ ngày có người chết",), basis="Trình tự thực hiện")
    records = {BIRTH: Procedure(code=BIRTH, name="Khai sinh"), DEATH: Procedure(code=DEATH, name="Khai tử", deadlines=until)}

    def first(score: float) -> str:
        hits = [hit(BIRTH, 100), hit(DEATH, score)]
        return telling_first(GivenHits(hits, records=records).index, hits, NOTHING)[0].record_id

    assert first(90) == DEATH
    assert first(70) == BIRTH


def test_half_a_phrase_is_an_answer_and_two_fifths_are_none() -> None:
    assert is_sound(hit(BIRTH, share=0.5))
    assert not is_sound(hit(BIRTH, share=0.4))


def test_a_score_of_130_is_an_answer_and_one_of_90_is_none() -> None:
    assert is_sound(hit(BIRTH, 130))
    assert not is_sound(hit(BIRTH, 90))


def test_four_fifths_of_the_words_name_it_and_three_fifths_do_not() -> None:
    said = words(10)
    assert is_named(hit(BIRTH, share=1.0, words=said[:8]), asked(*said))
    assert not is_named(hit(BIRTH, share=1.0, words=said[:6]), asked(*said))


def test_a_score_of_450_names_it_and_one_of_300_does_not() -> None:
    assert is_named(hit(BIRTH, 450), asked("sinh"))
    assert not is_named(hit(BIRTH, 300), asked("sinh"))


def test_a_follow_up_that_scores_70_names_nothing_and_one_that_scores_95_may() -> None:
    assert follow_ups(70).stands_alone(asked("sinh", "con"), NOTHING)
    assert not follow_ups(95).stands_alone(asked("sinh", "con"), NOTHING)


def test_the_procedure_talked_about_makes_up_a_tenth_and_not_three_tenths() -> None:
    def first(score: float) -> str:
        return follow_ups(50).weighed([hit(BIRTH, 100), hit(DEATH, score)], NOTHING, (), DEATH)[0].record_id

    assert first(90) == DEATH
    assert first(70) == BIRTH


def turns_away(named: tuple[float, float], meant: str, alien: float) -> bool:
    """Whether a long question whose own best score `named` leaves DEATH, which scores `alien` by its words, where with those before it
    means `meant`."""
    hits = [hit(BIRTH, named[0], 0.2), hit("9.000003", named[1])]
    shelf = GivenHits(hits, scores={DEATH: alien}, meant=[hit(meant, 500)])
    return FollowUps(shelf.index, "").turns_away(asked(*words(8), inherited=Part.FEES), NOTHING, AFTER, (), DEATH)


def test_what_scores_160_leaves_what_is_talked_about_and_what_scores_120_does_not() -> None:
    assert turns_away((160, 10), DEATH, 0)
    assert not turns_away((120, 10), DEATH, 0)


def test_to_leave_for_what_is_meant_anyway_it_leads_by_a_sixth_and_not_by_a_hundredth() -> None:
    assert turns_away((200, 170), BIRTH, 0)
    assert not turns_away((200, 198), BIRTH, 0)


def test_two_fifths_of_the_best_have_little_to_do_with_it_and_three_fifths_have() -> None:
    assert turns_away((200, 10), DEATH, 80)
    assert not turns_away((200, 10), DEATH, 120)


def test_a_follow_up_that_names_another_by_a_seventh_may_mean_it_and_by_a_tenth_does_not() -> None:
    assert not follow_ups(70, 0.14, topic=0.6).stays(asked("sinh"), NOTHING, DEATH)
    assert follow_ups(70, 0.10, topic=0.6).stays(asked("sinh"), NOTHING, DEATH)


def test_one_that_asks_for_a_part_stays_where_it_names_another_by_a_quarter_and_not_by_a_third() -> None:
    assert follow_ups(100, 0.25).stays(asked("sinh", asks=True), NOTHING, DEATH)
    assert not follow_ups(100, 0.35).stays(asked("sinh", asks=True), NOTHING, DEATH)


def test_the_rules_are_overruled_by_what_is_half_as_likely_again_and_not_by_a_tenth_more() -> None:
    def first(share: float) -> str:
        return in_order([MeantMatter(BIRTH, {}, share), MeantMatter(DEATH, {}, 0.2)], DEATH)[0].code

    assert first(0.3) == BIRTH
    assert first(0.22) == DEATH


def test_what_is_three_fifths_as_likely_is_answered_as_well_and_what_is_two_fifths_is_not() -> None:
    def second(share: float) -> str:
        return as_likely([MeantMatter(BIRTH, {}, 0.6), MeantMatter(DEATH, {}, share)], lambda _: True)

    assert second(0.36) == DEATH
    assert second(0.24) == ""


def test_what_nobody_wrote_a_guide_for_and_nothing_of_ours_are_never_the_second_of_two() -> None:
    meant = [MeantMatter(BIRTH, {}, 0.5), MeantMatter(DEATH, {}, 0.5)]
    assert as_likely(meant, lambda code: code != DEATH) == ""
    assert as_likely([MeantMatter(BIRTH, {}, 0.5), MeantMatter("", {}, 0.5)], lambda _: True) == ""


def test_another_matter_stands_beside_that_is_a_thirteenth_as_likely_and_none_a_twentieth() -> None:
    assert likely([MeantMatter(BIRTH, {}, 0.6), MeantMatter(DEATH, {}, 0.045)]) == [BIRTH, DEATH]
    assert likely([MeantMatter(BIRTH, {}, 0.6), MeantMatter(DEATH, {}, 0.03)]) == [BIRTH]


def test_who_asks_leaves_for_a_stranger_as_it_is_named() -> None:
    assert stays(0.36, 0.2, is_stranger=True, only_tells=False)
    assert not stays(0.24, 0.2, is_stranger=True, only_tells=False)
    assert stays(0.55, 0.45, is_stranger=True, only_tells=False), "half as likely is always enough"
    assert not stays(0.9, 0.6, is_stranger=True, only_tells=False), "it is named unmistakably"
    assert not stays(0.9, 0.1, is_stranger=False, only_tells=False), "it was talked about, or is akin"


def test_who_only_tells_stays_with_what_is_an_eighth_as_likely_and_not_with_a_twelfth() -> None:
    assert stays(1 / 8, 0.3, is_stranger=False, only_tells=True)
    assert not stays(1 / 12, 0.3, is_stranger=False, only_tells=True)
    assert stays(0.01, 0.3, is_stranger=True, only_tells=True), "nothing that is told calls for a stranger"
    assert not stays(0.9, 0.6, is_stranger=True, only_tells=True), "it is named unmistakably"


def test_no_document_takes_the_place_of_what_is_meant_by_three_fifths_and_one_does_of_two_fifths() -> None:
    def meant(share: float) -> bool:
        return outweighs([MeantMatter(BIRTH, {}, share), MeantMatter(DEATH, {}, 0.3), MeantMatter("", {}, 0.1)], (BIRTH, ""))

    assert meant(0.6)
    assert not meant(0.4)
    assert not outweighs([MeantMatter("", {}, 0.6), MeantMatter(BIRTH, {}, 0.4)], (BIRTH, ""))
    assert not outweighs([MeantMatter(DEATH, {}, 0.6), MeantMatter(BIRTH, {}, 0.4)], (BIRTH, ""))


def test_a_stranger_to_a_talk_stands_beside_a_sixth_as_likely_and_none_an_eighth() -> None:
    def beside(share: float) -> list[str]:
        return likely([MeantMatter(BIRTH, {}, 0.6), MeantMatter(DEATH, {}, share)], lambda code: code == DEATH)

    assert beside(0.6 / 6) == [BIRTH, DEATH]
    assert beside(0.6 / 8) == [BIRTH]


def test_eight_words_are_terse_and_four_and_twenty_as_long_as_counts() -> None:
    def length(n: int) -> float:
        return ChatTurn(" ".join(["con"] * n), asked(), NOTHING, NOTHING, BIRTH, (), BIRTH, Rule.PROCEDURE).length

    assert length(8) == 0.0
    assert 0 < length(9) < length(23) < length(24) == length(40) == 1.0


def test_seven_words_go_on_about_what_was_said_and_eight_tell_their_own_story() -> None:
    assert follow_ups(100).stays(asked(*words(7), asks=True), NOTHING, DEATH)
    assert not follow_ups(100).stays(asked(*words(8), asks=True), NOTHING, DEATH)


def test_nine_words_are_understood_by_themselves_and_eight_that_ask_are_not() -> None:
    assert follow_ups(200).stands_alone(asked(*words(9), asks=True), NOTHING)
    assert not follow_ups(200).stands_alone(asked(*words(8), asks=True), NOTHING)


def test_two_words_may_be_understood_by_themselves_and_one_is_not() -> None:
    assert follow_ups(200).stands_alone(asked(*words(2)), NOTHING)
    assert not follow_ups(200).stands_alone(asked(*words(1)), NOTHING)


def test_words_of_which_the_procedure_carries_three_fifths_are_about_it_and_two_fifths_are_not() -> None:
    assert follow_ups(70, topic=0.6).stays(asked("sinh"), NOTHING, DEATH)
    assert not follow_ups(70, topic=0.4).stays(asked("sinh"), NOTHING, DEATH)


def test_words_that_say_much_more_of_something_else_are_not_about_what_is_talked_about_though_it_carries_them() -> None:
    def stays(of_topic: float) -> bool:
        shelf = GivenHits([hit(BIRTH, 100, 0.1)], {BIRTH: 1.0, DEATH: 0.6}, {DEATH: of_topic})
        return FollowUps(shelf.index, "").stays(asked("sinh"), NOTHING, DEATH)

    assert stays(60)
    assert not stays(30)


def test_what_is_unmistakably_named_leaves_what_scores_half_of_it_and_not_what_scores_two_thirds() -> None:
    def stays(of_topic: float) -> bool:
        shelf = GivenHits([hit(BIRTH, 300, 0.7)], {BIRTH: 1.0, DEATH: 1.0}, {DEATH: of_topic})
        return FollowUps(shelf.index, "").stays(asked("sinh", asks=True), NOTHING, DEATH)

    assert not stays(156)
    assert stays(200)


def test_half_a_message_names_its_own_from_half_of_a_phrase_and_nine_tenths_of_its_words() -> None:
    assert is_named_apart(NamedProcedure(told=0.5, carried=0.9))
    assert not is_named_apart(NamedProcedure(told=0.4, carried=0.9))
    assert not is_named_apart(NamedProcedure(told=0.5, carried=0.8))


def test_a_follow_up_that_names_an_eighth_is_said_by_the_way_and_one_that_names_a_sixth_is_not() -> None:
    assert follow_ups(100, 0.13).is_faint(asked("sinh"), NOTHING)
    assert not follow_ups(100, 0.18).is_faint(asked("sinh"), NOTHING)


def test_what_puts_right_is_not_about_what_was_answered_where_another_is_four_fifths_as_like_and_three_fifths_are_too_few() -> None:
    def first(score: float) -> str:
        return follow_ups(score, 0.2).put_right([hit(DEATH, 100), hit(BIRTH, score)], asked("sinh"), NOTHING, DEATH)[0].record_id

    assert first(80) == BIRTH
    assert first(60) == DEATH


def test_an_earlier_matter_is_gone_back_to_that_carries_two_thirds_of_the_words_and_not_one_that_carries_half() -> None:
    def back(carried: float) -> str:
        shelf = GivenHits([hit("9.000003", 60, 0.1)], {BIRTH: carried}, {BIRTH: 60, DEATH: 10})
        return FollowUps(shelf.index, "").earlier(asked("sinh"), NOTHING, DEATH, (BIRTH,))

    assert back(0.66) == BIRTH
    assert back(0.5) == ""
