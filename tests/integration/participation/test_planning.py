"""Plans and rounds as conversations, on both databases: what is owed, proved and reported; questions, votes, answers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from sqlalchemy import Engine, update
from sqlmodel import col, select

from bot import wording
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.facts import MonthFacts
from bot.database.engine import read_session, write_session
from bot.database.tables.outbox import OutboxRow
from bot.database.tables.staff import AuditRow, StaffRow
from bot.frontdesk.desk import FrontDesk
from bot.messages import Attachment, ChatId, Incoming, Reply
from bot.participation.round import MOST_QUESTIONS, QuestionStage, RoundQuestion, RoundRefusal
from bot.people.chat_states import ChatStates
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.people.store import Chats
from bot.plans.denied import Denied
from bot.plans.report import Activity, Measure, ReportSpan
from bot.plans.store import PlanBook
from bot.plans.task import ProofKind
from bot.settings import Settings
from bot.wiring.announcing import announcing
from bot.wiring.planning import Planning, planning
from bot.wiring.timetable import jobs_of_plans
from bot.wording import Wording
from knowledge.records.plan import Plan, Task
from tests.presence import as_a, found

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HEAD, ADMIN, OFFICER, OTHER = (ChatId("telegram", str(number)) for number in (100, 101, 102, 103))
AN, BINH = ChatId("telegram", "1"), ChatId("web", "2")
PLAN = Plan(
    record_id="ke-hoach-thu",
    title="Kế hoạch thử",
    tasks=(
        Task(content="Đăng tin mỗi tháng", lead=("sở nội vụ",), when="hằng tháng", section="I", no="1"),
        Task(content="Tổ chức cuộc thi", lead=("Sở Tư pháp",), when="quý II/2026", section="I", no="2"),
        Task(content="Họp mặt", lead=("Đoàn thanh niên",), when="năm 2026", section="II", no="1"),
    ),
)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


NOON = local(2026, 5, 12, 12)
BEGUN = local(2025, 12, 1, 8)


@dataclass
class PlanningRooms:
    engine: Engine
    rooms: Planning
    desk: FrontDesk
    words: Wording
    folder: Path
    learned: list[tuple[str, str, str]] = field(default_factory=list)

    def say(self, chat: ChatId, text: str, at: datetime = NOON, files: tuple[Attachment, ...] = ()) -> list[Reply]:
        return self.desk.handle(Incoming(chat, at, text, attachments=files))

    def press(self, chat: ChatId, action: str, at: datetime = NOON) -> list[Reply]:
        return self.desk.handle(Incoming(chat, at, action=self.desk.seals.sealed(chat, action)))

    def work(self, at: datetime) -> None:
        for job in jobs_of_plans(self.rooms):
            job.run(at)

    def letters(self, chat: ChatId) -> list[tuple[str, str]]:
        with read_session(self.engine) as session:
            own = (col(OutboxRow.channel) == chat.channel, col(OutboxRow.key) == chat.key)
            rows = session.scalars(select(OutboxRow).where(*own).order_by(col(OutboxRow.id)))
            return [(row.idempotency_key, row.text) for row in rows]


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> PlanningRooms:
    words = wording.load()
    settings = Settings(_env_file=None, unit_name="Sở Thử", province="Nghệ An")
    rooms = announcing(engine, words, settings, dict, lambda month, at: MonthFacts(at.date()), tmp_path / "covers")
    staff = rooms.approval_notices.staff
    home, law = (staff.add_unit(Unit(0, name), "cli", NOON) for name in ("Sở Nội vụ", "Sở Tư pháp"))
    for name, role, unit, chat in (
        ("Lan", Role.LEADER, home, HEAD),
        ("Minh", Role.ADMIN, home, ADMIN),
        ("Hoa", Role.OFFICER, home, OFFICER),
        ("Tú", Role.LEADER, law, OTHER),
    ):
        staff.add(name, role, unit.id, "cli", BEGUN, chat)
    learned: list[tuple[str, str, str]] = []

    def learn(question: str, answer: str, source: str, by: Staff, at: datetime) -> None:
        learned.append((question, answer, source))

    def happened(begins: datetime, ends: datetime) -> Activity:
        return Activity(((1, 90), (2, 110)), 120, 30, 20, 15, 400, 3, open=7, late=4)

    plans = planning(engine, settings, rooms, lambda: [PLAN], happened, learn, tmp_path / "proofs")
    return PlanningRooms(
        engine, plans, FrontDesk(plans.windows, words, Chats(engine), ChatStates(engine), "a key"), words, tmp_path, learned
    )


@pytest.fixture
def followed(house: PlanningRooms) -> PlanningRooms:
    assert "3 nhiệm vụ" in house.press(ADMIN, "pt:f:0")[-1].text
    return house


def due_of(house: PlanningRooms, content: str, period: str) -> int:
    found = PlanBook(house.engine).dues(date(2026, 1, 1), date(2026, 12, 31))
    return next(due.id for due in found if due.task.content == content and due.period.name == period)


# --- tasks -------------------------------------------------------------------


def test_a_plan_is_followed_by_admins_alone_and_followed_again_nothing_is_double(followed: PlanningRooms) -> None:
    book = PlanBook(followed.engine)
    before = book.dues(date(2026, 1, 1), date(2026, 12, 31))
    assert len(before) == 12 + 1 + 1
    followed.press(ADMIN, "pt:f:0")
    assert book.dues(date(2026, 1, 1), date(2026, 12, 31)) == before
    assert followed.press(OFFICER, "pt:f:0")[-1].text == followed.words.plans.denied[Denied.NOT_YOURS]


def test_a_task_that_left_the_plan_is_owed_no_more_and_its_proof_stays(followed: PlanningRooms) -> None:
    number = due_of(followed, "Đăng tin mỗi tháng", "2026-04")
    followed.press(OFFICER, f"pt:d:{number}")
    followed.say(OFFICER, "https://so.example/bai")
    book = PlanBook(followed.engine)
    book.follow(PLAN.model_copy(update={"tasks": PLAN.tasks[1:]}), 2026, {}, 1, NOON)
    assert {due.task.no for due in book.dues(date(2026, 1, 1), date(2026, 12, 31))} == {"I.2", "II.1"}
    book.follow(PLAN, 2026, {}, 1, NOON)
    assert found(book.due(number)).proof == "https://so.example/bai"


def test_a_proof_given_again_counts_from_its_own_day_and_the_trail_keeps_the_first(followed: PlanningRooms) -> None:
    number, book = due_of(followed, "Đăng tin mỗi tháng", "2026-04"), PlanBook(followed.engine)
    assert book.do(number, ProofKind.NOTE, "tệp trống", 1, NOON)
    later = NOON + timedelta(days=90)
    assert book.do(number, ProofKind.NOTE, "https://so.example/bai", 2, later)
    due = found(book.due(number))
    assert (due.proof, due.done) == ("https://so.example/bai", later), "nothing is done in time by what came late"
    with read_session(followed.engine) as session:
        details = list(session.scalars(select(AuditRow.detail).where(col(AuditRow.subject) == f"due:{number}").order_by(col(AuditRow.id))))
    assert "tệp trống" in details[-1]


def test_a_plan_is_followed_from_a_month_on_and_nothing_before_it_is_late(house: PlanningRooms) -> None:
    book = PlanBook(house.engine)
    book.follow(PLAN, 2026, {}, 1, NOON, 5)
    dues = book.dues(date(2026, 1, 1), date(2026, 12, 31))
    assert min(due.period.day for due in dues) == date(2026, 5, 31)
    assert len(dues) == 8 + 1 + 1
    proven = due_of(house, "Đăng tin mỗi tháng", "2026-06")
    book.do(proven, ProofKind.NOTE, "đã đăng", 1, NOON)
    book.follow(PLAN, 2026, {}, 1, NOON, 9)
    left = book.dues(date(2026, 1, 1), date(2026, 12, 31))
    assert [due.id for due in left if due.period.day < date(2026, 9, 1)] == [proven], "what was done is told"
    assert book.followed(2026) == {"ke-hoach-thu": 3}


def test_a_plan_is_followed_no_more_and_again_with_its_proofs(followed: PlanningRooms) -> None:
    book = PlanBook(followed.engine)
    proven = due_of(followed, "Tổ chức cuộc thi", "2026-Q2")
    book.do(proven, ProofKind.NOTE, "đã thi", 1, NOON)
    assert book.unfollow("ke-hoach-thu", 2026, 1, NOON) == 3
    assert book.dues(date(2026, 1, 1), date(2026, 12, 31)) == ()
    assert book.followed(2026) == {}
    assert book.unfollow("ke-hoach-thu", 2026, 1, NOON) == 0
    book.follow(PLAN, 2026, {}, 1, NOON)
    assert found(book.due(proven)).proof == "đã thi"


def test_a_task_of_ones_own_is_added_edited_dropped_and_outlives_the_plan_being_read_anew(followed: PlanningRooms) -> None:
    book = PlanBook(followed.engine)
    task = book.add("ke-hoach-thu", 2026, "Treo băng rôn ở chợ", "tháng 4, tháng 6, tháng 8", 1, 1, NOON, NOON.date())

    def owed() -> list[tuple[str, date]]:
        return [(due.task.content, due.period.day) for due in book.dues(date(2026, 1, 1), date(2026, 12, 31)) if due.task.id == task]

    assert owed() == [("Treo băng rôn ở chợ", date(2026, 6, 30)), ("Treo băng rôn ở chợ", date(2026, 8, 31))], "what is over is not late"
    book.follow(PLAN, 2026, {}, 1, NOON)
    assert len(owed()) == 2
    first = ("Treo băng rôn ở chợ", "tháng 4, tháng 6, tháng 8")
    assert book.edit(task, "Treo băng rôn ở chợ và trường", "quý IV", 1, NOON, NOON.date(), first)
    assert not book.edit(task, "Treo cờ", "quý IV", 1, NOON, NOON.date(), first), "changed since it was seen"
    assert owed() == [("Treo băng rôn ở chợ và trường", date(2026, 12, 31))]
    assert book.drop(task, 1, NOON)
    assert owed() == []
    assert not book.drop(task, 1, NOON)
    assert not book.edit(999, "x", "", 1, NOON, NOON.date(), ("x", ""))


@pytest.mark.parametrize("hour", [0, 5, 6, 7, 23])
def test_a_task_that_is_added_before_dawn_is_due_from_the_offices_own_day_on(followed: PlanningRooms, hour: int) -> None:
    """At 05:00 here it is yesterday in the world's time."""
    tracker, at = followed.rooms.tracker, local(2026, 5, 12, hour, 30).astimezone(UTC)
    admin = found(StaffBook(followed.engine).by_chat(ADMIN))

    def add(timing: str) -> int | Denied:
        return tracker.add("ke-hoach-thu", 2026, f"Làm {timing}", timing, admin.unit, admin, at)

    assert add("11/5") is Denied.OVER, "yesterday is over"
    assert not isinstance(add("12/5"), Denied), "today is not"
    assert "Làm 12/5" in {due.task.content for due in tracker.owed(admin, at)}
    assert "Làm 12/5" not in {due.task.content for due in tracker.red(at).dues}, "it is on time all day"
    assert "Làm 12/5" in {due.task.content for due in tracker.red(local(2026, 5, 13, 0, 30)).dues}


