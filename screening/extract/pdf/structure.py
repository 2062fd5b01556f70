"""Stands in for PDFium with pypdf: the only importer of pypdf.

It mends what PDFium refuses. As a reader, the last resort, it has no boxes, so the order is the
file's own, and it judges visibility from the drawing instructions alone: white counts as hidden
wherever it stands, and covered or transparent text is not noticed.
"""

import math
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import FileNotDecryptedError, PyPdfError

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.pdf.visibility import TINY_POINTS
from screening.extract.reading import Raw, RawHidden, RawLine
from screening.model.reading import (
    DocumentFormat,
    HiddenReason,
    ReadingWarning,
    UnreadableReason,
)

_BROKEN = (
    PyPdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What pypdf raises on files that break the format's rules, in the order of the alphabet."""
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_WHITE = 0.9


def repaired(content: bytes, limits: ReadingLimits) -> bytes:
    """Write a broken file anew, or raise ``Unreadable``."""
    try:
        reader = _opened(content, limits)
        stream = BytesIO()
        PdfWriter(clone_from=reader).write(stream)
        return stream.getvalue()
    except FileNotDecryptedError:
        raise Unreadable(UnreadableReason.ENCRYPTED) from None
    except _BROKEN:
        raise Unreadable(UnreadableReason.DAMAGED) from None


def _opened(content: bytes, limits: ReadingLimits) -> PdfReader:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(UnreadableReason.ENCRYPTED)
    if len(reader.pages) > limits.pages:
        raise Unreadable(UnreadableReason.TOO_LONG)
    return reader


def read_with_stand_in(content: bytes, limits: ReadingLimits) -> Raw:
    """Read with pypdf and say so, or raise ``Unreadable``."""
    try:
        return _read(content, limits)
    except FileNotDecryptedError:
        raise Unreadable(UnreadableReason.ENCRYPTED) from None
    except _BROKEN:
        raise Unreadable(UnreadableReason.DAMAGED) from None


def _read(content: bytes, limits: ReadingLimits) -> Raw:
    reader = _opened(content, limits)
    lines: list[RawLine] = []
    hidden: list[RawHidden] = []
    pictured = False
    for number, page in enumerate(reader.pages, 1):
        sieve = _Sieve()
        text = page.extract_text(visitor_operand_before=sieve.see)
        lines.extend(RawLine(line, number) for line in text.splitlines() if line.strip())
        hidden.extend(RawHidden("x" * count, why, number) for why, count in sieve.counts.items())
        pictured = pictured or "/XObject" in (page.get("/Resources") or {})
    if not lines:
        raise Unreadable(UnreadableReason.SCAN if pictured else UnreadableReason.DAMAGED)
    return Raw(
        format=DocumentFormat.PDF,
        pages=len(reader.pages),
        lines=tuple(lines),
        hidden=tuple(hidden),
        warnings=frozenset({ReadingWarning.STAND_IN_READER}),
    )


@dataclass(slots=True)
class _State:
    white: bool = False
    mode: int = 0
    size: float = 12.0


@dataclass(slots=True)
class _Sieve:
    """Follows the drawing instructions and empties those that show what nobody sees."""

    counts: dict[HiddenReason, int] = field(default_factory=dict)
    _state: _State = field(default_factory=_State)
    _saved: list[_State] = field(default_factory=list)

    def see(self, operator: Any, operands: Any, outer: Any, inner: Any) -> None:
        """Take in one instruction before pypdf acts on it; hidden words are emptied in place."""
        if operator in _SHOWING:
            self._judge(operands, outer, inner)
        elif operator == b"q":
            self._saved.append(_State(self._state.white, self._state.mode, self._state.size))
        elif operator == b"Q" and self._saved:
            self._state = self._saved.pop()
        elif operator in {b"g", b"rg", b"sc", b"scn"}:
            self._state.white = bool(operands) and all(_at_least(x, _WHITE) for x in operands)
        elif operator == b"k":
            self._state.white = not any(_at_least(x, 1 - _WHITE) for x in operands)
        elif operator == b"Tr" and operands:
            self._state.mode = int(operands[0])
        elif operator == b"Tf" and len(operands) > 1:
            self._state.size = float(operands[1])

    def _judge(self, operands: Any, outer: Any, inner: Any) -> None:
        reason = self._reason(outer, inner)
        if reason is None:
            return
        shown = operands[0] if isinstance(operands[0], list) else operands
        texts = [len(x) for x in shown if isinstance(x, (str, bytes))]
        self.counts[reason] = self.counts.get(reason, 0) + sum(texts)
        operands[:] = [] if operands is shown else [type(operands[0])()]

    def _reason(self, outer: Any, inner: Any) -> HiddenReason | None:
        if self._state.mode in {3, 7}:
            return HiddenReason.INVISIBLE
        stretch = math.hypot(outer[2], outer[3]) * math.hypot(inner[2], inner[3])
        if abs(self._state.size) * stretch < TINY_POINTS:
            return HiddenReason.TINY
        return HiddenReason.COLOUR if self._state.white else None


def _at_least(operand: Any, least: float) -> bool:
    return isinstance(operand, (int, float)) and operand >= least
