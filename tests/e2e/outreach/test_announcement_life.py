"""The life of a month's announcement: drafted, looked at, approved by two, sent, read, left; the clock of the jobs is the test's, the rest `bot serve`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import wording
from bot.announcements.cases.post_library import PostLibrary
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.facts import IssuingOffice, MonthFacts
from bot.frontdesk.desk import FrontDesk
from bot.messages import ChatId, Incoming, Reply
from bot.people.chat_states import ChatStates
from bot.people.staff import Role
from bot.people.store import Chats
from bot.settings import Settings
from bot.wiring.announcing import Announcing, announcing
from bot.wiring.timetable import jobs_of_announcements
from tests.e2e.conftest import Opened
from tests.harness import Harness

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MARCH = Month(2026, 3)
FIVE_DAYS_BEFORE, THE_HOUR = datetime(2026, 3, 10, 8, 1, tzinfo=ZONE), datetime(2026, 3, 15, 8, 0, tzinfo=ZONE)
AN, LAN, MINH = 1001, 3001, 3002


def rooms_of(harness: Harness) -> Announcing:
    settings = Settings(_env_file=None, unit_name="UBND xã Ví Dụ", quiet_hours="")

    def facts(month: Month, at: datetime) -> MonthFacts:
        return MonthFacts(at.astimezone(ZONE).date(), IssuingOffice("UBND xã Ví Dụ", site="https://xa.example"))

    return announcing(
        harness.engine, wording.load(), settings, PostLibrary([harness.library]).posts, facts, harness.home / "var" / "covers"
    )


def presses(harness: Harness, rooms: Announcing, number: int, action: str) -> str:
    """What staff are told who press that in the month of the post."""

    def nobody(incoming: Incoming, text: str) -> list[Reply]:
        return []

    desk = FrontDesk(rooms.windows(nobody, nobody), wording.load(), Chats(harness.engine), ChatStates(harness.engine), "a key")
    chat = ChatId("telegram", str(number))
    replies = desk.handle(Incoming(chat, FIVE_DAYS_BEFORE, action=desk.seals.sealed(chat, action)))
    return "\n".join(reply.text for reply in replies)


def test_from_the_draft_to_the_one_who_has_had_enough(town_over: Opened, tmp_path: Path) -> None:
    harness = town_over(f"sqlite:///{tmp_path}/news.db", STAFF_CHAT_ID="", RETENTION_LETTERS_DAYS="36500")  # the post is of long ago
    unit = harness.unit("Văn phòng")
    harness.staff("Lan", Role.LEADER, unit, LAN)
    harness.staff("Minh", Role.ADMIN, unit, MINH)
    citizen, lan, minh = (harness.somebody(name, number) for name, number in (("An", AN), ("Lan", LAN), ("Minh", MINH)))
    harness.start()
    citizen.says("/dangky", "Bà con có đồng ý không?")
    citizen.presses("Tôi đồng ý nhận tin", "Từ nay bà con sẽ nhận được tin")

    rooms = rooms_of(harness)
    rooms.newsroom.work(FIVE_DAYS_BEFORE)
    for staff in (lan, minh):
        assert staff.hears("Nộp hồ sơ ở nhà, nhận kết quả ở nhà").method == "sendPhoto"
        staff.hears("Bản nháp bài tháng 03/2026 đã sẵn sàng. Giờ gửi: 08:00, 15/03/2026")
    entry = rooms.newsroom.entry(MARCH)
    approve = f"nd:a:{MARCH.number}:{entry.article}:{rooms.newsroom.minute_of(entry)}"
    assert "cần thêm một người khác duyệt" in presses(harness, rooms, LAN, approve)
    assert "Cần một người khác" in presses(harness, rooms, LAN, approve), "nobody counts for two"
    assert "Đã duyệt đủ" in presses(harness, rooms, MINH, approve)

    for job in jobs_of_announcements(rooms):
        job.run(THE_HOUR)
    post = citizen.hears("Nộp hồ sơ ở nhà, nhận kết quả ở nhà")
    assert post.method == "sendPhoto"
    citizen.presses("Đọc tiếp", "Bà con mở trang dịch vụ công rồi làm theo từng bước.")
    citizen.presses("Ít hơn", "mỗi tháng một tin", on=post.text)
    citizen.presses("Thôi nhận", "Bà con đã thôi nhận tin", on=post.text)
    campaign = rooms.campaigning.latest()[0]
    report = rooms.campaigning.report(campaign)
    assert (report.progress.total, report.progress.sent) == (1, 1)
    assert report.touches == {"read": 1, "fewer": 1, "leave": 1}
    follower = rooms.followers.get(ChatId("telegram", str(AN)))
    assert follower
    assert not follower.is_active
