"""Labels point at versions of a prompt; moving one is how a prompt goes live or is taken back.

Every move is kept, with who made it and why. Versions themselves never change.
"""

import hmac
import json
import tomllib
from collections.abc import Mapping
from datetime import UTC
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, ConfigDict, Field, ValidationError, model_validator

from screening.errors import Misconfigured
from screening.model import CandidacyRef, Value
from screening.prompt.versions import ASSESSING, SHAPES

FEW_PERCENT: Final = 5
"""Of the candidacies, that a canary is asked about unless an admin says otherwise."""

_Number = Annotated[int, Field(ge=1)]
_Word = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
_Reason = Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Label(StrEnum):
    """Where a version is used."""

    PRODUCTION = "production"
    CANARY = "canary"
    """For a few candidacies, chosen by a keyed hash and always the same."""


class Labels(Value):
    """Which versions of one prompt are used."""

    production: _Number
    canary: _Number | None = None
    canary_percent: Annotated[int, Field(ge=1, le=99)] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.canary is None) != (self.canary_percent is None):
            raise ValueError("canary and canary_percent go together")
        if self.canary == self.production:
            raise ValueError("canary and production are the same version")
        return self


class Said(Value):
    """Who moves a label, when and why."""

    at: AwareDatetime
    by: _Word
    why: _Reason = ""


class Move(Said):
    """One move of one label."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    prompt: str
    label: Label
    was: Annotated[_Number | None, Field(alias="from")] = None
    """``None`` when the label pointed nowhere."""
    now: Annotated[_Number | None, Field(alias="to")] = None
    percent: int | None = None
    rollback: bool = False


class LabelBook(Value):
    """The labels of every prompt, and how they came to be so."""

    labels: Mapping[str, Labels]
    moves: tuple[Move, ...] = ()


def chosen(labels: Labels, secret: bytes, ref: CandidacyRef) -> int:
    """Choose the version for a candidacy: the same one whenever it is asked."""
    if labels.canary is None or labels.canary_percent is None:
        return labels.production
    message = "\x1f".join(("canary", ref.tenant, ref.id)).encode()
    drawn = int.from_bytes(hmac.digest(secret, message, "sha256")[:8], "big") % 100
    return labels.canary if drawn < labels.canary_percent else labels.production


def promoted(
    book: LabelBook, id: str, number: int, *, to: Label, percent: int | None, said: Said
) -> LabelBook:
    """Point a label at a version; a canary that goes to production stops being one."""
    before = book.labels[id]
    if to is Label.CANARY:
        _check_canary(before, id, number)
        share = percent or FEW_PERCENT
        after = Labels(production=before.production, canary=number, canary_percent=share)
        move = _move(said, id, to, was=before.canary, now=number)
        return _with(book, after, move.model_copy(update={"percent": share}))
    if percent is not None:
        raise Misconfigured("--percent is for a canary; production is everything else.")
    if number == before.production:
        raise Misconfigured(f"{id}@{number} is production already; nothing was moved.")
    if number == before.canary:
        book = _without_canary(book, id, said)
    after = book.labels[id].model_copy(update={"production": number})
    return _with(book, after, _move(said, id, to, was=before.production, now=number))


def rolled_back(book: LabelBook, id: str, *, said: Said) -> LabelBook:
    """Undo the newest change: end a canary, else return to the production version before."""
    before = book.labels[id]
    if before.canary is not None:
        return _without_canary(book, id, said, rollback=True)
    for move in reversed(book.moves):
        forward = move.prompt == id and move.label is Label.PRODUCTION and not move.rollback
        if forward and move.now == before.production and move.was is not None:
            back = _move(said, id, move.label, was=move.now, now=move.was, rollback=True)
            return _with(book, Labels(production=move.was), back)
    raise Misconfigured(
        f"There is no earlier production version of {id} in the list of moves: promote the one "
        "that you mean."
    )


def parse_labels(text: str, *, file: str) -> LabelBook:
    """Read the labels; raise ``Misconfigured`` naming the file and what is wrong in it."""
    try:
        raw = tomllib.loads(text)
        moves = raw.pop("move", [])
        book = LabelBook.model_validate({"labels": raw, "moves": moves})
    except ValidationError as error:
        places = sorted({".".join(map(str, one["loc"])) for one in error.errors()})
        raise Misconfigured(
            f"{file}: check {', '.join(places)}; a prompt has production and, both or neither, "
            "canary (another version) and canary_percent (1 to 99)."
        ) from None
    except (ValueError, RecursionError):
        raise Misconfigured(
            f"{file}: it is not valid TOML. Put it back as it was, then use screening prompts."
        ) from None
    _check_ids(book, file)
    _check_moves(book, file)
    return book


def written(book: LabelBook) -> str:
    """Return the file's text."""
    return "\n".join((_HEAD, *map(_table, sorted(book.labels.items())), *map(_row, book.moves)))


