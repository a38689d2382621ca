"""The console's pages of articles, the calendar, campaigns, plans, reports and rounds: what they do, and what hostile people cannot do."""

from __future__ import annotations

import base64
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from httpx2 import Response
from PIL import Image
from sqlalchemy import Engine

from bot.announcements.cover.drawing import HEAVIEST, HEIGHT, WIDTH
from bot.announcements.formats.exports import Export
from bot.announcements.rules.article import Article, body_of
from bot.announcements.rules.calendar import Month, MonthStatus
from bot.announcements.rules.campaign import Campaign, CampaignState
from bot.announcements.rules.followers import Topic
from bot.announcements.rules.outcomes import AnnouncementRefusal, Unfit
from bot.console.access import PREFIX, UPLOADS
from bot.console.pages.rounds import PAGE
from bot.database.outgoing import OUTBOX
from bot.messages import ChatId
from bot.outbox.claimed_message import Blocked, Rejected, Result, Sent
from bot.outbox.rate_limit import RateLimit
from bot.outbox.store import Outbox
from bot.participation.round import QuestionStage
from bot.participation.store import RoundBook
from bot.people.logins import Purpose
from bot.people.staff import Role, Staff, Unit
from bot.plans.denied import Denied
from bot.plans.report import Measure
from bot.plans.store import PlanBook
from bot.plans.task import Due, ProofKind
from indexer.ranking.search import Index
from knowledge.records.plan import Plan, Task
from knowledge.records.post import AudienceKind, Post
from tests.integration.console.test_console import XSS, dangers
from tests.office import MONDAY, WORDS, Browser, TestOffice
from tests.presence import as_a, found, matched
from tests.support import databases

OUT, R, P = WORDS.outreach, WORDS.newsroom, WORDS.plans
POSTS = {
    f"bai-{number:02d}": Post(
        record_id=f"bai-{number:02d}", month=number, title=f"Bài của tháng {number}", summary="Tóm tắt.", body="Nội dung."
    )
    for number in range(1, 13)
}
PLAN = Plan(
    record_id="ke-hoach-thu",
    title="Kế hoạch thử",
    tasks=(
        Task(content="Đăng tin mỗi tháng", lead=("Phòng Văn hóa tỉnh bạn",), when="hằng tháng", section="I", no="1"),
        Task(content="Tổ chức cuộc thi", lead=("Xã An",), when="quý II/2026", section="I", no="2"),
    ),
)
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
FORM = {"title": "Làm căn cước tại nhà", "author": "Tổ Một cửa", "summary": "Tóm tắt bài.", "body": "## Mục\n\nNội dung **quan trọng**.", "motif": "mot_cua", "audience": "moi_nguoi"}  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """The stores are tested on both databases, the pages over one."""
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    return TestOffice(engine, small_index, tmp_path / "files", posts=POSTS, plans=[PLAN])


@pytest.fixture
def hall(office: TestOffice) -> Unit:
    return office.unit("Xã An", is_coordinator=True)


@pytest.fixture
def people(office: TestOffice, hall: Unit) -> dict[Role, Staff]:
    return {role: office.person(f"{role.value} of the hall", role, hall) for role in Role}


@pytest.fixture
def admin(office: TestOffice, people: dict[Role, Staff]) -> Browser:
    return office.log_in(people[Role.ADMIN])


@pytest.fixture
def leader(office: TestOffice, people: dict[Role, Staff]) -> Browser:
    return office.log_in(people[Role.LEADER])


def upload(browser: Browser, path: str, name: str, content: bytes, file_name: str = "anh.jpg", **form: Any) -> Response:
    content = _multipart({"form": browser.token(), **form}, name, file_name, content)
    return browser.client.post(PREFIX + path, content=content, headers=TYPE)


TYPE = {"content-type": "multipart/form-data; boundary=----kfr93"}


def _multipart(fields: dict[str, object], name: str, file_name: str, content: bytes) -> bytes:
    parts = [
        f'------kfr93\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode() for field, value in fields.items()
    ]
    head = (
        f'------kfr93\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
    )
    return b"".join([*parts, head, content, b"\r\n------kfr93--\r\n"])


def picture(width: int = 800, height: int = 800, kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    about = {"comment": b"secret place"} if kind == "JPEG" else {}
    Image.new("RGB", (width, height), "teal").save(file, kind, **about)
    return file.getvalue()


def written(browser: Browser, **other: Any) -> int:
    answer = browser.post("/tin-bai", **{**FORM, **other})
    assert answer.status_code == 303, answer.text
    return int(matched(r"/tin-bai/(\d+)", answer.headers["location"]))


# ---- articles


def test_an_article_is_written_seen_as_on_a_phone_and_taken_along_in_every_form(officer: Browser) -> None:
    number = written(officer, call0_kind="ask", call0_label="Hỏi ngay", call0_value="làm căn cước", topics=["cu_tru"])
    page = officer.text(f"/tin-bai/{number}")
    assert page.count('class="phone"') == 2, "by day and by night"
    assert "Hỏi ngay" in page
    assert OUT.news.draft in page
    for kind in Export:
        file = officer.get(f"/tin-bai/{number}/tep/{kind.value}")
        assert file.status_code == 200
        assert file.headers["content-disposition"].startswith('attachment; filename="lam-can-cuoc-tai-nha'), kind
        assert file.content
    assert Image.open(io.BytesIO(officer.get(f"/tin-bai/{number}/bia.jpg").content)).size == (WIDTH, HEIGHT)
    assert officer.get(f"/tin-bai/{number}/tep/passwd").status_code == 404
    assert officer.get("/xem-truoc.css").headers["content-type"].startswith("text/css")


def test_what_cannot_be_published_is_told_by_line_and_nothing_typed_is_lost(officer: Browser, office: TestOffice) -> None:
    body = "Đoạn đầu.\n\n| bảng | này |\n\n<b>thẻ</b>"
    answer = officer.post("/tin-bai", **{**FORM, "title": "a" * 151, "summary": "b" * 301, "author": "c" * 51, "body": body, "call0_kind": "link", "call0_label": "x", "call0_value": "javascript:alert(1)"})  # fmt: skip
    assert answer.status_code == 409
    for told in ("dòng 3", "dòng 5", "Tiêu đề", "Tóm tắt", "Tác giả", "Nút bấm"):
        assert told in answer.text, told
    assert "| bảng | này |" in answer.text
    assert office.news.articles.get(1) is None


def test_a_draft_is_mended_in_place_but_what_is_proposed_stays_as_it_is(office: TestOffice, leader: Browser) -> None:
    number = written(leader)
    seen = matched(r'name="seen" value="(\w+)"', leader.text(f"/tin-bai/{number}/sua"))
    assert written(leader, number=number, seen=seen, title="Tên mới") == number
    assert leader.post("/tin-bai", **FORM, number=number, seen=seen).status_code == 409, "somebody changed it meanwhile"
    leader.post(f"/tin-bai/{number}/gui")
    seen = matched(r'name="seen" value="(\w+)"', leader.text(f"/tin-bai/{number}/sua"))
    copy = written(leader, number=number, seen=seen, title="Tên khác nữa")
    assert copy != number
    kept = office.news.articles.get(number)
    assert kept
    assert kept.article.title == "Tên mới", "what is to be approved is what was proposed"


def test_a_cover_is_made_anew_and_nothing_else_of_the_file_is_kept(office: TestOffice, officer: Browser) -> None:
    for number, kind in enumerate(("JPEG", "PNG", "WEBP"), 1):
        assert upload(officer, "/tin-bai", "cover", picture(kind=kind), **FORM).status_code == 303
        cover = officer.get(f"/tin-bai/{number}/bia.jpg").content
        assert b"secret place" not in cover
        assert len(cover) <= HEAVIEST
        with Image.open(io.BytesIO(cover)) as made:
            assert (made.size, made.format) == ((WIDTH, HEIGHT), "JPEG")
        assert officer.get(f"/tin-bai/{number}/tep/bia").content == cover
    seen = matched(r'name="seen" value="(\w+)"', officer.text("/tin-bai/1/sua"))
    written(officer, number=1, seen=seen, keeps_cover="1", title="Khác")
    kept = office.news.articles.get(1)
    assert kept
    assert kept.article.cover, "an edit keeps it"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x" * (HEAVIEST + 1), "too_heavy"),
        (b"<script>alert(1)</script>", "no_picture"),
        (b"GIF89a" + b"\0" * 40, "no_picture"),
        (picture()[:200], "no_picture"),
        (picture(120, 90), "too_small"),
        (picture(6000, 5000), "too_large"),
    ],
)
def test_what_is_no_fitting_picture_is_refused_with_the_reason(officer: Browser, content: bytes, why: str) -> None:
    answer = upload(officer, "/tin-bai", "cover", content, **FORM)
    assert answer.status_code == 409
    assert OUT.news.unfit[Unfit(why)] in answer.text


