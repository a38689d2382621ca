"""What can go wrong with a machine → one sentence that names it and says what to do; everything else is a fault of ours."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from bot.channels.web.server import AddressTakenError
from bot.database.backup_errors import (
    BackupError,
    MiscountedError,
    MissingToolError,
    NewerBackupError,
    NotEmptyError,
    NotPostgresqlError,
    OtherDatabaseError,
    RefusedByToolError,
    StillInUseError,
)
from bot.database.engine import DatabaseUnreachableError, DatabaseUrlError, NewerDatabaseError
from bot.wording.operations import Operations
from indexer.artifact import ArtifactError
from indexer.evaluate import QuestionFileError
from knowledge.errors import LibraryError

EXPECTED = (
    ArtifactError,
    QuestionFileError,
    LibraryError,
    OSError,
    ValidationError,
    AddressTakenError,
    BackupError,
    DatabaseUnreachableError,
    DatabaseUrlError,
    NewerDatabaseError,
)


def explained(error: Exception, words: Operations) -> str:
    """The sentence for one of EXPECTED."""
    match error:
        case ValidationError():
            return _settings(error, words)
        case AddressTakenError(is_in_use=True):
            return words.address_taken.format(host=error.host, port=error.port)
        case AddressTakenError():
            return words.address_refused.format(host=error.host, port=error.port, reason=error.reason)
        case DatabaseUrlError():
            return words.bad_setting.format(name="DATABASE_URL", reason=error)
        case DatabaseUnreachableError():
            return words.database_unreachable.format(reason=error)
        case NewerDatabaseError():
            return words.database_newer
        case BackupError():
            return _backup(error, words)
        case _:
            return str(error)


def _settings(error: ValidationError, words: Operations) -> str:
    """A line for each setting, without its value: it may be a secret."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    return "\n".join(words.bad_setting.format(name=".".join(map(str, fault["loc"])).upper(), reason=fault["msg"]) for fault in faults)


def _backup(error: BackupError, words: Operations) -> str:
    told: Mapping[type[BackupError], str] = {
        NotEmptyError: words.database_not_empty,
        NewerBackupError: words.backup_newer,
        OtherDatabaseError: words.backup_of_another,
        MiscountedError: words.miscounted,
        NotPostgresqlError: words.moves_to_postgresql,
        StillInUseError: words.still_in_use,
        MissingToolError: words.no_postgresql_tools,
        RefusedByToolError: words.postgresql_refused,
    }
    return told.get(type(error), words.backup_unreadable).format(path=error.subject, name=error.subject, reason=error.reason)
