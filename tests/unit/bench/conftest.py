"""What the tests of the bench share: a folder of files, and a reader that is told its answers."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from screening.errors import Unreadable
from screening.model.candidacy import FileMeta
from screening.model.reading import (
    Document,
    DocumentFormat,
    HiddenReason,
    HiddenText,
    Line,
    Severity,
    UnreadableReason,
)
from screening.ports import Reader

Folder = Callable[[Mapping[str, str]], Path]
Answers = Mapping[str, Document | UnreadableReason]
Opener = Callable[[], AbstractAsyncContextManager[Reader]]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Write files, by their path, into a folder of their own."""

    def _folder(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return _folder


@pytest.fixture
def document() -> Callable[..., Document]:
    """Make a document of lines, with hidden text by its reason and severity."""

    def _document(
        *lines: str, hidden: Mapping[HiddenReason, Severity] | None = None, pages: int | None = None
    ) -> Document:
        return Document(
            file=FileMeta(id="f", name="cv", kind="cv"),
            sha256="0" * 64,
            format=DocumentFormat.TEXT,
            pages=pages,
            lines=tuple(
                Line(number=number, page=None, text=text) for number, text in enumerate(lines, 1)
            ),
            hidden=tuple(
                HiddenText(reason=reason, page=None, characters=9, severity=severity)
                for reason, severity in (hidden or {}).items()
            ),
        )

    return _document


class TaughtReader:
    """Reads what it was told, by the file's name; anything else is damaged."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.closed = False
        self.sizes: list[int] = []

    async def read(self, file: FileMeta, content: bytes) -> Document:
        self.sizes.append(len(content))
        answer = self._answers.get(file.name, UnreadableReason.DAMAGED)
        if isinstance(answer, UnreadableReason):
            raise Unreadable(answer)
        return answer

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def opener() -> Callable[[Answers], Opener]:
    """Return what opens a taught reader."""

    def _opener(answers: Answers) -> Opener:
        @asynccontextmanager
        async def opened() -> AsyncIterator[Reader]:
            yield TaughtReader(answers)

        return opened

    return _opener
