"""Names what packed folders hold, and opens zip and tar where an admin allows it."""

from screening.errors import Unreadable
from screening.extract.container.members import Members, of_system, shown_names
from screening.extract.container.packed import Packed, Unpacked, open_packed
from screening.extract.reading import Raw, Tools
from screening.extract.sniff import Sniffed
from screening.model.reading import Contents, DocumentFormat, UnreadableReason


def read_archive(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read the files inside where that is allowed; else raise ``Unreadable`` with their names.

    An archive inside another file is never opened.
    """
    packed = open_packed(content, tools.limits)
    if packed is None:
        raise Unreadable(UnreadableReason.ARCHIVE)
    names = [name for name in packed.names if not of_system(name)]
    inside = Contents(names=shown_names(names), count=len(names))
    refusal = Unreadable(UnreadableReason.ARCHIVE, contents=inside)
    if not tools.limits.open_archives or tools.read is None:
        raise refusal
    return _opened(packed, names, tools, refusal)


def _opened(packed: Packed, names: list[str], tools: Tools, refusal: Unreadable) -> Raw:
    if packed.locked:
        raise Unreadable(UnreadableReason.ENCRYPTED)
    packed.check()
    if len(names) > tools.limits.members:
        raise Unreadable(UnreadableReason.TOO_LONG)
    members = Members(tools)
    for name in names:
        try:
            content = packed.read(name)
        except Unpacked as unpacked:
            members.refuse(unpacked.reason)
        else:
            members.add(name, content)
    if not members.lines and not members.wants_recognition:
        raise refusal
    return Raw(
        format=DocumentFormat.ARCHIVE,
        lines=tuple(members.lines),
        hidden=tuple(members.hidden),
        warnings=frozenset(members.warnings),
        wants_recognition=members.wants_recognition,
    )
