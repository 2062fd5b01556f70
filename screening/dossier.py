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
