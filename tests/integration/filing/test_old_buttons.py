"""No button of an earlier message, and no words that come in between, take away what somebody has typed and not sent."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.frontdesk import FrontDesk
from bot.messages import Button
from bot.petitions.notices.letters import WORKING
from bot.petitions.rules.draft import PetitionDraft, from_json
from bot.petitions.rules.petition import PetitionState
from bot.petitions.windows.filing_dialog import FILING, LOSING
from indexer.ranking.search import Index
from tests.integration.filing.test_petition_windows import CONTACT, PetitionChat, filed, of_staff, windows_over
from tests.petition_site import PetitionSite
from tests.petitions import AN, LIGHT, WORDS, Office
from tests.presence import found

MORE = "Nước thải từ trại lợn chảy ra mương suốt hai tuần nay, mùi rất nặng"
SAY, WORK = WORDS.petitions.filing, WORDS.petitions.working
Here = tuple[Office, FrontDesk]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    yield from windows_over(tmp_path)


@pytest.fixture
def an(here: Here) -> PetitionChat:
    return PetitionChat(here[1], AN)


def draft(here: Here) -> PetitionDraft:
    return from_json(dict(found(here[0].room.dialogs.get(AN, FILING))[0]))


def buttons(talk: PetitionChat) -> list[Button]:
    return [button for reply in talk.shown for row in reply.rows for button in row]


def first_draft(an: PetitionChat) -> list[Button]:
    """Every button of every page of a petition that was written, and given up."""
    seen = []
    for step in ("/kiennghi", LIGHT, "thôn 3, xã Hòa Bình", CONTACT, "sửa"):
        an.say(step)
        seen += buttons(an)
    an.say("/kiennghi")
    seen += buttons(an)
    an.press("Bỏ")
    return seen


def test_no_button_of_an_earlier_petition_takes_anything_from_the_next(here: Here, an: PetitionChat) -> None:
    """Every losing one that was ever shown, with its seal as it was shown, and as versions before showed it."""
    old = first_draft(an)
    pressed = {button.action for button in old if button.action.split(":")[1].partition("~")[0] in LOSING}
    assert len({action.split(":")[1] for action in pressed}) >= 5
    for action in (*sorted(pressed), "k:new", "k:drop", "k:ask", "k:rewrite", "k:back", "k:photos", "k:anon", "k:edit:content"):
        an.say("/kiennghi")
        if "dở" in an.say("/kiennghi"):
            an.press(SAY.resume)
        if not draft(here).content:
            an.say(MORE)
            an.say("xóm 5")
        told = an.forge(action) if "~" in action else an.act(action)
        kept = draft(here)
        assert (kept.content, kept.place and kept.place.name, kept.photos) == (MORE, "xóm 5", ()), (action, told)
        if not action.startswith("k:edit:@"):  # that asks what is to be changed
            assert SAY.earlier in told, action
            assert MORE in told, action


def test_a_finished_draft_is_asked_about_before_another_takes_its_place(here: Here, an: PetitionChat) -> None:
    for step in ("/kiennghi", LIGHT, "thôn 3, xã Hòa Bình", CONTACT):
        an.say(step)
    assert SAY.earlier in an.act("k:new")
    assert draft(here).content == LIGHT
    an.press(SAY.anew)
    assert draft(here).is_empty, "pressed below what it takes away"


def test_an_old_send_shows_what_is_sent_by_now_and_sends_nothing(here: Here, an: PetitionChat) -> None:
    for step in ("/kiennghi", LIGHT, "thôn 3, xã Hòa Bình", CONTACT):
        an.say(step)
    send = next(button.action for button in buttons(an) if button.label == SAY.send)
    an.say("sửa")
    an.say("1")
    an.say(MORE)
    assert SAY.earlier in an.forge(send)
    assert not here[0].room.intake.of(AN)
    an.press(SAY.resume)
    an.press(SAY.send)
    (listed,) = here[0].room.intake.of(AN)
    assert found(here[0].room.stores.petitions.get(listed.id)).petition.content == MORE


def test_who_goes_back_to_the_beginning_keeps_what_they_told(here: Here, an: PetitionChat) -> None:
    an.say("/kiennghi")
    an.say(LIGHT)
    assert LIGHT in an.press(SAY.back)
    an.press(SAY.as_before)
    assert draft(here).content == LIGHT
    an.press(SAY.back)
    an.say(MORE)
    assert (draft(here).content, draft(here).before) == (MORE, "")


@pytest.mark.parametrize("way", ["answer", "note", "see", "drop", "as", "reply"])
def test_no_button_takes_an_answer_that_an_officer_wrote_and_did_not_send(here: Here, way: str) -> None:
    made, _ = here
    number, other = filed(here).petition.id, filed(here, content="Cống ở ngõ 5 tắc đã một tháng, nước tràn vào nhà").petition.id
    hoa = of_staff(here, made.admin)
    for each in (number, other):
        hoa.act(f"w:claim:{each}")
    hoa.act(f"w:note:{number}")
    hoa.act(f"w:answer:{number}")
    hoa.say("Đã thay bóng đèn sáng nay, mời bà con xem lại.")
    send = next(button for button in buttons(hoa) if button.label == WORK.send_it)
    match way:
        case "drop":
            told = hoa.act("w:drop")
        case "as":
            told = hoa.act("w:as:note")
        case "reply":
            told = hoa.say("Mời ông đến nhận kết quả", reply_to="77")
        case _:
            told = hoa.act(f"w:{way}:{other}")
    kept = found(made.room.dialogs.get(found(made.admin.chat), WORKING))[0]
    if way == "reply":
        assert kept["text"] == "Mời ông đến nhận kết quả", "typed after it was shown, where it was asked for: shown again, not sent"
        return
    assert kept["text"] == "Đã thay bóng đèn sáng nay, mời bà con xem lại."
    assert way == "see" or WORK.held in told
    hoa.forge(send.action)
    assert found(made.room.stores.petitions.get(number)).petition.state is PetitionState.ANSWERED


def test_what_an_officer_replied_is_meant_by_its_own_buttons_alone(here: Here) -> None:
    made, _ = here
    number = filed(here).petition.id
    admin = of_staff(here, made.admin)
    admin.act(f"w:claim:{number}")
    admin.say("Chờ vật tư, chưa trả lời dân.", reply_to="77")
    old = [button.action for button in buttons(admin) if button.label == WORK.as_note]
    assert old
    admin.press(WORK.cancel)
    admin.say("Đã thay bóng đèn.", reply_to="77")
    assert WORK.held in admin.forge(old[0])
    events = found(made.room.stores.petitions.get(number)).events
    assert not [event for event in events if event.why == "Đã thay bóng đèn."]
    assert WORK.held in admin.say("Một lời khác hẳn.", reply_to="77")
    assert found(made.room.dialogs.get(found(made.admin.chat), WORKING))[0]["text"] == "Đã thay bóng đèn."


@pytest.mark.parametrize("deed", ["bo", "cung:1"])
def test_on_the_web_an_old_page_gives_up_nothing_that_was_written_since(
    engine: Engine, small_index: Index, tmp_path: Path, deed: str
) -> None:
    site = PetitionSite(engine, small_index, tmp_path)
    an = site.citizen()
    an.fill()
    page = an.get("/kien-nghi/gui/xem-lai").text
    fields = dict(re.findall(r'name="(phieu|ban)" value="([0-9a-f]+)"', page)) | {"viec": deed}
    an.fill(**{"noi-dung": MORE})
    for sent in (fields, {name: value for name, value in fields.items() if name != "ban"}):
        again = an.client.post("/kien-nghi/gui/xem-lai", data=sent)
        assert again.status_code == 409
        assert MORE in html.unescape(again.text)
    assert MORE in html.unescape(an.get("/kien-nghi/gui").text)
