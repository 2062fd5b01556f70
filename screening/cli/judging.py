"""What ``bench judge`` judges: the fixture candidacies, and those made of them, on simulators."""

import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from screening.bench.judging import SHORT_ID, Judging, Progress, Subject
from screening.bench.judging_checks import Pair, checks, totals
from screening.bench.judging_report import Group, JudgingReport
from screening.bench.judging_texts import language_of, long_cv, padded
from screening.model import CandidacyId, FileId, FileMeta, Outcome, TenantId
from screening.ports import Reader
from screening.settings import ReadingSettings, Settings, settings_from
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.model import ModelSimulator
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.simulators.world import (
    World,
    WorldCandidacy,
    WorldFile,
    default_world_folder,
    load_world,
)
from screening.wiring import make_reader, open_house, utc_now

TENANT = TenantId("bench")
LONG_ONES = 3
"""How often each very long CV is judged, so that one disturbance of the machine decides nothing."""

_KEY = "no-key-needed"
_PAIRED = (Personality.ORACLE, Personality.LITERAL)
_Text = tuple[WorldCandidacy, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is judged, in which order, and which two belong together."""

    world: World
    subjects: tuple[Subject, ...]
    pairs: tuple[Pair, ...]


async def judge_fixtures(
    personality: Personality, progress: Progress | None, *, world: World | None = None
) -> JudgingReport:
    """Judge everybody in a world, the shipped one unless given, and say what it took."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="screening-bench-"))
        cast = await _cast(world or load_world(default_world_folder()), personality)
        herp = HerpSimulator(cast.world, clock=utc_now, keys={_KEY: ALL_SCOPES}, limit=None)
        model = ModelSimulator(personality, world=cast.world, keep_bodies=True)
        ats_url = await stack.enter_async_context(serve(herp.app))
        model_url = await stack.enter_async_context(serve(model.app))
        settings = _settings(Path(folder), ats_url + API_PATH, model_url + "/v1")
        house = await stack.enter_async_context(open_house(settings))
        judging = Judging(house, house.kits[TENANT], model)
        for subject in cast.subjects:
            model.become(Personality(subject.personality))
            await judging.judge(subject)
            if progress:
                progress(len(judging.done), len(cast.subjects))
        return JudgingReport(
            personality=personality.value,
            totals=totals(judging.done),
            checks=checks(judging.done, cast.pairs),
            cvs=tuple(judging.done),
        )


async def _cast(world: World, personality: Personality) -> Cast:
    """Add to the world very long CVs, and each judged CV as plain text with and without padding.

    The labels go with the text, so that the oracle knows the answers of all.
    """
    subjects = [
        Subject(CandidacyId(one.id), personality=personality.value)
        for one in world.candidacy
        if one.expect is not None and one.meanwhile is None
    ]
    everybody = list(world.candidacy)
    pairs: list[Pair] = []

    def add(one: WorldCandidacy, group: Group, answering: Personality, text: str) -> str:
        made = _made(one, f"{group} {answering} {len(subjects)}", text)
        everybody.append(made)
        subjects.append(Subject(CandidacyId(made.id), group, answering.value))
        return made.id[:SHORT_ID]

    texts = await _texts(world)
    for one, lines in _of_each_language(texts):
        for _ in range(LONG_ONES):
            add(one, "long", personality, long_cv(lines))
    for one, lines in texts:
        for answering in _PAIRED:
            plain = add(one, "plain", answering, "\n".join(lines))
            pairs.append((plain, add(one, "padded", answering, padded(lines))))
    whole = world.model_copy(update={"candidacy": tuple(everybody)})
    return Cast(whole, tuple(subjects), tuple(pairs))


async def _texts(world: World) -> list[_Text]:
    """Read the public files of everybody who is labelled and judged, as the worker reads them."""
    reader = make_reader(ReadingSettings(recognition=False))
    try:
        return [
            (one, await _lines(reader, world, one.file))
            for one in world.candidacy
            if one.label and one.expect and one.expect.outcome is Outcome.SCREENED
        ]
    finally:
        await reader.close()


async def _lines(reader: Reader, world: World, files: Sequence[WorldFile]) -> tuple[str, ...]:
    lines: list[str] = []
    for file in files:
        if not file.private:
            meta = FileMeta(id=FileId(file.id), name=file.name, kind=file.type)
            document = await reader.read(meta, world.read(file))
            lines += [line.text for line in document.lines]
    return tuple(lines)


def _of_each_language(texts: Sequence[_Text]) -> list[_Text]:
    first: dict[str, _Text] = {}
    for one, lines in texts:
        first.setdefault(language_of("\n".join(lines)), (one, lines))
    return list(first.values())


def _made(one: WorldCandidacy, name: str, text: str) -> WorldCandidacy:
    """Make a candidacy like another one, but with one plain text for all its files."""
    file = WorldFile(
        id=str(uuid5(NAMESPACE_URL, f"{one.id} {name} file")),
        name="cv.txt",
        content=text.encode(),
        mime_type="text/plain",
    )
    made = str(uuid5(NAMESPACE_URL, f"{one.id} {name}"))
    return one.model_copy(update={"id": made, "file": (file,), "meanwhile": None})


def _settings(folder: Path, ats_url: str, model_url: str) -> Settings:
    raw: dict[str, Any] = {
        "ledger": {"url": f"sqlite:///{folder / 'screening.db'}"},
        "reading": {"recognition": False, "at_once": 1},
        "model": {"base_url": model_url, "name": "simulated-model", "explicit_cache": True},
        "tenants": {
            TENANT: {
                "base_url": ats_url,
                "language": "ja",
                "requirements": "rules",
                "settle_minutes": 0,
                "look_again_minutes": [],
                "requests_per_minute": 100_000,
                "leave_for_others": 0,
            }
        },
    }
    return settings_from(raw, {}, source="bench judge")
