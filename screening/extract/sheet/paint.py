"""Colours of shapes and of the letters in them, as drawings write them."""

from dataclasses import replace
from typing import Final

from screening.extract.sheet.colours import BLACK, Colour, lightened, named, of_shares, rgb, shaded
from screening.extract.sheet.looks import Letters
from screening.extract.sheet.styles import Theme
from screening.extract.sheet.xml import child, inside, name, real, whole
from screening.extract.xml import Element

_OTHER_NAMES: Final = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_FILLS: Final = frozenset({"solidFill", "gradFill", "blipFill", "pattFill", "grpFill"})
_WHOLE: Final = 100_000
_CLEAR: Final = 0.05
_OPAQUE: Final = 0.95


class Paint:
    """Reads colours with the theme of a file."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def fill(self, properties: Element | None) -> Colour | None:
        """Return the one colour of a fill; ``None`` for no plain one."""
        solid = child(properties, "solidFill")
        return None if solid is None else self._colour(solid)

    def ground(self, shape: Element, paper: Colour | None) -> Colour | None:
        """Return what the words of a shape stand on; ``None`` when that is not known."""
        properties = child(shape, "spPr")
        own = next((name(one) for one in inside(properties) if name(one) in _FILLS), None)
        if own == "solidFill":
            return self.fill(properties)
        if own is not None:
            return None
        reference = child(shape, "style", "fillRef")
        if child(properties, "noFill") is None and whole(reference, "idx") > 0:
            return None if reference is None else self._colour(reference)
        return paper

    def letters(self, shape: Element, body: Element | None) -> Letters:
        """Return how the words of a shape look where they do not say it themselves."""
        reference = child(shape, "style", "fontRef")
        has_colour = reference is not None and any(True for _ in reference)
        ink = self._colour(reference) if has_colour and reference is not None else BLACK
        return self.run(child(body, "lstStyle", "lvl1pPr", "defRPr"), Letters(ink=ink))

    def run(self, properties: Element | None, usual: Letters) -> Letters:
        """Return the letters of a run of words."""
        if properties is None:
            return usual
        size = real(properties, "sz")
        solid = child(properties, "solidFill")
        faces = (child(properties, key) for key in ("latin", "sym"))
        face = next((one.get("typeface") for one in faces if one is not None), None)
        return replace(
            usual,
            ink=usual.ink if solid is None else self._colour(solid),
            size=usual.size if size is None else size / 100,
            font=face or usual.font,
        )

    def _colour(self, holder: Element) -> Colour | None:
        """Read the colour inside an element; one that shines through is not known."""
        for one in holder:
            found = self._plain(one)
            if found is None:
                return None
            for change in one:
                found = _changed(found, name(change), whole(change, "val") / _WHOLE)
                if found is None:
                    return None
            return found
        return None

    def _plain(self, one: Element) -> Colour | None:
        kind, value = name(one), one.get("val") or ""
        if kind == "srgbClr":
            return rgb(value)
        if kind == "schemeClr":
            return self._theme.colours.get(_OTHER_NAMES.get(value, value))
        if kind == "sysClr":
            return rgb(one.get("lastClr")) or (rgb("FFFFFF") if value == "window" else BLACK)
        if kind == "scrgbClr":
            return of_shares(*((real(one, key) or 0.0) / _WHOLE for key in "rgb"))
        return named(value) if kind == "prstClr" else None


def _changed(colour: Colour, kind: str, share: float) -> Colour | None:
    """Apply one change of brightness or opacity; ``None`` for what is not understood."""
    if kind == "alpha":
        return colour if share > _OPAQUE else None
    if kind in {"lumMod", "shade"}:
        return shaded(colour, share - 1)
    if kind == "lumOff":
        return lightened(colour, share)
    return shaded(colour, 1 - share) if kind == "tint" else None


def is_clear(properties: Element | None) -> bool:
    """Tell whether letters are drawn without any ink."""
    if child(properties, "ln") is not None:
        return False
    if child(properties, "noFill") is not None:
        return True
    solid = child(properties, "solidFill")
    alphas = [] if solid is None else [whole(one, "val", _WHOLE) for one in solid.iter("{*}alpha")]
    return any(alpha < _CLEAR * _WHOLE for alpha in alphas)
