"""Counts how much of a prompt a vendor would have cached from earlier ones."""

import hashlib

_STEP_BYTES = 512
_STEP_TOKENS = 128
_LEAST_TOKENS = 1024


class PromptCache:
    """Remembers the beginnings of prompts, not the prompts."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()

    def cached_tokens(self, prompt: str) -> int:
        """Return how many leading tokens were seen before, and remember this prompt."""
        encoded = prompt.encode()
        digest = hashlib.sha256()
        cached, unbroken = 0, True
        for start in range(0, len(encoded) - _STEP_BYTES + 1, _STEP_BYTES):
            digest.update(encoded[start : start + _STEP_BYTES])
            beginning = digest.digest()[:12]
            unbroken = unbroken and beginning in self._seen
            cached += _STEP_TOKENS if unbroken else 0
            self._seen.add(beginning)
        return cached if cached >= _LEAST_TOKENS else 0
