"""A table of what people say in the minutes after an alarm or a warning: of the danger, and of other matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest

from bot import wiring
from bot.answers.turn.deciding import AnswerKind
from bot.frontdesk import FrontDesk
from bot.messages import ChatId, Incoming, Reply
from bot.settings import Settings
from bot.wiring import AnswerParts
from tests.integration.answers.test_frontdesk import NOON, NOTICE
from tests.support import databases

BEATEN, FIRE, FAINTED = "chồng em đang đánh em", "cháy nhà hàng xóm rồi", "má tui té xỉu bất tỉnh"
AT_SEA = "tau cua con ba di bien tu hom qua khong thay ve, goi khong duoc"
FRIEND = "bạn e nó nhắn tin là tối nay nó đi luôn, nó nói cảm ơn mn, nó chia đồ cho bạn bè hết r"
SWINDLE = "thuong trai la nguoi ta goi noi ba trung thuong bao ba dua so can cuoc va ma so"
OTP = "có người xưng công an gọi bảo đọc mã otp"

WITHIN = {
    BEATEN: (
        "số điện thoại công an xã",
        "sdt cong an",
        "cho xin số công an phường với",
        "an toàn rồi hả",
        "công an tới rồi mà nó vẫn cầm dao",
        "em trốn vào nhà tắm an toàn rồi nó đang phá cửa",
        "ổn rồi anh ấy khóa cửa",
        "xe tới rồi nó kéo em lên xe",
        "nó lấy điện thoại của em rồi",
        "ông đó đang ở ngoài cửa",
        "thằng đó quay lại rồi",
        "em sợ quá",
        "con em khóc quá trời",
        "máy bận hoài",
        "điện thoại em hết pin",
        "công an không tới",
        "có ai không",
        "giup em voi",
        "alo",
    ),
    FIRE: (
        "xe tới rồi mà không có nước",
        "dập rồi mà nó cháy lại",
        "dập được rồi chưa chắc đâu",
        "chưa thấy xe đâu",
        "lửa lan qua nhà em rồi",
        "khói nhiều quá",
        "gọi 114 hoài ko ai nghe",
    ),
    FAINTED: (
        "tỉnh rồi lại xỉu",
        "tỉnh rồi nhưng méo miệng",
        "tinh roi ma noi khong duoc",
        "đỡ rồi mà tay yếu một bên",
        "không sao rồi hả",
        "vẫn chưa tỉnh",
        "người lạnh ngắt rồi",
        "gọi rồi không ai nghe",
    ),
    AT_SEA: ("hom nay gio to lam", "da goi 112 roi", "tau do co 3 nguoi", "gio lam sao", "van chua thay ve"),
    FRIEND: ("nó ở ktx", "nó tắt máy rồi", "gio lam sao", "nó khóa cửa phòng"),
    SWINDLE: ("ba doc ma so roi", "gio lam sao", "tien trong so tiet kiem co mat khong", "goi ai bay gio"),
    OTP: ("em lỡ đọc mã rồi", "chuyển 5 triệu rồi", "có lấy lại tiền được không", "bấm link rồi thì sao", "nó đang gọi lại"),
}
"""What is told → what follows within it; the number stands in the first sentence of the reply."""

ORDINARY = (
    "vẫn chưa nhận được lương hưu",
    "vẫn chưa có giấy hẹn",
    "đang ở ngoài Bắc thì gửi bằng cách nào",
    "thuê bao chính chủ đổi ở đâu",
    "em sợ quá hạn rồi",
    "chưa tới ngày lấy kết quả",
    "hết pin nên chưa nạp được",
    "nó đang học lớp 3 xin học bạ",
    "ông đó là cán bộ xã",
    "bên đó máy bận nên trễ hẹn",
    "mai xã có làm không",
    "cho xin số phòng một cửa",
    "số điện thoại của ubnd xã",
    "con sợ trễ hạn khai sinh",
    "chưa thấy ai gọi trả kết quả",
    "giấy tới rồi",
    "tạm trú thì cần gì",
    "làm gì để ly hôn",
    "có phải đóng phạt không",
    "vẫn còn giữ giấy cũ được không",
    "vẫn đang chờ sổ đỏ",
    "bé nó đang 6 tuổi làm căn cước được không",
    "thằng đó 17 tuổi có làm cccd được không",
    "gọi không được tổng đài bhxh",
    "không ai nghe máy ở bộ phận một cửa",
    "chưa tới tuổi nghỉ hưu",
    "đang ở ngoài nước thì xin lý lịch tư pháp sao",
    "xin số định danh cho con",
    "số điện thoại trên giấy hẹn",
    "khóa cửa hàng nghỉ bán thì báo thuế sao",
    "tôi sợ mất giấy thì làm lại sao",
    "mất sóng nên không nhận được mã vneid",
    "em sợ nộp trễ bị phạt",
    "tìm thấy rồi cái giấy khai sinh",
    "phí làm hộ chiếu bao nhiêu",
    "vẫn chưa thấy tiền trợ cấp",
    "nó tới tuổi đi nghĩa vụ",
    "cái thẻ bảo hiểm vẫn còn hạn",
    "chưa ai tới đo đất",
    "gọi ai để sửa tên trong khai sinh",
    "nhà chưa có số nhà thì đăng ký sao",
)
OVER = ("công an tới rồi", "dập được rồi em ơi", "bé tỉnh lại rồi", "ổn rồi, cảm ơn", "on roi", "xe cấp cứu đến rồi ạ", "dạ an toàn rồi")
"""What says that it is over, as all of a message."""


CHATS = count()


@pytest.fixture(scope="module")
def desk(parts: AnswerParts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDesk]:
    """One for the table: each talk has a chat of its own."""
    engine = databases.sqlite_at(tmp_path_factory.mktemp("talks") / "desk.db")
    yield wiring.front_desk(parts, wiring.rooms_of(Settings(secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index))
    engine.dispose()


def told_after(desk: FrontDesk, cry: str, text: str) -> tuple[Reply, Reply]:
    """What is said to `cry`, and to `text` a minute later."""
    chat = ChatId("web", f"talk{next(CHATS)}")
    replies = (desk.handle(Incoming(chat, NOON + timedelta(minutes=minute), said)) for minute, said in enumerate((cry, text)))
    first, then = (next(reply for reply in told if reply.text != NOTICE) for told in replies)
    return first, then


@pytest.mark.parametrize(("cry", "text"), [(cry, text) for cry, texts in WITHIN.items() for text in texts])
def test_what_follows_within_a_danger_is_told_its_number(desk: FrontDesk, cry: str, text: str) -> None:
    first, then = told_after(desk, cry, text)
    assert first.kind in (AnswerKind.ALARM, AnswerKind.WARNING)
    assert then.kind is AnswerKind.ALARM, then.text
    assert any(number in then.text.split("\n")[0] for number in ("111", "112", "113", "114", "115"))
    assert not then.text.startswith("Mừng")


@pytest.mark.parametrize("text", ORDINARY)
def test_other_matters_are_answered_as_ever(desk: FrontDesk, text: str) -> None:
    _, then = told_after(desk, BEATEN, text)
    assert then.kind is not AnswerKind.ALARM, then.text


@pytest.mark.parametrize("text", OVER)
def test_that_it_is_over_is_believed_as_all_that_is_said(desk: FrontDesk, text: str) -> None:
    assert told_after(desk, FIRE, text)[1].text.startswith("Mừng")


def test_the_table_holds_both_sides() -> None:
    assert min(sum(map(len, WITHIN.values())), len(ORDINARY)) >= 40
