"""What became of procedures, end to end: another fact sheet is laid over, and the page, the feed, the chat, the officers' table, the
month's post and the letters to followers tell of it once."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.dom import minidom
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import col, select

from bot import wiring, wording
from bot.announcements.cases.post_library import PostLibrary
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.campaign import CampaignState
from bot.announcements.rules.facts import fill
from bot.announcements.rules.followers import Audience, Topic
from bot.announcements.store.campaigns import CampaignBook
from bot.changes.feed import A_PAGE, ChangeFeed
from bot.changes.posts import MOST_NAMED
from bot.changes.seen import ChangeQuery
from bot.changes.store import ChangeBook
from bot.channels.web.features.changes import ChangePages
from bot.channels.web.pages import PageRenderer, Site
from bot.database.engine import read_session
from bot.database.outgoing import OUTBOX
from bot.database.tables.changes import ProcedureStateRow
from bot.frontdesk import FrontDesk
from bot.messages import ChatId, Incoming, Priority, Reply
from bot.people.staff import Role, Unit
from bot.seals import MARK
from bot.settings import Settings
from bot.wiring.rooms import Rooms
from indexer.building.build import build
from knowledge.facts import fact_sheet
from knowledge.loading.library import STARTER
from knowledge.publications.changes import ChangeKind, Printed
from knowledge.publications.changes import State as ProcedureState
from knowledge.records.procedure import Origin, Part, Procedure, Status
from tests import library
from tests.office import HANOI, TestOffice
from tests.presence import as_a, found
from tests.support.web_client import WebClient

WORDS = wording.load()
TOLD = WORDS.changes
SITE = "https://mot-cua.example.gov.vn"
AUTUMN = date(2099, 10, 1)
SEPTEMBER, OCTOBER, NOVEMBER = (datetime(2026, month, 5, 3, tzinfo=UTC) for month in (9, 10, 11))
AN, BINH, LEADER = ChatId("telegram", "1"), ChatId("telegram", "2"), ChatId("telegram", "100")
DOGS, TREES = "Chăn nuôi", "Cây xanh"


def autumn() -> list[Procedure]:
    """The next fact sheet: of dogs another agency, one tree replaced and one repealed, the pavement no longer listed, one new."""
    told = {each.code: each for each in library.facts()}
    told[library.DOG] = told[library.DOG].model_copy(update={"agency": "Sở Chó mèo", "decision": "100/QĐ-THU"})
    told[library.TREE_AGAIN] = told[library.TREE_AGAIN].model_copy(update={"successor": library.TREE})
    told[library.TREE_MINISTRY] = told[library.TREE_MINISTRY].model_copy(update={"status": Status.REPEALED})
    gone = told.pop(library.DOG_ABROAD)
    return [*told.values(), gone.model_copy(update={"code": "9.000099", "name": "Thủ tục <b>nuôi mèo</b>"})]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two indices: of the summer's fact sheet and of the autumn's."""
    home = tmp_path_factory.mktemp("versions")
    folder = library.write(home / "library")
    build([folder], home / "summer", None, lambda *_: None)
    fact_sheet.write(autumn(), folder / "national" / "facts.jsonl.gz", AUTUMN)
    build([folder], home / "autumn", None, lambda *_: None)
    return home / "summer", home / "autumn"


@dataclass
class RoomsOverChanges:
    """The rooms over one database, the index changing under them."""

    engine: Engine
    settings: Settings
    rooms: Rooms
    parts: wiring.AnswerParts
    desk: FrontDesk

    def say(self, text: str, chat: ChatId = AN, at: datetime = OCTOBER) -> Reply:
        return [reply for reply in self.desk.handle(Incoming(chat, at, text)) if reply.text != WORDS.desk.notice][-1]

    def press(self, action: str, chat: ChatId = AN, at: datetime = OCTOBER) -> Reply:
        return self.desk.handle(Incoming(chat, at, action=self.desk.seals.sealed(chat, action)))[0]

    def site(self) -> WebClient:
        app = FastAPI()
        pages = PageRenderer(lambda: self.parts, WORDS, Site(SITE, "UBND xã Thử"))
        app.include_router(ChangePages(self.rooms.changing.feed, pages, HANOI).routes())
        return WebClient(app, base_url=SITE, follow_redirects=False)


