"""Logs and metrics. Nothing that a person wrote, and no key, can pass through here.

Events are dotted and past tense; their fields are checked against a list, and anything else is
dropped. Adding a field to ``FIELDS`` is a reviewed change.
"""

import hashlib
import logging
import sys
from collections.abc import MutableMapping
from functools import partial
from typing import Any, TextIO

import stamina
import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from screening.model import CandidacyRef, Outcome, Reason, TenantId

FIELDS = frozenset(
    {
        "candidacy", "count", "error", "event", "fence", "level", "loop", "new", "outcome",
        "reason", "retry_seconds", "tenant", "timestamp",
    }
)  # fmt: skip
"""The only fields that are ever logged."""


def pseudonym(ref: CandidacyRef) -> str:
    """Name a candidacy in logs: stable, short, and not its id in the ATS."""
    return hashlib.sha256(f"{ref.tenant}\x1f{ref.id}".encode()).hexdigest()[:12]


def keep_allowed_fields(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop every field that is not on the list, exception texts included."""
    return {name: value for name, value in event.items() if name in FIELDS}


def set_up_logging(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Log JSON lines to a stream, standard error by default; silence the libraries' own logs."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed_fields,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    # Libraries log arguments, rows, headers and whole tracebacks. Levels and filters would not hold
    # them: arq's own command line sets its level after us, and new loggers appear with each update.
    logging.disable(logging.CRITICAL)
    stamina.instrumentation.set_on_retry_hooks(())


def keep_quiet() -> None:
    """Log nothing: for commands that tell a person what happened."""
    set_up_logging(level=logging.CRITICAL)


def log() -> structlog.typing.FilteringBoundLogger:
    """Return the one logger; its context is bound once, where a piece of work begins."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger


class Metrics:
    """The figures an operator watches, under one prefix and with bounded labels."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._count_work()
        self._watch_limits()

    def _count_work(self) -> None:
        counter = partial(Counter, registry=self.registry)
        self._ended = counter(
            "screening_ended",
            "Screenings that reached an outcome",
            ("tenant", "outcome", "reason"),
        )
        self._seconds = Histogram(
            "screening_seconds",
            "Working time of one claim on a candidacy, in seconds",
            ("tenant",),
            buckets=(0.5, 1, 2, 5, 10, 30, 60, 120, 300),
            registry=self.registry,
        )
        self._parked = counter(
            "screening_parked",
            "Candidacies handed back to be looked at later",
            ("tenant", "reason"),
        )
        self._requests = counter(
            "screening_ats_requests",
            "Requests to the ATS",
            ("tenant", "method", "status"),
        )
        self._corrected = counter(
            "screening_corrections",
            "Corrections by recruiters that were kept",
            ("tenant",),
        )

    def _watch_limits(self) -> None:
        gauge = partial(Gauge, registry=self.registry)
        self._due = gauge("screening_due", "Candidacies due and not being worked on")
        self._stopped = gauge(
            "screening_tenant_stopped",
            "1 while no work is possible for a tenant",
            ("tenant",),
        )
        self._model_stopped = gauge(
            "screening_model_stopped", "1 while the model's key, account or address does not work"
        )
        self._budget = gauge(
            "screening_budget_spent_until_timestamp_seconds",
            "Until when no money is left for the model; in the past when there is some",
            ("tenant",),
        )
        self._swept = gauge(
            "screening_last_poll_timestamp_seconds",
            "When the ATS was last polled with success",
            ("tenant",),
        )

    def ended(self, tenant: TenantId, outcome: Outcome, reason: Reason) -> None:
        """Count an outcome."""
        self._ended.labels(tenant, outcome.value, reason.value).inc()

    def worked(self, tenant: TenantId, seconds: float) -> None:
        """Observe how long one claim took."""
        self._seconds.labels(tenant).observe(seconds)

    def parked(self, tenant: TenantId, reason: str) -> None:
        """Count a return to the ledger."""
        self._parked.labels(tenant, reason).inc()

    def requested(self, tenant: TenantId, method: str, status: int | None) -> None:
        """Count one request to the ATS; no status means that no answer came."""
        self._requests.labels(tenant, method, str(status or "none")).inc()

    def due(self, count: int) -> None:
        """Note how much is due."""
        self._due.set(count)

    def stopped(self, tenant: TenantId, stopped: bool) -> None:
        """Note whether a tenant is stopped."""
        self._stopped.labels(tenant).set(int(stopped))

    def model_stopped(self, stopped: bool) -> None:
        """Note whether the model waits for an operator."""
        self._model_stopped.set(int(stopped))

    def budget_spent(self, tenant: TenantId, until: float) -> None:
        """Note that no money is left for the model before a time."""
        self._budget.labels(tenant).set(until)

    def corrected(self, tenant: TenantId, count: int) -> None:
        """Count corrections that were kept."""
        self._corrected.labels(tenant).inc(count)

    def swept(self, tenant: TenantId, at: float) -> None:
        """Note a successful poll."""
        self._swept.labels(tenant).set(at)
