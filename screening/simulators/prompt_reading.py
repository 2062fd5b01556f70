"""Reads the question back from the prompt, as far as any model sees it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_REQUIREMENT = re.compile(r"^(R\d+) \[(must|want|note)\] (.+)$")
_SYNONYMS = re.compile(r"^    also: (.+)$")
_BEGIN = re.compile(r"^=== BEGIN UNTRUSTED DOCUMENTS (\S+) ===$")
_LINE = re.compile(r"^L(\d+)\|(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement as the prompt asks it."""

    id: str
    kind: str
    text: str
    synonyms: tuple[str, ...] = ()


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
    end = f"=== END UNTRUSTED DOCUMENTS {fence} ==="
    shown = fenced[: fenced.index(end)] if end in fenced else fenced
    found = (_LINE.match(line) for line in shown)
    lines = tuple((int(line[1]), line[2]) for line in found if line)
    return Prompt(_asked(head), lines)


def user_text(messages: Sequence[object]) -> str:
    """Return the text of the first message of the user that shows documents, else of all."""
    said = [each for each in messages if isinstance(each, Mapping)]
    texts = [text_of(each.get("content")) for each in said if each.get("role") == "user"]
    for text in texts:
        if "=== BEGIN UNTRUSTED DOCUMENTS " in text:
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
    asked: list[Asked] = []
    for line in head:
        requirement, also = _REQUIREMENT.match(line), _SYNONYMS.match(line)
        if requirement:
            asked.append(Asked(requirement[1], requirement[2], requirement[3]))
        elif also and asked:
            last = asked[-1]
            synonyms = tuple(also[1].split("; "))
            asked[-1] = Asked(last.id, last.kind, last.text, synonyms)
    return tuple(asked)
