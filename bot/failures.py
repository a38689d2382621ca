"""What can go wrong with a machine → one sentence that names it and says what to do; everything else is a fault of ours."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping

from pydantic import ValidationError

from bot.database.backup_errors import (
    AlteredBackupError,
    BackupError,
    GuessableKeyError,
    KeyFileError,
    MiscountedError,
    MissingPostgresqlToolError,
    NewerBackupError,
    NotEmptyError,
    NotPostgresqlError,
    OtherDatabaseError,
    OtherKeyError,
    RefusedByToolError,
    StillInUseError,
    UnsignedBackupError,
)
from bot.database.engine import DatabaseUnreachableError, DatabaseUrlError, NewerDatabaseError
from bot.evaluation.labels import ConversationFileError
from bot.server.web_server import AddressTakenError
from bot.settings import EnvFileError
from bot.wording.operations import OperationWords
from indexer.measuring.evaluate import QuestionFileError
from indexer.storage.artifact import ArtifactError
from knowledge.errors import LibraryError

EXPECTED = (
    ArtifactError,
    QuestionFileError,
    ConversationFileError,
    LibraryError,
    OSError,
    ValidationError,
    AddressTakenError,
    BackupError,
    DatabaseUnreachableError,
    DatabaseUrlError,
    NewerDatabaseError,
    EnvFileError,
)


def explained(error: Exception, words: OperationWords) -> str:
    """The sentence for one of EXPECTED."""
    match error:
        case ValidationError():
            return _settings(error, words)
        case AddressTakenError():
            told = words.address_taken if error.is_in_use else words.address_refused
            return told.format(host=error.host, port=error.port, reason=error.reason)
        case DatabaseUrlError() | DatabaseUnreachableError() | NewerDatabaseError():
            return _database(error, words)
        case BackupError():
            return _backup(error, words)
        case EnvFileError():
            return words.bad_env_file
        case OSError():
            return _file(error, words)
        case _:
            return str(error)


def _database(error: DatabaseUrlError | DatabaseUnreachableError | NewerDatabaseError, words: OperationWords) -> str:
    match error:
        case DatabaseUrlError():
            return words.bad_setting.format(name="DATABASE_URL", reason=words.expected.database_url)
        case DatabaseUnreachableError():
            return words.database_unreachable.format(reason=error)
        case _:
            return words.database_newer


def _file(error: OSError, words: OperationWords) -> str:
    """Which file or folder it is, and what hinders."""
    path = error.filename if error.filename is not None else "?"
    match error.errno:
        case errno.ENOENT:
            return words.no_place.format(path=path)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return words.denied.format(path=path)
        case errno.ENOSPC | errno.EDQUOT:
            return words.no_space.format(path=path)
        case _:
            return words.file_refused.format(path=path, reason=os.strerror(error.errno) if error.errno else error)


def _settings(error: ValidationError, words: OperationWords) -> str:
    """A line for each setting: what it is to be. Without its value, which may be a secret, and without what the library says."""
    names = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors(include_input=False, include_url=False, include_context=False))
    return "\n".join(words.bad_setting.format(name=name.upper(), reason=getattr(words.expected, name)) for name in names)


def _backup(error: BackupError, words: OperationWords) -> str:
    told: Mapping[type[BackupError], str] = {
        NotEmptyError: words.database_not_empty,
        NewerBackupError: words.backup_newer,
        AlteredBackupError: words.backup_altered,
        UnsignedBackupError: words.backup_unsigned,
        KeyFileError: words.bad_key_file,
        GuessableKeyError: words.guessable_key_file,
        OtherKeyError: words.backup_other_key,
        OtherDatabaseError: words.backup_of_another,
        MiscountedError: words.miscounted,
        NotPostgresqlError: words.moves_to_postgresql,
        StillInUseError: words.still_in_use,
        MissingPostgresqlToolError: words.no_postgresql_tools,
        RefusedByToolError: words.postgresql_refused,
    }
    return told.get(type(error), words.backup_unreadable).format(path=error.subject, name=error.subject, reason=error.reason)
