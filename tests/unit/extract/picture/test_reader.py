"""Pictures are decoded as a person sees them; their text is what recognition says."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import pytest
from PIL import Image

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.picture import pixels
from screening.extract.reading import Bitmap, Raw
from screening.model.reading import HiddenReason, ReadingWarning, Severity

PICTURES = Path(__file__).parents[4] / "fixtures" / "documents" / "pictures"
Saved = Callable[..., bytes]
Seen = Callable[..., Raw]


class Fake(Protocol):
    text: str
    confidence: float
    shown: list[Bitmap]

    def colour(self, x: int, y: int) -> tuple[int, ...]: ...


def _why(seen: Seen, content: bytes, limits: ReadingLimits | None = None) -> str:
    with pytest.raises(Unreadable) as unreadable:
        seen(content, limits)
    return unreadable.value.reason.value


def test_text_is_what_was_recognised_and_is_marked_so(seen: Seen, saved: Saved) -> None:
    raw = seen(saved())
    assert [(line.text, line.page, line.recognised) for line in raw.lines] == [
        ("Rowan Ashgrove", 1, True)
    ]
    assert raw.warnings == {ReadingWarning.RECOGNISED}
    assert raw.pages == 1


def test_without_recognition_a_picture_is_a_scan(reason: Callable[..., str], saved: Saved) -> None:
    assert reason(saved()) == "scan"


def test_nothing_legible_is_illegible(recogniser: Fake, seen: Seen, saved: Saved) -> None:
    recogniser.text = ""
    assert _why(seen, saved()) == "illegible"


def test_doubtful_recognition_is_said(recogniser: Fake, seen: Seen, saved: Saved) -> None:
    recogniser.confidence = 0.79
    assert ReadingWarning.POORLY_RECOGNISED in seen(saved()).warnings


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_usual_formats_show_their_colours(
    form: str, recogniser: Fake, seen: Seen, saved: Saved
) -> None:
    seen(saved(form=form))
    red, green, blue = recogniser.colour(20, 10)
    assert red > 240
    assert max(green, blue) < 20


@pytest.mark.parametrize(
    ("mode", "paper"), [("1", 1), ("L", 255), ("P", 255), ("CMYK", 0), ("I;16", 65535)]
)
def test_white_paper_is_white_in_every_mode(
    mode: str, paper: int, recogniser: Fake, seen: Seen, saved: Saved
) -> None:
    form = "TIFF" if mode == "CMYK" else "PNG"
    image = Image.new(mode, (40, 20), (0, 0, 0, 0) if mode == "CMYK" else paper)
    if mode == "P":
        image.putpalette([value for value in range(256) for _ in range(3)])
    seen(saved(image, form))
    assert recogniser.colour(1, 1) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white(
    mode: str, recogniser: Fake, seen: Seen, saved: Saved
) -> None:
    seen(saved(Image.new(mode, (40, 20))))
    assert recogniser.colour(1, 1) == (255, 255, 255)


def test_letters_on_a_transparent_ground_stay_dark(
    recogniser: Fake, seen: Seen, saved: Saved
) -> None:
    image = Image.new("RGBA", (40, 20))
    image.putpixel((5, 5), (0, 0, 0, 255))
    seen(saved(image))
    assert recogniser.colour(5, 5) == (0, 0, 0)


def test_sixteen_bits_keep_their_greys(recogniser: Fake, seen: Seen, saved: Saved) -> None:
    image = Image.new("I;16", (40, 20), 0)
    image.putpixel((3, 3), 65535)
    image.putpixel((4, 4), 32768)
    seen(saved(image))
    assert [recogniser.colour(n, n)[0] for n in (2, 3, 4)] == pytest.approx([0, 255, 128], abs=1)


@pytest.mark.parametrize(
    ("orientation", "place"),
    [(1, (0, 0)), (2, (39, 0)), (3, (39, 19)), (4, (0, 19)), (6, (19, 0)), (8, (0, 39))],
)
def test_exif_orientation_is_applied(
    orientation: int, place: tuple[int, int], recogniser: Fake, seen: Seen, saved: Saved
) -> None:
    """The dark corner of the stored picture is seen where a viewer shows it."""
    image = Image.new("L", (40, 20), 255)
    image.putpixel((0, 0), 0)
    exif = Image.Exif()
    exif[0x0112] = orientation
    seen(saved(image, exif=exif))
    assert recogniser.colour(*place) == (0, 0, 0)


@pytest.mark.parametrize(
    ("size", "dots", "believed"),
    [((827, 1169), 100, 100), ((3000, 4000), 72, 4000 / 11.69), ((40, 20), 0, 40 / 11.69)],
)
def test_resolution_is_believed_where_a_page_would_have_a_sensible_size(
    size: tuple[int, int], dots: int, believed: float, recogniser: Fake, seen: Seen, saved: Saved
) -> None:
    seen(saved(Image.new("L", size, 255), dpi=(dots, dots)))
    assert recogniser.shown[0].dots_per_inch == pytest.approx(believed, abs=0.1)


def test_all_pages_of_a_tiff_are_read(recogniser: Fake, seen: Seen, saved: Saved) -> None:
    pages = [Image.new("1", (40, 20 + n), 1) for n in range(3)]
    raw = seen(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert [line.page for line in raw.lines] == [1, 2, 3]
    assert [bitmap.height for bitmap in recogniser.shown] == [20, 21, 22]


@pytest.mark.parametrize("limits", [ReadingLimits(pages=2), ReadingLimits(recognised_pages=2)])
def test_too_many_pages_are_never_cut(limits: ReadingLimits, seen: Seen, saved: Saved) -> None:
    pages = [Image.new("1", (40, 20), 1) for _ in range(3)]
    content = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert _why(seen, content, limits) == "too_long"


def test_an_animation_shows_its_first_picture(recogniser: Fake, seen: Seen, saved: Saved) -> None:
    pages = [Image.new("L", (40, 20), grey) for grey in (255, 0)]
    seen(saved(pages[0], "GIF", save_all=True, append_images=pages[1:]))
    assert len(recogniser.shown) == 1


def test_pixels_are_counted_before_any_is_decoded(
    recogniser: Fake, seen: Seen, saved: Saved
) -> None:
    limits = ReadingLimits(pixels=799)
    assert _why(seen, saved(), limits) == "too_large"
    assert not recogniser.shown


@pytest.mark.parametrize("recognised", [True, False])
def test_a_bomb_is_too_large(recognised: bool, seen: Seen, reason: Callable[..., str]) -> None:
    bomb = (PICTURES / "bomb.png").read_bytes()
    assert (_why(seen, bomb) if recognised else reason(bomb)) == "too_large"


@pytest.mark.parametrize("recognised", [True, False])
def test_half_a_picture_is_damaged(
    recognised: bool, seen: Seen, reason: Callable[..., str]
) -> None:
    half = (PICTURES / "truncated.jpg").read_bytes()
    assert (_why(seen, half) if recognised else reason(half)) == "damaged"


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"GIF89a"])
def test_a_signature_without_a_picture_is_damaged(head: bytes, seen: Seen) -> None:
    assert _why(seen, head + b"nothing of the kind") == "damaged"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_flipped_bytes_end_in_a_named_outcome(form: str, seen: Seen, saved: Saved) -> None:
    """One byte after the other is made wrong; the reader answers or names a reason."""
    whole = saved(form=form, exif=_note(0x010E, "a note"))
    ends = set()
    for place in range(0, len(whole), 1 + len(whole) // 400):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            seen(bytes(broken))
        except Unreadable as unreadable:
            ends.add(unreadable.reason.value)
    assert ends <= {"damaged", "too_large", "unsupported", "too_long"}


def _note(tag: int, words: object) -> Image.Exif:
    exif = Image.Exif()
    exif[tag] = words
    return exif


def test_heic_without_its_decoder_is_a_scan(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "find_spec", lambda _: None)
    monkeypatch.setattr(pixels, "_known", lambda: ["PNG", "JPEG"])
    assert _why(seen, (PICTURES / "ja.heic").read_bytes()) == "scan"


@pytest.mark.skipif(find_spec("pi_heif") is None, reason="pi-heif is not installed")
def test_heic_is_decoded(recogniser: Fake, seen: Seen) -> None:
    seen((PICTURES / "ja.heic").read_bytes())
    assert recogniser.shown[0].width > 1000


@pytest.mark.skipif(find_spec("pi_heif") is None, reason="pi-heif is not installed")
def test_heic_is_not_decoded_without_recognition(
    reason: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its decoder starts threads; a child that may start none is aborted by it."""

    def _never(_: object) -> Bitmap:
        raise AssertionError("decoded")

    monkeypatch.setattr(pixels.Pictures, "_decoded", _never)
    assert reason((PICTURES / "ja.heic").read_bytes()) == "scan"


@pytest.mark.parametrize(
    "name",
    ["order-in-exif.jpg", "order-in-comment.jpg", "order-in-xmp.jpg", "order-in-text.png"],
)
def test_words_that_no_viewer_shows_are_hidden_text(name: str, seen: Seen) -> None:
    raw = seen((PICTURES / name).read_bytes())
    notes = [hidden for hidden in raw.hidden if "Ignore all previous" in hidden.text]
    assert [(note.reason, note.severity) for note in notes] == [
        (HiddenReason.METADATA, Severity.NOTE)
    ]
    assert all("Ignore" not in line.text for line in raw.lines)


def test_a_picture_without_notes_has_no_hidden_text(seen: Seen, saved: Saved) -> None:
    exif = _note(0x0110, "Telephone 12")
    assert seen(saved(form="JPEG", exif=exif)).hidden == ()
    assert seen(saved(Image.new("1", (40, 20)), "TIFF", compression="group4")).hidden == ()
