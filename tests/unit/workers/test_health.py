"""The health and metrics pages."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from screening.errors import Misconfigured
from screening.model import Outcome, Reason, TenantId
from screening.settings import WorkerSettings
from screening.telemetry import Metrics
from support.shift import free_port
from workers.health import PATIENCE, Health, longest_silence
from workers.intake import intake_app, serve_intake

START = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
LATE = PATIENCE + timedelta(seconds=10)


class Watch:
    """A clock and a worker's health, turned by hand."""

    def __init__(self, *, tenants: int = 1, polls: dict[TenantId, timedelta] | None = None) -> None:
        self.now = START
        self.stopped: dict[TenantId, str] = {}
        self.health = Health(
            clock=lambda: self.now,
            scan=timedelta(seconds=2),
            tenants=tenants,
            stopped=self.stopped,
            opened_at=START,
            silences={tenant: longest_silence(poll) for tenant, poll in (polls or {}).items()},
        )

    def turn(self, by: timedelta, *, ledger: bool, queue: bool) -> None:
        self.now += by
        self.health.scanned_at = self.now if ledger else self.health.scanned_at
        self.health.rung_at = self.now if queue else self.health.rung_at

    async def page(self, path: str = "/healthz", metrics: Metrics | None = None) -> httpx.Response:
        transport = httpx.ASGITransport(intake_app(self.health, metrics or Metrics()))
        async with httpx.AsyncClient(transport=transport, base_url="http://worker") as client:
            return await client.get(path)


async def test_a_worker_that_has_just_begun_is_well() -> None:
    assert (await Watch().page()).status_code == 200


async def test_a_working_worker_is_well() -> None:
    watch = Watch()
    watch.turn(timedelta(hours=5), ledger=True, queue=True)
    answer = await watch.page()
    assert answer.status_code == 200
    assert answer.json() == {
        "well": True,
        "reasons": [],
        "tenants_stopped": {},
        "model_stopped": None,
    }


@pytest.mark.parametrize("before", [True, False])
async def test_a_silent_ledger_is_named(before: bool) -> None:
    watch = Watch()
    if before:
        watch.turn(timedelta(hours=1), ledger=True, queue=True)
    watch.turn(LATE, ledger=False, queue=False)
    answer = await watch.page()
    assert answer.status_code == 503
    (reason,) = answer.json()["reasons"]
    assert "[ledger]" in reason


async def test_a_silent_queue_is_named() -> None:
    watch = Watch()
    watch.turn(LATE, ledger=True, queue=False)
    answer = await watch.page()
    assert answer.status_code == 503
    (reason,) = answer.json()["reasons"]
    assert "[queue]" in reason


async def test_one_stopped_tenant_of_two_is_told_but_is_no_reason_to_restart() -> None:
    watch = Watch(tenants=2)
    watch.stopped[TenantId("acme")] = "the key in ACME_KEY of tenant acme was rejected (401)"
    answer = await watch.page()
    assert answer.status_code == 200
    assert "ACME_KEY" in answer.json()["tenants_stopped"]["acme"]


async def test_a_worker_whose_every_tenant_is_stopped_is_not_well() -> None:
    watch = Watch()
    watch.stopped[TenantId("acme")] = "401"
    answer = await watch.page()
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["every tenant is stopped: see tenants_stopped"]


ACME = TenantId("acme")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("poll", "silence"),
    [(MINUTE, 10 * MINUTE), (2 * MINUTE, 10 * MINUTE), (9 * MINUTE, 45 * MINUTE)],
)
async def test_a_tenant_without_a_good_poll_for_long_is_named_with_the_reason(
    poll: timedelta, silence: timedelta
) -> None:
    watch = Watch(polls={ACME: poll})
    watch.health.polled_at[ACME] = watch.now
    watch.health.poll_faults[ACME] = "ContractDrift: 1 of 3 rows cannot be read"
    watch.turn(silence, ledger=True, queue=True)
    assert (await watch.page()).status_code == 200
    watch.turn(MINUTE, ledger=True, queue=True)
    answer = await watch.page()
    assert answer.status_code == 503
    (reason,) = answer.json()["reasons"]
    assert reason.startswith("tenant acme was not polled with success for")
    assert reason.endswith("ContractDrift: 1 of 3 rows cannot be read")


async def test_a_tenant_that_was_never_polled_is_named_too() -> None:
    watch = Watch(polls={ACME: MINUTE})
    watch.turn(11 * MINUTE, ledger=True, queue=True)
    (reason,) = (await watch.page()).json()["reasons"]
    assert reason.endswith("for 11 minutes: the last poll has not ended")


async def test_a_stopped_tenant_is_told_once_and_not_as_unpolled() -> None:
    watch = Watch(tenants=2, polls={ACME: MINUTE})
    watch.stopped[ACME] = "401"
    watch.turn(11 * MINUTE, ledger=True, queue=True)
    assert (await watch.page()).status_code == 200


async def test_metrics_are_in_the_text_that_prometheus_reads() -> None:
    metrics = Metrics()
    metrics.ended(TenantId("acme"), Outcome.SCREENED, Reason.JUDGED)
    answer = await Watch().page("/metrics", metrics)
    assert answer.headers["content-type"].startswith("text/plain")
    wanted = 'screening_ended_total{outcome="screened",reason="judged",tenant="acme"} 1.0'
    assert wanted in answer.text.splitlines()


async def test_pages_change_nothing_and_there_are_no_others() -> None:
    watch = Watch()
    transport = httpx.ASGITransport(intake_app(watch.health, Metrics()))
    async with httpx.AsyncClient(transport=transport, base_url="http://worker") as client:
        assert (await client.post("/healthz")).status_code == 405
        assert (await client.get("/")).status_code == 404


async def test_pages_are_served_on_the_workers_port_and_gone_afterwards() -> None:
    settings = WorkerSettings(metrics_port=free_port())
    url = f"http://127.0.0.1:{settings.metrics_port}"
    async with httpx.AsyncClient(base_url=url) as client:
        async with serve_intake(Watch().health, Metrics(), settings):
            answer = await client.get("/healthz")
            assert answer.status_code == 200
            assert "server" not in answer.headers
        with pytest.raises(httpx.TransportError):
            await client.get("/healthz")


async def test_a_port_that_is_taken_is_one_sentence() -> None:
    settings = WorkerSettings(metrics_port=free_port())
    health = Watch().health
    async with serve_intake(health, Metrics(), settings):
        with pytest.raises(Misconfigured, match=r"worker\.metrics_port: cannot listen"):
            async with serve_intake(health, Metrics(), settings):
                pytest.fail("it listens twice")


async def test_port_0_serves_nothing() -> None:
    async with serve_intake(Watch().health, Metrics(), WorkerSettings(metrics_port=0)):
        pass


async def test_a_model_that_cannot_be_asked_is_told_without_a_call_to_restart() -> None:
    watch = Watch()
    watch.health.model_trouble = lambda: "401: check the variable that model.key_env names"
    answer = await watch.page()
    assert answer.status_code == 200
    assert "model.key_env" in answer.json()["model_stopped"]