def test_no_form_names_a_file_of_the_server(office: TestOffice, officer: Browser) -> None:
    number = written(officer, cover="/etc/passwd", keeps_cover="1")
    kept = office.news.articles.get(number)
    assert kept
    assert kept.article.cover is None


def test_too_much_is_refused_before_it_is_read_and_strangers_send_nothing(office: TestOffice, officer: Browser, admin: Browser) -> None:
    for path, limit in UPLOADS.items():
        sender = admin if path in ("/tai-lieu", "/chi-so/nhap") else officer  # who runs the office brings documents and figures
        assert upload(sender, path, "cover", b"x" * limit, **FORM).status_code == 413, path
        assert office.client().post(PREFIX + path, content=b"x", headers=TYPE).status_code == 403
    many = {f"f{number}": "1" for number in range(500)}
    assert upload(officer, "/tin-bai", "cover", b"x", **many).status_code == 400
    for body in (
        b"",
        b"------kfr93",
        b"------kfr93\r\n\r\n------kfr93--",
        b"------kfr93\r\nContent-Disposition: x\r\n\r\n1\r\n------kfr93--",
    ):
        assert officer.client.post(f"{PREFIX}/tin-bai", content=body, headers=TYPE).status_code == 403, body  # it holds no token
    torn = f"{officer.token()}\r\n------kfr93\r\nContent-Disposition: x\r\n\r\n1\r\n------kfr93--".encode()
    assert officer.client.post(f"{PREFIX}/tin-bai", content=torn, headers=TYPE).status_code == 400
    forged = officer.client.post(f"{PREFIX}/tin-bai", content=_multipart({"form": "0" * 64, **FORM}, "cover", "a", b""), headers=TYPE)
    assert forged.status_code == 403


def test_what_is_in_the_form_is_looked_at_before_it_is_kept(office: TestOffice, officer: Browser, tmp_path: Path) -> None:
    page = officer.post("/tin-bai/xem-truoc", **{**FORM, "title": "Tên chưa lưu"})
    assert page.status_code == 200
    assert page.text.count('class="phone"') == 2, "by day and by night"
    assert "Tên chưa lưu" in page.text
    drawn = base64.b64decode(matched(r"data:image/jpeg;base64,([\w+/=]+)", page.text))
    assert Image.open(io.BytesIO(drawn)).size == (WIDTH, HEIGHT)
    brought = upload(officer, "/tin-bai/xem-truoc", "cover", picture(), **FORM)
    assert b"secret place" not in base64.b64decode(matched(r"data:image/jpeg;base64,([\w+/=]+)", brought.text))
    assert office.news.articles.get(1) is None
    assert not [*tmp_path.rglob("*.jpg")], "nothing is kept, no cover either"
    refused = officer.post("/tin-bai/xem-truoc", **{**FORM, "body": "| bảng | này |"})
    assert (refused.status_code, OUT.news.look_faults in refused.text, "dòng 1" in refused.text) == (409, True, True)


def test_the_cover_that_an_article_has_is_seen_before_its_edit_is_kept(office: TestOffice, officer: Browser) -> None:
    upload(officer, "/tin-bai", "cover", picture(), **FORM)
    cover = base64.b64encode(officer.get("/tin-bai/1/bia.jpg").content).decode()
    assert cover in officer.post("/tin-bai/xem-truoc", **FORM, number=1, keeps_cover="1").text
    assert cover not in officer.post("/tin-bai/xem-truoc", **FORM, number=1).text


def test_a_draft_is_deleted_by_who_wrote_it_and_by_those_who_lead(
    office: TestOffice, hall: Unit, officer: Browser, leader: Browser
) -> None:
    other = office.log_in(office.person("Hoa", Role.OFFICER, hall))
    own, another = written(officer), written(officer)
    assert OUT.news.erase not in other.text(f"/tin-bai/{own}")
    answer = other.post(f"/tin-bai/{own}/xoa")
    assert (answer.status_code, R.refusals[AnnouncementRefusal.NOT_ALLOWED] in answer.text) == (409, True)
    for browser, number in ((officer, own), (leader, another)):
        assert OUT.news.erase in browser.text(f"/tin-bai/{number}")
        assert browser.post(f"/tin-bai/{number}/xoa").headers["location"] == f"{PREFIX}/tin-bai?said=erased"
        assert browser.get(f"/tin-bai/{number}").status_code == 404
        assert browser.post(f"/tin-bai/{number}/xoa").status_code == 404
    deeds = [(entry.action, entry.subject) for entry in office.trail.page(action="article.deleted")]
    assert deeds == [("article.deleted", f"article:{another}"), ("article.deleted", f"article:{own}")]


