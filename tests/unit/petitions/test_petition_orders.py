"""Words that tell the form what to do, and words that correct it, told from places, names and stories."""

from __future__ import annotations

import pytest

from bot.petitions.rules.draft import read_contact
from bot.petitions.rules.making.behalf import concerned, filed_for
from bot.petitions.rules.making.corrections import Act, DraftPart, correction_of, fitting, swapped, unit_swapped, without
from bot.petitions.rules.making.orders import FormOrder, order_of
from bot.petitions.rules.making.venues import told_place
from bot.petitions.rules.petition import Contact

WRITTEN = {
    DraftPart.CONTENT: "Cầu Ông Điệp hư lan can cả tháng nay. Ban ngày đông xe.",
    DraftPart.PLACE: "cầu Ông Điệp, ấp 3",
    DraftPart.NAME: "Nguyễn Thị Lan",
    DraftPart.ADDRESS: "số 12, tổ 6 ấp 5 xã Hòa Bình",
}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        *(
            (text, FormOrder.SEND)
            for text in ("gửi lên xã luôn đi", "gui len xa luon di", "gửi dùm đi", "rồi gửi đi", "ok gửi", "gởi giùm bà nghen con")
        ),
        *((text, FormOrder.SEND) for text in ("Dạ gửi cho công an xã đi ạ", "goi lun di e", "ok nộp", "GỬI ĐI", "gửi lẹ lẹ đi")),
        *((text, FormOrder.WAIT) for text in ("khoan gửi", "đừng gửi nha", "chưa gửi nghe con", "khoan hay gui")),
        *((text, FormOrder.STOP) for text in ("hông gửi nữa", "thôi đừng gửi nữa", "hong gui nua", "thôi khỏi gửi nữa đi")),
        *((text, FormOrder.SKIP) for text in ("bỏ qua đi", "khỏi", "khỏi ghi", "next")),
        *((text, FormOrder.GO_ON) for text in ("tiếp đi", "tiep tuc", "qua bước tiếp đi")),
        *((text, FormOrder.NAMELESS) for text in ("hem nói", "khỏi ghi tên nha", "khong de ten", "ẩn danh đi")),
        *((text, FormOrder.HIDDEN) for text in ("giấu tên dùm con", "đừng để lộ")),
        *(
            (text, FormOrder.PLAINT)
            for text in ("sao hỏi nhiều vậy", "xl ad e hỏi nhìu qá", "ủa sao lâu z", "lau qua troi", "hỏi hoài mệt quá", "rắc rối quá")
        ),
        *(
            (text, None)
            for text in (
                "chỗ gửi xe trước chợ",
                "Nguyễn Văn Gửi",
                "Anh Tiếp",
                "bãi gửi xe",
                "Trần Thị Nhiều",
                "xã Hòa Bình",
                "thôn 3",
                "ok",
            )
        ),
        *(
            (text, None)
            for text in ("gửi xe ở bệnh viện mắc quá", "đường Lâu Quá Trời", "tôi gửi đơn ba lần rồi chưa ai trả lời", "không rõ nữa")
        ),
    ],
)
def test_an_order_is_all_of_a_message(text: str, order: FormOrder | None) -> None:
    assert order_of(text) is order


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (
            "cầu Bà Điệp chứ hông phải Ông Điệp",
            {DraftPart.CONTENT: "Cầu Bà Điệp hư lan can cả tháng nay. Ban ngày đông xe.", DraftPart.PLACE: "cầu Bà Điệp, ấp 3"},
        ),
        ("không phải ấp 3, ấp 4 mới đúng", {DraftPart.PLACE: "cầu Ông Điệp, ấp 4"}),
        ("ap 4 chu khong phai ap 3", {DraftPart.PLACE: "cầu Ông Điệp, ap 4"}),
        ("ấp 4 ko phải ấp 3", {DraftPart.PLACE: "cầu Ông Điệp, ấp 4"}),
        ("sai rồi, tổ 5 chứ không phải tổ 6", {DraftPart.ADDRESS: "số 12, tổ 5 ấp 5 xã Hòa Bình"}),
        ("tổ 7 chớ hổng phải 6", {DraftPart.ADDRESS: "số 12, tổ 7 ấp 5 xã Hòa Bình"}),
        ("nhầm rồi, tổ 8", {DraftPart.ADDRESS: "số 12, tổ 8 ấp 5 xã Hòa Bình"}),
        ("tổ 9 mới đúng", {DraftPart.ADDRESS: "số 12, tổ 9 ấp 5 xã Hòa Bình"}),
        ("ghi lộn số nhà, 15 chứ hông phải 12", {}),
        ("số 15 chứ hông phải 12", {DraftPart.ADDRESS: "số 15, tổ 6 ấp 5 xã Hòa Bình"}),
        ("sửa tổ 6 thành tổ 4 giùm", {DraftPart.ADDRESS: "số 12, tổ 4 ấp 5 xã Hòa Bình"}),
        ("Lành chứ không phải Lan", {DraftPart.NAME: "Nguyễn Thị Lành"}),
        ("tổ 5 chứ không phải tổ 9", {}),
    ],
)
def test_a_correction_fits_what_stands_there(text: str, changed: dict[DraftPart, str]) -> None:
    correction = correction_of(text)
    assert correction is not None
    assert fitting(WRITTEN, correction) == changed


