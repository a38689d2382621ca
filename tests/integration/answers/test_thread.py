"""A conversation keeps its thread: what is asked on, gone back to, said by the way, or begun anew; the starter library, one desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import wiring, wording
from bot.frontdesk import FrontDesk
from bot.messages import ChatId, Incoming, Reply
from bot.petitions.windows.filing_dialog import FILING
from bot.seals import MARK
from bot.settings import Settings
from bot.wiring import Rooms
from knowledge.records.procedure import Part
from tests.support import databases

BEGAN = datetime(2026, 11, 30, 3, tzinfo=UTC)
BIRTH, DEATH, MARRIAGE = "1.001193", "1.000656", "1.000894"
WORDS = wording.load()


@dataclass
class ThreadedChat:
    """One chat; `said` holds the replies to the last message, without the notice."""

    desk: FrontDesk
    rooms: Rooms
    chat: ChatId
    said: list[Reply]
    messages: int = 0

    def says(self, text: str) -> ThreadedChat:
        return self._told(Incoming(self.chat, self.at, text))

    def presses(self, label: str) -> ThreadedChat:
        action = next(button.action for reply in self.said for row in reply.rows for button in row if button.label == label)
        return self._told(Incoming(self.chat, self.at, action=action))

    def _told(self, incoming: Incoming) -> ThreadedChat:
        self.messages += 1
        self.said = [reply for reply in self.desk.handle(incoming) if reply.text != WORDS.desk.notice]
        return self

    @property
    def at(self) -> datetime:
        return BEGAN + timedelta(seconds=20 * self.messages)

    @property
    def text(self) -> str:
        return "\n".join(reply.text for reply in self.said)

    @property
    def about(self) -> tuple[str, str]:
        """The procedure answered about and its part; ("", "") where none was answered."""
        conversation = self.rooms.chats.conversation(self.chat, self.at)
        return (conversation.code, conversation.part) if any(reply.topic for reply in self.said) else ("", "")

    @property
    def labels(self) -> list[str]:
        return [button.label for reply in self.said for row in reply.rows for button in row]

    @property
    def offered(self) -> set[str]:
        actions = [button.action.partition(MARK)[0].split(":") for reply in self.said for row in reply.rows for button in row]
        return {pieces[1] for pieces in actions if pieces[0] == "p"}


@pytest.fixture
def talk(parts: wiring.AnswerParts, tmp_path: Path) -> Iterator[ThreadedChat]:
    engine = databases.sqlite_at(tmp_path / "talk.db")
    rooms = wiring.rooms_of(Settings(secret_key="khoa-cua-cuoc-tro-chuyen"), engine, WORDS, lambda: parts.index)
    yield ThreadedChat(wiring.front_desk(parts, rooms), rooms, ChatId("web", "an"), [])
    engine.dispose()


@pytest.mark.parametrize(
    ("then", "part"),
    [
        ("thế phí bao nhiêu", "phi"),
        ("nộp o đau", "noi_nop"),
        ("nop mo", "noi_nop"),
        ("mấy bữa thì có", "thoi_han"),
        ("cái này cần giấy gì", "ho_so"),
        ("nộp xã hay tỉnh", "noi_nop"),
    ],
)
def test_a_part_asked_for_in_few_words_is_of_what_was_talked_about(talk: ThreadedChat, then: str, part: str) -> None:
    talk.says("đăng ký kết hôn cần giấy tờ gì")
    assert talk.says(then).about == (MARRIAGE, part)


@pytest.mark.parametrize("then", ["con khai tu thi sao", "còn khai tử thì sao", "thế khai tử cho ông nội"])
def test_what_names_another_procedure_leaves(talk: ThreadedChat, then: str) -> None:
    talk.says("đăng ký khai sinh cho con")
    assert talk.says(then).about[0] == DEATH


def test_a_few_words_that_name_another_take_over_what_was_asked_for(talk: ThreadedChat) -> None:
    talk.says("đăng ký khai sinh cần giấy tờ gì")
    assert talk.says("còn khai tử").about == (DEATH, "ho_so")


def test_one_can_go_back_to_an_earlier_matter(talk: ThreadedChat) -> None:
    talk.says("đăng ký kết hôn cần giấy tờ gì").says("khai tử cho ông nội ở đâu")
    assert talk.about[0] == DEATH
    assert talk.says("quay lại vụ kết hôn, mất phí không").about == (MARRIAGE, "phi")
    assert talk.says("quay lai cai khai tu may ngay co").about == (DEATH, "thoi_han")


def test_going_back_without_a_word_means_the_one_before(talk: ThreadedChat) -> None:
    talk.says("đăng ký kết hôn cần giấy tờ gì").says("khai tử cho ông nội ở đâu")
    assert talk.says("quay lại cái lúc nãy, phí bao nhiêu").about == (MARRIAGE, "phi")


VEHICLE, ID_REPLACED = "1.013076", "1.014064"


def test_an_earlier_matter_named_without_accents_in_a_word_is_told_or_stands_beside(talk: ThreadedChat) -> None:
    talk.says("sang tên xe máy cần giấy tờ gì").says("đăng ký khai sinh cho con ở đâu")
    assert VEHICLE in (talk.says("the cai xe bao lau").about[0], *talk.offered)


@pytest.mark.parametrize("back", ["còn cái xe thì mấy ngày", "thế vụ xe mất mấy ngày"])
def test_one_goes_back_by_naming_the_earlier_matter_alone(talk: ThreadedChat, back: str) -> None:
    talk.says("sang tên xe máy cần giấy tờ gì").says("đăng ký khai sinh cho con ở đâu")
    assert talk.about[0] == BIRTH
    assert talk.says(back).about == (VEHICLE, "thoi_han")


def test_who_names_what_is_talked_about_is_not_asked_which_is_meant(talk: ThreadedChat) -> None:
    talk.says("vợ tôi mới sinh, giờ phải làm gì")
    assert talk.says("khai sinh trong mấy ngày").about[0] == BIRTH
    assert WORDS.ambiguous.none not in talk.labels


def test_what_names_a_new_matter_goes_back_to_none(talk: ThreadedChat) -> None:
    talk.says("sang tên xe máy cần giấy tờ gì").says("đăng ký khai sinh cho con ở đâu")
    assert talk.says("còn đăng ký kết hôn thì mấy ngày").about == (MARRIAGE, "thoi_han")


@pytest.mark.parametrize(
    "lacks",
    ["thiếu giấy chứng sinh thì sao", "khong co giay chung sinh", "chưa có đăng ký kết hôn thì làm được không", "quên mang căn cước"],
)
def test_a_paper_that_is_lacked_is_not_what_is_wanted(talk: ThreadedChat, lacks: str) -> None:
    talk.says("đăng ký khai sinh cho con cần gì")
    assert talk.says(lacks).about[0] == BIRTH


@pytest.mark.parametrize(
    "story", ["dang ky khai sinh nhung khong co giay dang ky ket hon", "đi khai sinh cho con mà thiếu giấy chứng sinh"]
)
def test_what_is_wanted_is_answered_though_a_paper_is_lacking(talk: ThreadedChat, story: str) -> None:
    assert talk.says(story).about[0] == BIRTH


def test_a_paper_that_nobody_asks_for_there_may_be_a_matter_of_its_own(talk: ThreadedChat) -> None:
    talk.says("đăng ký tạm trú cần gì")
    assert talk.says("chưa có giấy phép lái xe thì sao").about[0] != "1.004194"


@pytest.mark.parametrize(
    ("first", "then", "code"),
    [
        ("xin trích lục khai sinh ở đâu", "à nhầm, trích lục kết hôn cơ", "2.000635"),
        ("bố tôi đi dân công hỏa tuyến vừa mất xin tiền mai táng phí", "à nhầm bố tôi là thanh niên xung phong chống Pháp cơ", "2.002308"),
        ("tui mất căn cước", "ý tui là bị gãy thôi chứ hổng mất", "1.014064"),
    ],
)
def test_what_puts_right_stands_on_what_was_said(talk: ThreadedChat, first: str, then: str, code: str) -> None:
    assert code in {talk.says(first).says(then).about[0], *talk.offered}


def test_what_is_not_so_though_it_begins_alike_is_read_by_itself(talk: ThreadedChat) -> None:
    talk.says("mua bảo hiểm y tế hộ gia đình ở đâu")
    assert "1.002759" in {talk.says("khong phai mua moi, the cu cua toi bi mat").about[0], *talk.offered}


@pytest.mark.parametrize("thanks", ["tôi đỡ lo rồi, cảm ơn anh chị nhiều", "toi do so roi, cam on anh chi"])
def test_thanks_amid_other_words_are_thanks(talk: ThreadedChat, thanks: str) -> None:
    talk.says("đăng ký kết hôn cần giấy tờ gì")
    assert talk.says(thanks).about == ("", "")


def test_a_list_of_what_to_do_yields_to_what_names_a_procedure_of_its_own(talk: ThreadedChat) -> None:
    foreign = "em chuẩn bị kết hôn với người Hàn Quốc, đăng ký ở Việt Nam thì thủ tục thế nào"
    assert talk.says(foreign).about[0] == "2.000806"
    assert "Chuẩn bị cưới" in talk.says("em sắp cưới rồi, cần làm những gì").text


def test_what_hardly_names_a_procedure_without_a_guide_is_asked_back(talk: ThreadedChat) -> None:
    talk.says("thi hát ở trường có giải thưởng thể thao quốc gia không")
    assert talk.about == ("", "")
    assert talk.text.startswith(WORDS.unanswered.unsure)
    assert WORDS.ambiguous.none in talk.labels


def test_each_procedure_of_a_list_can_be_asked_about_by_a_word(talk: ThreadedChat) -> None:
    talk.says("tôi bị mất ví, mất hết giấy tờ, phải làm lại những gì")
    assert talk.says("bằng lái thì mấy ngày").about == ("3.000348", "thoi_han")


def test_what_was_not_understood_may_be_about_the_matter_at_hand(talk: ThreadedChat) -> None:
    talk.says("sang tên sổ đỏ cho con cần giấy tờ gì")
    topic = talk.about[0]
    talk.says("phai nop thue gi khong")
    assert topic in talk.offered


@pytest.mark.parametrize("then", ["bao lâu thì xã trả lời", "bao lâu thì sở trả lời"])
def test_a_part_asked_for_in_few_words_is_not_of_a_procedure_that_hardly_anybody_asks_for(talk: ThreadedChat, then: str) -> None:
    talk.says("đăng ký kết hôn cần giấy tờ gì")
    assert talk.says(then).about == (MARRIAGE, "thoi_han")


def test_what_is_talked_about_is_named_in_one_line(talk: ThreadedChat) -> None:
    talk.says("sang tên sổ đỏ cho con cần giấy tờ gì")
    assert all(len(reply.topic) <= 80 for reply in talk.said)


@pytest.mark.parametrize("wrong", ["anh nói sai rồi", "tra loi sai roi", "không phải cái này", "tôi không hỏi cái đó"])
def test_who_says_that_it_was_wrong_gets_an_apology_and_other_matters_and_keeps_the_thread(talk: ThreadedChat, wrong: str) -> None:
    talk.says("tui mất căn cước").says(wrong)
    assert talk.text.startswith("Xin lỗi bà con, trợ lý hiểu chưa đúng.")
    assert ID_REPLACED not in talk.offered
    assert WORDS.ambiguous.none in talk.labels
    assert talk.says("bao nhiêu tiền").about == (ID_REPLACED, "phi")


@pytest.mark.parametrize("story", ["vợ tôi mới đẻ hôm qua cần làm gì", "vo toi moi de hom qua can lam gi", "moi de"])
def test_when_it_happened_says_nothing_of_what_is_wanted(talk: ThreadedChat, story: str) -> None:
    assert "Nhà có em bé mới sinh" in talk.says(story).text


@pytest.mark.parametrize(
    "asked", ["xin giấy phép bán lẻ rượu", "nuôi con chó có phải khai báo không", "nha nuoi con cho co phai dang ky cho khong"]
)
def test_what_only_looks_alike_is_not_told(talk: ThreadedChat, asked: str) -> None:
    assert talk.says(asked).about == ("", "")


@pytest.mark.parametrize("asked", ["xài được bao lâu", "co gia tri may thang", "dùng được mấy tháng"])
def test_how_long_a_paper_is_good_is_not_how_long_it_takes(talk: ThreadedChat, asked: str) -> None:
    talk.says("xin giấy xác nhận tình trạng hôn nhân ở đâu")
    assert talk.says(asked).about[0] == "1.004873"
    assert "Thời hạn giải quyết" not in talk.text


def test_a_fine_is_no_fee(talk: ThreadedChat) -> None:
    talk.says("đăng ký tạm trú cần gì")
    assert "15.000" not in talk.says("ko dk tam tru bi phat bn").text


def test_a_question_amid_a_petition_is_answered_and_the_petition_waits(talk: ThreadedChat) -> None:
    talk.says("/kiennghi Đường trước trường học ngập từ tháng năm, chưa ai sửa")
    page = talk.text
    assert talk.says("đăng ký kết hôn cần giấy tờ gì").said[0].topic
    assert talk.text.endswith(page)
    assert page in talk.says("cảm ơn em nhiều nha").text
    assert "bấm một nút" not in talk.text


def test_a_complaint_amid_a_petition_goes_on_with_it_and_nothing_is_lost(talk: ThreadedChat) -> None:
    talk.says("/kiennghi Đường trước trường học ngập từ tháng năm, chưa ai sửa")
    talk.says("tôi muốn phản ánh thêm là nắp cống cũng vỡ")
    kept = talk.rooms.petitions.dialogs.get(talk.chat, FILING)
    assert kept
    assert "ngập từ tháng năm" in str(kept[0])
    assert "nắp cống" in str(kept[0])


def test_where_names_the_office_and_its_level(talk: ThreadedChat) -> None:
    assert "Nơi giải quyết: Ủy ban nhân dân cấp xã." in talk.says("giấy xác nhận tình trạng hôn nhân nộp ở đâu").text


def test_too_late_asks_for_ones_own_deadline(talk: ThreadedChat) -> None:
    talk.says("làm giấy khai sinh cho con cần gì")
    assert "60 ngày" in talk.says("bn ngày là phải đi ạ, quá hạn thì s").text


def test_whether_the_commune_does_it_is_not_whether_the_internet_does(talk: ThreadedChat) -> None:
    talk.says("đổi căn cước hết hạn")
    assert talk.says("ở xã làm được không").text.count("Làm được ở xã, phường") == 1


@pytest.mark.parametrize(
    "aside", ["dạ em bình tĩnh lại rồi, cảm ơn", "hay quá cảm ơn b", "ok em để anh tính đã", "toi chay vao nha dan roi"]
)
def test_what_is_said_by_the_way_is_no_question_and_keeps_the_thread(talk: ThreadedChat, aside: str) -> None:
    talk.says("đăng ký kết hôn cần giấy tờ gì")
    assert talk.says(aside).about == ("", "")
    assert talk.says("thế mấy ngày xong").about == (MARRIAGE, "thoi_han")


def test_where_the_first_is_not_sure_the_others_stand_beside_it_with_a_way_out(talk: ThreadedChat) -> None:
    talk.says("dang ky xe")
    assert talk.about[0]
    assert WORDS.ambiguous.others in talk.text
    assert WORDS.ambiguous.none in talk.labels
    assert WORDS.desk.hand_over in talk.labels
    numbered = [label for label in talk.labels if label[:2] in {"1.", "2.", "3.", "4."}]
    assert 1 <= len(numbered) <= 3
    assert not any(label.partition(" ")[2] and label.partition(" ")[2] in talk.text.split("\n") for label in numbered), "told twice"
    talk.presses(WORDS.ambiguous.none)
    assert talk.text == WORDS.ambiguous.none_of_these
    assert WORDS.desk.hand_over in talk.labels
    assert talk.rooms.chats.conversation(talk.chat, talk.at).code == ""


def test_the_way_out_of_somebody_else_hands_on_nothing(talk: ThreadedChat) -> None:
    talk.says("dang ky xe")
    other = ThreadedChat(talk.desk, talk.rooms, ChatId("web", "binh"), [])
    action = next(button.action for reply in talk.said for row in reply.rows for button in row if button.label == WORDS.ambiguous.none)
    other._told(Incoming(other.chat, other.at, action=action))
    assert other.text == WORDS.desk.old_button


def test_the_number_of_an_alternative_can_be_typed(talk: ThreadedChat) -> None:
    talk.says("dang ky xe")
    first, beside = talk.about[0], talk.offered - {talk.about[0]}
    assert talk.says("1").about[0] in beside
    assert talk.about[0] != first


@pytest.mark.parametrize(
    "complaint",
    [
        "tôi muốn phản ánh cán bộ làm khó",
        "e mún phản ánh việc xã chia hàng",
        "em muon gui don to cao",
        "tôi muốn kiến nghị việc đường hỏng",
    ],
)
def test_a_complaint_opens_the_petition_window_and_is_answered_once(talk: ThreadedChat, complaint: str) -> None:
    replies = talk.says(complaint).said
    assert len({reply.text for reply in replies}) == len(replies)
    assert talk.about == ("", "")
    assert "petition_talks" in talk.rooms.chat_states.of(talk.chat, talk.chat, talk.at).open


def test_who_asks_how_a_complaint_is_made_asks_about_a_procedure(talk: ThreadedChat) -> None:
    assert talk.says("thủ tục giải quyết khiếu nại lần đầu mất mấy ngày").about[0]


def test_in_danger_the_number_stands_before_the_notice(talk: ThreadedChat) -> None:
    replies = talk.desk.handle(Incoming(talk.chat, talk.at, "cháy nhà rồi cứu với"))
    assert replies[0].text.startswith("Gọi ngay 114")
    assert replies[-1].text == WORDS.desk.notice


def test_every_answer_says_what_decided_it_a_petition_and_a_button_too(talk: ThreadedChat) -> None:
    assert talk.says("đăng ký kết hôn cần giấy tờ gì").said[0].rule == "procedure"
    assert talk.says("cơ quan nào giải quyết").said[0].rule == "thread_part"
    assert talk.says("hồ sơ gồm những gì").said[0].rule == "short_question"
    talk.presses(WORDS.desk.more_parts)
    assert (talk.presses(WORDS.parts[Part.FEES]).said[0].rule, talk.said[0].kind) == ("chosen", "part")
    opened = talk.says("tôi muốn phản ánh hàng xóm hát karaoke ồn ào").said
    assert (opened[0].rule, opened[0].kind) == ("complaint", "petition")


KARAOKE = "1.001029"


def test_a_question_of_what_one_must_do_opens_no_petition(talk: ThreadedChat) -> None:
    talk.says("quán tui hát karaoke ồn quá, muốn mở quán karaoke thì cần giấy phép gì")
    assert talk.about[0] == KARAOKE
    assert WORDS.petitions.filing.dropped not in talk.text


@pytest.mark.parametrize(
    "denied",
    [
        "bỏ đi, tui không phản ánh gì hết. hỏi làm khai sinh cho con cần giấy gì",
        "tui đâu có tố cáo ai, tui hỏi làm khai sinh cho con cần giấy gì",
        "thôi khỏi thưa gởi gì, hỏi làm khai sinh cho con cần giấy gì",
    ],
)
def test_who_complains_of_nothing_is_let_out_of_a_petition_and_answered(talk: ThreadedChat, denied: str) -> None:
    talk.says("hàng xóm xả rác ra đường hôi thối quá").says(denied)
    assert talk.about == (BIRTH, "ho_so")
    assert WORDS.petitions.filing.dropped in talk.text
    assert talk.says("bao lâu thì có").about[0] == BIRTH


def test_who_only_says_that_they_complain_of_nothing_is_let_out(talk: ThreadedChat) -> None:
    talk.says("hàng xóm xả rác ra đường hôi thối quá").says("tui đâu có tố cáo ai")
    assert talk.text == WORDS.petitions.filing.dropped


def test_a_petition_that_was_asked_for_stays_open_when_something_is_asked_between(talk: ThreadedChat) -> None:
    talk.says("/kiennghi hàng xóm xả rác ra đường hôi thối quá").says("làm khai sinh cho con cần giấy gì")
    assert WORDS.petitions.filing.dropped not in talk.text


def test_what_only_another_province_gives_is_not_told_to_who_says_where_they_are(talk: ThreadedChat) -> None:
    talk.says("em ở Bạc Liêu muốn hỗ trợ học tiếng Hàn đi eps")
    assert "thủ tục riêng của" not in talk.text
    talk.says("em o bac lieu ma, dau phai hue")
    assert "thủ tục riêng của Huế" not in talk.text
