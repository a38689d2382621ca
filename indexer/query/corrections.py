"""What a question says is not so ("không phải mất, chỉ bị rách") is taken out of it before it is read."""

from __future__ import annotations

import re

from indexer.language import tokens

SHORTEST_REST = 2  # syllables beside what is taken back: what is meant instead

_NOT = r"(?:không|khong|ko|kg|hổng|hong|hông|hem|hok|hk|đâu|dau|nỏ|chẳng|chả)"
_LACKS_WORDS = r"(?:có|co|biết|biet|cần|can|còn|đủ|du|thấy|thay|được|duoc|hiểu|hieu)\b"  # "không có hộ khẩu ở đây" takes nothing back
_SPEAKER = r"(?:tôi|toi|tui|em|e|mình|minh|anh|chị|chi|cô|chú|chu|bác|bac|ông|ong|bà|ba|con|cháu|chau)"
_CORRECTED = re.compile(
    rf"(?<!có )(?<!co )\b{_NOT} (?:phải|phai) (?P<what>[^,.;?!]{{2,40}}?)"
    r"(?P<stop>\s+(?:mà|ma|chỉ|chi|nữa|nua)\b|\s*[,.;]\s*(?:mà|ma|chỉ|chi)?\b|[\s.;?!]*$)",
    re.IGNORECASE,
)
_BUT_NOT = re.compile(  # "tự nguyện chớ không phải bắt buộc em ơi chị hỏi …": dictated, without a comma
    rf"\b(?:chứ|chớ|chu)\s+{_NOT}\s+(?:phải|phai)\s+(?P<what>[^,.;?!]{{2,40}}?)"
    rf"(?=\s*[,.;?!]|\s*$|\s+{_SPEAKER}\s+(?:ơi|oi|hỏi|hoi|nói|noi|muốn|muon|cần|can|đang|dang|chỉ|chi)\b"
    rf"|\s+(?:ạ|nha|nhé|nhe|nghen|nghe|đâu|dau|thì|thi|mà|ma)\b)",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(  # "thôi không đổi tên nữa, tôi đóng quán": what stands behind is meant
    rf"^\W*(?:[^\W\d_]+ ){{0,2}}?{_NOT} (?!{_LACKS_WORDS})(?P<what>[^,.;?!]{{2,40}}?)\s+(?:nữa|nua)\b(?=\W+\w+\s+\w+)", re.IGNORECASE
)
_SPOKEN = re.compile(  # "à không chị không mở quầy cố định chị chở thuốc đi bán": dictated, without a comma
    rf"^\W*(?:à|a|ah|á|ờ|ý|ấy|ủa) .{{0,12}}?\b{_NOT} (?!{_LACKS_WORDS})(?P<what>[^,.;?!]{{2,40}}?)"
    rf"(?=\s+{_SPEAKER}\s+(?:chỉ\s+|chi\s+)?\w+\s+\w+)",
    re.IGNORECASE,
)
_ENDS = (  # where what is denied ends
    rf"(?=\s*[,.;?!]|\s*$|\s+{_SPEAKER}\s+(?:ơi|oi|à|hỏi|hoi|nói|noi|muốn|muon|cần|can|đang|dang|chỉ|chi)\b"
    r"|\s+(?:ạ|nha|nhé|nhe|nghen|nghe|đâu|dau|mô|gì|thì|thi|mà|ma|trời|troi|hết|het|nữa|nua|hoài|hoai|mãi|mai)\b)"
)
_NOWHERE = (  # "đâu", said at the end of what is denied: "dau" within it may be a stamp or oil
    rf"\s+(?:đâu|dau)(?=\s*[,.;?!]|\s*$|\s+(?:{_SPEAKER}|ạ|à|nha|nhé|nghen|mà|trời)\b(?!\s+(?:có|co|ra)\b))"
)
_HAS = r"(?<!không )(?<!khong )(?<!hổng )(?<!hông )(?<!k )(?<!ko )(?<!chưa )(?<!chua )(?<!chẳng )\b(?:có|co)\s+"  # lacks nothing
_WHAT = r"(?P<what>[^,.;?!]{2,40}?)"
_BEGINS = r"(?:^|[,.;?!])\s*(?:(?:ủa|ua|ơ|trời|troi|trời ơi|troi oi|thôi|thoi)\s+)?"
_SAY = r"(?:hỏi|hoi|nói|noi|kêu|keu|trả lời|tra loi|(?:bảo|bao)(?!\s+(?:hiểm|hiem|lãnh|lanh|trợ|tro|vệ|ve|nhiêu|nhieu|lâu|lau|giờ|gio)\b))"
_DENIALS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # "chứ đâu phải tờ xin tiền", "chứ ai sáp nhập trường"; "chớ có xin đất đâu"; "chứ bằng lái gì nữa"
        rf"\b(?:chứ|chớ|chu)\s+(?:{_NOT}\s+(?:phải|phai|có|co|hỏi|hoi)|ai)\s+{_WHAT}{_ENDS}",
        rf"\b(?:chứ|chớ|chu)\s+{_WHAT}\s+(?:gì|gi|j|chi)\s+(?:nữa|nua)\b",
        # "tôi có định xóa thế chấp đâu", "chứ có phải ghe mới đâu", "chứ có mất giấy gì đâu"
        rf"{_HAS}(?:(?:phải|phai|định|dinh)\s+)?{_WHAT}(?:\s+(?:gì|gi|j|chi))?{_NOWHERE}",
        # "bác đâu có làm lại khai sanh", "đâu phải Huế"; not "ở đâu có"
        rf"(?<!ở )(?<!o )(?<!từ )(?<!tu )\b(?:đâu|dau)\s+(?:(?:có|co)\s+(?:phải\s+|phai\s+)?|(?:phải|phai)\s+){_WHAT}{_ENDS}",
        # "không hỏi lệ phí", "hổng hỏi cách đi"
        rf"\b(?:{_NOT}\s+hỏi|(?:khong|ko|k|hok|hk)\s+hoi)\s+(?!ý kiến|y kien){_WHAT}{_ENDS}",
        # "khiếu nại gì đâu em", "xe đâu ra"; "khám sức khỏe gì, tui hỏi …"
        rf"{_BEGINS}(?P<what>(?:[^\W\d_]+ ){{1,4}}?)(?:(?:gì|gi|j|chi)\s+(?:đâu|dau)|(?:đâu|dau)\s+ra)\b",
        rf"{_BEGINS}{_WHAT}\s+(?:gì|gi|j|chi)\s*,\s*(?={_SPEAKER}\s+(?:hỏi|hoi|nói|noi)\b)",
        # "liên quan gì khóa căn cước", "ai bảo điều chỉnh", "sao nói căn cước mãi", "mà hỏi nhà ở chi"
        rf"\b(?:liên quan|lien quan)\s+(?:gì|gi|j|chi)\s+(?:(?:đến|den|tới|toi)\s+)?{_WHAT}{_ENDS}",
        rf"(?<!chưa )(?<!chua )\bai\s+{_SAY}\s+{_WHAT}{_ENDS}",
        rf"\bsao\s+(?:(?:{_SPEAKER}|cứ|cu|lại|lai)\s+)*{_SAY}\s+(?:(?:qua|về|ve|tới|toi)\s+)?{_WHAT}\s+(?:mãi|mai|hoài|hoai|nữa|nua|vậy|vay)\b",
        rf"\b(?:mà|ma)\s+{_SAY}\s+(?:(?:qua|về|ve)\s+)?{_WHAT}\s+(?:làm chi|lam chi|chi|làm gì|lam gi|mãi|mai|hoài|hoai)\b",
    )
)
"""How somebody who was misunderstood says what is not meant, in a talk."""
_ASKED = frozenset(
    ["gì", "gi", "j", "chi", "nào", "nao", "mấy", "may", "nhiêu", "nhieu", "cần", "can", "còn", "con"]
)  # "chứ cần giấy gì nữa" asks
_WHERE = frozenset(
    [
        "ở",
        "o",
        "nộp",
        "nop",
        "làm",
        "lam",
        "đi",
        "di",
        "mua",
        "lấy",
        "lay",
        "xin",
        "tới",
        "toi",
        "đến",
        "den",
        "ra",
        "về",
        "ve",
        "chỗ",
        "từ",
        "tu",
        "nằm",
        "nam",
        "cấp",
        "cap",
        "gửi",
        "gui",
        "nói",
        "noi",
    ]
)


