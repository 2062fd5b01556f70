"""The child process that reads one file: bytes on standard input, one JSON answer on output.

The answer is either a ``Reading`` or the reason why there is none. Limits are set before the
first byte is looked at, as far as the platform knows them.
"""

import sys
from dataclasses import replace
from typing import BinaryIO

from screening.errors import Unreadable
from screening.extract.formats import read_raw
from screening.extract.limits import ReadingLimits
from screening.extract.present import present
from screening.extract.reading import Answer, Raw, Recognise, Tools
from screening.extract.sandbox.walls import places, set_walls
from screening.model.reading import UnreadableReason


def main() -> None:
    """Read one file as the parent asks; limits come as one JSON argument."""
    limits = ReadingLimits.model_validate_json(sys.argv[1])
    set_walls(limits, places=places())
    sys.stdout.buffer.write(answer(sys.stdin.buffer, limits))


def answer(stream: BinaryIO, limits: ReadingLimits, *, recognise: Recognise | None = None) -> bytes:
    """Read a file and return the answer's bytes; running out of memory is an answer, too."""
    try:
        return _answer(stream.read(limits.file_bytes + 1), limits, recognise)
    except MemoryError:
        pass
    return b'{"reason":"out_of_memory"}'


def _answer(content: bytes, limits: ReadingLimits, recognise: Recognise | None) -> bytes:
    try:
        reading = present(_found(content, limits, recognise), limits)
    except Unreadable as unreadable:
        return _written(Answer(reason=unreadable.reason, contents=unreadable.contents))
    said = _written(Answer(reading=reading))
    return said if len(said) <= limits.output_bytes else b'{"reason":"too_long"}'


def _written(said: Answer) -> bytes:
    return said.model_dump_json(exclude_defaults=True).encode()


def _found(content: bytes, limits: ReadingLimits, recognise: Recognise | None) -> Raw:
    if len(content) > limits.file_bytes:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    inner = Tools(limits, recognise=recognise)
    return read_raw(content, replace(inner, read=lambda member: read_raw(member, inner)))


if __name__ == "__main__":
    main()