def test_each_unit_sees_what_it_owes_until_the_months_end(followed: PlanningRooms) -> None:
    assert followed.say(OFFICER, "/nhiemvu")[-1].text.count("Đăng tin mỗi tháng") == 5
    assert followed.words.plans.nothing in followed.say(OTHER, "/nhiemvu")[-1].text
    assert "cuộc thi" in followed.say(OTHER, "/nhiemvu", local(2026, 6, 3, 9))[-1].text


def test_done_with_a_link_a_note_or_a_file(followed: PlanningRooms) -> None:
    photo = followed.folder / "scan"
    photo.write_bytes(b"%PDF-1.7")
    proofs = (
        ("2026-01", "https://so.example/1", ()),
        ("2026-02", "Đã đọc trên loa", ()),
        ("2026-03", "", (Attachment(photo, "../../x.pdf", "application/pdf", 8),)),
    )
    for period, text, files in proofs:
        number = due_of(followed, "Đăng tin mỗi tháng", period)
        followed.press(OFFICER, f"pt:d:{number}")
        assert "Đã ghi nhận" in followed.say(OFFICER, text, files=files)[0].text
    kept = [due for due in PlanBook(followed.engine).dues(date(2026, 1, 1), date(2026, 3, 31)) if due.done]
    assert [due.proof_kind for due in kept] == ["link", "note", "file"]
    (stored,) = (followed.folder / "proofs").iterdir()
    assert stored.read_bytes() == b"%PDF-1.7"
    assert kept[2].proof == f"{stored.name} (x.pdf)"


