"""Whether a quote draws on text that a person cannot see.

Only the visible lines are ever searched for proof; here is told why a quote was not among them. A
quote stitched together from both is given away by a piece that only the hidden text has.
"""

from functools import cached_property

from screening.folding import IDEOGRAPH
from screening.model import Document
from screening.normalise import Normalised, find, normalise
from screening.places import Text

_TELLING, _TELLING_IDEOGRAPHIC = 12, 6
"""So many searched characters in a row are in a hidden text by no chance."""


class Unseen:
    """The hidden texts of some documents; made ready when first asked."""

    def __init__(self, documents: tuple[Document, ...], texts: tuple[Text, ...]) -> None:
        self._documents = documents
        self._seen = texts

    @cached_property
    def _hidden(self) -> tuple[Normalised, ...]:
        return tuple(
            normalise(hidden.words)
            for document in self._documents
            for hidden in document.hidden
            if hidden.words
        )

    def has(self, wanted: Normalised) -> bool:
        """Tell whether a quote, which no visible line has, is in hidden text at least in part."""
        if any(next(find(wanted, hidden), None) for hidden in self._hidden):
            return True
        return bool(self._hidden) and any(map(self._only_hidden, _pieces(wanted.text)))

    def _only_hidden(self, piece: str) -> bool:
        if not any(piece in hidden.text for hidden in self._hidden):
            return False
        return not any(piece in text.normalised.text for text in self._seen)


def _pieces(text: str) -> list[str]:
    length = _TELLING_IDEOGRAPHIC if IDEOGRAPH.search(text) else _TELLING
    return [text[at : at + length] for at in range(max(0, len(text) - length + 1))]
