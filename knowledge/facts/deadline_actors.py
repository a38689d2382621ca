"""Who stands beside a time in an official clause: somebody outside the offices who must act by then, or nobody certain.

Right behind the time ("trong 05 ngày kể từ ngày …, công dân phải đăng ký lại") or right before it ("doanh nghiệp nộp hồ sơ … trong 10 ngày
kể từ …"): the nearest to it decides, whatever else a long clause names.
"""

from __future__ import annotations

import re

NEAR = 140  # characters from a time to the one who acts by it; further away stands another sentence's subject
REACH = 170  # characters from the one who acts to what is done
SHORT = 12  # characters behind the one who acts in a piece that says nothing more: "cá nhân trong 90 ngày kể từ …"

_THEIRS = (
    r"cơ quan,? (?:đơn vị,? )?tổ chức(?:,? (?:và |hoặc )?(?:cá nhân|doanh nghiệp))*"
    r"|người (?!đứng đầu|có thẩm quyền|tiến hành|giải quyết|ra quyết định|được giao|tiếp nhận|quản lý|dự kiến)"
    r"|công dân|cá nhân"
    r"|tổ chức (?!cấp|dịch vụ việc làm|đánh giá|tiếp nhận|thi hành|hành nghề|giám định|chứng nhận|kiểm định|thẩm định"
    r"|thi|kiểm tra)"
    r"|doanh nghiệp|thương nhân|nhà đầu tư|nhà thầu|cha |mẹ |gia đình|hộ |chủ (?!tịch|trì|quản|nhiệm)"
    r"|cơ sở (?!giáo dục|đào tạo|đăng kiểm)|công ty"
    r"|hợp tác xã|thuyền trưởng|học sinh|sinh viên|học viên|thí sinh|thân nhân|vợ|chồng|bên |luật sư|công chứng viên|nhà xuất bản"
    r"|tổ hợp tác|quỹ |hội (?!đồng)|chi hội|chi nhánh|văn phòng (?!đăng ký|ủy ban|uỷ ban|ubnd|bộ|sở|hội đồng)|tác giả|đội thi"
    r"|nghệ nhân|hội thẩm|cộng tác viên"
    r"|ngân hàng (?:thương mại|được phép|hợp tác xã)|tổ chức tín dụng|ban (?:trù bị|sáng lập|vận động)|doanh nhân"
    r"|quản tài viên|nhóm |trưởng ban công tác mặt trận|biên tập viên|phóng viên|du học sinh|ông |bà |đại diện |các bên"
)
_OFFICES = (
    r"người (?:đứng đầu|có thẩm quyền|tiến hành|giải quyết|ra quyết định|được giao|tiếp nhận|quản lý)"
    r"|thuế (?:tỉnh|cơ sở|thành phố)|cơ quan|uỷ ban|ủy ban|ubnd|(?<!trụ )(?<!cơ )sở (?!hữu)|bộ (?!hồ sơ)|cục|chi cục|tổng cục"
    r"|công an|tòa án|toà án|phòng (?!khám|cháy|ở|trọ)|công chức|cán bộ|bộ phận"
    r"|trung tâm|hội đồng|ban (?!hành)|ngân hàng|chủ tịch|thủ tướng|bộ trưởng|giám đốc|cảng vụ|biên phòng|hải quan|kho bạc"
    r"|bảo hiểm xã hội|thanh tra|viện|(?<!nghĩa )(?<!dịch )(?<!nhiệm )(?<!nghiệp )(?<!phục )(?<!chức )vụ |trạm|đăng kiểm|đơn vị"
    r"|nhà trường|trường (?!hợp)|cơ sở (?:giáo dục|đào tạo)|hiệu trưởng|thủ trưởng"
    r"|tổ chức (?:cấp|dịch vụ|đánh giá|tiếp nhận|thi|giám định|chứng nhận|kiểm định|thẩm định|kiểm tra)|chủ (?:trì|nhiệm|quản)"
    r"|kiểm dịch viên|hệ thống|tổ thẩm định|đoàn "
)
ACTOR = re.compile(rf"\b(?:(?P<theirs>{_THEIRS})|(?P<office>{_OFFICES}))", re.IGNORECASE)
ACT = re.compile(
    r"\b(?:phải|có trách nhiệm|có nghĩa vụ|(?<!đã )nộp|(?<!đã )gửi|(?<!được )thông báo|(?<!đã )đăng ký|khai báo|kê khai"
    r"|khai(?! (?:thác|trương|giảng|mạc))"
    r"|trình báo|báo cáo|làm thủ tục|thực hiện|lập"
    r"|đề nghị|làm đơn|làm văn bản|hoàn thành|hoàn thiện hồ sơ đề nghị|có đơn|có văn bản đề nghị|đăng nhập)\b",
    re.IGNORECASE,
)
_MENDS = re.compile(
    r"\b(?:bổ sung(?= (?:hồ sơ|giấy|tài liệu|thông tin|đầy đủ|các|đủ|theo|và hoàn|hoàn)|,|\s*$)|(?:phải|nộp|gửi|trách nhiệm) bổ sung"
    r"|(?<!đề nghị )sửa đổi|chỉnh sửa|hoàn chỉnh|giải trình|khắc phục|nhận kết quả|đến nhận"
    r"|nộp (?:đủ |các khoản )?(?:phí|lệ phí|tiền)|nghĩa vụ tài chính|nộp lại|rút hồ sơ|hoàn thiện(?! hồ sơ đề nghị)|phải cam kết"
    r"|không (?:nộp|bổ sung|có|thực hiện|đến|gửi))\b",
    re.IGNORECASE,
)
"""What is done inside a procedure that has begun."""
_PIECE = re.compile(r"[,;:]\s*|\bthì\s+", re.IGNORECASE)
_LEAD = re.compile(r"^[\s,;:)\-–]*(?:thì\s+)?(?:các\s+|những\s+|mỗi\s+|(?:nếu|khi|và tổng)\s+[^,]{3,110},\s*)?", re.IGNORECASE)
_ASIDE = re.compile(r"\s\([^()]*\)\s?")
_IN_A_CASE = re.compile(r"^[\s,]*(?:nếu|trường hợp)\b", re.IGNORECASE)
_TURNS = re.compile(r"\bthì\b", re.IGNORECASE)
MARK = re.compile(r"^(?:[\s\-+*•]|bước\s*\d+\s*[:.]|[a-zđ\d]{1,3}[).]|\(\d+\))+", re.IGNORECASE)
_CASE = re.compile(r"^(?:nếu|khi|trường hợp|đối với|trừ|và tổng|để|căn cứ|theo)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:thời (?:điểm|hạn|gian) (?:(?:cơ quan, )?tổ chức, cá nhân )?(?:nộp|gửi|đăng ký|khai)\b[^.;]{0,110}"
    r"|việc (?:nộp|gửi|khai|đăng ký|thông báo)\b[^.;]{0,60} thực hiện\s*"
    r"|\b(?:nhận|tiếp nhận) hồ sơ(?: (?:đề nghị|đăng ký)\b[^,.;]{0,60})?\s*"
    r"|^(?:thông báo|khai báo|nộp|gửi|đăng ký)\b[^.;]{0,90}:\s*)$",
    re.IGNORECASE,
)
NOT_DONE = re.compile(r"\bkhông (?!quá)[^,;]{0,60}$", re.IGNORECASE)
_WEIGHS = re.compile(
    r"\b(?:tổng hợp|thẩm định|xem xét|(?<!đăng ký )xét chọn|trình (?:hội đồng|ubnd|ủy ban|bộ|sở|chủ tịch))\b[^;]{0,160}$", re.IGNORECASE
)
_TELLS_THEM = re.compile(
    r"\b(?:gửi|báo|cấp|trả|giao)\b[^,;]{0,50}\b(?:cho|đến|tới) (?:thí sinh|công dân|người|tổ chức|cá nhân|bên nộp|doanh nghiệp|hộ)\b",
    re.IGNORECASE,
)
"""What an office does, whether or not it is named."""
_DAY_LIES = re.compile(r"\bngày (?:thông báo|khai|nộp|báo)\b.*\bnằm\s*$", re.IGNORECASE)
_HANDS = re.compile(r"\b(?:nộp|gửi) (?:\d+ (?:bộ )?)?(?:hồ sơ|đơn|giấy tờ|tờ khai|giấy đề nghị|yêu cầu)\b[^,;]{0,90}$", re.IGNORECASE)
_ACTS_NOW = re.compile(r"^[\s,]*(?:phải\s+)?(?:nộp|gửi|đăng ký|khai báo|thông báo)\b", re.IGNORECASE)
_SUBJECT_CHANGES = re.compile(rf"(?:,\s+|\bthì\s+|\bvà\s+)(?:{_OFFICES})", re.IGNORECASE)
_GOES = re.compile(r"^\s*(?:phải\s+)?(?:gửi|nộp)\s*(?:hồ sơ|đơn|văn bản đề nghị|giấy đề nghị|$)", re.IGNORECASE)
_OWES = re.compile(
    r"\bphải (?:thực hiện|làm) thủ tục\b|\b(?:hồ sơ|đơn|yêu cầu|tờ khai)\b[^,;]{0,40} (?:phải được|yêu cầu) (?:nộp|gửi)\b", re.IGNORECASE
)

