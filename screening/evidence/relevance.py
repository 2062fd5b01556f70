"""Whether evidence speaks of its requirement at all: whether it shares one word with it.

No word in common rejects nothing; it only lowers the confidence, so that a person or another run
looks again. Words are compared by their beginnings, Japanese by pairs of characters. Where the
requirement uses a script that the evidence does not, no word in common says nothing.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from screening.folding import searched, shown
from screening.model import Requirement
from screening.places import Place

_STEM = 4
_WORD = re.compile(r"[a-zа-я][a-zа-я0-9+#]*|[぀-ヿ一-鿿々]+")
_JAPANESE = re.compile(r"[぀-ヿ一-鿿々]")
_LATIN, _CYRILLIC = re.compile("[a-z]"), re.compile("[а-я]")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_SAYS_NOTHING = frozenset(
    """
    a an and the of in on at to or as is are be by it its any all with for from into that this you
    your our we i my have has had who will can able must should least more than other such etc
    experience experienced years year work working worked knowledge skill skills ability strong
    good excellent proven solid understanding familiarity familiar proficiency proficient required
    preferred plus minimum using use used level one two three five
    и в во на с со по от до для из или а но не ни что как это при к о об у за под над
    опыт опыта работа работы работать знание знания умение умения навык навыки лет год года владение
    уверенное уверенный хороший хорошее отличное уровень уровне желательно обязательно более менее
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
_SAYS_NOTHING_IN_JAPANESE = frozenset(
    "経験 験者 以上 以下 年以 実務 務経 業務 知識 能力 必須 歓迎 可能 方歓 有無 使用 利用 使っ スキ キル 有す 関す".split()  # noqa: SIM905, E501
)


def is_relevant(place: Place, requirement: Requirement) -> bool:
    """Tell whether the lines around a quote share a word with a requirement or its synonyms."""
    wanted = _said(" \n".join((requirement.text, *requirement.synonyms)))
    found = _said(_surroundings(place))
    comparable = {script for script, _ in wanted} <= {script for script, _ in found}
    return not wanted or not comparable or bool(wanted & found)


def _surroundings(place: Place) -> str:
    """Return the lines of a quote with the one before and the one behind."""
    lines = place.text.lines[max(0, place.first - 1) : place.last + 2]
    return "\n".join(line.text for line in lines)


@lru_cache(maxsize=256)
def _said(text: str) -> frozenset[tuple[str, str]]:
    """Return what a text is about, as beginnings of words and pairs of characters by script."""
    return frozenset(_beginnings(_WORD.findall(_folded(text))))


def _folded(text: str) -> str:
    return "".join(searched(one) or " " for character in text for one in shown(character))


def _beginnings(words: Iterable[str]) -> Iterable[tuple[str, str]]:
    for word in words:
        if _JAPANESE.match(word):
            yield from (("japanese", pair) for pair in _telling_pairs(word))
        elif word not in _SAYS_NOTHING:
            yield ("latin" if _LATIN.match(word) else "cyrillic", word[:_STEM])


def _telling_pairs(word: str) -> Iterable[str]:
    pairs = (word[at : at + 2] for at in range(max(1, len(word) - 1)))
    return (
        pair
        for pair in pairs
        if not _HIRAGANA.search(pair) and pair not in _SAYS_NOTHING_IN_JAPANESE
    )
