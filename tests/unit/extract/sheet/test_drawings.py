"""Text boxes and shapes are read where they stand; what floats unseen is hidden."""

from collections.abc import Callable

import pytest

from screening.errors import Unreadable
from screening.extract.reading import Raw
from screening.model.reading import ReadingWarning

Book = Callable[..., bytes]
Read = Callable[[bytes], Raw]
NAMES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
DARK = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'
CELL = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>row {0}</t></is></c></row>'
ROWS = CELL.format(1) + CELL.format(5)


def shape(
    words: str, *, fill: str = "<a:noFill/>", look: str = "", size: str = "1100", marks: str = "",
    style: str = "", extent: str = "",
) -> str:  # fmt: skip
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="x" {marks}/></xdr:nvSpPr>'
        f"<xdr:spPr>{extent}{fill}</xdr:spPr>{style}<xdr:txBody><a:p><a:r>"
        f'<a:rPr sz="{size}">{look}</a:rPr><a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    )


def painted(name: str, change: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{name}">{change}</a:schemeClr></a:solidFill>'


def anchored(content: str, *, row: int = 2, to: int = 4, column: int = 0) -> str:
    return (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row>"
        f"</xdr:from><xdr:to><xdr:col>{column + 3}</xdr:col><xdr:row>{to}</xdr:row></xdr:to>"
        f"{content}<xdr:clientData/></xdr:twoCellAnchor>"
    )


@pytest.fixture
def drawn(book: Book, raw: Read) -> Callable[..., Raw]:
    """Read a sheet of two rows with a drawing over it."""

    def _drawn(*anchors: str, data: str = ROWS, **more: str) -> Raw:
        return raw(
            book(
                data,
                after='<drawing r:id="d"/>',
                links={"d": ("drawing", "../drawings/drawing1.xml")},
                parts={
                    "xl/drawings/drawing1.xml": f"<xdr:wsDr {NAMES}>{''.join(anchors)}</xdr:wsDr>"
                },
                **more,
            )
        )

    return _drawn


Drawn = Callable[..., Raw]


def lines(raw: Raw) -> list[str]:
    return [line.text for line in raw.lines]


def reasons(raw: Raw) -> list[str]:
    return [one.reason.value for one in raw.hidden]


def test_a_text_box_is_read_at_its_row(drawn: Drawn) -> None:
    found = drawn(anchored(shape("box")))
    assert lines(found) == ["row 1", "box", "row 5"]
    assert [line.paragraph for line in found.lines] == [1, 3, 5]


def test_paragraphs_breaks_and_fields_of_a_box_are_read(drawn: Drawn) -> None:
    body = (
        "<xdr:sp><xdr:spPr/><xdr:txBody><a:p><a:r><a:t>a</a:t></a:r><a:br/><a:r><a:t>b</a:t></a:r>"
        "</a:p><a:p><a:fld><a:t>c</a:t></a:fld></a:p></xdr:txBody></xdr:sp>"
    )
    assert lines(drawn(anchored(body, row=9, to=12))) == ["row 1", "row 5", "a", "b", "c"]


def test_groups_and_other_anchors_are_read(drawn: Drawn) -> None:
    group = f"<xdr:grpSp><xdr:grpSp>{shape('inner')}</xdr:grpSp>{shape('outer')}</xdr:grpSp>"
    absolute = (
        f'<xdr:absoluteAnchor><xdr:pos x="0" y="99999999"/>{shape("far")}</xdr:absoluteAnchor>'
    )
    one = (
        "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>0</xdr:row></xdr:from>"
        f'<xdr:ext cx="999999" cy="999999"/>{shape("one")}</xdr:oneCellAnchor>'
    )
    assert lines(drawn(absolute, anchored(group), one)) == [
        "row 1", "one", "inner", "outer", "row 5", "far",
    ]  # fmt: skip


def test_alternatives_are_read_once(drawn: Drawn) -> None:
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="a14">{anchored(shape("new"))}</mc:Choice>'
        f"<mc:Fallback>{anchored(shape('old'))}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(drawn(both)) == ["row 1", "new", "row 5"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (shape("x", marks='hidden="1"'), "hidden_run"),
        (shape("x", fill=WHITE, look=WHITE), "colour"),
        (shape("x", look=WHITE), "colour"),
        (shape("x", fill=DARK, look=DARK), "colour"),
        (shape("x", look='<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'), "colour"),
        (shape("x", size="300"), "tiny"),
        (shape("x", look="<a:noFill/>"), "invisible"),
        (
            shape("x", look=painted("tx1", '<a:alpha val="0"/>')),
            "invisible",
        ),
        (shape("x", extent='<a:xfrm><a:ext cx="0" cy="90000"/></a:xfrm>'), "clipped"),
    ],
)  # fmt: skip
def test_words_of_a_shape_that_cannot_be_seen_are_hidden(
    content: str, reason: str, drawn: Drawn
) -> None:
    found = drawn(anchored(content))
    assert lines(found) == ["row 1", "row 5"]
    assert reasons(found) == [reason]


