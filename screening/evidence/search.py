"""Where a quote stands in the documents, exactly or nearly.

A near match counts only where every line is doubtful: recognised from a picture, or in a document
whose characters could not be read well. Everywhere else a quote is exact or it is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from screening.evidence.misreading import explained
from screening.evidence.near import near
from screening.model import Document, Quality, ReadingWarning
from screening.normalise import Normalised
from screening.places import Place, Text, place_at, places


@dataclass(frozen=True, slots=True)
class Found:
    """A place of a quote, and whether the quote is there but for misread characters."""

    place: Place
    approximate: bool = False


def search(wanted: Normalised, texts: tuple[Text, ...]) -> list[Found]:
    """Return every place of a quote; near matches only where there is no exact one."""
    exact = [Found(place) for place in places(wanted, texts)]
    return exact or [Found(place, approximate=True) for place in _near_places(wanted, texts)]


def _near_places(wanted: Normalised, texts: tuple[Text, ...]) -> Iterator[Place]:
    for text in texts:
        if not _has_doubtful_lines(text):
            continue
        for found in near(wanted, text.normalised):
            place = place_at(text, *text.normalised.span(found.start, found.end))
            if _is_doubtful(place) and explained(wanted, text.normalised, found):
                yield place


def _has_doubtful_lines(text: Text) -> bool:
    return _hard_to_read(text.document) or any(line.recognised for line in text.lines)


def _is_doubtful(place: Place) -> bool:
    lines = place.text.lines[place.first : place.last + 1]
    return _hard_to_read(place.text.document) or all(line.recognised for line in lines)


def _hard_to_read(document: Document) -> bool:
    doubtful = ReadingWarning.CHARACTERS_DOUBTFUL in document.warnings
    return doubtful or document.quality is not Quality.GOOD