def house(engine: Engine, index: Path) -> RoomsOverChanges:
    settings = Settings(_env_file=None, secret_key="a key of the tests", index_dir=index, public_url=SITE, unit_name="UBND xã Thử")
    parts = wiring.wire(index)
    rooms = wiring.rooms_of(settings, engine, parts.wording, lambda: parts.index)
    return RoomsOverChanges(engine, settings, rooms, parts, wiring.front_desk(parts, rooms))


@pytest.fixture
def updated(engine: Engine, versions: tuple[Path, Path]) -> RoomsOverChanges:
    """An office that began with the summer's fact sheet, and was given the autumn's in October."""
    summer, later = versions
    assert house(engine, summer).rooms.changing.feed.look(SEPTEMBER) == 0
    office = house(engine, later)
    assert office.rooms.changing.feed.look(OCTOBER) == 5
    return office


def kinds(feed: ChangeFeed) -> dict[str, ChangeKind]:
    return {seen.change.code: seen.change.kind for seen in feed.leaf().changes}


ALL_FIVE = {
    library.DOG: ChangeKind.CHANGED,
    library.TREE_AGAIN: ChangeKind.REPLACED,
    library.TREE_MINISTRY: ChangeKind.REPEALED,
    library.DOG_ABROAD: ChangeKind.GONE,
    "9.000099": ChangeKind.NEW,
}


# --- what is kept ------------------------------------------------------------


def test_what_the_next_fact_sheet_says_otherwise_is_kept_as_rows(updated: RoomsOverChanges) -> None:
    feed = updated.rooms.changing.feed
    assert kinds(feed) == ALL_FIVE
    dog = found(next(seen for seen in feed.leaf().changes if seen.change.code == library.DOG))
    assert (dog.change.parts, dog.change.decision, dog.change.as_of, dog.seen) == ((Part.AGENCY,), "100/QĐ-THU", AUTUMN, OCTOBER)


def test_who_looks_again_finds_nothing_and_an_older_index_takes_nothing_back(
    updated: RoomsOverChanges, versions: tuple[Path, Path]
) -> None:
    assert updated.rooms.changing.feed.look(NOVEMBER) == 0
    assert house(updated.engine, versions[0]).rooms.changing.feed.look(NOVEMBER) == 0
    assert updated.rooms.changing.feed.look(NOVEMBER) == 0
    assert kinds(updated.rooms.changing.feed) == ALL_FIVE


def test_of_workers_that_look_at_once_one_writes(engine: Engine, versions: tuple[Path, Path]) -> None:
    summer, later = versions
    house(engine, summer).rooms.changing.feed.look(SEPTEMBER)
    feeds = [house(engine, later).rooms.changing.feed for _ in range(4)]
    written: list[int] = []
    gate = threading.Barrier(len(feeds))

    def look(feed: ChangeFeed) -> None:
        gate.wait()
        written.append(feed.look(OCTOBER))

    threads = [threading.Thread(target=look, args=(feed,)) for feed in feeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written) == [0, 0, 0, 5]
    assert feeds[0].leaf().total == 5


def test_without_an_index_nothing_is_looked_at(engine: Engine, tmp_path: Path) -> None:
    book = ChangeBook(engine, HANOI)
    assert ChangeFeed(book, lambda: "", dict).look(OCTOBER) == 0
    assert book.looked_at() == ""


def test_the_states_are_kept_once_for_each_procedure(updated: RoomsOverChanges) -> None:
    with read_session(updated.engine) as session:
        codes = set(session.scalars(select(col(ProcedureStateRow.code))))
    assert "9.000099" in codes
    assert library.DOG_ABROAD not in codes


