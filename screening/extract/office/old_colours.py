"""Colours as old Word files and RTF have them, and whether a text can be told from its ground."""

UNKNOWN = ""
"""A ground that cannot be told from the file; nothing on it is called hidden."""
WHITE, BLACK = "FFFFFF", "000000"
_NEAR = 24
_NUMBERED = (
    None,
    BLACK,
    "0000FF",
    "00FFFF",
    "00FF00",
    "FF00FF",
    "FF0000",
    "FFFF00",
    WHITE,
    "000080",
    "008080",
    "008000",
    "800080",
    "800000",
    "808000",
    "808080",
    "C0C0C0",
)
"""The colours of old versions by their number; the first is "automatic"."""


def numbered(number: int) -> str | None:
    """Return a colour of the old table; ``None`` is automatic, or no ground at all."""
    return _NUMBERED[number] if 0 <= number < len(_NUMBERED) else None


def alike(colour: str | None, ground: str | None) -> bool:
    """Tell whether two known colours cannot be told apart."""
    if not colour or not ground:
        return False
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(ground), strict=True)
    return max(abs(a - b) for a, b in pairs) < _NEAR


def colour_reference(value: bytes) -> str | None:
    """Read red, green, blue and a mark for "automatic", which is ``None``."""
    if len(value) < 4 or value[3] == 0xFF:
        return None
    return value[:3].hex().upper()


def short_shading(value: int) -> str | None:
    """Read the old form of a shading: two numbered colours and a pattern."""
    if value == 0xFFFF:
        return None
    return shading(numbered(value & 0x1F), numbered(value >> 5 & 0x1F), value >> 10)


def long_shading(value: bytes) -> str | None:
    """Read the new form of a shading: two colours and a pattern."""
    pattern = int.from_bytes(value[8:10], "little")
    if len(value) < 10 or pattern == 0xFFFF:
        return None
    return shading(colour_reference(value[:4]), colour_reference(value[4:8]), pattern)


def shading(front: str | None, back: str | None, pattern: int) -> str | None:
    """Return the ground that a shading makes: ``None`` for none, unknown for a pattern."""
    if pattern == 0:
        return back
    return front or BLACK if pattern == 1 else UNKNOWN
