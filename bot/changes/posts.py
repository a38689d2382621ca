"""The month's changes as a post for who follows a field: made when the month has ended, once, and sent only when somebody approves it.

It leaves as every post does: within what a follower gets in a month, outside the quiet hours, behind the replies to people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.announcements.cases.approval_notices import ApprovalNotices
from bot.announcements.rules.article import Article, body_of
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.followers import Audience, Sending, Topic
from bot.announcements.store.articles import Proposals
from bot.announcements.store.followers import FollowerBook
from bot.changes.feed import ChangeFeed
from bot.changes.presenter import name_of_month
from bot.wording import Wording
from knowledge.publications.changes import Change, ChangeKind
from knowledge.records.post import Motif, OpenLink
from knowledge.texts.writing import escaped

MOST_NAMED = 6  # procedures of one kind; more are counted, and stand on the page
LONGEST_NAME = 300  # characters of a procedure's name; the longest has 900


@dataclass(frozen=True, slots=True)
class FieldPosts:
    """`office`: who signs; `site`: the public address."""

    feed: ChangeFeed
    followers: FollowerBook
    proposals: Proposals
    approval_notices: ApprovalNotices
    wording: Wording
    office: str
    site: str
    zone: ZoneInfo

    def work(self, at: datetime) -> int:
        """The job of every day: propose what is missing of the month that has ended; returns how many were proposed now."""
        ended = Month.of(at, self.zone).after(-1)
        changes = [seen.change for seen in self.feed.of_months(ended.number, ended.number)]
        return sum(self._propose(topic, ended, of_topic(topic, changes, self.wording), at) for topic in Topic)

    def _propose(self, topic: Topic, month: Month, changes: Sequence[Change], at: datetime) -> bool:
        sending = Sending(Audience(topics=(topic,), is_chosen=True))
        if not changes or not self.followers.reach(sending, self.approval_notices.timetable.month(at)).addressed:
            return False
        article = self._article(topic, month, changes)
        return self.proposals.propose_once(
            f"changes:{month.number}:{topic}",
            article,
            sending,
            lambda campaign: self.approval_notices.to_let_out(campaign, article.title, at),
            at,
        )

    def _article(self, topic: Topic, month: Month, changes: Sequence[Change]) -> Article:
        words = self.wording.changes.letter
        told = {"topic": self.wording.following.topics[topic], "month": name_of_month(month.number, self.wording.changes)}
        return Article(
            title=words.title.format(count=len(changes), **told),
            author=self.office,
            summary=words.summary.format(**told),
            body=body_of("\n\n".join([words.lead, *self._sections(changes)])),
            calls=(OpenLink(label=words.open, address=f"{self.site}/bien-dong?thang={month.number}"),),
            motif=Motif.PAPERS,
            topics=(told["topic"],),
        )

    def _sections(self, changes: Sequence[Change]) -> Iterator[str]:
        order = list(ChangeKind)
        for kind, found in groupby(sorted(changes, key=lambda change: (order.index(change.kind), change.code)), lambda each: each.kind):
            of_kind = list(found)
            yield f"## {self.wording.changes.kinds[kind]}"
            more = [self.wording.changes.letter.more.format(count=len(of_kind) - MOST_NAMED)] if len(of_kind) > MOST_NAMED else []
            yield "\n".join([*(f"- {self._item(change)}" for change in of_kind[:MOST_NAMED]), *more])

    def _item(self, change: Change) -> str:
        name = escaped(" ".join(change.name.split())[:LONGEST_NAME])
        is_there = change.kind is not ChangeKind.GONE
        return f"[{name}]({self.site}/thu-tuc/{change.code})" if is_there else name


def of_topic(topic: Topic, changes: Iterable[Change], wording: Wording) -> list[Change]:
    """Those of the fields that the topic stands for."""
    begins = tuple(wording.changes.fields.get(topic, ()))
    return [change for change in changes if change.field.startswith(begins)] if begins else []
