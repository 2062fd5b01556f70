"""A process that reads a file can do nothing else, though a hostile file should make it try.

The hostile "reader" is put in by the tests alone: as a program in the child's place, or as the
answer of a template's children.
"""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.sandbox import landlock
from screening.extract.sandbox.reader import SandboxedReader, walls_in_force
from screening.extract.sandbox.walls import Wall
from screening.model.base import FileId
from screening.model.candidacy import FileMeta

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all walls")

FILE = FileMeta(id=FileId("f1"), name="cv.pdf", kind="resume")

TRY = """
import ctypes, json, os, signal, socket, subprocess, sys, threading, time
def tried(deeds, place, ours):
    parent, said = os.getppid(), []
    for deed in deeds:
        try:
            exec(deed, {**globals(), "place": place, "parent": parent, "ours": ours})
            said.append("done")
        except (OSError, RuntimeError, ValueError) as error:
            said.append(type(error).__name__)
    return json.dumps({"reason": "archive", "contents": {"names": said, "count": 0}}).encode()
def called(number, *values):
    if ctypes.CDLL(None, use_errno=True).syscall(number, *values) < 0:
        raise OSError(ctypes.get_errno(), "refused")
"""
DEEDS = {
    "connect": "socket.create_connection(('127.0.0.1', int(ours)))",
    "a socket of this machine": "socket.socket(socket.AF_UNIX)",
    "a pair of sockets": "socket.socketpair()",
    "write a file": "open(place + '/new', 'w').write('x')",
    "make an empty file": "os.close(os.open(place + '/new', os.O_CREAT))",
    "make a file without a name": "os.open(place, os.O_TMPFILE | os.O_RDWR)",
    "make a file in memory": "os.memfd_create('x')",
    "append": "open(place + '/kept', 'a')",
    "cut": "os.truncate(place + '/kept', 0)",
    "delete": "os.unlink(place + '/kept')",
    "rename": "os.rename(place + '/kept', place + '/lost')",
    "make a folder": "os.mkdir(place + '/folder')",
    "link": "os.link(place + '/kept', place + '/other')",
    "make a symbolic link": "os.symlink('/etc', place + '/other')",
    "change rights": "os.chmod(place + '/kept', 0o777)",
    "change the owner": "os.chown(place + '/kept', os.getuid(), os.getgid())",
    "change times": "os.utime(place + '/kept', (1, 1))",
    "start a program": "subprocess.run(['/bin/sh', '-c', 'true'])",
    "become a program": "os.execv('/bin/sh', ['sh', '-c', 'kill $PPID'])",
    "fork": "os.fork() or os._exit(0)",
    "start a thread": "threading.Thread(target=len, args=('',)).start()",
    "ask whether the parent lives": "os.kill(parent, 0)",
    "kill the parent": "os.kill(parent, signal.SIGKILL)",
    "kill its group": "os.kill(0, 0)",
    "kill all": "os.kill(-1, 0)",
    "a new session": "os.setsid()",
    "look into the parent": "called(101 if os.uname().machine == 'x86_64' else 117, 16, parent, 0)",
    "a ring of calls": "called(425, 8, ctypes.create_string_buffer(120))",
    "raise a limit": "__import__('resource').prlimit(0, 0, (99, 99))",
    "lower its own priority": "os.nice(1)",
    "stop its clock": "signal.setitimer(signal.ITIMER_REAL, 0)",
    "change the folder": "os.chdir('/')",
}
NEEDS_LANDLOCK = {
    "read a file of the worker": "open(place + '/kept').read()",
    "read the parent's environment": "open(f'/proc/{parent}/environ', 'rb').read()",
    "list a folder": "os.listdir(place)",
    "read the accounts": "open('/etc/passwd').read()",
}


@pytest.fixture(scope="module")
def walls() -> tuple[str, ...]:
    return walls_in_force()


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "kept").write_text("words")
    (tmp_path / "kept").chmod(0o600)
    return tmp_path


def snapshot(place: Path) -> list[tuple[str, int, int, str]]:
    return [
        (one.name, one.stat().st_mode, one.stat().st_mtime_ns, one.read_text())
        for one in sorted(place.iterdir())
    ]


def fresh_reader(deeds: str) -> SandboxedReader:
    code = TRY + (
        "from screening.extract.sandbox import child\n"
        f"child.answer = lambda *_: {deeds}\nchild.main()"
    )
    return SandboxedReader(command=(sys.executable, "-c", code))


