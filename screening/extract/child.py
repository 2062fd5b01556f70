"""The child process that reads one file: bytes on standard input, one JSON answer on output.

The answer is either a ``Reading`` or the reason why there is none. Limits are set before the
first byte is looked at, as far as the platform knows them.
"""

import sys
from collections.abc import Callable
from typing import BinaryIO

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.present import present
from screening.extract.reading import Raw
from screening.extract.sniff import Sniffed, sniff
from screening.extract.walls import set_walls
from screening.model.reading import DocumentFormat, UnreadableReason


def main() -> None:
    """Read one file as the parent asks; limits come as one JSON argument."""
    limits = ReadingLimits.model_validate_json(sys.argv[1])
    set_walls(limits)
    sys.stdout.buffer.write(answer(sys.stdin.buffer, limits))


def answer(stream: BinaryIO, limits: ReadingLimits) -> bytes:
    """Read a file and return the answer's bytes; running out of memory is an answer, too."""
    try:
        return _answer(stream.read(limits.file_bytes + 1), limits)
    except MemoryError:
        pass
    return b'{"reason":"out_of_memory"}'


def _answer(content: bytes, limits: ReadingLimits) -> bytes:
    try:
        reading = present(_found(content, limits), limits)
    except Unreadable as unreadable:
        return f'{{"reason":"{unreadable.reason.value}"}}'.encode()
    said = b'{"reading":' + reading.model_dump_json().encode() + b"}"
    return said if len(said) <= limits.output_bytes else b'{"reason":"too_long"}'


def _found(content: bytes, limits: ReadingLimits) -> Raw:
    if len(content) > limits.file_bytes:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    sniffed = sniff(content)
    return _READERS[sniffed.format](sniffed, content, limits)


def _pdf(_: Sniffed, content: bytes, limits: ReadingLimits) -> Raw:
    from screening.extract.pdf import read_pdf

    return read_pdf(content, limits)


def _docx(_: Sniffed, content: bytes, limits: ReadingLimits) -> Raw:
    from screening.extract.docx import read_docx

    return read_docx(content, limits)


def _text(sniffed: Sniffed, _: bytes, __: ReadingLimits) -> Raw:
    from screening.extract.text import read_text

    return read_text(sniffed)


def _html(sniffed: Sniffed, _: bytes, __: ReadingLimits) -> Raw:
    from screening.extract.html import read_html

    return read_html(sniffed)


_READERS: dict[DocumentFormat, Callable[[Sniffed, bytes, ReadingLimits], Raw]] = {
    DocumentFormat.PDF: _pdf,
    DocumentFormat.DOCX: _docx,
    DocumentFormat.TEXT: _text,
    DocumentFormat.MARKDOWN: _text,
    DocumentFormat.HTML: _html,
}


if __name__ == "__main__":
    main()
