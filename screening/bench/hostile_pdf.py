"""PDF files with loops, huge numbers, endless operators and deep nesting."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial

_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_TEXT = b"BT /F 12 Tf 72 720 Td (Ten years of welding) Tj ET"
_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
)


def pdf(objects: Sequence[bytes], *, table: bytes | None = None, trailer: bytes = b"") -> bytes:
    """Return a file of these objects, numbered from 1; the first one is the catalogue."""
    pieces, offsets, at = [b"%PDF-1.7\n"], [], 9
    for number, one in enumerate(objects, 1):
        offsets.append(at)
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, one))
        at += len(pieces[-1])
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    written = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, entries)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    start = b"startxref\n%d\n%%%%EOF" % at
    return b"".join([*pieces, written if table is None else table, end, start])


def stream(content: bytes, extra: bytes = b"", *, length: int | None = None) -> bytes:
    """Return a packed stream."""
    packed = zlib.compress(content, 9)
    size = len(packed) if length is None else length
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (size, extra, packed)


def page(content: bytes = _TEXT, *, more: Sequence[bytes] = (), inside: bytes = b"") -> bytes:
    """Return a file of one page; ``inside`` is added to the page's resources."""
    return pdf([*_start(), _PAGE + inside + b">>>>", stream(content), _FONT, *more])


def _start(kids: bytes = b"[3 0 R]", count: bytes = b"1") -> list[bytes]:
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids%s/Count %s>>" % (kids, count),
    ]


def _tree_loop() -> bytes:
    kids = b"[2 0 R 2 0 R 2 0 R 3 0 R]"
    return pdf([*_start(kids, b"2000000000"), _PAGE + b">>>>", stream(_TEXT), _FONT])


def _deep_tree(depth: int) -> bytes:
    nodes = [
        b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number - 1, number + 1)
        for number in range(6, 6 + depth)
    ]
    leaf = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (5 + depth)
    return pdf([*_start(b"[6 0 R]"), _PAGE + b">>>>", stream(_TEXT), _FONT, *nodes, leaf])


def _form_loop() -> bytes:
    resources = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R/Y 7 0 R>>>>"
    )
    forms = [stream(b"/X Do /Y Do /X Do", resources), stream(b"/X Do /Y Do /Y Do", resources)]
    return page(_TEXT + b" /X Do", more=forms, inside=b"/XObject<</X 6 0 R>>")


def _form_tree(depth: int) -> bytes:
    """Draw each form twice in the next one: two to the power of the depth in all."""
    forms = [
        stream(
            b"/X Do /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
            % (number + 1),
        )
        for number in range(6, 6 + depth)
    ]
    leaf = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return page(_TEXT + b" /X Do", more=[*forms, leaf], inside=b"/XObject<</X 6 0 R>>")


def _box(box: bytes, extra: bytes = b"") -> bytes:
    whole = _PAGE.replace(b"[0 0 595 842]", box + extra)
    return pdf([*_start(), whole + b">>>>", stream(_TEXT), _FONT])


def _picture(width: int, height: int) -> bytes:
    extra = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (width, height)
    image = stream(b"\0" * 1000, extra + b"/ColorSpace/DeviceRGB/BitsPerComponent 8")
    draw = _TEXT + b" q 500 0 0 700 0 0 cm /I Do Q"
    return page(draw, more=[image], inside=b"/XObject<</I 6 0 R>>")


def _filters() -> bytes:
    """Pack zeros five times over."""
    packed = b"\0" * 100_000_000
    for _ in range(4):
        packed = zlib.compress(packed, 9)
    many = b"<</Length %d/Filter[%s]>>stream\n%s\nendstream"
    content = many % (len(packed), b"/FlateDecode" * 4, packed)
    return pdf([*_start(), _PAGE + b">>>>", content, _FONT])


def _table_loop() -> bytes:
    """Let the table of objects name itself as the one before it."""
    objects = [*_start(), _PAGE + b">>>>", stream(_TEXT), _FONT]
    whole = pdf(objects, trailer=b"/Prev 0000000000")
    return whole.replace(b"/Prev 0000000000", b"/Prev %010d" % whole.index(b"xref\n"))


