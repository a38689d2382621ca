"""The life of petitions on SQLite and PostgreSQL: every move with its line, its audit row and its letters, or nothing at all."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.messages import ChatId
from bot.people.staff import Staff, Unit
from bot.people.store import Chats
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.notices.letters import ASKED
from bot.petitions.rules import code, deadlines
from bot.petitions.rules.deadlines import Pause
from bot.petitions.rules.listing import BoardQuery, Colour, Order, ReplyTemplate
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import (
    OPEN,
    Contact,
    Naming,
    NewPetition,
    Petition,
    PetitionFile,
    PetitionKind,
    PetitionState,
    mark_of,
)
from bot.petitions.rules.transitions import RULES, Transition
from bot.petitions.store.forgetting import OldPetitions
from indexer.language import without_marks
from tests.petitions import AN, BINH, GROUP, LIGHT, MONDAY, SENDER, WORDS, ZONE, Office, done, filing, office, why
from tests.presence import as_a, found

TU = ChatId("web", "tu")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TUESDAY = MONDAY + DAY


def file(here: Office, chat: ChatId | None = AN, at: datetime = MONDAY, **wanted: Any) -> Petition:
    filed = here.room.intake.file(filing(**wanted), chat, at)
    assert isinstance(filed, PetitionFile)
    return filed.petition


def to_roads(here: Office, chat: ChatId | None = AN, **wanted: Any) -> Petition:
    petition = file(here, chat, **wanted)
    hands_out = here.admin if petition.is_restricted else here.clerk
    return done(here.room.desk.forward(hands_out, petition.id, here.roads.id, "", "đúng thẩm quyền", MONDAY + HOUR))


def whole(here: Office, petition: Petition) -> PetitionFile:
    found = here.room.stores.petitions.get(petition.id)
    assert found is not None
    return found


def may(here: Office, staff: Staff, petition: Petition) -> frozenset[Transition]:
    seen = here.room.desk.see(staff, petition.id, TUESDAY)
    assert isinstance(seen, SeenPetition)
    return seen.may


def letters(engine: Engine, chat: ChatId, slot: str = "") -> list[str]:
    """The letters to `chat` in `slot`; "": those that are edited by no other, the office's questions among them."""
    query = "SELECT text, slot FROM outbox WHERE channel = :channel AND key = :key ORDER BY id"
    with read_session(engine) as session:
        found = session.execute(text(query), {"channel": chat.channel, "key": chat.key}).all()
    return [words for words, of in found if of == slot or (not slot and of.startswith(ASKED))]


def test_filed_it_has_a_code_a_deadline_and_lies_with_the_unit_that_coordinates(here: Office) -> None:
    petition = file(here)
    assert code.read(petition.code) == petition.code
    assert petition.state is PetitionState.RECEIVED
    assert petition.unit == here.reception.id
    assert petition.due == datetime(2026, 3, 16, 17, tzinfo=ZONE)
    assert petition.forward_by == datetime(2026, 3, 9, 17, tzinfo=ZONE)
    kept = whole(here, petition)
    assert kept.contact == SENDER
    assert [event.move for event in kept.events] == [Transition.FILE]


def test_the_whole_life_with_a_signature(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path, needs_approval=True)
    desk, petition = here.room.desk, to_roads(here)
    done(desk.assign(here.leader, petition.id, here.hoa.id, TUESDAY))
    done(desk.begin(here.hoa, petition.id, TUESDAY))
    done(desk.ask(here.leader, petition.id, "Đèn số mấy?", TUESDAY))
    done(here.room.intake.add(petition.id, AN, "Đèn số 7", TUESDAY + DAY))
    assert why(desk.answer(here.hoa, petition.id, "Đã thay đèn.", TUESDAY + DAY)) is RefusalReason.NEEDS_APPROVAL
    assert {Transition.ANSWER, Transition.DRAFT} & may(here, here.hoa, petition) == {Transition.DRAFT}, (
        "what would be refused is not offered"
    )
    assert {Transition.ANSWER, Transition.DRAFT} <= may(here, here.leader, petition)
    done(desk.draft(here.hoa, petition.id, "Đã thay đèn.", TUESDAY + DAY))
    done(desk.send_back(here.leader, petition.id, "Ghi rõ ngày thay", TUESDAY + DAY))
    done(desk.draft(here.hoa, petition.id, "Đã thay đèn ngày 04/3.", TUESDAY + DAY))
    done(desk.approve(here.leader, petition.id, TUESDAY + DAY))
    assert Transition.ANSWER in may(here, here.hoa, petition), "what is signed may leave"
    assert why(desk.answer(here.hoa, petition.id, "Một lời khác", TUESDAY + DAY)) is RefusalReason.NEEDS_APPROVAL
    answered = done(desk.answer(here.hoa, petition.id, "", TUESDAY + DAY))
    assert (answered.state, answered.answer) == (PetitionState.ANSWERED, "Đã thay đèn ngày 04/3.")
    done(here.room.intake.rate(petition.id, AN, 5, "nhanh", TUESDAY + 2 * DAY))
    closed = done(here.room.intake.settle(petition.id, AN, TUESDAY + 2 * DAY))
    assert (closed.state, closed.score, closed.score_reason) == (PetitionState.CLOSED, 5, "nhanh")
    moves = [event.move for event in whole(here, petition).events]
    assert moves == ["file", "forward", "assign", "begin", "ask", "add", "draft", "return", "draft", "approve", "answer", "rate", "close"]
    told = letters(engine, AN)
    assert [
        words
        for words in ("Phòng Hạ tầng", "giao cán bộ", "Đèn số mấy?", "Đã thay đèn ngày 04/3.")
        if not any(words in each for each in told)
    ] == []
    assert not any("Ghi rõ ngày thay" in each for each in told), "what passes between officers stays inside"
    assert isinstance(audit.verify(engine), audit.Intact)


def test_every_change_brings_the_group_s_one_message_up_to_date(engine: Engine, here: Office) -> None:
    petition = to_roads(here)
    done(here.room.desk.claim(here.hoa, petition.id, TUESDAY))
    cards = letters(engine, GROUP, f"petition:{petition.id}")
    assert len(cards) == 3
    assert "Hoa" in cards[-1]
    assert SENDER.name not in cards[-1]
    assert SENDER.phone not in "".join(cards)


def test_the_staff_s_message_about_what_tells_of_danger_says_so_first(engine: Engine, here: Office) -> None:
    petition = file(here, content="Cháy nhà ở xóm tôi, khói nhiều lắm.")
    card = letters(engine, GROUP, f"petition:{petition.id}")[-1]
    assert card.startswith(WORDS.petitions.card.urgent)
    assert not letters(engine, GROUP, f"petition:{file(here).id}")[-1].startswith(WORDS.petitions.card.urgent)


