"""Hostile zips are refused before anything in them is parsed."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from screening.extract.limits import MEGABYTE, ReadingLimits

Package = Callable[[dict[str, str | bytes]], bytes]
Reason = Callable[..., str]
BODY = "word/document.xml"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)


def test_a_bomb_is_refused_by_its_ratio(package: Package, reason: Reason) -> None:
    assert reason(package({BODY: "<x/>", "word/media/a.bin": bytes(30 * MEGABYTE)})) == "too_large"


def test_a_bomb_is_refused_by_its_total(package: Package, reason: Reason) -> None:
    limits = ReadingLimits(zip_total_bytes=100_000)
    parts: dict[str, str | bytes] = {f"part{n}": bytes(range(256)) * 100 for n in range(5)}
    assert reason(package({BODY: "<x/>", **parts}), limits) == "too_large"


def test_a_bomb_is_refused_by_its_number_of_entries(package: Package, reason: Reason) -> None:
    parts: dict[str, str | bytes] = {f"part{n}": "" for n in range(2000)}
    assert reason(package({BODY: "<x/>", **parts})) == "too_large"


def test_a_huge_part_is_refused(package: Package, reason: Reason) -> None:
    limits = ReadingLimits(xml_bytes=1000)
    assert reason(package({BODY: "<x>" + "ab" * 600 + "</x>"}), limits) == "too_large"


@pytest.mark.parametrize("part", [BODY, "word/styles.xml", "customXml/item1.xml", "word/odd.bin"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_entity_declarations_are_refused_wherever_they_are(
    part: str, encoding: str, package: Package, reason: Reason
) -> None:
    assert reason(package({BODY: "<x/>", part: LAUGHS.encode(encoding)})) == "damaged"


def test_an_encoding_that_could_hide_a_declaration_is_refused(
    package: Package, reason: Reason
) -> None:
    part = '<?xml version="1.0" encoding="UTF-7"?><x/>'
    assert reason(package({BODY: part})) == "damaged"


def test_an_entry_with_a_password_is_named(package: Package, reason: Reason) -> None:
    content = bytearray(package({BODY: "<x/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert reason(bytes(content)) == "encrypted"


def test_a_part_that_lies_about_itself_is_damaged(package: Package, reason: Reason) -> None:
    content = package({BODY: "<x>" + "words " * 50 + "</x>"})
    middle = content.index(BODY.encode()) + len(BODY) + 12
    assert reason(content[:middle] + b"\x00" * 8 + content[middle + 8 :]) == "damaged"


def test_a_small_part_of_spaces_is_no_bomb(
    word: Callable[[str], bytes], read: Callable[[bytes], object]
) -> None:
    stream = BytesIO(word("<w:p><w:r><w:t>words</w:t></w:r></w:p>"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customXml/spaces.txt", " " * 60_000)
    assert read(stream.getvalue())
