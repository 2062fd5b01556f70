"""Tells in which encoding an RTF file writes the letters of each font."""

import codecs
import re

_CHARACTER_SETS = {
    77: "mac_roman",
    78: "cp932",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_CODE_PAGES = {
    936: "gb18030",
    10000: "mac_roman",
    10001: "cp932",
    10007: "mac_cyrillic",
    65001: "utf-8",
}
_WESTERN, _SYMBOLS = 0, 2
_WORDS = re.compile(rb"([ \t]+)")
SYMBOLS = "symbols"
"""Of a font that draws signs, not letters."""
_DRAWN = {0xB7: "•", 0xA7: "▪", 0xFC: "✓", 0xFE: "☑", 0xA8: "☐"}


class Fonts:
    """The fonts of one file by their number."""

    def __init__(self) -> None:
        self.usual = "cp1252"
        """The encoding of the file as a whole."""
        self.default = 0
        self._character_sets: dict[int, int] = {}
        self._pages: dict[int, str] = {}

    def set_page(self, number: int) -> None:
        """Note the code page of the file."""
        self.usual = code_page(number) or self.usual

    def add(self, font: int, *, character_set: int | None = None, page: int | None = None) -> None:
        """Note what the table of fonts says of one."""
        if character_set is not None:
            self._character_sets[font] = character_set
        if page and (name := code_page(page)):
            self._pages[font] = name

    def decode(self, text: bytes, font: int) -> str:
        """Decode what is written in a font; signs of a symbol font are those that we know."""
        if text.isascii() and not self.is_symbols(font):
            return text.decode("ascii")
        if font in self._pages:
            return text.decode(self._pages[font], "replace")
        kind = self._character_sets.get(font)
        if kind == _SYMBOLS:
            return "".join(_DRAWN.get(byte, "") for byte in text)
        if kind == _WESTERN:
            return self._western(text)
        return text.decode(_CHARACTER_SETS.get(kind or 1, self.usual), "replace")

    def is_symbols(self, font: int) -> bool:
        """Tell whether a font draws signs in place of letters."""
        return self._character_sets.get(font) == _SYMBOLS

    def _western(self, text: bytes) -> str:
        """Tell Western letters from those of the file's own code page, word by word.

        Some programs give every font the Western set. Western accents stand alone among plain
        letters; rows of high bytes are another script.
        """
        foreign = _is_foreign(text)
        decoded = []
        for word in _WORDS.split(text):
            own = _is_foreign(word) if len(word) > 1 else foreign
            decoded.append(word.decode(self.usual if own else "cp1252", "replace"))
        return "".join(decoded)


def _is_foreign(text: bytes) -> bool:
    high = sum(byte >= 0x80 for byte in text)
    return 2 * high > len(text.replace(b" ", b""))


def code_page(number: int) -> str | None:
    """Return the name of Python's codec for a code page, ``None`` if there is none."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
