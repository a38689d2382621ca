"""Petitions on the web without a script: filed, looked over, sent once, followed, and read by everybody."""

from __future__ import annotations

import html
import re
from pathlib import Path
from random import Random

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from bot.channels.web import uploads
from bot.database.engine import write_session
from bot.http.outages import RETRY_AFTER
from bot.http.receiving import Receiving, TooMuchAtOnceError
from bot.petitions.cases.guesses import OF_ADDRESS
from bot.petitions.cases.photos import LARGEST, MOST
from bot.petitions.rules.code import make
from bot.petitions.rules.petition import Naming, PetitionState
from indexer.ranking.search import Index
from tests.petition_site import GOOD, URL, Citizen, PetitionSite, picture
from tests.petitions import WORDS
from tests.presence import matched

FORM, PUBLIC, FOLLOW = WORDS.petition_pages.form, WORDS.petition_pages.public, WORDS.petition_pages.follow
XSS = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{7*7}}"
JPEG = ("a.jpg", picture(), "image/jpeg")


@pytest.fixture
def site(engine: Engine, small_index: Index, tmp_path: Path) -> PetitionSite:
    return PetitionSite(engine, small_index, tmp_path)


@pytest.fixture
def an(site: PetitionSite) -> Citizen:
    return site.citizen()


@pytest.fixture
def binh(site: PetitionSite) -> Citizen:
    return site.citizen()


# ---- filing


def test_a_petition_is_filed_and_its_page_says_code_deadline_and_what_comes_next(site: PetitionSite, an: Citizen) -> None:
    file = site.filed(an)
    petition = file.petition
    assert (petition.content, petition.naming, petition.place.name) == (GOOD["noi-dung"], Naming.HIDDEN, GOOD["noi"])
    assert file.contact is not None
    assert (file.contact.name, file.contact.phone) == (GOOD["ten"], "0912345678")
    page = html.unescape(an.get("/kien-nghi/gui/xong").text)
    assert site.office.room.intake.presenter().due(site.office.room.intake.clock(), file) in page
    assert "ngày làm việc thứ 1" in page  # each day counted
    assert FORM.next_steps in page


def test_consent_is_not_given_before_it_is_given(site: PetitionSite, an: Citizen) -> None:
    an.fill()
    page = an.get("/kien-nghi/gui/xem-lai").text
    box = re.search(r'<input type="checkbox" name="dong-y"[^>]*>', page)
    assert box
    assert "checked" not in box[0]
    refused = an.review(viec="gui")
    assert refused.status_code == 422
    assert FORM.no_consent in html.unescape(refused.text)
    assert an.send().headers["location"] == "/kien-nghi/gui/xong"


def test_sent_twice_it_is_filed_once(site: PetitionSite, an: Citizen) -> None:
    an.fill()
    page = an.get("/kien-nghi/gui/xem-lai").text
    fields = dict(re.findall(r'name="(phieu|ban)" value="([0-9a-f]+)"', page)) | {"viec": "gui", "dong-y": "1"}
    for _ in range(2):
        assert an.client.post("/kien-nghi/gui/xem-lai", data=fields).headers["location"] == "/kien-nghi/gui/xong"
    visitor = site.office.room.stores.petitions.by_code(matched(r"(KN.-...-...)", an.get("/kien-nghi/gui/xong").text))
    assert visitor
    assert len(site.office.room.intake.of(visitor.followers[0].chat)) == 1


def test_what_was_changed_on_another_page_is_looked_over_again(an: Citizen) -> None:
    an.fill()
    page = an.get("/kien-nghi/gui/xem-lai").text
    fields = dict(re.findall(r'name="(phieu|ban)" value="([0-9a-f]+)"', page)) | {"viec": "gui", "dong-y": "1"}
    an.fill(**{"noi-dung": "Một việc khác hẳn, không phải đèn đường"})
    again = an.client.post("/kien-nghi/gui/xem-lai", data=fields)
    assert again.status_code == 409
    assert FORM.changed in html.unescape(again.text)


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("noi-dung", "ngắn", FORM.no_content),
        ("noi-dung", "x" * 3_001 + " y z", FORM.long_field.format(limit="3.000")),
        ("loai", "", FORM.no_kind),
        ("loai", "bịa", FORM.no_kind),
        ("de-ten", "", FORM.no_naming),
        ("ten", " ", FORM.no_name),
        ("dia-chi", "", FORM.no_address),
        ("sdt", "", FORM.no_phone),
        ("sdt", "không có", FORM.wrong_phone),
        ("noi", "n" * 401, FORM.long_field.format(limit="400")),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(an: Citizen, field: str, value: str, fault: str) -> None:
    refused = an.fill(**{field: value})
    page = html.unescape(refused.text)
    assert refused.status_code == 422
    assert page.count(fault) == 2, "above all, and beside the field"
    assert 'aria-invalid="true"' in page
    kept = GOOD["ten"] if field != "ten" else GOOD["dia-chi"]
    assert kept in page
    assert kept in html.unescape(an.get("/kien-nghi/gui").text), "a page left and opened again still has it"


