"""Any interleaving of workers that crash, stall and steal, against a model of what is owed.

The workers are honest: they intend before they post, and after an unknown outcome they look.
Everything else is up to chance: notices, clocks, lost leases, deaths at any point, posts that
arrive although nobody heard the answer.
"""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from screening.errors import LeaseLost
from screening.model import (
    AssessorIdentity,
    AssessorKind,
    CandidacyId,
    CandidacyRef,
    CommentFormat,
    Decision,
    Effect,
    EffectState,
    Fingerprint,
    Lease,
    OpenScreening,
    Outcome,
    PostComment,
    Reason,
    Reference,
    ScreeningId,
    ScreeningRecord,
    Sighting,
    Step,
    TenantId,
    Versions,
    WorkId,
)
from screening.store import database
from screening.store.failures import LedgerDefect
from screening.store.keys import work_id
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger

T = TypeVar("T")
START = datetime(2026, 4, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TERM = 3 * MINUTE
REFS = tuple(
    CandidacyRef(tenant=TenantId(tenant), id=CandidacyId("c-1")) for tenant in ("one", "two")
)
FINAL = {
    EffectState.CONFIRMED,
    EffectState.REFUSED,
    EffectState.STOOD_DOWN,
    EffectState.UNPROVEN,
}


class Fate(StrEnum):
    """What became of one post, and whether the worker lived to write it down."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NEVER_LEFT = "never_left"
    APPLIED_UNHEARD = "applied_unheard"
    LOST_UNHEARD = "lost_unheard"
    APPLIED_AND_DIED = "applied_and_died"
    LOST_AND_DIED = "lost_and_died"


SETTLED = {
    Fate.CONFIRMED: EffectState.CONFIRMED,
    Fate.REFUSED: EffectState.REFUSED,
    Fate.NEVER_LEFT: EffectState.PLANNED,
    Fate.APPLIED_UNHEARD: EffectState.UNKNOWN,
    Fate.LOST_UNHEARD: EffectState.UNKNOWN,
}
APPLIED = {Fate.CONFIRMED, Fate.APPLIED_UNHEARD, Fate.APPLIED_AND_DIED}

refs = st.sampled_from(REFS)
minutes = st.integers(0, 8).map(lambda count: count * MINUTE)
steps = st.sampled_from([START, START, START, START + MINUTE, START - MINUTE])


class LedgerMachine(RuleBasedStateMachine):
    """The ledger beside a small model of it; the clock is the machine's own."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        file = shutil.copy(self.template, self.folder / "ledger.db")
        self.ledger: SqlLedger = self.do(open_ledger(f"sqlite:///{file}"))
        self.plain = sqlite3.connect(file)
        self.now = START
        self.leases: list[Lease] = []
        self.holder: dict[WorkId, Lease | None] = {}
        self.owed: dict[WorkId, bool] = {}
        self.meanwhile: dict[WorkId, list[datetime]] = {}
        self.posted: dict[str, int] = {}
        self.intents = 0
        self.seen: dict[str, tuple[str, int]] = {}
        self._begin_one()

    def _begin_one(self) -> None:
        """Start from a decided candidacy in somebody's hands: most of what can go wrong is near."""
        (ref, *_) = REFS
        self.news(ref=ref, moved=START, by_hand=False, wait=timedelta(0))
        self.claimed(ref=ref, owner="a", later=timedelta(0))
        (lease,) = self.leases
        self._attempt(lease, lambda: self._screen(lease, START))

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.plain.close()
            self.do(self.ledger.close())
            self.runner.close()
            shutil.rmtree(self.folder)

    def do(self, work: Coroutine[None, None, T]) -> T:
        return self.runner.run(work)

    # ------------------------------------------------------------ time and notices

    @rule(passed=minutes)
    def time_passes(self, passed: timedelta) -> None:
        self.now += passed

    @rule(ref=refs, moved=steps, by_hand=st.booleans(), wait=minutes)
    def news(self, ref: CandidacyRef, moved: datetime, by_hand: bool, wait: timedelta) -> None:
        due_at = self.now + wait
        if by_hand:
            self.do(self.ledger.nudge(ref, due_at=due_at))
            self._owe(ref, due_at)
            return
        sighting = Sighting(ref=ref, step=Step("documents"), step_updated_at=moved)
        if self.do(self.ledger.notice(sighting, due_at=due_at)):
            self._owe(ref, due_at)

    def _owe(self, ref: CandidacyRef, due_at: datetime) -> None:
        work = work_id(ref)
        self.owed[work] = True
        if self.holder.get(work) is not None:
            self.meanwhile.setdefault(work, []).append(due_at)

    # ------------------------------------------------------------ leases

    @rule(ref=refs, owner=st.sampled_from(["a", "b"]), later=minutes)
    def claimed(self, ref: CandidacyRef, owner: str, later: timedelta) -> None:
        self.now += later
        work = work_id(ref)
        listed = work in {bell.work for bell in self.do(self.ledger.due(now=self.now, limit=9))}
        lease = self.do(self.ledger.claim(work, owner=owner, now=self.now, term=TERM))
        assert (lease is not None) == listed
        if lease is None:
            return
        before = self.holder.get(work)
        assert before is None or before.until < self.now, "two live leases"
        assert all(old.fence < lease.fence for old in self.leases if old.work == work)
        assert lease.crashes == (0 if before is None else before.crashes + 1)
        self.holder[work] = lease
        self.leases.append(lease)
        noticed = self.meanwhile.get(work, [])
        self.meanwhile[work] = [due_at for due_at in noticed if due_at > self.now]

    @rule(data=st.data())
    def renewed(self, data: st.DataObject) -> None:
        lease = self._some_lease(data)
        renewed = self._attempt(lease, lambda: self.ledger.renew(lease, now=self.now, term=TERM))
        if renewed is not None:
            self.holder[lease.work] = renewed
            self.leases[self.leases.index(lease)] = renewed

    @rule(data=st.data(), wait=st.none() | minutes)
    def handed_back(self, data: st.DataObject, wait: timedelta | None) -> None:
        """Park the candidacy, or with no wait let it rest."""
        lease = self._some_lease(data)
        unfinished = any(screening.outcome is None for screening in self._screenings(lease))

        async def hand_back() -> bool:
            if wait is None:
                await self.ledger.rest(lease, now=self.now)
            else:
                until = self.now + wait
                await self.ledger.park(lease, until=until, reason="x", counts=True, now=self.now)
            return True

        if self._attempt(lease, hand_back):
            self.holder[lease.work] = None
            noticed = bool(self.meanwhile.pop(lease.work, []))
            self.owed[lease.work] = noticed or unfinished or wait is not None

    def _some_lease(self, data: st.DataObject) -> Lease:
        """Mostly the newest, sometimes one of a worker that does not know it was robbed."""
        back = data.draw(st.sampled_from([1, 1, 1, 2, 3]))
        return self.leases[-min(back, len(self.leases))]

    def _attempt(self, lease: Lease, work: Callable[[], Awaitable[T]]) -> T | None:
        """Do it; it must pass exactly when the model says that the lease is still theirs."""

        async def run() -> T:
            return await work()

        current = self.holder.get(lease.work)
        theirs = current is not None and current.fence == lease.fence
        before = None if theirs else self._everything()
        try:
            result = self.do(run())
        except LeaseLost:
            assert not theirs, "a lease was lost without another's claim"
            assert self._everything() == before
            return None
        assert theirs, "a write passed without the lease"
        return result

    # ------------------------------------------------------------ screenings and posts

    @rule(data=st.data(), moved=steps)
    def screened(self, data: st.DataObject, moved: datetime) -> None:
        lease = self._some_lease(data)
        self._attempt(lease, lambda: self._screen(lease, moved))

    async def _screen(self, lease: Lease, moved: datetime) -> OpenScreening:
        sighting = Sighting(ref=lease.ref, step=Step("documents"), step_updated_at=moved)
        opened = await self.ledger.open(lease, sighting, now=self.now)
        if opened.record is None:
            await self.ledger.decide(lease, _record(opened), now=self.now)
        return opened

    @rule(data=st.data(), fate=st.sampled_from(Fate))
    def carried_on(self, data: st.DataObject, fate: Fate) -> None:
        """Take the next honest step with one effect: post it, or look whether it is there."""
        lease = self._some_lease(data)
        for effect in self._effects(lease):
            absent = effect.state is EffectState.UNKNOWN and effect.absent_since is not None
            if absent or effect.state is EffectState.PLANNED:
                self._attempt(lease, lambda effect=effect: self._post(lease, effect, fate))  # type: ignore[misc]
                return
            if effect.state in (EffectState.SENDING, EffectState.UNKNOWN):
                self._attempt(lease, lambda effect=effect: self._look(lease, effect))  # type: ignore[misc]
                return

    @rule(data=st.data())
    def tried_to_send_unseen(self, data: st.DataObject) -> None:
        """A careless worker sends what may be there already; the ledger does not let it."""
        lease = self._some_lease(data)
        for effect in self._effects(lease):
            if effect.state is not EffectState.PLANNED and effect.absent_since is None:
                with pytest.raises((LedgerDefect, LeaseLost)):
                    self.do(self.ledger.intend(lease, effect.id, now=self.now))

    @rule(data=st.data())
    def ended(self, data: st.DataObject) -> None:
        """End an open screening: as done when its comment is settled, else as given up."""
        lease = self._some_lease(data)
        opened = [one for one in self._screenings(lease) if one.outcome is None]
        if not opened:
            return
        screening = data.draw(st.sampled_from(opened))
        states = {effect.state for effect in self._of(screening.id)}
        done = screening.record is not None and states <= FINAL
        outcome, reason = (
            (Outcome.SCREENED, Reason.JUDGED) if done else (Outcome.OVERTAKEN, Reason.GAVE_UP)
        )

        async def end() -> bool:
            await self.ledger.end(lease, screening.id, outcome, reason, now=self.now)
            return True

        self._attempt(lease, end)

    async def _post(self, lease: Lease, effect: Effect, fate: Fate) -> bool:
        sending = await self.ledger.intend(lease, effect.id, now=self.now)
        self.intents += 1
        assert sending.attempt == effect.attempt + 1
        if fate in APPLIED:
            self.posted[effect.id] = self.posted.get(effect.id, 0) + 1
        if fate in SETTLED:
            await self.ledger.settle(lease, effect.id, SETTLED[fate], now=self.now)
        return True

    async def _look(self, lease: Lease, effect: Effect) -> bool:
        state, absent_since = EffectState.UNKNOWN, None
        if self.posted.get(effect.id):
            state = EffectState.CONFIRMED
        elif effect.state is EffectState.UNKNOWN:
            absent_since = self.now
        await self.ledger.settle(lease, effect.id, state, now=self.now, absent_since=absent_since)
        return True

    def _screenings(self, lease: Lease) -> tuple[OpenScreening, ...]:
        return self.do(self.ledger.screenings(lease.ref))

    def _of(self, screening: ScreeningId) -> tuple[Effect, ...]:
        return self.do(self.ledger.effects(screening))

    def _effects(self, lease: Lease) -> list[Effect]:
        return [effect for one in self._screenings(lease) for effect in self._of(one.id)]

    # ------------------------------------------------------------ what must hold

    @invariant()
    def nothing_owed_is_forgotten(self) -> None:
        owed = {work for work, is_owed in self.owed.items() if is_owed}
        waiting = self._rows("SELECT id FROM candidacies WHERE next_at IS NOT NULL")
        assert owed <= {str(work) for (work,) in waiting}

    @invariant()
    def nothing_held_is_listed_as_due(self) -> None:
        listed = {bell.work for bell in self.do(self.ledger.due(now=self.now, limit=99))}
        live = {work for work, lease in self.holder.items() if lease and lease.until >= self.now}
        assert not listed & live

    @invariant()
    def no_comment_is_posted_twice(self) -> None:
        assert all(count == 1 for count in self.posted.values())

    @invariant()
    def every_sending_has_its_attempt_on_record(self) -> None:
        assert self._rows(
            "SELECT count(*) FROM effects WHERE state = 'sending' AND NOT EXISTS (SELECT 1 FROM "
            "effect_attempts WHERE effect = effects.id AND ended_at IS NULL)"
        ) == [(0,)]
        assert self._rows("SELECT count(*) FROM effect_attempts") == [(self.intents,)]

    @invariant()
    def effects_only_go_forward(self) -> None:
        for key, state, attempt in self._rows("SELECT id, state, attempt FROM effects"):
            now = (str(state), int(str(attempt)))
            before = self.seen.get(str(key), now)
            assert before[0] not in FINAL or before == now
            assert before[1] <= now[1]
            self.seen[str(key)] = now

    def _everything(self) -> list[tuple[object, ...]]:
        tables = ("candidacies", "screenings", "effects", "effect_attempts", "events")
        return [row for table in tables for row in self._rows(f"SELECT * FROM {table} ORDER BY 1")]

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        return self.plain.execute(query).fetchall()


def _record(opened: OpenScreening) -> ScreeningRecord:
    some = Fingerprint("a" * 64)
    return ScreeningRecord(
        id=opened.id,
        reference=Reference("SCR-0123ABCD"),
        ref=opened.sighting.ref,
        step=opened.sighting.step,
        step_updated_at=opened.sighting.step_updated_at,
        requisition=None,
        basis=Fingerprint(opened.id * 2),
        versions=Versions(
            code="0",
            prompt=some,
            template=some,
            rubric=some,
            policy=some,
            policy_name="comment-only",
            assessor=AssessorIdentity(kind=AssessorKind.LLM, model="some-model"),
        ),
        files=(),
        readings=(),
        unread=(),
        rubric=None,
        assessments=(),
        findings=(),
        verdict=None,
        decision=Decision(outcome=Outcome.SCREENED, reason=Reason.JUDGED),
        actions=(PostComment(body="text", format=CommentFormat.PLAIN),),
        decided_at=opened.sighting.step_updated_at,
    )


def test_no_interleaving_loses_work_or_posts_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No power is cut here; waiting for the disk would only take time.
    monkeypatch.setattr(database, "_PRAGMAS", ("synchronous=OFF", "foreign_keys=ON"))

    async def make() -> None:
        await (await open_ledger(f"sqlite:///{tmp_path / 'template.db'}")).close()

    asyncio.run(make())

    class Machine(LedgerMachine):
        template = tmp_path / "template.db"

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=50,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
