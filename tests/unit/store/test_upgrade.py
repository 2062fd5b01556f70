"""The migrations and the tables that the program uses must be the same thing."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

import screening.store
from screening.store.ledger import SqlLedger
from screening.store.tables import metadata


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def _schema(connection: Connection) -> dict[str, set[str]]:
    """Return every table's and index's lines; the order of constraints says nothing."""
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {name: _members(sql) for name, sql in rows if name != "alembic_version"}


def _members(sql: str) -> set[str]:
    """Take a statement apart at its outer commas: a column added later stands on another line."""
    members, depth = [""], 0
    for character in " ".join(sql.split()):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 1:
            members.append("")
        else:
            members[-1] += character
    return {member.strip(" )").removesuffix("(") for member in members}


async def test_migrations_make_the_tables_that_the_program_uses(ledger: SqlLedger) -> None:
    differences = await ledger.database.read(lambda connection: connection.run_sync(_differences))
    assert differences == []


async def test_migrations_make_every_check_and_key_of_the_tables(
    ledger: SqlLedger, tmp_path: Path
) -> None:
    """Alembic's own comparison does not look at checks."""
    migrated = await ledger.database.read(lambda connection: connection.run_sync(_schema))
    engine = create_engine(f"sqlite:///{tmp_path / 'direct.db'}")
    metadata.create_all(engine)
    with engine.connect() as connection:
        assert migrated == _schema(connection)
    engine.dispose()


def test_migrations_lie_inside_the_package() -> None:
    folder = Path(screening.store.__path__[0]) / "migrations"
    assert (folder / "env.py").is_file()
    assert list((folder / "versions").glob("*.py"))
