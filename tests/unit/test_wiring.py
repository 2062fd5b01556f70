"""Where objects are made: each setting reaches the object it names, and all is closed again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prometheus_client import generate_latest

from screening import __version__
from screening.ats.capabilities import Capabilities, save
from screening.errors import CapabilityOff, Misconfigured, Transient
from screening.keys import LOCAL_KEY
from screening.kit import Kit
from screening.llm.keyword import KeywordBaseline
from screening.model import (
    Assessment,
    AssessorKind,
    CandidacyId,
    Document,
    DocumentFormat,
    FileId,
    FileMeta,
    Language,
    Line,
    ModelCall,
    PlannedCall,
    RequisitionId,
    Step,
    TenantId,
)
from screening.prompt import questions
from screening.rubric import compile_rubric
from screening.settings import ModelSettings, Settings, TenantSettings, settings_from
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.model import ModelSimulator
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.store.brake import SqlBrake
from screening.telemetry import Metrics
from screening.verdict import Thresholds
from screening.wiring import (
    House,
    make_assessor,
    make_client,
    open_brake,
    open_house,
    policy_of,
    utc_now,
)
from support.builders import QUOTE, TENANT, make_requisition, shipped_texts
from support.fakes import START, FakeAts, ScriptedClock
from support.scene import make_world, name

HERE = "http://127.0.0.1:9"
"""Nothing listens here; making objects must not need an answer."""
THERE = "http://127.0.0.1:8"
OTHER = TenantId("other")
RUBRIC = '[[requirement]]\nkind = "must"\ntext = "Experience with PostgreSQL"\n'


def make_settings(
    folder: Path, *, tenants: dict[str, dict[str, object]] | None = None, **sections: object
) -> Settings:
    raw: dict[str, object] = {
        "ledger": {"url": f"sqlite:///{folder / 'ledger.db'}"},
        "model": {"kind": "keyword_baseline"},
        "tenants": tenants or {TENANT: {"base_url": HERE}},
        **sections,
    }
    return settings_from(raw, {"MODEL_KEY": "k", "ATS_KEY": "a"}, source="test")


def one_tenant(folder: Path, **changes: object) -> Settings:
    return make_settings(folder, tenants={TENANT: {"base_url": HERE, **changes}})


async def kit_of(settings: Settings) -> Kit:
    async with open_house(settings) as house:
        return house.kits[TENANT]


# ---------------------------------------------------------------- the house


async def test_every_tenant_has_a_kit_of_its_own_over_one_ledger(tmp_path: Path) -> None:
    tenants: dict[str, dict[str, object]] = {
        TENANT: {"base_url": HERE, "language": "ja"},
        OTHER: {"base_url": THERE, "language": "ru", "time_zone": "Europe/Moscow"},
    }
    async with open_house(make_settings(tmp_path, tenants=tenants)) as house:
        assert set(house.kits) == {TENANT, OTHER}
        one, two = house.kits[TENANT], house.kits[OTHER]
        assert one.ledger is two.ledger is house.ledger
        assert one.ats is not two.ats
        assert (one.comment.language, two.comment.language) == (Language.JA, Language.RU)
        assert (one.zone, two.zone) == (ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Moscow"))
        assert one.secret == two.secret == await house.ledger.secret()
        assert one.code_version == __version__
        assert isinstance(house.brake, SqlBrake)


async def test_settings_of_worker_and_model_reach_every_kit(tmp_path: Path) -> None:
    settings = make_settings(
        tmp_path,
        worker={"settle_seconds": 12.5},
        model={"kind": "keyword_baseline", "max_prompt_characters": 4321},
        tenants={TENANT: {"base_url": HERE, "only_requisitions": ["r1", "r2"]}},
    )
    kit = await kit_of(settings)
    assert kit.settle == timedelta(seconds=12.5)
    assert kit.max_prompt_characters == 4321
    assert kit.only == {"r1", "r2"}


async def test_an_admins_own_rubric_is_read_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "backend.toml"
    path.write_text(RUBRIC, encoding="utf-8")
    kit = await kit_of(one_tenant(tmp_path, requisitions={"r1": {"rubric": str(path)}, "r2": {}}))
    assert set(kit.rubrics) == {"r1"}
    assert kit.rubrics[RequisitionId("r1")].requisition_id == "r1"


async def test_a_fault_in_an_admins_own_rubric_names_the_setting_and_the_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "backend.toml"
    with pytest.raises(Misconfigured) as caught:
        await kit_of(one_tenant(tmp_path, requisitions={"r1": {"rubric": str(path)}}))
    assert f"tenants.{TENANT}.requisitions.r1.rubric" in str(caught.value)
    assert str(path) in str(caught.value)


async def test_the_brake_file_stops_every_tenant(tmp_path: Path) -> None:
    stop = tmp_path / "STOP"
    async with open_house(make_settings(tmp_path, brake_file=str(stop))) as house:
        assert not await house.brake.pulled(TENANT)
        stop.touch()
        assert await house.kits[TENANT].brake.pulled(TENANT)


async def test_a_brake_pulled_by_command_is_seen_by_the_house(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    async with open_brake(settings) as brake:
        await brake.pull(None, why="drill", now=START)
    async with open_house(settings) as house:
        assert await house.brake.pulled(TENANT)


class Closing(FakeAts):
    """An ATS that tells when it was closed."""

    closed = False

    async def close(self) -> None:
        """Tell."""
        self.closed = True


async def fail_in_a_house(settings: Settings, system: FakeAts) -> None:
    async with open_house(settings, ats={TENANT: system}) as house:
        assert house.kits[TENANT].ats is system
        raise ZeroDivisionError


async def test_what_was_made_is_closed_even_when_the_work_fails(tmp_path: Path) -> None:
    system = Closing(TENANT, ScriptedClock())
    with pytest.raises(ZeroDivisionError):
        await fail_in_a_house(make_settings(tmp_path), system)
    assert system.closed


async def test_a_fault_in_a_later_tenant_closes_what_was_opened(tmp_path: Path) -> None:
    """An open ledger would be a warning, which is an error in tests."""
    foreign = tmp_path / "foreign.json"
    save(foreign, Capabilities(tenant=OTHER, probed_at=START))
    system = Closing(OTHER, ScriptedClock())
    tenants: dict[str, dict[str, object]] = {
        OTHER: {"base_url": HERE},
        TENANT: {"base_url": THERE, "capabilities": str(foreign)},
    }
    with pytest.raises(Misconfigured, match=r"foreign\.json"):
        async with open_house(make_settings(tmp_path, tenants=tenants), ats={OTHER: system}):
            pytest.fail("the house must not open")
    assert system.closed


async def test_a_missing_prompts_folder_stops_before_a_ledger_is_made(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, prompts=str(tmp_path / "nowhere"))
    with pytest.raises(Misconfigured, match="nowhere"):
        async with open_house(settings):
            pytest.fail("the house must not open")
    assert not (tmp_path / "ledger.db").exists()


def test_the_clock_is_aware_and_in_utc() -> None:
    assert utc_now().utcoffset() == timedelta(0)


# ---------------------------------------------------------------- policy


def test_every_setting_of_policy_reaches_it(tmp_path: Path) -> None:
    tenant: dict[str, object] = {
        "base_url": HERE,
        "steps": ["entry", "resumeScreening"],
        "language": "ru",
        "comment_format": "plain",
        "show_score": "hidden",
        "promising_from": 80,
        "doubtful_below": 20,
        "read_private_files": True,
        "quote_when_privacy_unknown": True,
        "file_kinds_excluded": ["photo"],
        "settle_minutes": 7,
        "look_again_minutes": [8, 9],
        "not_screened_comment": False,
        "max_files": 3,
        "max_candidacy_mebibytes": 5,
        "give_up_hours": 2,
    }
    settings = make_settings(tmp_path, tenants={TENANT: tenant}, reading={"max_file_mebibytes": 4})
    policy = policy_of(TENANT, settings)
    assert policy.name == TENANT
    assert policy.screened_steps == ("entry", "resumeScreening")
    assert policy.language is Language.RU
    assert policy.comment_format.value == "plain"
    assert policy.show_score == "hidden"
    assert policy.thresholds == Thresholds(promising_from=80, doubtful_below=20)
    assert policy.read_private_files
    assert policy.quote_when_privacy_unknown
    assert policy.file_kinds_excluded == ("photo",)
    assert policy.settle == timedelta(minutes=7)
    assert policy.look_again == (timedelta(minutes=8), timedelta(minutes=9))
    assert not policy.not_screened_comment
    assert policy.max_files == 3
    assert policy.max_candidacy_bytes == 5 * 1024 * 1024
    assert policy.max_file_bytes == 4 * 1024 * 1024
    assert policy.give_up_after == timedelta(hours=2)


# ---------------------------------------------------------------- the ATS


def tenant_of(settings: Settings) -> TenantSettings:
    return settings.tenants[TENANT]


def test_a_tenant_without_its_key_is_refused(tmp_path: Path) -> None:
    tenant = tenant_of(make_settings(tmp_path)).model_copy(update={"key": None})
    with pytest.raises(Misconfigured, match="no key"):
        make_client(TENANT, tenant, Metrics())


async def test_without_a_probe_nothing_but_comments_is_possible(tmp_path: Path) -> None:
    settings = one_tenant(tmp_path, capabilities=str(tmp_path / "not-yet.json"))
    async with open_house(settings) as house:
        with pytest.raises(CapabilityOff):
            await house.kits[TENANT].ats.move_step(CandidacyId(name(0)), Step("offer"))


@asynccontextmanager
async def simulated(folder: Path, **sections: object) -> AsyncIterator[House]:
    """Open a house whose only tenant stands on a simulated HERP Hire."""
    herp = HerpSimulator(make_world(only="CV\n"), clock=utc_now, keys={LOCAL_KEY: ALL_SCOPES})
    async with serve(herp.app) as url:
        tenants: dict[str, dict[str, object]] = {TENANT: {"base_url": url + API_PATH}}
        async with open_house(make_settings(folder, tenants=tenants, **sections)) as house:
            yield house


async def test_requests_are_counted_without_their_path(tmp_path: Path) -> None:
    """A path holds the candidacy's id, and would make a metric of every candidacy."""
    async with simulated(tmp_path) as house:
        await house.kits[TENANT].ats.candidacy(CandidacyId(name(0)))
        shown = generate_latest(house.metrics.registry).decode()
    row = 'screening_ats_requests_total{method="GET",status="200",tenant="acme"} 1.0'
    assert row in shown.splitlines()
    assert name(0) not in shown


