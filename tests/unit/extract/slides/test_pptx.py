"""Presentations are read slide by slide; what the audience does not see is left out."""

from collections.abc import Callable

import pytest

from screening.extract.limits import ReadingLimits
from screening.extract.reading import Reading

Pack = Callable[[dict[str, str | bytes]], bytes]
Read = Callable[..., Reading]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}"'
)
EMU = 12700


def links(*relations: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def shape(text: str, left: int = 50, top: int = 50, *, fill: str = "", look: str = "") -> str:
    place = (
        f'<a:xfrm><a:off x="{left * EMU}" y="{top * EMU}"/>'
        f'<a:ext cx="{200 * EMU}" cy="{40 * EMU}"/></a:xfrm><a:prstGeom prst="rect"/>'
    )
    run = f"<a:r><a:rPr>{look}</a:rPr><a:t>{text}</a:t></a:r>"
    body = f"<p:txBody><a:bodyPr/><a:p>{run}</a:p></p:txBody>"
    names = '<p:nvSpPr><p:cNvPr id="1" name=""/></p:nvSpPr>'
    return f"<p:sp>{names}<p:spPr>{place}{fill}</p:spPr>{body}</p:sp>"


def solid(value: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill>'


@pytest.fixture
def show(package: Pack) -> Callable[..., bytes]:
    """Make a presentation without layouts from the shapes of its slides."""

    def _show(*slides: str, **parts: str) -> bytes:
        pointers = [(f"s{n}", "slide", f"slides/slide{n}.xml") for n, _ in enumerate(slides)]
        ids = "".join(f'<p:sldId r:id="{key}"/>' for key, _, _ in pointers)
        size = f'<p:sldSz cx="{960 * EMU}" cy="{540 * EMU}"/>'
        found: dict[str, str | bytes] = {
            "_rels/.rels": links(("r1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"<p:presentation {SPACES}><p:sldIdLst>{ids}</p:sldIdLst>{size}"
            "</p:presentation>",
            "ppt/_rels/presentation.xml.rels": links(*pointers),
        }
        for number, shapes in enumerate(slides):
            found[f"ppt/slides/slide{number}.xml"] = (
                f"<p:sld {SPACES}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
            )
        return package({**found, **parts})

    return _show


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


def test_every_line_knows_its_slide_and_its_place(show: Callable[..., bytes], read: Read) -> None:
    reading = read(show(shape("first"), shape("second", 100, 200)))
    assert [(line.text, line.page) for line in reading.lines] == [("first", 1), ("second", 2)]
    box = reading.lines[1].box
    assert box is not None
    assert (box.left, box.top, box.right, box.bottom) == (100, 200, 300, 240)
    assert reading.pages == 2


def test_a_presentation_with_too_many_slides_is_too_long(
    show: Callable[..., bytes], reason: Callable[..., str]
) -> None:
    content = show(*(shape(str(n)) for n in range(3)))
    assert reason(content, ReadingLimits(pages=2)) == "too_long"


def test_white_words_are_hidden_on_paper_and_seen_on_a_dark_shape(
    show: Callable[..., bytes], read: Read
) -> None:
    white = solid("FFFFFF")
    slide = shape("gone", 50, 50, look=white)
    slide += shape("own", 50, 150, look=white, fill=solid("203040"))
    slide += shape(" ", 400, 150, fill=solid("203040")) + shape("beneath", 400, 150, look=white)
    reading = read(show(slide))
    assert lines(reading) == ["own", "beneath"]
    assert [item.words for item in reading.hidden] == ["gone"]


def test_words_over_a_gradient_are_seen_and_the_doubt_is_told(
    show: Callable[..., bytes], read: Read
) -> None:
    blend = "".join(f'<a:gs><a:srgbClr val="{end}"/></a:gs>' for end in ("FFFFFF", "000000"))
    gradient = f"<a:gradFill><a:gsLst>{blend}</a:gsLst></a:gradFill>"
    reading = read(show(shape("title", fill=gradient, look=solid("FFFFFF"))))
    assert lines(reading) == ["title"]
    assert reading.warnings == ("look_unchecked",)


def test_a_shape_covers_only_what_was_drawn_before_it(
    show: Callable[..., bytes], read: Read
) -> None:
    cover = shape("on top", 50, 50, fill=solid("FFFFFF"))
    reading = read(show(shape("under", 50, 50) + cover + shape("later", 50, 50)))
    assert lines(reading) == ["on top", "later"]
    assert [item.reason for item in reading.hidden] == ["covered"]


def test_a_ring_covers_nothing(show: Callable[..., bytes], read: Read) -> None:
    ring = shape(" ", 50, 50, fill=solid("FFFFFF")).replace('prst="rect"', 'prst="donut"')
    assert lines(read(show(shape("seen", 50, 50) + ring))) == ["seen"]


def test_without_a_presentation_part_the_file_is_damaged(
    package: Pack, reason: Callable[..., str]
) -> None:
    assert (
        reason(package({"ppt/presentation.xml": "<x/>", "ppt/slides/slide1.xml": "<"})) == "empty"
    )
    assert reason(package({"ppt/presentation.xml": "<x"})) == "damaged"


def test_a_shape_beside_the_slide_is_not_seen_and_one_over_its_edge_is(
    show: Callable[..., bytes], read: Read
) -> None:
    reading = read(show(shape("beside", 961, 50) + shape("edge", 900, 50)))
    assert lines(reading) == ["edge"]
    assert [item.reason for item in reading.hidden] == ["off_page"]


def test_what_lies_under_very_many_shapes_is_read_with_a_doubt(
    show: Callable[..., bytes], read: Read
) -> None:
    many = shape(" ", 600, 400, fill=solid("FFFFFF")) * 600
    dark = shape(" ", 300, 50, fill=solid("203040"))
    light = shape("on dark", 300, 50, look=solid("FFFFFF"))
    cover = shape(" ", 50, 50, fill=solid("FFFFFF"))
    reading = read(show(shape("under", 50, 50) + many + dark + light + cover))
    assert "on dark" in lines(reading)
    assert reading.warnings == ("look_unchecked",)


def test_words_in_groups_without_end_are_not_left_out_in_silence(
    show: Callable[..., bytes], reason: Callable[..., str]
) -> None:
    deep = "<p:grpSp>" * 80 + shape("deep") + "</p:grpSp>" * 80
    assert reason(show(shape("seen") + deep)) == "too_long"
