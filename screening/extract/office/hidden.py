"""Collects what a person cannot see while a document is walked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason, Severity

_LONG = 1_500
"""Letters of deleted text from which a deletion is no longer a usual correction."""
_FEW = 4
_NOTED = frozenset(
    {
        HiddenReason.DELETED,
        HiddenReason.COMMENT,
        HiddenReason.FIELD_CODE,
        HiddenReason.ALT_TEXT,
        HiddenReason.METADATA,
        HiddenReason.ATTACHMENT,
    }
)
"""Places that honest files use: the record keeps them, nobody is warned."""


class Hidden:
    """What was found so far."""

    def __init__(self) -> None:
        self._items: list[RawHidden] = []

    def add(
        self,
        text: str | None,
        reason: HiddenReason,
        *,
        page: int | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Keep a text, unless it has neither a letter nor a digit."""
        if text and any(c.isalnum() for c in text):
            usual = Severity.NOTE if reason in _NOTED else Severity.WARN
            self._items.append(RawHidden(text, reason, page=page, severity=severity or usual))

    def extend(self, items: Iterable[RawHidden]) -> None:
        """Keep what another reader found."""
        self._items.extend(items)

    def left_over(self, since: int, shown: str) -> None:
        """Forget what was added since and says nothing new: words shown elsewhere, a page number.

        Honest files are full of headers that were in use once.
        """
        new = self._items[since:]
        kept = (
            one for one in new if len(one.text.strip()) > _FEW and one.text.strip() not in shown
        )
        self._items[since:] = list(kept)

    def __len__(self) -> int:
        return len(self._items)

    def found(self) -> tuple[RawHidden, ...]:
        """Return everything; long deletions are more than a note."""
        return _with_long_deletions(self._items)


def as_usual(items: Iterable[RawHidden]) -> tuple[RawHidden, ...]:
    """Lower to a note what honest files hold, long deletions excepted."""
    return _with_long_deletions(
        [replace(item, severity=Severity.NOTE) if item.reason in _NOTED else item for item in items]
    )


def _with_long_deletions(items: Sequence[RawHidden]) -> tuple[RawHidden, ...]:
    deleted = [item for item in items if item.reason is HiddenReason.DELETED]
    if sum(len(item.text) for item in deleted) < _LONG:
        return tuple(items)
    return tuple(
        replace(item, severity=Severity.WARN) if item.reason is HiddenReason.DELETED else item
        for item in items
    )
