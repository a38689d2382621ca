"""The whole life of a petition, as those live it who have Telegram, who have the console, and who have one of each: `bot serve` itself."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.console.access import PREFIX
from bot.people.staff import Role, Staff
from bot.petitions.rules.petition import PetitionFile, PetitionState
from bot.petitions.services import build_services
from tests.e2e.browser import CHROMIUM, BrowserPage, browser
from tests.e2e.conftest import Opened
from tests.harness import GROUP, ChatUser, Harness, WebUser
from tests.petitions import WORDS, place
from tests.presence import found

CODE = re.compile(r"KN\w-\w{3}-\w{3}")
LIGHT = "Đèn đường trước nhà văn hóa thôn 3 hỏng đã ba tuần, tối đi rất nguy hiểm"
SENDER = "Nguyễn Văn An\nThôn 3, xã Ví Dụ\n0912 345 678"
AN, CUC, TAM, DUNG = 1001, 2001, 2002, 2003


@dataclass
class SigningUnit:
    """One unit that signs what leaves it: two officers and their leader."""

    harness: Harness
    cuc: Staff
    tam: Staff
    dung: Staff

    def file(self, code: str) -> PetitionFile:
        room = build_services(self.harness.engine, WORDS.petitions, place(self.harness.home))
        found = room.stores.petitions.by_code(code)
        assert found
        return found

    def cards(self, code: str) -> list[tuple[int, str]]:
        """The messages in the staff group that show the petition: number and text, as they came."""
        return [(sent.message, sent.text) for sent in self.harness.api.sent if sent.chat == GROUP and sent.text.startswith(f"{code} ·")]


def hall(harness: Harness) -> SigningUnit:
    unit = harness.unit("Phòng Kinh tế", needs_approval=True, is_coordinator=True)
    people = ((CUC, "Lê Thị Cúc", Role.OFFICER), (TAM, "Trần Văn Tám", Role.OFFICER), (DUNG, "Phạm Văn Dũng", Role.LEADER))
    return SigningUnit(harness, *(harness.staff(name, role, unit, number) for number, name, role in people))


@pytest.fixture
def here(town_over: Opened, empty_url: str) -> SigningUnit:
    harness = town_over(empty_url)
    made = hall(harness)
    harness.start()
    return made


def filed(citizen: ChatUser) -> str:
    """File by /kiennghi; the code."""
    citizen.says("/kiennghi", "phản ánh, kiến nghị việc gì?")
    citizen.says(LIGHT, "xảy ra ở đâu?")
    citizen.says("Nhà văn hóa thôn 3", "Nghị định 20/2008")
    citizen.says(SENDER, "xem lại trước khi gửi")
    sent = citizen.presses("Đồng ý và gửi", "Mã theo dõi")
    assert sent
    assert "ngày làm việc, tính từ sau ngày tiếp nhận" in sent.text
    return found(CODE.search(sent.text))[0]


def test_by_telegram_alone(here: SigningUnit) -> None:
    harness = here.harness
    citizen, leader = harness.somebody("An", AN), harness.somebody("Dũng", DUNG)
    cuc, tam = harness.somebody("Cúc", CUC, is_in_group=True), harness.somebody("Tám", TAM, is_in_group=True)
    code = filed(citizen)
    cuc.hears(f"{code} · Đèn đường · Đã tiếp nhận")
    cuc.presses("Nhận việc", f"{code} · Đèn đường · Đang giải quyết", on=code)
    citizen.hears("đã nhận và đang giải quyết")
    tam.presses("Hỏi lại", "không có quyền", on=f"{code} ·")
    boss = harness.somebody("Dũng", DUNG, is_in_group=True)
    asked = boss.presses("Hỏi lại", "Nhắn câu hỏi", on=f"{code} ·")
    boss.says("Cột đèn số mấy ạ?", "Chờ người gửi bổ sung", reply_to=asked)
    citizen.hears("cán bộ cần bà con cho biết thêm")
    citizen.says("Cột số 12, cạnh sân bóng", "Đã chuyển phần bổ sung", reply_to=citizen.sees("cán bộ cần bà con"))
    card = cuc.sees(f"{code} ·")
    cuc.says("Đội điện đã thay bóng cột số 12 sáng nay.", "muốn làm gì với lời này?", reply_to=card)
    assert "Gửi trả lời" not in [button["text"] for button in cuc.sees("muốn làm gì với lời này?").buttons], "her leader signs first"
    cuc.presses("Trình duyệt", "Chờ duyệt câu trả lời")
    leader.hears("chờ duyệt:")
    leader.presses("Duyệt và gửi", "Đã trả lời")
    answer = citizen.hears("Đội điện đã thay bóng cột số 12 sáng nay.")
    assert "1: rất không hài lòng" in answer.text, "who is given five numbers is told what they mean"
    citizen.presses("2", "đã chấm 2/5", on=answer.text)
    citizen.says("Bóng mới vẫn tối", "Cảm ơn bà con")
    citizen.presses("Chưa giải quyết, xem lại", "Vì sao")
    citizen.says("Tối qua đèn lại tắt", "giao cho cán bộ khác")
    cuc.presses("Nhận việc", "phải giao cho cán bộ khác", on=f"{code} · Đèn đường · Đã tiếp nhận")
    tam.presses("Nhận việc", f"{code}: Đang giải quyết", on=f"{code} · Đèn đường · Đã tiếp nhận")
    mine = harness.somebody("Tám", TAM)
    mine.says("/viec", "Đang giữ: 1")
    mine.presses(f"{code} · Đang giải quyết", "Người gửi: Nguyễn Văn An")
    mine.presses("Trình duyệt", "để trình lãnh đạo duyệt")
    mine.says("Đã thay cả cần đèn, đội điện trực thêm ba tối.", "Chờ duyệt")
    leader.hears("Đã thay cả cần đèn")
    leader.presses("Duyệt và gửi", "Đã trả lời", on="Đã thay cả cần đèn")
    citizen.hears("Đã thay cả cần đèn")
    citizen.says("/theodoi", "Kiến nghị của bà con:")
    citizen.presses(f"{code} · Đã trả lời", "Đã thay cả cần đèn")
    citizen.presses("Đã giải quyết xong", "Cảm ơn bà con")
    citizen.says(f"/theodoi {code}", "Đã kết thúc")
    cuc.hears(f"{code} · Đèn đường · Đã kết thúc")
    assert here.file(code).petition.state is PetitionState.CLOSED
    assert len({message for message, _ in here.cards(code)}) == 1, "one message for each petition"


# ---- the console, and one of each


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserPage]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def quiet_hall(town_over: Opened, tmp_path: Path) -> SigningUnit:
    """Without Telegram."""
    harness = town_over(f"sqlite:///{tmp_path}/hall.db", TELEGRAM_BOT_TOKEN="", STAFF_CHAT_ID="")
    made = hall(harness)
    harness.start()
    return made


@dataclass
class Officer:
    """Somebody at a desk: logs in by the link that the command line gives."""

    harness: Harness
    page: BrowserPage

    def enters(self, name: str) -> None:
        self.page.tell("Network.clearBrowserCookies")
        link = re.search(r"http://\S+", self.harness.command("staff", "login-link", name))
        assert link
        self.page.open(link[0])
        self.harness.acts.append((time.monotonic(), 0, f"CONSOLE {link[0]}\n{self.page.run('document.body.innerText')}"))
        self.sends("main form button")

    def sends(self, selector: str) -> None:
        """Press, and wait for the page that comes."""
        self.page.wait_for(f"document.querySelector({selector!r})")
        self.page.run(f"window.left = true, document.querySelector({selector!r}).click()")
        self.page.wait_for("!window.left && document.readyState === 'complete'")
        self.harness.acts.append((time.monotonic(), 0, f"CONSOLE {selector}\n{self.page.run('document.body.innerText')}"))

    def writes(self, selector: str, words: str) -> None:
        self.page.run(f"document.querySelector({selector!r}).value = {words!r}")

    def opens(self, code: str) -> None:
        """From the board."""
        self.page.open(f"{self.harness.address}{PREFIX}/?tt=tat-ca")
        link = f"[...document.querySelectorAll('.board th a')].find((a) => a.textContent === {code!r})"
        self.page.wait_for(link)
        self.page.run(f"window.left = true, {link}.click()")
        self.page.wait_for("!window.left && document.readyState === 'complete'")


def filed_on_the_web(citizen: WebUser) -> str:
    citizen.says("/kiennghi", "phản ánh, kiến nghị việc gì?")
    citizen.says(LIGHT, "xảy ra ở đâu?")
    citizen.presses("Bỏ qua", "Nghị định 20/2008")
    citizen.says(SENDER, "xem lại trước khi gửi")
    return found(CODE.search(citizen.presses("Đồng ý và gửi", "Mã theo dõi")))[0]


def test_by_console_alone(quiet_hall: SigningUnit, tab: BrowserPage) -> None:
    harness, citizen = quiet_hall.harness, WebUser(quiet_hall.harness)
    officer = Officer(harness, tab)
    code = filed_on_the_web(citizen)
    officer.enters("Lê Thị Cúc")
    officer.opens(code)
    officer.sends("form[action$='/claim'] button")
    assert WORDS.console.petition.signed_first in tab.run("document.body.innerText")
    officer.writes("form[action$='/draft'] textarea", "Đội điện đã thay bóng sáng nay.")
    officer.sends("button[formaction$='/draft']")
    officer.enters("Phạm Văn Dũng")
    officer.opens(code)
    officer.sends("button[formaction$='/approve']")
    officer.sends("form[action$='/answer'] button")
    officer.sends("form[action$='/publish'] button")
    citizen.says("/theodoi", f"{code}: Đã trả lời")
    citizen.presses(f"{code} · Đã trả lời", "Đội điện đã thay bóng sáng nay.")
    citizen.presses("Đánh giá", "mức nào?")
    citizen.presses("5", "đã chấm 5/5")
    citizen.presses("Bỏ qua", "Cảm ơn bà con")
    petition = quiet_hall.file(code).petition
    assert (petition.state, petition.score) == (PetitionState.ANSWERED, 5)
    assert petition.published
    assert "0912" not in petition.published


def test_a_wrong_answer_is_corrected_by_two_and_the_citizen_reads_the_right_one(quiet_hall: SigningUnit, tab: BrowserPage) -> None:
    harness, citizen = quiet_hall.harness, WebUser(quiet_hall.harness)
    officer = Officer(harness, tab)
    code = filed_on_the_web(citizen)
    officer.enters("Lê Thị Cúc")
    officer.opens(code)
    officer.sends("form[action$='/claim'] button")
    officer.writes("form[action$='/draft'] textarea", "Đã thay bóng ngày 18/11.")
    officer.sends("button[formaction$='/draft']")
    officer.enters("Phạm Văn Dũng")
    officer.opens(code)
    officer.sends("button[formaction$='/send']")
    officer.enters("Lê Thị Cúc")
    officer.opens(code)
    officer.writes("form[action$='/revise'] textarea", "Đã thay bóng ngày 28/11.")
    officer.sends("button[formaction$='/revise']")
    assert quiet_hall.file(code).petition.answer == "Đã thay bóng ngày 18/11.", "until it is signed"
    officer.enters("Phạm Văn Dũng")
    officer.opens(code)
    officer.sends("form[action$='/correct'] button:not([formaction])")
    assert "Đã thay bóng ngày 18/11." in tab.run("document.body.innerText"), "the first stays in the time line"
    citizen.says("/theodoi", f"{code}: Đã trả lời")
    citizen.presses(f"{code} · Đã trả lời", "Đã thay bóng ngày 28/11.")
    assert quiet_hall.file(code).petition.state is PetitionState.ANSWERED


def test_a_citizen_with_telegram_and_officers_at_the_console(town_over: Opened, tmp_path: Path, tab: BrowserPage) -> None:
    harness = town_over(f"sqlite:///{tmp_path}/hall.db")
    here = hall(harness)
    harness.start()
    citizen, leader, officer = harness.somebody("An", AN), harness.somebody("Dũng", DUNG), Officer(harness, tab)
    code = filed(citizen)
    officer.enters("Trần Văn Tám")
    officer.opens(code)
    officer.sends("form[action$='/claim'] button")
    citizen.hears("đã nhận và đang giải quyết")
    officer.opens(code)
    assert not tab.run("!!document.querySelector(\"form[action$='/ask']\")"), "where a leader signs, the leader asks"
    officer.enters("Phạm Văn Dũng")
    officer.opens(code)
    officer.writes("form[action$='/ask'] textarea", "Cột đèn số mấy ạ?")
    officer.sends("form[action$='/ask'] button")
    citizen.presses("Bổ sung", "gõ nội dung cần bổ sung", on="Cột đèn số mấy")
    citizen.says("Cột số 12", "Đã chuyển phần bổ sung")
    officer.enters("Trần Văn Tám")
    officer.opens(code)
    assert "Cột số 12" in tab.run("document.body.innerText")
    officer.writes("form[action$='/draft'] textarea", "Đã thay bóng cột số 12.")
    officer.sends("button[formaction$='/draft']")
    leader.presses("Trả lại", "lý do trả lại", on="chờ duyệt:")
    leader.says("Ghi rõ ngày thay", "Đang giải quyết")
    officer.opens(code)
    officer.writes("form[action$='/draft'] textarea", "Đã thay bóng cột số 12 ngày 20/11.")
    officer.sends("button[formaction$='/draft']")
    leader.hears("ngày 20/11")
    leader.presses("Duyệt và gửi", "Đã trả lời", on="ngày 20/11")
    citizen.hears("Đã thay bóng cột số 12 ngày 20/11.")
    assert here.file(code).petition.state is PetitionState.ANSWERED
