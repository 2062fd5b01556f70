"""``screening requirements`` as people meet it, against the simulated ATS. All invented."""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import stamina
import structlog

from screening.cli import main
from screening.keys import LOCAL_KEY
from screening.model import RequirementKind, RequisitionId
from screening.rubric import parse_rubric
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.server import serve
from screening.simulators.world import World, WorldRequisition

JA, EN, RU = (f"0000000{number}-1111-4111-8111-111111111111" for number in (1, 2, 3))
EMPTY = "00000004-1111-4111-8111-111111111111"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    code: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """Run ``screening requirements`` in this process, through the same door as a shell."""

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["screening", "requirements", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return Said(int(end.value.code or 0), said.out, said.err)

    yield run
    logging.disable(logging.NOTSET)
    structlog.reset_defaults()
    stamina.instrumentation.set_on_retry_hooks(None)


def requisition(id: str, name: str, must: str, want: str = "") -> WorldRequisition:
    return WorldRequisition(id=id, name=name, required_skills=must, preferred_skills=want)


def world(english: str = "- 3+ years of Python\n- Experience with SQL") -> World:
    return World(
        requisition=(
            requisition(
                JA,
                "バックエンドエンジニア",
                "・Pythonの開発経験3年以上\n・豊富な経験\n・35歳以下の方",
            ),
            requisition(EN, "Data Engineer", english, "- Kafka"),
            requisition(RU, "Разработчик", "— Опыт с Go от 2 лет\n— Возраст до 35 лет"),
            requisition(EMPTY, "Nothing yet", ""),
        ),
        candidacy=(),
    )


@contextmanager
def running(shown: World) -> Iterator[str]:
    """Serve the ATS in a thread: commands bring an event loop of their own."""
    found: list[str] = []
    ready, done = threading.Event(), threading.Event()
    simulator = HerpSimulator(shown, clock=lambda: NOW, keys={LOCAL_KEY: ALL_SCOPES}, limit=None)

    async def run() -> None:
        async with serve(simulator.app) as url:
            found.append(url + API_PATH)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield found[0]
    finally:
        done.set()
        thread.join(10)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running(world()) as served:
        yield served


@pytest.fixture
def settings(tmp_path: Path, url: str) -> Path:
    return written(tmp_path, url)


def written(folder: Path, url: str, more: str = "") -> Path:
    file = folder / "my.toml"
    file.write_text(
        f'[ledger]\nurl = "sqlite:///{folder / "screening.db"}"\n'
        '[model]\nkind = "keyword_baseline"\n'
        f'[tenants.acme]\nbase_url = "{url}"\nlanguage = "en"\nrequests_per_minute = 100000\n'
        f"leave_for_others = 0\n{more}",
        encoding="utf-8",
    )
    return file


# ---------------------------------------------------------------- draft


@pytest.mark.parametrize(
    ("id", "texts", "remarks"),
    [
        (JA, ["Pythonの開発経験3年以上", "豊富な経験"], ["WARN vague", "BLOCK protected, age"]),
        (EN, ["3+ years of Python", "Experience with SQL", "Kafka"], []),
        (RU, ["Опыт с Go от 2 лет"], ["BLOCK protected, age", "Возраст не может быть условием"]),
    ],
)
def test_a_draft_is_a_file_that_can_be_read_back_and_says_what_is_wrong(
    command: Command, settings: Path, id: str, texts: list[str], remarks: list[str]
) -> None:
    said = command("draft", id, "--config", settings)
    assert said.code == 0
    rubric = parse_rubric(said.out, RequisitionId(id))
    assert [one.text for one in rubric.requirements] == texts
    assert rubric.requirements[0].minimum_months in {24, 36}
    assert rubric.text_hash is not None
    assert all(remark in said.out for remark in remarks)
    assert "by rules, without a model" in said.out


def test_a_draft_stands_until_somebody_approves_but_only_the_first(
    command: Command, settings: Path
) -> None:
    assert (
        "Until then candidacies are judged by it" in command("draft", EN, "--config", settings).out
    )
    assert "Until then another one stands" in command("draft", EN, "--config", settings).out


def test_an_empty_text_or_an_unknown_id_is_one_sentence(command: Command, settings: Path) -> None:
    said = command("draft", EMPTY, "--config", settings)
    assert (said.code, said.out) == (2, "")
    assert "has no text of requirements in the ATS" in said.err
    said = command("draft", "nobody", "--config", settings)
    assert said.code == 2
    assert said.err.startswith("Error: The ATS of tenant acme has no requisition nobody")


def test_a_draft_by_a_model_needs_one(command: Command, settings: Path) -> None:
    said = command("draft", EN, "--by", "model", "--config", settings)
    assert said.code == 2
    assert "or add --by rules" in said.err


# ---------------------------------------------------------------- show, approve, diff


def test_from_draft_to_approval_to_a_changed_text(
    command: Command, tmp_path: Path, settings: Path
) -> None:
    assert "Nothing was made of its text yet" in command("show", EN, "--config", settings).out
    command("draft", EN, "--config", settings)
    shown = command("show", EN, "--config", settings).out
    assert "Approved: by nobody" in shown
    assert "Text: unchanged since" in shown
    assert "R1   must 3+ years of Python  [at least 36 months]" in shown

    said = command("approve", EN, "--by", "Sato", "--config", settings)
    assert said.out.startswith("Approved: 3 requirements")
    assert "Approved: by Sato on " in command("show", EN, "--config", settings).out
    assert command("diff", EN, "--config", settings).code == 0

    with running(world("- 5+ years of Python\n- Experience with Rust")) as changed:
        settings = written(tmp_path, changed)
        shown = command("show", EN, "--config", settings).out
        assert "but approved for an earlier text" in shown
        assert "Text: CHANGED since" in shown
        diff = command("diff", EN, "--config", settings)
        assert diff.code == 1
        assert [line[:1] for line in diff.out.splitlines()[:5]] == ["~", " ", "-", " ", "+"]
        assert "  now: must 5+ years of Python  [at least 60 months]" in diff.out.splitlines()
        assert diff.out.rstrip().endswith("3 of 4 differ.")
        said = command("approve", EN, "--by", "Sato", "--config", settings)
        assert said.code == 2
        assert "Nothing was made of the current text" in said.err

        command("draft", EN, "--config", settings)
        shown = command("show", EN, "--config", settings).out
        assert "by nobody; Sato approved an earlier text on " in shown
        assert command("diff", EN, "--config", settings).out == diff.out
        command("approve", EN, "--by", "Sato", "--config", settings)
        assert command("diff", EN, "--config", settings).code == 0


def test_a_mended_file_is_approved_as_it_is(
    command: Command, tmp_path: Path, settings: Path
) -> None:
    draft = command("draft", JA, "--config", settings).out
    file = tmp_path / "mended.toml"
    file.write_text(draft.replace("豊富な経験", "5名以上のチームでの開発経験"), encoding="utf-8")
    said = command("approve", JA, "--by", " 佐藤  花子 ", "--file", file, "--config", settings)
    assert said.code == 0, said.err
    facts = json.loads(command("show", JA, "--json", "--config", settings).out)
    assert facts["objection"] is None
    assert facts["rubric"]["approval"]["by"] == "佐藤 花子"
    assert facts["rubric"]["source"] == "admin"
    assert facts["rubric"]["requirements"][1]["text"] == "5名以上のチームでの開発経験"


@pytest.mark.parametrize(
    ("id", "line", "remedy"),
    [
        (JA, "30歳以下の方", "年齢は条件にできません"),
        (EN, "Native English speaker", "Name the level and its use"),
        (RU, "Только мужчины", "Пол не может быть условием"),
    ],
)
def test_what_must_play_no_part_cannot_be_approved(
    command: Command, tmp_path: Path, settings: Path, id: str, line: str, remedy: str
) -> None:
    draft = command("draft", id, "--config", settings).out
    file = tmp_path / "bad.toml"
    entry = f'\n[[requirement]]\nkind = "ask"\ntext = "{line}"\n'
    file.write_text(draft + entry, encoding="utf-8")
    said = command("approve", id, "--by", "Sato", "--file", file, "--config", settings)
    assert said.code == 2
    assert remedy in said.err
    assert "Nothing was approved." in said.err
    assert "by nobody" in command("show", id, "--config", settings).out


def test_a_draft_of_an_older_text_is_not_approved(
    command: Command, tmp_path: Path, settings: Path
) -> None:
    draft = command("draft", EN, "--config", settings).out
    file = tmp_path / "draft.toml"
    file.write_text(draft, encoding="utf-8")
    with running(world("- Rust")) as changed:
        settings = written(tmp_path, changed)
        said = command("approve", EN, "--by", "Sato", "--file", file, "--config", settings)
        assert said.code == 2
        assert "has changed since this draft was made" in said.err
        loose = [line for line in draft.splitlines() if not line.startswith("text_hash")]
        file.write_text("\n".join(loose), encoding="utf-8")
        said = command("approve", EN, "--by", "Sato", "--file", file, "--config", settings)
        assert said.code == 0


def test_an_admins_own_file_is_approved_in_the_file(
    command: Command, tmp_path: Path, url: str
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[requirement]]\nkind = "must"\ntext = "Go"\n', encoding="utf-8")
    table = f'[tenants.acme.requisitions."{EN}"]\nrubric = "{own}"\n'
    settings = written(tmp_path, url, more=table)
    shown = command("show", EN, "--config", settings).out
    assert "1 requirements in your file, made by hand" in shown
    said = command("approve", EN, "--by", "Sato", "--config", settings)
    assert said.code == 2
    lines = [line.removeprefix("Error: ") for line in said.err.splitlines()][1:]
    assert lines[0] == 'approved_by = "Sato"'
    own.write_text("\n".join((*lines, own.read_text(encoding="utf-8"))), encoding="utf-8")
    shown = command("show", EN, "--config", settings).out
    assert "Approved: by Sato on " in shown
    assert "Text: unchanged since" in shown


def test_a_file_that_names_no_text_or_an_older_one_is_told_what_to_do(
    command: Command, tmp_path: Path, url: str
) -> None:
    own = tmp_path / "own.toml"
    table = f'[tenants.acme.requisitions."{EN}"]\nrubric = "{own}"\n'
    settings = written(tmp_path, url, more=table)
    signs = 'approved_by = "Sato"\napproved_on = 2026-11-22\n'
    entry = '[[requirement]]\nkind = "must"\ntext = "Go"\n'
    own.write_text(signs + entry, encoding="utf-8")
    shown = command("show", EN, "--config", settings).out
    assert "but it does not count: text_hash is missing; approve prints that line" in shown
    assert "has changed since" not in command("approve", EN, "--by", "S", "--config", settings).err
    own.write_text(f'{signs}text_hash = "{"a" * 64}"\n{entry}', encoding="utf-8")
    said = command("approve", EN, "--by", "Sato", "--config", settings).err
    assert (
        "has changed since the file was made: read first what is different, with screening "
        f"requirements diff {EN}" in " ".join(said.split())
    )


def test_a_text_that_comes_back_is_compared_with_its_own_approval(
    command: Command, tmp_path: Path, settings: Path
) -> None:
    command("draft", EN, "--config", settings)
    command("approve", EN, "--by", "Sato", "--config", settings)
    with running(world("- Rust")) as changed:
        other = written(tmp_path, changed)
        command("draft", EN, "--config", other)
        command("approve", EN, "--by", "Sato", "--config", other)
    with running(world()) as again:
        settings = written(tmp_path, again)
        assert "Approved: by Sato on " in command("show", EN, "--config", settings).out
        assert command("diff", EN, "--config", settings).code == 0


def test_a_signature_in_a_file_does_not_cover_a_blocked_line(
    command: Command, tmp_path: Path, url: str
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'approved_by = "Sato"\napproved_on = 2026-11-22\n'
        '[[requirement]]\nkind = "must"\ntext = "女性歓迎"\n',
        encoding="utf-8",
    )
    table = f'[tenants.acme.requisitions."{JA}"]\nrubric = "{own}"\n'
    shown = command("show", JA, "--config", written(tmp_path, url, more=table)).out
    assert "but it does not count: a requirement below is blocked" in shown
    assert "your file does not say of which text it was made" in shown


def test_nothing_can_be_compared_before_anything_was_made(command: Command, settings: Path) -> None:
    said = command("diff", EN, "--config", settings)
    assert said.code == 2
    assert f"begin with screening requirements draft {EN}" in said.err


def test_an_approval_needs_a_name(command: Command, settings: Path) -> None:
    command("draft", EN, "--config", settings)
    said = command("approve", EN, "--by", "  ", "--config", settings)
    assert said.code == 2
    assert "--by needs the name of the person" in said.err


# ---------------------------------------------------------------- lint


def test_a_plain_text_is_checked_without_any_settings(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "advert.txt"
    file.write_text("・豊富な経験\n・Pythonの経験\n・35歳以下の方\n", encoding="utf-8")
    said = command("lint", file)
    assert said.code == 0
    assert "WARN vague" in said.out
    assert "Left out, judged and asked by nobody:" in said.out
    assert "1 remarks on 2 requirements." in said.out


def test_a_blocked_line_of_a_file_ends_with_one(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[[requirement]]\nkind = "must"\ntext = "女性歓迎"\n', encoding="utf-8")
    said = command("lint", file, "--json")
    assert said.code == 1
    facts = json.loads(said.out)
    assert facts["blocked"] is True
    assert facts["remarks"]["R1"][0]["subject"] == "sex"


@pytest.mark.parametrize("text", ["kind = ", "wieght = 3", "requisition = 3\n[[requirement]]"])
def test_a_broken_file_is_one_sentence(command: Command, tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    said = command("lint", file)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"Error: {file}: ")


def test_a_requisition_is_checked_with_what_is_left_out(command: Command, settings: Path) -> None:
    said = command("lint", RU, "--config", settings)
    assert said.code == 0
    assert "Возраст до 35 лет" in said.out
    assert "BLOCK protected, age" in said.out


def test_facts_have_stable_keys(command: Command, settings: Path) -> None:
    facts = json.loads(command("draft", JA, "--json", "--config", settings).out)
    assert set(facts) == {
        "tenant", "requisition", "name", "stands", "rubric", "remarks", "left_out",
    }  # fmt: skip
    assert facts["stands"] is True
    assert facts["left_out"][0]["remarks"][0]["kind"] == "protected"
    kinds = {one["kind"] for one in facts["rubric"]["requirements"]}
    assert kinds == {RequirementKind.MUST}
    diff = json.loads(command("diff", JA, "--json", "--config", settings).out)
    assert {one["kind"] for one in diff["changes"]} == {"same"}
