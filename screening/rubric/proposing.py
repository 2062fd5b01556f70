"""What becomes of a model's proposal: code checks each line of it against the requisition's text.

Nothing is taken that the text does not say. What the rules find and the proposal does not carry is
put back. Lines on protected matters and orders stay out, questions for people stay questions, and
nothing becomes stricter than the text. The result is a draft like any other: a person approves it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from screening.model import Requirement, RequirementKind, Requisition, Rubric, RubricSource
from screening.normalise import find, normalise
from screening.rubric.compiling import COUNTED, LONGEST_TEXT, requirement, sorted_lines
from screening.rubric.duration import minimum_months
from screening.rubric.lint import barred
from screening.rubric.source import lines, sections, text_hash
from screening.rubric.terms import names, shared, terms
from screening.rubric.tongue import language_of
from screening.rubric.wording import for_a_person

MOST = 40
"""More requirements than a person can review, or a model can keep apart."""
MOST_SYNONYMS = 6
_LONGEST_SYNONYM = 60
_SAID = 0.5
"""The share of a text's words that its line must say."""
_CARRIED = 0.7
"""The share of a rule's words that proposals must carry to stand in its place."""
_STRICTNESS = (RequirementKind.NOTE, RequirementKind.WANT, RequirementKind.MUST)


class Proposed(Protocol):
    """One requirement as a model proposes it."""

    @property
    def line(self) -> int:
        """Give the number of the line of the text."""
        ...

    @property
    def quote(self) -> str:
        """Give the words of that line."""
        ...

    @property
    def kind(self) -> RequirementKind:
        """Give how it counts."""
        ...

    @property
    def text(self) -> str:
        """Give the requirement in words of its own."""
        ...

    @property
    def minimum_months(self) -> int:
        """Give the least number of months, 0 for none."""
        ...

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Give other words for it."""
        ...


@dataclass(slots=True)
class _Ruled:
    """One line as the rules sorted it, and what was proposed for it."""

    kind: RequirementKind | None
    text: str
    at: int
    """The number of the first source line that belongs to it."""
    proposals: list[Proposed] = field(default_factory=list)


def settled(requisition: Requisition, proposed: Sequence[Proposed]) -> Rubric | None:
    """Make a rubric of a proposal, ``None`` when it is no use and the rules alone must do."""
    if len(proposed) > MOST:
        return None
    source = lines(requisition)
    ruled = list(_ruled(requisition, source))
    ownless: list[_Ruled] = []
    for one in proposed:
        if not _stands(one, source):
            continue
        owner = _owner(one, ruled, source)
        if owner is None:
            ownless.append(_Ruled(_kind_at(requisition, one.line), one.quote, one.line, [one]))
        else:
            owner.proposals.append(one)
    places = sorted((*ruled, *ownless), key=lambda place: place.at)
    found = tuple(_numbered(places))
    taken = any(place.proposals for place in places)
    if not taken or len(found) > MOST:
        return None
    return Rubric(
        requisition_id=requisition.id,
        source=RubricSource.MODEL,
        requirements=found,
        text_hash=text_hash(requisition),
    )


def _ruled(requisition: Requisition, source: tuple[str, ...]) -> Iterator[_Ruled]:
    """Yield what the rules make of the text, with the line on which each begins."""
    keys = [normalise(line).text for line in source]
    last = 0
    for kind, text in sorted_lines(requisition):
        key = normalise(text).text
        following = (*range(last, len(keys)), *range(last))
        last = next((at for at in following if keys[at] and _overlap(keys[at], key)), last)
        yield _Ruled(kind, text, last + 1)


def _overlap(line: str, item: str) -> bool:
    """Tell whether a line holds an item, or an item of several lines begins with it."""
    return item in line or (len(line) > 1 and item.startswith(line))


def _stands(one: Proposed, source: tuple[str, ...]) -> bool:
    """Tell whether the quote is on its line, and neither it nor the text is to be left out."""
    if not 1 <= one.line <= len(source):
        return False
    line, quote = source[one.line - 1], normalise(one.quote)
    if len(quote.text) < 2 or next(find(quote, normalise(line)), None) is None:
        return False
    return not any(map(barred, (line, one.quote, one.text)))


def _owner(one: Proposed, ruled: list[_Ruled], source: tuple[str, ...]) -> _Ruled | None:
    """Return the rules' line to which a quote belongs, ``None`` where they saw a heading."""
    quote = normalise(one.quote).text
    line = normalise(source[one.line - 1]).text
    keys = [(place, normalise(place.text).text) for place in ruled]
    near = sorted(keys, key=lambda pair: abs(pair[0].at - one.line))
    whole = (place for place, key in near if quote in key)
    part = (place for place, key in near if key and key in quote)
    beside = (place for place, key in near if key and (line in key or key in line))
    return next(chain(whole, part, beside), None)