def test_a_program_is_no_proof(followed: PlanningRooms) -> None:
    program = followed.folder / "x"
    program.write_bytes(b"MZ")
    followed.press(OFFICER, f"pt:d:{due_of(followed, 'Đăng tin mỗi tháng', '2026-01')}")
    told = followed.say(OFFICER, "", files=(Attachment(program, "x.exe", "image/png", 2),))
    assert told[-1].text == followed.words.plans.denied[Denied.EMPTY]
    assert not (followed.folder / "proofs").exists()


def test_nobody_proves_another_units_task(followed: PlanningRooms) -> None:
    number = due_of(followed, "Tổ chức cuộc thi", "2026-Q2")
    assert followed.press(OFFICER, f"pt:d:{number}")[-1].text == followed.words.plans.denied[Denied.NOT_YOURS]
    assert followed.press(AN, f"pt:d:{number}")[-1].text == followed.words.plans.staff_only
    assert found(PlanBook(followed.engine).due(number)).done is None


@pytest.mark.parametrize("action", ["pt", "pt:d:x", f"pt:d:{'9' * 18}", "pt:f:99", "pt:m:h3", "pt:zz"])
def test_a_made_up_button_does_nothing(followed: PlanningRooms, action: str) -> None:
    assert followed.press(ADMIN, action)[-1].text


