"""Charts and diagrams give their words, whatever shape their parts are in."""

from screening.extract.office.graphics import chart_lines, diagram_lines
from screening.extract.xml import parse

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def point(key: str, text: str, kind: str = "node") -> str:
    words = f"<d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t>"
    return f'<d:pt modelId="{key}" type="{kind}">{words}</d:pt>'


def link(source: str, target: str, rank: int) -> str:
    return f'<d:cxn srcId="{source}" destId="{target}" srcOrd="{rank}"/>'


def diagram(points: str, links: str) -> list[str]:
    inner = f"<d:ptLst>{points}</d:ptLst><d:cxnLst>{links}</d:cxnLst>"
    return list(diagram_lines(parse(f"<d:dataModel {SPACES}>{inner}</d:dataModel>".encode())))


def test_a_diagram_is_read_branch_by_branch() -> None:
    points = point("r", "", "doc") + "".join(point(k, k) for k in ("b", "a", "b1", "a1"))
    links = link("r", "b", 1) + link("r", "a", 0) + link("a", "a1", 0) + link("b", "b1", 0)
    assert diagram(points, links) == ["a", "a1", "b", "b1"]


def test_a_diagram_that_runs_in_a_circle_ends() -> None:
    points = point("r", "", "doc") + point("a", "a") + point("b", "b")
    assert diagram(points, link("r", "a", 0) + link("a", "b", 0) + link("b", "a", 0)) == ["a", "b"]


def test_points_without_a_link_are_read_last() -> None:
    assert diagram(point("x", "loose") + point("t", "drawn by the theme", "pres"), "") == ["loose"]


def test_a_chart_gives_its_title_and_each_row_of_names_once() -> None:
    names = "<c:cat><c:pt><c:v>Go</c:v></c:pt><c:pt><c:v>SQL</c:v></c:pt></c:cat>"
    title = "<c:title><a:p><a:r><a:t>Skills</a:t></a:r></a:p></c:title>"
    chart = f"<c:x {SPACES}>{title}<c:ser>{names}</c:ser><c:ser>{names}</c:ser></c:x>"
    assert list(chart_lines(parse(chart.encode()))) == ["Skills", "Go | SQL"]


def test_a_diagram_of_very_many_points_is_read_to_its_end() -> None:
    points = "".join(point(str(n), f"word {n}") for n in range(5_000))
    assert diagram(points, "")[-1] == "word 4999"
