"""The official headings of a procedure, in every spelling that documents use, and the part each opens."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.records.procedure import Part
from knowledge.texts.text import one_line

TITLES: Mapping[Part, str] = {
    Part.SUMMARY: "Tóm tắt",
    Part.STEPS: "Trình tự thực hiện",
    Part.METHODS: "Cách thức thực hiện",
    Part.DOCUMENTS: "Thành phần hồ sơ",
    Part.TIME_LIMIT: "Thời hạn giải quyết",
    Part.FEES: "Phí, lệ phí",
    Part.APPLICANTS: "Đối tượng thực hiện",
    Part.AGENCY: "Cơ quan thực hiện",
    Part.RESULT: "Kết quả thực hiện",
    Part.CONDITIONS: "Yêu cầu, điều kiện",
    Part.LEGAL_BASIS: "Căn cứ pháp lý",
    Part.FORMS: "Biểu mẫu",
}
"""The heading each part stands under, as Decree 63/2010 Art. 8 names them."""

_SPELLINGS: Mapping[Part, tuple[str, ...]] = {
    Part.STEPS: (
        "trình tự thực hiện",
        "trình tự, thủ tục thực hiện",
        "các bước thực hiện",
        "quy trình các bước xử lý công việc",
        "quy trình các bước",
        "quy trình thực hiện",
        "quy trình giải quyết",
    ),
    Part.METHODS: ("cách thức thực hiện", "hình thức nộp hồ sơ", "cách thức nộp hồ sơ", "nơi nộp hồ sơ", "nơi nộp", "cách thức nộp"),
    Part.DOCUMENTS: ("thành phần hồ sơ", "thành phần, số lượng hồ sơ", "hồ sơ", "thành phần hồ sơ, số lượng hồ sơ", "hồ sơ cần chuẩn bị"),
    Part.TIME_LIMIT: ("thời hạn giải quyết", "thời gian giải quyết", "thời hạn", "thời gian thực hiện"),
    Part.FEES: (
        "phí, lệ phí",
        "lệ phí",
        "phí",
        "phí, lệ phí (nếu có)",
        "lệ phí (nếu có)",
        "phí và lệ phí",
        "chi tiết phí và lệ phí",
        "chi tiết chi phí",
    ),
    Part.APPLICANTS: ("đối tượng thực hiện", "đối tượng thực hiện thủ tục hành chính", "đối tượng"),
    Part.AGENCY: ("cơ quan thực hiện", "cơ quan giải quyết", "cơ quan thực hiện thủ tục hành chính", "cơ quan có thẩm quyền"),
    Part.RESULT: ("kết quả thực hiện", "kết quả thực hiện thủ tục hành chính", "kết quả"),
    Part.CONDITIONS: ("yêu cầu, điều kiện", "yêu cầu, điều kiện thực hiện", "yêu cầu, điều kiện thực hiện thủ tục hành chính"),
    Part.LEGAL_BASIS: ("căn cứ pháp lý", "căn cứ pháp lý của thủ tục hành chính", "cơ sở pháp lý"),
    Part.FORMS: ("biểu mẫu", "mẫu đơn, mẫu tờ khai", "tên mẫu đơn, mẫu tờ khai", "tên mẫu đơn, tờ khai", "mẫu đơn, tờ khai"),
}
_PART_OF = {spelling: part for part, spellings in _SPELLINGS.items() for spelling in spellings}
_COUNTED = re.compile(r"(?<=quy trình )(?:\d{1,2}|các) bước(?: (?:đơn giản|thực hiện|giải quyết|nộp hồ sơ|cơ bản))?$")
_NUMBERING = re.compile(r"^(?:[\divxa-zđ]{1,4}[.)/]\s*|[-+*•]\s*|[\d.]+\s+)+", re.IGNORECASE)


def part_of(heading: str) -> Part | None:
    """The part that `heading` opens ("3. Thành phần hồ sơ:" → DOCUMENTS), or None."""
    text = _NUMBERING.sub("", one_line(heading)).rstrip(" :.").lower().replace(" & ", ", ")
    return _PART_OF.get(_COUNTED.sub("các bước", text))