def test_an_anonymous_suggestion_keeps_no_name(site: PetitionSite, an: Citizen) -> None:
    file = site.filed(an, **{"de-ten": "anonymous"})
    assert file.petition.is_suggestion
    assert file.contact is None
    assert WORDS.petitions.filing.sent_suggestion in html.unescape(an.get("/kien-nghi/gui/xong").text)


def test_each_way_of_naming_says_its_consequence(an: Citizen) -> None:
    page = html.unescape(an.get("/kien-nghi/gui").text)
    for naming in Naming:
        assert WORDS.petitions.namings[naming] in page
        assert FORM.namings[naming] in page
    assert not re.search(r'<input type="radio" name="de-ten"[^>]*checked', page)


def test_above_a_petition_that_tells_of_danger_stands_the_number_and_it_can_be_sent(
    engine: Engine, small_index: Index, tmp_path: Path
) -> None:
    an = PetitionSite(engine, small_index, tmp_path, hears_danger=True).citizen()
    an.fill(**{"noi-dung": "Nhà hàng xóm đang cháy lớn, xin giúp ngay"})
    page = html.unescape(an.get("/kien-nghi/gui/xem-lai").text)
    assert page.index("Gọi ngay 114") < page.index("Nhà hàng xóm đang cháy lớn")
    assert WORDS.petitions.doors.fire not in page
    assert an.send().headers["location"] == "/kien-nghi/gui/xong"


