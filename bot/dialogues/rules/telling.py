"""A dialogue in words: the line of a list, the message in a chat, what is read aloud at a village meeting. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.dialogues.rules.dialogue import DialogueMatter, OfficeDialogue
from bot.wording.dialogues import DialogueWords


@dataclass(frozen=True, slots=True)
class MeetingScript:
    """What is read aloud, a paragraph each, and the minutes that takes, rounded up."""

    paragraphs: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """`spell`: spells figures, signs and abbreviations out, as the loudspeaker's texts are."""

    spell: Callable[[str], str]
    syllables_a_minute: int


class DialogueTeller:
    """`aloud`: how texts are read aloud; `units`: the names of the office's units, by number, as they are now; `office`: how the office
    calls itself."""

    def __init__(self, words: DialogueWords, aloud: ReadAloud, zone: tzinfo, units: Callable[[], Mapping[int, str]], office: str) -> None:
        self._words = words
        self._aloud = aloud
        self._zone = zone
        self._units = units
        self._office = office

    def head(self, found: OfficeDialogue) -> str:
        """ "Đối thoại: Chủ tịch xã với bà con"."""
        return self._words.head.format(kind=self._words.kinds[found.draft.kind], title=found.draft.title)

    def when(self, found: OfficeDialogue) -> str:
        """ "07:30 ngày 5/3/2026, dự kiến đến 11:00, tại nhà văn hóa thôn 3."."""
        ends = found.draft.ends.astimezone(self._zone)
        return self._words.when.format(begins=self.moment(found.draft.begins), ends=f"{ends:%H:%M}", place=found.draft.place)

    def full(self, found: OfficeDialogue) -> str:
        """All of it, as one message."""
        lines = [self.head(found), self.when(found), self._words.host.format(host=found.draft.host), found.draft.about]
        return "\n".join(filter(None, lines))

    def unit(self, number: int | None) -> str:
        return self._units().get(number, "") if number is not None else ""

    def standing(self, matter: DialogueMatter) -> str:
        """What became of a matter, for everybody: its answer, or who owes it by when."""
        if matter.is_answered:
            return self._words.answered.format(answer=matter.answer, unit=self.unit(matter.unit)).strip()
        if matter.unit is None or matter.due is None:
            return self._words.no_answer
        return self._words.owed.format(unit=self.unit(matter.unit), due=f"{matter.due:%d/%m/%Y}")

    def script(self, found: OfficeDialogue, matters: Sequence[DialogueMatter]) -> MeetingScript:
        """What somebody reads aloud to open the event: figures, signs and abbreviations spelled out."""
        read = tuple(said for line in self._lines(found, matters) if (said := _sentence(self._aloud.spell(line))))
        return MeetingScript(read, math.ceil(sum(len(each.split()) for each in read) / self._aloud.syllables_a_minute))

    def moment(self, at: datetime) -> str:
        """ "07:30 ngày 5/3/2026"."""
        local = at.astimezone(self._zone)
        return self._words.moment.format(clock=f"{local:%H:%M}", day=f"{local.day}/{local.month}/{local.year}")

    def _lines(self, found: OfficeDialogue, matters: Sequence[DialogueMatter]) -> Iterator[str]:
        say = self._words.script
        yield say.opening
        yield say.event.format(office=self._office or found.draft.host, kind=self._words.kinds[found.draft.kind].lower())
        yield say.title.format(title=found.draft.title)
        yield say.host.format(host=found.draft.host)
        yield found.draft.about
        yield from (line.strip() for line in found.draft.script.splitlines() if line.strip())
        listed = [each for each in matters if not each.is_dropped]
        if listed:
            yield say.asked.format(count=len(listed))
            yield from (say.question.format(number=number, text=each.text) for number, each in enumerate(listed, 1))
        yield say.invites
        yield say.closing


def _sentence(text: str) -> str:
    """`text` with a capital, closed as a sentence; what is only pauses is nothing."""
    bare = text.strip().rstrip(",;")
    begun = f"{bare[:1].upper()}{bare[1:]}"
    return begun if not begun or begun[-1] in ".!?:" else f"{begun}."
