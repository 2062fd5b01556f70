"""A simulated HERP Hire tenant: a real HTTP server with the real one's limits and surprises.

Its API begins at ``/hire`` as the real one's does; ``/_simulator`` shows people what was posted.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Path

from screening.ports import Clock
from screening.simulators.herp_api import HerpApi, SeenRequest
from screening.simulators.herp_faults import Fault, FaultScript, HerpFaults, HerpShape, Route
from screening.simulators.herp_gate import Gate
from screening.simulators.herp_page import COMMENT_PATH, PAGE_PATH, look, write
from screening.simulators.herp_reads import Reads
from screening.simulators.herp_state import HerpState, Write
from screening.simulators.herp_storage import Storage
from screening.simulators.wire import Sleep
from screening.simulators.world import World, WorldCandidacy, WorldFile, WorldRequisition

API_PATH = "/hire"
"""Append it to the server's address to get the base address of the API."""

ALL_SCOPES = frozenset({"candidacy:read", "candidacy:write", "requisition:read", "user:read"})

_ANY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class HerpSimulator:
    """One tenant: what it holds, what was asked of it, what was written, and what goes wrong."""

    def __init__(
        self,
        world: World,
        *,
        clock: Clock,
        keys: Mapping[str, frozenset[str]],
        faults: HerpFaults | None = None,
        shape: HerpShape | None = None,
        limit: int | None = 100,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        faults = faults or HerpFaults()
        shape = shape or HerpShape()
        self._state = HerpState(world, clock=clock, seed=faults.seed)
        self._gate = Gate(keys, clock=clock, limit=limit)
        self._script = FaultScript(faults)
        self._storage = Storage(self._state.new_id, saw=self._saw_storage)
        self._api = HerpApi(
            self._state,
            gate=self._gate,
            reads=Reads(self._state, shape, faults, self._storage, clock),
            script=self._script,
            faults=faults,
            shape=shape,
            clock=clock,
            sleep=sleep,
        )
        self.app = Starlette(routes=self._routes())

    @property
    def writes(self) -> tuple[Write, ...]:
        """Every accepted write, oldest first, with what became of it by now."""
        return self._state.writes

    @property
    def requests(self) -> tuple[SeenRequest, ...]:
        """Every request that arrived, oldest first, those to the storage host included."""
        return tuple(self._api.seen)

    @property
    def storage_app(self) -> Starlette:
        """The other host for files; serve it and set ``storage_url`` to use it."""
        return self._storage.app

    @property
    def storage_url(self) -> str | None:
        """Where files are redirected to; ``None`` means this host under its other name."""
        return self._storage.url

    @storage_url.setter
    def storage_url(self, url: str | None) -> None:
        self._storage.url = url

    def script(self, fault: Fault) -> None:
        """Let the next request of a route go wrong."""
        self._script.add(fault)

    def after(self, route: Route, act: Callable[[], object]) -> None:
        """Let a person act once, right after the next answer of a route was made."""
        self._api.after(route, act)

    # ------------------------------------------------------------ the recruiter's hand

    def arrive(self, candidacy: WorldCandidacy) -> None:
        """Let a candidacy appear now, perhaps with old times, or replace it."""
        self._state.arrive(candidacy)

    def remove(self, id: str) -> None:
        """Delete a candidacy, as a merge does."""
        del self._state.rows[id]

    def move(self, id: str, step: str) -> None:
        """Move a candidacy to a step."""
        self._state.move(id, step)

    def terminate(self, id: str, reason: str) -> None:
        """End a candidacy."""
        self._state.terminate(id, reason)

    def add_file(
        self,
        id: str,
        name: str,
        content: bytes,
        *,
        mime_type: str = "application/pdf",
        type: str = "resume",
        private: bool = False,
    ) -> str:
        """Attach a file and return its id."""
        file_id = self._state.new_id()
        file = WorldFile(
            id=file_id,
            name=name,
            content=content,
            mime_type=mime_type,
            type=type,
            private=private,
        )
        self._state.add_file(id, file)
        return file_id

    def set_private(self, id: str, file: str, *, private: bool = True) -> None:
        """Hide a file from guests, or show it again."""
        stored = next(each for each in self._state.rows[id].files if each.meta.id == file)
        self._state.replace_file(id, stored.meta.model_copy(update={"private": private}))

    def add_comment(self, id: str, body: str, *, author: str = "U-AB12C") -> str:
        """Write a timeline comment as a person and return its id."""
        return self._state.comment(id, body, author=author).id

    def edit_comment(self, id: str, comment: str, body: str) -> None:
        """Change a timeline comment's text on screen; the API cannot."""
        self._state.rewrite(id, comment, body)

    def delete_comment(self, id: str, comment: str) -> None:
        """Remove a timeline comment on screen; the API cannot."""
        row = self._state.rows[id]
        row.comments = [each for each in row.comments if each.id != comment]

    def comments(self, id: str) -> tuple[str, ...]:
        """Return the texts of a candidacy's timeline comments, oldest first."""
        self._state.settle()
        return tuple(each.body for each in self._state.rows[id].comments)

    def change_requisition(self, requisition: WorldRequisition) -> None:
        """Add an opening or replace it."""
        self._state.requisitions[requisition.id] = requisition

    def expire_key(self, key: str, *, at: datetime | None = None) -> None:
        """Refuse a key from a time on; ``None`` means now."""
        self._gate.expire(key, at)

    def spend(self, requests: int) -> None:
        """Use up part of the minute's allowance, as the tenant's other integrations do."""
        self._gate.spend(requests)

    # ------------------------------------------------------------ what is served

    def _routes(self) -> list[Path]:
        served = [
            Path(API_PATH + route.path, self._endpoint(route), methods=[route.method])
            for route in Route
        ]
        anywhere = Path("/{path:path}", self._endpoint(None), methods=_ANY_METHOD)
        on_screen = (
            Path(PAGE_PATH, self._look),
            Path(COMMENT_PATH, self._write_on_screen, methods=["POST"]),
        )
        return [*served, *on_screen, self._storage.route, anywhere]

    def _endpoint(self, route: Route | None) -> Callable[[Request], object]:
        async def endpoint(request: Request) -> Response:
            return await self._api.answer(request, route)

        return endpoint

    async def _look(self, request: Request) -> Response:
        return look(request, self._state)

    async def _write_on_screen(self, request: Request) -> Response:
        return write(await request.body(), self._state)

    def _saw_storage(self, request: Request, status: int) -> None:
        self._api.saw_storage(request, status)