def test_who_stands_in_is_told_of_what_went_to_a_unit_where_nobody_works(engine: Engine, here: Office) -> None:
    empty = here.room.staff.add_unit(Unit(0, "Tổ Chưa Có Người"), "cli", MONDAY)
    petition = file(here)
    done(here.room.desk.forward(here.clerk, petition.id, empty.id, "", "Đúng thẩm quyền", TUESDAY))
    told = WORDS.petitions.told.unmanned_staff.format(code=petition.code, unit=empty.name)
    assert told in [each.split("\n\n", maxsplit=1)[0] for each in letters(engine, found(here.admin.chat))]
    other = to_roads(here)
    assert not any(other.code in each and "chưa có ai" in each for each in letters(engine, found(here.admin.chat)))


def test_who_was_merged_reads_where_the_other_stands_and_until_when_and_nothing_of_who_sent_it(engine: Engine, here: Office) -> None:
    first = to_roads(here)
    second = to_roads(here, BINH, content="Đèn trước cổng chợ tối om cả tuần nay.")
    done(here.room.desk.merge(here.leader, second.id, first.code, TUESDAY))
    told = page_of(here, second)
    assert WORDS.petitions.states[PetitionState.FORWARDED] in told
    assert "16/03/2026" in told or "16/3/2026" in told, told
    assert not any(secret in told for secret in (first.code, SENDER.name, SENDER.phone, f"số {first.id}"))
    assert not any(f"số {first.id}" in each for each in letters(engine, BINH))
    done(here.room.desk.claim(here.hoa, first.id, TUESDAY))
    done(here.room.desk.answer(here.hoa, first.id, "Đã thay đèn.", TUESDAY + DAY))
    assert WORDS.petitions.states[PetitionState.ANSWERED] in page_of(here, second)
    assert WORDS.petitions.following.merged_due.partition("{")[0] not in page_of(here, second), "nothing is owed any more"


def page_of(here: Office, petition: Petition) -> str:
    sight = found(here.room.intake.sight(petition.id, BINH))
    return here.room.intake.presenter().merged(here.room.intake.clock(), sight.file)


def test_waiting_for_the_citizen_stops_the_clock(here: Office) -> None:
    desk, petition = here.room.desk, to_roads(here)
    done(desk.claim(here.hoa, petition.id, TUESDAY))
    done(desk.ask(here.hoa, petition.id, "Ở đâu?", TUESDAY))
    seen = desk.see(here.hoa, petition.id, TUESDAY + DAY)
    assert isinstance(seen, SeenPetition)
    assert seen.left is None
    resumed = done(here.room.intake.add(petition.id, AN, "Ở cổng chợ", TUESDAY + 3 * DAY))
    assert resumed.due == datetime(2026, 3, 19, 17, tzinfo=ZONE), "three closings were waited over"
    assert [pause.until for pause in whole(here, petition).pauses] == [TUESDAY + 3 * DAY]


def test_two_officers_claim_at_once_one_wins_and_the_other_is_told(engine: Engine, here: Office) -> None:
    petitions = [to_roads(here, None, content=f"{LIGHT} {number}") for number in range(6)]
    people = (here.hoa, here.lan)
    with ThreadPoolExecutor(8) as threads:
        tries = [(petition, person) for petition in petitions for person in people for _ in range(2)]
        outcomes = list(threads.map(lambda one: here.room.desk.claim(one[1], one[0].id, TUESDAY), tries))
    for petition in petitions:
        own = [outcome for (tried, _), outcome in zip(tries, outcomes, strict=True) if tried.id == petition.id]
        assert sum(isinstance(outcome, Done) for outcome in own) == 1
        holder = whole(here, petition).petition.officer
        for (tried, person), outcome in zip(tries, outcomes, strict=True):
            if tried.id == petition.id and isinstance(outcome, NotDone):
                assert outcome.why is (RefusalReason.UNCHANGED if person.id == holder else RefusalReason.TAKEN)
        assert Counter(event.move for event in whole(here, petition).events)[Transition.CLAIM] == 1
    assert isinstance(audit.verify(engine), audit.Intact)


def test_who_looked_at_an_older_version_is_told(here: Office) -> None:
    petition = to_roads(here)
    done(here.room.desk.note(here.hoa, petition.id, "gọi điện không được", TUESDAY))
    assert why(here.room.desk.note(here.lan, petition.id, "a", TUESDAY, version=petition.version)) is RefusalReason.STALE
    done(here.room.desk.claim(here.hoa, petition.id, TUESDAY))
    assert why(here.room.desk.claim(here.lan, petition.id, TUESDAY, version=petition.version)) is RefusalReason.TAKEN


def test_another_unit_and_strangers_see_nothing(here: Office) -> None:
    petition = file(here)
    desk = here.room.desk
    for outcome in (
        desk.see(here.hoa, petition.id, MONDAY),
        desk.find(here.hoa, petition.code, MONDAY),
        desk.claim(here.hoa, petition.id, MONDAY),
        desk.note(here.leader, petition.id, "x", MONDAY),
        desk.photo(here.hoa, petition.id, "x", MONDAY),
        desk.suggested(here.hoa, petition.id),
        desk.merge(here.hoa, petition.id, petition.code, MONDAY),
        here.room.intake.add(petition.id, BINH, "tôi cũng thế", MONDAY),
        here.room.intake.rate(petition.id, BINH, 1, "", MONDAY),
        here.room.intake.reopen(petition.id, BINH, "x", MONDAY),
        here.room.intake.settle(petition.id, BINH, MONDAY),
    ):
        assert why(outcome) is RefusalReason.UNKNOWN
    assert desk.explain(here.hoa, petition.id, MONDAY) == ()
    assert desk.page(here.hoa, BoardQuery(), MONDAY).lines == ()
    assert len(whole(here, petition).events) == 1


def alike(here: Office, content: str, kind: PetitionKind = PetitionKind.OTHER) -> list[int]:
    """The numbers of those that somebody is shown who writes `content`."""
    return [each.id for each in here.room.intake.alike(filing(content, kind), BINH, TUESDAY)]


