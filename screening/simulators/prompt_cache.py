"""Counts how much of a prompt a vendor would have cached from earlier ones.

Since the fifth generation's sixth model a vendor writes up to four marked beginnings, and without
marks the whole prompt; only what is written is found again, and writing costs extra.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

MOST_MARKS = 4

_STEP_BYTES = 512
_STEP_TOKENS = 128
_BYTES_IN_TOKEN = 4
_LEAST_TOKENS = 1024


@dataclass(frozen=True, slots=True)
class CacheUse:
    """What one prompt read from the cache and wrote into it, in tokens."""

    read: int = 0
    written: int = 0


class PromptCache:
    """Remembers the beginnings of prompts, not the prompts."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()

    def use(
        self, prompt: str, *, name: str = "", marks: Sequence[int] = (), whole: bool = True
    ) -> CacheUse:
        """Return what a prompt finds and leaves, and remember it.

        ``marks`` are the lengths, in bytes, of the beginnings that were marked. ``whole`` says that
        the whole prompt is kept too. Prompts under different names find nothing of each other.
        """
        encoded = prompt.encode()
        latest = sorted(marks)[-MOST_MARKS:]
        found = [mark for mark in latest if self._digest(name, encoded[:mark]) in self._seen]
        read = _tokens(max(found, default=0))
        if whole:
            read = max(read, self._steps(name, encoded))
        read = read if read >= _LEAST_TOKENS else 0
        self._seen.update(self._digest(name, encoded[:mark]) for mark in latest)
        last = len(encoded) if whole else max(latest, default=0)
        kept = _tokens(last)
        return CacheUse(read, max(kept - read, 0) if kept >= _LEAST_TOKENS else 0)

    def _steps(self, name: str, encoded: bytes) -> int:
        """Count the leading steps that were seen before, and remember all of them."""
        digest = hashlib.sha256(b"steps" + name.encode())
        read, unbroken = 0, True
        for start in range(0, len(encoded) - _STEP_BYTES + 1, _STEP_BYTES):
            digest.update(encoded[start : start + _STEP_BYTES])
            beginning = digest.digest()[:12]
            unbroken = unbroken and beginning in self._seen
            read += _STEP_TOKENS if unbroken else 0
            self._seen.add(beginning)
        return read

    @staticmethod
    def _digest(name: str, beginning: bytes) -> bytes:
        return hashlib.sha256(b"mark" + name.encode() + b"\0" + beginning).digest()[:12]


def _tokens(length_bytes: int) -> int:
    return -(-length_bytes // _BYTES_IN_TOKEN)
