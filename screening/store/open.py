"""Open a ledger by its address: create it, bring its tables up to date, keep its secret."""

import asyncio

from screening.errors import Misconfigured, ScreeningError
from screening.store import file, installation
from screening.store.address import parse
from screening.store.database import Database
from screening.store.failures import LedgerDefect
from screening.store.ledger import SqlLedger
from screening.store.upgrade import upgrade


async def open_ledger(url: str) -> SqlLedger:
    """Open the ledger at ``sqlite:///PATH`` or ``postgresql://...``, making it when it is new.

    Raises ``Misconfigured`` naming the place, the cause and the remedy. Safe while other
    processes open the same ledger.
    """
    address = parse(url)
    if address.file is not None:
        await asyncio.to_thread(file.make, address.file)
    database = Database(address)
    try:
        await upgrade(database)
        await database.write(installation.keep)
    except (ScreeningError, LedgerDefect) as error:
        await database.close()
        raise _explained(database, error) from None
    except BaseException:
        await database.close()
        raise
    return SqlLedger(database)


def _explained(database: Database, error: ScreeningError | LedgerDefect) -> Misconfigured:
    if database.is_sqlite:
        remedy = "look at the file, its rights and the disk's free space, or name another file"
    else:
        remedy = "see that the server runs, and that host, port, user, password and name are right"
    cause = str(error).replace(f"the ledger at {database.place}", "it")
    return Misconfigured(f"cannot open the ledger at {database.place}: {cause}; {remedy}")
