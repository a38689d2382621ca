"""The timetable put together: the rooms' jobs and the keeping of the house; a part of the composition root."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.answers.store.questions import Questions
from bot.database.lease import Lease
from bot.database.served_updates import purge_served_updates
from bot.database.steadiness import Steadiness
from bot.outbox.store import Counters
from bot.people.store import Chats
from bot.people.workplace.kept_form_store import KeptForms
from bot.people.workplace.mail_post import MailPost
from bot.people.workplace.notice_store import NoticeBook
from bot.runtime.schedule import Job, JobScheduler
from bot.settings import Settings
from bot.wiring.announcing import Announcing
from bot.wiring.mail import sends_mail
from bot.wiring.planning import Planning
from bot.wiring.rooms import Rooms


def timetable(settings: Settings, engine: Engine, jobs: Sequence[Job] = ()) -> JobScheduler:
    """What runs by the clock, in one of all processes that share the database; `jobs`: the rooms'."""
    steadiness = Steadiness(engine)
    watching = Job("clock", "* * * * *", steadiness.look)
    lease, zone = Lease(engine, "timetable"), ZoneInfo(settings.timezone)
    mail = [Job("mail to the staff", "*/5 * * * *", MailPost(engine).work)] if sends_mail(settings) else []
    return JobScheduler([watching, *jobs, *mail, *_keeping(settings, engine)], lease, zone, is_steady=steadiness.look)


def _keeping(settings: Settings, engine: Engine) -> list[Job]:
    """What is kept no longer, deleted at night."""

    def older(purge: Callable[[datetime], object], days: int) -> Callable[[datetime], object]:
        return lambda at: purge(at - timedelta(days=days))

    return [
        Job("outbox", "10 2 * * *", older(Counters(engine).purge, settings.retention_letters_days), deletes=True),
        Job("notices", "15 2 * * *", older(NoticeBook(engine).purge, settings.retention_letters_days), deletes=True),
        Job("served updates", "25 2 * * *", partial(purge_served_updates, engine), deletes=True),
        Job("questions", "20 2 * * *", older(Questions(engine).purge, settings.retention_questions_days), deletes=True),
        Job("unsent forms", "35 2 * * *", older(KeptForms(engine).purge, settings.retention_drafts_days), deletes=True),
        Job("chats", "30 2 * * *", older(Chats(engine).purge, settings.retention_chats_days), deletes=True),
    ]


def jobs_of(rooms: Rooms) -> list[Job]:
    """What the rooms do by the clock."""
    reminders = rooms.petitions.reminders
    return [
        Job("petition warnings", "*/5 * * * *", reminders.warn),
        Job("staff in reach", "* * * * *", rooms.reaching.look),
        Job("petitions of who is away", "*/10 * * * *", rooms.petitions.handing.work),
        Job("petition list", "30 7 * * *", reminders.morning),
        Job("petition drafts", "40 2 * * *", reminders.tidy, deletes=True),
        Job("petitions that are settled", "20 0 * * *", rooms.petitions.intake.close_old, deletes=True),
        Job("petitions of long ago", "0 3 * * *", rooms.petitions.forgetting.work, deletes=True),
        *jobs_of_announcements(rooms.announcing),
        *(job for feature in rooms.features for job in feature.jobs),
        Job("letters on changes", "20 8 * * *", rooms.field_letters.work),
        *jobs_of_plans(rooms.planning),
        *rooms.surveying.jobs(),
        *rooms.bulletins.jobs(),
        *rooms.dialogues.jobs(),
        Job("audit trail", "* * * * *", rooms.trail.anchor),
        Job("content dates", "10 7 * * *", rooms.content.look),
        Job("login links", "50 2 * * *", rooms.logins.sweep, deletes=True),
    ]


def jobs_of_announcements(news: Announcing) -> list[Job]:
    """A month that is due becomes a campaign, then campaigns are queued: in this order where both run at once."""
    return [Job("newsroom", "* * * * *", news.newsroom.work), Job("campaigns", "* * * * *", news.campaigning.work)]


def jobs_of_plans(plans: Planning) -> list[Job]:
    """Tasks that fall due, and rounds that close."""
    return [Job("plan tasks", "5 * * * *", plans.tracker.work), Job("rounds", "10 * * * *", plans.rounds.work)]
