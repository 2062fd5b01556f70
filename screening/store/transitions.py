"""Which state of an effect may follow which; everything else is a mistake in the program."""

from datetime import datetime

from sqlalchemy import RowMapping

from screening.model import EffectState
from screening.store.failures import LedgerDefect

ALLOWED: dict[EffectState, frozenset[EffectState]] = {
    EffectState.PLANNED: frozenset({EffectState.STOOD_DOWN}),
    EffectState.SENDING: frozenset(
        {
            EffectState.PLANNED,
            EffectState.CONFIRMED,
            EffectState.REFUSED,
            EffectState.UNKNOWN,
            EffectState.UNPROVEN,
        }
    ),
    EffectState.UNKNOWN: frozenset(
        {
            EffectState.UNKNOWN,
            EffectState.CONFIRMED,
            EffectState.STOOD_DOWN,
            EffectState.UNPROVEN,
        }
    ),
}
"""What ``settle`` may do. Sending is not in it: only ``intend`` leads there."""

_SENDERS_WORD = frozenset({EffectState.PLANNED, EffectState.REFUSED})
"""Only the claim that sent can know that nothing left, or that the answer was a definite no."""


def check_intent(row: RowMapping) -> None:
    """Allow sending what was never sent, or what is proven not to have arrived."""
    state = EffectState(row["state"])
    proven_absent = state is EffectState.UNKNOWN and row["absent_since"] is not None
    if state is not EffectState.PLANNED and not proven_absent:
        raise LedgerDefect(f"effect {row['id']} is {state} and must not be sent")


def check(
    row: RowMapping, state: EffectState, *, sender: bool, absent_since: datetime | None
) -> None:
    """Raise unless an effect may go from where it is to ``state`` on these grounds."""
    before = EffectState(row["state"])
    if state not in ALLOWED.get(before, frozenset()):
        raise LedgerDefect(f"effect {row['id']} is {before} and cannot become {state}")
    if state in _SENDERS_WORD and not sender:
        raise LedgerDefect(f"effect {row['id']} was sent under another claim: look, do not assume")
    stands_down = before is EffectState.UNKNOWN and state is EffectState.STOOD_DOWN
    if stands_down and row["absent_since"] is None:
        raise LedgerDefect(f"effect {row['id']} may have been applied and cannot stand down")
    if absent_since is None:
        return
    if state is not EffectState.UNKNOWN or absent_since < row["sent_at"]:
        raise LedgerDefect(f"effect {row['id']}: absence must be seen after sending, while unknown")
