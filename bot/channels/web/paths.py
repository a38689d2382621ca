"""Where the pages of petitions stand, and that of changes."""

from __future__ import annotations

REGISTER = "/kien-nghi"
FILING = f"{REGISTER}/gui"
REVIEW = f"{FILING}/xem-lai"
SENT = f"{FILING}/xong"
FOLLOWING = "/theo-doi"
DEEDS = f"{FOLLOWING}/viec"
CHANGES = "/bien-dong"
CHANGES_FEED = "/bien-dong.rss"
