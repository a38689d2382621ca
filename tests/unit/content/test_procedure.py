"""knowledge.records.procedure: a record that breaks a rule cannot be made, and layers of one code complete one another."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.loading.layers import overlay
from knowledge.records.procedure import (
    PART_FIELDS,
    Fee,
    LegalReference,
    Level,
    Origin,
    Part,
    Procedure,
    RequiredDocument,
    Source,
    Status,
    Submission,
    TimeLimit,
    Way,
    stamped,
)

CODE = "9.000001"
_VALUES: dict[Part, tuple[str, Callable[[str], object]]] = {
    Part.STEPS: ("steps", str),
    Part.METHODS: ("submissions", lambda text: (Submission(way=Way.DIRECT, note=text),)),
    Part.DOCUMENTS: ("documents", lambda text: (RequiredDocument(name=text),)),
    Part.APPLICANTS: ("applicants", lambda text: (text,)),
    Part.AGENCY: ("agency", str),
    Part.RESULT: ("result", lambda text: (text,)),
    Part.CONDITIONS: ("conditions", str),
    Part.LEGAL_BASIS: ("legal_basis", lambda text: (LegalReference(title=text),)),
    Part.FORMS: ("forms", lambda text: (text,)),
}
_ORIGINS = (Origin.OFFICIAL, Origin.CARD, Origin.FACTS)


def layer(origin: Origin, parts: frozenset[Part] = frozenset(PART_FIELDS), **fields: Any) -> Procedure:
    """A record of `origin` that fills `parts` with its own name."""
    held = {name: make(origin.value) for part, (name, make) in _VALUES.items() if part in parts}
    record = Procedure.model_validate({"code": CODE, "name": origin.value, **held, **fields})
    return stamped(record, Source(origin=origin, title=origin.value))


def holder(record: Procedure, part: Part) -> str:
    """Which layer's text stands in a part: the name of its origin."""
    value = getattr(record, _VALUES[part][0])
    return next((origin.value for origin in _ORIGINS if origin.value in str(value)), "")


@pytest.mark.parametrize("code", ["1.001193", "2.000806", "9.000001.H19", "1.012345-Xoa", "12.123456789"])
def test_accepts_the_codes_of_the_national_list(code: str) -> None:
    assert Procedure(code=code, name="Tên").record_id == code


@pytest.mark.parametrize("code", ["", "1.1", "001193", "1.001193 ", "a.001193", "1.001193/2", "123.001193", "1.0011931234"])
def test_refuses_what_is_no_code(code: str) -> None:
    with pytest.raises(ValidationError, match="code"):
        Procedure(code=code, name="Tên")


@pytest.mark.parametrize(
    "broken", [{"name": " "}, {"name": "x" * 4_001}, {"url": "javascript:alert(1)"}, {"fee": 3}, {"levels": ["huyen"]}, {"successor": CODE}]
)
def test_a_record_that_breaks_a_rule_cannot_be_made(broken: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Procedure.model_validate({"code": CODE, "name": "Tên", **broken})


def test_a_record_cannot_be_changed() -> None:
    record = Procedure(code=CODE, name="Tên")
    with pytest.raises(ValidationError, match="frozen"):
        record.name = "Tên khác"  # type: ignore[misc]


def test_a_legal_reference_needs_a_number_or_a_title() -> None:
    assert LegalReference(number="123/2015/NĐ-CP").title == ""
    with pytest.raises(ValidationError, match="số hoặc tên văn bản"):
        LegalReference()


@pytest.mark.parametrize("broken", [{"originals": -1}, {"copies": 100}, {"name": ""}])
def test_a_paper_is_named_and_counted_in_whole_copies(broken: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RequiredDocument.model_validate({"name": "Tờ khai", **broken})


def test_nothing_costs_or_lasts_less_than_nothing() -> None:
    with pytest.raises(ValidationError):
        Fee(amount=-1)
    with pytest.raises(ValidationError):
        TimeLimit(amount=-1)


def test_zero_without_a_word_may_be_free_or_set_by_the_province() -> None:
    assert Fee(amount=0).is_ambiguous
    assert not Fee(amount=0, note="miễn phí").is_ambiguous
    assert not Fee(note="theo quy định").is_ambiguous


@pytest.mark.parametrize(("amount", "is_doubtful"), [(None, False), (0, False), (1, True), (999, True), (1_000, False)])
def test_a_fee_of_a_few_dong_is_doubtful(amount: int | None, is_doubtful: bool) -> None:
    assert Fee(amount=amount).is_unit_doubtful is is_doubtful


def test_a_stamp_names_the_source_of_every_part_that_is_there_and_of_no_other() -> None:
    source = Source(origin=Origin.OFFICIAL, title="Quyết định 1")
    record = stamped(Procedure(code=CODE, name="Tên", steps="Nộp.", guide={Part.FEES: "Miễn."}), source)
    assert record.sources == {Part.STEPS: source}
    assert record.guide_sources == {Part.FEES: source}


def test_a_stamp_on_ways_of_submission_covers_time_limits_and_fees() -> None:
    way = Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=3),), fees=(Fee(amount=5_000),))
    record = stamped(Procedure(code=CODE, name="Tên", submissions=(way,)), Source(origin=Origin.FACTS))
    assert set(record.sources) == {Part.METHODS, Part.TIME_LIMIT, Part.FEES}


