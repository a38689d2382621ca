"""Backup, restore and move from the command line: an office is kept, put back, and taken to another database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import wording
from bot.database.anchor import Anchor
from bot.database.audit import keyed
from bot.database.backup import back_up
from bot.database.engine import is_current, open_database
from bot.database.moving import move
from bot.database.restoring import restore
from bot.database.signature import key_in, mark_of_key
from bot.people.audit_store import AuditTrail
from bot.people.login_store import Logins
from bot.people.staff import Role
from bot.people.staff_store import StaffBook
from bot.people.standings import StandingsBefore, UnreadableStandingsError, came_back, put_right, standings
from bot.runtime.logs import start_logging
from bot.settings import Settings, keep_secret, read_settings, secret_of
from bot.surveys.store.reopened import close_again, closed_ones
from bot.wiring.house import ANCHOR, belongings_of, opened
from bot.wording.operations import OperationWords

OK, FAULTY = 0, 1
OF_UNITS = ("signs", "coordinates")  # how what differs of a unit begins


def _backup(options: argparse.Namespace) -> int:
    words, settings = _words(), read_settings()
    start_logging(settings.log_level, settings.log_format == "json", settings.secrets())
    if options.file.exists() and not options.force:
        return _complain(words.backup_exists.format(path=options.file))
    secret = secret_of(settings) if options.with_secret else ""
    manifest = back_up(settings.database_url, belongings_of(settings), options.file, datetime.now(UTC), secret, key=_key(settings))
    is_whole = _note(settings, options.file)
    files = sum("/" in name for name in manifest.parts)
    _say(words.backed_up.format(path=options.file, files=files, size=-(-options.file.stat().st_size // 1024)))
    _say(words.backup_signed.format(mark=mark_of_key(_key(settings))))
    if secret:
        _complain(words.secret_kept)
    if manifest.missing:
        _complain(words.files_missing.format(count=len(manifest.missing), name=manifest.missing[0]))
    return OK if is_whole else _complain(words.trail_went_back.format(path=options.file.parent / ANCHOR.name))


def _restore(options: argparse.Namespace) -> int:
    settings = read_settings()
    start_logging(settings.log_level, settings.log_format == "json", settings.secrets())
    before, at, secret = _before(settings), datetime.now(UTC), secret_of(settings)
    if before is None and not options.old_rights:
        return _complain(_words().rights_unreadable)
    key = key_in(options.key_file) if options.key_file else _key(settings)
    closed, unsigned = _closed(settings), bool(options.force_unsigned)
    restored = restore(
        settings.database_url, belongings_of(settings), options.file, key=key, overwrite=options.force, takes_unsigned=unsigned
    )
    for line in _told(options, restored.secret, _words()):
        _say(line)
    engine = opened(settings)  # what was kept may be of an earlier version
    Anchor(engine, ANCHOR).begin(at, restored=options.file.name)  # the trail goes back on purpose, and says so
    beside = options.file.parent / ANCHOR.name
    if beside.exists() and beside.resolve() != ANCHOR.resolve():
        _say(_words().head_beside.format(path=beside))  # a drill elsewhere restores too: the file vouches for the office that works
    is_same = secret_of(settings) == secret
    for line in _ended(engine, before or StandingsBefore({}, {}, {}), at, takes_old=options.old_rights, has_same_secret=is_same):
        _say(line)
    reopened = close_again(engine, closed, at, takes_old=options.old_rights)
    if reopened:
        _say(_words().surveys_of_backup if options.old_rights else _words().surveys_as_before)
    for title in reopened:
        _say(f"- {title}")
    engine.dispose()
    return OK


def _closed(settings: Settings) -> Mapping[int, str]:
    """Surveys that are over, before the database goes back in time; none where that cannot be read, which is told by then (`_before`)."""
    engine = open_database(settings.database_url)
    try:
        return closed_ones(engine)
    except SQLAlchemyError:
        return {}
    finally:
        engine.dispose()


def _key(settings: Settings) -> str:
    """What signs backups: the setting, which may lie on another machine too, else the office's secret."""
    return settings.backup_key or secret_of(settings)


def _before(settings: Settings) -> StandingsBefore | None:
    """Who may do what, before the database goes back in time; None where there is an office and it cannot be read."""
    engine = open_database(settings.database_url)
    try:
        return standings(engine)
    except (UnreadableStandingsError, SQLAlchemyError):
        return None
    finally:
        engine.dispose()


