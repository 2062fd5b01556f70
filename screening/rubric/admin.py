"""The admin's own requirements for a requisition, as TOML; they win over the ATS's text."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NoReturn

from screening.errors import Misconfigured
from screening.model import (
    Approval,
    Fingerprint,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)

_KEYS = ("id", "kind", "text", "weight", "synonyms", "partial_credit", "minimum_months")
_TOP = ("requirement", "requisition", "source", "text_hash", "approved_by", "approved_on")
_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"R[1-9][0-9]{0,2}")
_POSITION = re.compile(r"\(at (?:line \d+, column \d+|end of document)\)")
_LONGEST_TEXT = 500
_LONGEST_NAME = 100
_MOST = 999
_MOST_MONTHS = 720


def parse_rubric(text: str, requisition_id: RequisitionId) -> Rubric:
    """Read requirements; raise ``Misconfigured`` naming the requirement, the key and the remedy."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:  # a number of 5000 digits, a thousand brackets
        where = _POSITION.search(str(error))
        raise Misconfigured(f"not valid TOML {where[0] if where else ''}".rstrip()) from None
    _check_keys(table, _TOP, "at the top")
    _check_requisition(table, requisition_id)
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
        source=_source(table),
        requirements=tuple(map(_requirement, named, ids)),
        text_hash=_text_hash(table),
        approval=_approval(table),
    )


def _check_requisition(table: dict[str, object], expected: RequisitionId) -> None:
    named = table.get("requisition", expected)
    if not isinstance(named, str) or named.casefold() != expected.casefold():
        raise Misconfigured("requisition names another one than the one it was read for")


def _source(table: dict[str, object]) -> RubricSource:
    source = table.get("source", RubricSource.ADMIN)
    if source not in list(RubricSource):
        raise Misconfigured(f"source must be one of {', '.join(RubricSource)}, or left out")
    return RubricSource(str(source))


def _text_hash(table: dict[str, object]) -> Fingerprint | None:
    named = table.get("text_hash")
    if named is None:
        return None
    if not isinstance(named, str) or not _HASH.fullmatch(named):
        raise Misconfigured(
            "text_hash must be the 64 characters that screening requirements draft prints"
        )
    return Fingerprint(named)


def _approval(table: dict[str, object]) -> Approval | None:
    """Return who stands behind the file and since when; ``None`` when nobody says so."""
    by, on = table.get("approved_by"), table.get("approved_on")
    if by is None and on is None:
        return None
    name = " ".join(by.split()) if isinstance(by, str) else ""
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise Misconfigured(f"approved_by must be a name of 1 to {_LONGEST_NAME} characters")
    return Approval(by=name, at=_moment(on))


def _moment(on: object) -> datetime:
    if isinstance(on, datetime):
        return on if on.tzinfo else on.replace(tzinfo=UTC)
    if isinstance(on, date):
        return datetime(on.year, on.month, on.day, tzinfo=UTC)
    raise Misconfigured("approved_on must be a day without quotes, such as 2026-11-22")


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
        minimum_months=_minimum_months(entry, kind),
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


def _minimum_months(entry: _Entry, kind: RequirementKind) -> int | None:
    months = entry.values.get("minimum_months")
    if months is None:
        return None
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= _MOST_MONTHS:
        entry.wrong("minimum_months", f"must be a whole number from 1 to {_MOST_MONTHS}")
    if kind is RequirementKind.ASK:
        entry.wrong("minimum_months", "must be left out for kind ask, which is never judged")
    return months
