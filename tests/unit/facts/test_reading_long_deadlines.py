"""Deadlines of the official text that were unread: long events, days of reception, what must be registered, banks, councils."""

from __future__ import annotations

import pytest

from knowledge.facts.citizen_deadlines import deadlines_in
from knowledge.records.procedure import Procedure

# As official records word it: 1.013139, 2.001538, 1.003747, 1.003020, 2.000597, 1.012517.
TOLD = [
    (
        (
            "Trong thời hạn 05 ngày, kể từ ngày công dân đã đăng ký nghĩa vụ quân sự nhận được quyết định bổ nhiệm hoặc được biên chế vào chức"
            " danh thuộc diện miễn gọi nhập ngũ trong thời chiến, thì cơ quan, tổ chức nơi công dân công tác phải đăng ký miễn gọi nhập ngũ."
        ),
        (
            "trong 05 ngày kể từ ngày công dân đã đăng ký nghĩa vụ quân sự nhận được quyết định bổ nhiệm hoặc được biên chế vào chức danh thuộc"
            " diện miễn gọi nhập ngũ trong thời chiến"
        ),
    ),
    ("Ngân hàng Nhà nước nhận hồ sơ trước ngày 31/3 hằng năm đối với Bảo hiểm tiền gửi Việt Nam.", "trước ngày 31/3 hằng năm"),
    (
        "Đối với cơ sở đào tạo nhận hồ sơ trước ngày 15/8 hằng năm.",
        "trước ngày 15/8 hằng năm (đối với cơ sở đào tạo)",
    ),
    (
        "Trong thời hạn sáu (06) tháng kể từ ngày nhập khẩu vào Việt Nam, tàu bay phải được đăng ký mang quốc tịch Việt Nam.",
        "trong sáu tháng kể từ ngày nhập khẩu vào Việt Nam",
    ),
    (
        (
            "Hồ sơ đề nghị gia hạn giấy phép yêu cầu gửi cho cơ quan tiếp nhận hồ sơ trước thời điểm giấy phép hết hiệu lực ít nhất là 30"
            " ngày."
        ),
        "ít nhất 30 ngày trước thời điểm giấy phép hết hiệu lực",
    ),
    # 1.001458, 1.009095, 1.003371
    (
        "Trong thời hạn 48 giờ kể từ khi phát hiện thẻ ABTC bị mất thì doanh nhân thực hiện việc trình báo mất theo quy định.",
        "trong 48 giờ kể từ khi phát hiện thẻ ABTC bị mất",
    ),
    (
        "Người khai hải quan nộp chứng từ trước khi tàu rời ga 30 phút đối với tàu khách.",
        "30 phút trước khi tàu rời ga",
    ),
    (
        (
            "Trước thời hạn Giấy chứng nhận doanh nghiệp nông nghiệp ứng dụng công nghệ cao hết hiệu lực 45 ngày, doanh nghiệp lập hồ sơ đề"
            " nghị cấp lại."
        ),
        "45 ngày trước thời hạn Giấy chứng nhận doanh nghiệp nông nghiệp ứng dụng công nghệ cao hết hiệu lực",
    ),
    (
        (
            "Tổ chức, cá nhân có thời hạn tối đa 01 tháng kể từ ngày nhận được thông báo để sửa đổi, bổ sung hồ sơ, trừ trường hợp bất khả"
            " kháng."
        ),
        "bị yêu cầu bổ sung, sửa hồ sơ: trong 01 tháng kể từ ngày nhận được thông báo",
    ),
    (
        (
            "Trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản thông báo của bộ, ngành, cơ quan, tổ chức ở trung ương, cá nhân, tổ"
            " chức đề nghị có trách nhiệm bổ sung hồ sơ."
        ),
        "bị yêu cầu bổ sung, sửa hồ sơ: trong 05 ngày làm việc kể từ ngày nhận được văn bản",
    ),
    (
        (
            "Trong thời hạn 90 ngày kể từ ngày Ngân hàng Nhà nước chấp thuận nguyên tắc hợp nhất, tổ chức tín dụng lập hồ sơ đề nghị chấp"
            " thuận hợp nhất."
        ),
        "trong 90 ngày kể từ ngày Ngân hàng Nhà nước chấp thuận nguyên tắc hợp nhất",
    ),
]


def read(steps: str) -> list[str]:
    found = deadlines_in(Procedure.model_validate({"code": "9.000001", "name": "Thử", "steps": steps}))
    return list(found.lines) if found else []


@pytest.mark.parametrize(("text", "line"), TOLD)
def test_kinds_of_clauses_that_were_unread(text: str, line: str) -> None:
    assert read(text) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "Trong thời hạn 05 ngày kể từ ngày nhận đủ hồ sơ, kết quả phải được thông báo cho người nộp.",
        "Trong thời hạn 10 ngày kể từ ngày khảo sát, cơ quan đăng ký phải được thông báo.",
        "Bộ phận một cửa nhận hồ sơ trong giờ làm việc và chuyển phòng chuyên môn trước 03 ngày.",
        "Giấy phép có thời hạn 05 năm kể từ ngày cấp và có thể được gia hạn; nhà xuất bản nộp hồ sơ tại Sở.",
        "Doanh nghiệp phải cập nhật lên trang thông tin điện tử trong thời hạn 07 ngày kể từ ngày có thay đổi về thông tin.",
    ],
)
def test_what_an_office_tells_or_what_is_only_shown_is_no_deadline(text: str) -> None:
    assert read(text) == []


def test_what_an_office_does_next_is_no_part_of_a_long_event() -> None:
    steps = (
        "Bước 1: Nộp hồ sơ.\nBước 2: Trong 03 ngày làm việc kể từ ngày họp hội đồng công nhận tiến bộ kỹ thuật, xét hồ sơ thông qua lần đầu"
        " cơ quan có thẩm quyền thông báo bằng văn bản về kết quả họp và các nội dung cần hoàn thiện, tổ chức phải nộp lại."
    )
    assert not any("thông báo bằng văn bản" in line for line in read(steps))


def test_one_day_of_every_year_is_told_once_however_it_is_spelt() -> None:
    steps = "Hộ gia đình gửi đề nghị đến xã trước ngày 30/9 hàng năm.\nHộ gia đình gửi đề nghị đến xã trước ngày 30/9 hằng năm."
    assert read(steps) == ["trước ngày 30/9 hàng năm"]


def test_a_council_that_asks_for_more_begins_the_time_to_mend() -> None:
    steps = (
        "Bước 1: Nộp hồ sơ.\nBước 2: Tổ chức, doanh nghiệp có trách nhiệm hoàn thiện hồ sơ điều chỉnh thử nghiệm theo yêu cầu của Hội đồng"
        " và nộp lại trong thời hạn 30 ngày làm việc, kể từ ngày họp Hội đồng."
    )
    assert read(steps) == ["bị yêu cầu bổ sung, sửa hồ sơ: trong 30 ngày làm việc kể từ ngày họp Hội đồng"]


def test_a_bank_s_letter_begins_the_time_to_mend() -> None:
    steps = (
        "Bước 1: Nộp hồ sơ.\nBước 2: Tổ chức tài chính vi mô bổ sung, hoàn thiện hồ sơ trong thời hạn tối đa 60 ngày kể từ ngày Ngân hàng Nhà"
        " nước có văn bản yêu cầu bổ sung, hoàn thiện hồ sơ."
    )
    assert read(steps) == ["bị yêu cầu bổ sung, sửa hồ sơ: trong 60 ngày kể từ ngày cơ quan yêu cầu"]
