"""Talk to the form of a petition, told from places, names, addresses and stories."""

from __future__ import annotations

import pytest

from bot.petitions.rules.draft import DraftStep, PetitionDraft
from bot.petitions.rules.making import speech
from bot.petitions.rules.making.behalf import concerned, unled
from bot.petitions.rules.making.corrections import Act, DraftPart, correction_of
from bot.petitions.rules.making.counts import count_swapped
from bot.petitions.rules.making.orders import FormOrder, order_of
from bot.petitions.rules.making.others import Theirs, told_of_others
from bot.petitions.rules.making.speech import (
    AfterSending,
    FormTalk,
    after_sending,
    announces,
    asks_of_petitions,
    declined,
    is_spoken,
    moment_of,
    tells_trouble,
)
from bot.petitions.rules.making.written import cut_of, meant_for
from bot.petitions.windows.fitting import Misfit, misfit, sifted, spot_of


@pytest.mark.parametrize(
    "text",
    [
        "em muốn phản ánh luôn",
        "cho tôi gửi phản ánh",
        "tôi muốn kiến nghị",
        "em muon phan anh voi xa",
        "dạ tôi muốn gửi kiến nghị về việc này",
        "cho bà gửi cái đơn kiến nghị lên xã nghen",
        "tui muốn góp ý chuyện hồi nãy",
    ],
)
def test_an_announcement_says_no_matter(text: str) -> None:
    assert announces(text)


@pytest.mark.parametrize(
    "text",
    [
        "phản ánh đèn đường hư",
        "tôi muốn góp ý về thái độ cán bộ",
        "kiến nghị mở rộng đường",
        "phan anh rac o cho",
        "đường ngập quá",
        "Nguyễn Văn Ba",
        "tôi muốn kiến nghị xã sửa cầu",
    ],
)
def test_what_names_a_matter_is_no_announcement(text: str) -> None:
    assert not announces(text)


@pytest.mark.parametrize(
    "text",
    [
        *("chờ tui chút nghen", "doi ti nhe", "cho chut", "khoan đã", "từ từ để tui nhớ", "lát nữa tui viết", "chờ em 5 phút"),
        *("để tui kiếm cái kính đã", "de tui hoi thang con da", "dang tim so dien thoai", "số hả, để bà kêu thằng cháu coi"),
    ],
)
def test_who_needs_a_moment_is_heard(text: str) -> None:
    assert moment_of(text) is FormTalk.WAIT


@pytest.mark.parametrize(
    "text",
    ["chợ Cũ", "cho moi", "đội 3", "doi 3", "Khoan", "chờ ba tiếng mà không ai tiếp", "đợi 3 tháng không ai sửa", "ấp Đợi", "cho ba"],
)
def test_a_place_a_name_and_a_story_ask_for_no_moment(text: str) -> None:
    assert moment_of(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("tui hổng muốn ghi tên", {DraftPart.NAME}),
        ("tui hong muon ghi ten", {DraftPart.NAME}),
        ("tên thì khỏi", {DraftPart.NAME}),
        ("em không dám nói tên", {DraftPart.NAME}),
        ("mà thôi khỏi ghi địa chỉ", {DraftPart.ADDRESS}),
        ("sđt thì hổng có", {DraftPart.PHONE}),
        ("khỏi cần địa chỉ số điện thoại", {DraftPart.ADDRESS, DraftPart.PHONE}),
        ("Nguyễn Văn Khỏi", set()),
        ("nhà tui không có số, gần chợ", set()),
        ("không", set()),
        ("khong co 0912345678", set()),
    ],
)
def test_what_somebody_does_not_tell(text: str, parts: set[DraftPart]) -> None:
    assert declined(text) == parts


@pytest.mark.parametrize(
    "line",
    [
        *("thôi viết tiếp cái hồi nãy", "tui hổng muốn ghi tên", "sao phải ghi tên", "sao hỏi kỹ quá vậy", "nha o dau thi ke toi"),
        *("mai tôi gửi", "có ai ở đó không", "thấy ghê vậy", "ghi cái gì đây", "vo toi biet", "cái này", "cho em"),
    ],
)
def test_talk_is_no_name(line: str) -> None:
    assert is_spoken(line)


@pytest.mark.parametrize(
    "line",
    [
        *("Nguyễn Văn Ba", "nguyen thi hoa", "tran thi ut", "bảy", "út lành", "nguyễn thị được", "lan chi", "dang thi mai", "cao van lam"),
        *("bà Trần Thị Ngọc Lan", "minh khôi", "Đà Nẵng", "hoa binh", "ksor H'Lan", "Phạm Ai", "cai be", "cho gao", "cái bè"),
    ],
)
def test_a_name_is_no_talk(line: str) -> None:
    assert not is_spoken(line)


