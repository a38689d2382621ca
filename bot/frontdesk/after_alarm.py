"""What is said right after an alarm stays within the danger: whom to call, that nobody answers, what now, that it goes on, that it is over.

The alarm is found in what was asked last and is heard once more, so nothing else is kept. For a few minutes and turns only; who asks about
papers meanwhile is answered about papers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from bot.answers.rules.danger import Alarm
from bot.answers.store.questions import Questions
from bot.answers.turn.deciding import AnswerKind, Rule
from bot.answers.turn.outcome import UnansweredReason
from bot.frontdesk.window import Window
from bot.messages import Incoming, Reply
from bot.wording.menu import AfterAlarmWords
from indexer.language import has_marks, tokens, without_marks

MINUTES = 15
"""Minutes for which an alarm is remembered: help in a town is there within them; in the country they call again."""
TURNS = 6
"""Messages after the alarm that may be about it: a fright is told in several short ones; more are a talk about something else."""
LONGEST = 14
"""Syllables of what is said in a fright; a longer message is read as any other."""
ALL_NUMBERS = 3
"""Numbers that are told to who only cries for help; what happens, names fewer."""

Hears = Callable[[str], Alarm | None]


class Aftermath(StrEnum):
    """What is said after an alarm; which is looked for first, stands first."""

    SAFE = "safe"
    UNANSWERED = "unanswered"
    WHOM = "whom"
    WHAT_NOW = "what_now"
    GOES_ON = "goes_on"


ASKED = frozenset({Aftermath.WHOM, Aftermath.WHAT_NOW})
"""What may be asked of any matter."""


class AfterAlarmReader:
    """Made once of the words, holds no state."""

    def __init__(self, words: AfterAlarmWords) -> None:
        self._phrases = {kind: _read(words.cues[kind]) for kind in Aftermath}
        self._around = frozenset(word for phrase in _read(words.around) for word in phrase)
        self._leaves = _read(words.leaves)
        self._denials = frozenset([*words.denials, *map(without_marks, words.denials)])

    def read(self, text: str) -> Aftermath | None:
        """What `text` says of a danger that was just told; None where it may be about anything else."""
        said = tokens(text)
        if not said or len(said) > LONGEST or any(_places(said, phrase) for phrase in self._leaves):
            return None
        return next((kind for kind, phrases in self._phrases.items() if any(self._says(said, phrase, kind) for phrase in phrases)), None)

    def _says(self, said: list[str], phrase: tuple[str, ...], kind: Aftermath) -> bool:
        """Whom to call and what to do may be asked of anything: there nothing else may be said."""
        places = _places(said, phrase)
        if kind is Aftermath.SAFE:
            return any(not {*said[:at]} & self._denials for at in places)
        if kind not in ASKED:
            return bool(places)
        return any(all(self._is_around(word) for word in (*said[:at], *said[at + len(phrase) :])) for at in places)

    def _is_around(self, typed: str) -> bool:
        return typed in self._around or (not has_marks(typed) and any(typed == without_marks(word) for word in self._around))


class AfterAlarmWindow(Window):
    """`hears`: the danger that a text tells of. It has nothing open: what was asked last tells whether there was an alarm."""

    def __init__(self, hears: Hears, questions: Questions, words: AfterAlarmWords) -> None:
        self._hears = hears
        self._questions = questions
        self._words = words
        self._reader = AfterAlarmReader(words)

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        if incoming.person is not None or incoming.attachments or incoming.location is not None:
            return None
        meant = self._reader.read(incoming.text)
        alarm = self._last(incoming, meant) if meant else None
        if meant is None or alarm is None:
            return None
        numbers = ", ".join(alarm.danger.numbers)
        text = self._words.says[meant].format(call=alarm.call, act=alarm.act, first=alarm.danger.numbers[0], numbers=numbers)
        self._questions.record(incoming.chat, incoming.text.strip(), UnansweredReason.DANGER, "", "", incoming.at)
        return [Reply(text, rule=Rule.DANGER, kind=AnswerKind.ALARM)]

    def warned(self, incoming: Incoming) -> Sequence[Reply] | None:
        """A cry that tells no more than that somebody cries is about what was told before."""
        again = self._hears(incoming.text)
        is_over = self._reader.read(incoming.text) is Aftermath.SAFE  # with a cry in it it is not
        return self.said(incoming) if again is not None and _is_vague(again) and not is_over else None

    def _last(self, incoming: Incoming, meant: Aftermath) -> Alarm | None:
        """The last alarm of this chat, where it is still meant: whom to call and what to do may be asked of what was answered since."""
        recent = [each for each in self._questions.of(incoming.chat)[-TURNS:] if abs(incoming.at - each.at) <= timedelta(minutes=MINUTES)]
        alarms = [
            (each, alarm) for each in reversed(recent) if each.outcome == UnansweredReason.DANGER and (alarm := self._hears(each.question))
        ]
        told = next(((each, alarm) for each, alarm in alarms if not _is_vague(alarm)), alarms[0] if alarms else None)
        if told is None or (meant in ASKED and any(later.code and later.at > told[0].at for later in recent)):
            return None
        return replace(told[1], is_english=False)


def _is_vague(alarm: Alarm) -> bool:
    """Whether no more was heard than that somebody cries."""
    return alarm.danger.weighed or len(alarm.danger.numbers) >= ALL_NUMBERS


def _read(phrases: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(tokens(phrase)) for phrase in phrases)


def _places(said: Sequence[str], phrase: Sequence[str]) -> list[int]:
    """Where `phrase` stands in `said`, each syllable with its accents or without any."""
    return [
        at
        for at in range(len(said) - len(phrase) + 1)
        if all(
            typed == word or (not has_marks(typed) and typed == without_marks(word))
            for typed, word in zip(said[at : at + len(phrase)], phrase, strict=True)
        )
    ]
