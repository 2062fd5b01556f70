"""Makes the simulators from plain arguments, for the command line and the demo."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from screening.errors import Misconfigured
from screening.simulators.herp import ALL_SCOPES, HerpSimulator
from screening.simulators.herp_faults import HerpFaults
from screening.simulators.model import ModelSimulator
from screening.simulators.model_servers import Manner
from screening.simulators.model_wire import RawFault
from screening.simulators.personalities import Personality
from screening.simulators.world import default_world_folder, load_world

SIMULATOR_KEY = "herp-simulator-key"
"""The key that the simulated tenant accepts when no other is named. It opens nothing else."""


def herp_simulator(
    *,
    world_folder: Path | None = None,
    key: str = SIMULATOR_KEY,
    scopes: Sequence[str] | None = None,
    limit: int | None = 100,
    fault_rate: float = 0.0,
    seed: int = 0,
) -> HerpSimulator:
    """Make a HERP Hire tenant.

    ``fault_rate`` is the share of requests that meet each kind of network or server fault.
    ``limit`` is the number of requests a minute; ``None`` means any number. ``scopes`` of the key
    default to all.
    """
    unknown = sorted(set(scopes or ()) - ALL_SCOPES)
    if unknown:
        known = ", ".join(sorted(ALL_SCOPES))
        raise Misconfigured(f"unknown scope {unknown[0]}: choose from {known}")
    return HerpSimulator(
        load_world(world_folder or default_world_folder()),
        clock=_now,
        keys={key: frozenset(scopes) if scopes is not None else ALL_SCOPES},
        faults=_faults(fault_rate, seed),
        limit=limit,
    )


def model_simulator(
    *,
    personality: str = Personality.LITERAL.value,
    manner: str = Manner.OPENAI.value,
    faults: Sequence[str] = (),
    world_folder: Path | None = None,
    seed: int = 0,
    noise: float = 0.2,
    latency_seconds: float = 0,
    delay_seconds: float = 30,
) -> ModelSimulator:
    """Make a model server; the labels of the world are read when the personality uses them.

    ``faults`` are what the first calls meet, one each, before the personality answers.
    """
    chosen = chosen_personality(personality)
    wanted = [_one_of(RawFault, "fault", each) for each in faults]
    labelled = chosen in _LABELLED or world_folder is not None
    simulator = ModelSimulator(
        chosen,
        manner=_one_of(Manner, "manner", manner),
        world=load_world(world_folder or default_world_folder()) if labelled else None,
        seed=seed,
        noise=noise,
        latency_seconds=latency_seconds,
        delay_seconds=delay_seconds,
    )
    for fault in wanted:
        simulator.script(fault)
    return simulator


def chosen_personality(name: str) -> Personality:
    """Return the personality of a name; raise ``Misconfigured`` with the choices."""
    return _one_of(Personality, "personality", name)


_LABELLED = (Personality.ORACLE, Personality.NOISY, Personality.MOODY)
_Choice = TypeVar("_Choice", bound=StrEnum)


def _one_of(choices: type[_Choice], kind: str, name: str) -> _Choice:
    try:
        return choices(name)
    except ValueError:
        known = ", ".join(choices)
        raise Misconfigured(f"unknown {kind} {name}: choose from {known}") from None


def _faults(rate: float, seed: int) -> HerpFaults:
    try:
        return HerpFaults.everywhere(rate, seed=seed)
    except ValueError:
        message = f"fault rate {rate} is out of range: every fault at that rate exceeds 1 together"
        raise Misconfigured(message) from None


def _now() -> datetime:
    return datetime.now(UTC)
