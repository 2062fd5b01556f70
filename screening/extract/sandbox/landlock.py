"""Fences a process in by files (Landlock): it can open what lies below some folders, no more.

Needs Linux 5.13. Newer kernels also keep it from TCP and from sending signals to processes outside.
"""

import ctypes
import os
import struct
from collections.abc import Iterable

from screening.extract.sandbox.kernel import call, give_up_privileges

_MAKE, _ADD, _ENTER = 444, 445, 446
"""The numbers of its system calls, the same on every machine."""
_ASK_VERSION = 1
_BELOW = 1
WRITE_FILE = 1 << 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FOR_FILES = (1 << 0) | WRITE_FILE | _READ_FILE | (1 << 14) | (1 << 15)
"""Run, write, read, cut, control a device: the rights that a single file can have."""
READ = _READ_FILE | _READ_FOLDER
RUN = READ | 1
_EVERYTHING = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_EVERYTHING_NOW = (1 << 16) - 1
_TCP = 0b11
_SIGNALS_AND_SOCKETS = 0b11


def version() -> int:
    """Return what this kernel knows of Landlock; 0 where it is unknown or switched off."""
    try:
        return call(_MAKE, ctypes.c_size_t(0), ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))
    except OSError:
        return 0


def prepared(allowed: Iterable[tuple[str, int]], *, write: Iterable[str] = ()) -> int | None:
    """Prepare a fence that allows only these rights below these paths, and all below ``write``.

    Paths that are not there are passed over. The answer is a descriptor to enter with, in this
    process or in one forked from it; ``None`` when this kernel has no Landlock.
    """
    known = version()
    if not known:
        return None
    everything = _EVERYTHING.get(known, _EVERYTHING_NOW)
    try:
        rules = _rules(known, everything)
    except OSError:
        return None
    try:
        for path, rights in (*allowed, *((path, everything) for path in write)):
            _add(rules, path, rights & everything)
    except OSError:
        os.close(rules)
        return None
    return rules


def enter(rules: int) -> bool:
    """Fence this process in for good and close the descriptor; ``False`` if that is refused."""
    try:
        if give_up_privileges():
            call(_ENTER, ctypes.c_int(rules), ctypes.c_uint32(0))
            return True
    except OSError:
        pass
    finally:
        os.close(rules)
    return False


def _rules(known: int, everything: int) -> int:
    """Make an empty set of rules that forbids all that this kernel can forbid."""
    wanted = struct.pack("<QQQ", everything, _TCP, _SIGNALS_AND_SOCKETS)
    size = 8 if known < 4 else 16 if known < 6 else 24
    buffer = ctypes.create_string_buffer(wanted[:size], size)
    return call(_MAKE, buffer, ctypes.c_size_t(size), ctypes.c_uint32(0))


def _add(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112  # before every file: no object for a name
            rights &= _FOR_FILES
        rule = ctypes.create_string_buffer(struct.pack("<Qi", rights, place), 12)
        call(_ADD, ctypes.c_int(rules), ctypes.c_int(_BELOW), rule, ctypes.c_uint32(0))
    finally:
        os.close(place)