def test_what_was_proposed_sent_or_put_into_a_month_is_never_deleted(office: TestOffice, admin: Browser, leader: Browser) -> None:
    proposed, monthly, published = written(leader), written(admin, thang=202612), written(leader)
    leader.post(f"/tin-bai/{proposed}/gui")
    office.news.articles.publish(published, MONDAY)
    for number in (proposed, monthly, published):
        assert OUT.news.erase not in admin.text(f"/tin-bai/{number}")
        answer = admin.post(f"/tin-bai/{number}/xoa")
        assert (answer.status_code, R.refusals[AnnouncementRefusal.HELD] in answer.text) == (409, True)
        assert office.news.articles.get(number)


# ---- the calendar


def minute_of(office: TestOffice) -> int:
    return office.news.newsroom.minute_of(office.news.newsroom.entry(NOVEMBER))


def test_twelve_months_are_shown_and_two_people_approve_one(office: TestOffice, admin: Browser, leader: Browser) -> None:
    page = admin.text("/lich-bai")
    assert page.count("<tr") == 13
    assert "Bài của tháng 12" in page
    office.news.newsroom.work(MONDAY)
    article = office.news.newsroom.entry(NOVEMBER).article
    assert article
    minute = minute_of(office)
    assert admin.post("/lich-bai/202611/approve", article=article, minute=minute, sure="1").status_code == 303
    assert admin.post("/lich-bai/202611/approve", article=article, minute=minute, sure="1").status_code == 409, (
        "the same person counts once"
    )
    assert leader.post("/lich-bai/202611/approve", article=article + 1, minute=minute, sure="1").status_code == 409, "not another text"
    assert leader.post("/lich-bai/202611/approve", article=article, minute=minute, sure="1").status_code == 303
    assert office.news.newsroom.entry(NOVEMBER).is_approved
    assert R.standings[MonthStatus.APPROVED] in admin.text("/lich-bai/202611")


def test_after_its_hour_a_post_is_approved_only_by_who_says_that_it_may_leave_at_once(office: TestOffice, admin: Browser, leader: Browser) -> None:  # fmt: skip
    office.news.newsroom.work(MONDAY)
    article = office.news.newsroom.entry(NOVEMBER).article
    assert OUT.months.hour_past in admin.text("/lich-bai/202611"), "the fifteenth is over on the sixteenth"
    for browser in (admin, leader):
        refused = browser.post("/lich-bai/202611/approve", article=article, minute=minute_of(office))
        assert refused.status_code == 409
        assert R.refusals[AnnouncementRefusal.HOUR_PAST] in refused.text
    assert not office.news.newsroom.entry(NOVEMBER).approvals
    assert admin.post("/lich-bai/202611/postpone", day="2026-11-20", hour="09:00").status_code == 303
    assert OUT.months.hour_past not in admin.text("/lich-bai/202611")
    for browser in (admin, leader):
        assert browser.post("/lich-bai/202611/approve", article=article, minute=minute_of(office)).status_code == 303, (
            "with a new hour nothing more is asked"
        )
    assert office.news.newsroom.entry(NOVEMBER).is_approved


def test_a_month_is_moved_skipped_swapped_chosen_and_written(office: TestOffice, admin: Browser) -> None:
    room = office.news.newsroom
    admin.text("/lich-bai")
    admin.post("/lich-bai/202612/postpone", day="2026-12-20", hour="09:30")
    assert room.entry(DECEMBER).due is not None
    assert admin.post("/lich-bai/202612/postpone", day="2027-01-20", hour="09:30").status_code == 409
    assert admin.post("/lich-bai/202612/postpone", day="2026-12-20", hour="23:30").status_code == 409
    assert admin.post("/lich-bai/202612/postpone", day="2026-12-20", hour="x").status_code == 400
    admin.post("/lich-bai/202612/usual")
    assert room.entry(DECEMBER).due is None
    admin.post("/lich-bai/202612/skip")
    assert room.entry(DECEMBER).is_skipped
    admin.post("/lich-bai/202612/unskip")
    admin.post("/lich-bai/202612/swap", other=202611)
    assert room.entry(DECEMBER).post == "bai-11"
    admin.post("/lich-bai/202612/choose", post="bai-05")
    assert room.entry(DECEMBER).post == "bai-05"
    assert "Bài của tháng 5" in admin.text("/tin-bai/moi?thang=202612"), "an own text begins with the ready one"
    number = written(admin, thang=202612, title="Bài tự viết")
    assert room.entry(DECEMBER).article == number
    assert "Bài tự viết" in admin.text("/lich-bai/202612")
    assert written(admin, number=number, seen="", thang=202612, title="Bài sửa lại") != number, (
        "a month's text is never changed, a new one is put there"
    )
    assert admin.post("/tin-bai", **FORM, number=number, seen="", thang=202612).status_code == 409, "by now the month has another text"
    for wrong in ("/lich-bai/202613", "/lich-bai/1", "/lich-bai/999812", "/tin-bai/moi?thang=999812", "/lich-bai/99999999999999999999"):
        assert admin.get(wrong).status_code in (400, 404), wrong
    assert admin.post("/lich-bai/202612/destroy").status_code == 404


def test_the_text_of_a_month_is_sent_by_its_month_alone(office: TestOffice, admin: Browser) -> None:
    number = written(admin, thang=202612)
    assert admin.post(f"/tin-bai/{number}/gui").headers["location"].startswith(f"{PREFIX}/lich-bai/202612")
    assert office.news.campaigning.latest() == ()
    assert OUT.news.send not in admin.text(f"/tin-bai/{number}")


def test_an_officer_changes_no_month_through_the_form_of_articles(office: TestOffice, officer: Browser) -> None:
    office.news.newsroom.work(MONDAY)
    entry = office.news.newsroom.entry(NOVEMBER)
    for more in ({"number": entry.article, "seen": "x"}, {"thang": 202611}, {"number": entry.article, "seen": "x", "thang": 202611}):
        answer = officer.post("/tin-bai", **FORM, **more)
        assert answer.status_code == 409
        assert R.refusals[AnnouncementRefusal.NOT_ALLOWED] in answer.text
    assert office.news.newsroom.entry(NOVEMBER) == entry


# ---- campaigns


