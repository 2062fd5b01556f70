"""What may be logged and counted: nothing that a person wrote can come through."""

import ast
import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
import structlog
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import generate_latest

from screening.model import CandidacyRef, Outcome, Reason, TenantId
from screening.telemetry import (
    FIELDS,
    Metrics,
    keep_allowed_fields,
    keep_quiet,
    log,
    pseudonym,
    set_up_logging,
)
from support.builders import ONE, TENANT, TWO, ref

ROOT = Path(__file__).parents[2]
SECRET = "Hanako Mihon, 090-0000-0000"
EVENT = re.compile(r"[a-z]+(\.[a-z_]+)+")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    written = io.StringIO()
    set_up_logging(written)
    yield written
    structlog.reset_defaults()
    logging.disable(logging.NOTSET)
    stamina.instrumentation.set_on_retry_hooks(None)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


# ---------------------------------------------------------------- fields


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.text() | st.sampled_from(sorted(FIELDS)), JSON))
def test_a_field_that_is_not_on_the_list_never_passes(event: dict[str, object]) -> None:
    kept = keep_allowed_fields(None, "info", event)
    assert dict(kept) == {name: value for name, value in event.items() if name in FIELDS}


@pytest.mark.parametrize(
    "field",
    [
        "name", "text", "quote", "body", "email", "phone", "key", "authorization", "file",
        "message", "exception", "exc_info", "stack", "stack_info", "detail", "Event", "event ",
    ],
)  # fmt: skip
def test_what_could_hold_a_persons_words_is_dropped_whatever_it_is_called(
    stream: io.StringIO, field: str
) -> None:
    log().error("screening.failed", **{field: SECRET})
    (line,) = lines(stream)
    assert set(line) == {"event", "level", "timestamp"}
    assert "Hanako" not in stream.getvalue()


def test_allowed_fields_are_written_as_json_with_level_and_time(stream: io.StringIO) -> None:
    log().warning("lease.lost", fence=3, tenant=TENANT)
    (line,) = lines(stream)
    assert (line["event"], line["level"], line["fence"], line["tenant"]) == (
        "lease.lost",
        "warning",
        3,
        "acme",
    )
    assert str(line["timestamp"]).endswith("Z")


def test_the_text_of_an_exception_never_appears(stream: io.StringIO) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        log().exception("job.defect")
        log().error("job.defect", exc_info=True, stack_info=True)
    assert len(lines(stream)) == 2
    for word in ("Hanako", "Traceback", "ValueError", __file__):
        assert word not in stream.getvalue()


