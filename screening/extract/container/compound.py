"""Opens compound files (OLE2), in which old Office files and Outlook's messages are kept.

The importer of olefile.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import cast

import olefile  # type: ignore[import-untyped]  # olefile ships no types

from screening.errors import Unreadable
from screening.model.reading import UnreadableReason

_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError)
"""What olefile raises over damage, its own errors being ``OSError``s."""


class Compound:
    """One opened compound file; streams are named by their path."""

    def __init__(self, content: bytes) -> None:
        """Open it; raise ``Unreadable`` if damaged."""
        try:
            self._file = olefile.OleFileIO(BytesIO(content))
            self.paths: tuple[tuple[str, ...], ...] = tuple(
                tuple(path) for path in self._file.listdir(streams=True, storages=False)
            )
        except (*_BROKEN, RecursionError):
            raise Unreadable(UnreadableReason.DAMAGED) from None
        self.flawed = bool(self._file.parsing_issues)
        """Whether something of it is missing or contradicts itself."""
        self._by_name = {tuple(name.casefold() for name in path): path for path in self.paths}

    def has(self, *path: str) -> bool:
        """Tell whether there is such a stream, its name in any case."""
        return tuple(name.casefold() for name in path) in self._by_name

    def stream(self, path: Sequence[str]) -> bytes:
        """Return a stream's bytes, none when it is missing; raise ``Unreadable`` if damaged."""
        stored = self._by_name.get(tuple(name.casefold() for name in path))
        if stored is None:
            return b""
        try:
            return cast("bytes", self._file.openstream(list(stored)).read())
        except _BROKEN:
            raise Unreadable(UnreadableReason.DAMAGED) from None
