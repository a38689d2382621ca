"""Checks that no single record can make: codes that exist, phrases said twice, words that say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from knowledge.checks.answer_check import answer_faults
from knowledge.checks.date_checks import date_faults, word_faults
from knowledge.checks.guide_check import guide_faults
from knowledge.cues.speakers import Speaking
from knowledge.errors import Fault
from knowledge.facts.applicants import names_for_authorities
from knowledge.loading.library import Library
from knowledge.records.applicant_class import ApplicantClass

FEWEST_PHRASES = 3
"""Fewer citizens' phrases than this draw too few questions to a procedure that has siblings."""
NATIONWIDE = "toàn quốc"


_ROOMS = {
    "alias": "aliases",
    "event": "events.yaml",
    "faqentry": "faq",
    "intent": "intents.yaml",
    "post": "posts",
    "procedure": "procedures",
    "succession": "successions.tsv",
    "term": "terms.tsv",
}


def check(library: Library) -> list[Fault]:
    """Every fault that only the whole library shows."""
    return sorted(
        [
            *_unknown_codes(library),
            *_shared_phrases(library),
            *_terms(library),
            *_names(library),
            *_duties(library),
            *_numbers(library),
            *_successions(library),
            *_for_people(library),
            *_cues(library),
            *date_faults(library),
            *word_faults(library),
            *guide_faults(library),
            *answer_faults(library),
        ]
    )


def _unknown_codes(library: Library) -> Iterator[Fault]:
    named = [("alias", code, code) for code in library.aliases]
    named += [("faqentry", entry.record_id, code) for entry in library.faq.values() for code in entry.codes]
    named += [("procedure", record.code, code) for record in library.procedures.values() for code in record.related]
    named += [("event", event.name, step.code) for event in library.events.events for step in event.steps if step.code]
    named += [("succession", each.old, code) for each in library.successions for code in (each.old, each.new)]
    named += [("procedure", record.code, record.successor) for record in library.procedures.values() if record.successor]
    for kind, record_id, code in named:
        if code not in library.procedures:
            yield _fault(library, kind, record_id, f"{record_id}: mã {code} không có trong thư viện")


def _shared_phrases(library: Library) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    heirs = {each.old: (each.new,) for each in library.successions}
    for code, phrases in library.aliases.items():
        if len(phrases) < FEWEST_PHRASES:
            yield _fault(library, "alias", code, f"{code}: cần ít nhất {FEWEST_PHRASES} cách gọi")
        for phrase in phrases:
            other = owner.setdefault(phrase.lower(), code)
            if other != code and code not in heirs.get(other, ()) and other not in heirs.get(code, ()):
                yield _fault(library, "alias", code, f"“{phrase}” vừa chỉ {other} vừa chỉ {code}")


def _successions(library: Library) -> Iterator[Fault]:
    replaced = {each.old for each in library.successions}
    for each in library.successions:
        if each.new in replaced:
            yield _fault(library, "succession", each.old, f"{each.old}: {each.new} cũng đã bị thay; ghi thẳng mã đang dùng")


def _terms(library: Library) -> Iterator[Fault]:
    for term in library.terms:
        if term.everyday.lower() == term.official.lower():
            yield _fault(library, "term", term.everyday.lower(), f"“{term.everyday}” được giải nghĩa bằng chính nó")


def _for_people(library: Library) -> Iterator[Fault]:
    """A person's words lead nowhere that only authorities apply: no phrase in which a person speaks, no everyday word for such a name."""
    for code, phrases in library.aliases.items():
        record = library.procedures.get(code)
        if record is None or record.applicant_class is not ApplicantClass.AUTHORITY:
            continue
        for phrase in phrases:
            if library.speakers.heard(phrase) is Speaking.PERSON:
                yield _fault(library, "alias", code, f"{code}: “{phrase}” là lời người dân, thủ tục này chỉ cơ quan dùng")
    closed = names_for_authorities(library.procedures.values())
    for term in library.terms:
        if term.official.lower() in closed:
            reason = f"“{term.everyday}” được giải nghĩa bằng tên thủ tục chỉ cơ quan dùng"
            yield _fault(library, "term", term.everyday.lower(), reason)


def _duties(library: Library) -> Iterator[Fault]:
    known = {(plan.record_id, f"{task.section}.{task.no}".strip(".")) for plan in library.plans.values() for task in plan.tasks}
    for post in library.posts.values():
        for duty in post.duties:
            if duty.plan in library.plans and (duty.plan, duty.task) not in known:
                yield _fault(library, "post", post.record_id, f"{post.record_id}: kế hoạch {duty.plan} không có việc {duty.task}")
            elif duty.plan not in library.plans:
                yield _fault(library, "post", post.record_id, f"{post.record_id}: không có kế hoạch {duty.plan}")


def _numbers(library: Library) -> Iterator[Fault]:
    """In danger, or warned of wrongdoing, nobody is told a number that the list of hotlines does not hold for the whole country."""
    certain = {line.number for line in library.hotlines if line.scope == NATIONWIDE}
    for danger in library.dangers.dangers:
        for number in danger.numbers:
            if number not in certain:
                yield Fault("dangers.yaml", 0, f"{danger.name}: số {number} không có trong hotlines.yaml với phạm vi {NATIONWIDE}")
    for wrong in library.wrongs.kinds:
        for number in wrong.numbers:
            if number not in certain:
                yield Fault("wrongdoing.yaml", 0, f"{wrong.name}: số {number} không có trong hotlines.yaml với phạm vi {NATIONWIDE}")


def _fault(library: Library, kind: str, key: str, reason: str) -> Fault:
    file, line = library.places.get((kind, key), (_ROOMS[kind], 0))
    return Fault(file, line, reason)


def _cues(library: Library) -> Iterator[Fault]:
    for intent in library.intents:
        for cue, times in Counter(intent.cues).items():
            if times > 1:
                yield _fault(library, "intent", intent.name, f"{intent.name}: “{cue}” ghi {times} lần")


def _names(library: Library) -> Iterator[Fault]:
    for province in library.units.provinces:
        if province.kind not in {"tỉnh", "thành phố"}:
            yield Fault("units.yaml", 0, f"{province.name}: loại phải là tỉnh hoặc thành phố")
    known = {province.name for province in library.units.provinces}
    former = {name for province in library.units.provinces for name in province.former}
    for each in library.communes:
        key = " – ".join(filter(None, (each.old, each.district, each.old_province, each.new)))
        file, line = library.places.get(("commune", key), ("communes.tsv", 0))
        if each.new_province not in known:
            yield Fault(file, line, f"{each.new_province}: không có trong 34 tỉnh, thành phố của units.yaml")
        if each.old_province not in known | former:
            yield Fault(file, line, f"{each.old_province}: không phải tên một tỉnh, thành phố trước 01/7/2025 ở units.yaml")