def _denied(question: str) -> re.Match[str] | None:
    """The first thing that a follow-up says is not meant; asked where ("có cấp lại ở đâu"), nothing is."""
    for form in _DENIALS:
        for found in form.finditer(question):
            said = found["what"].lower().split()
            if not said:
                continue
            asks_where = said[-1] in _WHERE and question[found.end("what") :].lower().startswith((" đâu", " dau"))
            if not asks_where and not _ASKED.intersection(said):
                return found
    return None


def without_corrected(question: str, *, is_follow_up: bool) -> tuple[str, tuple[str, ...]]:
    """`question` without what it says is not so ("không phải mất, chỉ bị rách"), and what that is: before "mà", "chỉ" or "nữa"; in a
    follow-up also before a comma or the end, what it gives up, and what was not asked. As it is where nothing else would be left."""
    taken: list[str] = []
    while found := _taken_back(question, is_follow_up=is_follow_up):
        rest = f"{question[: found.start()]} {question[found.end() :]}"
        if len(tokens(rest)) < SHORTEST_REST or (taken and not is_follow_up):
            break
        question = rest
        taken.append(found["what"].strip())
    return question, tuple(taken)


def affirmed(question: str) -> str:
    """What a follow-up says, without what it takes back."""
    return without_corrected(question, is_follow_up=True)[0]


def _taken_back(question: str, *, is_follow_up: bool) -> re.Match[str] | None:
    found = _BUT_NOT.search(question)
    if found is None and (found := _CORRECTED.search(question)) and not is_follow_up and not found["stop"].strip(" ,.;?!"):
        found = None
    if found is None and is_follow_up:
        found = _GIVEN_UP.search(question) or _SPOKEN.search(question) or _denied(question)
    return found
