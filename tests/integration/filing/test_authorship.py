"""Who lost the cookie or the phone proves to be the sender by the code and the telephone number, and nobody guesses his way in."""

from __future__ import annotations

import hmac
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine, text

from bot.database import audit
from bot.database.engine import read_session
from bot.messages import ChatId
from bot.people.store import Chats
from bot.petitions.cases.authorship import is_same_number, number_of
from bot.petitions.rules.outcome import Done, Outcome, RefusalReason
from bot.petitions.rules.petition import Naming, PetitionFile, Via
from bot.petitions.rules.transitions import Transition
from bot.petitions.store.authorship import OF_ADDRESS, OF_CHAT, OF_PETITION
from tests.petitions import AN, BINH, LIGHT, MONDAY, SENDER, Office, filing, letters, why

NEW = ChatId("telegram", "555")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def file(here: Office, chat: ChatId | None = AN, naming: Naming = Naming.HIDDEN) -> PetitionFile:
    filed = here.room.intake.file(filing(naming=naming), chat, MONDAY)
    assert isinstance(filed, PetitionFile)
    return filed


def whole(here: Office, before: PetitionFile) -> PetitionFile:
    found = here.room.stores.petitions.get(before.petition.id)
    assert found is not None
    return found


def prove(here: Office, code: str, number: str, chat: ChatId = NEW, at: timedelta = HOUR, address: str = "") -> Outcome:
    return here.room.authorship.prove(code, number, chat, MONDAY + at, address)


def trail(engine: Engine) -> list[tuple[str, str]]:
    with read_session(engine) as session:
        query = text("SELECT action, subject FROM audit WHERE action IN ('petition.prove', 'petition.unproven') ORDER BY id")
        return [(action, subject) for action, subject in session.execute(query)]


def test_code_and_number_make_the_new_chat_the_senders_and_the_old_one_is_told(here: Office, engine: Engine) -> None:
    before = file(here)
    code = before.petition.code
    assert isinstance(prove(here, code.replace("-", "").lower(), "+84 912 345 678"), Done)
    assert here.room.stores.board.relation(before.petition.id, NEW) == "author"
    assert here.room.stores.board.relation(before.petition.id, AN) == "author", "two facts that others may know lock nobody out"
    assert letters(engine, AN) == [here.room.authorship.words.proven.format(code=code)]
    assert SENDER.phone not in letters(engine, AN)[0]
    assert letters(engine, NEW) == []
    file_now = whole(here, before)
    assert file_now.contact == SENDER
    assert [(event.move, event.who) for event in file_now.events][-1] == (Transition.PROVE, "citizen")
    assert isinstance(here.room.intake.add(before.petition.id, NEW, "thêm một việc", MONDAY + HOUR), Done)
    assert trail(engine) == [("petition.prove", f"petition:{before.petition.id}")]
    assert isinstance(audit.verify(engine), audit.Intact)


def test_a_wrong_code_a_wrong_number_and_no_number_get_the_same_answer_and_a_row_of_the_trail(here: Office, engine: Engine) -> None:
    named, nameless = file(here), file(here, BINH, naming=Naming.ANONYMOUS)
    assert why(prove(here, named.petition.code, "0912345679")) is RefusalReason.UNPROVEN
    assert why(prove(here, "KN7-4XQ-M3P", SENDER.phone)) is RefusalReason.UNPROVEN, "no such code"
    assert why(prove(here, nameless.petition.code, SENDER.phone)) is RefusalReason.UNPROVEN
    assert why(prove(here, nameless.petition.code, "", BINH)) is RefusalReason.UNPROVEN, "not even by nothing"
    assert why(prove(here, named.petition.code[:-1], SENDER.phone)) is RefusalReason.UNPROVEN, "the full code"
    assert here.room.stores.board.relation(named.petition.id, NEW) == here.room.stores.board.relation(nameless.petition.id, NEW) == ""
    one, two = (f"petition:{each.petition.id}" for each in (named, nameless))
    subjects = [one, "petition:?", two, two, "petition:?"]
    assert trail(engine) == [("petition.unproven", subject) for subject in subjects]
    assert letters(engine, AN) == letters(engine, BINH) == []


