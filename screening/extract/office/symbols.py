"""Letters of pictorial fonts: what they look like, and words that hide among them."""

from typing import Final

_FONTS: Final = frozenset(
    {
        "wingdings",
        "wingdings 2",
        "wingdings 3",
        "webdings",
        "symbol",
        "zapf dingbats",
        "zapfdingbats",
        "marlett",
        "opensymbol",
    }
)
_GREEK: Final = dict(
    zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True)
) | dict(zip("GDQLXPSFYW", "ΓΔΘΛΞΠΣΦΨΩ", strict=True))
_MARKS: Final = {
    "wingdings": {
        0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x2B: "✉", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "☐",
        0x70: "☐", 0x71: "☐", 0x72: "☐", 0x75: "◆", 0x76: "❖", 0x9E: "·", 0x9F: "•", 0xA7: "▪",
        0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
        0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "☐", 0x30: "☐",
        0xA3: "☐",
    },
    "webdings": {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗", 0x9B: "✉", 0xC5: "☎"},
}  # fmt: skip
_PRIVATE: Final = 0xF000
_WORDY: Final = 8
"""Letters from which a stretch in a pictorial font is a text, not a row of bullets."""


def pictorial(font: str | None) -> bool:
    """Tell whether a font draws pictures instead of letters."""
    return (font or "").strip().casefold() in _FONTS


def mark(font: str | None, code: int) -> str:
    """Return what a font draws for a code, a bullet when we do not know it."""
    name = (font or "").strip().casefold()
    code = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 256 else code
    if name not in _FONTS:
        return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if code == 32:
        return " "
    if name == "symbol":
        return _GREEK.get(chr(code)) or (chr(code) if 0x20 < code < 0x40 else "•")
    return _MARKS.get(name, {}).get(code, "•")


def drawn(font: str | None, text: str) -> str:
    """Return what a person sees of a text in a pictorial font; other scripts stay as they are."""
    return "".join(
        mark(font, ord(c)) if ord(c) < 256 or _PRIVATE <= ord(c) < _PRIVATE + 256 else c
        for c in text
    )


def wordy(text: str) -> bool:
    """Tell whether a text in a pictorial font has words that nobody can read there."""
    return sum(1 for c in text if c.isalpha() and ord(c) < 256) >= _WORDY