def test_what_is_about_the_staff_is_read_by_leaders_and_by_the_one_it_is_given_to(engine: Engine, here: Office) -> None:
    petition = to_roads(here, kind=PetitionKind.BEHAVIOUR, content="Cán bộ Lan quát mắng người già ở quầy số 2")
    desk = here.room.desk
    assert why(desk.see(here.lan, petition.id, TUESDAY)) is RefusalReason.UNKNOWN
    assert why(desk.claim(here.lan, petition.id, TUESDAY)) is RefusalReason.UNKNOWN
    assert desk.page(here.lan, BoardQuery(), TUESDAY).lines == ()
    assert len(desk.page(here.leader, BoardQuery(), TUESDAY).lines) == 1
    done(desk.assign(here.leader, petition.id, here.hoa.id, TUESDAY))
    assert isinstance(desk.see(here.hoa, petition.id, TUESDAY), SeenPetition)
    assert len(desk.page(here.hoa, BoardQuery(), TUESDAY).lines) == 1
    assert not any("quát mắng" in card for card in letters(engine, GROUP, f"petition:{petition.id}"))
    assert alike(here, "Cán bộ Lan quát mắng người già ở quầy số 2", kind=PetitionKind.BEHAVIOUR) == []


def test_the_board_shows_what_may_be_seen_and_nothing_else(here: Office) -> None:
    kinds = [PetitionKind.OTHER, PetitionKind.BEHAVIOUR]
    petitions = [
        (to_roads if number % 2 else file)(here, None, kind=kinds[number % 4 // 2], content=f"{LIGHT} {number}") for number in range(8)
    ]
    for person in (here.admin, here.clerk, here.leader, here.hoa):
        listed = {line.id for line in here.room.desk.page(person, BoardQuery(), TUESDAY).lines}
        seen = {each.id for each in petitions if isinstance(here.room.desk.see(person, each.id, TUESDAY), SeenPetition)}
        assert listed == seen


def test_after_two_bounces_it_goes_to_the_unit_that_coordinates(here: Office) -> None:
    desk, petition = here.room.desk, to_roads(here)
    done(desk.claim(here.hoa, petition.id, TUESDAY))
    assert why(desk.reassign(here.hoa, petition.id, here.lan.id, " ", TUESDAY)) is RefusalReason.NO_REASON
    once = done(desk.reassign(here.hoa, petition.id, here.lan.id, "nghỉ phép", TUESDAY))
    assert (once.officer, once.bounces) == (here.lan.id, 2)
    back = done(desk.reassign(here.lan, petition.id, here.hoa.id, "không rành", TUESDAY))
    assert (back.unit, back.officer, back.state) == (here.reception.id, None, PetitionState.FORWARDED)


def test_forwarded_outside_nothing_is_owed_here_any_more(engine: Engine, here: Office) -> None:
    petition = file(here)
    assert why(here.room.desk.forward(here.clerk, petition.id, None, " ", "x", MONDAY)) is RefusalReason.NO_SUCH_UNIT
    assert why(here.room.desk.forward(here.clerk, petition.id, 999, "", "x", MONDAY)) is RefusalReason.NO_SUCH_UNIT
    moved = done(here.room.desk.forward(here.clerk, petition.id, None, "Điện lực tỉnh", "đèn của ngành điện", MONDAY))
    assert not moved.is_open
    assert any("Điện lực tỉnh" in each for each in letters(engine, AN))
    assert here.room.desk.page(here.clerk, BoardQuery(is_open=True), MONDAY + 90 * DAY).lines == ()


def test_reopened_once_with_a_reason_and_by_another_officer(engine: Engine, here: Office) -> None:
    desk, intake, petition = here.room.desk, here.room.intake, to_roads(here)
    done(desk.claim(here.hoa, petition.id, TUESDAY))
    done(desk.answer(here.hoa, petition.id, "Đã xem.", TUESDAY))
    assert why(intake.reopen(petition.id, AN, " ", TUESDAY + DAY)) is RefusalReason.NO_REASON
    again = done(intake.reopen(petition.id, AN, "đèn vẫn tắt", TUESDAY + DAY))
    assert (again.state, again.officer, again.former) == (PetitionState.RECEIVED, None, here.hoa.id)
    assert again.due > petition.due
    assert why(desk.claim(here.hoa, petition.id, TUESDAY + DAY)) is RefusalReason.SAME_OFFICER
    done(desk.claim(here.lan, petition.id, TUESDAY + DAY))
    done(desk.answer(here.lan, petition.id, "Đã thay.", TUESDAY + DAY))
    assert why(intake.reopen(petition.id, AN, "vẫn tắt", TUESDAY + 2 * DAY)) is RefusalReason.ALREADY_REOPENED
    assert any("đèn vẫn tắt" in each for each in letters(engine, ChatId("telegram", "Dũng")))


def test_too_late_to_reopen_and_closed_by_itself(here: Office) -> None:
    petition = to_roads(here)
    done(here.room.desk.claim(here.hoa, petition.id, TUESDAY))
    done(here.room.desk.answer(here.hoa, petition.id, "Đã xem.", TUESDAY))
    assert here.room.intake.close_old(TUESDAY + 14 * DAY) == 0
    assert why(here.room.intake.reopen(petition.id, AN, "vẫn tắt", TUESDAY + 16 * DAY)) is RefusalReason.TOO_LATE
    assert here.room.intake.close_old(TUESDAY + 16 * DAY) == 1
    assert here.room.intake.close_old(TUESDAY + 16 * DAY) == 0
    assert whole(here, petition).petition.state is PetitionState.CLOSED


def test_merged_all_followers_are_told_once_and_it_can_be_undone_for_a_day(engine: Engine, here: Office) -> None:
    desk, intake = here.room.desk, here.room.intake
    first, second = file(here, AN), file(here, BINH, content=f"{LIGHT} lắm")
    seen = intake.sight_by_code(first.code, BINH)
    assert seen is not None
    done(intake.follow(seen, BINH, MONDAY))
    assert why(desk.merge(here.clerk, second.id, second.code, MONDAY)) is RefusalReason.UNKNOWN
    merged = done(desk.merge(here.clerk, second.id, first.code.lower().replace("-", " "), MONDAY))
    assert (merged.state, merged.merged_into) == (PetitionState.MERGED, first.id)
    assert whole(here, first).merged == (second.code,)
    assert [follower.chat for follower in whole(here, first).followers] == [AN, BINH]
    assert any(second.code in each and "được gộp" in each for each in letters(engine, BINH))
    assert not any(first.code in each for each in letters(engine, BINH)), "the code of somebody else's petition"
    done(desk.claim(here.clerk, first.id, MONDAY + HOUR))
    done(desk.answer(here.clerk, first.id, "Đã thay đèn.", MONDAY + HOUR))
    assert sum("bà con cùng nhận:" in each for each in letters(engine, BINH)) == 1
    assert any(second.code in each and "Đã thay đèn." in each for each in letters(engine, BINH)), "the answer, under their own code"
    done(desk.publish(here.clerk, first.id, "Đèn hỏng", "Đèn đã thay.", MONDAY + 2 * HOUR))
    assert sum("Đèn đã thay." in each for each in letters(engine, BINH)) == 1
    assert why(desk.unmerge(here.clerk, second.id, MONDAY + 25 * HOUR)) is RefusalReason.TOO_LATE
    assert done(desk.unmerge(here.clerk, second.id, MONDAY + 23 * HOUR)).state is PetitionState.RECEIVED


def test_who_was_merged_gets_the_answer_without_a_word_about_the_other_sender(engine: Engine, here: Office) -> None:
    """Also through two merges, and under their own code, where they look for it."""
    desk, intake = here.room.desk, here.room.intake
    first, second, third = file(here, AN), file(here, BINH, content=f"{LIGHT} lắm"), file(here, TU, content=f"{LIGHT} quá")
    done(desk.merge(here.clerk, third.id, second.code, MONDAY))
    done(desk.merge(here.clerk, second.id, first.code, MONDAY))
    done(desk.claim(here.clerk, first.id, MONDAY + HOUR))
    words = f"Thưa ông {SENDER.name} ({SENDER.phone}), đèn đã thay ngày 04/3."
    read = mark_of(desk.shared(here.clerk, first.id, words))
    done(desk.answer(here.clerk, first.id, words, MONDAY + HOUR, read=read))
    for chat, own in ((BINH, second), (TU, third)):
        told = [each for each in letters(engine, chat) if "bà con cùng nhận:" in each]
        assert len(told) == 1, chat
        assert own.code in told[0]
        assert "đèn đã thay ngày 04/3" in told[0]
        assert not any(secret in told[0] for secret in (SENDER.name, SENDER.phone, first.code))
        assert "hài lòng" not in told[0], "there is nothing to rate here"
        sight = intake.sight(own.id, chat)
        assert sight is not None
        assert "đèn đã thay ngày 04/3" in intake.presenter().status(intake.clock(), sight, MONDAY + HOUR)
        assert sight.file.petition.state is PetitionState.MERGED
    assert sum("đã có trả lời" in each for each in letters(engine, AN)) == 1
    assert SENDER.name in next(each for each in letters(engine, AN) if "đã có trả lời" in each)


def test_who_was_merged_is_told_why_the_other_was_refused(engine: Engine, here: Office) -> None:
    first, second = file(here, AN), file(here, BINH, content=f"{LIGHT} lắm")
    done(here.room.desk.merge(here.clerk, second.id, first.code, MONDAY))
    done(here.room.desk.reject(here.clerk, first.id, "Đường này của tỉnh", MONDAY))
    told = [each for each in letters(engine, BINH) if "không được tiếp nhận" in each]
    assert len(told) == 1
    assert second.code in told[0]
    assert "Đường này của tỉnh" in told[0]


def test_nothing_is_merged_into_what_owes_no_answer(here: Office) -> None:
    """Its answer was sent before: who is merged into it would never hear of it."""
    desk, answered, elsewhere = here.room.desk, file(here, AN), file(here, AN, content=f"{LIGHT} ở xã bên")
    done(desk.claim(here.clerk, answered.id, MONDAY))
    done(desk.answer(here.clerk, answered.id, "Đã thay đèn.", MONDAY))
    done(desk.forward(here.clerk, elsewhere.id, None, "Sở Xây dựng", "việc của Sở", MONDAY))
    late = file(here, BINH, content=f"{LIGHT} lắm")
    for target in (answered, elsewhere):
        assert why(desk.merge(here.clerk, late.id, target.code, MONDAY)) is RefusalReason.OVER
    done(desk.close(here.clerk, answered.id, MONDAY))
    assert why(desk.merge(here.clerk, late.id, answered.code, MONDAY)) is RefusalReason.OVER
    assert whole(here, late).petition.state is PetitionState.RECEIVED


def test_an_anonymous_suggestion_keeps_no_name_and_can_be_followed(here: Office) -> None:
    petition = file(here, naming=Naming.ANONYMOUS)
    kept = whole(here, petition)
    assert kept.contact is None
    assert [follower.chat for follower in kept.followers] == [AN]
    assert petition.is_suggestion


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (filing(content="ngắn"), RefusalReason.NO_REASON),
        (filing(content="x" * 3_001), RefusalReason.TOO_LONG),
        (filing().__class__(PetitionKind.OTHER, LIGHT, Naming.NAMED, Contact("An", "Thôn 3", "")), RefusalReason.INCOMPLETE),
    ],
)
def test_what_the_decree_asks_for_must_be_there(here: Office, wanted: NewPetition, expected: RefusalReason) -> None:
    assert why(here.room.intake.file(wanted, AN, MONDAY)) is expected


