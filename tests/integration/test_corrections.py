"""Corrections over HTTP: a recruiter answers our comment in the ATS, and their word stands."""

import asyncio
import json
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from screening.doctor.examine import examine
from screening.feedback import commands
from screening.feedback.spoken import signed
from screening.hear import FIRST_WAITS, hear
from screening.keys import LOCAL_KEY
from screening.model import CandidacyId, CandidacyRef, Correction, TenantId, UserId
from screening.ports import Corrections
from screening.settings import settings_from
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.herp_faults import HerpShape, Route
from screening.simulators.herp_page import COMMENT_PATH, PAGE_PATH
from screening.simulators.herp_state import API_USER
from screening.simulators.server import serve
from screening.store.corrections import SqlCorrections
from screening.wiring import utc_now
from support.scene import TENANT, Scene, make_world, name, open_scene
from support.shift import SCREENING, Worksite, open_worksite, rested, until
from workers.hearing import Hearing

CV = "Ran Kubernetes in production for six years.\n"
RECRUITER, COLLEAGUE = "U-AB12C", "U-DE34F"
FIRST = FIRST_WAITS[0]
REF = CandidacyRef(tenant=TENANT, id=CandidacyId(name(0)))


@asynccontextmanager
async def commented(
    folder: Path,
    *,
    language: str = "ja",
    correctors: tuple[str, ...] = (RECRUITER,),
    **tenant: object,
) -> AsyncIterator[Scene]:
    """Open a scene in which one candidacy has a comment of ours."""
    world = make_world(anna=CV)
    tenant |= {"language": language, "correctors": list(correctors)}
    async with open_scene(folder, world, **tenant) as scene:  # type: ignore[arg-type] # settings
        await scene.screen_all()
        assert len(scene.comments()) == 1
        yield scene


async def turn(scene: Scene, *, after: timedelta = FIRST) -> None:
    """Let the worker's loop listen once."""
    scene.clock.turn(after)
    tenant = scene.settings.tenants[TENANT]
    await Hearing(scene.attendant, scene.house.kits[TENANT], tenant)()


async def said(scene: Scene) -> list[tuple[str, str, str, str]]:
    return [
        (one.by, one.requirement_id, one.before.value, one.answer.value)
        for one in await SqlCorrections(scene.house.ledger.database).of(REF)
    ]


@pytest.mark.parametrize(
    ("language", "reply"),
    [("ja", "#訂正 R1 あり"), ("en", "Wrong, sorry.\n#fix R1 met"), ("ru", "#исправить R1 да")],
)
async def test_a_recruiters_answer_to_our_comment_is_kept_and_counted(
    tmp_path: Path, language: str, reply: str
) -> None:
    async with commented(tmp_path, language=language) as scene:
        scene.herp.add_comment(name(0), reply, author=RECRUITER)
        await turn(scene)
        assert await said(scene) == [(RECRUITER, "R1", "not_stated", "met")]
        (one,) = await SqlCorrections(scene.house.ledger.database).of(REF)
        assert "PostgreSQL" in one.requirement
        await turn(scene, after=timedelta(days=1))
        assert len(await said(scene)) == 1
        counted = scene.house.metrics.registry.get_sample_value(
            "screening_corrections_total", {"tenant": TENANT}
        )
    assert counted == 1


async def test_nobody_else_corrects(tmp_path: Path) -> None:
    """A colleague who may not, a user who is gone, the key itself, and somebody from outside."""
    async with commented(tmp_path) as scene:
        for author in (COLLEAGUE, "U-GONE0", API_USER, "candidate", ""):
            scene.herp.add_comment(name(0), "#訂正 R1 あり", author=author)
        scene.herp.add_comment(name(0), "> #訂正 R1 あり\nこれは何ですか", author=RECRUITER)
        await turn(scene)
        assert await said(scene) == []


