"""What people say on the telephone or at the counter, taken down by the staff."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from bot.database.engine import read_session
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import Contact, Naming, NewPetition, PetitionFile, PetitionKind, PetitionState, Via
from bot.petitions.rules.texts.triage import Referral
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.visibility import Viewer
from tests.petitions import AN, LIGHT, MONDAY, SENDER, Office, filing


def said(content: str = LIGHT, kind: PetitionKind = PetitionKind.OTHER, naming: Naming = Naming.HIDDEN) -> NewPetition:
    return replace(filing(content, kind, naming), via=Via.PHONE)


def taken(here: Office, told: NewPetition) -> PetitionFile:
    filed = here.room.dictation.file(here.hoa, told, None, MONDAY)
    assert isinstance(filed, PetitionFile), filed
    return filed


def test_what_was_said_on_the_telephone_is_a_petition_like_any_other(here: Office, engine: Engine) -> None:
    file = taken(here, said())
    written = here.room.intake.file(filing("Rác ở chợ chưa ai gom cả"), AN, MONDAY)
    assert isinstance(written, PetitionFile)
    assert (file.petition.due, file.petition.days) == (written.petition.due, written.petition.days)
    assert (file.petition.via, file.petition.state, file.contact) == (Via.PHONE, PetitionState.RECEIVED, SENDER)
    assert file.followers == ()
    assert [(event.move, event.who) for event in file.events] == [(Transition.FILE, here.hoa.actor)]
    with read_session(engine) as session:
        query = text("SELECT actor, detail FROM audit WHERE action = 'petition.file' ORDER BY id")
        (by_staff, detail), (by_citizen, _) = session.execute(query).all()
    assert (by_staff, by_citizen) == (here.hoa.actor, "citizen")
    assert '"via":"dien_thoai"' in detail


def test_its_code_is_followed_in_any_chat(here: Office) -> None:
    file = taken(here, said())
    found = here.room.intake.sight_by_code(file.petition.code.replace("-", " ").lower(), AN)
    assert found is not None
    assert here.room.intake.follow(found, AN, MONDAY).petition is not None
    assert here.room.intake.reader(file.petition.id, AN) is Viewer.FOLLOWER


def test_it_lies_with_the_unit_that_took_it_unless_it_is_about_a_colleague(here: Office) -> None:
    assert taken(here, said()).petition.unit == here.roads.id
    about = taken(here, said("Cán bộ Lan nói năng khó nghe với dân", PetitionKind.BEHAVIOUR))
    assert about.petition.unit == here.reception.id
    assert here.room.dictation.taken_down(here.hoa, about.petition.id) is not None, "the code can still be read out"
    assert here.room.dictation.taken_down(here.lan, about.petition.id) is None


def test_a_button_pressed_twice_files_once_and_another_s_words_are_another_petition(here: Office) -> None:
    first, again = taken(here, said()), taken(here, said())
    assert first.petition.id == again.petition.id
    assert len(again.events) == 1
    other = here.room.dictation.file(here.lan, said(), None, MONDAY)
    assert isinstance(other, PetitionFile)
    assert other.petition.id != first.petition.id


def test_what_is_no_petition_is_warned_of_once(here: Office) -> None:
    fire = said("Cháy nhà ở chợ Hòa Bình, cứu với")
    assert here.room.dictation.file(here.hoa, fire, None, MONDAY) is Referral.FIRE
    assert here.room.dictation.file(here.hoa, fire, Referral.COMPLAINT, MONDAY) is Referral.FIRE, "warned of something else"
    assert isinstance(here.room.dictation.file(here.hoa, fire, Referral.FIRE, MONDAY), PetitionFile)


def test_an_accusation_is_not_taken_down_however_often_one_was_warned(here: Office) -> None:
    accused = said("Tôi tố cáo ông chủ tịch xã nhận tiền của dân")
    for warned in (None, Referral.DENUNCIATION, Referral.FIRE):
        assert here.room.dictation.file(here.hoa, accused, warned, MONDAY) is Referral.DENUNCIATION
    both = said("Cháy nhà ở chợ, tôi tố cáo ông Ba đốt")
    assert here.room.dictation.file(here.hoa, both, Referral.FIRE, MONDAY) is Referral.DENUNCIATION


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (replace(said(), contact=replace(SENDER, phone="0912")), RefusalReason.WRONG_PHONE),
        (replace(said(), contact=replace(SENDER, phone="091234567")), RefusalReason.WRONG_PHONE),
        (replace(said(), contact=replace(SENDER, phone="0912 345 6789")), RefusalReason.WRONG_PHONE),
        (replace(said(), contact=replace(SENDER, phone="0912345678, 091234567")), RefusalReason.WRONG_PHONE),
        (replace(said(), contact=replace(SENDER, phone="")), RefusalReason.INCOMPLETE),
        (replace(said(), contact=replace(SENDER, address="")), RefusalReason.INCOMPLETE),
        (replace(said(), procedure="9.999999"), RefusalReason.NO_SUCH_PROCEDURE),
        (said("Hỏng"), RefusalReason.NO_REASON),
        (said("Hỏng đèn " * 1_000), RefusalReason.TOO_LONG),
    ],
)
def test_what_is_not_whole_is_not_taken(here: Office, told: NewPetition, why: RefusalReason) -> None:
    assert here.room.dictation.file(here.hoa, told, None, MONDAY) == NotDone(why)


def test_of_a_suggestion_nobody_s_name_is_kept(here: Office) -> None:
    file = taken(here, replace(said(naming=Naming.ANONYMOUS), contact=Contact()))
    assert file.contact is None
    assert file.petition.is_suggestion


def test_who_has_code_and_number_from_the_page_withdraws_and_rates_nothing_in_the_senders_name(here: Office, engine: Engine) -> None:
    """Whoever took it down knows both: they prove a sender of what a citizen wrote, not of this."""
    withdrawn, answered = taken(here, said()), taken(here, said("Rác ở chợ chưa ai gom cả"))
    for file in (withdrawn, answered):
        assert isinstance(here.room.authorship.prove(file.petition.code, SENDER.phone, AN, MONDAY), Done)
    refused = here.room.intake.withdraw(withdrawn.petition.id, AN, MONDAY)
    assert isinstance(refused, NotDone)
    assert refused.why is RefusalReason.NOT_NOW
    number = answered.petition.id
    assert isinstance(here.room.desk.claim(here.hoa, number, MONDAY), Done)
    assert isinstance(here.room.desk.answer(here.hoa, number, "Đã xử lý xong.", MONDAY), Done)
    refused = here.room.intake.rate(number, AN, 5, "Rất hài lòng", MONDAY)
    assert isinstance(refused, NotDone)
    kept = here.room.stores.petitions.get(number)
    assert kept is not None
    assert kept.petition.score is None
    with read_session(engine) as session:
        letters = session.execute(text("SELECT rows FROM outbox WHERE channel = 'web' AND key = 'an'")).scalars().all()
    assert letters
    assert not any(":rate:" in str(rows) for rows in letters), "nothing is offered that would be refused"