def test_a_machine_that_files_without_end_is_stopped(here: Office) -> None:
    for number in range(10):
        file(here, content=f"{LIGHT} {number}")
    assert why(here.room.intake.file(filing(), AN, MONDAY)) is RefusalReason.TOO_MANY
    assert isinstance(here.room.intake.file(filing(), AN, MONDAY + 2 * DAY), PetitionFile)


def test_who_has_their_data_deleted_leaves_a_petition_without_a_name(engine: Engine, here: Office) -> None:
    petition = file(here)
    chats = Chats(engine)
    assert [as_a(dict, told)["code"] for told in here.room.intake.kept_of(AN)["petitions"]] == [petition.code]
    chats.delete(AN, MONDAY)
    kept = whole(here, petition)
    assert kept.contact is None
    assert kept.followers == ()
    done(here.room.desk.claim(here.clerk, petition.id, TUESDAY))
    done(here.room.desk.answer(here.clerk, petition.id, "Đã thay.", TUESDAY))
    assert chats.export(AN) == {}
    assert here.room.intake.kept_of(AN) == {"petitions": [], "followed": []}


def test_hostile_texts_are_kept_and_told_as_they_are(engine: Engine, here: Office) -> None:
    nasty = "=cmd|' /C calc'!A0 <script>alert(1)</script> {0[code]} {0} %s \0 \ud800 ../../etc/passwd '; DROP TABLE petitions; --"
    petition = file(here, content=nasty, where=nasty)
    done(here.room.desk.claim(here.clerk, petition.id, TUESDAY))
    done(here.room.desk.answer(here.clerk, petition.id, nasty.replace("\0", "").replace("\ud800", ""), TUESDAY))
    assert any("{0[code]} {0} %s" in each for each in letters(engine, AN))
    assert "<script>" in whole(here, petition).petition.content


