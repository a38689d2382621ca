"""Campaigns: for whom, how many, tried out, approved, sent, paused, stopped, and what became of every letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time
from http import HTTPStatus
from typing import Literal, TypeAlias

from starlette.responses import Response

from bot.announcements.cases.campaigning import Campaigning, CampaignReport
from bot.announcements.rules.campaign import AT_WORK, Campaign, CampaignState
from bot.announcements.rules.followers import KINDS, LONGEST_PLACE, Audience, Sending, Topic
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.announcements.store.followers import FollowerBook
from bot.console import sheets
from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import Views
from bot.messages import ChatId
from bot.outbox.store import Counters
from knowledge.records.post import AudienceKind

LATEST = 30  # campaigns of the list
MOST_PLACES = 40
LONGEST_REASON = 500
FIRST_YEAR, LAST_YEAR = 2020, 2099
PAGE = 100  # letters of a list
A_SHEET = 1_000  # letters asked for at a time
Ended: TypeAlias = Literal["sent", "blocked", "failed"]
ENDED: Mapping[str, Ended] = {"sent": "sent", "blocked": "blocked", "failed": "failed"}
SHOWN = 3  # characters of a chat's key that are shown; enough to tell two apart, not to write to one

Act = Callable[[Campaign, RequestContext], Campaign | AnnouncementRefusal | None]


class CampaignPages:
    """Who may do what, campaigning decides."""

    def __init__(self, campaigning: Campaigning, followers: FollowerBook, counters: Counters, views: Views) -> None:
        self._campaigning = campaigning
        self._followers = followers
        self._counters = counters
        self._views = views
        self._acts: Mapping[str, Act] = {
            "audience": self._aim,
            "time": self._time,
            "try": lambda campaign, visit: campaigning.try_out(campaign, visit.staff, visit.at),
            "approve": self._approve,
            "drop": lambda campaign, visit: campaigning.drop(campaign, visit.staff, visit.at),
            "pause": lambda campaign, visit: campaigning.pause(campaign, visit.staff, visit.at),
            "resume": lambda campaign, visit: campaigning.resume(campaign, visit.staff, visit.at),
            "stop": lambda campaign, visit: campaigning.stop(campaign, visit.staff, visit.at),
        }

    def list(self, visit: RequestContext) -> Response:
        found = [(campaign, self._campaigning.report(campaign)) for campaign in self._campaigning.latest(LATEST)]
        return self._views.page(visit, "campaigns.html", found=[(campaign, report, _share(report)) for campaign, report in found])

    def show(self, visit: RequestContext) -> Response:
        campaign = self._campaigning.get(visit.number)
        return self._shown(visit, campaign) if campaign else self._views.missing()

    def act(self, visit: RequestContext) -> Response:
        campaign, act = self._campaigning.get(visit.number), self._acts.get(str(visit.args["action"]))
        if campaign is None or act is None:
            return self._views.missing()
        done = act(campaign, visit)
        if isinstance(done, AnnouncementRefusal):
            return self._shown(visit, campaign, self._views.wording.newsroom.refusals[done], self._typed(visit))
        said = "tried" if visit.args["action"] == "try" else "done"
        return self._views.go(f"/dot-gui/{campaign.id}", said=said)

    def letters(self, visit: RequestContext) -> Response:
        """Those that ended in one way, page by page."""
        campaign, ended = self._campaigning.get(visit.number), ENDED.get(visit.query.text("loai", "sent"))
        if campaign is None or ended is None:
            return self._views.missing()
        found = self._counters.results(campaign.id, ended, visit.query.number("sau") or 0, PAGE + 1)
        following = found[PAGE - 1].id if len(found) > PAGE else 0
        lines = [(masked(result.chat), result.at, result.reason) for result in found[:PAGE]]
        return self._views.page(visit, "letters.html", campaign=campaign, ended=ended, kinds=list(ENDED), lines=lines, following=following)

    def csv(self, visit: RequestContext) -> Response:
        campaign, ended = self._campaigning.get(visit.number), ENDED.get(visit.query.text("loai", "sent"))
        if campaign is None or ended is None:
            return self._views.missing()
        return sheets.csv(f"dot-gui-{campaign.id}-{ended}", self._table(campaign.id, ended))

    def _approve(self, campaign: Campaign, visit: RequestContext) -> Campaign | AnnouncementRefusal:
        """Of exactly the audience that was shown."""
        if visit.form.text("seen") != campaign.seal:
            return AnnouncementRefusal.CHANGED
        return self._campaigning.approve(campaign, visit.staff, visit.at)

    def _aim(self, campaign: Campaign, visit: RequestContext) -> Campaign | AnnouncementRefusal:
        form = visit.form
        because = form.text("because")[:LONGEST_REASON] if form.text("urgent") == "1" else ""
        audience = replace(_audience(form), is_chosen=campaign.sending.audience.is_chosen)
        sending = Sending(audience, form.text("important") == "1", form.text("urgent") == "1")
        return self._campaigning.change(campaign, sending, because, visit.staff, visit.at)

    def _time(self, campaign: Campaign, visit: RequestContext) -> Campaign | AnnouncementRefusal:
        """An empty day: as soon as it is approved."""
        day, hour = visit.form.day("day"), visit.form.text("hour")
        try:
            starts = datetime.combine(day, time.fromisoformat(hour), self._views.zone) if day else None
        except ValueError as error:
            raise FormError(hour) from error
        if starts and not FIRST_YEAR <= starts.year <= LAST_YEAR:
            return AnnouncementRefusal.WRONG_HOUR
        return self._campaigning.time(campaign, starts, visit.staff, visit.at)

    def _typed(self, visit: RequestContext) -> tuple[Sending, str] | None:
        """What was ticked and not taken: it stands in the form again."""
        if visit.args["action"] != "audience":
            return None
        form = visit.form
        return Sending(_audience(form), form.text("important") == "1", form.text("urgent") == "1"), form.text("because")[:LONGEST_REASON]

    def _shown(self, visit: RequestContext, campaign: Campaign, notice: str = "", typed: tuple[Sending, str] | None = None) -> Response:
        wanted, because = typed or (campaign.sending, campaign.urgent_because)
        is_waiting = campaign.state is CampaignState.PROPOSED
        report = self._campaigning.report(campaign)
        places = [name for name, _ in self._followers.places(MOST_PLACES)]
        return self._views.page(
            visit,
            "campaign.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            campaign=campaign,
            report=report,
            share=_share(report),
            needed=self._campaigning.approvals_needed(campaign, visit.at, visit.staff),
            why_not=self._campaigning.why_not(campaign, visit.staff, visit.at) if is_waiting else None,
            reach=self._campaigning.dry_run(campaign, visit.at) if is_waiting else campaign.reach,
            touches=[(self._touch(campaign, what), count) for what, count in sorted(report.touches.items())],
            places=[*wanted.audience.places, *(name for name in places if name not in wanted.audience.places)],
            topics=list(Topic),
            kinds=KINDS,
            seen=campaign.seal,
            wanted=wanted,
            because=because,
            starts=campaign.starts.astimezone(self._views.zone) if campaign.starts else None,
            is_moving=campaign.state in AT_WORK and campaign.state is not CampaignState.PAUSED,
            notice=notice,
        )

    def _touch(self, campaign: Campaign, what: str) -> str:
        """What stands on a button under the post."""
        words, kept = self._views.wording.newsroom, self._campaigning.article(campaign)
        call = kept.article.call_named(what) if kept else None
        if call:
            return words.touch_call.format(label=call.label)
        return words.touches.get(what, what)

    def _table(self, campaign: int, ended: Ended) -> Iterator[tuple[object, ...]]:
        words = self._views.wording.outreach.campaigns
        yield words.chat, words.at, words.why
        after = 0
        while found := self._counters.results(campaign, ended, after, A_SHEET):
            for result in found:
                yield masked(result.chat), result.at.astimezone(self._views.zone).replace(tzinfo=None), result.reason
            after = found[-1].id


def masked(chat: ChatId) -> str:
    """The channel and the end of the key: nobody is found by it."""
    return f"{chat.channel} …{chat.key[-SHOWN:]}" if len(chat.key) > 2 * SHOWN else f"{chat.channel} …"


def _share(report: CampaignReport) -> int:
    """Percent of the letters about which it is known what became of them."""
    sums = report.progress
    return (sums.total - sums.waiting) * 100 // sums.total if sums.total else 0


def _audience(form: Fields) -> Audience:
    """Raises FormError for what the page did not offer."""
    typed = tuple(" ".join(place.split())[:LONGEST_PLACE] for place in (*form.all("places"), *form.text("place").split(";")))
    places = tuple(dict.fromkeys(place for place in typed if place))
    kinds = form.all("kinds")
    if len(places) > MOST_PLACES or not set(kinds) <= set(KINDS) or not set(form.all("topics")) <= set(Topic):
        raise FormError("audience")
    return Audience(tuple(map(Topic, form.all("topics"))), places, tuple(map(AudienceKind, kinds)))
