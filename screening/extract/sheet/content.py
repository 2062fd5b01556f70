"""What a cell shows of the text or number in it, for both kinds of spreadsheet."""

from collections.abc import Iterable

from screening.extract.sheet.colours import named
from screening.extract.sheet.looks import Letters, Look
from screening.extract.sheet.number_format import Shown, shown_number, shown_text

Content = tuple[tuple[tuple[str, Letters], ...], str]
"""Texts as they are shown, with their letters; and what is stored where that is not shown."""
NOTHING: Content = ((), "")


def text_content(runs: Iterable[tuple[str, Letters | None]], look: Look) -> Content:
    """Show a text; runs without letters of their own have the cell's."""
    runs = tuple(runs)
    text = "".join(piece for piece, _ in runs)
    shown = shown_text(text, look.code)
    letters = _coloured(look.letters, shown)
    if shown.text == text:
        return tuple((piece, own or letters) for piece, own in runs if piece), ""
    hidden = "" if text in shown.text else text
    return (((shown.text, letters),) if shown.text.strip() else ()), hidden


def number_content(
    number: float, stored: str, look: Look, *, from_1904: bool, language: str
) -> Content:
    """Show a number; a zero that is not shown is nothing worth telling of."""
    shown = shown_number(number, look.code, from_1904=from_1904, language=language)
    if not shown.text.strip():
        return (), stored if number else ""
    return ((shown.text, _coloured(look.letters, shown)),), ""


def plain_content(text: str, look: Look) -> Content:
    """Show what has no format, such as TRUE or an error."""
    return ((text, look.letters),), ""


def _coloured(letters: Letters, shown: Shown) -> Letters:
    if shown.colour is None:
        return letters
    return Letters(named(shown.colour), letters.size, letters.font)
