"""What a person has deleted is gone from every table and every file; what stays is declared here, with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from sqlalchemy import JSON, Column, Engine, Table, TypeDecorator, insert, select
from sqlmodel import SQLModel

from bot import wording
from bot.database.tables import tables_of_a_chat
from bot.database.types import Instant
from bot.frontdesk import FrontDesk
from bot.frontdesk.own_data import OwnDataWindow, readable
from bot.messages import Attachment, ChatId, Incoming, Reply
from bot.people.staff import Role, Unit
from bot.people.store import PETITIONS, Chats
from bot.settings import Settings
from bot.wiring import AnswerParts, front_desk, rooms_of, wire
from bot.wiring.rooms import Rooms
from tests.presence import found

AN, BINH = ChatId("telegram", "770000001"), ChatId("telegram", "770000002")
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NAME, ADDRESS, PHONE = "Nguyễn Thị Độc Nhất", "Thôn Bảy Bảy, xã Hòa Bình", "0912345678"
CONTENT = "Đèn đường trước cổng trường hỏng đã ba tuần, tối đi rất nguy hiểm"

GOES = frozenset(
    [
        "chats",
        "questions",
        "outbox",
        "outbox_slots",
        "followers",
        "follower_topics",
        "petition_people",
        "petition_talks",
        "petition_senders",
        "round_questions",
        "round_votes",
        "round_drafts",
        "survey_refusals",
    ]
)
"""Each row is of one chat, and must go with it; a new table that refers to `chats` goes by itself."""
STAYS = {
    "units": "the office's own",
    "staff": "the office's record of who works there; names the chat of an officer, who is no citizen there",
    "staff_unreached": "chats of the staff and of their group that our messages do not reach; a row goes when one arrives",
    "petition_proofs": "tries to prove to be a petition's sender, under a hash, for a day",
    "petition_origins": "how many petitions came from an address today, under a signature that is another one tomorrow",
    "served_updates": "numbers of updates that were served, of no chat; for two days",
    "login_links": "of staff; holds a hash",
    "second_factors": "of staff: how their telephone counts codes; goes when it is turned off",
    "staff_absences": "of staff, by number",
    "kept_forms": "of staff: what they typed and did not send, for RETENTION_DRAFTS_DAYS",
    "sessions": "of staff; holds a hash",
    "staff_inputs": "of staff, by number",
    "board_views": "what one of the staff looks for on the board, by their number",
    "staff_notices": "what the staff were told, as in their letters; deleted with the letters of that age",
    "channel_names": "how a channel calls the bot",
    "audit": "what was done to which number; by whom only of staff. May not be changed by law of the office and by triggers",
    "audit_head": "a number and a digest",
    "petitions": "must be kept (Decree 20/2008/NĐ-CP, article 9); the person is told so, and what personal words it holds go with "
    "RETENTION_PETITIONS_YEARS",
    "petition_events": "the petition's time line; as the petition",
    "petition_pauses": "the petition's clock; as the petition",
    "petition_photos": "names of the petition's photos; as the petition",
    "petition_words": "what the search of a petition reads; as the petition",
    "petition_public_words": "words of what officers published",
    "petition_limits": "the office's own",
    "petition_templates": "the office's own",
    "office_days": "the office's own",
    "articles": "what the office published",
    "campaigns": "sums; the key of the last chat looked at is taken out by the deletion once the campaign is over",
    "campaign_touches": "sums; by whom is not kept",
    "calendar_months": "the office's own",
    "procedure_states": "what was published of procedures",
    "procedure_looks": "the seal of an index",
    "procedure_changes": "what was published of procedures",
    "plan_tasks": "the office's own",
    "plan_dues": "the office's own",
    "plan_reminders": "the office's own",
    "unit_posts": "the office's own",
    "rounds": "the office's own",
    "learned": "what staff taught",
    "bulletins": "the office's own notices",
    "official_channels": "the office's own; staff by number",
    "scorecards": "public figures; staff by number",
    "dialogues": "the office's own events; staff by number",
    "dialogue_matters": "questions in the words that the office listed, without whose they are",
    "surveys": "the office's own",
    "survey_places": "the office's own",
    "survey_batches": "piles of paper forms that staff typed in",
    "survey_answers": "forms without a name: nothing in a row tells whose it is (test_survey_anonymity)",
    "survey_marks": "digests under a key that is not in the database; gone when the survey closes",
    "survey_drafts": "a form being written in a chat, under such a digest; gone within an hour or two",
    "learned_version": "a number",
    "outbox_circulars": "what all followers get",
    "outbox_campaigns": "sums",
    "outbox_media": "pictures of posts",
    "outbox_moved": "groups, no persons",
    "outbox_paces": "a clock for each channel",
    "leases": "processes",
}


def test_every_table_is_declared() -> None:
    """What refers to a chat is exported and deleted with it, as the tests below see; of every other table it is said here why it stays."""
    going = {table.name for table in tables_of_a_chat()}
    assert set(SQLModel.metadata.tables) - going == set(STAYS), "a new table: does it tell of a person? Then it refers to `chats`"
    assert going >= GOES
    assert all(STAYS.values())


def test_every_table_of_a_chat_has_words() -> None:
    told = set(wording.load().own_data.tables) | {"questions", PETITIONS}
    assert {table.name for table in tables_of_a_chat()} == told, "what is kept of a chat is shown to it: say how below [own_data.tables]"


def _planted(table: Table, numbers: Iterator[int]) -> dict[str, object]:
    """A row of AN in which every text can be told from every other."""
    return {column.name: _filled(column, f"dauvet{next(numbers)}x") for column in table.columns}


def _filled(column: Column[Any], mark: str) -> object:
    if column.name in ("channel", "key"):
        return getattr(AN, column.name)
    if isinstance(column.type, JSON):
        return {"cau": [mark]}
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    mark = mark[-room:] if (room := getattr(kind, "length", None)) else mark  # the end tells them apart
    kinds: dict[type, object] = {str: mark, bool: True, int: 1, float: 1.5, datetime: NOON, date: NOON.date()}
    return kinds[kind.python_type]


def _plant_parents(engine: Engine) -> None:
    """What the rows of a chat refer to, number 1 of each."""
    chats = SQLModel.metadata.tables["chats"]
    wanted = {key.referred_table for table in tables_of_a_chat() for key in table.foreign_key_constraints} - {chats, *tables_of_a_chat()}
    with engine.begin() as connection:
        for table in SQLModel.metadata.sorted_tables:
            if table in wanted:
                needed = [column for column in table.columns if not (column.nullable and column.foreign_keys)]
                connection.execute(insert(table).values({column.name: _filled(column, "cua-co-quan") for column in needed}))


def _everything(engine: Engine) -> dict[str, str]:
    """All rows of each table, as text."""
    with engine.connect() as connection:
        return {
            table.name: "\n".join(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in SQLModel.metadata.sorted_tables
        }


def test_what_is_planted_in_every_table_of_a_chat_is_taken_along_and_goes(engine: Engine) -> None:
    _plant_parents(engine)
    numbers, rows = count(100), {}
    with engine.begin() as connection:
        for table in tables_of_a_chat():
            rows[table.name] = _planted(table, numbers)
            connection.execute(insert(table).values(rows[table.name]))
    chats = Chats(engine)
    taken = json.dumps(chats.export(AN), default=str)
    assert {name for name, row in rows.items() for text in _marks(row) if text not in taken} <= {PETITIONS}
    campaigns = SQLModel.metadata.tables["campaigns"]
    with engine.begin() as connection:
        articles = SQLModel.metadata.tables["articles"]
        connection.execute(insert(articles).values({column.name: _filled(column, "cua-co-quan") for column in articles.columns}))
        over = {column.name: _filled(column, "cua-co-quan") for column in campaigns.columns}
        connection.execute(insert(campaigns).values(over | {"cursor_channel": AN.channel, "cursor_key": AN.key}))
    chats.delete(AN, NOON)
    for name, held in _everything(engine).items():
        assert "dauvet" not in held, name
        assert AN.key not in held, name


def test_what_is_planted_in_every_table_of_a_chat_is_shown_in_words(life: tuple[FrontDesk, AnswerParts, Rooms], engine: Engine) -> None:
    desk, parts, _ = life
    words = parts.wording.own_data
    _plant_parents(engine)
    numbers, rows = count(100), {}
    with engine.begin() as connection:
        for table in (each for each in tables_of_a_chat() if each.name != PETITIONS):  # no petition is made of letters
            rows[table.name] = _planted(table, numbers)
            connection.execute(insert(table).values(rows[table.name]))
    shown = _say(desk, action="d:show").text
    assert str(rows["questions"]["question"]) in shown
    assert [name for name, said in words.tables.items() if said.format(**readable(rows[name], ZONE)) not in shown] == []
    assert words.also not in _say(desk, action="d:show", chat=BINH).text


def test_a_table_of_a_chat_without_words_stops_the_start(life: tuple[FrontDesk, AnswerParts, Rooms]) -> None:
    _, parts, rooms = life
    tables = {name: said for name, said in parts.wording.own_data.tables.items() if name != "round_questions"}
    words = parts.wording.model_copy(update={"own_data": parts.wording.own_data.model_copy(update={"tables": tables})})
    petitions = rooms.petitions
    with pytest.raises(ValueError, match="round_questions"):
        OwnDataWindow(
            words, rooms.chats, rooms.questions, petitions.intake.count_of, petitions.intake.kept_of, petitions.unsent.of, rooms.zone
        )


def test_who_asked_a_head_of_a_unit_is_shown_the_question(life: tuple[FrontDesk, AnswerParts, Rooms]) -> None:
    desk, _, rooms = life
    admin = rooms.staff.by_chat(ChatId("telegram", "990"))
    assert admin is not None
    rooms.planning.rounds.open("Cấp phép xây dựng nhà ở riêng lẻ", admin, NOON)
    rooms.planning.rounds.ask(AN, "Nhà tôi ở mặt ngõ thì xin phép xây dựng ở đâu ạ?", NOON)
    assert "Nhà tôi ở mặt ngõ" in _say(desk, action="d:show").text


def _marks(row: dict[str, object]) -> list[str]:
    texts = (text if isinstance(text, str) else text["cau"][0] if isinstance(text, dict) else "" for text in row.values())
    return [text for text in texts if text.startswith("dauvet")]


@pytest.fixture
def life(engine: Engine, tmp_path: Path, small_index_folder: Path) -> tuple[FrontDesk, AnswerParts, Rooms]:
    """A whole office: units, staff who are written to one by one, a group, and every window."""
    parts = wire(small_index_folder)
    settings = Settings(_env_file=None, files_dir=tmp_path / "files", staff_chat_id="-100777")
    rooms = rooms_of(settings, engine, parts.wording, lambda: parts.index)
    unit = rooms.staff.add_unit(Unit(0, "Văn phòng", is_coordinator=True), "cli", NOON)
    for number, role in enumerate((Role.ADMIN, Role.LEADER, Role.OFFICER)):
        rooms.staff.add(f"Cán bộ {number}", role, unit.id, "cli", NOON, chat=ChatId("telegram", f"99{number}"))
    return front_desk(parts, rooms), parts, rooms


def _say(desk: FrontDesk, text: str = "", chat: ChatId = AN, *, action: str = "", attachments: tuple[Attachment, ...] = ()) -> Reply:
    return desk.handle(Incoming(chat, NOON, text, action, attachments=attachments))[-1]


def _photo(folder: Path) -> Attachment:
    path = folder / "sent.jpg"
    Image.new("RGB", (600, 400), "gray").save(path)
    return Attachment(path, "anh.jpg", "image/jpeg", path.stat().st_size)


def _filed(desk: FrontDesk, tmp_path: Path, chat: ChatId = AN) -> str:
    """A petition with a photo and who sends it; its code."""
    _say(desk, f"/kiennghi {CONTENT}", chat)
    _say(desk, chat=chat, attachments=(_photo(tmp_path),))
    for typed in ("việc khác", "xong", "bỏ qua", "bỏ qua", "ghi tên tôi", f"{NAME}\n{ADDRESS}\n{PHONE}"):
        _say(desk, typed, chat)
    return _say(desk, "gửi", chat).text.split("\n\n")[1]


def test_a_whole_life_with_the_bot_leaves_nothing_but_the_petition(
    life: tuple[FrontDesk, AnswerParts, Rooms], engine: Engine, tmp_path: Path
) -> None:
    desk, parts, rooms = life
    _say(desk, "số 0912 345 678 của tôi, đăng ký nuôi chó cần gì")
    code = _filed(desk, tmp_path)
    assert rooms.petitions.intake.sight_by_code(code, AN), code
    other = _filed(desk, tmp_path, BINH)
    seen = rooms.petitions.intake.sight_by_code(other, AN)
    assert seen is not None
    rooms.petitions.intake.follow(seen, AN, NOON)
    _say(desk, action=_say(desk, "/dangky").rows[0][0].action)
    assert parts.wording.own_data.followed.format(count=1) in _say(desk, action="d:show").text
    file = _say(desk, action="d:file").file
    assert file is not None
    kept = json.loads(file.content)["kept"]
    own = kept["petitions"][0]
    assert (own["code"], own["name"], own["address"], own["content"]) == (code, NAME, ADDRESS, CONTENT)
    assert own["phone"].replace(" ", "") == PHONE
    assert kept["followed"] == [seen.file.petition.id]
    assert len(kept["questions"]) >= 1
    assert {name for name, held in _everything(engine).items() if NAME in held} == {"petition_people"}
    assert {name for name, held in _everything(engine).items() if AN.key in held} >= {"chats", "questions", "petition_people", "followers"}
    assert _say(desk, action="d:sure").text == parts.wording.own_data.petitions_stayed.format(count=1)
    rooms.chats.delete(BINH, NOON)
    for name, held in _everything(engine).items():
        for secret in (NAME, ADDRESS, PHONE, "0912 345 678", AN.key):
            assert secret not in held, (name, secret)
        assert CONTENT not in held or name in ("petitions", "petition_events", "outbox"), name
    for path in (tmp_path / "files").rglob("*"):
        assert path.is_dir() or path.suffix == ".jpg", path


def test_the_photos_of_what_was_never_sent_go_in_the_same_deed_and_no_others(
    life: tuple[FrontDesk, AnswerParts, Rooms], tmp_path: Path
) -> None:
    desk, _, _ = life
    _filed(desk, tmp_path)
    sent = set((tmp_path / "files").rglob("*.jpg"))
    assert sent
    pictures = {}
    for chat, colour in ((AN, "navy"), (BINH, "olive")):
        path = tmp_path / f"{colour}.jpg"
        Image.new("RGB", (500, 300), colour).save(path)
        _say(desk, f"/kiennghi {CONTENT}", chat)
        before = set((tmp_path / "files").rglob("*.jpg"))
        _say(desk, chat=chat, attachments=(Attachment(path, path.name, "image/jpeg", path.stat().st_size),))
        pictures[chat] = set((tmp_path / "files").rglob("*.jpg")) - before
        assert len(pictures[chat]) == 1
    _say(desk, action="d:sure")
    assert set((tmp_path / "files").rglob("*.jpg")) == sent | pictures[BINH]


def test_a_person_who_is_told_of_nothing_has_a_file_all_the_same(life: tuple[FrontDesk, AnswerParts, Rooms]) -> None:
    file = _say(life[0], action="d:file").file
    assert file is not None
    assert json.loads(file.content) == {"chat": str(AN), "kept": {}} or "chats" in json.loads(file.content)["kept"]


def test_the_other_one_keeps_theirs(life: tuple[FrontDesk, AnswerParts, Rooms], engine: Engine, tmp_path: Path) -> None:
    desk, _, rooms = life
    _filed(desk, tmp_path)
    _filed(desk, tmp_path, BINH)
    rooms.chats.delete(AN, NOON)
    assert NAME in _everything(engine)["petition_people"]
    assert rooms.petitions.intake.count_of(BINH) == 1
    assert replace(BINH, key=AN.key) == AN


def test_a_time_and_a_day_of_a_row_are_shown_as_the_office_reads_them(life: tuple[FrontDesk, AnswerParts, Rooms], engine: Engine) -> None:
    _, parts, rooms = life
    tables = parts.wording.own_data.tables | {"chats": "nhắn lần đầu lúc {since}", "bulletin_tellings": "đã nói ngày {day}"}
    words = parts.wording.model_copy(update={"own_data": parts.wording.own_data.model_copy(update={"tables": tables})})
    intake = rooms.petitions.intake
    window = OwnDataWindow(words, rooms.chats, rooms.questions, intake.count_of, intake.kept_of, rooms.petitions.unsent.of, rooms.zone)
    _plant_parents(engine)
    late = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)  # the next day already where the office stands
    with engine.begin() as connection:
        for name in ("chats", "bulletin_tellings"):
            table = SQLModel.metadata.tables[name]
            times = {column.name: late for column in table.columns if isinstance(column.type, Instant)}
            connection.execute(insert(table).values(_planted(table, count(100)) | times))
    (shown,) = found(window.pressed(Incoming(AN, late), ["d", "show"]))
    assert "nhắn lần đầu lúc 21/11/2026 01:30" in shown.text
    assert f"đã nói ngày {NOON:%d/%m/%Y}" in shown.text