def _kind_at(requisition: Requisition, number: int) -> RequirementKind:
    """Return what a line is by the text in which it stands."""
    kinds = [kind for kind, part in sections(requisition) for _ in part]
    return kinds[number - 1]


def _numbered(places: list[_Ruled]) -> Iterator[Requirement]:
    known: set[str] = set()
    number = 0
    for place in places:
        for one in _requirements(place):
            key = normalise(one.text).text
            if key and key not in known:
                known.add(key)
                number += 1
                yield one.model_copy(update={"id": f"R{number}"})


def _requirements(place: _Ruled) -> Iterator[Requirement]:
    """Yield the proposals for a line, or the line as the rules have it where they fall short."""
    if place.kind is None:
        place.proposals.clear()
        return
    made = [_made(one, place) for one in place.proposals]
    carried = frozenset(word for one in made for word in terms(one.text))
    whole = shared(terms(place.text), carried) >= _CARRIED and names(place.text) <= carried
    if made and whole:
        yield from made
        return
    place.proposals.clear()
    yield requirement(1, place.kind, place.text)


def _made(one: Proposed, place: _Ruled) -> Requirement:
    text = _text(one, place)
    kind = _kind(one, place, text)
    return requirement(1, kind, text).model_copy(
        update={
            "minimum_months": _months(one, place, text) if kind in COUNTED else None,
            "synonyms": _synonyms(one, text),
        }
    )


def _text(one: Proposed, place: _Ruled) -> str:
    """Return the proposed words if the line says as much, else the line's own."""
    text = " ".join(one.text.split())
    said = terms(place.text)
    faithful = (
        1 <= len(text) <= LONGEST_TEXT
        and language_of(text) is language_of(place.text)
        and shared(terms(text), said) >= _SAID
        and names(text) <= said | names(place.text)
        and terms(text)
    )
    return text if faithful else " ".join(one.quote.split())[:LONGEST_TEXT]


def _kind(one: Proposed, place: _Ruled, text: str) -> RequirementKind:
    """Take the proposed kind where it is no stricter than the rules'; a question stays one."""
    ruled = place.kind
    asked = RequirementKind.ASK
    if ruled is asked or ruled is None or one.kind is asked or for_a_person(text):
        return asked
    allowed = _STRICTNESS.index(ruled)
    # One step down at most: what the text requires is not made a mere remark.
    lowest = max(allowed - 1, 0)
    return _STRICTNESS[min(max(_STRICTNESS.index(one.kind), lowest), allowed)]


def _months(one: Proposed, place: _Ruled, text: str) -> int | None:
    """Return a minimum that the text itself names; the model only says to which part it belongs."""
    own = minimum_months(text)
    if own is not None:
        return own
    quoted = minimum_months(one.quote) or minimum_months(place.text)
    alone = len(place.proposals) == 1
    return quoted if quoted is not None and (alone or one.minimum_months == quoted) else None


def _synonyms(one: Proposed, text: str) -> tuple[str, ...]:
    flat = (" ".join(each.split()) for each in one.synonyms)
    kept = dict.fromkeys(
        each for each in flat if 2 <= len(each) <= _LONGEST_SYNONYM and not barred(each)
    )
    return tuple(each for each in kept if each != text)[:MOST_SYNONYMS]
