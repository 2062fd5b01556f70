"""What was read from the files, and what could not be."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from screening.model.base import FileId, Value
from screening.model.candidacy import FileMeta


class DocumentFormat(StrEnum):
    """What a file really is, told from its content."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    XLSX = "xlsx"
    XLS = "xls"
    PPTX = "pptx"
    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"
    EMAIL = "email"
    PICTURE = "picture"
    ARCHIVE = "archive"


class UnreadableReason(StrEnum):
    """Why a file was not read, or was left out."""

    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    SCAN = "scan"
    """Only pictures, and recognition (OCR) is off or not installed."""
    ILLEGIBLE = "illegible"
    """Only pictures, and recognition found no text that can be relied on."""
    GARBLED = "garbled"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    ARCHIVE = "archive"
    """A packed folder; what it holds is listed, and not opened unless an admin allows it."""
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
    RECOGNISED = "recognised"
    """Some of its text was recognised from pictures (OCR)."""
    POORLY_RECOGNISED = "poorly_recognised"
    """Recognition was unsure of a good part of what it read."""
    CHARACTERS_DOUBTFUL = "characters_doubtful"
    """One sign that some letters are not what a person sees; two signs make a file garbled."""
    ATTACHMENTS_UNREAD = "attachments_unread"
    """Something inside the file (an attachment, a member of an archive) could not be read."""


class HiddenReason(StrEnum):
    """Why a person cannot see a text, or where it stands beside the text that is seen."""

    COLOUR = "colour"
    TINY = "tiny"
    INVISIBLE = "invisible"
    """Drawn without ink: an invisible mode, fully transparent, or no trace on the page."""
    OFF_PAGE = "off_page"
    CLIPPED = "clipped"
    COVERED = "covered"
    LAYER_OFF = "layer_off"
    """On a layer (optional content) that is switched off."""
    MISMAPPED = "mismapped"
    """The file says other letters than it draws."""
    HIDDEN_RUN = "hidden_run"
    """Formatted as hidden: a run, a row, a column, a sheet, a slide."""
    MARKUP = "markup"
    """In the markup of a web page, and never shown."""
    DELETED = "deleted"
    """A deletion that was tracked and not accepted."""
    COMMENT = "comment"
    """A comment, a note or an annotation beside the text."""
    FORM_DEFAULT = "form_default"
    FIELD_CODE = "field_code"
    ALT_TEXT = "alt_text"
    METADATA = "metadata"
    ATTACHMENT = "attachment"
    """In a file that is attached inside the document."""


class Severity(StrEnum):
    """How much something odd in a file matters; see ``policy.doubts`` for what follows from it."""

    NOTE = "note"
    """Usual in honest files, such as a picture's description; kept in the record only."""
    WARN = "warn"
    """A recruiter should know."""
    BLOCK = "block"
    """Nothing may ever be done automatically on this file."""


class Quality(StrEnum):
    """How far the text can be trusted to be what a person reads, in that order."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class Box(Value):
    """Where something stands: points from the upper left corner of the page as it is shown."""

    left: float
    top: float
    right: float
    bottom: float


class HiddenText(Value):
    """Text in the file that a person cannot see. It never reaches the model as their words."""

    reason: HiddenReason
    page: int | None
    part: str | None = None
    """See ``Line.part``."""
    characters: int
    """How many, spaces not counted."""
    words: str = ""
    """The text itself, cut after ``MOST_HIDDEN_WORDS``; the ledger keeps only the first of it."""
    severity: Severity = Severity.WARN

    def opening(self) -> "HiddenText":
        """Return the same with no more than its first words, as it is kept."""
        if len(self.words) <= LONGEST_OPENING:
            return self
        return self.model_copy(update={"words": self.words[:LONGEST_OPENING].rstrip() + "…"})


MOST_HIDDEN_WORDS = 4_000
"""Characters of hidden text that leave the reading, for each place and reason."""
LONGEST_OPENING = 40
"""Characters of hidden text that are kept and shown to a recruiter."""


class Line(Value):
    """One visible line, and where it stands in its file."""

    number: Annotated[int, Field(ge=1)]
    page: int | None
    """A page or slide, from 1; ``None`` where the format has none."""
    text: str
    part: str | None = None
    """The sheet, attachment or member of an archive that holds it; ``None`` in a plain file."""
    paragraph: int | None = None
    """Where there are no pages: the paragraph, table row or sheet row, from 1."""
    box: Box | None = None
    """Where the format has places on a page."""
    recognised: bool = False
    """Whether it was recognised from a picture (OCR), and may be misread."""


class CharacterTrick(StrEnum):
    """Kinds of characters that can carry or hide a message."""

    TAGS = "tags"
    ZERO_WIDTH = "zero_width"
    DIRECTIONS = "directions"
    SELECTORS = "selectors"
    FILLERS = "fillers"
    LOOKALIKES = "lookalikes"
    """Letters of another script inside a word. They stay in the text."""
    MARKS = "marks"
    """More combining marks on a letter than any script needs."""


class OddCharacters(Value):
    """Characters of one kind that draw nothing or mislead; all but look-alikes are taken out."""

    kind: CharacterTrick
    count: int
    severity: Severity


class Passage(Value):
    """Where a text begins, and its first words."""

    page: int | None
    part: str | None = None
    words: str
    line: int | None = None
    """The number of its first line; ``None`` in records of earlier versions."""
    lines: int = 1


class Document(Value):
    """The visible text of one file, in reading order."""

    file: FileMeta
    sha256: str
    format: DocumentFormat
    pages: int | None
    lines: tuple[Line, ...]
    hidden: tuple[HiddenText, ...] = ()
    odd_characters: tuple[OddCharacters, ...] = ()
    instructions: tuple[Passage, ...] = ()
    """Where visible text begins that reads like orders to whoever grades it."""
    warnings: tuple[ReadingWarning, ...] = ()
    quality: Quality = Quality.GOOD


class FileReading(Value):
    """How one file was read, as it is kept: none of its text but a few first words."""

    file_id: FileId
    sha256: str
    format: DocumentFormat | None
    """``None`` in records of the first version, as the next two."""
    pages: int | None
    lines: int | None
    quality: Quality = Quality.GOOD
    warnings: tuple[ReadingWarning, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    odd_characters: tuple[OddCharacters, ...] = ()
    instructions: tuple[Passage, ...] = ()

    @classmethod
    def of(cls, document: Document) -> "FileReading":
        """Keep what a person may want to know later about a reading."""
        return cls(
            file_id=document.file.id,
            sha256=document.sha256,
            format=document.format,
            pages=document.pages,
            lines=len(document.lines),
            quality=document.quality,
            warnings=document.warnings,
            hidden=tuple(hidden.opening() for hidden in document.hidden),
            odd_characters=document.odd_characters,
            instructions=document.instructions,
        )


class Contents(Value):
    """What an archive holds that was not opened."""

    names: tuple[str, ...]
    """The first of them."""
    count: int
    """How many files there are in all."""


class UnreadFile(Value):
    """A file that took no part in the screening, and why."""

    file: FileMeta
    reason: UnreadableReason
    contents: Contents | None = None
