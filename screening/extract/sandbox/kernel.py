"""Asks the Linux kernel for what Python has no function for."""

import ctypes
import os
import signal
import sys

_NO_NEW_PRIVILEGES = 38
_DIE_WITH_PARENT = 1
_NAMES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}


def machine() -> str | None:
    """Return the kind of machine if its system calls are known to us; ``None`` for others."""
    if sys.platform != "linux" or sys.maxsize < 2**32 or sys.byteorder != "little":
        return None
    return _NAMES.get(os.uname().machine)


def prctl(option: int, *values: int) -> bool:
    """Change something about this process; ``False`` when the kernel refuses."""
    numbers = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    return bool(_library().prctl(option, *numbers) == 0)


def call(number: int, *values: "ctypes._SimpleCData[int] | ctypes.Array[ctypes.c_char]") -> int:
    """Make a system call by its number; raise ``OSError`` when the kernel refuses."""
    answer = int(_library().syscall(ctypes.c_long(number), *values))
    if answer < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return answer


def give_up_privileges() -> bool:
    """See to it that no program started from here gains rights; filters need this, too."""
    return prctl(_NO_NEW_PRIVILEGES, 1)


def die_with(parent: int) -> bool:
    """Have this process killed when its parent ends; ``False`` if the parent is gone already."""
    if sys.platform == "linux":
        prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    return os.getppid() == parent


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
