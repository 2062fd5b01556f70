"""Splits an RTF file into its tokens, one after the other."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from screening.errors import Unreadable
from screening.model.reading import UnreadableReason

MOST_TOKENS = 1_500_000
"""A file of the longest text that is read has fewer, even with a word for each letter."""
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z])"
    rb"|([{}])"
    rb"|([^\\{}\r\n\x00]+)"
    rb"|[\r\n\x00]+|\\",
    re.DOTALL,
)


class Token(NamedTuple):
    """One token; exactly one of its parts is set."""

    word: str = ""
    number: int | None = None
    """What stands right behind a word."""
    text: bytes = b""
    symbol: str = ""
    """The character behind a backslash, or a brace."""
    in_hex: bool = False
    """Whether the text is one byte that was written as two digits."""


def tokens(content: bytes) -> Iterator[Token]:
    """Yield all tokens; raise ``Unreadable`` when there are too many."""
    position = 0
    for _ in range(MOST_TOKENS):
        found = _TOKEN.match(content, position)
        if found is None:
            return
        position = found.end()
        word, number, byte, symbol, brace, text = found.groups()
        if word is not None:
            name = word.decode("ascii")
            value = None if number is None else int(number)
            if name == "bin":
                position += max(value or 0, 0)  # so many bytes that are no text
                continue
            yield Token(word=name, number=value)
        elif text is not None:
            yield Token(text=text)
        elif byte is not None:
            yield Token(text=bytes([int(byte, 16)]), in_hex=True)
        elif symbol is not None:
            yield Token(symbol="\\" + symbol.decode("latin-1"))
        elif brace is not None:
            yield Token(symbol=brace.decode("ascii"))
    raise Unreadable(UnreadableReason.TOO_LARGE)