def test_the_apology_names_a_new_date_and_stays_late(engine: Engine, here: Office) -> None:
    petition = to_roads(here)
    done(here.room.desk.claim(here.hoa, petition.id, TUESDAY))
    late = TUESDAY + 20 * DAY
    assert why(here.room.desk.apologise(here.hoa, petition.id, late.date() - DAY, "x", late)) is RefusalReason.TOO_LATE
    saturday = late.date() + 5 * DAY
    assert saturday.weekday() == 5
    assert why(here.room.desk.apologise(here.hoa, petition.id, saturday, "x", late)) is RefusalReason.TOO_LATE, "nobody is there to answer"
    before = petition.due - timedelta(days=1)
    assert why(here.room.desk.apologise(here.hoa, petition.id, petition.due.date(), "x", before)) is RefusalReason.TOO_LATE, (
        "it is owed then"
    )
    sorry = done(here.room.desk.apologise(here.hoa, petition.id, late.date() + 3 * DAY, "chờ vật tư", late))
    assert sorry.due == whole(here, petition).petition.due == petition.due
    assert any("xin lỗi" in each and "26/03/2026" in each for each in letters(engine, AN))


def test_procedures_templates_and_publishing(here: Office) -> None:
    desk, petition = here.room.desk, to_roads(here, content="Tôi là Nguyễn Văn An, số 0912345678, xe 37A-123.45 bị đèn rơi trúng")
    assert why(desk.link(here.hoa, petition.id, "9.999999", TUESDAY)) is RefusalReason.NO_SUCH_PROCEDURE
    done(desk.link(here.hoa, petition.id, "1.001193", TUESDAY))
    done(desk.claim(here.hoa, petition.id, TUESDAY))
    assert why(desk.save_template(here.hoa, ReplyTemplate(0, "a", "b", here.roads.id), TUESDAY)) is RefusalReason.NOT_YOURS
    made = desk.save_template(here.leader, ReplyTemplate(0, "Nhận", "{unit} trả lời {code} về {procedure} {1}", here.roads.id), TUESDAY)
    assert isinstance(made, ReplyTemplate)
    assert why(desk.save_template(here.leader, ReplyTemplate(made.id, "a", "b", here.reception.id), TUESDAY)) is RefusalReason.NOT_YOURS
    assert desk.filled(here.hoa, made.id, petition.id, TUESDAY) == f"Phòng Hạ tầng trả lời {petition.code} về 1.001193 {{1}}"
    assert desk.templates(here.clerk) == ()
    done(desk.answer(here.hoa, petition.id, "Cảm ơn ông An, số 12 ngõ 5 Lê Lợi.", TUESDAY))
    content, answer = as_a(tuple, desk.suggested(here.hoa, petition.id))
    for secret in ("0912345678", "37A", "Nguyễn Văn An", "ngõ 5"):
        assert secret not in content + answer
    done(desk.publish(here.hoa, petition.id, content, answer, TUESDAY))
    assert whole(here, petition).petition.published == content


def test_similar_open_ones_are_found_without_marks_and_answers_of_the_past(here: Office) -> None:
    one = file(here, AN, naming=Naming.NAMED)
    file(here, AN, content="Rác ở chợ Hòa Bình chất đống bốc mùi, không ai dọn", where="chợ Hòa Bình", naming=Naming.NAMED)
    assert alike(here, "den duong truoc so 12 le loi hong ba tuan nay") == [one.id]
    assert alike(here, "cổng dịch vụ công không đăng nhập được bằng VNeID") == []
    done(here.room.desk.claim(here.clerk, one.id, TUESDAY))
    done(here.room.desk.answer(here.clerk, one.id, "Đã thay bóng.", TUESDAY))
    assert alike(here, LIGHT) == []
    other = file(here, BINH, content="Đèn đường trước số 30 Lê Lợi hỏng hai tuần, tối rất nguy hiểm")
    seen = here.room.desk.see(here.clerk, other.id, TUESDAY)
    assert isinstance(seen, SeenPetition)
    assert [alike.answer for alike in seen.answers] == ["Đã thay bóng."]


def test_the_board_pages_by_cursor_without_gap_or_repetition(here: Office) -> None:
    made = [file(here, None, content=f"{LIGHT} {number}", at=MONDAY + number % 3 * HOUR).id for number in range(23)]
    for order in Order:
        seen: list[int] = []
        query, pages = BoardQuery(order=order, limit=5), 0
        while True:
            page = here.room.desk.page(here.admin, query, TUESDAY)
            seen += [line.id for line in page.lines]
            pages += 1
            if not page.next:
                break
            query = BoardQuery(order=order, limit=5, after=page.next)
        assert sorted(seen) == made
        assert pages == 5
    assert len(here.room.desk.page(here.admin, BoardQuery(after="nonsense|x"), TUESDAY).lines) == 23


def test_search_by_words_code_and_telephone_number(here: Office) -> None:
    one = file(here, AN)
    other = file(here, BINH, content="Rác ở chợ Hòa Bình chất đống bốc mùi, không ai dọn", where="")

    def found(sought: str) -> list[int]:
        return [line.id for line in here.room.desk.page(here.admin, BoardQuery(text=sought), TUESDAY).lines]

    assert found("rac cho") == found("chợ rác") == found("mùi rác chợ") == [other.id], "in any order, neighbours or not"
    assert found("rác đèn") == [], "all of them, in one petition"
    assert found("rác ở chợ") == found("RAC O CHO") == [other.id]
    assert found("rác") == [other.id]
    assert found(one.code.replace("-", "").lower()) == [one.id]
    assert sorted(found("0912 345 678")) == [one.id, other.id]
    assert found("%") == found("' OR 1=1 --") == []


def test_pages_of_words_in_any_order_go_on_where_they_were(here: Office) -> None:
    near = [file(here, AN, content=f"Đèn đường thôn {number} tắt đã lâu").id for number in range(1, 4)]
    apart = [file(here, BINH, content=f"Đường vào thôn {number} tối vì không có đèn").id for number in range(4, 9)]
    seen, after = [], ""
    for _ in range(5):
        page = here.room.desk.page(here.admin, BoardQuery(text="đèn đường", limit=4, after=after), TUESDAY)
        seen += [line.id for line in page.lines]
        after = page.next
        if not after:
            break
    assert sorted(seen) == sorted(near + apart), "each once"