def state(number: int, **more: object) -> ProcedureState:
    told: dict[str, object] = {"code": f"8.{number:06}", "name": f"Thủ tục {number}", "field": DOGS, "as_of": date(2026, 1, 1)}
    printed = Printed(origin=Origin.FACTS, as_of=date(2026, 1, 1), parts={Part.AGENCY: "a"})
    return ProcedureState.model_validate({**told, "printed": (printed,), **more})


def book_of(engine: Engine, states: Sequence[ProcedureState]) -> ChangeBook:
    """A book that knew of one procedure before, and learnt of `states`."""
    book = ChangeBook(engine, HANOI)
    known = {"8.999999": state(999_999)}
    book.take("one", known, SEPTEMBER)
    later = {code: each.model_copy(update={"as_of": date(2026, 2, 1)}) for code, each in known.items()}
    book.take("two", {**later, **{each.code: each.model_copy(update={"as_of": date(2026, 2, 1)}) for each in states}}, OCTOBER)
    return book


def test_what_is_anothers_or_not_served_is_told_to_nobody_here(engine: Engine) -> None:
    states = [state(1), state(2, province="Nghệ An"), state(3, province="Lào Cai"), state(4, is_served=False)]
    book = book_of(engine, states)
    feed = ChangeFeed(book, lambda: "two", dict, "tỉnh Nghệ An")
    assert set(kinds(feed)) == {"8.000001", "8.000002"}
    assert book.count(ChangeQuery()) == 4
    assert sum(feed.months().values()) == sum(feed.fields().values()) == len(feed.newest()) == 2
    assert len(feed.of_months(202_610, 202_610)) == 2
    assert set(kinds(ChangeFeed(book, lambda: "two", dict))) == {"8.000001", "8.000002", "8.000003"}


def test_pages_hold_every_change_once(engine: Engine) -> None:
    feed = ChangeFeed(book_of(engine, [state(number) for number in range(2 * A_PAGE + 1)]), lambda: "two", dict)
    pages = [feed.leaf(number) for number in (1, 2, 3)]
    assert [len(leaf.changes) for leaf in pages] == [A_PAGE, A_PAGE, 1]
    assert len({seen.id for leaf in pages for seen in leaf.changes}) == 2 * A_PAGE + 1
    assert feed.leaf(99).page == 3
    assert feed.leaf(0).page == 1
    assert feed.leaf(1, 202_609).total == 0
    assert feed.leaf(1, 202_610, TREES).total == 0


# --- the page, and the same for feed readers ---------------------------------


def test_the_page_tells_what_became_of_each_and_leads_to_it(updated: RoomsOverChanges) -> None:
    page = updated.site().get("/bien-dong").text
    assert all(TOLD.kinds[kind] in page for kind in ChangeKind)
    assert f"{TOLD.parts.format(parts=WORDS.parts[Part.AGENCY].lower())}" in page
    assert f'<a href="/thu-tuc/{library.DOG}">' in page
    assert f'href="/thu-tuc/{library.DOG_ABROAD}"' not in page
    assert f"(mã {library.TREE})" in page
    assert "Thủ tục &lt;b&gt;nuôi mèo&lt;/b&gt;" in page
    assert "Tháng 10/2026" in page
    assert not re.search(r"<script(?! src=\"/static/)", page)
    assert 'style="' not in page


def test_month_and_field_choose_and_what_is_none_of_them_is_left_out(updated: RoomsOverChanges) -> None:
    site = updated.site()
    of_field = site.get("/bien-dong", params={"thang": "202610", "linh-vuc": DOGS}).text
    assert library.DOG in of_field
    assert library.TREE_MINISTRY not in of_field
    assert TOLD.page.none in site.get("/bien-dong?thang=202601").text
    for strange in ("thang=abc", "trang=-1", "trang=²", "thang=999999999999", "linh-vuc=%00%ff'--"):
        assert site.get(f"/bien-dong?{strange}").status_code == 200, strange


def test_fields_stand_as_in_a_vietnamese_list(engine: Engine, versions: tuple[Path, Path]) -> None:
    book_of(engine, [state(number, field=field) for number, field in enumerate(("Y tế", "Đất đai", "Chăn nuôi", "Điện"))])
    page = house(engine, versions[0]).site().get("/bien-dong").text
    places = [page.index(f'<option value="{field}"') for field in ("Chăn nuôi", "Đất đai", "Điện", "Y tế")]
    assert places == sorted(places)


