"""What can go wrong when a database is kept, put back or moved; whatever it is, nothing was changed."""

from __future__ import annotations


class BackupError(Exception):
    """Nothing was backed up, restored or moved, and nothing was changed.

    BackupError
    ├── UnreadableBackupError   the file is no backup of ours, or it is damaged
    ├── AlteredBackupError      signed with our key, and something of it is another since
    ├── UnsignedBackupError     nobody signed it: an old one, or somebody took the signature away
    ├── OtherKeyError           signed, and not with our key
    ├── KeyFileError            the file in which the key is to stand holds none
    ├── OtherDatabaseError      the backup is of SQLite and the database is PostgreSQL, or the other way round
    ├── NewerBackupError        made by a later version of this program
    ├── NotEmptyError           the database to be restored or moved into holds something already
    ├── MiscountedError         what was written is not what was read
    ├── NotPostgresqlError      an office moves to PostgreSQL alone
    ├── StillInUseError         somebody wrote into the old database while it was moved
    ├── MissingPostgresqlToolError        PostgreSQL's own program is not installed here
    └── RefusedByToolError      PostgreSQL's own program failed; says why
    """

    def __init__(self, subject: str, reason: str = "") -> None:
        super().__init__(f"{subject}: {reason}")
        self.subject = subject
        self.reason = reason


class UnreadableBackupError(BackupError):
    pass


class AlteredBackupError(BackupError):
    pass


class UnsignedBackupError(BackupError):
    pass


class OtherKeyError(BackupError):
    pass


class KeyFileError(BackupError):
    pass


class GuessableKeyError(BackupError):
    pass


class OtherDatabaseError(BackupError):
    pass


class NewerBackupError(BackupError):
    pass


class NotEmptyError(BackupError):
    pass


class MiscountedError(BackupError):
    pass


class NotPostgresqlError(BackupError):
    pass


class StillInUseError(BackupError):
    pass


class MissingPostgresqlToolError(BackupError):
    pass


class RefusedByToolError(BackupError):
    pass