def test_a_list_that_gives_only_time_limits_takes_no_fee_away() -> None:
    facts = Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=3),), fees=(Fee(amount=5_000),))
    online = Submission(way=Way.ONLINE, fees=(Fee(amount=2_500),))
    listed = Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=1),), note="Tại quầy.")
    merged = overlay(
        stamped(Procedure(code=CODE, name="Tên", submissions=submissions), Source(origin=origin, title=origin.value))
        for origin, submissions in ((Origin.FACTS, (facts, online)), (Origin.OFFICIAL, (listed,)))
    )
    assert merged.submissions == (
        Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=1),), fees=(Fee(amount=5_000),), note="Tại quầy."),
        online,
    )
    origins = {part: source.origin for part, source in merged.sources.items()}
    assert origins == {Part.METHODS: Origin.OFFICIAL, Part.TIME_LIMIT: Origin.OFFICIAL, Part.FEES: Origin.FACTS}


def test_a_guide_keeps_the_order_of_its_writer_in_every_process() -> None:
    guide = {part: f"Về {part}." for part in sorted(Part, reverse=True)}
    card = stamped(Procedure(code=CODE, name="Tên", guide=guide), Source(origin=Origin.CARD))
    merged = overlay([layer(Origin.FACTS), card])
    assert list(merged.guide.items()) == list(guide.items())
    assert list(merged.guide_sources) == [part for part in guide if part in card.guide_sources]


def test_a_single_layer_stays_as_it_is() -> None:
    record = layer(Origin.CARD)
    assert overlay([record]) == record


@pytest.mark.parametrize("part", sorted(PART_FIELDS))
@pytest.mark.parametrize("order", list(itertools.permutations(_ORIGINS)))
def test_each_part_comes_from_the_strongest_layer_that_has_it(part: Part, order: tuple[Origin, ...]) -> None:
    everything = [layer(origin) for origin in order]
    assert holder(overlay(everything), part) == Origin.OFFICIAL
    assert overlay(everything).sources[part].origin is Origin.OFFICIAL
    without_official = [record for record in everything if record.name != Origin.OFFICIAL.value]
    assert holder(overlay(without_official), part) == Origin.CARD
    only_facts_have_it = [
        layer(origin, frozenset({part}) if origin is Origin.FACTS else frozenset(PART_FIELDS) - {part}) for origin in order
    ]
    assert holder(overlay(only_facts_have_it), part) == Origin.FACTS
    assert overlay(only_facts_have_it).sources[part].origin is Origin.FACTS


_parts = st.frozensets(st.sampled_from(sorted(PART_FIELDS)), min_size=1)


@given(_parts, _parts, _parts, st.permutations(range(3)))
def test_no_layer_erases_another(official: frozenset[Part], card: frozenset[Part], facts: frozenset[Part], order: list[int]) -> None:
    held = dict(zip(_ORIGINS, (official, card, facts), strict=True))
    layers = [layer(origin, parts) for origin, parts in held.items()]
    merged = overlay(layers[place] for place in order)
    for part in PART_FIELDS:
        owner = next((origin for origin in _ORIGINS if part in held[origin]), None)
        assert holder(merged, part) == (owner or "")
        assert (merged.sources[part].origin if owner else None) == owner
    assert merged.official_parts() == official | card | facts


def test_the_plain_words_guide_of_a_card_stands_beside_the_official_text() -> None:
    card = layer(Origin.CARD, frozenset(), guide={Part.STEPS: "Ra xã nộp.", Part.SUMMARY: "Tóm lại."})
    merged = overlay([card, layer(Origin.OFFICIAL, frozenset({Part.STEPS}))])
    assert merged.guide == {Part.STEPS: "Ra xã nộp.", Part.SUMMARY: "Tóm lại."}
    assert merged.steps == Origin.OFFICIAL.value
    assert merged.sources[Part.STEPS].origin is Origin.OFFICIAL
    assert merged.guide_sources[Part.SUMMARY].origin is Origin.CARD


def test_of_two_cards_the_later_folder_speaks_and_its_source_is_named() -> None:
    cards = [
        stamped(Procedure(code=CODE, name=name, guide={Part.FEES: name}), Source(origin=Origin.CARD, title=name))
        for name in ("trước", "sau")
    ]
    merged = overlay(cards)
    assert merged.name == merged.guide[Part.FEES] == merged.guide_sources[Part.FEES].title == "sau"


def test_a_name_that_one_layer_lacks_comes_from_another() -> None:
    strong = layer(Origin.OFFICIAL, frozenset())
    weak = layer(
        Origin.FACTS, field="Hộ tịch", levels=(Level.COMMUNE,), publisher="Bộ Thử", url="https://example.org", as_of=date(2026, 3, 1)
    )
    merged = overlay([strong, weak])
    assert (merged.name, merged.field, merged.levels) == ("ho_so_chinh_thuc", "Hộ tịch", (Level.COMMUNE,))
    assert (merged.publisher, merged.url, merged.as_of) == ("Bộ Thử", "https://example.org", date(2026, 3, 1))


def test_a_procedure_repealed_in_any_layer_is_repealed_with_its_successor() -> None:
    repealed = layer(Origin.FACTS, status=Status.REPEALED, successor="9.000002")
    merged = overlay([layer(Origin.OFFICIAL), repealed])
    assert (merged.status, merged.successor) == (Status.REPEALED, "9.000002")


def test_related_procedures_of_all_layers_are_kept_once() -> None:
    merged = overlay([layer(Origin.FACTS, related=("9.000003", "9.000002")), layer(Origin.CARD, related=("9.000002",))])
    assert merged.related == ("9.000002", "9.000003")
