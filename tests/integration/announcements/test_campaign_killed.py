"""A campaign whose queueing is killed again and again: everybody once, and the sums right."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from bot.announcements.rules.campaign import CampaignState
from bot.announcements.rules.followers import CampaignReach, Sending
from bot.announcements.store.campaigns import CampaignBook
from bot.database.engine import read_session, write_session
from bot.database.tables.announcements import ArticleRow
from bot.database.tables.outbox import CampaignCountersRow, OutboxRow
from tests.soak import size

pytestmark = pytest.mark.soak
KILLS = size(3, 20)
FOLLOWERS = 3_000
NOON = datetime(2026, 5, 15, 5, tzinfo=UTC)
QUEUE = """
import sys
from datetime import UTC, datetime
from bot.announcements.store import campaigns as campaign_store
from bot.announcements.rules.calendar import Month
from bot.database.engine import open_database
from bot.messages import BulkMessage
campaign_store.CHUNK = 50
book = campaign_store.CampaignBook(open_database(sys.argv[1]))
number = int(sys.argv[2])
print("ready", flush=True)
while book.queue_part(number, BulkMessage(f"campaign:{number}", "Bài", number), Month(2026, 5), datetime(2026, 5, 15, 5, tzinfo=UTC)):
    pass
"""


def test_killed_at_any_moment_everybody_gets_it_once(engine: Engine, empty_url: str) -> None:
    campaign = prepare(engine)
    chance = random.Random(KILLS)  # the same moments on every machine, as far as its speed allows
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", QUEUE, empty_url, str(campaign)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.05, 0.5))
        process.kill()
        process.communicate()
    subprocess.run([sys.executable, "-c", QUEUE, empty_url, str(campaign)], check=True, stdout=subprocess.DEVNULL)
    found = CampaignBook(engine).get(campaign)
    with read_session(engine) as session:
        letters = Counter(session.scalars(select(OutboxRow.key)))
        counted = session.execute(text("SELECT sum(posts), max(posts) FROM followers")).one()
        tally = session.get(CampaignCountersRow, campaign)
        assert tally is not None
        total = tally.total
    assert found is not None
    assert (found.state, found.reach) == (CampaignState.RUNNING, CampaignReach(reached=FOLLOWERS))
    assert (len(letters), set(letters.values()), total) == (FOLLOWERS, {1}, FOLLOWERS)
    assert tuple(counted) == (FOLLOWERS, 1)


def prepare(engine: Engine) -> int:
    with write_session(engine) as session:
        people = [{"key": str(number), "now": NOON.isoformat(" ")} for number in range(FOLLOWERS)]
        session.execute(
            text("INSERT INTO chats (channel, key, since, asked, code, part) VALUES ('telegram', :key, :now, '[]', '', '')"), people
        )
        session.execute(
            text(
                "INSERT INTO followers (channel, key, kind, pace, place, place_key, every_topic, is_active, consented, consent_text,"
                " why_ended, month, posts, awaits)"
                " VALUES ('telegram', :key, 'nguoi_dan', 'all', '', '', true, true, :now, 'x', '', 0, 0, '')"
            ),
            people,
        )
        article = ArticleRow(content={}, topics=[], made=NOON, changed=NOON)
        session.add(article)
        session.flush()
        number = article.id or 0
    book = CampaignBook(engine)
    made = book.propose("killed", number, Sending.to_everybody(), "", 1, NOON)
    for staff in (1, 2):
        book.approve(made.id, staff, NOON)
    return made.id