@pytest.fixture
def followers(office: TestOffice) -> list[ChatId]:
    chats = [ChatId("telegram", f"77001234{number:02d}") for number in range(6)]
    for number, chat in enumerate(chats):
        office.news.followers.follow(chat, "đồng ý", MONDAY)
        office.news.followers.choose_place(chat, "Xã An" if number % 2 else "Xã Bình")
    office.news.followers.choose_kind(chats[0], AudienceKind.BUSINESS)
    office.news.followers.toggle(chats[1], Topic.LAND)
    office.news.followers.leave(chats[5], MONDAY)
    return chats


def proposed(office: TestOffice, browser: Browser) -> Campaign:
    """Written by an officer: who writes does not approve."""
    writer = next((each for each in office.book.everyone() if each.name == "Người viết"), None)
    writer = writer or office.person("Người viết", Role.OFFICER, office.book.units()[0])
    answer = browser.post(f"/tin-bai/{written(office.log_in(writer))}/gui")
    campaign = office.news.campaigning.get(int(answer.headers["location"].rsplit("/", 1)[1]))
    assert campaign
    return campaign


def seen(browser: Browser, campaign: Campaign) -> str:
    return matched(r'name="seen" value="(\w+)"', browser.text(f"/dot-gui/{campaign.id}"))


def test_a_campaign_to_everybody_needs_two_people_and_tells_whom_it_reaches(office: TestOffice, admin: Browser, leader: Browser, followers: list[ChatId]) -> None:  # fmt: skip
    campaign = proposed(office, admin)
    page = admin.text(f"/dot-gui/{campaign.id}")
    assert f"<p>{OUT.campaigns.reached}</p><strong>5</strong>" in page
    assert f"<p>{OUT.campaigns.inactive}</p><strong>1</strong>" in page
    admin.post(f"/dot-gui/{campaign.id}/approve", seen=seen(admin, campaign))
    assert admin.post(f"/dot-gui/{campaign.id}/approve", seen="x").status_code == 409
    assert found(office.news.campaigning.get(campaign.id)).state is CampaignState.PROPOSED
    leader.post(f"/dot-gui/{campaign.id}/approve", seen=seen(leader, campaign))
    assert found(office.news.campaigning.get(campaign.id)).state is CampaignState.QUEUEING
    office.news.campaigning.work(MONDAY)
    assert 'http-equiv="refresh"' in admin.text(f"/dot-gui/{campaign.id}")
    for action, state in (("pause", CampaignState.PAUSED), ("resume", CampaignState.RUNNING), ("stop", CampaignState.STOPPED)):
        admin.post(f"/dot-gui/{campaign.id}/{action}")
        assert found(office.news.campaigning.get(campaign.id)).state is state
    assert admin.post(f"/dot-gui/{campaign.id}/resume").status_code == 409
    assert admin.post(f"/dot-gui/{campaign.id}/explode").status_code == 404


def test_a_campaign_is_given_an_hour_that_who_approves_has_seen(office: TestOffice, admin: Browser, leader: Browser, followers: list[ChatId]) -> None:  # fmt: skip
    campaign = proposed(office, admin)
    page = f"/dot-gui/{campaign.id}"
    before = seen(leader, campaign)
    assert admin.post(f"{page}/time", day="2026-11-20", hour="8 giờ").status_code == 400
    assert admin.post(f"{page}/time", day="2020-11-20", hour="08:00").status_code == 409, "over"
    assert admin.post(f"{page}/time", day="2026-11-20", hour="23:30").status_code == 409, "people sleep"
    assert admin.post(f"{page}/time", day="2026-11-20", hour="08:30").status_code == 303
    shown = leader.text(page)
    assert OUT.campaigns.starts.format(at="20/11/2026 08:30") in shown
    assert OUT.campaigns.approve_timed.format(at="20/11/2026 08:30") in shown
    assert leader.post(f"{page}/approve", seen=before).status_code == 409, "the hour is what is approved, too"
    for browser in (leader, admin):
        browser.post(f"{page}/approve", seen=seen(browser, campaign))
    assert found(office.news.campaigning.get(campaign.id)).state is CampaignState.SCHEDULED
    waiting = admin.text(page)
    assert WORDS.newsroom.campaign_states[CampaignState.SCHEDULED] in waiting
    assert f'action="/quan-tri{page}/drop"' in waiting
    assert f'action="/quan-tri{page}/approve"' not in waiting
    assert OUT.campaigns.progress.partition("{")[0] not in waiting, "nothing is sent yet"


def test_who_approves_approves_the_audience_that_was_shown(office: TestOffice, admin: Browser, leader: Browser, followers: list[ChatId]) -> None:  # fmt: skip
    campaign = proposed(office, admin)
    shown = seen(leader, campaign)
    admin.post(f"/dot-gui/{campaign.id}/audience", topics=["dat_dai"])
    answer = leader.post(f"/dot-gui/{campaign.id}/approve", seen=shown)
    assert answer.status_code == 409
    assert R.refusals[AnnouncementRefusal.CHANGED] in answer.text


def test_an_audience_is_chosen_by_topic_place_and_kind_and_urgency_has_a_reason(office: TestOffice, admin: Browser, followers: list[ChatId]) -> None:  # fmt: skip
    campaign = proposed(office, admin)
    admin.post(f"/dot-gui/{campaign.id}/audience", places=["Xã An"], place="Xã Xa; Xã Gần")
    audience = found(office.news.campaigning.get(campaign.id)).sending.audience
    assert audience.places == ("Xã An", "Xã Xa", "Xã Gần")
    assert office.news.campaigning.dry_run(found(office.news.campaigning.get(campaign.id)), MONDAY).reached == 2
    admin.post(f"/dot-gui/{campaign.id}/audience", kinds=["doanh_nghiep"], important="1")
    assert found(office.news.campaigning.get(campaign.id)).sending.is_important
    refused = admin.post(
        f"/dot-gui/{campaign.id}/audience", urgent="1", topics=[next(iter(Topic)).value], places=["Xã Mới"], kinds=["doanh_nghiep"]
    )
    assert refused.status_code == 409
    ticked = set(re.findall(r'name="(\w+)" value="([^"]*)" checked', refused.text))
    assert ticked == {("urgent", "1"), ("topics", next(iter(Topic)).value), ("places", "Xã Mới"), ("kinds", "doanh_nghiep")}, (
        "no tick is lost"
    )
    admin.post(f"/dot-gui/{campaign.id}/audience", urgent="1", because="Bão số 9")
    assert found(office.news.campaigning.get(campaign.id)).urgent_because == "Bão số 9"
    assert WORDS.console.trail.actions["campaign.changed"] in admin.text("/nhat-ky")
    assert admin.post(f"/dot-gui/{campaign.id}/audience", topics=["x"]).status_code == 400
    assert admin.post(f"/dot-gui/{campaign.id}/audience", kinds=["moi_nguoi"]).status_code == 400


