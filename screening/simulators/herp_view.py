"""How the simulated tenant's values look as JSON: members that are absent are left out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta, timezone

from pydantic import JsonValue

from screening.model import CandidacyStatus
from screening.simulators.herp_faults import HerpShape
from screening.simulators.herp_state import (
    STEPS,
    TERMINATION_REASONS,
    USERS,
    Comment,
    Row,
    StoredFile,
)
from screening.simulators.world import WorldRequisition

PAGE_ROWS = 100
_JAPAN = timezone(timedelta(hours=9))

Json = dict[str, JsonValue]


class InvalidQuery(ValueError):
    """A query parameter has a value that does not exist."""


def when(time: datetime) -> str:
    """Write a time as HERP Hire does: Japan time, whole seconds."""
    return time.astimezone(_JAPAN).replace(microsecond=0).isoformat()


def listed(row: Row) -> Json:
    """Show a candidacy as in the list."""
    origin = row.origin
    shown: Json = {
        "id": origin.id,
        "name": origin.name,
        "status": row.status.value,
        "appliedAt": when(row.applied_at),
        "step": row.step,
        "stepUpdatedAt": when(row.step_updated_at),
        "channel": dict(origin.channel),
        "operators": [],
        "tags": [],
        "updatedAt": when(row.updated_at),
    }
    if origin.requisition_id is not None:
        shown["requisitionId"] = origin.requisition_id
    shown |= {name: value for name, value in origin.extra.items() if value is not None}
    if row.status is CandidacyStatus.TERMINATED and row.terminated_at is not None:
        shown["terminationReason"] = row.reason
        shown["terminatedAt"] = when(row.terminated_at.replace(second=0))
    return shown


def single(row: Row, shape: HerpShape) -> Json:
    """Show a candidacy as its own page does."""
    shown = listed(row)
    shown["links"] = []
    if row.origin.channel.get("type") == "agent":
        shown["agentEmailAddress"] = {
            "mainEmailAddress": "agent@example.com",
            "subEmailAddresses": [],
        }
    if not shape.updated_at_in_single:
        del shown["updatedAt"]
    return {shape.candidacy_wrapper: shown} if shape.candidacy_wrapper else shown


def file(candidacy: str, stored: StoredFile, shape: HerpShape) -> Json:
    """Show what is known of a file, without its bytes."""
    names = _FILE_NAMES[shape.names]
    meta = stored.meta
    shown: Json = {
        names[0]: meta.id,
        "candidacyId": candidacy,
        "type": meta.type,
        names[1]: meta.mime_type,
        names[2]: len(stored.content),
        names[3]: meta.name,
        names[4]: when(stored.uploaded_at),
    }
    if shape.private_flag:
        shown[names[5]] = meta.private
    return shown


def comment(written: Comment, shape: HerpShape) -> Json:
    """Show a timeline comment."""
    usual = shape.names == "usual"
    shown: Json = {
        "id" if usual else "commentId": written.id,
        "body": written.body,
        "textType": written.text_type,
        "mentionTo": list(written.mention_to),
        "createdAt": when(written.at),
        "updatedAt": when(written.changed_at or written.at),
    }
    if shape.comment_authors:
        name = USERS.get(written.author, "退職 者")
        shown["createdBy" if usual else "author"] = {"id": written.author, "name": name}
    return shown


def requisition(opening: WorldRequisition, shape: HerpShape) -> Json:
    """Show an opening; texts that are not filled in are left out."""
    texts = {
        "requiredSkills": opening.required_skills,
        "preferredSkills": opening.preferred_skills,
        "personality": opening.personality,
    }
    shown: Json = {
        "id": opening.id,
        "name" if shape.names == "usual" else "title": opening.name,
        "isArchived": opening.archived,
    }
    shown |= {name: text for name, text in texts.items() if text}
    return shown | dict(opening.extra)


def chosen(rows: Iterable[Row], query: Mapping[str, str], *, strict: bool) -> list[Row]:
    """Filter and sort candidacies; parameters that HERP Hire does not know change nothing.

    ``strict`` raises ``InvalidQuery`` for a value that does not exist; otherwise the parameter
    counts for nothing.
    """
    kept = list(rows)
    for name, value in query.items():
        keep = _keep(name, value, strict=strict)
        if keep is not None:
            kept = [row for row in kept if keep(row)]
    newest_first = query.get("direction", "desc") != "asc"
    by_step = query.get("sort") == "stepUpdatedAt"
    return sorted(kept, key=_by_step if by_step else _by_application, reverse=newest_first)


def page(rows: list[Json], query: Mapping[str, str], *, wrapper: str) -> Json:
    """Cut one page; a page number below 1 or not a number is an ``InvalidQuery``."""
    number = query.get("page", "1")
    if not number.isascii() or not number.isdigit() or int(number) < 1:
        raise InvalidQuery("page")
    start = (int(number) - 1) * PAGE_ROWS
    end = start + PAGE_ROWS
    return {wrapper: list(rows[start:end]), "hasNextPage": len(rows) > end}


_FILE_NAMES = {
    "usual": ("id", "mimeType", "size", "name", "uploadedAt", "isPrivate"),
    "alternative": ("fileId", "contentType", "fileSize", "fileName", "createdAt", "private"),
}

_VALUES: Mapping[str, tuple[tuple[str, ...], Callable[[Row], str]]] = {
    "status": (tuple(CandidacyStatus), lambda row: row.status.value),
    "step": (STEPS, lambda row: row.step),
    "terminationReason": (TERMINATION_REASONS, lambda row: row.reason),
}

_DAYS: Mapping[str, tuple[Callable[[Row], datetime], Callable[[date, date], bool]]] = {
    "appliedAtFrom": (lambda row: row.applied_at, lambda day, bound: day >= bound),
    "appliedAtTo": (lambda row: row.applied_at, lambda day, bound: day <= bound),
    "stepUpdatedAtFrom": (lambda row: row.step_updated_at, lambda day, bound: day >= bound),
    "stepUpdatedAtTo": (lambda row: row.step_updated_at, lambda day, bound: day <= bound),
}


def _keep(name: str, value: str, *, strict: bool) -> Callable[[Row], bool] | None:
    if name == "requisitionId":
        return lambda row: row.origin.requisition_id == value
    if name in _VALUES:
        known, read = _VALUES[name]
        if value in known:
            return lambda row: read(row) == value
    elif name in _DAYS:
        bound = _day(value)
        if bound is not None:
            time, fits = _DAYS[name]
            return lambda row: fits(time(row).astimezone(_JAPAN).date(), bound)
    else:
        return None
    if strict:
        raise InvalidQuery(name)
    return None


def _day(value: str) -> date | None:
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, not a time
    except ValueError:
        return None


def _by_application(row: Row) -> tuple[datetime, str]:
    return row.applied_at, row.origin.id


def _by_step(row: Row) -> tuple[datetime, str]:
    return row.step_updated_at, row.origin.id
