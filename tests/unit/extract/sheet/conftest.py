"""What the tests of spreadsheets share: workbooks from a few lines of XML, read at once."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from screening.errors import Unreadable
from screening.extract.formats import read_raw
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Raw, Tools

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_LINKS = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'


@pytest.fixture
def raw() -> Callable[..., Raw]:
    """Read bytes with the format's own reader."""

    def _raw(content: bytes, limits: ReadingLimits | None = None) -> Raw:
        return read_raw(content, Tools(limits or ReadingLimits()))

    return _raw


@pytest.fixture
def refused(raw: Callable[..., Raw]) -> Callable[..., str]:
    """Return why bytes are not read."""

    def _refused(content: bytes, limits: ReadingLimits | None = None) -> str:
        with pytest.raises(Unreadable) as unreadable:
            raw(content, limits)
        return unreadable.value.reason.value

    return _refused


@pytest.fixture
def book() -> Callable[..., bytes]:
    """Make a workbook of one sheet from the XML inside it and of other parts.

    ``data`` is what is inside of ``sheetData``; ``links`` are relations of the sheet, by id.
    """

    def _book(
        data: str,
        *,
        before: str = "",
        after: str = "",
        styles: str = "",
        strings: str = "",
        names: str = "",
        sheets: str = "",
        links: dict[str, tuple[str, str]] | None = None,
        parts: dict[str, str] | None = None,
    ) -> bytes:
        inner = "".join(_link(key, *link) for key, link in (links or {}).items())
        whole = {
            "_rels/.rels": _LINKS.format(_link("a", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            f'<sheet name="S" sheetId="1" r:id="s1"/>{sheets}</sheets>'
            f"<definedNames>{names}</definedNames></workbook>",
            "xl/_rels/workbook.xml.rels": _LINKS.format(
                _link("s1", "worksheet", "worksheets/sheet1.xml")
                + _link("s2", "worksheet", "worksheets/sheet2.xml")
                + _link("st", "styles", "styles.xml")
                + _link("ss", "sharedStrings", "sharedStrings.xml")
            ),
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
            f"<sheetData>{data}</sheetData>{after}</worksheet>",
            "xl/worksheets/_rels/sheet1.xml.rels": _LINKS.format(inner),
            **(parts or {}),
        }
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in whole.items():
                archive.writestr(name, part)
        return stream.getvalue()

    return _book


def _link(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
