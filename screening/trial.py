"""One trip outside the worker, on local files: the same pipeline, for ``screening try``."""

from datetime import timedelta

from screening.ats.local import CANDIDACY, LocalFiles
from screening.errors import ScreeningError
from screening.model import CandidacyRef, Lease, ScreeningRecord
from screening.pipeline import screen
from screening.settings import Settings
from screening.wiring import House, open_house

_TERM = timedelta(hours=1)


async def screen_once(settings: Settings, ats: LocalFiles) -> ScreeningRecord:
    """Screen local files, in a ledger of their own, and return the record.

    Raises what the trip raises: there is no later try here.
    """
    async with open_house(settings, ats={ats.tenant: ats}) as house:
        lease = await _lease(house, CandidacyRef(tenant=ats.tenant, id=CANDIDACY))
        ending = await screen(house.kits[ats.tenant], lease)
        for screening in await house.ledger.screenings(lease.ref):
            if screening.record is not None:
                return screening.record
        raise ScreeningError(f"The trial ended without a decision: {ending.reason}.")


async def _lease(house: House, ref: CandidacyRef) -> Lease:
    now = house.clock()
    await house.ledger.nudge(ref, due_at=now)
    for bell in await house.ledger.due(now=now, limit=1):
        lease = await house.ledger.claim(bell.work, owner="trial", now=now, term=_TERM)
        if lease is not None:
            return lease
    raise ScreeningError("The trial's own ledger did not hand out its work.")