_IS_DUE = re.compile(
    rf"^[\s,]*(?!{_OFFICES})[^,;.:]{{2,40}}? phải được (?:đăng ký|khai báo|thông báo|nộp|gửi)\b"
    r"(?! (?:cho|đến|tới) (?:người|tổ chức|cá nhân))",
    re.IGNORECASE,
)


def is_due(rest: str) -> bool:
    """Whether right behind a time something must be registered or handed in, whoever does it ("…, tàu bay phải được đăng ký")."""
    return _IS_DUE.match(rest) is not None


def behind(rest: str) -> tuple[str, bool]:
    """What stands between a time and somebody of theirs right behind it ("", mostly), and whether somebody does, beginning a procedure."""
    rest = _ASIDE.sub(lambda aside: " " if len(aside[0]) > SHORT else aside[0], rest)
    lead = _LEAD.match(rest)
    start = lead.end() if lead else 0
    actor = ACTOR.search(rest, start)
    if not actor or not actor["theirs"] or actor.start() - start > NEAR:
        return "", False
    act = ACT.search(rest, actor.end(), actor.end() + REACH)
    if not act or _TURNS.search(rest[start : act.start()]) or _office_between(rest, actor.end(), act.start()):
        return "", False
    begins = not _MENDS.search(rest, max(actor.end(), act.start() - 30), act.end() + 40)
    between = rest[: actor.start()].strip(" ,;:)-–")
    return ("" if _CASE.match(between) else between), begins


