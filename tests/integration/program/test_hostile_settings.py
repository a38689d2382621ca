"""Every setting there is × what people and other programs write into it: refused by name with an example, or it works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine

from bot import wording
from bot.__main__ import main
from bot.database.engine import migrate, open_database
from bot.failures import EXPECTED, explained
from bot.settings import Settings, read_settings
from bot.wiring import ProcessRole, services
from bot.wording.operations import ExpectedSettingWords
from indexer.building.build import build
from tests.support import databases

WORDS = wording.load().operations
NAMES = sorted(Settings.model_fields)
LIBRARIES = re.compile(
    r"[A-Za-z]*(?:[Ii]nput|[Vv]alue|[Ss]tring|[Ss]hould|[Mm]atch|[Ee]rror|[Ii]nvalid|pattern)\b"
)  # what pydantic and Python say

MOST_TRIED = 12  # values of one setting with which a whole machine is put together: it takes a fifth of a second
OPENED = ("database_url", "index_dir", "knowledge_dirs", "served_codes")
"""Of these more shows when they are opened."""

HOSTILE = (
    "", " ", "\t", "0", "-1", "-0", "1.5", "99999999999999999999999", "1e309", "-1e309", "nan", "inf", "true", "null", "[]", "{}", "abc", "đá ở đây",
    "x" * 20_000, "9" * 5_000, "một\nhai", "a\rb", "\x07", "\x1b[31mđỏ", "\u202exa.vn", "\udcff\udcfe", "％s", "%s%n%d", "${HOME}", "$(id)", "';--",
    "<script>alert(1)</script>", "..", "../../../etc/passwd", "/etc/passwd", "/etc/passwd/con", "/dev/null", "/dev/zero", "/dev/null/x", "/proc/self/mem",
    "/khong/co/o/day", "/" + "d/" * 3_000, "d" * 256, "@canbo_xa", "nguyen.van.a@gmail.com", "xa.vn", "http://", "https://", "https:///x", "http:xa.vn",
    "//xa.vn", "javascript:alert(1)", "ftp://xa.vn", "http://[::1", "http://xa.vn:99999", "http://xa.vn:cổng", "http://xa.vn:0", "https://an:mk@xa.vn",
    "https://xa.vn?x=1", "https://xa.vn#x", "https://xa.vn/\"><b>", "https://xã.vn", "http://-xa.vn", "https://xa vn", "10.0.0.0/99", "10.0.0.1/8", "1.2.3",
    "::1/129", "*", "0.0.0.0/0", "256.1.1.1", "fe80::1%eth0", "24:00", "8:00", "08:60", "00:00-24:00", "7h30-11h30", "21:00-24:00", "21-7", "11:30-07:30",
    "07:30-11:30 11:00-17:00", "07:30-07:30", "07:30–11:30", "07:30", "07:30:00-11:30:00", "00:00-23:59", "05:00-09:00", "x", "Sao/Hoa", "Asia", "../UTC",
    "GMT+7", "debug", "#12497", "#12497g", "12497f", "32/13/2024", "123:abc", "110201543:ngắn quá không đúng", "mat-khau", "-1001234567890123456789",
)  # fmt: skip
OF_ONE = {
    "database_url": (
        "mysql://an:mat-khau@may/ten", "sqlite://", "sqlite:///:memory:", "sqlite:////dev/null/x.db", "postgresql://an:mat-khau@may:cong/ten",
        "postgresql://[::1/ten", "oracle://x", "sqlite:///" + "d" * 300, "sqlite+aiosqlite:///x.db", "sqlite:////etc",
    ),
}  # fmt: skip
WRONG = [
    ("OFFICE_HOURS", "00:00-24:00"), ("OFFICE_HOURS", "7h30-11h30"), ("OFFICE_HOURS", ""), ("OFFICE_HOURS", "13:30-17:00 07:30-11:30"),
    ("QUIET_HOURS", "21:00-24:00"), ("QUIET_HOURS", "21-7"), ("QUIET_HOURS", "05:00-09:00"), ("QUIET_HOURS", "21:00-23:00 01:00-06:00"),
    ("PUBLIC_URL", "xa.vn"), ("PUBLIC_URL", ""), ("PUBLIC_URL", "https://an:mk@xa.vn"), ("STAFF_CHAT_ID", "abc"), ("STAFF_CHAT_ID", "@canbo"),
    ("STAFF_CHAT_ID", "123456789"), ("TIMEZONE", "x"), ("TIMEZONE", ""), ("WEB_PORT", "-1"), ("WEB_PROCESSES", "-1"), ("WEB_PORT", "9" * 40),
    ("RETENTION_CHATS_DAYS", "9" * 40), ("SEND_RATE_PER_SECOND", "nan"), ("SEND_RATE_PER_SECOND", "inf"), ("SEND_RATE_PER_SECOND", "0"),
    *((f"PETITIONS_PER_{of}_A_DAY", wrong) for of in ("CHAT", "ADDRESS") for wrong in ("-1", "", "1.5", "mười", "9" * 40)),
    ("METRICS_NETWORKS", "10.0.0.0/99"), ("TRUSTED_PROXIES", "nginx"), ("TELEGRAM_API_BASE_URL", "api.telegram.org"),
    ("TELEGRAM_WEBHOOK_URL", "http://xa.vn/telegram/webhook"), ("TELEGRAM_BOT_TOKEN", "abc"), ("TELEGRAM_WEBHOOK_SECRET", "có dấu"),
    ("SECRET_KEY", "ngan"), ("SECRET_KEY", " " * 40), ("SECRET_KEY", "a" * 32), ("BACKUP_KEY", "passwordpassword"), ("INDEX_DIR", ""), ("INDEX_DIR", "/etc/passwd"), ("FILES_DIR", "/dev/null/anh"),
    ("FILES_DIR", ""), ("KNOWLEDGE_DIRS", "/etc/passwd"), ("KNOWLEDGE_DIRS", " "), ("SERVED_CODES", "/khong/co"), ("SERVED_CODES", "/etc"),
    ("WIDGET_SITES", "xa.vn"), ("WEB_HOST", "http://xa.vn"), ("WEB_HOST", ""), ("LOG_LEVEL", "debug"), ("OFFICE_COLOR", "xanh"),
    ("OFFICE_HOTLINE", "gọi chị Lan"), ("MONTHLY_POST_DAY", "0"), ("MONTHLY_POST_TIME", "24:00"), ("UNIT_NAME", "một\nhai"), ("DATABASE_URL", "xa.vn"),
]  # fmt: skip

TRIED: dict[str, list[tuple[str, ValidationError | None]]] = {}  # by setting


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = databases.sqlite_at(tmp_path_factory.mktemp("settings") / "x.db")
    yield engine
    engine.dispose()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty machine, without settings of its own."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


def check_refusal(name: str, value: str, error: Exception) -> None:
    """One sentence in Vietnamese that names the setting, says what is expected and gives an example; never what was written there."""
    told = explained(error, WORDS)
    assert told.startswith(f"Thiết lập {name.upper()} không dùng được: cần "), (value, told)
    assert ", ví dụ " in told
    assert "\n" not in told
    assert not LIBRARIES.search(told), (value, told)
    assert len(value) < 8 or value not in told or value in getattr(WORDS.expected, name)


def test_every_setting_has_a_sentence_that_says_what_it_is_to_be() -> None:
    assert set(ExpectedSettingWords.model_fields) == set(Settings.model_fields)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_setting_does_not_take_is_refused_by_its_name(name: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = 0
    for value, error in _tried(monkeypatch, name):
        if error:
            check_refusal(name, value, error)
            refused += 1
    assert refused or name == "database_url", f"{name} takes whatever is written there"


def test_what_is_taken_works(
    home: Path, engine: Engine, small_folder: Path, small_index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = {name: _taken(monkeypatch, name) for name in NAMES if name not in OPENED}
    for turn in range(max(map(len, taken.values()))):
        written = {name: values[turn % len(values)] for name, values in taken.items() if values}
        while error := _refusal(monkeypatch, written):  # two that are right by themselves and contradict one another
            written = {name: value for name, value in written.items() if name not in str(error)}
        machine = Settings(**written).model_copy(  # type: ignore[arg-type]
            update={"web_processes": 1, "knowledge_dirs": str(small_folder), "index_dir": small_index_folder}
        )
        try:
            services(machine, engine, ProcessRole.ALL)
        except Exception as error:
            raise AssertionError(written) from error


@pytest.mark.parametrize("name", OPENED)
def test_what_cannot_be_opened_is_told(name: str, home: Path, small_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = _taken(monkeypatch, name)
    monkeypatch.setenv("KNOWLEDGE_DIRS", str(small_folder))
    for value in taken:
        monkeypatch.setenv(name.upper(), value)
        settings = read_settings()
        try:
            if name == "database_url":
                migrate(open_database(settings.database_url))
            else:
                build(settings.folders(), settings.index_dir, settings.codes(), lambda *_: None)
        except EXPECTED as error:
            told = explained(error, WORDS)
            assert told, value
            assert not LIBRARIES.search(told), (value, told)


def _taken(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """Values that the setting takes, of many some of each sort: they stand side by side in HOSTILE."""
    taken = [value for value, error in _tried(monkeypatch, name) if not error]
    return taken[:: len(taken) // MOST_TRIED + 1]


def _tried(monkeypatch: pytest.MonkeyPatch, name: str) -> list[tuple[str, ValidationError | None]]:
    """Each value with why it is refused on an empty machine: tried once, as to read the settings takes five milliseconds."""
    if name not in TRIED:
        TRIED[name] = [(value, _refusal(monkeypatch, {name: value})) for value in (*HOSTILE, *OF_ONE.get(name, ()))]
    return TRIED[name]


def _refusal(monkeypatch: pytest.MonkeyPatch, written: Mapping[str, str]) -> ValidationError | None:
    with monkeypatch.context() as machine:
        for name, value in written.items():
            machine.setenv(name.upper(), value)
        try:
            read_settings()
        except ValidationError as error:
            return error
    return None


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_is_wrong_is_refused(name: str, value: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(EXPECTED) as raised:
        open_database(read_settings().database_url)
    check_refusal(name.lower(), value, raised.value)


@pytest.mark.parametrize("command", ["serve", "migrate", "ask", "chat", "staff"])
def test_every_command_says_so_and_ends(
    command: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OFFICE_HOURS", "7h30-11h30")
    monkeypatch.setenv("STAFF_CHAT_ID", "abc")
    assert main([command, *{"ask": ["khai sinh"], "staff": ["list"]}.get(command, [])]) == 1
    told = capsys.readouterr().err.strip().split("\n")
    assert [line.split(" không dùng được: ")[0] for line in told] == ["Thiết lập STAFF_CHAT_ID", "Thiết lập OFFICE_HOURS"]


def test_an_env_file_in_another_encoding_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / ".env").write_bytes("UNIT_NAME=Xã Ví Dụ\n".encode("utf-16"))
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err.startswith("Tệp .env không đọc được")
