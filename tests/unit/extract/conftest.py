"""What the tests of reading share: the documents, and one reading inside this process."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Reading
from screening.extract.sandbox.child import answer
from screening.extract.sandbox.reader import understood

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
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN_XML = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.fixture
def word(package: Callable[[dict[str, str | bytes]], bytes]) -> Callable[..., bytes]:
    """Make a Word file from the XML of its body and of other parts.

    A part such as ``header2`` is of the kind "header" and has its name as relationship id.
    """

    def _word(body: str, *, main: str = "document.main", **parts: str) -> bytes:
        parts = {"styles": "", **parts}
        roots = {"header": "hdr", "footer": "ftr"}
        kinds = {name: name.rstrip("0123456789") for name in parts}
        links = "".join(_link(name, f"{kinds[name]}", f"{name}.xml") for name in parts)
        return package(
            {
                "[Content_Types].xml": f'<Types xmlns="{_OPEN_XML}/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
                ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.{main}+xml"/>'
                "</Types>",
                "_rels/.rels": _links(_link("r1", "officeDocument", "word/document.xml")),
                "word/_rels/document.xml.rels": _links(links),
                "word/document.xml": _root("document", f"<w:body>{body}</w:body>"),
                **{
                    f"word/{name}.xml": _root(roots.get(kinds[name], kinds[name]), part)
                    for name, part in parts.items()
                },
            }
        )

    return _word


def _root(name: str, content: str) -> str:
    return f"<w:{name} {_NAMES}>{content}</w:{name}>"


def _link(id: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_OPEN_XML}/relationships">{links}</Relationships>'