def test_who_is_found_by_no_word_is_looked_for_by_the_senders_name(here: Office) -> None:
    lamp = file(here, AN)
    rude = file(here, BINH, kind=PetitionKind.BEHAVIOUR, content="Cán bộ một cửa nói năng khó nghe với người già")

    def found(sought: str, **narrowed: object) -> list[int]:
        return [line.id for line in here.room.desk.page(here.admin, replace(BoardQuery(text=sought), **narrowed), TUESDAY).lines]  # type: ignore[arg-type]

    name = SENDER.name
    assert rude.id not in found(name), "who complained of the staff is not found by a name"
    assert found(name) == found(f"  {name.lower()} ") == found(name.upper()) == found(name.split()[-1]) == [lamp.id]
    assert found("an nguyễn") == found("An Van") == [lamp.id], "in any order"
    assert found(without_marks(name)) == found(without_marks(name).upper()) == [lamp.id]
    assert found(name, kinds=frozenset({PetitionKind.ONLINE_SERVICE})) == []
    assert found("Không Ai Như Thế") == found("%%") == found("_") == []
    assert [line.id for line in here.room.desk.page(here.hoa, BoardQuery(text=name), TUESDAY).lines] == [], "nor outside one's unit"


def test_filters_and_colours(here: Office) -> None:
    desk, petition = here.room.desk, to_roads(here)
    other = file(here, kind=PetitionKind.ONLINE_SERVICE)

    def ids(query: BoardQuery, at: datetime = TUESDAY) -> list[int]:
        return [line.id for line in desk.page(here.admin, query, at).lines]

    assert ids(BoardQuery(unit=here.roads.id)) == [petition.id]
    assert ids(BoardQuery(kinds=frozenset({PetitionKind.ONLINE_SERVICE}))) == [other.id]
    assert ids(BoardQuery(states=frozenset({PetitionState.FORWARDED}))) == [petition.id]
    assert ids(BoardQuery(late=True)) == []
    assert ids(BoardQuery(late=True), MONDAY + 10 * DAY) == [other.id]
    assert ids(BoardQuery(since=TUESDAY)) == []
    assert desk.page(here.admin, BoardQuery(), MONDAY + 10 * DAY).lines[0].colour is Colour.LATE
    assert [line.colour for line in desk.page(here.admin, BoardQuery(), MONDAY + 5 * DAY).lines] == [Colour.SOON, Colour.CALM]


def test_the_figures_add_up(here: Office) -> None:
    desk = here.room.desk
    petitions = [to_roads(here, None, content=f"{LIGHT} {number}") for number in range(4)]
    for petition, after in zip(petitions[:3], (1, 3, 40), strict=True):
        done(desk.claim(here.hoa, petition.id, MONDAY + after * DAY))
        done(desk.answer(here.hoa, petition.id, "Đã xong.", MONDAY + after * DAY))
    counts = desk.counts(here.admin, MONDAY - DAY, MONDAY + 41 * DAY)
    assert (counts.received, counts.open, counts.late, counts.answered, counts.on_time) == (4, 1, 1, 3, 2)
    assert counts.median_days == 3
    assert counts.by_unit == {here.roads.id: 4}
    assert [(month.month, month.received, month.on_time) for month in counts.months] == [("2026-03", 4, 2)]
    assert here.room.stores.figures.received(MONDAY - DAY, MONDAY + DAY) == (4, 3, 2)
    assert here.room.stores.figures.received(MONDAY + DAY, MONDAY + 2 * DAY) == (0, 0, 0)
    assert desk.counts(here.clerk, MONDAY - DAY, MONDAY + 41 * DAY).received == 0


def test_the_office_s_own_days_and_limits(here: Office) -> None:
    rules = here.room.office
    assert not rules.set_limit(here.leader, PetitionKind.OTHER, 3, MONDAY)
    assert not rules.set_limit(here.admin, PetitionKind.OTHER, 0, MONDAY)
    assert rules.set_limit(here.admin, PetitionKind.OTHER, 3, MONDAY)
    assert rules.set_day(here.admin, TUESDAY.date(), True, "Nghỉ bão", MONDAY)
    assert file(here).due == datetime(2026, 3, 6, 17, tzinfo=ZONE)
    assert ("Nghỉ bão", TUESDAY.date()) in {(day.name, day.date) for day in rules.year(2026)}
    assert rules.set_day(here.admin, TUESDAY.date(), None, "", MONDAY)
    assert file(here).due == datetime(2026, 3, 5, 17, tzinfo=ZONE)


def test_a_new_day_off_moves_every_deadline_that_runs_over_it(engine: Engine, here: Office) -> None:
    """What is kept and what is explained beside it are one; the trail has what it was."""
    desk, clock = here.room.desk, here.room.office.workdays
    running, waiting, over = file(here), to_roads(here), file(here, content=f"{LIGHT} lắm")
    done(desk.claim(here.hoa, waiting.id, MONDAY + HOUR))
    done(desk.ask(here.hoa, waiting.id, "Đèn số mấy?", MONDAY + HOUR))
    done(desk.claim(here.clerk, over.id, MONDAY))
    done(desk.answer(here.clerk, over.id, "Đã thay.", MONDAY))
    assert not desk.set_day(here.leader, (MONDAY + 3 * DAY).date(), True, "", MONDAY)
    assert desk.set_day(here.admin, (MONDAY + 3 * DAY).date(), True, "", MONDAY)
    kept = whole(here, running)
    assert kept.petition.due == datetime(2026, 3, 17, 17, tzinfo=ZONE)
    assert kept.petition.due == deadlines.due(clock(), kept.petition.counted_from, kept.petition.days)
    assert kept.petition.forward_by == datetime(2026, 3, 10, 17, tzinfo=ZONE)
    assert whole(here, over).petition.due == over.due, "what is over stays as it was"
    done(here.room.intake.add(waiting.id, AN, "Đèn số 7", MONDAY + 2 * HOUR))
    assert whole(here, waiting).petition.due == kept.petition.due, "counted when its clock goes on"
    told = here.room.intake.presenter().due(clock(), kept)
    assert "05/03/2026" in told
    assert "()" not in told
    assert "nghỉ, \n" not in here.room.intake.presenter().explain(clock(), kept, MONDAY) + "\n"
    with read_session(engine) as session:
        moved = session.execute(text("SELECT subject, actor FROM audit WHERE action = 'petition.due'")).all()
    assert [tuple(each) for each in moved] == [(f"petition:{running.id}", here.admin.actor)]
    assert desk.set_day(here.admin, (MONDAY + 3 * DAY).date(), None, "", MONDAY)
    assert whole(here, running).petition.due == running.due


