"""Downloads: a cap, one redirect, and a key that stays at home."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from screening.ats.answers import Endpoint
from screening.ats.http import AtsClient
from screening.errors import Busy, ContractDrift, Gone, KeyRejected, Unreadable
from screening.model import UnreadableReason

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]

FILE = Endpoint("GET", "/v1/candidacies/{candidacy}/files/{file}", "candidacy:read")


class Drip(httpx.AsyncByteStream):
    """A body of undeclared length that counts what was taken of it."""

    def __init__(self) -> None:
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.taken < 100 * 1024:
            self.taken += 1024
            yield b"x" * 1024


async def fetch(client: AtsClient, limit_bytes: int = 10_000) -> bytes:
    return await client.download(FILE, limit_bytes=limit_bytes, candidacy="c1", file="f1")


def redirect(location: str) -> httpx.Response:
    return httpx.Response(302, headers={"location": location})


async def test_bytes_come_as_they_are(client: AtsClient, answers: list[Answer]) -> None:
    answers.append(httpx.Response(200, content=b"%PDF-1.7"))
    assert await fetch(client) == b"%PDF-1.7"


async def test_the_limit_itself_is_still_allowed(client: AtsClient, answers: list[Answer]) -> None:
    answers.append(httpx.Response(200, content=b"x" * 10_000))
    assert len(await fetch(client)) == 10_000


async def test_a_body_over_the_limit_is_cut_off_while_it_comes(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    drip = Drip()
    answers.append(httpx.Response(200, stream=drip))
    with pytest.raises(Unreadable) as caught:
        await fetch(client)
    assert caught.value.reason is UnreadableReason.TOO_LARGE
    assert drip.taken <= 12 * 1024
    assert len(sent) == 1


async def test_a_declared_length_over_the_limit_is_not_even_begun(
    client: AtsClient, answers: list[Answer]
) -> None:
    drip = Drip()
    answers.append(httpx.Response(200, headers={"content-length": "10001"}, stream=drip))
    with pytest.raises(Unreadable):
        await fetch(client)
    assert drip.taken == 0


async def test_a_redirect_to_another_host_is_followed_without_the_key(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers += [redirect("https://storage.example/f?sig=1"), httpx.Response(200, content=b"pdf")]
    assert await fetch(client) == b"pdf"
    assert "authorization" in sent[0].headers
    assert "authorization" not in sent[1].headers
    assert "cookie" not in sent[1].headers


@pytest.mark.parametrize(
    "location",
    [
        "https://ats.example:8443/f",
        "https://ats.example.evil.example/f",
        "https://ats.example@evil.example/f",
        "//evil.example/f",
    ],
)
async def test_only_the_very_same_origin_is_the_same_host(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request], location: str
) -> None:
    answers += [redirect(location), httpx.Response(200)]
    await fetch(client)
    assert "Bearer" not in sent[1].headers.get("authorization", "")


async def test_a_redirect_within_the_ats_keeps_the_key(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers += [redirect("/hire/raw/f1"), httpx.Response(200, content=b"pdf")]
    assert await fetch(client) == b"pdf"
    assert sent[1].headers["authorization"] == "Bearer key-of-acme"


@pytest.mark.parametrize(
    "location",
    [
        "http://storage.example/f",
        "http://127.0.0.1:8080/f",
        "https://localhost/f",
        "https://[::1]/f",
        "ftp://storage.example/f",
        "file:///etc/passwd",
        "https://[bad",
    ],
)
async def test_a_redirect_out_of_encryption_or_into_this_machine_is_refused(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request], location: str
) -> None:
    answers.append(redirect(location))
    with pytest.raises(ContractDrift, match="redirect"):
        await fetch(client)
    assert len(sent) == 1


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(302), httpx.Response(300, headers={"location": "https://a.example/f"})],
    ids=["nowhere", "a choice"],
)
async def test_a_redirect_that_is_none_is_drift(
    client: AtsClient, answers: list[Answer], answer: httpx.Response
) -> None:
    answers.append(answer)
    with pytest.raises(ContractDrift, match="redirect"):
        await fetch(client)


async def test_an_unreadable_redirect_is_asked_for_again(
    client: AtsClient, answers: list[Answer]
) -> None:
    answers += [redirect("https://storage.example:port/f"), httpx.Response(200, content=b"pdf")]
    assert await fetch(client) == b"pdf"


async def test_a_second_redirect_is_refused(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers += [redirect("https://a.example/f"), redirect("https://b.example/f")]
    with pytest.raises(ContractDrift, match="second redirect"):
        await fetch(client)
    assert len(sent) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 500])
async def test_an_expired_link_is_asked_for_again_and_says_nothing_about_the_key(
    client: AtsClient, answers: list[Answer], status: int
) -> None:
    for _ in range(3):
        answers += [redirect("https://storage.example/f?sig=old"), httpx.Response(status)]
    with pytest.raises(Busy, match="file storage"):
        await fetch(client)


async def test_a_fresh_link_may_work(client: AtsClient, answers: list[Answer]) -> None:
    answers += [redirect("https://storage.example/f?sig=old"), httpx.Response(403)]
    answers += [redirect("https://storage.example/f?sig=new"), httpx.Response(200, content=b"pdf")]
    assert await fetch(client) == b"pdf"


async def test_a_file_that_the_storage_does_not_have_is_gone(
    client: AtsClient, answers: list[Answer]
) -> None:
    answers += [redirect("https://storage.example/f"), httpx.Response(404)]
    with pytest.raises(Gone):
        await fetch(client)


@pytest.mark.parametrize(
    ("status", "error"), [(401, KeyRejected), (403, Gone), (404, Gone), (500, Busy)]
)
async def test_the_atss_own_refusals_are_those_of_any_read(
    client: AtsClient, answers: list[Answer], status: int, error: type[Exception]
) -> None:
    answers += [httpx.Response(status)] * (3 if status == 500 else 1)
    with pytest.raises(error):
        await fetch(client)


async def test_a_limit_met_by_a_download_is_waited_out(
    client: AtsClient, answers: list[Answer], slept: list[float]
) -> None:
    answers += [httpx.Response(429, headers={"retry-after": "9"}), httpx.Response(200)]
    await fetch(client)
    assert sum(slept) == 10


async def test_a_broken_download_is_begun_again(client: AtsClient, answers: list[Answer]) -> None:
    answers += [httpx.ReadError("reset"), httpx.Response(200, content=b"pdf")]
    assert await fetch(client) == b"pdf"
