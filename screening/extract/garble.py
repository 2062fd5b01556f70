"""Tells text that a person reads from the debris of a broken character table."""

from enum import StrEnum


class Sign(StrEnum):
    """One way in which a text looks broken."""

    DEBRIS = "debris"


def signs(text: str, *, unmapped: int = 0, letters: int = 0) -> frozenset[Sign]:
    """Return the signs that a text is not what a person reads on the page.

    ``unmapped`` of its ``letters`` have no entry in their font's character table.
    """
    del text, unmapped, letters
    return frozenset()


def garbled(found: frozenset[Sign]) -> bool:
    """Tell whether these signs suffice to call a text garbled: two, or an overwhelming one."""
    return len(found) > 1
