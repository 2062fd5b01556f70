"""Several documents as one numbered text: the numbering that question and evidence share."""

from collections.abc import Iterator

from screening.model import Document, Line


def numbered(documents: tuple[Document, ...]) -> Iterator[tuple[int, Document, Line]]:
    """Yield every line with its number over all documents, from 1."""
    number = 0
    for document in documents:
        for line in document.lines:
            number += 1
            yield number, document, line


def without_flagged(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Return the documents with every passage emptied that reads like orders to its grader.

    Lines keep their numbers, so that the same quotes are found in both.
    """
    return tuple(map(_without_flagged, documents))


def _without_flagged(document: Document) -> Document:
    flagged = {
        number
        for one in document.instructions
        if one.line is not None
        for number in range(one.line, one.line + one.lines)
    }
    lines = tuple(
        line.model_copy(update={"text": ""}) if line.number in flagged else line
        for line in document.lines
    )
    return document.model_copy(update={"lines": lines})
