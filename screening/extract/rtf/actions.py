"""What each control word of RTF does to the state."""

from collections.abc import Callable

from screening.extract.office.old_colours import UNKNOWN, WHITE
from screening.extract.rtf.state import State
from screening.extract.rtf.style import Goal, RowFills

_IN_STORY = frozenset({Goal.SHOWN, Goal.COMMENT})
_USUAL_HALF_POINTS = 24

Action = Callable[[State, int | None], None]


def _unicode(state: State, number: int | None) -> None:
    code = number or 0
    code += 0x10000 if -0x10000 < code < 0 else 0
    if 0 < code <= 0x10FFFF:
        state.put(chr(code))
    state.skip = state.style.skipped


def _skipped(state: State, number: int | None) -> None:
    state.style.skipped = min(max(1 if number is None else number, 0), 100)


def _paragraph(state: State, _: int | None) -> None:
    if state.style.goal in _IN_STORY:
        state.group.story.end_paragraph(state.style.tables())


def _cell(state: State, _: int | None) -> None:
    if state.style.goal is Goal.SHOWN:
        state.group.story.end_cell(1)


def _row(state: State, _: int | None) -> None:
    if state.style.goal is Goal.SHOWN:
        state.group.story.end_row(1, state.fills.fills)


def _nested_cell(state: State, _: int | None) -> None:
    if state.style.goal is Goal.SHOWN:
        state.group.story.end_cell(max(state.style.tables(), 2))


def _nested_row(state: State, _: int | None) -> None:
    if state.style.goal is Goal.SHOWN:
        state.group.story.end_row(max(state.style.tables(), 2), state.nested_fills.fills)


def _rows(state: State) -> RowFills:
    return state.nested_fills if state.style.nested_row else state.fills


def _font(state: State, number: int | None) -> None:
    state.style.font = number or 0


def _default_font(state: State, number: int | None) -> None:
    state.fonts.default = state.style.font = number or 0


def _character_set(state: State, number: int | None) -> None:
    if state.style.goal is Goal.FONTS:
        state.fonts.add(state.style.font, character_set=number)


def _font_page(state: State, number: int | None) -> None:
    if state.style.goal is Goal.FONTS:
        state.fonts.add(state.style.font, page=number)


def _page(state: State, number: int | None) -> None:
    state.fonts.set_page(number or 0)


def _colour_part(index: int) -> Action:
    def note(state: State, number: int | None) -> None:
        if state.style.goal is Goal.COLOURS:
            state.colours.part(index, number or 0)

    return note


def _on(number: int | None) -> bool:
    return number != 0


def _hidden(state: State, number: int | None) -> None:
    state.style.hidden = _on(number)


def _deleted(state: State, number: int | None) -> None:
    state.style.deleted = _on(number)


def _size(state: State, number: int | None) -> None:
    state.style.size = _USUAL_HALF_POINTS if number is None else number


def _colour(state: State, number: int | None) -> None:
    state.style.colour = number or 0


def _highlight(state: State, number: int | None) -> None:
    state.style.highlight = number or 0


def _shade(state: State, number: int | None) -> None:
    state.style.shade = number or 0


def _old_shade(state: State, number: int | None) -> None:
    """Note a ground that some programs draw and others do not."""
    state.style.patterned |= (state.colours.of(number or 0) or WHITE) != WHITE


def _pattern(state: State, number: int | None) -> None:
    state.style.patterned = bool(number)


def _paragraph_shade(state: State, number: int | None) -> None:
    state.style.paragraph_shade = number or 0


def _paragraph_pattern(state: State, number: int | None) -> None:
    state.style.paragraph_patterned = bool(number)


def _plain(state: State, _: int | None) -> None:
    state.style.make_plain(state.fonts.default)


def _formats_end(state: State, _: int | None) -> None:
    state.style.end_formats()


def _in_table(state: State, number: int | None) -> None:
    state.style.in_table = _on(number)


def _depth(state: State, number: int | None) -> None:
    state.style.depth = min(max(number or 0, 0), 50)


def _first_page(state: State, number: int | None) -> None:
    state.first_differs |= _on(number)


def _facing(state: State, number: int | None) -> None:
    state.even_differs |= _on(number)


def _row_begins(state: State, _: int | None) -> None:
    _rows(state).begin()


def _cell_shade(state: State, number: int | None) -> None:
    _rows(state).shade(state.colours.of(number or 0))


def _cell_pattern(state: State, number: int | None) -> None:
    if number:
        _rows(state).shade(UNKNOWN)


def _row_shade(state: State, number: int | None) -> None:
    _rows(state).shade_row(state.colours.of(number or 0))


def _cell_defined(state: State, _: int | None) -> None:
    _rows(state).end_cell()


ACTIONS: dict[str, Action] = {
    "u": _unicode,
    "uc": _skipped,
    "par": _paragraph,
    "sect": _paragraph,
    "cell": _cell,
    "row": _row,
    "nestcell": _nested_cell,
    "nestrow": _nested_row,
    "f": _font,
    "deff": _default_font,
    "fcharset": _character_set,
    "cpg": _font_page,
    "ansicpg": _page,
    "red": _colour_part(0),
    "green": _colour_part(1),
    "blue": _colour_part(2),
    "v": _hidden,
    "deleted": _deleted,
    "fs": _size,
    "cf": _colour,
    "highlight": _highlight,
    "chcbpat": _shade,
    "cb": _old_shade,
    "chshdng": _pattern,
    "cbpat": _paragraph_shade,
    "shading": _paragraph_pattern,
    "plain": _plain,
    "pard": _formats_end,
    "intbl": _in_table,
    "itap": _depth,
    "titlepg": _first_page,
    "facingp": _facing,
    "trowd": _row_begins,
    "clcbpat": _cell_shade,
    "clshdng": _cell_pattern,
    "trcbpat": _row_shade,
    "cellx": _cell_defined,
}
