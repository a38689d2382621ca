"""A second factor in the console: a stolen login link opens nothing, a code counts once, and who loses everything gets in again."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.console.access import ACCESS, PREFIX
from bot.database.engine import read_session
from bot.messages import ChatId
from bot.people.account_letters import letter_about
from bot.people.second import totp
from bot.people.second.factor_store import CodeVerdict, SecondFactors
from bot.people.staff import Role, Staff
from indexer.ranking.search import Index
from tests.office import MONDAY, WORDS, Browser, TestOffice
from tests.presence import found

W = WORDS.console.second
TOLD = letter_about("nhắn", MONDAY)
LINK = re.compile(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>")


@pytest.fixture
def office(engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    return TestOffice(engine, small_index, tmp_path / "files")


@pytest.fixture
def an(office: TestOffice) -> Staff:
    return office.person("An", Role.ADMIN, office.unit("Văn phòng", is_coordinator=True))


def code(office: TestOffice, person: Staff, steps: int = 0) -> str:
    """What the telephone shows, now or `steps` later."""
    key = found(office.second.of(person.id)).key
    return totp.code_of(key, totp.step_of(office.clock.at) + steps)


def next_code(office: TestOffice, person: Staff) -> str:
    """The one after the last that was used."""
    office.later(seconds=totp.STEP)
    return code(office, person)


def turned_on(office: TestOffice, person: Staff) -> tuple[Browser, list[str]]:
    """On the page, as they do: the browser, and the recovery codes that it showed."""
    browser = office.log_in(person)
    browser.post("/tai-khoan/hai-lop/bat-dau")
    shown = browser.post("/tai-khoan/hai-lop", code=next_code(office, person))
    assert shown.status_code == 200, shown.text
    return browser, LINK.findall(shown.text)


def half_in(office: TestOffice, person: Staff) -> Browser:
    """With a link alone."""
    browser = Browser(office.client())
    assert browser.client.post(office.link(person)).status_code == 303
    return browser


def answer(browser: Browser, typed: str) -> int:
    """To the page that asks for the code."""
    page = browser.get("/ma").text
    token = found(re.search(r'name="form" value="([0-9a-f]{64})"', page))[1]
    return browser.client.post(f"{PREFIX}/ma", data={"form": token, "code": typed}).status_code


def actions(engine: Engine) -> list[str]:
    with read_session(engine) as session:
        return [action for (action,) in session.execute(text("SELECT action FROM audit ORDER BY id")) if action.startswith("staff.second")]


def test_it_is_turned_on_once_the_telephone_counts_right(office: TestOffice, an: Staff, engine: Engine) -> None:
    browser = office.log_in(an)
    assert W.begin in browser.text("/tai-khoan/hai-lop")
    browser.post("/tai-khoan/hai-lop/bat-dau")
    page = browser.text("/tai-khoan/hai-lop")
    groups = re.findall(r'class="whole">(\w+)<', page)
    assert totp.shown(found(office.second.of(an.id)).key) == " ".join(groups)
    assert "<svg" in page
    wrong = browser.post("/tai-khoan/hai-lop", code="000000")
    assert wrong.status_code == 409
    assert W.refused["wrong"] in wrong.text
    assert office.second.everyone() == frozenset(), "nobody locks themselves out with a telephone that counts wrong"
    assert browser.get("/").status_code == 200
    codes = LINK.findall(browser.post("/tai-khoan/hai-lop", code=next_code(office, an)).text)
    assert len(set(codes)) == totp.RECOVERY_CODES
    assert browser.get("/").status_code == 200, "this session has given its code"
    page = browser.text("/tai-khoan/hai-lop")
    assert W.is_on in page
    assert totp.shown(found(office.second.of(an.id)).key) not in page, "the key is shown no more"
    assert not any(each in page for each in codes)
    assert actions(engine) == ["staff.second_on"]


def test_a_link_alone_opens_no_page_and_does_nothing(office: TestOffice, an: Staff) -> None:
    """Every route there is, but those to give the code and to leave."""
    number = office.petition().petition.id
    turned_on(office, an)
    thief = half_in(office, an)
    page = thief.get("/ma").text
    token = found(re.search(r'name="form" value="([0-9a-f]{64})"', page))[1]
    for (method, path), roles in ACCESS.items():
        if roles is None or path in ("/ma", "/dang-xuat", "/dang-xuat-het"):
            continue
        asked = PREFIX + path.replace("{number:int}", str(number)).replace("{action}", "claim").replace("{name:path}", "x").replace(
            "{name}", "x"
        )
        told = thief.client.get(asked) if method == "GET" else thief.client.post(asked, data={"form": token})
        assert (told.status_code, told.headers.get("location")) == (303, f"{PREFIX}/ma"), (method, path)
    assert found(office.petitions.get(number)).petition.version == 1
    assert not office.second.everyone() - {an.id}


def test_with_the_code_one_is_in_and_the_same_code_lets_nobody_else_in(office: TestOffice, an: Staff) -> None:
    turned_on(office, an)
    own, thief = half_in(office, an), half_in(office, an)
    typed = next_code(office, an)
    assert answer(own, f" {typed[:3]} {typed[3:]} ") == 303
    assert own.get("/").status_code == 200
    assert answer(thief, typed) == 409, "replayed over the shoulder"
    assert thief.get("/").headers["location"] == f"{PREFIX}/ma"
    assert answer(thief, next_code(office, an)) == 303


def test_sessions_that_were_open_elsewhere_are_asked_too(office: TestOffice, an: Staff) -> None:
    elsewhere = office.log_in(an)
    assert elsewhere.get("/").status_code == 200
    turned_on(office, an)
    assert elsewhere.get("/").headers["location"] == f"{PREFIX}/ma"


def test_a_recovery_code_lets_in_once_and_is_kept_as_a_hash(office: TestOffice, an: Staff, engine: Engine) -> None:
    _, codes = turned_on(office, an)
    with read_session(engine) as session:
        kept = str(session.execute(text("SELECT * FROM second_factors")).all())
    assert not any(each in kept or each.replace("-", "") in kept for each in codes)
    assert answer(half_in(office, an), codes[3].upper()) == 303
    assert answer(half_in(office, an), codes[3]) == 409, "used up"
    assert found(office.second.of(an.id)).left == totp.RECOVERY_CODES - 1
    assert actions(engine)[-1] == "staff.second_recovered"


def test_new_recovery_codes_take_the_place_of_the_old_ones(office: TestOffice, an: Staff) -> None:
    browser, old = turned_on(office, an)
    new = LINK.findall(browser.post("/tai-khoan/hai-lop/ma", code=next_code(office, an)).text)
    assert not set(new) & set(old)
    assert answer(half_in(office, an), old[0]) == 409
    assert answer(half_in(office, an), new[0]) == 303


def test_after_five_wrong_codes_even_the_right_one_waits_a_quarter_of_an_hour(office: TestOffice, an: Staff, engine: Engine) -> None:
    _, recovery = turned_on(office, an)
    thief = half_in(office, an)
    assert [answer(thief, "000000") for _ in range(totp.MOST_TRIES)] == [409] * totp.MOST_TRIES
    other = half_in(office, an)
    assert answer(other, next_code(office, an)) == 429, "of the person, whatever session or process asks"
    assert answer(other, recovery[0]) == 429
    assert actions(engine).count("staff.second_locked") == 1
    office.clock.at += totp.TRIES_IN
    assert answer(half_in(office, an), code(office, an)) == 303


def test_turning_it_off_wants_a_code_a_session_left_open_is_not_enough(office: TestOffice, an: Staff, engine: Engine) -> None:
    browser, _ = turned_on(office, an)
    assert browser.post("/tai-khoan/hai-lop/bo", code="").status_code == 409
    assert office.second.everyone() == {an.id}
    assert "said=second_off" in browser.post("/tai-khoan/hai-lop/bo", code=next_code(office, an)).headers["location"]
    assert office.second.of(an.id) is None
    assert half_in(office, an).get("/").status_code == 200
    assert actions(engine) == ["staff.second_on", "staff.second_off"]


def test_a_second_telephone_is_added_by_nobody_while_one_counts(office: TestOffice, an: Staff) -> None:
    browser, _ = turned_on(office, an)
    key = found(office.second.of(an.id)).key
    browser.post("/tai-khoan/hai-lop/bat-dau")
    assert found(office.second.of(an.id)).key == key
    assert browser.post("/tai-khoan/hai-lop", code=next_code(office, an)).status_code == 409


def test_an_admin_takes_it_from_who_has_lost_everything_with_a_row_and_a_word_to_them(
    office: TestOffice, an: Staff, engine: Engine
) -> None:
    lan = office.person("Lan", Role.LEADER, office.unit("Phòng khác"))
    theirs, _ = turned_on(office, lan)
    admin = office.log_in(an)
    assert W.reset in admin.text("/nhan-su")
    assert "said=second_reset" in admin.post(f"/nhan-su/{lan.id}/hai-lop/bo").headers["location"]
    assert office.second.of(lan.id) is None
    assert theirs.get("/").headers["location"] == f"{PREFIX}/dang-nhap", "and they are logged out"
    assert actions(engine)[-1] == "staff.second_reset"
    notice = half_in(office, lan).text("/thong-bao")
    assert "mã hai lớp" in notice
    assert "said=wrong" in admin.post(f"/nhan-su/{lan.id}/hai-lop/bo").headers["location"], "there is none any more"


def test_nobody_resets_their_own_and_no_leader_anybodys(office: TestOffice, an: Staff) -> None:
    browser, _ = turned_on(office, an)
    assert "said=wrong" in browser.post(f"/nhan-su/{an.id}/hai-lop/bo").headers["location"]
    lan = office.log_in(office.person("Lan", Role.LEADER, office.unit("Phòng khác")))
    assert lan.post(f"/nhan-su/{an.id}/hai-lop/bo").status_code == 403
    assert office.second.everyone() == {an.id}


def test_an_admin_who_is_none_any_more_resets_nothing(office: TestOffice, an: Staff) -> None:
    turned_on(office, an)
    boss = office.person("Bình", Role.ADMIN, office.unit("Phòng khác"))
    office.book.change(boss.id, boss.name, Role.OFFICER, boss.unit, "cli", office.clock.at)
    assert not office.second.reset(an.id, boss.actor, office.clock.at)
    assert office.second.reset(an.id, "cli", office.clock.at), "the command line does: an office of one admin gets in again"


def test_where_a_role_must_have_one_nothing_else_opens_before(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    office = TestOffice(engine, small_index, tmp_path / "files", wants_second=frozenset({Role.ADMIN}))
    unit = office.unit("Văn phòng", is_coordinator=True)
    an, lan = office.person("An", Role.ADMIN, unit), office.person("Lan", Role.OFFICER, unit)
    assert half_in(office, lan).get("/").status_code == 200, "of who need not have one nothing is asked"
    browser = half_in(office, an)
    for path in ("/", "/nhan-su", "/tai-khoan", "/nhat-ky.csv"):
        assert browser.get(path).headers["location"] == f"{PREFIX}/tai-khoan/hai-lop", path
    page = browser.text("/tai-khoan/hai-lop")
    token = found(re.search(r'name="form" value="([0-9a-f]{64})"', page))[1]
    browser.client.post(f"{PREFIX}/tai-khoan/hai-lop/bat-dau", data={"form": token})
    office.later(seconds=totp.STEP)
    shown = browser.client.post(f"{PREFIX}/tai-khoan/hai-lop", data={"form": token, "code": code(office, an)})
    assert shown.status_code == 200
    assert browser.get("/").status_code == 200


def test_a_stolen_database_counts_no_codes(office: TestOffice, an: Staff, engine: Engine) -> None:
    """What is kept gives the key with the office's secret alone."""
    turned_on(office, an)
    office.later(seconds=totp.STEP)
    thief = SecondFactors(engine, "a guess at the secret of the office")
    cookie = "0" * 48
    assert found(thief.of(an.id)).key != found(office.second.of(an.id)).key
    assert (
        office.second.check(an, totp.code_of(found(thief.of(an.id)).key, totp.step_of(office.clock.at)), cookie, office.clock.at, TOLD)
        is CodeVerdict.WRONG
    )


