"""Not built yet: every such file is refused by name."""

from screening.errors import Unreadable
from screening.extract.reading import Raw, Tools
from screening.extract.sniff import Sniffed
from screening.model.reading import UnreadableReason


def read_xlsx(sniffed: Sniffed, content: bytes, tools: Tools) -> Raw:  # noqa: ARG001
    """Refuse the file."""
    raise Unreadable(UnreadableReason.UNSUPPORTED)
