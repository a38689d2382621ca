"""Decide what to say to a question: an answer, a question back, or a refusal that helps on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from bot.answers.decisions.beside import Beside
from bot.answers.decisions.documents import DOCUMENTS, OTHER_KIND_WIN, OTHER_KINDS, Documents
from bot.answers.decisions.here import Here
from bot.answers.decisions.last_answer import LastAnswer
from bot.answers.decisions.matters import Matters, MeantMatter
from bot.answers.decisions.offers import MOST_CHOICES, NEAREST, choices_of, code_of
from bot.answers.decisions.office import OfficeVoice
from bot.answers.decisions.second_look import SecondLook, may_be_another
from bot.answers.decisions.several import SeveralThings
from bot.answers.decisions.small_talk import SmallTalk
from bot.answers.decisions.spoken import SpokenQuestions
from bot.answers.decisions.thread import Thread, as_asked, part_asked
from bot.answers.rules.danger import Alarm, DangerRule
from bot.answers.rules.noise import NoiseRule
from bot.answers.rules.retelling import RetellingRule
from bot.answers.rules.wrongdoing import WrongdoingRule
from bot.answers.short.quick import QuickAnswers
from bot.answers.turn.by_when import by_when_asked, gives_way, heard_when
from bot.answers.turn.deciding import Rule
from bot.answers.turn.followup import CARRIED, NAMED, FollowUps
from bot.answers.turn.judging import WEAKEST, is_clear, is_sound
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Choice, Unanswered, UnansweredReason, shown, told_once
from bot.answers.turn.who_may import WhoMay
from indexer.passages import Kind
from indexer.query.corrections import affirmed
from indexer.query.parsed_query import ParsedQuery
from indexer.query.query_parser import CONTEXT_WEIGHT, FEW
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import Index
from knowledge.records.faq import FaqEntry
from knowledge.records.procedure import Part, Procedure

ANSWERS_KEPT = 2_048  # of what was asked last; a few megabytes
SCORES_KEPT = 8  # of one question by itself, 300 KB each in a large library: it is asked for twice in one answer
ASIDE_WIN = 2.0  # … after another question, where it asks with yes or no: "mắt kém có đổi được không" is asked of what is talked about


class Answerer:
    """Answers from one index; what it keeps between questions saves work and changes no answer."""

    def __init__(
        self, index: Index, province: str = "", office: OfficeVoice | None = None, quick_answers: QuickAnswers | None = None
    ) -> None:
        self._index = index
        self._province = province
        self._office = office
        self._danger = DangerRule(index.lexicon.dangers)
        self._wrongdoing = WrongdoingRule(index.lexicon.wrongs)
        self._retelling = RetellingRule(index.lexicon.retelling)
        self._noise = NoiseRule(index.lexicon.syllables, index.lexicon.thread.around, index.lexicon.particles)
        self._follow_ups = FollowUps(index, province)
        self._who_may = WhoMay(index)
        quick_answers = quick_answers or QuickAnswers(index)
        self._own = lru_cache(SCORES_KEPT)(self._scored_alone)
        self._after = lru_cache(SCORES_KEPT)(self._scored_after)
        self._thread = Thread(index, self._follow_ups, quick_answers, self._own)
        self._several = SeveralThings(index, self._thread, self._who_may, self._own, self._alone)
        self._beside = Beside(index, self._thread, quick_answers, self._own)
        self._documents = Documents(index, province)
        self._small_talk = SmallTalk(index, self._follow_ups)
        self._here = Here(index, province)
        matters = Matters(index, quick_answers, self._follow_ups)
        self._second_look = SecondLook(index, matters, self._thread, self._own, self._after, self._alone)
        self._stands_alone = lru_cache(ANSWERS_KEPT)(
            lambda question: self._follow_ups.stands_alone(index.parse(question), self._own(question))
        )
        self._kept = lru_cache(ANSWERS_KEPT)(self._looked_at_twice)
        self._spoken = SpokenQuestions(index, self._follow_ups, self._own)
        self._last = LastAnswer(index, self._thread, province, lambda asked, before: self._kept(asked, before, "", ())[0])

    def answer(
        self,
        question: str,
        context: Sequence[str] = (),
        topic: str = "",
        matters: Sequence[str] = (),
        *,
        is_calm: bool = False,
        at: datetime | None = None,
        part: str = "",
        twin: str = "",
    ) -> Answer:
        """Answer `question`, asked after the questions of `context` (oldest first) while `topic` (a code) was talked about, and before it
        `matters` (codes, newest first).

        Danger is heard before anything else, then wrongdoing, unless the person has said that there is none (`is_calm`);
        then what asks for the office itself, where it is known when it is asked (`at`); then an FAQ entry's own words; then what
        is about the answer just given (`part`: the part of `topic` that it showed; `twin`: the procedure that it answered as well).
        Same input, same answer: what many ask is decided once.
        """
        asked = question
        if not is_calm and (alarm := self.danger(question)):
            return Unanswered(UnansweredReason.DANGER, alarm=alarm)
        if not is_calm and (wrong := self._wrongdoing.heard(question)):
            return Unanswered(UnansweredReason.WRONGDOING, wrong.reply)
        if self._office and at and (told := self._office.told(question, at)):
            return Unanswered(UnansweredReason.OFFICE, told)
        if entry := self._in_own_words(question, is_talk=bool(context or topic)):
            return Answered(entry, Part.SUMMARY, rule=Rule.OWN_WORDS)
        question, before = self._spoken.rest(asked), self._spoken.all(context)
        if wish := self._retelling.asked(question):
            return self._last.told(wish, before, topic, part)
        return self._spoken.courtesy(asked, before) or told_once(self._kept(question, before, topic, tuple(matters), twin)[0], topic, part)

    def _in_own_words(self, question: str, *, is_talk: bool) -> FaqEntry | None:
        """The FAQ entry that `question` is a wording of; in a talk about something its title as it is written (an announcement's button),
        and of its other wordings one that says more than a follow-up does ("cần giấy tờ gì" is asked of what is talked about)."""
        entry = self._documents.in_own_words(question)
        if entry is None or not is_talk or question.strip() == entry.question:
            return entry
        return entry if len(self._index.parse(question).content) > FEW else None

    def danger(self, text: str) -> Alarm | None:
        """The danger that `text` tells of, whatever else it says. A wording of an FAQ entry was read by somebody: of that only a word of
        danger makes one, not the weight of all words."""
        alarm = self._danger.heard(text)
        return None if alarm and alarm.danger.weighed and self._documents.in_own_words(text) else alarm

    def names_papers(self, text: str) -> bool:
        """Whether `text` has a word of papers or of an office, of which nobody thinks in danger."""
        return self._danger.names_papers(text)

    def is_noise(self, text: str) -> bool:
        """Whether `text` says nothing that somebody could answer, however hard they try."""
        return self._noise.heard(text)

    def interrupts(self, text: str) -> bool:
        """Whether `text` is answered whatever is open: it tells of danger, or of somebody who is being cheated."""
        wrong = self._wrongdoing.heard(text)
        return self.danger(text) is not None or (wrong is not None and wrong.interrupts)

    def begins_anew(self, question: str, context: Sequence[str], topic: str, matters: Sequence[str] = (), twin: str = "") -> bool:
        """Whether `question` was answered as if nothing had been said before: then the next one need not know of that either."""
        return self._kept(self._spoken.rest(question), self._spoken.all(context), topic, tuple(matters), twin)[1]

    def _looked_at_twice(
        self, question: str, context: tuple[str, ...], topic: str, matters: tuple[str, ...], twin: str = ""
    ) -> tuple[Answer, bool]:
        """What is answered; and whether it is answered as if nothing had been said before."""
        several = self._several.planned(question) or self._several.both(question)
        if several and not (
            self._beside.is_of_the_case(question, context, topic, several)
            or self._second_look.is_of_the_matter(question, context, self._at_hand(context, topic), matters, several)
        ):
            return several, True
        around = self._index.parse(question, context).places
        topic, matters = self._here.kept(topic, around), tuple(code for code in matters if self._here.kept(code, around))
        answer, begins = self._ruled(question, context, topic, matters)
        topic = self._at_hand(context, topic)
        if topic and context:
            turn = self._second_look.turn(question, context, topic, matters, answer, self._here.kept(twin, around))
            answer, begins = self._second_look.at(turn, answer, begins=begins)
        answer = self._here.told(answer, around) or self._of_hits(
            self._index.parse(question, context),
            self._own(affirmed(question) if context else question),
            self._index.rank(self._after(question, context), MOST_CHOICES, (Kind.PROCEDURE,), explained=1),
        )
        answer = heard_when(
            self._beside.answering(question, self._beside.helping_on(answer, topic), context, topic), self._index.parse(question)
        )
        first = shown(answer)
        is_new = not context or (first is not None and code_of(first) not in (topic, *matters))
        return (
            self._beside.asked_back(question, answer, topic if context else "") if is_new else answer
        ), begins and answer.rule is not Rule.CASE_FACT

    def _at_hand(self, context: tuple[str, ...], topic: str) -> str:
        """The procedure that is talked about; "" where none is."""
        return topic or (self._follow_ups.talked_about(context) if context and not self._documents.were_asked(context) else "")

    def _ruled(self, question: str, context: tuple[str, ...], topic: str, matters: tuple[str, ...]) -> tuple[Answer, bool]:
        """What the rules answer, and whether that begins anew."""
        if earlier := self._thread.earlier(question, context, topic, matters):
            return earlier, True
        if short := self._thread.short_question(question, topic):
            return short, False
        if lacking := self._thread.without_paper(question, topic):
            return lacking, code_of(lacking) != topic
        return self._decided(question, context, topic, matters)

    def meant(self, question: str, context: Sequence[str], topic: str, matters: Sequence[str] = (), twin: str = "") -> list[MeantMatter]:
        """What `question` may mean, asked so, the likeliest first; [] where that is not asked."""
        question, asked, before = self._spoken.rest(question), self._spoken.all(context), tuple(matters)
        topic = self._at_hand(asked, topic)
        if not (topic and asked) or self._several.planned(question) or self._several.both(question):
            return []
        ruled, _ = self._ruled(question, asked, topic, before)
        return self._second_look.meant(self._second_look.turn(question, asked, topic, before, ruled, twin)) if may_be_another(ruled) else []

    def _decided(self, question: str, context: tuple[str, ...], topic: str, matters: tuple[str, ...]) -> tuple[Answer, bool]:
        goes_on = bool(context) and not topic and self._documents.were_asked(context)
        parsed, own = self._index.parse(question, context), self._own(affirmed(question) if context else question)
        if parsed.returns and (back := self._thread.returned(parsed, own, (topic, *matters))):
            return back, True
        is_apart = bool(context) and not goes_on and not parsed.corrects
        if is_apart and self._stands_alone(question):
            return self._alone(question), True
        scored = self._after(question, context) if context else own
        if is_apart and self._follow_ups.turns_away(parsed, own, scored, context, topic):
            return self._alone(question), True
        answer = self._thread.coded(question, parsed) or self._found(question, own, scored, context, topic, goes_on=goes_on)
        return answer, not context

    def _alone(self, question: str) -> Answer:
        """What `question` is answered by itself."""
        return self._kept(question, (), "", ())[0]

    def _scored_alone(self, question: str) -> Scored:
        return self._who_may.open_to(question, self._index.score(self._index.parse(question), self._province))

    def _scored_after(self, question: str, context: tuple[str, ...]) -> Scored:
        return self._who_may.open_to(question, self._index.score(self._index.parse(question, context), self._province))

    def _found(self, question: str, own: Scored, scored: Scored, context: tuple[str, ...], topic: str, *, goes_on: bool) -> Answer:
        """The answer to a question that is `scored` so, its `own` words so; `goes_on`: what was talked about is no procedure."""
        parsed = self._small_talk.meaning(question, context)
        topic = topic or (self._follow_ups.talked_about(context) if context and not goes_on else "")
        stays = not (parsed.denies or parsed.corrects) and self._follow_ups.stays(parsed, own, topic)
        if parsed.courtesy and self._follow_ups.is_faint(parsed, own) and not self._spoken.asks(question):
            return Unanswered(UnansweredReason.SMALL_TALK, parsed.courtesy.reply, is_aside=True)
        if part := self._thread.part_of_topic(parsed, topic, stays=stays):
            return part
        if not (context or topic or parsed.intent or parsed.names_anything) and (parsed.syllables or parsed.asks):
            return Unanswered(UnansweredReason.WHICH)
        hits: Sequence[Hit] = self._index.rank(scored, MOST_CHOICES, (Kind.PROCEDURE,), explained=1)
        if aside := self._aside(parsed, scored if goes_on else own, hits, goes_on=goes_on, stays=stays):
            return aside
        if stays and (same := self._thread.nearest_part(own, topic)):
            return same
        if context and self._follow_ups.is_faint(parsed, own):
            return Unanswered(UnansweredReason.NOT_FOUND, is_aside=True)
        if hits and context:
            best, *others = self._follow_ups.of_talk(hits, parsed, own, context, topic)
            hits = [self._index.explain(best, scored), *others]
        ordered = self._who_may.ordered(question, hits, scored)
        return self._of_hits(parsed, own, by_when_asked(self._index, ordered, scored, parsed))

    def _of_hits(self, parsed: ParsedQuery, own: Scored, hits: Sequence[Hit]) -> Answer:
        """The answer from the procedures found, best first: one, the first with others beside it, another office's, or none."""
        if not hits:
            return Unanswered(UnansweredReason.NOT_FOUND)
        if away := self._here.elsewhere(own, hits):
            return away
        is_told = self._follow_ups.named(parsed, own).told >= NAMED  # "tam tru": few words, and most of a phrase
        if not (is_told or is_sound(hits[0], WEAKEST * (CONTEXT_WEIGHT if parsed.is_follow_up else 1))):
            return Unanswered(UnansweredReason.NOT_FOUND, nearest=self._nearest(parsed, hits))
        record = self._index.record(hits[0].record_id)
        if not isinstance(record, Procedure):
            raise TypeError(hits[0].record_id)
        answered = as_asked(Answered(record, part_asked(parsed), hits[0].passage), parsed, Rule.PROCEDURE)
        return answered if is_clear(hits) else Ambiguous(choices_of(hits), answered)

    def _nearest(self, parsed: ParsedQuery, hits: Sequence[Hit]) -> tuple[Choice, ...]:
        """Of the procedures found, those that carry the words of what was not understood."""
        return choices_of([hit for hit in hits if self._index.carried(hit.record_id, parsed.content) >= CARRIED][:NEAREST])

    def _aside(self, parsed: ParsedQuery, own: Scored, hits: Sequence[Hit], *, goes_on: bool, stays: bool) -> Answer | None:
        """What is, by its `own` words, no question about a procedure: nothing, numbers, small talk, a plan or an FAQ entry."""
        if not (parsed.syllables or parsed.aspect or parsed.intent):
            return Unanswered(UnansweredReason.EMPTY)
        if parsed.syllables and not parsed.aspect and all(syllable[0].isdigit() for syllable in parsed.syllables):
            return Unanswered(UnansweredReason.NUMBERS)
        if taught := self._documents.taught(parsed, own, stays=stays):
            return taught
        asks_on = parsed.aspect not in (None, Part.SUMMARY)  # for a part of what was talked about
        named = hits if asks_on or not parsed.is_follow_up else self._index.rank(own, 1, (Kind.PROCEDURE,), explained=0)
        kinds = DOCUMENTS if asks_on and parsed.is_follow_up and not goes_on else OTHER_KINDS  # no FAQ: "mất phí không" goes on
        win = 1.0 if goes_on else ASIDE_WIN if parsed.is_follow_up and parsed.fact else OTHER_KIND_WIN
        if stays and parsed.asks:  # "mỗi tháng được bao nhiêu tiền" is asked of what is talked about, whatever plan says so too
            return self._small_talk.told(parsed, own)
        best = self._documents.best(parsed, own, win * named[0].score if named else 0.0, kinds)
        is_silent = best is not None and gives_way(self._index, best.record, parsed, named)
        return self._small_talk.told(parsed, own) or (None if is_silent else best)

    def aspect(self, asked: Sequence[str]) -> Part:
        """The part that the last of the questions `asked` asks for."""
        return self._index.parse(asked[-1]).aspect or Part.SUMMARY

    def procedure(self, code: str, part: Part) -> Answered | None:
        """The answer about one procedure that was chosen by its code; None where there is none."""
        return self._thread.procedure(code, part)

    def document(self, key: str, piece: str) -> Answered | None:
        """A piece of the plan, document or FAQ entry that `key_of` its id names; None where there is none."""
        return self._documents.piece(key, piece)
