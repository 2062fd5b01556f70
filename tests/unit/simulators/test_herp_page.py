"""The page of the simulated HERP Hire: a person answers under a user's name, as on its screen."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import httpx
import pytest

from screening.simulators.herp import HerpSimulator
from screening.simulators.herp_faults import HerpShape
from screening.simulators.herp_page import COMMENT_PATH, PAGE_PATH
from screening.simulators.herp_state import API_USER
from screening.simulators.server import serve

Make = Callable[..., HerpSimulator]
Ids = Callable[[int], str]
Calling = Callable[[HerpSimulator], AbstractAsyncContextManager[httpx.AsyncClient]]


class Clock(Protocol):
    def advance(self, **units: float) -> None: ...


@pytest.fixture
def simulator(herp: Make) -> HerpSimulator:
    return herp()


@pytest.fixture
async def browser(simulator: HerpSimulator) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        serve(simulator.app) as url,
        httpx.AsyncClient(base_url=url, headers={"accept": "text/html"}) as client,
    ):
        yield client


async def shown(browser: httpx.AsyncClient, id: str) -> list[dict[str, str]]:
    answer = await browser.get(PAGE_PATH, headers={"accept": "application/json"})
    (one,) = [each for each in answer.json()["candidacies"] if each["id"] == id]
    comments: list[dict[str, str]] = one["comments"]
    return comments


async def test_a_person_answers_on_the_page_under_a_users_name(
    browser: httpx.AsyncClient, simulator: HerpSimulator, ids: Ids
) -> None:
    page = (await browser.get(PAGE_PATH)).text
    assert "U-AB12C" in page
    assert API_USER not in page  # nobody writes by hand under the key's name
    form = {"candidacy": ids(1), "author": "U-AB12C", "body": "#訂正 R1 あり\r\n<b>よろしく</b>"}
    answer = await browser.post(COMMENT_PATH, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE_PATH}#{ids(1)}")
    (comment,) = await shown(browser, ids(1))
    assert (comment["authorId"], comment["body"]) == ("U-AB12C", "#訂正 R1 あり\n<b>よろしく</b>")
    assert "&lt;b&gt;" in (await browser.get(PAGE_PATH)).text
    assert simulator.writes == ()  # no write of ours


@pytest.mark.parametrize(
    "change", [{"candidacy": "nobody"}, {"author": "U-NOONE"}, {"body": " "}, {"author": ""}]
)
async def test_what_is_no_comment_is_refused(
    browser: httpx.AsyncClient, ids: Ids, change: dict[str, str]
) -> None:
    form = {"candidacy": ids(1), "author": "U-AB12C", "body": "text", **change}
    assert (await browser.post(COMMENT_PATH, data=form)).status_code == 400
    assert await shown(browser, ids(1)) == []


async def test_bytes_that_are_no_form_and_too_many_of_them_are_refused(
    browser: httpx.AsyncClient, ids: Ids
) -> None:
    assert (await browser.post(COMMENT_PATH, content=b"\xff\xfe=;&")).status_code == 400
    assert (await browser.post(COMMENT_PATH, content=b"a" * 100_001)).status_code == 413
    assert await shown(browser, ids(1)) == []


async def test_an_edited_comment_keeps_its_author_and_its_time(
    herp: Make, ids: Ids, calling: Calling, clock: Clock
) -> None:
    simulator = herp()
    written = simulator.add_comment(ids(1), "first", author="U-DE34F")
    clock.advance(minutes=5)
    simulator.edit_comment(ids(1), written, "second")
    async with calling(simulator) as client:
        listed = (await client.get(f"/v1/candidacies/{ids(1)}/timeline-comments")).json()
    (one,) = listed["timelineComments"]
    assert (one["id"], one["body"]) == (written, "second")
    assert one["createdBy"] == {"id": "U-DE34F", "name": "面接 花子"}
    assert one["updatedAt"] > one["createdAt"]


async def test_authors_can_be_missing_and_the_keys_comments_can_bear_an_admins_name(
    herp: Make, ids: Ids, calling: Calling
) -> None:
    for shape in (HerpShape(api_author="U-AB12C"), HerpShape(comment_authors=False)):
        simulator = herp(shape=shape)
        async with calling(simulator) as client:
            path = f"/v1/candidacies/{ids(1)}/timeline-comments"
            await client.post(path, json={"body": "ours"})
            (one,) = (await client.get(path)).json()["timelineComments"]
        author = one.get("createdBy", {}).get("id")
        assert author == ("U-AB12C" if shape.comment_authors else None)
