"""Reads the words of charts that are sheets of their own."""

from collections.abc import Iterator

from screening.extract.office.graphics import chart_lines
from screening.extract.xml import Package

_CHARTS = frozenset({"chart", "chartEx"})


class Charts:
    """The charts on one sheet."""

    def __init__(self, package: Package) -> None:
        self.unread = False
        """Whether something on a chart was not read."""
        self._package = package

    def lines(self, drawing: str) -> Iterator[str]:
        """Yield the titles, series and categories of the charts in a drawing's part."""
        charts = 0
        for relation in self._package.relations(drawing).values():
            if relation.kind not in _CHARTS or relation.external:
                continue
            charts += 1
            root = self._package.part(relation.target)
            self.unread = self.unread or root is None or self._drawn_on(relation.target)
            yield from chart_lines(root) if root is not None else ()
        self.unread = self.unread or not charts

    def _drawn_on(self, chart: str) -> bool:
        """Tell whether somebody put boxes of their own on a chart."""
        return any(one.kind == "chartUserShapes" for one in self._package.relations(chart).values())
