"""Documents made of lines, blinded for one person."""

from collections.abc import Callable

import pytest

from screening.blind import redact
from screening.model import Document, DocumentFormat, FileId, FileMeta, Line, Person

Blind = Callable[..., str]


def document(text: str) -> Document:
    return Document(
        file=FileMeta(id=FileId("cv"), name="cv.txt", kind="resume"),
        sha256="0",
        format=DocumentFormat.TEXT,
        pages=1,
        lines=tuple(
            Line(number=number, page=1, text=line)
            for number, line in enumerate(text.split("\n"), 1)
        ),
    )


@pytest.fixture
def blind() -> Blind:
    """Blind a text; names of the ATS are given after it."""

    def blinded(text: str, *names: str, contacts: tuple[str, ...] = ()) -> str:
        person = Person(names=names, contacts=contacts)
        lines = redact((document(text),), person).documents[0].lines
        return "\n".join(line.text for line in lines)

    return blinded
