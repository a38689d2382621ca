"""What is said about satisfaction surveys: to who answers one, and to staff who make, type and read them."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from bot.surveys.rules.paper import PaperFault
from bot.surveys.rules.scoring import Trend
from bot.surveys.rules.survey import ServiceFactor, SurveyFault, SurveyPlaceKind, SurveyQuestionKind, SurveyState
from bot.wording.section import WordingSection


class SurveyTemplateWords(WordingSection):
    """The questions that an office begins with."""

    about: str
    factors: dict[ServiceFactor, tuple[str, ...]]
    reason: str
    reasons: tuple[str, ...]
    words: str


class SurveyChatWords(WordingSection):
    """In a chat."""

    intro: str
    begin: str
    no: str
    never: str
    which: str
    which_unit: str
    none_open: str
    not_now: str
    refused: str
    offer_petition: str
    offer_answer: str
    question: str
    scale_hint: str
    skip: str
    back: str
    type_text: str
    took_text: str
    typed_before: str
    keep_text: str
    ready: str
    send: str
    dropped: str


class SurveyWebWords(WordingSection):
    """On the public pages."""

    title: str
    about: str
    place: str
    required: str
    optional: str
    skip: str
    text_hint: str
    send: str
    faults: str
    missing: str
    thanks_title: str
    home: str
    closed_title: str


class SurveyCardWords(WordingSection):
    """On the card for the counter."""

    title: str
    call: str
    about: str
    telegram: str
    print: str
    back: str


class SurveyPageWords(WordingSection):
    """In the console."""

    title: str
    about: str
    new: str
    name: str
    make: str
    none: str
    forms: str
    days: str
    edit: str
    edit_about: str
    intro: str
    opens: str
    closes: str
    after_petitions: str
    after_answers: str
    questions: str
    questions_about: str
    may_skip: str
    order: str
    text: str
    kind: str
    factor: str
    no_factor: str
    choices: str
    save: str
    open: str
    open_about: str
    erase: str
    close: str
    close_about: str
    places: str
    places_about: str
    place_kind: str
    place: str
    place_name: str
    place_unit: str
    place_procedure: str
    place_add: str
    place_drop: str
    card: str
    link: str
    no_places: str
    papers: str
    papers_about: str
    papers_order: str
    papers_scale: str
    papers_choice: str
    papers_text: str
    batch: str
    batch_place: str
    lines: str
    enter: str
    entered: str
    faulty: str
    faulty_line: str
    piles: str
    piles_about: str
    pile: str
    pile_back: str
    pile_sure: str
    pile_gone: str
    blank: str
    blank_about: str
    blank_scale: str
    blank_pile: str
    line_faults: dict[PaperFault, str]
    results: str
    results_about: str
    counted: str
    paper_share: str
    paper_none: str
    typists: str
    typist: str
    typist_row: str
    too_few: str
    overall: str
    office: str
    unit: str
    month: str
    score: str
    interval: str
    satisfied: str
    of_forms: str
    hidden: str
    by_factor: str
    by_unit: str
    by_month: str
    own_questions: str
    trend: str
    reasons: str
    answer: str
    count: str
    texts: str
    texts_about: str
    no_texts: str
    looking: str
    looking_about: str
    nothing_to_look: str
    show: str
    hide: str
    export: str
    columns: tuple[str, ...]
    file: str
    proof: str
    proof_about: str
    proof_task: str
    proof_give: str
    proof_text: str
    proof_given: str


class SurveyWords(WordingSection):
    template: SurveyTemplateWords
    chat: SurveyChatWords
    web: SurveyWebWords
    card: SurveyCardWords
    page: SurveyPageWords
    scale: tuple[str, str, str, str, str]
    states: dict[SurveyState, str]
    kinds: dict[SurveyQuestionKind, str]
    factors: dict[ServiceFactor, str]
    places: dict[SurveyPlaceKind, str]
    trends: dict[Trend, str]
    faults: dict[SurveyFault, str]
    outcomes: dict[str, str]
    refusals: dict[str, str]

    @model_validator(mode="after")
    def _names_all(self) -> Self:
        """Outcomes and refusals are named by their use cases, which know this section: a test holds them together."""
        tables: tuple[tuple[dict[object, str], type], ...] = (
            (self.states, SurveyState),  # type: ignore[assignment]
            (self.kinds, SurveyQuestionKind),
            (self.factors, ServiceFactor),
            (self.places, SurveyPlaceKind),
            (self.trends, Trend),
            (self.faults, SurveyFault),
            (self.template.factors, ServiceFactor),
        )
        for told, kind in tables:
            if missing := set(kind) - set(told):  # type: ignore[call-overload]
                raise ValueError(f"thiếu {', '.join(sorted(missing))}")
        return self
