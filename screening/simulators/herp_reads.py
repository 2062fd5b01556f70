"""What the simulated HERP Hire answers to reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from pydantic import JsonValue
from starlette.requests import Request
from starlette.responses import Response

from screening.ports import Clock
from screening.simulators import herp_view as view
from screening.simulators.herp_faults import HerpFaults, HerpShape, Route
from screening.simulators.herp_gate import problem
from screening.simulators.herp_state import USERS, HerpState, Row
from screening.simulators.herp_storage import Storage
from screening.simulators.wire import as_json

_STATUS_OF_REQUISITION = {"active": False, "archived": True}


@dataclass(frozen=True, slots=True)
class Reads:
    """Answers every read from the tenant's state, in the tenant's shape."""

    state: HerpState
    shape: HerpShape
    faults: HerpFaults
    storage: Storage
    clock: Clock

    def answer(self, route: Route, request: Request) -> Response:
        """Answer one read; a bad id is 404 whatever it looks like."""
        candidacy = request.path_params.get("id")
        if candidacy is None:
            return self._list(route, request.query_params)
        row = self.state.rows.get(candidacy)
        if row is None:
            return problem(404)
        return _OF_CANDIDACY[route](self, row, request)

    def _list(self, route: Route, query: Mapping[str, str]) -> Response:
        try:
            return as_json(_LISTS[route](self, query))
        except view.InvalidQuery:
            return problem(400)

    def _candidacies(self, query: Mapping[str, str]) -> view.Json:
        strict = self.shape.invalid_filter == "refused"
        rows = view.chosen(self.state.rows.values(), query, strict=strict)
        return view.page([view.listed(row) for row in rows], query, wrapper="candidacies")

    def _requisitions(self, query: Mapping[str, str]) -> view.Json:
        archived = _STATUS_OF_REQUISITION.get(query.get("status", ""))
        shown = [
            view.requisition(opening, self.shape)
            for opening in self.state.requisitions.values()
            if archived is None or opening.archived is archived
        ]
        return view.page(shown, query, wrapper="requisitions")

    def _groups(self, query: Mapping[str, str]) -> view.Json:  # noqa: ARG002 - the table's shape
        return {"requisitionGroups": []}

    def _users(self, query: Mapping[str, str]) -> view.Json:
        shown: list[view.Json] = [
            {"id": user, "name": name, "email": f"{user.lower()}@example.com"}
            for user, name in USERS.items()
        ]
        return view.page(shown, query, wrapper="users")

    def _candidacy(self, row: Row, request: Request) -> Response:  # noqa: ARG002 - the table's shape
        return as_json(view.single(row, self.shape))

    def _files(self, row: Row, request: Request) -> Response:  # noqa: ARG002 - the table's shape
        shown = [view.file(row.origin.id, stored, self.shape) for stored in row.files]
        answer = _wrapped(shown, self.shape.files_wrapper)
        self.state.after_files_listed(row.origin.id)
        return answer

    def _download(self, row: Row, request: Request) -> Response:
        wanted = request.path_params["file"]
        stored = next((each for each in row.files if each.meta.id == wanted), None)
        if stored is None:
            return problem(404, "ファイルが見つかりません")
        if self.shape.download != "direct":
            hops = 2 if self.shape.download == "redirect_twice" else 1
            return self.storage.redirect(stored, request, hops=hops)
        media_type = self.shape.download_type or stored.meta.mime_type
        return Response(stored.content, media_type=media_type)

    def _comments(self, row: Row, request: Request) -> Response:  # noqa: ARG002 - the table's shape
        lag = self.faults.comments_lag
        until = self.clock() - lag
        shown = [
            view.comment(written, self.shape)
            for written in row.comments
            if lag == timedelta(0) or written.at <= until
        ]
        return _wrapped(shown, self.shape.comments_wrapper)

    def _contacts(self, row: Row, request: Request) -> Response:  # noqa: ARG002 - the table's shape
        return as_json({"contacts": []})


def _wrapped(shown: list[dict[str, JsonValue]], wrapper: str | None) -> Response:
    return as_json({wrapper: shown} if wrapper else shown)


_LISTS: dict[Route, Callable[[Reads, Mapping[str, str]], view.Json]] = {
    Route.LIST_CANDIDACIES: Reads._candidacies,
    Route.LIST_REQUISITIONS: Reads._requisitions,
    Route.LIST_GROUPS: Reads._groups,
    Route.LIST_USERS: Reads._users,
}

_OF_CANDIDACY: dict[Route, Callable[[Reads, Row, Request], Response]] = {
    Route.GET_CANDIDACY: Reads._candidacy,
    Route.LIST_FILES: Reads._files,
    Route.DOWNLOAD: Reads._download,
    Route.LIST_COMMENTS: Reads._comments,
    Route.LIST_CONTACTS: Reads._contacts,
}
