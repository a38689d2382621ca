"""A small library in our own words; its codes and its procedures exist nowhere else."""

from __future__ import annotations

import gc
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.facts import fact_sheet
from knowledge.loading.library import STARTER, Library, load
from knowledge.records.procedure import Fee, LegalReference, Level, Procedure, Submission, TimeLimit, TimeUnit, Way

DOG, DOG_ABROAD, TREE, TREE_MINISTRY, TREE_AGAIN = "9.000001", "9.000002", "9.000003", "9.000004", "9.000005"
BOAT_NGHE_AN, BOAT, WELL, YARD, FLOWERS = "9.000006", "9.000007", "9.000008", "9.000009", "9.000010"
ALLEY, READER_BOOK, READER_CARD = "9.000011", "9.000012", "9.000013"
FACTS_DAY = date(2026, 3, 1)

_NAMES = {
    DOG: ("Thủ tục đăng ký nuôi chó", Level.COMMUNE, "Chăn nuôi"),
    DOG_ABROAD: ("Đăng ký nuôi chó có yếu tố nước ngoài", Level.COMMUNE, "Chăn nuôi"),
    TREE: ("Cấp giấy phép trồng cây cổ thụ", Level.COMMUNE, "Cây xanh"),
    TREE_MINISTRY: ("Cấp giấy phép trồng cây cổ thụ", Level.MINISTRY, "Cây xanh"),
    TREE_AGAIN: ("Cấp lại giấy phép trồng cây cổ thụ", Level.COMMUNE, "Cây xanh"),
    BOAT: ("Hỗ trợ mua thuyền thúng", Level.COMMUNE, "Thủy sản"),
    WELL: ("Xác nhận giếng nước sạch", Level.COMMUNE, "Nước sạch"),
    FLOWERS: ("Khen thưởng người trồng hoa đẹp", Level.PROVINCE, "Thi đua"),
    ALLEY: ("Đặt tên cho ngõ", Level.COMMUNE, "Địa danh"),
    READER_CARD: ("Cấp thẻ bạn đọc thư viện xã", Level.COMMUNE, "Thư viện"),
}

_CARD_OF_DOG = f"""---
code: "{DOG}"
name: Thủ tục đăng ký nuôi chó
field: Chăn nuôi
decision: 12/QĐ-THU
as_of: 2026-05-06
url: https://example.org/nuoi-cho
levels: [Cấp Xã]
agency: Ủy ban nhân dân cấp xã
forms: [Tờ khai nuôi chó]
related: ["{DOG_ABROAD}"]
---
Thủ tục để nhà nuôi chó báo cho xã biết.

## Thành phần hồ sơ
- Tờ khai nuôi chó (bản chính: 1)
- Sổ tiêm phòng dại (bản sao: 2)

## Thời hạn giải quyết
02 ngày làm việc.

## Căn cứ pháp lý
- 11/2099/NĐ-CP: về vật nuôi trong nhà

## Lưu ý
- Chó dữ phải đeo rọ mõm khi ra đường.
"""

_CARD_OF_YARD = f"""---
code: "{YARD}"
name: Cho mượn sân đình
field: Văn hóa
decision: 13/QĐ-THU
as_of: 2026-05-07
levels: [Cấp Xã]
---
Thủ tục để bà con mượn sân đình làm đám cưới hoặc hội làng.

## Trình tự thực hiện
1. Viết đơn mượn sân đình.
2. Trưởng thôn xem lịch rồi trả lời.
"""

_IMPORTED = f"""{{"code": "{WELL}", "name": "Xác nhận giếng nước sạch của hộ gia đình", "field": "Nước sạch", "levels": ["xa"], \
"steps": "Cán bộ xã đến lấy mẫu nước giếng rồi gửi đi thử.", "conditions": "Giếng cách chuồng trại ít nhất 10 mét.", \
"documents": [{{"name": "Đơn xin xác nhận giếng", "originals": 1}}]}}
{{"code": "{BOAT_NGHE_AN}", "name": "Hỗ trợ mua thuyền thúng", "field": "Thủy sản", "levels": ["xa"], "publisher": "UBND tỉnh Nghệ An"}}
{{"code": "{READER_BOOK}", "name": "Cấp sổ đọc sách thư viện xã", "levels": ["xa"], "status": "bai_bo", "successor": "{READER_CARD}"}}
"""

_ALIASES = f"""{{"code": "{DOG}", "phrases": ["khai báo nhà có nuôi chó", "nhà mới mua con chó phải báo ai", "làm giấy tờ cho chó"]}}
{{"code": "{DOG_ABROAD}", "phrases": ["người tây muốn nuôi chó", "mang chó từ nước ngoài về nuôi", "việt kiều nuôi chó ở quê"]}}
{{"code": "{TREE}", "phrases": ["xin trồng cây đa trước nhà", "muốn trồng cây to lâu năm", "trồng cây si ngoài ngõ có phải xin không"]}}
{{"code": "{BOAT}", "phrases": ["xin tiền mua thúng đi biển", "nhà nước cho tiền mua thuyền", "ngư dân nghèo muốn sắm thuyền"]}}
{{"code": "{WELL}", "phrases": ["giếng nhà tôi có uống được không", "thử nước giếng", "kiểm tra nước giếng khơi"]}}
"""

_TERMS = (
    "everyday\tofficial\tkind\n"
    "cún\tchó\teveryday\n"
    "ghe\tthuyền\tregional\n"
    "gp\tgiấy phép\tabbreviation\n"
    "dk\tđăng ký\ttyping\n"
    "thôn Thượng cũ\tthôn Hạ\told_name\n"
)

_FRAMES = "# Lời hỏi chung\ncho em hỏi\ncần những gì\nlàm thế nào\nbao nhiêu tiền\nthủ tục\nạ\nvậy\ncó phải\n"

