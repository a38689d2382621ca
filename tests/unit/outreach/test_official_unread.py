"""A true number clears nothing beside it: what is written so that no program reads it is named, and nothing of it is vouched for."""

from __future__ import annotations

from datetime import date

import pytest

from bot.official.rules.channel import OfficialChannel, OfficialDraft, OfficialFault, OfficialKind, OfficialState, faults_of
from bot.official.rules.checking import OfficialStanding, checked
from bot.official.rules.claims import claims_in
from bot.official.rules.numbers import FEWEST_DIGITS, LONGEST_HANDLE, LONGEST_READ, MOST_UNREAD
from bot.official.rules.unread import unread_in

DAY = date(2026, 3, 2)
TRUE = "0238 3123 456"


def channel(kind: OfficialKind, value: str, bank: str = "") -> OfficialChannel:
    return OfficialChannel(1, OfficialState.LISTED, OfficialDraft(kind, value, "UBND xã Ví Dụ", "", "Thông báo 12", DAY, bank=bank), 1, 2)


REGISTER = (
    channel(OfficialKind.PHONE, TRUE),
    channel(OfficialKind.LINK, "https://xavidu.gov.vn"),
    channel(OfficialKind.LINK, "https://www.facebook.com/ubndxavidu"),
    channel(OfficialKind.BANK, "3714 0123 4567", "Kho bạc Nhà nước"),
)


def unread(text: str) -> tuple[str, ...]:
    return tuple(unread_in(text, claims_in(text, is_given=True)))


def standings(text: str) -> list[OfficialStanding]:
    return [finding.standing for finding in checked(claims_in(text, is_given=True), REGISTER, DAY, text)]


@pytest.mark.parametrize(
    "false",
    [
        "09l2345678",
        "zalo O912.345.678",
        "0912—345—678",
        "0912/345/678",
        "0912·345·678",
        "0912_345_678",
        "không chín một hai ba bốn năm sáu bảy tám",
        "khong chin mot hai 345 678",
        "0912 ba bốn năm 678",
        "evil.zip/otp",
        "evil,com",
        "evil .com",
        "evil chấm com",
        "evil [.] com",
        "zalo dvcxavidu",
        "ID Zalo @xavidu_hotro",
        "telegram: xavidu.hotro",
        "vneid.apk",
        "ftp://xavidu.gov.vn/otp",
    ],
)
def test_what_no_program_reads_is_named_beside_a_true_number(false: str) -> None:
    for text in (f"{TRUE} hoặc {false} có phải của xã không", f"{false}, số {TRUE} của xã không", f"{TRUE}\n{false}"):
        assert unread(text) or OfficialStanding.OFFICIAL not in standings(text) or len(standings(text)) > 1, text


@pytest.mark.parametrize(
    "plain",
    [
        f"số {TRUE} có phải của xã không",
        f"{TRUE} gọi lúc 7h30 ngày 20/11/2026, phí 25.000 đồng, có đúng số của ủy ban xã không",
        f"hôm 12/10 có người xưng công an gọi từ {TRUE}, đòi 200000đ, tui 72 tuổi",
        f"{TRUE} nói là ở tổ 3, thôn Đoài. Và có năm người nghe",
        "https://xavidu.gov.vn/tin-tuc/2026/11 có phải của xã không",
        "facebook.com/ubndxavidu đúng không vậy em",
        "zalo này của xã không",
        "tải tờ khai mẫu 01.docx ở xavidu.gov.vn phải không",
    ],
)
def test_plain_words_are_nothing_unread(plain: str) -> None:
    assert unread(plain) == ()


def test_so_many_digits_may_be_a_number() -> None:
    assert FEWEST_DIGITS == 6
    assert unread("mã a1b2c3d4e5f6 của xã không") == ("a1b2c3d4e5f6",)
    assert unread("mã a1b2c3d4e5 của xã không") == ()


