"""Makes lines in reading order of what an engine found on a page."""

from collections.abc import Callable

from screening.extract.ocr.found import Found, Page, Point
from screening.extract.ocr.straighten import slopes
from screening.extract.pdf.order import OrderedLine, Piece, Ruling, in_reading_order
from screening.extract.reading import RawLine, Recognised
from screening.model.reading import Box

_ILLEGIBLE = 0.6


def assembled(page: Page, dots_per_inch: float) -> Recognised:
    """Order a page's text; boxes are in points, on the picture as it was given."""
    if not page.found:
        return Recognised(lines=(), confidence=0.0 if page.unread else 1.0)
    confidence = _confidence(page)
    if confidence < _ILLEGIBLE:  # another script, or no script: better nothing than half of it
        return Recognised(lines=(), confidence=confidence)
    points = 72 / dots_per_inch
    form = slopes([one.quad for one in page.found], page.width, page.height)
    pieces = [_piece(one, form.straight, points) for one in page.found]
    ordered = in_reading_order(pieces, _rulings(page, form.straight, points))

    def back(place: Point) -> Point:
        x, y = form.aslant((place[0] / points, place[1] / points))
        x, y = as_given((x, y), page)
        return x * points, y * points

    return Recognised(
        lines=tuple(_line(line, back) for line in ordered.lines),
        confidence=confidence,
    )


def as_given(place: Point, page: Page) -> Point:
    """Turn a place of the upright picture back to where it was in the given one."""
    x, y = place
    return {
        0: (x, y),
        90: (page.height - y, x),
        180: (page.width - x, page.height - y),
        270: (y, page.width - x),
    }[page.turn]


def _piece(one: Found, straight: Callable[[Point], Point], points: float) -> Piece:
    a, b, c, d = one.quad.moved(straight).corners
    return Piece(
        text=one.text,
        left=(a[0] + d[0]) / 2 * points,
        top=(a[1] + b[1]) / 2 * points,
        right=(b[0] + c[0]) / 2 * points,
        bottom=(c[1] + d[1]) / 2 * points,
    )


def _rulings(page: Page, straight: Callable[[Point], Point], points: float) -> list[Ruling]:
    """Lay the lines of tables level and upright, as the text is."""
    rulings: list[Ruling] = []
    for start, end in page.rulings:
        (a, b), (c, d) = straight(start), straight(end)
        if abs(c - a) > abs(d - b):
            b = d = (b + d) / 2
        else:
            a = c = (a + c) / 2
        left, right, top, bottom = min(a, c), max(a, c), min(b, d), max(b, d)
        rulings.append(Ruling(left * points, top * points, right * points, bottom * points))
    return rulings


def _line(line: OrderedLine, back: Callable[[Point], Point]) -> RawLine:
    box = line.box
    corners = [back((x, y)) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return RawLine(
        text=line.text,
        box=Box(
            left=round(max(min(xs), 0.0), 1),
            top=round(max(min(ys), 0.0), 1),
            right=round(max(xs), 1),
            bottom=round(max(ys), 1),
        ),
        recognised=True,
    )


def _confidence(page: Page) -> float:
    """Return the mean over all characters; text that was not read counts as unsure."""
    weights = [len(one.text.replace(" ", "")) for one in page.found]
    sure = sum(one.confidence * weight for one, weight in zip(page.found, weights, strict=True))
    return sure / max(sum(weights) + page.unread, 1.0)
