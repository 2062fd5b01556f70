"""Opens a PDF and reads its pages' letters, boxes and looks through PDFium."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.errors import Unreadable
from screening.extract.pdf.drawing import Easel, fill, show
from screening.extract.pdf.frame import Frame
from screening.extract.pdf.glyphs import glyphs_of
from screening.extract.pdf.liars import Liars
from screening.extract.pdf.objects import settled, survey
from screening.extract.pdf.pieces import Ruling
from screening.extract.pdf.shapes import Shapes, shapes_of
from screening.extract.pdf.visibility import Box, Colour, Letter, Picture, Sight, Thing
from screening.extract.reading import Bitmap, RawHidden
from screening.model.reading import UnreadableReason

_BROKEN = (pdfium.PdfiumError, ctypes.ArgumentError)


class NotOpened(Exception):
    """PDFium cannot open the file."""


class Locked(NotOpened):
    """The file needs a password other than the empty one."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is shown: its letters in the order of the file, ``None`` between stretches."""

    letters: list[Letter | None]
    sight: Sight
    unmapped: int
    """How many letters have no entry in their font's character table."""
    rulings: list[Ruling] = field(default_factory=list)
    beside: tuple[RawHidden, ...] = ()
    """What the page says beside its content."""


class Pages:
    """An open PDF."""

    def __init__(self, document: Any) -> None:
        self.document = document
        """PDFium's own handle, for those who look beside the pages."""
        self._easel = Easel()
        self._liars = Liars(document)

    def __len__(self) -> int:
        return len(self.document)

    @contextmanager
    def read(self, index: int, *, at_most: int) -> Iterator[Page]:
        """Read one page, counted from 0; raise ``NotOpened`` when PDFium cannot.

        Its sight may draw as long as the page is held open here. A page with more than
        ``at_most`` letters is ``Unreadable(TOO_LONG)``.
        """
        with self._opened(index) as (page, frame, beside):
            text = page.get_textpage()
            if text.count_chars() > at_most:
                raise Unreadable(UnreadableReason.TOO_LONG)
            glyphs = glyphs_of(text, frame)
            shapes = shapes_of(page, frame)
            look = _Look(page, frame, self._easel, frozenset(glyphs.objects))
            sight = look.sight(shapes)
            letters = self._liars.marked(text, glyphs.letters)
            yield Page(letters, sight, glyphs.unmapped, shapes.rulings, beside)

    def picture(self, index: int, *, at_most: int) -> Bitmap:
        """Draw one page for recognition, with no more than so many pixels."""
        with self._opened(index) as (page, frame, _):
            return self._easel.for_recognition(page, frame, at_most=at_most)

    def close(self) -> None:
        """Give back what PDFium holds."""
        self._easel.close()
        self.document.close()

    @contextmanager
    def _opened(self, index: int) -> Iterator[tuple[Any, Frame, tuple[RawHidden, ...]]]:
        try:
            found = settled(self.document, index)
            page = found.page
            try:
                left, bottom, right, top = page.get_bbox()
                if not isfinite(left + bottom + right + top):
                    raise NotOpened
                frame = Frame(left, bottom, right, top, turn=page.get_rotation() % 360)
                yield page, frame, found.beside
            finally:
                page.close()
        except _BROKEN:
            raise NotOpened from None


@contextmanager
def opened(content: bytes) -> Iterator[Pages]:
    """Open a PDF, trying the empty password: an owner's lock does not hide anything."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise (Locked if error.err_code == raw.FPDF_ERR_PASSWORD else NotOpened) from None
    pages = Pages(document)
    try:
        yield pages
    finally:
        pages.close()


@dataclass(frozen=True, slots=True)
class _Look:
    """An open page that can be drawn with some of its text."""

    page: Any
    frame: Frame
    easel: Easel
    texts: frozenset[int]
    """The addresses of its text objects."""

    def sight(self, shapes: Shapes) -> Sight:
        """Draw the page as it is and without its text; one of nothing but text is white then."""
        whole = self.easel.picture(self.page, self.frame)
        if shapes.bare:
            behind = replace(whole, pixels=b"\xff" * len(whole.pixels))
        else:
            behind = self.without(self.texts)
        return Sight(
            width=self.frame.width,
            height=self.frame.height,
            behind=behind,
            whole=whole,
            pictured=shapes.pictured,
            things=self.things,
            without=self.without,
            inked=self.inked,
        )

    def without(self, texts: frozenset[int]) -> Picture:
        """Draw the page without some of its text."""
        show(texts, shown=False)
        try:
            return self.easel.picture(self.page, self.frame)
        finally:
            show(texts, shown=True)

    def inked(self, texts: frozenset[int], colour: Colour) -> Picture:
        """Draw the page with some of its transparent text in full colour."""
        fill(texts, colour, alpha=255)
        try:
            return self.easel.picture(self.page, self.frame)
        finally:
            fill(texts, colour, alpha=0)

    def things(self) -> tuple[Thing, ...]:
        """Return what is painted, in the order of painting."""
        if self.frame.turn == 0:
            return survey(self.page, left=self.frame.left, top=self.frame.top)
        return tuple(map(self._turned, survey(self.page, left=0, top=0)))

    def _turned(self, thing: Thing) -> Thing:
        clip = None if thing.clip is None else self._placed(thing.clip)
        return replace(thing, box=self._placed(thing.box), clip=clip)

    def _placed(self, box: Box) -> Box:
        return Box(*self.frame.shown(box.left, -box.bottom, box.right, -box.top))
