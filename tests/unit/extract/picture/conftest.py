"""What the tests of pictures share: small pictures, and a recogniser that only pretends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from PIL import Image

from screening.extract.limits import ReadingLimits
from screening.extract.picture.reader import read_picture
from screening.extract.reading import Bitmap, Raw, RawLine, Recognised, Tools
from screening.extract.sniff import sniff


@dataclass
class FakeRecogniser:
    """Reads the same from every picture, and keeps what it was shown."""

    text: str = "Rowan Ashgrove"
    confidence: float = 0.95
    shown: list[Bitmap] = field(default_factory=list)

    def __call__(self, bitmap: Bitmap) -> Recognised:
        self.shown.append(bitmap)
        lines = (RawLine(self.text, recognised=True),) if self.text else ()
        return Recognised(lines, self.confidence)

    def colour(self, x: int, y: int) -> tuple[int, ...]:
        """Return a pixel of the last picture shown."""
        bitmap = self.shown[-1]
        start = 3 * (y * bitmap.width + x)
        return tuple(bitmap.pixels[start : start + 3])


@pytest.fixture
def recogniser() -> FakeRecogniser:
    return FakeRecogniser()


@pytest.fixture
def seen(recogniser: FakeRecogniser) -> Callable[..., Raw]:
    """Read a picture with the recogniser that pretends."""

    def _seen(content: bytes, limits: ReadingLimits | None = None) -> Raw:
        tools = Tools(limits or ReadingLimits(), recognise=recogniser)
        return read_picture(sniff(content), content, tools)

    return _seen


@pytest.fixture
def saved() -> Callable[..., bytes]:
    """Save a picture; by default a small red one as PNG."""

    def _saved(image: Image.Image | None = None, form: str = "PNG", **more: object) -> bytes:
        stream = BytesIO()
        image = image or Image.new("RGB", (40, 20), "red")
        image.save(stream, form, **more)
        return stream.getvalue()

    return _saved
