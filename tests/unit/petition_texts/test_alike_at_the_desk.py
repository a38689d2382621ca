"""What an officer is shown as perhaps one matter: measured on pairs that no word of the vocabularies was chosen by."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Collection

import pytest

from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.texts import desk_alike
from bot.petitions.rules.texts.alike import ToldMatter
from bot.petitions.rules.texts.desk_alike import is_way_of_writing, may_be_one, shared, without_courtesies
from bot.petitions.rules.texts.topics import topic_of
from bot.petitions.rules.texts.words import words_of
from indexer.language import fold, has_marks, tokens
from tests.paths import TESTS

PAIRS = TESTS / "rules" / "alike_at_the_desk.tsv"
LINES = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
FURTHER = (1, 7, 23)  # lines further, of another matter


def told(content: str, place: str) -> ToldMatter:
    return ToldMatter(PetitionKind.OTHER, content, place)


ONE = [(told(first, here), told(second, there)) for here, first, there, second in LINES]
TWO = [
    (told(line[1], line[0]), told(re.sub(re.escape(other[0]), line[0], other[1], flags=re.IGNORECASE), line[0]))
    for number, line in enumerate(LINES)
    for other in (LINES[(number + step) % len(LINES)] for step in FURTHER)
]
"""Two matters at one place: what an officer of a small office reads all day."""


Pairs = list[tuple[ToldMatter, ToldMatter]]
LISTED = (
    ("Kính gửi UBND xã, ", ". Mong các cấp xem xét giải quyết. Tôi xin chân thành cảm ơn."),
    ("Kính gửi lãnh đạo ủy ban, tôi xin trình bày như sau: ", ". Xin cảm ơn!"),
    ("Dạ em chào anh chị cán bộ ạ, ", ". Rất mong chính quyền sớm quan tâm giải quyết giúp bà con. Trân trọng cảm ơn."),
    ("Tôi tên là Nguyễn Văn A, nay viết đơn này phản ánh việc: ", ". Kính mong lãnh đạo xã kiểm tra, xử lý dứt điểm."),
    ("Kính thưa các cấp chính quyền, ", ". Mong phản hồi sớm, cảm ơn."),
)
"""How a letter to any office begins and ends."""
OF_THE_PLACE = (
    ("Chúng tôi là những hộ ở đây, nay có việc muốn nói với xã là ", ". Chúc mọi người mạnh khỏe, hoàn thành tốt nhiệm vụ."),
    ("Nhờ mọi người chuyển lời lên trên hộ, chuyện là ", ". Đã nói nhiều lần trong các cuộc họp mà chưa thấy chuyển biến."),
    ("Hôm nay tôi nhắn tin này để thông tin cho xã biết chuyện ", ". Chờ tin của xã, hẹn gặp lại."),
)
"""What no list has: the office learns it from its own petitions."""


def dressed(pairs: Pairs, letters: tuple[tuple[str, str], ...]) -> Pairs:
    """Each in a letter, typed as it is typed itself."""
    chance = random.Random(16)

    def letter(matter: ToldMatter) -> ToldMatter:
        begins, ends = chance.choice(letters)[0], chance.choice(letters)[1]
        words = tokens(matter.content)
        is_plain = sum(map(has_marks, words)) < 0.2 * len(words)
        whole = f"{fold(begins)}{matter.content}{fold(ends)}" if is_plain else f"{begins}{matter.content}{ends}"
        return ToldMatter(matter.kind, whole, matter.place)

    return [(letter(first), letter(second)) for first, second in pairs]


def stripped(pairs: Pairs, set_phrases: Collection[str] = ()) -> Pairs:
    return [(without_courtesies(first, set_phrases), without_courtesies(second, set_phrases)) for first, second in pairs]


def learnt(pairs: Pairs) -> frozenset[str]:
    """What an office that has these petitions knows for its people's way of writing."""
    texts = {matter.content for pair in pairs for matter in pair}
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        for word in words_of(text):
            if "_" in word:
                holding[word].append(topic_of(text))
    return frozenset(pair for pair, topics in holding.items() if is_way_of_writing(pair, len(topics), len({*topics} - {""}), len(texts)))


