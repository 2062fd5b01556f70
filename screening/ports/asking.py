"""What reads files and what asks a model."""

from typing import Protocol

from screening.model import (
    Assessment,
    AssessorIdentity,
    Document,
    FileMeta,
    ModelCall,
    PlannedCall,
    Question,
    Requisition,
    Rubric,
)


class Reader(Protocol):
    """Turns bytes into visible text."""

    async def read(self, file: FileMeta, content: bytes) -> Document:
        """Read one file.

        Raise ``Unreadable`` with a reason, or ``Transient`` when this machine could not start the
        reading. Never any other error.
        """
        ...

    async def close(self) -> None:
        """End the processes that it keeps ready."""
        ...


class Journal(Protocol):
    """Where every attempt at a model is reported, before and after it is made."""

    async def begin(self, planned: PlannedCall) -> None:
        """Keep that an attempt is about to be sent, before its first byte.

        When it could cost more than is left, raise ``BudgetSpent`` or ``NotAssessed(OVER_BUDGET)``.
        """
        ...

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        """Keep how the attempt that was begun has ended, and the answer if it is a usable one."""
        ...


class Assessor(Protocol):
    """Asks the model one question."""

    @property
    def identity(self) -> AssessorIdentity:
        """Which assessor this is; part of the basis."""
        ...

    async def assess(self, question: Question, journal: Journal) -> Assessment:
        """Ask; raise ``NotAssessed`` or, when asking later may help, ``Transient``."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


class Compiler(Protocol):
    """Takes a requisition's text apart into single requirements, with a model."""

    async def compile(self, requisition: Requisition, journal: Journal) -> Rubric | None:
        """Propose a rubric; ``None`` when the model's proposal was no use.

        Raise ``NotAssessed``, ``BudgetSpent`` or ``Transient`` as an assessor does.
        """
        ...
