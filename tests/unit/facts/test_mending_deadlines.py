"""How long somebody has to mend what they handed in is told as that, after what must be begun by a day, and never as such a day."""

from __future__ import annotations

import pytest

from bot.answers.lines.deadlines import are_within
from knowledge.facts.citizen_deadlines import deadlines_in
from knowledge.facts.deadline_mends import mends_in
from knowledge.records.procedure import Procedure

# As official records word it: 1.013206, 1.014613, 1.005399, 1.007281, 1.115423, 1.013961.
TOLD = [
    (
        "Trong thời hạn 30 ngày kể từ ngày thông báo, chủ xe có trách nhiệm bổ sung, hoàn thiện hồ sơ thiết kế cải tạo",
        "trong 30 ngày kể từ ngày cơ quan yêu cầu",
    ),
    (
        (
            "Trong thời hạn 15 ngày kể từ ngày nhận được thông báo bằng văn bản của Sở Văn hóa, Thể thao và Du lịch/Sở Văn hóa và Thể thao,"
            " tổ chức, cá nhân đề nghị cấp lại Giấy phép hoạt động bảo tàng có trách nhiệm bổ sung hoặc chỉnh sửa thành phần hồ sơ liên quan"
        ),
        "trong 15 ngày kể từ ngày nhận được thông báo",
    ),
    (
        (
            "Tổ chức, cá nhân gửi văn bản cung cấp bổ sung thông tin, giải trình đến cơ quan thẩm định hồ sơ trong thời hạn không quá 10 ngày kể từ"
            " ngày cơ quan thẩm định hồ sơ gửi văn bản (thời gian này không tính vào thời hạn giải quyết hồ sơ)"
        ),
        "trong 10 ngày kể từ ngày cơ quan yêu cầu",
    ),
    (
        "Bên đăng ký chuyển giao công nghệ có trách nhiệm bổ sung hồ sơ trong thời hạn 30 ngày kể từ ngày nhận được văn bản đề nghị bổ sung hồ sơ",
        "trong 30 ngày kể từ ngày nhận được văn bản",
    ),
    (
        (
            "Trong thời hạn 10 ngày làm việc, kể từ ngày nhận được công văn yêu cầu của Ủy ban nhân dân cấp tỉnh, doanh nghiệp đề nghị cấp Giấy chứng"
            " nhận có trách nhiệm bổ sung, sửa chữa và gửi lại Ủy ban nhân dân cấp tỉnh"
        ),
        "trong 10 ngày làm việc kể từ ngày nhận được công văn",
    ),
]
NOT_TOLD = [
    "Trong thời hạn 05 ngày làm việc kể từ ngày nhận được thông báo, Sở Y tế có trách nhiệm bổ sung danh sách",
    "Trong thời hạn 30 ngày kể từ ngày nhận được thông báo kết quả trúng tuyển, người trúng tuyển phải hoàn thiện hồ sơ tuyển dụng",
    "Trong thời hạn 45 ngày kể từ ngày cơ quan tiếp nhận có văn bản yêu cầu, cơ sở phải nộp hồ sơ đánh giá định kỳ kèm theo giải trình",
    (
        "Trong thời hạn 10 ngày làm việc kể từ ngày nhận được văn bản đề nghị của ngân hàng thương mại, chi nhánh ngân hàng nước ngoài, Ngân hàng"
        " Nhà nước có quyết định sửa đổi địa chỉ"
    ),
    "Trong thời hạn 10 ngày kể từ ngày nhận được hồ sơ, người nộp bổ sung giấy tờ",
    "Trong thời hạn 05 ngày kể từ ngày nhận được thông báo, doanh nghiệp nộp phí và bổ sung hồ sơ",
]


@pytest.mark.parametrize(("clause", "said"), TOLD)
def test_it_is_read_with_what_it_is(clause: str, said: str) -> None:
    (line,) = mends_in(clause)
    assert line == f"bị yêu cầu bổ sung, sửa hồ sơ: {said}"
    assert are_within((line,))


@pytest.mark.parametrize("clause", NOT_TOLD)
def test_what_an_office_does_or_what_is_begun_is_none(clause: str) -> None:
    assert list(mends_in(clause)) == []


def test_a_day_by_which_something_is_begun_is_told_alone() -> None:
    begins = "Người dân phải nộp hồ sơ ít nhất 10 ngày trước ngày hết hạn của giấy phép."
    record = Procedure(code="9.000001", name="Cấp lại giấy phép", steps=f"{begins}\n{TOLD[0][0]}.")
    found = deadlines_in(record)
    assert found is not None
    assert found.lines == ("ít nhất 10 ngày trước ngày hết hạn của giấy phép",)


