"""What the tests of reading share: the documents, and one reading inside this process."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from screening.errors import Unreadable
from screening.extract.child import answer
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Reading
from screening.extract.sandbox import understood

DOCUMENTS = Path(__file__).parents[3] / "fixtures" / "documents"

Read = Callable[..., Reading]


@pytest.fixture
def document() -> Callable[[str], bytes]:
    """Return a test document's bytes by its name."""
    return lambda name: (DOCUMENTS / name).read_bytes()


@pytest.fixture
def read() -> Read:
    """Read bytes as the child does, but in this process; raises ``Unreadable`` as the port does."""

    def _read(content: bytes, limits: ReadingLimits | None = None) -> Reading:
        limits = limits or ReadingLimits()
        return understood(answer(BytesIO(content), limits), limits)

    return _read


@pytest.fixture
def reason(read: Read) -> Callable[..., str]:
    """Return why bytes cannot be read."""

    def _reason(content: bytes, limits: ReadingLimits | None = None) -> str:
        with pytest.raises(Unreadable) as unreadable:
            read(content, limits)
        return unreadable.value.reason.value

    return _reason


@pytest.fixture
def package() -> Callable[[dict[str, str | bytes]], bytes]:
    """Zip parts together."""

    def _package(parts: dict[str, str | bytes]) -> bytes:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return stream.getvalue()

    return _package


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


@pytest.fixture
def word(package: Callable[[dict[str, str | bytes]], bytes]) -> Callable[..., bytes]:
    """Make a Word file from the XML of its body, and optionally of its styles."""

    def _word(body: str, *, styles: str = "", document: str = "") -> bytes:
        main = document or f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        open_xml = "http://schemas.openxmlformats.org/package/2006"
        relations = "application/vnd.openxmlformats-package.relationships+xml"
        types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        return package(
            {
                "[Content_Types].xml": f'<Types xmlns="{open_xml}/content-types">'
                f'<Default Extension="rels" ContentType="{relations}"/>'
                f'<Override PartName="/word/document.xml" ContentType="{types}.document.main+xml"/>'
                f'<Override PartName="/word/styles.xml" ContentType="{types}.styles+xml"/></Types>',
                "_rels/.rels": f'<Relationships xmlns="{open_xml}/relationships">'
                f'<Relationship Id="r1" Type="{kind}/officeDocument" Target="word/document.xml"/>'
                "</Relationships>",
                "word/_rels/document.xml.rels": f'<Relationships xmlns="{open_xml}/relationships">'
                f'<Relationship Id="r1" Type="{kind}/styles" Target="styles.xml"/></Relationships>',
                "word/document.xml": main,
                "word/styles.xml": f"<w:styles {_NAMES}>{styles}</w:styles>",
            }
        )

    return _word
