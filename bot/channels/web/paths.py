"""Where the pages of petitions stand, that of changes, and those to look about in."""

from __future__ import annotations

REGISTER = "/kien-nghi"
FILING = f"{REGISTER}/gui"
REVIEW = f"{FILING}/xem-lai"
SENT = f"{FILING}/xong"
FOLLOWING = "/theo-doi"
DEEDS = f"{FOLLOWING}/viec"
SUGGESTING = "/api/goi-y"
BROWSING = "/viec"
FIELDS = "/linh-vuc"
CHANGES = "/bien-dong"
SURVEYS = "/khao-sat"
BULLETINS = "/thong-bao"
DIALOGUES = "/doi-thoai"
OFFICIAL = "/kenh"
CHANGES_FEED = "/bien-dong.rss"