def owes(told: str, rest: str) -> bool:
    """Whether somebody of theirs owes something by a time, whatever step it belongs to: named behind it in `rest`, or first in what is
    `told` before it; not in a case."""
    if _IN_A_CASE.match(rest):
        return False
    actor = ACTOR.search(rest[:NEAR])
    if actor:
        act = ACT.search(rest, actor.end(), actor.end() + REACH)
        return bool(actor["theirs"]) and act is not None and not _office_between(rest, actor.end(), act.start())
    told = MARK.sub("", told)
    first = ACTOR.match(told)
    act = ACT.search(told, first.end()) if first and first["theirs"] else None
    return act is not None and first is not None and not _office_between(told, first.end(), act.start())


def before(told: str, rest: str) -> bool:
    """Whether somebody of theirs acts in what is told before a time, and begins a procedure by it; or something must be handed in."""
    told = MARK.sub("", told)
    breaks = list(_PIECE.finditer(told))
    piece = told[breaks[-1].end() :] if breaks else told
    if _MENDS.search(piece) or _MENDS.match(rest.strip(" ,")) or NOT_DONE.search(told) or _WEIGHS.search(told):
        return False
    actor = ACTOR.search(piece)
    if actor and actor["theirs"] and actor.start() <= NEAR // 4:
        act = ACT.search(piece, actor.end()) or (ACT.search(rest[:NEAR]) if len(piece) - actor.end() <= SHORT else None)
        if act:
            return act.string is not piece or not _office_between(piece, actor.end(), act.start())
    if _WHEN.search(told) or _DAY_LIES.search(piece):
        return True
    if owed := _OWES.search(piece):
        return not (actor and actor["office"] and actor.start() < owed.end())
    if _GOES.match(piece) or _HANDS.search(piece):
        return _begins_with_them(told)
    if not ACTOR.search(told) or not _begins_with_them(told) or _TELLS_THEM.search(piece):
        return False
    return bool(_ACTS_NOW.match(rest)) or (bool(ACT.search(told[:REACH])) and not _SUBJECT_CHANGES.search(told))


def _begins_with_them(told: str) -> bool:
    """Whether the first who is named is no office; a case that names nobody ("trường hợp đề nghị cấp thẻ thì gửi") is the asker's."""
    actor = ACTOR.search(told)
    return not actor or bool(actor["theirs"])


def _office_between(text: str, begin: int, end: int) -> bool:
    """Whether an office stands between the one who acts and what is done, as another subject does: behind a comma."""
    return any(found["office"] for found in ACTOR.finditer(text, begin, end) if text[max(0, found.start() - 2) : found.start()] == ", ")