def test_it_is_tried_out_on_oneself_where_a_chat_is_bound(office: TestOffice, admin: Browser, people: dict[Role, Staff]) -> None:
    campaign = proposed(office, admin)
    answer = admin.post(f"/dot-gui/{campaign.id}/try")
    assert R.refusals[AnnouncementRefusal.NO_CHAT] in answer.text
    token = office.logins.link(people[Role.ADMIN].id, Purpose.INVITE, "cli", MONDAY)
    assert token
    office.logins.join(token, ChatId("telegram", "4242"), MONDAY)
    assert admin.post(f"/dot-gui/{campaign.id}/try").headers["location"].endswith("said=tried")


def test_what_became_of_every_letter_is_listed_masked_and_never_computed(office: TestOffice, admin: Browser, leader: Browser, followers: list[ChatId]) -> None:  # fmt: skip
    campaign = proposed(office, admin)
    for browser in (admin, leader):
        browser.post(f"/dot-gui/{campaign.id}/approve", seen=seen(browser, campaign))
    office.news.campaigning.work(MONDAY)
    outbox = Outbox(office.engine, "telegram", RateLimit(rate=1_000_000))
    results: list[Result] = [Blocked("=HYPERLINK(1)"), Rejected(XSS), *[Sent("1")] * 8]
    at = MONDAY
    while (claimed := outbox.claim("w", 5, at := at + timedelta(seconds=2))).messages:
        outbox.record([(message, results.pop(0)) for message in claimed.messages], at)
    office.news.campaigning.work(at)
    office.news.campaigns.record_click(campaign.id, "read", followers[0])
    office.news.campaigns.record_click(campaign.id, "read", followers[0])
    page = admin.text(f"/dot-gui/{campaign.id}")
    assert f"<dt>{R.touches['read']}</dt><dd>2</dd>" in page
    assert f"<dt>{OUT.campaigns.delivered}</dt><dd>3</dd>" in page
    assert R.campaign_states[CampaignState.DONE] in page
    for kind, count in (("sent", 3), ("blocked", 1), ("failed", 1)):
        listed = admin.text(f"/dot-gui/{campaign.id}/danh-sach?loai={kind}")
        assert listed.count('<th scope="row">telegram …') == count
        assert dangers(listed) == []
        rows = list(csv.reader(io.StringIO(admin.get(f"/dot-gui/{campaign.id}/danh-sach.csv?loai={kind}").content.decode("utf-8-sig"))))
        assert len(rows) == count + 1
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
        assert not any(chat.key in listed or chat.key in str(rows) for chat in followers)
    assert admin.get(f"/dot-gui/{campaign.id}/danh-sach?loai=waiting").status_code == 404


