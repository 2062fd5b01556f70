"""Has pages recognised that show something and have no usable letters."""

from dataclasses import dataclass, field, replace

from screening.extract.pdf.pdfium import Pages
from screening.extract.reading import RawLine, Recognised, Tools

_SURE = 0.8
"""Below this mean confidence, recognition was unsure of a good part of what it read."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What recognition made of some pages, counted from 0."""

    lines: dict[int, tuple[RawLine, ...]] = field(default_factory=dict)
    tried: bool = False
    poor: bool = False


def recognised(pages: Pages, indexes: list[int], tools: Tools) -> Recognition:
    """Recognise all these pages, or none of them when they are more than allowed."""
    if tools.recognise is None or not indexes or len(indexes) > tools.limits.recognised_pages:
        return Recognition()
    found: dict[int, Recognised] = {}
    for index in indexes:
        bitmap = pages.picture(index, at_most=tools.limits.pixels)
        found[index] = tools.recognise(bitmap)
    return Recognition(
        lines={index: _placed(one, index + 1) for index, one in found.items()},
        tried=True,
        poor=any(one.lines and one.confidence < _SURE for one in found.values()),
    )


def _placed(one: Recognised, number: int) -> tuple[RawLine, ...]:
    return tuple(replace(line, page=number, recognised=True) for line in one.lines)
