"""The page of a petition that is over: its answer corrected there, who has it and where it went told as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.people.staff import Role
from bot.petitions.rules.petition import PetitionFile, PetitionState
from bot.petitions.rules.transitions import Transition
from indexer.ranking.search import Index
from tests.office import WORDS, Browser, TestOffice
from tests.presence import found
from tests.support import databases

C = WORDS.console
WRONG, RIGHT = "Đã sửa ngày 2/11.", "Đã sửa ngày 12/11."


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    """One unit that signs what leaves it: admin 1, leader 2, officer 3."""
    office = TestOffice(engine, small_index, tmp_path / "files")
    unit = office.unit("UBND xã Ví Dụ", needs_approval=True, is_coordinator=True)
    for name, role in (("Nguyễn Thị Quản", Role.ADMIN), ("Phạm Văn Lãnh", Role.LEADER), ("Lê Thị Cán", Role.OFFICER)):
        office.person(name, role, unit)
    return office


def browser(office: TestOffice, number: int) -> Browser:
    person = office.book.get(number)
    assert person
    return office.log_in(person)


def drafted(office: TestOffice, text: str = WRONG) -> PetitionFile:
    officer = office.book.get(3)
    assert officer
    filed = office.petition()
    office.done(office.desk.claim, officer, filed.petition.id)
    office.done(office.desk.draft, officer, filed.petition.id, text)
    return filed


def state(office: TestOffice, filed: PetitionFile) -> PetitionFile:
    found = office.petitions.get(filed.petition.id)
    assert found
    return found


def test_a_leader_signs_and_sends_with_one_press(office: TestOffice) -> None:
    filed, leader = drafted(office), browser(office, 2)
    page = f"/kien-nghi/{filed.petition.id}"
    assert C.petition.sign_and_send in leader.text(page)
    assert leader.post(f"{page}/send", text=RIGHT).headers["location"].endswith("said=sent")
    petition = state(office, filed).petition
    assert (petition.state, petition.answer) == (PetitionState.ANSWERED, RIGHT)


def test_an_officer_signs_nothing_with_that_press(office: TestOffice) -> None:
    filed, officer = drafted(office), browser(office, 3)
    assert officer.post(f"/kien-nghi/{filed.petition.id}/send", text=RIGHT).status_code == 409
    assert state(office, filed).petition.state is PetitionState.DRAFTED


def test_who_only_signs_is_told_that_nothing_was_sent(office: TestOffice) -> None:
    filed, leader = drafted(office), browser(office, 2)
    signed = leader.post(f"/kien-nghi/{filed.petition.id}/approve", text=WRONG)
    assert "CHƯA gửi" in leader.client.get(signed.headers["location"]).text


def test_a_sent_answer_is_corrected_on_its_page(office: TestOffice) -> None:
    filed, leader, officer = drafted(office), browser(office, 2), browser(office, 3)
    page = f"/kien-nghi/{filed.petition.id}"
    leader.post(f"{page}/send", text=WRONG)
    shown = officer.text(page)
    assert f'action="/quan-tri{page}/revise"' in shown, "she proposes"
    assert f'action="/quan-tri{page}/correct"' not in shown
    assert shown.count(f">{WRONG}</textarea>") >= 1, "begins with what was sent"
    assert officer.post(f"{page}/correct", text=RIGHT).status_code == 409
    assert officer.post(f"{page}/revise", text=WRONG).status_code == 409, "the same words"
    assert officer.post(f"{page}/revise", text=RIGHT).headers["location"].endswith(("said=revised", "said=revised_untold"))
    waiting = leader.text(page)
    assert C.petition.revision in waiting
    assert f">{RIGHT}</textarea>" in waiting
    assert leader.post(f"{page}/correct", text="").status_code == 409, "an empty box sends nothing"
    assert leader.post(f"{page}/correct", text=RIGHT).headers["location"].endswith("said=corrected")
    after = leader.text(page)
    assert C.petition.revision not in after
    assert C.moves["correct"] in after  # type: ignore[index]
    assert WRONG in after, "the first stays in the time line"


def test_what_was_typed_and_refused_stands_again_in_the_correction(office: TestOffice) -> None:
    filed, leader = drafted(office), browser(office, 2)
    page = f"/kien-nghi/{filed.petition.id}"
    leader.post(f"{page}/send", text=WRONG)
    refused = leader.post(f"{page}/correct", text=RIGHT, version=1)
    assert refused.status_code == 409
    assert f">{RIGHT}</textarea>" in refused.text


def test_a_correction_that_hides_what_was_published_says_so(office: TestOffice) -> None:
    filed, leader = drafted(office), browser(office, 2)
    page = f"/kien-nghi/{filed.petition.id}"
    leader.post(f"{page}/send", text=WRONG)
    leader.post(f"{page}/publish", content="Đường hỏng", answer=WRONG)
    assert leader.post(f"{page}/correct", text=RIGHT).headers["location"].endswith("said=corrected_hidden")
    assert C.petition.was_public in leader.text(page)


def test_a_merged_petition_names_and_opens_the_one_that_is_answered(office: TestOffice) -> None:
    target, merged, admin = office.petition(), office.petition("Đường hỏng nặng trước cổng trường."), browser(office, 1)
    admin.post(f"/kien-nghi/{merged.petition.id}/merge", **office.merging(1, merged.petition.id, target.petition.code))
    shown = admin.text(f"/kien-nghi/{merged.petition.id}")
    assert f'<a href="/quan-tri/kien-nghi/{target.petition.id}">{target.petition.code}</a>' in shown
    assert f"<dt>{C.petition.due}</dt>" not in shown, "nothing is owed here"
    assert f"<dt>{C.petition.holder}</dt>" not in shown, "nobody is working on it"


def test_the_time_line_points_at_a_colleague_only_where_it_was_given_to_them(office: TestOffice) -> None:
    filed, leader = drafted(office), browser(office, 2)
    page = f"/kien-nghi/{filed.petition.id}"
    leader.post(f"{page}/send", text=WRONG)
    shown = leader.text(page)
    assert "→ Lê Thị Cán" not in shown, "the answer went to the citizen"
    other = office.petition("Cống tắc trước cổng chợ.")
    leader.post(f"/kien-nghi/{other.petition.id}/assign", officer=3)
    assert "→ Lê Thị Cán" in leader.text(f"/kien-nghi/{other.petition.id}")


@pytest.mark.parametrize(
    ("move", "said", "ends"), [("propose_ask", "asked", PetitionState.WAITING), ("propose_reject", "done", PetitionState.REJECTED)]
)
def test_an_officer_proposes_on_the_page_and_the_leader_lets_it_out_there(
    office: TestOffice, move: str, said: str, ends: PetitionState
) -> None:
    filed, officer, leader = office.petition(), browser(office, 3), browser(office, 2)
    page = f"/kien-nghi/{filed.petition.id}"
    officer.post(f"{page}/claim")
    assert f"{page}/{move}" in officer.text(page)
    assert f'{page}/{move.removeprefix("propose_")}"' not in officer.text(page), "what would be refused is not offered"
    officer.post(f"{page}/{move}", text="Đèn ở cột số mấy?")
    shown = leader.text(page)
    assert "Đèn ở cột số mấy?" in shown
    assert C.petition.approvals[move.removeprefix("propose_")] in shown
    assert C.petition.sign_and_send not in shown, "it is no answer"
    assert leader.post(f"{page}/approve", text="Đèn ở cột số 7 hay số 8?").headers["location"].endswith(f"said={said}")
    assert state(office, filed).petition.state is ends
    assert state(office, filed).events[-1].why == "Đèn ở cột số 7 hay số 8?"


def test_what_is_given_back_stands_again_in_the_tab_it_came_from(office: TestOffice) -> None:
    filed, officer, leader = office.petition(), browser(office, 3), browser(office, 2)
    page = f"/kien-nghi/{filed.petition.id}"
    officer.post(f"{page}/claim")
    officer.post(f"{page}/propose_ask", text="Đèn ở cột số mấy?")
    leader.post(f"{page}/return", text="Hỏi cả giờ hỏng")
    shown = officer.text(page)
    tab = shown[shown.index('data-tab="propose_ask"') :].partition("</section>")[0]
    assert 'id="soan-propose_ask" checked' in shown
    answer = shown[shown.index('data-tab="answer"') :].partition("</section>")[0]
    assert "Đèn ở cột số mấy?" in tab
    assert "Đèn ở cột số mấy?" not in answer, "a question is not offered as the answer"


def test_how_the_senders_of_merged_ones_will_read_it_stands_on_the_page_before_it_goes(office: TestOffice) -> None:
    leader = browser(office, 2)
    stays, goes = office.petition(), office.petition()
    number = stays.petition.id
    leader.post(f"/kien-nghi/{goes.petition.id}/merge", **office.merging(2, goes.petition.id, stays.petition.code))
    leader.post(f"/kien-nghi/{number}/claim")
    words = "Đã gọi ông Trần Văn Bình, số 0987 654 321."
    refused = leader.post(f"/kien-nghi/{number}/answer", text=words)
    assert refused.status_code == 409
    assert C.petition.shared in refused.text
    mark = re.search(r'name="shared" value="([0-9a-f]+)"', refused.text)
    assert mark
    assert leader.post(f"/kien-nghi/{number}/answer", text=words, shared=mark[1]).status_code == 303
    told = state(office, goes).petition.answer
    assert "0987" not in told
    assert html.escape(told) in refused.text, "word for word what stood there"


def test_a_label_says_what_will_happen_and_to_whom_words_are_passed_up(office: TestOffice) -> None:
    """Who may sign, passes up to nobody where nobody's signature is wanted, and to another leader where a leader's is."""
    hall = found(office.book.get(2)).unit
    for needs, expected in ((False, None), (True, C.petition.submit_other)):
        office.book.change_unit(replace(found(office.book.unit(hall)), needs_approval=needs), "cli", office.clock.at)
        petition = office.petition().petition
        office.done(office.desk.claim, found(office.book.get(2)), petition.id)
        page = browser(office, 2).text(f"/kien-nghi/{petition.id}")
        assert C.petition.submit not in page, needs
        assert (C.petition.submit_other in page) is bool(expected), needs
        assert f">{C.moves[Transition.ANSWER]}</button>" in page
        mine = office.petition("Đường hỏng nặng trước cổng trường.").petition
        office.done(office.desk.claim, found(office.book.get(3)), mine.id)
        assert C.petition.submit in browser(office, 3).text(f"/kien-nghi/{mine.id}"), "an officer may ask a leader to look"
