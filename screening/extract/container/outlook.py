"""Reads Outlook's own message files (MSG): a compound file with a stream for each property."""

from collections.abc import Iterator

from screening.errors import Unreadable
from screening.extract.container.compound import Compound
from screening.extract.container.letter import (
    Attachment,
    Letter,
    html_body,
    read_letter,
    text_body,
)
from screening.extract.encodings import decode
from screening.extract.reading import Raw, Tools
from screening.model.reading import UnreadableReason

_PROPERTY = "__substg1.0_"
_SUBJECT, _SENDER, _ADDRESS = "0037", "0C1A", "5D01"
_BODY, _PAGE = "1000", "1013"
_CONTENT, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME = "3701", "3707", "3704", "3001"
_ATTACHMENT = "__attach_version1.0_"


def read_outlook(content: bytes, tools: Tools) -> Raw:
    """Read head, body and attachments; raise ``Unreadable`` if there are none."""
    compound = Compound(content)
    page = compound.stream([f"{_PROPERTY}{_PAGE}0102"])
    text = _text(compound, (), _BODY)
    letter = Letter(heads=list(_heads(compound)))
    if page and (shown := decode(page)) is not None:
        letter.bodies.append(html_body(shown, tools))
        letter.unshown.append((0, text))
    elif text:
        letter.bodies.append(text_body(text))
    for folder in _attachments(compound):
        found = compound.stream([folder, f"{_PROPERTY}{_CONTENT}0102"])
        if found:
            letter.attachments.append(Attachment(_name(compound, folder), found))
        else:
            letter.unread += 1  # a letter in the letter, or an object of another program
    if not (letter.heads or letter.bodies or letter.attachments):
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    return read_letter(letter, tools)


def _heads(compound: Compound) -> Iterator[str]:
    if subject := _text(compound, (), _SUBJECT):
        yield f"Subject: {subject}"
    sender = _text(compound, (), _SENDER)
    address = _text(compound, (), _ADDRESS)
    if sender or address:
        apart = bool(sender and address and address not in sender)
        yield f"From: {sender} <{address}>" if apart else f"From: {sender or address}"


def _attachments(compound: Compound) -> list[str]:
    folders = {path[0] for path in compound.paths if path[0].startswith(_ATTACHMENT)}
    return sorted(folders)


def _name(compound: Compound, folder: str) -> str:
    names = (_text(compound, (folder,), kind) for kind in (_LONG_NAME, _SHOWN_NAME, _SHORT_NAME))
    return next((name for name in names if name), "")


def _text(compound: Compound, folder: tuple[str, ...], kind: str) -> str:
    """Return a property of 16-bit or of older characters, empty when it is missing."""
    wide = compound.stream([*folder, f"{_PROPERTY}{kind}001F"])
    if wide:
        return wide.decode("utf-16-le", "replace").strip("\x00")
    narrow = compound.stream([*folder, f"{_PROPERTY}{kind}001E"]).strip(b"\x00")
    return (decode(narrow) or "") if narrow else ""
