"""A right that is taken away between the page and the commit changes nothing: asked within the transaction, for everything that the staff do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaitingError
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import SQLModel
from starlette.requests import Request

from bot.announcements.rules.article import Article, body_of
from bot.announcements.rules.followers import Sending
from bot.answers.lessons.learned import LearnedKind, Lesson
from bot.console.auth import Authenticator
from bot.database.engine import read_session, write_session
from bot.frontdesk.desk import FrontDesk
from bot.people.rights import StandingLostError, acting, manages, may_still_manage
from bot.people.staff import Role, Staff
from bot.petitions.rules.outcome import Done
from bot.petitions.store.petitions import PetitionStore
from bot.plans.store import PlanBook
from indexer.ranking.search import Index
from knowledge.records.plan import Plan, Task
from knowledge.records.post import Post
from tests.integration.filing.test_petition_windows import filed, here, of_staff
from tests.office import WORDS, TestOffice
from tests.petitions import MONDAY, Office
from tests.petitions import office as small_office
from tests.presence import found
from tests.support import databases

PLAN = Plan(record_id="ke-hoach-thu", title="Kế hoạch thử", tasks=(Task(content="Đăng tin", lead=("Xã An",), when="hằng tháng"),))
POSTS = {"bai-01": Post(record_id="bai-01", month=12, title="Bài", summary="Tóm tắt.", body="Nội dung.")}
__all__ = ["here"]


@pytest.fixture
def office(tmp_path: Path, small_index: Index) -> Iterator[TestOffice]:
    engine = databases.sqlite_at(tmp_path / "rights.db")
    yield TestOffice(engine, small_index, tmp_path / "files", posts=POSTS, plans=[PLAN])
    engine.dispose()


class Scene:
    """An admin at work in an office of two units, and what lies before them."""

    def __init__(self, office: TestOffice) -> None:
        self.office = office
        self.hall, self.roads = office.unit("Xã An", is_coordinator=True), office.unit("Phòng Hạ tầng")
        self.chief = office.person("Sếp", Role.ADMIN, self.hall)
        self.other = office.person("Quản trị khác", Role.ADMIN, self.hall)
        self.officer = office.person("Hoa", Role.OFFICER, self.roads)
        self.one, self.two = office.petition("Đèn đường hỏng").petition.id, office.petition("Đèn đường lại hỏng")

    def given(self) -> int:
        desk, at = self.office.desk, self.office.clock.at
        assert isinstance(desk.assign(self.chief, self.one, self.officer.id, at), Done)
        return self.one

    def drafted(self) -> int:
        assert isinstance(self.office.desk.draft(self.officer, self.given(), "Sẽ sửa.", self.office.clock.at), Done)
        return self.one

    def article(self) -> int:
        article = Article(title="Họp xóm", summary="Mời bà con.", body=body_of("Tối mai."))
        return self.office.news.articles.add(article, self.officer.id, self.office.clock.at)

    def campaign(self) -> int:
        self.office.news.campaigning.propose(self.article(), Sending.to_everybody(), self.other, self.office.clock.at)
        return 1

    def task(self) -> int:
        at = self.office.clock.at
        return PlanBook(self.office.engine).add("ke-hoach-thu", 2026, "Việc", "tháng 12", self.hall.id, self.chief.id, at, at.date())


Made = tuple[str, dict[str, Any]]
KINDS: dict[str, Callable[[Scene], Made]] = {
    "claim": lambda scene: (f"/kien-nghi/{scene.one}/claim", {}),
    "assign": lambda scene: (f"/kien-nghi/{scene.one}/assign", {"officer": scene.officer.id}),
    "forward": lambda scene: (f"/kien-nghi/{scene.one}/forward", {"unit": scene.roads.id, "text": "đúng việc"}),
    "merge": lambda scene: (f"/kien-nghi/{scene.one}/merge", scene.office.merging(scene.chief.id, scene.one, scene.two.petition.code)),
    "note": lambda scene: (f"/kien-nghi/{scene.one}/note", {"text": "đã gọi"}),
    "answer": lambda scene: (f"/kien-nghi/{scene.given()}/answer", {"text": "Đã sửa."}),
    "approve": lambda scene: (f"/kien-nghi/{scene.drafted()}/approve", {"text": "Sẽ sửa."}),
    "taken down": lambda scene: (
        "/nhap-ho",
        {"via": "dien_thoai", "kind": "khac", "content": "Đường làng hỏng đã lâu ngày", "place": "Thôn An", "name": "Trần Văn Tám",
         "address": "Thôn An", "phone": "0912345678", "naming": "hidden", "agreed": "1", "consent": "1"},
    ),
    "template": lambda _: ("/mau-tra-loi", {"title": "Mẫu", "body": "Kính gửi"}),
    "day": lambda _: ("/lich/ngay", {"day": "2026-12-24", "what": "off", "note": "Nghỉ"}),
    "limits": lambda _: ("/lich/thoi-han", {"quy_dinh": 15, "hanh_vi": 10, "dich_vu_cong": 5, "khac": 3}),
    "plan followed": lambda _: ("/ke-hoach/theo-doi", {"plan": "ke-hoach-thu", "year": 2026}),
    "plan edited": lambda scene: (f"/ke-hoach/viec/{scene.task()}", {"content": "Việc khác", "timing": "tháng 12", "unit": scene.hall.id}),
    "campaign": lambda scene: (f"/tin-bai/{scene.article()}/gui", {}),
    "campaign dropped": lambda scene: (f"/dot-gui/{scene.campaign()}/drop", {"sure": "1"}),
    "article deleted": lambda scene: (f"/tin-bai/{scene.article()}/xoa", {"sure": "1"}),
    "month": lambda _: ("/lich-bai/202612/skip", {}),
    "round": lambda _: ("/dan-hoi", {"theme": "Chuyển đổi số ở xã ta"}),
    "unit": lambda _: ("/don-vi", {"name": "Đơn vị mới"}),
    "person": lambda scene: ("/nhan-su", {"name": "Người mới", "role": "officer", "unit": scene.hall.id}),
}  # fmt: skip


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Everything but staff, who is logged in, and the trail, which tells of what was changed about the staff."""
    not_compared = ("session", "login", "audit", "staff", "second", "notice")
    with read_session(engine) as session:
        tables = [table for table in SQLModel.metadata.sorted_tables if not any(part in table.name for part in not_compared)]
        return {table.name: sorted(map(tuple, session.execute(select(table))), key=repr) for table in tables}