def test_the_page_can_be_turned_without_scripts(engine: Engine, versions: tuple[Path, Path]) -> None:
    book_of(engine, [state(number) for number in range(A_PAGE + 1)])
    site = house(engine, versions[0]).site()
    first = site.get("/bien-dong?linh-vuc=Ch%C4%83n+nu%C3%B4i").text
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    last = site.get("/bien-dong", params={"linh-vuc": DOGS, "trang": "2"}).text
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last
    assert last.count("<li id=") == 1


def test_an_office_that_has_just_begun_says_so(engine: Engine, versions: tuple[Path, Path]) -> None:
    office = house(engine, versions[0])
    office.rooms.changing.feed.look(SEPTEMBER)
    assert TOLD.page.nothing_yet in office.site().get("/bien-dong").text
    assert office.say("/biendong").text == TOLD.chat.empty
    assert minidom.parseString(office.site().get("/bien-dong.rss").content).getElementsByTagName("item").length == 0


def test_a_feed_reader_is_given_each_change_once_with_its_day_and_address(updated: RoomsOverChanges) -> None:
    answer = updated.site().get("/bien-dong.rss")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    items = minidom.parseString(answer.content).getElementsByTagName("item")
    told = [{name: _text(item, name) for name in ("title", "link", "guid", "pubDate")} for item in items]
    assert len({item["guid"] for item in told}) == len(told) == 5
    assert {item["pubDate"] for item in told} == {"Mon, 05 Oct 2026 03:00:00 +0000"}
    cats = found(next(item for item in told if "9.000099" in item["title"]))
    assert cats["title"] == f"{TOLD.kinds[ChangeKind.NEW]}: Thủ tục <b>nuôi mèo</b> (9.000099)"
    assert cats["link"] == f"{SITE}/thu-tuc/9.000099"
    gone = found(next(item for item in told if library.DOG_ABROAD in item["title"]))
    assert gone["link"] == f"{SITE}/bien-dong"


def _text(item: minidom.Element, name: str) -> str:
    node = item.getElementsByTagName(name)[0].firstChild
    return str(as_a(minidom.Text, node).data)


# --- in the chat -------------------------------------------------------------


@pytest.mark.parametrize("asked", ["/biendong", "Có thủ tục gì mới không?", "thu tuc nao moi", "/start biendong", "biến động thủ tục"])
def test_the_chat_tells_of_them_by_command_by_link_and_by_words(updated: RoomsOverChanges, asked: str) -> None:
    reply = updated.say(asked)
    assert "tháng 10/2026" in reply.text
    assert f"{TOLD.kinds[ChangeKind.REPEALED]}: " in reply.text
    assert f"{SITE}/bien-dong" in reply.text


def test_a_question_about_one_procedure_is_no_question_about_changes(updated: RoomsOverChanges) -> None:
    assert TOLD.kinds[ChangeKind.GONE] not in updated.say("thủ tục mới trồng cây đa trước nhà").text


def test_a_button_leads_to_the_procedure_or_to_what_has_taken_its_place(updated: RoomsOverChanges) -> None:
    reply = updated.say("/biendong")
    actions = [button.action.partition(MARK)[0] for row in reply.rows for button in row]
    assert f"p:{library.DOG}:{Part.SUMMARY}" in actions
    assert f"p:{library.TREE}:{Part.SUMMARY}" in actions
    assert not any(library.DOG_ABROAD in action for action in actions)
    assert "Sở Chó mèo" not in reply.text
    assert "nuôi chó" in updated.press(f"p:{library.DOG}:{Part.SUMMARY}").text.lower()


def test_the_list_is_turned_by_buttons(engine: Engine, versions: tuple[Path, Path]) -> None:
    book_of(engine, [state(number) for number in range(8)])
    office = house(engine, versions[0])
    first = office.say("/biendong")
    assert "8.000005" in first.text
    assert "8.000006" not in first.text
    second = office.press("bd:2")
    assert second.replaces
    assert "7. " in second.text
    assert "8.000007" in second.text
    assert "8.000007" in office.press("bd:99").text
    assert office.press("bd:x").text == WORDS.desk.old_button


