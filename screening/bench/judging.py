"""Judges candidacies one by one through the whole house, and measures what each of them takes.

It knows the simulators only by what they saw: who made them passes that in.
"""

import hashlib
import json
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Protocol

from screening.bench.judging_calm import is_calm
from screening.bench.judging_report import CvResult, Group
from screening.bench.peak import Peak
from screening.errors import ScreeningError
from screening.kit import Ending, Kit, Waiting
from screening.model import CandidacyId, CandidacyRef, Document, FileMeta, ScreeningRecord
from screening.pipeline import screen
from screening.ports import Reader
from screening.store.keys import work_id
from screening.wiring import House

SHORT_ID = 8

_TERM = timedelta(minutes=10)
_FENCE = re.compile(r"^=== BEGIN UNTRUSTED DOCUMENTS \S+ ===$", re.MULTILINE)
_BYTES_IN_TOKEN = 4

Progress = Callable[[int, int], None]


class ServedCall(Protocol):
    """One call as the simulated model saw it."""

    @property
    def prompt_characters(self) -> int:
        """Of all its messages."""
        ...

    @property
    def input_tokens(self) -> int:
        """Of all its messages."""
        ...

    @property
    def cached_tokens(self) -> int:
        """How many of them were read from the cache."""
        ...

    @property
    def cache_write_tokens(self) -> int:
        """How many of them were written into it."""
        ...

    @property
    def output_tokens(self) -> int:
        """Of the answer."""
        ...

    @property
    def seconds(self) -> float:
        """What answering took."""
        ...

    @property
    def cpu_seconds(self) -> float:
        """How long it kept the processor busy."""
        ...


class Served(Protocol):
    """What the simulated model saw so far, oldest first."""

    @property
    def calls(self) -> Sequence[ServedCall]:
        """Every call that has ended."""
        ...

    @property
    def bodies(self) -> Sequence[bytes]:
        """What each of them sent."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """One candidacy to judge."""

    id: CandidacyId
    group: Group = "fixture"
    personality: str = "oracle"


@dataclass(slots=True)
class TimedReader:
    """Reads with another reader, and remembers how long that took and how much came of it."""

    reader: Reader
    seconds: float = 0.0
    characters: int = 0

    async def read(self, file: FileMeta, content: bytes) -> Document:
        """Read one file."""
        began = time.perf_counter()
        try:
            document = await self.reader.read(file, content)
        finally:
            self.seconds += time.perf_counter() - began
        self.characters += sum(len(line.text) for line in document.lines)
        return document

    async def close(self) -> None:
        """Leave the other reader to its owner."""


@dataclass(slots=True)
class Judging:
    """Judges one candidacy after the other, so that everything seen belongs to it alone."""

    house: House
    kit: Kit
    served: Served
    done: list[CvResult] = field(default_factory=list)

    async def judge(self, subject: Subject) -> CvResult:
        """Make one trip and return what it took."""
        reader, peak, before = TimedReader(self.kit.reader), Peak(), len(self.served.calls)
        began, busy = time.perf_counter(), time.process_time()
        outcome, reason = await self._trip(replace(self.kit, reader=reader), subject)
        seconds, busy = time.perf_counter() - began, time.process_time() - busy
        calls = self.served.calls[before:]
        record = await self._record(subject)
        runs = tuple(run for run in record.runs if not run.without_flagged) if record else ()
        start = beginning_of(self.served.bodies[before]) if calls else None
        verdict = record and record.verdict
        seen = CvResult(
            candidacy=subject.id[:SHORT_ID],
            group=subject.group,
            personality=subject.personality,
            requisition=record.requisition_id if record else None,
            outcome=outcome,
            reason=reason,
            characters=reader.characters,
            model_calls=len(calls),
            judgements=len(runs),
            calm=record is not None and bool(runs) and is_calm(record, runs[0], self.kit.policy),
            prompt_characters=sum(call.prompt_characters for call in calls),
            prompt_tokens=sum(call.input_tokens for call in calls),
            answer_tokens=sum(call.output_tokens for call in calls),
            cached_tokens=sum(call.cached_tokens for call in calls),
            cache_write_tokens=sum(call.cache_write_tokens for call in calls),
            shared_tokens=start.tokens if start else None,
            shared_sha256=start.sha256 if start else None,
            seconds=max(seconds - reader.seconds - sum(one.seconds for one in calls), 0.0),
            cpu_seconds=max(busy - sum(call.cpu_seconds for call in calls), 0.0),
            reading_seconds=reader.seconds,
            model_seconds=sum(call.seconds for call in calls),
            peak_memory_bytes=peak.own_bytes,
            reader_peak_memory_bytes=peak.children_bytes,
            low=verdict.low if verdict else None,
            high=verdict.high if verdict else None,
        )
        self.done.append(seen)
        return seen

    async def _trip(self, kit: Kit, subject: Subject) -> tuple[str, str]:
        """Return the outcome and its reason, or the name of what went wrong."""
        ref = CandidacyRef(tenant=kit.tenant, id=subject.id)
        ledger, clock = self.house.ledger, self.house.clock
        await ledger.nudge(ref, due_at=clock())
        lease = await ledger.claim(work_id(ref), owner="bench", now=clock(), term=_TERM)
        if lease is None:
            return "failed", "not_due"
        try:
            ended: Ending | Waiting = await screen(kit, lease)
        except ScreeningError as error:
            return "failed", type(error).__name__
        finally:
            with suppress(ScreeningError):
                await ledger.rest(lease, now=clock())
        if isinstance(ended, Waiting):
            return "waiting", ended.reason
        return ended.outcome.value, ended.reason.value

    async def _record(self, subject: Subject) -> ScreeningRecord | None:
        ref = CandidacyRef(tenant=self.kit.tenant, id=subject.id)
        records = [one.record for one in await self.house.ledger.screenings(ref)]
        return next((one for one in reversed(records) if one is not None), None)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What stands before the documents in one call, and the form of the answer with it."""

    tokens: int
    sha256: str


def beginning_of(body: bytes) -> Beginning:
    """Find what stands before the documents in one call, whichever of the two ways it was sent."""
    sent = json.loads(body)
    messages = sent.get("messages") or sent.get("input") or []
    instructions = sent.get("instructions") or ""
    texts = [_text(message.get("content")) for message in messages]
    whole = "\n".join([instructions, *texts]) if instructions else "\n".join(texts)
    fence = _FENCE.search(whole)
    shared = whole[: fence.start()] if fence else whole
    form = sent.get("response_format") or sent.get("text") or sent.get("tools") or {}
    hashed = hashlib.sha256(f"{shared}\0{json.dumps(form)}".encode()).hexdigest()
    return Beginning(-(-len(shared.encode()) // _BYTES_IN_TOKEN), hashed)


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part["text"] for part in content)
