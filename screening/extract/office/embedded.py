"""Notes files that are embedded in an Office file."""

from screening.errors import Unreadable
from screening.extract.office.hidden import Hidden
from screening.extract.reading import Raw, Tools
from screening.model.reading import HiddenReason

_MOST = 20_000


def add_embedded(name: str, content: bytes | None, tools: Tools, hidden: Hidden) -> bool:
    """Name a file inside the file and note its words; tell whether it could be read."""
    hidden.add(name, HiddenReason.ATTACHMENT)
    raw = inner(content, tools)
    if raw is None:
        return False
    hidden.add(" ".join(line.text for line in raw.lines)[:_MOST], HiddenReason.ATTACHMENT)
    return True


def inner(content: bytes | None, tools: Tools) -> Raw | None:
    """Read a file inside the file; ``None`` when that is not possible."""
    if not content or tools.read is None:
        return None
    try:
        return tools.read(content)
    except Unreadable:
        return None