async def test_our_comment_is_never_heard_even_if_the_key_belongs_to_a_corrector(
    tmp_path: Path,
) -> None:
    """The hint in our comment is a correction word for word; a person copies the whole as well."""
    async with commented(tmp_path, correctors=(RECRUITER, API_USER)) as scene:
        (ours,) = scene.comments()
        assert "#訂正" in ours
        scene.herp.add_comment(name(0), ours, author=RECRUITER)
        scene.herp.add_comment(name(0), f"これは？\n\n{ours}\n#訂正 R2 なし", author=RECRUITER)
        await turn(scene)
        assert await said(scene) == [(RECRUITER, "R2", "met", "not_met")]


@pytest.mark.parametrize("language", ["ja", "en", "ru"])
@pytest.mark.parametrize("format", ["plain", "markdown"])
async def test_a_shipped_comment_is_known_as_ours_by_its_looks_alone(
    tmp_path: Path, language: str, format: str
) -> None:
    """As of another installation in the same ATS, whose comments no ledger here knows."""
    async with commented(tmp_path, language=language, comment_format=format) as scene:
        (ours,) = scene.comments()
        (tally,) = await scene.tally()
    assert tally.record is not None
    assert "#" in ours
    assert signed(ours) == tally.record.reference
    assert commands(ours) == ()
    footer = ours.splitlines()[-1]
    assert commands(ours.replace(footer, "")) == ()


async def test_an_edited_comment_keeps_both_words(tmp_path: Path) -> None:
    async with commented(tmp_path) as scene:
        written = scene.herp.add_comment(name(0), "#訂正 R1 あり", author=RECRUITER)
        await turn(scene)
        scene.herp.edit_comment(name(0), written, "#訂正 R1 一部")
        await turn(scene, after=timedelta(hours=1))
        assert [answer for *_, answer in await said(scene)] == ["met", "partly"]


async def test_one_reading_costs_one_request_and_none_without_correctors(tmp_path: Path) -> None:
    for correctors in ((RECRUITER,), ()):
        folder = tmp_path / f"{len(correctors)}"
        folder.mkdir()
        async with commented(folder, correctors=correctors) as scene:
            before = len(scene.herp.requests)
            await turn(scene)
            asked = [one.path for one in scene.herp.requests[before:]]
        assert asked == [Route.LIST_COMMENTS.path] * len(correctors)


class Cut(Exception):
    """The process died here."""


@dataclass
class Mortal:
    """The corrections of a process that dies right after it kept one."""

    book: Corrections

    async def of(self, ref: CandidacyRef) -> tuple[Correction, ...]:
        return await self.book.of(ref)

    async def keep(self, correction: Correction) -> bool:
        await self.book.keep(correction)
        raise Cut

    async def to_hear(
        self, tenant: TenantId, *, now: datetime, limit: int
    ) -> tuple[CandidacyRef, ...]:
        return await self.book.to_hear(tenant, now=now, limit=limit)

    async def heard(self, ref: CandidacyRef, *, next_at: datetime | None) -> None:
        await self.book.heard(ref, next_at=next_at)


async def test_a_kill_between_keeping_and_noting_it_changes_nothing_twice(tmp_path: Path) -> None:
    async with commented(tmp_path) as scene:
        scene.herp.add_comment(name(0), "#訂正 R1 あり、R2 なし", author=RECRUITER)
        scene.clock.turn(FIRST)
        kit = scene.house.kits[TENANT]
        dying = replace(kit, corrections=Mortal(kit.corrections))
        for _ in range(2):
            with pytest.raises(Cut):
                await hear(
                    dying, REF, correctors=frozenset({UserId(RECRUITER)}), period=timedelta(days=14)
                )
        assert [one[1] for one in await said(scene)] == ["R1"]
        await turn(scene)
        assert [one[1] for one in await said(scene)] == ["R1", "R2"]
        events = await scene.house.ledger.events(REF)
        assert [one.name for one in events].count("correction.kept") == 2


