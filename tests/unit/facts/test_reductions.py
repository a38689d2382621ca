"""Reductions in per cent are reckoned: how many đồng, of which amount, until when; what is not certain stays as it was said."""

from __future__ import annotations

from datetime import date

import pytest

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.turn.outcome import Answered
from knowledge.checks.freshness import Freshness
from knowledge.facts.guide_facts import of_guide
from knowledge.facts.reductions import as_written, of_fees, of_text
from knowledge.loading.library import Library
from knowledge.records.procedure import Fee, Part, Procedure

LAST, NEW_YEAR, JULY = date(2026, 12, 31), date(2027, 1, 1), date(2027, 7, 1)
HALF = "mức thu lệ phí bằng 50% mức thu nêu trên"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "70.000 đồng/thẻ. Đến hết ngày 31/12/2026, thu bằng 50% mức này.",
            "70.000 đồng/thẻ. Đến hết ngày 31/12/2026, thu bằng 50% mức này, là 35.000 đồng (một nửa của 70.000 đồng).",
        ),
        (
            "Phí 50.000 đồng; nay chỉ thu một nửa mức này.",
            "Phí 50.000 đồng; nay chỉ thu một nửa mức này, là 25.000 đồng (một nửa của 50.000 đồng).",
        ),
        ("Phí 100.000 đồng, giảm 20% mức trên.", "Phí 100.000 đồng, giảm 20% mức trên, là 80.000 đồng (80 % của 100.000 đồng)."),
        (
            "Phí 200.000 đồng, còn 75 % mức phí nêu trên",
            "Phí 200.000 đồng, còn 75 % mức phí nêu trên, là 150.000 đồng (75 % của 200.000 đồng)",
        ),
    ],
)
def test_a_reduction_of_the_one_amount_before_it_is_told_in_dong(said: str, told: str) -> None:
    assert of_text(said) == told
    assert of_text("Trước.\n" + said) == "Trước.\n" + told
    assert as_written(told) == said


@pytest.mark.parametrize(
    "said",
    [
        "Phí 50.000 đồng hoặc 70.000 đồng; thu bằng 50% mức này.",
        "Thu bằng 50% mức này. Mức ấy là 70.000 đồng.",
        "Lệ phí 70.000 đồng.\nThu bằng 50% mức này.",
        "Họp dân 10.000 đồng; ít nhất 50% người dự đồng ý.",
        "Phí 70.000 đồng; giảm 50% theo quy định.",
        "Phí 70.001 đồng; thu bằng 50% mức này.",
        "Phí 70.000 đồng; giảm 20% mức này hoặc giảm 50% mức này.",
    ],
)
def test_what_is_not_certain_stays_as_it_was_said(said: str) -> None:
    assert of_text(said) == said


def test_a_sum_that_is_wrong_is_not_taken_for_a_reckoned_one() -> None:
    said = "Thu bằng 50% mức này, là 36.000 đồng (một nửa của 70.000 đồng)."
    assert as_written(said) == said


def test_the_fee_of_a_reduction_is_that_of_the_one_before_it() -> None:
    whole, half = Fee(amount=70_000, note="mỗi thẻ"), Fee(note=HALF, until=LAST)
    assert of_fees([whole, half]) == (whole, Fee(amount=35_000, note="một nửa của 70.000 đồng", until=LAST))


def test_a_reduction_that_is_written_on_its_own_amount_stands_beside_it() -> None:
    """The whole amount is no amount for a while: it comes back."""
    assert of_fees([Fee(amount=70_000_000, note="mức lệ phí bằng 50% mức phí nêu trên", until=LAST)]) == (
        Fee(amount=70_000_000),
        Fee(amount=35_000_000, note="một nửa của 70.000.000 đồng", until=LAST),
    )


@pytest.mark.parametrize(
    "fees",
    [
        (Fee(amount=1_000), Fee(amount=2_000), Fee(note=HALF, until=LAST)),
        (Fee(amount=1_000, until=LAST), Fee(note=HALF, until=LAST)),
        (Fee(note=HALF, until=LAST),),
        (Fee(amount=5_000, note="Mức phí giảm 20%", until=LAST),),
        (Fee(amount=100_000, note="Bằng 50% mức thu quy định tại điểm 1 Biểu phí", until=LAST),),
    ],
)
def test_a_fee_of_which_it_is_not_certain_what_is_lowered_stays(fees: tuple[Fee, ...]) -> None:
    assert of_fees(fees) == fees


def test_what_was_reckoned_is_no_number_that_the_guide_says(starter: Library) -> None:
    record = starter.procedures["1.014064"]
    assert "35.000 đồng (một nửa của 70.000 đồng)" in record.guide[Part.FEES]
    assert "35000" not in of_guide(record)


def told(library: Library, code: str, day: date) -> str:
    record: Procedure = library.procedures[code]
    return Composer(wording.load(), Freshness(library.units), today=lambda: day).compose(Answered(record, Part.FEES)).text


@pytest.mark.parametrize(
    ("code", "whole", "half"), [("1.014064", "70.000", "35.000"), ("1.000757", "70.000", "35.000"), ("1.014063", "50.000", "25.000")]
)
def test_a_halved_fee_is_told_in_dong_until_its_last_day(starter: Library, code: str, whole: str, half: str) -> None:
    said = f"{half} đồng (một nửa của {whole} đồng)"
    assert said in told(starter, code, LAST)
    assert "31/12/2026" in told(starter, code, LAST)
    for day in (NEW_YEAR, JULY):
        assert f"{whole} đồng" in told(starter, code, day)
        assert half not in told(starter, code, day).replace(whole, "")


def test_a_whole_fee_on_which_a_reduction_was_written_comes_back(starter: Library) -> None:
    assert "35.000.000 đồng (một nửa của 70.000.000 đồng), đến hết ngày 31/12/2026" in told(starter, "2.000438", LAST)
    for day in (NEW_YEAR, JULY):
        assert "70.000.000 đồng" in told(starter, "2.000438", day)
        assert "35.000.000" not in told(starter, "2.000438", day)
