"""Invented CVs with every item labelled, made from the templates in ``fixtures/blind``."""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from screening.bench.invented import Invented, invent
from screening.model import Language

_PLACE = re.compile(r"\{(?P<kind>[A-Z]+)=(?P<what>\w+)\}|\{said=(?P<said>\w+)\}|\{region\}")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must not be there afterwards."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """One line: as it is, its items, and all else that it says."""

    text: str
    items: tuple[Item, ...]
    rest: str
    work: bool


@dataclass(frozen=True, slots=True)
class LabelledCv:
    """One invented CV."""

    template: str
    held_out: bool
    person: Invented
    lines: tuple[LabelledLine, ...]


def make_cvs(folder: Path, count: int, seed: int) -> Iterator[LabelledCv]:
    """Make as many CVs as wanted, the templates in turn."""
    words = tomllib.loads((folder / "people.toml").read_text(encoding="utf-8"))
    templates = [
        (path, part == "held-out")
        for part in ("templates", "held-out")
        for path in sorted((folder / part).glob("*.txt"))
    ]
    for number in range(count):
        path, held_out = templates[number % len(templates)]
        dice = random.Random(f"{seed}:{number}")  # noqa: S311 - repeatable people, no secret
        language = Language(path.stem.partition("-")[0])
        person = invent(language, words[language.value], dice)
        lines = tuple(_lines(path.read_text(encoding="utf-8"), person))
        yield LabelledCv(path.stem, held_out, person, lines)


def _lines(template: str, person: Invented) -> Iterator[LabelledLine]:
    work = False
    for line in template.splitlines():
        if line in {"#work", "#end"}:
            work = line == "#work"
            continue
        items, text, rest, at = [], "", "", 0
        for place in _PLACE.finditer(line):
            before = line[at : place.start()]
            at = place.end()
            if place["kind"]:
                words = person.says[place["what"]]
                items.append(Item(place["kind"], words))
                text, rest = text + before + words, rest + before + "\0"
            else:
                said = person.says[place["said"]] if place["said"] else person.region
                text, rest = text + before + said, rest + before + said
        yield LabelledLine(text + line[at:], tuple(items), rest + line[at:], work)
