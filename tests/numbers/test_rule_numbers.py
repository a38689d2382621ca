"""The numbers of the rules of a turn and of the answer that they lead to, at their edges. Functions without arguments: they are called
again with each number moved."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from bot.answers.decisions.answer import Answerer
from bot.answers.decisions.matters import MeantMatter
from bot.answers.rules.courtesies import Courtesies
from bot.answers.rules.danger import DangerRule
from bot.answers.rules.lacking import LackingRule, is_asked_for
from bot.answers.rules.life_event import LifeEventRule
from bot.answers.rules.two_questions import halves
from bot.answers.rules.whole import WholeMessage
from bot.answers.rules.wrongdoing import WrongdoingRule
from bot.answers.short.quick import QuickAnswers, QuickMatch
from bot.answers.turn.deciding import Rule
from bot.answers.turn.outcome import Ambiguous, Unanswered
from bot.people.chats import Conversation
from indexer.passages import Kind
from indexer.query.hearing import USUAL_LENGTH
from indexer.ranking.hits import Hit
from indexer.ranking.search import Index
from knowledge.cues.danger import Danger, Dangers, DangerWords, Weight
from knowledge.cues.life_event import EventStep, LifeEvent, LifeEvents
from knowledge.cues.retelling import RetellingCues
from knowledge.cues.vocabulary import ThreadCues
from knowledge.cues.wrongdoing import Wrong, Wrongs
from knowledge.records.procedure import Procedure, QuickAnswer, RequiredDocument
from tests.numbers.given_hits import hit, words
from tests.numbers.tiny import tiny

KITES, BEES = "9.000001", "9.000002"
CARD = """---
topic: Thử
---
## Thả diều ở sân đình
Nguồn: Quy chế thử

