"""knowledge.checks.checking: faults that only the whole library shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.checks.checking import check
from knowledge.cues.speakers import SpeakerCues
from knowledge.cues.vocabulary import Intent, Term
from knowledge.loading.library import Library
from knowledge.records.applicant_class import ApplicantClass
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan, Task
from knowledge.records.post import Duty, Post
from knowledge.records.procedure import Procedure
from knowledge.records.units import Province, Units

GOOD = Library(
    procedures={
        "9.000001": Procedure(code="9.000001", name="Một"),
        "9.000002": Procedure(code="9.000002", name="Hai", related=("9.000001",)),
    },
    faq={"f-1": FaqEntry(record_id="f-1", question="Hỏi?", answer="Đáp", source="a", codes=("9.000001",))},
    terms=(Term(everyday="cún", official="chó"),),
    aliases={"9.000001": ("một", "hai", "ba"), "9.000002": ("bốn", "năm", "sáu")},
    units=Units(provinces=(Province(name="A", kind="tỉnh"), Province(name="B", kind="thành phố"))),
)


def told(library: Library) -> list[str]:
    return [str(fault) for fault in check(library)]


def test_finds_nothing_wrong_with_a_good_library(small_library: Library) -> None:
    assert told(GOOD) == []
    assert told(small_library) == []
    assert told(Library()) == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (replace(GOOD, aliases={**GOOD.aliases, "9.000009": ("x", "y", "z")}), "aliases: 9.000009: mã 9.000009 không có trong thư viện"),
        (
            replace(GOOD, faq={"f-1": GOOD.faq["f-1"].model_copy(update={"codes": ("9.000009",)})}),
            "faq: f-1: mã 9.000009 không có trong thư viện",
        ),
        (
            replace(GOOD, procedures={**GOOD.procedures, "9.000003": Procedure(code="9.000003", name="Ba", related=("9.000009",))}),
            "procedures: 9.000003: mã 9.000009 không có trong thư viện",
        ),
        (
            replace(GOOD, procedures={**GOOD.procedures, "9.000003": Procedure(code="9.000003", name="Ba", successor="9.000009")}),
            "procedures: 9.000003: mã 9.000009 không có trong thư viện",
        ),
        (replace(GOOD, aliases={"9.000001": ("một", "hai")}), "aliases: 9.000001: cần ít nhất 3 cách gọi"),
        (
            replace(GOOD, aliases={**GOOD.aliases, "9.000002": ("bốn", "năm", "Một")}),
            "aliases: “Một” vừa chỉ 9.000001 vừa chỉ 9.000002",
        ),
        (replace(GOOD, terms=(Term(everyday="Chó", official="chó"),)), "terms.tsv: “Chó” được giải nghĩa bằng chính nó"),
        (
            replace(GOOD, intents=(Intent(name="chao", cues=("chào", "alo", "chào"), reply="Chào."),)),
            "intents.yaml: chao: “chào” ghi 2 lần",
        ),
        (replace(GOOD, units=Units(provinces=(Province(name="A", kind="huyện"),))), "units.yaml: A: loại phải là tỉnh hoặc thành phố"),
    ],
)
def test_tells_what_is_wrong(wrong: Library, fault: str) -> None:
    assert told(wrong) == [fault]


CLOSED = replace(
    GOOD,
    procedures={
        **GOOD.procedures,
        "9.000002": Procedure(code="9.000002", name="Khóa thẻ (cấp xã)", applicant_class=ApplicantClass.AUTHORITY),
    },
    speakers=SpeakerCues(people=("tôi",), bodies=("cơ quan tôi",)),
)


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        (CLOSED, []),
        (
            replace(CLOSED, aliases={**GOOD.aliases, "9.000002": ("bốn", "nhờ khóa thẻ của tôi", "cơ quan tôi xin khóa thẻ")}),
            ["aliases: 9.000002: “nhờ khóa thẻ của tôi” là lời người dân, thủ tục này chỉ cơ quan dùng"],
        ),
        (replace(CLOSED, aliases={**GOOD.aliases, "9.000001": ("một", "hai", "giúp tôi")}), []),
        (
            replace(CLOSED, terms=(Term(everyday="đóng thẻ", official="Khóa thẻ"),)),
            ["terms.tsv: “đóng thẻ” được giải nghĩa bằng tên thủ tục chỉ cơ quan dùng"],
        ),
        (replace(CLOSED, terms=(Term(everyday="đóng thẻ", official="thẻ"),)), []),
    ],
)
def test_the_words_of_a_person_lead_to_nothing_that_only_authorities_use(wrong: Library, faults: list[str]) -> None:
    assert told(wrong) == faults


def test_tells_everything_in_one_order() -> None:
    wrong = replace(GOOD, procedures={}, aliases={"9.000009": ("x",), "9.000008": ("x",)})
    faults = check(wrong)
    assert faults == sorted(faults)
    assert len(faults) == 6


def test_a_post_names_a_plan_and_a_task_that_are_there() -> None:
    plan = Plan(record_id="ke-hoach", title="Kế hoạch", tasks=(Task(content="Viết bài.", section="II", no="1.a"),))
    post = Post(record_id="thang-3", month=3, title="Tên", summary="Tóm", body="Chữ.")

    def of(plan_id: str, task: str) -> list[str]:
        duty = Duty(plan=plan_id, task=task)
        return told(replace(GOOD, plans={"ke-hoach": plan}, posts={"thang-3": post.model_copy(update={"duties": (duty,)})}))

    assert of("ke-hoach", "II.1.a") == []
    assert of("ke-hoach", "II.2") == ["posts: thang-3: kế hoạch ke-hoach không có việc II.2"]
    assert of("khong-co", "II.1.a") == ["posts: thang-3: không có kế hoạch khong-co"]
