"""Requirements, remarks and differences as lines for a person, or as facts for a program."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from screening.cli.requirements_desk import Bill, Desk, Standing
from screening.model import Objection, Requirement, RequirementId, Requisition, Rubric, RubricSource
from screening.rubric import Remark, barring, left_out, lint, lint_rubric, to_toml
from screening.rubric.comparing import Change, ChangeKind

_MADE_BY = {
    RubricSource.RULES: "by rules, without a model",
    RubricSource.MODEL: "by the model, each line checked against the text",
    RubricSource.ADMIN: "by hand",
}
_MARKS = {
    ChangeKind.SAME: " ",
    ChangeKind.CHANGED: "~",
    ChangeKind.GONE: "-",
    ChangeKind.NEW: "+",
}
_OBJECTIONS = {
    Objection.UNAPPROVED_REQUIREMENTS: "it does not count",
    Objection.REQUIREMENTS_CHANGED: "approved for an earlier text",
}


def draft_file(desk: Desk, rubric: Rubric, *, stands: bool) -> str:
    """Write a draft as the file that a person reads, mends and approves."""
    wanted, name = desk.requisition.id, " ".join(desk.requisition.name.split())
    head = (
        f"{name}",
        f"Draft of its requirements, made {_MADE_BY[rubric.source]}.",
        "Read every line, mend what is wrong, take out what the work does not need. Then:",
        f"  screening requirements approve {wanted} --by YOUR-NAME --file THIS-FILE",
        "Until then candidacies are judged by it, and nothing follows but a comment."
        if stands
        else "Until then another one stands; screening requirements show prints it.",
        "prompts/requirements/README.md explains every key.",
    )
    remarks = {one: map(remark_line, found) for one, found in lint_rubric(rubric).items()}
    return to_toml(rubric, head=head, remarks=remarks, tail=_left_out_lines(desk.requisition))


def show_lines(desk: Desk, standing: Standing | None) -> Iterator[str]:
    """Say what stands for a requisition, who approved it, and whether its text has changed."""
    wanted = desk.requisition.id
    yield f"{' '.join(desk.requisition.name.split())} ({wanted}), tenant {desk.kit.tenant}"
    if standing is None:
        yield "Nothing was made of its text yet; the first candidacy, or draft, does it."
        return
    rubric = standing.rubric
    where = "in your file" if standing.in_file else "kept in the ledger"
    yield f"Stands: {len(rubric.requirements)} requirements {where}, made {_MADE_BY[rubric.source]}"
    yield f"Approved: {_approval(standing)}"
    yield f"Text: {_text(standing, wanted)}"
    yield ""
    yield from rubric_lines(rubric)


def rubric_lines(rubric: Rubric) -> Iterator[str]:
    """Yield each requirement with the remarks on it."""
    for one in rubric.requirements:
        yield requirement_line(one)
        for remark in lint(one):
            yield f"     {remark_line(remark)}"


def requirement_line(one: Requirement) -> str:
    """Put a requirement on one line."""
    extras = [f"weight {one.weight}"] if one.weight > 1 else []
    extras += [f"at least {one.minimum_months} months"] if one.minimum_months else []
    extras += [f"also: {', '.join(one.synonyms)}"] if one.synonyms else []
    return f"{one.id:<4} {one.kind:<4} {one.text}" + (f"  [{'; '.join(extras)}]" if extras else "")


def remark_line(remark: Remark) -> str:
    """Put a remark on one line; the remedy is in the language of the requirement."""
    return (
        f"{remark.severity.upper()} {remark.kind}, {remark.subject}: "
        f"“{remark.matched}” – {remark.better}"
    )


def diff_lines(changes: Iterable[Change]) -> Iterator[str]:
    """Yield each requirement of both with a mark: kept, ~ changed, - gone, + new."""
    for change in changes:
        mark = _MARKS[change.kind]
        if change.before is not None:
            yield f"{mark} {requirement_line(change.before)}"
        if change.after is not None and change.kind is not ChangeKind.SAME:
            one = requirement_line(change.after)
            yield f"+ {one}" if change.kind is ChangeKind.NEW else f"  now: {one[5:]}"


def bill_line(bill: Bill) -> str:
    """Say what a draft has cost."""
    tokens = sum((one.input_tokens or 0) + (one.output_tokens or 0) for one in bill.calls)
    costs = [one.cost_usd for one in bill.calls]
    known = [cost for cost in costs if cost is not None]
    price = (
        f"{sum(known):.4f} US dollars" if known and len(known) == len(costs) else "price unknown"
    )
    return f"Model: {len(bill.calls)} calls, {tokens} tokens, {price}."


def facts(desk: Desk, rubric: Rubric | None, **more: object) -> dict[str, Any]:
    """Return a rubric with its remarks, under stable keys."""
    found = lint_rubric(rubric) if rubric else {}
    return {
        "tenant": desk.kit.tenant,
        "requisition": desk.requisition.id,
        "name": desk.requisition.name,
        **more,
        "rubric": rubric.model_dump(mode="json") if rubric else None,
        "remarks": remarks_facts(found),
        "left_out": [left_out_facts(line) for line in left_out(desk.requisition)],
    }


def remarks_facts(found: Mapping[RequirementId, tuple[Remark, ...]]) -> dict[str, Any]:
    """Return remarks by requirement."""
    return {
        named: [one.model_dump(mode="json") for one in remarks] for named, remarks in found.items()
    }


def left_out_facts(line: str) -> dict[str, Any]:
    """Return a line that nobody judges, and why where a remark says it."""
    return {"text": line, "remarks": [one.model_dump(mode="json") for one in lint(line)]}


def _left_out_lines(requisition: Requisition) -> Iterator[str]:
    lines = left_out(requisition)
    if lines:
        yield "Left out of the text, judged and asked by nobody:"
    for line in lines:
        yield f"  {line}"
        yield from (f"    {remark_line(one)}" for one in lint(line) if one.severity == "block")


def _approval(standing: Standing) -> str:
    approval = standing.rubric.approval
    gone = standing.lapsed.approval if standing.lapsed else None
    if approval is None and gone is not None:
        return (
            f"by nobody; {gone.by} approved an earlier text on {gone.at.date().isoformat()}, "
            "and that ended with it"
        )
    if approval is None:
        return "by nobody; nothing follows from a judgement by it but a comment"
    signed = f"by {approval.by} on {approval.at.date().isoformat()}"
    if any(map(barring, lint_rubric(standing.rubric).values())):
        return f"{signed}, but it does not count: a requirement below is blocked"
    if standing.rubric.text_hash is None:
        return f"{signed}, but it does not count: text_hash is missing; approve prints that line"
    if standing.objection is not None:
        return f"{signed}, but {_OBJECTIONS[standing.objection]}: nothing but a comment follows"
    return signed


def _text(standing: Standing, id: str) -> str:
    if standing.rubric.text_hash is None:
        return "your file does not say of which text it was made"
    if standing.current:
        return "unchanged since"
    return f"CHANGED since; see screening requirements diff {id}"
