"""Invented people for measuring blind mode: all that a CV may say of one, in every spelling.

Nothing here knows how anything is taken out.
"""

import random
from collections.abc import Mapping

from screening.bench.invented.english import english
from screening.bench.invented.japanese import japanese
from screening.bench.invented.person import Invented, Words
from screening.bench.invented.russian import russian
from screening.model import Language

__all__ = ["Invented", "invent"]

_MAKERS = {Language.JA: japanese, Language.EN: english, Language.RU: russian}


def invent(language: Language, words: Mapping[str, object], dice: random.Random) -> Invented:
    """Make up one person from word lists and a seeded source of chance."""
    return _MAKERS[language](Words.model_validate(words), dice)
