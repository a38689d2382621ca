"""The rules of a turn by name, in the order in which they are tried, and the kinds of answer; logged, counted, told by the API."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """What decided a turn. The first of these that speaks does; CHOSEN is none of them: a button was pressed."""

    DANGER = "danger"
    WRONGDOING = "wrongdoing"
    OFFICE = "office"
    OWN_WORDS = "own_words"  # an FAQ entry's wording, word for word
    RETELLING = "retelling"  # about the answer just given
    LIFE_EVENT = "life_event"
    TWO_QUESTIONS = "two_questions"
    EARLIER = "earlier"  # back to an earlier matter, by a word that names it
    SHORT_QUESTION = "short_question"  # of what is talked about, nearly word for word
    LACKING = "lacking"  # a paper that what is wanted asks for is not there
    RETURN = "return"  # to an earlier matter, in so many words
    CODE = "code"  # of a procedure, typed
    THREAD_PART = "thread_part"  # of what is talked about a part
    WHICH = "which"  # names nothing: asked back
    EMPTY = "empty"
    NUMBERS = "numbers"
    COMPLAINT = "complaint"
    SMALL_TALK = "small_talk"
    DOCUMENT = "document"  # a plan, an FAQ entry or another document leads every procedure
    CASE_FACT = "case_fact"  # a bare fact of the case that is talked about
    THREAD_NEAREST = "thread_nearest"  # of what is talked about the part that says most of the question
    BY_THE_WAY = "by_the_way"  # a follow-up that asks for nothing and names next to nothing
    ELSEWHERE = "elsewhere"  # another office's procedure leads ours
    TOO_WEAK = "too_weak"
    PROCEDURE = "procedure"
    WEIGHED = "weighed"  # after another message: more speaks for this matter than for what the rules above answer
    GUESS = "guess"  # hardly named: asked back which is meant
    CHOSEN = "chosen"


class AnswerKind(StrEnum):
    """What the first sentence of a reply is."""

    ALARM = "alarm"  # the number to call
    WARNING = "warning"  # of what is against the law, and the right door
    OFFICE = "office"
    QUICK = "quick"  # the short question's own answer
    DEADLINE = "deadline"  # by when the citizen must act
    VERDICT = "verdict"  # yes or no, from the record's facts
    RECEIVED = "received"  # how much one is given, or that nothing says it
    NEAREST_QUESTION = "nearest_question"  # nothing decides; the short question most like it, with its answer
    NEAREST_SENTENCE = "nearest_sentence"  # nothing decides; the sentence that says most of it
    UNDECIDED = "undecided"  # nothing decides, and no sentence says it
    PART = "part"  # of a procedure
    NOTED = "noted"  # a fact of the case is taken in: what it changes, or that nothing of what was told does
    DOCUMENT = "document"  # a piece of a plan or another document
    FAQ = "faq"
    RETOLD = "retold"  # the answer just given, as it is wanted
    TWO_ANSWERS = "two_answers"
    TWO_MATTERS = "two_matters"  # of two procedures that are nearly as likely meant, each its answer
    LIST = "list"  # what a life event asks for, in order
    COURTESY = "courtesy"  # a reply to small talk
    PETITION = "petition"  # the petition window
    QUESTION_BACK = "question_back"
    ELSEWHERE = "elsewhere"  # whose business it is
    REFUSAL = "refusal"