def test_reminders_come_on_the_20th_and_the_25th_once_and_to_those_who_owe(followed: PlanningRooms) -> None:
    for moment in (
        local(2026, 5, 19, 9),
        local(2026, 5, 20, 7, 30),
        local(2026, 5, 20, 8),
        local(2026, 5, 20, 9),
        local(2026, 5, 25, 8),
        local(2026, 5, 31, 9),
    ):
        followed.work(moment)
    assert [key for key, _ in followed.letters(OFFICER)] == ["plans:2026-05-20:3", "plans:2026-05-25:3"]
    assert "chưa có tin, bài" in followed.letters(OTHER)[0][1]


def test_who_owes_nothing_is_not_reminded(followed: PlanningRooms) -> None:
    followed.press(OTHER, "pt:p")
    assert "Đã ghi nhận" in followed.say(OTHER, "Tin tháng 5\nhttps://so.example/5")[-1].text
    followed.work(local(2026, 5, 20, 9))
    assert followed.letters(OTHER) == []


def test_a_server_that_was_off_on_the_20th_reminds_late_and_not_of_both_at_once(followed: PlanningRooms) -> None:
    followed.work(local(2026, 5, 22, 9))
    followed.work(local(2026, 5, 22, 10))
    assert [key for key, _ in followed.letters(OFFICER)] == ["plans:2026-05-20:3"]


def test_the_red_list_names_late_tasks_and_units_without_a_post(followed: PlanningRooms) -> None:
    told = followed.say(ADMIN, "/cham")[-1].text
    assert told.count("Đăng tin mỗi tháng") == 4
    assert "Sở Tư pháp: thiếu tin, bài tháng 04/2026" in told


