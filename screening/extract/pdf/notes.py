"""What stands beside a page's content: annotations, pop-ups and form fields.

Fields and notes that every viewer draws are drawn into the page, so that their words are read,
ordered and judged like all others; what they say and do not show is told apart.
"""

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason, Severity

_MOST_NOTES = 2_000
_MOST_BYTES = 40_000
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_NEVER_DRAWN = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
_TYPED = frozenset({raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})
_WORDED = frozenset(
    {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
)
_MANY_LETTERS = 12
"""Fewer letters than this in a hidden field are a number, a date or a code of the form itself."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a page's annotations hold."""

    hidden: tuple[RawHidden, ...]
    values: tuple[str, ...]
    """What its form fields should show; the page must say it once they are drawn into it."""
    drawn: bool
    """Whether there is anything that a viewer draws."""


_NONE = Notes((), (), drawn=False)


def notes_of(document: Any, page: Any, index: int) -> Notes:
    """Return what the annotations of a page hold."""
    count = min(raw.FPDFPage_GetAnnotCount(page), _MOST_NOTES)
    if count < 1:
        return _NONE
    hidden: list[RawHidden] = []
    values: list[str] = []
    drawn = False
    for note in _notes(page, count):
        kind = raw.FPDFAnnot_GetSubtype(note)
        seen = not raw.FPDFAnnot_GetFlags(note) & _UNSEEN
        drawn = drawn or (seen and kind not in _NEVER_DRAWN)
        if kind == raw.FPDF_ANNOT_WIDGET:
            value = _value(document, note)
            hidden.extend(_field(note, value, index, seen=seen))
            values.extend([value] if seen and value else [])
        else:
            hidden.extend(_comment(note, index, typed=kind in _TYPED, seen=seen))
    return Notes(tuple(hidden), tuple(values), drawn)


def unshown(notes: Notes, text: str, index: int) -> Iterator[RawHidden]:
    """Yield the values that a page does not show once its fields are drawn into it."""
    shown = folded(text)
    for value in notes.values:
        if folded(value) not in shown:
            yield _beside_field(value, index)


def folded(text: str) -> str:
    """Return a text for comparing: no spaces, hyphens, cases or ways of writing one letter."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if c.isalnum())


def string_of(call: Callable[..., int], *arguments: Any) -> str:
    """Return what one of PDFium's functions writes into a buffer as UTF-16."""
    size = call(*arguments, None, 0)
    if not 2 < size <= 100 * _MOST_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(*arguments, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: min(size, _MOST_BYTES) - 2].decode("utf-16-le", "replace")


def _notes(page: Any, count: int) -> Iterator[Any]:
    for place in range(count):
        note = raw.FPDFPage_GetAnnot(page, place)
        if not note:
            continue
        try:
            yield note
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _text(note: Any, key: bytes) -> str:
    return string_of(raw.FPDFAnnot_GetStringValue, note, key)


def _comment(note: Any, index: int, *, typed: bool, seen: bool) -> Iterator[RawHidden]:
    """Yield a comment's words, unless they are typed onto the page for all to see."""
    if typed and seen and raw.FPDFAnnot_HasKey(note, b"AP"):
        return
    severity = Severity.WARN if typed and not seen else Severity.NOTE
    words = dict.fromkeys(_text(note, key) for key in (b"Contents", b"Subj"))
    for text in words:
        if text:
            yield RawHidden(text, HiddenReason.COMMENT, index + 1, severity=severity)


def _value(document: Any, note: Any) -> str:
    """Return the words in a field; ticks and buttons have none."""
    form = document.formenv
    if form is None or raw.FPDFAnnot_GetFormFieldType(form, note) not in _WORDED:
        return _text(note, b"V")
    return string_of(raw.FPDFAnnot_GetFormFieldValue, form, note)


def _field(note: Any, value: str, index: int, *, seen: bool) -> Iterator[RawHidden]:
    default = _text(note, b"DV")
    if value and not seen:
        yield _beside_field(value, index)
    if default and default != value:
        yield RawHidden(default, HiddenReason.FORM_DEFAULT, index + 1, severity=Severity.NOTE)
    if tip := _text(note, b"TU"):
        yield RawHidden(tip, HiddenReason.ALT_TEXT, index + 1, severity=Severity.NOTE)


def _beside_field(value: str, index: int) -> RawHidden:
    many = sum(c.isalpha() for c in value) >= _MANY_LETTERS
    severity = Severity.WARN if many else Severity.NOTE
    return RawHidden(value, HiddenReason.FORM_DEFAULT, index + 1, severity=severity)
