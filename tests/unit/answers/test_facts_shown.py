"""What the fact sheet says is shown as that: periods by the day, papers as names, a province's own record as its own."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.turn.outcome import Answered
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from knowledge.cues.vocabulary import Fact
from knowledge.records.faq import FaqEntry
from knowledge.records.procedure import Fee, Origin, Part, Procedure, QuickAnswer, RequiredDocument, Source, Submission, Way

WORDS = wording.load()
HALVED = Fee(amount=50_000, since=date(2025, 7, 1), until=date(2026, 12, 31))
WHOLE = Fee(amount=100_000, since=date(2027, 1, 1))


def shown(day: date, index: Index, part: Part, fact: Fact | None = None, **fields: Any) -> str:
    record = Procedure.model_validate({"code": "9.000001", "name": "Thử", **fields})
    return Composer(WORDS, Freshness(index.lexicon.units), today=lambda: day).compose(Answered(record, part, fact=fact)).text


def fees(day: date, index: Index, *said: Fee) -> str:
    return shown(day, index, Part.FEES, submissions=(Submission(way=Way.DIRECT, fees=said),))


def test_until_its_last_day_an_amount_says_that_day_and_what_comes_after(small_index: Index) -> None:
    text = fees(date(2026, 12, 31), small_index, HALVED, WHOLE)
    assert "50.000 đồng, đến hết ngày 31/12/2026; từ ngày 01/01/2027: 100.000 đồng" in text


def test_the_day_after_it_is_not_shown(small_index: Index) -> None:
    text = fees(date(2027, 1, 1), small_index, HALVED, WHOLE)
    assert "- Nộp trực tiếp: 100.000 đồng\n" in text
    assert "50.000" not in text


def test_where_every_amount_is_over_that_is_said(small_index: Index) -> None:
    assert WORDS.fees.over in fees(date(2027, 1, 1), small_index, HALVED)


def test_an_imported_note_with_a_period_is_read_for_its_amounts(small_index: Index) -> None:
    noted = Fee(amount=50_000, note="25.000 đồng (từ ngày 01/7/2025 đến hết ngày 31/12/2026)")
    assert "25.000 đồng, đến hết ngày 31/12/2026" in fees(date(2026, 12, 31), small_index, noted)
    after = fees(date(2027, 1, 1), small_index, noted)
    assert "- Nộp trực tiếp: 50.000 đồng\n" in after
    assert "25.000" not in after


@pytest.mark.parametrize(("day", "has_ended"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)])
def test_that_an_amount_has_ended_since_the_comparison_is_said_from_that_day(small_index: Index, day: date, has_ended: bool) -> None:
    word = WORDS.fees.ended.format(day="31/12/2026")
    assert (word in fees(day, small_index, HALVED, WHOLE)) is has_ended
    lowered: dict[str, Any] = {
        "submissions": (Submission(way=Way.DIRECT, fees=(Fee(amount=9_000),)),),
        "legal_basis": ({"number": "64/2025/TT-BTC"},),
    }
    assert (word in shown(day, small_index, Part.FEES, **lowered)) is has_ended
    assert word not in shown(day, small_index, Part.FEES, as_of=date(2027, 1, 1), **lowered)


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 1, 1)])
def test_a_guide_and_a_short_answer_lose_the_reduction_the_day_after(small_index: Index, day: date) -> None:
    said = "70.000 đồng. Đến hết ngày 31/12/2026 chỉ thu một nửa."
    quick = QuickAnswer(question="Bao nhiêu tiền?", answer=said, basis="Phí, lệ phí; Thông tư 64/2025/TT-BTC")
    record = Procedure(code="9.000001", name="Thử", guide={Part.FEES: said}, quick=(quick,))
    composer = Composer(WORDS, Freshness(small_index.lexicon.units), today=lambda: day)
    for answer in (Answered(record, Part.FEES), Answered(record, Part.FEES, quick=quick)):
        text = composer.compose(answer).text
        assert "70.000 đồng." in text
        assert ("một nửa" in text) is (day < date(2027, 1, 1))
        assert (WORDS.fees.ended.format(day="31/12/2026") in text) is (day >= date(2027, 1, 1))
    assert ("64/2025" in text) is (day < date(2027, 1, 1))


def test_an_entry_and_the_nearest_sentence_say_no_reduction_that_is_over(small_index: Index) -> None:
    composer = Composer(WORDS, Freshness(small_index.lexicon.units), today=lambda: date(2027, 1, 1))
    entry = FaqEntry(record_id="f-1", question="Hỏi?", answer="Có thu phí. Đến hết 31/12/2026 miễn phí.", source="a")
    assert "miễn phí" not in composer.compose(Answered(entry, Part.SUMMARY)).text
    record = Procedure(code="9.000001", name="Thử", steps="Đến hết 31/12/2026 được giảm một nửa khi nộp bò sữa.")
    asked = Answered(record, Part.STEPS, fact=Fact.YES_NO, asked=("bo", "sua", "nop"))
    assert "giảm một nửa" not in composer.compose(asked).text


@pytest.mark.parametrize(("day", "verdict"), [(date(2026, 6, 30), WORDS.verdicts.free), (date(2026, 7, 1), WORDS.verdicts.costs)])
def test_whether_it_costs_anything_depends_on_the_day(small_index: Index, day: date, verdict: str) -> None:
    of_days = (Fee(amount=0, note="miễn phí", until=date(2026, 6, 30)), Fee(amount=9_000, since=date(2026, 7, 1)))
    assert verdict in shown(day, small_index, Part.FEES, Fact.COST, submissions=(Submission(way=Way.DIRECT, fees=of_days),))


@pytest.mark.parametrize(
    ("origin", "left", "said"),
    [
        (Origin.FACTS, 0, WORDS.papers.names_only),
        (Origin.FACTS, 4, WORDS.papers.names_and_more.format(count=4)),
        (Origin.OFFICIAL, 0, ""),
    ],
)
def test_names_of_papers_are_said_to_be_names(small_index: Index, origin: Origin, left: int, said: str) -> None:
    papers = (RequiredDocument(name="Tờ khai", originals=1), RequiredDocument(name="Ảnh", case="Trẻ em"))
    text = shown(
        date(2026, 1, 1),
        small_index,
        Part.DOCUMENTS,
        documents=papers,
        documents_left=left,
        sources={Part.DOCUMENTS: Source(origin=origin)},
    )
    assert "- Tờ khai (1 bản chính)\nTrẻ em:\n- Ảnh" in text
    assert (said in text) if said else (WORDS.papers.names_only not in text)


def test_a_provinces_own_record_says_whose_it_is_above_and_below(small_index: Index) -> None:
    text = shown(date(2026, 1, 1), small_index, Part.FEES, publisher="UBND tỉnh Lai Châu")
    assert text.count("Thử (thủ tục riêng của Lai Châu)") == 2


def test_names_of_papers_are_not_searched(starter_index_folder: Path) -> None:
    index = Index(starter_index_folder)
    unguided = (record for line in index.listed if not line.is_guided and isinstance(record := index.record(line.code), Procedure))
    some = list(islice((record for record in unguided if record.documents), 40))
    assert len(some) == 40
    for record in some:
        hit = index.search(record.name, limit=1)[0]
        assert hit.passage is None or hit.passage.part != Part.DOCUMENTS
