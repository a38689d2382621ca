"""Where a text tells a password: what stands behind the word for one. Pure; reads folded text, letter for letter as long as the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

HINT = re.compile(r"m[aâạậ]t ?kh|pass|\bmk\b|\bpwd?\b", re.IGNORECASE)
"""What a text with a password has, folded or not; most have it not and need not be folded."""

_NAMES = r"(?:mat ?khau|password|passwd|passcode|pass|mk|pw|pwd)"
_WHOSE = (
    r"(?:[^\S\n]+(?:cua|tai|khoan|toi|em|minh|chau|con|anh|chi|ba|ong|co|chu|bac|me|bo|vneid|dich|vu|cong|dvc|zalo|facebook|fb|email|gmail|mail"
    r"|wifi|may|dang|nhap|moi|cu|hien|da|dat|doi|lai|thanh|nay)(?!\w)){0,8}"
)
_SAYS = r"(?:[^\S\n]*[:=]+>?[^\S\n]*|[^\S\n]+(?:la|is)(?:[^\S\n]*[:=])?[^\S\n]+)"
_WORD = r"(?:\"[^\"\n]{1,64}\"|“[^”\n]{1,64}”|'[^'\n]{1,64}'|\S{2,64})"
TOLD = re.compile(rf"(?<!\w)(?P<name>{_NAMES}){_WHOSE}(?P<says>{_SAYS})(?P<word>{_WORD})")
""" "mật khẩu của em là …", "mk: …"."""
BARE = re.compile(rf"(?<!\w){_NAMES}{_WHOSE}[^\S\n]+(?P<word>(?=\S*[a-z])(?=\S*\d)\S{{5,64}})")
""" "password hoasen88": a word of letters and digits together, which no sentence has there."""

ORDINARY = frozenset(
    """
    ai bao bat bi bi-mat ca cai can chi cho chu chua co cua da dang dau day dc de dien dieu do du dung duoc ez gi hai hay hoac hom it j ji k
    kho kho-doan khong kieu ko ky la loai loi luon ma manh mat may minh mot nam nao nay nen neu ngay ngoai nguoi nham nhu nhung o phai qua
    quen ten sinh cap rat roi sai sao se so ta tai tam tao tat the theo thi thong toi trong tu tung va van vi viec vneid voi xong yeu
    em giong
    """.split()  # noqa: SIM905
)
"""Words with which a question goes on: "mật khẩu là gì", "mật khẩu: quên thì làm sao"."""
ENDS = " .,;!?)…"


def spans(folded: str) -> Iterator[tuple[int, int]]:
    """(begin, end) of each password, in order, apart."""
    begin = 0
    while found := _next(folded, begin):
        starts, ends = found.span("word")
        said = folded[starts:ends].rstrip(ENDS)
        begin = max(ends, starts + 1)
        if said and not (found.re is TOLD and _goes_on(found, said)):
            yield starts, starts + len(said)


def _next(folded: str, begin: int) -> re.Match[str] | None:
    """The match that begins first; of two that begin together the one that names the password (TOLD)."""
    found = [match for shape in (TOLD, BARE) if (match := shape.search(folded, begin))]
    return min(found, key=lambda match: match.start(), default=None)


def _goes_on(found: re.Match[str], said: str) -> bool:
    """Whether it is the next word of a sentence; "mk là sinh viên" speaks of oneself."""
    is_short = found["name"] == "mk" and not re.search(r"[:=]", found["says"])
    return said in ORDINARY or (is_short and re.fullmatch(r"[a-z]+", said) is not None)
