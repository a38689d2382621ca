"""Where the pages of petitions stand."""

from __future__ import annotations

REGISTER = "/kien-nghi"
FILING = f"{REGISTER}/gui"
REVIEW = f"{FILING}/xem-lai"
SENT = f"{FILING}/xong"
FOLLOWING = "/theo-doi"
DEEDS = f"{FOLLOWING}/viec"
