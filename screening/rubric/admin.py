"""The admin's own requirements for a requisition, as TOML; they win over the ATS's text."""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import NoReturn

from screening.errors import Misconfigured
from screening.model import (
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)

_KEYS = ("id", "kind", "text", "weight", "synonyms", "partial_credit")
_ID = re.compile(r"R[1-9][0-9]{0,2}")
_POSITION = re.compile(r"\(at (?:line \d+, column \d+|end of document)\)")
_LONGEST_TEXT = 500
_MOST = 999


def parse_rubric(text: str, requisition_id: RequisitionId) -> Rubric:
    """Read requirements; raise ``Misconfigured`` naming the requirement, the key and the remedy."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        where = _POSITION.search(str(error))
        raise Misconfigured(f"not valid TOML {where[0] if where else ''}".rstrip()) from None
    _check_keys(table, ("requirement",), "at the top")
    entries = table.get("requirement")
    listed = isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
    if not listed or not entries:
        raise Misconfigured("write at least one requirement under a line [[requirement]]")
    if len(entries) > _MOST:
        raise Misconfigured(f"{len(entries)} requirements; at most {_MOST} are possible")
    named = tuple(_Entry(number, entry) for number, entry in enumerate(entries, 1))
    ids = tuple(_ids(named))
    return Rubric(
        requisition_id=requisition_id,
        source=RubricSource.ADMIN,
        requirements=tuple(map(_requirement, named, ids)),
    )


class _Entry:
    """One ``[[requirement]]`` table with its number, which every complaint names."""

    def __init__(self, number: int, values: dict[str, object]) -> None:
        self.number = number
        self.values = values
        _check_keys(values, _KEYS, f"in requirement {number}")

    def wrong(self, key: str, rule: str) -> NoReturn:
        """Say what is wrong with one key."""
        raise Misconfigured(f"requirement {self.number}: {key} {rule}")


def _check_keys(table: dict[str, object], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise Misconfigured(f"unknown key {key[:40]!r} {where}; known are {', '.join(known)}")


def _requirement(entry: _Entry, id: RequirementId) -> Requirement:
    kind = _kind(entry)
    return Requirement(
        id=id,
        kind=kind,
        text=_text(entry),
        weight=_weight(entry, kind),
        synonyms=_synonyms(entry),
        partial_credit=_partial_credit(entry),
    )


def _ids(entries: tuple[_Entry, ...]) -> Iterator[RequirementId]:
    """Take the ids that were given, and give the others the lowest free numbers in order."""
    given: set[str] = set()
    for entry in entries:
        named = entry.values.get("id", "")
        if "id" in entry.values and not (isinstance(named, str) and _ID.fullmatch(named)):
            entry.wrong("id", "must be R and a number from 1 to 999, such as R3")
        if named in given:
            entry.wrong("id", f"{named} is used twice; give every requirement its own")
        given |= {str(named)} - {""}
    free = (f"R{number}" for number in range(1, _MOST + 1) if f"R{number}" not in given)
    for entry in entries:
        yield RequirementId(str(entry.values.get("id") or next(free)))


def _kind(entry: _Entry) -> RequirementKind:
    kind = entry.values.get("kind")
    if kind not in list(RequirementKind):
        entry.wrong("kind", f"must be one of {', '.join(RequirementKind)}")
    return RequirementKind(str(kind))


def _text(entry: _Entry) -> str:
    text = entry.values.get("text")
    flat = " ".join(text.split()) if isinstance(text, str) else ""
    if not 1 <= len(flat) <= _LONGEST_TEXT:
        entry.wrong("text", f"must be a text of 1 to {_LONGEST_TEXT} characters")
    return flat


def _weight(entry: _Entry, kind: RequirementKind) -> int:
    counted = kind in {RequirementKind.MUST, RequirementKind.WANT}
    weight = entry.values.get("weight", int(counted))
    if not isinstance(weight, int) or isinstance(weight, bool) or not 0 <= weight <= 5:
        entry.wrong("weight", "must be a whole number from 0 to 5")
    if weight and not counted:
        entry.wrong("weight", f"must be 0, or left out, for kind {kind}, which is never counted")
    return weight


def _synonyms(entry: _Entry) -> tuple[str, ...]:
    synonyms = entry.values.get("synonyms", [])
    listed = synonyms if isinstance(synonyms, list) else [None]
    texts = [" ".join(each.split()) if isinstance(each, str) else "" for each in listed]
    if not all(texts):
        entry.wrong("synonyms", 'must be a list of texts, such as ["AWS", "Amazon Web Services"]')
    return tuple(texts)


def _partial_credit(entry: _Entry) -> Decimal:
    credit = entry.values.get("partial_credit", Decimal("0.5"))
    number = Decimal(credit) if isinstance(credit, (int, Decimal)) else Decimal("NaN")
    if isinstance(credit, bool) or not number.is_finite() or not 0 <= number <= 1:
        entry.wrong("partial_credit", "must be a number from 0 to 1, such as 0.5")
    return number
