"""What became of procedures between two publications: pure, and never said of what only we write or read otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.building.build import build
from indexer.storage.published import published_in
from knowledge.facts import fact_sheet
from knowledge.loading.library import load
from knowledge.publications.changes import SAME_LIBRARY, Change, ChangeKind, State, compared, is_another, state_of, to_keep
from knowledge.records.procedure import (
    Fee,
    LegalReference,
    Origin,
    Part,
    Procedure,
    RequiredDocument,
    Source,
    Status,
    Submission,
    TimeLimit,
    TimeUnit,
    Way,
    stamped,
)
from tests import library
from tests.library import put

SUMMER, AUTUMN = date(2026, 7, 31), date(2026, 10, 31)
BIRTH, DEATH, PET = "9.000101", "9.000102", "9.000103"


def procedure(code: str = BIRTH, /, **more: object) -> Procedure:
    told: dict[str, object] = {
        "code": code,
        "name": f"Thủ tục {code}",
        "field": "Hộ tịch",
        "decision": "1/QĐ-THU",
        "agency": "Ủy ban nhân dân cấp xã",
        "submissions": (Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=5, unit=TimeUnit.DAY),), fees=(Fee(amount=20_000),)),),
        "documents": (RequiredDocument(name="Tờ khai", originals=1),),
        "legal_basis": (LegalReference(number="11/2099/NĐ-CP"),),
    }
    return Procedure.model_validate(told | more)


def printed(record: Procedure, day: date = SUMMER, origin: Origin = Origin.FACTS) -> State:
    dated = record.model_copy(update={"as_of": day})
    return state_of(stamped(dated, Source(origin=origin, title=record.decision, as_of=day)))


def states(*found: State) -> dict[str, State]:
    return {state.code: state for state in found}


def told(*changes: Change) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.code) for change in changes]


OTHERS = [printed(procedure(code)) for code in (DEATH, PET)]
BEFORE = states(printed(procedure()), *OTHERS)


def after(state: State | None) -> dict[str, State]:
    return states(*([state] if state else []), *(other.model_copy(update={"as_of": AUTUMN}) for other in OTHERS))


def test_the_first_look_tells_of_nothing() -> None:
    assert compared({}, BEFORE) == ()
    assert to_keep({}, BEFORE) == BEFORE


def test_a_changed_procedure_names_the_parts_that_say_another_thing() -> None:
    dearer = (Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=5, unit=TimeUnit.DAY),), fees=(Fee(amount=50_000),)),)
    (change,) = compared(BEFORE, after(printed(procedure(submissions=dearer, decision="2/QĐ-THU"), AUTUMN)))
    assert (change.kind, change.code, change.parts, change.decision) == (ChangeKind.CHANGED, BIRTH, (Part.FEES,), "2/QĐ-THU")


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("agency", "Sở Tư pháp", Part.AGENCY),
        ("documents", (RequiredDocument(name="Tờ khai", originals=2),), Part.DOCUMENTS),
        ("documents", (), Part.DOCUMENTS),
        ("applicants", ("Tổ chức",), Part.APPLICANTS),
        ("result", ("Giấy khai sinh",), Part.RESULT),
        ("legal_basis", (LegalReference(number="12/2099/NĐ-CP"),), Part.LEGAL_BASIS),
        (
            "submissions",
            (Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=3, unit=TimeUnit.DAY),), fees=(Fee(amount=20_000),)),),
            Part.TIME_LIMIT,
        ),
    ],
)
def test_each_part_is_told_by_itself(field: str, value: object, part: Part) -> None:
    (change,) = compared(BEFORE, after(printed(procedure(**{field: value}), AUTUMN)))
    assert change.parts == (part,)


def test_the_same_words_in_other_spaces_and_capitals_are_no_change() -> None:
    assert compared(BEFORE, after(printed(procedure(agency="ủy ban  nhân dân CẤP XÃ"), AUTUMN))) == ()


def test_a_new_name_is_told_with_the_old_one() -> None:
    (change,) = compared(BEFORE, after(printed(procedure(name="Đăng ký khai sinh"), AUTUMN)))
    assert (change.name, change.was_named, change.parts) == ("Đăng ký khai sinh", f"Thủ tục {BIRTH}", ())


def test_what_was_not_there_is_new_and_what_is_over_from_the_first_is_not() -> None:
    fresh, over = printed(procedure("9.000104"), AUTUMN), printed(procedure("9.000105", status=Status.REPEALED), AUTUMN)
    assert told(*compared(BEFORE, {**after(BEFORE[BIRTH]), **states(fresh, over)})) == [(ChangeKind.NEW, "9.000104")]


def test_repealed_replaced_and_no_longer_listed_are_three_things() -> None:
    assert told(*compared(BEFORE, after(printed(procedure(status=Status.REPEALED), AUTUMN)))) == [(ChangeKind.REPEALED, BIRTH)]
    (replaced,) = compared(BEFORE, after(printed(procedure(successor=PET), AUTUMN)))
    assert (replaced.kind, replaced.successor) == (ChangeKind.REPLACED, PET)
    assert told(*compared(BEFORE, after(None))) == [(ChangeKind.GONE, BIRTH)]


def test_what_is_missing_in_an_older_or_equal_publication_is_not_gone() -> None:
    without = {code: state for code, state in BEFORE.items() if code != BIRTH}
    assert compared(BEFORE, without) == ()
    assert BIRTH in to_keep(BEFORE, without)


def test_what_is_read_better_from_the_same_publication_is_no_change() -> None:
    better = {**BEFORE, BIRTH: printed(procedure(agency="Ủy ban nhân dân cấp xã nơi cư trú"))}
    assert compared(BEFORE, better) == ()
    assert to_keep(BEFORE, better) == better


def test_a_publication_read_in_full_after_its_fact_sheet_is_no_change() -> None:
    full = printed(procedure(steps="Bước 1: nộp.", conditions="Đủ tuổi", forms=("Mẫu 1",)), AUTUMN, Origin.OFFICIAL)
    assert compared(BEFORE, {**BEFORE, BIRTH: full}) == ()


def test_steps_are_compared_between_two_publications_in_full() -> None:
    full = {**BEFORE, BIRTH: printed(procedure(steps="Bước 1: nộp."), SUMMER, Origin.OFFICIAL)}
    (change,) = compared(full, {**full, BIRTH: printed(procedure(steps="Bước 1: gửi."), AUTUMN, Origin.OFFICIAL)})
    assert change.parts == (Part.STEPS,)


def test_an_older_publication_takes_nothing_back_and_is_told_of_once() -> None:
    newer = after(printed(procedure(agency="Sở Tư pháp"), AUTUMN))
    kept = to_keep(BEFORE, newer)
    assert compared(kept, BEFORE) == ()
    again = to_keep(kept, BEFORE)
    assert again == kept
    assert compared(again, newer) == ()


def test_who_forgets_that_a_procedure_is_over_does_not_tell_of_it_twice() -> None:
    over = {**BEFORE, BIRTH: printed(procedure(successor=PET))}
    assert told(*compared(BEFORE, over)) == [(ChangeKind.REPLACED, BIRTH)]
    kept = to_keep(over, BEFORE)
    assert compared(kept, over) == ()


def test_another_library_in_its_place_is_no_change_of_every_procedure() -> None:
    many = states(*(printed(procedure(f"9.0002{number:02}")) for number in range(20)))
    few = dict(list(many.items())[: int(20 * SAME_LIBRARY) - 1])
    assert is_another(many, few)
    assert not is_another(many, dict(list(many.items())[: int(20 * SAME_LIBRARY)]))
    assert compared(many, {code: state.model_copy(update={"as_of": AUTUMN}) for code, state in few.items()}) == ()
    assert to_keep(many, few) == few


def test_the_index_keeps_what_was_published_and_not_what_we_wrote_about_it(tmp_path: Path) -> None:
    folder = library.write(tmp_path / "library")
    build([folder], tmp_path / "one", None, lambda *_: None)
    before = published_in(tmp_path / "one")
    guide = folder / "procedures" / "nuoi-cho.md"
    guide.write_text(guide.read_text(encoding="utf-8").replace("- Tờ khai", "- Đơn khai"), encoding="utf-8")
    put(folder, "README.md", "")
    build([folder], tmp_path / "one", None, lambda *_: None)
    assert published_in(tmp_path / "one") == before
    facts = [each.model_copy(update={"agency": "Sở Chó mèo"}) if each.code == library.DOG else each for each in library.facts()]
    fact_sheet.write(facts, folder / "national" / "facts.jsonl.gz", AUTUMN)
    build([folder], tmp_path / "one", [library.TREE], lambda *_: None)
    (change,) = compared(before, published_in(tmp_path / "one"))
    assert (change.code, change.parts, change.is_served) == (library.DOG, (Part.AGENCY,), False)


def test_a_successor_that_the_content_names_is_part_of_the_state(tmp_path: Path) -> None:
    folder = library.write(tmp_path / "library")
    put(folder, "successions.tsv", f"old\tnew\twhy\n{library.TREE_AGAIN}\t{library.TREE}\tluật mới\n")
    state = state_of(load([folder]).published[library.TREE_AGAIN])
    assert (state.is_over, state.successor) == (True, library.TREE)
