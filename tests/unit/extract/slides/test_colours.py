"""Colours of drawings are worked out as Office shows them."""

import pytest

from screening.extract.office.colours import Paint, Theme, alike
from screening.extract.xml import Element, parse

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def xml(inner: str) -> Element:
    return parse(f'<a:x xmlns:a="{A}">{inner}</a:x>'.encode())


THEME = Theme(
    xml(
        '<a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        '<a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="4472C4"/></a:accent1>'
        "</a:clrScheme></a:themeElements>"
    )
)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ('<a:srgbClr val="1F2A44"/>', Paint((31, 42, 68))),
        ('<a:schemeClr val="bg1"/>', Paint((255, 255, 255))),
        ('<a:schemeClr val="tx1"/>', Paint((0, 0, 0))),
        ('<a:prstClr val="navy"/>', Paint((0, 0, 128))),
        ('<a:scrgbClr r="100000" g="0" b="0"/>', Paint((255, 0, 0))),
        ('<a:srgbClr val="000000"><a:alpha val="40000"/></a:srgbClr>', Paint((0, 0, 0), 0.4)),
        ('<a:srgbClr val="000000"><a:tint val="50%"/></a:srgbClr>', Paint((128, 128, 128))),
        ('<a:srgbClr val="FFFFFF"><a:shade val="50000"/></a:srgbClr>', Paint((128, 128, 128))),
        ('<a:srgbClr val="no"/>', None),
        ('<a:schemeClr val="unheard-of"/>', None),
    ],
)
def test_a_colour_is_read_with_all_that_changes_it(written: str, wanted: Paint | None) -> None:
    assert THEME.paint(xml(written)) == wanted


def test_lightness_is_changed_without_changing_the_hue() -> None:
    paler = '<a:lumMod val="20000"/><a:lumOff val="80000"/>'
    changed = THEME.paint(xml(f'<a:schemeClr val="accent1">{paler}</a:schemeClr>'))
    assert changed is not None
    assert alike(changed.colour, (218, 227, 243))


def test_names_can_be_turned_round() -> None:
    night = THEME.renamed({"bg1": "dk1", "tx1": "lt1"})
    assert night.colour("bg1") == (0, 0, 0)
    assert THEME.colour("bg1") == (255, 255, 255)


def test_a_gradient_is_one_colour_only_if_its_ends_are_alike() -> None:
    def blended(*ends: str) -> bool:
        stops = "".join(f'<a:gs><a:srgbClr val="{end}"/></a:gs>' for end in ends)
        fill = THEME.fill(xml(f"<a:gradFill><a:gsLst>{stops}</a:gsLst></a:gradFill>"))
        return fill is not None and fill.opaque

    assert blended("FFFFFF", "FAFAFA")
    assert not blended("FFFFFF", "203040")
    assert not blended()
