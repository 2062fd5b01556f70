"""Reads plain text, Markdown and separated values: what is in the file is what a person sees."""

from screening.extract.characters import broken_lines
from screening.extract.reading import Raw, RawLine, Tools
from screening.extract.sniff import Sniffed


def read_text(sniffed: Sniffed, _: bytes, __: Tools) -> Raw:
    """Take every line as it stands."""
    lines = broken_lines(sniffed.text.removeprefix("\ufeff"))
    return Raw(
        format=sniffed.format,
        lines=tuple(RawLine(line, paragraph=number) for number, line in enumerate(lines, 1)),
    )


read_csv = read_text
