"""Reads the words of charts and diagrams (SmartArt), which are parts of their own."""

from collections.abc import Iterator

from screening.extract.office.colours import below, child, local
from screening.extract.xml import Element

_UNSEEN = frozenset({"pres", "parTrans", "sibTrans", "doc"})


def diagram_lines(model: Element) -> Iterator[str]:
    """Yield the words of a diagram's data part, branch by branch."""
    points = {
        point.get("modelId") or "": point for point in below(model, "ptLst") if local(point) == "pt"
    }
    seen: set[str] = set()
    for name in _in_branches(model, points):
        point = points.get(name)
        if point is not None and name not in seen:
            seen.add(name)
            yield from _point_lines(point)


def _in_branches(model: Element, points: dict[str, Element]) -> Iterator[str]:
    """Yield points from the root down, those without a parent last."""
    branches: dict[str, list[tuple[int, str]]] = {}
    for link in below(model, "cxnLst"):
        if (link.get("type") or "parOf") == "parOf":
            rank = _number(link.get("srcOrd"))
            branches.setdefault(link.get("srcId") or "", []).append(
                (rank, link.get("destId") or "")
            )
    roots = [name for name, point in points.items() if point.get("type") == "doc"]
    waiting, passed = list(reversed(roots)), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in passed:
            passed.add(name)
            yield name
            waiting.extend(one for _, one in sorted(branches.get(name, ()), reverse=True))
    yield from points


def _point_lines(point: Element) -> Iterator[str]:
    if (point.get("type") or "node") in _UNSEEN:
        return
    for body in point:
        if local(body) == "t":
            yield from paragraphs(body)


def chart_lines(chart: Element) -> Iterator[str]:
    """Yield a chart's titles, and the names of its series and categories."""
    for element in chart.iter("{*}title"):
        yield from paragraphs(element)
    seen: set[str] = set()
    for element in chart.iter("{*}ser"):
        for names in (child(element, "tx"), child(element, "cat")):
            words = [v.text or "" for v in names.iter("{*}v")] if names is not None else []
            line = " | ".join(word for word in words if word.strip())
            if line and line not in seen:
                seen.add(line)
                yield line


def paragraphs(body: Element) -> Iterator[str]:
    """Yield the paragraphs of any DrawingML text below an element, without their looks."""
    for paragraph in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        pieces = []
        for element in paragraph.iter("*"):
            if local(element) == "t":
                pieces.append(element.text or "")
            elif local(element) == "br":
                pieces.append("\n")
        yield from (line for line in "".join(pieces).split("\n") if line.strip())


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
