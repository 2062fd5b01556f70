"""What can go wrong in the store, in the worker's own words and without any stored value.

These are kinds of ``Transient`` of their own: an unreachable ledger says nothing about whether
a request to the ATS was sent, so it must not be mistaken for ``Unreachable``.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from screening.errors import Misconfigured, Transient


class LedgerBusy(Transient):
    """The ledger did not answer in time: another process holds it."""


class LedgerFull(Transient):
    """The ledger's disk is full or failing; nothing was stored. Free some space."""


class LedgerUnreachable(Transient):
    """The connection to the ledger is gone; the last write may or may not be stored."""


class LedgerDefect(RuntimeError):
    """The ledger was asked for a step that it forbids: a mistake in the program."""


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn every database error into one of ours. ``place`` names the ledger, without password.

    The cause is cut off, because a driver's message may hold the statement's values.
    """
    try:
        yield
    except DBAPIError as error:
        raise _translate(error, place) from None
    except PoolTimeoutError:
        raise LedgerBusy(f"the ledger at {place} has no free connection") from None
    except SQLAlchemyError as error:
        raise LedgerDefect(f"the ledger at {place} failed: {type(error).__name__}") from None
    except TimeoutError:
        raise LedgerBusy(f"the ledger at {place} did not answer in time") from None
    except OSError as error:
        raise LedgerUnreachable(
            f"the ledger at {place} cannot be reached: {type(error).__name__}"
        ) from None


def _translate(error: DBAPIError, place: str) -> Exception:
    code = _code(error)
    for prefixes, kind, cause in _CAUSES:
        if code.startswith(prefixes):
            return kind(f"the ledger at {place} {cause} ({code})")
    if isinstance(error, IntegrityError):
        return LedgerDefect(f"the ledger at {place} refused a row that breaks a rule ({code})")
    if error.connection_invalidated:
        return LedgerUnreachable(f"the connection to the ledger at {place} is gone ({code})")
    return LedgerDefect(f"the ledger at {place} failed ({code})")


def _code(error: DBAPIError) -> str:
    """Return SQLite's error name or PostgreSQL's SQLSTATE, else the driver's class name."""
    for member in ("sqlite_errorname", "sqlstate"):
        code = getattr(error.orig, member, None)
        if isinstance(code, str):
            return code
    return type(error.orig).__name__


_CAUSES: tuple[tuple[tuple[str, ...], type[Transient] | type[Misconfigured], str], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), LedgerBusy, "is held by another process"),
    (("40001", "40P01", "55P03", "57014", "53300"), LedgerBusy, "is busy"),
    (("SQLITE_FULL", "SQLITE_IOERR", "53100", "58030"), LedgerFull, "has no room or disk trouble"),
    (("08", "57P"), LedgerUnreachable, "cannot be reached"),
    (("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"), Misconfigured, "may not be opened"),
    (("SQLITE_READONLY", "25006"), Misconfigured, "is read-only"),
    (("SQLITE_CORRUPT", "SQLITE_NOTADB"), Misconfigured, "is damaged or not a ledger"),
    (("28", "3D"), Misconfigured, "refused the user, password or database name"),
    (("42501",), Misconfigured, "refuses this user a needed right"),
)