def test_a_frame_without_height_shows_nothing(drawn: Drawn) -> None:
    found = drawn(anchored(shape("x"), row=2, to=2))
    assert (lines(found), reasons(found)) == (["row 1", "row 5"], ["clipped"])


STYLE = (
    '<xdr:style><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef>'
    '<a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></xdr:style>'
)


@pytest.mark.parametrize(
    "content",
    [
        shape("x", fill=DARK, look=WHITE),
        shape("x", fill="", style=STYLE),
        shape("x", fill="<a:gradFill/>", look=WHITE),
        shape("x", look='<a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill>'),
        shape("x", look=painted("bg1", '<a:lumMod val="65000"/>')),
        shape("x", look=painted("tx1", '<a:lumMod val="50000"/><a:lumOff val="50000"/>')),
        shape("x", extent='<a:xfrm><a:ext cx="0" cy="0"/></a:xfrm>'),
    ],
)  # fmt: skip
def test_words_of_a_shape_that_can_be_seen_are_lines(content: str, drawn: Drawn) -> None:
    found = drawn(anchored(content))
    assert lines(found) == ["row 1", "x", "row 5"]
    assert reasons(found) == []


def test_white_words_over_something_that_may_be_dark_are_shown_and_said(drawn: Drawn) -> None:
    white = anchored(shape("x", look=WHITE))
    over_picture = drawn(anchored("<xdr:pic/>"), white)
    assert lines(over_picture) == ["row 1", "x", "row 5"]
    assert ReadingWarning.LOOK_UNCHECKED in over_picture.warnings
    styles = (
        '<fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FF000000"/>'
        '</patternFill></fill></fills><cellXfs><xf/><xf fillId="1"/></cellXfs>'
    )
    data = ROWS.replace('<row r="5">', '<row r="3"><c r="B3" s="1"/></row><row r="5">')
    over_cells = drawn(white, data=data, styles=styles)
    assert lines(over_cells) == ["row 1", "x", "row 5"]
    assert ReadingWarning.LOOK_UNCHECKED in over_cells.warnings


def test_descriptions_are_notes(drawn: Drawn) -> None:
    found = drawn(anchored(shape("x", marks='descr="a photo" title="me"')))
    assert [(one.text, one.reason.value, one.severity.value) for one in found.hidden] == [
        ("a photo", "alt_text", "note"),
        ("me", "alt_text", "note"),
    ]


RECTANGLE = '<a:prstGeom prst="rect"/>'


@pytest.mark.parametrize(
    ("fill", "covered"),
    [
        (WHITE, True),
        ("<a:noFill/>", False),
        ("<a:gradFill/>", False),
        (painted("tx1", '<a:alpha val="40000"/>'), False),
    ],
)
def test_a_cell_under_an_opaque_shape_is_hidden(fill: str, covered: bool, drawn: Drawn) -> None:
    over = anchored(shape("", extent=RECTANGLE, fill=fill), row=4, to=6)
    found = drawn(over)
    assert lines(found) == (["row 1"] if covered else ["row 1", "row 5"])
    assert reasons(found) == (["covered"] if covered else [])


