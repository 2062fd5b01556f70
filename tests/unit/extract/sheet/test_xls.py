"""Old workbooks are read as their new twins are, and damage in them ends in a named outcome."""

import re
from collections.abc import Callable
from random import Random

import pytest

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Raw
from screening.model.reading import DocumentFormat, ReadingWarning

Document = Callable[[str], bytes]
Read = Callable[..., Raw]
Refused = Callable[..., str]
TWINS = [
    "ja-rirekisho",
    "ja-two-pages",
    "ja-scattered",
    "ja-keirekisho",
    "ja-sheets",
    "ja-1904",
    "en-cv",
    "ru-cv",
    "twin-dark-head",
    "twin-dark-box",
    "twin-merged-over-hidden",
]
TRICKS = [
    "white",
    "tiny",
    "format",
    "dark",
    "white-run",
    "box-white",
    "row",
    "low-row",
    "column",
    "hidden-sheet",
]


def lines(raw: Raw) -> list[tuple[str | None, str]]:
    return [(line.part, line.text) for line in raw.lines]


@pytest.mark.parametrize("name", TWINS)
def test_an_old_workbook_reads_as_its_new_twin(name: str, document: Document, raw: Read) -> None:
    old, new = raw(document(f"sheets/{name}.xls")), raw(document(f"sheets/{name}.xlsx"))
    assert (old.format, new.format) == (DocumentFormat.XLS, DocumentFormat.XLSX)
    spaced = [(part, text.replace("\u00a0", " ")) for part, text in lines(new)]
    assert [(part, text.replace("\u00a0", " ")) for part, text in lines(old)] == spaced
    assert old.warnings == new.warnings


@pytest.mark.parametrize("name", TRICKS)
def test_an_old_workbook_hides_nothing_from_us(name: str, document: Document, raw: Read) -> None:
    old = raw(document(f"sheets/trick-{name}.xls"))
    new = raw(document(f"sheets/trick-{name}.xlsx"))
    assert lines(old) == lines(new)
    found = [(one.text, one.reason, one.severity, one.part) for one in old.hidden]
    assert found == [(one.text, one.reason, one.severity, one.part) for one in new.hidden]


def test_a_locked_workbook_says_so(document: Document, refused: Refused) -> None:
    assert refused(document("sheets/locked.xls")) == "encrypted"


def test_what_is_no_workbook_inside_is_damage(document: Document, refused: Refused) -> None:
    assert refused(document("sheets/no-records.xls")) == "damaged"


def test_a_chain_of_sectors_that_runs_in_a_circle_ends(document: Document, raw: Read) -> None:
    content = bytearray(document("sheets/trick-row.xls"))
    entry = content.index("Workbook".encode("utf-16-le"))
    assert int.from_bytes(content[entry + 120 : entry + 124], "little") < 4096  # a short stream
    table = 512 * (1 + int.from_bytes(content[60:64], "little"))
    sector = int.from_bytes(content[entry + 116 : entry + 120], "little")
    content[table + 4 * sector : table + 4 * sector + 4] = sector.to_bytes(4, "little")
    with pytest.raises(Unreadable):
        raw(bytes(content))


def test_too_much_text_is_refused(document: Document, refused: Refused) -> None:
    assert refused(document("sheets/ja-rirekisho.xls"), ReadingLimits(characters=20)) == "too_long"


def test_spoilt_looks_cost_the_looks_and_not_the_text(document: Document, raw: Read) -> None:
    no_such_font = re.sub(
        rb"(?<=\xe0\x00\x14\x00)..", b"\xff\x7f", document("sheets/en-cv.xls"), flags=re.DOTALL
    )
    found = raw(no_such_font)
    assert {ReadingWarning.LOOK_UNCHECKED, ReadingWarning.STAND_IN_READER} <= found.warnings
    assert ("CV", "Name | Robin Vale") in lines(found)


def test_nothing_but_named_outcomes_comes_of_damage(
    document: Document, raw: Read, capsys: pytest.CaptureFixture[str]
) -> None:
    content = document("sheets/ja-rirekisho.xls")
    outcomes = set()
    for seed in range(60):
        chance = Random(seed)
        spoilt = bytearray(content)
        for _ in range(12):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            raw(bytes(spoilt))
            outcomes.add("read")
        except Unreadable as unreadable:
            outcomes.add(unreadable.reason.value)
    assert "read" in outcomes
    assert capsys.readouterr().out == ""


def test_a_row_of_a_closed_outline_is_no_more_than_a_note(document: Document, raw: Read) -> None:
    plain = document("sheets/trick-row.xls")
    rows = re.compile(rb"\x08\x02\x10\x00.{12}.", re.DOTALL)

    def outlined(found: re.Match[bytes]) -> bytes:
        hidden = found[0][-1] & 0x20
        return found[0][:-1] + bytes([found[0][-1] | (1 if hidden else 0)])

    outline = rows.sub(outlined, plain)
    assert outline != plain
    assert {one.severity for one in raw(plain).hidden if one.reason == "hidden_run"} == {"warn"}
    assert {one.severity for one in raw(outline).hidden if one.reason == "hidden_run"} == {"note"}