@pytest.mark.parametrize(
    ("lines", "is_within"),
    [
        (["Nộp qua mạng: trong một ngày kể từ khi nhận mẫu trích lục gửi về, xem lại và xác nhận."], True),
        (["Sau khi có giấy mà đổi tên, địa chỉ: đăng ký thay đổi trong 10 ngày."], True),
        (["60 ngày kể từ ngày sinh con.", "Nộp qua mạng: trong một ngày kể từ khi nhận mẫu giấy khai sinh gửi về."], False),
        (["05 ngày kể từ ngày có thay đổi về chức vụ, học vấn: đăng ký bổ sung."], False),
        (["30 ngày kể từ ngày nhận được thông báo trúng tuyển: nộp đơn."], False),
        ([], False),
    ],
)
def test_only_what_is_due_once_something_is_handed_in_is_within(lines: list[str], is_within: bool) -> None:
    assert are_within(lines) is is_within


# As official records word it: 1.011327, 2.000046, 1.001411, 1.003838, 1.014138, 1.001108.
LAPSES = [
    (
        "Trường hợp quá 30 ngày kể từ khi nhận được thông báo, cơ sở không bổ sung, hoàn chỉnh hồ sơ theo yêu cầu thì hồ sơ không còn giá trị",
        "trong 30 ngày kể từ ngày nhận được thông báo",
    ),
    (
        (
            "Sau thời hạn 15 (mười lăm) ngày làm việc kể từ ngày gửi văn bản đề nghị mà hồ sơ đăng ký không được bổ sung đầy đủ theo quy định,"
            " cơ quan tiếp nhận hồ sơ có quyền huỷ bỏ việc xử lý"
        ),
        "trong 15 ngày làm việc kể từ ngày cơ quan yêu cầu",
    ),
    (
        (
            "Sau 90 ngày làm việc kể từ khi có công văn yêu cầu sửa đổi, bổ sung nếu tổ chức, cá nhân không sửa đổi, bổ sung thì hồ sơ không còn"
            " giá trị"
        ),
        "trong 90 ngày làm việc kể từ ngày cơ quan yêu cầu",
    ),
    (
        (
            "- Trong thời hạn 15 ngày làm việc kể từ ngày nhận được yêu cầu bổ sung, chỉnh sửa hồ sơ, cơ quan, tổ chức, cá nhân phải bổ sung,"
            " hoàn thiện và nộp lại hồ sơ"
        ),
        "trong 15 ngày làm việc kể từ ngày nhận được yêu cầu",
    ),
    (
        (
            "Trong thời hạn 30 ngày kể từ ngày nhận được văn bản yêu cầu sửa đổi, bổ sung (trường hợp nộp hồ sơ bản giấy), cơ sở khám bệnh, chữa"
            " bệnh có trách nhiệm sửa đổi, bổ sung hồ sơ"
        ),
        "trong 30 ngày kể từ ngày nhận được văn bản",
    ),
    (
        "Trong thời hạn 07 ngày tính từ khi nhận lại hồ sơ, cá nhân nộp hồ sơ đã hoàn thiện đến cơ quan tiếp nhận",
        "trong 07 ngày kể từ ngày nhận lại hồ sơ",
    ),
]


@pytest.mark.parametrize(("clause", "told"), LAPSES)
def test_what_lapses_unless_it_is_mended_tells_how_long(clause: str, told: str) -> None:
    assert list(mends_in(clause)) == [f"bị yêu cầu bổ sung, sửa hồ sơ: {told}"]


@pytest.mark.parametrize(
    "clause",
    [
        "Sau thời hạn 20 ngày kể từ ngày gửi văn bản yêu cầu xác minh mà không nhận được văn bản trả lời thì công chức ghi vào Sổ đăng ký",
        "Quá 30 ngày kể từ ngày thông báo mà Sở Tư pháp không bổ sung hồ sơ thì Bộ Tư pháp trả lại",
        "Sau 10 ngày làm việc kể từ ngày gửi Thông báo mà không nhận được ý kiến phản hồi, tổ chức, cá nhân được phép lắp đặt",
    ],
)
def test_an_office_that_does_not_answer_lapses_nothing(clause: str) -> None:
    assert list(mends_in(clause)) == []
