"""What the simulated HERP Hire accepts as a write, and what it does with it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from starlette.responses import Response

from screening.model import CandidacyStatus
from screening.simulators.herp_faults import HerpShape, Route
from screening.simulators.herp_gate import problem
from screening.simulators.herp_state import (
    STEPS,
    TERMINATION_REASONS,
    USERS,
    HerpState,
)
from screening.simulators.herp_view import Json
from screening.simulators.wire import as_json

COMMENT_LIMIT = 20_000
_TEXT_TYPES = ("text/plain", "text/markdown")


@dataclass(frozen=True, slots=True)
class Intent:
    """A write that was found valid and is not applied yet."""

    kind: Literal["comment", "step", "termination"]
    candidacy: str
    body: str
    apply: Callable[[], str | None]
    """Changes the tenant and returns the id of what it made, if it made something."""


def intent(
    route: Route, candidacy: str, content: bytes, *, state: HerpState, shape: HerpShape
) -> Intent | Response:
    """Understand a write, or answer why it is refused."""
    members = _members(content)
    if members is None:
        return problem(400, "リクエストボディが正しくありません")
    return _PARSERS[route](candidacy, members, state, shape)


def accepted(id: str | None, shape: HerpShape) -> Response:
    """Answer to an applied write in the shape of this tenant."""
    if shape.write_status == 204:
        return Response(status_code=204)
    shown = {"id": id} if id is not None and shape.comment_id_returned else {}
    return as_json(shown, shape.write_status)


def _members(content: bytes) -> Json | None:
    try:
        parsed = json.loads(content)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None


def _comment(
    candidacy: str,
    members: Json,
    state: HerpState,
    shape: HerpShape,
) -> Intent | Response:
    body = members.get("body")
    text_type = members.get("textType", "text/plain")
    mentioned = members.get("mentionTo", [])
    if not isinstance(body, str) or not body:
        return problem(400, "本文を入力してください")
    if len(body) > COMMENT_LIMIT:
        return problem(400, "本文は20000文字以内で入力してください")
    if not isinstance(text_type, str) or text_type not in _TEXT_TYPES:
        return problem(400, "textTypeが正しくありません")
    if not isinstance(mentioned, list):
        return problem(400, "mentionToが正しくありません")
    users = tuple(str(user) for user in mentioned)
    if any(user not in USERS for user in users):
        return problem(400, "メンション先のユーザーが見つかりません")

    def apply() -> str:
        return state.comment(
            candidacy, body, author=shape.api_author, text_type=text_type, mention_to=users
        ).id

    return Intent("comment", candidacy, body, apply)


def _step(candidacy: str, members: Json, state: HerpState, shape: HerpShape) -> Intent | Response:
    step = members.get("step")
    row = state.rows[candidacy]
    if not isinstance(step, str) or step not in STEPS:
        return problem(400, "選考ステップが正しくありません")
    if row.status is CandidacyStatus.TERMINATED:
        return problem(400, "選考終了した応募です")
    if step == row.step and shape.repeated_step == 400:
        return problem(400, "すでに同じ選考ステップです")
    return Intent("step", candidacy, step, lambda: state.move(candidacy, step))


def _termination(
    candidacy: str, members: Json, state: HerpState, shape: HerpShape
) -> Intent | Response:
    reason = members.get("terminationReason")
    row = state.rows[candidacy]
    if not isinstance(reason, str) or reason not in TERMINATION_REASONS:
        return problem(400, "選考終了理由が正しくありません")
    if row.status is CandidacyStatus.TERMINATED and shape.repeated_termination == 400:
        return problem(400, "すでに選考終了しています")
    return Intent("termination", candidacy, reason, lambda: state.terminate(candidacy, reason))


_PARSERS: dict[Route, Callable[[str, Json, HerpState, HerpShape], Intent | Response]] = {
    Route.POST_COMMENT: _comment,
    Route.MOVE_STEP: _step,
    Route.TERMINATE: _termination,
}
