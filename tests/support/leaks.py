"""What must never leave its place, and where to look for it."""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from fakeredis import FakeRedis, FakeServer

from screening.model import Document
from screening.simulators.world import World, WorldCandidacy

READER = "screening.extract.sandbox.template"
LONG = 12
"""A line of a document that is longer is nobody else's."""


class Scanner:
    """Finds a person's words in a text, plain or in the escapes that logs and queues use."""

    def __init__(self, words: Iterable[str]) -> None:
        self._forms = {form: word for word in words for form in _forms(word)}

    def found(self, text: str) -> set[str]:
        """Return the words that the text holds."""
        folded = text.casefold()
        return {word for form, word in self._forms.items() if form in folded}

    def __len__(self) -> int:
        return len(set(self._forms.values()))


def words_of(world: World, documents: Iterable[Document], bodies: Iterable[str]) -> set[str]:
    """Collect everything that a person wrote or is called, from the world and what was read."""
    words = {text for one in world.candidacy for text in _of_candidacy(one)}
    for requisition in world.requisition:
        texts = (requisition.required_skills, requisition.preferred_skills, requisition.personality)
        words |= {requisition.name, *(line for text in texts for line in _lines(text))}
    for document in documents:
        words |= {line for each in document.lines for line in _lines(each.text)}
    words |= {line for body in bodies for line in _lines(body)}
    return {word.strip() for word in words if len(word.strip()) > 1}


def _of_candidacy(one: WorldCandidacy) -> Iterator[str]:
    yield one.name
    yield from (part for part in one.name.split() if len(part) >= (5 if part.isascii() else 2))
    yield from (text for text in _texts([one.extra, one.channel]) if len(text) > 5)
    yield from (file.name for file in one.file)
    yield from (label.quote for label in one.label)
    yield one.id


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from _lines(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if len(line.strip()) > LONG)


def _forms(word: str) -> set[str]:
    escaped = json.dumps(word)[1:-1]
    raw = repr(word.encode())[2:-1]
    return {form.casefold() for form in (word, escaped, raw, quote(word), repr(word)[1:-1])}


class Watcher(threading.Thread):
    """Looks again and again at what the worker shows outside: Redis and its child processes."""

    def __init__(self, parent: int) -> None:
        super().__init__(daemon=True)
        self._parent = parent
        self._over = threading.Event()
        self._servers: list[FakeServer] = []
        self.redis: set[str] = set()
        self.children: set[str] = set()

    def server(self) -> FakeServer:
        """Make the Redis of a worker; what it holds is watched from now on."""
        made = FakeServer()
        self._servers.append(made)
        return made

    def run(self) -> None:
        looks = 0
        while not self._over.wait(0.01):
            for server in self._servers:
                self.redis.update(_held(server))
            if looks % 10 == 0:  # a child lives longer, and there may be many processes
                self.children.update(_children(self._parent))
            looks += 1

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._over.set()
        self.join()


def _held(server: FakeServer) -> Iterator[str]:
    client: Any = FakeRedis(server=server, decode_responses=True)
    for key in client.keys("*"):
        yield key
        kind = client.type(key)
        if kind == "string":
            yield client.get(key) or ""
        elif kind == "zset":
            yield from (member for member, _ in client.zrange(key, 0, -1, withscores=True))
        elif kind != "none":  # gone meanwhile
            yield f"a {kind} that no test reads: {key}"


def _children(parent: int) -> Iterator[str]:
    """Yield titles, arguments and environments of a process's children that read files."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            stat = (place / "stat").read_text()
            arguments = (place / "cmdline").read_text(errors="replace")
            # Before its exec a child still shows its parent's memory, arguments and environment.
            if stat.rpartition(")")[2].split()[1] != str(parent) or READER not in arguments:
                continue
            yield stat.partition("(")[2].rpartition(")")[0]
            yield arguments
            yield (place / "environ").read_text(errors="replace")
        except OSError:  # it ended
            continue
