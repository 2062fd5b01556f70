"""Which candidacies and files are looked at, when, and which of them may be quoted."""

from datetime import datetime

from screening.model import (
    Candidacy,
    CandidacyStatus,
    FileMeta,
    Reason,
    Requirement,
    RequirementKind,
    Rubric,
    UnreadableReason,
    UnreadFile,
    Value,
)
from screening.policy.allowing import Policy


class ChosenFiles(Value):
    """Which files are read, in their order, and which are left out, each with its reason."""

    read: tuple[FileMeta, ...]
    left_out: tuple[UnreadFile, ...]


def admit(candidacy: Candidacy, policy: Policy) -> Reason | None:
    """Tell why a candidacy is not for us; ``None`` admits it."""
    if candidacy.status is not CandidacyStatus.ACTIVE:
        return Reason.TERMINATED
    if candidacy.step not in policy.screened_steps:
        return Reason.NOT_AT_SCREENED_STEP
    return None


def next_look(
    candidacy: Candidacy, files: tuple[FileMeta, ...], policy: Policy, *, now: datetime
) -> datetime | None:
    """Tell when to come back; ``None`` means go on now, with the files there are or without.

    The settle time comes first, for files that arrive after the step change. With no file at all
    the later looks follow, and after the last of them it is time to say so.
    """
    waits = (policy.settle,) if files else (policy.settle, *policy.look_again)
    looks = (candidacy.step_updated_at + wait for wait in waits)
    return next((look for look in looks if look > now), None)


def choose(files: tuple[FileMeta, ...], policy: Policy) -> ChosenFiles:
    """Choose what is read: the kinds named first, then the newest; nothing is left out silently.

    A file with a size that the ATS does not tell is let in; its download has the same limits.
    """
    read: list[FileMeta] = []
    left_out: list[UnreadFile] = []
    allowance = policy.max_candidacy_bytes
    for file in sorted(files, key=lambda one: _rank(one, policy)):
        reason = _refusal(file, policy, already=len(read), allowance=allowance)
        if reason is None:
            read.append(file)
            allowance -= file.size_bytes or 0
        else:
            left_out.append(UnreadFile(file=file, reason=reason))
    return ChosenFiles(read=tuple(read), left_out=tuple(left_out))


def quotable(file: FileMeta, policy: Policy) -> bool:
    """Tell whether a file may be quoted in a comment, which guests of a candidacy may read."""
    if file.private is None:
        return policy.quote_when_privacy_unknown
    return not file.private


def judged(rubric: Rubric) -> tuple[Requirement, ...]:
    """Return the requirements that count; without any there is nothing to screen against."""
    counting = {RequirementKind.MUST, RequirementKind.WANT}
    return tuple(one for one in rubric.requirements if one.kind in counting)


def _rank(file: FileMeta, policy: Policy) -> tuple[int, float, str]:
    kinds = [kind.casefold() for kind in policy.file_kinds_first]
    kind = file.kind.casefold()
    place = kinds.index(kind) if kind in kinds else len(kinds)
    age = -file.uploaded_at.timestamp() if file.uploaded_at else 0.0
    return place, age, file.id


def _refusal(
    file: FileMeta, policy: Policy, *, already: int, allowance: int
) -> UnreadableReason | None:
    if file.private and not policy.read_private_files:
        return UnreadableReason.PRIVATE
    if file.kind.casefold() in {kind.casefold() for kind in policy.file_kinds_excluded}:
        return UnreadableReason.EXCLUDED
    if (file.size_bytes or 0) > min(policy.max_file_bytes, allowance):
        return UnreadableReason.TOO_LARGE
    if already >= policy.max_files:
        return UnreadableReason.TOO_MANY
    return None
