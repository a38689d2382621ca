"""LibreOffice without a window: turns the formats of old Word and Excel into new ones, within a time limit.

Its profile is made anew each time: no macro, no link and no field of a document is followed, neither over the network nor to a file.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import MissingToolError, UnreadableError

PROGRAMS = ("soffice", "libreoffice")
_OLD_FORMATS = {"docx": ".doc", "xlsx": ".xls"}
TIMEOUT = 55  # seconds, a little less than a document has; the slowest known file takes 20 on one core
NOWHERE = "127.0.0.1"  # where its proxy is said to be; nobody listens on port 9
_SETTINGS: Mapping[str, Mapping[str, str]] = {
    "Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
        "DisableOLEAutomation": "true",
        "CheckDocumentEvents": "false",
    },
    "Office.Writer/Content/Update": {"Link": "2", "Field": "false", "Chart": "false"},
    "Office.Calc/Content/Update": {"Link": "2"},
    "Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetNoProxy": "",
        **{f"ooInet{kind}ProxyName": NOWHERE for kind in ("HTTP", "HTTPS", "FTP")},
        **{f"ooInet{kind}ProxyPort": "9" for kind in ("HTTP", "HTTPS", "FTP")},
    },
}
"""Nodes below org.openoffice → properties. 2 of the updates is "never", of the proxies "those named here"."""


@contextmanager
def converted(path: Path, kind: str, name: str) -> Iterator[Path]:
    """`path` converted to `kind` ("docx", "xlsx"), gone again afterwards.

    Raises MissingToolError where LibreOffice is not installed, UnreadableError where it fails or takes too long.
    """
    program = next((found for candidate in PROGRAMS if (found := shutil.which(candidate))), None)
    if program is None:
        reason = "tệp Word/Excel đời cũ; cần cài LibreOffice để đọc, hoặc mở bằng Word rồi lưu thành .docx/.xlsx"
        raise MissingToolError(name, PROGRAMS[0], reason)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"source{_OLD_FORMATS[kind]}"
        shutil.copyfile(path, source)
        _write_profile(Path(folder) / "profile")
        _run(program, source, kind, Path(folder), name)
        result = source.with_suffix(f".{kind}")
        if not result.exists():
            raise UnreadableError(name, "LibreOffice không đọc được tệp (hỏng hoặc có mật khẩu)")
        yield result


def _run(program: str, source: Path, kind: str, folder: Path, name: str) -> None:
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nologo"]
    command += ["--convert-to", kind, "--outdir", str(folder), str(source)]
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)  # noqa: S603 - our own command, no shell
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(name, f"chuyển đổi bằng LibreOffice quá {TIMEOUT} giây") from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # soffice starts a child; the session holds both
            process.wait()


def _write_profile(folder: Path) -> None:
    """What LibreOffice may not do. A property that a version does not know is passed over by it."""
    items = [
        f'<item oor:path="/org.openoffice.{node}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for node, properties in _SETTINGS.items()
        for name, value in properties.items()
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text("\n".join([head, *items, "</oor:items>"]), encoding="utf-8")