def warm_reader(deeds: str) -> SandboxedReader:
    code = TRY + (
        "from screening.extract.sandbox import template\n"
        "template.preload = lambda: None\n"
        f"template.answer = lambda *_: {deeds}\n"
        "template.main()"
    )
    silent = (sys.executable, "-c", "raise SystemExit(1)")
    return SandboxedReader(command=silent, template=(sys.executable, "-c", code))


Make = Callable[[str], SandboxedReader]


async def results(make: Make, deeds: dict[str, str], *places: object) -> dict[str, str]:
    """Have a child try every deed, and return what came of each."""
    expression = f"tried({list(deeds.values())!r}, *{[str(one) for one in places]!r})"
    reader = make(expression)
    try:
        with pytest.raises(Unreadable) as unreadable:
            await reader.read(FILE, b"x")
    finally:
        await reader.close()
    assert unreadable.value.reason.value == "archive"
    assert unreadable.value.contents is not None
    return dict(zip(deeds, unreadable.value.contents.names, strict=True))


@pytest.mark.parametrize("make", [fresh_reader, warm_reader])
async def test_a_child_reaches_nothing_and_changes_nothing(
    make: Make, walls: tuple[str, ...], listening: socket.socket, place: Path
) -> None:
    if Wall.SYSTEM_CALLS not in walls:
        pytest.skip("this machine refuses filters of system calls")
    before = snapshot(place)
    said = await results(make, DEEDS, place, listening.getsockname()[1])
    assert [deed for deed, result in said.items() if result == "done"] == []
    assert snapshot(place) == before
    with pytest.raises(BlockingIOError):
        listening.accept()


@pytest.mark.parametrize("make", [fresh_reader, warm_reader])
async def test_a_child_reads_nothing_that_is_ours(
    make: Make, walls: tuple[str, ...], place: Path
) -> None:
    if Wall.FILES not in walls:
        pytest.skip("this kernel has no Landlock")
    said = await results(make, NEEDS_LANDLOCK, place, 0)
    assert [deed for deed, result in said.items() if result == "done"] == []


def test_the_deeds_are_possible_without_walls(listening: socket.socket, place: Path) -> None:
    """Else their failing would prove nothing. The deadly ones are left out."""
    deadly = {"become a program", "kill the parent", "kill its group", "kill all", "fork"}
    elsewhere = {"look into the parent", "a new session", "raise a limit", "a ring of calls"}
    deeds = {
        deed: code
        for deed, code in {**NEEDS_LANDLOCK, **DEEDS}.items()
        if deed not in deadly | elsewhere
    }
    deeds["delete"] = "os.unlink(place + '/other')"
    deeds = dict(sorted(deeds.items(), key=lambda deed: deed[0] == "delete"))
    deeds["rename"] = "os.rename(place + '/kept', place + '/lost')"
    order = [one for one in deeds if one not in {"rename", "make a symbolic link"}] + ["rename"]
    code = TRY + f"print(tried({[deeds[one] for one in order]!r}, *sys.argv[1:]).decode())"
    command = [sys.executable, "-c", code, str(place), str(listening.getsockname()[1])]
    said = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    results = dict(zip(order, json.loads(said)["contents"]["names"], strict=True))
    assert [deed for deed, result in results.items() if result != "done"] == []


async def test_reading_goes_on_where_the_kernel_refuses_filters(
    document: Callable[[str], bytes],
) -> None:
    code = (
        "from screening.extract.sandbox import filters, landlock, {name}\n"
        "filters.install = lambda _: False\n"
        "landlock.version = lambda: 0\n"
        "{name}.main()"
    )
    for name in ("child", "template"):
        program = (sys.executable, "-c", code.format(name=name))
        silent = (sys.executable, "-c", "raise SystemExit(1)")
        reader = SandboxedReader(
            command=program if name == "child" else silent,
            template=program if name == "template" else None,
        )
        read = await reader.read(FILE, document("en.txt"))
        await reader.close()
        assert read.lines[0].text == "Alex Winterbourne"


def test_the_walls_that_hold_are_told_by_a_child_that_has_them(walls: tuple[str, ...]) -> None:
    assert {"memory", "cpu", "clock", "open_files", "file_size", "core"} <= set(walls)
    assert set(walls) <= {wall.value for wall in Wall}
    assert (Wall.FILES in walls) == bool(landlock.version())


