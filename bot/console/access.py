"""Who may open which page: the one table. A route that is not in it cannot be made, and the application does not start."""

from __future__ import annotations

from collections.abc import Mapping

from bot.people.staff import Role

PREFIX = "/quan-tri"
DOOR = f"{PREFIX}/vao"
"""A one-time link is the site's address, this, a slash and the token."""
MAILBOX_DOOR = f"{PREFIX}/hop-thu"
"""The same of a link with which a mailbox is confirmed."""
Roles = frozenset[Role]

ANYBODY: Roles | None = None  # also who is not logged in
STAFF: Roles = frozenset(Role)
LEADING: Roles = frozenset({Role.LEADER, Role.ADMIN})
ADMIN: Roles = frozenset({Role.ADMIN})

ACCESS: Mapping[tuple[str, str], Roles | None] = {
    ("GET", "/dang-nhap"): ANYBODY,
    ("POST", "/dang-nhap"): ANYBODY,
    ("GET", "/vao/{token}"): ANYBODY,
    ("POST", "/vao/{token}"): ANYBODY,
    ("GET", "/hop-thu/{token}"): ANYBODY,
    ("POST", "/hop-thu/{token}"): ANYBODY,
    ("GET", "/tai-khoan"): STAFF,
    ("POST", "/tai-khoan/hop-thu"): STAFF,
    ("GET", "/ma"): STAFF,
    ("POST", "/ma"): STAFF,
    ("GET", "/tai-khoan/hai-lop"): STAFF,
    ("POST", "/tai-khoan/hai-lop"): STAFF,
    ("POST", "/tai-khoan/hai-lop/bat-dau"): STAFF,
    ("POST", "/tai-khoan/hai-lop/ma"): STAFF,
    ("POST", "/tai-khoan/hai-lop/bo"): STAFF,
    ("POST", "/nhan-su/{number:int}/hai-lop/bo"): ADMIN,
    ("POST", "/dang-xuat"): STAFF,
    ("POST", "/dang-xuat-het"): STAFF,
    ("GET", "/nhap"): STAFF,
    ("POST", "/nhap"): STAFF,
    ("GET", "/"): STAFF,
    ("POST", "/cach-xem"): STAFF,
    ("POST", "/cach-xem/{number:int}/bo"): STAFF,
    ("POST", "/kien-nghi/cung-luc"): STAFF,
    ("GET", "/thong-bao"): STAFF,
    ("POST", "/thong-bao/{number:int}"): STAFF,
    ("POST", "/thong-bao"): STAFF,
    ("GET", "/kien-nghi.csv"): STAFF,
    ("GET", "/kien-nghi.xlsx"): STAFF,
    ("GET", "/kien-nghi/{number:int}"): STAFF,
    ("POST", "/kien-nghi/{number:int}/{action}"): STAFF,
    ("GET", "/kien-nghi/{number:int}/tep/{name:path}"): STAFF,
    ("GET", "/kien-nghi/{number:int}/hoi-dap"): STAFF,
    ("GET", "/nhap-ho"): STAFF,
    ("POST", "/nhap-ho"): STAFF,
    ("GET", "/nhap-ho/{number:int}"): STAFF,
    ("GET", "/tong-quan"): LEADING,
    ("GET", "/mau-tra-loi"): STAFF,
    ("POST", "/mau-tra-loi"): LEADING,
    ("GET", "/lich"): STAFF,
    ("POST", "/lich/ngay"): ADMIN,
    ("POST", "/lich/thoi-han"): ADMIN,
    ("GET", "/nhan-su"): ADMIN,
    ("POST", "/nhan-su"): ADMIN,
    ("POST", "/nhan-su/{number:int}"): ADMIN,
    ("POST", "/nhan-su/{number:int}/moi"): ADMIN,
    ("POST", "/nhan-su/{number:int}/lien-ket"): ADMIN,
    ("POST", "/nhan-su/{number:int}/thu-hoi"): ADMIN,
    ("POST", "/nhan-su/{number:int}/vao-lai"): ADMIN,
    ("GET", "/nghi"): LEADING,
    ("POST", "/nhan-su/{number:int}/nghi"): LEADING,
    ("POST", "/nghi/{number:int}/bo"): LEADING,
    ("POST", "/don-vi"): ADMIN,
    ("POST", "/don-vi/{number:int}"): ADMIN,
    ("GET", "/cau-hoi"): STAFF,
    ("POST", "/cau-hoi/bo-qua"): STAFF,
    ("GET", "/hoi-dap"): STAFF,
    ("POST", "/hoi-dap"): STAFF,
    ("POST", "/cach-goi"): STAFF,
    ("GET", "/hoi-dap/{number:int}/sua"): STAFF,
    ("POST", "/hoi-dap/{number:int}/sua"): STAFF,
    ("POST", "/hoi-dap/{number:int}/duyet"): LEADING,
    ("POST", "/hoi-dap/{number:int}/go"): LEADING,
    ("GET", "/tin-bai"): STAFF,
    ("GET", "/tin-bai/moi"): STAFF,
    ("POST", "/tin-bai"): STAFF,
    ("POST", "/tin-bai/xem-truoc"): STAFF,
    ("GET", "/tin-bai/{number:int}"): STAFF,
    ("GET", "/tin-bai/{number:int}/sua"): STAFF,
    ("GET", "/tin-bai/{number:int}/bia.jpg"): STAFF,
    ("GET", "/tin-bai/{number:int}/tep/{name}"): STAFF,
    ("POST", "/tin-bai/{number:int}/gui"): LEADING,
    ("POST", "/tin-bai/{number:int}/xoa"): STAFF,
    ("GET", "/xem-truoc.css"): STAFF,
    ("GET", "/lich-bai"): LEADING,
    ("GET", "/lich-bai/{number:int}"): LEADING,
    ("POST", "/lich-bai/{number:int}/{action}"): LEADING,
    ("GET", "/dot-gui"): LEADING,
    ("GET", "/dot-gui/{number:int}"): LEADING,
    ("POST", "/dot-gui/{number:int}/{action}"): LEADING,
    ("GET", "/dot-gui/{number:int}/danh-sach"): LEADING,
    ("GET", "/dot-gui/{number:int}/danh-sach.csv"): LEADING,
    ("GET", "/ke-hoach"): STAFF,
    ("GET", "/ke-hoach/viec/{number:int}"): STAFF,
    ("POST", "/ke-hoach/viec/{number:int}"): ADMIN,
    ("POST", "/ke-hoach/viec"): ADMIN,
    ("POST", "/ke-hoach/thoi"): ADMIN,
    ("GET", "/ke-hoach/viec/{number:int}/tep"): STAFF,
    ("POST", "/ke-hoach/minh-chung"): STAFF,
    ("POST", "/ke-hoach/tin-bai"): STAFF,
    ("GET", "/ke-hoach/theo-doi"): ADMIN,
    ("POST", "/ke-hoach/theo-doi"): ADMIN,
    ("POST", "/ke-hoach/don-vi"): ADMIN,
    ("GET", "/bao-cao"): STAFF,
    ("GET", "/bao-cao.docx"): STAFF,
    ("GET", "/bao-cao.xlsx"): STAFF,
    ("GET", "/bien-dong"): STAFF,
    ("GET", "/bien-dong.xlsx"): STAFF,
    ("GET", "/dan-hoi"): LEADING,
    ("POST", "/dan-hoi"): LEADING,
    ("POST", "/dan-hoi/dong"): LEADING,
    ("POST", "/dan-hoi/dang"): LEADING,
    ("POST", "/dan-hoi/{number:int}/{action}"): LEADING,
    ("GET", "/khao-sat"): STAFF,
    ("POST", "/khao-sat"): LEADING,
    ("GET", "/khao-sat/{number:int}"): STAFF,
    ("POST", "/khao-sat/{number:int}"): LEADING,
    ("GET", "/khao-sat/{number:int}/the/{code}"): STAFF,
    ("GET", "/khao-sat/{number:int}/ket-qua"): STAFF,
    ("GET", "/khao-sat/{number:int}/ket-qua.xlsx"): STAFF,
    ("GET", "/khao-sat/{number:int}/loi"): STAFF,
    ("POST", "/khao-sat/{number:int}/loi"): STAFF,
    ("GET", "/khao-sat/{number:int}/giay"): STAFF,
    ("POST", "/khao-sat/{number:int}/giay"): STAFF,
    ("POST", "/khao-sat/{number:int}/giay/bo"): STAFF,
    ("GET", "/khao-sat/{number:int}/in/{code}"): STAFF,
    ("POST", "/khao-sat/{number:int}/minh-chung"): STAFF,
    ("POST", "/khao-sat/{number:int}/{action}"): LEADING,
    ("GET", "/bao-tin"): STAFF,
    ("POST", "/bao-tin"): STAFF,
    ("GET", "/bao-tin/{number:int}"): STAFF,
    ("POST", "/bao-tin/{number:int}"): STAFF,
    ("POST", "/bao-tin/{number:int}/duyet"): LEADING,
    ("POST", "/bao-tin/{number:int}/bo"): STAFF,
    ("POST", "/bao-tin/{number:int}/ket-thuc"): STAFF,
    ("POST", "/bao-tin/{number:int}/gia-han"): STAFF,
    ("POST", "/bao-tin/{number:int}/gia-han/duyet"): LEADING,
    ("POST", "/bao-tin/{number:int}/rut"): LEADING,
    ("GET", "/doi-thoai"): STAFF,
    ("POST", "/doi-thoai"): STAFF,
    ("POST", "/doi-thoai/cau/{number:int}"): STAFF,
    ("POST", "/doi-thoai/viec/{number:int}/giao"): STAFF,
    ("POST", "/doi-thoai/viec/{number:int}/tra-loi"): STAFF,
    ("POST", "/doi-thoai/viec/{number:int}/duyet"): LEADING,
    ("POST", "/doi-thoai/viec/{number:int}/rut"): LEADING,
    ("GET", "/doi-thoai/{number:int}"): STAFF,
    ("POST", "/doi-thoai/{number:int}"): STAFF,
    ("GET", "/doi-thoai/{number:int}/loi-doc"): STAFF,
    ("POST", "/doi-thoai/{number:int}/duyet"): LEADING,
    ("POST", "/doi-thoai/{number:int}/bo"): STAFF,
    ("POST", "/doi-thoai/{number:int}/huy"): LEADING,
    ("POST", "/doi-thoai/{number:int}/cau"): STAFF,
    ("POST", "/doi-thoai/{number:int}/bien-ban"): STAFF,
    ("POST", "/doi-thoai/{number:int}/dang"): LEADING,
    ("POST", "/doi-thoai/{number:int}/rut"): LEADING,
    ("POST", "/doi-thoai/{number:int}/minh-chung"): STAFF,
    ("GET", "/kenh"): STAFF,
    ("POST", "/kenh"): STAFF,
    ("GET", "/kenh.csv"): STAFF,
    ("POST", "/kenh/nhap"): STAFF,
    ("POST", "/kenh/duyet"): LEADING,
    ("POST", "/kenh/{number:int}/bo"): STAFF,
    ("POST", "/kenh/{number:int}/thoi"): LEADING,
    ("GET", "/tai-lieu"): ADMIN,
    ("POST", "/tai-lieu"): ADMIN,
    ("POST", "/tai-lieu/duyet"): ADMIN,
    ("GET", "/nhat-ky"): LEADING,
    ("GET", "/nhat-ky.csv"): LEADING,
    ("POST", "/nhat-ky/kiem-tra"): LEADING,
}
"""(method, path below PREFIX) → who may; which petitions somebody may see and what they may do with one is the desk's to decide."""

CODE, ENROL = "/ma", "/tai-khoan/hai-lop"
"""Where a session is sent that has not given the code of its second factor, and one whose role wants a factor that is not there."""
LEAVING = frozenset({"/dang-xuat", "/dang-xuat-het"})
BEFORE_CODE = frozenset({CODE}) | LEAVING
BEFORE_ENROLMENT = frozenset({ENROL, f"{ENROL}/bat-dau"}) | LEAVING
"""All that may be opened until then."""

UPLOADS: Mapping[str, int] = {
    "/tin-bai": 1_600_000,
    "/tin-bai/xem-truoc": 1_600_000,
    "/ke-hoach/minh-chung": 10_500_000,
    "/tai-lieu": 10_500_000,
    "/kenh/nhap": 600_000,
}
"""Paths whose forms bring files, and the most bytes that such a form may have."""


def may_open(role: Role, method: str, path: str) -> bool:
    """Whether somebody of `role` may open a route of the table."""
    allowed = ACCESS[method, path]
    return allowed is None or role in allowed
