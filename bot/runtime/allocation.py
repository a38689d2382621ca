"""The disk's blocks of a file that is going to be mapped: a hole that is written to when the disk is full ends the process (SIGBUS)."""

from __future__ import annotations

import os


def reserve(handle: int, size: int) -> None:
    """Make the open file `size` bytes long at least, every block of it had; what stands in it stays. Raises OSError."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, size)
        return
    begin = os.fstat(handle).st_size  # macOS has no such call
    if begin < size:
        os.pwrite(handle, bytes(size - begin), begin)
