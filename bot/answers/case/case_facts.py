"""A bare fact of somebody's case ("em nghỉ 20/10 rồi", "nó sinh ở Lào", "mẹ tôi 72 tuổi"): said of what is talked about, asking nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.answers.case.quantities import quantities_in

LONGEST = 16  # syllables of what tells a fact and no more; a longer message tells a story, which names its matter
ONLY = frozenset({"chỉ"})  # is "only" rather than "she" at the beginning
SUBJECT = 2  # syllables at the beginning among which stands who or whose it is that is told of
LEFT_OVER = 1  # syllables beside the fact up to which a message is that fact and nothing else ("quán 60 m2")


class CaseFact(StrEnum):
    """What is told of a case."""

    DAY = "day"
    NUMBER = "number"
    PLACE = "place"
    STATE = "state"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ASKS = _words("gì đâu sao nào ai mấy bao nhiêu hả hở mô răng chi nhỉ hay nếu lỡ")
WISHES = _words("muốn cần xin nhờ hỏi giúp phải định tính làm cho thì")
"""Words of what asks, wishes or supposes: then it is no bare fact. "Không", "chưa" and "được" ask where they end a message alone."""
ASKS_LAST = _words("không chưa được hông à ha hen")
WANTS = _words("muốn xin định tính hỏi")
"""Words of who comes with a matter of their own: "xong rồi tôi muốn sang tên mảnh đất"."""
PARTICLES = _words(
    "ạ á à ơi nha nhé nhen nghen nghe nè đó đấy rồi luôn lận thôi cơ mà dạ vâng ừ ờ thưa ủa ý ấy này kia vậy thế hết nữa cả chứ chớ đâu"
)
PERSONS = _words(
    "tôi tui em e chị anh cô chú bác dì cậu ông bà cháu con mình bé nó ổng bả ảnh chỉ họ mẹ má bố ba cha vợ chồng thằng đứa người trai gái"
    " nội ngoại ruột dâu rể lớn nhỏ nhà"
)
AROUND = _words(
    "là mới có đã được đang sẽ còn tới đến từ hồi hôm bữa năm nay tháng ngày tuổi tròn đủ gần hơn trên dưới khoảng chừng tầm ở của cũng"
    " vừa hiện lúc đây về vào vô nói hỏi ghi nhầm sai lộn trật lỡ quên với và thì không chưa thêm đều một mỗi đầu cuối chỉ vẫn lại"
    " đính chính"
)
SOMEBODY = _words("tôi tui em e chị anh cô chú bác dì cậu ông bà cháu mình nó ổng bả ảnh mẹ má mạ bố ba cha vợ chồng")
"""Of PERSONS those with whom no procedure's name begins ("con nuôi", "nhà ở xã hội", "người có công")."""
HAPPENED = _words(
    "nghỉ sinh đẻ sanh mất chết cưới mua bán ký nhận nhập chuyển dọn đóng nộp hết hạn học bầu việc làm ra quân xuất ngũ thương tham gia"
    " gửi báo cấp bị đứng tên bằng giấy thẻ sổ lương"
)
"""What carries no matter of its own: who is spoken of, and what happened on the day that is told."""