def test_of_many_who_type_the_same_code_at_once_one_is_let_in(office: TestOffice, an: Staff) -> None:
    turned_on(office, an)
    typed, at = next_code(office, an), office.clock.at
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda number: office.second.check(an, typed, f"{number:048}", at, TOLD), range(8)))
    assert told.count(CodeVerdict.PASSED) == 1, told


def test_of_many_wrong_codes_at_once_no_more_are_tried_than_one_after_another(office: TestOffice, an: Staff, engine: Engine) -> None:
    turned_on(office, an)
    office.later(seconds=totp.STEP)
    at = office.clock.at
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: office.second.check(an, "000000", "0" * 48, at, TOLD), range(24)))
    assert told.count(CodeVerdict.WRONG) == totp.MOST_TRIES
    assert told.count(CodeVerdict.LOCKED) == 24 - totp.MOST_TRIES
    assert actions(engine).count("staff.second_locked") == 1


def test_who_passed_a_factor_that_was_there_before_is_asked_for_the_one_that_counts(office: TestOffice, an: Staff) -> None:
    """A session that passed the factor of a telephone that is gone is no session that passed the new one."""
    here, _ = turned_on(office, an)
    other = half_in(office, an)
    assert answer(other, next_code(office, an)) == 303
    assert other.get("/").status_code == 200
    assert here.post("/tai-khoan/hai-lop/bo", code=next_code(office, an)).status_code == 303
    here.post("/tai-khoan/hai-lop/bat-dau")
    assert here.post("/tai-khoan/hai-lop", code=next_code(office, an)).status_code == 200
    assert here.get("/").status_code == 200
    assert other.get("/").headers["location"].endswith("/ma")


