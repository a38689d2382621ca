"""The library that ships: complete, consistent, and as large as we say it is."""

from __future__ import annotations

from indexer.passages import of_procedure
from knowledge.checks.checking import check
from knowledge.loading.library import Library
from knowledge.records.procedure import Level, Origin, Part
from knowledge.records.task_time import parsed

FEWEST_PHRASES = 6


def test_it_loads_without_faults_and_nothing_in_it_contradicts(starter: Library) -> None:
    assert [str(fault) for fault in check(starter)] == []


def test_it_knows_every_procedure_of_the_country(starter: Library) -> None:
    assert sum(any(source.origin is Origin.FACTS for source in record.sources.values()) for record in starter.procedures.values()) >= 5_000
    assert len(starter.procedures) == 5_759


def test_the_procedures_people_need_most_have_a_card_in_plain_words(starter: Library) -> None:
    cards = [record for record in starter.procedures.values() if record.guide]
    assert len(cards) >= 60
    assert [record.code for record in cards if not {Part.SUMMARY, Part.DOCUMENTS, Part.STEPS} & set(record.guide)] == []


def test_there_are_answers_terms_and_plans(starter: Library) -> None:
    assert len(starter.faq) >= 60
    assert len(starter.terms) >= 400
    assert len(starter.plans) == 5
    assert len(starter.plans["nghe-an-2024"].tasks) == 15


def test_every_answer_names_its_source(starter: Library) -> None:
    assert [entry.record_id for entry in starter.faq.values() if not entry.source.strip()] == []


def test_every_task_of_a_plan_says_who_leads_and_when(starter: Library) -> None:
    tasks = [task for plan in starter.plans.values() for task in plan.tasks]
    assert [task.content for task in tasks if not task.lead and not task.when] == []
    assert all(set(parsed(task.when).months) <= set(range(1, 13)) for task in tasks)


def test_there_are_thirty_four_provinces_and_cities(starter: Library) -> None:
    provinces = starter.units.provinces
    assert len(provinces) == len({place.name for place in provinces}) == 34


def test_every_record_has_its_origin_and_its_day(starter: Library) -> None:
    assert [record.code for record in starter.procedures.values() if not record.sources] == []
    assert [record.code for record in starter.procedures.values() if record.as_of is None] == []


def test_citizens_phrases_cover_every_national_procedure_of_the_commune(starter: Library) -> None:
    national = [
        record
        for record in starter.procedures.values()
        if Level.COMMUNE in record.levels and record.publisher.lower().startswith("bộ ") and not of_procedure(record).place
    ]
    assert len(national) >= 700
    assert [(record.code, record.name) for record in national if len(starter.aliases.get(record.code, ())) < FEWEST_PHRASES] == []
