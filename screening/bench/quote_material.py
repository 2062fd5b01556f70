"""Reads the documents and quotes of ``bench quotes`` from their folder."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.bench.noise import Confusions
from screening.errors import Misconfigured

Quotes = Mapping[str, Mapping[str, Sequence[str]]]
"""By language and kind."""

_Table = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Material:
    """What a folder holds."""

    texts: Mapping[str, str]
    true: Mapping[str, Sequence[str]]
    altered: Quotes
    held_out: Quotes
    confusions: Confusions
    recognised: Sequence[tuple[str, Sequence[str]]]
    """Language and lines of each page that was really recognised."""


def read_material(folder: Path) -> Material:
    """Read documents and quotes; raise ``Misconfigured`` when one of them is missing."""
    try:
        true: dict[str, list[str]] = tomllib.loads((folder / "true.toml").read_text("utf-8"))
        return Material(
            texts={language: (folder / f"{language}.txt").read_text("utf-8") for language in true},
            true=true,
            altered=_toml(folder / "altered.toml"),
            held_out=_toml(folder / "held-out.toml"),
            confusions=_confusions(folder),
            recognised=tuple(_pages(folder / "recognised.jsonl")),
        )
    except FileNotFoundError as lost:
        raise Misconfigured(
            f"{lost.filename} is missing: name a folder such as fixtures/quotes."
        ) from None


def _confusions(folder: Path) -> Confusions:
    """Return what was misread; of a kanji that never was, those that look most like it."""
    nearest: dict[str, list[str]] = tomllib.loads((folder / "shapes.toml").read_text("utf-8"))
    seen: dict[str, dict[str, int]] = tomllib.loads((folder / "confusions.toml").read_text("utf-8"))
    return {kanji: dict.fromkeys(others, 1) for kanji, others in nearest.items()} | seen


def _toml(path: Path) -> _Table:
    return tomllib.loads(path.read_text("utf-8"))


def _pages(path: Path) -> Iterator[tuple[str, list[str]]]:
    for row in path.read_text("utf-8").splitlines():
        kept = json.loads(row)
        yield kept["language"], kept["lines"]
