"""By when the citizen must act, read from the official text: what is an office's, or of the procedure itself, is never taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.answers.lines.deadlines import are_within
from knowledge.facts.citizen_deadlines import MOST, deadlines_in
from knowledge.records.procedure import Procedure, Submission, Way
from tests.support.strategies import vietnamese


def read(steps: str = "", **fields: object) -> list[str]:
    found = deadlines_in(Procedure.model_validate({"code": "9.000001", "name": "Thử", "steps": steps, **fields}))
    return list(found.lines) if found else []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Trong thời hạn 60 ngày kể từ ngày sinh con, cha hoặc mẹ có trách nhiệm đăng ký khai sinh.", "trong 60 ngày kể từ ngày sinh con"),
        (
            "Trước ngày tổ chức lễ hội ít nhất 20 ngày, đơn vị tổ chức gửi hồ sơ đến Sở Văn hóa.",
            "ít nhất 20 ngày trước ngày tổ chức lễ hội",
        ),
        (
            "- Chậm nhất 03 (ba) ngày làm việc trước ngày tạm ngừng kinh doanh, hộ phải gửi thông báo.",
            "ít nhất 03 ngày làm việc trước ngày tạm ngừng kinh doanh",
        ),
        (
            "Trong thời hạn 15 ngày trước ngày hết thời hạn tạm trú, công dân phải làm thủ tục gia hạn.",
            "trong 15 ngày trước ngày hết thời hạn tạm trú",
        ),
        (
            "Người bị mất nộp đơn cho Công an cấp xã trong thời hạn 02 ngày làm việc kể từ khi phát hiện hộ chiếu bị mất.",
            "trong 02 ngày làm việc kể từ khi phát hiện hộ chiếu bị mất",
        ),
        (
            "Doanh nghiệp đăng ký với Cơ quan đăng ký kinh doanh nơi đặt văn phòng đại diện trong thời hạn 10 ngày kể từ ngày có thay đổi.",
            "trong 10 ngày kể từ ngày có thay đổi",
        ),
        (
            "Trong thời hạn 10 ngày kể từ ngày quyết định chấm dứt hoạt động, doanh nghiệp gửi thông báo đến Cơ quan đăng ký kinh doanh.",
            "trong 10 ngày kể từ ngày quyết định chấm dứt hoạt động",
        ),
        (
            "Trong thời hạn mười ngày làm việc, kể từ ngày quyết định thay đổi, tổ chức hành nghề luật sư phải đăng ký tại trụ sở Sở Tư pháp.",
            "trong mười ngày làm việc kể từ ngày quyết định thay đổi",
        ),
        (
            "Người đã đăng ký có trách nhiệm thông báo trong thời hạn 90 ngày kể từ ngày có sự thay đổi chỗ ở để cơ quan cập nhật hồ sơ.",
            "trong 90 ngày kể từ ngày có sự thay đổi chỗ ở",
        ),
        (
            "Thương nhân gửi hồ sơ đến Sở Công Thương tối thiểu trước 03 ngày làm việc trước khi thực hiện khuyến mại.",
            "ít nhất 03 ngày làm việc trước khi thực hiện khuyến mại",
        ),
        (
            "Người hành nghề phải xin cấp lại ít nhất 15 ngày làm việc trước thời điểm giấy chứng nhận đã được cấp hết hạn.",
            "ít nhất 15 ngày làm việc trước thời điểm giấy chứng nhận đã được cấp hết hạn",
        ),
        (
            "Chậm nhất 15 ngày làm việc trước khi thẻ hết hạn, phóng viên phải gửi hồ sơ gia hạn đến Cục Báo chí, Bộ Ngoại giao.",
            "ít nhất 15 ngày làm việc trước khi thẻ hết hạn",
        ),
        (
            "Chậm nhất là 20 ngày trước ngày diễn ra lễ không có trong văn bản đã đăng ký, ban quản lý cơ sở gửi bản đăng ký bổ sung đến xã.",
            "ít nhất 20 ngày trước ngày diễn ra lễ không có trong văn bản đã đăng ký",
        ),
        (
            "Tối thiểu (chậm nhất) 30 ngày trước ngày khai mạc, thương nhân gửi hồ sơ đăng ký đến Sở Công Thương.",
            "ít nhất 30 ngày trước ngày khai mạc",
        ),
        (
            "Tổ chức gửi hồ sơ trực tiếp; qua bưu chính tới Ủy ban nhân dân cấp tỉnh ít nhất 07 ngày làm việc trước ngày dự kiến tổ chức.",
            "ít nhất 07 ngày làm việc trước ngày dự kiến tổ chức",
        ),
        (
            "Việc khai báo phải được thực hiện trong 10 ngày làm việc kể từ ngày tổ chức, cá nhân tiếp nhận thiết bị.",
            "trong 10 ngày làm việc kể từ ngày tổ chức, cá nhân tiếp nhận thiết bị",
        ),
        (
            "Trong thời hạn 20 ngày làm việc, kể từ ngày niêm yết thông báo, cha mẹ trẻ mẫu giáo; học sinh nộp đơn cho cơ sở giáo dục.",
            "trong 20 ngày làm việc kể từ ngày niêm yết thông báo",
        ),
        (
            "Thời hạn nộp hồ sơ quyết toán thuế năm chậm nhất là ngày cuối cùng của tháng thứ 3 kể từ ngày kết thúc năm dương lịch.",
            "nộp hồ sơ quyết toán thuế năm: chậm nhất ngày cuối cùng của tháng thứ 3 kể từ ngày kết thúc năm dương lịch",
        ),
        (
            "Người nộp thuế gửi hồ sơ đến cơ quan thuế chậm nhất là ngày thứ 20 của tháng tiếp theo (đối với trường hợp khai theo tháng).",
            "chậm nhất ngày thứ 20 của tháng tiếp theo (đối với trường hợp khai theo tháng)",
        ),
    ],
)
def test_who_must_act_is_read_with_the_event(text: str, line: str) -> None:
    assert read(text) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ, Sở Xây dựng cấp giấy phép.",
        "Cơ quan đăng ký có trách nhiệm thông báo trong 03 ngày kể từ ngày có thay đổi.",
        "Trong thời hạn 10 ngày kể từ ngày nhận được thông báo, doanh nghiệp phải nộp hồ sơ.",
        "Trường hợp không triển khai trong thời hạn 30 ngày kể từ ngày bắt đầu thử nghiệm thì tổ chức phải báo cáo.",
        "Doanh nghiệp có trách nhiệm bổ sung trong 07 ngày kể từ ngày khai trương.",
        "Bước 1: Tổ chức nộp hồ sơ.\nBước 2: Trong thời hạn 30 ngày kể từ ngày hợp nhất, công ty phải báo cáo.",
        "Người lao động phải có thời gian làm việc 12 tháng.",
        "Trong thời hạn 20 ngày kể từ ngày khai giảng, cơ sở giáo dục nghề nghiệp thông báo cho học sinh để học sinh nộp hồ sơ.",
        "Trong thời hạn 60 ngày kể từ ngày quyết định thành lập hội có hiệu lực, ban vận động thành lập hội phải tổ chức đại hội.",
        "Trong 05 ngày làm việc, kể từ khi kết thúc đánh giá tại cơ sở, đoàn đánh giá phải gửi kết luận.",
        "Đối với dầu thô, người nộp thuế nộp hồ sơ chậm nhất là ngày thứ 20 của tháng tiếp theo.",
        "Trong 30 ngày kể từ ngày Thông tư có hiệu lực thi hành, cá nhân phải nộp hồ sơ.",
        "Trong thời hạn 60 ngày kể từ ngày sinh con.",
        "Ít nhất 05 ngày trước ngày hết hạn nhận hồ sơ, tổ chức phải gửi văn bản bổ sung.",
        "Trong thời hạn 10 ngày kể từ ngày hết hạn niêm yết, tổ chức nộp hồ sơ.",
    ],
)
def test_what_is_no_duty_of_the_citizen_is_left_out(text: str) -> None:
    assert read(text) == []


def test_the_part_that_says_it_is_named_the_steps_first() -> None:
    said = "Trong thời hạn {} ngày kể từ ngày đổi chỗ ở, công dân phải đăng ký."
    record = Procedure(
        code="9.000001", name="Thử", conditions=said.format(10), submissions=(Submission(way=Way.DIRECT, note=said.format(20)),)
    )
    found = deadlines_in(record)
    assert found
    assert (found.lines, found.basis) == (("trong 10 ngày kể từ ngày đổi chỗ ở",), "Yêu cầu, điều kiện")


def test_few_are_told_and_each_once() -> None:
    events = ("đổi chỗ ở", "đổi chỗ ở", "sinh con", "bán xe", "xây nhà")
    lines = [f"Trong thời hạn 5 ngày kể từ ngày {event}, công dân phải đăng ký." for event in events]
    assert read("\n".join(lines)) == [f"trong 5 ngày kể từ ngày {event}" for event in ("đổi chỗ ở", "sinh con", "bán xe")]
    assert MOST == 3


def test_of_two_times_for_one_event_the_first_is_told() -> None:
    first = "Tổ chức gửi hồ sơ ít nhất 30 ngày trước ngày dự kiến tổ chức cuộc thi."
    changed = "Trường hợp đổi địa điểm, tổ chức gửi thông báo ít nhất 05 ngày trước ngày tổ chức cuộc thi."
    assert read(f"{first}\n{changed}") == ["ít nhất 30 ngày trước ngày dự kiến tổ chức cuộc thi"]


def test_two_times_with_their_cases_are_both_told() -> None:
    said = "Ít nhất 01 ngày trước thời điểm xuất khẩu (đối với hàng tươi) hoặc ít nhất 02 ngày trước thời điểm xuất khẩu"
    lines = read(f"{said} (đối với hàng khô), chủ hàng nộp hồ sơ.")
    assert lines == [
        "ít nhất 01 ngày trước thời điểm xuất khẩu (đối với hàng tươi)",
        "ít nhất 02 ngày trước thời điểm xuất khẩu (đối với hàng khô)",
    ]


@given(vietnamese)
def test_words_without_a_number_are_no_deadline(text: str) -> None:
    assert read("".join(sign for sign in text if not sign.isdigit())) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Doanh nghiệp nộp hồ sơ đề nghị cấp lại giấy phép cho cơ quan cấp giấy phép trong 10 ngày kể từ ngày giấy phép hết hạn.",
            "trong 10 ngày kể từ ngày giấy phép hết hạn",
        ),
        (
            "Chậm nhất 30 ngày trước khi hết hạn Giấy phép đã được cấp, cơ quan, tổ chức, doanh nghiệp muốn gia hạn gửi văn bản tới Sở Văn hóa.",
            "ít nhất 30 ngày trước khi hết hạn Giấy phép đã được cấp",
        ),
        (
            "Trong thời hạn 30 ngày kể từ thời điểm trẻ sinh ra sống, thân nhân của trẻ nộp tờ khai đề nghị cấp giấy chứng sinh.",
            "trong 30 ngày kể từ thời điểm trẻ sinh ra sống",
        ),
        (
            "Trong thời hạn 05 năm, kể từ ngày bản án, quyết định có hiệu lực, người được thi hành án có quyền đề nghị cơ quan cấp giấy.",
            "trong 05 năm kể từ ngày bản án, quyết định có hiệu lực",
        ),
        (
            "Trước ít nhất 10 ngày nhưng không quá 45 ngày trước khi hết hạn giấy phép, người sử dụng lao động nộp hồ sơ đề nghị gia hạn.",
            "trước ít nhất 10 ngày nhưng không quá 45 ngày trước khi hết hạn giấy phép",
        ),
        (
            "Trước ngày 15 tháng 8 hằng năm, học sinh, sinh viên nộp hồ sơ trực tiếp hoặc qua bưu chính.",
            "trước ngày 15 tháng 8 hằng năm",
        ),
        (
            "Cá nhân gửi hồ sơ về đơn vị trực tiếp quản lý chậm nhất là ngày 15 tháng 8 của năm xét tặng.",
            "chậm nhất là ngày 15 tháng 8 của năm xét tặng",
        ),
        (
            "Hộ gia đình, cá nhân hoặc cơ quan, tổ chức lo việc mai táng, sau khi hoàn thành việc mai táng trong vòng 30 ngày nộp hồ sơ.",
            "trong 30 ngày sau khi hoàn thành việc mai táng",
        ),
        (
            "Người có yêu cầu gia hạn gửi văn bản đề nghị đến Trung tâm trước khi hết thời gian sử dụng đất kết hợp 30 ngày.",
            "30 ngày trước khi hết thời gian sử dụng đất kết hợp",
        ),
        (
            "Tổ chức, cá nhân có tàu nước ngoài phải thông báo trước khi cập cảng 72 giờ với cơ quan quản lý nhà nước về thủy sản.",
            "72 giờ trước khi cập cảng",
        ),
        (
            "Trước thời hạn ít nhất 15 ngày, cá nhân, tổ chức đăng nhập hệ thống để làm thủ tục gia hạn.",
            "ít nhất 15 ngày trước thời hạn",
        ),
        (
            "Chậm nhất 07 ngày sau buổi thi cuối cùng của kỳ thi, thí sinh phải nộp hồ sơ đặc cách cho Thủ trưởng đơn vị.",
            "trong 07 ngày sau buổi thi cuối cùng của kỳ thi",
        ),
        (
            "Thời gian cơ quan, tổ chức, cá nhân nộp hồ sơ hỗ trợ: chậm nhất là 90 ngày kể từ ngày thực hiện hỏa táng.",
            "trong 90 ngày kể từ ngày thực hiện hỏa táng",
        ),
    ],
)
def test_who_stands_beside_a_time_decides_whatever_offices_a_clause_names(text: str, line: str) -> None:
    assert read(text) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "Trong thời hạn 10 ngày kể từ ngày nhận được đơn tố cáo, người giải quyết phải thông báo cho cá nhân.",
        "Trong thời hạn 30 ngày kể từ ngày nhận được thông báo, tổ chức, cá nhân nộp hồ sơ bổ sung cho Sở.",
        "Trong thời hạn 02 ngày làm việc kể từ ngày nhận được quyết định, Thuế tỉnh hạch toán tiền mà chủ đầu tư đã nộp.",
        "Việc gia hạn được thông báo cho bên nộp hồ sơ chậm nhất 03 ngày làm việc trước ngày hết thời hạn ra quyết định.",
        "Hội bị thu hồi quyết định không được thành lập lại trong thời hạn 03 năm kể từ ngày bị thu hồi quyết định cho phép.",
        "Trước ngày 15 tháng 10 hàng năm, Văn phòng Ủy ban nhân dân tỉnh gửi công văn đến tổ chức, cá nhân.",
        "Doanh nghiệp gửi báo cáo về Sở trước ngày 15 tháng 01 hàng năm.",
        "Trong thời hạn 05 ngày làm việc kể từ ngày thực hiện kiểm dịch, cơ quan kiểm dịch cấp giấy, chủ hàng nộp phí.",
        "Chậm nhất 06 giờ trước khi người điều khiển, người đi trên phương tiện dự kiến đến cửa khẩu phải khai báo.",
        "Trước ngày 01 tháng 7 năm 2025, cá nhân nộp hồ sơ tại Công an huyện.",
        "Cá nhân gửi phiếu, đoàn tổng hợp hồ sơ của cá nhân trình Hội đồng cấp thành phố trước ngày 15 tháng 01 năm sau.",
    ],
)
def test_a_time_with_an_office_or_no_whole_event_beside_it_is_none(text: str) -> None:
    assert read(text) == []


def test_a_first_step_told_again_begins_another_way() -> None:
    text = "Bước 1: Cá nhân nộp hồ sơ.\nBước 2: Sở trả kết quả.\nBước 1: Trong thời hạn 10 ngày kể từ ngày có kết quả giám định, cá nhân gửi hồ sơ."
    assert read(text) == ["trong 10 ngày kể từ ngày có kết quả giám định"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Trong thời hạn 07 ngày sau khi hoàn tất việc tăng, giảm vốn góp của quỹ, công ty quản lý quỹ phải thông báo cho cơ quan đăng ký.",
            "trong 07 ngày kể từ khi hoàn tất việc tăng, giảm vốn góp của quỹ",
        ),
        (
            "Chậm nhất 02 giờ trước khi tàu biển đang đóng hoặc sửa chữa, hoán cải chạy thử người làm thủ tục nộp, xuất trình cho Cảng vụ.",
            "ít nhất 02 giờ trước khi tàu biển đang đóng hoặc sửa chữa, hoán cải chạy thử",
        ),
        (
            "Trong thời hạn 07 ngày làm việc, kể từ ngày xe hết niên hạn sử dụng, xe hư hỏng không sử dụng được, xe bị thải bỏ, chủ xe phải khai báo.",
            "trong 07 ngày làm việc kể từ ngày xe hết niên hạn sử dụng, xe hư hỏng không sử dụng được, xe bị thải bỏ",
        ),
        (
            "Cơ sở thông báo cho cơ quan bảo hiểm xã hội ít nhất 03 ngày làm việc trước khi khám bệnh, chữa bệnh ngoài giờ hành chính.",
            "ít nhất 03 ngày làm việc trước khi khám bệnh, chữa bệnh ngoài giờ hành chính",
        ),
        (
            (
                "Trong thời hạn 15 ngày kể từ ngày trường bán trú, trường có học sinh bán trú và cơ sở giáo dục thường xuyên đóng trên địa bàn xã "
                "thông báo, mỗi đối tượng nộp hồ sơ cho trường."
            ),
            "trong 15 ngày kể từ ngày trường bán trú, trường có học sinh bán trú và cơ sở giáo dục thường xuyên đóng trên địa bàn xã thông báo",
        ),
        (
            "Tổ chức gửi hồ sơ tới Ủy ban nhân dân cấp tỉnh ít nhất 30 ngày làm việc trước ngày dự kiến tổ chức cuộc thi, liên hoan",
            "ít nhất 30 ngày làm việc trước ngày dự kiến tổ chức cuộc thi, liên hoan",
        ),
        (
            "Doanh nghiệp gửi hồ sơ trong thời hạn 30 ngày kể từ ngày được cấp Giấy chứng nhận đăng ký doanh nghiệp",
            "trong 30 ngày kể từ ngày được cấp Giấy chứng nhận đăng ký doanh nghiệp",
        ),
        (
            "Doanh nghiệp muốn gia hạn gửi hồ sơ ít nhất 90 ngày trước ngày giấy phép hết hạn và chịu trách nhiệm về tính chính xác, trung thực.",
            "ít nhất 90 ngày trước ngày giấy phép hết hạn",
        ),
        (
            "Trong thời hạn 60 ngày kể từ ngày hỏa táng, tổ chức, cá nhân nộp hồ sơ tại Trung tâm phục vụ hành chính công.",
            "trong 60 ngày kể từ ngày hỏa táng",
        ),
    ],
)
def test_an_event_is_told_whole_and_nothing_but_it(text: str, line: str) -> None:
    assert read(text) == [line]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Trường hợp không xuất khẩu mà bán trong nước thì người nộp thuế khai theo lần phát sinh chậm nhất 10 ngày kể từ ngày phát sinh.",
            "trong 10 ngày kể từ ngày phát sinh (trường hợp không xuất khẩu mà bán trong nước)",
        ),
        (
            "Đối với hàng vận chuyển bằng đường thủy: chủ hàng khai báo ít nhất 12 giờ trước khi hàng hóa dự kiến nhập khẩu.",
            "ít nhất 12 giờ trước khi hàng hóa dự kiến nhập khẩu (đối với hàng vận chuyển bằng đường thủy)",
        ),
        (
            "Trường hợp có nhu cầu điều chỉnh tổng nguồn, thương nhân gửi công văn về Bộ Công Thương trước ngày 30 tháng 10 hàng năm.",
            "trước ngày 30 tháng 10 hàng năm (trường hợp có nhu cầu điều chỉnh tổng nguồn)",
        ),
    ],
)
def test_a_deadline_of_one_case_names_it(text: str, line: str) -> None:
    assert read(text) == [line]


def test_a_case_that_the_name_tells_is_not_told_again() -> None:
    text = "Trường hợp gia hạn giấy phép, tổ chức phải nộp hồ sơ ít nhất 30 ngày trước ngày giấy phép hết hạn."
    assert read(text, name="Gia hạn giấy phép") == ["ít nhất 30 ngày trước ngày giấy phép hết hạn"]


def test_a_report_is_called_one() -> None:
    text = "Trong thời hạn 14 ngày kể từ ngày hoàn thành việc sáp nhập, doanh nghiệp phải báo cáo Bộ Tài chính kết quả thực hiện."
    assert read(text) == ["báo cáo: trong 14 ngày kể từ ngày hoàn thành việc sáp nhập"]
    assert read(text, name="Báo cáo việc sáp nhập") == ["trong 14 ngày kể từ ngày hoàn thành việc sáp nhập"]


def test_of_two_places_or_days_both_are_told() -> None:
    ship = "Bước 1: Chậm nhất 02 giờ, sau khi tàu neo đậu tại cầu cảng; chậm nhất 04 giờ, sau khi tàu neo đậu tại nơi khác, người làm thủ tục phải nộp."
    assert read(ship) == ["trong 02 giờ kể từ khi tàu neo đậu tại cầu cảng", "trong 04 giờ kể từ khi tàu neo đậu tại nơi khác"]
    agent = (
        "Chậm nhất 05 ngày làm việc trước khi đại lý thực hiện lần đầu các công việc hoặc chậm nhất 06 ngày làm việc kể từ khi "
        "tạm dừng, chấm dứt dịch vụ, người nộp thuế phải gửi thông báo cho Thuế tỉnh."
    )
    assert set(read(agent)) == {
        "ít nhất 05 ngày làm việc trước khi đại lý thực hiện lần đầu các công việc",
        "trong 06 ngày làm việc kể từ khi tạm dừng, chấm dứt dịch vụ",
    }
    tax = (
        "Người nộp thuế thực hiện tạm nộp thuế theo quý chậm nhất là ngày 30 của tháng đầu quý sau và khai quyết toán thuế năm "
        "chậm nhất là ngày cuối cùng của tháng thứ 3 kể từ ngày kết thúc năm dương lịch."
    )
    assert read(tax) == [
        "tạm nộp thuế theo quý: chậm nhất ngày 30 của tháng đầu quý sau",
        "khai quyết toán thuế năm: chậm nhất ngày cuối cùng của tháng thứ 3 kể từ ngày kết thúc năm dương lịch",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Trên cơ sở thông báo tàu đến cảng, chậm nhất 02 giờ trước khi tàu biển đến cảng, Giám đốc Cảng vụ căn cứ điều kiện thực tế quyết định.",
        (
            "Trong 03 ngày làm việc kể từ ngày nhận được nghị quyết giải thể hợp tác xã, liên hiệp hợp tác xã do người đại diện gửi đến, cơ quan "
            "đăng ký kinh doanh thực hiện như sau."
        ),
        "Công khai danh sách các cá nhân đề nghị xét tặng trên truyền hình ít nhất 15 ngày trước khi họp Hội đồng.",
        "Trong thời hạn 10 ngày kể từ ngày kết thúc tháng, doanh nghiệp bảo hiểm tổng hợp các trường hợp, gửi văn bản thông báo đến cơ quan.",
        "Trong thời hạn 15 ngày kể từ ngày được lấy ý kiến, những người liên quan phải thông báo bằng văn bản cho cơ quan đại diện.",
        "Trong thời hạn 05 ngày làm việc kể từ ngày được cấp lại Giấy phép, tổ chức có trách nhiệm hoàn trả Giấy phép đã được cấp trước đó.",
        "Trong thời hạn 30 ngày kể từ ngày được cấp thẻ, cộng tác viên có trách nhiệm đến Trung tâm để ký hợp đồng thực hiện trợ giúp pháp lý.",
        "Trong thời hạn 05 năm kể từ ngày được cấp Giấy phép, các thành viên phải cùng nhau sở hữu 100% vốn điều lệ của tổ chức.",
        "Doanh nghiệp phải thông báo với Ủy ban nhân dân cấp tỉnh ít nhất 10 ngày trước khi thực hiện các hoạt động theo giấy phép.",
        "Chậm nhất 10 ngày kể từ ngày được chấp thuận địa điểm mới, nhóm phải chấm dứt sinh hoạt tôn giáo tại địa điểm cũ và thông báo cho xã.",
    ],
)
def test_anothers_time_and_what_is_done_when_all_is_over_are_left_out(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Trước thời hạn hết hiệu lực của giấy phép 30 ngày, tổ chức, cá nhân phải nộp hồ sơ đề nghị cấp lại giấy phép.",
            "30 ngày trước thời hạn hết hiệu lực của giấy phép",
        ),
        (
            (
                "Trước thời hạn 03 (ba) tháng tính đến ngày hết hạn của Giấy chứng nhận đủ điều kiện nhập khẩu thuốc thú y tổ chức, cá nhân có nhu"
                " cầu tiếp tục nhập khẩu thuốc thú y nộp đơn đăng ký gia hạn."
            ),
            "ít nhất 03 tháng trước ngày hết hạn của Giấy chứng nhận đủ điều kiện nhập khẩu thuốc thú y",
        ),
        (
            "Chậm nhất 30 ngày, kể từ ngày nhập học sinh viên hoặc người được ủy quyền nộp hồ sơ trực tiếp về Sở Giáo dục và Đào tạo.",
            "trong 30 ngày kể từ ngày nhập học",
        ),
        (
            (
                "Doanh nghiệp phải thực hiện thủ tục cấp lại Giấy phép trong thời hạn 30 ngày kể từ ngày thông báo về việc chấm dứt hoạt động Văn"
                " phòng đại diện tại nơi chuyển đi."
            ),
            "trong 30 ngày kể từ ngày thông báo về việc chấm dứt hoạt động Văn phòng đại diện tại nơi chuyển đi",
        ),
        (
            (
                "Bước 1: Người nhập khẩu nộp hồ sơ.\nBước 4: Trong thời hạn 15 (mười lăm) ngày làm việc kể từ ngày thông quan hàng hóa, người nhập"
                " khẩu phải nộp cho cơ quan kiểm tra bản sao y bản chính Giấy chứng nhận."
            ),
            "trong 15 ngày làm việc kể từ ngày thông quan hàng hóa",
        ),
    ],
)
def test_a_third_readers_kinds_are_read(text: str, line: str) -> None:
    assert read(text) == [line]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Trong thời hạn sáu (06) tháng kể từ ngày nhập khẩu vào Việt Nam, chủ sở hữu tàu bay phải đăng ký quốc tịch.",
            "trong sáu tháng kể từ ngày nhập khẩu vào Việt Nam",
        ),
        (
            "Trong thời hạn 15 (mười lăm) ngày trước thời hạn khai thuế, nhà thầu nước ngoài gửi cho cơ quan thuế hồ sơ đề nghị miễn thuế.",
            "trong 15 ngày trước thời hạn khai thuế",
        ),
        (
            "Doanh nghiệp làm thủ tục đề nghị sửa đổi, bổ sung nội dung Giấy phép trong thời hạn 10 ngày kể từ khi thay đổi các nội dung sau:",
            "trong 10 ngày kể từ khi thay đổi",
        ),
        ("Người dự sát hạch gửi hồ sơ trước kỳ sát hạch ít nhất 07 ngày làm việc.", "ít nhất 07 ngày làm việc trước kỳ sát hạch"),
        ("Trước ngày 30/9 hàng năm, hộ gia đình gửi đề nghị hỗ trợ đến Ủy ban nhân dân xã.", "trước ngày 30/9 hàng năm"),
    ],
)
def test_kinds_of_times_that_were_unread(text: str, line: str) -> None:
    assert read(text) == [line]


def test_what_is_owed_once_the_matter_is_granted_is_told_as_a_later_step() -> None:
    steps = (
        "Bước 1: Thí sinh nộp Phiếu đăng ký dự tuyển.\n"
        "Bước 2: Hội đồng tuyển dụng tổ chức xét tuyển.\n"
        "Bước 3: Trong thời hạn 30 ngày kể từ ngày nhận được quyết định tuyển dụng, người được tuyển dụng phải đến nhận việc."
    )
    lines = read(steps)
    assert lines == ["bước sau: trong 30 ngày kể từ ngày nhận được quyết định tuyển dụng"]
    assert are_within(lines)


@pytest.mark.parametrize(
    "clause",
    [
        "Trong thời hạn 30 ngày kể từ ngày có quyết định tuyển dụng, Hội đồng tuyển dụng phải gửi thông báo cho người trúng tuyển.",
        "Trong thời hạn 06 tháng kể từ ngày được Bộ Tài chính chấp thuận, nếu doanh nghiệp chưa tăng đủ vốn phải báo cáo Bộ Tài chính.",
        "Trong thời hạn 03 tháng kể từ ngày Nghị định này có hiệu lực, Văn phòng công chứng phải thông báo.",
        "Trong thời hạn 10 ngày kể từ ngày kết thúc thời hạn xét tính hợp lệ của Sở, tổ chức phải nộp phí.",
    ],
)
def test_an_office_a_case_and_a_law_make_no_later_step(clause: str) -> None:
    assert read(f"Bước 1: Nộp đơn.\nBước 2: Chờ.\nBước 3: {clause}") == []
