"""Straightens lines that run aslant, or fan out in the perspective of a photograph.

The slope of a line is a plane over the page, fitted to the lines found. Following it from any
place to the middle of the page gives that place's straight height.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from screening.extract.ocr.found import Point, Quad

_LONG = 4.0
"""In heights: a shorter line says too little about its slope."""
_FEW = 5
_STEPS = 12
_OFF = 0.04
"""How far a line's slope may be from the plane before it is left out of it."""
_LEANS = 13
_LEAN_STEP = 0.02

Sample = tuple[float, float, float, float]
"""Where a line's middle is, from the middle of the page; its slope; its weight."""


@dataclass(frozen=True, slots=True)
class Slopes:
    """Slope ``level + across * x + down * y``, and how far the left margin leans."""

    level: float = 0.0
    across: float = 0.0
    down: float = 0.0
    lean: float = 0.0
    middle: Point = (0.0, 0.0)

    def straight(self, point: Point) -> Point:
        """Return where a place of the picture stands on the straight page."""
        x, y = point
        height = self._followed(x, y, self.middle[0])
        return x + self.lean * (y - self.middle[1]), height

    def aslant(self, point: Point) -> Point:
        """Return where a place of the straight page stands in the picture."""
        x, y = point
        for _ in range(3):  # the lean depends on the height that is looked for
            height = self._followed(self.middle[0], y, x)
            x = point[0] - self.lean * (height - self.middle[1])
        return x, self._followed(self.middle[0], y, x)

    def _followed(self, start: float, y: float, end: float) -> float:
        step = (end - start) / _STEPS
        x = start
        for _ in range(_STEPS):
            half = y + self._slope(x, y) * step / 2
            y += self._slope(x + step / 2, half) * step
            x += step
        return y

    def _slope(self, x: float, y: float) -> float:
        right, below = x - self.middle[0], y - self.middle[1]
        return self.level + self.across * right + self.down * below


def slopes(quads: Sequence[Quad], width: float, height: float) -> Slopes:
    """Fit the slopes of a page; a level page gives the default."""
    middle = (width / 2, height / 2)
    long = [quad for quad in quads if quad.length >= _LONG]
    if not long:
        return Slopes(middle=middle)
    usual = median(_slope_of(quad) for quad in long)
    if len(long) < _FEW:
        return Slopes(usual, lean=usual, middle=middle)
    samples = [*_samples(long, middle)]
    first = _plane(samples, (width, height))
    near = [one for one in samples if abs(_off(one, first)) < _OFF]
    level, across, down = _plane(near or samples, (width, height))
    flat = Slopes(level, across, down, 0.0, middle)
    return Slopes(level, across, down, _lean(quads, flat, usual), middle)


def _slope_of(quad: Quad) -> float:
    a, b, c, d = quad.corners
    right, left = (b[0] + c[0]) / 2, (a[0] + d[0]) / 2
    return (b[1] + c[1] - a[1] - d[1]) / 2 / max(right - left, 1.0)


def _samples(quads: list[Quad], middle: Point) -> Iterator[Sample]:
    for quad in quads:
        xs, ys = zip(*quad.corners, strict=True)
        yield sum(xs) / 4 - middle[0], sum(ys) / 4 - middle[1], _slope_of(quad), quad.length


def _off(sample: Sample, plane: tuple[float, float, float]) -> float:
    x, y, slope, _ = sample
    level, across, down = plane
    return slope - level - across * x - down * y


def _plane(samples: list[Sample], size: Point) -> tuple[float, float, float]:
    """Fit by least squares, each line weighing by its length; a weak pull keeps it level."""
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    sums = [[0.0] * 4 for _ in range(3)]
    for x, y, slope, weight in samples:
        row = (1.0, x / width, y / height)
        for i in range(3):
            for j in range(3):
                sums[i][j] += weight * row[i] * row[j]
            sums[i][3] += weight * row[i] * slope
    pull = 0.002 * sums[0][0]
    sums[1][1] += pull
    sums[2][2] += pull
    level, across, down = _solved(sums)
    return level, across / width, down / height


def _solved(rows: list[list[float]]) -> list[float]:
    """Solve three equations by elimination; the pull keeps them from being singular."""
    for column in range(3):
        best = max(range(column, 3), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        for row in range(3):
            if row != column:
                share = rows[row][column] / rows[column][column]
                rows[row] = [a - share * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [rows[i][3] / rows[i][i] for i in range(3)]


def _lean(quads: Sequence[Quad], flat: Slopes, turn: float) -> float:
    """Return the lean that puts the most line beginnings below each other.

    On a turned page it is the turn itself; perspective adds its own.
    """
    starts = [flat.straight(quad.corners[0]) for quad in quads]
    letter = median(quad.height for quad in quads)
    tries = [turn + _LEAN_STEP * (n - _LEANS // 2) for n in range(_LEANS)]
    return max(tries, key=lambda lean: (_together(starts, lean, letter, flat), -abs(lean - turn)))


def _together(starts: list[Point], lean: float, letter: float, flat: Slopes) -> int:
    bins: dict[int, int] = {}
    for x, y in starts:
        key = round((x + lean * (y - flat.middle[1])) / letter)
        bins[key] = bins.get(key, 0) + 1
    return sum(count * count for count in bins.values())