def test_warnings_come_once_each_in_office_hours_and_never_while_waiting(engine: Engine, here: Office) -> None:
    petition = to_roads(here)
    done(here.room.desk.claim(here.hoa, petition.id, TUESDAY))
    hoa, leader, reminders = ChatId("telegram", "Hoa"), ChatId("telegram", "Dũng"), here.room.reminders

    def warned(chat: ChatId) -> list[str]:
        return [each for each in letters(engine, chat) if "Nhắc hạn" in each or "Quá hạn" in each]

    at = datetime(2026, 3, 10, 7, 30, tzinfo=ZONE)
    reminders.warn(at - timedelta(minutes=1))
    assert warned(hoa) == []
    for moment in (at, at, at + HOUR):
        reminders.warn(moment)
    assert len(warned(hoa)) == 1
    assert "50%" in warned(hoa)[0]
    done(here.room.desk.ask(here.hoa, petition.id, "Ở đâu?", at + HOUR))
    reminders.warn(at + 30 * DAY)
    assert len(warned(hoa)) == 1
    done(here.room.intake.add(petition.id, AN, "Ở chợ", at + 7 * DAY))
    due = whole(here, petition).petition.due
    reminders.warn(due.astimezone(ZONE).replace(hour=16, minute=59))
    assert [("80%" in text) for text in warned(hoa)] == [False, True]
    assert len(warned(leader)) == 1
    reminders.warn((due + 3 * DAY).astimezone(ZONE).replace(hour=9))
    assert len(warned(hoa)) == 3
    reminders.warn((due + 4 * DAY).astimezone(ZONE).replace(hour=9))
    assert len(warned(hoa)) == 3


def test_the_leader_s_list_comes_once_on_working_mornings(engine: Engine, here: Office) -> None:
    petition = to_roads(here)
    leader = ChatId("telegram", "Dũng")
    morning = datetime(2026, 3, 17, 7, 30, tzinfo=ZONE)
    here.room.reminders.morning(morning - 2 * DAY)
    here.room.reminders.morning(morning - 4 * HOUR)
    assert not any(petition.code in each for each in letters(engine, leader) if "sáng" in each)
    for _ in range(2):
        here.room.reminders.morning(morning)
    lists = [each for each in letters(engine, leader) if "sáng 17/03/2026" in each]
    assert len(lists) == 1
    assert "Quá hạn: 1" in lists[0]
    assert petition.code in lists[0]


def test_states_that_owe_an_answer_have_a_way_out() -> None:
    reachable = {PetitionState.RECEIVED}
    for _ in PetitionState:
        reachable |= {rule.ends for state in reachable for rule in RULES.values() if state in rule.begins and rule.ends}
    assert reachable == set(PetitionState)
    for state in OPEN:
        assert any(state in rule.begins and rule.ends is not None and rule.ends not in OPEN for rule in RULES.values()), state


def test_pauses_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Pause(MONDAY, None, "").reason = "x"  # type: ignore[misc]


def test_a_failing_letter_undoes_the_change(engine: Engine, here: Office) -> None:
    petition = to_roads(here)
    with write_session(engine) as session:
        session.execute(text("DROP TABLE outbox_slots"))
        session.execute(text("ALTER TABLE outbox RENAME TO elsewhere"))
    with pytest.raises(Exception, match="outbox"):
        here.room.desk.claim(here.hoa, petition.id, TUESDAY)
    kept = whole(here, petition)
    assert (kept.petition.state, len(kept.events)) == (PetitionState.FORWARDED, 2)


def test_the_board_is_narrowed_to_a_place_with_or_without_marks(here: Office) -> None:
    market = file(here, content="Rác ở chợ chưa ai gom", where="Chợ Hòa Bình, thôn 3")
    far = file(here, content="Người xã Hòa Bình hỏi đường cho xe tải", where="Xã Bình Minh")
    nowhere = file(here, content="Trang dịch vụ công hay lỗi", where="")

    def of(place: str, **more: Any) -> set[int]:
        return {line.id for line in here.room.desk.page(here.admin, BoardQuery(place=place, **more), MONDAY).lines}

    assert of("Hòa Bình") == of("hoa binh") == of("  HÒA BÌNH ") == {market.id}, "the place, not what was written"
    assert of("bình") == {market.id, far.id}
    assert of("thôn 3 chợ") == set(), "words that do not stand together"
    assert of("???") == of("%") == set()
    assert of("") == of("   ") == {market.id, far.id, nowhere.id}
    assert of("Hòa Bình", text="rác") == {market.id}
    assert of("Hòa Bình", text="xe tải") == set()
    assert here.room.desk.page(here.admin, BoardQuery(text="@binh"), MONDAY).lines != (), "a search knows no marks"


@pytest.mark.parametrize(("rare", "stretch"), [(3, 1_000), (3, 2), (1_000, 1_000)], ids=["fills the page", "does not", "rare words"])
@pytest.mark.parametrize("order", Order)
def test_words_are_found_page_by_page_to_the_end_however_common(
    here: Office, monkeypatch: pytest.MonkeyPatch, order: Order, rare: int, stretch: int
) -> None:
    monkeypatch.setattr("bot.petitions.store.board_pages.RARE", rare)
    monkeypatch.setattr("bot.petitions.store.board_pages.STRETCH", stretch)
    filed: set[int] = set()
    for number in range(7):
        filed.add(file(here, ChatId("web", f"c{number}"), content=f"Đèn đường số {number} hỏng").id)
        file(here, ChatId("web", f"d{number}"), content=f"Đèn đường số {number} ở nơi khác hỏng", where="xã Bình Minh")
        file(here, ChatId("web", f"e{number}"), content=f"Cống số {number} bị tắc")
    found: list[int] = []
    query = BoardQuery(place="xã Hòa Bình", text="đèn đường", order=order, limit=3)
    while True:
        page = here.room.desk.page(here.admin, query, MONDAY)
        found += [line.id for line in page.lines]
        if not page.next:
            break
        query = replace(query, after=page.next)
    assert found == sorted(filed, reverse=order is Order.NEWEST)


@pytest.mark.parametrize("typed", ["'; DROP TABLE petitions; --", "a\\'b", "100%s", "%(x)s :x"])
def test_signs_in_a_search_are_no_part_of_the_statement(here: Office, typed: str) -> None:
    filed = file(here, content=f"Biển ghi {typed}")
    file(here, ChatId("web", "other"), content="Biển ghi sai giờ")
    assert [line.id for line in here.room.desk.page(here.admin, BoardQuery(text=typed), MONDAY).lines] == [filed.id]