def test_failures_are_counted_for_who_fails(here: Office) -> None:
    code = file(here).petition.code
    for number in range(OF_CHAT):
        assert why(prove(here, code, f"091234560{number}")) is RefusalReason.UNPROVEN
    assert why(prove(here, code, SENDER.phone)) is RefusalReason.TOO_MANY, "the right one too"
    assert here.room.stores.board.relation(1, NEW) == ""
    assert isinstance(prove(here, code, SENDER.phone, at=HOUR + DAY), Done), "after a day"


def test_who_knows_a_code_does_not_lock_its_sender_out(here: Office) -> None:
    code = file(here).petition.code
    for number in range(5 * OF_PETITION):
        prove(here, code, "0900000000", ChatId("web", f"n{number}"), address=f"192.0.2.{number}")
    slow = ChatId("web", "slow")
    assert [why(prove(here, code, "0900000000", slow)) for _ in range(2)] == [RefusalReason.UNPROVEN, RefusalReason.TOO_MANY], (
        "guessing has become slow"
    )
    assert isinstance(prove(here, code, SENDER.phone, ChatId("web", "fresh")), Done)


def test_success_counts_for_nothing(here: Office) -> None:
    codes = [file(here, ChatId("web", f"a{number}")).petition.code for number in range(OF_CHAT + 2)]
    assert all(isinstance(prove(here, code, SENDER.phone), Done) for code in codes)


@pytest.mark.parametrize("addresses", [("192.0.2.7", "192.0.2.7"), ("2001:db8::1", "2001:db8::ffff"), ("10.1.2.3", "10.1.2.3")])
def test_an_address_does_not_try_code_after_code_and_is_not_shut_out_for_a_day(here: Office, addresses: tuple[str, str]) -> None:
    code = file(here).petition.code
    for number in range(OF_ADDRESS):
        prove(here, "KN7-4XQ-M3P" if number % 2 else "", "0900000000", ChatId("web", f"n{number}"), address=addresses[0])
    assert why(prove(here, code, SENDER.phone, ChatId("web", "x"), address=addresses[1])) is RefusalReason.TOO_MANY
    assert isinstance(prove(here, code, SENDER.phone, ChatId("web", "y"), address="192.0.2.8"), Done)
    assert isinstance(prove(here, code, SENDER.phone, ChatId("web", "x"), 2 * HOUR, addresses[1]), Done), "an hour later"


def test_a_clock_set_back_locks_nobody_and_old_tries_are_forgotten(here: Office, engine: Engine) -> None:
    code = file(here).petition.code
    for _ in range(OF_CHAT):
        prove(here, code, "0900000000", at=30 * DAY)
    assert isinstance(prove(here, code, SENDER.phone), Done)
    here.room.reminders.tidy(MONDAY + 60 * DAY)
    with read_session(engine) as session:
        assert session.execute(text("SELECT count(*) FROM petition_proofs")).scalar() == 0


def test_neither_address_nor_chat_nor_number_is_kept_of_a_try(here: Office, engine: Engine) -> None:
    prove(here, file(here).petition.code, "0987654321", address="192.0.2.7")
    with read_session(engine) as session:
        kept = str([*session.execute(text("SELECT * FROM petition_proofs")), *session.execute(text("SELECT detail FROM audit"))])
    assert not {"192.0.2.7", "0987654321", "555"} & {*re.findall(r"[\w.]+", kept)}  # as words: a keyed hash may hold any three signs


