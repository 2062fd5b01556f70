"""Where an object of a PDF page comes to stand: its matrix, and what matrices do to places."""

from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix_of(handle: Any) -> Matrix:
    """Return the matrix of a page object."""
    found = raw.FS_MATRIX(*UNIT)
    raw.FPDFPageObj_GetMatrix(handle, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return what two matrices do one after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Return where a point comes to stand."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around(
    left: float, bottom: float, right: float, top: float, matrix: Matrix
) -> tuple[float, float, float, float]:
    """Return the upright rectangle, smallest values first, around a moved one."""
    corners = [moved(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
