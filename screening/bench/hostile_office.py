"""Zip bombs, packages and workbooks that want more memory or time than any person's CV."""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from io import BytesIO

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MEGABYTE = 1024 * 1024

Part = str | bytes


def zipped(parts: Iterable[tuple[str, Part]]) -> bytes:
    """Zip parts together, twice under one name if need be."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def docx(body: str, *more: tuple[str, Part]) -> bytes:
    """Return a Word file with this body."""
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return _package("word/document.xml", document, "wordprocessingml.document.main", more)


def xlsx(sheet: str, *more: tuple[str, Part]) -> bytes:
    """Return a workbook with this inside its only sheet."""
    book = (
        f'<workbook {_S} xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    parts = (
        ("xl/_rels/workbook.xml.rels", _relations("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", f"<worksheet {_S}>{sheet}</worksheet>"),
        *more,
    )
    return _package("xl/workbook.xml", book, "spreadsheetml.sheet.main", parts)


def pptx(shapes: str) -> bytes:
    """Return a presentation with one slide."""
    show = f'<p:presentation {_P}><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst>'
    slide = f"<p:sld {_P}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
    parts = (
        ("ppt/_rels/presentation.xml.rels", _relations("slide", "slides/slide1.xml")),
        ("ppt/slides/slide1.xml", slide),
    )
    main = "presentationml.presentation.main"
    return _package("ppt/presentation.xml", show + "</p:presentation>", main, parts)


def odt(text: str) -> bytes:
    """Return an OpenDocument text."""
    content = f"<office:document-content {_O}><office:body><office:text>{text}"
    return zipped(
        [
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", content + "</office:text></office:body></office:document-content>"),
        ]
    )


def _package(main: str, content: str, kind: str, more: Iterable[tuple[str, Part]]) -> bytes:
    full = f"application/vnd.openxmlformats-officedocument.{kind}+xml"
    types = (
        f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Override PartName="/{main}" ContentType="{full}"/></Types>'
    )
    parts = [("[Content_Types].xml", types), ("_rels/.rels", _relations("officeDocument", main))]
    return zipped([*parts, (main, content), *more])


def _relations(kind: str, target: str) -> str:
    one = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_RELATIONS}">{one}</Relationships>'


def _nested(opening: str, closing: str, depth: int, inside: str = "") -> str:
    return varied(opening, depth) + inside + closing * depth


def varied(piece: str, count: int) -> str:
    """Repeat a piece with another word in the place of its star, so that it does not pack well."""
    chance = random.Random(count)  # noqa: S311  # it must be the same again
    return "".join(piece.replace("*", f"{chance.getrandbits(96):024x}") for _ in range(count))


def _bomb_in_bombs() -> bytes:
    inner = zipped([("a.txt", b"\0" * 10 * _MEGABYTE)])
    for _ in range(5):
        inner = zipped([(f"{at}.zip", inner) for at in range(10)])
    return inner


def _overlapping() -> bytes:
    """Let many entries of the directory point at the same packed bytes."""
    packed = zlib.compress(b"a" * 5 * _MEGABYTE)[2:-4]
    checksum, size = zlib.crc32(b"a" * 5 * _MEGABYTE), 5 * _MEGABYTE
    sizes = struct.pack("<III", checksum, len(packed), size)
    start = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes
    body = start + struct.pack("<HH", 1, 0) + b"a" + packed
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    entry += struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 1500
    counts = struct.pack("<HHHHIIH", 0, 0, 1500, 1500, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + counts


def _lying() -> bytes:
    """Declare one byte where there are a hundred million."""
    honest = bytearray(docx("<w:p/>", ("word/media/a.bin", b"\0" * 100 * _MEGABYTE)))
    at = honest.rindex(b"PK\x01\x02", 0, honest.rindex(b"PK\x05\x06"))
    honest[at + 24 : at + 28] = struct.pack("<I", 1)
    return bytes(honest)


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    start = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "laughing">{levels}]>'
    body = f"{start}<w:document {_W}><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body>"
    return zipped([("[Content_Types].xml", "<x/>"), ("word/document.xml", body + "</w:document>")])


def _long_attributes() -> bytes:
    names = " ".join(f'a{n}="1"' for n in range(200_000))
    return docx(f"<w:p {names}><w:r><w:t>x</w:t></w:r></w:p>")


def _namespaces() -> bytes:
    inside = "".join(f'<w:p xmlns:n{n}="urn:{n}">' for n in range(5_000))
    return docx(inside + "</w:p>" * 5_000)


def _paragraphs(count: int) -> bytes:
    return docx(varied("<w:p><w:r><w:t>*</w:t></w:r></w:p>", count))


def _tables(depth: int) -> bytes:
    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>*</w:t></w:r></w:p>"
    return docx(_nested(cell, "</w:tc></w:tr></w:tbl>", depth))


def _merged(count: int) -> bytes:
    row = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    cells = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, count + 1))
    return xlsx(f'{row}<mergeCells count="{count}">{cells}</mergeCells>')


def _far_cells(*places: str) -> bytes:
    cells = "".join(
        f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}" t="inlineStr">'
        "<is><t>far</t></is></c></row>"
        for place in places
    )
    return xlsx(f"<sheetData>{cells}</sheetData>")


def _shared_strings() -> bytes:
    """Show one long text in very many cells."""
    strings = f"<sst {_S}><si><t>{'x' * 32_000}</t></si></sst>"
    row = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 20_000))
    return xlsx(f'<sheetData><row r="1">{row}</row></sheetData>', ("xl/sharedStrings.xml", strings))


def _one_range() -> bytes:
    row = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return xlsx(row + '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def _repeated_cells() -> bytes:
    cell = (
        '<table:table-cell table:number-columns-repeated="1048576"><text:p>x</text:p>'
        "</table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return odt(f"<table:table>{row}</table:table><text:p><text:s text:c='2000000000'/>x</text:p>")


FILES: Mapping[str, Callable[[], bytes]] = {
    "docx ratio bomb": lambda: docx("<w:p/>" + " " * 180 * _MEGABYTE),
    "docx bomb beside the text": lambda: docx("<w:p/>", ("word/a.bin", b"\0" * 190 * _MEGABYTE)),
    "docx that lies about sizes": _lying,
    "docx with entities": _entities,
    "docx with 200,000 attributes": _long_attributes,
    "docx with 5,000 name spaces": _namespaces,
    "docx of 100,000 paragraphs": partial(_paragraphs, 100_000),
    "docx of 10,000 paragraphs": partial(_paragraphs, 10_000),
    "docx of 200 nested tables": partial(_tables, 200),
    "docx of 20,000 nested tables": partial(_tables, 20_000),
    "docx of one long word": lambda: docx(
        f"<w:p><w:r><w:t>{varied('*', 250_000)}</w:t></w:r></w:p>"
    ),
    "docx of 100,000 short runs": lambda: docx(
        f"<w:p>{varied('<w:r><w:t>*</w:t></w:r>', 100_000)}</w:p>"
    ),
    "xlsx with far cells": partial(_far_cells, "A1", "XFD1", "A1048576", "XFD1048576"),
    "xlsx with a million merged ranges": partial(_merged, 1_000_000),
    "xlsx with 100,000 merged ranges": partial(_merged, 100_000),
    "xlsx merged into one cell": _one_range,
    "xlsx with one text in 20,000 cells": _shared_strings,
    "pptx of 200 nested groups": lambda: pptx(_nested('<p:grpSp id="*">', "</p:grpSp>", 200)),
    "pptx of 20,000 nested groups": lambda: pptx(_nested('<p:grpSp id="*">', "</p:grpSp>", 20_000)),
    "pptx of 50,000 shapes": lambda: pptx(
        varied("<p:sp><p:txBody><a:p><a:r><a:t>*</a:t></a:r></a:p></p:txBody></p:sp>", 50_000)
    ),
    "odt of 10,000 nested sections": lambda: odt(
        _nested('<text:section text:name="*">', "</text:section>", 10_000, "<text:p>x</text:p>")
    ),
    "odt with repeated cells and spaces": _repeated_cells,
    "zip of zips": _bomb_in_bombs,
    "zip of overlapping entries": _overlapping,
    "zip of 60,000 entries": lambda: zipped((f"{n}.txt", "x") for n in range(60_000)),
    "zip that holds itself by name": lambda: zipped([("../../etc/x", "x"), ("a" * 60_000, "x")]),
}