def test_the_address_of_a_try_is_told_by_no_list_of_all_addresses(here: Office, engine: Engine) -> None:
    """There are four thousand million; hashing them all takes an hour, where no key goes into the hash."""
    audit.keyed(engine, "the secret of the office")
    prove(here, "KN2-222-222", "0912345678", address="14.160.0.7")
    with engine.connect() as connection:
        kept = set(connection.scalars(text("SELECT subject FROM petition_proofs")))
    guesses = [f"{before}{what}" for before in ("", "proof ") for what in ("address 14.160.0.7", f"chat {NEW}", "petition ")]
    plain = {each for guess in guesses for each in (sha256(guess.encode()).hexdigest(), sha256(guess.encode()).hexdigest()[:16])}
    unkeyed = {hmac.digest(b"", f"pseudonym {guess}".encode(), "sha256").hex()[:16] for guess in guesses}
    assert len(kept) == 3
    assert kept.isdisjoint(plain | unkeyed)


def test_tries_at_once_are_counted_one_by_one(here: Office) -> None:
    code = file(here).petition.code

    def tried(number: int) -> RefusalReason:
        return why(prove(here, code, f"09000000{number:02}", ChatId("web", f"n{number}"), address="192.0.2.7"))

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(tried, range(2 * OF_ADDRESS)))
    assert answers.count(RefusalReason.UNPROVEN) == OF_ADDRESS


def test_what_was_taken_down_on_the_telephone_is_opened_by_who_called(here: Office) -> None:
    taken = here.room.dictation.file(here.hoa, replace(filing(), via=Via.PHONE), None, MONDAY)
    assert isinstance(taken, PetitionFile)
    assert isinstance(prove(here, taken.petition.code, SENDER.phone), Done)
    now = whole(here, taken)
    assert (now.contact, [follower.is_author for follower in now.followers]) == (SENDER, [True])


def test_a_follower_becomes_the_sender_once_and_again_changes_nothing(here: Office, engine: Engine) -> None:
    filed = file(here)
    here.room.stores.petitions.follow(filed.petition.id, NEW, MONDAY)
    assert isinstance(prove(here, filed.petition.code, SENDER.phone), Done)
    assert isinstance(prove(here, filed.petition.code, SENDER.phone), Done)
    now = whole(here, filed)
    assert len(now.followers) == 2
    assert sum(event.move == Transition.PROVE for event in now.events) == 1
    assert len(letters(engine, AN)) == 1


def test_name_and_number_go_when_the_new_chat_has_its_data_deleted(here: Office, engine: Engine) -> None:
    filed = file(here)
    prove(here, filed.petition.code, SENDER.phone)
    Chats(engine).delete(NEW, MONDAY)
    assert whole(here, filed).contact is None
    assert here.room.stores.board.relation(filed.petition.id, AN) == "author"
    with read_session(engine) as session:
        assert SENDER.phone not in str(session.execute(text("SELECT * FROM petition_people")).all())


def test_of_two_chats_of_the_sender_both_hear_what_one_withdraws(here: Office, engine: Engine) -> None:
    filed = file(here)
    prove(here, filed.petition.code, SENDER.phone)
    assert isinstance(here.room.intake.withdraw(filed.petition.id, NEW, MONDAY + 2 * HOUR), Done)
    assert "đã được người gửi rút lại" in letters(engine, AN)[-1]


@pytest.mark.parametrize(
    ("typed", "kept", "is_same"),
    [
        ("0912 345 678", "0912345678", True),
        ("+84912345678", "0912345678", True),
        ("0912.345.678 ạ", "84912345678", True),
        ("số của tôi là 0912-345-678", "0912345678", True),
        ("٠٩١٢٣٤٥٦٧٨", "0912345678", True),
        ("912345678", "0912345678", False),
        ("0912345679", "0912345678", False),
        ("", "", False),
        ("12345", "12345", False),
        (LIGHT, "", False),
        ("09123456780912345678", "0912345678", False),
    ],
)
def test_numbers_are_the_same_however_they_are_written(typed: str, kept: str, is_same: bool) -> None:
    assert is_same_number(typed, kept) is is_same
    assert number_of(number_of(typed)) == number_of(typed)
