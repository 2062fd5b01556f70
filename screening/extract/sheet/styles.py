"""What the style sheet of an XLSX file makes of a cell: its number format, letters and ground."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from screening.extract.sheet.builtin_formats import builtin_format
from screening.extract.sheet.colours import (
    BLACK,
    DEFAULT_THEME,
    THEME_ORDER,
    WHITE,
    Colour,
    indexed,
    rgb,
    shaded,
)
from screening.extract.sheet.looks import Letters, Look
from screening.extract.sheet.xml import below, child, children, inside, real, whole
from screening.extract.xml import Element


class Theme:
    """The named colours of a file."""

    def __init__(self, root: Element | None) -> None:
        self.colours: dict[str, Colour] = dict(DEFAULT_THEME)
        for scheme in below(root, "clrScheme"):
            for one in scheme:
                for colour in one:
                    found = rgb(colour.get("lastClr") or colour.get("val"))
                    if found is not None:
                        self.colours[one.tag.rpartition("}")[2]] = found

    def numbered(self, number: int) -> Colour | None:
        """Return a colour by the number that cells use."""
        known = 0 <= number < len(THEME_ORDER)
        return self.colours.get(THEME_ORDER[number]) if known else None


@dataclass(frozen=True, slots=True)
class Change:
    """What a conditional format makes of a cell; ``None`` where it leaves the cell's own."""

    ink: Colour | None = None
    ground: Colour | None = None
    paints: bool = False
    """Whether it changes any colour, or what is shown."""
    shows_nothing: bool = False


class Styles:
    """The style sheet of one workbook."""

    def __init__(self, root: Element | None, theme: Theme, *, language: str) -> None:
        self.theme = theme
        self._palette = _palette(root)
        self._language = language
        self._codes = {
            whole(one, "numFmtId"): one.get("formatCode") or ""
            for one in children(child(root, "numFmts"), "numFmt")
        }
        fonts = [self.letters(font) for font in inside(child(root, "fonts"))]
        grounds = [self._ground(fill) for fill in inside(child(root, "fills"))]
        self.looks: Sequence[Look] = [
            self._look(xf, fonts, grounds) for xf in inside(child(root, "cellXfs"))
        ]

        self._changes = [self._change(dxf) for dxf in inside(child(root, "dxfs"))]

    def change(self, number: int) -> Change | None:
        """Return what a conditional format changes; ``None`` when the style is missing."""
        return self._changes[number] if 0 <= number < len(self._changes) else None

    def look(self, number: int) -> Look:
        """Return the look of cells of a style."""
        return self.looks[number] if 0 <= number < len(self.looks) else Look()

    def letters(self, font: Element | None, usual: Letters | None = None) -> Letters:
        """Return the letters of a font, or of a run of text inside a cell of the ``usual`` ones."""
        letters = usual or Letters()
        if font is None:
            return letters
        colour = child(font, "color")
        size = real(child(font, "sz"), "val")
        names = (child(font, key) for key in ("name", "rFont"))
        face = next((one.get("val") for one in names if one is not None), None)
        return replace(
            letters,
            # letters whose font names no colour are black, also in a cell of another colour
            ink=BLACK if colour is None else self._colour(colour, BLACK),
            size=letters.size if size is None else size,
            font=face or letters.font,
        )

    def _look(
        self, xf: Element, fonts: Sequence[Letters], grounds: Sequence[Colour | None]
    ) -> Look:
        font, fill, number = (whole(xf, key) for key in ("fontId", "fillId", "numFmtId"))
        code = self._codes.get(number)
        return Look(
            letters=fonts[font] if 0 <= font < len(fonts) else Letters(),
            ground=grounds[fill] if 0 <= fill < len(grounds) else WHITE,
            code=builtin_format(number, self._language) if code is None else code,
        )

    def _change(self, dxf: Element) -> Change:
        colour, fill = child(dxf, "font", "color"), child(dxf, "fill")
        pattern = child(fill, "patternFill")
        # unlike in cells, a plain fill has its colour in the place of the background
        ground = child(pattern, "bgColor")
        if ground is None:
            ground = child(pattern, "fgColor")
        code = child(dxf, "numFmt")
        return Change(
            ink=None if colour is None else self._colour(colour, BLACK),
            ground=None if ground is None else self._colour(ground, WHITE),
            paints=any(part is not None for part in (colour, fill, code)),
            shows_nothing=code is not None and not (code.get("formatCode") or "").strip("; "),
        )

    def _ground(self, fill: Element) -> Colour | None:
        """Return the one colour of a fill; patterns and gradients are not known."""
        pattern = child(fill, "patternFill")
        if pattern is None:
            return None if child(fill, "gradientFill") is not None else WHITE
        kind = pattern.get("patternType") or "none"
        if kind == "none":
            return WHITE
        if kind != "solid":
            return None
        colour = child(pattern, "fgColor")
        return BLACK if colour is None else self._colour(colour, BLACK)

    def _colour(self, colour: Element, automatic: Colour) -> Colour | None:
        if colour.get("rgb") is not None:
            found = rgb(colour.get("rgb"))
        elif colour.get("theme") is not None:
            found = self.theme.numbered(whole(colour, "theme", -1))
        elif colour.get("indexed") is not None:
            found = indexed(whole(colour, "indexed", -1), self._palette)
        else:
            found = automatic
        return None if found is None else shaded(found, real(colour, "tint") or 0.0)


def _palette(root: Element | None) -> Sequence[Colour]:
    colours = child(root, "colors", "indexedColors")
    return [rgb(one.get("rgb")) or BLACK for one in inside(colours)]