def test_beside_a_word_of_an_address_it_takes_more_talk() -> None:
    assert is_spoken("xã này không lo cho dân gì", is_address=True)
    assert not is_spoken("xóm trên", is_address=True)
    assert not is_spoken("ấp 3 này nè", is_address=True)


def test_of_what_is_typed_for_the_sender_talk_is_left_out() -> None:
    kept, dropped = sifted("Lê Văn Tám, mà hỏi chi kỹ vậy, ấp 3, 0912345678")
    assert (kept, dropped) == (("Lê Văn Tám", "ấp 3"), ("mà hỏi chi kỹ vậy",))
    assert misfit("sao hỏi kỹ quá vậy", DraftStep.CONTACT) is Misfit.TALK
    assert misfit("Lê Văn Tám, mà hỏi chi kỹ vậy", DraftStep.CONTACT) is None


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("họ tên thì ghi Lê Văn Tám nha con", "Lê Văn Tám"),
        ("bà tên Tư nha", "Tư"),
        ("rồi bà ở ấp 9", "ấp 9"),
        ("nhà tôi thì tổ 2 ấp Phú An", "tổ 2 ấp Phú An"),
        ("vậy ghi Lê Thị Mận", "Lê Thị Mận"),
        ("bác ở ấp 2", "ấp 2"),
        ("Trần Thị Nhã", "Trần Thị Nhã"),
        ("Lê Thanh Nha", "Lê Thanh Nha"),
    ],
)
def test_what_leads_up_to_a_detail_is_no_part_of_it(line: str, bare: str) -> None:
    assert unled(line) == bare


@pytest.mark.parametrize(
    ("typed", "place"),
    [("nơi là ấp 6", "ấp 6"), ("chỗ xảy ra ở chợ Cũ nha con", "chợ Cũ"), ("chỗ gửi xe trước chợ", "chỗ gửi xe trước chợ")],
)
def test_what_leads_up_to_a_place_is_no_part_of_it(typed: str, place: str) -> None:
    assert spot_of(typed) == place


def test_old_people_call_themselves_by_a_title() -> None:
    assert concerned("bà tên Tư")[0] == ""
    assert concerned("bà tui tên Tư")[0].startswith("bà")
    assert concerned("gửi cho bà tên Tư")[0].startswith("bà")
    assert concerned("mẹ tên Trần Thị Bốn")[0].startswith("mẹ")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Mã của tôi là gì", AfterSending.CODE),
        ("Cho tôi xem lại mã theo dõi", AfterSending.CODE),
        ("coi lai giùm cái mã số", AfterSending.CODE),
        ("Bao giờ có kết quả?", AfterSending.WHEN),
        ("may bua nua co nguoi tra loi", AfterSending.WHEN),
        ("gửi tới đâu rồi", AfterSending.WHERE),
        ("gui chua vay", AfterSending.WHERE),
        ("ai xử lý", AfterSending.WHO),
        ("đơn gửi tới ai vậy", AfterSending.WHO),
        ("sửa lại được không", AfterSending.EDIT),
        ("lỡ ghi sai tên sửa sao", AfterSending.EDIT),
        ("rút lại được không", AfterSending.WITHDRAW),
        ("gửi rồi thì ai coi", AfterSending.WHO),
        ("tôi muốn gửi thêm ảnh", AfterSending.PHOTO),
        ("tui quên gởi hình", AfterSending.PHOTO),
        *(
            (text, None)
            for text in (
                "làm căn cước bao lâu",
                "ai xử lý hồ sơ đất",
                "sửa giấy khai sinh được không",
                "mã số thuế là gì",
                "ma so dinh danh la gi",
                "chụp ảnh thẻ ở đâu",
                "anh oi",
                "cảm ơn nha",
                "đổi căn cước tới đâu rồi",
            )
        ),
    ],
)
def test_what_is_asked_of_what_was_sent_names_nothing_besides(text: str, asked: AfterSending | None) -> None:
    assert after_sending(text) is asked


@pytest.mark.parametrize("text", ["kiến nghị khác với khiếu nại ở chỗ nào?", "khiếu nại là gì vậy em", "to cao khac khieu nai cho nao"])
def test_what_a_petition_is_may_be_asked(text: str) -> None:
    assert asks_of_petitions(text)


@pytest.mark.parametrize("text", ["phản ánh chỗ khác rác hôi thối", "tôi muốn kiến nghị", "khác với năm ngoái"])
def test_a_story_asks_no_such_thing(text: str) -> None:
    assert not asks_of_petitions(text)


def test_trouble_is_told_or_not() -> None:
    assert tells_trouble("duong xa bi ngap nuoc")
    assert tells_trouble("mấy ông cán bộ nói chuyện khó nghe quá")
    assert not tells_trouble("con tui mới sinh ở trạm y tế")


