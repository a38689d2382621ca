"""What the fact sheet says is shown as that: periods by the day, papers as names, a province's own record as its own."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from bot import wording
from bot.answers.compose import Composer
from bot.answers.outcome import Answered
from indexer.search import Index
from knowledge.freshness import Freshness
from knowledge.procedure import Fee, Origin, Part, Procedure, RequiredDocument, Source, Submission, Way
from knowledge.vocabulary import Fact

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
    assert "- Tờ khai (bản chính: 1)\nTrẻ em:\n- Ảnh" in text
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
