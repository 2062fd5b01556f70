"""The filters decide as they should on both kinds of machine; they are run here step by step."""

import errno
import os
import struct
from collections.abc import Callable

import pytest

from screening.extract.sandbox import filters
from screening.extract.sandbox.calls import CHECKED, HARMLESS, MACHINES, NEVER

ALLOW, FAIL, KILL = 0x7FFF0000, 0x00050000, 0x80000000
KINDS = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
READ, WRITE, READ_AND_WRITE, CREATE = os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_CREAT


def decided(program: bytes, kind: int, number: int, *arguments: int) -> int:
    """Run a filter as the kernel does."""
    seen = struct.pack("<IIQ6Q", number, kind, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    at = held = 0
    while True:
        code, yes, no, value = struct.unpack_from("<HBBI", program, 8 * at)
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("<I", seen, value)
        elif code == 0x06:
            return int(value)
        else:
            holds = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
            at += yes if holds else no


def named(kind: str, name: str) -> int:
    number = {**HARMLESS, **CHECKED, **NEVER}[name][MACHINES.index(kind)]
    assert number is not None
    return number


def for_text(kind: str, name: str, *arguments: int) -> int:
    return decided(filters.for_text(kind), KINDS[kind], named(kind, name), *arguments)


@pytest.mark.parametrize("kind", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("read", (0, 1, 2)),
        ("write", (0, 1, 2)),
        ("mmap", ()),
        ("exit_group", ()),
        ("openat", (0, 0, READ)),
        ("openat", (0, 0, READ | os.O_CLOEXEC | os.O_DIRECTORY)),
        ("fcntl", (0, 2, 1)),
        ("ioctl", (0, 0x5401)),
        ("kill", (os.getpid(), 6)),
        ("tgkill", (os.getpid(), 1, 6)),
        ("prlimit64", (0, 7, 0, 4096)),
    ],
)
def test_reading_and_computing_are_allowed(
    kind: str, name: str, arguments: tuple[int, ...]
) -> None:
    assert for_text(kind, name, *arguments) == ALLOW


@pytest.mark.parametrize("kind", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("openat", (0, 0, WRITE)),
        ("openat", (0, 0, READ_AND_WRITE)),
        ("openat", (0, 0, CREATE)),
        ("openat", (0, 0, os.O_TRUNC)),
        ("openat", (0, 0, os.O_APPEND)),
        ("openat", (0, 0, 0o20000000)),
        ("fcntl", (0, 8, 1)),
        ("ioctl", (0, 0x5412)),
        ("kill", (1, 9)),
        ("kill", (-1 % 2**64, 9)),
        ("kill", (0, 9)),
        ("tgkill", (1, 1, 9)),
        ("prlimit64", (0, 7, 4096)),
        ("prlimit64", (0, 7, 1 << 32)),
        ("clone", ()),
        *((name, ()) for name, (one, other) in NEVER.items() if one and other and one < 424),
    ],
)
def test_everything_else_is_not_permitted(kind: str, name: str, arguments: tuple[int, ...]) -> None:
    assert for_text(kind, name, *arguments) == FAIL | errno.EPERM


@pytest.mark.parametrize("kind", MACHINES)
@pytest.mark.parametrize("number", [424, 425, 435, 437, 451, 999])
def test_new_calls_fail_as_on_an_older_kernel(kind: str, number: int) -> None:
    answer = decided(filters.for_text(kind), KINDS[kind], number)
    assert answer == FAIL | errno.ENOSYS


@pytest.mark.parametrize("kind", MACHINES)
@pytest.mark.parametrize("make", [filters.for_text, filters.for_recognition])
def test_another_machines_calls_end_the_process(kind: str, make: Callable[[str], bytes]) -> None:
    program = make(kind)
    assert decided(program, 0x40000003, 102) == KILL
    if kind == "x86_64":
        assert decided(program, KINDS[kind], 0x40000000 | 41) == KILL


@pytest.mark.parametrize("kind", MACHINES)
def test_recognition_is_kept_from_network_and_other_processes_only(kind: str) -> None:
    program = filters.for_recognition(kind)
    at = MACHINES.index(kind)
    for numbers in NEVER.values():
        if (number := numbers[at]) is not None:
            assert decided(program, KINDS[kind], number) == FAIL | errno.EPERM
    for name in HARMLESS:
        if (number := HARMLESS[name][at]) is not None:
            assert decided(program, KINDS[kind], number) == ALLOW
    clone = named(kind, "clone")
    assert decided(program, KINDS[kind], clone, 0x003D0F00) == ALLOW
    for new_room in (0x10000000, 0x40000000, 0x00020000, 0x20000000):
        assert decided(program, KINDS[kind], clone, new_room) == FAIL | errno.EPERM
    clone3 = named(kind, "clone3")
    assert decided(program, KINDS[kind], clone3) == FAIL | errno.ENOSYS


@pytest.mark.parametrize("kind", MACHINES)
@pytest.mark.parametrize("make", [filters.for_text, filters.for_recognition], ids=["text", "ocr"])
def test_a_filter_is_not_longer_than_the_kernel_takes(
    kind: str, make: Callable[[str], bytes]
) -> None:
    assert len(make(kind)) // 8 <= 4096


def test_no_call_stands_in_two_tables() -> None:
    for machine in range(len(MACHINES)):
        numbers = [
            one[machine]
            for table in (HARMLESS, CHECKED, NEVER)
            for one in table.values()
            if one[machine] is not None
        ]
        assert len(numbers) == len(set(numbers))
