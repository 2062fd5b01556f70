"""The command line as people meet it: what bad input looks like, and what each command shows.

A fault that a person can mend is one sentence on standard error and exit code 2, never a trace.
"""

import asyncio
import json
import logging
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import stamina
import structlog
from click.exceptions import Abort

from screening.cli import main
from screening.doctor.check import Check
from screening.doctor.examine import examine
from screening.errors import Unreadable
from screening.keys import LOCAL_KEY
from screening.model import (
    CandidacyId,
    CandidacyRef,
    Document,
    FileMeta,
    Outcome,
    UnreadableReason,
)
from screening.simulators.by_hand import herp_simulator, model_simulator
from screening.simulators.herp import API_PATH, HerpSimulator
from screening.simulators.herp_faults import Fault, FaultKind, Route
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.simulators.world import World
from screening.telemetry import pseudonym
from screening.texts import shipped_folder
from support.scene import REQUISITION as POSITION
from support.scene import TENANT, Scene, make_world, name, open_scene

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "fixtures" / "world"
CV = WORLD / "files" / "c18" / "resume.pdf"
REQUISITION = WORLD / "requisition.example.txt"
NOBODY = "http://127.0.0.1:9"
"""Nothing listens on this port."""
SECRET = "value-that-nobody-may-see"
STRONG = "Operated PostgreSQL clusters in production for six years.\nRan Kubernetes.\n"