async def test_without_its_redis_a_shared_allowance_lets_nothing_out(tmp_path: Path) -> None:
    ledger = {"url": f"sqlite:///{tmp_path / 'ledger.db'}", "one_machine": True}
    queue = {"url": "redis://127.0.0.1:9/0"}
    async with simulated(tmp_path, queue=queue, ledger=ledger) as house:
        with pytest.raises(Transient):
            await house.kits[TENANT].ats.candidacy(CandidacyId(name(0)))
        assert (
            "screening_ats_requests_total{" not in generate_latest(house.metrics.registry).decode()
        )


# ---------------------------------------------------------------- the assessor


def model(**changes: object) -> ModelSettings:
    raw = {"base_url": f"{HERE}/v1", "name": "some-model", "key": "k", **changes}
    return ModelSettings.model_validate(raw)


async def test_without_an_address_the_baseline_answers_and_says_so(tmp_path: Path) -> None:
    assessor = make_assessor(make_settings(tmp_path).model, shipped_texts(), utc_now)
    assert isinstance(assessor, KeywordBaseline)
    assert assessor.identity.kind is AssessorKind.KEYWORD_BASELINE


def test_an_address_without_its_key_is_refused() -> None:
    """Never the baseline instead: it would answer under the name of a model."""
    with pytest.raises(Misconfigured, match="no key"):
        make_assessor(model(key=None), shipped_texts(), utc_now)