def begins(house: PlanningRooms, at: datetime) -> None:
    with write_session(house.engine) as session:
        session.execute(update(StaffRow).values(since=at))


def test_no_unit_is_late_with_a_post_of_before_the_office_began(followed: PlanningRooms) -> None:
    begins(followed, local(2026, 3, 9))
    told = followed.say(ADMIN, "/cham")[-1].text
    assert "thiếu tin, bài tháng 04/2026" in told, "the first whole month"
    assert "tháng 03/2026" not in told
    assert "tháng 01/2026" not in told
    report = followed.rooms.reporting.report(ReportSpan.FIRST_HALF, 2026, NOON)
    assert [month.number for month in report.ended] == [202604]


def paper_of(house: PlanningRooms) -> str:
    paper, _ = house.rooms.reporting.files(ReportSpan.FIRST_HALF, 2026, NOON)
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(paper.content)).paragraphs)


def test_what_a_leader_signs_tells_of_late_petitions_and_of_when_the_office_began(followed: PlanningRooms) -> None:
    begins(followed, local(2026, 5, 4))
    told = paper_of(followed)
    assert "Còn 04 phản ánh, kiến nghị quá hạn chưa trả lời." in told
    assert "Có 05 phản ánh, kiến nghị trả lời sau hạn." in told
    assert "Cơ quan dùng trợ lý từ ngày 04/05/2026" in told
    assert "Chưa có tháng nào đủ ngày đã kết thúc" in told, "nobody is counted as having failed in a month that was not asked"


def test_a_report_names_no_plan_that_nobody_follows_and_nothing_late_only_where_nothing_is(house: PlanningRooms) -> None:
    told = paper_of(house)
    assert "Thực hiện kế hoạch" not in told
    assert "Không có nhiệm vụ" not in told, "petitions are late"


# --- reports -----------------------------------------------------------------


def test_the_report_counts_what_the_tracker_knows_and_says_where_each_number_is_from(followed: PlanningRooms) -> None:
    for period in ("2026-01", "2026-05"):
        followed.press(OFFICER, f"pt:d:{due_of(followed, 'Đăng tin mỗi tháng', period)}")
        followed.say(OFFICER, "https://so.example/bai")
    report = followed.rooms.reporting.report(ReportSpan.FIRST_HALF, 2026, NOON)
    values = {measure: report.value(measure) for measure in Measure}
    assert (values[Measure.TASKS], values[Measure.DONE], values[Measure.DONE_LATE], values[Measure.OVERDUE]) == (4, 1, 1, 3)
    assert (values[Measure.NOT_DUE], values[Measure.AHEAD]) == (3, 1), "May is done before its time, and is not counted as due"
    assert (values[Measure.DELIVERED], values[Measure.CAMPAIGNS], values[Measure.QUESTIONS]) == (200, 2, 400)
    assert values[Measure.WITHDRAWN] == 3
    _, workbook = followed.rooms.reporting.files(ReportSpan.FIRST_HALF, 2026, NOON)
    sources = openpyxl.load_workbook(io.BytesIO(workbook.content))["Chỉ tiêu"]
    told = {row[0]: row[2] for row in sources.iter_rows(min_row=3, values_only=True)}
    assert told == {number: values[measure] for number, measure in enumerate(Measure, 1)}


def test_another_offices_task_is_neither_owed_nor_late_here_and_the_report_says_so(followed: PlanningRooms) -> None:
    later = local(2027, 1, 5, 9)
    report = followed.rooms.reporting.report(ReportSpan.YEAR, 2026, later)
    assert "Họp mặt" not in {due.task.content for due in report.dues}, "it is the youth union's"
    assert (report.elsewhere, report.value(Measure.TASKS)) == (1, 13)
    paper, _ = followed.rooms.reporting.files(ReportSpan.YEAR, 2026, later)
    whole = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(paper.content)).paragraphs)
    assert "Họp mặt" not in whole
    assert followed.words.plans.report.elsewhere.format(count="01") in whole


