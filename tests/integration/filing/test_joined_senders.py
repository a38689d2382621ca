"""Who sent petitions that were merged learn nothing of one another: what each gave of themselves is hidden from the others, title or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.petitions.rules.outcome import Done, NotDone
from bot.petitions.rules.petition import Contact, Petition, PetitionFile, PetitionState, mark_of
from bot.petitions.rules.visibility import Viewer, shown
from tests.petitions import AN, BINH, LIGHT, MONDAY, Office, done, filing, letters
from tests.presence import found

DAY = timedelta(days=1)
OWN = Contact("Nguyễn Văn An", "Số nhà 9 ngõ 2, thôn Đông", "0912345678")
THEIRS = Contact("Lò Thị Bình", "Bản Nà Tông, gần nhà văn hóa", "0987 654 321")
MAIL = "binh.lo@example.vn"
SAID = (
    f"Đèn đã thay. {THEIRS.name} và lo thi binh cùng gửi; số 0987654321, +84 987.654.321, thư {MAIL}, ở Bản Nà Tông, gần nhà văn hóa. "
    f"Chào {OWN.name}, 0912345678."
)
SECRET = (THEIRS.name, "lo thi binh", "0987654321", "987.654.321", MAIL, "gần nhà văn hóa")


def two(here: Office) -> tuple[Petition, Petition]:
    """Of An, which stays, and of Bình, which was merged into it."""
    made = []
    for contact, chat, content in ((OWN, AN, LIGHT), (THEIRS, BINH, f"{LIGHT} lắm, thư về {MAIL}")):
        file = here.room.intake.file(replace(filing(content), contact=contact), chat, MONDAY)
        assert isinstance(file, PetitionFile)
        done(here.room.desk.forward(here.admin, file.petition.id, here.roads.id, "", "đúng việc", MONDAY))
        made.append(done(here.room.desk.claim(here.hoa, file.petition.id, MONDAY)))
    done(here.room.desk.merge(here.hoa, made[1].id, made[0].code, MONDAY))
    return made[0], made[1]


def read(here: Office, number: int) -> str:
    return mark_of(here.room.desk.shared(here.hoa, number, SAID))


def whole(here: Office, number: int, reader: Viewer) -> str:
    """All that `reader` may know of it, as chat and web page are made of."""
    return repr(shown(found(here.room.stores.petitions.get(number)), reader))


@pytest.mark.parametrize("way", ["answer", "correct", "reject", "ask", "forward", "apologise"])
def test_no_word_of_the_office_tells_who_sent_the_other(here: Office, engine: Engine, way: str) -> None:
    desk, (stays, goes) = here.room.desk, two(here)
    at = MONDAY + DAY
    match way:
        case "answer" | "correct":
            done(desk.answer(here.hoa, stays.id, SAID if way == "answer" else "Đã xem.", at, read=read(here, stays.id)))
            if way == "correct":
                done(desk.correct(here.hoa, stays.id, SAID, at, read=read(here, stays.id)))
        case "reject":
            done(desk.reject(here.hoa, stays.id, SAID, at, read=read(here, stays.id)))
        case "ask":
            done(desk.ask(here.hoa, stays.id, SAID, at))
        case "forward":
            done(desk.forward(here.hoa, stays.id, here.reception.id, "", SAID, at))
        case _:
            done(desk.apologise(here.leader, stays.id, (MONDAY + 21 * DAY).date(), SAID, at))
    to_an, to_binh = "\n".join(letters(engine, AN)), "\n".join(letters(engine, BINH))
    for text in (to_an, whole(here, stays.id, Viewer.AUTHOR)):
        assert not [secret for secret in SECRET if secret in text], text
        assert OWN.name in text or way == "forward", "of themselves nothing is hidden"
    for text in (to_binh, whole(here, goes.id, Viewer.AUTHOR), whole(here, stays.id, Viewer.FOLLOWER)):
        assert not [secret for secret in (OWN.name, "0912345678") if secret in text], text


def test_a_draft_of_before_the_merge_names_them_no_more_after_it(here: Office) -> None:
    desk = here.room.desk
    stays, goes = two(here)
    done(desk.unmerge(here.hoa, goes.id, MONDAY))
    done(desk.draft(here.hoa, stays.id, SAID, MONDAY))
    done(desk.merge(here.hoa, goes.id, stays.code, MONDAY))
    petition = found(here.room.stores.petitions.get(stays.id)).petition
    assert not [secret for secret in SECRET if secret in petition.draft + petition.draft_shared]
    assert OWN.name in petition.draft
    assert OWN.name not in petition.draft_shared


def test_nor_does_what_is_published(here: Office) -> None:
    """Neither what is proposed nor what an officer types instead."""
    desk, (stays, _) = here.room.desk, two(here)
    done(desk.answer(here.hoa, stays.id, "Đã xem.", MONDAY))
    published = done(desk.publish(here.hoa, stays.id, SAID, SAID, MONDAY + DAY))
    assert not [secret for secret in SECRET if secret in published.published + published.published_answer]
    proposed = desk.suggested(here.hoa, stays.id)
    assert not isinstance(proposed, NotDone)
    assert not [secret for secret in SECRET if secret in "".join(proposed)]


def test_where_they_share_a_hamlet_or_a_telephone_nothing_of_the_readers_own_is_hidden(here: Office) -> None:
    desk, hamlet = here.room.desk, "Thôn 3, xã Hòa Bình"
    one = replace(OWN, address=hamlet)
    made = []
    for contact, chat in ((one, AN), (replace(one, name="Nguyễn Văn Bảy"), BINH)):
        file = here.room.intake.file(replace(filing(f"{LIGHT} {contact.name[-3:]}"), contact=contact), chat, MONDAY)
        assert isinstance(file, PetitionFile)
        made.append(done(desk.claim(here.clerk, file.petition.id, MONDAY)))
    done(desk.merge(here.clerk, made[1].id, made[0].code, MONDAY))
    text = f"Đèn ở {hamlet} đã thay, gọi {one.phone} hỏi thêm."
    sent = done(desk.answer(here.clerk, made[0].id, text, MONDAY, read=mark_of(desk.shared(here.clerk, made[0].id, text))))
    assert sent.answer == text


def test_after_an_unmerge_the_answer_to_the_other_is_no_answer_to_this_one_and_its_letters_go_to_nobody_here(
    here: Office, engine: Engine
) -> None:
    """What was said to Bình in An's matter stays where it was said, in the time line; An's matter is theirs again."""
    desk, (stays, goes) = here.room.desk, two(here)
    said = "Đèn đã thay hôm nay."
    done(desk.answer(here.hoa, stays.id, said, MONDAY + timedelta(hours=1)))
    assert found(here.room.stores.petitions.get(goes.id)).petition.answer == said
    back = done(desk.unmerge(here.hoa, goes.id, MONDAY + timedelta(hours=2)))
    file = found(here.room.stores.petitions.get(goes.id))
    assert (back.state, file.petition.answer, file.petition.merged_into) == (PetitionState.IN_PROGRESS, "", None)
    assert said in [event.why for event in found(shown(file, Viewer.AUTHOR)).file.events], "what they were told they still read"
    assert {each.chat for each in found(here.room.stores.petitions.get(stays.id)).followers} == {AN}
    before = letters(engine, BINH)
    done(desk.correct(here.hoa, stays.id, "Đèn thay lần nữa.", MONDAY + DAY))
    assert letters(engine, BINH) == before
    assert done(desk.answer(here.hoa, goes.id, "Cột của bà mai thay.", MONDAY + DAY)).answer == "Cột của bà mai thay."


def test_who_followed_the_other_of_their_own_goes_on_following_it(here: Office) -> None:
    stays, goes = two(here)
    done(here.room.desk.unmerge(here.hoa, goes.id, MONDAY))
    assert isinstance(here.room.stores.petitions.follow(stays.id, BINH, MONDAY), Done)
    done(here.room.desk.merge(here.hoa, goes.id, stays.code, MONDAY + timedelta(hours=1)))
    done(here.room.desk.unmerge(here.hoa, goes.id, MONDAY + timedelta(hours=2)))
    assert BINH in {each.chat for each in found(here.room.stores.petitions.get(stays.id)).followers}


def told(here: Office, name: str, text: str) -> str:
    """What An reads of `text`, when somebody called `name` sent what was merged into An's."""
    desk, made = here.room.desk, []
    for contact, chat in ((OWN, AN), (Contact(name, "Bản Nà Tông", "0987654321"), BINH)):
        file = here.room.intake.file(replace(filing(f"{LIGHT}, vì sao {contact.phone[-2:]}"), contact=contact), chat, MONDAY)
        assert isinstance(file, PetitionFile)
        made.append(done(desk.claim(here.clerk, file.petition.id, MONDAY)))
    done(desk.merge(here.clerk, made[1].id, made[0].code, MONDAY))
    return done(desk.answer(here.clerk, made[0].id, text, MONDAY, read=mark_of(desk.shared(here.clerk, made[0].id, text)))).answer


@pytest.mark.parametrize(
    ("name", "text", "is_hidden"),
    [
        ("Vi Sa", "Đã gọi Vi Sa.", True),  # An's "vì sao" does not make the name theirs
        ("Bình", "Xã Hòa Bình đã thay đèn.", False),
        ("Bình", "Bình và An cùng hỏi.", True),
        ("Lò Thị Bình", "LÒ THỊ BÌNH đã nhận.", True),
        ("Lò Thị Bình", "L.T. Bình đã nhận.", True),
        ("Lò Thị Bình", "Đèn bình thường đã thay.", False),
    ],
)
def test_a_name_is_found_however_it_is_written_and_nothing_else_is_taken_for_it(
    here: Office, name: str, text: str, is_hidden: bool
) -> None:
    assert (told(here, name, text) != text) is is_hidden