@pytest.mark.parametrize("kind", AssessorKind)
async def test_an_address_is_always_asked_and_never_called_more_than_it_is(
    kind: AssessorKind,
) -> None:
    assessor = make_assessor(model(kind=kind), shipped_texts(), utc_now)
    assert assessor.identity.kind is kind
    assert assessor.identity.model == "some-model"
    await assessor.close()


PRICES: list[tuple[dict[str, object], bool]] = [
    ({"name": "nobody-knows-it"}, False),
    ({"name": "nobody-knows-it", "input_price": 1}, False),
    (
        {
            "name": "nobody-knows-it",
            "input_price": 1,
            "output_price": "2.5",
            "cached_input_price": 1,
            "cache_write_price": 1,
        },
        True,
    ),
]


@pytest.mark.parametrize(("settings", "known"), PRICES)
async def test_cost_is_counted_with_a_whole_price_and_else_unknown(
    settings: dict[str, object], known: bool
) -> None:
    call = await answered(**settings)
    assert (call.cost_usd is not None) is known
    if known:
        assert call.input_tokens is not None
        assert call.output_tokens is not None
        total = call.input_tokens + Decimal("2.5") * call.output_tokens
        assert call.cost_usd == total / 1_000_000


@pytest.mark.parametrize("snapshot", ["", "-2026-01-31"])
async def test_a_known_models_price_comes_from_the_table(snapshot: str) -> None:
    known = next(one for one in shipped_texts().models.values() if one.price is not None)
    assert (await answered(name=known.name + snapshot)).cost_usd is not None


class Kept:
    """A journal in memory."""

    def __init__(self) -> None:
        self.calls: list[ModelCall] = []

    async def begin(self, planned: PlannedCall) -> None:
        """Let it begin."""

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        """Keep the call."""
        assert assessment is not None
        self.calls.append(call)


async def answered(**settings: object) -> ModelCall:
    """Ask a simulated model one question and return how the call was recorded."""
    file = FileMeta(id=FileId("f"), name="cv.txt", kind="resume")
    line = Line(number=1, page=None, text=QUOTE)
    document = Document(
        file=file, sha256="0" * 64, format=DocumentFormat.TEXT, pages=None, lines=(line,)
    )
    rubric = compile_rubric(make_requisition())
    prompt = shipped_texts().prompt
    (question,) = questions(prompt, rubric, (document,), language=Language.EN, fence="0" * 12)
    journal = Kept()
    async with serve(ModelSimulator(Personality.LITERAL).app) as url:
        assessor = make_assessor(model(base_url=f"{url}/v1", **settings), shipped_texts(), utc_now)
        await assessor.assess(question, journal)
        await assessor.close()
    (call,) = journal.calls
    return call
