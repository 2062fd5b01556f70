"""Reads stored e-mails (EML) and hands Outlook's own files (MSG) on."""

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message

from screening.errors import Unreadable
from screening.extract.container.headers import Part, parsed, words
from screening.extract.container.letter import (
    Attachment,
    Letter,
    html_body,
    read_letter,
    text_body,
)
from screening.extract.container.outlook import read_outlook
from screening.extract.encodings import decode, decode_as
from screening.extract.reading import Raw, Tools
from screening.extract.sniff import OLE, Sniffed
from screening.model.reading import UnreadableReason

_HEADS = ("Subject", "From", "Date")
_MOST_PARTS = 500
_MAILBOX_LINE = re.compile(rb"\s*>?From [^\r\n]*\r?\n")
_LOGO_BYTES = 30_000
"""A smaller picture inside a letter is a logo or a signature."""
_SILENT = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "text/calendar",
        "text/rfc822-headers",
        "text/x-amp-html",
    }
)
"""Parts that a mail program does not show and that hold no document."""
_LOCKED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the library raises over some damaged headers and structures."""


def read_mail(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read head, body and attachments; raise ``Unreadable`` if damaged."""
    if content.startswith(OLE):
        return read_outlook(content, tools)
    mailbox_line = _MAILBOX_LINE.match(content)
    try:
        message = parsed(content[mailbox_line.end() if mailbox_line else 0 :])
        letter = _Opened(message, tools).letter
    except _BROKEN:
        raise Unreadable(UnreadableReason.DAMAGED) from None
    return read_letter(letter, tools)


class _Opened:
    """Takes a message apart. Parts are kept on a list, not visited by calls in calls."""

    def __init__(self, message: Part, tools: Tools) -> None:
        self.letter = Letter(heads=list(_heads(message)))
        self._tools = tools
        self._pictures: list[Part] = []
        waiting = [message]
        for _ in range(_MOST_PARTS):
            if not waiting:
                return
            waiting = self._part(waiting.pop(0)) + waiting
        raise Unreadable(UnreadableReason.TOO_LONG)

    def _part(self, part: Part) -> list[Part]:
        """Take one part; return the parts inside that are to be taken next."""
        kind = part.get_content_type()
        if kind in _LOCKED and "signed" not in str(part.get_param("smime-type") or ""):
            self.letter.encrypted = True
            return []
        if kind == "multipart/alternative":
            return self._ways(part)
        if kind == "multipart/related":
            return self._related(part)
        if part.is_multipart() and kind.startswith("multipart/"):
            return _inside(part)
        self._leaf(part, kind)
        return []

    def _ways(self, part: Part) -> list[Part]:
        """Choose the last way that can be shown; keep the text of the others for comparison."""
        ways = _inside(part)
        chosen = next((way for way in reversed(ways) if _shows(way)), None)
        if chosen is None:
            return ways
        number = len(self.letter.bodies)
        for way in ways:
            if way is not chosen and (leaf := _text_leaf(way)) is not None:
                self.letter.unshown.append((number, _plain(leaf, self._tools)))
        # what is neither shown nor another way of saying it is an attachment in a wrong place
        rest = [way for way in ways if way is not chosen and _text_leaf(way) is None]
        return [chosen, *rest]

    def _related(self, part: Part) -> list[Part]:
        """Take the page; its pictures are passed over, and other files are attachments."""
        inside = _inside(part)
        return inside[:1] + [one for one in inside[1:] if one.get_content_maintype() != "image"]

    def _leaf(self, part: Part, kind: str) -> None:
        attached = part.get_content_disposition() == "attachment"
        name = _name(part)
        if kind in _SILENT:
            return
        if kind.startswith("message/"):
            self._message(part, kind, name)
        elif kind in {"text/plain", "text/html"} and not attached and not name:
            page = _text(part)
            shown = html_body(page, self._tools) if kind == "text/html" else text_body(page)
            self.letter.bodies.append(shown)
        elif kind.startswith("image/") and not attached and _is_logo(part):
            return
        else:
            self._attach(name, _bytes(part))

    def _message(self, part: Part, kind: str, name: str) -> None:
        inside = _inside(part)
        if kind != "message/rfc822" or not inside:
            return  # a report of delivery
        self._attach(name or words(inside[0].get("Subject")), inside[0].as_bytes())

    def _attach(self, name: str, content: bytes) -> None:
        if content:
            self.letter.attachments.append(Attachment(name, content))
        else:
            self.letter.unread += 1


def _heads(message: Part) -> Iterator[str]:
    charset = str(message.get_content_charset() or "")
    for name in _HEADS:
        values = (value for key, value in message.raw_items() if key.casefold() == name.casefold())
        if said := words(next(values, None), charset):
            yield f"{name}: {said}"


def _inside(part: Part) -> list[Part]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _shows(way: Part) -> bool:
    """Tell whether a mail program can show a part as the body."""
    if way.get_content_type() in {"multipart/related", "multipart/mixed"}:
        return any(_shows(one) for one in _inside(way)[:1])
    return way.get_content_type() in {"text/plain", "text/html"}


def _text_leaf(way: Part) -> "Part | None":
    """Return the text of a way of saying something, ``None`` when it is something else."""
    for _ in range(10):
        if not way.is_multipart():
            break
        inside = _inside(way)
        if not inside:
            return None
        way = inside[0]
    return way if way.get_content_type() in {"text/plain", "text/html"} else None


def _plain(part: Part, tools: Tools) -> str:
    text = _text(part)
    if part.get_content_type() == "text/plain":
        return text
    return "\n".join(line.text for line in html_body(text, tools).lines)


def _is_logo(part: Part) -> bool:
    return bool(part.get("Content-ID")) or len(_bytes(part)) < _LOGO_BYTES


def _bytes(part: Part) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Part) -> str:
    """Decode a part as it says, or as it reads when that is wrong."""
    payload = _bytes(part)
    text = decode_as(payload, str(part.get_content_charset() or ""))
    if text is None:
        text = decode(payload)
    if text is None:
        text = payload.decode("utf-8", "replace")
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    return _flowed(text, part.get_param("delsp") == "yes") if flowed else text


def _flowed(text: str, without_space: bool) -> str:
    """Join the lines that a mail program broke: they end in a space."""
    lines: list[str] = []
    goes_on = False
    for line in text.splitlines():
        begun = line.removeprefix(" ")
        if goes_on and not begun.startswith(">"):
            last = lines.pop()
            lines.append((last[:-1] if without_space else last) + begun)
        else:
            lines.append(begun)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _name(part: Part) -> str:
    return words(part.get_filename())
