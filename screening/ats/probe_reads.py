"""The reading half of the probe list, one function for each line."""

from urllib.parse import urlsplit

from pydantic import SecretStr

from screening.ats.probe_session import Probe, Session
from screening.ats.probe_shapes import rows_in, text

_NO_SUCH_ID = "not-an-id"
_FILE_HEADERS = ("content-type", "content-length", "content-disposition")


async def rows(session: Session, probe: Probe) -> None:
    """Learn the members of a row, and some candidacies to look at."""
    reply, answer = await session.ask(probe.endpoint, query={"page": "1"})
    for row in rows_in(answer, "id"):
        channel = row.get("channel")
        session.samples.setdefault(text(channel, "type"), text(row, "id"))
        session.row_keys |= row.keys()
    session.remember("candidacies", answer, "id")
    limit = [name for name in ("x-remaining-request", "x-reset-at") if name in reply.headers]
    session.note(probe, reply, answer, f"limit headers: {', '.join(limit) or 'none'}")


async def unknown_step(session: Session, probe: Probe) -> None:
    """Learn what becomes of a filter value that does not exist."""
    reply, answer = await session.ask(probe.endpoint, query={"step": "zzz"})
    ignored = "ignored: rows came back" if rows_in(answer, "id") else "no rows came back"
    session.note(probe, reply, None, ignored if reply.accepted else "refused")


async def two_steps(session: Session, probe: Probe) -> None:
    """Learn whether a filter may be given twice."""
    wanted = ["entry", "resumeScreening"]
    reply, answer = await session.ask(probe.endpoint, query={"step": wanted})
    steps = {text(row, "step") for row in rows_in(answer, "id")}
    finding = f"{len(steps & set(wanted))} of the 2 steps, {len(steps - set(wanted))} others"
    session.note(probe, reply, None, finding if reply.accepted else "refused")


async def single(session: Session, probe: Probe) -> None:
    """Learn what a single candidacy says more than its row."""
    for channel in ("media", "agent"):
        if channel not in session.samples:
            continue
        reply, answer = await session.ask(probe.endpoint, candidacy=session.samples[channel])
        keys = set(answer) if isinstance(answer, dict) else set()
        session.note(
            probe,
            reply,
            answer,
            f"from {channel}: {len(keys - session.row_keys)} members more than in the list",
        )


async def bad_id(session: Session, probe: Probe) -> None:
    """Learn how an id that is none is answered."""
    reply, answer = await session.ask(probe.endpoint, candidacy=_NO_SUCH_ID)
    expected = reply.status == 404 and text(answer, "message") != ""
    session.note(probe, reply, answer, "404 with a message" if expected else "not as expected")


async def files(session: Session, probe: Probe) -> None:
    """Learn how files are listed."""
    for candidacy in session.candidacies():
        reply, answer = await session.ask(probe.endpoint, candidacy=candidacy)
        found = rows_in(answer, "id") or rows_in(answer, "fileId")
        session.remember("files", answer, "id", "fileId")
        if found:
            session.file = (candidacy, text(found[0], "id") or text(found[0], "fileId"))
            flags = [name for name in ("isPrivate", "private") if name in found[0]]
            session.private_flag = flags[0] if flags else None
        finding = f"private flag: {session.private_flag or 'none seen'}"
        session.note(probe, reply, answer, finding if found else "no files here")
        if found:
            return


async def file(session: Session, probe: Probe) -> None:
    """Learn how bytes are delivered."""
    if session.file is None:
        return
    candidacy, file = session.file
    reply, _ = await session.ask(probe.endpoint, candidacy=candidacy, file=file)
    location = reply.headers.get("location")
    target = urlsplit(location).scheme or "the same host" if location else "no redirect"
    present = ", ".join(name for name in _FILE_HEADERS if name in reply.headers)
    session.note(probe, reply, None, f"redirect: {target}; headers: {present or 'none'}")


async def comments(session: Session, probe: Probe) -> None:
    """Learn how comments are listed."""
    for candidacy in session.candidacies():
        reply, answer = await session.ask(probe.endpoint, candidacy=candidacy)
        found = rows_in(answer, "body")
        session.remember("comments", answer, "body")
        times = [text(row, "createdAt") for row in found]
        order = "oldest first" if times == sorted(times) else "not oldest first"
        session.note(probe, reply, answer, order if len(found) > 1 else f"{len(found)} comments")
        if found:
            return


async def requisitions(session: Session, probe: Probe) -> None:
    """Learn the members of a requisition."""
    reply, answer = await session.ask(probe.endpoint, query={"page": "1"})
    session.remember("requisitions", answer, "id")
    keys = session.seen["requisitions"].keys if "requisitions" in session.seen else ()
    missing = [name for name in ("requiredSkills", "preferredSkills") if name not in keys]
    finding = f"not seen: {', '.join(missing)}" if missing else "requirements are there"
    session.note(probe, reply, answer, finding)


async def users(session: Session, probe: Probe) -> None:
    """Learn the members of a user."""
    reply, answer = await session.ask(probe.endpoint, query={"page": "1"})
    session.remember("users", answer, "id")
    session.note(probe, reply, answer, f"{len(rows_in(answer, 'id'))} on the first page")


async def groups(session: Session, probe: Probe) -> None:
    """Learn whether there are groups."""
    reply, answer = await session.ask(probe.endpoint)
    session.note(probe, reply, answer, f"{len(rows_in(answer, 'id'))} groups")


async def wrong_key(session: Session, probe: Probe) -> None:
    """Learn how a wrong key is answered."""
    reply, answer = await session.ask(probe.endpoint, key=SecretStr("a-key-that-is-not-one"))
    session.note(probe, reply, answer, "as expected" if reply.status == 401 else "not a 401")
