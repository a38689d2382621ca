"""LibreOffice without a window: turns the formats of old Word and Excel into new ones, in a profile of its own, within a time limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import MissingToolError, UnreadableError

PROGRAMS = ("soffice", "libreoffice")
_OLD_FORMATS = {"docx": ".doc", "xlsx": ".xls"}
TIMEOUT = 180  # seconds; the slowest known file takes 20 on one core


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