def test_what_is_bound_to_the_context_is_checked_too(stream: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(candidacy="c0ffee", name=SECRET):
        log().info("screening.ended")
    (line,) = lines(stream)
    assert line["candidacy"] == "c0ffee"
    assert "name" not in line


def test_debugging_is_not_written(stream: io.StringIO) -> None:
    log().debug("screening.ended")
    assert lines(stream) == []


def test_a_command_for_persons_logs_nothing(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_quiet()
    log().error("tenant.stopped", tenant=TENANT)
    assert capsys.readouterr().err + stream.getvalue() == ""


@pytest.mark.parametrize(
    "library", ["arq.worker", "httpx", "openai._base_client", "sqlalchemy.engine", "asyncio", ""]
)
def test_libraries_write_no_logs_of_their_own(
    stream: io.StringIO, library: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """They would log arguments, rows, addresses and whole tracebacks."""
    logging.getLogger(library).setLevel(logging.DEBUG)
    logging.getLogger(library).critical("row: %s", SECRET)
    logging.getLogger(library).setLevel(logging.NOTSET)
    assert "Hanako" not in capfd.readouterr().err + stream.getvalue()


async def test_a_repeated_request_writes_no_log_of_its_own(stream: io.StringIO) -> None:
    """Stamina logs the arguments of what it calls again, the candidacy's id among them."""
    tries = iter((1, 2))

    async def fails_once(_: str) -> None:
        if next(tries) == 1:
            raise OSError(SECRET)

    with stamina.set_testing(True, attempts=2):
        again = stamina.AsyncRetryingCaller(attempts=2).on(OSError)
        await again(fails_once, SECRET)
    assert stream.getvalue() == ""


def test_without_a_stream_standard_error_is_used(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging()
    log().info("screening.ended")
    assert json.loads(capsys.readouterr().err)["event"] == "screening.ended"
    assert stream.getvalue() == ""


def logged() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of the logger in the program, with its place."""
    for folder in ("screening", "workers"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log()."):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_event_is_a_dotted_constant_with_known_fields() -> None:
    """An event made from a value would let anything through."""
    found = dict(logged())
    assert len(found) > 5
    used = set()
    for place, call in found.items():
        (event,) = call.args
        assert isinstance(event, ast.Constant), f"{place}: the event must be a constant"
        assert EVENT.fullmatch(str(event.value)), f"{place}: {event.value!r}"
        fields = {str(keyword.arg) for keyword in call.keywords}
        assert fields <= FIELDS, f"{place}: {fields - FIELDS} are dropped"
        used |= fields
    bound = {"candidacy", "tenant"}  # by Attendant.attend
    given_by_structlog = {"event", "level", "timestamp"}
    assert used | bound | given_by_structlog == FIELDS, "a field on the list is never used"


# ---------------------------------------------------------------- pseudonyms


def test_a_pseudonym_is_stable_short_and_not_the_id() -> None:
    assert pseudonym(ref(ONE)) == pseudonym(ref(ONE))
    assert re.fullmatch(r"[0-9a-f]{12}", pseudonym(ref(ONE)))
    assert ONE not in pseudonym(ref(ONE))


def test_pseudonyms_of_two_candidacies_or_tenants_differ() -> None:
    other = CandidacyRef(tenant=TenantId("other"), id=ONE)
    shifted = CandidacyRef(tenant=TenantId(TENANT + ONE[:1]), id=type(ONE)(ONE[1:]))
    made = {pseudonym(one) for one in (ref(ONE), ref(TWO), other, shifted)}
    assert len(made) == 4


# ---------------------------------------------------------------- metrics


BOUNDED = {"tenant", "outcome", "reason", "method", "status", "le"}
"""Labels with few values: names from the settings, our own enumerations, HTTP."""


def all_touched() -> Metrics:
    metrics = Metrics()
    for outcome in Outcome:
        for reason in Reason:
            metrics.ended(TENANT, outcome, reason)
    metrics.worked(TENANT, 1.5)
    metrics.parked(TENANT, "brake_pulled")
    metrics.requested(TENANT, "GET", 200)
    metrics.requested(TENANT, "POST", None)
    metrics.due(7)
    metrics.stopped(TENANT, True)
    metrics.swept(TENANT, 1_700_000_000.0)
    return metrics


def test_all_metrics_have_our_prefix_help_and_bounded_labels() -> None:
    families = list(all_touched().registry.collect())
    assert len(families) >= 7
    for family in families:
        assert family.name.startswith("screening_")
        assert family.documentation
        for sample in family.samples:
            assert set(sample.labels) <= BOUNDED


def test_metrics_show_what_was_counted() -> None:
    metrics = all_touched()
    value = metrics.registry.get_sample_value
    assert value("screening_due") == 7
    assert value("screening_tenant_stopped", {"tenant": TENANT}) == 1
    assert value("screening_parked_total", {"tenant": TENANT, "reason": "brake_pulled"}) == 1
    assert value("screening_last_poll_timestamp_seconds", {"tenant": TENANT}) == 1_700_000_000
    assert value("screening_seconds_sum", {"tenant": TENANT}) == 1.5
    labels = {"tenant": TENANT, "method": "POST", "status": "none"}
    assert value("screening_ats_requests_total", labels) == 1
    metrics.stopped(TENANT, False)
    assert value("screening_tenant_stopped", {"tenant": TENANT}) == 0


def test_metrics_can_be_read_by_prometheus_and_never_name_a_candidacy() -> None:
    shown = generate_latest(all_touched().registry).decode()
    assert "# TYPE screening_ended_total counter" in shown
    assert ONE not in shown
    assert pseudonym(ref(ONE)) not in shown


def test_two_workers_in_one_process_do_not_count_for_each_other() -> None:
    one, other = Metrics(), Metrics()
    one.due(3)
    assert other.registry.get_sample_value("screening_due") == 0
