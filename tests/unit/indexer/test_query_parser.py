"""indexer.query.query_parser: a question as people type it → what to look for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language import LONGEST_QUESTION, features, tokens, without_marks
from indexer.query.lexicon import Lexicon
from indexer.query.query_parser import QueryParser
from indexer.ranking.search import Index
from knowledge.cues.vocabulary import Term, TermKind, Variant
from knowledge.records.procedure import Procedure
from knowledge.records.units import Province, Units
from tests.support.strategies import anything, vietnamese

_TEXT = "xin cấp giấy khai sinh đăng ký kết hôn cho bé ở nước ngoài nghệ an hà nam giấy phép lái xe con chó bị mất sổ đỏ quyền sử dụng đất em hỏi cần những gì ạ làm thế nào"
LEXICON = Lexicon(
    terms=(
        Term(everyday="sổ đỏ", official="quyền sử dụng đất"),
        Term(everyday="gplx", official="giấy phép lái xe", kind=TermKind.ABBREVIATION),
        Term(everyday="dk", official="đăng ký", kind=TermKind.TYPING),
    ),
    stop_phrases=("cho em hỏi", "cần những gì", "làm thế nào", "ạ"),
    variants=(Variant(name="nước ngoài", markers=("nước ngoài",), cues=("nước ngoài", "việt kiều")),),
    units=Units(
        provinces=(Province(name="Nghệ An", kind="tỉnh", also=("xứ Nghệ",)), Province(name="Ninh Bình", kind="tỉnh", former=("Hà Nam",)))
    ),
    syllables=dict.fromkeys([*tokens(_TEXT), "việt", "kiều", "xứ"], 9),
)


@pytest.fixture(scope="module")
def understanding() -> QueryParser:
    return QueryParser(LEXICON)


def test_where_somebody_lives_names_no_procedure_of_that_province(understanding: QueryParser) -> None:
    parsed = understanding.read("em ở Nghệ An làm giấy khai sinh")
    assert parsed.places == {"Nghệ An"}
    assert "nghe" not in parsed.content
    assert parsed.weights["nghe_an"] < parsed.weights["khai_sinh"]
    assert understanding.read("Nghệ An").names_anything  # nothing else is said


def test_what_is_asked_is_known_sooner_than_all_of_a_question_and_is_the_same(starter_index: Index) -> None:
    records = [starter_index.record(code) for code in ("1.001193", "1.014748", "3.000346")]
    asked = [wording for record in records if isinstance(record, Procedure) for answer in record.quick for wording in answer.wordings]
    assert len(asked) > 150
    for question in [*asked, "bị mất chứ không phải hết hạn thì lệ phí bao nhiêu", "quay lại vụ khai sinh, mấy ngày có", ""]:
        parsed, asking = starter_index.parse(question), starter_index.asking(question)
        assert asking == (parsed.aspect, parsed.asks_plainly, parsed.fact), question


def test_frames_say_nothing_and_are_dropped(understanding: QueryParser) -> None:
    parsed = understanding.read("Cho em hỏi đăng ký khai sinh cần những gì ạ?")
    assert parsed.syllables == ("đăng", "ký", "khai", "sinh")
    assert set(features(["đăng", "ký", "khai", "sinh"])) == set(parsed.weights)
    assert set(parsed.weights.values()) == {1.0}


def test_frames_are_dropped_from_an_unaccented_question_too(understanding: QueryParser) -> None:
    assert understanding.read("cho em hoi dang ky khai sinh can nhung gi a").syllables == ("dang", "ky", "khai", "sinh")


def test_words_on_both_sides_of_a_frame_make_no_pair(understanding: QueryParser) -> None:
    parsed = understanding.read("khai sinh cần những gì kết hôn")
    assert "sinh_ket" not in parsed.weights
    assert "khai_sinh" in parsed.weights


@pytest.mark.parametrize("question", ["", "   ", "?!", "ạ", "Cho em hỏi cần những gì ạ", "😀😀"])
def test_a_question_that_is_all_frame_asks_for_nothing(understanding: QueryParser, question: str) -> None:
    assert understanding.read(question).is_empty


def test_the_laws_word_is_added_to_the_citizens_word_and_counts_less(understanding: QueryParser) -> None:
    weights = understanding.read("bị mất sổ đỏ").weights
    assert weights["so_do"] == 1.0
    assert 0 < weights["quyen_su"] < 1.0


def test_the_laws_word_is_added_to_an_unaccented_question(understanding: QueryParser) -> None:
    assert "quyen_su" in understanding.read("bi mat so do").weights


def test_abbreviations_and_typing_habits_are_written_out(understanding: QueryParser) -> None:
    assert understanding.read("cấp gplx").syllables == ("cấp", "giấy", "phép", "lái", "xe")
    assert understanding.read("dk kết hôn").syllables == ("đăng", "ký", "kết", "hôn")


@pytest.mark.parametrize(
    "typed",
    ["dang ky khai sinh", "DANG KY KHAI SINH", "dangky khaisinh", "ddawng kys khai sinh", "đăngg kýýý khai sinhh", "đang ký khia sinh"],
)
def test_however_it_is_typed_it_asks_for_the_same(understanding: QueryParser, typed: str) -> None:
    wanted = {feature for feature in understanding.read("đăng ký khai sinh").weights if not feature.startswith("~")}
    assert wanted <= set(understanding.read(typed).weights)


def test_accents_that_are_typed_count(understanding: QueryParser) -> None:
    assert "~sinh" not in understanding.read("khai sinh").weights
    assert "~đăng_ký" in understanding.read("đăng ký").weights


def test_speaks_of_a_special_case(understanding: QueryParser) -> None:
    assert understanding.read("kết hôn với việt kiều").cues == {"nước ngoài"}
    assert understanding.read("ket hon o nuoc ngoai").cues == {"nước ngoài"}
    assert understanding.read("kết hôn").cues == frozenset()


@pytest.mark.parametrize("question", ["khai sinh ở Nghệ An", "khai sinh o nghe an", "khai sinh xứ Nghệ"])
def test_names_a_province(understanding: QueryParser, question: str) -> None:
    assert understanding.read(question).places == {"Nghệ An"}


def test_a_former_name_means_todays_province(understanding: QueryParser) -> None:
    assert understanding.read("khai sinh ở Hà Nam").places == {"Ninh Bình"}


def test_what_was_asked_before_counts_less_the_longer_ago(understanding: QueryParser) -> None:
    weights = understanding.read("làm thế nào cho bé", ["đăng ký kết hôn", "cấp giấy khai sinh"]).weights
    now, before, long_ago = weights["be"], weights["khai_sinh"], weights["ket_hon"]
    assert now == 1.0
    assert now > before > long_ago > 0


def test_what_is_asked_again_counts_in_full(understanding: QueryParser) -> None:
    assert understanding.read("khai sinh", ["khai sinh cho bé"]).weights["khai_sinh"] == 1.0


def test_a_place_named_before_is_still_meant(understanding: QueryParser) -> None:
    assert understanding.read("kết hôn", ["khai sinh ở Nghệ An"]).places == {"Nghệ An"}


def test_only_its_own_words_are_the_questions_syllables(understanding: QueryParser) -> None:
    assert understanding.read("kết hôn", ["khai sinh"]).syllables == ("kết", "hôn")


def test_of_a_long_story_the_beginning_and_the_end_are_heard(understanding: QueryParser) -> None:
    padding = "ạ " * LONGEST_QUESTION
    weights = understanding.read(f"khai sinh {padding} sổ đỏ {padding} kết hôn").weights
    assert {"khai_sinh", "ket_hon"} <= set(weights)
    assert "so_do" not in weights


@given(st.one_of(anything, vietnamese), st.lists(anything, max_size=3))
def test_any_text_is_understood_the_same_each_time(question: str, context: list[str]) -> None:
    first, second = QueryParser(LEXICON), QueryParser(LEXICON)
    parsed = first.read(question, context)
    assert parsed == first.read(question, context) == second.read(question, context)
    assert all(0 < weight <= 1 for weight in parsed.weights.values())


STRANGE = [
    "\x00\x00",
    "khai\x00sinh",
    "\ud800 khai sinh \udfff",
    "\u202ekhai sinh\u202c \u200f",
    "😀" * 500,
    "👩\u200d👩\u200d👧 🇻🇳",
    "a" * 100_000,
    "khai sinh " * 10_000,
    "\u0301" * 100_000,
    "9" * 100_000,
    "1.2-3/" * 20_000,
    "̣̉ o̲̅ ʰ ǆ ﬁ Ａ",
    "' OR 1=1 --",
    "\n\r\t\v\f\u2028\u2029",
    "ключ 鍵 مفتاح",
]


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_no_text_whatever_is_too_strange(understanding: QueryParser, text: str) -> None:
    alone = understanding.read(text)
    assert alone == understanding.read(text)
    assert "ket_hon" in understanding.read("kết hôn", [text]).weights


def test_an_empty_lexicon_understands_plain_words() -> None:
    assert QueryParser(Lexicon()).read("khai sinh").syllables == ("khai", "sinh")


@pytest.fixture(scope="module")
def reading(starter_index: Index) -> QueryParser:
    return QueryParser(starter_index.lexicon)


FIRED = 0.99  # of all cues of the content, each asked alone


@pytest.mark.parametrize("typed", [str, without_marks], ids=["accented", "bare"])
def test_every_cue_of_an_intent_asked_alone_is_that_intent(reading: QueryParser, starter_index: Index, typed: type[str]) -> None:
    cues = [(cue, intent.name) for intent in starter_index.lexicon.intents for cue in intent.cues]
    dead = [cue for cue, name in cues if (found := reading.read(typed(cue)).intent) is None or found.name != name]
    assert len(dead) <= (1 - FIRED) * len(cues), dead


@pytest.mark.parametrize("typed", [str, without_marks], ids=["accented", "bare"])
def test_every_cue_of_an_aspect_asked_alone_asks_for_that_part(reading: QueryParser, starter_index: Index, typed: type[str]) -> None:
    cues = [(cue, aspect.part) for aspect in starter_index.lexicon.aspects for cue in aspect.cues]
    dead = [cue for cue, part in cues if reading.read(typed(cue)).aspect is not part]
    assert len(dead) <= (1 - FIRED) * len(cues), dead


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("lam nhu vay duoc hong", "làm như vậy được không"),
        ("lam duoc hem em", "làm được không em"),
        ("chưa có giấy làm được hông ạ", "chưa có giấy làm được không ạ"),
        ("xe bi hong", "xe bị hỏng"),  # a motorbike that does not run
        ("toi o Sai Gon", "tôi ở sài gòn"),
        ("đăng ký kết hôn", "đăng ký kết hôn"),
        ("toi", "tôi"),
    ],
)
def test_the_place_in_the_sentence_tells_what_a_word_means(starter_index: Index, question: str, meant: str) -> None:
    assert " ".join(starter_index.spelled(question)) == meant


@pytest.mark.parametrize("question", ["em can tu van lam giay khai sinh", "can chuan bi ho so", "o voi ba noi", "chuẩn bị hồ sơ gì"])
def test_a_bare_cue_that_usually_means_something_else_is_no_intent(reading: QueryParser, question: str) -> None:
    assert reading.read(question).intent is None


@pytest.mark.parametrize(
    ("question", "name"), [("đường có ổ voi to", "phien_toai"), ("con tôi bị ho", "y_te"), ("cam on nhieu nha", "cam_on")]
)
def test_with_its_accents_or_where_the_bare_word_is_plain_it_is_one(reading: QueryParser, question: str, name: str) -> None:
    found = reading.read(question).intent
    assert found
    assert found.name == name
