"""Reads the question back from the prompt, as far as any model sees it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_REQUIREMENT = re.compile(r"^(R\d+) \[(must|want|note)\] (.+)$")
_SYNONYMS = re.compile(r"^    also: (.+)$")
_LEAST = re.compile(r"^    at least: (\d+) months?\b")
_BEGIN = re.compile(r"^=== BEGIN UNTRUSTED (?:[A-Z]+ )*(\S+) ===$")
_LINE = re.compile(r"^L(\d+)\|(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement as the prompt asks it."""

    id: str
    kind: str
    text: str
    synonyms: tuple[str, ...] = ()
    minimum_months: int = 0


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a prompt asks, and the numbered lines that it shows."""

    asked: tuple[Asked, ...]
    lines: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        """All document lines, one below the other."""
        return "\n".join(text for _, text in self.lines)


def read_prompt(user: str) -> Prompt:
    """Read the user's message; a fence inside a document closes nothing."""
    head, fence, fenced = _split(user)
    end = re.compile(rf"^=== END UNTRUSTED (?:[A-Z]+ )*{re.escape(fence)} ===$")
    last = next((at for at, line in enumerate(fenced) if end.match(line)), len(fenced))
    found = (_LINE.match(line) for line in fenced[:last])
    lines = tuple((int(line[1]), line[2]) for line in found if line)
    return Prompt(_asked(head), lines)


def numbered(user: str) -> tuple[tuple[int, str], ...]:
    """Return every numbered line of a message; a line of our own has the number 0."""
    found = ((line, _LINE.match(line)) for line in user.split("\n"))
    return tuple((int(match[1]), match[2]) if match else (0, line) for line, match in found)


def user_text(messages: Sequence[object]) -> str:
    """Return the text of the first message of the user that shows documents, else of all."""
    said = [each for each in messages if isinstance(each, Mapping)]
    texts = [text_of(each.get("content")) for each in said if each.get("role") == "user"]
    for text in texts:
        if "=== BEGIN UNTRUSTED " in text:
            return text
    return "\n".join(texts)


def text_of(content: object) -> str:
    """Return the text of a message whose content is a text or a list of parts."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = [part.get("text") for part in content if isinstance(part, Mapping)]
    return "".join(part for part in parts if isinstance(part, str))


def _split(user: str) -> tuple[list[str], str, list[str]]:
    lines = user.split("\n")
    for index, line in enumerate(lines):
        begin = _BEGIN.match(line)
        if begin:
            return lines[:index], begin[1], lines[index + 1 :]
    return lines, "", []


def _asked(head: list[str]) -> tuple[Asked, ...]:
    """Read the requirements; the lines below one, indented, belong to it."""
    asked: list[Asked] = []
    for line in head:
        requirement = _REQUIREMENT.match(line)
        if requirement:
            asked.append(Asked(requirement[1], requirement[2], requirement[3]))
        elif asked:
            asked[-1] = _with(asked[-1], line)
    return tuple(asked)


def _with(asked: Asked, line: str) -> Asked:
    also, least = _SYNONYMS.match(line), _LEAST.match(line)
    synonyms = tuple(also[1].split("; ")) if also else asked.synonyms
    months = int(least[1]) if least else asked.minimum_months
    return Asked(asked.id, asked.kind, asked.text, synonyms, months)
