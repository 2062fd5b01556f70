"""The header and footer of the printed page, where they hold more than page numbers."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from screening.extract.sheet.colours import BLACK, WHITE, Colour, rgb
from screening.extract.sheet.grid import Allowance, Page
from screening.extract.sheet.looks import hiding

_CODES: Final = re.compile(
    r'&(?:(?P<part>[LCR])|"(?P<font>[^"]*)"|K(?P<colour>[0-9A-Fa-f]{6}|\d\d[+-]\d{3})'
    r"|(?P<size>\d{1,3})|(?P<and>&)|(?P<field>[PNDTZFAG])(?:[+-]\d+)?|(?P<other>.))",
    re.DOTALL,
)
_PAGE_WORDS: Final = re.compile(
    r"page|seite|of|ページ|頁|全|第|стр(?:аница)?|из|confidential", re.IGNORECASE
)
_PARTS: Final = "LCR"


def read_margin(texts: Sequence[str], page: Page, allowance: Allowance) -> Iterator[str]:
    """Yield the lines of headers or footers, each once, and hide what is not seen."""
    known: set[str] = set()
    for text in texts:
        allowance.take(text)
        for line in _lines(text, page):
            if line not in known and any(c.isalpha() for c in _PAGE_WORDS.sub("", line)):
                known.add(line)
                yield line


def _lines(text: str, page: Page) -> Iterator[str]:
    parts: dict[str, list[str]] = {part: [] for part in _PARTS}
    part, colour, size = "C", BLACK, 11.0
    at = 0
    for found in _CODES.finditer(text):
        _put(text[at : found.start()], parts[part], page, colour, size)
        at = found.end()
        if found["part"]:
            part, colour, size = found["part"], BLACK, 11.0
        elif found["colour"]:
            colour = rgb(found["colour"]) or BLACK
        elif found["size"]:
            size = float(found["size"])
        elif found["and"]:
            _put("&", parts[part], page, colour, size)
    _put(text[at:], parts[part], page, colour, size)
    for pieces in parts.values():
        yield from (line.strip() for line in "".join(pieces).splitlines() if line.strip())


def _put(text: str, pieces: list[str], page: Page, colour: Colour, size: float) -> None:
    if not text:
        return
    reason = hiding(colour, WHITE, size)
    if reason is None:
        pieces.append(text)
    else:
        page.hide(text, reason)
