"""The papers of an official dossier → their names: a paper's name is a fact, explanations are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.records.procedure import RequiredDocument
from knowledge.texts.text import CAPITAL, SMALL, one_line

LONGEST_NAME = 120  # characters; half of the names in the national list are shorter before they are cut
LONGEST_CASE = 160  # characters of the heading a paper stands under
LONGEST_BRACKET = 32  # characters; "(nếu có)" and "(bản sao có chứng thực)" say something, longer brackets explain
MOST = 15  # papers of a record; 93 of 100 records have no more
SHORTEST_NAME = 3  # characters: "CV"-like stumps are no name

_NOUNS = "|".join(
    re.split(
        r",\s+",
        """đơn, tờ, giấy, bản, văn bản, văn bằng, phiếu, hợp đồng, quyết định, biên bản, biên lai, báo cáo, danh sách, danh mục,
hồ sơ, sơ yếu, lý lịch, ảnh, hình ảnh, chứng chỉ, chứng minh, bằng, sổ, thẻ, hộ chiếu, công văn, dự thảo, đề án,
phương án, kế hoạch, tài liệu, chứng từ, hoá đơn, hóa đơn, mẫu, thuyết minh, dự toán, dự án, bảng, biểu, kết quả,
trích, mảnh trích, đề nghị, bản cam kết, cam kết, xác nhận, thông báo, nghị quyết, điều lệ, nội quy, quy chế,
quy trình, quy định, sơ đồ, bản vẽ, bản đồ, thông tin, chương trình, tóm tắt, lệnh, tệp, file, đĩa, sách, nhãn, thư,
ý kiến, căn cước, mã số, phim, video, clip, vận đơn, thoả thuận, thỏa thuận, di chúc, bản án, vé, visa, thị thực,
giáo án, tài khoản, đề cương, nhật ký, catalog, catalogue, hướng dẫn, lịch, logo, hình, chứng nhận, chứng thư,
lời khai, đề xuất, đề tài, số liệu, kịch bản, nội dung, tác phẩm, công điện, khai báo, bảo lãnh, thiết kế, chữ ký,
minh chứng, cmnd, cccd, gcn, bhyt, bhxh, maket, tờ trình, luận, luận văn, bài, mô tả, cv, yêu cầu, tham luận, đăng ký,
chấp thuận, tuyên bố, công hàm, đáp án, phụ lục, ủy nhiệm, uỷ nhiệm, hiến chương, giải trình, bình đồ, biên nhận,
phác thảo, lời giới thiệu, lời chứng, học bạ, đoạn, chương, trang""",
    )
)
"""What a paper's name begins with in the national list."""
_COUNTED = (
    r"(?:(?:\d{1,2}|một|hai|ba|bốn|các|những|toàn bộ|bộ|tập|file|một trong các|một trong những)\s+(?:\(\w+\)\s+)?(?:(?:bộ"
    r"|bản|tờ|tấm|cái|chiếc|loại|cuốn|quyển)\s+)?)?"
)
_PAPER = re.compile(rf"^{_COUNTED}(?:{_NOUNS})\b", re.IGNORECASE)
_SIGN = re.compile(
    r"^(?:[-–+*•.,;:\"“\s]+|thành phần hồ sơ\s*\d*\s*(?:\([^)]*\))?\s*:|(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.):/]|\(\w{1,3}\)"
    r"|\b[a-zđ]\d{0,2}[.)]|[IVX]{1,4}[.)])\s*)+",
)
_INNER = re.compile(
    rf"(?:(?<=[;:.,])|(?<=[;:.,)]))\s+(?:[-–+•*]|\(\d\)|\d{{1,2}}[.)]|[a-zđ]\))\s*(?=[{CAPITAL}0-9])"
    rf"|(?<=;)\s+(?={_COUNTED}(?:{_NOUNS})\b)"
)
_LISTING = re.compile(
    r"(?:giấy tờ|tài liệu|văn bản|hồ sơ|chứng từ|trong các|một trong|thành phần)[^.;]{0,90}?(?:sau(?: đây)?|gồm(?: có)?|bao gồm)?\s*:?$",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"\b(?:nội dung|thông tin|các phần|các mục|yêu cầu|nêu rõ|thể hiện)\b[^:]{0,80}:?$", re.IGNORECASE)
