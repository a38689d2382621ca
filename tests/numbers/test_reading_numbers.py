"""The numbers by which a question is read: cases at their edges. Functions without arguments: they are called again with each number moved."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter

import pytest

from indexer.language import tokens
from indexer.query.accents import Accents, compiled
from indexer.query.corrections import without_corrected
from indexer.query.hearing import USUAL_LENGTH, Ear, parts
from indexer.query.lexicon import Lexicon
from indexer.query.patterns import Patterns, is_accented
from indexer.query.phrases import Phrases
from indexer.query.query_parser import QueryParser
from indexer.query.syllable_corrector import SyllableCorrector
from knowledge.cues.danger import Weight
from knowledge.cues.vocabulary import AspectCues, Intent, Term, ThreadCues
from knowledge.loading.library import Library
from knowledge.records.procedure import Part, Procedure

SYLLABLES = dict.fromkeys(
    tokens("khai sinh chó cún nhà giếng thuyền đình hỏi phí bao nhiêu ngày mấy này nọ kia ấy cây ngõ diều thả hoa"), 9
)
PHRASE = Lexicon(syllables=SYLLABLES, particles=("này",), terms=(Term(everyday="cún", official="chó"),))


def asking(weight: float) -> QueryParser:
    """Reads "phí bao nhiêu" as a cue of `weight` that asks for the fees."""
    cues = (AspectCues(part=Part.FEES, weight=weight, cues=("phí bao nhiêu",)),)
    return QueryParser(Lexicon(syllables=SYLLABLES, aspects=cues))


def weight_of(feature: str, question: str, *context: str, lexicon: Lexicon = PHRASE) -> float:
    return QueryParser(lexicon).read(question, context).weights.get(feature, 0.0)


def about(value: float) -> object:
    return pytest.approx(value, rel=0.2)


def test_the_laws_word_counts_a_quarter_of_the_citizens() -> None:
    assert weight_of("cho", "cún") == about(weight_of("cun", "cún") / 4)


def test_a_particle_counts_half_a_word() -> None:
    assert weight_of("nay", "chó này") == about(weight_of("cho", "chó này") / 2)


def test_the_words_that_ask_for_a_part_count_a_third_beside_what_is_named() -> None:
    read = asking(1.0).read("khai sinh phí bao nhiêu").weights
    assert read["bao"] == about(0.3 * read["khai"])


def test_what_was_asked_before_counts_less_than_half() -> None:
    assert weight_of("gieng", "thuyền", "giếng") == about(0.45 * weight_of("thuyen", "thuyền", "giếng"))


def test_what_is_put_right_counts_four_fifths() -> None:
    lexicon = Lexicon(syllables=SYLLABLES | {"à": 9, "nhầm": 9}, thread=ThreadCues(corrects=("à nhầm",)))
    put_right, said = (weight_of(feature, "à nhầm thuyền", "giếng", lexicon=lexicon) for feature in ("gieng", "thuyen"))
    assert put_right == about(0.8 * said)


def test_what_is_wanted_counts_a_third_more_than_the_story_before_it() -> None:
    lexicon = Lexicon(syllables=SYLLABLES | {"muốn": 9}, thread=ThreadCues(wishes=("muốn",)))
    story, wanted = (weight_of(feature, "thuyền muốn giếng", lexicon=lexicon) for feature in ("thuyen", "gieng"))
    assert wanted == about(1.3 * story)
    assert weight_of("gieng", "muốn giếng", lexicon=lexicon) == about(story)


def test_a_correction_of_seven_words_puts_right_and_one_of_eight_tells_its_own_story() -> None:
    read = QueryParser(Lexicon(syllables=SYLLABLES | {"à": 9, "nhầm": 9}, thread=ThreadCues(corrects=("à nhầm",)))).read
    assert read("à nhầm cây ngõ diều thả hoa", ("giếng",)).corrects
    assert not read("à nhầm cây ngõ diều thả hoa chó", ("giếng",)).corrects


def test_and_half_again_a_step_further_back() -> None:
    assert weight_of("dinh", "thuyền", "đình", "giếng") == about(weight_of("gieng", "thuyền", "đình", "giếng") / 2)


def test_what_a_bare_syllable_means_counts_half_of_it() -> None:
    assert weight_of("~thuyền", "thuyen") == about(weight_of("thuyen", "thuyen") / 2)


def test_one_accent_missing_in_five_is_meant_so_and_one_in_three_is_restored() -> None:
    read = QueryParser(PHRASE).spelled
    assert read("chó cún nhà giếng dinh") == ["chó", "cún", "nhà", "giếng", "dinh"]
    assert read("chó cún dinh giếng thuyen nhà") == ["chó", "cún", "đình", "giếng", "thuyền", "nhà"]


def test_two_accents_in_twenty_four_are_not_trusted_and_three_in_twenty_six_are() -> None:
    bare = "cho " * 22
    assert QueryParser(PHRASE).mended(f"{bare}đình giếng").count("đình") == 0
    assert QueryParser(PHRASE).mended(f"{bare}cho đình giếng hỏi").count("đình") == 1


def test_a_cue_of_four_fifths_asks_for_nothing_and_one_of_one_does() -> None:
    assert not asking(0.8).read("khai sinh phí bao nhiêu").asks
    assert asking(1.0).read("khai sinh phí bao nhiêu").asks


def test_a_cue_of_nine_tenths_asks_not_plainly_and_one_of_one_does() -> None:
    assert not asking(0.9).read("khai sinh phí bao nhiêu").asks_plainly
    assert asking(1.0).read("khai sinh phí bao nhiêu").asks_plainly


def test_a_cue_of_ninety_seven_hundredths_asks_beside_another_and_one_of_nine_tenths_does_not() -> None:
    def also(weight: float) -> tuple[Part, ...]:
        fees = AspectCues(part=Part.FEES, cues=("phí bao nhiêu",))
        steps = AspectCues(part=Part.STEPS, weight=weight, cues=("hoa diều",))
        return QueryParser(Lexicon(syllables=SYLLABLES, aspects=(fees, steps))).read("khai sinh hoa diều phí bao nhiêu").also

    assert also(0.97) == (Part.STEPS,)
    assert also(0.9) == ()


def test_three_words_take_over_the_part_asked_for_before_and_four_do_not() -> None:
    read, before = asking(1.0).read, ("khai sinh phí bao nhiêu",)
    assert read("cây hoa diều", before).inherited is Part.FEES
    assert read("cây hoa diều ngõ", before).inherited is None


def test_seven_accents_in_twenty_are_a_message_with_accents_and_five_are_none() -> None:
    assert is_accented(["chó"] * 7 + ["cho"] * 13)
    assert not is_accented(["chó"] * 5 + ["cho"] * 15)


def test_forty_unknown_words_of_a_message_are_put_right_and_the_next_stands_as_typed() -> None:
    read = QueryParser(PHRASE).spelled
    assert read(" ".join(["giếngg"] * 41)) == ["giếng"] * 40 + ["giếngg"]


def test_a_gap_holds_three_syllables_and_not_four() -> None:
    patterns = Patterns([("mất * sổ", "lost")], {}, str)
    assert patterns.found(["mất", "ba", "bốn", "năm", "sổ"])
    assert not patterns.found(["mất", "hai", "ba", "bốn", "năm", "sổ"])


def test_a_pair_in_ten_beats_a_syllable_six_times_as_common_and_not_one_twelve_times() -> None:
    """ "nhà da": of ten syllables behind nhà one is đá and none is dạ, which stands elsewhere so much oftener."""
    assert _behind_nha(times=6) == "đá"
    assert _behind_nha(times=12) == "dạ"


def _behind_nha(times: int) -> str:
    pairs = {"nhà đá": 10, "nhà hoa": 90, "hoa dạ": 10 * times}
    syllables = dict.fromkeys(["nhà", "đá", "dạ", "hoa"], 1)
    return Accents(syllables, *compiled(pairs, syllables)).restored(["nhà", "da"])[1]


def test_twenty_seven_letters_run_together_are_cut_and_thirty_are_left() -> None:
    corrector = SyllableCorrector(SYLLABLES)
    assert corrector.mend("thuyền" * 4 + "hoa") == ["thuyền"] * 4 + ["hoa"]
    assert corrector.mend("thuyền" * 5) == ["thuyền" * 5]


def test_a_syllable_of_seven_letters_is_a_piece_and_one_of_eight_is_none() -> None:
    corrector = SyllableCorrector({"nghiêng": 9, "nghiêngg": 9, "hoa": 9})
    assert corrector.mend("hoanghiêng") == ["hoa", "nghiêng"]
    assert SyllableCorrector({"nghiênga": 9, "hoa": 9}).mend("hoanghiênga") == ["hoanghiênga"]


def test_a_phrase_of_eight_syllables_is_found_and_one_of_nine_is_not() -> None:
    eight = "một hai ba bốn năm sáu bảy tám"
    assert list(Phrases({eight: "x"}, lambda _: True).spans(eight.split()))
    assert not list(Phrases({f"{eight} chín": "x"}, lambda _: True).spans([*eight.split(), "chín"]))


def test_a_story_of_three_syllables_opens_a_petition_and_one_of_two_does_not() -> None:
    begun = Intent(name="phan_anh", cues=("muốn hỏi phí",), reply="Gõ /kiennghi.", begins=("hỏi",), is_petition=True)
    reading = QueryParser(Lexicon(syllables=SYLLABLES, intents=(begun,)))
    assert reading.read("hỏi giếng nhà kia").intent is begun
    assert reading.read("hỏi giếng nhà").intent is None


def test_what_is_taken_back_leaves_two_syllables_or_stays() -> None:
    assert without_corrected("không phải mất mà rách", is_follow_up=True)[1] == ()
    assert without_corrected("không phải mất mà bị rách", is_follow_up=True)[1] == ("mất",)


def test_of_a_story_the_beginning_and_the_end_are_read_and_not_the_middle() -> None:
    """The middle of 2,400 characters is left out; of 1,900 nothing is."""
    assert "diều" not in QueryParser(PHRASE).mended("hoa " * 299 + "diều " + "cây " * 300)
    assert "diều" in QueryParser(PHRASE).mended("hoa " * 234 + "diều " + "cây " * 235)


def test_a_syllable_seen_three_times_is_known_and_one_seen_twice_may_be_an_error() -> None:
    library = Library(procedures={"9.000001": Procedure(code="9.000001", name="x")})
    known = Lexicon.of(library, Counter({"giếng": 3, "giêng": 2}), Counter()).syllables
    assert unicodedata.normalize("NFC", "giếng") in known
    assert "giêng" not in known


def test_a_part_of_a_long_message_is_twelve_syllables() -> None:
    assert {len(part) for part in parts([str(place) for place in range(31)])} == {12}
    assert list(parts(["mà"] * 12)) == []


def test_a_part_begins_three_syllables_after_the_one_before() -> None:
    assert [int(part[0]) for part in parts([str(place) for place in range(20)])] == [0, 3, 6, 8]


def test_the_loudest_part_makes_up_two_fifths_of_how_a_long_message_sounds() -> None:
    ear = Ear([Weight(piece=piece, numbers=(-9, told, -9, -9)) for piece, told in (("cháy", 3), ("giấy", -2))])
    whole = math.sqrt(USUAL_LENGTH / 2) * (3 - 2)
    part = math.sqrt(USUAL_LENGTH) * 3
    heard = ear.sound(["cháy", *["mà"] * 18, "giấy"])
    assert heard
    assert heard.weight == pytest.approx(0.6 * whole + 0.4 * part)
    assert heard.number == "114"
