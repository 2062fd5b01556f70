"""Decodes pictures into pages of plain pixels: the only importer of Pillow and pi-heif."""

import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from io import BytesIO

from PIL import Image, UnidentifiedImageError, features

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Bitmap
from screening.model.reading import UnreadableReason

_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)
"""What Pillow and its decoders raise on files that break their format's rules."""
_FORMATS = ("JPEG", "MPO", "PNG", "TIFF", "GIF", "BMP", "WEBP", "AVIF", "HEIF")
_THREADED = frozenset({"AVIF", "HEIF"})
"""Their decoders start threads, and where they may not, they abort the whole process."""
_HEIF = re.compile(rb"....ftyp(?:hei|hev|mif|msf)", re.DOTALL)
_AVIF = re.compile(rb"....ftypavi", re.DOTALL)
_CLEAR = frozenset({"RGBA", "RGBa", "LA", "La", "PA"})
_DEEP = frozenset({"I", "F", "I;16", "I;16B", "I;16L", "I;16N"})
_COMMENTS = frozenset({"comment", "xmp", "XML:com.adobe.xmp", "photoshop"})
_A4_INCHES = 11.69
_SIDES = (3.0, 20.0)
"""Inches of the longer side of a page; telephones write 72 dots per inch, whatever they see."""
_ORIENTATION = 0x0112
_EXIF_PART = 0x8769
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


class Pictures:
    """The pages of an open file; more than one in TIFF only."""

    def __init__(self, image: Image.Image, limits: ReadingLimits) -> None:
        self._image = image
        self._limits = limits

    def pages(self) -> Iterator[Bitmap]:
        """Decode page after page; raise ``Unreadable`` for too many or too large ones."""
        for number in range(self._limits.pages + 1):
            if not self._turned_to(number):
                return
            if number == self._limits.pages:
                raise Unreadable(UnreadableReason.TOO_LONG)
            self._check_size()
            yield self._decoded()

    def check(self) -> None:
        """Raise ``Unreadable`` for a broken file, without threads, and so not for every format."""
        self._check_size()
        if self._image.format not in _THREADED:
            for _ in self.pages():
                pass

    def comments(self) -> dict[str, object]:
        """Return what the decoder kept besides the pixels; call it after ``pages``."""
        kept = {str(key): value for key, value in self._image.info.items() if key in _COMMENTS}
        texts = getattr(self._image, "text", None)  # PNG's own comments
        return {**kept, **(texts if isinstance(texts, dict) else {})}

    def tags(self) -> dict[int, object]:
        """Return the EXIF tags; broken ones say nothing to anyone."""
        try:
            exif = self._image.getexif()
            return {**exif, **exif.get_ifd(_EXIF_PART)}
        except _BROKEN:
            return {}

    def _turned_to(self, number: int) -> bool:
        """Go to a page; animations and bursts show their first picture only."""
        if number == 0:
            return True
        if self._image.format != "TIFF":
            return False
        try:
            self._image.seek(number)
        except EOFError:
            return False
        except _BROKEN:
            raise Unreadable(UnreadableReason.DAMAGED) from None
        return True

    def _check_size(self) -> None:
        width, height = self._image.size
        if width * height > self._limits.pixels:
            raise Unreadable(UnreadableReason.TOO_LARGE)

    def _decoded(self) -> Bitmap:
        try:
            self._image.load()
            dots = _dots_per_inch(self._image)
            shown = _upright(self._image, _plain(self._image))
            return Bitmap(shown.width, shown.height, shown.tobytes(), dots)
        except Image.DecompressionBombError:
            raise Unreadable(UnreadableReason.TOO_LARGE) from None
        except _BROKEN:
            raise Unreadable(UnreadableReason.DAMAGED) from None


@contextmanager
def opened(content: bytes, limits: ReadingLimits) -> Iterator[Pictures]:
    """Open a picture without decoding it; raise ``Unreadable`` with what is wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of large pictures: ours is the lower limit
        _add_heif(content)
        try:
            image = Image.open(BytesIO(content), formats=_known())
        except Image.DecompressionBombError:
            raise Unreadable(UnreadableReason.TOO_LARGE) from None
        except UnidentifiedImageError:
            raise Unreadable(_unidentified(content)) from None
        except _BROKEN:
            raise Unreadable(UnreadableReason.DAMAGED) from None
        with image:
            yield Pictures(image, limits)


def _add_heif(content: bytes) -> None:
    """Teach Pillow to read HEIF, where the optional decoder is installed and needed."""
    if _HEIF.match(content) and find_spec("pi_heif") is not None:
        import pi_heif  # type: ignore[import-not-found,import-untyped,unused-ignore]  # optional

        pi_heif.options.DECODE_THREADS = 1
        pi_heif.register_heif_opener()


def _known() -> list[str]:
    Image.init()
    return [name for name in _FORMATS if name in Image.OPEN]


def _unidentified(content: bytes) -> UnreadableReason:
    """Tell a broken picture from one whose decoder is not installed."""
    no_heif = _HEIF.match(content) and find_spec("pi_heif") is None
    no_avif = _AVIF.match(content) and not features.check("avif")
    return UnreadableReason.SCAN if no_heif or no_avif else UnreadableReason.DAMAGED


def _plain(image: Image.Image) -> Image.Image:
    """Show a picture as on white paper, three bytes a pixel."""
    if image.mode in _DEEP:
        return _shallow(image).convert("RGB")
    if image.mode in _CLEAR or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(ground, clear).convert("RGB")
    return image.convert("RGB")


def _shallow(image: Image.Image) -> Image.Image:
    """Bring more than eight bits to eight; floating and signed greys by their own range."""
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    low, high = image.getextrema()
    low, high = float(str(low)), float(str(high))
    if image.mode == "I" and low >= 0 and high > 255:
        low, high = 0.0, 65535.0
    scale = 255 / max(high - low, 1e-9)
    return image.point(lambda value: value * scale + -low * scale).convert("L")


def _upright(image: Image.Image, shown: Image.Image) -> Image.Image:
    try:
        way = image.getexif().get(_ORIENTATION)
    except _BROKEN:
        return shown
    for turn in _TURNS.get(way, ()) if isinstance(way, int) else ():
        shown = shown.transpose(turn)
    return shown


def _dots_per_inch(image: Image.Image) -> float:
    """Believe the file where a page would have a sensible size; else guess an A4 page."""
    longer = max(image.size)
    said = image.info.get("dpi")
    try:
        dots = float(said[0]) if isinstance(said, tuple) and said else 0.0
    except (TypeError, ValueError, ArithmeticError):
        dots = 0.0
    if dots > 0 and _SIDES[0] <= longer / dots <= _SIDES[1]:
        return dots
    return longer / _A4_INCHES