def _table_of_millions() -> bytes:
    table = b"xref\n0 2000000000\n" + b"0000000000 65535 f \n" * 10
    return pdf([*_start(), _PAGE + b">>>>", stream(_TEXT), _FONT], table=table)


def _object_stream_loop() -> bytes:
    inside = b"1 0 <</Type/Catalog/Pages 2 0 R/Extends 6 0 R>>"
    holder = stream(inside, b"/Type/ObjStm/N 100000000/First 4/Extends 6 0 R")
    return page(more=[holder])


def _character_table() -> bytes:
    ranges = b"".join(b"<0000><FFFF><%04X>\n" % n for n in range(20_000))
    table = b"/CIDInit/ProcSet findresource begin begincmap 20000 beginbfrange\n" + ranges
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R"
    font += b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A>>]>>"
    objects = [*_start(), _PAGE + b">>>>", stream(_TEXT), font]
    return pdf([*objects, stream(table + b"endbfrange endcmap")])


def _annotations(count: int) -> bytes:
    notes = b"".join(
        b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(x)/Parent 6 0 R>>" for _ in range(count)
    )
    whole = _PAGE + b">>/Annots[%s]>>" % notes
    return pdf([*_start(), whole, stream(_TEXT), _FONT, b"<</Kids[6 0 R]/Parent 6 0 R>>"])


FILES: Mapping[str, Callable[[], bytes]] = {
    "pdf whose page tree holds itself": _tree_loop,
    "pdf with a page tree 5,000 deep": partial(_deep_tree, 5_000),
    "pdf whose forms draw each other": _form_loop,
    "pdf with forms two to the power of 30": partial(_form_tree, 30),
    "pdf with a page of 10^9 points": partial(_box, b"[0 0 1000000000 1000000000]"),
    "pdf with a page of no size": partial(_box, b"[0 0 0 0]"),
    "pdf with a page of odd numbers": partial(_box, b"[-1e300 1e300 1e39 -2147483648]"),
    "pdf with a unit of 10^6": partial(_box, b"[0 0 14400 14400]", b"/UserUnit 1000000"),
    "pdf of a million operators": lambda: page(_TEXT + b" 1 0 0 1 0 0 cm" * 1_000_000),
    "pdf of a million letters": lambda: page(b"BT /F 1 Tf " + b"(a) Tj " * 1_000_000 + b"ET"),
    "pdf of 200,000 shapes": lambda: page(_TEXT + b" 0 0 9 9 re f" * 200_000),
    "pdf of 100,000 clippings": lambda: page(b"0 0 900 900 re W n " * 100_000 + _TEXT),
    "pdf of a curve of 10^6 points": lambda: page(b"0 0 m " + b"1 1 2 2 3 3 c " * 1_000_000 + b"S"),
    "pdf with 500,000 saved states": lambda: page(b"q " * 500_000 + _TEXT),
    "pdf of nested arrays": lambda: page(b"[" * 1_000_000 + _TEXT),
    "pdf of nested dictionaries": lambda: pdf(
        [*_start(), _PAGE + b"/X" + b"<</X" * 100_000 + b">>" * 100_000 + b">>>>", stream(_TEXT)]
    ),
    "pdf with a stream of 4 GB by its word": lambda: pdf(
        [*_start(), _PAGE + b">>>>", stream(_TEXT, length=4_294_967_295), _FONT]
    ),
    "pdf with a stream of 300 MB": lambda: page(_TEXT + b" " * 300_000_000),
    "pdf packed four times": _filters,
    "pdf with a picture of 50,000 by 50,000": partial(_picture, 50_000, 50_000),
    "pdf with tables in a loop": _table_loop,
    "pdf with a table of 2 * 10^9": _table_of_millions,
    "pdf with object streams in a loop": _object_stream_loop,
    "pdf with 20,000 full character ranges": _character_table,
    "pdf with 50,000 annotations": partial(_annotations, 50_000),
    "pdf of 300,000 objects": lambda: pdf([*_start(), _PAGE + b">>>>", *[b"null"] * 300_000]),
    "pdf of headers": lambda: b"%PDF-1.7\n" * 1_000_000,
    "pdf of objects that never end": lambda: b"%PDF-1.7\n" + b"1 0 obj <<" * 1_000_000,
}
