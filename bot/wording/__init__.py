"""Every sentence that the bot says, as typed fields; a missing or unknown key stops the start."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from bot.wording.ablation import AblationWords
from bot.wording.announcements import AnnouncementWords
from bot.wording.bulletins import BulletinWords
from bot.wording.changes import ChangeWords
from bot.wording.console import ConsoleWords, StaffLoginWords
from bot.wording.content_watch import ContentWatchWords
from bot.wording.dialogues import DialogueWords
from bot.wording.editorial import EditorialWords, FollowerWords
from bot.wording.mail import StaffMailWords
from bot.wording.menu import AfterAlarmWords, DoorWords, PlainWords
from bot.wording.office import OfficeWords
from bot.wording.official import OfficialWords
from bot.wording.operations import OperationWords
from bot.wording.outreach import OutreachWords
from bot.wording.petition_pages import PetitionPageWords
from bot.wording.petitions import PetitionWords
from bot.wording.plans import PlanWords, RoundWords
from bot.wording.quality import QualityWords
from bot.wording.reach import ReachWords
from bot.wording.reading_room import ReadingRoomWords
from bot.wording.retelling import RetellingWords
from bot.wording.scorecards import ScorecardWords
from bot.wording.section import WordingSection
from bot.wording.surveys import SurveyWords
from bot.wording.why import WhyWords
from knowledge.checks.freshness import Reason
from knowledge.publications.changes import ChangeKind
from knowledge.records.procedure import Level, Part, TimeUnit, Way

VIETNAMESE = Path(__file__).parent / "vi.toml"


class FeeWords(WordingSection):
    amount: str
    with_note: str
    ambiguous: str
    doubtful: str
    none: str
    of_case: str
    until: str
    since: str
    over: str
    ended: str


class PaperWords(WordingSection):
    counted: str
    originals: str
    copies: str
    names_only: str
    names_and_more: str


class AnsweringWords(WordingSection):
    official: str
    deadline: str
    deadline_within: str
    deadline_within_unread: str
    no_deadline: str
    office_takes: str
    not_known: str
    not_known_anywhere: str
    ask_there: str
    source: str
    source_undated: str
    provincial: str
    no_decision: str
    link: str
    head: str
    page_of: str
    more_in: str
    for_authorities: str
    succeeded: str
    where: str
    any_way: str
    document_source: str
    number: str
    dated: tuple[str, str, str]
    faq_source: str
    faq_source_dated: str
    tasks: str
    lead: str
    support: str
    when: str


class CaseFactWords(WordingSection):
    title: str
    same: str
    same_at: str
    may_change: str
    go_on: str
    no_age: str
    no_deadline: str
    other_day: str
    near_question: str
    near_sentence: str


class VerdictWords(WordingSection):
    online: str
    not_online: str
    post: str
    not_post: str
    costs: str
    free: str
    zero: str
    no_fee: str
    at_commune: str
    not_at_commune: str
    foreigner: str
    citizens_only: str
    originals: str
    originals_listed: str
    copies: str
    copies_listed: str
    either: str
    more_papers: str
    papers_say: str
    nearest: str
    nearest_question: str
    undecided: str
    undecided_at: str
    asked: str
    else_ask: str
    else_ask_at: str
    other_undecided: str
    other_undecided_at: str
    not_received: str
    not_received_at: str
    amount_unread: str
    amount_unread_at: str
    result: str
    enough: str
    too_little: str
    too_much: str
    in_time: str
    late: str
    early: str
    old_enough: str
    old_enough_this_year: str
    old_enough_from_year: str
    old_enough_from_day: str
    last_day: str
    last_day_over: str
    last_day_about: str
    last_day_about_over: str
    last_day_before: str
    last_day_before_over: str
    last_day_of_month: str
    window: str
    window_open: str
    window_over: str
    day_off: str
    days_left: str
    today_last: str
    weekdays: tuple[str, ...]
    basis: str


class LifeEventWords(WordingSection):
    step: str
    step_by: str
    bring: str
    press: str


class AskingWords(WordingSection):
    others: str
    two_matters: str
    which_of_two: str
    sources: str
    cited: str
    cited_undated: str
    none: str
    none_of_these: str
    coded: str


class RefusingWords(WordingSection):
    not_found: str
    numbers: str
    which: str
    unsure: str
    rephrase: str
    nearest: str
    elsewhere: str
    empty: str
    hotline: str
    not_wrong: str


class ChoosingWords(WordingSection):
    around: tuple[str, ...]
    last: tuple[str, ...]
    denials: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]


class ThankingWords(WordingSection):
    thanks: tuple[str, ...]
    around: tuple[str, ...]


class BrowsingWords(WordingSection):
    fields: str
    field: str
    matching: str
    most_asked: str
    none: str
    next: str
    previous: str
    to_fields: str
    headings: str
    under: str
    counted: str
    to_headings: str
    events: str
    to_events: str
    to_field: str
    all_fields: str


class OwnDataWords(WordingSection):
    about: str
    in_group: str
    show: str
    export: str
    delete: str
    kept: str
    kept_last: str
    nothing: str
    petitions: str
    followed: str
    also: str
    tables: dict[str, str]
    exported: str
    really: str
    petitions_stay: str
    sure: str
    keep: str
    kept_on: str
    deleted: str
    petitions_stayed: str


class EmergencyWords(WordingSection):
    machine: str
    machine_in_english: str
    not_urgent: str


class TerminalWords(WordingSection):
    welcome: str
    prompt: str
    topic: str
    file: str
    indexing: str
    serving: str
    faultless: str
    weighed: str


class FrontDeskWords(WordingSection):
    notice: str
    help: str
    dropped: str
    right: str
    wrong: str
    rated: str
    rated_wrong: str
    next_page: str
    previous_page: str
    more_parts: str
    whole_section: str
    hand_over: str
    drop_topic: str
    old_button: str
    staff_elsewhere: str
    staff_ended: str
    standing_lost: str
    contact: str
    location: str


class WebWords(WordingSection):
    brand: str
    title: str
    description: str
    skip: str
    welcome: str
    about: str
    privacy: str
    examples_title: str
    examples: tuple[str, ...]
    log: str
    question: str
    hint: str
    send: str
    suggestions: str
    suggested: str
    you: str
    assistant: str
    choices: str
    waiting: str
    failed: str
    retry: str
    topic: str
    file: str
    drop_topic: str
    restart: str
    restart_full: str
    letter: str
    letters: str
    see_letters: str
    too_long: str
    too_fast: str
    unreadable: str
    foreign: str
    broken_title: str
    broken: str
    crowded: str
    before_title: str
    before: str
    before_go: str
    outage: str
    missing_title: str
    missing: str
    missing_procedure_title: str
    missing_procedure: str
    home: str
    ask_more: str
    print: str
    portal: str
    code: str
    decision: str
    field: str
    level: str
    publisher: str
    repealed: str
    successor: str
    contents: str
    qr: str
    scan: str
    not_known: str
    disclaimer: str
    open_chat: str
    close_chat: str


class CommandWords(WordingSection):
    """What each command is for, in the order in which they are told; a field's name is the command's."""

    start: str
    hoi: str
    thutuc: str
    linhvuc: str
    biendong: str
    kiennghi: str
    theodoi: str
    dangky: str
    danhoi: str
    khaosat: str
    thongbao: str
    doithoai: str
    chiso: str
    kenh: str
    huy: str
    trogiup: str
    dulieucuatoi: str


class StaffCommandWords(WordingSection):
    """What each command of the office's own people is for; a field's name is the command's."""

    viec: str
    nhiemvu: str
    cham: str
    baocao: str
    lich: str
    tin: str
    tinmoi: str
    dangnhap: str