def changed(before: dict[str, list[tuple[Any, ...]]], after: dict[str, list[tuple[Any, ...]]]) -> set[str]:
    return {name for name in before if before[name] != after[name]} | (set() if before.keys() == after.keys() else {"tables"})


WAYS: dict[str, Callable[[TestOffice, Staff], object]] = {
    "another role": lambda office, who: office.book.change(who.id, who.name, Role.OFFICER, who.unit, "cli", office.clock.at),
    "another unit": lambda office, who: office.book.change(who.id, who.name, who.role, who.unit + 1, "cli", office.clock.at),
    "gone": lambda office, who: office.book.revoke(who.id, "cli", office.clock.at),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_done_in_the_name_of_somebody_who_may_no_longer_is_not_done(
    office: TestOffice, monkeypatch: pytest.MonkeyPatch, kind: str, way: str
) -> None:
    scene = Scene(office)
    path, form = KINDS[kind](scene)
    staff = [(person.name, person.role, person.unit) for person in office.book.everyone()]
    browser, before = office.log_in(scene.chief), rows(office.engine)
    token, let_in = browser.token(), Authenticator._let_in

    def let_in_and_then_lost(door: Authenticator, request: Request, method: str, asked: str) -> Staff:
        who = let_in(door, request, method, asked)
        assert WAYS[way](office, who)
        return who

    with monkeypatch.context() as patched:
        patched.setattr(Authenticator, "_let_in", let_in_and_then_lost)
        answer = browser.client.post(f"/quan-tri{path}", data={"form": token, **form})
    assert answer.status_code == 403, answer.text
    assert changed(before, rows(office.engine)) == set()
    assert {person.name for person in office.book.everyone()} == {name for name, *_ in staff}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_tried_here_is_done_by_who_may(office: TestOffice, kind: str) -> None:
    """The other half: each form of KINDS changes something where nobody takes a right away."""
    scene = Scene(office)
    path, form = KINDS[kind](scene)
    people, before = len(office.book.everyone()), rows(office.engine)
    answer = office.log_in(scene.chief).post(path, **form)
    assert answer.status_code < 400, answer.text
    assert changed(before, rows(office.engine)) or len(office.book.everyone()) > people, answer.headers.get("location")


def test_a_lesson_is_taught_by_nobody_who_may_no_longer(office: TestOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through its two steps: the trial was seen while they still might."""
    scene, at = Scene(office), office.clock.at
    lesson = Lesson(LearnedKind.FAQ, "Hỏi gì mới", date(2027, 1, 1), "Trả lời.", "Sổ tay", "", ())
    for do in (
        lambda item: office.lessons.propose(scene.chief, lesson, at),
        lambda item: office.lessons.approve(scene.chief, item.id, at),
        lambda item: office.lessons.remove(scene.chief, item.id, at),
        lambda item: office.lessons.revise(scene.chief, item.id, lesson, at),
    ):
        waiting = found(office.lessons.propose(scene.officer, lesson, at))
        before = rows(office.engine)
        with acting(scene.chief):
            assert WAYS["another role"](office, scene.chief)
            with pytest.raises(StandingLostError):
                do(waiting)
        assert changed(before, rows(office.engine)) == set()
        assert office.book.change(scene.chief.id, scene.chief.name, Role.ADMIN, scene.chief.unit, "cli", at)


@pytest.mark.parametrize("way", ["another role", "gone"])
def test_nor_in_the_chat(here: tuple[Office, FrontDesk], monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    made, desk = here
    number, book, at = filed(here).petition.id, made.room.staff, MONDAY
    change = PetitionStore.change

    def lost_and_then_changed(store: PetitionStore, *told: Any) -> Any:
        with monkeypatch.context() as patched:
            patched.setattr(PetitionStore, "change", change)
            own = found(book.get(made.clerk.id))
            if own.is_active:
                done = book.revoke(own.id, "cli", at) if way == "gone" else book.change(own.id, own.name, Role.LEADER, own.unit, "cli", at)
                assert done
        return change(store, *told)

    monkeypatch.setattr(PetitionStore, "change", lost_and_then_changed)
    clerk = of_staff(here, made.clerk)
    assert clerk.act(f"w:claim:{number}") == WORDS.desk.standing_lost
    assert found(made.room.stores.petitions.get(number)).petition.officer is None
    assert desk


@pytest.mark.parametrize("way", ["revoke", "change"])
def test_whose_right_is_taken_away_waits_for_nobody_and_who_takes_it_waits_for_what_they_do(
    engine: Engine, tmp_path: Path, way: str
) -> None:
    """On both databases: while somebody's transaction is open nobody changes what they may; what begins after that is refused."""
    made = small_office(engine, tmp_path)
    book, hoa = made.room.staff, made.hoa

    def take() -> bool:
        if way == "revoke":
            return book.revoke(hoa.id, "cli", MONDAY)
        return book.change(hoa.id, hoa.name, Role.LEADER, hoa.unit, "cli", MONDAY)

    with ThreadPoolExecutor(1) as pool:
        with acting(hoa), write_session(engine):
            taking = pool.submit(take)
            with pytest.raises(StillWaitingError):
                taking.result(timeout=0.3)
        assert taking.result(timeout=30)
    with acting(hoa), pytest.raises(StandingLostError), write_session(engine):
        pass
    with write_session(engine):
        pass  # nobody's name, nobody's right


def test_a_leader_manages_their_own_and_no_admin_by_one_rule(engine: Engine, tmp_path: Path) -> None:
    """What the page offers (`manages`) and what the transaction asks (`may_still_manage`) are the same for everybody about everybody."""
    made = small_office(engine, tmp_path)
    people = made.room.staff.everyone()
    with read_session(engine) as session:
        for one in people:
            for other in people:
                assert may_still_manage(session, one.actor, other.id) is manages(one, other), (one.name, other.name)
    assert manages(made.leader, made.hoa)
    assert not manages(made.leader, made.clerk)
    assert not manages(made.hoa, made.lan)