def offered(pairs: list[tuple[ToldMatter, ToldMatter]]) -> float:
    return sum(may_be_one(first, second) for first, second in pairs) / len(pairs)


def test_one_matter_is_found_and_two_are_not_offered() -> None:
    assert (len(ONE), len(TWO)) == (60, 180)
    assert offered(ONE) >= 0.85
    assert offered(TWO) <= 0.05


@pytest.mark.parametrize(("number", "value"), [("ENOUGH", 2.0), ("FILLER", 1.0), ("ENOUGH_OF_ONE", 0.0)])
def test_each_number_is_worth_something(number: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    found, wrong = offered(ONE), offered(TWO)
    monkeypatch.setattr(desk_alike, number, value)
    assert offered(ONE) < found or offered(TWO) > wrong


def test_words_that_are_alike_without_their_accents_alone_make_no_matter_of_two() -> None:
    storm, licence = "Cột điện sau bão, đang nghiêng sắp đổ", "Hồ sơ kinh doanh nộp đã lâu, lên hỏi vẫn báo đang xử lý"
    first, second = told(storm, "Xóm 2"), told(licence, "Xóm 2")
    assert not may_be_one(first, second)
    assert desk_alike.why_alike(first, second) == ("đang",)
    assert may_be_one(told("Cột điện sau bão nghiêng sắp đổ", "Xóm 2"), told("cot dien nghieng sap do vao nha", "Xóm 2")), "who types none"


def test_it_is_the_same_both_ways_and_never_of_places_apart() -> None:
    for first, second in (*ONE, *TWO):
        assert may_be_one(first, second) == may_be_one(second, first)
        assert shared(first, second) == shared(second, first)
    assert not may_be_one(told("Đèn đường hỏng, tối om", "thôn 3"), told("Đèn đường hỏng, tối om", "thôn 13"))
    assert shared(told("Đường nhà tôi không đi được", "Xóm Mít"), told("Người nhà tôi không có nước", "Xóm Mít")) < 4


def test_courtesies_are_no_matter() -> None:
    one, two = dressed(ONE, LISTED), dressed(TWO, LISTED)
    assert offered(two) > 0.9, "what this is about: polite people all tell of one matter"
    assert offered(stripped(two)) < 0.5, "an office that has no petitions yet knows the words of any letter"
    known = learnt(one)
    assert offered(stripped(one, known)) >= 0.85
    assert offered(stripped(two, known)) <= 0.05


def test_how_people_of_a_place_write_is_learnt_from_their_petitions() -> None:
    one, two = dressed(ONE, OF_THE_PLACE), dressed(TWO, OF_THE_PLACE)
    assert offered(stripped(two)) > 0.9, "no list has these"
    known = learnt(one)
    assert offered(stripped(one, known)) >= 0.85
    assert offered(stripped(two, known)) <= 0.05
    assert not learnt(ONE), "and nothing of what they tell of"


@pytest.mark.parametrize(("number", "value"), [("SET_SHARE", 0.16), ("SET_TOPICS", 20)])
def test_each_number_of_learning_is_worth_something(number: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = (*LISTED, *OF_THE_PLACE)
    one, two = dressed(ONE, letters), dressed(TWO, letters)
    monkeypatch.setattr(desk_alike, number, value)
    assert offered(stripped(two, learnt(one))) > 0.1, "not above .05 as they stand"


def test_what_many_tell_of_one_thing_is_no_way_of_writing() -> None:
    assert not is_way_of_writing("tram_bom", 30, 2, 60), "thirty about one pump"
    assert not is_way_of_writing("den_duong", 30, 9, 60), "the vocabulary of topics has it"
    assert is_way_of_writing("hen_gap", 6, 3, 60)
    assert not is_way_of_writing("hen_gap", 4, 3, 60)


def test_a_railing_is_no_officer() -> None:
    railing = told("Lan can bờ hồ gãy, lãnh đạo xem xét", "bờ hồ")
    assert without_courtesies(railing).content == "lan can bờ hồ gãy", "who writes accents is read with them"
    assert without_courtesies(told("kinh gui uy ban, da roi xuong ruong", "xóm 2")).content == "da roi xuong ruong"
