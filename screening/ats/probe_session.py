"""What a probe carries from call to call, and how it keeps what it saw."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr

from screening.ats.answers import Endpoint, Reply, parsed_if_possible
from screening.ats.capabilities import SeenShape
from screening.ats.http import AtsClient
from screening.ats.probe_shapes import shape_of, types_of
from screening.model import CandidacyId, Value
from screening.ports import Clock

_SAMPLES = 3


class ProbeRow(Value):
    """One call of the probe and what it showed."""

    number: int
    call: str
    status: int | None
    """``None`` when there was no answer."""
    keys: tuple[str, ...] = ()
    finding: str


@dataclass(slots=True)
class Session:
    """What the probe has seen so far."""

    client: AtsClient
    clock: Clock
    write_to: CandidacyId | None
    may_terminate: bool
    rows: list[ProbeRow] = field(default_factory=list)
    samples: dict[str, str] = field(default_factory=dict)
    """A candidacy id for each kind of channel."""
    row_keys: set[str] = field(default_factory=set)
    file: tuple[str, str] | None = None
    seen: dict[str, SeenShape] = field(default_factory=dict)
    private_flag: str | None = None
    step_verified: bool = False
    termination_verified: bool = False

    async def ask(
        self,
        endpoint: Endpoint,
        *,
        query: Mapping[str, str | list[str]] | None = None,
        body: Mapping[str, object] | None = None,
        key: SecretStr | None = None,
        **ids: str,
    ) -> tuple[Reply, object]:
        """Send one request and return the answer with its JSON."""
        reply = await self.client.look(endpoint, query=query, body=body, key=key, **ids)
        return reply, parsed_if_possible(reply)

    def note(self, probe: "Probe", reply: Reply, answer: object, finding: str) -> None:
        """Keep a row."""
        self.rows.append(
            ProbeRow(
                number=probe.number,
                call=str(probe.endpoint),
                status=reply.status,
                keys=types_of(answer) if answer is not None else (),
                finding=finding,
            )
        )

    def remember(self, name: str, answer: object, *members: str) -> None:
        """Keep the shape of a list if it is there."""
        if shape := shape_of(answer, *members):
            self.seen[name] = shape

    def candidacies(self) -> list[str]:
        """Return some candidacies to look at, the test candidacy first."""
        named = [self.write_to] if self.write_to else []
        return list(dict.fromkeys([*named, *self.samples.values()]))[:_SAMPLES]


@dataclass(frozen=True, slots=True)
class Probe:
    """One line of the probe list."""

    number: int
    endpoint: Endpoint
    question: str
    run: Callable[[Session, "Probe"], Awaitable[None]]
    writes: bool = False
