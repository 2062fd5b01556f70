"""Bring a ledger's tables up to date, once, whoever starts first."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.errors import Misconfigured
from screening.store.database import Database

_MIGRATIONS = "screening.store:migrations"
"""Inside the package, so that an installed wheel finds them too."""
_LOCK = 0x5C4EE71
"""PostgreSQL's advisory lock for this; any number that no other program uses."""


async def upgrade(database: Database) -> None:
    """Run the migrations that are missing, in one transaction that others wait for."""
    if not await database.read(lambda connection: connection.run_sync(_is_current)):
        await database.write(_run_alone)


async def _run_alone(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":  # on SQLite, others wait for BEGIN IMMEDIATE
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    await connection.run_sync(_run)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    config.set_main_option("path_separator", "os")
    return config


def _is_current(connection: Connection) -> bool:
    """Compare revisions; a ledger of a newer program is refused, for it may mean other things."""
    script = ScriptDirectory.from_config(_config())
    known = {revision.revision for revision in script.walk_revisions()}
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in known:
        raise Misconfigured(f"its tables are of revision {found}, made by a newer program: use it")
    return found == script.get_current_head()


def _run(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
