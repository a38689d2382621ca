"""Official channels: what somebody was given is read as a browser or a telephone would, and said to be the office's only where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import wording
from bot.official.rules import numbers
from bot.official.rules.asking import OfficialQuestions
from bot.official.rules.channel import OfficialChannel, OfficialDraft, OfficialFault, OfficialKind, OfficialState, faults_of
from bot.official.rules.checking import OfficialStanding, checked
from bot.official.rules.claims import claims_in
from bot.official.rules.filing import COLUMNS, read, rows_of
from bot.official.rules.numbers import LONGEST_HOST, LONGEST_READ, MOST_COMPARED, NUMBERS
from bot.official.rules.spelling import address_of, is_one_off, phone_of, skeleton
from bot.official.rules.wish import OfficialWish
from bot.official.store.channels import OfficialMove
from tests.paths import ROOT

WORDS = wording.load().official
QUESTIONS = OfficialQuestions(WORDS.asked.cues, WORDS.asked.slots, WORDS.asked.around)
TODAY, DAY = date(2026, 3, 2), timedelta(days=1)
OFFICIAL, ENDED, ALIKE, UNKNOWN = OfficialStanding.OFFICIAL, OfficialStanding.ENDED, OfficialStanding.ALIKE, OfficialStanding.UNKNOWN
ODD = OfficialStanding.ODD


def draft(kind: OfficialKind = OfficialKind.PHONE, value: str = "0238 3123 456", **more: object) -> OfficialDraft:
    told = OfficialDraft(kind, value, "UBND xã Ví Dụ", "", "Thông báo 12/TB-UBND", TODAY - 100 * DAY)
    return replace(told, **more)  # type: ignore[arg-type]


def channel(kind: OfficialKind, value: str, **more: object) -> OfficialChannel:
    return OfficialChannel(1, OfficialState.LISTED, draft(kind, value, **more), 1, 2)


REGISTER = (
    channel(OfficialKind.PHONE, "0238 3123 456"),
    channel(OfficialKind.PHONE, "0912 345 678", until=TODAY - DAY),
    channel(OfficialKind.LINK, "https://xavidu.example.gov.vn"),
    channel(OfficialKind.LINK, "dichvucong.vidu.vn", has_subdomains=True),
    channel(OfficialKind.LINK, "https://www.facebook.com/xa.vidu"),
    channel(OfficialKind.LINK, "zalo.me/1234567890"),
    channel(OfficialKind.EMAIL, "motcua@xavidu.example.gov.vn"),
    channel(OfficialKind.BANK, "3714 0123 4567", bank="Kho bạc Nhà nước"),
)


def standings(text: str, register: tuple[OfficialChannel, ...] = REGISTER) -> list[OfficialStanding]:
    return [finding.standing for finding in checked(claims_in(text, is_given=True), register, TODAY)]


def test_every_number_has_its_row_and_its_test() -> None:
    constants = {name for name, value in vars(numbers).items() if name.isupper() and isinstance(value, int)}
    assert {each.name for each in NUMBERS} == constants
    for each in NUMBERS:
        path, _, name = each.held_by.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), each.name


def test_every_outcome_has_a_sentence_and_every_column_a_heading() -> None:
    assert set(WORDS.moves) == set(OfficialMove) - {OfficialMove.DONE}
    assert set(WORDS.page.columns) == set(COLUMNS)


def test_no_sentence_says_that_something_is_safe() -> None:
    told = [*WORDS.standings.model_dump().values(), WORDS.care, WORDS.care_no_phone, *WORDS.chat.model_dump().values()]
    assert not any("an toàn" in text or "yên tâm" in text for text in told)


# ---- numbers


@pytest.mark.parametrize(
    "text", ["02383123456", "0238.312.3456", "+84 238 3123456", "0084 2383123456", "(+84) 238-312-3456", "８４238 3123456"]
)
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    assert phone_of(text) == "02383123456"
    assert standings(text) == [OFFICIAL]


def test_hidden_signs_in_a_number_change_nothing() -> None:
    assert standings("0238\u200b3123\u2060456") == [OFFICIAL]


@pytest.mark.parametrize("text", ["02383123457", "02383123465", "0238312345", "023831234566", "+842383123457"])
def test_one_digit_makes_it_another_number(text: str) -> None:
    assert standings(text) == [ALIKE]
    assert standings("02383129999") == [UNKNOWN]


def test_what_was_the_offices_is_no_more() -> None:
    assert standings("0912345678") == [ENDED]
    assert standings("0912345679") == [ALIKE], "who comes near to an old number poses as well"


def test_what_begins_tomorrow_or_waits_for_somebody_vouches_for_nothing() -> None:
    own = REGISTER[0]
    assert standings(own.draft.value, (replace(own, draft=replace(own.draft, since=TODAY + DAY)),)) == [UNKNOWN]
    assert standings(own.draft.value, (replace(own, state=OfficialState.PROPOSED),)) == [UNKNOWN]
    assert standings(own.draft.value, (replace(own, state=OfficialState.DROPPED),)) == [UNKNOWN]
    assert standings(own.draft.value, (replace(own, draft=replace(own.draft, until=TODAY)),)) == [OFFICIAL]


def test_an_account_is_compared_by_its_digits() -> None:
    assert standings("tài khoản 371401234567 có phải của xã không") == [OFFICIAL]
    assert standings("tài khoản 371401234568 có phải của xã không") == [ALIKE]
    assert standings("tài khoản 99887766554 có phải của xã không") == [UNKNOWN]


def test_short_ones_are_not_called_alike() -> None:
    register = (channel(OfficialKind.PHONE, "1022"),)
    assert standings("1023", register) == [UNKNOWN]
    assert standings("1022", register) == [OFFICIAL]


# ---- addresses


@pytest.mark.parametrize(
    "text",
    [
        "https://xavidu.example.gov.vn",
        "http://XAVIDU.example.gov.vn/tin/1?a=2#b",
        "xavidu.example.gov.vn.",
        "www.xavidu.example.gov.vn",
        "https://xavidu.example.gov.vn:443/",
        "https://xa\u200bvidu.example.gov.vn",
        "hxxps://xavidu[.]example[.]gov[.]vn/",
        "https://xavidu。example．gov.vn",
        "https:\\\\xavidu.example.gov.vn\\tin",
        "https://nop.dichvucong.vidu.vn/ho-so",
        "facebook.com/xa.vidu",
        "https://www.facebook.com/xa.vidu/posts/12",
        "zalo.me/1234567890",
        "motcua@xavidu.example.gov.vn",
        "MotCua@XaViDu.example.gov.vn",
    ],
)
def test_what_a_browser_opens_there_is_the_offices(text: str) -> None:
    assert standings(text) == [OFFICIAL], claims_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://xavidu.example.gov.vn@evil.example/",
        "https://xavidu.example.gov.vn:443@evil.example/",
        "https://xavidu.example.gov.vn.evil.example",
        "https://xavidu.example.gov.vn:8443/",
        "https://u@xavidu.example.gov.vn/",
        "xavidu.example.com",
        "https://xavidu-example-gov-vn.com",
        "https://xavldu.example.gov.vn",
        "https://xavid\u0443.example.gov.vn",  # Cyrillic
        "https://х\u0430vidu.example.gov.vn",
        "https://xaviduu.example.gov.vn",
        "https://xaviud.example.gov.vn",
        "facebook.com/xa.vidu1",
        "facebook.com/xa-vidu",
        "faceb00k.com/xa.vidu",
        "zalo.me/1234567891",
        "motcua@xavidu.example.gov.vm",
        "m0tcua@xavidu.example.gov.vn",
    ],
)
def test_what_is_made_to_look_like_it_is_called_so(text: str) -> None:
    assert standings(text) == [ALIKE], claims_in(text)


def test_an_address_of_punycode_is_read_as_it_is_drawn() -> None:
    drawn = "xavid\u0443.example.gov.vn"
    coded = drawn.encode("idna").decode()
    assert coded.startswith("xn--")
    assert standings(f"https://{coded}/") == [ALIKE]
    assert standings("https://xn--\u200b.example.vn") == [UNKNOWN]


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example\\@xavidu.example.gov.vn",
        "https://evil.example/xavidu",
        "https://evil.example/?u=https://xavidu.example.gov.vn",
        "https://evil.example/#https://xavidu.example.gov.vn",
        "http://3232235777.example",
        "http://192.168.1.1/dang-nhap",
        "facebook.com/nguoikhac",
        "facebook.com",
        "bit.ly/3xYz",
        "ai.do@gmail.com",
        "https://[::1]/",
        "https://..",
    ],
)
def test_nothing_else_is_the_offices(text: str) -> None:
    assert OFFICIAL not in standings(text)
    assert ENDED not in standings(text)


SHARED = (
    channel(OfficialKind.LINK, "https://facebook.com/profile.php?id=100012345"),
    channel(OfficialKind.LINK, "https://youtu.be/AbCdEfGh"),
    channel(OfficialKind.LINK, "https://xavidu.example.gov.vn"),
    channel(OfficialKind.LINK, "https://zalo.me/1234567890"),
)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("https://facebook.com/profile.php?id=100012345", OFFICIAL),
        ("https://facebook.com/profile.php?id=100012345&mibextid=ZbWKwL#x", OFFICIAL),
        ("https://facebook.com/profile.php?id=999", UNKNOWN),
        ("https://facebook.com/profile.php", UNKNOWN),
        ("https://facebook.com/profile.php?id=999&id=100012345", UNKNOWN),
        ("https://facebook.com/profile.php#?id=100012345", UNKNOWN),
        ("https://youtu.be/AbCdEfGh", OFFICIAL),
        ("https://youtu.be/abcdefgh", UNKNOWN),
        ("https://zalo.me/1234567890/../evil", ODD),
        ("https://zalo.me/1234567890/%2e%2E/evil", ODD),
        ("https://zalo.me/1234567890/%252e%252e/evil", ODD),
        ("https://zalo.me/1234567890/..%2fevil", ODD),
        ("https://zalo.me/1234567890%2fx", ODD),
        ("https://xavidu.example.gov.vn,.evil.com", ODD),
        ("https://xavidu.example.gov.vn;.evil.com/tin", ODD),
        ('https://xavidu.example.gov.vn".evil.com', ODD),
        ("https://xavidu.example.gov.vn“.evil.com", ODD),
        ("xavidu.example.gov.vn,.evil.com", ODD),
        ("xavidu.example.gov.vn!.evil.com", ODD),
        ("xavidu.example.gov.vn%2c.evil.com", ODD),
        ("https://xavidu.example.gov.vn%00.evil.com", ALIKE),
        ("evil.example/?u=https://xavidu.example.gov.vn", UNKNOWN),
        ("“https://xavidu.example.gov.vn”, hỏi giúp", OFFICIAL),
        ("(xavidu.example.gov.vn), hỏi giúp", OFFICIAL),
        ('"xavidu.example.gov.vn"; hỏi giúp', OFFICIAL),
    ],
)
def test_an_address_is_the_offices_only_where_nothing_of_it_leads_elsewhere(text: str, standing: OfficialStanding) -> None:
    assert standings(text, SHARED) == [standing], claims_in(text)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        *(
            (f"{name}{path}", UNKNOWN)
            for name in ("evil.рф", "evil.中国", "evil.ไทย", "почта.рф", "evil.бг")
            for path in ("", "/nop-ho-so")
        ),
        ("http://evil.рф", UNKNOWN),
        ("ubnd@evil.рф", UNKNOWN),
        ("evil.भारत", ODD),
        ("vào xavidu.example.рф nhé", ALIKE),
        ("xavidu.example.gov.vn.рф", ALIKE),
    ],
)
def test_a_name_that_ends_in_another_script_is_an_address_too(text: str, standing: OfficialStanding) -> None:
    assert standings(text) == [standing], claims_in(text)


@pytest.mark.parametrize("text", ["xong rồi.Được chưa", "nhà em.Ở đây", "ok.😀😀", "hết.…", "giấy tờ.→→", "xong。Được"])
def test_a_sentence_that_begins_right_behind_a_dot_is_no_address(text: str) -> None:
    assert claims_in(text) == ()


@pytest.mark.parametrize(
    "text", ["ubnd@xavidu.example.gov.vn.evil.com", "motcua@xavidu.example.gov.vn.evil.com", "ubnd@xavidu.example.com"]
)
def test_a_mail_address_of_a_host_that_poses_is_called_so(text: str) -> None:
    assert standings(text) == [ALIKE]
    assert standings("ai.do@gmail.com") == [UNKNOWN]


def test_a_host_is_no_longer_than_hosts_are() -> None:
    label, end = "a" * 60, ".example.vn"
    fitting = (f"{label}." * 4)[: LONGEST_HOST - len(end)].rstrip(".") + end
    assert len(fitting) == LONGEST_HOST
    assert [claim.text for claim in claims_in(fitting)] == [fitting]
    assert claims_in("a" * 300 + end) == ()


def test_an_unknown_address_of_the_government_is_told_apart() -> None:
    (finding,) = checked(claims_in("https://xakhac.example2.gov.vn"), REGISTER, TODAY)
    assert (finding.standing, finding.is_government) == (UNKNOWN, True)
    for posed in ("https://gov.vn.evil.example", "https://x.gov.vn:81", "https://a@x.gov.vn", "https://gov.vn"):
        (finding,) = checked(claims_in(posed), REGISTER[:2], TODAY)
        assert (finding.standing, finding.is_government) == (UNKNOWN, False), posed


def test_the_path_of_a_shared_host_is_part_of_the_channel() -> None:
    address = address_of("https://www.facebook.com/xa.vidu/")
    assert address is not None
    assert (address.host, address.path) == ("facebook.com", ("xa.vidu",))
    assert standings("facebook.com/xa.vidu.giadanh") == [UNKNOWN] or standings("facebook.com/xa.vidu.giadanh") == [ALIKE]


def test_skeletons_and_single_changes() -> None:
    assert skeleton("\u0440aypa1") == skeleton("paypal")
    assert skeleton("rnotcua") == skeleton("motcua")
    assert [is_one_off("abcd", other) for other in ("abcd", "abxd", "abd", "abcde", "abdc", "xbxd", "dcba")] == [
        *(False, True, True, True, True, False, False)
    ]


# ---- what stands in a text


def test_a_text_is_read_so_far() -> None:
    assert claims_in("a " * (LONGEST_READ // 2 - 10) + "0912345678")
    assert claims_in("a " * (LONGEST_READ // 2) + "0912345678") == ()


@pytest.mark.parametrize(
    "text",
    [
        "001099012345",
        "mã hồ sơ 000.00.16.H19-240101-0001",
        "1.001193",
        "ngày 5/11/2026",
        "don.docx",
        "v.v",
        "làm khai sinh",
        "50.000 đồng",
        "3x4",
    ],
)
def test_what_is_no_channel_is_not_taken_for_one(text: str) -> None:
    assert claims_in(text) == ()


def test_three_findings_are_told_and_the_worst_first() -> None:
    text = "0238 3123 456, 0912345678, bit.ly/x, xavldu.example.gov.vn, zalo.me/1234567890"
    assert standings(text) == [ALIKE, UNKNOWN, ENDED]


def test_so_many_are_compared() -> None:
    false = [f"https://so{number}.example" for number in range(MOST_COMPARED)]
    assert standings(" ".join([*false[1:], "0238 3123 457"])) == [ALIKE, UNKNOWN, UNKNOWN]
    assert standings(" ".join([*false, "0238 3123 457"])) == [UNKNOWN] * 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0238 3123 456 0912 345 678", ["0238 3123 456", "0912 345 678"]),
        ("02383123456 371401234567", ["02383123456", "371401234567"]),
        ("371401234567 0912345678", ["371401234567", "0912345678"]),
        ("023831234560912345678", ["02383123456", "0912345678"]),
        ("02383123456\n99887766554", ["02383123456", "99887766554"]),
        ("02383123456;evil.example", ["evil.example", "02383123456"]),
        ("02383123456 ftp://evil.example", ["evil.example", "02383123456"]),
        ("02383123456 link:evil.example", ["evil.example", "02383123456"]),
        ("mailto:motcua@xavidu.example.gov.vn", ["motcua@xavidu.example.gov.vn"]),
        ("02383123456 evil.example/tai.zip", ["evil.example/tai.zip", "02383123456"]),
        ("3714 0123 4567", ["3714 0123 4567"]),
        ("0238.312.3456", ["0238.312.3456"]),
    ],
)
def test_what_was_run_together_is_told_apart(text: str, told: list[str]) -> None:
    found = [claim.text for claim in claims_in(text, is_given=True)]
    assert [" ".join(each.split()) for each in found] == told


# ---- how people ask


@pytest.mark.parametrize(
    "text",
    [
        "số này có phải của xã không",
        "so nay co phai cua xa khong",
        "link này có thật không",
        "0912345678 có phải của ủy ban không",
        "tài khoản này của ai",
        "https://bit.ly/x1 đúng không",
        "trang facebook.com/xa.vidu có chính thức không",
    ],
)
def test_who_asks_whether_it_is_the_offices_is_heard(text: str) -> None:
    assert QUESTIONS.asked(text, claims_in(text)) is OfficialWish.CHECK


@pytest.mark.parametrize(
    "text",
    [
        "số đường dây nóng của xã",
        "số điện thoại của xã",
        "cho hỏi số điện thoại của ủy ban",
        "hotline xã là số mấy ạ",
        "so dien thoai ubnd xa",
        "gọi một cửa số mấy",
        "đường dây nóng",
    ],
)
def test_who_asks_for_the_offices_number_is_heard(text: str) -> None:
    assert QUESTIONS.asked(text, ()) is OfficialWish.PHONE


@pytest.mark.parametrize(
    "text", ["số điện thoại của công an huyện", "đổi số điện thoại trên vneid", "số căn cước của xã viên", "số nhà của xã"]
)
def test_another_number_is_not_the_offices(text: str) -> None:
    assert QUESTIONS.asked(text, ()) is None


@pytest.mark.parametrize("text", ["kênh chính thức", "trang facebook chính thức", "số điện thoại chính thức của xã"])
def test_who_asks_which_are_the_offices_is_heard(text: str) -> None:
    assert QUESTIONS.asked(text, ()) is OfficialWish.LIST


@pytest.mark.parametrize(
    "text",
    [
        "làm khai sinh ở đâu",
        "giấy này có công chứng không",
        "hôm 15.11.2026 đúng không",
        "thẻ căn cước của tôi hết hạn",
    ],
)
def test_a_question_of_another_matter_is_none(text: str) -> None:
    assert QUESTIONS.asked(text, claims_in(text, is_asked=True)) is None


def test_a_long_story_is_another_matter() -> None:
    claims = claims_in("0912345678")
    assert QUESTIONS.asked("0912345678 có phải của xã không " + "mà " * 19, claims)
    assert QUESTIONS.asked("0912345678 có phải của xã không " + "mà " * 20, claims) is None


def test_what_is_pasted_alone_is_checked() -> None:
    for text, is_pasted in (("0912345678", True), ("đây ạ 0912345678", True), ("gọi tôi số 0912345678 nhé", False)):
        assert QUESTIONS.is_pasted(text, claims_in(text)) is is_pasted, text


# ---- what may be entered, and the file


@pytest.mark.parametrize(
    ("entered", "fault"),
    [
        (draft(value=" "), OfficialFault.NO_VALUE),
        (draft(value="12"), OfficialFault.NO_PHONE),
        (draft(OfficialKind.LINK, "không có"), OfficialFault.NO_LINK),
        (draft(OfficialKind.LINK, "https://a@xa.vn"), OfficialFault.NO_LINK),
        (draft(OfficialKind.LINK, "https://xa.vn:8080"), OfficialFault.NO_LINK),
        (draft(OfficialKind.LINK, "https://xавидu.vn"), OfficialFault.NO_LINK),
        (draft(OfficialKind.EMAIL, "a@@b.vn"), OfficialFault.NO_EMAIL),
        (draft(OfficialKind.BANK, "123456789"), OfficialFault.NO_BANK),
        (draft(holder=""), OfficialFault.NO_HOLDER),
        (draft(source=""), OfficialFault.NO_SOURCE),
        (draft(until=TODAY - 101 * DAY), OfficialFault.REVERSED),
    ],
)
def test_what_is_wrong_is_named(entered: OfficialDraft, fault: OfficialFault) -> None:
    assert list(faults_of(entered)) == [fault]


@pytest.mark.parametrize(
    ("value", "is_refused"),
    [
        ("https://facebook.com", True),
        ("m.facebook.com/", True),
        ("https://www.facebook.com/profile.php", True),
        ("youtube.com/watch", True),
        ("zalo.me", True),
        ("https://bit.ly/xavidu", True),
        ("com.vn", True),
        ("https://gov.vn", True),
        ("blogspot.com", True),
        ("https://facebook.com/profile.php?id=12", False),
        ("facebook.com/xa.vidu", False),
        ("zalo.me/1234567890", False),
        ("xavidu.blogspot.com", False),
        ("xavidu.gov.vn", False),
    ],
)
def test_what_is_everybodys_is_not_entered(value: str, is_refused: bool) -> None:
    assert list(faults_of(draft(OfficialKind.LINK, value))) == [OfficialFault.WHOLE] * is_refused


def test_what_is_too_long_is_a_fault() -> None:
    for more in ({"holder": "a" * 201}, {"source": "a" * 201}, {"value": "0238 3123 456".ljust(201, ".")}):
        assert list(faults_of(draft(**more))) == [OfficialFault.TOO_LONG]  # type: ignore[arg-type]
    assert list(faults_of(draft(holder="a" * 200, value="0238 3123 456".ljust(200)))) == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_is_taken_along_is_brought_in_again(separator: str) -> None:
    rows = rows_of(REGISTER, WORDS.page.columns, WORDS.kinds, WORDS.page.yes)
    cells = [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell or "") for cell in row] for row in rows]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in cells)
    lines = read(("\ufeff" + text).encode(), WORDS.page.columns, WORDS.kinds, WORDS.page.yes, 200)
    assert lines is not None
    assert [line.draft for line in lines] == [each.draft for each in REGISTER]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\n1,2", b"\x00" * 9, "Loại,Số\n".encode()])
def test_what_is_no_such_file_is_none(content: bytes) -> None:
    assert read(content, WORDS.page.columns, WORDS.kinds, WORDS.page.yes, 200) is None


def test_a_row_that_is_too_short_is_a_fault_with_its_line() -> None:
    rows = rows_of(REGISTER[:1], WORDS.page.columns, WORDS.kinds, WORDS.page.yes)
    head, whole = (";".join(f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell or "") for cell in row) for row in rows)
    for short in (WORDS.kinds[OfficialKind.PHONE], f"{WORDS.kinds[OfficialKind.PHONE]};0238 3123 456"):
        lines = read(f"{head}\n{whole}\n\n{short}\n{whole}".encode(), WORDS.page.columns, WORDS.kinds, WORDS.page.yes, 200)
        assert lines is not None
        assert [(line.number, line.draft is None) for line in lines] == [(2, False), (4, True), (5, False)]