def test_the_official_text_has_the_eight_contents_in_their_order_and_no_mark_of_the_program(followed: PlanningRooms) -> None:
    paper, _ = followed.rooms.reporting.files(ReportSpan.FIRST_HALF, 2026, NOON)
    document = docx.Document(io.BytesIO(paper.content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    headings = [line for line in lines if re.match(r"[IVX]+\. ", line)]
    assert headings == list(followed.words.plans.report.headings.values())
    assert len(headings) == 8
    whole = "\n".join([*lines, *(cell.text for table in document.tables for row in table.rows for cell in row.cells)])
    assert not re.search(r"\[\d+\]", whole), "a number needs no mark to be struck out by hand"
    assert not re.search(r"[a-z]+_[a-z]+|petitions|is_open", whole), "no name of a table"
    between = lines[lines.index(headings[4]) + 1 : lines.index(headings[5])]
    assert len([line for line in between if "Đăng tin mỗi tháng" in line]) == 1, "a task that is due each month is named once"
    assert "31/01/2026, 28/02/2026" in "\n".join(between)
    petitions = lines[lines.index(headings[5]) + 1 : lines.index(headings[6])]
    assert any("đúng hạn, đạt" in line for line in petitions), "what is overdue and unanswered counts among what was owed"


def test_the_paper_is_a4_in_times_new_roman_with_the_letterhead(followed: PlanningRooms) -> None:
    paper = docx.Document(io.BytesIO(found(followed.press(ADMIN, "pt:m:h1")[0].file).content))
    section = paper.sections[0]
    assert (round(found(section.page_width).mm), round(found(section.page_height).mm)) == (210, 297)
    margins = [round(getattr(section, name).mm) for name in ("top_margin", "bottom_margin", "left_margin", "right_margin")]
    assert margins == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert paper.styles["Normal"].font.name == "Times New Roman"
    head = "\n".join(cell.text for row in paper.tables[0].rows for cell in row.cells)
    assert all(
        words in head
        for words in ("SỞ THỬ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nghệ An, ngày 12 tháng 05 năm 2026")
    )


def test_the_workbook_has_numbers_as_numbers_and_no_formula(followed: PlanningRooms) -> None:
    followed.press(OFFICER, f"pt:d:{due_of(followed, 'Đăng tin mỗi tháng', '2026-01')}")
    followed.say(OFFICER, "=cmd|' /C calc'!A0")
    content = found(followed.press(ADMIN, "pt:m:year")[1].file).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [sheet.title for sheet in book] == ["Chỉ tiêu", "Nhiệm vụ", "Tin, bài"]
    assert book["Chỉ tiêu"]["C3"].value == 4
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(content)).read(name) for name in zipfile.ZipFile(io.BytesIO(content)).namelist()
    )


def test_reports_are_for_staff(followed: PlanningRooms) -> None:
    assert followed.press(AN, "pt:m:h1")[-1].file is None
    assert followed.say(AN, "/baocao")[-1].text == followed.words.plans.staff_only


# --- rounds ------------------------------------------------------------------


@pytest.fixture
def opened(house: PlanningRooms) -> PlanningRooms:
    house.press(ADMIN, "ro:o")
    assert "Đã mở đợt" in house.say(ADMIN, "Thủ tục đất đai ở cấp xã")[-1].text
    return house


def ask(house: PlanningRooms, chat: ChatId, text: str, at: datetime = NOON) -> str:
    house.press(chat, "ro:k", at)
    return house.say(chat, text, at)[-1].text


def actions(replies: Sequence[Reply]) -> list[str]:
    return [button.action for reply in replies for row in reply.rows for button in row]


def test_without_a_round_nobody_asks(house: PlanningRooms) -> None:
    assert house.say(AN, "/danhoi")[-1].text == house.words.rounds.none
    assert house.press(AN, "ro:k")[-1].text == house.words.rounds.troubles[RoundRefusal.CLOSED]


