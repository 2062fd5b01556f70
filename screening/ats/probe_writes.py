"""The writing half of the probe list; it touches only the test candidacy that was named."""

from screening.ats import herp
from screening.ats.probe_session import Probe, Session
from screening.ats.probe_shapes import rows_in, text

_MARKDOWN = "**Probe**\n\n- this comment is a test of the screening worker\n\nref: {mark}"


async def post_comment(session: Session, probe: Probe) -> None:
    """Post one marked comment and read it back."""
    candidacy = session.write_to or ""
    _, before = await session.ask(herp.CANDIDACY, candidacy=candidacy)
    mark = f"probe-{session.clock():%Y%m%d%H%M%S}"
    body = {"body": _MARKDOWN.format(mark=mark), "textType": "text/markdown"}
    reply, answer = await session.ask(probe.endpoint, body=body, candidacy=candidacy)
    _, after = await session.ask(herp.CANDIDACY, candidacy=candidacy)
    _, listed = await session.ask(herp.COMMENTS, candidacy=candidacy)
    session.remember("comments", listed, "body")
    found = sum(mark in text(row, "body") for row in rows_in(listed, "body"))
    changes = ", ".join(
        f"{name} {'changed' if text(before, name) != text(after, name) else 'unchanged'}"
        for name in ("updatedAt", "stepUpdatedAt")
    )
    session.note(probe, reply, answer, f"read back {found} times; {changes}")


async def move_step(session: Session, probe: Probe) -> None:
    """Move from entry to the next screened step, read it back, and repeat it."""
    candidacy = session.write_to or ""
    reply, before = await session.ask(herp.CANDIDACY, candidacy=candidacy)
    if text(before, "step") != "entry" or text(before, "status") != "active":
        session.note(probe, reply, None, "not tried: put the test candidacy, active, at entry")
        return
    body = {"step": "resumeScreening"}
    reply, answer = await session.ask(probe.endpoint, body=body, candidacy=candidacy)
    _, after = await session.ask(herp.CANDIDACY, candidacy=candidacy)
    session.step_verified = reply.accepted and text(after, "step") == "resumeScreening"
    session.note(probe, reply, answer, "moved" if session.step_verified else "not moved")
    reply, answer = await session.ask(probe.endpoint, body=body, candidacy=candidacy)
    session.note(probe, reply, answer, "the same step again")


async def terminate(session: Session, probe: Probe) -> None:
    """End the test candidacy, read it back, and repeat it; only with permission."""
    if not session.may_terminate:
        return
    candidacy = session.write_to or ""
    reply, before = await session.ask(herp.CANDIDACY, candidacy=candidacy)
    if text(before, "status") != "active":
        session.note(probe, reply, None, "not tried: the test candidacy is not active")
        return
    body = {"terminationReason": "rejected"}
    reply, answer = await session.ask(probe.endpoint, body=body, candidacy=candidacy)
    _, after = await session.ask(herp.CANDIDACY, candidacy=candidacy)
    session.termination_verified = reply.accepted and text(after, "status") == "terminated"
    done = "terminated" if session.termination_verified else "not terminated"
    session.note(probe, reply, answer, f"{done}; look whether a mail went out")
    reply, answer = await session.ask(probe.endpoint, body=body, candidacy=candidacy)
    session.note(probe, reply, answer, "terminated once more")
