"""Texts for property tests: anything at all, and Vietnamese as people type it."""

from __future__ import annotations

from hypothesis import strategies as st

TRAPS = (
    *"\x00\x1f\x7f\x85\u00a0\u00ad\u200b\u200e\u200f\u202e\u2028\u3000\ufeff\ue000\uf0b7•➢",
    *("\ud800", "\udfff"),  # lone surrogates
    *"\u0300\u0301\u0309\u0303\u0323\u0302\u031b\u0324",
    *("o", "à", "oà", "hoạ", "quý", "uỷ", "đ", "Đ", "ð", "İ", "ß", "😀", "👩\u200d👧", "y", "_", "-", "\t", "\n", "\r", " ", "7"),
)
anything = st.lists(st.one_of(st.sampled_from(TRAPS), st.characters(), st.text(max_size=8)), max_size=30).map("".join)
"""Any text: control signs, lone surrogates, marks without a letter, right-to-left marks, emoji, bullets of Word."""

SYLLABLES = (
    *("đăng", "ký", "nuôi", "chó", "giấy", "phép", "trồng", "cây", "cổ", "thụ", "hòa", "thủy", "khoẻ", "hoà", "quý"),
    *("thuyền", "thúng", "nước", "ngoài", "Ủy", "ban", "cấp", "lại", "2024", "9.000001"),
)
vietnamese = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12).map(" ".join)
