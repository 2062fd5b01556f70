"""The loop that reads what recruiters answer to our comments, one turn a minute."""

from dataclasses import dataclass
from datetime import timedelta

from screening.attend import Attendant
from screening.errors import TenantStopped
from screening.hear import listen
from screening.kit import Kit
from screening.settings import TenantSettings

TURN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Hearing:
    """Listens to one tenant's recruiters; a stopped tenant is left to the poll to try again."""

    attendant: Attendant
    kit: Kit
    tenant: TenantSettings

    async def __call__(self) -> None:
        """Read what is due; raise what the loop is to log."""
        name = self.kit.tenant
        if name in self.attendant.stopped:
            return
        try:
            heard = await listen(
                self.kit,
                correctors=frozenset(self.tenant.correctors),
                period=timedelta(days=self.tenant.listen_days),
            )
        except TenantStopped as error:
            self.attendant.stop(name, error)
            return
        self.attendant.metrics.corrected(name, heard.kept)
