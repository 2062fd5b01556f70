"""The other host from which a simulated HERP Hire may serve files, by one-time addresses."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from screening.simulators.herp_gate import problem
from screening.simulators.herp_state import StoredFile

STORAGE_PATH = "/_storage/{token}"

_OTHER_NAME = {"127.0.0.1": "localhost", "localhost": "127.0.0.1", "[::1]": "localhost"}


class Storage:
    """Gives out addresses on another host and serves each of them once."""

    def __init__(self, new_id: Callable[[], str], *, saw: Callable[[Request, int], None]) -> None:
        self._new_id = new_id
        self._saw = saw
        self._waiting: dict[str, tuple[StoredFile, int]] = {}
        self.url: str | None = None
        """Where the storage host listens; ``None`` means this machine under its other name."""
        self.route = Route(STORAGE_PATH, self._fetch)
        self.app = Starlette(routes=[self.route])

    def redirect(self, stored: StoredFile, request: Request, *, hops: int) -> Response:
        """Send the other side to the storage host, which redirects it again for each more hop."""
        token = self._new_id()
        self._waiting[token] = stored, hops - 1
        base = self.url or _under_other_name(request)
        return RedirectResponse(f"{base}{STORAGE_PATH.format(token=token)}", 302)

    async def _fetch(self, request: Request) -> Response:
        response = self._answer(request)
        self._saw(request, response.status_code)
        return response

    def _answer(self, request: Request) -> Response:
        # Object storage refuses a signed address that comes with another credential.
        if "authorization" in request.headers:
            return problem(400, "認証方式は一つだけ指定してください")
        stored, hops = self._waiting.pop(request.path_params["token"], (None, 0))
        if stored is None:
            return problem(404, "ファイルが見つかりません")
        if hops > 0:
            return self.redirect(stored, request, hops=hops)
        return Response(stored.content, media_type="application/octet-stream")


def _under_other_name(request: Request) -> str:
    name, colon, port = request.headers.get("host", "127.0.0.1").rpartition(":")
    if not colon:
        name, port = port, "80"
    return f"http://{_OTHER_NAME.get(name, 'localhost')}:{port}"
