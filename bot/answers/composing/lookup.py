"""Look procedures up by name, words or code: a list of short answers, for a channel that shows several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.answers.composing.compose import Composer
from bot.answers.rules.danger import Alarm
from bot.answers.turn.outcome import Answered
from indexer.passages import Kind
from indexer.ranking.search import Index
from knowledge.records.procedure import Part, Procedure


@dataclass(frozen=True, slots=True)
class Card:
    """One procedure: its code and name, a note that tells it from others, and the short answer with its source.

    Without a code it is no procedure, but what somebody in danger must read.
    """

    code: str
    name: str
    note: str
    text: str


class Lookup:
    """Looks up in one index; holds no state. `danger`: what a text tells of danger, heard before anything is looked up."""

    def __init__(
        self, index: Index, composer: Composer, province: str = "", danger: Callable[[str], Alarm | None] = lambda _: None
    ) -> None:
        self._index = index
        self._composer = composer
        self._province = province
        self._danger = danger

    def find(self, text: str, limit: int) -> list[Card]:
        """At most `limit` procedures for `text`, best first; one alone where `text` is its code. Same input, same cards."""
        if alarm := self._danger(text):
            return [Card("", alarm.call, alarm.act, self._composer.alarm(alarm))]
        return [self._card(record, part) for record, part in self._found(text, limit)]

    def _found(self, text: str, limit: int) -> Iterator[tuple[Procedure, Part]]:
        record = self._index.record(text.strip())
        if isinstance(record, Procedure):
            yield record, Part.SUMMARY
            return
        parsed = self._index.parse(text)
        for hit in self._index.hits(parsed, limit, (Kind.PROCEDURE,), self._province):
            found = self._index.record(hit.record_id)
            if isinstance(found, Procedure):
                yield found, parsed.aspect or Part.SUMMARY

    def _card(self, record: Procedure, part: Part) -> Card:
        composed = self._composer.compose(Answered(record, part))
        note = " · ".join(piece for piece in (record.code, record.field, record.agency) if piece)
        return Card(record.code, record.name, note, composed.text)