def test_more_shapes_than_are_looked_at_leave_the_look_unchecked(drawn: Drawn) -> None:
    elsewhere = anchored(shape("", extent=RECTANGLE, fill=WHITE), row=40, to=42)
    over = anchored(shape("", extent=RECTANGLE, fill=WHITE), row=4, to=6)
    found = drawn(elsewhere * 100 + over)
    assert ReadingWarning.LOOK_UNCHECKED in found.warnings
    assert drawn(elsewhere + over).warnings == frozenset()


def test_a_cell_that_reaches_out_from_under_a_shape_is_shown(drawn: Drawn) -> None:
    over = anchored(shape("", extent=RECTANGLE, fill=WHITE), row=4, to=6)
    long = ROWS.replace("row 5", "a text that is much longer than the shape over its beginning")
    assert len(lines(drawn(over, data=long))) == 2
    beside = anchored(shape("", extent=RECTANGLE, fill=WHITE), row=4, to=4)
    assert lines(drawn(beside)) == ["row 1", "row 5"]
    turned = RECTANGLE + '<a:xfrm rot="2700000"/>'
    assert len(lines(drawn(anchored(shape("", extent=turned, fill=WHITE), row=4, to=6)))) == 2


VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    "{}</xml>"
)
CONTROL = (
    '<v:shape style="{style}"><v:textbox><div><font>{words}</font></div></v:textbox>'
    '<x:ClientData ObjectType="{kind}"><x:Anchor>0, 0, 2, 0, 3, 0, 4, 0</x:Anchor>{more}'
    "</x:ClientData></v:shape>"
)


@pytest.mark.parametrize(
    ("kind", "more", "line"),
    [
        ("Checkbox", "<x:Checked>1</x:Checked>", "☑ 有"),
        ("Checkbox", "", "☐ 有"),
        ("Radio", "<x:Checked/>", "◉ 有"),
        ("Label", "", "有"),
    ],
)
def test_controls_are_read_with_their_state(
    kind: str, more: str, line: str, book: Book, raw: Read
) -> None:
    control = CONTROL.format(style="", words="有", kind=kind, more=more)
    assert lines(with_old_drawing(VML.format(control), book, raw)) == ["row 1", line, "row 5"]


def test_notes_hidden_controls_and_broken_drawings_are_no_lines(book: Book, raw: Read) -> None:
    note = CONTROL.format(style="", words="a comment", kind="Note", more="")
    off = CONTROL.format(style="visibility:hidden", words="off", kind="Checkbox", more="")
    found = with_old_drawing(VML.format(note + off), book, raw)
    assert (lines(found), reasons(found)) == (["row 1", "row 5"], ["hidden_run"])
    assert lines(with_old_drawing("<xml><br></xml>", book, raw)) == ["row 1", "row 5"]


def with_old_drawing(vml: str, book: Book, raw: Read) -> Raw:
    return raw(
        book(
            ROWS,
            after='<legacyDrawing r:id="v"/>',
            links={"v": ("vmlDrawing", "../drawings/vmlDrawing1.vml")},
            parts={"xl/drawings/vmlDrawing1.vml": vml},
        )
    )


def test_words_in_groups_without_end_are_not_left_out_in_silence(drawn: Drawn) -> None:
    deep = "<xdr:grpSp>" * 40 + shape("box") + "</xdr:grpSp>" * 40
    with pytest.raises(Unreadable) as unreadable:
        drawn(anchored(deep))
    assert unreadable.value.reason.value == "too_long"


def test_white_words_above_very_many_drawings_are_read_with_a_doubt(drawn: Drawn) -> None:
    dark = anchored(shape(" ", fill=DARK), row=9, to=12)
    others = [anchored(shape(" "), row=20, to=22)] * 300
    found = drawn(dark, *others, anchored(shape("on dark", look=WHITE), row=9, to=12))
    assert "on dark" in lines(found)
    assert ReadingWarning.LOOK_UNCHECKED in found.warnings
