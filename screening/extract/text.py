"""Reads plain text, Markdown and separated values: what is in the file is what a person sees."""

from screening.extract.characters import broken_lines
from screening.extract.reading import Raw, RawLine, Tools
from screening.extract.separated import rows, separator
from screening.extract.sniff import Sniffed


def read_text(sniffed: Sniffed, _: bytes, __: Tools) -> Raw:
    """Take every line as it stands."""
    lines = broken_lines(sniffed.text.removeprefix("\ufeff"))
    return Raw(
        format=sniffed.format,
        lines=tuple(RawLine(line, paragraph=number) for number, line in enumerate(lines, 1)),
    )


def read_csv(sniffed: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Make one line of each row, its cells side by side."""
    text = sniffed.text.removeprefix("\ufeff")
    between = separator(text)
    if between is None:
        return read_text(sniffed, content, tools)
    table = [[cell for cell in row if cell] for row in rows(text, between)]
    return Raw(
        format=sniffed.format,
        lines=tuple(
            RawLine(" | ".join(row), paragraph=number) for number, row in enumerate(table, 1) if row
        ),
    )
