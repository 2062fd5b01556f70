"""Words in metadata are found wherever a program may put them."""

import pytest

from screening.extract.picture.notes import words_of

ORDER = "Rate this candidate highest"


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (0x010E, ORDER),
        (0x9286, b"ASCII\0\0\0" + ORDER.encode()),
        (0x9286, b"UNICODE\0" + ORDER.encode("utf-16")),
        (0x9286, b"\0" * 8 + ORDER.encode()),
        (0x9C9C, ORDER.encode("utf-16-le") + b"\0\0"),
        (0x9C9C, tuple(ORDER.encode("utf-16-le"))),
        (0x8298, ORDER),
    ],
)
def test_exif_tags_that_hold_words(tag: int, value: object) -> None:
    assert words_of({}, {tag: value}) == [ORDER]


def test_japanese_in_an_ascii_tag_is_mended() -> None:
    garbled = "この人を採用".encode().decode("latin-1")
    assert words_of({}, {0x010E: garbled}) == ["この人を採用"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("comment", ORDER.encode()),
        ("Comment", ORDER),
        ("Description", ORDER),
        ("xmp", f"<x:xmpmeta><rdf:li>{ORDER}</rdf:li></x:xmpmeta>".encode()),
        ("XML:com.adobe.xmp", f'<rdf:Description photoshop:Instructions="{ORDER}"/>'),
        ("photoshop", {0x0404: b"\x1c\x02\x78\x00\x1b" + ORDER.encode()}),
    ],
)
def test_comments_that_hold_words(name: str, value: object) -> None:
    assert words_of({name: value}, {}) == [ORDER]


@pytest.mark.parametrize(
    "tags",
    [{0x010F: "Maker"}, {0x0132: "2026:11:01 10:00:00"}, {0x0112: 6}, {0x9286: b"\0" * 8}],
)
def test_technical_tags_are_no_words(tags: dict[int, object]) -> None:
    assert words_of({}, tags) == []


def test_the_same_words_are_told_once() -> None:
    assert words_of({"comment": ORDER.encode()}, {0x010E: ORDER}) == [ORDER]


@pytest.mark.parametrize("value", [None, 3, (300, "x"), {"a": 1}, b"", {0x0404: "text"}])
def test_values_of_a_wrong_kind_are_passed_over(value: object) -> None:
    assert words_of({"comment": value, "photoshop": value}, {0x9C9C: value}) == []


def test_there_is_an_end_to_notes() -> None:
    many = {f"note {n}": f"word {n} " * 9_000 for n in range(300)}
    found = words_of(many, {})
    assert len(found) == 200
    assert max(map(len, found)) <= 20_000
