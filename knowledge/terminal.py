"""The terminal: text goes out as UTF-8 whatever the locale, the system's refusals are told in words, and each ending has its status."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

from knowledge.files import readable

OK, FAULTY, STOPPED = 0, 1, 130

_TOLD = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền đọc hoặc ghi",
    errno.EPERM: "không có quyền đọc hoặc ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EEXIST: "là một tệp, cần một thư mục",
    errno.ENOTDIR: "là một tệp, cần một thư mục",
    errno.EISDIR: "là một thư mục, cần một tệp",
    errno.ENOSPC: "ổ đĩa đã đầy",
}


def told(error: OSError) -> str:
    """What the system refused, in words for the clerk."""
    reason = _TOLD.get(error.errno or 0, str(error))
    return f"{readable(os.fspath(error.filename))}: {reason}" if isinstance(error.filename, str | Path) else reason


def finished(command: Callable[[], int]) -> int:
    """Run `command` and return its exit status; a refusal of the system, Ctrl-C and a closed pipe end it without a traceback."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = command()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads our output (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        sys.stderr.write(f"{told(error)}\n")
        return FAULTY
    except KeyboardInterrupt:
        sys.stderr.write("\nĐã dừng.\n")
        return STOPPED
    return status
