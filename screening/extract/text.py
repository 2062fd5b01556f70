"""Reads plain text and Markdown: what is in the file is what a person sees."""

from screening.extract.characters import broken_lines
from screening.extract.reading import Raw, RawLine
from screening.extract.sniff import Sniffed


def read_text(sniffed: Sniffed) -> Raw:
    """Take every line as it stands."""
    lines = broken_lines(sniffed.text.removeprefix("\ufeff"))
    return Raw(format=sniffed.format, lines=tuple(RawLine(line) for line in lines))
