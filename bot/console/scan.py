"""A link as a code that a telephone scans."""

from __future__ import annotations

import segno
from markupsafe import Markup


def to_scan(link: str) -> Markup:
    """`link` as a QR code on white, which a telephone reads in the dark too; "" for none."""
    return Markup(segno.make(link, error="m", micro=False).svg_inline(scale=6, light="#fff", omitsize=True)) if link else Markup()  # noqa: S704 - our own drawing
