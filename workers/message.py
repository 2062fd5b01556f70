"""What a queue message is: JSON that names a piece of work and its fence, and nothing else."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

JOB = "screen_candidacy"


class _Message(BaseModel):
    """arq's own members, with room for our one job only."""

    model_config = ConfigDict(extra="forbid", strict=True)

    t: int | None
    """How often arq has tried; it tries once."""
    f: Literal["screen_candidacy"]
    a: tuple[str, int]
    """The work and its fence."""
    k: Annotated[dict[str, None], Field(max_length=0)]
    et: int
    """When it was enqueued, in milliseconds."""


def to_bytes(message: dict[str, Any]) -> bytes:
    """Write a queue message: never pickle, which would run code."""
    return _Message.model_validate(message).model_dump_json().encode()


def from_bytes(content: bytes) -> dict[str, Any]:
    """Read a queue message; anything that a worker did not write is a ``ValueError``."""
    return _Message.model_validate_json(content).model_dump()