def test_only_leaders_and_admins_open_one_a_month(opened: PlanningRooms) -> None:
    opened.press(ADMIN, "ro:o")
    assert opened.say(ADMIN, "Một chủ đề khác nữa")[-1].text == opened.words.rounds.troubles[RoundRefusal.ALREADY_OPEN]
    assert opened.press(OFFICER, "ro:o")[-1].text == opened.words.rounds.troubles[RoundRefusal.NOT_ALLOWED]


def test_a_question_is_seen_by_others_after_staff_have_looked_and_personal_numbers_are_masked(opened: PlanningRooms) -> None:
    ask(opened, AN, "Bao giờ cấp sổ đỏ cho tôi, số căn cước 001199012345?")
    assert "sổ đỏ" not in opened.say(BINH, "/danhoi")[-1].text
    opened.press(ADMIN, "ro:s:1")
    shown = opened.say(BINH, "/danhoi")[-1].text
    assert "sổ đỏ" in shown
    assert "001199012345" not in shown


def test_one_person_one_vote_and_it_can_be_taken_back(opened: PlanningRooms) -> None:
    ask(opened, AN, "Bao giờ cấp sổ đỏ cho xã tôi?")
    opened.press(ADMIN, "ro:s:1")
    votes = []
    for chat, what in ((AN, "v"), (AN, "v"), (BINH, "v"), (BINH, "vo"), (BINH, "vo"), (BINH, "v")):
        opened.press(chat, f"ro:{what}:1")
        votes.append(as_a(RoundQuestion, opened.rooms.rounds.question(1, staff(opened, ADMIN))).votes)
    assert votes == [1, 1, 2, 1, 1, 2], "pressed twice, it stands as pressed once"


def staff(house: PlanningRooms, chat: ChatId) -> Staff:
    found = house.rooms.reporting.staff.by_chat(chat)
    assert found is not None
    return found


def test_a_question_that_is_not_listed_takes_no_vote(opened: PlanningRooms) -> None:
    ask(opened, AN, "Bao giờ cấp sổ đỏ cho xã tôi?")
    assert opened.press(BINH, "ro:v:1")[-1].text == opened.words.rounds.troubles[RoundRefusal.NOT_THERE]


def test_a_person_asks_so_many_and_no_more(opened: PlanningRooms) -> None:
    told = [ask(opened, AN, f"Câu hỏi thứ {number} của tôi là gì?") for number in range(MOST_QUESTIONS + 1)]
    assert told[-1] == opened.words.rounds.troubles[RoundRefusal.TOO_MANY]
    assert set(told[:-1]) == {opened.words.rounds.taken}


def test_too_long_or_too_short_may_be_typed_again(opened: PlanningRooms) -> None:
    assert ask(opened, AN, "gì?") == opened.words.rounds.troubles[RoundRefusal.TOO_SHORT]
    assert opened.say(AN, "x" * 600)[-1].text == opened.words.rounds.troubles[RoundRefusal.TOO_LONG]
    assert opened.say(AN, "Bao giờ cấp sổ đỏ cho xã tôi?")[-1].text == opened.words.rounds.taken


def test_after_its_time_a_round_takes_nothing_and_closes_by_itself(opened: PlanningRooms) -> None:
    later = NOON + timedelta(days=15)
    ask(opened, AN, "Bao giờ cấp sổ đỏ cho xã tôi?")
    opened.press(ADMIN, "ro:s:1")
    assert opened.press(BINH, "ro:v:1", later)[-1].text == opened.words.rounds.troubles[RoundRefusal.CLOSED]
    opened.work(later)
    assert found(opened.rooms.rounds.latest()).state == "answering"