def test_how_things_are_left_and_pictures_are_heard() -> None:
    assert moment_of("à lộn, thôi giữ nguyên") is FormTalk.KEEP
    assert moment_of("tui quên gởi hình") is FormTalk.PHOTO


@pytest.mark.parametrize(
    ("text", "new", "then"),
    [
        ("công ty nợ lương tôi ba tháng", "nợ bốn tháng", "công ty nợ lương tôi bốn tháng"),
        ("nuoc duc 3 bua nay, 2 nha bi", "5 bữa", "nuoc duc 5 bua nay, 2 nha bi"),
        ("nghỉ ba ngày rồi ba ngày nữa", "bốn ngày", ""),
        ("nợ ba tháng", "thiếu bốn tháng", ""),
        ("nợ ba tháng", "ba tháng", ""),
        ("đường ngập", "bốn tháng", ""),
    ],
)
def test_a_count_takes_the_place_of_the_only_one_of_its_thing(text: str, new: str, then: str) -> None:
    assert count_swapped(text, new) == then


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        ("sửa lại là nợ bốn tháng", "nợ bốn tháng", ""),
        ("sua lai la no bon thang", "no bon thang", ""),
        ("đổi thành bốn ngày", "bốn ngày", ""),
        ("sửa giùm bác là cột điện gãy chứ không phải nghiêng", "cột điện gãy", "nghiêng"),
        ("hông phải ba tháng, bốn tháng lận", "bốn tháng", "ba tháng"),
    ],
)
def test_what_is_to_stand_there_is_told_from_how_it_is_said(text: str, new: str, old: str) -> None:
    correction = correction_of(text)
    assert correction is not None
    assert (correction.act, correction.new, correction.old) == (Act.CHANGE, new, old)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        *((text, Theirs.MAYBE) for text in ("gọi cho cháu tôi 0987654321", "goi cho con toi 0987654321", "số thằng con tui 0987654321")),
        *((text, None) for text in ("gọi cho em 0987654321", "số cháu 0987654321", "Trần Văn Em 0987654321", "của tui là 0987654321")),
    ],
)
def test_of_the_family_who_is_to_be_called_is_asked(text: str, whose: Theirs | None) -> None:
    assert told_of_others(text) is whose


def test_the_numbers_that_decide() -> None:
    """Moved by one, an announcement, a name or an address below would be read the other way."""
    assert (speech.LONGEST, speech.LONGEST_NAME, speech.MOST_SPOKEN, speech.MOST_IN_ADDRESS, speech.LONGEST_BEFORE) == (16, 7, 2, 3, 4)
    assert not is_spoken(" ".join(["an"] * speech.LONGEST_NAME))
    assert is_spoken(" ".join(["an"] * (speech.LONGEST_NAME + 1)))


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("không cần trả lời tui đâu", FormOrder.NAMELESS),
        ("khoan đã đừng gửi", FormOrder.WAIT),
        ("xem lại giùm", FormOrder.WAIT),
        ("thôi viết tiếp cái hồi nãy", FormOrder.GO_ON),
        ("gửi xe ở đâu", None),
    ],
)
def test_orders_as_people_give_them(text: str, order: FormOrder | None) -> None:
    assert order_of(text) is order


@pytest.mark.parametrize(("text", "new"), [("thêm câu này: con tui sợ", "con tui sợ"), ("quên nói, đường tối", "đường tối")])
def test_what_is_added_begins_behind_what_leads_up_to_it(text: str, new: str) -> None:
    correction = correction_of(text)
    assert correction is not None
    assert (correction.act, correction.new) == (Act.ADD, new)


def test_what_was_forgotten_is_no_addition() -> None:
    assert correction_of("tui quên mất mã rồi") is None


def test_what_was_taken_out_is_told_alone() -> None:
    assert cut_of("thu tiền mà không có biên lai", "thu tiền mà không có") == "biên lai"
    assert cut_of("Một. Hai. Ba.", "Một. Ba.") == "Hai."


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("nước thải chảy hai năm rồi", (DraftPart.CONTENT,)),
        ("mùi hôi thối cả xóm chịu hết nổi", (DraftPart.CONTENT,)),
        ("số nhà 15 đường Trần Phú", (DraftPart.PLACE, DraftPart.ADDRESS)),
        ("làm căn cước cần gì", ()),
        ("tôi muốn làm lại căn cước bị mất", ()),
        ("cảm ơn em nhiều nghen", ()),
        ("ok", ()),
        ("gọi cho thằng cháu 0987654321", ()),
    ],
)
def test_what_goes_on_when_all_is_given(text: str, parts: tuple[DraftPart, ...]) -> None:
    assert meant_for(PetitionDraft(content="nhà tôi bị nước thải của xưởng đậu hũ chảy tràn qua sân"), text) == parts
