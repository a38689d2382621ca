"""What a record's own facts say to a yes-or-no question: nothing is concluded that is not written there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from bot.answers.lines.current import Current
from bot.wording import Wording
from knowledge.checks.freshness import today_in_vietnam
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Part, Procedure, Way

LONGEST_AGENCY = 120  # characters; a longer one is a list of offices, which the part itself shows
_AT_COMMUNE = re.compile(r"(?<!tác )\bxã\b(?! hội)|\bphường\b", re.IGNORECASE)  # neither "bảo hiểm xã hội" nor "hợp tác xã"
_ONLINE = re.compile(r"\b(?:mạng|trực tuyến|online|vneid|cổng dịch vụ công)\b", re.IGNORECASE)
_FOREIGN = re.compile(r"người nước ngoài", re.IGNORECASE)
_CITIZEN = re.compile(r"công dân việt nam", re.IGNORECASE)


class Verdicts:
    """Puts facts into one sentence that answers; made once, holds no state."""

    def __init__(self, wording: Wording, today: Callable[[], date] = today_in_vietnam) -> None:
        self._today = today
        self._current = Current(wording, today)
        self._words = wording.verdicts
        self._ways = wording.ways
        self._by_fact: Mapping[Fact, Callable[[Procedure], str]] = {
            Fact.ONLINE: lambda record: self._way(record, Way.ONLINE),
            Fact.POST: lambda record: self._way(record, Way.POST),
            Fact.COST: self._cost,
            Fact.COMMUNE: self._commune,
            Fact.FOREIGNER: self._foreigner,
        }

    def of(self, record: Procedure, fact: Fact) -> str:
        """The sentence that answers; "" where the record says nothing of it."""
        decide = self._by_fact.get(fact)
        return decide(record) if decide else ""

    def _way(self, record: Procedure, way: Way) -> str:
        """Whether the application may be handed in this way, and which ways there are where it may not; nothing where a guide, which
        knows more than the list of ways, does not speak of this one, or only of a part of the papers."""
        ways = [item.way for item in record.submissions]
        if (
            not ways
            or (Way.UNKNOWN in ways and way not in ways)
            or (record.is_guided(Part.METHODS) and not (way is Way.ONLINE and _ONLINE.search(record.guide[Part.METHODS])))
        ):
            return ""
        if way in ways:
            return self._words.online if way is Way.ONLINE else self._words.post
        named = ", ".join(self._ways[item].lower() for item in dict.fromkeys(ways))
        return (self._words.not_online if way is Way.ONLINE else self._words.not_post).format(ways=named)

    def _cost(self, record: Procedure) -> str:
        """Whether it costs anything; where the publication holds no amount, that is said."""
        if record.is_guided(Part.FEES):  # its first sentence says it
            return ""
        fees = [fee for item in record.submissions for fee in item.fees]
        today = self._today()
        now = [fee for fee in self._current.fees(fees) if (fee.since is None or fee.since <= today)]
        if any(fee.amount for fee in now):
            return self._words.costs
        if now and all(fee.is_free for fee in now):
            return self._words.free
        if fees and all(fee.is_ambiguous for fee in self._current.fees(fees)):
            return self._words.zero
        return self._words.no_fee if record.submissions and not fees else ""

    def _commune(self, record: Procedure) -> str:
        if not record.agency or len(record.agency) > LONGEST_AGENCY:
            return ""
        at_commune = bool(_AT_COMMUNE.search(record.agency))
        return (self._words.at_commune if at_commune else self._words.not_at_commune).format(agency=record.agency)

    def _foreigner(self, record: Procedure) -> str:
        if any(_FOREIGN.search(who) for who in record.applicants):
            return self._words.foreigner
        return self._words.citizens_only if any(_CITIZEN.search(who) for who in record.applicants) else ""