def test_above_an_ordinary_petition_stands_no_number(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    an = PetitionSite(engine, small_index, tmp_path, hears_danger=True).citizen()
    an.fill()
    assert "Gọi ngay" not in html.unescape(an.get("/kien-nghi/gui/xem-lai").text)


@pytest.mark.parametrize(
    ("content", "door"),
    [
        ("Tôi khiếu nại quyết định thu hồi đất của xã", "complaint"),
        ("Nhà hàng xóm đang cháy lớn, xin giúp ngay", "fire"),
    ],
)
def test_what_belongs_elsewhere_is_shown_its_door_and_may_pass_by(an: Citizen, content: str, door: str) -> None:
    an.fill(**{"noi-dung": content})
    page = html.unescape(an.get("/kien-nghi/gui/xem-lai").text)
    assert getattr(WORDS.petitions.doors, door) in page
    assert 'name="dong-y"' not in page
    assert an.review(viec="gui", **{"dong-y": "1"}).status_code in (200, 409), "not sent while the door is shown"
    assert an.review(viec="day").status_code == 303
    assert an.send().headers["location"] == "/kien-nghi/gui/xong"


def test_an_accusation_is_told_again_in_other_words(site: PetitionSite, an: Citizen) -> None:
    accused = "Tôi tố cáo cán bộ nhận hối lộ khi làm hồ sơ"
    an.fill(**{"noi-dung": accused})
    page = html.unescape(an.get("/kien-nghi/gui/xem-lai").text)
    assert WORDS.petitions.doors.denunciation.split("\n")[0] in page
    assert WORDS.petitions.doors.anyway not in page
    for verb in ("day", "gui", "cung:1"):
        an.review(viec=verb, **{"dong-y": "1"})
        an.send()
    assert site.office.room.stores.petitions.get(1) is None
    assert an.review(viec="viet-lai").headers["location"] == "/kien-nghi/gui"
    form = html.unescape(an.get("/kien-nghi/gui").text)
    assert form.count(accused) == 1, "in what is kept for who wrote it, not in the field"
    assert GOOD["ten"] in form, "the rest stays filled in"
    file = site.filed(an)
    assert file.petition.content == GOOD["noi-dung"]
    assert accused not in an.get("/kien-nghi/gui").text, "sent, nothing is left of the draft"


def test_of_similar_ones_no_word_is_shown_and_they_can_be_followed_in_its_place(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    first = site.filed(an, **{"noi-dung": GOOD["noi-dung"] + ", xin gọi ông Nguyễn Văn Tèo 0987654321", "de-ten": "named"})
    binh.fill()
    page = html.unescape(binh.get("/kien-nghi/gui/xem-lai").text)
    assert "Việc khác, xã Hòa Bình, tháng 3/2026 (1 người theo dõi)" in page
    for secret in (first.petition.code, "0987654321", "Tèo"):
        assert secret not in page
    assert page.count(GOOD["noi-dung"]) == 1, "the visitor's own words alone"
    followed = binh.review(viec=f"cung:{first.petition.id}")
    assert followed.headers["location"] == f"/theo-doi/so-{first.petition.id}"
    seen = html.unescape(binh.get(followed.headers["location"]).text)
    assert "Đã tiếp nhận" in seen
    for secret in (GOOD["noi-dung"], first.petition.code, GOOD["ten"]):
        assert secret not in seen
    assert binh.site.citizen().get(followed.headers["location"]).status_code == 404, "a number is nobody else's key"
    assert binh.get("/kien-nghi/gui/xem-lai").headers["location"] == "/kien-nghi/gui", "the draft is gone"
    assert binh.get(f"/theo-doi/{first.petition.code}").text.count(GOOD["noi-dung"]) == 0


def test_only_one_that_was_shown_can_be_followed(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    secret = site.filed(an, **{"noi-dung": "Cán bộ tiếp dân quát mắng bà con ở quầy số ba", "loai": "hanh_vi"})
    binh.fill()
    assert binh.review(viec=f"cung:{secret.petition.id}").status_code == 200
    assert binh.review(viec="cung:" + "9" * 30).status_code == 200
    again = site.office.room.stores.petitions.get(secret.petition.id)
    assert again
    assert len(again.followers) == 1


def test_dropped_nothing_is_sent(an: Citizen) -> None:
    an.fill()
    assert WORDS.petitions.filing.dropped in html.unescape(an.review(viec="bo").text)
    assert GOOD["ten"] not in an.get("/kien-nghi/gui").text


# ---- photos


def test_photos_are_cleaned_kept_counted_and_can_be_taken_back(site: PetitionSite, an: Citizen) -> None:
    assert an.fill([JPEG, JPEG, ("b.png", picture("teal", kind="PNG"), "image/png")]).status_code == 303
    assert an.fill(**{"bo-1": "1"}).status_code == 303
    an.send()
    code = re.search(r"KN.-...-...", an.get("/kien-nghi/gui/xong").text)
    file = site.office.room.stores.petitions.by_code(code[0]) if code else None
    assert file
    assert [photo.media_type for photo in file.photos] == ["image/jpeg"]


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        (("virus.jpg", b"MZ\x90\0 not a picture", "image/jpeg"), "photo_unreadable"),
        (("page.png", b"<script>alert(1)</script>", "image/png"), "photo_unreadable"),
        (("empty.jpg", b"", "image/jpeg"), "photo_unreadable"),
        (("../../../etc/passwd", b"root:x:0:0", "image/webp"), "photo_unreadable"),
        (("cut.jpg", picture(size=(900, 900))[:400], "image/jpeg"), "photo_unreadable"),
        (("big.jpg", picture() + b"\0" * (LARGEST + 1), "image/jpeg"), "photo_too_large"),
    ],
)
def test_a_file_that_lies_is_refused_and_the_words_stay(an: Citizen, sent: tuple[str, bytes, str], fault: str) -> None:
    refused = an.fill([sent])
    page = html.unescape(refused.text)
    assert refused.status_code == 422
    assert getattr(WORDS.petitions.filing, fault).format(megabytes=LARGEST // uploads.MEGABYTE) in page
    assert GOOD["noi-dung"] in page
    assert an.get("/kien-nghi/gui/xem-lai").status_code == 200, "without it the petition may go on"


def test_a_sixth_photo_is_not_taken(an: Citizen) -> None:
    refused = an.fill([(f"{number}.jpg", picture(size=(64 + number, 48)), "image/jpeg") for number in range(MOST + 1)])
    assert refused.status_code == 422
    assert WORDS.petitions.filing.photo_too_many.format(most=MOST) in html.unescape(refused.text)
    assert refused.text.count('name="bo-') == MOST


def test_more_files_than_any_form_has_are_not_read(an: Citizen) -> None:
    assert an.fill([JPEG] * 40).status_code == 400


@pytest.mark.parametrize("declared", [str(uploads.LARGEST_FORM + 1), "9" * 40])
def test_a_form_that_says_it_is_too_large_is_not_read(an: Citizen, declared: str) -> None:
    refused = an.client.post(
        "/kien-nghi/gui", content=b"x", headers={"Content-Length": declared, "Content-Type": "multipart/form-data; boundary=x"}
    )
    assert refused.status_code == 413
    assert FORM.too_much in html.unescape(refused.text)


def test_a_form_that_lies_about_its_length_is_stopped(an: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="anh"; filename="a.jpg"\r\n\r\n'
    pieces = (head, *(b"\0" * 4 * uploads.MEGABYTE for _ in range(uploads.LARGEST_FORM // (4 * uploads.MEGABYTE) + 1)))
    refused = an.client.post("/kien-nghi/gui", content=iter(pieces), headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert refused.status_code == 413


@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\n\r\n", b"%%%", b"\0" * 100])
@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "multipart/form-data", "application/x-www-form-urlencoded", "text/plain", ""]
)
def test_no_form_breaks_the_pages(an: Citizen, body: bytes, kind: str) -> None:
    for path in ("/kien-nghi/gui", "/kien-nghi/gui/xem-lai", "/theo-doi/viec"):
        assert an.client.post(path, content=body, headers={"Content-Type": kind}).status_code < 500


# ---- strangers


def test_a_form_of_another_site_files_nothing(site: PetitionSite, an: Citizen) -> None:
    stolen = site.citizen().seal()
    an.seal()
    refused = an.client.post("/kien-nghi/gui", data={**GOOD, "phieu": stolen})
    assert refused.status_code == 403
    assert GOOD["noi-dung"] in html.unescape(refused.text), "somebody whose page was old loses nothing"
    assert an.get("/kien-nghi/gui/xem-lai").headers["location"] == "/kien-nghi/gui"
    an.fill()
    assert an.client.post("/kien-nghi/gui/xem-lai", data={"phieu": stolen, "viec": "gui", "dong-y": "1"}).status_code == 403


def test_who_has_the_code_sees_where_it_stands_and_nothing_that_was_written(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    file = site.filed(an)
    site.done(site.office.room.desk.claim, site.office.admin, file.petition.id)
    site.done(site.office.room.desk.ask, site.office.admin, file.petition.id, "Đèn của nhà ông Tám số mấy?")
    site.later(days=1)
    page = html.unescape(binh.get(f"/theo-doi/{file.petition.code}").text)
    assert WORDS.petitions.states[PetitionState.WAITING] in page
    assert "Văn phòng" in page
    assert "Đang tạm dừng tính ngày" in page
    for secret in (GOOD["noi-dung"], GOOD["ten"], GOOD["noi"], "0912", "ông Tám"):
        assert secret not in page
    own = html.unescape(an.get(f"/theo-doi/{file.petition.code}").text)
    assert GOOD["noi-dung"] in own
    assert "ông Tám" in own
    assert binh.get("/kien-nghi/gui/xong").headers["location"] == "/theo-doi"


@pytest.mark.parametrize("verb", ["bo-sung", "danh-gia", "xem-lai", "xong"])
def test_what_is_the_senders_is_refused_to_everybody_else(site: PetitionSite, an: Citizen, binh: Citizen, verb: str) -> None:
    file = site.filed(an)
    if verb != "bo-sung":
        site.answered(file)
    before = site.office.room.stores.petitions.get(file.petition.id)
    told = binh.act(file.petition.code, verb, [JPEG] if verb == "bo-sung" else None, **{"noi-dung": "Không phải của tôi", "diem": "1"})
    assert told.headers["location"] == f"/theo-doi/{file.petition.code}?xong=not_now"
    after = site.office.room.stores.petitions.get(file.petition.id)
    assert before
    assert after
    assert (after.petition, after.events, after.photos) == (before.petition, before.events, before.photos)


def test_the_sender_adds_rates_and_has_it_looked_at_again(site: PetitionSite, an: Citizen) -> None:
    file = site.filed(an)
    code = file.petition.code
    assert an.act(code, "bo-sung", [JPEG], **{"noi-dung": "Cột số 7"}).headers["location"].endswith("?xong=added")
    added = site.office.room.stores.petitions.get(file.petition.id)
    assert added
    assert (len(added.photos), added.events[-1].why) == (1, "Cột số 7")
    site.answered(file)
    assert an.act(code, "danh-gia", diem="2", **{"noi-dung": "Chậm"}).headers["location"].endswith("?xong=thanks")
    assert an.act(code, "danh-gia", diem="9").headers["location"].endswith("?xong=too_long")
    assert an.act(code, "xem-lai").headers["location"].endswith("?xong=empty")
    assert an.act(code, "xem-lai", **{"noi-dung": "Vẫn tối"}).headers["location"].endswith("?xong=reopened")
    assert WORDS.petitions.following.reopened.format(code=code) in html.unescape(an.get(f"/theo-doi/{code}?xong=reopened").text)
    reopened = site.office.room.stores.petitions.get(file.petition.id)
    assert reopened
    assert (reopened.petition.score, reopened.petition.is_reopened) == (2, True)


@pytest.mark.parametrize(("verb", "field"), [("bo-sung", "them"), ("xem-lai", "ly-do"), ("danh-gia", "vi-sao")])
def test_an_accusation_on_the_page_of_a_petition_is_kept_nowhere_and_may_be_told_in_other_words(
    site: PetitionSite, an: Citizen, verb: str, field: str
) -> None:
    accused = "Tôi tố cáo ông chủ tịch xã nhận 50 triệu của dân"
    file = site.filed(an)
    if verb != "bo-sung":
        site.answered(file)
    before = site.office.room.stores.petitions.get(file.petition.id)
    refused = an.act(file.petition.code, verb, [JPEG], diem="2", **{"noi-dung": accused})
    page = html.unescape(refused.text)
    assert refused.status_code == 422
    assert all(line in page for line in WORDS.petitions.doors.denunciation.splitlines())
    assert f'href="#{field}">{WORDS.petitions.doors.rewrite}</a>' in page
    assert re.search(f'<textarea id="{field}"[^>]*>{accused}</textarea>', page), "who wrote it loses no word"
    assert page.count(accused) == 1
    assert verb != "danh-gia" or 'value="2" required checked' in page
    assert site.office.room.stores.petitions.get(file.petition.id) == before
    assert accused not in html.unescape(an.get(f"/theo-doi/{file.petition.code}").text)


def test_pressed_twice_something_is_added_once(site: PetitionSite, an: Citizen) -> None:
    file = site.filed(an)
    page = an.get(f"/theo-doi/{file.petition.code}").text
    fields = dict(re.findall(r'name="(phieu|ma|ban)" value="([^"]+)"', page)) | {"viec": "bo-sung", "noi-dung": "Cột số 7"}
    an.client.post("/theo-doi/viec", data=fields)
    again = an.client.post("/theo-doi/viec", data=fields)
    assert again.headers["location"].endswith("?xong=seen")
    kept = site.office.room.stores.petitions.get(file.petition.id)
    assert kept
    assert [event.why for event in kept.events].count("Cột số 7") == 1


def test_everybody_may_follow_and_stop(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    file = site.filed(an)
    code, name = file.petition.code, f"/theo-doi/so-{file.petition.id}"
    assert binh.act(code, "theo-doi").headers["location"] == f"{name}?xong=followed"
    assert name in binh.get("/theo-doi").text
    assert code not in binh.get("/theo-doi").text
    assert binh.act(f"so-{file.petition.id}", "thoi").headers["location"] == "/theo-doi?xong=unfollowed"
    assert name not in binh.get("/theo-doi").text
    assert binh.get(name).status_code == 404


@pytest.mark.parametrize("code", ["KN7-4XQ-M3P", "x", "%00", "%3Cscript%3E", "K" * 5_000, "..%2f..%2fetc%2fpasswd", "1' OR '1'='1"])
def test_a_code_that_is_none_is_said_kindly(an: Citizen, code: str) -> None:
    for path in (f"/theo-doi/{code}", f"/theo-doi?ma={code}"):
        page = an.get(path)
        assert page.status_code in (307, 404)
        assert "<script>" not in page.text.replace("<script src", "")
    assert an.get(f"/kien-nghi/{code}").status_code == 404


def test_a_code_typed_in_small_letters_is_understood(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    code = site.filed(an).petition.code
    assert binh.get(f"/theo-doi?ma={code.lower().replace('-', ' ')}").headers["location"] == f"/theo-doi/{code}"


def test_a_notice_is_one_of_ours(site: PetitionSite, an: Citizen) -> None:
    code = site.filed(an).petition.code
    page = an.get(f"/theo-doi/{code}?xong=<b>gọi 0900000000</b>").text
    assert "0900000000" not in page
    assert 'role="status"' not in an.get(f"/theo-doi/{code}?xong=status").text


# ---- hostile words


@pytest.mark.parametrize("field", ["noi-dung", "noi", "ten", "dia-chi", "sdt", "loai", "de-ten"])
def test_nothing_typed_becomes_html(site: PetitionSite, an: Citizen, field: str) -> None:
    value = XSS + " một hai ba" if field != "sdt" else f"{XSS}0912345678"
    pages = [an.fill(**{field: value}).text, an.get("/kien-nghi/gui").text, an.get("/kien-nghi/gui/xem-lai").text]
    if an.get("/kien-nghi/gui/xem-lai").status_code == 200:
        an.send()
        pages += [an.get("/kien-nghi/gui/xong").text]
        code = re.search(r"KN.-...-...", pages[-1])
        pages += [an.get(f"/theo-doi/{code[0]}").text] if code else []
    for page in pages:
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert ">49<" not in page


@pytest.mark.parametrize(
    "text",
    ["\u202egnort iahk\u202c việc này", "việc\0này hỏng rồi", "đ" * 500 + " hai ba", "🙏🙏🏽 bà con ơi", "a" + "\u0301" * 900 + " b c"],
)
def test_strange_characters_are_filed_as_text(site: PetitionSite, an: Citizen, text: str) -> None:
    file = site.filed(an, **{"noi-dung": f"{text} và nhiều chữ khác nữa"})
    assert "\0" not in file.petition.content
    assert "\u202e" not in file.petition.content


# ---- the register


def test_the_register_shows_what_officers_confirmed_and_no_more(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    file = site.filed(an)
    code = file.petition.code
    unpublished = binh.get(f"/kien-nghi/{code}")
    nowhere = binh.get("/kien-nghi/KN7-4XQ-M3P")
    assert (unpublished.status_code, unpublished.text) == (404, nowhere.text), "nobody learns which codes there are"
    site.later(days=2)
    site.published(file, f"Đèn hỏng {XSS}")
    page = binh.get(f"/kien-nghi/{file.petition.id}")
    assert page.status_code == 200
    assert "Đèn hỏng &#34;&gt;&lt;script&gt;" in page.text
    assert "<script>" not in page.text
    assert PUBLIC.took.format(days=2) in html.unescape(page.text)
    assert "Văn phòng" in page.text
    for name in ("og:title", "og:description", "og:url", "og:type"):
        assert f'<meta property="{name}" content="' in page.text
    listed = binh.get("/kien-nghi").text
    assert f'href="/kien-nghi/{file.petition.id}"' in listed
    for secret in (code, GOOD["ten"], GOOD["noi"], GOOD["dia-chi"], "0912", GOOD["noi-dung"]):
        assert secret not in html.unescape(page.text + listed)
    assert binh.get(f"/kien-nghi/{code.lower()}").headers["location"] == f"/kien-nghi/{file.petition.id}"


def test_the_register_is_searched_filtered_and_leafed_through(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    number = site.published(site.filed(an)).id
    assert f'href="/kien-nghi/{number}"' in binh.get("/kien-nghi?tim=den+duong&loai=khac").text
    for query in (
        "tim=Nguy%E1%BB%85n",
        "loai=quy_dinh",
        "linh-vuc=x",
        "noi=99",
        "sau=x",
        "tim=%00",
        "tim=" + "x" * 5_000,
        "noi=" + "9" * 50,
        "sau=%ff",
    ):
        assert binh.get(f"/kien-nghi?{query}").status_code == 200
    assert PUBLIC.none in html.unescape(binh.get("/kien-nghi?loai=quy_dinh").text)
    hostile = (
        binh.get(
            "/kien-nghi",
        ).text
        + binh.client.get("/kien-nghi", params={"tim": XSS, "sau": XSS}).text
    )
    assert "<script>" not in hostile


def test_every_page_carries_the_security_headers_and_no_inline_script(site: PetitionSite, an: Citizen) -> None:
    file = site.filed(an)
    site.published(file)
    for path in (
        "/kien-nghi",
        "/kien-nghi/gui",
        "/kien-nghi/gui/xong",
        "/theo-doi",
        f"/theo-doi/{file.petition.code}",
        f"/kien-nghi/{file.petition.id}",
    ):
        page = an.get(path)
        assert page.status_code == 200, path
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert not re.search(r"<script(?! src)|<style|\sstyle=|\son\w+=", page.text), path


def test_who_looks_up_too_many_codes_is_asked_to_wait(an: Citizen) -> None:
    an.seal()
    assert 429 in [an.get("/theo-doi/KN7-4XQ-M3P").status_code for _ in range(25)]


def test_the_answer_reaches_the_page_of_who_filed_it(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    site.answered(site.filed(an))
    told = an.client.post("/api/inbox").json()["replies"]
    assert any("Đã thay bóng đèn." in reply["text"] for reply in told)
    assert binh.client.post("/api/inbox").json() == {"replies": []}


def test_withdrawn_on_the_page_only_by_the_sender_who_is_sure(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    file = site.filed(an)
    petitions = site.office.room.stores.petitions

    def state() -> PetitionState:
        found = petitions.get(file.petition.id)
        assert found
        return found.petition.state

    assert FOLLOW.withdraw_sure in html.unescape(an.get(f"/theo-doi/{file.petition.code}").text)
    assert FOLLOW.withdraw_sure not in html.unescape(binh.get(f"/theo-doi/{file.petition.code}").text)
    binh.act(file.petition.code, "rut", **{"chac-chan": "1"})
    assert state() is PetitionState.RECEIVED
    assert "withdraw_sure" in an.act(file.petition.code, "rut").headers["location"]
    assert state() is PetitionState.RECEIVED
    assert "withdrawn" in an.act(file.petition.code, "rut", **{"chac-chan": "1"}).headers["location"]
    assert state() is PetitionState.WITHDRAWN
    page = html.unescape(an.get(f"/theo-doi/{file.petition.code}?xong=withdrawn").text)
    assert WORDS.petitions.states[PetitionState.WITHDRAWN] in page
    assert FOLLOW.withdraw_sure not in page


def test_who_lost_the_cookie_proves_to_be_the_sender(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    file = site.filed(an)
    code = file.petition.code
    assert FOLLOW.mine_number in html.unescape(binh.get(f"/theo-doi/{code}").text)
    assert FOLLOW.mine_number not in html.unescape(an.get(f"/theo-doi/{code}").text)
    wrong = binh.act(code, "la-toi", sdt="0912345670")
    nowhere = binh.client.post("/theo-doi/viec", data={"phieu": binh.seal(), "ma": "KN7-4XQ-M3P", "viec": "la-toi", "sdt": "0912345678"})
    assert (wrong.status_code, wrong.headers["location"]) == (nowhere.status_code, nowhere.headers["location"])
    assert WORDS.petitions.following.unproven in html.unescape(binh.get(wrong.headers["location"]).text)
    assert GOOD["noi-dung"] not in html.unescape(binh.get(f"/theo-doi/{code}").text)
    assert binh.act(code, "la-toi", sdt="0912.345.678").headers["location"] == f"/theo-doi/{code}?xong=proven"
    assert GOOD["noi-dung"] in html.unescape(binh.get(f"/theo-doi/{code}").text)


def test_a_form_of_another_site_proves_nothing(site: PetitionSite, an: Citizen, binh: Citizen) -> None:
    code = site.filed(an).petition.code
    told = {"phieu": an.seal(), "ma": code, "viec": "la-toi", "sdt": GOOD["sdt"]}
    assert binh.client.post("/theo-doi/viec", data=told).status_code == 403
    assert GOOD["noi-dung"] not in html.unescape(binh.get(f"/theo-doi/{code}").text)


def test_numbers_are_not_tried_one_after_another(site: PetitionSite, an: Citizen) -> None:
    code = site.filed(an).petition.code
    stranger = site.citizen()
    told = {stranger.act(code, "la-toi", sdt=f"09123456{number:02}").headers["location"] for number in range(12)}
    assert told == {"/theo-doi?xong=unproven", "/theo-doi?xong=too_often"}


def test_where_no_unit_is_set_up_the_page_promises_nothing(site: PetitionSite, an: Citizen) -> None:
    with write_session(site.engine) as session:
        session.execute(text("DELETE FROM staff"))
        session.execute(text("DELETE FROM units"))
    an.fill()
    an.send()
    page = html.unescape(an.get("/kien-nghi/gui/xong").text)
    assert WORDS.petitions.filing.sent_nobody in page
    assert FORM.next_steps not in page
    assert FORM.deadline not in page


def test_a_form_that_finds_no_room_is_refused_politely(site: PetitionSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise TooMuchAtOnceError

    monkeypatch.setattr(Receiving, "take", full)
    refused = site.citizen().client.post("/kien-nghi/gui", files=[("anh", ("a.jpg", picture(), "image/jpeg"))])
    assert (refused.status_code, refused.headers["retry-after"]) == (503, str(RETRY_AFTER))
    assert WORDS.web.crowded in html.unescape(refused.text)


@pytest.mark.parametrize("path", ["/kien-nghi/gui", "/kien-nghi/gui/xem-lai", "/theo-doi/viec"])
@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "zlib", "rot13", "utf-99"])
def test_an_encoding_that_is_none_is_no_fault_of_ours(site: PetitionSite, path: str, charset: str) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="noi-dung"\r\n\r\n\xff\xffx..\r\n--b--\r\n'
    sent = site.citizen().client.post(path, content=body, headers={"Content-Type": f"multipart/form-data; boundary=b; charset={charset}"})
    assert sent.status_code == 415


@pytest.mark.parametrize("told", ["withdrawn", "reopened", "already_reopened", "thanks", "added", "followed"])
def test_an_address_says_nothing_that_is_not_so(site: PetitionSite, an: Citizen, binh: Citizen, told: str) -> None:
    code = site.filed(an).petition.code
    said = getattr(WORDS.petitions.following, told).format(code=code)
    for citizen in (an, binh):
        assert said not in html.unescape(citizen.get(f"/theo-doi/{code}?xong={told}").text)
    assert WORDS.petitions.following.proven.format(code=code) not in html.unescape(binh.get(f"/theo-doi/{code}?xong=proven").text)


def test_no_page_about_somebody_is_kept(site: PetitionSite, an: Citizen) -> None:
    code = site.filed(an).petition.code
    for path in ("/", "/theo-doi", f"/theo-doi/{code}", "/theo-doi/so-1", f"/theo-doi?ma={code}", "/kien-nghi/gui", "/kien-nghi/gui/xong"):
        answer = an.client.get(path)
        assert (path, answer.headers.get("cache-control")) == (path, "no-store")


def test_the_register_is_no_other_place_to_try_codes_at(site: PetitionSite) -> None:
    """Its addresses once were made of codes, and such a one still leads to what is published."""
    stranger = TestClient(site.app, base_url=URL, client=("14.160.0.7", 5000), follow_redirects=False)
    codes = list(dict.fromkeys(make(Random(number).randrange) for number in range(OF_ADDRESS + 1)))
    assert {stranger.get(f"/kien-nghi/{code}").status_code for code in codes} == {404}
    assert stranger.get(f"/kien-nghi/{codes[0]}").status_code == 429
    assert stranger.get("/theo-doi", params={"ma": codes[0]}).status_code == 429
    assert stranger.get("/kien-nghi/999").status_code == 404, "a number is no code"


def test_a_clock_that_was_set_back_locks_nobody_out(site: PetitionSite, an: Citizen) -> None:
    code = site.filed(an).petition.code
    stranger = TestClient(site.app, base_url=URL, client=("14.160.0.7", 5000), follow_redirects=False)
    site.later(days=400)
    for number in range(OF_ADDRESS + 2):
        stranger.get("/theo-doi", params={"ma": f"KN7-4XQ-M{number:02}"})
    assert stranger.get("/theo-doi", params={"ma": code}).status_code == 429
    site.later(days=-400)
    stranger.get("/theo-doi")  # the pages that were looked at count for a window at most
    site.later(minutes=1)
    assert stranger.get("/theo-doi", params={"ma": code}).status_code == 303


def test_a_neighbour_who_tries_codes_keeps_nobody_from_what_they_sent(site: PetitionSite, an: Citizen) -> None:
    code = site.filed(an).petition.code
    neighbour = TestClient(site.app, base_url=URL, client=("14.160.0.7", 5000), follow_redirects=False)
    for number in range(OF_ADDRESS + 2):
        neighbour.get("/theo-doi", params={"ma": f"KN7-4XQ-M{number:02}"})
    assert neighbour.get(f"/theo-doi/{code}").status_code == 429
    home = TestClient(site.app, base_url=URL, client=("14.160.0.7", 5000), follow_redirects=False, cookies=dict(an.client.cookies))
    assert home.get(f"/theo-doi/{code}").status_code == 200
    assert home.get("/theo-doi/KN7-4XQ-M99").status_code == 429, "another code waits for them as for everybody"


@pytest.mark.parametrize("address", ["14.160.0.7", "10.1.2.3", "100.64.0.9"])
def test_codes_are_not_tried_one_after_another_from_any_address(site: PetitionSite, an: Citizen, address: str) -> None:
    code = site.filed(an).petition.code

    def looks(where: str, typed: str) -> int:
        stranger = TestClient(site.app, base_url=URL, client=(where, 5000), follow_redirects=False)
        return int(stranger.get("/theo-doi", params={"ma": typed}).status_code)

    assert {looks(address, f"KN7-4XQ-M{number:02}") for number in range(OF_ADDRESS + 1)} == {404}
    assert looks(address, code) == 429, "the right one too"
    assert looks("14.160.0.8", code) == 303
    site.later(minutes=2)
    assert looks(address, code) == 303, "nobody behind it is shut out for long"