_WORK = re.compile(
    r"\b(?:đi làm|làm (?:việc|nghề|công|ruộng|rẫy|thuê|mướn|thợ|hồ|biển|ca|bảo vệ|giáo viên|công nhân|rồi|xong))\b"
)  # wishes for nothing
_CLAUSES = re.compile(r"[,;.!?\n]+")
_CHOICE = re.compile(r"\b(?:thứ|số|câu|mục|nút|dòng|việc) (?:thứ )?(?:\d|nhất|hai|ba|tư|bốn|năm)\b$")
_DAY = re.compile(r"(?<!hạng )\b(?:ngày )?\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b(?:ngày|tháng|mùng|mồng|năm) \d{1,4}\b|\b(?:19|20)\d\d\b")
_AGO = re.compile(
    r"\b(?:hôm (?:thứ \w+|chủ nhật)|hôm qua|hôm kia|hôm trước|tuần trước|tuần rồi|tháng trước|tháng rồi|năm ngoái|năm kia|năm trước)\b"
)
_NUMBER = re.compile(
    r"\b\d+(?:[.,]\d+)?(?: (?:tuổi|tháng|năm|ngày|người|đứa|cháu|con|bé|bản|cái|chiếc|m2|m|mét|mét vuông|km|triệu|tr|nghìn|ngàn|lần"
    r"|phần trăm|sào|công|héc ta|hecta|ha|lớp))?\b"
)
_COUNTED = re.compile(r"\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:người|đứa|cháu|con|bé|bản|cái|chiếc|tháng|năm|ngày|tuổi|lần)\b")
_ABROAD = r"nước ngoài|lào|mỹ|nhật bản|nhật|hàn quốc|hàn|đài loan|trung quốc|campuchia|úc|nga|đức|pháp|thái lan|malaysia|singapore|canada"
_COUNTRY = (
    rf"{_ABROAD}|quê|thành phố|tp|sài gòn|hà nội|miền núi|nông thôn|thị trấn|biên giới|đảo|trọ|nhà thuê|nhà trọ|khu công nghiệp"
    r"|tỉnh khác|tỉnh|xã|phường"
    r"|bệnh viện|trạm xá|nhà riêng|nhà"
)
_PLACE = re.compile(
    rf"\b(?:ở|bên|tại|dưới|trên|ngoài|trong|qua|từ) (?:{_COUNTRY})\b(?: \S+)?"
    r"|\b(?:nước ngoài|khác tỉnh|khác xã|cùng xã|cùng tỉnh)\b"
)
_IS_ABROAD = re.compile(rf"\b(?:ở|bên|tại|qua|từ|nước|người) (?:{_ABROAD})\b|\bnước ngoài\b")
_PLACE_NAME = re.compile(r"(?:^|\s)(?:ở|Ở|bên|tại|o|ben|tai)\s+[A-ZĐ]\w*(?:\s+[A-ZĐ]\w*)*")
_STATE = re.compile(
    r"\b(?:ly hôn|ly dị|li dị|ly thân|độc thân|chưa (?:có )?(?:chồng|vợ)|có (?:chồng|vợ)"
    r"|(?:chưa|đã|mới) (?:đăng ký )?kết hôn|(?:chưa|đã|không) đồng ý|đồng ý rồi|không chịu(?: ký| tới| cho)?"
    r"|góa|goá|tái hôn|có bầu|mang thai"
    r"|sắp hết hạn|hết hạn|còn hạn|quá hạn|mất rồi|bị mất|rách|cháy|hỏng|hộ nghèo|cận nghèo|khuyết tật|thương binh|mồ côi"
    r"|(?:sổ|giấy|thẻ|bằng|hộ chiếu|bản) (?:\w+ )?(?:bị )?mất|bị (?:nhòe|mờ|ướt|gãy|nát|sai)"
    r"|nghỉ hưu|về hưu|thất nghiệp|đứng tên|qua đời|không có (?:hợp đồng|lương|giấy|sổ|con)|chưa có (?:hợp đồng|lương|con|sổ|giấy)"
    r"|tiêm phòng|tạm trú|thường trú|đi tù|đi lính|bộ đội|công chức|viên chức|công nhân|sinh viên|học sinh|giáo viên)\b"
)


def case_facts_in(text: str, syllables: Sequence[str], *, names_place: bool = False) -> frozenset[CaseFact]:
    """What `text`, whose `syllables` have their accents, tells of a case; none where it asks, wishes or supposes something, or is long.
    `names_place`: a province of the country is named."""
    if not syllables or len(syllables) > LONGEST or "?" in text or _asks(syllables) or _denies(syllables):
        return frozenset()
    said = " ".join(syllables)
    if _chooses(said):
        return frozenset()
    found = {
        CaseFact.DAY: bool(_DAY.search(said) or _AGO.search(said)),
        CaseFact.NUMBER: bool(quantities_in(syllables) or _NUMBER.search(_DAY.sub(" ", said)) or _COUNTED.search(said)),
        CaseFact.PLACE: names_place or bool(_PLACE.search(said) or _PLACE_NAME.search(text)),
        CaseFact.STATE: bool(_STATE.search(said)),
    }
    return frozenset(fact for fact, is_told in found.items() if is_told)


