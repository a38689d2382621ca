"""Queueing a campaign to a million followers: seconds and memory, on both databases. Run: python -m tests.bench.campaign [followers]."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from bot.announcements.rules.calendar import Month
from bot.announcements.rules.followers import Sending
from bot.announcements.store.campaigns import CampaignBook
from bot.announcements.store.followers import FollowerBook
from bot.database.engine import migrate, open_database, write_session
from bot.database.tables.announcements import ArticleRow
from bot.messages import BulkMessage
from tests.bench import TOO_SLOW
from tests.support import postgresql

MILLION = 1_000_000
MOST_SECONDS, MOST_MEGABYTES = 60.0, 300.0
NOW = datetime(2026, 5, 15, 1, tzinfo=UTC)
MAY = Month(2026, 5)

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
CHATS = "INSERT INTO chats (channel, key, since, asked, code, part) {cte} SELECT 'telegram', 100000000 + i || '', :now, '[]', '', '' FROM n"
FOLLOWERS = """INSERT INTO followers (channel, key, kind, pace, place, place_key, every_topic, is_active, consented, consent_text, why_ended,
 month, posts, awaits) {cte} SELECT 'telegram', 100000000 + i || '', 'nguoi_dan', CASE WHEN i % 10 = 0 THEN 'fewer' ELSE 'all' END,
 '', '', true, i % 50 <> 0, :now, 'x', '', CASE WHEN i % 20 = 0 THEN 202605 ELSE 0 END, CASE WHEN i % 20 = 0 THEN 4 ELSE 0 END, '' FROM n"""


def main(count: int) -> int:
    """Print a line a database; TOO_SLOW where a limit is passed."""
    is_slow = False
    with tempfile.TemporaryDirectory() as folder:
        for name, url in _addresses(Path(folder)):
            engine = open_database(url)
            migrate(engine)
            _fill(engine, count)
            seconds, queued = _queue(engine)
            megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            is_slow |= seconds > MOST_SECONDS * count / MILLION or megabytes > MOST_MEGABYTES
            sys.stdout.write(f"{name}: {queued:,} letters of {count:,} followers in {seconds:.1f} s, {megabytes:.0f} MB at most\n")
            engine.dispose()
    return TOO_SLOW if is_slow else 0


def _addresses(folder: Path) -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite:///{folder}/bench.db"
    binaries = postgresql.binaries()
    if binaries is None:
        sys.stdout.write("PostgreSQL: none on this machine\n")
        return
    with postgresql.server(binaries) as server:
        engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:", 1), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE bench"))
        engine.dispose()
        yield "PostgreSQL", server.replace("/postgres?", "/bench?")


def _fill(engine: Engine, count: int) -> None:
    cte = NUMBERS.format(count=count)
    for statement in (CHATS, FOLLOWERS):
        with write_session(engine) as session:
            session.execute(text(statement.format(cte=cte)), {"now": NOW})
    with write_session(engine) as session:
        session.execute(text("ANALYZE"))  # as PostgreSQL does by itself within a minute


def _queue(engine: Engine) -> tuple[float, int]:
    campaigns = CampaignBook(engine)
    with write_session(engine) as session:
        row = ArticleRow(content={}, topics=[], made=NOW, changed=NOW)
        session.add(row)
        session.flush()
        article = row.id or 0
    made = campaigns.propose("bench", article, Sending.to_everybody(), "", 1, NOW)
    for staff in (1, 2):
        campaigns.approve(made.id, staff, NOW)
    expected = FollowerBook(engine).reach(Sending.to_everybody(), MAY).reached
    circular = BulkMessage(f"campaign:{made.id}", "Tiêu đề\n\n" + "Tóm tắt của bài. " * 15, made.id)
    begun, computed = time.perf_counter(), time.process_time()
    longest = 0.0
    while True:
        part = time.perf_counter()
        more = campaigns.queue_part(made.id, circular, MAY, NOW)
        longest = max(longest, time.perf_counter() - part)
        if not more:
            break
    seconds = time.perf_counter() - begun
    found = campaigns.get(made.id)
    if found is None or found.reach.reached != expected:
        raise SystemExit(f"queued {found and found.reach.reached}, expected {expected}")
    own = time.process_time() - computed
    sys.stdout.write(f"the longest transaction: {longest:.2f} s; computed in this process: {own:.1f} s\n")
    return seconds, found.reach.reached


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MILLION))
