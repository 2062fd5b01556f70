"""Finds what the labels of the world say about the documents in a prompt."""

import unicodedata
from collections.abc import Iterator

from screening.model import Answer
from screening.simulators.prompt_reading import Prompt
from screening.simulators.world import Label, World, WorldCandidacy

_LEAST_FOUND = 0.5
"""The share of a candidacy's quotes that must stand in the documents for them to be its own."""


class Oracle:
    """Knows every label; recognises a candidacy by the quotes that its documents contain."""

    def __init__(self, world: World) -> None:
        self._labelled = tuple(each for each in world.candidacy if each.label)

    def labels(self, prompt: Prompt) -> dict[str, tuple[Label, int | None]]:
        """Return, by requirement id, the label and the line on which its quote begins.

        What nobody labelled, or labelled with a quote that is not there, is missing.
        """
        shown = _Shown(prompt)
        labels = self._own(prompt, shown)
        found: dict[str, tuple[Label, int | None]] = {}
        for asked in prompt.asked:
            label = labels.get(_plain(asked.text))
            if label is None:
                continue
            line = shown.line_of(label.quote)
            if line is not None or label.answer is Answer.NOT_STATED:
                found[asked.id] = label, line
        return found

    def _own(self, prompt: Prompt, shown: "_Shown") -> dict[str, Label]:
        texts = {_plain(asked.text) for asked in prompt.asked}
        ranked = [
            (*_share(candidacy, texts, shown), index)
            for index, candidacy in enumerate(self._labelled)
        ]
        share, characters, index = max(ranked, default=(0.0, 0, 0))
        if not characters or share < _LEAST_FOUND:
            return {}
        return {_plain(label.requirement): label for label in self._labelled[index].label}


def _share(candidacy: WorldCandidacy, texts: set[str], shown: "_Shown") -> tuple[float, int]:
    quotes = [
        label.quote
        for label in candidacy.label
        if label.quote and _plain(label.requirement) in texts
    ]
    there = [quote for quote in quotes if shown.line_of(quote) is not None]
    return (len(there) / len(quotes) if quotes else 0.0), sum(map(len, there))


class _Shown:
    """The documents without spaces, so that a quote is found wherever its line breaks."""

    def __init__(self, prompt: Prompt) -> None:
        pairs = tuple(_characters(prompt))
        self._text = "".join(character for character, _ in pairs)
        self._lines = tuple(line for _, line in pairs)

    def line_of(self, quote: str) -> int | None:
        wanted = _plain(quote)
        at = self._text.find(wanted) if wanted else -1
        return None if at < 0 else self._lines[at]


def _characters(prompt: Prompt) -> Iterator[tuple[str, int]]:
    for number, text in prompt.lines:
        for character in _plain(text):
            yield character, number


def _plain(text: str) -> str:
    """Compare texts without regard to width, spaces and the prompt's way to part synonyms."""
    return "".join(unicodedata.normalize("NFKC", text).replace(";", ",").split())