_VARIANTS = """variants:
  - name: nước ngoài
    markers: [yếu tố nước ngoài]
    cues: [nước ngoài, người tây, việt kiều]
  - name: cấp lại
    markers: ["^cấp lại"]
    cues: [cấp lại, bị mất, rách]
"""

_UNITS = """provinces:
  - {name: Nghệ An, kind: tỉnh, also: [xứ Nghệ]}
  - {name: Ninh Bình, kind: tỉnh, former: [Hà Nam, Nam Định]}
agencies:
  - {name: Sở Xây dựng, level: tỉnh, former: [Sở Giao thông vận tải], abolished: 2025-03-01}
abolished_levels:
  - {name: cấp huyện, words: [cấp huyện, UBND huyện], since: 2025-07-01, now: cấp xã hoặc cấp tỉnh}
wording:
  - {old: giấy khai nuôi chó, now: sổ nuôi chó}
repealed:
  - {number: 10/2020/NĐ-CP, by: 11/2099/NĐ-CP, since: 2026-01-01}
"""

_HOTLINES = """hotlines:
  - {name: Tổng đài thử, number: "1900", purpose: hỏi thủ tục, source: trang thử, verified: 2026-01}
"""

_FAQ = f"""---
topic: Tiếp dân
as_of: 2026-04-01
---
## Thứ bảy xã có làm việc không?
Cách hỏi khác: cuối tuần có mở cửa không; thứ bảy nộp hồ sơ được không
Nguồn: Quy chế tiếp dân của xã thử
Thủ tục: {DOG}, {TREE}

Có, buổi sáng thứ bảy, từ 8 giờ đến 11 giờ.

## Quên mang giấy tờ thì sao?
Nguồn: Quy chế tiếp dân của xã thử

Cán bộ ghi phiếu hẹn, hôm sau mang bổ sung.
"""

_PLAN = """---
number: 7/KH-THU
title: Kế hoạch tuyên truyền cải cách hành chính của xã thử năm 2026
issuer: UBND xã thử
date: 2026-01-15
place: Nghệ An
tasks:
  - section: I
    "no": "1"
    content: Phát thanh trên loa xã về nộp hồ sơ qua mạng
    lead: [Công chức văn hóa]
    support: [Đoàn thanh niên]
    when: hằng tháng
  - section: I
    "no": "2"
    content: Mở hội thi tìm hiểu dịch vụ công
    lead: [Văn phòng]
    when: quý II/2026
---
## Mục đích
Để bà con biết nộp hồ sơ ở nhà.
"""

_POST = """---
month: 3
title: Nộp hồ sơ ở nhà, nhận kết quả ở nhà
author: UBND xã thử
summary: Cách nộp hồ sơ qua mạng trong năm phút.
topics: [dịch vụ công]
---
Bà con mở trang dịch vụ công rồi làm theo từng bước.
"""

_REFERENCE = """{"record_id": "quy-che-tiep-dan", "title": "Quy chế tiếp dân của xã thử", "number": "5/QC-THU", \
"sections": [{"title": "Giờ tiếp dân", "text": "Sáng từ 8 giờ, chiều từ 14 giờ."}]}
"""


def facts() -> list[Procedure]:
    """The small library's national fact sheet."""
    return [
        Procedure(
            code=code,
            name=name,
            field=field,
            levels=(level,),
            publisher="Bộ Thử nghiệm",
            decision="99/QĐ-THU",
            agency="Ủy ban nhân dân cấp xã",
            applicants=("Công dân Việt Nam",),
            submissions=(
                Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=5, unit=TimeUnit.WORKING_DAY),), fees=(Fee(amount=20_000),)),
                Submission(way=Way.ONLINE, time_limits=(TimeLimit(amount=3, unit=TimeUnit.WORKING_DAY),), fees=(Fee(amount=0),)),
            ),
            result=(f"Giấy trả lời về việc {name.lower()}",),
            legal_basis=(LegalReference(number="11/2099/NĐ-CP"),),
            url=f"https://example.org/{code}",
        )
        for code, (name, level, field) in _NAMES.items()
    ]


@cache
def starter() -> Library:
    """The library that ships, only to read: reading it takes two seconds. It stays, and is not walked again."""
    read = load([STARTER])
    gc.collect()
    gc.freeze()
    return read


def write(folder: Path) -> Path:
    """Write the whole small library into `folder`."""
    files = {
        "procedures/nuoi-cho.md": _CARD_OF_DOG,
        "procedures/san-dinh.md": _CARD_OF_YARD,
        "procedures/nhap.jsonl": _IMPORTED,
        "aliases/tat-ca.jsonl": _ALIASES,
        "terms.tsv": _TERMS,
        "stop_phrases.txt": _FRAMES,
        "variants.yaml": _VARIANTS,
        "units.yaml": _UNITS,
        "hotlines.yaml": _HOTLINES,
        "faq/tiep-dan.md": _FAQ,
        "plans/xa-thu-2026.md": _PLAN,
        "posts/thang-3.md": _POST,
        "references/quy-che.jsonl": _REFERENCE,
    }
    for name, text in files.items():
        put(folder, name, text)
    fact_sheet.write(facts(), folder / "national" / "facts.jsonl.gz", FACTS_DAY)
    return folder


def vouch(folder: Path) -> Path:
    """Say of the guides of the small library that two people read them: laid over what ships, they must be held or vouched for."""
    rows = "".join(f"{code}\t*\thai người đọc soát với quyết định\n" for code in (DOG, "9.000009"))
    return put(folder, "national/declared.tsv", f"code\tsaid\twhy\n{rows}")


def put(folder: Path, name: str, text: str) -> Path:
    """Write one file of a library."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
