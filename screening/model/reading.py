"""What was read from the files, and what could not be."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from screening.model.base import Value
from screening.model.candidacy import FileMeta


class DocumentFormat(StrEnum):
    """What a file really is, told from its content."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class UnreadableReason(StrEnum):
    """Why a file was not read, or was left out."""

    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    SCAN = "scan"
    GARBLED = "garbled"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    EXCLUDED = "excluded"
    """Of a kind that the admin left out."""
    TOO_MANY = "too_many"
    PRIVATE = "private"
    COPY = "copy"
    MISSING = "missing"


class ReadingWarning(StrEnum):
    """What a reader of the comment should know about how a file was read."""

    PAGES_WITHOUT_TEXT = "pages_without_text"
    STAND_IN_READER = "stand_in_reader"
    UNUSUAL_CHARACTERS = "unusual_characters"
    ORDER_UNCERTAIN = "order_uncertain"
    INSTRUCTION_LIKE_TEXT = "instruction_like_text"
    LOOK_UNCHECKED = "look_unchecked"


class HiddenReason(StrEnum):
    """Why a person cannot see a text."""

    COLOUR = "colour"
    TINY = "tiny"
    INVISIBLE = "invisible"
    OFF_PAGE = "off_page"
    HIDDEN_RUN = "hidden_run"
    MARKUP = "markup"


class HiddenText(Value):
    """Text in the file that a person cannot see. It never reaches the model."""

    reason: HiddenReason
    page: int | None
    characters: int


class Line(Value):
    """One visible line. ``page`` counts from 1 and is ``None`` where the format has no pages."""

    number: Annotated[int, Field(ge=1)]
    page: int | None
    text: str


class Document(Value):
    """The visible text of one file, in reading order."""

    file: FileMeta
    sha256: str
    format: DocumentFormat
    pages: int | None
    lines: tuple[Line, ...]
    hidden: tuple[HiddenText, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()


class UnreadFile(Value):
    """A file that took no part in the screening, and why."""

    file: FileMeta
    reason: UnreadableReason
