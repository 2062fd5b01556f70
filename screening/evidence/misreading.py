"""Whether what a quote has otherwise than its document can be a misreading, and nothing more.

Numbers with their units, denials, demands, names and short words may not differ at all; other
words only by characters that look alike, or by one letter inside a long word. In doubt the answer
is no: a quote that is lost to a person's question does less harm than a false proof.
"""

import re
from itertools import pairwise

from screening.evidence.critical import agree
from screening.evidence.lookalikes import alike, twins
from screening.evidence.near import Difference, Kind, Near
from screening.evidence.terms import EMPTY, UNITS, may_be_another
from screening.normalise import Normalised

_LEAST_APART = 2
"""Characters from one misreading to the next."""
_LONG_ENOUGH_FOR_TWO = 8
"""Letters of a word that two misreadings may be in; in a shorter one they make another word."""
_BEFORE_A_NUMBER, _AFTER_A_NUMBER = 1, 2
"""Characters around a number that say what it counts."""
_SHORT_ABBREVIATION, _SHORT_NAME = 5, 7
_LONG_ENOUGH, _LONG_FROM_THE_START = 5, 6
"""Letters of a word that any other letter leaves the same word, behind its start and at it."""
_LONGEST_ENDING, _INFLECTIONS = 3, frozenset("лнтюмйвхш")
_LONGEST_WORD = 60

_LETTERS = re.compile("[a-zA-ZÀ-ɏЀ-ӿ]+")
_KATAKANA = re.compile("[ァ-ヺー]+")
_ONE_SCRIPT = re.compile("[a-zA-ZÀ-ɏ]+|[Ѐ-ӿ]+|[ァ-ヺー]+")
_HIRAGANA = re.compile("[ぁ-ん]")
_KANA = re.compile("[ぁ-んァ-ヺー]+")
_JAPANESE = re.compile("[ぁ-んァ-ヺー一-鿿々]+")
_LONG_SOUND = "ー"
_MISREAD_LONG_SOUND = re.compile("[ァ-ヺー]一[ァ-ヺー]")
_NUMBER_AT_THE_END = re.compile(r"\d[ ]?$")


def explained(quote: Normalised, document: Normalised, found: Near) -> bool:
    """Tell whether a misreading explains every difference of a near match."""
    start = document.places[found.start]
    written = document.shown[start : document.places[found.end - 1] + 1]
    return (
        all(_are_apart(*two, quote) for two in pairwise(found.differences))
        and agree(quote.shown, written)
        and all(_is_misread(each, quote, document) for each in found.differences)
    )


def _are_apart(one: Difference, other: Difference, quote: Normalised) -> bool:
    if other.quoted - one.quoted < _LEAST_APART:
        return False
    start, end = _bounds(quote, one.quoted)
    return end - start >= _LONG_ENOUGH_FOR_TWO or (start, end) != _bounds(quote, other.quoted)


def _is_misread(one: Difference, quote: Normalised, document: Normalised) -> bool:
    counts = _counts(quote, one.quoted) or _counts(document, one.written)
    if one.kind is Kind.OTHER:
        if counts and not _is_unit_misread(quote.text[one.quoted], document.text[one.written]):
            return False
        return _is_other_letter(one, quote, document)
    if counts:
        return False
    return (
        _may_lack(quote, one.quoted)
        if one.kind is Kind.MISSING
        else _may_lack(document, one.written)
    )


def _counts(text: Normalised, at: int) -> bool:
    """Tell whether a place is in a number, beside one, or in a short word of what it counts."""
    near = text.text[max(0, at - _AFTER_A_NUMBER) : at + _BEFORE_A_NUMBER + 1]
    word = _word(text, at)
    if any(map(str.isnumeric, near)) and not _MISREAD_LONG_SOUND.search(near):
        return len(word) < _LONG_ENOUGH or not _LETTERS.fullmatch(word)
    start, _ = _bounds(text, at)
    before = text.shown[max(0, start - _AFTER_A_NUMBER) : start]
    return len(word) < _LONG_ENOUGH and bool(_NUMBER_AT_THE_END.search(before))


