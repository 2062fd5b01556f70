"""Corrections in the text of a comment: ``#fix R4 met``, ``#訂正 R4 あり``, ``#исправить R4 да``.

Any text will do, and nothing here raises. What is not understood is passed over in silence: people
write other things behind a ``#`` too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from screening.feedback.spoken import BLOCK, REFERENCE, named, spoken
from screening.feedback.words import ANSWERS, BETWEEN_NUMBERS, COMMANDS, ENDINGS, SIGNS
from screening.model import Answer, Reference, RequirementId

_DASH: Final = SIGNS[Answer.NOT_STATED]


@dataclass(frozen=True, slots=True)
class Command:
    """What a person says of one requirement."""

    requirement_id: RequirementId
    answer: Answer
    reference: Reference | None = None
    """The screening they name; ``None`` means the latest before they wrote."""


def commands(body: str, *, ours: Iterable[str] = ()) -> tuple[Command, ...]:
    """Return a comment's corrections in the order in which they stand.

    ``ours`` are the bodies of our own comments on the candidacy: a line that stands in one of them
    is ours, whoever posted it.
    """
    found: list[Command] = []
    goes_on = False
    for line in spoken(body, ours=ours, answer=_is_answer):
        goes_on = line is not None and _read(line, found, goes_on=goes_on)
    return tuple(found)


def _read(line: str, found: list[Command], *, goes_on: bool) -> bool:
    """Take in one line; tell whether the next one may go on with requirements alone."""
    references = named(line)
    if len(references) > 1:
        return False
    reference = references[0] if references else None
    text = " ".join(REFERENCE.sub(" ", line).split())  # one space: runs of them take long to read
    if goes_on and _nothing_else(text, 0):
        found.extend(_items(text, 0, reference))
        return True
    ended = False
    for start in _COMMAND.finditer(text):
        found.extend(_items(text, start.end(), reference))
        ended = _nothing_else(text, start.end())
    return ended


def _items(text: str, at: int, reference: Reference | None) -> Iterator[Command]:
    for item in _each_item(text, at):
        answer = _MEANINGS[_key(item["word"] or item["dash"])]
        for number in _NUMBER.findall(item["numbers"]):
            yield Command(RequirementId(f"R{number}"), answer, reference)


def _each_item(text: str, at: int) -> Iterator[re.Match[str]]:
    while (item := _ITEM.match(text, at)) is not None:
        yield item
        at = item.end()


def _nothing_else(text: str, at: int) -> bool:
    """Tell whether from a place on there are only requirements with their answers, or nothing."""
    for item in _each_item(text, at):
        at = item.end()
    return _NOTHING.match(text, at) is not None


def _is_answer(text: str) -> bool:
    return _key(text) in _MEANINGS


def _key(word: str) -> str:
    """Return a word as the table of meanings has it; a sign stands for itself."""
    return word if len(word) == 1 else re.sub(r"[\s\-]", "", word)


def _meanings() -> dict[str, Answer]:
    words = {
        _key(word): answer
        for language in ANSWERS.values()
        for answer, several in language.items()
        for word in several
    }
    return words | {sign: answer for answer, signs in SIGNS.items() for sign in signs}


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; a space may be missing."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s\-]*") for word in longest_first)


_MEANINGS: Final = _meanings()
_WORD: Final = _any(
    word for language in ANSWERS.values() for several in language.values() for word in several
)
_SIGN: Final = "".join(signs for answer, signs in SIGNS.items() if answer is not Answer.NOT_STATED)
_DASHES: Final = f"[{re.escape(_DASH)}]"
_R: Final = r"(?<![0-9a-zа-я])[rр]\s?0*([1-9][0-9]{0,2})(?![0-9])"  # the second letter is Cyrillic
_JOIN: Final = _any(BETWEEN_NUMBERS)
_COMMAND: Final = re.compile(
    rf"(?<![0-9a-zа-я&/#])#\s?(?:{_any(word for several in COMMANDS.values() for word in several)})"
    r"(?:[\s:、,]+|(?=[rр]\s?[0-9])|$)"
)
_NUMBER: Final = re.compile(_R)
_NOTHING: Final = re.compile(r"[\s,、.。;；!]*$")
_ITEM: Final = re.compile(
    rf"""
    [\s,、.。;；・&]*(?:\([^()]{{0,200}}\)[\s,、.。;；・&]*)?(?:(?:{_JOIN})\s*)?
    (?P<numbers>{_R}(?:[\s,、・&/]*(?:(?:{_JOIN})\s*)?{_R})*)
    \s*(?:[:=]|は|が|を)?\s*(?:{_DASHES}\s*)?                 # R4: or R4は or R4 -
    (?:(?:{_WORD}|[{_SIGN}]|{_DASHES})\s*(?:→|⇒|->|=>)\s*)?  # from one to another
    (?:
        (?P<word>{_WORD}|[{_SIGN}])(?:{_any(ENDINGS)})?
        (?=$|[\s,、.。;；:()!{BLOCK}\#]|[rр][0-9])(?!\s*(?:\?|ですか|でしょうか))
      | (?P<dash>{_DASHES})(?=\s*(?:$|[,、.。;；()!{BLOCK}\#]|[rр]\s?[0-9]))
    )
    """,
    re.VERBOSE,
)
