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


def without_corrected(question: str, *, is_follow_up: bool) -> tuple[str, str]:
    """`question` without what it says is not so ("không phải mất, chỉ bị rách"), and what that is: before "mà", "chỉ" or "nữa", and in a
    follow-up also before a comma or the end, or what it gives up. As it is where nothing else would be left."""
    found = _BUT_NOT.search(question)
    if found is None and (found := _CORRECTED.search(question)) and not is_follow_up and not found["stop"].strip(" ,.;?!"):
        found = None
    if found is None and is_follow_up:
        found = _GIVEN_UP.search(question) or _SPOKEN.search(question)
    if found is None:
        return question, ""
    rest = f"{question[: found.start()]} {question[found.end() :]}"
    return (rest, found["what"]) if len(tokens(rest)) >= SHORTEST_REST else (question, "")