def test_the_sender_withdraws_it_and_everybody_who_has_it_is_told(here: Office, engine: Engine) -> None:
    petition = to_roads(here)
    done(here.room.stores.petitions.follow(petition.id, BINH, MONDAY))
    done(here.room.desk.claim(here.hoa, petition.id, TUESDAY))
    done(here.room.desk.ask(here.hoa, petition.id, "Số nhà mấy?", TUESDAY))
    intake = here.room.intake
    assert why(intake.withdraw(petition.id, BINH, TUESDAY)) is RefusalReason.UNKNOWN, "a follower"
    assert why(intake.withdraw(petition.id, ChatId("web", "lạ"), TUESDAY)) is RefusalReason.UNKNOWN, "a stranger"
    assert done(intake.withdraw(petition.id, AN, TUESDAY + HOUR)).state is PetitionState.WITHDRAWN
    file = whole(here, petition)
    now = file.petition
    assert (now.is_open, now.warn_at, now.closed, now.draft) == (False, None, TUESDAY + HOUR, "")
    assert file.pauses[-1].until == TUESDAY + HOUR, "the clock waits for nobody any more"
    assert here.hoa.chat is not None
    assert (
        letters(engine, here.hoa.chat)[-1].split("\n\n", maxsplit=1)[0]
        == f"Người gửi đã rút kiến nghị {now.code}. Không cần xử lý, không trả lời nữa."
    )
    told = letters(engine, BINH)[-1]
    assert "đã được người gửi rút lại" in told
    assert not any(private in told for private in (LIGHT, SENDER.name, SENDER.phone))
    assert "Người gửi đã rút" in letters(engine, GROUP, f"petition:{petition.id}")[-1], "the card as it now stands"
    with read_session(engine) as session:
        query = text("SELECT actor, detail FROM audit WHERE action = 'petition.withdraw'")
        (row,) = session.execute(query).all()
    assert row.actor == "citizen"
    assert '"from":"waiting"' in row.detail
    assert isinstance(audit.verify(engine), audit.Intact)


def test_what_was_withdrawn_is_over_for_good(here: Office) -> None:
    petition = to_roads(here)
    done(here.room.intake.withdraw(petition.id, AN, TUESDAY))
    intake, desk = here.room.intake, here.room.desk
    refused = [
        intake.withdraw(petition.id, AN, TUESDAY),
        intake.reopen(petition.id, AN, "lại đi", TUESDAY),
        intake.add(petition.id, AN, "thêm", TUESDAY),
        desk.claim(here.hoa, petition.id, TUESDAY),
        desk.answer(here.admin, petition.id, "Đã sửa.", TUESDAY),
        desk.forward(here.admin, petition.id, here.roads.id, "", "x", TUESDAY),
        here.room.stores.petitions.follow(petition.id, BINH, TUESDAY),
    ]
    assert [why(each) for each in refused] == [RefusalReason.NOT_NOW] * 6 + [RefusalReason.UNKNOWN]
    other = file(here, BINH, naming=Naming.NAMED)
    assert why(desk.merge(here.admin, other.id, petition.code, TUESDAY)) is RefusalReason.UNKNOWN, "nothing is merged into it"
    assert alike(here, LIGHT) == [other.id], "nor shown as one to follow"


def test_nothing_is_withdrawn_that_was_answered_or_went_to_another_office(here: Office) -> None:
    answered = to_roads(here)
    done(here.room.desk.claim(here.hoa, answered.id, TUESDAY))
    done(here.room.desk.answer(here.hoa, answered.id, "Đã sửa.", TUESDAY))
    assert why(here.room.intake.withdraw(answered.id, AN, TUESDAY)) is RefusalReason.NOT_NOW
    done(here.room.intake.reopen(answered.id, AN, "vẫn tối", TUESDAY))
    assert why(here.room.intake.withdraw(answered.id, AN, TUESDAY)) is RefusalReason.NOT_NOW, (
        "it has an answer, though it is looked at again"
    )
    elsewhere = file(here)
    done(here.room.desk.forward(here.admin, elsewhere.id, None, "Sở Xây dựng", "việc của sở", TUESDAY))
    assert why(here.room.intake.withdraw(elsewhere.id, AN, TUESDAY)) is RefusalReason.NOT_NOW


def test_nobody_stops_with_theirs_what_others_sent(here: Office, engine: Engine) -> None:
    first, second = to_roads(here, AN), to_roads(here, BINH)
    done(here.room.desk.claim(here.hoa, second.id, TUESDAY))
    done(here.room.desk.merge(here.hoa, second.id, first.code, TUESDAY))
    done(here.room.intake.withdraw(first.id, AN, TUESDAY + HOUR))
    again = whole(here, second).petition
    assert (again.state, again.merged_into, again.officer, again.due) == (PetitionState.IN_PROGRESS, None, here.hoa.id, second.due)
    assert again.warn_at is not None, "its deadline is watched again"
    assert here.hoa.chat is not None
    assert any(f"{second.code} được xử lý riêng trở lại" in told for told in letters(engine, here.hoa.chat))
    assert any(f"{second.code} được xử lý riêng trở lại" in told for told in letters(engine, BINH))
    done(here.room.desk.answer(here.hoa, second.id, "Đã sửa.", TUESDAY + DAY))


def test_board_figures_and_forgetting_know_what_was_withdrawn(here: Office) -> None:
    petition, other = file(here), file(here, BINH)
    done(here.room.intake.withdraw(petition.id, AN, TUESDAY))
    desk, later = here.room.desk, MONDAY + timedelta(days=60)
    counts = desk.counts(here.admin, MONDAY - DAY, later)
    assert (counts.received, counts.open, counts.late, counts.answered, counts.withdrawn) == (2, 1, 1, 0, 1)
    listed = desk.page(here.admin, BoardQuery(states=frozenset({PetitionState.WITHDRAWN})), later).lines
    assert [(line.id, line.colour) for line in listed] == [(petition.id, Colour.NONE)]
    assert [line.id for line in desk.page(here.admin, BoardQuery(is_open=True), later).lines] == [other.id]
    assert here.room.register.entry(petition.id) is None
    here.room.reminders.warn(later)
    assert whole(here, petition).petition.warned == 0
    gone = OldPetitions(here.room.stores.board._engine)
    assert gone.over(TUESDAY + HOUR, 10) == (petition.id,), "its personal data goes when its time is over"