@pytest.mark.parametrize("authors", [True, False])
async def test_doctor_warns_where_the_ats_does_not_say_who_wrote_a_comment(
    tmp_path: Path, authors: bool
) -> None:
    herp = HerpSimulator(
        make_world(anna=CV),
        clock=utc_now,
        keys={LOCAL_KEY: ALL_SCOPES},
        shape=HerpShape(comment_authors=authors),
    )
    herp.add_comment(name(0), "Please invite", author=COLLEAGUE)

    async def queue() -> None:
        return None

    async with serve(herp.app) as url:
        raw = {
            "ledger": {"url": f"sqlite:///{tmp_path / 'screening.db'}"},
            "reading": {"recognition": False},
            "model": {"kind": "keyword_baseline"},
            "tenants": {TENANT: {"base_url": url + API_PATH, "correctors": [RECRUITER]}},
        }
        settings = settings_from(raw, {}, source="test")
        checks = [one async for one in examine(settings, {}, source="test", queue=queue)]
    (found,) = [one for one in checks if "timeline comments are readable" in one.says]
    assert found.state == ("ok" if authors else "warn")
    assert ("correctors" in found.says) is not authors


# ---------------------------------------------------------------- whole processes


async def run(*arguments: str) -> str:
    """Run a command in a process of its own and return what it printed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SCREENING, *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, out.decode()
    return out.decode()


def let_an_hour_pass(site: Worksite) -> None:
    """Make our comment older than it is; nothing else has a clock that a test could turn."""
    with closing(sqlite3.connect(site.folder / "screening.db")) as connection:
        connection.execute("UPDATE effects SET sent_at = datetime(sent_at, '-1 hour')")
        connection.commit()


async def test_a_worker_hears_what_was_written_on_the_page_and_explain_tells_it(
    tmp_path: Path,
) -> None:
    async with open_worksite(tmp_path, make_world(anna=CV), correctors=[RECRUITER]) as site:
        config = site.write()
        async with site.start(config) as worker:
            await rested(site, 1)
            worker.send(signal.SIGTERM)
            assert await worker.ended() == 0
        page = site.raw["tenants"][TENANT]["base_url"].removesuffix("/hire")
        form = {"candidacy": name(0), "author": RECRUITER, "body": "#fix R1 met\r\nR2 no"}
        async with httpx.AsyncClient(base_url=page) as browser:
            answer = await browser.post(COMMENT_PATH, data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE_PATH}#{name(0)}")
        let_an_hour_pass(site)
        async with site.start(config, log="second.log") as worker:
            await until(lambda: bool(worker.events("correction.kept")))
            worker.send(signal.SIGTERM)
            assert await worker.ended() == 0
        (line,) = worker.events("correction.kept")
        assert line["count"] == 2
        told = await run("explain", name(0), "--config", str(config))
        as_json = json.loads(await run("explain", name(0), "--config", str(config), "--json"))
    assert "Corrections by recruiters" in told
    assert f"{RECRUITER}: R1 from not stated to met" in told
    assert f"{RECRUITER}: R2 from met to not met" in told
    assert [one["answer"] for one in as_json["corrections"]] == ["met", "not_met"]


async def test_one_shot_hears_all_tenants_and_says_what_it_did(tmp_path: Path) -> None:
    """For those who run commands by a timer instead of a worker that stays."""
    async with open_worksite(tmp_path, make_world(anna=CV), correctors=[RECRUITER]) as site:
        async with site.start(site.write()) as worker:
            await rested(site, 1)
            worker.send(signal.SIGTERM)
            assert await worker.ended() == 0
        site.herp.add_comment(name(0), "#fix R1 met", author=RECRUITER)
        site.herp.add_comment(name(0), "#fix R2 no", author=COLLEAGUE)
        let_an_hour_pass(site)
        elsewhere = {"base_url": "http://127.0.0.1:9/hire", "correctors": []}
        site.raw["tenants"]["mute"] = {**site.raw["tenants"][TENANT], **elsewhere}
        config = site.write()
        first = await run("hear", "--config", str(config))
        again = await run("hear", "--config", str(config))
    assert first.splitlines() == [
        "acme: comments of 1 candidacies read, 1 corrections kept, 1 by others passed over",
        "mute: nobody may correct; name users in tenants.mute.correctors",
    ]
    assert again.startswith("acme: comments of 0 candidacies read, 0 corrections kept")
