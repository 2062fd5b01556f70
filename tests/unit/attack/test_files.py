"""What the files of the cases show is read, what they hide is not, and each attack is noticed."""

from collections.abc import Callable

import pytest

from screening.attack.case import Case, CaseFile, Kind
from screening.attack.cases import cases
from screening.attack.people import PEOPLE
from screening.errors import Unreadable
from screening.extract.instructions import orders_in
from screening.extract.reading import Reading
from screening.model import Language, ReadingWarning, Severity

Read = Callable[[CaseFile], Reading]
EVERY = [case for language in Language for case in cases(language)]
ALL = {kind: [case for case in EVERY if case.kind is kind] for kind in Kind}
PICTURES = {"order as a picture", "order as a QR code", "note inside a photograph"}
"""Nothing recognises pictures here: a file that is not read is what a recruiter is told of."""
COUNTED = {"two hundred lines of praise"}
"""Noticed by its repetitions, which are counted elsewhere."""


def _name(case: Case) -> str:
    return f"{case.language}-{case.name.replace(' ', '-')}"


def _bare(texts: object) -> str:
    return "".join("".join(str(texts)).split())


def _flags(reading: Reading) -> set[Severity]:
    found = {one.severity for one in reading.hidden}
    found |= {one.severity for one in reading.odd_characters}
    if reading.instructions or ReadingWarning.INSTRUCTION_LIKE_TEXT in reading.warnings:
        found.add(Severity.BLOCK)
    return found


@pytest.mark.parametrize("case", ALL[Kind.HIDDEN], ids=_name)
def test_a_hidden_carrier_is_noticed_and_none_of_it_is_read(case: Case, read: Read) -> None:
    reading = read(case.files[0])
    shown = "".join(_bare(line.text) for line in reading.lines)
    for line in PEOPLE[case.language].lines:
        assert _bare(line) in shown
    assert _bare(PEOPLE[case.language].lie) not in shown
    assert _bare(PEOPLE[case.language].order) not in shown
    if case.name in PICTURES:
        with pytest.raises(Unreadable):
            read(case.files[1])
    else:
        assert _flags(reading) & {Severity.WARN, Severity.BLOCK}


@pytest.mark.parametrize("case", ALL[Kind.STYLE], ids=_name)
def test_an_order_in_plain_sight_is_noticed(case: Case) -> None:
    if case.name in COUNTED:
        return
    lines = case.files[0].content.decode().split("\n")
    own = set(case.own)
    added = {at for at, line in enumerate(lines) if line not in own}
    found = {at for one in orders_in(lines) for at in range(one.first, one.last + 1)}
    assert found & added


@pytest.mark.parametrize("case", ALL[Kind.UNICODE], ids=_name)
def test_an_order_in_odd_characters_is_noticed(case: Case, read: Read) -> None:
    assert _flags(read(case.files[0])) & {Severity.WARN, Severity.BLOCK}


@pytest.mark.parametrize("case", ALL[Kind.HONEST], ids=_name)
def test_an_honest_twin_is_read_and_not_blocked(case: Case, read: Read) -> None:
    reading = read(case.files[0])
    shown = "".join(_bare(line.text) for line in reading.lines)
    assert _bare(PEOPLE[case.language].lines[3]).replace("\u00ad", "") in shown
    assert Severity.BLOCK not in _flags(reading)


@pytest.mark.parametrize("case", ALL[Kind.CONTROL], ids=_name)
def test_the_controls_are_read_without_a_remark(case: Case, read: Read) -> None:
    assert _flags(read(case.files[0])) <= {Severity.NOTE}