def test_long_lists_are_paged(office: TestOffice, admin: Browser, monkeypatch: pytest.MonkeyPatch, leader: Browser, followers: list[ChatId]) -> None:  # fmt: skip
    monkeypatch.setattr("bot.console.pages.campaigns.PAGE", 2)
    monkeypatch.setattr("bot.console.pages.campaigns.A_SHEET", 2)
    campaign = proposed(office, admin)
    for browser in (admin, leader):
        browser.post(f"/dot-gui/{campaign.id}/approve", seen=seen(browser, campaign))
    office.news.campaigning.work(MONDAY)
    with office.engine.begin() as connection:
        connection.execute(OUTBOX.update().where(OUTBOX.c.campaign == campaign.id).values(state="sent", finished=MONDAY))
    path, chats = f"/dot-gui/{campaign.id}/danh-sach?loai=sent", []
    while path:
        page = admin.text(path)
        chats += re.findall(r'<th scope="row">(telegram …\d+)', page)
        following = re.search(rf'rel="next" href="{PREFIX}([^"]+)"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    assert len(chats) == len(set(chats)) == 5
    assert admin.get(f"/dot-gui/{campaign.id}/danh-sach.csv").text.count("telegram") == 5


# ---- plans and reports


@pytest.fixture
def plan(office: TestOffice, admin: Browser) -> PlanBook:
    assert admin.post("/ke-hoach/theo-doi", plan="ke-hoach-thu", year=2026).status_code == 303
    return PlanBook(office.engine)


def test_a_plan_is_followed_and_its_offices_become_ours(office: TestOffice, admin: Browser, plan: PlanBook, hall: Unit) -> None:
    page = admin.text("/ke-hoach/theo-doi?nam=2026")
    assert "Phòng Văn hóa tỉnh bạn" in page
    dues = plan.dues(date(2026, 1, 1), date(2026, 12, 31))
    assert {due.task.unit for due in dues if due.task.no == "I.2"} == {hall.id}, "a name that is ours was understood"
    admin.post("/ke-hoach/don-vi", year=2026, lead0="Phòng Văn hóa tỉnh bạn", unit0=hall.id)
    assert {due.task.unit for due in plan.dues(date(2026, 1, 1), date(2026, 12, 31))} == {hall.id}
    assert admin.post("/ke-hoach/don-vi", year=2026, lead0="Xã An", unit0=999).status_code == 400
    assert admin.post("/ke-hoach/theo-doi", plan="khong-co", year=2026).status_code == 400
    for year in ("", "1", "x", "99999"):
        assert admin.post("/ke-hoach/theo-doi", plan="ke-hoach-thu", year=year).status_code == 400


def test_an_admin_changes_a_followed_plan_and_nobody_else_does(office: TestOffice, admin: Browser, officer: Browser, plan: PlanBook, hall: Unit) -> None:  # fmt: skip
    def dues() -> list[Due]:
        return list(plan.dues(date(2026, 1, 1), date(2026, 12, 31)))

    own = next(due for due in dues() if due.task.no == "I.2")
    page = f"/ke-hoach/viec/{own.id}"
    assert OUT.tasks.change not in officer.text(page)
    for path, form in ((page, {"content": "x"}), ("/ke-hoach/viec", {"year": 2026}), ("/ke-hoach/thoi", {"sure": 1, "year": 2026})):
        assert officer.post(path, **form).status_code == 403
    assert admin.post(page, content="Làm phóng sự ở chợ", timing=own.task.timing).headers["location"].endswith("said=done")
    assert "Làm phóng sự ở chợ" in admin.text(page)
    assert admin.post(page, content="").status_code == 409
    added = admin.post("/ke-hoach/viec", plan="ke-hoach-thu", year=2026, content="Treo băng rôn", timing="tháng 12", unit=hall.id)
    assert added.headers["location"].endswith("said=added")
    assert [due.period.day for due in dues() if due.task.content == "Treo băng rôn"] == [date(2026, 12, 31)]
    assert admin.post("/ke-hoach/viec", plan="khong-co", year=2026, content="x", unit=hall.id).headers["location"].endswith("said=wrong")
    admin.post(page, remove="1")
    assert "I.2" not in {due.task.no for due in dues()}
    assert admin.post("/ke-hoach/thoi", plan="ke-hoach-thu", year=2026).status_code == 400, "only where it was said twice"
    admin.post("/ke-hoach/thoi", plan="ke-hoach-thu", year=2026, sure=1)
    assert dues() == []
    assert admin.post("/ke-hoach/theo-doi", plan="ke-hoach-thu", year=2026, month=12).status_code == 303
    assert dues()
    assert all(due.period.day >= date(2026, 12, 1) for due in dues())
    assert admin.post("/ke-hoach/theo-doi", plan="ke-hoach-thu", year=2026, month=13).status_code == 400


def test_a_second_window_does_not_write_over_the_task_that_the_first_changed(admin: Browser, plan: PlanBook) -> None:
    own = next(due for due in plan.dues(date(2026, 1, 1), date(2026, 12, 31)) if due.task.no == "I.2")
    page, timing = f"/ke-hoach/viec/{own.id}", own.task.timing
    older = re.search(r'name="nhap_ban" value="(\w+)"', admin.text(page))
    assert older
    assert admin.post(page, content="Bản của cửa sổ một", timing=timing, nhap_ban=older[1]).status_code == 303
    refused = admin.post(page, content="Bản của cửa sổ hai", timing=timing, nhap_ban=older[1])
    assert refused.status_code == 409
    assert all(words in refused.text for words in ("Bản của cửa sổ một", "Bản của cửa sổ hai", WORDS.plans.denied[Denied.STALE]))
    now = re.search(r'name="nhap_ban" value="(\w+)"', refused.text)
    assert now
    assert admin.post(page, content="Bản của cửa sổ hai", timing=timing, nhap_ban=now[1]).status_code == 303, "who has read it saves"


@pytest.mark.parametrize(
    ("page", "place", "field"), [("/bao-tin", "/bao-tin/moi", "title"), ("/kenh", "/kenh/moi", "holder"), ("/ke-hoach/viec", "", "content")]
)
def test_forms_of_notices_channels_and_tasks_keep_what_was_typed(admin: Browser, plan: PlanBook, page: str, place: str, field: str) -> None:
    if not place:
        place = page = f"{page}/{plan.dues(date(2026, 1, 1), date(2026, 12, 31))[0].id}"
    names = re.search(rf'name="nhap" value="{place}".*?name="nhap_giu" value="([^"]+)"', admin.text(page), re.DOTALL)
    assert names
    assert field in names[1].split()
    kept = admin.post("/nhap", nhap=place, nhap_trang=page, nhap_ten="Bản nháp", nhap_giu=names[1], **{field: "Đang gõ dở"})
    assert kept.headers["location"].endswith("said=kept_form")
    assert "Đang gõ dở" in admin.text(page)


def test_the_day_of_a_task_is_read_as_it_was_typed_and_what_is_no_day_is_told(admin: Browser, plan: PlanBook, hall: Unit) -> None:
    def typed(timing: str, path: str = "/ke-hoach/viec") -> Response:
        return admin.post(path, plan="ke-hoach-thu", year=2026, content="Treo băng rôn ở chợ", timing=timing, unit=hall.id)

    def days() -> list[date]:
        return [due.period.day for due in plan.dues(date(2026, 1, 1), date(2026, 12, 31)) if due.task.content == "Treo băng rôn ở chợ"]

    told = WORDS.plans.denied
    for timing, why in (
        ("hôm nào rảnh", Denied.UNREADABLE),
        ("31/11", Denied.UNREADABLE),
        ("tuần đầu tháng 12", Denied.UNREADABLE),
        ("3/12 nội dung", Denied.UNREADABLE),
        ("từ 15/12 đến 5/12", Denied.UNREADABLE),
        ("5/11", Denied.OVER),
        ("5/12/2027", Denied.OVER),
    ):
        refused = typed(timing)
        assert (refused.status_code, days()) == (409, [])
        assert told[why] in refused.text
        assert 'value="Treo băng rôn ở chợ"' in refused.text, "nothing that was typed is lost"
        assert f'value="{timing}"' in refused.text
    assert typed("ngày 5/12").headers["location"].endswith("said=added")
    assert days() == [date(2026, 12, 5)]
    page = next(f"/ke-hoach/viec/{due.id}" for due in plan.dues(date(2026, 12, 5), date(2026, 12, 5)))
    assert typed("tuần 2 tháng 12", page).status_code == 303
    (late,) = plan.dues(date(2026, 12, 13), date(2026, 12, 13))
    page = f"/ke-hoach/viec/{late.id}"
    assert late.task.no == str(late.task.id), "another day is no other number"
    assert "tuần 2 tháng 12 → 07–13/12/2026" in admin.text(page)
    refused = typed("32/12", page)
    assert (refused.status_code, days()) == (409, [date(2026, 12, 13)])
    assert 'value="32/12"' in refused.text
    for timing, day in (("20/12/2026", 20), ("từ 1 đến 5/12", 5), ("quý IV", 31), ("20.12", 20)):
        assert typed(timing, page).status_code == 303
        assert days() == [date(2026, 12, day)]
        page = next(
            f"/ke-hoach/viec/{due.id}" for due in plan.dues(date(2026, 12, day), date(2026, 12, day)) if due.task.content.startswith("Treo")
        )


def test_a_task_is_proved_by_line_link_article_or_file_by_those_who_owe_it(office: TestOffice, admin: Browser, officer: Browser, plan: PlanBook) -> None:  # fmt: skip
    own = next(due for due in plan.dues(date(2026, 1, 1), date(2026, 12, 31)) if due.task.no == "I.2")
    foreign = next(due for due in plan.dues(date(2026, 1, 1), date(2026, 12, 31)) if due.task.no == "I.1")
    stranger = office.log_in(office.person("Người khác", Role.OFFICER, office.unit("Xã Xa")))
    assert OUT.tasks.late in officer.text(f"/ke-hoach/viec/{own.id}")
    assert officer.post("/ke-hoach/minh-chung", due=own.id, text="").status_code == 409
    assert stranger.post("/ke-hoach/minh-chung", due=own.id, text="x").status_code == 404
    assert officer.post("/ke-hoach/minh-chung", due=foreign.id, text="x").status_code == 404
    assert officer.post("/ke-hoach/minh-chung", due=999, text="x").status_code == 404
    for form, kind in (({"text": "Đã họp"}, ProofKind.NOTE), ({"text": "https://xa.example.vn/tin"}, ProofKind.LINK)):
        assert officer.post("/ke-hoach/minh-chung", due=own.id, **form).status_code == 303
        assert found(plan.due(own.id)).proof_kind is kind
    number = written(officer)
    office.news.articles.publish(number, MONDAY)
    officer.post("/ke-hoach/minh-chung", due=own.id, article=number)
    assert found(plan.due(own.id)).proof_kind is ProofKind.ARTICLE
    assert upload(officer, "/ke-hoach/minh-chung", "file", b"%PDF-1.4", "..\\..\\bao cáo.pdf", due=own.id).status_code == 303
    assert found(plan.due(own.id)).proof_kind is ProofKind.FILE
    assert "bao cáo.pdf" in officer.text(f"/ke-hoach/viec/{own.id}")
    file = officer.get(f"/ke-hoach/viec/{own.id}/tep")
    assert file.content == b"%PDF-1.4"
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith("attachment")
    assert stranger.get(f"/ke-hoach/viec/{own.id}/tep").status_code == 404
    assert upload(officer, "/ke-hoach/minh-chung", "file", b"<script>", "x.html", due=own.id).status_code == 409
    assert "I.2" not in officer.text("/ke-hoach?xem=late")


@pytest.mark.parametrize("control", ["\r\n\tSet-Cookie: pwn=1\r\n\t", "\0", "\u202e", "\u2028", "\x7f"])
def test_the_name_of_a_proof_is_one_line_also_of_what_was_kept_before(admin: Browser, plan: PlanBook, control: str) -> None:
    due = plan.dues(date(2026, 1, 1), date(2026, 12, 31))[0]
    assert upload(admin, "/ke-hoach/minh-chung", "file", b"%PDF-1.4", f"bao{control}cao.pdf", due=due.id).status_code == 303
    kept = found(plan.due(due.id)).proof
    assert kept.isprintable()
    of_old = kept.replace("bao", f"bao{control}".replace("\0", ""))
    plan.do(due.id, ProofKind.FILE, of_old, 1, MONDAY)
    told = admin.get(f"/ke-hoach/viec/{due.id}/tep").headers["content-disposition"]
    assert told.isprintable()
    assert "%0D" not in told
    assert "cao.pdf" in told


@pytest.mark.parametrize("proof", ["../../../etc/passwd (x.pdf)", "/etc/passwd (x)", "0" * 32 + ".pdf/../../x (y)", "a.pdf", "\0 (x)"])
def test_no_proof_leads_out_of_its_folder(office: TestOffice, admin: Browser, plan: PlanBook, proof: str) -> None:
    due = plan.dues(date(2026, 1, 1), date(2026, 12, 31))[0]
    plan.do(due.id, ProofKind.FILE, proof.replace("\0", "0"), 1, MONDAY)
    assert admin.get(f"/ke-hoach/viec/{due.id}/tep").status_code == 404


def test_the_red_list_names_late_tasks_and_units_without_their_post(
    office: TestOffice, officer: Browser, plan: PlanBook, hall: Unit
) -> None:
    page = officer.text("/ke-hoach?xem=late&dv=0")
    assert f">{OUT.tasks.lacking}<" in page
    assert OUT.tasks.late in page
    officer.post("/ke-hoach/tin-bai", title="Tin tháng mười một", link="https://xa.example.vn")
    page = officer.text("/ke-hoach")
    assert "Tin tháng mười một" in page
    assert f">{OUT.tasks.lacking}<" not in page
    assert officer.post("/ke-hoach/tin-bai", title="Tin", link="javascript:alert(1)").status_code == 409
    assert officer.post("/ke-hoach/tin-bai", title="").status_code == 409
    for wrong in ("nam=1", "nam=x", "xem=x", "dv=x"):
        assert officer.get(f"/ke-hoach?{wrong}").status_code == 400, wrong


def test_of_the_time_before_the_office_began_no_figures_are_reported(officer: Browser, plan: PlanBook) -> None:
    begun, reports = "16/11/2026", OUT.reports
    before, partly, ahead = (officer.text(f"/bao-cao?{asked}") for asked in ("ky=h1&nam=2026", "ky=year&nam=2026", "ky=year&nam=2031"))
    assert reports.not_begun.format(day=begun) in before
    assert reports.partly.format(day=begun) in partly
    assert reports.not_come in ahead
    for page, has_figures in ((before, False), (partly, True), (ahead, False)):
        assert ("<table" in page) is (reports.docx in page) is has_figures


def test_reports_are_seen_and_taken_along(officer: Browser, admin: Browser, plan: PlanBook, hall: Unit) -> None:
    admin.post("/ke-hoach/don-vi", year=2026, lead0="Phòng Văn hóa tỉnh bạn", unit0=hall.id)  # other offices' tasks are not counted
    page = officer.text("/bao-cao?ky=year&nam=2026")
    assert f'<th scope="row">{P.report.figures[Measure.TASKS]}</th><td>11</td>' in page
    assert f'<th scope="row">{P.report.figures[Measure.NOT_DUE]}</th><td>2</td>' in page
    with zipfile.ZipFile(io.BytesIO(officer.get("/bao-cao.docx?ky=year&nam=2026").content)) as paper:
        assert "BÁO CÁO" in paper.read("word/document.xml").decode()
    book = openpyxl.load_workbook(io.BytesIO(officer.get("/bao-cao.xlsx?ky=h1&nam=2026").content))
    assert book.sheetnames == [P.report.sheet_figures, P.report.sheet_tasks, P.report.sheet_posts]
    for wrong in ("ky=h3", "nam=1", "nam=x"):
        assert officer.get(f"/bao-cao?{wrong}").status_code == 400


def test_a_letter_that_no_document_holds_does_not_cost_the_report(office: TestOffice, officer: Browser, plan: PlanBook) -> None:
    """It stands in the database, where an earlier version or the command line let it in."""
    office.unit("Đội\ufffe số\x0b 4")
    everywhere = ""
    for path, part in (("/bao-cao.docx", "word/document.xml"), ("/bao-cao.xlsx", "xl/workbook.xml")):
        answer = officer.get(f"{path}?ky=year&nam=2026")
        assert answer.status_code == 200, path
        with zipfile.ZipFile(io.BytesIO(answer.content)) as paper:
            told = {name: paper.read(name).decode() for name in paper.namelist() if name.endswith(".xml")}
        assert part in told
        everywhere += "".join(told.values())
    assert "Đội\ufffd số\ufffd 4" in everywhere
    assert not {"\ufffe", "\x0b"} & set(everywhere)


# ---- rounds


def test_many_questions_stand_on_pages(office: TestOffice, admin: Browser) -> None:
    admin.post("/dan-hoi", theme="Thủ tục đất đai ở cấp xã")
    for number in range(PAGE + 3):
        as_a(int, office.plans_room.rounds.ask(ChatId("web", str(number)), f"Câu hỏi thứ {number} của bà con?", MONDAY))
    first, second = admin.text("/dan-hoi"), admin.text("/dan-hoi?trang=2")
    assert (first.count("<h3>"), second.count("<h3>")) == (PAGE, 3)
    assert "dan-hoi?trang=2" in first
    assert "dan-hoi?trang=1" in second
    assert admin.text("/dan-hoi?trang=99").count("<h3>") == 3, "behind the last page is the last"


def test_a_round_is_opened_chosen_answered_by_the_head_and_published(
    office: TestOffice, admin: Browser, leader: Browser, hall: Unit
) -> None:
    assert admin.post("/dan-hoi", theme="ngắn").status_code == 409
    admin.post("/dan-hoi", theme="Thủ tục đất đai ở cấp xã")
    rounds, book = office.plans_room.rounds, RoundBook(office.engine)
    one = as_a(int, rounds.ask(ChatId("web", "1"), "Bao giờ xã có máy lấy số?", MONDAY))
    two = as_a(int, rounds.ask(ChatId("web", "2"), "Câu hỏi không hợp lắm đâu", MONDAY))
    admin.post(f"/dan-hoi/{one}/list")
    admin.post(f"/dan-hoi/{two}/hide")
    assert found(book.question(two)).stage is QuestionStage.HIDDEN
    assert admin.post(f"/dan-hoi/{one}/assign", unit=999).status_code == 409
    admin.post(f"/dan-hoi/{one}/assign", unit=hall.id)
    assert admin.post(f"/dan-hoi/{one}/answer", text="Không phải việc của quản trị").status_code == 409
    foreign = office.log_in(office.person("Trưởng xã Xa", Role.LEADER, office.unit("Xã Xa")))
    assert foreign.post(f"/dan-hoi/{one}/answer", text="Không phải việc của tôi đâu").status_code == 409
    assert admin.post("/dan-hoi/dang").status_code == 409
    assert leader.post(f"/dan-hoi/{one}/answer", text="ngắn").status_code == 409
    leader.post(f"/dan-hoi/{one}/answer", text="Xã lắp máy trong tháng 12.")
    assert "Xã lắp máy trong tháng 12." in admin.text("/dan-hoi")
    admin.post("/dan-hoi/dong")
    admin.post("/dan-hoi/dang")
    assert found(book.question(one)).stage is QuestionStage.PUBLISHED
    assert WORDS.rounds.states["published"] in admin.text("/dan-hoi")
    assert admin.post("/dan-hoi/dang").status_code == 409
    assert admin.post(f"/dan-hoi/{one}/explode").status_code == 404
    assert admin.post("/dan-hoi/999/choose").status_code == 409


# ---- what people write is text


def test_every_field_of_these_pages_is_shown_as_text(office: TestOffice, admin: Browser, leader: Browser, plan: PlanBook, followers: list[ChatId]) -> None:  # fmt: skip
    title = XSS.replace("{{7*7}}", "").replace("7*7", "49")
    hostile = title.replace("<img", "< img").replace("<script", "< script").replace("</", "< /")
    refused = admin.post("/tin-bai", **dict.fromkeys(FORM, XSS), topics=[XSS], call0_kind=XSS, call0_label=XSS, call0_value=XSS)
    assert dangers(refused.text) == []
    assert "&lt;script&gt;" in refused.text
    number = written(
        admin, title=title, author=title[:50], summary=title, body=hostile, call0_kind="ask", call0_label=title[:40], call0_value=title
    )
    office.news.followers.choose_place(followers[0], XSS)
    campaign = found(office.news.campaigning.get(int(admin.post(f"/tin-bai/{number}/gui").headers["location"].rsplit("/", 1)[1])))
    admin.post(f"/dot-gui/{campaign.id}/audience", place=title.replace(";", ""), urgent="1", because=XSS)
    due = plan.dues(date(2026, 1, 1), date(2026, 12, 31))[0]
    admin.post("/ke-hoach/minh-chung", due=due.id, text=XSS)
    admin.post("/ke-hoach/tin-bai", title=XSS)
    admin.post("/dan-hoi", theme=title[:80])
    question = office.plans_room.rounds.ask(ChatId("web", "1"), XSS, MONDAY)
    admin.post(f"/dan-hoi/{question}/assign", unit=1)
    leader.post(f"/dan-hoi/{question}/answer", text=XSS)
    admin.post("/tin-bai", **{**FORM, "title": title, "body": hostile}, thang=202612)
    shown = 0
    pages = ["/tin-bai", f"/tin-bai/{number}", f"/tin-bai/{number}/sua", "/lich-bai", "/lich-bai/202612", "/dot-gui", f"/dot-gui/{campaign.id}", "/ke-hoach", f"/ke-hoach/viec/{due.id}", "/ke-hoach/theo-doi", "/bao-cao", "/dan-hoi"]  # fmt: skip
    for path in pages:
        page = leader.text(path) if "theo-doi" not in path else admin.text(path)
        assert dangers(page) == [], path
        assert "49${" not in page
        shown += page.count("&lt;script&gt;alert(1)")
    assert shown > 15


def test_an_article_of_hostile_words_leaves_as_text_in_every_file(office: TestOffice, admin: Browser) -> None:
    hostile = Article(title='=cmd|"x"\r\nContent-Type: text/html', summary="x", body=body_of("x"))
    number = office.news.articles.add(hostile, 1, MONDAY)
    for kind in Export:
        headers = admin.get(f"/tin-bai/{number}/tep/{kind.value}").headers
        assert "\n" not in headers["content-disposition"]
        assert "text/html" not in headers["content-type"]


def test_menus_show_what_one_may_open(officer: Browser, leader: Browser) -> None:
    for path in ("/tin-bai", "/ke-hoach", "/bao-cao"):
        assert f'href="{PREFIX}{path}"' in officer.text("/tai-khoan")
    for path in ("/lich-bai", "/dot-gui", "/dan-hoi"):
        assert f'href="{PREFIX}{path}"' not in officer.text("/tai-khoan")
        assert f'href="{PREFIX}{path}"' in leader.text("/tai-khoan")
