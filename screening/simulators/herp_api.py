"""The simulated HERP Hire's way of answering one request: let in, go wrong, apply, show."""

from collections.abc import Callable

from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import Response

from screening.model import Value
from screening.ports import Clock
from screening.simulators.herp_faults import (
    NOT_APPLIED,
    FaultKind,
    FaultScript,
    HerpFaults,
    HerpShape,
    Route,
)
from screening.simulators.herp_gate import Gate, problem
from screening.simulators.herp_reads import Reads
from screening.simulators.herp_state import HerpState, Write
from screening.simulators.herp_storage import STORAGE_PATH
from screening.simulators.herp_writes import accepted, intent
from screening.simulators.wire import (
    Dribbled,
    Dropped,
    Held,
    Sleep,
    as_html,
    as_json,
    compressed,
    truncated,
)


class SeenRequest(Value):
    """One request that arrived."""

    method: str
    path: str
    """The template, such as ``/v1/candidacies/{id}``."""
    candidacy: str | None
    status: int | None
    """``None`` when it got no answer."""
    had_authorization: bool
    fault: FaultKind | None
    at: AwareDatetime
    request_id: str


class HerpApi:
    """Answers requests and keeps account of them."""

    def __init__(
        self,
        state: HerpState,
        *,
        gate: Gate,
        reads: Reads,
        script: FaultScript,
        faults: HerpFaults,
        shape: HerpShape,
        clock: Clock,
        sleep: Sleep,
    ) -> None:
        self._state = state
        self._gate = gate
        self._reads = reads
        self._script = script
        self._faults = faults
        self._shape = shape
        self._clock = clock
        self._sleep = sleep
        self._afterwards: list[tuple[Route, Callable[[], object]]] = []
        self.seen: list[SeenRequest] = []

    def after(self, route: Route, act: Callable[[], object]) -> None:
        """Let something happen once, right after the next answer of a route was made."""
        self._afterwards.append((route, act))

    async def answer(self, request: Request, route: Route | None) -> Response:
        """Answer one request; ``route`` is ``None`` for a path that does not exist."""
        content = await request.body()
        self._state.settle()
        request_id = self._state.new_id()
        refusal = self._gate.refusal(request.headers.get("authorization"), route)
        fault = None
        if refusal is not None:
            response = refusal
        elif route is None:
            response = self._gate.stamped(problem(404, "ページが見つかりません"))
        else:
            fault = self._script.next(route, request.path_params.get("id"))
            response = self._attempt(request, route, content, fault=fault, request_id=request_id)
            self._act_afterwards(route)
        response.headers["x-request-id"] = request_id
        self._remember(request, route, response, fault=fault, request_id=request_id)
        return response

    def saw_storage(self, request: Request, status: int) -> None:
        """Keep account of a request to the storage host."""
        self.seen.append(
            SeenRequest(
                method=request.method,
                path=STORAGE_PATH,
                candidacy=None,
                status=status,
                had_authorization="authorization" in request.headers,
                fault=None,
                at=self._clock(),
                request_id=self._state.new_id(),
            )
        )

    def _attempt(
        self,
        request: Request,
        route: Route,
        content: bytes,
        *,
        fault: FaultKind | None,
        request_id: str,
    ) -> Response:
        if route.writes:
            candidacy = request.path_params["id"]
            response = self._write(route, candidacy, content, fault=fault, request_id=request_id)
        elif fault in NOT_APPLIED:
            response = Response()
        else:
            response = self._reads.answer(route, request)
        if fault is not None:
            return self._gate.stamped(self._faulty(response, fault))
        response = self._gate.stamped(response)
        is_json = response.headers.get("content-type", "").startswith("application/json")
        return compressed(response, request) if self._shape.gzip and is_json else response

    def _write(
        self, route: Route, id: str, content: bytes, *, fault: FaultKind | None, request_id: str
    ) -> Response:
        if id not in self._state.rows:
            return problem(404)
        planned = intent(route, id, content, state=self._state, shape=self._shape)
        if isinstance(planned, Response):
            return planned
        now = self._clock()
        committed = fault not in NOT_APPLIED and fault is not FaultKind.LATE
        write = Write(
            kind=planned.kind,
            candidacy=id,
            body=planned.body,
            at=now,
            request_id=request_id,
            committed=committed,
        )
        if fault is FaultKind.LATE:
            self._state.postpone(write, now + self._faults.late_by, planned.apply)
            return Response()
        self._state.record(write)
        return accepted(planned.apply(), self._shape) if committed else Response()

    def _faulty(self, response: Response, fault: FaultKind) -> Response:
        return _FAULTY[fault](response, self._faults, self._sleep)

    def _act_afterwards(self, route: Route) -> None:
        for index, (awaited, act) in enumerate(self._afterwards):
            if awaited is route:
                del self._afterwards[index]
                act()
                return

    def _remember(
        self,
        request: Request,
        route: Route | None,
        response: Response,
        *,
        fault: FaultKind | None,
        request_id: str,
    ) -> None:
        unanswered = isinstance(response, Dropped | Held)
        self.seen.append(
            SeenRequest(
                method=request.method,
                path=route.path if route else request.url.path,
                candidacy=request.path_params.get("id"),
                status=None if unanswered else response.status_code,
                had_authorization="authorization" in request.headers,
                fault=fault,
                at=self._clock(),
                request_id=request_id,
            )
        )


def _dropped(response: Response, faults: HerpFaults, sleep: Sleep) -> Response:  # noqa: ARG001 - the table's shape
    return Dropped()


def _held(response: Response, faults: HerpFaults, sleep: Sleep) -> Response:  # noqa: ARG001 - the table's shape
    return Held(faults.hang_seconds, sleep=sleep)


def _malformed(response: Response, faults: HerpFaults, sleep: Sleep) -> Response:  # noqa: ARG001 - the table's shape
    half = bytes(response.body)[: len(response.body) // 2] or b"{"
    return Response(half, media_type="application/json")


_FAULTY: dict[FaultKind, Callable[[Response, HerpFaults, Sleep], Response]] = {
    FaultKind.ERROR: lambda *_: problem(500),
    FaultKind.ERROR_AFTER: lambda *_: problem(500),
    FaultKind.BUSY: lambda *_: problem(429),
    FaultKind.KEY_REJECTED: lambda *_: problem(401),
    FaultKind.SCOPE_MISSING: lambda *_: problem(403),
    FaultKind.GONE: lambda *_: problem(404),
    FaultKind.HTML: lambda *_: as_html(),
    FaultKind.EMPTY: lambda *_: Response(b"", media_type="application/json"),
    FaultKind.UNKNOWN_SHAPE: lambda *_: as_json({"result": {"version": 2}}),
    FaultKind.MALFORMED: _malformed,
    FaultKind.TRUNCATED: lambda response, *_: truncated(response),
    FaultKind.SLOW: lambda response, faults, sleep: Dribbled(
        response, pause=faults.slow_pause_seconds, sleep=sleep
    ),
    FaultKind.DROP: _dropped,
    FaultKind.DROP_AFTER: _dropped,
    FaultKind.LATE: _dropped,
    FaultKind.HANG: _held,
    FaultKind.HANG_AFTER: _held,
}
