"""The ledger's address: what an operator writes, checked, and what the driver needs."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from screening.errors import Misconfigured

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
_FORMS = "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the ledger is. ``place`` names it to people and holds no password."""

    url: URL
    place: str
    file: Path | None = None
    """The database file; ``None`` for PostgreSQL."""
    connect: dict[str, str] = field(default_factory=dict)
    """Options for the driver that a plain address spells differently."""

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file on this machine."""
        return self.file is not None


def parse(text: str) -> Address:
    """Read an address; raise ``Misconfigured`` saying what is wrong, without repeating it."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise Misconfigured(f"the ledger address is not an address; write {_FORMS}") from None
    if url.drivername not in _DRIVERS:
        raise Misconfigured(
            f"the ledger address begins with {url.drivername}://, which is not known; "
            f"write {_FORMS}"
        )
    url = url.set(drivername=_DRIVERS[url.drivername])
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)


def _sqlite(url: URL) -> Address:
    name = url.database or ""
    if name in ("", ":memory:") or name.startswith("file:"):
        raise Misconfigured(
            "the ledger address names no file, and a ledger in memory would forget what was "
            "sent; write sqlite:///PATH"
        )
    if url.host or url.query:
        raise Misconfigured(
            "the ledger address has a host or options, which a file does not take; "
            "write sqlite:///PATH with three slashes, four for an absolute path"
        )
    file = Path(name).expanduser().absolute()
    return Address(url=url.set(database=str(file)), place=f"sqlite:///{file}", file=file)


def _postgresql(url: URL) -> Address:
    unknown = sorted(set(url.query) - {"sslmode", "ssl"})
    if unknown:
        raise Misconfigured(
            f"the ledger address has options that are not known: {', '.join(unknown)}; "
            "only sslmode can be given"
        )
    if not url.database:
        raise Misconfigured(f"the ledger address names no database; write {_FORMS}")
    mode = url.query.get("sslmode") or url.query.get("ssl")
    place = f"postgresql://{url.host or 'localhost'}:{url.port or 5432}/{url.database}"
    return Address(
        url=url.set(query={}),
        place=place,
        connect={"ssl": mode} if isinstance(mode, str) else {},
    )