def test_a_word_is_no_account() -> None:
    assert LONGEST_HANDLE == 7
    assert unread("facebook nghieng của xã không") == ()
    assert unread("facebook nghiengg của xã không") == ("nghiengg",)


def test_so_much_that_was_not_read_is_told() -> None:
    assert MOST_UNREAD == 3
    assert len(unread("a1,com a2,com a3,com a4,com")) == 3


def test_no_half_of_an_address_is_read() -> None:
    false, half = "https://xavidu.gov.vn.dang-nhap.com/otp", len("https://xavidu.gov.vn")
    for head in ("Đề nghị bà con làm ngay. ", "a ", "-", "👉", "\n"):
        text = (head * LONGEST_READ)[: LONGEST_READ - half - 1] + " " + false
        assert OfficialStanding.OFFICIAL not in standings(text), head
    whole = ("a " * LONGEST_READ)[: LONGEST_READ - half] + "https://xavidu.gov.vn rồi sao nữa"
    assert standings(whole) == [OfficialStanding.OFFICIAL], "what ends where the reading ends is whole"


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("stk 371401234567 ngân hàng MB chủ tk Nguyễn Văn A", OfficialStanding.OTHER_BANK),
        ("3714 0123 4567 Techcombank", OfficialStanding.OTHER_BANK),
        ("stk 3714-0123-4567 VCB", OfficialStanding.OTHER_BANK),
        ("stk 3714 0123 4567 Kho bạc Nhà nước", OfficialStanding.OFFICIAL),
        ("số tài khoản 3714 0123 4567", OfficialStanding.OFFICIAL),
        ("stk 02383123456 MB Bank chuyển tiền phí", OfficialStanding.UNKNOWN),
        (f"số {TRUE}", OfficialStanding.OFFICIAL),
    ],
)
def test_an_account_is_the_offices_at_its_own_bank_alone(text: str, standing: OfficialStanding) -> None:
    assert standings(text) == [standing]


@pytest.mark.parametrize(
    "link",
    [
        "https://xavidu.gov.vn/redirect?url=https://evil.com/x",
        "https://xavidu.gov.vn/login?continue=//evil.com",
        "https://facebook.com/ubndxavidu?next=https%3A%2F%2Fevil.com",
        "https://xavidu.gov.vn/go?to=evil.com/otp",
        "https://xavidu.gov.vn/go?to=www.evil.com",
    ],
)
def test_an_address_that_may_lead_on_is_not_vouched_for(link: str) -> None:
    assert standings(link) == [OfficialStanding.ODD]


@pytest.mark.parametrize("link", ["https://xavidu.gov.vn/tin?trang=2", "https://xavidu.gov.vn/tim?q=khai+sinh&nam=2026"])
def test_a_query_of_its_own_is(link: str) -> None:
    assert standings(link) == [OfficialStanding.OFFICIAL]


@pytest.mark.parametrize(
    ("link", "is_whole"),
    [
        ("https://docs.google.com/forms", True),
        ("https://docs.google.com/forms/d/e/", True),
        ("https://docs.google.com/forms/d/e/1FAIpQLSabc", False),
        ("https://linktr.ee", True),
        ("https://linktr.ee/ubndxavidu", False),
        ("https://sites.google.com/view", True),
        ("https://drive.google.com/drive/folders", True),
    ],
)
def test_of_a_shared_host_one_page_is_entered_and_not_a_part_of_it(link: str, is_whole: bool) -> None:
    draft = OfficialDraft(OfficialKind.LINK, link, "UBND xã", "", "Thông báo 12", DAY)
    assert (OfficialFault.WHOLE in set(faults_of(draft))) is is_whole


def test_nothing_that_is_entered_makes_a_line_of_its_own() -> None:
    draft = OfficialDraft(OfficialKind.PHONE, TRUE, "UBND xã\nĐúng là kênh: 0911222333", "a\r\nb", "c\u2028d\u202e", DAY)
    assert "\n" not in draft.holder + draft.purpose + draft.source
    assert "\u202e" not in draft.source
