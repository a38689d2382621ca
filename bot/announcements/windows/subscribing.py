"""The window for followers: agree, choose, get less, leave; and what the buttons under a post do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.announcements.formats.posting import FEWER, FOLLOWING, LEAVE, READ, TRIAL
from bot.announcements.formats.reading import pages
from bot.announcements.rules.followers import KINDS, LONGEST_PLACE, MOST_A_MONTH, Follower, Frequency, Topic, key_of_place
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.store.articles import ArticleStore
from bot.announcements.store.campaigns import CampaignBook
from bot.announcements.store.followers import FollowerBook
from bot.frontdesk.choosing import ChoiceReader
from bot.frontdesk.window import Ask, Window
from bot.messages import Button, ChatId, Incoming, Reply
from bot.people.staff_store import StaffBook
from bot.runtime.address_deeds import SUBSCRIPTIONS, AddressDeeds
from bot.text.numerals import is_row, small
from bot.wording import Wording
from knowledge.records.post import AskBot, AudienceKind, Call, CallHotline, FilePetition, OpenLink

FOLLOW, UNFOLLOW = "/dangky", "/huydangky"
AGREE, DECLINE, SETTINGS, TOPICS, EVERY, PLACE, ANYWHERE, KINDS_OF, PACES, PAGE = "ok", "no", "s", "t", "e", "p", "a", "k", "v", "g"
TOPICS_A_ROW = 2


class SubscribingWindow(Window):
    """What a chat chooses is its own: no action names a chat."""

    keeps_in = "followers"
    commands = frozenset({FOLLOW, UNFOLLOW})
    actions = frozenset({FOLLOWING})
    links = frozenset({"dangky", "bai"})

    def __init__(
        self,
        wording: Wording,
        office: str,
        followers: FollowerBook,
        campaigns: CampaignBook,
        articles: ArticleStore,
        staff: StaffBook,
        ask: Ask,
        petition: Ask,
        subscriptions: AddressDeeds | None = None,
    ) -> None:
        """`subscriptions`: how many come from one network address."""
        self._subscriptions = subscriptions or AddressDeeds(SUBSCRIPTIONS, "subscriptions")
        self._wording = wording
        self._office = office
        self._followers = followers
        self._campaigns = campaigns
        self._articles = articles
        self._staff = staff
        self._ask = ask
        self._petition = petition
        self._choices = ChoiceReader(wording.choosing)

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        return self._left(incoming) if command == UNFOLLOW else self._opened(incoming.chat)

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        """A poster's QR code: "dangky", or an article: "bai_17"."""
        match pieces:
            case ["dangky"]:
                return self._opened(incoming.chat)
            case ["bai", number]:
                kept = self._article(number)
                return [self._page(kept, TRIAL, 0)] if kept and kept.published else [Reply(self._wording.following.gone)]
            case _:
                return None

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case [str(kind), campaign, *rest] if kind in (READ, PAGE, FEWER, LEAVE) and (campaign == str(TRIAL) or is_row(campaign)):
                return self._under_a_post(incoming, kind, int(campaign), rest)
            case [str(kind)] if kind == AGREE:
                return self._agreed(incoming)
            case [str(kind)] if kind == DECLINE:
                return [Reply(self._wording.following.declined, replaces=True)]
            case chosen:
                follower = self._followers.get(incoming.chat)
                return self._chosen(incoming, chosen) if follower and follower.is_active else self._opened(incoming.chat)

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        """A place, where we asked for one a moment ago."""
        follower = self._followers.get(incoming.chat) if self._followers.is_asked_for_place(incoming.chat) else None
        if follower is None or not follower.is_active or not follower.may_be_typing_a_place(incoming.at):
            return None
        if self._choices.named(incoming.text, [self._wording.following.place_any], is_whole=True) is not None:
            self._followers.choose_place(incoming.chat, "")
            return self._opened(incoming.chat)
        place = " ".join(incoming.text.split())
        if not key_of_place(place) or len(place) > LONGEST_PLACE or "?" in place:
            return [Reply(self._wording.following.place_unclear, self._place_rows())]
        self._followers.choose_place(incoming.chat, place)
        return [Reply(self._wording.following.place_set.format(place=place)), *self._opened(incoming.chat)]

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        follower = self._followers.get(incoming.chat)
        if follower is None or follower.awaits_place is None:
            return None
        self._followers.stop_asking(incoming.chat)
        return self._opened(incoming.chat)

    def _opened(self, chat: ChatId, replaces: bool = False) -> Sequence[Reply]:
        """The choices of a follower; for anybody else, what there is to agree to: nothing is agreed by itself."""
        follower = self._followers.get(chat)
        if follower and follower.is_active:
            return [Reply(self._told(follower), self._setting_rows(), replaces=replaces)]
        words = self._wording.following
        return [Reply(self._consent(), ((_button(words.agree, AGREE),), (_button(words.decline, DECLINE),)))]

    def _consent(self) -> str:
        return self._wording.following.consent.format(office=self._office or self._wording.following.some_office, most=MOST_A_MONTH)

    def _agreed(self, incoming: Incoming) -> Sequence[Reply]:
        follower = self._followers.get(incoming.chat)
        if not (follower and follower.is_active) and not self._subscriptions.may(incoming.address, incoming.at):
            return [Reply(self._wording.following.crowded)]
        self._followers.follow(incoming.chat, self._consent(), incoming.at)
        return [Reply(self._wording.following.welcome), *self._opened(incoming.chat)]

    def _left(self, incoming: Incoming) -> Sequence[Reply]:
        words = self._wording.following
        if not self._followers.leave(incoming.chat, incoming.at):
            return [Reply(words.not_following)]
        return [Reply(words.left, ((_button(words.again, SETTINGS),),))]

    def _chosen(self, incoming: Incoming, chosen: Sequence[str]) -> Sequence[Reply] | None:  # noqa: C901 - a table of the buttons
        chat, words = incoming.chat, self._wording.following
        match chosen:
            case [str(what)] if what == SETTINGS:
                return self._opened(chat, replaces=True)
            case [str(what)] if what == TOPICS:
                return [self._topics(chat)]
            case [str(what), topic] if what == TOPICS and topic in set(Topic):
                self._followers.toggle(chat, Topic(topic))
                return [self._topics(chat)]
            case [str(what)] if what == EVERY:
                self._followers.choose_every_topic(chat)
                return [self._topics(chat)]
            case [str(what)] if what == PLACE:
                self._followers.ask_for_place(chat, incoming.at)
                return [Reply(words.place_question, self._place_rows())]
            case [str(what)] if what == ANYWHERE:
                self._followers.choose_place(chat, "")
                return self._opened(chat, replaces=True)
            case [str(what)] if what == KINDS_OF:
                return [Reply(words.kind_question, tuple((_button(words.kinds[kind], KINDS_OF, kind),) for kind in KINDS), replaces=True)]
            case [str(what), kind] if what == KINDS_OF and kind in KINDS:
                self._followers.choose_kind(chat, AudienceKind(kind))
                return self._opened(chat, replaces=True)
            case [str(what)] if what == PACES:
                return [Reply(words.pace_question, tuple((_button(words.paces[pace], PACES, pace),) for pace in Frequency), replaces=True)]
            case [str(what), pace] if what == PACES and pace in set(Frequency):
                self._followers.choose_pace(chat, Frequency(pace))
                return self._opened(chat, replaces=True)
            case _:
                return None

    def _under_a_post(self, incoming: Incoming, kind: str, campaign: int, rest: Sequence[str]) -> Sequence[Reply] | None:
        match kind, rest:
            case str(what), [] if what == FEWER:
                self._touch(campaign, "fewer", incoming.chat)
                return self._fewer(incoming)
            case str(what), [] if what == LEAVE:
                self._touch(campaign, "leave", incoming.chat)
                return self._left(incoming)
            case str(what), [article] if what == READ and (kept := self._open(incoming, article)):
                self._touch(campaign, "read", incoming.chat)
                return [self._page(kept, campaign, 0)]
            case str(what), [article, call] if what == READ and (kept := self._open(incoming, article)):
                return self._called(incoming, kept, campaign, call)
            case str(what), [article, page] if (
                what == PAGE and (kept := self._open(incoming, article)) and (nth := small(page)) is not None
            ):
                return [self._page(kept, campaign, nth)]
            case _:
                return None

    def _fewer(self, incoming: Incoming) -> Sequence[Reply]:
        words = self._wording.following
        pace = self._followers.slow_down(incoming.chat)
        if pace is None:
            return [Reply(words.not_following)]
        return [Reply(words.slower[pace], ((_button(words.leave, LEAVE, "0"),), (_button(words.choose_pace, PACES),)))]

    def _called(self, incoming: Incoming, kept: PublishedArticle, campaign: int, number: str) -> Sequence[Reply] | None:
        calls = kept.article.calls
        nth = small(number)
        if nth is None or nth >= len(calls):
            return None
        self._touch(campaign, f"call{nth}", incoming.chat)
        return self._answered(incoming, calls[nth])

    def _answered(self, incoming: Incoming, call: Call) -> Sequence[Reply]:
        words = self._wording.following
        match call:
            case AskBot(question=question):
                return self._ask(incoming, question)
            case FilePetition():
                return self._petition(incoming, "")
            case CallHotline(label=label, number=number):
                return [Reply(words.hotline.format(label=label, number=number))]
            case OpenLink(label=label, address=address):
                return [Reply(words.link.format(label=label, address=address))]

    def _touch(self, campaign: int, what: str, chat: ChatId) -> None:
        if campaign != TRIAL:
            self._campaigns.record_click(campaign, what, chat)

    def _page(self, kept: PublishedArticle, campaign: int, number: int) -> Reply:
        """A page of the whole text, with the way to the next one."""
        reading = self._wording.announcements.article.reading
        found = pages(kept.article, reading)
        number = min(number, len(found) - 1)
        following = f"{FOLLOWING}:{PAGE}:{campaign}:{kept.id}:{number + 1}"
        rows = ((Button(reading.read, following),),) if number + 1 < len(found) else ()
        calls = tuple((Button(call.label, f"{FOLLOWING}:{READ}:{campaign}:{kept.id}:{at}"),) for at, call in enumerate(kept.article.calls))
        return Reply(found[number], (*rows, *calls))

    def _open(self, incoming: Incoming, number: str) -> PublishedArticle | None:
        """An article that this person may read: a published one; one of the staff, also a draft."""
        kept = self._article(number)
        return kept if kept and (kept.published or (not incoming.is_overheard and self._staff.by_chat(incoming.sender))) else None

    def _article(self, number: str) -> PublishedArticle | None:
        return self._articles.get(int(number)) if is_row(number) else None

    def _told(self, follower: Follower) -> str:
        words = self._wording.following
        topics = ", ".join(words.topics[topic] for topic in Topic if topic in follower.topics) or words.every_topic
        kind, pace = words.kinds[follower.kind], words.paces[follower.pace]
        return words.settings.format(topics=topics, place=follower.place or words.anywhere, kind=kind, pace=pace)

    def _setting_rows(self) -> tuple[tuple[Button, ...], ...]:
        words = self._wording.following
        return (
            (_button(words.choose_topics, TOPICS), _button(words.choose_place, PLACE)),
            (_button(words.choose_kind, KINDS_OF), _button(words.choose_pace, PACES)),
            (_button(words.leave, LEAVE, "0"),),
        )

    def _place_rows(self) -> tuple[tuple[Button, ...], ...]:
        return ((_button(self._wording.following.place_any, ANYWHERE),),)

    def _topics(self, chat: ChatId) -> Reply:
        words, follower = self._wording.following, self._followers.get(chat)
        chosen = follower.topics if follower else frozenset()

        def buttons() -> Iterator[Button]:
            for topic in Topic:
                name = words.topics[topic]
                yield _button(words.chosen.format(topic=name) if topic in chosen else name, TOPICS, topic)

        every = list(buttons())
        rows = [tuple(every[begin : begin + TOPICS_A_ROW]) for begin in range(0, len(every), TOPICS_A_ROW)]
        last = (_button(words.every_topic.capitalize(), EVERY), _button(words.done, SETTINGS))
        return Reply(words.topics_question, (*rows, last), replaces=True)


def _button(label: str, *pieces: str) -> Button:
    return Button(label, ":".join((FOLLOWING, *pieces)))