def test_chosen_assigned_answered_published_and_learned(opened: PlanningRooms) -> None:
    ask(opened, AN, "Bao giờ cấp sổ đỏ cho xã tôi?")
    for action in ("ro:s:1", "ro:x:1", "ro:g:1:2"):
        opened.press(ADMIN, action)
    assert opened.letters(OTHER)[0][0] == "round:1:2:4"
    assert opened.press(HEAD, "ro:p")[-1].text == opened.words.rounds.troubles[RoundRefusal.NO_ANSWERS]
    opened.press(OTHER, "ro:w:1")
    assert (
        opened.say(OTHER, "Trong quý III năm nay, {{tên}} **xã** sẽ cấp.\nMời bà con đến một cửa.")[-1].text
        == opened.words.rounds.answer_kept
    )
    assert "đợt gửi số 2" in opened.press(ADMIN, "ro:p")[-1].text
    assert "Sở Tư pháp" in opened.letters(AN)[0][1]
    assert [(question, source) for question, _, source in opened.learned] == [
        ("Bao giờ cấp sổ đỏ cho xã tôi?", "Dân hỏi – Thủ trưởng trả lời, tháng 05/2026: Thủ tục đất đai ở cấp xã")
    ]
    assert opened.press(ADMIN, "ro:p")[-1].text == opened.words.rounds.troubles[RoundRefusal.NO_ROUND]
    assert len(opened.learned) == 1


def test_only_the_head_of_that_unit_answers(opened: PlanningRooms) -> None:
    ask(opened, AN, "Bao giờ cấp sổ đỏ cho xã tôi?")
    opened.press(ADMIN, "ro:g:1:2")
    for chat in (HEAD, ADMIN, OFFICER):
        opened.press(chat, "ro:w:1")
        opened.say(chat, "Tôi trả lời thay cho đơn vị khác.")
    assert opened.press(AN, "ro:w:1")[-1].text == opened.words.rounds.staff_only
    assert as_a(RoundQuestion, opened.rooms.rounds.question(1, staff(opened, ADMIN))).stage is QuestionStage.CHOSEN


def test_a_persons_questions_and_votes_go_with_their_data(opened: PlanningRooms) -> None:
    ask(opened, AN, "Bao giờ cấp sổ đỏ cho xã tôi?")
    opened.press(ADMIN, "ro:s:1")
    opened.press(AN, "ro:v:1")
    kept = Chats(opened.engine).export(AN)
    assert {"round_questions", "round_votes"} <= set(kept)
    Chats(opened.engine).delete(AN, NOON)
    assert "sổ đỏ" not in opened.say(BINH, "/danhoi")[-1].text


@pytest.mark.parametrize("action", ["ro", "ro:v:x", "ro:v:99", "ro:q:99", "ro:g:1:99", "ro:g:99:1", f"ro:v:{'9' * 18}", "ro:zz"])
def test_a_made_up_button_of_a_round_does_nothing(opened: PlanningRooms, action: str) -> None:
    ask(opened, AN, "Bao giờ cấp sổ đỏ cho xã tôi?")
    before = opened.rooms.rounds.question(1, staff(opened, ADMIN))
    told = opened.press(ADMIN, action)[-1].text
    troubles = opened.words.rounds.troubles
    assert told in {opened.words.desk.old_button, troubles[RoundRefusal.NOT_THERE], troubles[RoundRefusal.NO_UNIT]}
    assert opened.rooms.rounds.question(1, staff(opened, ADMIN)) == before
    assert [key for key, _ in opened.letters(OTHER)] == []


@pytest.mark.parametrize("action", ["ro:d", "ro:q:1", "ro:g:1", "pt:l", "pt:k", "pt:b"])
def test_every_button_of_staff_leads_somewhere(opened: PlanningRooms, action: str) -> None:
    ask(opened, AN, "Bao giờ cấp sổ đỏ cho xã tôi?")
    shown = actions(opened.press(ADMIN, action))
    assert shown
    assert [each for each in shown if opened.press(ADMIN, each)[-1].text == opened.words.desk.old_button] == []


def test_the_month_of_a_round_is_the_months_on_the_wall(opened: PlanningRooms) -> None:
    assert found(opened.rooms.rounds.latest()).month == Month(2026, 5)
