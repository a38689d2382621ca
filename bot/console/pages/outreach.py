"""The routes of announcements, plans, rounds and changes: which page is behind each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.console.auth import Asked, Page
from bot.console.pages.campaigns import CampaignPages
from bot.console.pages.changes import ChangesPages
from bot.console.pages.editorial import EditorialPages
from bot.console.pages.news import NewsPages
from bot.console.pages.reports import ReportPages
from bot.console.pages.rounds import RoundsPages
from bot.console.pages.tasks import TaskPages


@dataclass(frozen=True, slots=True)
class OutreachPages:
    """What goes out to people, and what the plans ask for."""

    news: NewsPages
    months: EditorialPages
    campaigns: CampaignPages
    tasks: TaskPages
    reports: ReportPages
    rounds: RoundsPages
    changes: ChangesPages

    def routes(self) -> Mapping[Asked, Page]:
        return {**self._announcements(), **self._plans()}

    def _announcements(self) -> Mapping[Asked, Page]:
        return {
            ("GET", "/tin-bai"): self.news.list,
            ("GET", "/tin-bai/moi"): self.news.blank,
            ("POST", "/tin-bai"): self.news.save,
            ("POST", "/tin-bai/xem-truoc"): self.news.look,
            ("GET", "/tin-bai/{number:int}"): self.news.show,
            ("GET", "/tin-bai/{number:int}/sua"): self.news.edit,
            ("GET", "/tin-bai/{number:int}/bia.jpg"): self.news.cover,
            ("GET", "/tin-bai/{number:int}/tep/{name}"): self.news.file,
            ("POST", "/tin-bai/{number:int}/gui"): self.news.send,
            ("POST", "/tin-bai/{number:int}/xoa"): self.news.erase,
            ("GET", "/xem-truoc.css"): self.news.style,
            ("GET", "/lich-bai"): self.months.show,
            ("GET", "/lich-bai/{number:int}"): self.months.month,
            ("POST", "/lich-bai/{number:int}/{action}"): self.months.act,
            ("GET", "/dot-gui"): self.campaigns.list,
            ("GET", "/dot-gui/{number:int}"): self.campaigns.show,
            ("POST", "/dot-gui/{number:int}/{action}"): self.campaigns.act,
            ("GET", "/dot-gui/{number:int}/danh-sach"): self.campaigns.letters,
            ("GET", "/dot-gui/{number:int}/danh-sach.csv"): self.campaigns.csv,
        }

    def _plans(self) -> Mapping[Asked, Page]:
        return {
            ("GET", "/ke-hoach"): self.tasks.show,
            ("GET", "/ke-hoach/viec/{number:int}"): self.tasks.task,
            ("POST", "/ke-hoach/viec/{number:int}"): self.tasks.change,
            ("POST", "/ke-hoach/viec"): self.tasks.add,
            ("POST", "/ke-hoach/thoi"): self.tasks.unfollow,
            ("GET", "/ke-hoach/viec/{number:int}/tep"): self.tasks.file,
            ("POST", "/ke-hoach/minh-chung"): self.tasks.prove,
            ("POST", "/ke-hoach/tin-bai"): self.tasks.post,
            ("GET", "/ke-hoach/theo-doi"): self.tasks.plans,
            ("POST", "/ke-hoach/theo-doi"): self.tasks.follow,
            ("POST", "/ke-hoach/don-vi"): self.tasks.assign,
            ("GET", "/bao-cao"): self.reports.show,
            ("GET", "/bao-cao.docx"): self.reports.docx,
            ("GET", "/bao-cao.xlsx"): self.reports.xlsx,
            ("GET", "/bien-dong"): self.changes.show,
            ("GET", "/bien-dong.xlsx"): self.changes.xlsx,
            ("GET", "/dan-hoi"): self.rounds.show,
            ("POST", "/dan-hoi"): self.rounds.open,
            ("POST", "/dan-hoi/dong"): self.rounds.close,
            ("POST", "/dan-hoi/dang"): self.rounds.publish,
            ("POST", "/dan-hoi/{number:int}/{action}"): self.rounds.act,
        }
