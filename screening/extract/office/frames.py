"""Frames of DrawingML: from the coordinates of groups inside groups to points on a page."""

import math
from dataclasses import dataclass, replace

from screening.extract.office.boxes import EMU, Rect
from screening.extract.office.colours import child
from screening.extract.xml import Element

_UPRIGHT = 45.0
"""Degrees from which a turned shape is rather wide than high, or the other way round."""

_PLAIN = ("rect", "round", "snip", "flowChartProcess")


@dataclass(frozen=True, slots=True)
class Scale:
    """From a group's own coordinates to points on the page."""

    left: float = 0.0
    top: float = 0.0
    wide: float = 1 / EMU
    high: float = 1 / EMU
    x: float = 0.0
    y: float = 0.0

    def rect(self, frame: Element | None) -> Rect | None:
        """Place a frame; ``None`` when it has no place of its own."""
        offset, extent = child(frame, "off"), child(frame, "ext")
        if frame is None or offset is None or extent is None:
            return None
        left = self.left + (measure(offset.get("x")) - self.x) * self.wide
        top = self.top + (measure(offset.get("y")) - self.y) * self.high
        width = measure(extent.get("cx")) * self.wide
        height = measure(extent.get("cy")) * self.high
        turned = abs(measure(frame.get("rot")) / 60_000) % 180
        if _UPRIGHT <= turned < 180 - _UPRIGHT:
            left, top = left + (width - height) / 2, top + (height - width) / 2
            width, height = height, width
        return Rect(left, top, left + width, top + height)

    def group(self, frame: Element | None, own: Rect) -> "Scale":
        """Return the scale inside a group that stands at a place."""
        offset, extent = child(frame, "chOff"), child(frame, "chExt")
        if offset is None or extent is None:
            return replace(self, left=own.left, top=own.top, x=0.0, y=0.0)
        across, down = measure(extent.get("cx")), measure(extent.get("cy"))
        return Scale(
            own.left,
            own.top,
            own.width / across if across else 0.0,
            own.height / down if down else 0.0,
            measure(offset.get("x")),
            measure(offset.get("y")),
        )


def plain_outline(outline: Element | None) -> bool:
    """Tell whether a shape's outline is a rectangle, which leaves no hole to look through."""
    kind = outline.get("prst") if outline is not None else None
    return (kind or "").startswith(_PLAIN)


def measure(text: str | None, usual: float = 0.0) -> float:
    """Read a number; a missing or odd one is the usual one."""
    try:
        found = float(text or "")
    except ValueError:
        return usual
    return found if math.isfinite(found) else usual
