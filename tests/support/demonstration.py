"""The demonstration as tests play it: on a stage of its own, in a folder, without long waits."""

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog

from screening.demo.result import Result
from screening.demo.stage import TENANT, Stage
from screening.errors import Unreadable
from screening.model import Document, FileMeta, UnreadableReason
from screening.ports import Reader
from screening.settings import ReadingSettings, Settings
from screening.simulators.personalities import Personality
from screening.wiring import make_reader


class RememberingReader:
    """Reads each content once in a process of its own, as always, and remembers what it held."""

    remembered: dict[str, Document | UnreadableReason]

    def __init__(self, reader: Reader, remembered: dict[str, Document | UnreadableReason]) -> None:
        self._reader = reader
        self.remembered = remembered

    async def read(self, file: FileMeta, content: bytes) -> Document:
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self.remembered:
            try:
                self.remembered[digest] = await self._reader.read(file, content)
            except Unreadable as error:
                self.remembered[digest] = error.reason
        found = self.remembered[digest]
        if isinstance(found, UnreadableReason):
            raise Unreadable(found)
        return found.model_copy(update={"file": file})

    async def close(self) -> None:
        await self._reader.close()


class QuickStage(Stage):
    """A stage that does not wait long for a model that stays away."""

    def _settings(self, ats_url: str, model_url: str) -> Settings:
        settings = super()._settings(ats_url, model_url)
        tenant = settings.tenants[TENANT].model_copy(update={"give_up_hours": 4 / 3600})
        model = settings.model.model_copy(update={"deadline_seconds": 8})
        return settings.model_copy(update={"tenants": {TENANT: tenant}, "model": model})


class Theatre:
    """Plays each personality once and keeps what came of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._results: dict[Personality, Result] = {}
        self._remembered: dict[str, Document | UnreadableReason] = {}

    def play(self, personality: Personality) -> Result:
        if personality not in self._results:
            folder = self._folder / personality
            folder.mkdir()
            with pytest.MonkeyPatch.context() as patch, at_home(folder, patch):
                make: Callable[[ReadingSettings], Reader] = make_reader
                patch.setattr(
                    "screening.wiring.house.make_reader",
                    lambda reading: RememberingReader(make(reading), self._remembered),
                )
                patch.setattr("screening.demo.stage._PATIENCE_SECONDS", 120)
                stage = QuickStage(personality, None, {}, began=time.time())
                self._results[personality] = asyncio.run(stage.play(lambda _done, _of: None))
        return self._results[personality]


@contextmanager
def at_home(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work in a folder, and leave logging as it was found."""
    patch.chdir(folder)
    before = logging.root.manager.disable
    try:
        yield
    finally:
        logging.disable(before)
        structlog.reset_defaults()
