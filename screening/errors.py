"""What can go wrong, sorted by what the worker must do about it.

ScreeningError
├── Misconfigured          a person must change a setting; commands end with exit code 2
├── Transient              try again later; may carry ``retry_after``
│   ├── Unreachable        nothing was sent (DNS, refused): even a write may be repeated
│   ├── RateLimited        429, certainly not applied: wait for the window to open
│   ├── Spared                 the model's server fails again and again: it was not even asked
│   └── Busy               the other side failed while we were reading (5xx, time-out, truncated)
├── Permanent              never again for this candidacy; say so
│   ├── Gone               404: the candidacy or file is not there, or not for us
│   ├── Refused            a write was answered with a definite no (400, 409, 422)
│   └── ContractDrift      the ATS answered in an unknown shape; an empty reading would do harm
├── TenantStopped          no work for this tenant until an operator acts
│   ├── KeyRejected        401
│   └── ScopeMissing       403
├── BudgetSpent            nothing may be asked before a time: the day's or month's money is spent
├── ModelStopped           the model's key, account or address does not work; no work until mended
├── OutcomeUnknown         a write may or may not have been applied: look, never repeat blindly
├── Unreadable             one file; go on with the others
├── NotAssessed            the model gave no usable answer; never a judgement
├── CapabilityOff          the ATS was not proven to support this action
├── Halted                 the brake is pulled
└── LeaseLost              another worker owns this candidacy now: stop at once

Messages hold ids, setting names, status codes and counts; never names, texts,
quotes, keys or bodies.
"""

from datetime import datetime, timedelta

from screening.model import Contents, ModelOutcome, UnreadableReason


class ScreeningError(Exception):
    """Something went wrong."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class Misconfigured(ScreeningError):
    """A setting is missing or wrong."""


class Transient(ScreeningError):
    """Try again later."""

    def __init__(
        self,
        message: str | None = None,
        *,
        retry_after: timedelta | None = None,
        until: datetime | None = None,
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.until = until


class Unreachable(Transient):
    """The address could not be reached; nothing was sent."""


class RateLimited(Transient):
    """The allowance is used up; the request was not applied."""


class Spared(Transient):
    """The model's server is left alone for a while; nothing was asked."""


class Busy(Transient):
    """The other side failed while answering a read."""


class Permanent(ScreeningError):
    """It will not work however often it is tried."""


class Gone(Permanent):
    """It is not there, or not visible to this key."""


class Refused(Permanent):
    """The ATS refused the write; it was not applied."""


class ContractDrift(Permanent):
    """The ATS answered in a shape this version does not know."""


class TenantStopped(ScreeningError):
    """No work is possible for this tenant until an operator acts."""


class KeyRejected(TenantStopped):
    """The ATS rejected the key (401): it is wrong, revoked or expired."""


class ScopeMissing(TenantStopped):
    """The key lacks a scope (403)."""


class BudgetSpent(ScreeningError):
    """The money for the model is spent for now."""

    def __init__(self, until: datetime, message: str | None = None) -> None:
        super().__init__(message)
        self.until = until


class ModelStopped(ScreeningError):
    """The model cannot be asked until an operator acts."""


class OutcomeUnknown(ScreeningError):
    """The write may or may not have been applied."""


class Unreadable(ScreeningError):
    """A file could not be read."""

    def __init__(self, reason: UnreadableReason, *, contents: Contents | None = None) -> None:
        super().__init__(f"file not read: {reason.value}")
        self.reason = reason
        self.contents = contents
        """What an archive holds; never part of the message."""


class NotAssessed(ScreeningError):
    """The model gave no usable answer."""

    def __init__(self, outcome: ModelOutcome, message: str | None = None) -> None:
        super().__init__(message or f"no assessment: {outcome.value}")
        self.outcome = outcome


class CapabilityOff(ScreeningError):
    """The action is off: the capability file does not prove it for this ATS."""


class Halted(ScreeningError):
    """The brake is pulled; no action is taken."""


class LeaseLost(ScreeningError):
    """Another worker owns this candidacy now."""
