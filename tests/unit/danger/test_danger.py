"""bot.answers.rules.danger: somebody in danger reads the number first; who asks about papers gets no alarm."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given

from bot.answers.rules.danger import DangerRule
from indexer.language import tokens, without_marks
from indexer.query.patterns import GAP, Patterns, bare
from knowledge.checks.checking import check
from knowledge.cues.danger import NUMBER, Danger, Dangers, DangerWords, Weight
from knowledge.cues.slots import SLOT
from knowledge.loading.library import Library
from tests.paths import TESTS
from tests.support.strategies import anything, vietnamese

SETS = TESTS / "danger"
LEARNT = (
    *("tuned", "unseen", "blind", "last", "mended", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"),
)
HEARD, FALSE, FALSE_OF_CONTENT, FALSE_OF_LABELLED, FALSE_OF_TALK = 0.985, 0.012, 0.006, 0.003, 0.0015
HEARD_OF = {"tenth": 0.966}
FALSE_OF = {"fifth": 0.023, "seventh": 0.024, "twelfth": 0.02}
"""Least share of emergencies with the right number first; most alarms at questions that hold a hazard on purpose, at the citizens'
own phrases for procedures, at the labelled questions, a third of which ask about anything under the sun, and at turns of talk. `tenth` holds the stories
that tell of a danger without naming it."""
EMERGENCIES = {f"oos-{number}" for number in range(164, 173)}
"""The questions of tests/questions.jsonl that are cries for help."""


def machine_values() -> list[str]:
    """What a page sends along that nobody typed: seals of buttons, tokens of forms, codes of petitions."""
    chance = Random(28)
    letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
    seals = [f"t:see:{number}:{b64encode(chance.randbytes(9)).decode()}" for number in range(100)]
    forms = [chance.randbytes(32).hex() for _ in range(100)]
    codes = ["KN{}-{}-{}".format(*("".join(chance.choices(letters, k=length)) for length in (1, 3, 3))) for _ in range(300)]
    return [*seals, *forms, *(code for code in codes if any(map(str.isdigit, code)))]


@pytest.fixture(scope="module")
def rule(starter: Library) -> DangerRule:
    return DangerRule(starter.dangers)


def urgent(name: str) -> list[tuple[list[str], str]]:
    """The numbers that may come first, and the cry."""
    lines = (SETS / f"{name}_urgent.tsv").read_text(encoding="utf-8").splitlines()
    return [(numbers.split("|"), text) for numbers, _, text in (line.partition("\t") for line in lines)]


def ordinary(name: str) -> list[str]:
    return (SETS / f"{name}_ordinary.txt").read_text(encoding="utf-8").splitlines()


def first_number(rule: DangerRule, text: str) -> str:
    alarm = rule.heard(text)
    return NUMBER.findall(alarm.call)[0] if alarm else ""


@pytest.mark.parametrize("spelt", [str, without_marks, str.upper], ids=["accented", "bare", "shouted"])
@pytest.mark.parametrize("name", LEARNT)
def test_a_cry_for_help_gets_the_right_number_first(rule: DangerRule, name: str, spelt: Callable[[str], str]) -> None:
    cries = urgent(name)
    missed = [text for numbers, text in cries if first_number(rule, spelt(text)) not in numbers]
    assert len(missed) <= (1 - HEARD_OF.get(name, HEARD)) * len(cries), missed


@pytest.mark.parametrize(("spelt", "least"), [(str, 0.95), (without_marks, 0.93)], ids=["accented", "bare"])
def test_of_cries_that_nobody_thought_of_most_are_heard(rule: DangerRule, spelt: type[str], least: float) -> None:
    cries = urgent("fresh")
    missed = [text for numbers, text in cries if first_number(rule, spelt(text)) not in numbers]
    assert len(missed) <= (1 - least) * len(cries), missed


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize("name", LEARNT)
def test_an_ordinary_question_that_holds_a_hazard_raises_no_alarm(rule: DangerRule, name: str, spelt: type[str]) -> None:
    questions = ordinary(name)
    alarmed = [text for text in questions if rule.heard(spelt(text))]
    assert len(alarmed) <= FALSE_OF.get(name, FALSE) * len(questions), alarmed


@pytest.mark.parametrize(("spelt", "most"), [(str, 3), (without_marks, 5)], ids=["accented", "bare"])
def test_of_questions_that_nobody_thought_of_next_to_none_raises_an_alarm(rule: DangerRule, spelt: type[str], most: int) -> None:
    alarmed = [text for text in ordinary("fresh") if rule.heard(spelt(text))]
    assert len(alarmed) <= most, alarmed  # of two hundred and forty, each with a word of danger


@pytest.mark.parametrize(
    ("name", "spelt", "least", "most"),
    [("apart", str, 0.94, 10), ("apart", without_marks, 0.91, 10), ("other", str, 0.915, 4), ("other", without_marks, 0.905, 4)],
)
def test_cries_of_two_more_hands_are_heard_and_their_calm_messages_raise_few_alarms(
    rule: DangerRule, name: str, spelt: type[str], least: float, most: int
) -> None:
    """`apart` is 150 and 150, `other` 200 and 200, each calm one with a word of danger or from the middle of a talk."""
    cries = urgent(name)
    missed = [text for numbers, text in cries if first_number(rule, spelt(text)) not in numbers]
    assert len(missed) <= (1 - least) * len(cries), missed
    alarmed = [text for text in ordinary(name) if rule.heard(spelt(text))]
    assert len(alarmed) <= most, alarmed


@pytest.mark.parametrize(
    ("name", "spelt", "least", "most"),
    [
        *(("closing", str, 0.945, 5), ("closing", without_marks, 0.945, 3)),
        *(("parted", str, 0.975, 3), ("parted", without_marks, 0.955, 3)),
        *(("fifteenth", str, 0.94, 15), ("fifteenth", without_marks, 0.9, 12)),
        *(("lone", str, 0.96, 4), ("lone", without_marks, 0.945, 6)),
        *(("newest", str, 0.97, 1), ("newest", without_marks, 0.92, 2)),
    ],
)
def test_cries_that_the_weights_have_not_learnt_are_heard_and_calm_words_of_danger_raise_few_alarms(
    rule: DangerRule, name: str, spelt: type[str], least: float, most: int
) -> None:
    """`closing`, `lone` and `newest` were measured once; cues were mended with `parted` and `fifteenth` in sight."""
    cries = urgent(name)
    missed = [text for numbers, text in cries if first_number(rule, spelt(text)) not in numbers]
    assert len(missed) <= (1 - least) * len(cries), missed
    alarmed = [text for text in ordinary(name) if rule.heard(spelt(text))]
    assert len(alarmed) <= most, alarmed


@pytest.mark.parametrize(
    "text",
    [
        "toi dang chay E, gio luat moi goi la hang gi, co bi xuong hang khong",
        "hai đứa kia hổng lấy, để hết cho tui thì tụi nó ký cái gì",
        "tụi nó ký rồi mà tui chưa ký",
        "em dang chay xe dich vu",
        "nó bán xe rồi",
        "vợ trước của ổng còn sống",
        "con tôi 3 tuổi, nghe nói không mất tiền, đúng không",
        "Trời rét quá, tay em tê hết không bấm được máy.",
    ],
)
def test_ordinary_words_in_the_middle_of_a_talk_raise_no_alarm(rule: DangerRule, text: str) -> None:
    assert rule.heard(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("nghẹn", "115"), ("ngop tho qua", "115"), ("ai đó làm ơn", "113"), ("ai do giup voi", "113")]
)
def test_who_can_type_one_word_alone_is_heard(rule: DangerRule, text: str, number: str) -> None:
    assert first_number(rule, text) == number


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_the_citizens_own_phrases_for_procedures_raise_next_to_none(starter: Library, rule: DangerRule, spelt: type[str]) -> None:
    phrases = [phrase for phrases in starter.aliases.values() for phrase in phrases]
    assert len(phrases) > 20_000
    assert sum(rule.heard(spelt(phrase)) is not None for phrase in phrases) <= FALSE_OF_CONTENT * len(phrases)


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_of_labelled_questions_that_are_no_cries_few_raise_an_alarm(rule: DangerRule, spelt: type[str]) -> None:
    labelled = (TESTS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [row["question"] for row in map(json.loads, labelled) if row["id"] not in EMERGENCIES]
    assert len(questions) == len(labelled) - len(EMERGENCIES)
    alarmed = [text for text in questions if rule.heard(spelt(text))]
    assert len(alarmed) <= FALSE_OF_LABELLED * len(questions), alarmed


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_of_the_turns_of_conversations_that_are_no_cries_next_to_none_raises_an_alarm(rule: DangerRule, spelt: type[str]) -> None:
    files = [SETS.parent / f"{name}.jsonl" for name in ("talks", "held_talks", "conversations")]
    talks = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    turns = [turn["text"] for talk in talks for turn in talk["turns"] if turn["kind"] != "emergency"]
    assert len(turns) > 3_000
    alarmed = [text for text in turns if rule.heard(spelt(text))]
    assert len(alarmed) <= FALSE_OF_TALK * len(turns), alarmed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("con tôi vừa mất tích ngoài chợ", "113"),
        ("con toi vua mat tich o cho", "113"),
        ("bé nhà tôi vừa mất dấu ở bãi biển", "113"),
        ("mẹ tôi vừa mất ý thức", "115"),
        ("bố tôi vừa mất ý thức, không gọi dậy được", "115"),
        ("chồng tôi vừa mất máu nhiều quá", "115"),
        ("em bị đuổi việc giờ không muốn sống nữa", "115"),
        ("bị công ty đuổi xong em chỉ muốn nhảy cầu cho xong", "115"),
        ("bố tôi vừa mất sáng nay ở nhà, tôi rối quá", ""),
        ("ủa e bị cty đuổi", ""),
        ("e 17t r đki đc hong", ""),
        ("e 17t rưỡi r đki đc hong", ""),
        ("trẻ em bị xâm hại báo ở đâu", "111"),
        ("trẻ em bị sai tên báo ở đâu", ""),
        ("con e 5t nuot pin r", "115"),
        ("hai anh em con chú con bác lấy nhau được không", ""),
        ("con chú con bác nó hiếp dâm con tôi", "111"),
        ("cty nợ lương 3 tháng rồi giám đốc bỏ trốn, đòi tiền ở đâu", ""),
        ("sếp nợ lương còn dọa đánh em", "113"),
        ("bố con nợ lương rồi đòi nhảy lầu", "115"),
        ("con trâu nhà người ta phá hết ruộng mạ nhà tui, bắt đền ai", ""),
        ("nó bắt đền tôi rồi cầm gậy đập tôi", "113"),
        ("nâng nền nhà làm nước chảy qua nhà tôi", ""),
        ("nước lũ chảy qua nhà tôi rồi cứu với", "114"),
        ("người ta đậu xe chắn cửa nhà tôi", ""),
        ("họ đậu xe chắn cửa rồi cầm dao xông vào", "113"),
    ],
)
def test_a_phrase_that_means_no_danger_silences_no_cry(rule: DangerRule, text: str, number: str) -> None:
    assert first_number(rule, text) == number


OF_A_DANGER = frozenset(
    {
        "Lỡ chuyển tiền cho kẻ lừa đảo thì làm gì?",
        "Con bị bắt nạt, bị bạn đánh ở trường thì báo ai?",
        "Bị giả mạo, lấy hình, lập tài khoản giả trên mạng thì báo ai?",
        "Thấy trẻ em bị đánh, bị xâm hại, bị bắt đi làm thì báo ai?",
    }
)
"""Questions of the FAQ that ask about money just sent to a cheat or a child that is hurt: the number stands first there too."""


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_of_the_questions_of_the_faq_only_those_of_a_danger_raise_one(starter: Library, rule: DangerRule, spelt: type[str]) -> None:
    assert {entry.question for entry in starter.faq.values() if rule.heard(spelt(entry.question))} <= OF_A_DANGER


def test_of_the_wordings_of_the_guides_short_answers_next_to_none_raises_an_alarm(starter: Library, rule: DangerRule) -> None:
    wordings = [wording for procedure in starter.procedures.values() for answer in procedure.quick for wording in answer.wordings]
    assert len(wordings) > 30_000
    assert sum(rule.heard(wording) is not None for wording in wordings) <= FALSE_OF_CONTENT * len(wordings)


def test_every_cry_of_the_content_is_heard_alone_with_accents_and_but_for_a_few_without(starter: Library, rule: DangerRule) -> None:
    plain = [cue for danger in starter.dangers.dangers for cue in (*danger.cries, *danger.alone, *danger.english) if is_plain(cue)]
    assert [cue for cue in plain if not rule.heard(cue)] == []
    silent = {cue for cue in plain if not rule.heard(without_marks(cue))}
    assert silent <= set(starter.dangers.words.never_bare), "only what the content says is never meant without accents"


def is_plain(cue: str) -> bool:
    return GAP not in cue and not SLOT.search(cue)


def test_a_cue_that_needs_its_accents_in_the_librarys_own_text_is_listed_as_such(starter: Library) -> None:
    """Measured: where the bare phrases of the library hold a cue whose accented spelling is not there, it mostly means something else."""
    words = starter.dangers.words
    cues = [(cue, cue) for danger in starter.dangers.dangers for cue in danger.cries if has_accents(cue) and is_plain(cue)]
    accented, folded = Patterns(cues, words.slots, str), Patterns(cues, words.slots, bare)
    strange: dict[str, int] = {}
    for text in (phrase for phrases in starter.aliases.values() for phrase in phrases):
        said = tokens(text)
        meant = {(begin, end) for begin, end, _, _ in accented.found(said)}
        for begin, end, cue, _ in folded.found(said):
            strange[cue] = strange.get(cue, 0) + (-1 if (begin, end) in meant else 1)
    unlisted = {cue for cue, more in strange.items() if more > SELDOM} - set(words.accented) - set(words.never_bare)
    assert not unlisted, unlisted


def has_accents(cue: str) -> bool:
    return cue != without_marks(cue)


@pytest.mark.parametrize(
    "text",
    [
        *("cháyyyyy nhà rồi", "chays nhaf rooif cuwus voiws", "CHÁY NHÀ RỒI!!!", "cháy   nhà\nrồi", "🔥🔥 cháy nhà 🔥"),
        *("cháaaay nhà", "cháaaaay nhà tôi", "có cháaaay ở chợ", "chaaaay nhaaa", "CHÁAAAAY NHÀ RỒI"),
        *("c h á y nhà tôi", "c h á y  n h à", "c.h.á.y nhà", "c-h-á-y nhà", "ch.áy nhà", "c_h_á_y nhà rồi", "c\u200bháy nhà"),
        *("🔥 nhà tôi", "🔥 nha toi", "🔥🔥🔥", "🔥 cháy", "cháy! cháy!", "nhà tôi 🔥🔥 rồi"),
        *("help fire my house", "help! fire my home", "HELP FIRE"),
    ],
)
def test_however_it_is_typed_it_is_heard(rule: DangerRule, text: str) -> None:
    assert first_number(rule, text) == "114"


@pytest.mark.parametrize(
    "text",
    [
        "a b c nhà tôi",
        "lô c.h.u nhà",
        "làm sổ đỏ cho nhà t.ô.i",
        "giấy phép pccc 🔥",
        "chaof em",
        "em cần tư vấn làm giấy khai sinh",
        "em can tu van lam giay khai sinh",
        "tu tu roi lam",
        "treo co ngay le",
        "can chuan bi ho so",
    ],
)
def test_a_bare_word_that_usually_means_something_else_raises_no_alarm(rule: DangerRule, text: str) -> None:
    assert rule.heard(text) is None


@pytest.mark.parametrize("text", ["con gái", "vợ tôi", "mẹ em", "chồng em", "cả nhà tôi", "hàng xóm", "cảm ơn con", "báo qua đâu"])
def test_what_is_said_in_any_conversation_raises_no_alarm_by_itself(rule: DangerRule, text: str) -> None:
    assert rule.heard(text) is None
    assert rule.heard(without_marks(text)) is None


def test_who_writes_english_is_told_in_english(rule: DangerRule) -> None:
    alarm = rule.heard("my house is on fire")
    assert alarm
    assert alarm.call.startswith("Call 114")


@pytest.mark.parametrize(
    ("short", "number"),
    [
        ("nhà e cháy r cíu e vs", "114"),
        ("mẹ e k thở dc nx", "115"),
        ("k mún sống nx", "115"),
        ("bị ng ta đánh", "113"),
        ("khoi qa k tho dc", "114"),
    ],
)
def test_what_the_young_write_short_is_read_in_full(rule: DangerRule, short: str, number: str) -> None:
    assert first_number(rule, short) == number


def test_without_accents_an_unclear_cue_is_believed_beside_a_call_for_help() -> None:
    words = SMALL.words.model_copy(update={"accented": ("cháy to", "nhà cháy"), "pleas": ("cứu với",)})
    rule = DangerRule(Dangers(words=words, dangers=(danger(cries=("cháy to", "nhà cháy")),)))
    assert rule.heard("xe nam chay to lam") is None, "a van with seats: it runs"
    assert rule.heard("chay to lam cuu voi")
    assert rule.heard("nha chay kia chay to lam"), "or beside another of its danger"


def test_a_longer_cue_silences_its_part_and_a_plain_one_what_only_a_slot_made() -> None:
    shock = danger(name="giat", numbers=("115",), call="Gọi 115.", english_call="Call 115.", cries=("bị giật điện",))
    words = SMALL.words.model_copy(update={"slots": {"who": ("tôi",), "hit": ("đốt",)}, "witnesses": ("who",)})
    stroke = danger(name="quy", numbers=("115",), call="Gọi 115.", english_call="Call 115.", cries=("bị đột quỵ",))
    rule = DangerRule(Dangers(words=words, dangers=(danger(cries=("bị giật", "<who> bị <hit>")), shock, stroke)))
    assert first_number(rule, "tôi bị giật điện") == "115"
    assert first_number(rule, "toi bi dot quy") == "115"
    assert first_number(rule, "toi bi dot") == "114"


def test_where_no_cue_stands_the_learnt_weights_decide_and_words_of_papers_calm_what_weighs_little() -> None:
    def weight(piece: str, cry: float) -> Weight:
        return Weight(piece=piece, numbers=(-9, -9, cry, -9))

    ill = danger(name="nghe", numbers=("115",), call="Gọi 115.", english_call="Call 115.", cries=(), weighed=True)
    rule = DangerRule(
        SMALL.model_copy(update={"dangers": (*SMALL.dangers, ill), "weights": (weight("", -3), weight("lả", 3.2), weight("mệt", 2.5))})
    )
    alarm = rule.heard("ông lả rồi ở ngoài sân")
    assert alarm
    assert (alarm.call, alarm.because, alarm.is_english) == ("Gọi 115.", "lả", False)
    assert rule.heard("bà ăn cơm") is None
    assert rule.heard("ông mệt rồi ở ngoài sân")
    assert rule.heard("ông mệt rồi cần giấy gì") is None
    assert rule.heard("ông lả rồi cần giấy gì"), "who cries among papers is heard"


def test_it_says_which_words_decided(rule: DangerRule) -> None:
    alarm = rule.heard("chồng tôi đang đánh tôi")
    assert alarm
    assert alarm.because == "<who> đang đánh <who>"


def test_a_sign_is_a_danger_only_in_one_message_with_what_makes_it_one() -> None:
    rule = DangerRule(SMALL)
    assert rule.heard("bà ngoại té ngoài sân, máu nhiều lắm")
    assert rule.heard("máu ở đâu ra, té hồi nào vậy"), "in either order"
    assert rule.heard("bà ngoại té ngoài sân") is None
    assert rule.heard("xét nghiệm máu ở đâu") is None
    assert rule.heard("té máu làm giấy gì") is None, "who asks about papers is calm"


def test_signs_without_what_stands_beside_them_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="beside"):
        danger(signs=("té",))


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize(
    ("story", "number"),
    [
        ("em muốn hỏi giấy tờ ly hôn nộp ở đâu, mà nhanh giùm em, chồng em đang cầm dao đập cửa phòng em trốn", "113"),
        ("tôi đang làm hồ sơ xin cấp lại sổ đỏ thì thấy khói đen bốc lên từ bếp nhà bên, lửa lan qua mái rồi", "114"),
        ("em muốn hỏi giấy tờ ly hôn nộp ở đâu, năm ngoái chồng em hay đập phá nhưng giờ đã sống riêng", ""),
        ("tôi xin cấp lại sổ đỏ bị cháy trong vụ hỏa hoạn năm ngoái ở bếp nhà bên, đã có biên bản", ""),
    ],
)
def test_a_cry_amid_talk_of_papers_is_heard_and_a_tale_of_last_year_is_none(
    rule: DangerRule, spelt: type[str], story: str, number: str
) -> None:
    assert first_number(rule, spelt(story)) == number


def test_a_long_story_is_no_cry_for_help(rule: DangerRule) -> None:
    assert rule.heard("cháy nhà")
    assert rule.heard("cháy nhà " + "rồi mấy anh em ngồi kể chuyện ngày xưa đi học, cưới vợ, làm giấy tờ, mua đất " * 3) is None


def test_every_reply_begins_with_its_number_and_says_one_thing_to_do(starter: Library) -> None:
    for danger in starter.dangers.dangers:
        for call, act in ((danger.call, danger.act), (danger.english_call, danger.english_act)):
            assert re.match(r"(Gọi|Call) ", call), danger.name
            assert len(f"{call}\n{act}") <= 330, danger.name  # a person in panic reads it


@given(anything)
def test_any_text_is_heard_the_same_each_time(text: str) -> None:
    rule = DangerRule(SMALL)
    assert rule.heard(text) == rule.heard(text)


@given(vietnamese)
def test_it_is_quick(text: str) -> None:
    rule = DangerRule(SMALL)
    rule.heard(text * 50)


def danger(**changed: object) -> Danger:
    told = {"name": "chay", "numbers": ("114",), "call": "Gọi ngay 114.", "act": "Ra ngoài.", "cries": ("cháy nhà",)}
    return Danger.model_validate({**told, "english_call": "Call 114.", "english_act": "Get out.", **changed})


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"call": "Gọi ngay 113."}, "114"),
        ({"english_call": "Call 115."}, "114"),
        ({"act": "Rồi gọi 199."}, "199"),
        ({"numbers": ("114", "115")}, "114, 115"),
        ({"cries": ()}, "không có lời nào"),
    ],
)
def test_a_danger_that_calls_another_number_cannot_be_made(changed: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        danger(**changed)


def test_an_unknown_slot_or_a_name_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="<ai>"):
        Dangers(dangers=(danger(cries=("<ai> cháy",)),))
    with pytest.raises(ValueError, match="<ai>"):
        DangerWords(slots={"who": ("<ai> tôi",)})
    with pytest.raises(ValueError, match="chay"):
        Dangers(dangers=(danger(), danger()))


def test_a_number_that_is_no_hotline_of_the_whole_country_is_a_fault() -> None:
    reasons = [fault.reason for fault in check(Library(dangers=Dangers(dangers=(danger(),))))]
    assert any("114" in reason for reason in reasons)


SELDOM = 1  # once in twenty thousand phrases is chance
SMALL = Dangers(
    words=DangerWords(slots={"who": ("tôi", "em")}, witnesses=("who",), harmless=("phòng cháy",), calm=("giấy",)),
    dangers=(
        danger(cries=("cháy nhà", "<who> * cháy"), hazards=("nổ",), signs=("té",), beside=("máu",), alone=("cháy",), english=("fire",)),
    ),
)


def test_nobody_cries_in_the_values_of_machines(rule: DangerRule) -> None:
    assert [value for value in machine_values() if rule.heard(value)] == []
    assert rule.heard("cháy nhà số 12A/5 đường Lê Lợi, KN7-4XQ-M3P"), "and what stands beside one is heard"


ACUTE = [
    "con em co giật mà chưa có thẻ bảo hiểm y tế",
    "bé nhà tôi tím tái, giấy khai sinh chưa có thì viện có nhận không",
    "vợ em băng huyết, thẻ bhyt hết hạn hôm qua",
    "ông nội ngất xỉu, cho em hỏi giấy chuyển viện xin ở đâu",
    "bà ngoại em khó thở tím môi, căn cước để ở quê có được khám không",
    "thằng nhỏ nuốt cục pin rồi, đi trạm y tế phường có cần sổ hộ khẩu không",
    "chồng tôi uống thuốc sâu, bệnh viện đòi căn cước mà tôi không mang",
    "má em bất tỉnh nhưng em không có giấy tờ gì của má",
]


@pytest.mark.parametrize("text", ACUTE)
def test_a_sign_that_leaves_minutes_is_heard_beside_a_question_about_papers(rule: DangerRule, text: str) -> None:
    assert first_number(rule, text) == "115"


@pytest.mark.parametrize(
    "text",
    [
        "con em hồi nhỏ co giật, giờ làm giấy khám nghĩa vụ ở đâu",
        "mẹ tôi từng ngất xỉu ở ủy ban, xin làm căn cước tại nhà được không",
        "chồng tôi mất vì uống thuốc sâu, giờ làm khai tử",
        "bà nội khó thở nằm viện, tôi nhận lương hưu thay được không",
        "chờ lâu muốn xỉu, bao giờ có sổ đỏ",
        "nếu con co giật khi đi học, bảo hiểm học sinh có trả không",
        "ông tôi động kinh hay co giật, xin giấy khuyết tật",
    ],
)
def test_what_is_over_or_only_feared_is_a_question(rule: DangerRule, text: str) -> None:
    assert rule.heard(text) is None
    assert rule.heard(without_marks(text)) is None


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize(
    "text",
    [
        "lương em 9 triệu",
        "thu nhập nhà em 7 triệu",
        "em đóng 2 triệu",
        "học phí em 5 triệu",
        "nhà em thuê 2 triệu rưỡi",
        "em lãnh 3 triệu một tháng",
        "em có 2 đứa con",
        "em vay ngân hàng 50 triệu",
    ],
)
def test_who_only_tells_an_amount_or_a_number_cries_for_no_help(rule: DangerRule, text: str, spelt: Callable[[str], str]) -> None:
    assert rule.heard(spelt(text)) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("định hỏi bảo hiểm mà ngoài công trường bê tông rơi trúng người", {"114", "115"}),
        ("đang xin giấy tạm trú mà con gái lạc đâu mất, cháu 4 tuổi", {"113"}),
        ("tách sổ được không chú, chớ ở đây bữa nào cũng ăn đòn, nãy còn bị dí dao", {"113"}),
        ("hỏi giúp làm lại giấy khai sinh với ạ, cháu trốn khỏi nhà vì bố đánh, giờ ở bến xe", {"111", "113"}),
        ("cán bộ gọi bảo cài app cập nhật căn cước, cài xong máy tự chạy, tài khoản tụt dần", {"113"}),
    ],
)
@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_a_message_that_turns_from_papers_to_a_danger_is_heard(rule: DangerRule, spelt: type[str], text: str, numbers: set[str]) -> None:
    if spelt is str or not any(word in text for word in ("dí dao", "trốn khỏi")):  # bare, "di dao" is a walk
        assert first_number(rule, spelt(text)) in numbers


@pytest.mark.parametrize(
    "text",
    [
        "con tôi lạc đâu mất hôm nọ, giờ xin giấy tạm trú",
        "xin giấy tạm trú, mà con gái từng lạc đâu mất",
        "hoa don dien nhin ma giat minh nhu bi dien giat",
        "the bhyt cua be thi xin o dau a, be dang bi vang da",
    ],
)
def test_a_danger_before_the_papers_or_one_that_is_over_is_a_story(rule: DangerRule, text: str) -> None:
    assert rule.heard(text) is None


@pytest.mark.parametrize(
    "text",
    ["điện thoại em mất rồi", "má nó đi đâu mất tiêu", "con mèo leo mái không xuống", "nhốt con mèo trong lồng"],
)
def test_a_thing_that_is_lost_and_an_animal_in_trouble_raise_no_alarm(rule: DangerRule, text: str) -> None:
    assert rule.heard(text) is None


@pytest.mark.parametrize(
    "text", ["con chó cắn bé chảy máu mặt", "con mèo làm đổ nến, nhà cháy rồi", "điện thoại em mất rồi, thằng cướp còn cầm dao"]
)
def test_a_person_beside_the_animal_or_the_thing_is_heard_all_the_same(rule: DangerRule, text: str) -> None:
    assert rule.heard(text)
