"""Chooses among the ways in which newer Office files write the same thing (AlternateContent)."""

import re

from screening.extract.xml import Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KNOWN = frozenset(
    ("a14", "aink", "am3d", "cx", "cx1", "cx2", "cx4", "m", "o", "p14", "v", "w14", "w15", "w16")
) | frozenset(("w16cex", "w16cid", "w16se", "wp14", "wpc", "wpg", "wpi", "wps", "w16du", "oel"))


_OFFICES_OWN = re.compile(
    r"http://schemas\.microsoft\.com/office/[\w/]{1,40}20(?:0[6-9]|1\d|2[0-4])/|"
    r"http://schemas\.openxmlformats\.org/|urn:schemas-microsoft-com:"
)
"""What a prefix must stand for: a name alone can be borrowed for something no Office knows."""


def alternative(content: Element) -> Element:
    """Choose one of the ways in which the same thing is written, as Office does."""
    for way in content:
        if way.tag == MC + "Fallback" or (way.tag == MC + "Choice" and _is_known(way)):
            return way
    return content


def _is_known(way: Element) -> bool:
    return all(
        prefix in _KNOWN and _OFFICES_OWN.match(way.nsmap.get(prefix, ""))
        for prefix in (way.get("Requires") or "").split()
    )
