"""The SQLite file itself: made for its owner alone, in the mode that survives a crash."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from screening.errors import Misconfigured

_TRIES = 100
_PAUSE_SECONDS = 0.1


def make(file: Path) -> None:
    """Create the file if it is new and switch it to a write-ahead log. Blocks; safe to repeat."""
    place = f"sqlite:///{file}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _create(file)
        mode = _switch(file)
    except OSError as error:
        raise Misconfigured(
            f"cannot open the ledger at {place}: {error.strerror}; "
            "name a file on a local disk that the worker may write to"
        ) from None
    except sqlite3.Error as error:
        raise Misconfigured(
            f"cannot open the ledger at {place}: {error}; see whether it is a ledger, its rights, "
            "the disk's free space and who else uses it, or name another file"
        ) from None
    if mode != "wal":
        raise Misconfigured(
            f"cannot open the ledger at {place}: this file system allows no write-ahead log; "
            "name a file on a local disk"
        )


def _create(file: Path) -> None:
    """Make an empty file, or leave the one that is there untouched.

    Opening and closing it here would drop the locks that SQLite holds on it in this process,
    and another process could then take the write-ahead log away. The side files get its mode.
    """
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _switch(file: Path) -> str:
    """Ask for the write-ahead log; SQLite does not wait by itself when two ask at once."""
    for _ in range(_TRIES):
        try:
            with closing(sqlite3.connect(file, timeout=30)) as connection:
                return str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            time.sleep(_PAUSE_SECONDS)
    raise sqlite3.OperationalError("another process holds it")
