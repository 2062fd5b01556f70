"""Finds the fields of a text in an old Word file: a code for Word, and a result for people."""

import re

BEGIN, BETWEEN, END = "\x13", "\x14", "\x15"
_MARKS = re.compile("[\x13-\x15]")


def codes(text: str) -> list[tuple[int, int]]:
    """Return where the codes of complete fields stand; a mark without its others is no field.

    A field without a result is all code, and so is a field inside the code of another.
    """
    found: list[tuple[int, int]] = []
    open_fields: list[list[int]] = []
    for mark in _MARKS.finditer(text):
        place = mark.start()
        if mark[0] == BEGIN:
            open_fields.append([place])
        elif mark[0] == BETWEEN and open_fields:
            open_fields[-1].append(place)
        elif mark[0] == END and open_fields:
            begun = open_fields.pop()
            found.append((begun[0], begun[1] if len(begun) > 1 else place))
    return _merged(sorted(found))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap, so that each place stands in one at most."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
