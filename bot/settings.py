"""What differs between machines, read once from the environment and `.env`."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from datetime import time
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.modes import own_folder
from bot.runtime.cpu_affinity import usable
from bot.setting_kinds import (
    Address,
    CodesFile,
    Folder,
    Folders,
    Group,
    Host,
    Key,
    Line,
    Mailbox,
    MailHost,
    Networks,
    OfficeHours,
    Origins,
    Roles,
    SecureAddress,
    Token,
    Zone,
)
from bot.text import hours
from indexer.building.build import codes_in
from knowledge.loading.library import STARTER
from knowledge.records.post import TELEPHONE

LONGEST_KEPT = 36_500  # days; a century
HALF_A_YEAR = 180  # days; laws and fees change on 1 January and 1 July as a rule: an older source has lived through one of these days
MOST_BY_ITSELF = 4  # web processes; who needs more says so
VAR = Path("var")
"""What a running machine writes: database, index, key. Never in the repository."""
SECRET_FOLDERS = ("SECRETS_DIR", "CREDENTIALS_DIRECTORY")
"""What may name a folder with a file for each secret (`secret_key`): our own variable, for Docker, and that of systemd's credentials."""


class Settings(BaseSettings):
    """Every setting with its default; `.env.example` says the same, a test compares them."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    knowledge_dirs: Folders = "knowledge/content"
    index_dir: Folder = VAR / "index"
    database_url: str = f"sqlite:///{VAR}/motcua.db"
    telegram_bot_token: Token = ""
    telegram_api_base_url: Address = "https://api.telegram.org"
    telegram_webhook_url: SecureAddress = ""
    telegram_webhook_secret: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,256}$")
    web_host: Host = "127.0.0.1"
    web_port: int = Field(default=8000, ge=1, le=65_535)
    web_processes: int = Field(default=0, ge=0, le=64)
    public_url: Address = "http://127.0.0.1:8000"
    secret_key: Key = ""
    backup_key: Key = ""
    second_factor_roles: Roles = ""
    province: Line = ""
    unit_name: Line = ""
    report_place: Line = ""
    report_signer: Line = ""
    office_address: Line = ""
    office_opening_hours: Line = ""
    office_hotline: str = Field(default="", pattern=TELEPHONE)
    office_color: str = Field(default="#12497f", pattern=r"^#[0-9A-Fa-f]{6}$")
    served_codes: CodesFile = ""
    widget_sites: Origins = ""
    trusted_proxies: Networks = "127.0.0.1 ::1"
    metrics_networks: Networks = "127.0.0.0/8 ::1/128"
    timezone: Zone = "Asia/Ho_Chi_Minh"
    monthly_post_day: int = Field(default=15, ge=1, le=31)
    monthly_post_time: str = Field(default="08:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    quiet_hours: str = "21:00-07:00"
    send_rate_per_second: float = Field(default=25.0, gt=0, le=1_000, allow_inf_nan=False)
    retention_letters_days: int = Field(default=90, ge=35, le=LONGEST_KEPT)
    retention_questions_days: int = Field(default=365, ge=1, le=LONGEST_KEPT)
    retention_chats_days: int = Field(default=365, ge=1, le=LONGEST_KEPT)
    retention_drafts_days: int = Field(default=30, ge=1, le=LONGEST_KEPT)
    content_max_age_days: int = Field(default=HALF_A_YEAR, ge=1, le=LONGEST_KEPT)
    retention_petitions_years: int = Field(default=0, ge=0, le=100)
    petitions_per_chat_a_day: int = Field(default=10, ge=0, le=10_000)
    petitions_per_address_a_day: int = Field(default=50, ge=0, le=1_000_000)
    staff_chat_id: Group = ""
    smtp_from: Mailbox = ""
    smtp_host: MailHost = ""
    smtp_port: int = Field(default=587, ge=1, le=65_535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: Line = ""
    smtp_password: Line = ""
    office_hours: OfficeHours = "07:30-11:30 13:30-17:00"
    files_dir: Folder = VAR / "files"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("quiet_hours")
    @classmethod
    def _lets_the_monthly_post_leave(cls, given: str, known: ValidationInfo) -> str:
        quiet, post = hours.of_a_night(given), str(known.data.get("monthly_post_time", ""))
        if quiet and post and hours.holds(quiet, time.fromisoformat(post)):
            raise ValueError
        return given

    @field_validator("smtp_host")
    @classmethod
    def _has_somebody_who_writes(cls, given: str, known: ValidationInfo) -> str:
        if given and not known.data.get("smtp_from"):
            raise ValueError
        return given

    def processes(self) -> int:
        """How many processes answer on the web: the setting, else one for each core, at most four.

        With a webhook one, unless the setting says otherwise: Telegram posts the messages of one chat side by side.
        """
        return self.web_processes or (1 if self.telegram_webhook_url else min(len(usable()), MOST_BY_ITSELF))

    def secrets(self) -> list[str]:
        """What must never be logged."""
        return [self.secret_key, self.backup_key, self.telegram_bot_token, self.telegram_webhook_secret, self.smtp_password]

    def networks(self) -> list[IPv4Network | IPv6Network]:
        """From where /metrics may be read."""
        return [ip_network(network) for network in self.metrics_networks.split()]

    def codes(self) -> list[str] | None:
        """The procedures that the office serves; None: all. Raises OSError where the file cannot be read."""
        return codes_in(Path(self.served_codes)) if self.served_codes else None

    def folders(self) -> list[Path]:
        """The knowledge folders, in order; the starter library is found wherever the program is installed."""
        given = [Path(name) for name in self.knowledge_dirs.split()]
        return [STARTER if path == Path("knowledge/content") and not path.is_dir() else path for path in given]


class EnvFileError(ValueError):
    """`.env` is no text in UTF-8."""


def read_settings() -> Settings:
    """The settings of this machine: the environment goes before `.env`, and that before files of secrets.

    Raises pydantic's ValidationError, which names each setting that cannot be used, EnvFileError, and OSError for a secret that is not ours
    to read.
    """
    named = (Path(os.environ.get(name) or "/dev/null") for name in SECRET_FOLDERS)
    try:
        return Settings(_secrets_dir=[folder for folder in named if folder.is_dir()])
    except UnicodeDecodeError as error:
        raise EnvFileError(".env") from error


def secret_of(settings: Settings, folder: Path = VAR) -> str:
    """The key that signs cookies: the setting, else one made once and kept in `folder`, readable by its owner alone."""
    if settings.secret_key:
        return settings.secret_key
    own_folder(folder)
    path = folder / "secret"
    if not path.exists():
        _make_once(path, secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii").strip()


def keep_secret(secret: str, folder: Path = VAR) -> None:
    """Put a key that was kept in the place of the one in `folder`; the setting, where there is one, still goes before it."""
    own_folder(folder)
    handle, name = tempfile.mkstemp(dir=folder)  # readable by its owner alone
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret)
    Path(name).replace(folder / "secret")


def _make_once(path: Path, text: str) -> None:
    """Write `path` whole; of several processes that try, the first wins and the others keep what it wrote."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
    with suppress(FileExistsError):
        os.link(name, path)
    Path(name).unlink()
