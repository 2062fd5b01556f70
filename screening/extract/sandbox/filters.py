"""Filters of system calls (seccomp) for the processes that read files.

``for_text`` allows a list and refuses the rest: no network, no other program, no other process, no
file opened for writing, none made, moved or removed. ``for_recognition`` is for the one child that
must start programs and write below its own folder: it refuses a list. A refused call fails like
one that is not permitted, so that the libraries can say so in their own way. Calls newer than 2019
fail as on an older kernel: libraries try them first and know what to do without them.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterator, Sequence

from screening.extract.sandbox.calls import CHECKED, HARMLESS, MACHINES, NEVER, Numbers
from screening.extract.sandbox.kernel import give_up_privileges, prctl

_INSTRUCTION = struct.Struct("<HBBI")
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
"""Where these stand in what a filter sees; each argument has eight bytes, the low four first."""
_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_FAIL = 0x00050000
_KINDS = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_FIRST_NEW = 424
"""From here on the numbers are those of calls made since 2019, the same on every machine."""
_SET_FILTER, _FILTER_MODE = 22, 2

_WRITES = 0o3 | 0o100 | 0o1000 | 0o2000 | 0o20000000
"""Open to write, create, cut, append, or make a file without a name."""
_NEW_ROOMS = 0x7E020000
"""The flags of ``clone`` that make name spaces, in which a process may become an administrator."""
_DESCRIPTOR_ONLY = (0, 1, 2, 3, 1030)
"""Of ``fcntl``: duplicate, get and set flags; not: have signals sent to another process."""
_TERMINAL_ONLY = (0x5401, 0x5421, 0x5450, 0x5451)
"""Of ``ioctl``: is this a terminal, wait or not, hand on or not."""

Step = tuple[int, int, int, int]


def for_text(kind: str) -> bytes:
    """Return the filter for a process that only turns bytes into text."""
    own = os.getpid()
    checks = {
        "open": _without_bits(1, _WRITES),
        "openat": _without_bits(2, _WRITES),
        "fcntl": _one_of(1, _DESCRIPTOR_ONLY),
        "ioctl": _one_of(1, _TERMINAL_ONLY),
        "kill": _one_of(0, (own,)),
        "tgkill": _one_of(0, (own,)),
        "prlimit64": _nothing(2),
    }
    steps = [*_opening(kind)]
    for number in _numbers(HARMLESS, kind):
        steps += [*_if(number, [(_RETURN, 0, 0, _ALLOW)])]
    for name, check in checks.items():
        for number in _numbers({name: CHECKED[name]}, kind):
            steps += [*_if(number, check)]
    steps += [
        (_AT_LEAST, 0, 1, _FIRST_NEW),
        (_RETURN, 0, 0, _FAIL | errno.ENOSYS),
        (_RETURN, 0, 0, _FAIL | errno.EPERM),
    ]
    return _packed(steps)


def for_recognition(kind: str) -> bytes:
    """Return the filter for a process that may start programs and write files, too."""
    steps = [*_opening(kind)]
    for number in _numbers(NEVER, kind):
        steps += [*_if(number, [(_RETURN, 0, 0, _FAIL | errno.EPERM)])]
    for number in _numbers({"clone": CHECKED["clone"]}, kind):
        steps += [*_if(number, _without_bits(0, _NEW_ROOMS))]
    for number in _numbers({"clone3": CHECKED["clone3"]}, kind):
        # its flags cannot be looked at: libraries then use ``clone``
        steps += [*_if(number, [(_RETURN, 0, 0, _FAIL | errno.ENOSYS)])]
    return _packed([*steps, (_RETURN, 0, 0, _ALLOW)])


def install(steps: bytes) -> bool:
    """Put a filter over this process for good; ``False`` when the kernel refuses."""
    buffer = ctypes.create_string_buffer(steps, len(steps))
    count = len(steps) // _INSTRUCTION.size
    program = ctypes.create_string_buffer(struct.pack("@HP", count, ctypes.addressof(buffer)))
    return give_up_privileges() and prctl(_SET_FILTER, _FILTER_MODE, ctypes.addressof(program))


def _opening(kind: str) -> Iterator[Step]:
    """End a process that speaks another machine's calls: its numbers mean something else."""
    yield (_LOAD, 0, 0, _MACHINE)
    yield (_EQUAL, 1, 0, _KINDS[kind])
    yield (_RETURN, 0, 0, _KILL)
    yield (_LOAD, 0, 0, _NUMBER)
    if kind == "x86_64":  # the same calls once more, with 32-bit addresses
        yield (_AT_LEAST, 0, 1, 0x40000000)
        yield (_RETURN, 0, 0, _KILL)


def _numbers(calls: dict[str, Numbers], kind: str) -> list[int]:
    at = MACHINES.index(kind)
    return [number for numbers in calls.values() if (number := numbers[at]) is not None]


def _if(number: int, block: Sequence[Step]) -> Iterator[Step]:
    """Take a block, which always ends with a return, for one call only."""
    yield (_EQUAL, 0, len(block), number)
    yield from block


def _without_bits(argument: int, bits: int) -> list[Step]:
    return [
        (_LOAD, 0, 0, _ARGUMENTS + 8 * argument),
        (_ANY_BIT, 0, 1, bits),
        (_RETURN, 0, 0, _FAIL | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _one_of(argument: int, values: Sequence[int]) -> list[Step]:
    found: list[Step] = [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument)]
    for value in values:
        found += [(_EQUAL, 0, 1, value), (_RETURN, 0, 0, _ALLOW)]
    return [*found, (_RETURN, 0, 0, _FAIL | errno.EPERM)]


def _nothing(argument: int) -> list[Step]:
    """Allow only an address that is not given."""
    return [
        (_LOAD, 0, 0, _ARGUMENTS + 8 * argument),
        (_EQUAL, 0, 2, 0),
        (_LOAD, 0, 0, _ARGUMENTS + 8 * argument + 4),
        (_EQUAL, 1, 0, 0),
        (_RETURN, 0, 0, _FAIL | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _packed(steps: Sequence[Step]) -> bytes:
    return b"".join(_INSTRUCTION.pack(*step) for step in steps)
