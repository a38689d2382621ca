"""The window where staff send announcements: write, choose for whom, try out, approve, follow, pause, stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.announcements.cases.approval_notices import BROADCASTING, CAMPAIGN, ApprovalNotices
from bot.announcements.cases.campaigning import Campaigning
from bot.announcements.rules.campaign import APPROVERS, Campaign, CampaignState
from bot.announcements.rules.followers import KINDS, Sending, Topic
from bot.announcements.rules.outcomes import AnnouncementRefusal, Faulty
from bot.announcements.store.articles import StaffInputs
from bot.announcements.store.followers import FollowerBook
from bot.announcements.windows.editorial import preview
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.people.staff import Staff
from bot.text.numerals import is_row, small
from bot.wording import Wording
from knowledge.records.post import AudienceKind

NEWS, NEW = "/tin", "/tinmoi"
WRITE, VIEW, AUDIENCE, TOPIC, KIND, PLACE, IMPORTANT, URGENT = "n", "v", "g", "gt", "gk", "gp", "i", "u"
TOMORROW, AT_ONCE = "h", "h0"
TRY, APPROVE, DROP, PAUSE, RESUME, STOP, LIST = "t", "a", "d", "p", "r", "s", "l"
PLACES_SHOWN = 12
TYPED_WITHIN = timedelta(hours=2)
BAR = 10  # boxes of the progress bar
TEXT, REASON = "news", "reason"  # what may be about to be typed

Chosen = TypeVar("Chosen")
Act = Callable[[Campaign, Staff, datetime], Campaign | AnnouncementRefusal]


class BroadcastingWindow(Window):
    """Every button and every message is checked anew: who is it, and may they. As on the web, an officer sees no campaigns."""

    is_for_staff = True
    commands = frozenset({NEWS, NEW})
    actions = frozenset({BROADCASTING})

    def __init__(
        self, wording: Wording, campaigning: Campaigning, followers: FollowerBook, approval_notices: ApprovalNotices, inputs: StaffInputs
    ) -> None:
        self._wording = wording
        self._campaigning = campaigning
        self._followers = followers
        self._approval_notices = approval_notices
        self._inputs = inputs
        self._acts: dict[str, Act] = {
            DROP: campaigning.drop,
            PAUSE: campaigning.pause,
            RESUME: campaigning.resume,
            STOP: campaigning.stop,
            TOMORROW: lambda campaign, by, at: campaigning.time(campaign, campaigning.tomorrow(at), by, at),
            AT_ONCE: lambda campaign, by, at: campaigning.time(campaign, None, by, at),
        }

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        staff = self._approval_notices.staff.by_chat(incoming.sender)
        if staff is None:
            return [Reply(self._wording.newsroom.staff_only)]
        if staff.role not in APPROVERS:
            return [self._refused(AnnouncementRefusal.NOT_ALLOWED)]
        return self._write(staff, incoming.at) if command == NEW else [self._list()]

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        staff = self._approval_notices.staff.by_chat(incoming.sender)
        if staff is None:
            return [Reply(self._wording.newsroom.staff_only)]
        if staff.role not in APPROVERS:
            return [self._refused(AnnouncementRefusal.NOT_ALLOWED)]
        match pieces[1:]:
            case [str(what)] if what == WRITE:
                return self._write(staff, incoming.at)
            case [str(what)] if what == LIST:
                return [self._list()]
            case [what, number, *rest] if is_row(number):
                campaign = self._campaigning.get(int(number))
                return self._on(campaign, what, rest, staff, incoming.at) if campaign else [self._refused(AnnouncementRefusal.NOT_THERE)]
            case _:
                return None

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        """A new announcement, or the reason of an urgent one, where it is expected."""
        staff = self._approval_notices.staff.by_chat(incoming.sender)
        about = self._expected(staff, incoming.at) if staff else None
        if staff is None or about is None:
            return None
        if about == TEXT:
            done = self._campaigning.write(incoming.text, staff, incoming.at)
        else:
            done = self._reasoned(about, incoming.text, staff, incoming.at)
        if isinstance(done, Faulty):
            return [Reply(self._wording.newsroom.faulty.format(faults="\n".join(done.lines)))]
        self._inputs.drop(staff.id)
        return self._shown(done, staff, incoming.at)

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        staff = self._approval_notices.staff.by_chat(incoming.sender)
        if staff is None or self._expected(staff, incoming.at) is None:
            return None
        self._inputs.drop(staff.id)
        return [Reply(self._wording.newsroom.dropped), self._list()]

    def _expected(self, staff: Staff, at: datetime) -> str | None:
        found = self._inputs.expected(staff.id)
        is_ours = found is not None and found[0].partition(":")[0] in (TEXT, REASON) and abs(at - found[1]) <= TYPED_WITHIN
        return found[0] if found and is_ours else None

    def _write(self, staff: Staff, at: datetime) -> Sequence[Reply]:
        self._inputs.expect(staff.id, TEXT, at)
        return [Reply(self._wording.newsroom.type_new)]

    def _reasoned(self, about: str, reason: str, staff: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        campaign = self._campaigning.get(int(about.partition(":")[2]))
        if campaign is None:
            return AnnouncementRefusal.NOT_THERE
        return self._campaigning.change(campaign, replace(campaign.sending, is_urgent=True), reason, staff, at)

    def _on(self, campaign: Campaign, what: str, rest: Sequence[str], staff: Staff, at: datetime) -> Sequence[Reply] | None:
        match what, rest:
            case str(), [] if what == CAMPAIGN:
                return self._shown(campaign, staff, at)
            case str(), [] if what == VIEW:
                kept = self._campaigning.article(campaign)
                return [preview(self._approval_notices, kept)] if kept else [self._refused(AnnouncementRefusal.NOT_THERE)]
            case str(), [] if what in self._acts:
                return self._shown(self._acts[what](campaign, staff, at), staff, at)
            case str(), [*seen] if what == APPROVE:
                return self._approved(campaign, seen, staff, at)
            case str(), [] if what == TRY:
                refused = self._campaigning.try_out(campaign, staff, at)
                return [self._refused(refused) if refused else Reply(self._wording.newsroom.tested)]
            case str(), [] if what == URGENT:
                self._inputs.expect(staff.id, f"{REASON}:{campaign.id}", at)
                return [Reply(self._wording.newsroom.type_reason)]
            case _:
                return self._aimed(campaign, what, rest, staff, at)

    def _approved(self, campaign: Campaign, seen: Sequence[str], staff: Staff, at: datetime) -> Sequence[Reply]:
        """Of exactly what stood above the button; where it is another by now, that is shown first."""
        done = self._campaigning.approve(campaign, staff, at) if list(seen) == [campaign.seal] else AnnouncementRefusal.CHANGED
        again = self._campaigning.get(campaign.id) if done is AnnouncementRefusal.CHANGED else None
        return [*self._shown(done, staff, at), *([self._campaign(again, staff, at)] if again else ())]

    def _aimed(self, campaign: Campaign, what: str, rest: Sequence[str], staff: Staff, at: datetime) -> Sequence[Reply] | None:
        """Another audience or importance."""
        if what == AUDIENCE and not rest:
            return [self._audience(campaign)]
        sending = self._other(campaign.sending, what, rest)
        if sending is None:
            return None
        done = self._campaigning.change(campaign, sending, campaign.urgent_because, staff, at)
        if isinstance(done, AnnouncementRefusal):
            return [self._refused(done)]
        return self._shown(done, staff, at) if what == IMPORTANT else [self._audience(done)]

    def _other(self, sending: Sending, what: str, rest: Sequence[str]) -> Sending | None:
        """What a button makes of a sending; None where the button means nothing."""
        audience = sending.audience
        match what, rest:
            case str(), [] if what == IMPORTANT:
                return replace(sending, is_important=not sending.is_important)
            case str(), [topic] if what == TOPIC and topic in set(Topic):
                return replace(sending, audience=replace(audience, topics=_toggled(audience.topics, Topic(topic))))
            case str(), [kind] if what == KIND and kind in KINDS:
                return replace(sending, audience=replace(audience, kinds=_toggled(audience.kinds, AudienceKind(kind))))
            case str(), [number] if what == PLACE and (nth := small(number)) is not None and nth < len(places := self._places()):
                return replace(sending, audience=replace(audience, places=_toggled(audience.places, places[nth])))
            case _:
                return None

    def _places(self) -> list[str]:
        return [name for name, _ in self._followers.places(PLACES_SHOWN)]

    def _shown(self, done: Campaign | AnnouncementRefusal, staff: Staff, at: datetime) -> Sequence[Reply]:
        return [self._refused(done)] if isinstance(done, AnnouncementRefusal) else [self._campaign(done, staff, at)]

    def _refused(self, why: AnnouncementRefusal) -> Reply:
        return Reply(self._wording.newsroom.refusals[why])

    def _list(self) -> Reply:
        words = self._wording.newsroom
        latest = self._campaigning.latest()
        told = [
            words.news_line.format(id=each.id, state=words.campaign_states[each.state], title=self._campaigning.title(each))
            for each in latest
        ]
        buttons = [_button(str(each.id), CAMPAIGN, each.id) for each in latest]
        rows = [tuple(buttons[begin : begin + 5]) for begin in range(0, len(buttons), 5)]
        return Reply("\n".join((words.news, *told)), (*rows, (Button(words.new, f"{BROADCASTING}:{WRITE}"),)))

    def _campaign(self, campaign: Campaign, staff: Staff, at: datetime) -> Reply:
        words = self._wording.newsroom
        audience = self._told_audience(campaign.sending)
        state = words.campaign_states[campaign.state]
        lines = [words.campaign.format(id=campaign.id, state=state, title=self._campaigning.title(campaign), audience=audience)]
        if campaign.starts:
            lines.append(words.starts.format(at=self._approval_notices.shown(campaign.starts)))
        if campaign.urgent_because:
            lines.append(words.urgent.format(reason=campaign.urgent_because))
        if campaign.sending.is_important:
            lines.append(words.important)
        if campaign.state is CampaignState.PROPOSED:
            sums = self._campaigning.dry_run(campaign, at)
            lines.append(words.dry_run.format(reached=sums.reached, capped=sums.capped, slow=sums.slow, inactive=sums.inactive))
        elif campaign.state is not CampaignState.SCHEDULED:
            lines += self._figures(campaign)
        return Reply("\n".join(lines), self._rows(campaign, staff, at))

    def _figures(self, campaign: Campaign) -> list[str]:
        words, report = self._wording.newsroom, self._campaigning.report(campaign)
        done = report.progress.total - report.progress.waiting
        share = done * 100 // report.progress.total if report.progress.total else 0
        bar = "▓" * (share * BAR // 100) + "░" * (BAR - share * BAR // 100)
        sums = report.progress
        told = words.progress_stopped if campaign.state is CampaignState.STOPPED else words.progress
        figures = {"sent": sums.sent, "blocked": sums.blocked, "failed": sums.failed, "waiting": sums.waiting, "withdrawn": sums.withdrawn}
        lines = [told.format(bar=bar, percent=share, total=sums.total, **figures)]
        if report.touches:
            lines.append(words.report)
            lines += [f"- {self._touch(campaign, what)}: {count}" for what, count in sorted(report.touches.items())]
        return lines

    def _touch(self, campaign: Campaign, what: str) -> str:
        """The name of a button under the post: "read" or "call0"."""
        words, kept = self._wording.newsroom, self._campaigning.article(campaign)
        call = kept.article.call_named(what) if kept else None
        if call:
            return words.touch_call.format(label=call.label)
        return words.touches.get(what, what)

    def _rows(self, campaign: Campaign, staff: Staff, at: datetime) -> tuple[tuple[Button, ...], ...]:
        words, number = self._wording.newsroom, campaign.id
        refresh = (_button(words.refresh, CAMPAIGN, number), _button(words.see, VIEW, number))
        sign = (_button(words.approve, APPROVE, number, campaign.seal),) if self._campaigning.may_approve(campaign, staff, at) else ()
        match campaign.state:
            case CampaignState.PROPOSED:
                importance = words.make_ordinary if campaign.sending.is_important else words.make_important
                return (
                    (_button(words.see, VIEW, number), _button(words.test, TRY, number)),
                    (_button(words.choose_audience, AUDIENCE, number),),
                    (_button(importance, IMPORTANT, number), _button(words.make_urgent, URGENT, number)),
                    (_button(words.at_once, AT_ONCE, number) if campaign.starts else _button(words.tomorrow, TOMORROW, number),),
                    (*sign, _button(words.drop, DROP, number)),
                )
            case CampaignState.SCHEDULED:
                return (refresh, (_button(words.drop, DROP, number),))
            case CampaignState.RUNNING | CampaignState.QUIET:
                return (refresh, (_button(words.pause, PAUSE, number), _button(words.stop, STOP, number)))
            case CampaignState.PAUSED:
                return (refresh, (_button(words.resume, RESUME, number), _button(words.stop, STOP, number)))
            case CampaignState.QUEUEING:
                return (refresh, (_button(words.stop, STOP, number),))
            case CampaignState.DONE | CampaignState.STOPPED | CampaignState.DROPPED:
                return (refresh,)

    def _audience(self, campaign: Campaign) -> Reply:
        words, audience = self._wording.following, campaign.sending.audience
        marked = [
            *((words.topics[topic], TOPIC, str(topic), topic in audience.topics) for topic in Topic),
            *((words.kinds[kind], KIND, str(kind), kind in audience.kinds) for kind in KINDS),
            *((place, PLACE, str(number), place in audience.places) for number, place in enumerate(self._places())),
        ]
        buttons = [
            _button(words.chosen.format(topic=label) if is_chosen else label, what, campaign.id, value)
            for label, what, value, is_chosen in marked
        ]
        rows = [tuple(buttons[begin : begin + 2]) for begin in range(0, len(buttons), 2)]
        return Reply(self._wording.newsroom.audience_question, (*rows, (_button(words.done, CAMPAIGN, campaign.id),)), replaces=True)

    def _told_audience(self, sending: Sending) -> str:
        words, audience = self._wording.following, sending.audience
        parts = (
            ", ".join(words.topics[topic] for topic in audience.topics),
            ", ".join(words.kinds[kind] for kind in audience.kinds),
            ", ".join(audience.places),
            self._wording.newsroom.chosen_only if audience.is_chosen and audience.topics else "",
        )
        return "; ".join(part for part in parts if part) or self._wording.newsroom.everybody


def _toggled(chosen: tuple[Chosen, ...], one: Chosen) -> tuple[Chosen, ...]:
    return tuple(each for each in chosen if each != one) if one in chosen else (*chosen, one)


def _button(label: str, what: str, campaign: int, *more: str) -> Button:
    return Button(label, ":".join((BROADCASTING, what, str(campaign), *more)))
