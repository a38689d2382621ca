"""Speaks when a message is about the answer just given and nothing else: shorter, clearer, its source, is it sure, its form, again."""

from __future__ import annotations

from bot.answers.rules.whole import WholeMessage
from indexer.language import tokens
from knowledge.cues.retelling import Retelling, RetellingCues
from knowledge.records.procedure import Part

AROUND = ""


class RetellingRule:
    """Made once of the content; holds no state."""

    def __init__(self, content: RetellingCues) -> None:
        cues = [(cue, str(wish)) for wish, phrases in content.cues.items() for cue in phrases]
        self._whole = WholeMessage([*cues, *((phrase, AROUND) for phrase in content.around)], {}, content.accented)

    def asked(self, text: str) -> Retelling | None:
        """What `text` wants of the answer before it; the longest cue decides. None where it says anything else."""
        return next((Retelling(wish) for _, _, wish, _ in self._whole.read(tokens(text)) if wish != AROUND), None)


def retold_part(wish: Retelling, part: Part) -> Part:
    """The part of a procedure that answers `wish` after `part` was shown."""
    match wish:
        case Retelling.FORM:
            return Part.FORMS
        case Retelling.SHORTER:
            return Part.SUMMARY
        case Retelling.CLEARER:
            return Part.STEPS if part is Part.SUMMARY else Part.SUMMARY
        case _:
            return part