def clauses_in(text: str) -> list[str]:
    """The clauses of a message between its marks."""
    return [clause for clause in _CLAUSES.split(text) if clause.strip()]


def only_tells(text: str, clauses: Sequence[Sequence[str]]) -> bool:
    """Whether a message asks, wishes and supposes nothing in any of its `clauses` (syllables with their accents): it tells of a case."""
    return "?" not in text and any(clauses) and not any(_asks(clause) for clause in clauses if clause)


def tells_of_own_life(syllables: Sequence[str]) -> bool:
    """Whether a message that only tells says what somebody is or does, or what is done already ("em đi xuất khẩu lao động", "khai tử tôi
    làm rồi"), and is not just the name of something."""
    said = [syllable for syllable in syllables if syllable not in PARTICLES or syllable == "rồi"]
    return bool(said) and (said[0] in SOMEBODY or said[-1] == "rồi") and len(said) > 2


def tells_of_somebody(syllables: Sequence[str]) -> bool:
    """Whether what is told begins with whom or whose it is: "em có hình xăm", "quán mình bán cơm"."""
    return not (PERSONS - ONLY).isdisjoint(syllables[:SUBJECT])


def wishes(syllables: Sequence[str]) -> bool:
    """Whether a message says that something is wanted."""
    return not WANTS.isdisjoint(syllables)


def is_bare(text: str, syllables: Sequence[str]) -> bool:
    """Whether a message that tells a fact tells next to nothing else."""
    place = _PLACE_NAME.search(text)
    named = frozenset(place[0].lower().split()) if place else frozenset()
    rest = " ".join(syllables)
    for pattern in (_DAY, _AGO, _COUNTED, _NUMBER, _PLACE, _STATE):
        rest = pattern.sub(" ", rest)
    left = [word for word in rest.split() if word not in PARTICLES | PERSONS | AROUND | HAPPENED | named]
    return len(left) <= LEFT_OVER


def is_abroad(said: str) -> bool:
    """Whether what is `said` (with its accents) tells of a foreign country as the place of something."""
    return bool(_IS_ABROAD.search(said))


def put_right(question: str, fact: str) -> str:
    """`question` (with its accents) after `fact`, which tells another number of the same unit or another day, instead of the old one."""
    if _DAY.search(fact):
        question = _DAY.sub(" ", question)
    for unit in {quantity.measure for quantity in quantities_in(fact.split())}:
        question = re.sub(rf"\b\d+(?:[.,]\d+)? {unit}\b", " ", question)
    return f"{fact}, {' '.join(question.split())}"


def _asks(syllables: Sequence[str]) -> bool:
    syllables = _WORK.sub("đi", " ".join(syllables)).split()
    told = [syllable for syllable in syllables if syllable not in ("ạ", "á", "em", "anh", "chị", "cháu", "con", "nha", "nhé", "vậy")]
    return not ASKS.isdisjoint(syllables) or not WISHES.isdisjoint(told) or (bool(told) and told[-1] in ASKS_LAST and len(told) > 1)


def _chooses(said: str) -> bool:
    """Whether one of several is chosen: "cái thứ hai", "số 2", "câu 1"."""
    return bool(_CHOICE.search(said))


def _denies(syllables: Sequence[str]) -> bool:
    """Whether it begins by taking something back ("không, …"): then it is said what is meant instead."""
    return next((syllable for syllable in syllables if syllable not in PARTICLES), "") in ("không", "chẳng", "chả", "nỏ", "hông", "hổng")
