"""Lines of a slanted or photographed page come to lie level, and can be found again."""

from math import cos, radians, sin

import pytest

from screening.extract.ocr.found import Point, Quad
from screening.extract.ocr.straighten import slopes

WIDTH, HEIGHT = 1000.0, 1400.0


def _page() -> list[Quad]:
    quads = []
    for row in range(20):
        left, right, top = 100.0, 500.0 + 20 * (row % 5), 100.0 + 60 * row
        box = ((left, top), (right, top), (right, top + 30), (left, top + 30))
        quads.append(Quad(box))
    return quads


def _turned(point: Point, degrees: float) -> Point:
    x, y = point[0] - WIDTH / 2, point[1] - HEIGHT / 2
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return c * x - s * y + WIDTH / 2, s * x + c * y + HEIGHT / 2


def _photographed(point: Point) -> Point:
    """See the page from the left: what is further to the right is smaller."""
    x, y = point
    share = 1 + 0.15 * x / WIDTH
    return x / share, (y - HEIGHT / 2) / share + HEIGHT / 2


@pytest.mark.parametrize("degrees", [-4.0, -2.0, 0.0, 1.0, 3.0])
def test_a_slanted_page_comes_to_lie_level(degrees: float) -> None:
    slanted = [quad.moved(lambda p: _turned(p, degrees)) for quad in _page()]
    form = slopes(slanted, WIDTH, HEIGHT)
    for quad in slanted:
        a, b, c, d = quad.moved(form.straight).corners
        assert a[1] == pytest.approx(b[1], abs=1.5)
        assert c[1] == pytest.approx(d[1], abs=1.5)


@pytest.mark.parametrize("degrees", [-3.0, 2.0])
def test_line_beginnings_come_to_stand_below_each_other(degrees: float) -> None:
    slanted = [quad.moved(lambda p: _turned(p, degrees)) for quad in _page()]
    form = slopes(slanted, WIDTH, HEIGHT)
    lefts = [form.straight(quad.corners[0])[0] for quad in slanted]
    assert max(lefts) - min(lefts) < 30


def test_the_lines_of_a_photograph_come_to_lie_level() -> None:
    seen = [quad.moved(_photographed) for quad in _page()]
    before = max(abs(q.corners[0][1] - q.corners[1][1]) for q in seen)
    form = slopes(seen, WIDTH, HEIGHT)
    after = max(abs(a[1] - b[1]) for a, b, _, _ in (q.moved(form.straight).corners for q in seen))
    assert before > 25
    assert after < 5


@pytest.mark.parametrize("degrees", [-3.0, 2.0])
def test_every_place_is_found_again(degrees: float) -> None:
    slanted = [quad.moved(lambda p: _turned(p, degrees)) for quad in _page()]
    form = slopes(slanted, WIDTH, HEIGHT)
    for quad in slanted:
        for corner in quad.corners:
            assert form.aslant(form.straight(corner)) == pytest.approx(corner, abs=1)


def test_a_level_page_stays_as_it_is() -> None:
    form = slopes(_page(), WIDTH, HEIGHT)
    assert form.straight((123.0, 456.0)) == pytest.approx((123.0, 456.0), abs=0.5)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_lines_are_enough_to_go_on(count: int) -> None:
    slanted = [quad.moved(lambda p: _turned(p, 2)) for quad in _page()[:count]]
    form = slopes(slanted, WIDTH, HEIGHT)
    for quad in slanted:
        a, b, _, _ = quad.moved(form.straight).corners
        assert a[1] == pytest.approx(b[1], abs=1.5)