# ---------------------------------------------------------------- tools


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence of a command that was refused."""
        assert self.code == 2, (self.out, self.err)
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        assert line.startswith("Error: ")
        return line


Command = Callable[..., Said]


@pytest.fixture
def screening(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command in this process, through the same door as a shell."""

    def run(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["screening", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main()
        shown = capsys.readouterr()
        assert isinstance(caught.value.code, int)
        return Said(caught.value.code, shown.out, shown.err)

    return run


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """Commands turn logs off for their whole process."""
    yield
    logging.disable(logging.NOTSET)
    structlog.reset_defaults()
    stamina.instrumentation.set_on_retry_hooks(None)


def in_shell(*arguments: object) -> Said:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "screening", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class Served:
    """Both simulators, as they run beside the tests."""

    ats_url: str
    model_url: str
    herp: HerpSimulator


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Serve both simulators in a thread: commands bring an event loop of their own."""
    found: list[Served] = []
    ready, done = threading.Event(), threading.Event()

    async def run() -> None:
        herp = herp_simulator(key=LOCAL_KEY, limit=None)
        model = model_simulator()
        async with serve(herp.app) as ats_url, serve(model.app) as model_url:
            found.append(Served(ats_url + API_PATH, model_url + "/v1", herp))
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield found[0]
    done.set()
    thread.join(10)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with settings, a ledger and whatever a test puts there."""

    path: Path
    served: Served

    def settings(self, *, tenant: str = "", more: str = "", **changes: str) -> Path:
        """Write settings; keywords change single lines, ``tenant`` and ``more`` add lines."""
        lines = {
            "ledger": f"sqlite:///{self.path / 'screening.db'}",
            "queue": "memory://",
            "ats": self.served.ats_url,
            "model": self.served.model_url,
            "kind": "keyword_baseline",
            "name": "m",
            **changes,
        }
        file = self.path / "my.toml"
        file.write_text(
            f'{more}\n[ledger]\nurl = "{lines["ledger"]}"\none_machine = true\n'
            f'[queue]\nurl = "{lines["queue"]}"\n'
            f'[model]\nkind = "{lines["kind"]}"\nbase_url = "{lines["model"]}"\n'
            f'name = "{lines["name"]}"\nkey_env = "MODEL_KEY"\ndeadline_seconds = 2\n'
            f'[tenants.acme]\nbase_url = "{lines["ats"]}"\nkey_env = "ATS_KEY"\nlanguage = "en"\n'
            'requests_per_minute = 100000\nleave_for_others = 0\ntime_zone = "UTC"\n'
            f'capabilities = "{self.path / "acme.json"}"\n{tenant}\n',
            encoding="utf-8",
        )
        return file

    def prompts(self) -> Path:
        """Copy the shipped prompts to change one of them."""
        folder = self.path / "prompts"
        shutil.copytree(shipped_folder(), folder)
        return folder

    def written(self, file: str, content: bytes | str) -> Path:
        """Write a file."""
        path = self.path / file
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


@pytest.fixture
def folder(tmp_path: Path, served: Served) -> Folder:
    return Folder(tmp_path, served)


# ---------------------------------------------------------------- the face


HEAVY = ("openai", "sqlalchemy", "pypdf", "pypdfium2", "httpx", "httpx2", "arq", "redis", "docx")


def test_help_takes_less_than_a_third_of_a_second_of_cpu() -> None:
    resource = pytest.importorskip("resource")
    best = 9.0
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert "Commands:" in in_shell("--help").out
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best, spent)
    assert best < 0.3


@pytest.mark.parametrize(
    "commands", [[[]], [["worker"], ["sweep"], ["enqueue"], ["try"], ["explain"], ["brake"],
                        ["doctor"], ["probe"], ["simulate"], ["simulate", "herp"]]]
)  # fmt: skip
def test_help_imports_nothing_heavy(commands: list[list[str]]) -> None:
    code = (
        "import sys\nfrom screening.cli import cli\n"
        f"for one in {commands!r}:\n    cli.main([*one, '--help'], standalone_mode=False)\n"
        f"print([one for one in {HEAVY!r} if one in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.count("Usage:") == len(commands)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), Abort()])
def test_an_interrupted_command_ends_quietly(
    screening: Command,
    folder: Folder,
    monkeypatch: pytest.MonkeyPatch,
    interruption: BaseException,
) -> None:
    async def interrupted(*_: object) -> None:
        raise interruption

    monkeypatch.setattr("screening.cli.work._sweep_all", interrupted)
    said = screening("sweep", "--config", folder.settings())
    assert said.code == 130
    assert "Traceback" not in said.err


def test_a_defect_is_not_taken_for_a_fault_of_the_settings(
    screening: Command, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("screening.cli.work._sweep_all", broken)
    with pytest.raises(ZeroDivisionError):
        screening("sweep", "--config", folder.settings())


def test_the_package_can_be_run_as_a_module() -> None:
    assert re.fullmatch(r"screening, version \S+\n", in_shell("--version").out)


def test_an_unknown_command_or_option_is_refused_with_2(screening: Command) -> None:
    for arguments in (["dance"], ["sweep", "--colour"], ["brake", "push"], ["try", "x.pdf"]):
        said = screening(*arguments)
        assert said.code == 2
        assert "Error: " in said.err
        assert "Traceback" not in said.err


# ---------------------------------------------------------------- settings, for every command


COMMANDS: list[list[str]] = [
    ["worker"],
    ["sweep"],
    ["enqueue", "x"],
    ["explain", "x"],
    ["doctor"],
    ["probe"],
    ["brake", "status"],
    ["try", str(CV), "--requisition", str(REQUISITION)],
    ["demo"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
def test_every_command_refuses_settings_that_are_not_there_or_wrong(
    screening: Command, folder: Folder, command: list[str]
) -> None:
    none = folder.path / "none.toml"
    assert f"no settings file {none}" in screening(*command, "--config", none).sentence
    assert "is a folder" in screening(*command, "--config", folder.path).sentence
    wrong = folder.settings(tenant="colour = 1")
    said = screening(*command, "--config", wrong).sentence
    assert f"{wrong}: tenants.acme.colour is not a setting" in said


@pytest.mark.parametrize("command", [*COMMANDS[:2], *COMMANDS[-2:]], ids=lambda one: one[0])
def test_a_variable_that_contradicts_the_settings_stops_whoever_asks_the_model(
    screening: Command, folder: Folder, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", f"https://{SECRET}.example/v1")
    said = screening(*command, "--config", folder.settings()).sentence
    assert "OPENAI_BASE_URL is set: it names another address than model.base_url" in said
    assert SECRET not in said


@pytest.mark.parametrize("command", COMMANDS[:2], ids=lambda one: one[0])
def test_a_key_that_no_header_can_carry_stops_before_anything_is_asked(
    screening: Command, folder: Folder, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for bad in (f"{SECRET}\nb", f"{SECRET}é"):
        monkeypatch.setenv("ATS_KEY", bad)
        said = screening(*command, "--config", folder.settings()).sentence
        assert "tenants.acme.key_env names ATS_KEY, but its value holds" in said
        assert SECRET not in said
    assert not (folder.path / "screening.db").exists()


def test_the_brake_needs_no_key(screening: Command, folder: Folder) -> None:
    """It must work in a hurry, from a shell that has no key."""
    config = folder.settings(
        ats="https://herp.example/hire", model="https://model.example/v1", kind="llm"
    )
    assert screening("brake", "pull", "--why", "drill", "--config", config).code == 0
    assert "export ATS_KEY=" in screening("sweep", "--config", config).err
    assert "acme: pulled" in screening("brake", "status", "--config", config).out


# ---------------------------------------------------------------- what a start needs


def broken(folder: Folder, file: str, old: str, new: str) -> Path:
    """Return settings whose prompts folder has one file with a mistake in it."""
    prompts = folder.prompts()
    path = prompts / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder.settings(more=f'prompts = "{prompts}"')


def test_a_prompts_folder_without_one_of_its_files_is_refused_by_name(
    screening: Command, folder: Folder
) -> None:
    prompts = folder.prompts()
    (prompts / "comment.ru.md").unlink()
    config = folder.settings(more=f'prompts = "{prompts}"')
    said = screening("sweep", "--config", config).sentence
    assert f"{prompts / 'comment.ru.md'} does not exist" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("comment.en.md", 'separator = "; "', "", "label separator is missing"),
        ("comment.ja.md", "{{ why }}", "{{ wherefore }}", "wherefore"),
        ("assess/v2.md", "# reminder", "# remainder", "assess/v2.md"),
        ("models.toml", "[[model]]", "[[model]", "models.toml is not valid TOML"),
    ],
)
def test_a_mistake_in_a_prompt_file_is_told_with_the_whole_path(
    screening: Command, folder: Folder, file: str, old: str, new: str, says: str
) -> None:
    said = screening("sweep", "--config", broken(folder, file, old, new)).sentence
    assert str(folder.path / "prompts" / file) in said
    assert says in said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "does not exist"),
        ('[[requirement]]\nkind = "must"\n', "requirement 1: text must be"),
        ("[[requirement]\n", "not valid TOML (at line 1, column 14)"),
        (b"\xff", "is not UTF-8 text"),
    ],
)
def test_a_mistake_in_an_admins_requirements_is_told_with_its_setting(
    screening: Command, folder: Folder, content: bytes | str | None, says: str
) -> None:
    path = folder.path / "backend.toml"
    if content is not None:
        folder.written("backend.toml", content)
    config = folder.settings(tenant=f'[tenants.acme.requisitions.r1]\nrubric = "{path}"')
    said = screening("sweep", "--config", config).sentence
    assert said.startswith(f"Error: tenants.acme.requisitions.r1.rubric: {path}")
    assert says in said


@pytest.mark.parametrize("command", COMMANDS[:4], ids=lambda one: one[0])
def test_a_ledger_that_cannot_be_used_ends_with_a_sentence(
    screening: Command, folder: Folder, command: list[str]
) -> None:
    noise = folder.written("not-a-ledger.db", "This is no database.\n" * 100)
    for url, says in [
        (f"sqlite:///{noise}", "not-a-ledger.db: file is not a database"),
        (f"sqlite:///{folder.path}", "unable to open database file"),
        (f"sqlite:///{noise}/below.db", "name a file on a local disk"),
        (f"postgresql://me:{SECRET}@127.0.0.1:9/screening", "it cannot be reached"),
        (f"mysql://me:{SECRET}@127.0.0.1:9/screening", "mysql://, which is not known"),
        ("sqlite://", "names no file"),
    ]:
        said = screening(*command, "--config", folder.settings(ledger=url)).sentence
        assert "ledger" in said
        assert says in said
        assert SECRET not in said
    assert noise.read_text(encoding="utf-8").startswith("This is no database.\n")


@pytest.mark.parametrize("command", COMMANDS[:2], ids=lambda one: one[0])
def test_a_redis_that_does_not_answer_at_the_start_ends_with_a_sentence(
    screening: Command, folder: Folder, command: list[str]
) -> None:
    config = folder.settings(queue=f"redis://me:{SECRET}@127.0.0.1:9/0")
    said = screening(*command, "--config", config).sentence
    assert "queue.url: no answer from the Redis at redis://127.0.0.1:9" in said
    assert 'or use "memory://"' in said
    assert SECRET not in said


def test_a_metrics_port_that_is_taken_ends_the_worker_with_a_sentence(
    screening: Command, folder: Folder
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        config = folder.settings(more=f"worker = {{ metrics_port = {port} }}")
        said = screening("worker", "--config", config).sentence
    assert f"worker.metrics_port: cannot listen on 127.0.0.1 port {port}" in said
    assert "choose another port, or 0 for none" in said


@pytest.mark.parametrize("content", ["{", '{"tenant": "acme"}', b"\xff\xfe", "[]"])
def test_a_damaged_capability_file_is_named_with_what_to_do(
    screening: Command, folder: Folder, content: bytes | str
) -> None:
    path = folder.written("acme.json", content)
    said = screening("sweep", "--config", folder.settings()).sentence
    assert f"the capability file {path} is damaged" in said
    assert "run `screening probe`" in said


# ---------------------------------------------------------------- sweep and enqueue


def test_sweep_with_an_ats_that_is_away_ends_with_a_sentence_and_loses_nothing(
    screening: Command, folder: Folder
) -> None:
    config = folder.settings(ats=f"{NOBODY}/hire")
    assert screening("enqueue", "some-id", "--config", config).code == 0
    said = screening("sweep", "--config", config).sentence
    assert "tenants.acme: GET /v1/candidacies could not be sent" in said
    assert "check the base address" in said
    assert "candidacy.nudged" in screening("explain", "some-id", "--config", config).out


def test_sweep_with_a_wrong_key_says_which(
    screening: Command, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATS_KEY", "another")
    said = screening("sweep", "--config", folder.settings()).sentence
    assert "answered 401" in said
    assert "the key in ATS_KEY of tenant acme is wrong, revoked or expired" in said


def test_a_tenant_that_cannot_be_polled_does_not_keep_the_others_from_it(
    screening: Command, folder: Folder
) -> None:
    other = f'[tenants.zeta]\nbase_url = "{folder.served.ats_url}"\nlanguage = "en"'
    said = screening("sweep", "--config", folder.settings(ats=f"{NOBODY}/hire", tenant=other))
    assert "tenants.acme" in said.sentence
    assert re.fullmatch(r"zeta: \d+ at a screened step, \d+ new\n", said.out)


def test_enqueue_refuses_what_is_no_id_and_asks_which_tenant(
    screening: Command, folder: Folder
) -> None:
    config = folder.settings(tenant=f'[tenants.zeta]\nbase_url = "{folder.served.ats_url}"')
    for text in ("", "two words", "line\nbreak", "x" * 201):
        said = screening("enqueue", text, "--tenant", "acme", "--config", config).sentence
        assert "CANDIDACY is not an id" in said
    assert (
        "say which with --tenant (acme, zeta)"
        in screening("enqueue", "x", "--config", config).sentence
    )
    assert (
        "There is no tenant beta"
        in screening("enqueue", "x", "--tenant", "beta", "--config", config).sentence
    )


# ---------------------------------------------------------------- a worker in its own process


def test_a_worker_whose_ats_and_model_are_away_keeps_running_and_loses_nothing(
    folder: Folder,
) -> None:
    config = folder.settings(
        ats=f"{NOBODY}/hire", model=f"{NOBODY}/v1", more="worker = { metrics_port = 0 }"
    )
    assert in_shell("enqueue", "some-id", "--config", config).code == 0
    worker = subprocess.Popen(
        [sys.executable, "-m", "screening", "worker", "--config", str(config)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert worker.stderr is not None
    logged = ""
    for line in worker.stderr:
        logged += line
        if "screening.parked" in line:
            break
    worker.send_signal(signal.SIGTERM)
    logged += worker.stderr.read()
    worker.stderr.close()
    assert worker.wait(30) == 0
    assert "Traceback" not in logged
    told = [json.loads(line) for line in logged.splitlines()]
    (parked,) = [one for one in told if one["event"] == "screening.parked"]
    assert parked["reason"] == "Unreachable"
    events = json.loads(in_shell("explain", "some-id", "--config", config, "--json").out)["events"]
    assert [one["name"] for one in events][:3] == [
        "candidacy.nudged", "work.claimed", "work.parked",
    ]  # fmt: skip


def test_a_start_that_fails_ends_the_process_with_2_and_without_a_trace(folder: Folder) -> None:
    """The same as above in a process of its own: threads and loops must not keep it alive."""
    folder.written("not-a-ledger.db", "This is no database.\n" * 100)
    config = folder.settings(ledger=f"sqlite:///{folder.path / 'not-a-ledger.db'}")
    assert "is not a database" in in_shell("worker", "--config", config).sentence
    config = folder.settings(ats=f"{NOBODY}/hire")
    assert "could not be sent" in in_shell("sweep", "--config", config).sentence


# ---------------------------------------------------------------- try


def trial(screening: Command, *arguments: object) -> Said:
    return screening("try", *arguments, "--requisition", REQUISITION)


@pytest.mark.parametrize(
    ("language", "says"),
    [("ja", "選考ステップの変更"), ("en", "The decision is yours"), ("ru", "Метка SCR-")],
)
def test_try_prints_the_comment_in_any_language(
    screening: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)  # without a settings file: the baseline, and it says so
    said = trial(screening, CV, "--language", language)
    assert said.code == 0
    assert says in said.out
    assert said.err == ""


def test_try_reads_several_files_as_one_persons_and_prints_the_record(
    screening: Command, folder: Folder
) -> None:
    second = folder.written("letter.txt", "Operated Terraform for three years.\n")
    said = trial(screening, CV, second, "--json", "--config", folder.settings())
    record = json.loads(said.out)
    assert said.code == 0
    assert [one["name"] for one in record["files"]] == ["resume.pdf", "letter.txt"]
    assert record["verdict"]["musts"] > 0
    assert record["actions"][0]["kind"] == "comment"


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("noise.pdf", b"%PDF-1.7\nnothing more", "noise.pdf"),
        ("empty.txt", b"", "empty.txt"),
        ("scan.jpg", b"\xff\xd8\xff\xe0", "scan.jpg"),
    ],
)
def test_try_with_a_file_that_cannot_be_read_says_why_in_the_comment_and_ends_with_1(
    screening: Command, folder: Folder, file: str, content: bytes, says: str
) -> None:
    config = folder.settings(tenant="not_screened_comment = false")
    said = trial(screening, folder.written(file, content), "--config", config)
    assert said.code == 1
    assert "No document could be read as text" in said.out
    assert says in said.out


def test_try_refuses_files_that_are_not_there(screening: Command, folder: Folder) -> None:
    config = folder.settings()
    missing = folder.path / "none.pdf"
    assert f"{missing} is not a file" in trial(screening, CV, missing, "--config", config).sentence
    assert "is not a file" in trial(screening, folder.path, "--config", config).sentence


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("job.txt", None, "does not exist"),
        ("job.txt", b"\xff\xfe\x00", "is not UTF-8 text"),
        ("job.txt", "\n", "names no must-have and no nice-to-have: write each on a line"),
        ("job.toml", '[[requirement]]\nkind = "note"\ntext = "x"\n', "names no must-have"),
        ("job.toml", "", "write at least one requirement"),
        ("job.toml", '[[requirement]]\nkind = "must"\n', "requirement 1: text must be"),
    ],
)
def test_try_with_a_requisition_without_usable_requirements_is_refused(
    screening: Command, folder: Folder, file: str, content: bytes | str | None, says: str
) -> None:
    path = folder.path / file if content is None else folder.written(file, content)
    said = screening("try", CV, "--requisition", path, "--config", folder.settings()).sentence
    assert str(path) in said
    assert says in said


def test_try_with_a_model_that_is_away_names_its_setting(
    screening: Command, folder: Folder
) -> None:
    said = trial(screening, CV, "--config", folder.settings(model=f"{NOBODY}/v1")).sentence
    assert "model.base_url" in said


def test_try_needs_no_key_of_an_ats_and_minds_no_brake(screening: Command, folder: Folder) -> None:
    brake = folder.written("STOP", "")
    config = folder.settings(ats="https://herp.example/hire", more=f'brake_file = "{brake}"')
    assert trial(screening, CV, "--config", config).code == 0


# ---------------------------------------------------------------- doctor


def checks(said: Said) -> dict[str, list[tuple[str, str]]]:
    """Return state and words of each check, by its name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in json.loads(said.out):
        assert set(one) == {"name", "state", "says"}
        found.setdefault(one["name"], []).append((one["state"], one["says"]))
    return found


def failures(said: Said) -> list[tuple[str, str]]:
    """Return name and words of what failed."""
    assert said.code == 1
    return [(one["name"], one["says"]) for one in json.loads(said.out) if one["state"] == "fail"]


def test_doctor_says_that_all_is_well_with_few_calls_and_without_writing(
    screening: Command, folder: Folder
) -> None:
    before = len(folder.served.herp.requests)
    said = screening("doctor", "--json", "--config", folder.settings())
    asked = folder.served.herp.requests[before:]
    assert said.code == 0
    found = checks(said)
    assert list(found) == [
        "settings", "queue", "prompts", "ledger", "reading", "walls", "recognition", "model",
        "tenant acme",
    ]  # fmt: skip
    own = {"model", "walls"}  # what this machine and this setting have
    states = {state for name, rows in found.items() for state, _ in rows if name not in own}
    assert states == {"ok"}
    assert "not an LLM" in found["model"][0][1]
    assert len(asked) <= 5
    assert {one.method for one in asked} == {"GET"}


def test_doctor_speaks_plainly_and_sums_up(screening: Command, folder: Folder) -> None:
    said = screening("doctor", "--config", folder.settings())
    assert said.out.startswith("OK    settings: ")
    assert said.out.endswith("\nA worker can start. Look at what is marked WARN.\n")
    said = screening("doctor", "--config", folder.settings(ats=f"{NOBODY}/hire"))
    assert said.out.endswith("\n1 to mend before a worker can do its job.\n")


def test_doctor_tells_each_missing_or_wrong_key(
    screening: Command, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote = folder.settings(
        ats="https://herp.example/hire", model="https://m.example/v1", kind="llm"
    )
    told = failures(screening("doctor", "--json", "--config", remote))
    assert [name for name, _ in told] == ["keys", "keys"]
    assert "model.key_env names MODEL_KEY" in told[0][1]
    assert "tenants.acme.key_env names ATS_KEY" in told[1][1]
    monkeypatch.setenv("ATS_KEY", "another")
    ((name, says),) = failures(screening("doctor", "--json", "--config", folder.settings()))
    assert name == "tenant acme"
    assert "401" in says
    assert "ATS_KEY" in says


def test_doctor_tells_what_is_away_and_goes_on(screening: Command, folder: Folder) -> None:
    config = folder.settings(
        ats=f"{NOBODY}/hire", model=f"{NOBODY}/v1", queue="redis://127.0.0.1:9/0"
    )
    told = dict(failures(screening("doctor", "--json", "--config", config)))
    assert list(told) == ["queue", "model", "tenant acme"]
    assert "start it, correct the address" in told["queue"]
    assert f"no answer from model.base_url ({NOBODY}/v1)" in told["model"]


def test_doctor_tells_a_ledger_that_cannot_be_used(screening: Command, folder: Folder) -> None:
    config = folder.settings(ledger=f"sqlite:///{folder.path}")
    ((name, says),) = failures(screening("doctor", "--json", "--config", config))
    assert name == "start"
    assert "cannot open the ledger" in says


def test_doctor_warns_of_a_key_that_ends_and_of_the_brake(
    screening: Command, folder: Folder
) -> None:
    soon = (datetime.now(UTC) + timedelta(days=9)).date()
    config = folder.settings(tenant=f"key_expires = {soon}")
    assert screening("brake", "pull", "--config", config).code == 0
    found = checks(screening("doctor", "--json", "--config", config))["tenant acme"]
    warned = [says for state, says in found if state == "warn"]
    assert "its key ends in" in warned[0]
    assert "until screening brake release" in warned[1]
    past = folder.settings(tenant="key_expires = 2020-01-01")
    told = failures(screening("doctor", "--json", "--config", past))
    assert "its key ended on 2020-01-01" in told[0][1]


def test_doctor_says_what_a_brake_file_has_to_do_with_it(
    screening: Command, folder: Folder
) -> None:
    stop = folder.written("STOP", "")
    config = folder.settings(more=f'brake_file = "{stop}"')
    (warned,) = [
        says
        for state, says in checks(screening("doctor", "--json", "--config", config))["tenant acme"]
        if state == "warn"
    ]
    assert f"until screening brake release, and {stop} is removed" in warned


def test_doctor_warns_of_a_model_that_ends_and_of_a_price_that_nobody_knows(
    screening: Command, folder: Folder
) -> None:
    prompts = folder.prompts()
    ends = (datetime.now(UTC) + timedelta(days=30)).date()
    (prompts / "models.toml").write_text(
        f'checked = 2026-01-01\n[[model]]\nname = "ending"\nshutdown = {ends}\n',
        encoding="utf-8",
    )
    config = folder.settings(kind="llm", name="ending", more=f'prompts = "{prompts}"')
    answered, ending = checks(screening("doctor", "--json", "--config", config))["model"]
    assert answered[0] == "ok"
    assert "its price is not known: set model.input_price" in answered[1]
    assert ending == (
        "warn",
        f"ending is listed to end on {ends}: choose another where the settings name it",
    )
    text = config.read_text(encoding="utf-8")
    priced = text.replace("[model]", "[model]\ninput_price = 1\noutput_price = 2")
    config.write_text(priced, encoding="utf-8")
    answered, _ = checks(screening("doctor", "--json", "--config", config))["model"]
    assert "price" not in answered[1]


def test_doctor_without_a_model_says_that_the_baseline_answers(
    screening: Command, folder: Folder
) -> None:
    config = folder.settings()
    text = re.sub(r"\[model\][^[]*", '[model]\nkind = "keyword_baseline"\n', config.read_text())
    config.write_text(text, encoding="utf-8")
    ((state, says),) = checks(screening("doctor", "--json", "--config", config))["model"]
    assert state == "warn"
    assert "it is not an LLM: set model.kind" in says


class Broken:
    """A reader on a machine that starts no children."""

    async def read(self, file: FileMeta, content: bytes) -> Document:
        del file, content
        raise Unreadable(UnreadableReason.CRASHED)

    async def close(self) -> None:
        pass


def test_doctor_tells_that_files_cannot_be_read_here(
    screening: Command, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screening.wiring.house.make_reader", lambda _: Broken())
    ((name, says),) = failures(screening("doctor", "--json", "--config", folder.settings()))
    assert name == "reading"
    assert "crashed" in says
    assert "lets processes start children" in says


async def test_doctor_names_who_needs_a_person(tmp_path: Path) -> None:
    async with open_scene(tmp_path, make_world(only=STRONG)) as scene:
        scene.herp.script(Fault(route=Route.LIST_FILES, kind=FaultKind.HTML, times=99))
        await scene.screen_all()
        found = await examined(scene)
    (ledger,) = [one for one in found if one.name == "ledger"]
    assert ledger.state == "warn"
    assert f"1 need a person: run screening explain on {name(0)}" in ledger.says


async def examined(scene: Scene) -> list[Check]:
    async def queue() -> None:
        return None

    return [one async for one in examine(scene.settings, {}, source="x", queue=queue)]


@pytest.mark.parametrize(
    ("personality", "state", "says"),
    [
        (Personality.LITERAL, "ok", "simulated answered a sample question in"),
        (Personality.LIAR, "warn", "but wrongly: it did not quote the one line"),
        (Personality.REFUSER, "fail", "the model refused to answer"),
        (Personality.BROKEN, "fail", "malformed"),
        (Personality.HTML, "fail", "check that model.base_url ends in /v1"),
    ],
)
async def test_doctor_asks_a_sample_question_and_checks_the_answer(
    tmp_path: Path, personality: Personality, state: str, says: str
) -> None:
    async with open_scene(tmp_path, make_world(), personality=personality) as scene:
        found = await examined(scene)
    (model,) = [one for one in found if one.name == "model"]
    assert model.state == state
    assert says in model.says
    assert found[-1].state == "warn"
    assert "no candidacy to look at" in found[-1].says


async def test_doctor_names_the_scope_that_a_key_lacks(tmp_path: Path) -> None:
    scopes = frozenset({"candidacy:read"})
    async with open_scene(tmp_path, make_world(only=STRONG), scopes=scopes) as scene:
        found = await examined(scene)
    (failed,) = [one for one in found if one.state == "fail"]
    assert "403" in failed.says
    assert "requisition:read" in failed.says


async def test_doctor_names_each_requisition_that_the_ats_does_not_list(tmp_path: Path) -> None:
    """Nobody would be screened, and nothing else would say why."""
    typo = "22222222-2222-4222-8222-22222222222f"
    async with open_scene(
        tmp_path,
        make_world(),
        only_requisitions=[POSITION.upper(), typo],
        requisitions={"no-such-position": {}},
    ) as scene:
        found = await examined(scene)
    failed = [one.says for one in found if one.state == "fail"]
    assert len(failed) == 2
    assert f"requisition {typo}, which the ATS lists neither open nor archived" in failed[0]
    assert "requisition no-such-position, which" in failed[1]
    assert f"requisition {POSITION} is listed" in [one.says for one in found]


# ---------------------------------------------------------------- explain


Act = Callable[[Scene], None]


def recorded(folder: Folder, act: Act | None = None, **people: str | None) -> Path:
    """Make a ledger with these people's screenings, and settings that name it."""
    return recorded_of(folder, make_world(**people), act)


def recorded_of(folder: Folder, world: World, act: Act | None = None) -> Path:
    """Make a ledger with a world's screenings, and settings that name it."""

    async def screen() -> None:
        async with open_scene(folder.path, world) as scene:
            if act is not None:
                act(scene)
            await scene.sweep()
            await scene.turn()
            scene.clock.turn(timedelta(minutes=5))
            await scene.turn()

    asyncio.run(screen())
    return folder.settings()


def test_explain_shows_each_answer_with_the_candidates_own_words(
    screening: Command, folder: Folder
) -> None:
    config = recorded(folder, first=STRONG)
    said = screening("explain", name(0), "--config", config)
    assert said.code == 0
    assert "Screening 1 of 1: screened (judged)" in said.out
    assert re.search(r"met +R1 must: Experience with PostgreSQL", said.out)
    assert "“Operated PostgreSQL clusters in production for six years" in said.out
    assert "resume.txt, line 1" in said.out
    assert "The comment: it is in the ATS, sent 2026-11-02" in said.out
    assert "Nothing is left to do." in said.out
    assert "screening.decided" in said.out
    assert "\x1b" not in said.out


def test_explain_says_why_nothing_was_screened(screening: Command, folder: Folder) -> None:
    said = screening("explain", name(0), "--config", recorded(folder, first=""))
    assert "Screening 1 of 1: not_screened (no_readable_files)" in said.out
    assert re.search(r"not read +resume.txt \(file .*\): empty", said.out)


def test_explain_says_until_when_a_candidacy_waits(screening: Command, folder: Folder) -> None:
    said = screening("explain", name(0), "--config", recorded(folder, first=None))
    assert re.search(r"It waits until 2026-11-02 03:1\d:\d\d: no_files_yet\.", said.out)
    assert "Screening 1 of 1: still open" in said.out
    assert "Nothing was decided." in said.out


def test_explain_says_that_a_person_was_quicker(screening: Command, folder: Folder) -> None:
    def move(scene: Scene) -> None:
        scene.herp.after(Route.LIST_FILES, lambda: None)
        scene.herp.after(Route.DOWNLOAD, lambda: scene.herp.move(name(0), "firstInterview"))

    config = recorded(folder, move, first=STRONG)
    said = screening("explain", name(0), "--config", config)
    assert "Screening 1 of 1: overtaken (moved_by_person)" in said.out
    assert "The comment: withdrawn before it was sent" in said.out


def test_explain_can_be_read_by_a_program(screening: Command, folder: Folder) -> None:
    said = screening("explain", name(0), "--json", "--config", recorded(folder, first=STRONG))
    told: dict[str, Any] = json.loads(said.out)
    assert set(told) == {"tenant", "candidacy", "screenings", "corrections", "events"}
    assert told["candidacy"] == name(0)
    (one,) = told["screenings"]
    assert one["outcome"] == Outcome.SCREENED
    assert one["effects"][0]["state"] == "confirmed"
    assert one["model_calls"][0]["outcome"] == "ok"
    assert one["record"]["findings"][0]["evidence"]


def test_explain_finds_a_candidacy_by_what_the_logs_call_it(
    screening: Command, folder: Folder
) -> None:
    config = recorded(folder, first=STRONG, second="Taught piano.\n")
    ref = CandidacyRef(tenant=TENANT, id=CandidacyId(name(1)))
    said = screening("explain", pseudonym(ref), "--config", config)
    assert said.out.startswith(f"Candidacy {name(1)} of tenant {TENANT}\nIn the logs it is ")
    assert "Nothing is recorded" in screening("explain", "0" * 12, "--config", config).sentence


def test_explain_of_an_unknown_candidacy_names_the_ledger_and_what_to_do(
    screening: Command, folder: Folder
) -> None:
    said = screening("explain", "nobody", "--config", folder.settings()).sentence
    assert f"candidacy nobody of tenant {TENANT}" in said
    assert str(folder.path / "screening.db") in said
    assert "screening enqueue" in said


def test_explain_lets_no_name_of_a_file_steer_the_terminal(
    screening: Command, folder: Folder
) -> None:
    world = make_world(first=STRONG)
    (person,) = world.candidacy
    named = person.file[0].model_copy(update={"name": "a\x1b[2Jb\u202ec\u3000d é.txt"})
    named_world = world.model_copy(
        update={"candidacy": (person.model_copy(update={"file": (named,)}),)}
    )
    said = screening("explain", name(0), "--config", recorded_of(folder, named_world))
    assert "a�[2Jb�c\u3000d é.txt (file" in said.out
    assert not {"\x1b", "\u202e"} & set(said.out)


# ---------------------------------------------------------------- brake, probe, simulate


def test_the_brake_is_pulled_and_released_for_all_or_for_one(
    screening: Command, folder: Folder
) -> None:
    config = folder.settings(tenant=f'[tenants.zeta]\nbase_url = "{folder.served.ats_url}"')

    def stand(*arguments: str) -> list[bool]:
        lines = screening("brake", *arguments, "--config", config).out.splitlines()
        return ["pulled" in line for line in lines if not line.startswith(" ")]

    assert stand("status") == [False, False]
    assert stand("pull", "--tenant", "zeta") == [False, True]
    assert stand("pull") == [True, True]
    said = screening("brake", "release", "--tenant", "acme", "--config", config)
    assert "Still pulled for all tenants: release it without --tenant." in said.out
    assert stand("release") == [False, False]


def test_probe_asks_nothing_more_and_writes_nothing_when_there_is_no_answer(
    screening: Command, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = screening("probe", "--config", folder.settings(ats=f"{NOBODY}/hire")).sentence
    assert "tenants.acme: GET /v1/candidacies could not be sent" in said
    monkeypatch.setenv("ATS_KEY", "another")
    before = len(folder.served.herp.requests)
    assert "401" in screening("probe", "--config", folder.settings()).sentence
    assert len(folder.served.herp.requests) == before + 1
    assert not (folder.path / "acme.json").exists()


def test_probe_shows_what_it_found_even_when_it_cannot_keep_it(
    screening: Command, folder: Folder
) -> None:
    (folder.path / "kept").symlink_to(folder.path / "nowhere" / "at" / "all")
    config = folder.settings()
    text = config.read_text(encoding="utf-8").replace("acme.json", "kept/acme.json")
    config.write_text(text, encoding="utf-8")
    said = screening("probe", "--config", config)
    assert "GET /v1/requisitions" in said.out
    assert "kept/acme.json cannot be written" in said.sentence


def test_probe_needs_a_file_to_write_and_a_candidacy_to_end(
    screening: Command, folder: Folder
) -> None:
    config = folder.settings()
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub("capabilities = .*", "", text), encoding="utf-8")
    said = screening("probe", "--config", config).sentence
    assert "tenants.acme.capabilities is not set: name the file to write" in said
    assert "needs --write" in screening("probe", "--terminate", "--config", config).sentence


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["model", "--personality", "kind"], "unknown personality kind: choose from literal"),
        (["herp", "--fault-rate", "3"], "fault rate 3.0 is out of range"),
        (["herp", "--scope", "all"], "unknown scope all: choose from"),
    ],
)
def test_simulate_refuses_what_it_cannot_be(
    screening: Command, arguments: list[str], says: str
) -> None:
    assert says in screening("simulate", *arguments, "--port", "0").sentence


def test_simulate_tells_its_address_and_ends_with_ctrl_c() -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "screening", "simulate", "herp", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert server.stdout is not None
    told = [server.stdout.readline() for _ in range(3)]
    address = re.search(r'base_url = "http://127\.0\.0\.1:(\d+)/hire"', told[0])
    assert address is not None
    socket.create_connection(("127.0.0.1", int(address[1])), timeout=5).close()
    server.send_signal(signal.SIGINT)
    _, complaint = server.communicate(timeout=20)
    assert server.returncode == 0
    assert complaint == ""


def test_simulate_refuses_ports_that_are_taken_or_none(screening: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = screening("simulate", "model", "--port", port).sentence
    assert f"port {port}" in said
    assert "choose another port" in said
    assert screening("simulate", "model", "--port", 70_000).code == 2


def test_a_demonstration_where_nothing_can_be_written_says_so(
    screening: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".demo").write_text("", encoding="utf-8")
    assert "run the demonstration in a folder" in screening("demo").sentence
