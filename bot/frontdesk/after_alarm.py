"""What is said right after an alarm stays within the danger: whom to call, that nobody answers, what now, that it goes on, that it is over.

The alarm is found in what was asked last and is heard once more, so nothing else is kept. For a few minutes and turns only; who asks about
papers meanwhile is answered about papers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from bot.answers.rules.danger import Alarm, names_place
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
WHO = 4
"""Syllables of who is safe ("thằng bé nhà em tỉnh lại rồi"); more tell of something else."""
SWINDLE = "lua_dao"
"""The danger (dangers.yaml) of who was warned of a swindle and goes on telling."""
STRAY = 8
"""Syllables of what is said in a fright in words that nobody foresaw ("sắp vào rồi"); a longer message tells of something else."""
ALL_NUMBERS = 3
"""Numbers that are told to who only cries for help; what happens, names fewer."""

_CLAUSE = re.compile(r"[,.;!?…\n]+")
_CAPITALS = re.compile(r"\b[A-ZĐÀ-ÖØ-ÝẠ-Ỹ]\w*")
Hears = Callable[[str], Alarm | None]


class Aftermath(StrEnum):
    """What is said after an alarm; which is looked for first, stands first."""

    SAFE = "safe"
    UNANSWERED = "unanswered"
    WHOM = "whom"
    WHAT_NOW = "what_now"
    GOES_ON = "goes_on"
    CHEATED = "cheated"
    AGAIN = "again"
    STRAY = "stray"


ASKED = frozenset({Aftermath.WHOM, Aftermath.WHAT_NOW, Aftermath.AGAIN})
"""What may be asked of any matter."""
TELLING = frozenset({Aftermath.SAFE, Aftermath.CHEATED})
"""What is known for it without looking for papers in it."""
TOLD = frozenset({UnansweredReason.DANGER, UnansweredReason.WRONGDOING})
"""What came of a question whose danger, or swindle, may still go on."""


@dataclass(frozen=True, slots=True)
class HeardAfter:
    """What is said of a danger. `is_all`: nothing else is said, so that it cannot be about anything of ours."""

    meant: Aftermath
    is_all: bool


class AfterAlarmReader:
    """Made once of the words, holds no state."""

    def __init__(self, words: AfterAlarmWords) -> None:
        self._phrases = {kind: _read(words.cues[kind]) for kind in Aftermath}
        self._around = _either([word for phrase in _read(words.around) for word in phrase])
        self._calm = (self._around | _either(words.thanks)) - _either(words.doubts)
        self._leaves = _read(words.leaves)
        self._helpers = _read(words.helpers)
        self._denials = _either(words.denials)
        self._orders = frozenset(tuple(map(spelt, phrase)) for phrase in _read(words.orders) for spelt in (str, without_marks))

    def read(self, text: str) -> Aftermath | None:
        """What `text` says of a danger that was just told; None where it may be about anything else."""
        heard = self.heard(text)
        return heard.meant if heard and heard.meant is not Aftermath.CHEATED else None

    def heard(self, text: str) -> HeardAfter | None:
        """As `read`, of a swindle too, and how much of `text` says so."""
        said = tokens(text)
        if not said or self.leaves(said):
            return None
        if self._is_over(text):
            return HeardAfter(Aftermath.SAFE, is_all=any(said[: len(phrase)] == [*phrase] for phrase in self._phrases[Aftermath.SAFE]))
        for kind, phrases in self._phrases.items():
            found = [is_all for phrase in phrases for is_all in self._says(said, phrase, kind)] if kind is not Aftermath.SAFE else ()
            if found:
                return HeardAfter(kind, is_all=any(found))
        hopes = any(self._undenied(said, phrase) for phrase in self._phrases[Aftermath.SAFE])
        return HeardAfter(Aftermath.GOES_ON, is_all=False) if hopes else None

    def leaves(self, said: Sequence[str]) -> bool:
        """Whether it is another matter, or too long for a fright."""
        return len(said) > LONGEST or any(_places(said, phrase) for phrase in self._leaves)

    def is_order(self, said: Sequence[str]) -> bool:
        """Whether an open form, and no more, is told what to do."""
        left = [word for word in said if word not in self._calm]
        return any(tuple(each) in self._orders for each in (said, left))

    def is_calm(self, said: Sequence[str]) -> bool:
        """Whether nothing is said but thanks and small words."""
        return all(word in self._calm for word in said)

    def _is_over(self, text: str) -> bool:
        """That it is over is believed where nothing else is said, and nobody asks."""
        clauses = [said for clause in _CLAUSE.split(text) if (said := tokens(clause))]
        others = [said for said in clauses if not any(self._is_end(said, phrase) for phrase in self._phrases[Aftermath.SAFE])]
        return "?" not in text and len(others) < len(clauses) and all(word in self._calm for said in others for word in said)

    def _is_end(self, said: list[str], phrase: tuple[str, ...]) -> bool:
        return any(at <= WHO and all(word in self._calm for word in said[at + len(phrase) :]) for at in self._undenied(said, phrase))

    def _undenied(self, said: list[str], phrase: tuple[str, ...]) -> list[int]:
        return [at for at in _places(said, phrase) if not {*said[:at]} & self._denials]

    def _says(self, said: list[str], phrase: tuple[str, ...], kind: Aftermath) -> Iterator[bool]:
        """For each time that it is said, whether nothing else is. Whom to call and what to do may be asked of anything: there nothing
        else may be said but the name of who helps ("công an xã")."""
        for told in (said, _without(said, self._helpers)):
            for at in _places(told, phrase):
                is_all = all(word in self._around for word in (*told[:at], *told[at + len(phrase) :]))
                if is_all or kind not in ASKED:
                    yield is_all


class AfterAlarmWindow(Window):
    """`hears`: the danger that a text tells of, or the swindle. `is_ours`: whether a text names papers, a procedure or the office;
    `asks`: whether it asks for a part of one, of whichever was talked about ("thế mấy ngày xong").
    It has nothing open: what was asked last tells whether there was an alarm."""

    def __init__(
        self,
        hears: Hears,
        questions: Questions,
        words: AfterAlarmWords,
        is_ours: Callable[[str], bool] = lambda _: False,
        asks: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._hears = hears
        self._is_ours = is_ours
        self._asks = asks
        self._questions = questions
        self._words = words
        self._reader = AfterAlarmReader(words)

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        heard = self._reader.heard(incoming.text)
        told = self.told(incoming, heard.meant, is_all=heard.is_all) if heard else None
        return told or (self.told(incoming, Aftermath.STRAY, is_all=False) if self._is_stray(incoming) else None)

    def _is_stray(self, incoming: Incoming) -> bool:
        """Whether the message right after what was said of an alarm may be of it, in words that nobody foresaw, before an open form takes
        it for a name. A name, a place, figures, thanks, an order to a form are none; and who says the same once more means it for that."""
        text, said = incoming.text.strip(), tokens(incoming.text)
        last = next(reversed(self._questions.of(incoming.chat)), None)
        is_of_it = last is not None and last.outcome in TOLD and last.question != text and not self._asks(text)
        is_given = names_place(text) or len(_CAPITALS.findall(text)) > 1 or any(sign.isdecimal() for sign in text)
        return (
            is_of_it
            and 1 < len(said) <= STRAY
            and not (is_given or self._reader.leaves(said) or self._reader.is_calm(said) or self._reader.is_order(said))
        )

    def told(self, incoming: Incoming, meant: Aftermath, *, is_all: bool) -> Sequence[Reply] | None:
        """What is said to `meant` of the last alarm; None where there was none, or where the message may be of something else."""
        if incoming.person is not None or incoming.attachments or incoming.location is not None:
            return None
        alarm = self._last(incoming, meant)
        if alarm is None or (meant is Aftermath.CHEATED and alarm.danger.name != SWINDLE):
            return None
        if not is_all and meant not in TELLING and self._is_ours(incoming.text):
            return None
        numbers = ", ".join(alarm.danger.numbers)
        text = self._words.says[meant].format(call=alarm.call, act=alarm.act, first=alarm.danger.numbers[0], numbers=numbers)
        self._questions.record(incoming.chat, incoming.text.strip(), UnansweredReason.DANGER, "", "", incoming.at)
        return [Reply(text, rule=Rule.DANGER, kind=AnswerKind.ALARM)]

    def again(self, incoming: Incoming) -> Sequence[Reply] | None:
        """The last alarm once more, for a message that nobody understands and that names nothing of ours."""
        return self.told(incoming, Aftermath.AGAIN, is_all=False) if self.may_be_meant(incoming) else None

    def may_be_meant(self, incoming: Incoming) -> bool:
        """Whether there was an alarm of which the message may still be, whatever it says."""
        return not self._reader.leaves(tokens(incoming.text)) and self._last(incoming, Aftermath.AGAIN) is not None

    def warned(self, incoming: Incoming) -> Sequence[Reply] | None:
        """A cry that tells no more than that somebody cries is about what was told before; that help is there, is none."""
        again, heard = self._hears(incoming.text), self._reader.heard(incoming.text)
        if again is None or heard is None:
            return None
        is_help = heard.meant is Aftermath.SAFE and heard.is_all
        return self.said(incoming) if is_help or _is_vague(again) else None

    def _last(self, incoming: Incoming, meant: Aftermath) -> Alarm | None:
        """The last alarm of this chat, where it is still meant: whom to call and what to do may be asked of what was answered since."""
        recent = [each for each in self._questions.of(incoming.chat)[-TURNS:] if abs(incoming.at - each.at) <= timedelta(minutes=MINUTES)]
        alarms = [(each, alarm) for each in reversed(recent) if each.outcome in TOLD and (alarm := self._hears(each.question))]
        told = next(((each, alarm) for each, alarm in alarms if not _is_vague(alarm)), alarms[0] if alarms else None)
        if told is None or (meant in ASKED and any(later.code and later.at > told[0].at for later in recent)):
            return None
        return replace(told[1], is_english=False)


def _is_vague(alarm: Alarm) -> bool:
    """Whether no more was heard than that somebody cries."""
    return alarm.danger.weighed or len(alarm.danger.numbers) >= ALL_NUMBERS


def _either(words: Sequence[str]) -> frozenset[str]:
    """The words, with their accents and without any."""
    return frozenset([*words, *map(without_marks, words)])


def _without(said: list[str], phrases: Sequence[tuple[str, ...]]) -> list[str]:
    """`said` without the first of `phrases` that stands in it."""
    cut = next(((at, phrase) for phrase in phrases for at in _places(said, phrase)), None)
    return [*said[: cut[0]], *said[cut[0] + len(cut[1]) :]] if cut else said


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
