"""How the letters of a cell look, and whether they can be seen."""

from dataclasses import dataclass
from typing import Final

from screening.extract.sheet.colours import BLACK, WHITE, Colour, alike
from screening.model.reading import HiddenReason, Severity

_TINY_POINTS: Final = 4.0
_SYMBOLS: Final = {
    "wingdings": dict(zip("üûþýxo¨lnqvØ§à", "✓✗☑☒☒□□●■❑❖➢▪→", strict=True)),
    "wingdings 2": dict(zip("POQRST£¢", "✓✗☒☑☒☒□□", strict=True)),
    "wingdings 3": {},
    "webdings": {"a": "✓", "r": "✗", "c": "□", "g": "■"},
}
"""What fonts of symbols draw for letters; those of interest in a form."""
_PRIVATE: Final = 0xF000


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look; ``None`` for a colour that cannot be told."""

    ink: Colour | None = BLACK
    size: float = 11.0
    font: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of cell looks."""

    letters: Letters = Letters()
    ground: Colour | None = WHITE
    code: str = "General"


def hiding(ink: Colour | None, ground: Colour | None, size: float | None) -> HiddenReason | None:
    """Return why letters cannot be seen; what is unknown (``None``) hides nothing."""
    if size is not None and size < _TINY_POINTS:
        return HiddenReason.TINY
    if ink is None or ground is None:
        return None
    return HiddenReason.COLOUR if alike(ink, ground) else None


def drawn(text: str, font: str) -> str:
    """Return the signs that a font of symbols draws for letters, such as ticks and boxes."""
    signs = _SYMBOLS.get(font.lower())
    if signs is None:
        return text
    # some programs store the letters of such fonts in a private area
    plain = (chr(ord(c) - _PRIVATE) if _PRIVATE < ord(c) <= _PRIVATE + 255 else c for c in text)
    return "".join(signs.get(c, c) for c in plain)


def severity_of(text: str) -> Severity:
    """Figures alone are a usual thing to hide on a sheet; words are not."""
    return Severity.WARN if any(c.isalpha() for c in text) else Severity.NOTE
