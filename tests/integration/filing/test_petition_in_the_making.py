"""A petition in the making, as people make it: they ask in between, share a contact, correct a message, change their minds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.frontdesk import FrontDesk
from bot.messages import Location
from bot.petitions.rules.draft import PetitionDraft, from_json, to_json
from bot.petitions.rules.petition import Naming, PetitionKind, PetitionState
from bot.petitions.rules.texts.asides import Aside, aside_of, is_question
from bot.petitions.rules.texts.kinds import kind_of
from bot.petitions.rules.texts.phone import find_phone, is_phone
from tests.integration.filing.test_petition_windows import CONTACT, PetitionChat, answered, attach, filed, windows_over
from tests.petitions import AN, LIGHT, MONDAY, WORDS, Office
from tests.presence import found

SAY = WORDS.petitions.filing


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[Office, FrontDesk]]:
    yield from windows_over(tmp_path)


@pytest.fixture
def an(here: tuple[Office, FrontDesk]) -> PetitionChat:
    return PetitionChat(here[1], AN)


def to_contact(an: PetitionChat) -> None:
    an.say("/kiennghi", message="1")
    an.say(LIGHT, message="2")
    an.say("thôn 3", message="3")


def kept(here: tuple[Office, FrontDesk]) -> PetitionDraft:
    return from_json(dict(found(here[0].room.dialogs.get(AN, "k"))[0]))


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    to_contact(an)
    an.say("Nguyễn Văn Bình")
    assert an.say("thế có phải trả tiền không").startswith(SAY.asides[Aside.FREE])
    assert "Còn thiếu: địa chỉ, số điện thoại" in an.shown[-1].text, "what was asked last stands below"
    assert an.say("làm căn cước cần gì").startswith("hỏi: làm căn cước cần gì"), "another matter is answered at the desk"
    assert "Còn thiếu" in an.shown[-1].text
    assert "Nguyễn Văn Bình, thôn 3 xã Hòa Sơn, 0912345678" in an.say("thôn 3 xã Hòa Sơn\n0912345678")


def test_thanks_and_more_of_the_story_are_no_place(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    an.say(f"/kiennghi {LIGHT}")
    assert an.say("cảm ơn em nhiều nhé").startswith("hỏi: cảm ơn")
    an.say("tôi muốn phản ánh thêm là nắp cống cũng vỡ")
    assert (kept(here).place, kept(here).content) == (None, f"{LIGHT}\ntôi muốn phản ánh thêm là nắp cống cũng vỡ")


@pytest.mark.parametrize(
    ("text", "answered_so"), [("dạ em muốn hỏi chút", "ask_on"), ("khoan đã", "take_time"), ("không rõ nữa", "no_place")]
)
def test_talk_is_no_place_and_the_form_goes_on(here: tuple[Office, FrontDesk], an: PetitionChat, text: str, answered_so: str) -> None:
    an.say(f"/kiennghi {LIGHT}")
    assert an.say(text).startswith(getattr(SAY, answered_so))
    assert an.shown[-1].text.startswith(SAY.place.split("?")[0]), "what was asked stands below"
    assert (kept(here).place, kept(here).content) == (None, LIGHT)
    assert "Nơi xảy ra: thôn 3" in an.say("thôn 3")


def test_talk_is_no_name_and_what_is_typed_again_is(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    to_contact(an)
    assert an.say("làm giấy khai sinh").startswith("hỏi: làm giấy khai sinh"), "another matter is answered at the desk"
    assert an.say("để mai").startswith(SAY.no_contact)
    assert kept(here).contact.name == ""
    an.say("để mai")
    assert kept(here).contact.name == "để mai", "who insists is believed"


@pytest.mark.parametrize("place", ["ở đâu cũng ngập", "hẻm không tên sau chợ", "Số 5 Hai Bà Trưng", "truoc cong truong, khong co bien"])
def test_a_place_is_no_question(an: PetitionChat, place: str) -> None:
    an.say(f"/kiennghi {LIGHT}")
    assert f"Nơi xảy ra: {place}" in an.say(place)


def test_a_shared_contact_is_the_telephone_number(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    to_contact(an)
    assert "Đã ghi số điện thoại 0912345678" in an.say("", phone="84912345678", message="8")
    assert "Còn thiếu: họ tên, địa chỉ" in an.shown[-1].text
    assert "Nguyễn Văn An, thôn 3, 0912345678" in an.say("Nguyễn Văn An\nthôn 3", message="9")
    assert "Lê Văn An, thôn 3, 0912345678" in an.say("Lê Văn An\nthôn 3", message="9", edited=True), "the number stays"
    an.say("/huy")
    assert an.say("", phone="84912345678") == WORDS.desk.contact, "where nobody asked for it, it is not kept"


def test_an_edited_message_changes_what_it_gave(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    to_contact(an)
    an.say("Nguyễn Văn An\nthôn 3\n0912345678", message="4")
    assert "Nơi xảy ra: thôn 5" in an.say("thôn 5", message="3", edited=True)
    assert "Người gửi: Nguyễn Văn Anh, thôn 3, 0987654321" in an.say("Nguyễn Văn Anh\nthôn 3\n0987654321", message="4", edited=True)
    told = an.say("Cống trước nhà văn hóa bị tắc đã lâu", message="2", edited=True)
    assert told.startswith(SAY.corrected)
    assert "Nội dung: Cống trước nhà văn hóa" in told
    assert LIGHT not in told
    assert an.say("mất căn cước", message="77", edited=True).startswith("hỏi: mất căn cước"), "what gave nothing is a question"


def test_an_accusation_put_into_an_edited_message_is_not_sent(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    to_contact(an)
    assert "Luật Tố cáo" in an.say("Tôi tố cáo ông chủ tịch xã nhận tiền", message="2", edited=True)
    an.act("k:anon")
    an.act("k:send")
    assert here[0].room.intake.of(AN) == ()


@pytest.mark.parametrize(
    "number", ["091234567", "12345678", "0612345678", "09123456789", "3821234", "02013821234", "0283829123", "190012345"]
)
def test_a_number_that_is_none_is_named_and_asked_for_again(an: PetitionChat, number: str) -> None:
    to_contact(an)
    told = an.say(f"Nguyễn Văn An\nthôn 3\n{number}")
    assert SAY.wrong_phone.format(phone=number) in told
    assert "Còn thiếu: số điện thoại" in told
    assert "Nguyễn Văn An, thôn 3, 0912345678" in an.say("0912 345 678")


@pytest.mark.parametrize("typed", ["0912 345 678", "+84912345678", "84 912 345 678", "0084912345678", "02383 821 234", "024 3825 1234", "+84 28 3829 1234", "1900 1234", "1800.599.920", "+1 415 555 2671"])  # fmt: skip
def test_numbers_as_people_type_them_are_taken(typed: str) -> None:
    assert is_phone(typed)
    assert found(find_phone(f"Nguyễn Văn An, thôn 3 {typed} nhé")).digits


def test_a_place_on_the_map_is_acknowledged_and_one_that_nobody_asked_for_too(an: PetitionChat) -> None:
    assert an.say("", location=Location(18.6, 105.6)) == WORDS.desk.location
    an.say(f"/kiennghi {LIGHT}")
    assert an.say("", location=Location(18.6, 105.6)).startswith(SAY.location_kept)


def test_five_actions_with_a_name_and_four_without(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    named: list[Callable[[], str]] = [
        lambda: an.say("phản ánh"),
        lambda: an.say(LIGHT),
        lambda: an.say("thôn 3"),
        lambda: an.say(CONTACT),
        lambda: an.press("Đồng ý"),
    ]
    assert "Mã theo dõi" in [act() for act in named][-1]
    assert len(named) == 5
    nameless: list[Callable[[], str]] = [
        lambda: an.say("phản ánh"),
        lambda: an.say("Rác ở chợ chưa ai gom"),
        lambda: an.say("chợ"),
        lambda: an.press("Gửi như góp ý"),
    ]
    assert "Mã theo dõi" in [act() for act in nameless][-1]
    assert len(nameless) == 4
    first, second = (found(here[0].room.stores.petitions.get(number)).petition for number in (1, 2))
    assert (first.naming, second.naming) == (Naming.HIDDEN, Naming.ANONYMOUS), "no name is made public that nobody wished to see there"


def test_what_was_taken_for_granted_is_shown_and_changed(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    an.say("/kiennghi Cán bộ ở quầy quát mắng người già khi nộp hồ sơ")
    assert "Loại việc: Thái độ, việc làm của cán bộ" in an.press("Bỏ qua")
    an.press("Sửa")
    an.press("Loại việc")
    assert "Loại việc: Việc khác" in an.press("Việc khác")
    an.say(CONTACT)
    an.press("Sửa")
    an.press("Cách để tên")
    assert "Tên: Ghi tên tôi" in an.press("Ghi tên tôi")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("cán bộ nói nặng lời với mẹ tôi", PetitionKind.BEHAVIOUR),
        ("can bo nhung nhieu doi phong bi", PetitionKind.BEHAVIOUR),
        ("không đăng nhập được cổng dịch vụ công", PetitionKind.ONLINE_SERVICE),
        ("xin bỏ bớt giấy tờ, quy định rườm rà quá", PetitionKind.REGULATION),
        ("tôi muốn phản ánh chị Dung ở văn phòng xã bảo tôi đưa thêm 500 nghìn mới cho làm nhanh", PetitionKind.BEHAVIOUR),
        ("anh Tuấn ở bộ phận một cửa bảo tôi đưa thêm tiền", PetitionKind.BEHAVIOUR),
        ("trưởng thôn xóm Sen 2 ăn chặn tiền hỗ trợ bão", PetitionKind.BEHAVIOUR),
        ("truong thon an chan tien ho tro bao", PetitionKind.BEHAVIOUR),
        ("cô nhân viên tiếp nhận hồ sơ quát mắng người già", PetitionKind.BEHAVIOUR),
        ("công an xã nhận tiền của mấy tiệm karaoke nên bao che", PetitionKind.BEHAVIOUR),
        ("nhờ ủy ban xã cho người tới sửa cống tắc", PetitionKind.OTHER),
        ("quán nhậu cạnh ủy ban mở loa cả đêm", PetitionKind.OTHER),
        ("đề nghị công an xã dẹp chợ cóc trước cổng trường", PetitionKind.OTHER),
        ("trưởng thôn đã báo mà đèn đường vẫn hỏng", PetitionKind.OTHER),
        ("Xe quá tải chạy phá nát đường đê", PetitionKind.OTHER),
        ("nha van hoa bi cho thue lam kho", PetitionKind.OTHER),
    ],
)
def test_the_kind_is_read_from_the_words(words: str, kind: PetitionKind) -> None:
    assert kind_of(words) is kind


def test_a_draft_of_before_is_read_on(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    old = {name: value for name, value in to_json(PetitionDraft(content=LIGHT)).items() if name != "given"} | {"step": "kind"}
    here[0].room.dialogs.put(AN, "k", old, MONDAY)
    assert "xảy ra ở đâu" in an.act("k:go")


def asked(here: tuple[Office, FrontDesk], question: str = "Cột đèn số mấy?") -> int:
    number = filed(here).petition.id
    desk, clerk = here[0].room.desk, here[0].clerk
    desk.claim(clerk, number, MONDAY)
    desk.ask(clerk, number, question, MONDAY)
    return number


def test_while_an_officer_waits_what_is_typed_goes_there_and_the_photo_after_it(
    here: tuple[Office, FrontDesk], an: PetitionChat, tmp_path: Path
) -> None:
    number = asked(here)
    assert "Đã chuyển phần bổ sung" in an.say("từ cầu ông Tư đến trạm bơm")
    assert "Đã chuyển phần bổ sung" in an.say("", attachments=(attach(tmp_path),))
    file = found(here[0].room.stores.petitions.get(number))
    assert "từ cầu ông Tư đến trạm bơm" in [event.why for event in file.events]
    assert len(file.photos) == 1
    assert file.petition.state is PetitionState.IN_PROGRESS
    assert an.say("từ cầu ông Tư đến trạm bơm") == "hỏi: từ cầu ông Tư đến trạm bơm", "nobody waits any more"


def test_a_photo_alone_is_what_the_officer_waits_for(here: tuple[Office, FrontDesk], an: PetitionChat, tmp_path: Path) -> None:
    number = asked(here)
    an.say("", attachments=(attach(tmp_path),))
    assert len(found(here[0].room.stores.petitions.get(number)).photos) == 1


def test_a_place_on_the_map_reaches_the_officer_too(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    number = asked(here)
    an.say("", location=Location(18.6, 105.6))
    assert "Vị trí trên bản đồ: 18.600000, 105.600000" in [event.why for event in found(here[0].room.stores.petitions.get(number)).events]


def test_a_question_while_an_officer_waits_is_answered_and_one_tap_takes_it_there_after_all(
    here: tuple[Office, FrontDesk], an: PetitionChat
) -> None:
    number = asked(here)
    told = an.say("cột nào mới được, cột thứ mấy vậy")
    assert told.startswith("hỏi: cột nào")
    assert "“Cột đèn số mấy?”" in told
    assert "Đã chuyển phần bổ sung" in an.press("Lời vừa rồi là gửi cán bộ")
    assert found(here[0].room.stores.petitions.get(number)).petition.state is PetitionState.IN_PROGRESS
    assert an.act(f"t:heard:{number}") == WORDS.desk.old_button, "pressed twice it is sent once"


@pytest.mark.parametrize(
    "told",
    [
        "tui làm mất giấy khai sinh của cháu hồi tháng 3 rồi",
        "giấy khai sinh ghi ngày 2/5 mà trên cổng ghi 5/2",
        "khi nào mưa lớn là ngập tới đầu gối",
        "hỏi tổ trưởng thì nói đợi xã",
    ],
)
def test_an_answer_to_an_officer_may_name_any_procedure(here: tuple[Office, FrontDesk], an: PetitionChat, told: str) -> None:
    number = asked(here, "Bác còn giấy khai sinh của cháu không?")
    assert "Đã chuyển phần bổ sung" in an.say(told)
    assert told in [event.why for event in found(here[0].room.stores.petitions.get(number)).events]


def test_what_went_to_the_officer_is_asked_too_with_one_tap(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    number, told = asked(here, "Bác còn giấy khai sinh của cháu không?"), "tui làm mất giấy khai sinh của cháu rồi"
    an.say(told)
    assert an.press(WORDS.petitions.following.ask_heard) == f"hỏi: {told}"
    assert an.act(f"t:ask:{number}") == WORDS.desk.old_button


@pytest.mark.parametrize("told", ["tôi muốn làm lại giấy khai sinh", "thủ tục khai sinh cho con", "làm khai sinh cần giấy gì?"])
def test_what_plainly_begins_something_else_is_answered_and_both_are_offered(
    here: tuple[Office, FrontDesk], an: PetitionChat, told: str
) -> None:
    number = asked(here)
    assert an.say(told).startswith(f"hỏi: {told}")
    assert found(here[0].room.stores.petitions.get(number)).petition.state is PetitionState.WAITING
    assert "Đã chuyển phần bổ sung" in an.press("Lời vừa rồi là gửi cán bộ")


def test_thanks_and_a_strangers_words_go_to_no_officer(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    number = asked(here)
    an.say("cảm ơn cán bộ nhé")
    PetitionChat(here[1], AN.__class__("web", "somebody")).say("từ cầu ông Tư đến trạm bơm")
    assert found(here[0].room.stores.petitions.get(number)).petition.state is PetitionState.WAITING


def test_after_an_answer_nothing_is_taken_for_a_supplement(here: tuple[Office, FrontDesk], an: PetitionChat) -> None:
    answered(here, filed(here).petition.id)
    assert an.say("từ cầu ông Tư đến trạm bơm") == "hỏi: từ cầu ông Tư đến trạm bơm"


@pytest.mark.parametrize(("words", "aside"), [("gửi cái này mất tiền không", Aside.FREE), ("bao lâu thì trả lời", Aside.WHEN)])
def test_questions_about_the_petition_itself_are_known(words: str, aside: Aside) -> None:
    assert is_question(words)
    assert aside_of(words) is aside