_HEAD = """\
# Which version of each prompt is used. Change it with `screening prompts promote` and
# `screening prompts rollback`, which add to the list of moves below; see prompts/README.md.
"""


def _check_canary(before: Labels, id: str, number: int) -> None:
    if id != ASSESSING:
        raise Misconfigured(f"{id} has no canary: only {ASSESSING} is asked for each candidacy.")
    if number == before.production:
        raise Misconfigured(f"{id}@{number} is production already and cannot be its own canary.")


def _without_canary(book: LabelBook, id: str, said: Said, *, rollback: bool = False) -> LabelBook:
    before = book.labels[id]
    move = _move(said, id, Label.CANARY, was=before.canary, now=None, rollback=rollback)
    return _with(book, Labels(production=before.production), move)


def _move(
    said: Said, id: str, label: Label, *, was: int | None, now: int | None, rollback: bool = False
) -> Move:
    return Move(
        at=said.at,
        by=said.by,
        why=said.why,
        prompt=id,
        label=label,
        was=was,
        now=now,
        rollback=rollback,
    )


def _with(book: LabelBook, after: Labels, move: Move) -> LabelBook:
    return LabelBook(labels={**book.labels, move.prompt: after}, moves=(*book.moves, move))


def _check_ids(book: LabelBook, file: str) -> None:
    unknown = sorted(set(book.labels) - set(SHAPES))
    missing = sorted(set(SHAPES) - set(book.labels))
    if unknown:
        raise Misconfigured(f"{file}: there is no prompt {', '.join(unknown)}.")
    if missing:
        raise Misconfigured(f"{file}: [{missing[0]}] with production = NUMBER is missing.")
    for prompt, labels in book.labels.items():
        if labels.canary is not None and prompt != ASSESSING:
            raise Misconfigured(f"{file}: only [{ASSESSING}] can have a canary, not [{prompt}].")


def _check_moves(book: LabelBook, file: str) -> None:
    """Refuse a label that was moved by hand: the list of moves would not be true any more."""
    last = {(move.prompt, move.label): move for move in book.moves}
    for (prompt, label), move in last.items():
        now, percent = move.now, move.percent
        labels = book.labels.get(prompt)
        if labels is None:
            raise Misconfigured(f"{file}: the list of moves names {prompt}, which is no prompt.")
        if now != (labels.production if label is Label.PRODUCTION else labels.canary):
            raise Misconfigured(
                f"{file}: {label} of {prompt} was moved by hand; its last move says "
                f"{'none' if now is None else now}. Put it back, then use screening prompts."
            )
        if label is Label.CANARY and percent != labels.canary_percent:
            raise Misconfigured(
                f"{file}: canary_percent of {prompt} was changed by hand; its last move says "
                f"{percent}. Put it back, then use screening prompts."
            )


def _table(named: tuple[str, Labels]) -> str:
    prompt, labels = named
    members = labels.model_dump(exclude_none=True).items()
    return "\n".join((f"[{prompt}]", *(f"{name} = {value}" for name, value in members), ""))


def _row(move: Move) -> str:
    members = {
        "at": f"{move.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "prompt": _quoted(move.prompt),
        "label": _quoted(move.label),
        "from": move.was,
        "to": move.now,
        "percent": move.percent,
        "by": _quoted(move.by),
        "why": _quoted(move.why),
        "rollback": "true" if move.rollback else None,
    }
    lines = (f"{name} = {value}" for name, value in members.items() if value is not None)
    return "\n".join(("[[move]]", *lines, ""))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