def _ended(engine: Engine, before: StandingsBefore, at: datetime, *, takes_old: bool, has_same_secret: bool) -> Iterator[str]:
    """What was open when the backup was made may be closed for good since: nobody is logged in, who has left stays away, and who is less
    than they were, or comes in by another way, stays so unless the operator says otherwise."""
    words = _words()
    Logins(engine).end_all("cli", at)
    names = StaffBook(engine).revoke_again(came_back(engine, before), "cli", at)
    again = words.revoked_again.format(names=", ".join(names)) if names else ""
    yield " ".join(filter(None, (words.logged_out, again, words.gone_back)))
    differing = put_right(engine, before, at, takes_old=takes_old, has_same_secret=has_same_secret)
    people = [each for each in differing if not each.what.startswith(OF_UNITS)]
    units = [each for each in differing if each not in people]
    for told, of_backup, as_before in (
        (people, words.rights_of_backup, words.rights_as_before),
        (units, words.units_of_backup, words.units_as_before),
    ):
        if told:
            yield of_backup if takes_old else as_before
        for each in told:
            yield words.rights_differ[each.what].format(name=each.name, before=_named(each.before), kept=_named(each.kept))
    if before.factors and not has_same_secret:
        yield words.factors_of_backup


def _named(what: str) -> str:
    """A role as it is called; a unit by its name."""
    return wording.load().console.roles[Role(what)] if what in set(Role) else what


def _note(settings: Settings, file: Path) -> bool:
    """In the trail, where it is one that this version can write: somebody took everything along. Its end is written down beside the
    backups, where it only ever goes forward; False where the trail does not go on from what stands there."""
    engine = open_database(settings.database_url)
    try:
        if not is_current(engine):
            return True
        owned, at = keyed(engine, secret_of(settings)), datetime.now(UTC)
        AuditTrail(owned).note("cli", "database.backed_up", "database", {"file": file.name}, at)
        return Anchor(owned, file.parent / ANCHOR.name).work(at)
    finally:
        engine.dispose()


def _told(options: argparse.Namespace, secret: str, words: OperationWords) -> Iterator[str]:
    yield words.restored.format(path=options.file)
    if options.with_secret and secret:
        keep_secret(secret)
        yield words.secret_restored
    elif options.with_secret:
        yield words.secret_absent


def _move(options: argparse.Namespace) -> int:
    counts = move(read_settings().database_url, options.to)
    url = make_url(options.to).render_as_string(hide_password=True)
    _say(_words().moved.format(rows=sum(counts.values()), tables=len(counts), url=url))
    return OK


def add_keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`backup`, `restore` and `move`."""
    for name, about, secret, run in (
        ("backup", "sao lưu cơ sở dữ liệu và các tệp vào một tệp", "sao lưu cả khóa bí mật; giữ tệp nơi khóa kín", _backup),
        ("restore", "khôi phục từ tệp sao lưu", "đặt lại cả khóa bí mật, nếu bản sao lưu có", _restore),
    ):
        copying = commands.add_parser(name, help=about)
        copying.add_argument("file", type=Path, metavar="TỆP")
        copying.add_argument("--force", action="store_true", help="ghi đè")
        copying.add_argument("--with-secret", action="store_true", help=secret)
        copying.set_defaults(run=run)
        if run is _restore:
            told = "nhận cả tệp không có chữ ký của cơ quan: chỉ khi chắc tệp do cơ quan tạo ra"
            copying.add_argument("--force-unsigned", action="store_true", help=told)
            rights = "nhận vai trò, cách đăng nhập, mã hai lớp như lúc sao lưu; không có thì giữ như trước khi khôi phục"
            copying.add_argument("--old-rights", action="store_true", help=rights)
            copying.add_argument("--key-file", type=Path, metavar="TỆP", help="tệp giữ khóa đã ký, ví dụ var/secret của máy cũ")
    moving = commands.add_parser("move", help="chuyển mọi dữ liệu từ SQLite sang PostgreSQL; dừng chương trình trước")
    moving.add_argument("--to", required=True, metavar="DATABASE_URL", help="địa chỉ của cơ sở dữ liệu PostgreSQL còn trống")
    moving.set_defaults(run=_move)


def _words() -> OperationWords:
    return wording.load().operations


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return FAULTY
