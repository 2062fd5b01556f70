"""Parses letters whose header fields are bounded, and decodes the words in them."""

import email
import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from itertools import islice
from typing import TypeAlias

from screening.errors import Unreadable
from screening.extract.encodings import decode, decode_as
from screening.model.reading import UnreadableReason

_MOST_HEAD = 1024 * 1024
"""Characters of all header fields, those of the parts included."""
_FIELD_COSTS = 20
_LONGEST_HEADER = 64 * 1024
_MOST_ENCODED = 200
"""Encoded words of one header field that are decoded; subjects of honest letters have ten."""
_ENCODED = re.compile(r"=\?")

Part: TypeAlias = "Message[str, str]"


class _Budget:
    """How much all header fields of a file may hold."""

    def __init__(self) -> None:
        self.left = _MOST_HEAD

    def take(self, size: int) -> None:
        """Count a field; raise ``Unreadable`` when they are too much."""
        self.left -= size
        if self.left < 0:
            raise Unreadable(UnreadableReason.TOO_LONG)


class _Counted(Message):
    """A message whose fields are counted while it is parsed."""

    def __init__(self, budget: _Budget) -> None:
        super().__init__(compat32)
        self._budget = budget

    def set_raw(self, name: str, value: str) -> None:
        """Take a field from the parser."""
        self._budget.take(len(name) + len(value) + _FIELD_COSTS)
        if name.lower().startswith("content-") and len(value) > _LONGEST_HEADER:
            raise Unreadable(UnreadableReason.TOO_LONG)  # what it says would be taken apart
        super().set_raw(name, value)


def parsed(content: bytes) -> Part:
    """Parse a letter; raise ``Unreadable`` when its header fields have no end."""
    budget = _Budget()
    return email.message_from_bytes(content, lambda: _Counted(budget), policy=compat32)


def words(value: object, charset: str = "") -> str:
    """Decode a header with its encoded words, or with the bytes that should not be in it."""
    if value is None:
        return ""
    text = str(value)
    end = _decodable(text)
    try:
        pieces = [_piece(piece, named or charset) for piece, named in decode_header(text[:end])]
    except (MessageError, ValueError, LookupError):
        pieces = [text[:end]]
    return " ".join("".join((*pieces, _piece(text[end:], charset))).split())


def _decodable(text: str) -> int:
    """Tell where decoding a header ends; what is beyond is left as it stands."""
    begun = islice(_ENCODED.finditer(text, 0, _LONGEST_HEADER), _MOST_ENCODED, None)
    beyond = next(begun, None)
    return min(len(text), _LONGEST_HEADER) if beyond is None else beyond.start()


def _piece(piece: bytes | str, charset: str) -> str:
    raw = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    if raw.isascii() and not charset.startswith("iso-2022"):
        return raw.decode("ascii")
    text = decode_as(raw, charset)
    text = decode(raw) if text is None else text
    return raw.decode("ascii", "replace") if text is None else text
