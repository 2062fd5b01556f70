"""A rule of what to take out, and how labels and values stand beside each other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from screening.blind.kinds import Kind
from screening.blind.spans import Span

CELL_START: Final = r"(?:^|(?<=\|)|(?<=[ ]{2})|(?<=[,;/•·■●◆【(\[]))[-*•・■●◆【\[# ]{0,8}+"
"""Where a cell, an item of a list or a line begins."""
CELL_END: Final = r"(?=[ ]*(?:$|\||[ ]{2}))"
"""Where a cell or a line ends."""
ITEM_END: Final = r"(?=[ ]*(?:$|\||[ ]{2}|[,;/•·()。、.](?!\w)|[、。,;]))"
"""Where an item of a list in a line ends."""
AFTER_LABEL: Final = r"[ ]*[)\]】〕]?[ ]*(?:[:|=][ ]*\n?[ ]*|[–-][ ]+|[ ]+|\n[ ]*)"
"""Between a label and a value whose form tells it: a colon, a border, a blank, a new line."""
SAME_LINE: Final = r"[ ]*[)\]】〕]?[ ]*(?:[:|=][ ]*|[–-][ ]+|[ ]{2,})"
"""Between a label and a value that could be anything."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a pattern's group ``v``, or all of it, would tell."""

    kind: Kind
    pattern: re.Pattern[str]
    sure: bool = False
    """Whether nothing else is ever written so; such a thing may not be left in a question."""


def rule(kind: Kind, *pieces: str, sure: bool = False, any_case: bool = True) -> Rule:
    """Make a rule from the pieces of a pattern."""
    flags = re.MULTILINE | (re.IGNORECASE if any_case else re.NOFLAG)
    return Rule(kind, re.compile("".join(pieces), flags), sure)


def find(rules: Iterable[Rule], plain: str) -> Iterator[Span]:
    """Yield what a set of rules finds in a text of one width."""
    for one in rules:
        group = "v" if "v" in one.pattern.groupindex else 0
        for found in one.pattern.finditer(plain):
            start, end = found.span(group)
            if start < end:
                yield Span(start, end, one.kind)