def test_whose_factor_it_is_hears_of_all_that_becomes_of_it(office: TestOffice, an: Staff, engine: Engine) -> None:
    """In their chat and in the console, and so by mail: a session that somebody stole must not do it in silence."""
    assert office.book.bind(an.id, ChatId("telegram", "77"), "cli", office.clock.at)
    browser, codes = turned_on(office, an)
    assert answer(half_in(office, an), codes[0]) == 303
    assert browser.post("/tai-khoan/hai-lop/ma", code=next_code(office, an)).status_code == 200
    assert browser.post("/tai-khoan/hai-lop/bo", code="000000").status_code == 409
    assert browser.post("/tai-khoan/hai-lop/bo", code=next_code(office, an)).status_code == 303
    door = WORDS.staff_door
    wanted = [told.split("{at}")[1] for told in (door.second_on, door.second_recovered, door.second_codes, door.second_off)]
    with read_session(engine) as session:
        sent = session.execute(text("SELECT channel, text FROM outbox ORDER BY id")).all()
        noted = session.execute(text("SELECT text FROM staff_notices ORDER BY id")).scalars().all()
    assert [told.partition("Lúc ")[2][len("10:00 16/11/2026") :] for _, told in sent] == wanted
    assert {channel for channel, _ in sent} == {"telegram"}
    assert len(noted) == len(wanted)
