"""Why a question is not answered, in words that help on; and what somebody in danger reads."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.composing.choices import ChoiceNames, listed
from bot.answers.composing.labels import shortened
from bot.answers.composing.sheets import LONGEST_NAME, Composed
from bot.answers.rules.danger import Alarm
from bot.answers.turn.outcome import Unanswered, UnansweredReason
from bot.wording import Wording
from knowledge.records.units import Hotline


class Refusals:
    """Puts refusals into words; the first of `hotlines` is named where nothing is nearest."""

    def __init__(self, wording: Wording, names: ChoiceNames, hotlines: Sequence[Hotline]) -> None:
        self._wording = wording
        self._names = names
        self._hotlines = tuple(hotlines)

    def told(self, answer: Unanswered) -> Composed:
        """Why there is no answer, and what helps on: what is nearest, whom to call."""
        words = self._wording.unanswered
        if answer.alarm:
            return Composed(self.alarm(answer.alarm))
        replies = {
            UnansweredReason.EMPTY: words.empty,
            UnansweredReason.NUMBERS: words.numbers,
            UnansweredReason.WHICH: words.which,
            UnansweredReason.NO_TOPIC: self._wording.retelling.which,
        }
        said = answer.reply or replies.get(answer.why, "")
        if said:
            return Composed(said)
        lines = [words.not_found, words.rephrase]
        if answer.elsewhere:
            record = answer.elsewhere
            lines = [words.elsewhere.format(name=shortened(record.name, LONGEST_NAME), code=record.code, url=record.url)]
        nearest = self._names.told_apart(answer.nearest)
        if answer.why is UnansweredReason.UNSURE:
            return Composed("\n".join([words.unsure, listed(nearest)]), nearest)
        if answer.why is UnansweredReason.MISUNDERSTOOD:
            say = self._wording.retelling
            return Composed("\n".join([say.wrong_among, listed(nearest)]) if nearest else say.wrong, nearest)
        lines += [words.nearest, listed(nearest)] if nearest else []
        lines += [words.hotline.format(name=line.name, number=line.number) for line in self._hotlines[:1]]
        return Composed("\n".join(lines), nearest)

    def alarm(self, alarm: Alarm) -> str:
        """What somebody in danger reads: the number, what to do now, and that nobody here calls for them. Three lines."""
        words = self._wording.danger
        return "\n".join((alarm.call, alarm.act, words.machine_in_english if alarm.is_english else words.machine))
