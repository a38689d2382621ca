"""What a record's facts say to yes or no; and the sentence that is nearest where they say nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.lines.sentences import nearest_sentence
from bot.answers.lines.verdicts import Verdicts
from bot.answers.turn.outcome import Answered
from knowledge.checks.freshness import Freshness
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Fee, Part, Procedure, QuickAnswer, Submission, Way
from knowledge.records.units import Units

WORDS = wording.load()
VERDICTS = Verdicts(WORDS)


def record(**fields: object) -> Procedure:
    return Procedure.model_validate({"code": "9.000001", "name": "Đăng ký nuôi chó", **fields})


def ways(*found: Way, fees: tuple[Fee, ...] = ()) -> tuple[Submission, ...]:
    return tuple(Submission(way=way, fees=fees) for way in found)


@pytest.mark.parametrize(
    ("fact", "fields", "said"),
    [
        (Fact.ONLINE, {"submissions": ways(Way.ONLINE, Way.DIRECT)}, WORDS.verdicts.online),
        (Fact.ONLINE, {"submissions": ways(Way.DIRECT)}, WORDS.verdicts.not_online.format(ways="nộp trực tiếp")),
        (Fact.ONLINE, {}, ""),
        (Fact.ONLINE, {"submissions": ways(Way.ONLINE), "guide": {Part.METHODS: "Nộp ở xã."}}, ""),
        (Fact.ONLINE, {"submissions": ways(Way.ONLINE), "guide": {Part.METHODS: "Nộp ở xã hoặc trên mạng."}}, WORDS.verdicts.online),
        (Fact.POST, {"submissions": ways(Way.POST)}, WORDS.verdicts.post),
        (Fact.POST, {"submissions": ways(Way.POST), "guide": {Part.METHODS: "Gửi bưu điện khi được báo bổ sung."}}, ""),
        (Fact.POST, {"submissions": ways(Way.ONLINE)}, WORDS.verdicts.not_post.format(ways="nộp trực tuyến")),
        (Fact.COST, {"submissions": ways(Way.DIRECT, fees=(Fee(amount=20_000),))}, WORDS.verdicts.costs),
        (Fact.COST, {"submissions": ways(Way.DIRECT, fees=(Fee(amount=0, note="miễn phí"),))}, WORDS.verdicts.free),
        (Fact.COST, {"submissions": ways(Way.DIRECT, fees=(Fee(amount=0),))}, WORDS.verdicts.zero),
        (Fact.COST, {"submissions": ways(Way.DIRECT)}, WORDS.verdicts.no_fee),
        (Fact.COST, {"submissions": ways(Way.DIRECT, fees=(Fee(amount=0),)), "guide": {Part.FEES: "Miễn lệ phí."}}, ""),
        (Fact.COST, {"submissions": ways(Way.DIRECT, fees=(Fee(note="theo bảng giá"),))}, ""),
        (Fact.COMMUNE, {"agency": "Công an cấp xã"}, WORDS.verdicts.at_commune.format(agency="Công an cấp xã")),
        (Fact.COMMUNE, {"agency": "Bảo hiểm xã hội tỉnh"}, WORDS.verdicts.not_at_commune.format(agency="Bảo hiểm xã hội tỉnh")),
        (Fact.COMMUNE, {"agency": "Liên minh hợp tác xã"}, WORDS.verdicts.not_at_commune.format(agency="Liên minh hợp tác xã")),
        (Fact.COMMUNE, {"agency": "Phường, xã nơi ở"}, WORDS.verdicts.at_commune.format(agency="Phường, xã nơi ở")),
        (Fact.COMMUNE, {"agency": "Sở Xây dựng"}, WORDS.verdicts.not_at_commune.format(agency="Sở Xây dựng")),
        (Fact.COMMUNE, {"agency": ", ".join(["Sở Xây dựng"] * 20)}, ""),
        (Fact.COMMUNE, {}, ""),
        (Fact.FOREIGNER, {"applicants": ("Công dân Việt Nam", "Người nước ngoài")}, WORDS.verdicts.foreigner),
        (Fact.FOREIGNER, {"applicants": ("Công dân Việt Nam",)}, WORDS.verdicts.citizens_only),
        (Fact.FOREIGNER, {"applicants": ("Doanh nghiệp",)}, ""),
        (Fact.YES_NO, {"submissions": ways(Way.ONLINE)}, ""),
    ],
)
def test_nothing_is_concluded_that_is_not_written(fact: Fact, fields: dict[str, object], said: str) -> None:
    assert VERDICTS.of(record(**fields), fact) == said


GUIDE = {Part.SUMMARY: "Báo cho xã biết nhà có nuôi chó. Chó dưới hai tháng tuổi thì chưa phải báo.\n- Chó cắn người thì báo ngay cho xã."}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("cho", "duoi", "hai", "thang"), "Chó dưới hai tháng tuổi thì chưa phải báo."),
        (("can", "nguoi"), "Chó cắn người thì báo ngay cho xã."),
        (("nuoi", "cho"), ""),  # the name says that
        (("may", "bay", "truc", "thang", "hai"), ""),
        ((), ""),
    ],
)
def test_the_nearest_sentence_says_what_the_name_does_not(asked: tuple[str, ...], sentence: str) -> None:
    assert nearest_sentence(record(guide=GUIDE), asked) == sentence


def test_a_sentence_that_fills_a_screen_is_not_quoted() -> None:
    assert nearest_sentence(record(conditions=f"Chó dữ {'và lớn ' * 60}phải đeo rọ mõm."), ("deo", "ro", "mom")) == ""


@pytest.mark.parametrize(("day", "is_told"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_a_short_question_told_beside_another_loses_an_amount_on_its_day(day: date, is_told: bool) -> None:
    near = QuickAnswer(
        question="Có mất tiền không?", answer="Có. Thu 25.000 đồng đến hết ngày 31/12/2026. Hỏi nơi nộp.", basis="Phí, lệ phí"
    )
    answer = Answered(record(as_of=date(2026, 7, 31)), Part.SUMMARY, fact=Fact.YES_NO, near=near, asked=("cho",))
    text = Composer(WORDS, Freshness(Units()), today=lambda: day).compose(answer).text
    assert ("25.000 đồng" in text) is is_told
    assert "Có mất tiền không?" in text
