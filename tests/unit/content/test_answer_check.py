"""knowledge.checks.answer_check: free is said only where the record says it, and no bare verdict stands under a wording that asks the other way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.checks.answer_check import answer_faults
from knowledge.loading.library import Library
from knowledge.records.procedure import Fee, Origin, Part, Procedure, QuickAnswer, Source, Submission, Way, stamped

ZERO = (Fee(amount=0),)


def guide(said: str = "Nộp ở xã.", *quick: QuickAnswer, fees: tuple[Fee, ...] = ZERO, result: tuple[str, ...] = ()) -> Procedure:
    record = Procedure(
        code="9.000001",
        name="Thử",
        guide={Part.FEES: said},
        quick=quick,
        submissions=(Submission(way=Way.DIRECT, fees=fees),),
        result=result,
    )
    return stamped(record, Source(origin=Origin.CARD, title="1/QĐ-BCA"))


def faults(record: Procedure) -> list[str]:
    return [fault.reason for fault in answer_faults(replace(Library(), procedures={record.code: record}))]


def answer(question: str, said: str, *asked_as: str) -> QuickAnswer:
    return QuickAnswer(question=question, asked_as=asked_as, answer=said, basis="Phí, lệ phí")


@pytest.mark.parametrize("fees", [ZERO, ()])
@pytest.mark.parametrize(
    "said",
    [
        "Không thu phí.",
        "Nộp sớm. Không tốn tiền.",
        "Đừng đưa: nộp hồ sơ là 0 đồng.",
        "Miễn lệ phí.",
        "3 ngày, không mất lệ phí.",
        "Nộp ở xã. Xin vào học không mất tiền.",
    ],
)
def test_a_bare_zero_or_nothing_is_not_told_as_free(said: str, fees: tuple[Fee, ...]) -> None:
    (told,) = faults(guide(said, fees=fees))
    assert "bản công bố ghi 0 đồng" in told
    assert len(faults(guide("Nộp ở xã.", answer("Tốn bao nhiêu?", said), fees=fees))) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Bản công bố ghi 0 đồng, không kèm ghi chú; hỏi nơi nộp cho chắc.",
        "Bản công bố này không ghi miễn phí.",
        "Người thuộc diện được miễn phí nộp thêm giấy chứng nhận.",
        "Hỏi nơi nộp có được miễn phí.",
        "Mức thu ghi là 0 đồng.",
        "Hỏi trợ giúp pháp lý xem mình có được giúp không mất tiền.",
        "Có mất tiền.",
    ],
)
def test_what_the_publication_holds_may_be_said(said: str) -> None:
    assert faults(guide(said)) == []


@pytest.mark.parametrize("fees", [(Fee(amount=0, note="Miễn lệ phí"),), (Fee(amount=0), Fee(amount=50_000))])
def test_a_record_that_says_more_than_a_zero_is_read_by_people(fees: tuple[Fee, ...]) -> None:
    assert faults(guide("Không thu phí.", fees=fees)) == []


def test_a_record_that_says_free_elsewhere_may_be_told() -> None:
    assert faults(guide("Miễn phí.", result=("Không thu phí",))) == []


def test_a_bare_verdict_does_not_answer_a_wording_that_asks_the_other_way() -> None:
    asked = answer("Làm hoàn toàn qua mạng được không?", "Không, vẫn phải tới.", "ngồi nhà làm được hông", "khai rồi có phải đi nữa không")
    (told,) = faults(guide("Nộp ở xã.", asked))
    assert "“khai rồi có phải đi nữa không”" in told
    assert len(faults(guide("Nộp ở xã.", answer("Có phải dịch không?", "Có, và chứng thực.", "nộp bản tiếng Anh được không")))) == 1


@pytest.mark.parametrize(
    "held",
    [
        answer("Làm hoàn toàn qua mạng được không?", "Không làm hết qua mạng được: vẫn phải tới.", "khai rồi có phải đi nữa không"),
        answer("Một người ký được không?", "Được.", "mình cha ký được không", "mẹ ký, phải không"),
        answer("Nhà ở chung có phải báo không?", "Có.", "ở chung có cần báo"),
        answer("Có phải ra xã không, gọi báo được không?", "Được.", "phải ra xã không"),
        answer("Nộp ở đâu?", "Có.", "có phải về quê không"),
    ],
)
def test_a_verdict_that_says_of_what_and_a_wording_that_asks_the_same_are_held(held: QuickAnswer) -> None:
    assert faults(guide("Nộp ở xã.", held)) == []


def test_a_grandchild_is_not_among_those_whose_authorisation_needs_no_certification() -> None:
    (told,) = faults(guide("Nhờ con, cháu, vợ, chồng thì giấy ủy quyền không phải chứng thực."))
    assert "không kể cháu" in told
    assert len(faults(guide("Nộp ở xã.", answer("Nhờ ai?", "Người thân ruột thịt thì khỏi công chứng.")))) == 1


def test_a_grandchild_may_be_named_where_the_paper_is_certified() -> None:
    assert faults(guide("Con, vợ, chồng thì không phải chứng thực; cháu thì phải chứng thực.")) == []
