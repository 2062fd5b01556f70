"""Reads Rich Text Format: groups and control words, as Word, LibreOffice and others write them."""

from itertools import chain

from screening.extract.office.hidden import as_usual
from screening.extract.office.old_story import each_once
from screening.extract.reading import Raw, RawLine, Tools
from screening.extract.rtf.walk import RtfWalk
from screening.extract.rtf.words import FOOTERS, HEADERS
from screening.extract.sniff import Sniffed
from screening.model.reading import DocumentFormat, ReadingWarning


def read_rtf(_: Sniffed, content: bytes, tools: Tools) -> Raw:  # noqa: ARG001
    """Read headers, the body in its order, notes and footers; raise ``Unreadable`` if damaged."""
    walk = RtfWalk(content)
    groups = chain(
        each_once(walk.parts(HEADERS), walk.state.found),
        walk.state.body.groups,
        *(story.groups for story in walk.apart.get("footnote", ())),
        each_once(walk.parts(FOOTERS), walk.state.found),
    )
    lines = tuple(
        RawLine(line, paragraph=number) for number, group in enumerate(groups, 1) for line in group
    )
    unchecked = {ReadingWarning.LOOK_UNCHECKED} if walk.state.found.unchecked else set()
    return Raw(
        format=DocumentFormat.RTF,
        lines=lines,
        hidden=as_usual(walk.state.found.hidden()),
        warnings=frozenset(unchecked),
    )
