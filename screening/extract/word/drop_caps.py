"""Finds large first letters (drop caps), which Word keeps in a paragraph of their own."""

from collections.abc import Iterable, Iterator

from screening.extract.word.xml import W, named, value
from screening.extract.xml import Element

_MARKS = frozenset(W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr"))
"""Blocks that hold nothing."""


def with_drop_caps(container: Iterable[Element]) -> Iterator[list[Element]]:
    """Yield block by block; a large first letter comes along with the paragraph that it begins."""
    waiting: list[Element] = []
    for block in container:
        if waiting and block.tag in _MARKS:
            continue
        if waiting and (block.tag != W + "p" or _is_drop_cap(block)):
            yield waiting
            waiting = []
        if _is_drop_cap(block):
            waiting = [block]
        else:
            yield [*waiting, block]
            waiting = []
    if waiting:
        yield waiting


def _is_drop_cap(block: Element) -> bool:
    frame = named(named(block, "pPr"), "framePr") if block.tag == W + "p" else None
    return value(frame, "dropCap") in {"drop", "margin"}
