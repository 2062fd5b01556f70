"""How much one file may cost before reading it is given up, with the reason named."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from screening.model.base import Value

MEGABYTE = 1024 * 1024


class ReadingLimits(Value):
    """The limits of one reading; each has its own ``UnreadableReason``."""

    file_bytes: Annotated[int, Field(ge=1)] = 20 * MEGABYTE
    """A larger file is ``TOO_LARGE`` and not looked at."""
    pages: Annotated[int, Field(ge=1)] = 60
    """A file with more pages is ``TOO_LONG``; it is never cut."""
    characters: Annotated[int, Field(ge=1)] = 400_000
    """A file with more visible text is ``TOO_LONG``; it is never cut."""
    duration: timedelta = timedelta(seconds=20)
    """Of the wall clock and, separately, of CPU; beyond it the file is ``TIMED_OUT``."""
    memory_bytes: Annotated[int, Field(ge=64 * MEGABYTE)] = 768 * MEGABYTE
    """Address space above what the bare child needs."""
    output_bytes: Annotated[int, Field(ge=1024)] = 8 * MEGABYTE
    """What the child may answer; a child that says more has ``CRASHED``."""
    zip_entries: Annotated[int, Field(ge=1)] = 2_000
    zip_ratio: Annotated[int, Field(ge=2)] = 200
    """How many times larger than its packed form a zip entry may be."""
    zip_total_bytes: Annotated[int, Field(ge=1)] = 200 * MEGABYTE
    xml_bytes: Annotated[int, Field(ge=1)] = 8 * MEGABYTE
    """Of one XML part; a parsed tree needs about twenty times as much memory."""
    pixels: Annotated[int, Field(ge=1)] = 25_000_000
    """Of one picture; a larger one is ``TOO_LARGE``."""
    members: Annotated[int, Field(ge=1)] = 20
    """Files inside an e-mail or an opened archive; with more, it is ``TOO_LONG``."""
    open_archives: bool = False
    """Whether the files inside an archive are read."""
    recognised_pages: Annotated[int, Field(ge=1)] = 12
    """Pages to recognise (OCR); a file with more of them is left as it is without recognition."""
    recognition_duration: timedelta = timedelta(minutes=6)
    """Of the wall clock, for all pages of one file that are recognised."""
    recognition_memory_bytes: Annotated[int, Field(ge=64 * MEGABYTE)] = 2048 * MEGABYTE
