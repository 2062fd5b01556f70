"""Finds letters of another script inside a word, put there by mistake or to deceive a search.

Latin, Cyrillic and Greek share shapes: nobody sees a Cyrillic ``о`` in "instructions". Such letters
stay in the text, for they are drawn; they are counted, and undone where orders are sought.
"""

import re

_PAIRS = (
    ("a", "аα"), ("b", "Ь"), ("c", "сϲ"), ("d", "ԁ"), ("e", "еє"), ("g", "ɡ"), ("h", "һ"),
    ("i", "іι"), ("j", "јϳ"), ("k", "к"), ("l", "ӏ"), ("m", "м"), ("n", "п"), ("o", "оο"),
    ("p", "рρ"), ("q", "ԛ"), ("r", "г"), ("s", "ѕ"), ("t", "т"), ("u", "и"), ("v", "ѵν"),
    ("w", "ԝω"), ("x", "хχ"), ("y", "уγ"), ("A", "АΑ"), ("B", "ВΒ"), ("C", "СϹ"), ("E", "ЕΕ"),
    ("H", "НΗ"), ("I", "ІΙ"), ("J", "Ј"), ("K", "КΚ"), ("M", "МΜ"), ("N", "Ν"), ("O", "ОΟ"),
    ("P", "РΡ"), ("S", "Ѕ"), ("T", "ТΤ"), ("X", "ХΧ"), ("Y", "УΥ"), ("Z", "Ζ"),
)  # fmt: skip
"""A Latin letter, then those of the other scripts that look like it, the Cyrillic one first."""
_TO_LATIN = {ord(other): latin for latin, others in _PAIRS for other in others}
_TO_CYRILLIC = {
    ord(latin): others[0] for latin, others in _PAIRS if "\u0400" <= others[0] <= "\u052f"
}
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")


def lookalikes(text: str) -> int:
    """Count the words in which a look-alike of another script stands."""
    if not (_LATIN.search(text) and _OTHER.search(text)):
        return 0
    return sum(_undone(found[0]) != found[0] for found in _WORD.finditer(text))


def without_lookalikes(text: str) -> str:
    """Write every word in the one script to which most of its letters belong."""
    if not (_LATIN.search(text) and _OTHER.search(text)):
        return text
    return _WORD.sub(lambda found: _undone(found[0]), text)


def _undone(word: str) -> str:
    """Return the word in one script; the word itself if that takes more than look-alikes."""
    latin, other = len(_LATIN.findall(word)), len(_OTHER.findall(word))
    if not latin or not other:
        return word
    changed = word.translate(_TO_LATIN if latin >= other else _TO_CYRILLIC)
    return changed if not (_LATIN.search(changed) and _OTHER.search(changed)) else word