def test_where_no_child_starts_no_wall_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/at/all")
    assert walls_in_force() == ()


# ---------------------------------------------------------------- recognition

RECOGNITION = (
    TRY + "from pathlib import Path\n"
    "from screening.extract.limits import ReadingLimits\n"
    "from screening.extract.sandbox.walls import set_recognition_walls\n"
    "walls = set_recognition_walls(ReadingLimits(), Path(sys.argv[1]))\n"
)
WORK = {
    "write below its folder": "open(folder + '/page', 'w').write('x')",
    "make a folder there": "os.mkdir(folder + '/pages')",
    "start a program": "subprocess.run(['/bin/sh', '-c', 'true'], check=True)",
    "start a thread": "threading.Thread(target=len, args=('',)).start()",
    "throw away": "subprocess.run(['/bin/sh'], stdin=subprocess.DEVNULL)",
}
OUTSIDE = {
    "write elsewhere": DEEDS["write a file"],
    "delete elsewhere": DEEDS["delete"],
    "have a program write elsewhere": "if subprocess.run(['/bin/sh', '-c', "
    "f'echo x > {place}/new']).returncode: raise OSError",
    "read a file of the worker": NEEDS_LANDLOCK["read a file of the worker"],
    "read the parent's environment": NEEDS_LANDLOCK["read the parent's environment"],
}
NETWORK = {
    "connect": DEEDS["connect"],
    "a socket of this machine": DEEDS["a socket of this machine"],
    "look into the parent": DEEDS["look into the parent"],
    "a ring of calls": DEEDS["a ring of calls"],
    "a name space": "called(272 if os.uname().machine == 'x86_64' else 97, 0x10000000)",
}


def recognising(folder: Path, deeds: dict[str, str], *places: object) -> dict[str, str]:
    """Have a process behind the walls of recognition try every deed."""
    strings = [str(one) for one in places]
    folderly = [f"folder = {str(folder)!r}; {deed}" for deed in deeds.values()]
    safely = [deed.replace("; ", "\n", 1) for deed in folderly]
    code = RECOGNITION + f"print(tried({safely!r}, *{strings!r}).decode())"
    ran = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, timeout=60, check=True
    )
    return dict(zip(deeds, json.loads(ran.stdout)["contents"]["names"], strict=True))


def test_recognition_may_write_below_its_folder_and_start_programs(tmp_path: Path) -> None:
    said = recognising(tmp_path, WORK, tmp_path, 0)
    assert set(said.values()) == {"done"}


def test_recognition_reaches_no_network(
    walls: tuple[str, ...], listening: socket.socket, place: Path
) -> None:
    if Wall.SYSTEM_CALLS not in walls:
        pytest.skip("this machine refuses filters of system calls")
    said = recognising(place, NETWORK, place, listening.getsockname()[1])
    assert [deed for deed, result in said.items() if result == "done"] == []
    with pytest.raises(BlockingIOError):
        listening.accept()


def test_recognition_changes_and_reads_nothing_elsewhere(
    walls: tuple[str, ...], place: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if Wall.FILES not in walls:
        pytest.skip("this kernel has no Landlock")
    before = snapshot(place)
    said = recognising(tmp_path_factory.mktemp("own"), OUTSIDE, place, 0)
    assert [deed for deed, result in said.items() if result == "done"] == []
    assert snapshot(place) == before


def test_recognition_sends_no_signal_outside(place: Path) -> None:
    if landlock.version() < 6:
        pytest.skip("this kernel's Landlock knows nothing of signals")
    said = recognising(place, {"kill": DEEDS["kill the parent"]}, place, 0)
    assert said == {"kill": "PermissionError"}


# ---------------------------------------------------------------- an endless file


def test_a_child_whose_worker_is_gone_ends_by_itself() -> None:
    limits = ReadingLimits(duration=timedelta(seconds=1))
    code = (
        "import sys, threading\n"
        "from screening.extract.limits import ReadingLimits\n"
        "from screening.extract.sandbox.walls import places, set_walls\n"
        "set_walls(ReadingLimits.model_validate_json(sys.argv[1]), places=places())\n"
        "threading.Event().wait()"
    )
    command = [sys.executable, "-c", code, limits.model_dump_json()]
    ended = subprocess.run(command, timeout=30, check=False)
    assert ended.returncode == -signal.SIGALRM