# --- officers ----------------------------------------------------------------


@pytest.fixture
def console(versions: tuple[Path, Path], tmp_path: Path) -> Iterator[TestOffice]:
    from tests.support import databases

    engine = databases.sqlite_at(tmp_path / "office.db")
    for index, at in zip(versions, (SEPTEMBER, OCTOBER), strict=True):
        house(engine, index).rooms.changing.feed.look(at)
    yield TestOffice(engine, wiring.wire(versions[1]).index, tmp_path / "files")
    engine.dispose()


def test_an_officer_takes_the_quarter_along_as_a_workbook(console: TestOffice) -> None:
    officer = console.log_in(console.person("Hoa", Role.OFFICER, console.unit("Xã An")))
    page = officer.text("/bien-dong?quy=4&nam=2026")
    assert f'<th scope="row">{TOLD.kinds[ChangeKind.NEW]}</th><td>1</td>' in page
    assert "<strong>5</strong>" in page
    answer = officer.get("/bien-dong.xlsx?quy=4&nam=2026")
    assert "bien-dong-thu-tuc-2026-quy-4.xlsx" in answer.headers["content-disposition"]
    rows = list(found(load_workbook(io.BytesIO(answer.content)).active).iter_rows(values_only=True))
    assert list(rows[0]) == TOLD.sheet.columns
    assert [row[0] for row in rows[1:]] == [1, 2, 3, 4, 5]
    by_code = {row[3]: row for row in rows[1:]}
    assert by_code[library.DOG][2] == TOLD.kinds[ChangeKind.CHANGED]
    assert by_code[library.DOG][8] == WORDS.parts[Part.AGENCY]
    assert by_code[library.TREE_AGAIN][9] == library.TREE
    assert by_code[library.DOG][10:] == ("100/QĐ-THU", "01/10/2099")


def test_another_quarter_is_empty_and_what_is_no_quarter_is_refused(console: TestOffice) -> None:
    officer = console.log_in(console.person("Hoa", Role.OFFICER, console.unit("Xã An")))
    assert "<strong>0</strong>" in officer.text("/bien-dong?quy=3&nam=2026")
    assert officer.get("/bien-dong?quy=5&nam=2026").status_code == 400
    assert officer.get("/bien-dong.xlsx?quy=1&nam=1").status_code == 400
    assert console.client().get("/quan-tri/bien-dong").status_code == 303


# --- the month's post --------------------------------------------------------


def test_the_months_post_tells_what_became_of_procedures_in_the_month_before(updated: RoomsOverChanges) -> None:
    newsroom = updated.rooms.announcing.newsroom
    post = PostLibrary([STARTER]).posts()["07-thu-tuc-moi-thu-tuc-bo"]
    facts = newsroom._desk.facts(Month(2026, 11), NOVEMBER)
    assert [len(each) for each in (facts.added, facts.changed, facts.repealed, facts.replaced)] == [1, 1, 1, 1]
    body = fill(post, facts, WORDS.announcements.article.facts).markdown
    assert "Có 1 thủ tục nay làm theo thủ tục khác" in body
    assert f"{SITE}/thu-tuc/{library.TREE_AGAIN}" in body
    nothing = fill(post, newsroom._desk.facts(Month(2026, 10), OCTOBER), WORDS.announcements.article.facts).markdown
    assert "thủ tục khác" not in nothing


# --- letters to who follows a field ------------------------------------------


@pytest.fixture
def followed(updated: RoomsOverChanges) -> RoomsOverChanges:
    """AN chose farming, BINH takes every topic; a leader may approve."""
    followers = updated.rooms.announcing.followers
    for chat in (AN, BINH):
        followers.follow(chat, "Tôi đồng ý.", SEPTEMBER)
    followers.toggle(AN, Topic.FARMING)
    unit = updated.rooms.staff.add_unit(Unit(0, "Văn phòng"), "cli", SEPTEMBER)
    updated.rooms.staff.add("Lan", Role.LEADER, unit.id, "cli", SEPTEMBER, LEADER)
    return updated