_CASED = re.compile(
    r"^((?:nộp cho|đối với|trường hợp|trong trường hợp|nếu|riêng|khi|người|cá nhân|tổ chức|doanh nghiệp)\b[^:;]{3,200}?)"
    r"(?:\s*:\s*|,?\s+(?:thì\s+)?(?:phải\s+|cần\s+|thay bằng\s+)?(?:có thêm|nộp thêm|bổ sung thêm|bổ sung|gửi kèm|kèm theo|thì nộp"
    r"|phải nộp|cần nộp|phải có|thay bằng)\s*:?\s+)"
    r"(.+)$",
    re.IGNORECASE | re.DOTALL,
)
GLUED = rf"(?-i:(?<=[{SMALL}][{SMALL}])(?=[{CAPITAL}][{SMALL}]))"
"""Where two cells of a table have run together: "khoáng sảnMau 30"."""
_EXPLAINS = re.compile(
    r";|:|\.(?=\s|$)|,?\s+trong đó\b|,?\s+(?:được\s+|đã được\s+)?(?:ban hành\s+)?(?:theo|đúng)\s+(?:đúng\s+)?(?:quy định|qui định"
    r"|hướng dẫn)\b"
    r"|,?\s+(?:đã |được |đã được )?(?:quy định|qui định|ban hành|nêu)\s+(?:tại|kèm|ở|trong|của)\b|,?\s+kèm theo (?:Nghị|Thông|Quyết|Luật)"
    r"|,?\s+(?:tại |của |thuộc |ở )?(?:Phụ lục|phụ lục|PHỤ LỤC)\b|,?\s+(?:bao gồm|gồm)\b|,?\s+(?:của|theo|tại|tới)\s+(?:Nghị định"
    r"|Thông tư|Luật)\b"
    r"|(?-i:\s+-\s+(?=[A-ZĐ]))|,?\s+(?:sau đây|dưới đây)\b|,?\s+(?:theo|tại) (?:điểm|khoản|Điều)\b|,?\s+quy định về\b(?=.*\d{4}/)"
    rf"|{GLUED}",
    re.IGNORECASE,
)
_DEPENDS = re.compile(r"\b(?:trường hợp|nếu|đối với|trừ)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_LOOSE_END = re.compile(
    r"(?:[\s,;:.(\"“–-]+|\s(?:tại|của|theo|và|hoặc|là|do|để|có|về|với|cho|được|đã|trong|các|những|thuộc|từ|đến|kèm|như|bởi|ở|số|này"
    r"|một|điểm|khoản"
    r"|điều|đối với|trường hợp|đối với trường hợp|mà|nêu|bằng|quy định|hoặc các|căn cứ|theo các|một trong các|một trong các loại"
    r"|một trong các giấy tờ|một trong các loại giấy tờ))+$",
    re.IGNORECASE,
)
_NO_PAPER = re.compile(
    r"^(?:số lượng|số bộ|hồ sơ (?:gồm|bao gồm|được|phải|nộp)|thành phần hồ sơ\b|hồ sơ\s*:?$|\d+\s*bộ|bản chính$|bản sao$|không có\b"
    r"|không$|không quy định"
    r"|nội dung (?:hồ sơ|đơn)|quy định chung|yêu cầu (?:đối với|về) (?:hồ sơ|bản)|thông tin (?:về )?(?:giấy|cá nhân|của|trong).*khai thác"
    r"|giấy tờ (?:phải|cần) (?:nộp|xuất trình)(?: gồm)?\s*:?$|(?:các )?giấy tờ (?:phải |cần )?(?:nộp|xuất trình|khác)?\s*:?$)",
    re.IGNORECASE,
)
_VERB = re.compile(r"^(?:xuất trình|nộp|gửi|có|kèm theo|phải nộp)\s+(?!hồ sơ)(?:kèm )?", re.IGNORECASE)
_SENTENCE = re.compile(
    r"^(?:(?:trong )?trường hợp (?:nộp|gửi|các thông tin|cơ quan|cho phép|khai thác|không quy định|hồ sơ)|người (?:ủy quyền"
    r"|được ủy quyền|nộp hồ sơ|nộp thuế)"
    r"|cơ quan (?:giải quyết|tiếp nhận)|lưu ý|ghi chú|việc |cách thức|thời hạn|tỷ lệ|khuyến khích)",
    re.IGNORECASE,
)
_REMARKS_UNDER = re.compile(r"^(?:lưu ý|ghi chú|chú ý|quy định chung|yêu cầu đối với)", re.IGNORECASE)
_EMPTY_CASE = re.compile(r"^(?:thành phần hồ sơ|thành phần|hồ sơ|số lượng.*|\d+ bộ.*|bao gồm|giấy tờ)$", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:\d{1,2} )?(?:các |những |một trong các |một trong những |một số )?(?:loại )?(?:giấy tờ|giấy chứng nhận|tài liệu|văn bản"
    r"|bản sao|bản chính|bản chụp|hồ sơ|thông tin|nội dung|mẫu|bản|giấy"
    r"|tờ)(?:,? (?:tài liệu|văn bản))?(?: (?:sau|khác|nêu trên|trên|kèm theo|gồm|này|liên quan|có liên quan))*$",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:người tiếp nhận|có trách nhiệm (?:kiểm|tiếp|tổng|gửi|thông)|chịu trách nhiệm trước|phải (?:bảo|đảm)|phải được (?:dịch"
    r"|hợp pháp|công chứng|chứng thực)|thì (?:người|không|cơ quan)|không phải nộp|không yêu cầu"
    r"|thì phải|được hiểu|cơ quan đăng ký|chỉ cần cung cấp)\b",
    re.IGNORECASE,
)
_SORT_OF_COPY = re.compile(
    r"^((?:bản chính|bản gốc) hoặc )?(?:(?:bản sao điện tử|bản sao y|bản sao|bản chính|bản gốc|bản chụp|bản điện tử|từ sổ gốc"
    r"|sổ gốc|(?:có|được)? ?chứng thực(?: điện tử)?"
    r"|có công chứng|công chứng|được cấp từ|được cấp|cấp từ|từ|kèm theo|kèm|xuất trình|để đối chiếu|đối chiếu|hoặc|hợp lệ|với|,|/"
    r"|của)(?:\s+|(?<=[,/])))+(?=\S)",
    re.IGNORECASE,
)
_FORM_FIRST = re.compile(r"^(Mẫu (?:số )?[\w./-]{1,12})\s*[.:–-]?\s+(?=[A-ZĐ])(.+)$", re.DOTALL)
DEPENDS = "tùy trường hợp"


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers that could be named, and how many entries of the official list have no name here."""

    named: tuple[RequiredDocument, ...]
    left: int


def papers_of(documents: Sequence[RequiredDocument]) -> Papers:
    """The dossier without its explanations: each name at most LONGEST_NAME characters, at most MOST papers.

    An entry that holds several papers is cut into them; one that names none is left and counted.
    Nothing is named where less than half of the entries could be.
    """
    named: dict[RequiredDocument, None] = {}
    left = 0
    for document in documents:
        found = list(_in(document))
        left += not found and not _is_remark(document)
        named.update(dict.fromkeys(found))
    if left > len(named):
        return Papers((), 0)
    cases = list(dict.fromkeys(["", *(document.case for document in named)]))
    kept = sorted(named, key=lambda document: cases.index(document.case))[:MOST]
    return Papers(tuple(kept), left + len(named) - len(kept))


def _is_remark(document: RequiredDocument) -> bool:
    """Whether the entry is no paper but a word about the dossier."""
    text = _unsigned(one_line(document.name))
    is_heading = not (document.originals or document.copies) and text.lower().startswith("hồ sơ đề nghị")
    return is_heading or bool(_REMARKS_UNDER.match(_unsigned(document.case)) or _NO_PAPER.match(text) or _SENTENCE.match(text))


def _in(document: RequiredDocument) -> Iterator[RequiredDocument]:
    """The papers of one entry: one as a rule, several where it is a list."""
    if _is_remark(document):
        return
    text = _VERB.sub("", _unsigned(one_line(document.name)))
    case = _case(document.case)
    head, *rest = (piece for piece in map(_unsigned, _INNER.split(text)) if piece) if text else [""]
    if rest and _CONTENTS.search(head):
        rest = []
    elif rest and head.endswith(":"):
        if not _LISTING.search(head):
            rest = []
        elif not re.match(r"^hồ sơ", head, re.IGNORECASE):
            case = "; ".join(part for part in (case, _case(head)) if part)
            head = ""
    for piece in (head, *rest):
        own, name = _of_case(piece)
        if name := _name(name):
            label = _shortened("; ".join(part for part in (case, own) if part), 2 * LONGEST_CASE)
            yield RequiredDocument(name=name, originals=document.originals, copies=document.copies, case=label)


def _of_case(text: str) -> tuple[str, str]:
    """ "Trường hợp ủy quyền thì có thêm giấy ủy quyền" → ("Trường hợp ủy quyền", "giấy ủy quyền")."""
    match = _CASED.match(text)
    if match and not _PAPER.match(text) and _PAPER.match(_unsigned(match[2])):
        return _case(match[1]), _unsigned(match[2])
    return "", text


def _name(text: str) -> str:
    """The name at the beginning of `text`; "" where it begins with no paper."""
    if (form := _FORM_FIRST.match(text)) and (rest := _name(form[2])):
        return f"{rest} ({form[1].rstrip('.')})"
    text = _of_any_sort(text)
    if not _PAPER.match(text) or _NO_PAPER.match(text):
        return ""
    whole = _BRACKET.sub(lambda match: match[0] if len(match[1]) <= LONGEST_BRACKET else "", text)
    whole = re.sub(r"\s*\([^()]*$", "", whole)
    cut = _EXPLAINS.search(whole, SHORTEST_NAME)
    name = whole[: cut.start()] if cut else whole
    dropped = re.split(r"[;.]\s", whole[len(name) :].lstrip(";.:, "))[0] if cut and whole[cut.start()] not in ";." else ""
    is_short = len(name) > LONGEST_NAME
    if is_short:
        whole_words = name[:LONGEST_NAME].rpartition(" ")[0]
        dropped += name[len(whole_words) :]
        name = whole_words
    ended = _LOOSE_END.sub("", name)
    dropped += name[len(ended) :]
    if ended.count("(") > ended.count(")"):
        ended = ended[: ended.rindex("(")].rstrip()
    if len(ended) < SHORTEST_NAME or _BARE.match(ended) or _TELLS.search(ended):
        return ""
    ended = ended[:1].upper() + ended[1:]
    ended += " …" if is_short else ""
    return f"{ended} ({DEPENDS})" if _DEPENDS.search(dropped) and "nếu" not in ended.lower() else ended


def _of_any_sort(text: str) -> str:
    """ "Bản sao từ sổ gốc hoặc bản sao có chứng thực giấy A" → "Bản sao giấy A": which sorts of copy will do is an explanation."""
    match = _SORT_OF_COPY.match(text)
    if not match or "hoặc" not in match[0]:
        return text
    return f"{'Bản chính hoặc bản sao' if match[1] else 'Bản sao'} {text[match.end() :]}"


def _case(text: str) -> str:
    """A heading as a label: without signs and without "hồ sơ gồm"."""
    text = one_line(text).strip("*:;,. []")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    text = re.sub(
        r"[,;:]?\s*(?:thì )?(?:thành phần )?(?:hồ sơ)?\s*(?:bao )?gồm(?: có)?(?: các)?(?: giấy tờ| tài liệu)?(?: sau)?(?: đây)?$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = _unsigned(text).strip("*:;,. ")
    if _EMPTY_CASE.match(text):
        return ""
    text = _shortened(text, LONGEST_CASE)
    return text[:1].upper() + text[1:]


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else _LOOSE_END.sub("", text[:room].rpartition(" ")[0]) + " …"


def _unsigned(text: str) -> str:
    """`text` without the bullets and numbers it begins with."""
    return _SIGN.sub("", text).strip()
