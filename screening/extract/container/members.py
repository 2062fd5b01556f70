"""Reads the files inside another file, and says which of them could not be read."""

import re
from collections.abc import Iterable
from dataclasses import replace

from screening.errors import Unreadable
from screening.extract.characters import clean
from screening.extract.garble import garbled, signs
from screening.extract.instructions import instructions_in
from screening.extract.reading import Raw, RawHidden, RawLine, Tools
from screening.model.reading import HiddenReason, ReadingWarning, UnreadableReason

_LONGEST_NAME = 80
_INSIDE = " › "
_NAME_GAPS = re.compile("[_.-]")
_SYSTEM = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx"})
_UPWARDS = frozenset({"", ".", ".."})


class Members:
    """What was read from the files inside one file."""

    def __init__(self, tools: Tools) -> None:
        self.lines: list[RawLine] = []
        self.hidden: list[RawHidden] = []
        self.warnings: set[ReadingWarning] = set()
        self.wants_recognition = False
        self.refused: list[UnreadableReason] = []
        """Why files could not be read, in their order."""
        self._tools = tools
        self._names: set[str] = set()
        self._count = 0

    def add(self, name: str, content: bytes) -> None:
        """Read one file, or note that it cannot be read."""
        self._count += 1
        if self._count > self._tools.limits.members:
            raise Unreadable(UnreadableReason.TOO_LONG)
        part = self._unique(self._shown(name))
        if self._tools.read is None:
            self.refuse(UnreadableReason.UNSUPPORTED)
            return
        try:
            raw = self._tools.read(content)
        except Unreadable as unreadable:
            self.refuse(unreadable.reason)
            return
        self._take(raw, part)

    def refuse(self, reason: UnreadableReason) -> None:
        """Note that a file could not be read."""
        self.refused.append(reason)
        # a scan may be read in a second pass
        scan = reason is UnreadableReason.SCAN and self._tools.recognise is None
        self.wants_recognition |= scan
        self.warnings.add(ReadingWarning.ATTACHMENTS_UNREAD)

    def _take(self, raw: Raw, part: str) -> None:
        text = "\n".join(line.text for line in raw.lines)
        self.hidden += [replace(item, part=_combined(part, item.part)) for item in raw.hidden]
        self.wants_recognition |= raw.wants_recognition
        if not text.strip() or garbled(signs(text)):
            self.refuse(UnreadableReason.GARBLED if text.strip() else UnreadableReason.EMPTY)
            return
        self.warnings |= raw.warnings
        self.lines += [replace(line, part=_combined(part, line.part)) for line in raw.lines]

    def _shown(self, name: str) -> str:
        """Return a name that gives no orders; what it says is kept as hidden."""
        shown = shown_name(name)
        words = _NAME_GAPS.sub(" ", shown)
        if shown and not instructions_in([words]):
            return shown
        if shown:
            self.hidden.append(RawHidden(words, HiddenReason.ATTACHMENT))
        return f"({self._count})"

    def _unique(self, name: str) -> str:
        """Return a name that no other file has."""
        found, number = name, 2
        while found in self._names:
            found, number = f"{name} ({number})", number + 1
        self._names.add(found)
        return found


def shown_name(name: str) -> str:
    """Return a path as it may be shown: clean, short, and never leading upwards."""
    steps = clean(name.replace("\\", "/")).text.split("/")
    shown = "/".join(step.strip() for step in steps if step.strip() not in _UPWARDS)
    if len(shown) <= _LONGEST_NAME:
        return shown
    return shown[: _LONGEST_NAME // 2] + "…" + shown[1 - _LONGEST_NAME // 2 :]


def shown_names(names: Iterable[str], most: int = 20) -> tuple[str, ...]:
    """Return the first names as they may be shown."""
    shown: list[str] = []
    for name in names:
        if len(shown) == most:
            break
        if one := shown_name(name):
            shown.append(one)
    return tuple(shown)


def of_system(name: str) -> bool:
    """Tell the files that operating systems leave in folders."""
    steps = name.replace("\\", "/").casefold().split("/")
    return not _SYSTEM.isdisjoint(steps) or steps[-1].startswith("._")


def _combined(part: str, inner: str | None) -> str:
    return part if inner is None else part + _INSIDE + inner