def _is_unit_misread(quoted: str, written: str) -> bool:
    """Tell whether a Japanese unit was misread for what is none: 5日 for 5目, and not for 5月."""
    japanese = _JAPANESE.fullmatch(quoted + written)
    units = quoted in UNITS and written in UNITS
    return bool(japanese) and not units and alike(quoted, written)


def _is_other_letter(one: Difference, quote: Normalised, document: Normalised) -> bool:
    quoted, written = quote.text[one.quoted], document.text[one.written]
    said, read = _word(quote, one.quoted), _word(document, one.written)
    if quoted.isnumeric() or written.isnumeric():
        return quoted == _LONG_SOUND or written == _LONG_SOUND
    if twins(_shown(quote, one.quoted), _shown(document, one.written)):
        return True
    if _is_name(said) or _is_name(read) or may_be_another(said.casefold(), read.casefold()):
        return False
    if said.casefold() in EMPTY and read.casefold() not in EMPTY:
        return True
    if alike(quoted, written):
        return len(said) > 1 or not _LETTERS.fullmatch(said)
    if _HIRAGANA.match(quoted):
        return bool(_HIRAGANA.match(written))
    if not _ONE_SCRIPT.fullmatch(said + read) or _inflects(one, quote, document):
        return False
    return _stays(quote, one.quoted) and _stays(document, one.written)


def _stays(text: Normalised, at: int) -> bool:
    """Tell whether a word is so long that any other letter here leaves it the same word.

    At its start it must be longer, and no name: Python is not Cython.
    """
    start, end = _bounds(text, at)
    if text.places[at] > start:
        return end - start >= _LONG_ENOUGH
    return end - start >= _LONG_FROM_THE_START and text.shown[start].islower()


def _inflects(one: Difference, quote: Normalised, document: Normalised) -> bool:
    """Tell whether a difference is between two Russian endings: разработала, разработана."""
    _, end = _bounds(quote, one.quoted)
    both = {quote.text[one.quoted], document.text[one.written]}
    return end - quote.places[one.quoted] <= _LONGEST_ENDING and both <= _INFLECTIONS


def _shown(text: Normalised, at: int) -> str:
    return text.shown[text.places[at]]


def _may_lack(text: Normalised, at: int) -> bool:
    """Tell whether the word at a place stays the same word without its character there."""
    word = _word(text, at)
    if not _LETTERS.fullmatch(word):
        return bool(_KANA.fullmatch(word)) and not may_be_another(word, _without(text, at))
    longer, shorter = word.casefold(), _without(text, at)
    if longer in EMPTY:
        return shorter not in EMPTY
    if _is_name(word) or len(word) < _LONG_ENOUGH or text.places[at] == _bounds(text, at)[0]:
        return False
    return not (may_be_another(longer, shorter) or may_be_another(shorter, longer))


def _word(text: Normalised, at: int) -> str:
    return text.shown[slice(*_bounds(text, at))]


def _without(text: Normalised, at: int) -> str:
    place = text.places[at]
    start, end = _bounds(text, at)
    return (text.shown[start:place] + text.shown[place + 1 : end]).casefold()


def _bounds(text: Normalised, at: int) -> tuple[int, int]:
    """Find the word of one kind around a place; a character of no such word stands alone."""
    place = text.places[max(0, min(at, len(text.places) - 1))]
    for kind in (_LETTERS, _KATAKANA):
        before = kind.match(text.shown[max(0, place - _LONGEST_WORD) : place + 1][::-1])
        after = kind.match(text.shown, place)
        if before and after:
            return place + 1 - before.end(), after.end()
    return place, place + 1


def _is_name(word: str) -> bool:
    """Tell whether a word is a short abbreviation, or a short name with capitals inside it."""
    if word[1:] == word[1:].lower():
        return len(word) == 1 and word.isupper()
    return len(word) <= (_SHORT_ABBREVIATION if word.isupper() else _SHORT_NAME)
