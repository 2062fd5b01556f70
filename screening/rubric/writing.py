"""A rubric as the TOML that an admin reads, edits and approves; it reads back equal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from decimal import Decimal

from screening.model import Approval, Requirement, RequirementId, RequirementKind, Rubric

_COUNTED = {RequirementKind.MUST, RequirementKind.WANT}
_USUAL_CREDIT = Decimal("0.5")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_toml(
    rubric: Rubric,
    *,
    head: Iterable[str] = (),
    remarks: Mapping[RequirementId, Iterable[str]] | None = None,
    tail: Iterable[str] = (),
) -> str:
    """Write a rubric; ``head``, ``remarks`` and ``tail`` stand in it as comments.

    One without requirements cannot be read back: a file must hold at least one.
    """
    lines = [*_comments(head), *_top(rubric)]
    for one in rubric.requirements:
        lines += ["", *_comments((remarks or {}).get(one.id, ())), *_entry(one)]
    last = tuple(_comments(tail))
    return "\n".join((*lines, *([""] if last else []), *last, ""))


def quoted(text: str) -> str:
    """Write a text as TOML does, between quotes."""
    return f'"{"".join(map(_escaped, text))}"'


def approval_lines(approval: Approval) -> tuple[str, str]:
    """Write who approved and when."""
    return f"approved_by = {quoted(approval.by)}", f"approved_on = {_moment(approval.at)}"


def _comments(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        # A comment may hold no control character; a line of somebody else's may.
        yield f"# {''.join(one if one.isprintable() else ' ' for one in line)}".rstrip()


def _top(rubric: Rubric) -> Iterator[str]:
    yield f"requisition = {quoted(rubric.requisition_id)}"
    yield f"source = {quoted(rubric.source)}"
    if rubric.text_hash is not None:
        yield f"text_hash = {quoted(rubric.text_hash)}"
    if rubric.approval is not None:
        yield from approval_lines(rubric.approval)


def _entry(one: Requirement) -> Iterator[str]:
    yield "[[requirement]]"
    yield f"id = {quoted(one.id)}"
    yield f"kind = {quoted(one.kind)}"
    yield f"text = {quoted(one.text)}"
    if one.weight != int(one.kind in _COUNTED):
        yield f"weight = {one.weight}"
    if one.minimum_months is not None:
        yield f"minimum_months = {one.minimum_months}"
    if one.synonyms:
        yield f"synonyms = [{', '.join(map(quoted, one.synonyms))}]"
    if one.partial_credit != _USUAL_CREDIT:
        yield f"partial_credit = {_number(one.partial_credit)}"


def _number(value: Decimal) -> str:
    """Write a number from 0 to 1 with a digit on either side of its point, as TOML wants it."""
    text = f"{value:f}"
    return text if "." in text else f"{text}.0"


def _moment(at: datetime) -> str:
    moment = at.astimezone(UTC)
    midnight = moment.time() == time(0)
    return moment.date().isoformat() if midnight else moment.isoformat().replace("+00:00", "Z")


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return (
        character
        if character.isprintable() or character == "\u3000"
        else f"\\U{ord(character):08X}"
    )
