"""Message to pipeline, nothing else. The ledger schedules; arq never retries."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from screening.attend import Attendant
from screening.model import WorkId
from screening.telemetry import log


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the jobs of one process are done."""

    attendant: Attendant
    room: asyncio.Semaphore
    """For as many jobs at once as the settings allow, whoever hands them in."""
    running: set[asyncio.Task[Any]] = field(default_factory=set)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Count the task in which this is as running while inside."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - only tasks call this
        self.running.add(task)
        try:
            yield
        finally:
            self.running.discard(task)


async def screen_candidacy(ctx: dict[str, Any], work: str, fence: int) -> None:
    """Attend to one piece of work, if it is still due.

    A defect leaves its lease to run out, as a crash would: after a few of them in a row the
    candidacy waits for an operator. Its message is never logged; it could hold a person's words.
    """
    desk: Desk = ctx["desk"]
    with desk.busy():
        try:
            async with desk.room:
                await desk.attendant.attend(WorkId(work))
        except Exception as error:
            log().error("job.defect", fence=fence, error=where(error))
            raise


def where(error: BaseException) -> str:
    """Name a defect by its type and place, without its message."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if frame is None:
        return type(error).__name__
    module = frame.tb_frame.f_globals.get("__name__", "?")
    return f"{type(error).__name__} in {module}:{frame.tb_lineno}"
