"""A letter as a mail program shows it, whatever the file that it came in."""

import re
import unicodedata
from dataclasses import dataclass, field

from screening.errors import Unreadable
from screening.extract.characters import broken_lines
from screening.extract.container.members import Members
from screening.extract.formats import reader_of
from screening.extract.reading import Raw, RawHidden, RawLine, Tools
from screening.extract.sniff import Sniffed
from screening.model.reading import DocumentFormat, HiddenReason, Severity, UnreadableReason

_MANY = 40
"""Characters of the way that is not shown, and that the shown one lacks, to warn of."""
_ADDRESS = re.compile(r"[\[<(]?\b(?:https?://|mailto:|cid:)\S*|[^\s@]{1,64}@[^\s@]{1,200}")
_CHUNK = re.compile(r"[^\W_]+(?:[ '’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a letter."""

    name: str
    content: bytes


@dataclass(slots=True)
class Letter:
    """The parts of one letter; each body is text or HTML."""

    heads: list[str] = field(default_factory=list)
    """Lines such as the subject, as they are shown above the letter."""
    bodies: list[Raw] = field(default_factory=list)
    unshown: list[tuple[int, str]] = field(default_factory=list)
    """Other ways of saying a body, and the number of the body."""
    attachments: list[Attachment] = field(default_factory=list)
    unread: int = 0
    """Attachments whose bytes are of no use."""
    encrypted: bool = False


def text_body(text: str) -> Raw:
    """Return a body of plain text."""
    return Raw(DocumentFormat.TEXT, tuple(RawLine(line) for line in broken_lines(text)))


def html_body(page: str, tools: Tools) -> Raw:
    """Read a body of HTML as a browser would show it."""
    return reader_of(DocumentFormat.HTML)(Sniffed(DocumentFormat.HTML, page), b"", tools)


def read_letter(letter: Letter, tools: Tools) -> Raw:
    """Read the letter and its attachments; raise ``Unreadable`` when only its head is left."""
    lines = [RawLine(head) for head in letter.heads]
    members = Members(tools)
    for body in letter.bodies:
        lines += body.lines
        members.hidden += body.hidden
        members.warnings |= body.warnings
    for number, text in letter.unshown:
        members.hidden += _unseen(text, letter.bodies[number])
    for attachment in letter.attachments:
        members.add(attachment.name, attachment.content)
    for _ in range(letter.unread):
        members.refuse(UnreadableReason.UNSUPPORTED)
    if letter.encrypted:
        members.refuse(UnreadableReason.ENCRYPTED)
    said = any(line.text.strip() for body in letter.bodies for line in body.lines)
    if members.refused and not said and not members.lines:
        raise Unreadable(members.refused[0])
    numbered = [
        RawLine(line.text, paragraph=number, page=line.page) for number, line in enumerate(lines, 1)
    ]
    return Raw(
        format=DocumentFormat.EMAIL,
        lines=(*numbered, *members.lines),
        hidden=tuple(members.hidden),
        warnings=frozenset(members.warnings),
        wants_recognition=members.wants_recognition,
    )


def _unseen(text: str, shown: Raw) -> list[RawHidden]:
    """Return what the way that is not shown says beyond the shown one."""
    known = _squeezed(
        " ".join((*(line.text for line in shown.lines), *(item.text for item in shown.hidden)))
    )
    chunks = _CHUNK.findall(_ADDRESS.sub(" ", text))
    missing = [chunk for chunk in chunks if _squeezed(chunk) not in known]
    if not missing:
        return []
    many = sum(len(_squeezed(chunk)) for chunk in missing) >= _MANY
    severity = Severity.WARN if many else Severity.NOTE
    return [RawHidden(" ".join(missing), HiddenReason.ALT_TEXT, severity=severity)]


def _squeezed(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum())
