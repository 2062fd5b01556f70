"""A job: what becomes of a defect, and what is known of those that run."""

import asyncio
import json
from io import StringIO
from typing import cast

import pytest

from screening.attend import Attendant
from screening.model import WorkId
from screening.telemetry import set_up_logging
from workers.jobs import Desk, screen_candidacy, where


class Attending:
    """Stands in for the attendant: fails with a person's words, or waits to be let go."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error
        self.go = asyncio.Event()
        self.attended: list[str] = []

    async def attend(self, work: WorkId) -> None:
        self.attended.append(work)
        if self._error is not None:
            raise self._error
        await self.go.wait()


def desk(attending: Attending, *, room: int = 2) -> Desk:
    attendant = cast(Attendant, attending)  # a job uses nothing else of it
    return Desk(attendant, asyncio.Semaphore(room))


@pytest.fixture
def printed() -> StringIO:
    stream = StringIO()
    set_up_logging(stream)
    return stream


async def test_a_defect_is_named_by_type_and_place_and_never_by_its_words(
    printed: StringIO,
) -> None:
    error = ValueError("Mihonzaka Takumi, 090-0000-0101")
    with pytest.raises(ValueError, match="Mihonzaka"):
        await screen_candidacy({"desk": desk(Attending(error))}, "aa", 3)
    (line,) = printed.getvalue().splitlines()
    logged = json.loads(line)
    assert logged["event"] == "job.defect"
    assert logged["fence"] == 3
    assert logged["error"].startswith("ValueError in ")
    assert "Mihonzaka" not in line


async def test_running_jobs_are_known_until_they_end() -> None:
    attending = Attending()
    counter = desk(attending)
    job = asyncio.create_task(screen_candidacy({"desk": counter}, "aa", 0))
    await asyncio.sleep(0)
    assert counter.running == {job}
    attending.go.set()
    await job
    assert counter.running == set()


async def test_a_cancelled_job_is_no_longer_known() -> None:
    counter = desk(Attending())
    job = asyncio.create_task(screen_candidacy({"desk": counter}, "aa", 0))
    await asyncio.sleep(0)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert counter.running == set()


async def test_no_more_jobs_than_there_is_room_for_attend_at_once() -> None:
    attending = Attending()
    context = {"desk": desk(attending, room=2)}
    jobs = [asyncio.create_task(screen_candidacy(context, str(one), 0)) for one in range(3)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert attending.attended == ["0", "1"]
    attending.go.set()
    await asyncio.gather(*jobs)
    assert attending.attended == ["0", "1", "2"]


def test_an_error_that_was_never_raised_is_named_by_its_type() -> None:
    assert where(KeyError("a name")) == "KeyError"
