"""Reads the Word files of 1997 to 2003 after Microsoft's description of the format, [MS-DOC]."""

from collections.abc import Iterator
from dataclasses import dataclass

from screening.extract.container.compound import Compound
from screening.extract.doc.fib import Table, WordFile, open_word
from screening.extract.doc.headers import FOOTERS, headers
from screening.extract.doc.shapes import Shapes, grounds
from screening.extract.doc.summary import summary
from screening.extract.doc.walk import BoxesAt, Walker
from screening.extract.office.hidden import as_usual
from screening.extract.office.old_colours import UNKNOWN, WHITE
from screening.extract.office.old_story import Apart, Found, Story, each_once
from screening.extract.reading import Raw, RawLine, Tools
from screening.extract.sniff import Sniffed
from screening.model.reading import DocumentFormat, HiddenReason, ReadingWarning


def read_doc(_: Sniffed, content: bytes, tools: Tools) -> Raw:  # noqa: ARG001
    """Read headers, the body in its order, notes and footers; raise ``Unreadable`` if damaged."""
    compound = Compound(content)
    reading = _Reading(open_word(compound))
    groups = list(reading.groups())
    hidden = as_usual(reading.found.hidden())
    unchecked = {ReadingWarning.LOOK_UNCHECKED} if reading.found.unchecked else set()
    return Raw(
        format=DocumentFormat.DOC,
        lines=tuple(
            RawLine(line, paragraph=number)
            for number, group in enumerate(groups, 1)
            for line in group
        ),
        hidden=(*hidden, *summary(compound)),
        warnings=frozenset(unchecked),
    )


@dataclass(frozen=True, slots=True)
class _Starts:
    """The first character of each story."""

    footnotes: int
    headers: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int


class _Reading:
    """One file under way."""

    def __init__(self, word: WordFile) -> None:
        self.found = Found()
        self._word = word
        self._walker = Walker(word)
        self._starts = _starts(word)
        self._grounds = grounds(word)
        self._shapes = Shapes(word, Table.SHAPES, Table.BOXES)
        self._header_shapes = Shapes(word, Table.HEADER_SHAPES, Table.HEADER_BOXES)
        behind = self._shapes.behind or self._header_shapes.behind
        self._paper = UNKNOWN if behind else WHITE

    def groups(self) -> Iterator[list[str]]:
        """Yield the lines of each paragraph or row, all stories in the order of reading."""
        above, below = self._headers()
        counts, starts = self._word.stories, self._starts
        yield from above
        yield from self._with_boxes(0, counts.body, self._shapes, starts.boxes, counts.boxes)
        for start, count in (
            (starts.footnotes, counts.footnotes),
            (starts.endnotes, counts.endnotes),
        ):
            yield from self._story(start, start + count, self._paper)
        yield from below
        comments = self._story(starts.comments, starts.comments + counts.comments, WHITE)
        for group in comments:
            self.found.hide("\n".join(group) + "\n", HiddenReason.COMMENT)

    def _headers(self) -> tuple[list[list[str]], list[list[str]]]:
        """Return what stands above the text and below it."""
        first, shapes = self._starts.headers, self._header_shapes
        reader = self._box_reader(
            first, shapes, self._starts.header_boxes, self._word.stories.header_boxes
        )
        above: list[Apart] = []
        below: list[Apart] = []
        for header in headers(self._word):
            groups = self._story(first + header.start, first + header.end, self._paper, reader)
            (below if header.kind in FOOTERS else above).append(Apart(groups, header.shown))
        return each_once(above, self.found), each_once(below, self.found)

    def _with_boxes(
        self, start: int, end: int, shapes: Shapes, first: int, count: int
    ) -> Iterator[list[str]]:
        """Read the body with its text boxes in their places, and those without one after it."""
        read: set[int] = set()
        reader = self._box_reader(start, shapes, first, count, read)
        yield from self._story(start, end, self._paper, reader)
        for index, box in enumerate(shapes.boxes):
            if index not in read and box.end <= count:
                ground = self._grounds.get(box.shape, UNKNOWN)
                yield from self._story(first + box.start, first + box.end, ground)

    def _box_reader(
        self, base: int, shapes: Shapes, first: int, count: int, read: set[int] | None = None
    ) -> BoxesAt:
        done = set() if read is None else read

        def boxes_at(place: int) -> list[str]:
            lines = []
            for shape in shapes.at.get(place - base, ()):
                for index, box in enumerate(shapes.boxes):
                    if box.shape == shape and index not in done and box.end <= count:
                        done.add(index)
                        ground = self._grounds.get(shape, UNKNOWN)
                        groups = self._story(first + box.start, first + box.end, ground)
                        lines += [line for group in groups for line in group]
            return lines

        return boxes_at

    def _story(
        self, start: int, end: int, paper: str, boxes_at: BoxesAt | None = None
    ) -> list[list[str]]:
        story = Story(self.found, paper)
        if boxes_at is None:
            self._walker.read(start, end, story)
        else:
            self._walker.read(start, end, story, boxes_at)
        return story.groups


def _starts(word: WordFile) -> _Starts:
    counts = word.stories
    footnotes = counts.body
    headers_start = footnotes + counts.footnotes
    comments = headers_start + counts.headers + counts.macros
    endnotes = comments + counts.comments
    boxes = endnotes + counts.endnotes
    return _Starts(footnotes, headers_start, comments, endnotes, boxes, boxes + counts.boxes)