def queued(engine: Engine) -> Mapping[str, list[int]]:
    """The priorities of the letters that wait for each chat."""
    told: dict[str, list[int]] = {}
    with read_session(engine) as session:
        for key, priority in session.execute(select(OUTBOX.c.key, OUTBOX.c.priority)):
            told.setdefault(str(key), []).append(int(priority))
    return told


def test_who_follows_a_field_gets_its_changes_once_a_leader_lets_them_out(followed: RoomsOverChanges) -> None:
    letters, campaigning = followed.rooms.field_letters, followed.rooms.announcing.campaigning
    assert letters.work(OCTOBER) == 0, "October is not over"
    assert letters.work(NOVEMBER) == 1
    assert letters.work(NOVEMBER + timedelta(days=1)) == 0
    (campaign,) = campaigning.latest()
    assert (campaign.source, campaign.state) == ("changes:202610:nong_nghiep", CampaignState.PROPOSED)
    assert campaign.sending.audience == Audience(topics=(Topic.FARMING,), is_chosen=True)
    assert queued(followed.engine) == {LEADER.key: [Priority.NOTICE]}, "followers get nothing before somebody approves"
    leader = found(followed.rooms.staff.by_chat(LEADER))
    campaigning.approve(campaign, leader, NOVEMBER)
    campaigning.work(NOVEMBER)
    waiting = queued(followed.engine)
    assert waiting[AN.key] == [Priority.CAMPAIGN], "behind every reply and notice"
    assert BINH.key not in waiting
    article = found(followed.rooms.announcing.articles.get(campaign.article)).article
    assert article.title.startswith(WORDS.following.topics[Topic.FARMING])
    assert f"{SITE}/thu-tuc/{library.DOG}" in article.markdown
    assert library.TREE not in article.markdown


def test_a_letter_names_a_few_and_counts_the_rest(engine: Engine, versions: tuple[Path, Path]) -> None:
    book_of(engine, [state(number) for number in range(MOST_NAMED + 2)])
    office = house(engine, versions[0])
    office.rooms.announcing.followers.follow(AN, "Tôi đồng ý.", SEPTEMBER)
    office.rooms.announcing.followers.toggle(AN, Topic.FARMING)
    assert office.rooms.field_letters.work(NOVEMBER) == 1
    (campaign,) = office.rooms.announcing.campaigning.latest()
    article = found(office.rooms.announcing.articles.get(campaign.article)).article
    assert article.markdown.count("/thu-tuc/") == MOST_NAMED
    assert TOLD.letter.more.format(count=2) in article.markdown


def test_of_workers_at_once_one_proposes(followed: RoomsOverChanges) -> None:
    gate, made = threading.Barrier(3), list[int]()

    def work() -> None:
        gate.wait()
        made.append(followed.rooms.field_letters.work(NOVEMBER))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(made) == 1
    assert len(CampaignBook(followed.engine, ZoneInfo("Asia/Ho_Chi_Minh")).latest(10)) == 1


def test_nobody_is_asked_to_approve_what_nobody_follows(updated: RoomsOverChanges) -> None:
    assert updated.rooms.field_letters.work(NOVEMBER) == 0


def test_who_changes_the_audience_of_a_proposal_does_not_widen_it_unseen(followed: RoomsOverChanges) -> None:
    followed.rooms.field_letters.work(NOVEMBER)
    (campaign,) = followed.rooms.announcing.campaigning.latest()
    leader = found(followed.rooms.staff.by_chat(LEADER))
    wider = replace(campaign.sending, is_important=True)
    changed = followed.rooms.announcing.campaigning.change(campaign, wider, "", leader, NOVEMBER)
    assert changed == found(followed.rooms.announcing.campaigning.get(campaign.id))
    assert found(followed.rooms.announcing.campaigning.get(campaign.id)).sending.audience.is_chosen
