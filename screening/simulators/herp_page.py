"""What a person sees at ``/_simulator``: each candidacy with its comments, and a place to answer.

An answer is written under the name of one of the tenant's users, as on HERP Hire's own screen.
"""

from html import escape
from urllib.parse import parse_qs

from pydantic import JsonValue
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from screening.simulators.herp_state import API_USER, USERS, HerpState
from screening.simulators.herp_view import when
from screening.simulators.wire import as_json

PAGE_PATH = "/_simulator"
COMMENT_PATH = "/_simulator/comments"
_MOST_BYTES = 100_000


def look(request: Request, state: HerpState) -> Response:
    """Answer with a page to a browser and with JSON to anything else."""
    content = overview(state)
    if "text/html" not in request.headers.get("accept", ""):
        return as_json(content)
    policy = {"content-security-policy": "default-src 'none'"}
    return Response(page(state), headers=policy, media_type="text/html")


def write(content: bytes, state: HerpState) -> Response:
    """Add the comment that a person wrote on the page, and show them where it stands.

    The form's fields are ``candidacy``, ``author`` (a user's id) and ``body``.
    """
    if len(content) > _MOST_BYTES:
        return Response("the comment is too long", 413, media_type="text/plain")
    fields = parse_qs(content.decode(errors="replace"))
    candidacy, author, body = (fields.get(name, [""])[0] for name in _FIELDS)
    if candidacy not in state.rows or author not in USERS or not body.strip():
        says = f"give {', '.join(_FIELDS)}: a candidacy's id, a user's id, and some text"
        return Response(says, 400, media_type="text/plain")
    state.comment(candidacy, body.replace("\r\n", "\n"), author=author)
    return RedirectResponse(f"{PAGE_PATH}#{candidacy}", 303)


def overview(state: HerpState) -> dict[str, JsonValue]:
    """Collect what is to be seen."""
    state.settle()
    candidacies: list[JsonValue] = []
    for row in state.rows.values():
        comments: list[JsonValue] = [
            {
                "id": written.id,
                "author": USERS.get(written.author, written.author),
                "authorId": written.author,
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
        parts.append(_form(row.origin.id))
    return "\n".join(parts)


_FIELDS = ("candidacy", "author", "body")


def _form(candidacy: str) -> str:
    """Write the place where a user of the tenant answers."""
    people = "".join(
        f"<option value='{escape(user)}'>{escape(name)} ({escape(user)})</option>"
        for user, name in USERS.items()
        if user != API_USER
    )
    return (
        f"<form method='post' action='{COMMENT_PATH}'>"
        f"<input type='hidden' name='candidacy' value='{escape(candidacy)}'>"
        f"<select name='author' aria-label='author'>{people}</select> "
        "<textarea name='body' rows='2' cols='60' required aria-label='comment'></textarea> "
        "<button>コメントする</button></form>"
    )