Được.
"""


def answerer_over(alike: float = 0.0, **scores: float) -> Answerer:
    """Answers from a library where the best of `ours`, of the `faq` entries, and of what is done elsewhere (`away`) score so; `alike`: how
    much a short question of any procedure is like what is asked (0: there is none)."""
    index = tiny(
        {"code": KITES, "name": "Cấp phép thả diều ở sân đình"},
        {"code": BEES, "name": "Đăng ký nuôi ong"},
        codes=[KITES],
        pages={"faq/thu.md": CARD},
        aspects="aspects: [{part: tong_quan, weight: 0.9, cues: [được không], fact: co_khong}]",
    )
    (entry,) = index.ids(Kind.FAQ)

    def rank(
        _: object, limit: int = 10, kinds: Collection[Kind] = tuple(Kind), *, elsewhere: bool = False, explained: int = 9
    ) -> list[Hit]:
        if elsewhere:
            return [hit(BEES, scores["away"])] if "away" in scores else []
        if Kind.PROCEDURE in kinds:
            return [hit(KITES, scores["ours"], scores.get("share", 0.44))]
        return [Hit(Kind.FAQ, entry, entry, scores["faq"], None, hit(entry, share=1.0).why)] if "faq" in scores else []

    index.rank = rank  # type: ignore[method-assign, assignment]
    index.explain = lambda found, _: found  # type: ignore[method-assign, assignment]
    return Answerer(index, quick_answers=cast("QuickAnswers", Always(alike)) if alike else None)


def decided(question: str = "thả diều sân đình", **scores: float) -> Rule:
    return answerer_over(**scores).answer(question).rule


def test_an_faq_entry_answers_that_leads_by_a_half_and_not_by_a_seventh() -> None:
    assert decided(ours=200, faq=300) is Rule.DOCUMENT
    assert decided(ours=200, faq=230) is Rule.PROCEDURE


def test_another_offices_procedure_is_named_that_leads_by_a_quarter_and_not_where_it_trails() -> None:
    assert decided(ours=200, away=250) is Rule.ELSEWHERE
    assert decided(ours=200, away=180) is Rule.PROCEDURE


@dataclass(frozen=True)
class Always:
    """Short questions of which the nearest is always so alike."""

    share: float

    def nearest(self, *_: object) -> QuickMatch:
        return QuickMatch(QuickAnswer(question="Có không?", answer="Có.", basis="Luật"), self.share, 1.4)

    def ranked(self, *_: object) -> list[QuickMatch]:
        return [self.nearest()]

    def asks_what_is_given(self, *_: object) -> bool:
        return False

    def asks_whether_late(self, *_: object) -> bool:
        return False


def test_a_short_question_nearly_word_for_word_stays_and_one_four_fifths_alike_does_not() -> None:
    def rule(share: float) -> Rule:
        return answerer_over(alike=share, ours=200).answer("thả diều sân đình", topic=KITES).rule

    assert rule(0.95) is Rule.SHORT_QUESTION
    assert rule(0.8) is not Rule.SHORT_QUESTION


def test_a_short_question_leaves_for_what_is_named_by_a_quarter_and_not_by_a_sixth() -> None:
    def stays(share: float) -> bool:
        answerer = answerer_over(alike=0.7, ours=200, share=share)
        return answerer._thread.short_question("thả diều được không", BEES) is not None

    assert stays(0.17)
    assert not stays(0.24)


def meant(n: int, question: str, topic: str, before: Sequence[str] = ()) -> list[MeantMatter]:
    """What `question` may mean in a library of `n` procedures that are alike."""
    return Answerer(alike(n)).meant(question, ["Cấp phép thả diều"], topic, before)


def test_three_that_are_best_by_their_words_may_be_meant_beside_the_one_talked_about() -> None:
    assert len(meant(8, "Cấp phép thả diều", "9.000008")) == len(["at hand", "best", "second", "third", "none"])


def test_six_matters_may_be_gone_back_to() -> None:
    before = [f"9.00000{number}" for number in range(2, 10)]
    assert len(meant(9, "được không", KITES, before)) == len(["at hand", *before[:6], "none"])


def test_one_word_and_a_half_that_nobody_says_tells_three_quarters_of_what_can_be_told() -> None:
    index = alike(2)
    index.rarity.told = lambda _: 1.5  # type: ignore[method-assign, assignment]
    (told,) = (each.speaks["none_tells"] for each in Answerer(index).meant("diều", ["thả"], KITES) if not each.code)
    assert 0.65 < told < 0.85


def test_what_is_named_by_three_fifths_need_not_hold_the_rarest_word_and_by_two_fifths_it_must() -> None:
    def rule(share: float) -> Rule:
        index = tiny({"code": KITES, "name": "Cấp phép thả diều"}, {"code": BEES, "name": "Nuôi ong"})
        index.rank = lambda *_, **__: [hit(KITES, 200, share)]  # type: ignore[method-assign]
        index.carried = lambda _, words: 0.0 if len(words) == 1 else 1.0  # type: ignore[method-assign, assignment]
        return Answerer(index).answer("ong thả diều").rule

    assert rule(0.6) is Rule.PROCEDURE
    assert rule(0.4) is Rule.GUESS


def test_what_is_named_by_a_seventh_is_told_and_by_a_tenth_is_asked_back() -> None:
    assert decided("thả diều", ours=200, share=0.145) is Rule.PROCEDURE
    assert decided("thả diều", ours=200, share=0.1) is Rule.GUESS


def test_of_five_words_the_rarest_must_be_held_and_of_six_it_need_not() -> None:
    held = "hội đình làng sông"  # words that both procedures hold, and "ong", which the bees alone do

    def rule(question: str) -> Rule:
        index = tiny({"code": KITES, "name": f"Cấp phép thả diều {held}"}, {"code": BEES, "name": f"Nuôi ong {held}"})
        index.rank = lambda *_, **__: [hit(KITES, 200, 0.44)]  # type: ignore[method-assign]
        return Answerer(index).answer(question).rule

    assert rule("ong hội đình làng sông") is Rule.GUESS
    assert rule("ong thả hội đình làng sông") is Rule.PROCEDURE


def test_asked_with_yes_or_no_an_faq_entry_answers_that_leads_two_and_a_half_times_and_not_by_two_thirds() -> None:
    def rule(faq: float) -> Rule:
        return answerer_over(ours=100, faq=faq).answer("thả diều được không", ["nuôi ong"], BEES).rule

    assert rule(250) is Rule.DOCUMENT
    assert rule(165) is not Rule.DOCUMENT


def test_a_paper_of_eight_syllables_is_lacked_whole_and_one_of_nine_is_cut() -> None:
    rule = LackingRule(ThreadCues(lacks=("thiếu",)))

    def lacked(n: int) -> str:
        heard = rule.heard(["thiếu", *words(n)])
        return heard.paper if heard else ""

    assert lacked(8) == " ".join(words(8))
    assert lacked(9) == " ".join(words(8))


def test_a_paper_is_asked_for_of_which_a_line_holds_four_fifths_and_not_three_fifths() -> None:
    def record(n: int) -> Procedure:
        return Procedure(code=KITES, name="Thả diều", documents=(RequiredDocument(name=" ".join(words(n))),))

    assert is_asked_for(" ".join(words(10)), record(8))
    assert not is_asked_for(" ".join(words(10)), record(6))


def alike(n: int) -> Index:
    return tiny(*({"code": f"9.00000{number}", "name": "Cấp phép thả diều"} for number in range(1, n + 1)))


def test_of_six_that_are_alike_four_are_offered() -> None:
    answer = Answerer(alike(6)).answer("Cấp phép thả diều")
    assert isinstance(answer, Ambiguous)
    assert len(answer.choices) == 4


def test_a_refusal_names_the_three_that_are_nearest() -> None:
    index = alike(6)
    index.rank = lambda *_, **__: [hit(f"9.00000{number}", 50) for number in range(1, 6)]  # type: ignore[method-assign]
    answer = Answerer(index).answer("thả diều")
    assert isinstance(answer, Unanswered)
    assert len(answer.nearest) == 3


def test_a_half_of_two_words_may_ask_and_one_of_one_word_may_not() -> None:
    assert list(halves("khai sinh và khai tử"))
    assert not list(halves("khai và sinh con"))


def test_a_message_of_50_words_may_ask_two_things_and_one_of_70_asks_one() -> None:
    half = " ".join(words(25))
    assert list(halves(f"{half} và {half}"))
    assert not list(halves(f"{half} {' '.join(words(20))} và {half}"))


def test_four_ways_to_cut_a_message_are_tried() -> None:
    assert len(list(halves(" và ".join(["khai sinh"] * 8)))) == 4


def test_a_message_of_24_syllables_may_be_of_one_kind_and_one_of_25_is_not() -> None:
    whole = WholeMessage([("giờ", "hours")], {}, ())
    assert whole.read(["giờ"] * 24)
    assert not whole.read(["giờ"] * 25)


def event(text: str) -> bool:
    step = EventStep(what="Khai")
    born = LifeEvent(name="birth", title="Sinh con", intro="Làm:", cues=("mới sinh",), steps=(step, step))
    return LifeEventRule(LifeEvents(asking=("phải làm gì",), events=(born,))).heard(text) is not None


def test_two_syllables_may_stand_beside_what_has_happened_and_three_tell_more() -> None:
    assert event("vợ mới sinh rồi")
    assert not event("vợ tôi mới sinh rồi")


def test_a_story_of_50_syllables_may_ask_for_the_whole_list_and_one_of_70_asks_for_something() -> None:
    assert event("mới sinh " + "mà " * 45 + "phải làm gì")
    assert not event("mới sinh " + "mà " * 65 + "phải làm gì")


def test_wrongdoing_is_heard_within_1000_characters_and_not_behind_1400() -> None:
    rule = WrongdoingRule(Wrongs(kinds=(Wrong(name="forged", answer="Không.", door="Đến xã.", cues=("bằng giả",)),)))
    assert rule.heard("mà " * 330 + "bằng giả")
    assert not rule.heard("mà " * 467 + "bằng giả")


def test_danger_is_heard_within_500_characters_and_not_behind_700() -> None:
    call, act = "Gọi 114.", "Ra ngoài."
    fire = Danger(name="fire", numbers=("114",), call=call, act=act, english_call=call, english_act=act, cries=("cháy nhà",))
    rule = DangerRule(Dangers(dangers=(fire,)).model_copy(update={"words": Dangers().words.model_copy(update={"longest": 999})}))
    assert rule.heard("mà " * 165 + "cháy nhà")
    assert not rule.heard("mà " * 234 + "cháy nhà")


def sounding(weight: float, louder: float = 1, piece: str = "lả") -> DangerRule:
    """A rule that knows the syllable `piece` alone: a message with it weighs `weight` towards 115, and `louder` less towards 114."""
    told = {"call": "Gọi 115.", "act": "Ở cạnh.", "english_call": "Call 115.", "english_act": "Stay."}
    ill = Danger.model_validate({"name": "nghe", "numbers": ("115",), "weighed": True, **told})
    told = {"call": "Gọi 114.", "act": "Ra ngoài.", "english_call": "Call 114.", "english_act": "Get out."}
    fire = Danger.model_validate({"name": "chay", "numbers": ("114",), "cries": ("cháy nhà",), **told})
    alone = math.sqrt(USUAL_LENGTH)  # how much the only known piece of a message weighs
    heard = (Weight(piece=piece, numbers=(-99, (weight - louder) / alone, weight / alone, -99)),)
    return DangerRule(
        Dangers(words=DangerWords(in_english=("is", "my"), calm=("giấy",), harmless=("vô hại",)), dangers=(fire, ill), weights=heard)
    )


def test_what_weighs_minus_11_tenths_sounds_like_a_cry_and_what_weighs_minus_13_does_not() -> None:
    assert sounding(-1.1).heard("ông lả ở ngoài sân kia")
    assert not sounding(-1.3).heard("ông lả ở ngoài sân kia")


def test_a_message_of_six_syllables_may_weigh_little_and_one_of_five_may_not() -> None:
    assert sounding(0).heard("ông lả ở ngoài sân kia")
    assert not sounding(0).heard("ông lả ở ngoài sân")


def test_what_ends_a_message_about_papers_must_tell_eight_syllables() -> None:
    """Where no cue makes a cry of it: the same weight a syllable, so only the length differs."""
    told = {"call": "Gọi 115.", "act": "Ở cạnh.", "english_call": "Call 115.", "english_act": "Stay."}
    ill = Danger.model_validate({"name": "nghe", "numbers": ("115",), "weighed": True, **told})
    weights = (Weight(piece="la", numbers=(-99, -99, 9, -99)), Weight(piece="giấy", numbers=(-99, -99, -99, -99)))
    rule = DangerRule(Dangers(words=DangerWords(calm=("giấy",)), dangers=(ill,), weights=weights))
    assert rule.heard(f"giấy gì, {' '.join(['la'] * 8)}")
    assert not rule.heard(f"giấy gì, {' '.join(['la'] * 7)}")


def test_a_name_of_five_syllables_is_no_cry_and_six_words_may_be() -> None:
    told = {"call": "Gọi 115.", "act": "Ở cạnh.", "english_call": "Call 115.", "english_act": "Stay."}
    ill = Danger.model_validate({"name": "nghe", "numbers": ("115",), "weighed": True, **told})
    weights = (Weight(piece="la", numbers=(-99, -99, 9, -99)),)
    rule = DangerRule(Dangers(words=DangerWords(surnames=("trần",)), dangers=(ill,), weights=weights))
    assert not rule.heard("Trần La La La La")
    assert rule.heard("Trần La La La La La")


def test_the_figure_of_a_message_of_eight_syllables_is_no_cry_and_that_of_nine_may_be() -> None:
    assert not sounding(2, piece="triệu").heard("tiền lương của em là 9 triệu đồng")
    assert sounding(2, piece="triệu").heard("tiền lương của em nay là 9 triệu đồng")


def test_a_brief_message_that_weighs_6_tenths_is_a_cry_and_one_of_4_is_none() -> None:
    assert sounding(0.6).heard("ông lả")
    assert not sounding(0.4).heard("ông lả")


def test_beside_small_words_a_short_message_must_hold_one_that_weighs_2_hundredths() -> None:
    def heard(weight: float) -> bool:
        small = DangerWords(small=("ông",))
        weights = (Weight(piece="ông", numbers=(-99, -99, 3, -99)), Weight(piece="lả", numbers=(-99, -99, weight, -99)))
        known = sounding(1)._dangers
        return DangerRule(Dangers(words=small, dangers=known, weights=weights)).heard("ông lả ở ngoài sân kia") is not None

    assert heard(0.021)
    assert not heard(0.019)


def test_beside_a_harmless_phrase_a_weight_of_2_is_a_cry_and_one_of_1_3_is_none() -> None:
    assert sounding(1.8).heard("ông lả vô hại quá trời ơi")
    assert not sounding(1.3).heard("ông lả vô hại quá trời ơi")


def test_among_papers_a_weight_of_minus_7_tenths_is_a_cry_and_one_of_minus_9_is_none() -> None:
    assert sounding(-0.7).heard("ông lả cháy nhà có giấy")
    assert not sounding(-0.9).heard("ông lả cháy nhà có giấy")


def test_a_cue_is_believed_at_minus_16_tenths_and_no_more_at_minus_18() -> None:
    assert sounding(-1.6).heard("ông lả cháy nhà")
    assert not sounding(-1.8).heard("ông lả cháy nhà")


def test_a_number_that_weighs_a_whole_more_than_the_cues_own_is_told_and_one_of_8_tenths_is_not() -> None:
    for more, told in ((1.0, "nghe"), (0.8, "chay")):
        alarm = sounding(0, more).heard("ông lả cháy nhà")
        assert alarm
        assert alarm.danger.name == told


def test_three_english_words_in_ten_are_answered_in_english_and_two_in_eight_are_not() -> None:
    for small, more, english in (("is my is", 7, True), ("is my", 6, False)):
        alarm = sounding(3).heard(f"{small} " + "lả " * more)
        assert alarm
        assert alarm.is_english is english


def test_of_the_matters_of_a_chat_eleven_are_kept() -> None:
    talk = Conversation()
    for code in "abcdefghijklmnop":
        talk = Conversation((code,), code).after(talk)
    assert (talk.code, "".join(talk.matters)) == ("p", "onmlkjihgf")


def test_the_last_three_questions_are_remembered() -> None:
    assert Conversation(("a", "b", "c", "d", "e")).asked == ("c", "d", "e")


def test_a_courtesy_of_two_syllables_is_taken_off_without_a_mark_and_one_of_one_is_not() -> None:
    courtesies = Courtesies(ThreadCues(thanks=("dạ", "dạ vâng", "dạ vâng rồi")), RetellingCues())
    assert courtesies.around("dạ vâng nộp ở đâu").rest == "nộp ở đâu"
    assert courtesies.around("dạ nộp ở đâu").rest == "dạ nộp ở đâu"


def test_who_goes_says_so_in_twenty_syllables_and_not_in_twenty_one() -> None:
    courtesies = Courtesies(ThreadCues(leaves=("thôi để",)), RetellingCues())
    assert courtesies.around(" ".join(["thôi", "để", *words(18)])).is_leave
    assert not courtesies.around(" ".join(["thôi", "để", *words(19)])).is_leave
