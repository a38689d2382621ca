"""Two who lock the same rows at once, each beginning elsewhere: on PostgreSQL none is cut off because they wait for one another, and what
one of them takes back is gone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select, text

from bot.petitions.rules.petition import PetitionFile
from bot.surveys.rules.filling import FilledForm
from bot.surveys.store.ballots import ANSWERS, BallotBox, Cast
from bot.surveys.store.piles import PileBook
from tests.petitions import MONDAY, Office, done, filing
from tests.presence import found
from tests.surveys import NOON, TODAY, SurveyRoom

FORMS, ROUNDS = 60, 5
pytestmark = pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What comes of each, all begun at the same moment; an error of one is raised here."""
    begun = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> object:
        begun.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [each.result(60) for each in [pool.submit(do, deed) for deed in deeds]]


def test_a_pile_is_taken_back_while_everything_is_mixed_and_people_answer(engine: Engine) -> None:
    room = SurveyRoom(engine)
    number = room.opened()
    place, form = room.place(number, room.hall), FilledForm(room.letters(number, "d"), ("",))
    box, piles, by = BallotBox(engine), PileBook(engine), f"staff:{room.an.id}"
    for turn in range(ROUNDS):
        name = f"xấp {turn}"
        assert box.enter(place, name, [form] * FORMS, room.an.id, TODAY, NOON) is Cast.COUNTED
        back, *_ = at_once(
            partial(piles.take_back, number, name, by, NOON),
            partial(box.mix, TODAY),
            partial(box.mix, TODAY),
            partial(box.cast, place, form, f"m{turn}", TODAY),
        )
        assert back is True
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(ANSWERS)) == ROUNDS, "none of a pile that is gone"


def test_whoever_answers_a_petition_waits_for_who_merges_it_into_one_of_its_own(here: Office, engine: Engine) -> None:
    """The one with the higher number is held by who answers it, when somebody comes who begins at the lower."""
    made = []
    for each in range(2):
        file = here.room.intake.file(filing(f"Đèn đường hỏng ở ngõ {each}"), None, MONDAY)
        assert isinstance(file, PetitionFile)
        made.append(done(here.room.desk.claim(here.clerk, file.petition.id, MONDAY)))
    low, high = made
    done(here.room.desk.merge(here.clerk, low.id, high.code, MONDAY))
    with engine.connect() as other:
        other.execute(text("SELECT id FROM petitions WHERE id = :id FOR UPDATE"), {"id": low.id})
        with ThreadPoolExecutor(1) as pool:
            answered = pool.submit(here.room.desk.note, here.clerk, high.id, "đã xem", MONDAY)
            with pytest.raises(TimeoutError):
                answered.result(1)
            other.execute(text("SET LOCAL lock_timeout = '2s'"))
            other.execute(text("SELECT id FROM petitions WHERE id = :id FOR UPDATE"), {"id": high.id})
            other.rollback()
            assert done(answered.result(30)).id == found(high).id
