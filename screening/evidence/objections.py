"""Why the place of a quote proves nothing: too little, an echo, a denial, a heading."""

import re

from screening.evidence.headings import is_heading
from screening.folding import IDEOGRAPH
from screening.model import Answer, Demotion, Requirement
from screening.negation import negated
from screening.normalise import Normalised, normalise
from screening.places import Place

SHORTEST_QUOTE = 6
"""Searched characters of a quote; below, it would be found by chance."""
SHORTEST_IDEOGRAPHIC_QUOTE = 4
"""The same with Japanese characters in it, each of which says as much as two or three letters."""
_SHORT_LINE = 40
_AROUND = 120
"""How much text on either side of a quote may negate it."""

_LIST_SIGN = re.compile(r"^\W*(?:\d{1,2}[.)]|[①-⑳])?\s*")
_LABEL = re.compile(r"^\s*[【《〈\[<＜■#]|[:：]\s*$")
_ADVERT_LABEL = re.compile(
    r"^(?:必須|歓迎|尚可|応募|求める|募集)[^:：\]】]{0,10}[:：\]】]\s*"
    r"|^(?:required|requirements?|must[- ]have|nice[- ]to[- ]have|preferred)\s*:\s*"
    r"|^(?:требования|обязательно|желательно|требуется)\s*:\s*",
    re.IGNORECASE,
)
"""What stands before a requirement in an advert, and before no experience in a CV."""
_DEMAND = re.compile(
    r"以上|経験|実務|できる|必須|歓迎|(?:方|こと)[。]?$|\d\s*\+|at least|or more|minimum|experience"
    r"|years|ability|proficien|required|must|опыт|от \d|не менее|умение|знани|навык|владение",
    re.IGNORECASE,
)


def objection(
    place: Place, wanted: Normalised, answer: Answer, requirement: Requirement
) -> Demotion | None:
    """Return why a quote at its place counts for nothing; ``None`` where it counts."""
    if says_too_little(place, wanted):
        return Demotion.QUOTE_TOO_SHORT
    if _echoes(place, requirement):
        return Demotion.ECHO_OF_REQUIREMENT
    if answer is not Answer.NOT_MET and _is_negated(place):
        return Demotion.NEGATED
    if all(map(is_heading, place.lines.split("\n"))):
        return Demotion.HEADING
    return None


def says_too_little(place: Place, wanted: Normalised) -> bool:
    """Tell whether a quote is so short that chance would find it, and is no full row."""
    return _too_short(wanted.text) and not _is_whole_line(place, wanted)


def _too_short(text: str) -> bool:
    return len(text) < (SHORTEST_IDEOGRAPHIC_QUOTE if IDEOGRAPH.search(text) else SHORTEST_QUOTE)


def _is_whole_line(place: Place, wanted: Normalised) -> bool:
    """Tell whether a short quote is a full row, such as ``Java`` in a list of skills."""
    named = len(wanted.text) > 1 and any(map(str.isalpha, wanted.text))
    return named and len(place.lines) <= _SHORT_LINE and _same(place.lines, wanted)


def _echoes(place: Place, requirement: Requirement) -> bool:
    line, text = place.lines, requirement.text
    if len(line) > 2 * len(text) + _SHORT_LINE:
        return False
    bare = _LIST_SIGN.sub("", line)
    wanted = normalise(text)
    if _ADVERT_LABEL.match(bare) and _same(_ADVERT_LABEL.sub("", bare), wanted):
        return True
    return _same(bare, wanted) and bool(_LABEL.search(line) or _DEMAND.search(text))


def _same(line: str, wanted: Normalised) -> bool:
    return normalise(line).text == wanted.text


def _is_negated(place: Place) -> bool:
    if place.denied_by is not None:
        return True
    before = place.source[max(0, place.start - _AROUND) : place.start]
    return negated(before, place.words, place.source[place.end : place.end + _AROUND])