@pytest.mark.parametrize(
    ("text", "act", "part", "new"),
    [
        ("số đt nhầm, 0987654321", Act.CHANGE, DraftPart.PHONE, "0987654321"),
        ("sdt cua tui la 0987654321", Act.CHANGE, DraftPart.PHONE, "0987654321"),
        ("tên tui là Nguyễn Thị Làn", Act.CHANGE, DraftPart.NAME, "Nguyễn Thị Làn"),
        ("tui tên Lê Thị Lành nha", Act.CHANGE, DraftPart.NAME, "Lê Thị Lành"),
        ("không, tên tui là Lê Thị Bười", Act.CHANGE, DraftPart.NAME, "Lê Thị Bười"),
        ("sửa tên thành Lê Văn B", Act.CHANGE, DraftPart.NAME, "Lê Văn B"),
        ("địa chỉ sai rồi, ấp 5 xã Hòa Bình", Act.CHANGE, DraftPart.ADDRESS, "ấp 5 xã Hòa Bình"),
        ("chỗ đó là ngã ba Cây Điệp", Act.CHANGE, DraftPart.PLACE, "ngã ba Cây Điệp"),
        ("thêm là ban đêm không có đèn", Act.ADD, DraftPart.CONTENT, "ban đêm không có đèn"),
        ("ghi thêm giùm tui là nước hôi lắm", Act.ADD, DraftPart.CONTENT, "nước hôi lắm"),
        ("quên nói là hố sâu lắm", Act.ADD, DraftPart.CONTENT, "hố sâu lắm"),
        ("bỏ câu cuối", Act.DROP, DraftPart.CONTENT, ""),
        ("xoá câu cuối đi", Act.DROP, DraftPart.CONTENT, ""),
        ("sai rồi", Act.UNSAID, None, ""),
        ("tên sai rồi", Act.UNSAID, DraftPart.NAME, ""),
    ],
)
def test_a_correction_names_what_it_speaks_of(text: str, act: Act, part: DraftPart | None, new: str) -> None:
    correction = correction_of(text)
    assert correction is not None
    assert (correction.act, correction.part, correction.new) == (act, part, new)


@pytest.mark.parametrize(
    "text",
    [
        "làm căn cước cần gì",
        "tổ 5, ấp 3",
        "chợ Bà Điểm",
        "Tên Lửa",
        "đường số 5 gần chợ",
        "cho hỏi thêm về khai sinh",
        "Nguyễn Văn Lộn",
        "xã Hòa Bình",
    ],
)
def test_places_names_and_questions_correct_nothing(text: str) -> None:
    assert correction_of(text) is None


