"""What a child process takes away from itself before it opens a stranger's file: memory, file sizes, the network. Runs in the child."""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

GIGABYTE = 1024**3
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux's unshare(2)
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS of prctl(2)


@dataclass(frozen=True, slots=True)
class Limits:
    """`memory`: bytes of address space, of each process; `file`: bytes of a file that is written; `niceness`: how far it stands back."""

    memory: int = GIGABYTE
    file: int = GIGABYTE // 2
    niceness: int = 0


def confine(limits: Limits) -> tuple[str, ...]:
    """Take it away for good, from this process and from every one that it starts. Returns what this system could not take away.

    Linux takes everything, where namespaces are allowed; macOS keeps the network and mostly the memory. To be called first, while
    there is one thread.
    """
    steps: dict[str, Callable[[], None]] = {
        "network": _cut_off,
        "privileges": _stay_low,
        "memory": lambda: _at_most(resource.RLIMIT_AS, limits.memory),
        "files": lambda: _at_most(resource.RLIMIT_FSIZE, limits.file),
        "core dumps": lambda: _at_most(resource.RLIMIT_CORE, 0),
        "priority": lambda: _stand_back(limits.niceness),
    }
    return tuple(name for name, step in steps.items() if not _is_done(step))


def within(seconds: int) -> None:
    """Let this process compute for `seconds` more, and each process that it starts; then the system ends it."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = int(spent.ru_utime + spent.ru_stime) + 1 + seconds
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _is_done(step: Callable[[], None]) -> bool:
    try:
        step()
    except (OSError, ValueError, AttributeError):
        return False
    return True


def _at_most(kind: int, amount: int) -> None:
    hard = resource.getrlimit(kind)[1]
    most = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    resource.setrlimit(kind, (most, most))


def _stand_back(niceness: int) -> None:
    if niceness:
        os.nice(niceness)


def _cut_off() -> None:
    """Into a network of its own that has no way out; who is not root needs a user namespace for it.

    Raises OSError where that is forbidden.
    """
    if sys.platform != "linux":
        raise OSError("no network namespaces here")
    user, group = os.getuid(), os.getgid()
    if user == 0:
        with suppress(OSError):
            _unshare(_NEW_NETWORK)
            return
    _unshare(_NEW_USER | _NEW_NETWORK)
    with suppress(OSError):  # without it the numbers look strange, and nothing else
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _unshare(flags: int) -> None:
    if ctypes.CDLL(None, use_errno=True).unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), "unshare")


def _stay_low() -> None:
    """No program that this one starts may gain rights by its set-user-id bit."""
    if sys.platform != "linux":
        raise OSError("no prctl here")
    if ctypes.CDLL(None, use_errno=True).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
