"""The keys under which a word is looked up among the parts of a name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from screening.blind import sounds
from screening.blind.folded import HAN

_CYRILLIC = re.compile(r"[а-яіїєґ'’-]+")
_LATIN = re.compile(r"[a-z'’`-]+")
_KANA = re.compile(r"[ぁ-ゖー]+")
_HAN_ONLY = re.compile(rf"[{HAN}]+")


@lru_cache(maxsize=32_768)
def keys_of(word: str, *, reading: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the keys of a word; of a name (not ``reading``) also those of its other forms."""
    return tuple(_made(word, reading=reading))


def _made(word: str, *, reading: bool) -> Iterator[tuple[str, str]]:
    if _KANA.fullmatch(word):
        yield "exact", word
        yield "japanese", sounds.kana_key(word)
    elif _LATIN.fullmatch(word):
        yield "exact", word
        yield from _latin_keys(word, reading=reading)
    elif _CYRILLIC.fullmatch(word):
        yield "exact", word
        yield from _cyrillic_keys(word, reading=reading)
    elif not _HAN_ONLY.fullmatch(word):
        yield "exact", word


def _latin_keys(word: str, *, reading: bool) -> Iterator[tuple[str, str]]:
    if sounds.japanese(word):
        yield "japanese", sounds.romaji_key(word)
    key = sounds.slavic_key(word)
    if reading:
        yield "slavic", key
        return
    for other in sounds.equals(key):
        yield "slavic", other
    for spelled in sounds.to_cyrillic(word):
        for form in sounds.cases(spelled):
            yield "cyrillic", sounds.slavic_key(form)
    for spelled in _umlauts(word):
        yield "exact", spelled


def _cyrillic_keys(word: str, *, reading: bool) -> Iterator[tuple[str, str]]:
    if reading:
        yield "cyrillic", sounds.slavic_key(word)
        yield "japanese", sounds.japanese_cyrillic_key(word)
        return
    for form in sounds.cases(word):
        yield "exact", form
    for key in sounds.equals(sounds.slavic_key(word)):
        yield "slavic", key


def _umlauts(word: str) -> Iterator[str]:
    """Yield what German and Scandinavian spellings make of ä, ö, ü once the accent is gone."""
    for plain, long in (("u", "ue"), ("o", "oe"), ("a", "ae"), ("a", "aa"), ("s", "ss")):
        for at, letter in enumerate(word):
            if letter == plain:
                yield word[:at] + long + word[at + 1 :]
