"""Writes small PDF files by hand: readable in three languages, with room for tricks.

Latin letters are Helvetica and Japanese ones a standard font that the file names; Cyrillic is drawn
by the file itself, so that no machine's fonts decide whether a person sees it.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from screening.attack.letters import ADVANCE, CYRILLIC, HEIGHT, dots, size_of
from screening.bench.hostile_pdf import pdf, stream

LEFT, TOP, LEADING, SIZE = 60, 780, 20, 11
FREE = 84
"""The number of the first object that a trick may add."""

_SMALL_CYRILLIC = tuple(mark.lower() for mark in CYRILLIC)
_DRAWN = (*CYRILLIC, *_SMALL_CYRILLIC, " ")
_CODES = {mark: 128 + at for at, mark in enumerate(_DRAWN)}
_FONTS = b"/Font<</H 5 0 R/J 6 0 R/C 8 0 R>>"
_HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_JAPANESE = (
    b"<</Type/Font/Subtype/Type0/BaseFont/HeiseiKakuGo-W5/Encoding/UniJIS-UTF16-H"
    b"/DescendantFonts[7 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiKakuGo-W5/DW 1000/CIDSystemInfo"
    b"<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor 10 0 R>>",
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/HeiseiKakuGo-W5/Flags 4/ItalicAngle 0/Ascent 880"
    b"/Descent -120/CapHeight 700/StemV 80/FontBBox[0 -120 1000 880]>>"
)


def words(text: str, *, x: float = LEFT, y: float, size: float = SIZE, mode: int = 0) -> bytes:
    """Return the operators that show one line; ``mode`` 3 shows nothing."""
    cyrillic = any(mark in _CODES for mark in text if mark != " ")
    runs = groupby(text, lambda mark: _font(mark, cyrillic=cyrillic))
    shown = b" ".join(_run(font, "".join(run), size) for font, run in runs)
    return b"BT %d Tr 1 0 0 1 %g %g Tm %s 0 Tr ET\n" % (mode, x, y, shown)


def lines(texts: Sequence[str], *, x: float = LEFT, top: float = TOP, size: float = SIZE) -> bytes:
    """Return the operators that show lines one below the other."""
    return b"".join(
        words(text, x=x, y=top - LEADING * at, size=size) for at, text in enumerate(texts)
    )


def paper(
    *pages: bytes,
    more: Sequence[bytes] = (),
    inside: bytes = b"",
    around: bytes = b"",
    catalogue: bytes = b"",
    trailer: bytes = b"",
) -> bytes:
    """Return a file of pages; ``more`` objects are numbered from ``FREE`` on.

    ``inside`` is added to the first page's resources, ``around`` to the first page itself.
    """
    after = FREE + len(more)
    numbers = [3, *range(after, after + 2 * (len(pages) - 1), 2)]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    rest = [
        one
        for number, content in zip(numbers[1:], pages[1:], strict=True)
        for one in (_page(number + 1), stream(content))
    ]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        _page(4, inside, around),
        stream(pages[0]),
        _HELVETICA,
        *_JAPANESE,
        _drawn_font(),
        stream(_character_table()),
        _DESCRIPTOR,
        *(stream(_glyph(mark)) for mark in _DRAWN),
    ]
    filling = [b"null"] * (FREE - 1 - len(objects))
    return pdf([*objects, *filling, *more, *rest], trailer=trailer)


def written(text: str) -> bytes:
    """Return a text string as it stands outside of pages: in notes, fields and titles."""
    return b"<feff%s>" % text.encode("utf-16-be").hex().encode()


def _page(content: int, inside: bytes = b"", around: bytes = b"") -> bytes:
    resources = inside if b"/Font<<" in inside else _FONTS + inside
    start = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R" % content
    return start + around + b"/Resources<<" + resources + b">>>>"


def _font(mark: str, *, cyrillic: bool) -> str:
    if mark in _CODES and (mark != " " or cyrillic):
        return "C"
    return "H" if mark < "\x7f" or mark in "–—«»“”’" else "J"


def _run(font: str, text: str, size: float) -> bytes:
    match font:
        case "C":
            shown = bytes(_CODES[mark] for mark in text)
        case "H":
            shown = text.encode("cp1252")
        case _:
            shown = text.encode("utf-16-be")
    return b"/%s %g Tf <%s> Tj" % (font.encode(), size, shown.hex().encode())


def _drawn_font() -> bytes:
    names = b" ".join(b"/c%d" % code for code in _CODES.values())
    drawn = b" ".join(b"/c%d %d 0 R" % (code, 11 + at) for at, code in enumerate(_CODES.values()))
    widths = b" ".join(b"%g" % (ADVANCE * size_of(mark)) for mark in _DRAWN)
    return (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 6 8]/FontMatrix[0.1 0 0 0.1 0 0]/Resources<<>>"
        b"/Encoding<</Type/Encoding/Differences[128 %s]>>/CharProcs<<%s>>/FirstChar 128"
        b"/LastChar %d/Widths[%s]/ToUnicode 9 0 R>>"
        % (names, drawn, 127 + len(_DRAWN), widths)
    )  # fmt: skip


def _glyph(mark: str) -> bytes:
    size = size_of(mark)
    boxes = b" ".join(
        b"%g %g %g %g re" % (x * size, (HEIGHT - 1 - y) * size, size, size) for x, y in dots(mark)
    )
    return b"%g 0 0 0 6 8 d1 %s f" % (ADVANCE * size, boxes)


def _character_table() -> bytes:
    return b"\n".join(_table_lines())


def _table_lines() -> Iterator[bytes]:
    yield b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/A def"
    yield b"/CMapType 2 def 1 begincodespacerange <00><FF> endcodespacerange"
    yield b"%d beginbfchar" % len(_CODES)
    for mark, code in _CODES.items():
        yield b"<%02X><%04X>" % (code, ord(mark))
    yield b"endbfchar endcmap end end"
