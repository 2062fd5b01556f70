"""What letters tell: their script, gaps between them, and letters that look alike."""

import re
import unicodedata

_CJK = re.compile("[\u3005\u3006\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")
_LOOKALIKES = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_SMALL_AS_LARGE = frozenset("BHKMT")
"""Small Cyrillic letters that look like these are taken for them in the middle of a sentence."""
_ONLY_LOOKALIKES = re.compile(r"[aceopxyABCEHKMOPTX]*[aceopxy][aceopxyABCEHKMOPTX]*")
_CYRILLIC_LINE = 0.3
_WORD = re.compile(r"[^\W\d_]+")


def is_cjk(text: str) -> bool:
    """Tell whether a text holds kana or kanji."""
    return bool(_CJK.search(text))


def cyrillic_share(text: str) -> float:
    """Return the share of Cyrillic letters among the Cyrillic and Latin ones."""
    cyrillic = len(_CYRILLIC.findall(text))
    return cyrillic / max(cyrillic + len(_LATIN.findall(text)), 1)


def joined(before: str, after: str, gap: float) -> str:
    """Join two words; ``gap`` is in heights of a letter. No space between square letters."""
    if before and after and _WIDE.match(before[-1]) and _WIDE.match(after[0]) and gap < 0.6:
        return before + after
    return f"{before} {after}".strip()


def in_one_script(text: str) -> str:
    """Write Cyrillic words of a Cyrillic line in Cyrillic, where Latin letters look the same.

    A word with a digit ("B2") or in capitals only ("HTTP") may well be Latin, and stays.
    """
    if cyrillic_share(text) < _CYRILLIC_LINE:
        return text
    return _WORD.sub(lambda word: _cyrillic(word, text), text)


def _cyrillic(word: re.Match[str], text: str) -> str:
    beside = text[word.start() - 1 : word.start()] + text[word.end() : word.end() + 1]
    found = word[0]
    mixed = _CYRILLIC.search(found) and found.translate(_LOOKALIKES) != found
    alike = _ONLY_LOOKALIKES.fullmatch(found) and not any(c.isdigit() for c in beside)
    if mixed:
        return found.translate(_LOOKALIKES)
    if not alike:
        return found
    inside = text[: word.start()].rstrip()[-1:].islower()
    written = found.translate(_LOOKALIKES)
    return written.lower() if inside and found[0] in _SMALL_AS_LARGE else written


def plausible(character: str) -> bool:
    """Tell whether a letter may stand in a Japanese or Latin text.

    The model also knows the simplified and the older forms of Chinese characters, which it
    mistakes for the Japanese ones: only the characters of the Japanese standard are let through.
    """
    if character == " " or character.isascii() or character in _EXTRA:
        return True
    try:
        character.encode("iso2022_jp")
    except UnicodeEncodeError:
        return unicodedata.name(character[0], "").startswith("LATIN ")
    return not unicodedata.name(character, "").startswith(("GREEK ", "CYRILLIC "))


_EXTRA = frozenset("髙濵﨑德瀨彅塚増①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢ㈱№€£©®–—•ー～〜－")
"""Letters outside the standard that are common in Japanese names and forms, and signs."""