class TelegramWords(WordingSection):
    topic: str
    too_fast: str
    too_long: str
    broken: str
    voice: str
    video: str
    sticker: str
    other: str
    file_too_large: str
    too_many_files: str
    file_lost: str
    anonymous: str
    ask: str
    nothing_found: str


class Wording(WordingSection):
    """The whole of `vi.toml`."""

    parts: dict[Part, str]
    ways: dict[Way, str]
    units: dict[TimeUnit, str]
    levels: dict[Level, str]
    fees: FeeWords
    papers: PaperWords
    answer: AnsweringWords
    warnings: dict[Reason, str]
    verdicts: VerdictWords
    case_fact: CaseFactWords
    life_event: LifeEventWords
    ambiguous: AskingWords
    unanswered: RefusingWords
    danger: EmergencyWords
    office: OfficeWords
    retelling: RetellingWords
    terminal: TerminalWords
    why: WhyWords
    ablation: AblationWords
    changes: ChangeWords
    quality: QualityWords
    operations: OperationWords
    web: WebWords
    reading_room: ReadingRoomWords
    petitions: PetitionWords
    petition_pages: PetitionPageWords
    desk: FrontDeskWords
    menu: DoorWords
    plain: PlainWords
    after_alarm: AfterAlarmWords
    choosing: ChoosingWords
    thanking: ThankingWords
    browsing: BrowsingWords
    own_data: OwnDataWords
    announcements: AnnouncementWords
    following: FollowerWords
    newsroom: EditorialWords
    plans: PlanWords
    rounds: RoundWords
    surveys: SurveyWords
    bulletins: BulletinWords
    dialogues: DialogueWords
    scorecards: ScorecardWords
    official: OfficialWords
    commands: CommandWords
    staff_commands: StaffCommandWords
    telegram: TelegramWords
    mail: StaffMailWords
    outreach: OutreachWords
    console: ConsoleWords
    staff_door: StaffLoginWords
    reach: ReachWords
    content_watch: ContentWatchWords


@cache
def load(path: Path = VIETNAMESE) -> Wording:
    """Read the sentences, a file once. Raises pydantic's ValidationError naming every key that is missing or unknown."""
    wording = Wording.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    for known, kind in (
        (wording.parts, Part),
        (wording.ways, Way),
        (wording.units, TimeUnit),
        (wording.levels, Level),
        (wording.warnings, Reason),
        (wording.changes.kinds, ChangeKind),
    ):
        missing = set(kind) - set(known)
        if missing:
            raise KeyError(f"{path.name}: thiếu {', '.join(sorted(missing))}")
    return wording
