"""What a person sees at ``/_simulator``: each candidacy with the comments that were posted."""

from html import escape

from pydantic import JsonValue
from starlette.requests import Request
from starlette.responses import Response

from screening.simulators.herp_state import USERS, HerpState
from screening.simulators.herp_view import when
from screening.simulators.wire import as_json

PAGE_PATH = "/_simulator"


def look(request: Request, state: HerpState) -> Response:
    """Answer with a page to a browser and with JSON to anything else."""
    content = overview(state)
    if "text/html" not in request.headers.get("accept", ""):
        return as_json(content)
    policy = {"content-security-policy": "default-src 'none'"}
    return Response(page(state), headers=policy, media_type="text/html")


def overview(state: HerpState) -> dict[str, JsonValue]:
    """Collect what is to be seen."""
    state.settle()
    candidacies: list[JsonValue] = []
    for row in state.rows.values():
        comments: list[JsonValue] = [
            {
                "author": USERS.get(written.author, written.author),
                "at": when(written.at),
                "textType": written.text_type,
                "body": written.body,
            }
            for written in row.comments
        ]
        candidacies.append(
            {
                "id": row.origin.id,
                "name": row.origin.name,
                "step": row.step,
                "status": row.status.value,
                "comments": comments,
            }
        )
    return {"writes": len(state.writes), "candidacies": candidacies}


def page(state: HerpState) -> str:
    """Write the page; every text in it is escaped."""
    state.settle()
    parts = [
        "<!doctype html><html lang='ja'><meta charset='utf-8'>",
        "<title>HERP Hire simulator</title><h1>HERP Hire simulator</h1>",
        f"<p>{len(state.rows)} candidacies, {len(state.writes)} writes. Invented people only.</p>",
    ]
    for row in state.rows.values():
        candidacy = escape(row.origin.id)
        parts.append(f"<h2 id='{candidacy}'>{escape(row.origin.name)}</h2>")
        parts.append(f"<p>{escape(row.step)} · {escape(row.status.value)} · {candidacy}</p>")
        for written in row.comments:
            author = USERS.get(written.author, written.author)
            parts.append(f"<h3>{escape(author)} · {when(written.at)}</h3>")
            parts.append(f"<pre>{escape(written.body)}</pre>")
    return "\n".join(parts)
