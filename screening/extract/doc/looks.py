"""Works out how a run of an old Word file is drawn, from its style and its own changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.extract.doc.fib import Table, WordFile
from screening.extract.doc.pages import style_and_changes
from screening.extract.doc.sprms import Sprm, known, number
from screening.extract.doc.styles import StyleSheet
from screening.extract.office.old_colours import (
    UNKNOWN,
    colour_reference,
    long_shading,
    numbered,
    short_shading,
)
from screening.extract.office.old_story import Ink
from screening.model.reading import HiddenReason

_TINY_HALF_POINTS = 8
_USUAL_HALF_POINTS = 20
_LIKE_STYLE, _UNLIKE_STYLE = 0x80, 0x81
_LONG = (Sprm.LONG_PROPERTIES, Sprm.OLD_LONG_PROPERTIES, Sprm.TABLE_PROPERTIES)
_FILLS = (Sprm.CELL_SHADINGS, Sprm.MORE_CELL_SHADINGS, Sprm.LAST_CELL_SHADINGS)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph's mark says of it."""

    style: int
    ground: str | None
    depth: int
    """In how many tables inside each other it stands."""
    ends_cell: bool
    ends_row: bool
    fills: tuple[str | None, ...]
    """The grounds of the row's cells, at the end of a row."""


class Looks:
    """The looks of one file, worked out once for each kind of run."""

    def __init__(self, word: WordFile) -> None:
        self._more = word.more
        self._styles = StyleSheet(word.table(Table.STYLES))
        self._inks: dict[tuple[int, str | None, bytes], tuple[Ink, bool]] = {}
        self._paragraphs: dict[tuple[str, bytes], Paragraph] = {}

    def ink(self, paragraph: Paragraph, changes: bytes) -> tuple[Ink, bool]:
        """Return how a run is drawn, and whether its marks are special characters."""
        key = (paragraph.style, paragraph.ground, changes)
        if key not in self._inks:
            self._inks[key] = self._ink(paragraph, known(changes))
        return self._inks[key]

    def paragraph(self, mark: str, properties: bytes) -> Paragraph:
        """Return what the properties at a paragraph's mark say."""
        key = (mark, properties)
        if key not in self._paragraphs:
            self._paragraphs[key] = self._paragraph(mark, properties)
        return self._paragraphs[key]

    def _ink(self, paragraph: Paragraph, own: Mapping[int, bytes]) -> tuple[Ink, bool]:
        style = self._styles.characters(paragraph.style)
        if Sprm.CHARACTER_STYLE in own:
            style |= self._styles.characters(number(own[Sprm.CHARACTER_STYLE]))
        merged = {**style, **own}
        special = number(merged.get(Sprm.SPECIAL)) == 1
        ground = _shaded(merged) or paragraph.ground
        return Ink(_reason(style, own), _colour([own, style]), ground), special

    def _paragraph(self, mark: str, properties: bytes) -> Paragraph:
        style, changes = style_and_changes(properties)
        own = self._all_changes(changes)
        style = number(own[Sprm.PARAGRAPH_STYLE]) if Sprm.PARAGRAPH_STYLE in own else style
        inside = number(own.get(Sprm.IN_TABLE)) == 1
        depth = max(number(own.get(Sprm.DEPTH)), 1) if inside else 0
        inner = depth > 1
        row_end = Sprm.INNER_ROW_END if inner else Sprm.ROW_END
        ends_row = inside and number(own.get(row_end)) == 1
        cell_end = number(own.get(Sprm.INNER_CELL_END)) == 1 if inner else mark == "\x07"
        return Paragraph(
            style=style,
            ground=_paragraph_ground({**self._styles.paragraph(style), **own}),
            depth=depth,
            ends_cell=inside and cell_end and not ends_row,
            ends_row=ends_row,
            fills=self._fills(own) if ends_row else (),
        )

    def _all_changes(self, changes: bytes) -> dict[int, bytes]:
        """Return a paragraph's changes with those that stand in another stream."""
        own = known(changes)
        for code in _LONG:
            if code in own:
                start = number(own[code])
                size = number(self._more[start : start + 2])
                own = {**own, **known(self._more[start + 2 : start + 2 + size])}
        return own

    def _fills(self, own: Mapping[int, bytes]) -> tuple[str | None, ...]:
        cells = [
            long_shading(own[code][at : at + 10])
            for code in _FILLS
            for at in range(0, len(own.get(code, b"")), 10)
        ]
        if not cells:
            short = own.get(Sprm.CELL_SHADINGS_SHORT, b"")
            cells = [short_shading(number(short[at : at + 2])) for at in range(0, len(short), 2)]
        if self._styles.may_shade(number(own.get(Sprm.TABLE_STYLE))):
            most = len(cells) or 64
            cells = [fill or UNKNOWN for fill in [*cells, *[None] * (most - len(cells))]]
        return tuple(cells)


def _reason(style: Mapping[int, bytes], own: Mapping[int, bytes]) -> HiddenReason | None:
    if _switched(style, own, Sprm.HIDDEN):
        return HiddenReason.HIDDEN_RUN
    if _switched(style, own, Sprm.DELETED):
        return HiddenReason.DELETED
    size = own.get(Sprm.SIZE, style.get(Sprm.SIZE))
    half_points = _USUAL_HALF_POINTS if size is None else number(size)
    return HiddenReason.TINY if half_points < _TINY_HALF_POINTS else None


def _switched(style: Mapping[int, bytes], own: Mapping[int, bytes], which: Sprm) -> bool:
    inherited = number(style.get(which)) == 1
    value = number(own[which]) if which in own else _LIKE_STYLE
    if value in {_LIKE_STYLE, _UNLIKE_STYLE}:
        return inherited is (value == _LIKE_STYLE)
    return value != 0


def _colour(layers: Sequence[Mapping[int, bytes]]) -> str | None:
    """Return the nearest colour; the new form goes before the old one of the same layer."""
    for layer in layers:
        if Sprm.COLOUR in layer:
            return colour_reference(layer[Sprm.COLOUR])
        if Sprm.COLOUR_NUMBER in layer:
            return numbered(number(layer[Sprm.COLOUR_NUMBER]))
    return None


def _shaded(merged: Mapping[int, bytes]) -> str | None:
    """Return the ground of a run's own; a highlight lies over a shading."""
    highlight = numbered(number(merged.get(Sprm.HIGHLIGHT)))
    if highlight is not None:
        return highlight
    if Sprm.SHADING in merged:
        return long_shading(merged[Sprm.SHADING])
    short = merged.get(Sprm.SHADING_SHORT)
    return None if short is None else short_shading(number(short))


def _paragraph_ground(merged: Mapping[int, bytes]) -> str | None:
    if Sprm.PARAGRAPH_SHADING in merged:
        return long_shading(merged[Sprm.PARAGRAPH_SHADING])
    short = merged.get(Sprm.PARAGRAPH_SHADING_SHORT)
    return None if short is None else short_shading(number(short))
