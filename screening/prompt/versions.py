"""The versions of a prompt: each is a file of its own, known by its content.

Two texts that differ only in line ends or trailing spaces are one version; they are sent alike.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from screening.errors import Misconfigured
from screening.model import Fingerprint
from screening.prompt.template import ASSESS, COMPILE, PromptTemplate, Shape

ASSESSING: Final = "assess"
COMPILING: Final = "compile"
SHAPES: Final[Mapping[str, Shape]] = {ASSESSING: ASSESS, COMPILING: COMPILE}
"""Every kind of prompt that there is, by its id, which is also the name of its folder."""

_NAME = re.compile(r"([a-z]+)@([1-9][0-9]{0,5})")
_FILE = re.compile(r"v([1-9][0-9]{0,5})\.md")


@dataclass(frozen=True, slots=True)
class PromptVersion:
    """One version: its text as it is sent, and the same ready to be filled."""

    id: str
    number: int
    text: str
    template: PromptTemplate

    @property
    def name(self) -> str:
        """How people name it, such as ``assess@2``."""
        return f"{self.id}@{self.number}"

    @property
    def identity(self) -> Fingerprint:
        """What tells it from any other text; kept with every screening."""
        return self.template.fingerprint


def canonical(text: str) -> str:
    """Return a text without what an editor or a checkout changes by itself."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def parse_version(text: str, *, id: str, number: int, file: str) -> PromptVersion:
    """Read one version; raise ``Misconfigured`` naming the file and what is wrong in it."""
    kept = canonical(text)
    template = PromptTemplate.parse(kept, file=file, shape=SHAPES[id])
    if (template.id, template.version) != (id, str(number)):
        raise Misconfigured(
            f'{file}: its head must say id = "{id}" and version = "{number}", as its place does.'
        )
    return PromptVersion(id, number, kept, template)


def number_of(file_name: str) -> int | None:
    """Return the version that a file's name says, such as 2 for ``v2.md``."""
    found = _FILE.fullmatch(file_name)
    return int(found[1]) if found else None


def split_name(name: str) -> tuple[str, int]:
    """Take ``assess@2`` apart; raise ``Misconfigured`` when it names no version."""
    found = _NAME.fullmatch(name)
    if found is None or found[1] not in SHAPES:
        raise Misconfigured(
            f"{name!r} names no version: write it like assess@2; prompts are {', '.join(SHAPES)}."
        )
    return found[1], int(found[2])
