"""Whether the files of one candidacy seem to be about different people. No name leaves here.

Two files differ where each names a person under a label and none of the names could be the same,
or, without names that can be compared, where each has an e-mail address and none is in both. Mail
boxes of an office are nobody's, and names in different scripts are not compared.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations, islice, pairwise, product

from screening.folding import searched
from screening.model import Document

_MOST_FOUND = 50
"""Addresses, and names, of one file that are compared."""
_LONGEST_LINE = 500

_ADDRESS = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?![\w-])")
_OFFICE = re.compile(
    r"(?:info|office|contact|support|help|hello|sales|press|hr|jobs?|careers?|recruit\w*|saiyo\w*"
    r"|admin\w*|webmaster|postmaster|privacy|no-?reply|inquiry|soumu|jinji|team)[\d._-]*"
)

_SIGNS = r"^[■◆●○・•*\s]*"
_JAPANESE_LABEL = re.compile(
    _SIGNS
    + r"(?:(?:氏\s*名|お?名\s*前)(?:\s*[:|]\s*|\s+)|(?:応募|候補)者(?:氏?名)?\s*[:|]\s*)(.+)$"
)
_LABEL = re.compile(
    _SIGNS + r"(?:(?:(?:full|candidate|applicant)(?:['’]?s)?\s+)?name|candidate|applicant"
    r"|ф\.?\s?и\.?\s?о\.?|фамилия,?\s+имя(?:,?\s+отчество)?|соискатель|кандидат)\s*[:|]\s*(.+)$"
)
_NAME_END = re.compile(r"[\d(\[|,:;/、]|\s{3,}|\b(?:様|殿|印|男|女)\b|㊞")
_KANJI = re.compile(r"[㐀-鿿々]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[а-я]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_NAME, _FEWEST_WORDS, _MOST_WORDS = 40, 2, 4
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}

_Name = tuple[str, frozenset[str]]
"""A script, and what of a name is compared: words, kanji, or pairs of kana."""


def several_people(documents: tuple[Document, ...]) -> bool:
    """Tell whether two of the files name different people, or have no address in common."""
    found = [(_names(one), _addresses(one)) for one in documents]
    return any(
        _are_different(names, others)
        if _comparable(names, others)
        else bool(addresses and other_addresses) and addresses.isdisjoint(other_addresses)
        for (names, addresses), (others, other_addresses) in combinations(found, 2)
    )


def _comparable(names: frozenset[_Name], others: frozenset[_Name]) -> bool:
    return not {script for script, _ in names}.isdisjoint(script for script, _ in others)


def _are_different(names: frozenset[_Name], others: frozenset[_Name]) -> bool:
    return all(one[0] != two[0] or one[1].isdisjoint(two[1]) for one, two in product(names, others))


# ------------------------------------------------------------------ addresses


def _addresses(document: Document) -> frozenset[str]:
    lines = (line for line in _lines(document) if "@" in line)
    found = (_without_tag(address) for line in lines for address in _ADDRESS.findall(line))
    people = (address for address in found if not _OFFICE.fullmatch(address.split("@")[0]))
    return frozenset(islice(people, _MOST_FOUND))


def _without_tag(written: str) -> str:
    """Leave out what stands behind a plus: ``a+jobs@b.example`` is the box of ``a@b.example``."""
    box, _, domain = written.partition("@")
    return f"{box.split('+')[0]}@{domain}"


# ------------------------------------------------------------------ names


def _names(document: Document) -> frozenset[_Name]:
    found = (_JAPANESE_LABEL.match(line) or _LABEL.match(line) for line in _lines(document))
    names = (_name(match[1]) for match in found if match)
    return frozenset(islice((name for name in names if name), _MOST_FOUND))


def _name(written: str) -> _Name | None:
    """Return a name as it is compared; ``None`` for what does not look like one."""
    name = _NAME_END.split(written)[0].strip(" .。")
    if not name or len(name) > _LONGEST_NAME:
        return None
    if kanji := _KANJI.findall(name):
        return "kanji", frozenset(map(searched, kanji))
    if kana := _KANA.findall(name.translate(_HIRAGANA)):
        return "kana", frozenset(map("".join, pairwise(kana)))
    words = frozenset(_WORD.findall(name))
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return None
    return _script("".join(words)), words


def _script(text: str) -> str:
    latin, cyrillic = bool(_LATIN.search(text)), bool(_CYRILLIC.search(text))
    return {(True, False): "latin", (False, True): "cyrillic"}.get((latin, cyrillic), "other")


def _lines(document: Document) -> Iterator[str]:
    """Yield lines with width, case and ё folded."""
    for line in document.lines:
        plain = unicodedata.normalize("NFKC", line.text[:_LONGEST_LINE]).casefold()
        yield plain.replace("ё", "е")
