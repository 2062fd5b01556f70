"""Ask a real HERP Hire, once, what nobody documents, and keep the answer as capabilities.

About twenty paced calls. Nothing is written unless a test candidacy is named; a termination needs
its own permission besides. What comes out are names and types, never values.
"""

from screening.ats import herp, probe_reads, probe_writes
from screening.ats.capabilities import Capabilities
from screening.ats.http import AtsClient
from screening.ats.probe_session import Probe, ProbeRow, Session
from screening.errors import ScreeningError
from screening.model import CandidacyId, TenantId, Value
from screening.ports import Clock


class ProbeReport(Value):
    """All rows, and what the worker may rely on from now on."""

    rows: tuple[ProbeRow, ...]
    capabilities: Capabilities


async def probe(
    client: AtsClient,
    *,
    tenant: TenantId,
    clock: Clock,
    write_to: CandidacyId | None = None,
    may_terminate: bool = False,
    previous: Capabilities | None = None,
) -> ProbeReport:
    """Run the probe list; what an earlier run proved by writing stays proven."""
    session = Session(client, clock, write_to, may_terminate)
    for line in PROBES:
        if line.writes and write_to is None:
            continue
        try:
            await line.run(session, line)
        except ScreeningError as error:
            session.rows.append(
                ProbeRow(
                    number=line.number, call=str(line.endpoint), status=None, finding=str(error)
                )
            )
    return ProbeReport(rows=tuple(session.rows), capabilities=_sum(session, tenant, previous))


def _sum(session: Session, tenant: TenantId, previous: Capabilities | None) -> Capabilities:
    known = previous.seen if previous else {}
    return Capabilities(
        tenant=tenant,
        probed_at=session.clock(),
        seen={**known, **session.seen},
        private_flag=session.private_flag or (previous.private_flag if previous else None),
        step_verified=session.step_verified or bool(previous and previous.step_verified),
        termination_verified=session.termination_verified
        or bool(previous and previous.termination_verified),
    )


PROBES: tuple[Probe, ...] = (
    Probe(
        1,
        herp.CANDIDACIES,
        "Which members do rows have, and are there limit headers?",
        probe_reads.rows,
    ),
    Probe(2, herp.CANDIDACIES, "Is an unknown step refused or ignored?", probe_reads.unknown_step),
    Probe(3, herp.CANDIDACIES, "May a filter be given twice?", probe_reads.two_steps),
    Probe(4, herp.CANDIDACY, "What does a single candidacy add?", probe_reads.single),
    Probe(5, herp.CANDIDACY, "How is an unknown id answered?", probe_reads.bad_id),
    Probe(6, herp.FILES, "How are files listed, and which flag says private?", probe_reads.files),
    Probe(7, herp.FILE, "How are bytes delivered?", probe_reads.file),
    Probe(8, herp.COMMENTS, "How are comments listed, in which order?", probe_reads.comments),
    Probe(9, herp.REQUISITIONS, "Which members do requisitions have?", probe_reads.requisitions),
    Probe(10, herp.USERS, "Which members do users have?", probe_reads.users),
    Probe(11, herp.REQUISITION_GROUPS, "Are there requisition groups?", probe_reads.groups),
    Probe(12, herp.CANDIDACIES, "How is a wrong key answered?", probe_reads.wrong_key),
    Probe(
        13,
        herp.COMMENT,
        "What does posting a comment answer and change?",
        probe_writes.post_comment,
        True,
    ),
    Probe(14, herp.STEP, "Does a step move work, and twice?", probe_writes.move_step, True),
    Probe(
        15, herp.TERMINATION, "Does a termination work, and twice?", probe_writes.terminate, True
    ),
)
"""The probe list: what to ask a tenant's first key, in order."""