def test_of_two_that_are_alike_none_is_changed() -> None:
    assert unit_swapped("từ tổ 3 tới tổ 4", "tổ 5") == ""
    assert without("chỉ một câu", "") == "chỉ một câu"


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("tên tui là Nguyễn Thị Lan ở tổ 6 ấp 3 số đt 0912345678", Contact("Nguyễn Thị Lan", "tổ 6 ấp 3", "0912345678")),
        ("em là Hoa ở thôn 3, 0912345678", Contact("Hoa", "thôn 3", "0912345678")),
        ("toi ten Tran Van Ba o ap 2 sdt 0912345678", Contact("Tran Van Ba", "ap 2", "0912345678")),
        ("thôn 3, em là Hoa 0912345678", Contact("Hoa", "thôn 3", "0912345678")),
        ("Nguyễn Văn An\nThôn 3, xã Hòa Bình\n0912 345 678", Contact("Nguyễn Văn An", "Thôn 3, xã Hòa Bình", "0912345678")),
    ],
)
def test_how_people_give_themselves_is_not_part_of_their_name(text: str, contact: Contact) -> None:
    assert read_contact(text) == contact


@pytest.mark.parametrize(
    ("text", "who", "rest"),
    [
        ("mẹ em tên Trần Thị Bốn, thôn 3, em là Hoa 0912345678", "mẹ: Trần Thị Bốn, thôn 3", "em là Hoa 0912345678"),
        ("má tui tên là Lê Thị Út", "má: Lê Thị Út", ""),
        ("bà nội con tên Sáu, con là Tí ở ấp 3", "bà nội: Sáu", "con là Tí ở ấp 3"),
        ("Nguyễn Văn An\nthôn 3", "", "Nguyễn Văn An\nthôn 3"),
        ("tôi tên Bà Văn Má", "", "tôi tên Bà Văn Má"),
    ],
)
def test_whom_it_concerns_is_told_from_who_sends_it(text: str, who: str, rest: str) -> None:
    assert tuple(part.strip(" ,") for part in concerned(text)) == (who, rest)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("mẹ em già không biết chữ nên em gửi giùm: đường trước nhà ngập", "mẹ"),
        ("tui nhắn giùm bà hàng xóm, cống trước nhà bà nghẹt", "bà hàng xóm"),
        ("gui dum ba noi, den duong hu", "ba noi"),
        ("đèn đường hư mấy bữa nay", ""),
        ("mẹ tôi té ở đó, nhờ xã sửa giùm", ""),
    ],
)
def test_for_whom_a_petition_is_sent(text: str, who: str) -> None:
    assert filed_for(text) == who


@pytest.mark.parametrize(
    ("text", "told", "is_certain"),
    [
        ("quán karaoke số 12 Lê Lợi hát cả đêm", "quán karaoke số 12 Lê Lợi hát cả đêm", True),
        ("nhà ông Tám kế bên số 5", "nhà ông Tám kế bên số 5", True),
        ("Nguyễn Văn Tám, 0912345678, quán ở số 12 Lê Lợi hát suốt đêm", "quán ở số 12 Lê Lợi hát suốt đêm", True),
        ("tiệm tạp hóa cô Ba ấp 3", "tiệm tạp hóa cô Ba ấp 3", False),
    ],
)
def test_where_others_live_or_work_is_no_address_of_the_sender(text: str, told: str, is_certain: bool) -> None:
    place = told_place(text)
    assert place is not None
    assert (place.text, place.is_certain) == (told, is_certain)


@pytest.mark.parametrize(
    "text", ["số 12 Lê Lợi", "Nguyễn Văn An\nThôn 3, xã Hòa Bình\n0912 345 678", "nhà tôi ở thôn 3", "Trần Văn Quán, ấp 2"]
)
def test_a_home_is_no_place_of_others(text: str) -> None:
    assert told_place(text) is None


@pytest.mark.parametrize(
    ("text", "old", "new", "right"),
    [
        ("rác đổ đầu xóm Sen 2 hai tuần nay", "xóm Sen 2", "quên, rác đổ ở đầu xóm Sen 3", "rác đổ đầu xóm Sen 3 hai tuần nay"),
        ("cống tắc ở tổ 6", "tổ 6", "cái cống tắc là ở tổ 5", "cống tắc ở tổ 5"),
        ("Cầu Ông Điệp gãy lan can", "Ông Điệp", "cầu Bà Điệp", "Cầu Bà Điệp gãy lan can"),
        ("đèn hỏng trước nhà văn hóa", "nhà văn hóa", "trạm y tế", "đèn hỏng trước trạm y tế"),
    ],
)
def test_of_a_sentence_that_corrects_only_what_is_like_the_wrong_words_stands_in_their_place(
    text: str, old: str, new: str, right: str
) -> None:
    assert swapped(text, old, new) == right
