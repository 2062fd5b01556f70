"""What makes this installation itself: a secret that only its ledger holds."""

import secrets

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.store.rows import add_once
from screening.store.tables import installation

_SECRET_BYTES = 32


async def keep(connection: AsyncConnection) -> None:
    """Make the secret unless there is one; of several who try at once, one succeeds."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    await add_once(connection, installation, {"id": 1, "secret": secret, "created_at": func.now()})


async def secret(connection: AsyncConnection) -> bytes:
    """Return the secret."""
    return bytes((await connection.execute(select(installation.c.secret))).scalar_one())
