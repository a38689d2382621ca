"""What a petition is about in everyday words: proposed by what was written, changed by officers with a trail, counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.messages import ChatId
from bot.people.staff import Role, Staff
from bot.petitions.rules import deadlines
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import Naming, NewPetition, PetitionFile, PetitionKind
from bot.petitions.rules.texts.topics import topic_of, topics
from bot.petitions.rules.transitions import Transition
from indexer.ranking.search import Index
from tests.office import WORDS, TestOffice
from tests.petitions import SENDER
from tests.presence import found

C, NAMES = WORDS.console, WORDS.petitions.topics


@pytest.fixture
def office(engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    return TestOffice(engine, small_index, tmp_path)


@pytest.fixture
def leader(office: TestOffice) -> Staff:
    return office.person("Hồ Thị Trưởng", Role.LEADER, office.unit("UBND xã An", is_coordinator=True))


def test_every_topic_has_a_name_and_no_other() -> None:
    assert set(NAMES) == set(topics())
    assert len(set(NAMES.values())) == len(NAMES)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Cột đèn đầu thôn An cháy bóng đã ba tuần, tối đi học rất nguy hiểm", "den_duong"),
        ("Rác ở chợ xã không có người gom, mùi hôi cả khu dân cư", "rac"),
        ("cong nghet, he mua la ngap duong", "cong_ngap"),
        ("Nhà hàng xóm hát karaoke ồn ào tới nửa đêm", "tieng_on"),
        ("Quy định nộp bản sao sổ hộ khẩu không còn phù hợp", ""),
        ("", ""),
    ],
)
def test_the_words_propose_a_topic(text: str, topic: str) -> None:
    assert topic_of(text) == topic


def test_it_is_shown_changed_and_counted(office: TestOffice, leader: Staff) -> None:
    lamp, other = (office.petition(text).petition for text in ("Cột đèn đầu thôn tắt đã ba tuần", "Xã giải quyết việc của tôi chậm quá"))
    assert (lamp.topic, other.topic) == ("den_duong", "")
    browser = office.log_in(leader)
    assert NAMES["den_duong"] in browser.text("/")
    assert f"<dd>{NAMES['den_duong']}</dd>" in browser.text(f"/kien-nghi/{lamp.id}")
    assert f"<dd>{C.figures.no_topic}</dd>" in browser.text(f"/kien-nghi/{other.id}")
    assert browser.post(f"/kien-nghi/{other.id}/sort", topic="rac", version=other.version).status_code == 303
    file = found(office.petitions.get(other.id))
    assert file.petition.topic == "rac"
    trail = file.events[-1]
    assert (trail.move, trail.who, trail.why, trail.is_public) == (Transition.SORT, leader.actor, NAMES["rac"], False)
    counts = office.desk.counts(leader, office.clock.at.replace(year=2020), office.clock.at)
    assert counts.by_topic == {"den_duong": 1, "rac": 1}
    shown = browser.text("/tong-quan")
    assert C.figures.by_topic in shown
    assert NAMES["rac"] in shown
    assert NAMES["rac"] in browser.get("/kien-nghi.csv").text


def test_a_topic_that_there_is_not_is_none(office: TestOffice, leader: Staff) -> None:
    petition = office.petition().petition
    assert office.desk.sort(leader, petition.id, "khong_co", office.clock.at) == NotDone(RefusalReason.UNKNOWN)
    office.done(office.desk.sort, leader, petition.id, "dien")
    office.done(office.desk.sort, leader, petition.id, "")
    assert found(office.petitions.get(petition.id)).petition.topic == ""


def test_its_sender_reads_what_the_office_set(office: TestOffice, leader: Staff) -> None:
    told, asked = "Cột đèn đầu thôn tắt đã ba tuần", ChatId("web", "an")
    filed = office.intake.file(NewPetition(PetitionKind.OTHER, told, Naming.HIDDEN, SENDER), asked, office.clock.at)
    assert isinstance(filed, PetitionFile)
    mine = filed.petition
    assert (mine.kind, mine.topic) == (PetitionKind.OTHER, "den_duong")

    def status() -> str:
        sight = found(office.intake.sight(mine.id, asked))
        return office.intake.presenter().status(office.intake.clock(), sight, office.clock.at)

    assert NAMES["den_duong"] in status()
    assert WORDS.petitions.kinds[PetitionKind.OTHER] not in status()
    assert office.log_in(leader).post(f"/kien-nghi/{mine.id}/sort", topic="rac", version=mine.version).status_code == 303
    assert NAMES["rac"] in status()


def test_the_kind_is_changed_and_the_deadline_with_it(office: TestOffice, leader: Staff) -> None:
    office.office.set_limit(office.person("Quản trị", Role.ADMIN, office.unit("Văn phòng")), PetitionKind.REGULATION, 20, office.clock.at)
    made, browser = office.petition("Quy định nộp bản sao sổ hộ khẩu không còn phù hợp").petition, office.log_in(leader)
    assert C.moves[Transition.RECLASSIFY] in browser.text(f"/kien-nghi/{made.id}")
    office.later(hours=1)
    assert browser.post(f"/kien-nghi/{made.id}/reclassify", kind="quy_dinh", version=made.version).status_code == 303
    file = found(office.petitions.get(made.id))
    assert (file.petition.kind, file.petition.days, file.petition.received) == (PetitionKind.REGULATION, 20, made.received)
    assert file.petition.due == deadlines.due(office.office.workdays(), made.received, 20)
    line = file.events[-1]
    assert (line.move, line.who, line.is_public) == (Transition.RECLASSIFY, leader.actor, True)
    assert office.views.date(file.petition.due) in line.why
    again = browser.post(f"/kien-nghi/{made.id}/reclassify", kind="quy_dinh", version=file.petition.version)
    assert C.refusals[RefusalReason.UNCHANGED] in again.text
    assert browser.post(f"/kien-nghi/{made.id}/reclassify", kind="x' OR 1=1", version=file.petition.version).status_code != 303


def test_what_is_about_conduct_a_leader_files_so(office: TestOffice, leader: Staff) -> None:
    made = office.petition("Tôi bị nói nặng lời lúc nộp hồ sơ").petition
    officer = office.person("Lê Thị Cúc", Role.OFFICER, found(office.book.unit(leader.unit)))
    refused = office.desk.reclassify(officer, made.id, PetitionKind.BEHAVIOUR, office.clock.at)
    assert isinstance(refused, NotDone)
    assert refused.why is RefusalReason.NOT_YOURS
    assert isinstance(office.desk.reclassify(leader, made.id, PetitionKind.BEHAVIOUR, office.clock.at), Done)
    hidden = office.desk.reclassify(officer, made.id, PetitionKind.OTHER, office.clock.at)
    assert isinstance(hidden, NotDone)
    assert hidden.why is RefusalReason.UNKNOWN, "who may not read it any more learns nothing"
